//! The signs of a line: all that is no plain ideograph. Most facts of a paragraph are read from them alone.

use std::ops::Range;

use super::numeral;

/// A character that may mean something by itself: a mark, white space, letter, digit or numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its first byte in the line.
    pub at: usize,
    /// What it is.
    pub c: char,
}

impl Sign {
    /// Where the next character begins.
    pub fn end(self) -> usize {
        self.at + self.c.len_utf8()
    }
}

/// True for what is no plain ideograph: marks, white space, letters, digits, numerals of either kind, and
/// ideographs of the rarer blocks.
#[inline]
pub fn is_sign(c: char) -> bool {
    !matches!(c, '\u{4000}'..='\u{9fff}') || numeral::is_numeral(c)
}

/// Those of `signs` that stand in `range`.
pub fn inside<'a>(signs: &'a [Sign], range: &Range<usize>) -> &'a [Sign] {
    let start = signs.partition_point(|sign| sign.at < range.start);
    let count = signs[start..].partition_point(|sign| sign.at < range.end);
    &signs[start..start + count]
}

/// The places in `range` where something may begin: its start, and after each sign that `opens`.
pub fn openings(
    signs: &[Sign],
    range: Range<usize>,
    opens: impl Fn(char) -> bool,
) -> impl Iterator<Item = usize> {
    let after = inside(signs, &range).iter().filter(move |sign| opens(sign.c)).map(|sign| sign.end());
    std::iter::once(range.start).chain(after).filter(move |&at| at < range.end)
}
