//! Marks that stand in pairs: matched with a stack, faults at the mark that is at fault.

use std::ops::Range;

use crate::text::{is_blank, numeral};

use super::{Mark, Straight};

/// Two marks that belong together, straight quotation marks included as what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The opening mark.
    pub open: Mark,
    /// The closing mark.
    pub close: Mark,
}

/// What is wrong with a mark of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing in the line closes it.
    Unclosed,
    /// Nothing in the line opens it.
    Unopened,
    /// It faces the wrong way: “甲“.
    Reversed,
    /// It closes before one that was opened later: （“甲）”.
    Crossed,
    /// Its pair stands within one of the same shape: “甲“乙”丙”. The mark that closes it is given.
    Nested(Mark),
    /// Single quotation marks that stand in no double ones. The mark that closes it is given.
    Single(Mark),
}

/// A mark at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The mark.
    pub mark: Mark,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Opening marks and those that close them; brackets of either width are one.
const SHAPES: [(char, char); 9] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('(', ')'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
];

/// An opening mark that waits for its partner.
struct Open {
    mark: Mark,
    shape: usize,
    /// The opening mark of a pair that it may not stand in.
    within: Option<Mark>,
    /// The mark that closed another pair over this one.
    crossed_by: Option<Mark>,
}

/// The pairs among `marks`, and what is wrong with them.
pub(super) fn read(
    text: &str,
    marks: &[Mark],
    marker: &Range<usize>,
    straight: &[Straight],
) -> (Vec<Pair>, Vec<Flaw>) {
    let (mut pairs, mut flaws, mut nested) = (Vec::new(), Vec::new(), Vec::new());
    let mut stack = Vec::<Open>::new();
    let reversed = reversed(marks, straight);
    // Where the direction of a straight mark is open, that of others cannot be judged.
    let unsure = straight.iter().any(|straight| straight.right.is_none());
    let mut straight = straight.iter().peekable();
    for &mark in marks {
        let sign = match straight.next_if(|straight| straight.mark == mark) {
            Some(straight) => straight.right.unwrap_or(' '),
            None if reversed == Some(mark) => {
                flaws.push(Flaw { mark, fault: Fault::Reversed });
                if mark.sign == '“' { '”' } else { '“' }
            }
            None => mark.sign,
        };
        match role(sign) {
            Some((shape, true)) => {
                let within = enclosing(&stack, shape).map(|open| open.mark);
                stack.push(Open { mark, shape, within, crossed_by: None });
            }
            Some((shape, false)) if !(sign == '’' && is_apostrophe(text, mark)) => {
                let Some(at) = stack.iter().rposition(|open| open.shape == shape) else {
                    if !closes_number(text, mark, marker) {
                        flaws.push(Flaw { mark, fault: Fault::Unopened });
                    }
                    continue;
                };
                stack[at + 1..].iter_mut().for_each(|open| open.crossed_by = open.crossed_by.or(Some(mark)));
                let open = stack.remove(at);
                match open.within {
                    Some(outer) if is_worth_telling(&open, mark, text) => {
                        nested.push((outer, open.mark, mark))
                    }
                    _ => flaws.extend(flaw_of(&open, mark, &stack)),
                }
                pairs.push(Pair { open: open.mark, close: mark });
            }
            _ => {}
        }
    }
    // Within a mark that nothing closes nothing is nested.
    nested.retain(|(outer, ..)| !stack.iter().any(|open| open.mark == *outer));
    flaws.extend(nested.iter().map(|&(_, mark, close)| Flaw { mark, fault: Fault::Nested(close) }));
    flaws.extend(stack.iter().map(|open| Flaw { mark: open.mark, fault: Fault::Unclosed }));
    flaws.retain(|flaw| !unsure || !matches!(flaw.mark.sign, '“' | '”' | '‘' | '’'));
    flaws.sort_unstable_by_key(|flaw| flaw.mark.at);
    flaws.dedup_by_key(|flaw| flaw.mark.at);
    (pairs, flaws)
}

