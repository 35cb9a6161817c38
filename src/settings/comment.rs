//! `<!-- nigao-ignore RULE -->`: what somebody has accepted in the draft itself.

use std::ops::Range;

use crate::text::is_blank;

/// The word that such a comment begins with.
const WORD: &str = "nigao-ignore";

/// Where the rules stand that a comment accepts for the next paragraph, in bytes of its `line`; no rule
/// at all stands for every rule. `None` for any other line.
pub fn ignored(line: &str) -> Option<Vec<Range<usize>>> {
    let comment = line
        .trim_start_matches(is_blank)
        .strip_prefix("<!--")?
        .trim_end_matches(is_blank)
        .strip_suffix("-->")?;
    let rest = comment.trim_start().strip_prefix(WORD)?;
    if rest.starts_with(|c| !is_separator(c)) {
        return None;
    }
    let mut at = line.find(WORD)? + WORD.len();
    let mut named = Vec::new();
    for piece in line[at..at + rest.len()].split_inclusive(is_separator) {
        let word = piece.trim_end_matches(is_separator);
        if !word.is_empty() {
            named.push(at..at + word.len());
        }
        at += piece.len();
    }
    Some(named)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_rules_are_found() {
        let named = |line: &str| {
            ignored(line).map(|named| named.into_iter().map(|at| line[at].to_owned()).collect::<Vec<_>>())
        };
        let some = |rules: &[&str]| Some(rules.iter().map(|rule| (*rule).to_owned()).collect::<Vec<_>>());
        assert_eq!(named("<!-- nigao-ignore terms/order -->"), some(&["terms/order"]));
        assert_eq!(
            named("　<!--nigao-ignore a/b、c/d，e/f,g/h i/j--> "),
            some(&["a/b", "c/d", "e/f", "g/h", "i/j"])
        );
        assert_eq!(named("<!-- nigao-ignore -->"), some(&[]));
        assert_eq!(named("<!--nigao-ignore-->"), some(&[]));
        for line in ["<!-- nigao-ignored a/b -->", "<!-- 说明 nigao-ignore a/b -->", "nigao-ignore a/b", ""]
        {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
