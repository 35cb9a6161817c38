//! A line taken apart once, for all that look through it.

use super::fold::folded;
use super::sketch::pair;

/// The characters of a line, where they stand, and their neighbours.
#[derive(Clone, Debug)]
pub struct Characters<'a> {
    text: &'a str,
    all: Vec<char>,
    starts: Vec<u32>,
    pairs: Vec<u32>,
}

impl<'a> Characters<'a> {
    /// Those of `text`.
    pub fn of(text: &'a str) -> Self {
        // Counting first is quicker than letting the lists grow.
        let count = text.chars().count();
        let (mut all, mut starts) = (vec!['\0'; count], vec![text.len() as u32; count + 1]);
        for (((at, c), here), start) in text.char_indices().zip(&mut all).zip(&mut starts) {
            *here = c;
            *start = at as u32;
        }
        let mut pairs = vec![0; count];
        let mut last = all.first().map_or('\0', |&c| folded(c));
        for (here, &next) in pairs.iter_mut().zip(all.get(1..).unwrap_or_default()) {
            let next = folded(next);
            *here = pair(last, next);
            last = next;
        }
        if let Some(end) = pairs.last_mut() {
            *end = pair(last, '\0');
        }
        Self { text, all, starts, pairs }
    }

    /// The line.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The characters as they stand.
    pub fn all(&self) -> &[char] {
        &self.all
    }

    /// The byte that a character begins at; where the line ends for the one after the last.
    pub fn start(&self, index: usize) -> usize {
        self.starts[index] as usize
    }

    /// The first character at or after a byte.
    pub fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| (start as usize) < byte)
    }

    /// The [`pair`] that each character makes with the next, both [`folded`], and the last one with nothing:
    /// every search begins here.
    pub fn pairs(&self) -> &[u32] {
        &self.pairs
    }
}
