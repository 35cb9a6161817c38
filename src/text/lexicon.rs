//! The words of the language: which strings are words, and how usual each of them is.
//!
//! `data/words.fst` holds the dictionary of jieba and, from `data/words.txt`, words of official
//! writing that it lacks. It is read where it lies, so that nothing has to be loaded.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use fst::raw::{Fst, Node};

use super::sketch::pair;

/// Length of the longest word, in characters.
pub const LONGEST: usize = 6;

/// Steps of a stored cost in one nat.
const STEPS: f32 = 4.0;

/// Cost of a character that no dictionary knows.
const UNKNOWN: f32 = 18.0;

static WORDS: LazyLock<Fst<&'static [u8]>> =
    LazyLock::new(|| Fst::new(include_bytes!("data/words.fst").as_slice()).expect("the words are sound"));

/// The words that `text` begins with: their lengths in characters and their costs, shortest first.
/// A character by itself always counts as a word.
///
/// The cost of a word is the negative logarithm of its share among all words, in nats.
pub fn words(text: &[char]) -> impl Iterator<Item = (usize, f32)> + '_ {
    let (mut node, mut output, mut length) = (None, 0, 0);
    std::iter::from_fn(move || {
        while length < text.len().min(LONGEST) {
            (node, output) = match (length, node) {
                (0, _) => after_first(text[0]),
                (1, Some(first)) => after_second(first, output, text[0], text[1]),
                (_, Some(node)) => after(node, output, text[length]),
                (_, None) => (None, output),
            };
            if node.is_none() && length > 0 {
                return None;
            }
            length += 1;
            match node {
                Some(at) if at.is_final() => {
                    let cost = (output + at.final_output().value()) as f32 / STEPS;
                    return Some((length, cost));
                }
                _ if length == 1 => return Some((1, UNKNOWN)),
                _ => {}
            }
        }
        None
    })
}

/// The node that `c` leads to from `from`, if any, and the output up to it.
fn after(from: Node<'static>, mut output: u64, c: char) -> (Option<Node<'static>>, u64) {
    let mut bytes = [0; 4];
    let node = c.encode_utf8(&mut bytes).bytes().try_fold(from, |at, byte| {
        let transition = at.transition(at.find_input(byte)?);
        output += transition.out.value();
        Some(WORDS.node(transition.addr))
    });
    (node, output)
}

/// Where the dictionary goes on after an ideograph from U+4E00 on, in the upper half, and the output up to
/// there; 0 until it is first looked up. Every word begins there, and most of its way leads there.
static FIRST: [AtomicU64; FIRSTS] = [const { AtomicU64::new(0) }; FIRSTS];
const FIRSTS: usize = 0x5200;

/// The node that `first` leads to, if any, and the output up to it.
fn after_first(first: char) -> (Option<Node<'static>>, u64) {
    let fst = &*WORDS;
    let known = (first as usize).checked_sub(0x4E00).and_then(|at| FIRST.get(at));
    let stored = known.map_or(0, |known| known.load(Ordering::Relaxed));
    if stored != 0 {
        return (Some(fst.node((stored >> 32) as usize)), stored & u64::from(u32::MAX));
    }
    let (node, output) = after(fst.root(), 0, first);
    if let Some((known, node)) = known.zip(node.as_ref()) {
        known.store((node.addr() as u64) << 32 | output, Ordering::Relaxed);
    }
    (node, output)
}

/// The last pairs of ideographs that were looked up, each in the place that its hash gives it: the pair, the
/// address of the node after it, and the output up to there. Most words have two characters.
static SECOND: [AtomicU64; 1 << SECOND_BITS] = [const { AtomicU64::new(0) }; 1 << SECOND_BITS];
const SECOND_BITS: u32 = 14;
/// Instead of an address: no word goes on like that.
const NOWHERE: u64 = 0xff_ffff;

/// The node that `second` leads to from that of `first`, if any, and the output up to it.
fn after_second(from: Node<'static>, output: u64, first: char, second: char) -> (Option<Node<'static>>, u64) {
    let known = |c: char| (c as usize).checked_sub(0x4E00).filter(|&at| at < FIRSTS);
    let Some((a, b)) = known(first).zip(known(second)) else { return after(from, output, second) };
    let key = 1 << 31 | (a as u64) << 15 | b as u64;
    let place = &SECOND[(pair(first, second) >> (32 - SECOND_BITS)) as usize];
    let stored = place.load(Ordering::Relaxed);
    if stored >> 32 == key {
        let address = stored >> 8 & NOWHERE;
        return ((address != NOWHERE).then(|| WORDS.node(address as usize)), stored & 0xff);
    }
    let (node, output) = after(from, output, second);
    let address = node.as_ref().map_or(NOWHERE, |node| node.addr() as u64);
    if address <= NOWHERE && output <= 0xff {
        place.store(key << 32 | address << 8 | output, Ordering::Relaxed);
    }
    (node, output)
}

/// What the words that begin with `beginning` and are longer end in, with the costs of the words.
pub fn longer(beginning: &[char]) -> Vec<(String, f32)> {
    let (mut node, mut output) = (Some(WORDS.root()), 0);
    for &c in beginning {
        let Some(at) = node else { break };
        let (next, added) = after(at, output, c);
        (node, output) = (next, added);
    }
    let mut open: Vec<_> = node.map(|node| (node, output, Vec::new())).into_iter().collect();
    let mut found = Vec::new();
    while let Some((node, output, end)) = open.pop() {
        for transition in node.transitions() {
            let output = output + transition.out.value();
            let end: Vec<u8> = end.iter().copied().chain([transition.inp]).collect();
            let next = WORDS.node(transition.addr);
            if next.is_final()
                && let Ok(end) = String::from_utf8(end.clone())
            {
                found.push((end, (output + next.final_output().value()) as f32 / STEPS));
            }
            open.push((next, output, end));
        }
    }
    found
}

