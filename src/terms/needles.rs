//! Many texts looked for at once, by the two characters that each begins with.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::Characters;
use crate::text::fold::folded;
use crate::text::sketch::{Sketch, pair, triple};

/// Texts, ready to be looked for. Each is known by the order in which it was added.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    texts: Vec<Box<[char]>>,
    /// The pairs that the texts begin with; the texts of two characters; and with the third, the others.
    pairs: Sketch,
    twos: Sketch,
    threes: Sketch,
    /// Indices of the texts by their first three characters, or two where they have no more.
    by_start: FxHashMap<(char, char, Option<char>), Vec<u32>>,
}

impl Needles {
    /// Adds a folded text. False when it is shorter than two characters and cannot be looked for.
    pub(super) fn add(&mut self, text: &str) -> bool {
        let text: Box<[char]> = text.chars().collect();
        let [first, second, ref rest @ ..] = *text else { return false };
        let index = u32::try_from(self.texts.len()).expect("fewer texts than that");
        self.by_start.entry((first, second, rest.first().copied())).or_default().push(index);
        let start = pair(first, second);
        self.pairs.add(start);
        match rest.first() {
            Some(&third) => self.threes.add(triple(start, third)),
            None => self.twos.add(start),
        }
        self.texts.push(text);
        true
    }

    /// Tells `found` every place of the line that has one of the texts, folded, overlapping ones too, in
    /// order of where they begin. Places are bytes of the line as it stands.
    pub(super) fn find(&self, line: &Characters, mut found: impl FnMut(usize, Range<usize>)) {
        for (at, &start) in line.pairs().iter().enumerate().filter(|(_, pair)| self.pairs.may_have(**pair)) {
            let here = &line.all()[at..];
            let [first, second, ref rest @ ..] = *here else { continue };
            let third = rest.first().copied().map(folded);
            let more = third.is_some_and(|third| self.threes.may_have(triple(start, third)));
            if !more && !self.twos.may_have(start) {
                continue;
            }
            let (first, second) = (folded(first), folded(second));
            let of_two = third.and_then(|_| self.by_start.get(&(first, second, None)));
            let of_more = self.by_start.get(&(first, second, third));
            for &index in of_two.into_iter().chain(of_more).flatten() {
                let text = &*self.texts[index as usize];
                if here.len() >= text.len() && here.iter().zip(text).all(|(&c, &wanted)| folded(c) == wanted)
                {
                    found(index as usize, line.start(at)..line.start(at + text.len()));
                }
            }
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
        let line = Characters::of("成渝地区“\"三农Ａ1成渝");
        needles.find(&line, |index, range| found.push((texts[index], range.start)));
        let expected = [("成渝", 0), ("成渝地区", 0), ("渝地", 3), ("\"三农", 15), ("A1", 22), ("成渝", 26)];
        assert_eq!(found, expected);
    }
}
