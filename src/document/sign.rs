//! The signs of a line: all that is no plain ideograph. One pass finds them, and most facts of a
//! paragraph are read from them alone.

use std::ops::Range;

use crate::text::numeral;

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

/// The signs of `text`, in order of place.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    // One character in six of official writing is a sign.
    let mut found = Vec::with_capacity(text.len() / 16 + 4);
    for (at, c) in text.char_indices() {
        if is_sign(c) {
            found.push(Sign { at, c });
        }
    }
    found
}

#[inline]
fn is_sign(c: char) -> bool {
    !('\u{4e00}'..='\u{9fff}').contains(&c) || numeral::is_numeral(c)
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
