//! Many texts looked for at once, by the two characters that each begins with.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::sketch::{Sketch, pair};

/// Texts, ready to be looked for. Each is known by the order in which it was added.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    texts: Vec<Box<str>>,
    /// The pairs that the texts begin with.
    pairs: Sketch,
    by_pair: FxHashMap<(char, char), Vec<Needle>>,
}

/// A text that begins with a pair.
#[derive(Clone, Copy, Debug)]
struct Needle {
    index: u32,
    /// What comes third, if anything.
    next: Option<char>,
}

impl Needles {
    /// Adds a text. False when it is shorter than two characters and cannot be looked for.
    pub(super) fn add(&mut self, text: &str) -> bool {
        let mut chars = text.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return false };
        let index = u32::try_from(self.texts.len()).expect("fewer texts than that");
        let needle = Needle { index, next: chars.next() };
        self.by_pair.entry((first, second)).or_default().push(needle);
        self.pairs.add(pair(first, second));
        self.texts.push(text.into());
        true
    }

    /// Tells `found` every place of `line` that has one of the texts, overlapping ones too, in order
    /// of where they begin.
    pub(super) fn find(&self, line: &str, mut found: impl FnMut(usize, Range<usize>)) {
        let mut chars = line.char_indices();
        let Some((mut at, mut first)) = chars.next() else { return };
        for (next, second) in chars {
            if self.pairs.may_have(pair(first, second))
                && let Some(needles) = self.by_pair.get(&(first, second))
            {
                let third = line[next + second.len_utf8()..].chars().next();
                for needle in needles.iter().filter(|needle| needle.next.is_none() || needle.next == third) {
                    let text = &*self.texts[needle.index as usize];
                    if line[at..].starts_with(text) {
                        found(needle.index as usize, at..at + text.len());
                    }
                }
            }
            (at, first) = (next, second);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found() {
        let mut needles = Needles::default();
        let texts = ["成渝", "成渝地区", "渝地", "\"三农", "A1"];
        assert!(texts.iter().all(|text| needles.add(text)));
        assert!(!needles.add("一") && !needles.add(""));
        let mut found = Vec::new();
        needles
            .find("成渝地区“\"三农A1成渝", |index, range| found.push((texts[index], range.start)));
        let expected = [("成渝", 0), ("成渝地区", 0), ("渝地", 3), ("\"三农", 15), ("A1", 22), ("成渝", 24)];
        assert_eq!(found, expected);
    }
}
