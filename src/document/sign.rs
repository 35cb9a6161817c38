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
    let bytes = text.as_bytes();
    // One character in six of official writing is a sign.
    let mut found = Vec::with_capacity(text.len() / 16 + 4);
    let mut at = 0;
    while at < bytes.len() {
        // Ideographs begin with these bytes and have three.
        let ideograph = matches!(bytes[at], 0xE4..=0xE9);
        if ideograph && !numeral::may_end(bytes[at + 2]) {
            at += 3;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if !ideograph || numeral::is_numeral(c) {
            found.push(Sign { at, c });
        }
        at += c.len_utf8();
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
