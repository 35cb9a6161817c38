//! Quotation marks and titles around a place of a line.

use std::ops::Range;

/// How a form that has quotation marks stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// The form has none.
    Plain,
    /// With its marks, straight or single ones included.
    Marked,
    /// Without marks.
    Missing,
    /// Without marks of its own, in a longer quotation or at the edge of one.
    Within,
}

const OPENING: [char; 6] = ['“', '‘', '"', '＂', '「', '『'];
const CLOSING: [char; 6] = ['”', '’', '"', '＂', '」', '』'];

/// How the words at `range`, which have no marks among them, are quoted in `text`.
pub(super) fn quoting(text: &str, range: &Range<usize>) -> Quoting {
    match (text[..range.start].ends_with(OPENING), text[range.end..].starts_with(CLOSING)) {
        (true, true) => Quoting::Marked,
        (false, false) if !is_quoted(text, range.start) => Quoting::Missing,
        _ => Quoting::Within,
    }
}

/// True when a quotation that begins before `at` ends after it.
fn is_quoted(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let open = before.matches('“').count() > before.matches('”').count();
    let straight = !before.matches(['"', '＂']).count().is_multiple_of(2);
    open && after.contains('”') || straight && after.contains(['"', '＂'])
}

/// The stretches of `text` in 《》, marks included. What is not closed is no title.
pub fn titles(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut opened = Vec::new();
    if !text.contains("《") {
        return found;
    }
    for (at, mark) in text.match_indices(['《', '》']) {
        if mark == "《" {
            opened.push(at);
        } else if let Some(start) = opened.pop()
            && opened.is_empty()
        {
            found.push(start..at + mark.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_every_make_count() {
        for (text, expected) in [
            ("坚持和落实两个维护，", Quoting::Missing),
            ("做到“两个维护”，", Quoting::Marked),
            ("做到\"两个维护\"，", Quoting::Marked),
            ("强调“做到‘两个维护’”，", Quoting::Marked),
            ("强调“坚决做到两个维护要求”，", Quoting::Within),
            ("强调\"坚决做到两个维护要求\"，", Quoting::Within),
            ("“四个意识”和两个维护及“四个自信”", Quoting::Missing),
            ("两个维护”", Quoting::Within),
        ] {
            let start = text.find("两个维护").unwrap();
            assert_eq!(quoting(text, &(start..start + 12)), expected, "{text}");
        }
    }

    #[test]
    fn titles_are_closed_and_may_be_nested() {
        let text = "《甲》和《关于〈乙〉的《丙》决定》，《丁";
        let found: Vec<&str> = titles(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["《甲》", "《关于〈乙〉的《丙》决定》"]);
    }
}
