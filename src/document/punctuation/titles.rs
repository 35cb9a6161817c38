//! Title marks put together from other signs: <<甲>>, «甲», and <乙>, ‹乙› within a title.

use std::ops::Range;

use crate::text::{is_blank, is_hanzi};

use super::Mark;
use super::pairs::DEEPEST;

/// A pair of signs that stands for title marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Makeshift {
    /// The bytes of the opening one.
    pub open: Range<usize>,
    /// The bytes of the closing one.
    pub close: Range<usize>,
    /// The title marks that should stand there.
    pub right: [char; 2],
}

/// Signs that open a title and those that close it, the longer ones first.
const SIGNS: [(&str, &str); 6] =
    [("《", "》"), ("〈", "〉"), ("«", "»"), ("‹", "›"), ("<<", ">>"), ("<", ">")];

/// An opening sign that waits for its partner.
struct Open {
    range: Range<usize>,
    signs: usize,
    /// False for <甲> by itself, which may be anything.
    is_title: bool,
}

/// The makeshift title marks among `marks`, none when some sign has no partner: then nobody knows what it is.
pub(super) fn read(text: &str, marks: &[Mark]) -> Vec<Makeshift> {
    let (mut open, mut found) = (Vec::<Open>::new(), Vec::new());
    if !marks.iter().any(|mark| matches!(mark.sign, '<' | '‹' | '«')) {
        return found;
    }
    let mut end = 0;
    for mark in marks {
        let rest = &text[mark.at..];
        if mark.at < end {
            continue;
        }
        if let Some(signs) = SIGNS.iter().position(|(sign, _)| rest.starts_with(sign)) {
            if open.len() == DEEPEST {
                return Vec::new();
            }
            end = mark.at + SIGNS[signs].0.len();
            let is_title = !matches!(SIGNS[signs].0, "<" | "‹") || open.iter().any(|open| open.is_title);
            open.push(Open { range: mark.at..end, signs, is_title });
        } else if SIGNS.iter().any(|(_, sign)| rest.starts_with(sign)) {
            let Some(opened) = open.pop().filter(|open| rest.starts_with(SIGNS[open.signs].1)) else {
                return Vec::new();
            };
            end = mark.at + SIGNS[opened.signs].1.len();
            let inner = &text[opened.range.end..mark.at];
            let is_name = inner.contains(is_hanzi) && inner.trim_matches(is_blank).len() == inner.len();
            if opened.is_title && is_name && opened.signs > 1 {
                let inside = open.iter().any(|open| open.is_title);
                let right = if inside { ['〈', '〉'] } else { ['《', '》'] };
                found.push(Makeshift { open: opened.range, close: mark.at..end, right });
            }
        }
    }
    if open.is_empty() { found } else { Vec::new() }
}
