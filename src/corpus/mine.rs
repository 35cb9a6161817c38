//! What recurs in a text: the phrases between word boundaries that cannot be made longer.

use std::ops::Range;

use rayon::prelude::*;

use crate::text::is_hanzi;

use super::clean::Document;
use super::suffix::Bits;

/// Characters of a phrase.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=30;
/// Occurrences that make a phrase where all of them stand in one document.
const OFTEN: usize = 3;

/// A phrase, by its first place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its bytes at its first place.
    pub range: Range<usize>,
    /// Places in the text.
    pub count: usize,
    /// Documents among them.
    pub documents: usize,
}

/// A text that is mined, with what has been found out about it.
pub(super) struct Ground<'a> {
    /// Paragraphs, closed by `\n` each.
    pub text: &'a str,
    /// Places of its characters, ordered by what follows.
    pub order: &'a [u32],
    /// Bytes that each suffix shares with the one before it.
    pub shared: &'a [u8],
    /// Where words begin; markers begin none.
    pub words: Bits<'a>,
    /// The documents.
    pub documents: &'a [Document],
}

/// Suffixes that agree in their first `agreed` bytes and in no more, and of which no other suffix
/// agrees with them in more than `least`: all strings in between have just these places.
struct Node {
    suffixes: Range<usize>,
    agreed: usize,
    least: usize,
}

impl Ground<'_> {
    /// The phrases of the text, in their own order.
    pub fn phrases(&self) -> Vec<Phrase> {
        let nodes = self.nodes();
        let mut found: Vec<Phrase> = nodes.par_iter().filter_map(|node| self.phrase(node)).collect();
        // Where two phrases have the same places, one holds the other, also at the first of them.
        found.sort_by_key(|phrase| (phrase.count, phrase.range.start, std::cmp::Reverse(phrase.range.end)));
        let (mut count, mut end) = (0, 0);
        found.retain(|phrase| {
            if phrase.count != count {
                (count, end) = (phrase.count, 0);
            }
            let longest = phrase.range.end > end;
            end = end.max(phrase.range.end);
            longest
        });
        found.sort_by_key(|phrase| &self.text[phrase.range.clone()]);
        found
    }

    /// The inner nodes of the suffix tree whose strings are long enough.
    fn nodes(&self) -> Vec<Node> {
        let shared = |index: usize| self.shared.get(index).map_or(0, |&bytes| usize::from(bytes));
        let mut nodes = Vec::new();
        // First suffix and length of the nodes that are open.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for index in 1..=self.order.len() {
            let next = if index < self.order.len() { shared(index) } else { 0 };
            let mut first = index - 1;
            while let Some((start, agreed)) = open.pop_if(|(_, agreed)| *agreed > next) {
                let least = open.last().map_or(0, |(_, agreed)| *agreed).max(next);
                // A character of a phrase has one byte at least.
                if agreed >= *LENGTH.start() {
                    nodes.push(Node { suffixes: start..index, agreed, least });
                }
                first = start;
            }
            if open.last().is_none_or(|(_, agreed)| *agreed < next) {
                open.push((first, next));
            }
        }
        nodes
    }

    /// The longest phrase that has just the places of `node`.
    fn phrase(&self, node: &Node) -> Option<Phrase> {
        let places = || self.order[node.suffixes.clone()].iter().map(|&at| at as usize);
        let model = places().find(|&at| self.words.has(at))?;
        let ends = self.ends(model, node)?;
        let aligned = |length: usize| {
            let whole = |at: &usize| self.words.has(*at) && self.words.has(at + length);
            places().filter(whole).count() * 2 >= node.suffixes.len()
        };
        let length = ends.into_iter().rev().find(|&length| aligned(length))?;
        let first = places().min()?;
        let documents = self.documents_of(places());
        let recurs = documents > 1 || node.suffixes.len() >= OFTEN;
        recurs.then(|| Phrase { range: first..first + length, count: node.suffixes.len(), documents })
    }

    /// Lengths in bytes at which a phrase that begins at `start` with the places of `node` may end.
    fn ends(&self, start: usize, node: &Node) -> Option<Vec<usize>> {
        let text = &self.text[start..];
        if !text.starts_with(may_open) || is_function_word(self.word_at(start), &NOT_FIRST) {
            return None;
        }
        let (mut ends, mut open, mut hanzi, mut last) = (Vec::new(), Vec::new(), 0, start);
        for (index, (at, c)) in text.char_indices().enumerate() {
            let (length, end) = (index + 1, at + c.len_utf8());
            if end > node.agreed || is_barrier(c) || !balance(c, &mut open) {
                break;
            }
            if length > *LENGTH.end() {
                // Pieces of a clause that recurs as a whole say nothing; its beginning does.
                let opens_clause = self.text[..start].chars().next_back().is_none_or(is_barrier);
                return opens_clause.then_some(ends);
            }
            hanzi += usize::from(is_hanzi(c));
            if self.words.has(start + at) {
                last = start + at;
            }
            let whole = open.is_empty() && self.words.has(start + end) && may_close(c);
            let word = &self.text[last..start + end];
            if whole
                && end > node.least
                && length >= *LENGTH.start()
                && hanzi >= 2
                && !is_function_word(word, &NOT_LAST)
            {
                ends.push(end);
            }
        }
        (!ends.is_empty()).then_some(ends)
    }

    fn word_at(&self, start: usize) -> &str {
        let rest = &self.text[start..];
        let end = rest.char_indices().skip(1).find(|(at, _)| self.words.has(start + at));
        &rest[..end.map_or(rest.len(), |(at, _)| at)]
    }

    /// How many documents the places stand in.
    fn documents_of(&self, places: impl Iterator<Item = usize>) -> usize {
        let mut documents: Vec<usize> =
            places.map(|at| self.documents.partition_point(|d| d.range.end <= at)).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.len()
    }
}

