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

/// An opening mark that waits for its partner.
struct Open {
    mark: Mark,
    shape: usize,
    /// The opening mark of a pair that it may not stand in.
    within: Option<Mark>,
    /// The mark that closed another pair over this one.
    crossed_by: Option<Mark>,
}

/// Marks within marks that are followed, and flaws of one line that are told; what has more is no text,
/// and must not take the time of one.
pub(super) const DEEPEST: usize = 32;

/// The pairs among `marks`, and what is wrong with them.
pub(super) fn read(
    text: &str,
    marks: &[Mark],
    marker: &Range<usize>,
    straight: &[Straight],
) -> (Vec<Pair>, Vec<Flaw>) {
    let (mut pairs, mut flaws, mut nested) = (Vec::new(), Vec::new(), Vec::new());
    let mut stack = Vec::<Open>::new();
    let mut reversed = reversed(marks, straight).into_iter().peekable();
    for (mark, sign) in facing(marks, straight) {
        let sign = match reversed.next_if_eq(&mark) {
            Some(_) => {
                flaws.push(Flaw { mark, fault: Fault::Reversed });
                if sign == '“' { '”' } else { '“' }
            }
            None => sign,
        };
        let Some((shape, opens)) = role(sign).filter(|_| sign != '’' || !is_apostrophe(text, mark)) else {
            continue;
        };
        if opens {
            if stack.len() == DEEPEST {
                stack.remove(0);
            }
            let within = enclosing(&stack, shape).map(|open| open.mark);
            stack.push(Open { mark, shape, within, crossed_by: None });
            continue;
        }
        let Some(at) = stack.iter().rposition(|open| open.shape == shape) else {
            if !closes_number(text, mark, marker) {
                flaws.push(Flaw { mark, fault: Fault::Unopened });
            }
            continue;
        };
        stack[at + 1..].iter_mut().for_each(|open| open.crossed_by = open.crossed_by.or(Some(mark)));
        let open = stack.remove(at);
        match open.within {
            Some(outer) if is_worth_telling(&open, mark, text) => nested.push((outer, open.mark, mark)),
            _ => flaws.extend(flaw_of(&open, mark, &stack)),
        }
        pairs.push(Pair { open: open.mark, close: mark });
    }
    // Within a mark that nothing closes nothing is nested.
    nested.retain(|(outer, ..)| !stack.iter().any(|open| open.mark == *outer));
    flaws.extend(nested.iter().map(|&(_, mark, close)| Flaw { mark, fault: Fault::Nested(close) }));
    flaws.extend(stack.iter().map(|open| Flaw { mark: open.mark, fault: Fault::Unclosed }));
    // Where the direction of a straight mark is open, that of others cannot be judged.
    let unsure = straight.iter().any(|straight| straight.right.is_none());
    flaws.retain(|flaw| !unsure || !matches!(flaw.mark.sign, '“' | '”' | '‘' | '’'));
    flaws.sort_unstable_by_key(|flaw| flaw.mark.at);
    flaws.dedup_by_key(|flaw| flaw.mark.at);
    flaws.truncate(DEEPEST);
    (pairs, flaws)
}

/// The marks that may belong to pairs, each as the sign that it is or should be.
fn facing<'a>(marks: &'a [Mark], straight: &'a [Straight]) -> impl Iterator<Item = (Mark, char)> + 'a {
    let mut straight = straight.iter().peekable();
    marks.iter().filter_map(move |&mark| {
        let sign = match straight.next_if(|straight| straight.mark == mark) {
            Some(straight) => straight.right,
            None => role(mark.sign).map(|_| mark.sign),
        };
        Some((mark, sign?))
    })
}

/// The shape that a mark belongs to, and whether it opens; brackets of either width are one.
fn role(sign: char) -> Option<(usize, bool)> {
    Some(match sign {
        '“' => (DOUBLE, true),
        '”' => (DOUBLE, false),
        '‘' => (1, true),
        '’' => (1, false),
        '《' => (TITLE, true),
        '》' => (TITLE, false),
        '〈' => (INNER_TITLE, true),
        '〉' => (INNER_TITLE, false),
        '（' | '(' => (BRACKET, true),
        '）' | ')' => (BRACKET, false),
        '【' => (5, true),
        '】' => (5, false),
        '〔' => (6, true),
        '〕' => (6, false),
        '「' => (7, true),
        '」' => (7, false),
        '『' => (8, true),
        '』' => (8, false),
        _ => return None,
    })
}

const DOUBLE: usize = 0;
const TITLE: usize = 2;
const INNER_TITLE: usize = 3;
const BRACKET: usize = 4;

/// The sign that makes a pair with `sign`.
pub(super) fn partner(sign: char) -> Option<char> {
    const PAIRS: [(char, char); 10] = [
        ('“', '”'),
        ('‘', '’'),
        ('《', '》'),
        ('〈', '〉'),
        ('（', '）'),
        ('(', ')'),
        ('【', '】'),
        ('〔', '〕'),
        ('「', '」'),
        ('『', '』'),
    ];
    PAIRS.iter().find_map(|&(open, close)| match sign {
        _ if sign == open => Some(close),
        _ if sign == close => Some(open),
        _ => None,
    })
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

/// The double quotation marks that face the wrong way: all open and close in turn once they are turned.
/// Two side by side are those of a pair within a pair, which face the right way.
fn reversed(marks: &[Mark], straight: &[Straight]) -> Vec<Mark> {
    let (mut count, mut nested, mut last) = (0, false, None);
    let mut wrong = Vec::new();
    for (mark, sign) in facing(marks, straight).filter(|(_, sign)| matches!(sign, '“' | '”')) {
        if (sign == '”') != (count % 2 == 1) {
            nested |= last.is_some_and(|last| last + 1 == count);
            last = Some(count);
            wrong.push(mark);
        }
        count += 1;
    }
    if nested || count % 2 == 1 { Vec::new() } else { wrong }
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
