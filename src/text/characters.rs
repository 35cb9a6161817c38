//! A line taken apart once, for all that look through it.

use super::fold::folded;
use super::sign::{Sign, is_sign};
use super::sketch::pair;

/// The characters of a line, where they stand, and their neighbours.
#[derive(Clone, Debug)]
pub struct Characters<'a> {
    text: &'a str,
    all: Vec<char>,
    starts: Vec<u32>,
    pairs: Vec<u32>,
    signs: Vec<Sign>,
    /// One bit for each hash of a sign.
    present: u64,
}

impl<'a> Characters<'a> {
    /// Those of `text`.
    pub fn of(text: &'a str) -> Self {
        // Counting first is quicker than letting the lists grow.
        let count = text.chars().count();
        let (mut all, mut starts) = (vec!['\0'; count], vec![text.len() as u32; count + 1]);
        // One character in six of official writing is a sign.
        let (mut signs, mut present) = (Vec::with_capacity(count / 5 + 4), 0);
        let mut folds = Vec::with_capacity(count / 8);
        let mut at = 0;
        for (index, (here, start)) in all.iter_mut().zip(&mut starts).enumerate() {
            let c = character(text, at);
            (*here, *start) = (c, at as u32);
            if is_sign(c) {
                signs.push(Sign { at, c });
                present |= bit(c);
                if folded(c) != c {
                    folds.push(index);
                }
            }
            at += c.len_utf8();
        }
        let mut pairs = Vec::with_capacity(count);
        pairs.extend(all.windows(2).map(|two| pair(two[0], two[1])));
        pairs.extend(all.last().map(|&last| pair(last, '\0')));
        for index in folds {
            for first in index.saturating_sub(1)..=index {
                pairs[first] = pair(folded(all[first]), all.get(first + 1).map_or('\0', |&c| folded(c)));
            }
        }
        Self { text, all, starts, pairs, signs, present }
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

    /// The signs, in order of place.
    pub fn signs(&self) -> &[Sign] {
        &self.signs
    }

    /// The places of one of the signs, in order.
    pub fn signs_of(&self, c: char) -> impl Iterator<Item = Sign> {
        let all = if self.may_have(c) { &self.signs[..] } else { &[] };
        all.iter().copied().filter(move |sign| sign.c == c)
    }

    /// False when `c` does not stand in the line; true may be chance, and for what is no sign it always is.
    #[inline]
    pub fn may_have(&self, c: char) -> bool {
        !is_sign(c) || self.present & bit(c) != 0
    }
}

/// The character at byte `at`. Nearly all of Chinese text have three bytes.
#[inline]
fn character(text: &str, at: usize) -> char {
    let c = match text.as_bytes()[at..] {
        [a @ 0xE0..=0xEF, b, c, ..] => {
            char::from_u32(u32::from(a & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f))
        }
        _ => text[at..].chars().next(),
    };
    c.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The bit of a sign.
#[inline]
fn bit(c: char) -> u64 {
    // Knuth's multiplier; the upper bits are mixed best.
    1 << (u32::from(c).wrapping_mul(2_654_435_761) >> 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart() {
        let line = Characters::of("十六（五）");
        assert_eq!((line.start(2), line.at(7), line.start(5)), (6, 3, 15));
        let signs: Vec<char> = line.signs().iter().map(|sign| sign.c).collect();
        assert_eq!(signs, ['十', '六', '（', '五', '）']);
        assert!(line.may_have('（') && line.may_have('国') && !line.may_have('《'));
        assert_eq!(line.pairs()[1..3], [pair('六', '('), pair('(', '五')]);
        assert_eq!(line.pairs()[4], pair(')', '\0'));
        assert!(Characters::of("").pairs().is_empty());
    }
}
