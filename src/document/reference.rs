//! References of a document to its own parts: 见第（三）条, 本决定第二部分.

use std::ops::Range;

use crate::text::sign::{Sign, inside};

use super::marker::{Level, number_prefix};

/// A reference to a numbered part of the same document. Ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternalReference {
    /// Level of the part by the form of its number.
    pub level: Level,
    /// Its number.
    pub number: u32,
    /// True when the text says that the part is its own: 第（三）条, 本决定第三部分.
    pub own: bool,
    /// From 第 to the unit.
    pub range: Range<usize>,
    /// The number alone.
    pub numeral: Range<usize>,
}

/// What stands right before a reference that may be to the document itself.
const LEADING: [&str; 6] = ["见", "按照", "按", "依照", "参照", "根据"];
/// What the document calls itself there.
const OWN: [&str; 11] = [
    "本决定",
    "本决议",
    "本意见",
    "本方案",
    "本办法",
    "本通知",
    "本条例",
    "本规定",
    "本细则",
    "本规划",
    "本纲要",
];

/// 第二十条第（三）项: a part of the part that is named before it.
const PARTS: [char; 4] = ['条', '款', '项', '章'];

impl InternalReference {
    /// The references in `within`.
    ///
    /// A number in brackets (第（三）条) is taken for the document's own, as laws are cited without
    /// brackets; a bare one (第三条, 第二部分) only after a word that says so, never after 》 or 法.
    pub(super) fn read_all(text: &str, within: Range<usize>, signs: &[Sign]) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        // A number follows, perhaps in a bracket.
        let heads = inside(signs, &within).iter().map(|sign| &text[within.start..sign.at]);
        for head in heads.filter_map(|head| head.strip_suffix('第')) {
            let start = within.start + head.len();
            let Some(reference) = Self::read(text, start, within.clone()) else { continue };
            let before = &text[within.start..start];
            // 见第二章第三节
            let goes_on = found.last().is_some_and(|last| last.range.end == start);
            let led = || !before.ends_with(PARTS) && ends_in(before, &LEADING);
            if reference.own || goes_on || led() {
                found.push(reference);
            }
        }
        found
    }

    /// What 第 at `start` begins in `within`, by its form alone: it may be somebody else's part, unless
    /// what stands before says so.
    pub fn read(text: &str, start: usize, within: Range<usize>) -> Option<Self> {
        let mut at = start + '第'.len_utf8();
        let rest = &text[at..within.end];
        let open = rest.chars().next().filter(|c| matches!(c, '（' | '('));
        at += open.map_or(0, char::len_utf8);
        let (number, length) = number_prefix(&text[at..within.end])?;
        let numeral = at..at + length;
        let mut end = numeral.end;
        if open.is_some() {
            end += text[end..within.end].chars().next().filter(|c| matches!(c, '）' | ')'))?.len_utf8();
        }
        let units = [
            ("部分", Level::Han),
            ("条", Level::Article),
            ("章", Level::Chapter),
            ("节", Level::Section),
            ("项", Level::ParenHan),
            ("点", Level::ParenHan),
        ];
        let (unit, level) = units.into_iter().find(|(unit, _)| text[end..within.end].starts_with(unit))?;
        end += unit.len();
        let before = &text[within.start..start];
        let elsewhere = before.ends_with(['》', '法', '例']) || before.ends_with("规定");
        let own = ends_in(before, &OWN) || open.is_some() && !elsewhere && !before.ends_with(PARTS);
        if elsewhere && !own {
            return None;
        }
        let level = if open.is_some() { Level::ParenHan } else { level };
        Some(Self { level, number, own, range: start..end, numeral })
    }
}

fn ends_in(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Characters;

    #[test]
    fn own_parts_are_told_from_laws() {
        let read = |text: &str| {
            InternalReference::read_all(text, 0..text.len(), Characters::of(text).signs())
                .into_iter()
                .map(|r| (r.level, r.number))
                .collect::<Vec<_>>()
        };
        assert_eq!(read("具体见第（三）条。"), [(Level::ParenHan, 3)]);
        assert_eq!(read("按照本决定第二部分要求"), [(Level::Han, 2)]);
        assert_eq!(read("见第二章第三节。"), [(Level::Chapter, 2), (Level::Section, 3)]);
        for text in [
            "《条例》第（三）项",
            "宪法第三十条",
            "第三方",
            "第一季度",
            "依照《办法》第八条",
            "第二十条第（三）项",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