/// Cost of `text` as one word; `None` when it is none.
pub fn cost(text: &[char]) -> Option<f32> {
    words(text).find(|(length, _)| *length == text.len()).map(|(_, cost)| cost)
}

/// Characters that [`cheapest`] looks at; what it is asked about is a word and what stands around it.
const WINDOW: usize = 16;

/// Cost of the cheapest way to divide `text`, of which only the first 16 characters count, into words.
///
/// At an open end the text goes on: up to two characters there may belong to a word that is not seen
/// in full, for a nat each.
pub fn cheapest(text: &[char], open_start: bool, open_end: bool) -> f32 {
    let text = &text[..text.len().min(WINDOW)];
    divided(text.len(), (open_start, open_end), |start| words(&text[start..]))
}

/// Cost of the cheapest way to divide `length` characters, of which `words` tells the words that begin
/// at a place.
fn divided<I>(length: usize, open: (bool, bool), words: impl Fn(usize) -> I) -> f32
where
    I: Iterator<Item = (usize, f32)>,
{
    const CUT: usize = 2;
    let mut best = [f32::INFINITY; WINDOW + 1];
    for (cut, cost) in best.iter_mut().enumerate().take(1 + if open.0 { CUT } else { 0 }) {
        *cost = cut as f32;
    }
    for start in 0..length {
        let before = best[start];
        if before < f32::INFINITY {
            for (size, cost) in words(start).take_while(|(size, _)| start + size <= length) {
                best[start + size] = best[start + size].min(before + cost);
            }
        }
    }
    let ends = length.saturating_sub(if open.1 { CUT } else { 0 })..=length;
    ends.map(|end| best[end] + (length - end) as f32).fold(f32::INFINITY, f32::min)
}

/// More than any word costs.
const NO_WORD: u8 = u8::MAX;

/// The costs of the words of one text. What begins at a place is looked up when it is first asked for.
#[derive(Default)]
pub struct Costs {
    /// For each place the costs of its words by their length, in steps; [`NO_WORD`] where there is none.
    places: OnceCell<Vec<OnceCell<[u8; LONGEST]>>>,
}

impl Costs {
    /// [`cheapest`] for a range of `text`, which is the same at every call.
    pub fn cheapest(&self, text: &[char], range: Range<usize>, open_start: bool, open_end: bool) -> f32 {
        let places = self.places.get_or_init(|| vec![OnceCell::new(); text.len()]);
        let look_up = |at: usize| {
            let mut steps = [NO_WORD; LONGEST];
            words(&text[at..]).for_each(|(length, cost)| steps[length - 1] = (cost * STEPS) as u8);
            steps
        };
        divided(range.len().min(WINDOW), (open_start, open_end), |start| {
            let at = range.start + start;
            let costs = places[at].get_or_init(|| look_up(at)).iter();
            let words = costs.enumerate().filter(|(_, steps)| **steps != NO_WORD);
            words.map(|(index, steps)| (index + 1, f32::from(*steps) / STEPS))
        })
    }
}

/// What a word of four characters and more costs beyond its share, so that 扎实推进 is two words and
/// 因地制宜 is one.
const SET_PHRASE: f32 = 15.0;

/// Where the words of `text` begin and end: ascending, from 0 to its length. A set phrase that
/// consists of words is divided into them.
pub fn boundaries(text: &[char]) -> Vec<usize> {
    let mut best = vec![(f32::INFINITY, 0); text.len() + 1];
    best[0].0 = 0.0;
    for start in 0..text.len() {
        for (size, cost) in words(&text[start..]) {
            let through = best[start].0 + cost + if size > 3 { SET_PHRASE } else { 0.0 };
            if through < best[start + size].0 {
                best[start + size] = (through, start);
            }
        }
    }
    let mut found = vec![text.len()];
    while let Some(&end) = found.last().filter(|end| **end > 0) {
        found.push(best[end].1);
    }
    found.reverse();
    found
}

/// What the dictionary is made of: every word with its cost, from the text of jieba's dictionary
/// (`word frequency tag` in each line) and a list of further words, one in each line.
///
/// # Errors
/// When the words cannot be stored.
pub fn build(dictionary: &str, further: &str) -> Result<Vec<u8>, fst::Error> {
    let frequencies = dictionary.lines().filter_map(|line| {
        let (word, rest) = line.split_once(' ')?;
        Some((word, rest.split(' ').next()?.parse::<f64>().ok()?.max(1.0)))
    });
    let frequencies: BTreeMap<&str, f64> = frequencies.collect();
    let total: f64 = frequencies.values().sum();
    let further = further.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut all: BTreeMap<&str, f64> = further.map(|word| (word, USUAL)).collect();
    for (word, frequency) in frequencies {
        let best = all.entry(word).or_default();
        *best = best.max(frequency);
    }
    let mut builder = fst::MapBuilder::memory();
    for (word, frequency) in all {
        let short = word.chars().count() <= LONGEST;
        if short && word.chars().all(super::is_hanzi) {
            builder.insert(word, ((total / frequency).ln() as f32 * STEPS).round() as u64)?;
        }
    }
    builder.into_inner()
}

/// Frequency of a word that is only listed: about that of 乡村 in jieba's count.
const USUAL: f64 = 300.0;
