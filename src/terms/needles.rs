//! Many texts looked for at once, by the two characters that each begins with.

use std::ops::Range;

use crate::text::Characters;
use crate::text::fold::folded;
use crate::text::sketch::{self, ByRun, Sketch, pair, triple};

/// Texts, ready to be looked for. Each is known by its place among those that were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    texts: Vec<Box<[char]>>,
    /// The pairs that the texts begin with.
    pairs: Sketch,
    /// Indices of the texts of two characters by both; and of the others by the first three.
    twos: ByRun<u32>,
    threes: ByRun<u32>,
}

impl Needles {
    /// Makes folded texts ready, each of two characters or more.
    pub(super) fn of(texts: Vec<Box<[char]>>) -> Self {
        let mut pairs = Sketch::default();
        let (mut twos, mut threes) = (Vec::new(), Vec::new());
        for (text, index) in texts.iter().zip(0..) {
            let start = pair(text[0], text[1]);
            pairs.add(start);
            match text.get(2) {
                Some(&third) => threes.push((triple(start, third), index)),
                None => twos.push((start, index)),
            }
        }
        Self { pairs, twos: ByRun::of(&twos), threes: ByRun::of(&threes), texts }
    }

    /// Tells `found` every place of the line that has one of the texts, folded, overlapping ones too, in
    /// order of where they begin. Places are bytes of the line as it stands.
    pub(super) fn find(&self, line: &Characters, mut found: impl FnMut(usize, Range<usize>)) {
        let (all, pairs) = (line.all(), line.pairs());
        sketch::each(
            pairs.len(),
            |at| self.pairs.may_have(pairs[at]),
            |at| {
                let here = &all[at..];
                let start = pairs[at];
                let of_more = here.get(2).map(|&third| self.threes.get(triple(start, folded(third))));
                for &index in self.twos.get(start).iter().chain(of_more.into_iter().flatten()) {
                    let text = &*self.texts[index as usize];
                    if here.len() >= text.len()
                        && here.iter().zip(text).all(|(&c, &wanted)| folded(c) == wanted)
                    {
                        found(index as usize, line.start(at)..line.start(at + text.len()));
                    }
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found() {
        let texts = ["成渝", "成渝地区", "渝地", "\"三农", "A1"];
        let needles = Needles::of(texts.iter().map(|text| text.chars().collect()).collect());
        let mut found = Vec::new();
        let line = Characters::of("成渝地区“\"三农Ａ1成渝");
        needles.find(&line, |index, range| found.push((texts[index], range.start)));
        let expected = [("成渝", 0), ("成渝地区", 0), ("渝地", 3), ("\"三农", 15), ("A1", 22), ("成渝", 26)];
        assert_eq!(found, expected);
    }
}