/// Words of grammar that no phrase begins with. 以, 为 and 对 are none of them: 以人民为中心, 对党忠诚.
const NOT_FIRST: [&str; 36] = [
    "的", "了", "在", "和", "与", "及", "以及", "或", "或者", "等", "是", "将", "被", "从", "向", "到", "于",
    "而", "但", "也", "都", "并", "并且", "之", "其", "地", "得", "着", "把", "由", "使", "让", "给", "就",
    "则", "且",
];
/// Words of grammar that no phrase ends with.
const NOT_LAST: [&str; 46] = [
    "的", "了", "在", "和", "与", "及", "以及", "或", "或者", "等", "是", "将", "被", "从", "向", "到", "于",
    "而", "但", "也", "都", "并", "并且", "之", "其", "地", "得", "着", "把", "由", "使", "让", "给", "就",
    "则", "且", "以", "为", "对", "中", "上", "下", "内", "有", "更", "不",
];

fn is_function_word(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

/// True for characters that no phrase crosses.
fn is_barrier(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '，' | '。'
                | '；'
                | '：'
                | '！'
                | '？'
                | '…'
                | '—'
                | '（'
                | '）'
                | '［'
                | '］'
                | '【'
                | '】'
                | '|'
        )
}

fn may_open(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '“' | '《')
}

fn may_close(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '”' | '》')
}

/// Keeps count of quotation marks; false when `c` closes what is not open.
fn balance(c: char, open: &mut Vec<char>) -> bool {
    let closes = match c {
        '“' => return open_with('”', open),
        '‘' => return open_with('’', open),
        '《' => return open_with('》', open),
        '〈' => return open_with('〉', open),
        '”' | '’' | '》' | '〉' => c,
        _ => return true,
    };
    open.pop() == Some(closes)
}

fn open_with(closing: char, open: &mut Vec<char>) -> bool {
    open.push(closing);
    true
}