/// The shape that a mark belongs to, and whether it opens.
fn role(sign: char) -> Option<(usize, bool)> {
    let sign = match sign {
        '（' => '(',
        '）' => ')',
        sign if sign.is_ascii() && !matches!(sign, '(' | ')') => return None,
        sign => sign,
    };
    SHAPES.iter().enumerate().find_map(|(shape, &(open, close))| match sign {
        _ if sign == open => Some((shape, true)),
        _ if sign == close => Some((shape, false)),
        _ => None,
    })
}

const DOUBLE: usize = 0;
const TITLE: usize = 2;
const INNER_TITLE: usize = 3;
const BRACKET: usize = 4;

/// The sign that makes a pair with `sign`.
pub(super) fn partner(sign: char) -> Option<char> {
    match sign {
        '（' => Some('）'),
        '）' => Some('（'),
        _ => role(sign).map(|(shape, opens)| if opens { SHAPES[shape].1 } else { SHAPES[shape].0 }),
    }
}

/// True when `close` is the closing mark for `open`.
pub(super) fn closes(close: char, open: char) -> bool {
    matches!((role(open), role(close)), (Some((a, true)), Some((b, false))) if a == b)
}

/// What a pair of this shape may not stand in: quotation marks right within quotation marks of the same
/// kind, title marks within title marks, brackets within brackets.
fn enclosing(stack: &[Open], shape: usize) -> Option<&Open> {
    match shape {
        DOUBLE => stack.last().filter(|open| open.shape == DOUBLE),
        TITLE => stack.iter().rev().find(|open| matches!(open.shape, TITLE | INNER_TITLE)),
        BRACKET => stack.iter().find(|open| open.shape == BRACKET),
        _ => None,
    }
    .filter(|open| open.shape == shape)
}

/// 第（三）条 in brackets is no pair within a pair that anybody stumbles over.
fn is_worth_telling(open: &Open, close: Mark, text: &str) -> bool {
    const NUMBER: usize = 3;
    open.shape != BRACKET || text[open.mark.end()..close.at].chars().count() > NUMBER
}

fn flaw_of(open: &Open, close: Mark, stack: &[Open]) -> Option<Flaw> {
    if let Some(mark) = open.crossed_by {
        return Some(Flaw { mark, fault: Fault::Crossed });
    }
    let outer = open.mark.sign == '‘' && !stack.iter().any(|open| open.shape == DOUBLE);
    outer.then_some(Flaw { mark: open.mark, fault: Fault::Single(close) })
}

/// The one double quotation mark that faces the wrong way: all are as they should be once it is turned.
fn reversed(marks: &[Mark], straight: &[Straight]) -> Option<Mark> {
    let right = |mark: &Mark| {
        let found = straight.iter().find(|straight| straight.mark == *mark);
        found.map_or(Some(mark.sign), |straight| straight.right)
    };
    let quotes = || marks.iter().filter(|mark| matches!(right(mark), Some('“' | '”')));
    let ideal = |index: usize| if index.is_multiple_of(2) { '“' } else { '”' };
    let mut wrong = quotes().enumerate().filter(|(i, mark)| right(mark) != Some(ideal(*i)));
    let first = wrong.next()?.1;
    (wrong.next().is_none() && quotes().count().is_multiple_of(2)).then_some(*first)
}

fn is_apostrophe(text: &str, mark: Mark) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    letter(text[..mark.at].chars().next_back()) && letter(text[mark.end()..].chars().next())
}

/// True for the bracket after a number or a letter that needs no opening one: 1）, a).
fn closes_number(text: &str, mark: Mark, marker: &Range<usize>) -> bool {
    if marker.contains(&mark.at) {
        return true;
    }
    let before = &text[..mark.at];
    let is_number =
        |c: char| c.is_ascii_alphanumeric() || numeral::is_numeral(c) || matches!(c, '０'..='９' | '①'..='⑳');
    let head = before.trim_end_matches(is_number);
    let count = before[head.len()..].chars().count();
    let apart = head.chars().next_back().is_none_or(|c| is_blank(c) || "，。；：、,;:（(“".contains(c));
    matches!(mark.sign, ')' | '）') && (1..=2).contains(&count) && apart
}
