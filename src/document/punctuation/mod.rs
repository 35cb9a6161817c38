//! Punctuation of a line: its marks, which of them stand in pairs, which are half-width by mistake.

mod foreign;
mod half;
mod pairs;
mod straight;
mod titles;

use std::ops::Range;

use crate::text::is_blank;
use crate::text::sign::{self, Sign};

pub use half::Half;
pub use pairs::{Fault as PairFault, Flaw, Pair};
pub use straight::Straight;
pub use titles::Makeshift;

/// A mark, or white space. Its place is a byte of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub at: usize,
    /// The character.
    pub sign: char,
}

impl Mark {
    /// Its bytes.
    pub fn range(self) -> Range<usize> {
        self.at..self.end()
    }

    /// Where it ends.
    pub fn end(self) -> usize {
        self.at + self.sign.len_utf8()
    }

    /// The sign that makes a pair with it, as wide; `None` for a mark that stands alone.
    pub fn partner(self) -> Option<char> {
        pairs::partner(self.sign)
    }

    /// True when it is the closing mark for `open`; brackets of either width are one.
    pub fn closes(self, open: Self) -> bool {
        pairs::closes(self.sign, open.sign)
    }
}

/// What the marks of a line say by themselves. Code, addresses and tags have none.
#[derive(Clone, Debug, Default)]
pub struct Punctuation {
    /// The marks in order, white space between words included.
    pub marks: Vec<Mark>,
    /// The marks that belong together, in order of the closing ones.
    pub pairs: Vec<Pair>,
    /// What is wrong with pairs, in order of place.
    pub flaws: Vec<Flaw>,
    /// Quotation marks that have no direction, in order.
    pub straight: Vec<Straight>,
    /// Signs that stand for title marks, in order of the closing ones.
    pub makeshift: Vec<Makeshift>,
    /// Half-width marks that Chinese text has full-width, in order.
    pub half: Vec<Half>,
    /// Number of the marks that stand full-width and could stand half-width.
    pub full: usize,
}

impl Punctuation {
    /// Reads the marks of `text`, which are among its `signs`; `marker` is its 序号, whose brackets need no
    /// partner, `chinese` tells whether it has any ideograph.
    pub(super) fn read(
        text: &str,
        signs: &[Sign],
        body: Range<usize>,
        marker: Range<usize>,
        chinese: bool,
    ) -> Self {
        let mut marks = marks(sign::inside(signs, &body));
        if marks.is_empty() {
            return Self::default();
        }
        foreign::leave_out(text, body.clone(), &mut marks);
        let straight = if chinese { straight::read(text, &marks) } else { Vec::new() };
        let makeshift = if chinese { titles::read(text, &marks) } else { Vec::new() };
        let (pairs, flaws) = pairs::read(text, &marks, &marker, &straight);
        let is_full = |mark: &&Mark| matches!(mark.sign, '，' | '；' | '：' | '！' | '？' | '（' | '）');
        let full = marks.iter().filter(is_full).count();
        let half = if chinese { half::read(text, body, &marks, &pairs, &marker) } else { Vec::new() };
        Self { marks, pairs, flaws, straight, makeshift, half, full }
    }

    /// The pairs around byte `at`, the inner ones first, among those that close next after it.
    pub fn around(&self, at: usize) -> impl Iterator<Item = &Pair> {
        const LOOKED_AT: usize = 32;
        let behind = self.pairs.partition_point(|pair| pair.close.at < at);
        self.pairs[behind..].iter().take(LOOKED_AT).filter(move |pair| pair.open.at < at)
    }

    /// What the line, whose text is `text`, has from its first half-width mark to its last with all of them
    /// full-width; empty without any.
    pub fn widened(&self, text: &str) -> String {
        let mut widened = String::new();
        let mut from = self.half.first().map_or(0, |mark| mark.at);
        for mark in &self.half {
            widened.push_str(&text[from..mark.at]);
            widened.push(mark.wide);
            from = mark.at + 1;
        }
        widened
    }
}

fn marks(signs: &[Sign]) -> Vec<Mark> {
    let marks = signs.iter().filter(|sign| is_mark(sign.c));
    marks.map(|sign| Mark { at: sign.at, sign: sign.c }).collect()
}

fn is_mark(c: char) -> bool {
    match c {
        ',' | ';' | ':' | '!' | '?' | '.' | '(' | ')' | '<' | '>' | '"' | '\'' | '-' | ' ' | '\t' => true,
        '\0'..='\x7f' => false,
        '‘' | '’' | '“' | '”' | '—' | '–' | '―' | '─' | '…' | '、' | '。' | '〈'..='】' | '〔' | '〕' => {
            true
        }
        '，' | '；' | '：' | '！' | '？' | '（' | '）' | '．' | '＂' | '＇' | '－' => true,
        '«' | '»' | '‹' | '›' => true,
        _ => is_blank(c),
    }
}

/// True for what Chinese text consists of, its own marks included.
fn is_wide(c: char) -> bool {
    c >= '\u{2010}' && !is_blank(c)
}

/// The character before byte `at`, up to two spaces left out.
fn before(text: &str, at: usize) -> Option<char> {
    let text = &text[..at];
    let text = text.strip_suffix("  ").or_else(|| text.strip_suffix(' ')).unwrap_or(text);
    text.chars().next_back()
}

/// The character at byte `at`, up to two spaces left out.
fn after(text: &str, at: usize) -> Option<char> {
    let text = &text[at..];
    let text = text.strip_prefix("  ").or_else(|| text.strip_prefix(' ')).unwrap_or(text);
    text.chars().next()
}
