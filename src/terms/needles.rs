//! Many texts looked for at once, by the two characters that each begins with.
//!
//! Few places of a line have the first two characters of any term, so that a bit for the pair settles
//! nearly all of them. On Chinese text an automaton over bytes has something to follow almost
//! everywhere: measured with 1,500 texts, it is some ten times slower.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Bits of the table of pairs; with a few thousand texts most bits stay clear, and it fits the cache.
const TABLE_BITS: u32 = 17;

/// A set of pairs of characters, which tells cheaply of most pairs that they are not in it.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    /// One bit for each hash of a pair.
    table: Box<[u64]>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self { table: vec![0; 1 << (TABLE_BITS - 6)].into() }
    }
}

impl Pairs {
    /// Word and bit of a pair in the table.
    fn place(first: char, second: char) -> (usize, u64) {
        // Knuth's multiplier; its upper bits mix both characters.
        let mixed = (u32::from(first).rotate_left(16) ^ u32::from(second)).wrapping_mul(2_654_435_761);
        let bit = mixed >> (32 - TABLE_BITS);
        ((bit >> 6) as usize, 1 << (bit & 63))
    }

    /// Adds a pair.
    pub(super) fn add(&mut self, first: char, second: char) {
        let (word, bit) = Self::place(first, second);
        self.table[word] |= bit;
    }

    /// False when the pair has not been added; true may be chance.
    pub(super) fn may_have(&self, first: char, second: char) -> bool {
        let (word, bit) = Self::place(first, second);
        self.table[word] & bit != 0
    }
}

/// Texts, ready to be looked for. Each is known by the order in which it was added.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    texts: Vec<Box<str>>,
    /// The pairs that the texts begin with.
    pairs: Pairs,
    by_pair: FxHashMap<(char, char), Vec<u32>>,
}

/// The two characters that `text` begins with.
fn pair(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    chars.next().zip(chars.next())
}

impl Needles {
    /// Adds a text. False when it is shorter than two characters and cannot be looked for.
    pub(super) fn add(&mut self, text: &str) -> bool {
        let Some((first, second)) = pair(text) else { return false };
        let index = u32::try_from(self.texts.len()).expect("fewer texts than that");
        self.by_pair.entry((first, second)).or_default().push(index);
        self.pairs.add(first, second);
        self.texts.push(text.into());
        true
    }

    /// Tells `found` every place of `line` that has one of the texts, overlapping ones too, in order
    /// of where they begin.
    pub(super) fn find(&self, line: &str, mut found: impl FnMut(usize, Range<usize>)) {
        let mut chars = line.char_indices();
        let Some((mut at, mut first)) = chars.next() else { return };
        for (next, second) in chars {
            if self.pairs.may_have(first, second)
                && let Some(texts) = self.by_pair.get(&(first, second))
            {
                for &index in texts {
                    let text = &*self.texts[index as usize];
                    if line[at..].starts_with(text) {
                        found(index as usize, at..at + text.len());
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
