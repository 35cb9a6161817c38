//! The signs of a line: all that is no plain ideograph. One pass finds them, and most facts of a
//! paragraph are read from them alone.

use std::ops::Range;

use crate::text::{Characters, numeral};

/// A character that may mean something by itself: a mark, white space, letter, digit or numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// Its first byte in the line.
    pub at: usize,
    /// What it is.
    pub c: char,
}

impl Sign {
    /// Where the next character begins.
    pub(super) fn end(self) -> usize {
        self.at + self.c.len_utf8()
    }
}

/// The signs of a line, in order of place.
pub(super) fn signs(line: &Characters) -> Vec<Sign> {
    // One character in six of official writing is a sign.
    let mut found = Vec::with_capacity(line.all().len() / 5 + 4);
    for (index, &c) in line.all().iter().enumerate() {
        let ideograph = matches!(c, '\u{4000}'..='\u{9fff}');
        if !ideograph || numeral::is_numeral(c) {
            found.push(Sign { at: line.start(index), c });
        }
    }
    found
}

/// Those of `signs` that stand in `range`.
pub(super) fn inside<'a>(signs: &'a [Sign], range: &Range<usize>) -> &'a [Sign] {
    let start = signs.partition_point(|sign| sign.at < range.start);
    let count = signs[start..].partition_point(|sign| sign.at < range.end);
    &signs[start..start + count]
}

/// The places in `range` where something may begin: its start, and after each sign that `opens`.
pub(super) fn openings(
    signs: &[Sign],
    range: Range<usize>,
    opens: impl Fn(char) -> bool,
) -> impl Iterator<Item = usize> {
    let after = inside(signs, &range).iter().filter(move |sign| opens(sign.c)).map(|sign| sign.end());
    std::iter::once(range.start).chain(after).filter(move |&at| at < range.end)
}
