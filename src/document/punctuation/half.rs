//! Half-width marks in Chinese text, told from those of numbers, times, addresses and English.

use std::ops::Range;

use crate::text::fold::widened;
use crate::text::{is_blank, is_hanzi, numeral};

use super::{Mark, Pair, after, before, is_wide};

/// A half-width mark that Chinese text has full-width. Its place is a byte of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Half {
    /// Where it stands; it is one byte long.
    pub at: usize,
    /// What Chinese text has in its place.
    pub wide: char,
    /// True for the brackets of a number: (一), (1).
    pub of_number: bool,
    /// Where the other bracket of its pair stands, when that is half-width too.
    pub partner: Option<usize>,
}

/// The half-width marks of `body` that should be full-width. A row of a table has none.
pub(super) fn read(
    text: &str,
    body: Range<usize>,
    marks: &[Mark],
    pairs: &[Pair],
    marker: &Range<usize>,
) -> Vec<Half> {
    let mut found = Vec::new();
    // Marks side by side are Chinese together, or each would have to wait until the one beside it is widened.
    let mut run = 0..0;
    if !marks.iter().any(|mark| mark.sign.is_ascii_punctuation())
        || text[body.clone()].starts_with('|')
        || marks.iter().any(|mark| mark.sign == '\t')
    {
        return found;
    }
    for (index, mark) in marks.iter().enumerate() {
        if mark.at >= run.end {
            run = mark.at..run_end(&marks[index..]);
        }
        let wide = match mark.sign {
            ',' | ';' | ':' | '!' | '?' if is_chinese(text, &body, *mark, &run) => widened(mark.sign),
            '.' if !marker.contains(&mark.at) && is_stop(&text[..body.end], mark.at) => '。',
            _ => continue,
        };
        found.push(Half { at: mark.at, wide, of_number: false, partner: None });
    }
    for pair in pairs {
        let (open, close) = (pair.open.sign, pair.close.sign);
        if open != '(' && close != ')' {
            continue;
        }
        let inner = &text[pair.open.end()..pair.close.at];
        if brackets_are_chinese(text, inner, pair) {
            let of_number = is_number(inner);
            let both = open == '(' && close == ')';
            let half = [(pair.open, pair.close), (pair.close, pair.open)].into_iter();
            found.extend(half.filter(|(mark, _)| mark.sign.is_ascii()).map(|(mark, other)| Half {
                at: mark.at,
                wide: widened(mark.sign),
                of_number,
                partner: both.then_some(other.at),
            }));
        }
    }
    found.sort_unstable_by_key(|half| half.at);
    found
}

/// True for a mark of an address, a key, Markdown or HTML.
fn is_syntax(text: &str, body: &Range<usize>, mark: Mark) -> bool {
    let (left, right) = (&text[body.start..mark.at], &text[mark.end()..body.end]);
    match mark.sign {
        ':' => right.starts_with("//") || is_key(left),
        '!' => right.starts_with('[') || left.ends_with('<'),
        ';' => is_entity(left),
        _ => false,
    }
}

/// Where the half-width marks side by side end that `marks` begin with.
fn run_end(marks: &[Mark]) -> usize {
    let is_pause = |mark: &Mark| matches!(mark.sign, ',' | ';' | ':' | '!' | '?');
    let pairs = marks.windows(2).take_while(|two| two[0].end() == two[1].at && two.iter().all(is_pause));
    marks[pairs.count()].end()
}

/// True for a mark of Chinese text; `run` is where it and those right beside it stand.
fn is_chinese(text: &str, body: &Range<usize>, mark: Mark, run: &Range<usize>) -> bool {
    if is_syntax(text, body, mark) {
        return false;
    }
    let (left, right) = (&text[body.start..run.start], &text[run.end..body.end]);
    let before = before(text, run.start).filter(|_| !left.is_empty());
    let after = after(&text[..body.end], run.end);
    // What looks like a mark after a figure may be a sign that an encoding did not have: 前1?（‰）.
    if matches!(mark.sign, '!' | '?') {
        return before.is_some_and(is_wide);
    }
    if [before, after].into_iter().flatten().any(is_wide) {
        return true;
    }
    // The end of a line, or a figure after which another clause begins: “增长5%,2025年”.
    let goes_on = before.is_some_and(|c| matches!(c, '%' | ')')) || opens_with_year(right);
    before.is_some() && (after.is_none() || goes_on) && !is_english(left)
}

/// True for a key at the start of a line, as settings and the heads of Markdown files have them.
fn is_key(left: &str) -> bool {
    left.len() > 1
        && left.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && left.starts_with(|c: char| c.is_ascii_lowercase())
}

/// True after `&nbsp` and the like.
fn is_entity(left: &str) -> bool {
    let name = left.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.ends_with('&') && name.len() < left.len()
}

/// True when the text ends in words of another language.
fn is_english(left: &str) -> bool {
    const WORDS: usize = 100;
    let bytes = left.as_bytes();
    let ascii = bytes.iter().rev().take(WORDS).take_while(|byte| byte.is_ascii()).count();
    let tail = &left[left.len() - ascii..];
    let word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    tail.split([' ', ',']).filter(word).count() > 1
}

fn opens_with_year(right: &str) -> bool {
    let digits = right.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && right[digits..].starts_with('年')
}

/// True for a point that closes a sentence: after an ideograph and before none or another mark. After a
/// numeral it may belong to a marker.
fn is_stop(text: &str, at: usize) -> bool {
    let after = text[at + 1..].trim_start_matches(is_blank).chars().next();
    text[..at].chars().next_back().is_some_and(|before| match after {
        None => is_hanzi(before) || closes(before),
        Some(c) if is_wide(c) && c != '…' => {
            is_hanzi(before) && !numeral::is_numeral(before) || closes(before)
        }
        Some(_) => false,
    })
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '》' | '）' | '’')
}

fn brackets_are_chinese(text: &str, inner: &str, pair: &Pair) -> bool {
    let (left, right) = (before(text, pair.open.at), after(text, pair.close.end()));
    if inner.chars().any(is_wide) {
        return true;
    }
    // The brackets of a function, the code of a telephone number.
    if inner.is_empty() && text[..pair.open.at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let digits = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit());
    if digits && text[pair.close.end()..].starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut back = text[..pair.open.at].chars().rev();
    let function = back.next().is_some_and(|c| c.is_ascii_alphabetic())
        && back.next().is_none_or(|c| !c.is_ascii_alphanumeric());
    !function && [left, right].into_iter().flatten().any(is_wide) || left.is_none() && is_number(inner)
}

/// True for what numbers a heading or a list: 一, 十二, 1, 12.
fn is_number(inner: &str) -> bool {
    let inner = inner.trim_matches(is_blank);
    let count = inner.chars().count();
    (1..=3).contains(&count)
        && (inner.chars().all(numeral::is_numeral)
            || count < 3 && inner.bytes().all(|byte| byte.is_ascii_digit()))
}
