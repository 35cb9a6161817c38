//! The words of the language: which strings are words, and how usual each of them is.
//!
//! `data/words.trie` holds the dictionary of jieba and, from `data/words.txt`, words of official
//! writing that it lacks. It is read where it lies, so that nothing has to be loaded.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// Length of the longest word, in characters.
pub const LONGEST: usize = 6;

/// Steps of a stored cost in one nat.
const STEPS: f32 = 4.0;

/// Cost of a character that no dictionary knows, in steps.
const UNKNOWN: u8 = 72;

/// More than any word costs: no word ends here.
const NO_WORD: u8 = u8::MAX;

/// What words consist of: ideographs, from 〇 on.
const CHARACTERS: RangeInclusive<u16> = 0x3007..=0x9fff;

/// The words as a tree of characters, level by level: first all of [`CHARACTERS`], then what follows each
/// of them, and so on. The children of a node stand together, in order; a last node ends those of the others.
///
/// A node is the character that it adds, what the word that ends there costs in steps, and where its children
/// begin, little-endian, side by side: what is asked of a node lies in one or two lines of the cache. An
/// automaton over bytes (fst) is a sixth smaller, and takes five times the instructions to look a word up.
struct Trie(&'static [[u8; NODE]]);

/// Bytes of a node: two of its character, one of its cost, four of the place of its children.
const NODE: usize = 7;

static WORDS: Trie = Trie(include_bytes!("data/words.trie").as_chunks().0);

impl Trie {
    fn character(&self, node: usize) -> u16 {
        let [a, b, ..] = self.0[node];
        u16::from_le_bytes([a, b])
    }

    /// Cost of the word that ends at a node, in steps.
    fn cost(&self, node: usize) -> Option<u8> {
        let [_, _, cost, ..] = self.0[node];
        (cost != NO_WORD).then_some(cost)
    }

    fn children(&self, node: usize) -> Range<usize> {
        let start = |node: usize| {
            let [_, _, _, start @ ..] = self.0[node];
            u32::from_le_bytes(start) as usize
        };
        start(node)..start(node + 1)
    }

    /// The node of the words that begin with `c`.
    fn beginning(&self, c: char) -> Option<usize> {
        let code = u16::try_from(c).ok().filter(|code| CHARACTERS.contains(code))?;
        Some(usize::from(code - CHARACTERS.start()))
    }

    /// The node that `c` leads to.
    fn child(&self, node: usize, c: char) -> Option<usize> {
        let code = u16::try_from(c).ok()?;
        let children = self.children(node);
        let those = &self.0[children.clone()];
        let at = those.binary_search_by_key(&code, |&[a, b, ..]| u16::from_le_bytes([a, b])).ok()?;
        Some(children.start + at)
    }
}

/// [`words`], their costs in steps.
fn stored_words(text: &[char]) -> impl Iterator<Item = (usize, u8)> + '_ {
    let (mut node, mut length) = (None, 0);
    std::iter::from_fn(move || {
        loop {
            let &c = text.get(length).filter(|_| length < LONGEST)?;
            node = match length {
                0 => WORDS.beginning(c),
                _ => Some(WORDS.child(node?, c)?),
            };
            length += 1;
            match node.and_then(|node| WORDS.cost(node)) {
                Some(cost) => return Some((length, cost)),
                None if length == 1 => return Some((1, UNKNOWN)),
                None => {}
            }
        }
    })
}

/// The words that `text` begins with: their lengths in characters and their costs, shortest first.
/// A character by itself always counts as a word.
///
/// The cost of a word is the negative logarithm of its share among all words, in nats.
pub fn words(text: &[char]) -> impl Iterator<Item = (usize, f32)> + '_ {
    stored_words(text).map(|(length, cost)| (length, f32::from(cost) / STEPS))
}

/// What the words that begin with `beginning` and are longer end in, with the costs of the words.
pub fn longer(beginning: &[char]) -> Vec<(String, f32)> {
    let Some((&first, rest)) = beginning.split_first() else { return Vec::new() };
    let node = rest.iter().try_fold(WORDS.beginning(first), |node, &c| Some(WORDS.child(node?, c)));
    let mut open: Vec<_> = node.flatten().map(|node| (node, String::new())).into_iter().collect();
    let mut found = Vec::new();
    while let Some((node, end)) = open.pop() {
        for child in WORDS.children(node) {
            let c = char::from_u32(WORDS.character(child).into()).expect("words consist of characters");
            let end = format!("{end}{c}");
            found.extend(WORDS.cost(child).map(|cost| (end.clone(), f32::from(cost) / STEPS)));
            open.push((child, end));
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
            stored_words(&text[at..]).for_each(|(length, cost)| steps[length - 1] = cost);
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
pub fn build(dictionary: &str, further: &str) -> Vec<u8> {
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
    let costs = all.into_iter().map(|(word, frequency)| {
        let word: Vec<u16> = word.encode_utf16().collect();
        (word, ((total / frequency).ln() as f32 * STEPS).round() as u8)
    });
    let fits = |word: &[u16]| word.len() <= LONGEST && word.iter().all(|code| CHARACTERS.contains(code));
    laid_out(&costs.filter(|(word, _)| fits(word)).collect())
}

/// The [`Trie`] of these words, as it is stored.
fn laid_out(words: &BTreeMap<Vec<u16>, u8>) -> Vec<u8> {
    let mut nodes: Vec<u8> = Vec::new();
    let mut level: Vec<Vec<u16>> = CHARACTERS.map(|code| vec![code]).collect();
    let mut after = level.len();
    let node = |code: u16, cost: u8, children: usize| {
        let [a, b] = code.to_le_bytes();
        let [c, d, e, f] = (children as u32).to_le_bytes();
        [a, b, cost, c, d, e, f]
    };
    while !level.is_empty() {
        let mut next: Vec<Vec<u16>> = Vec::new();
        for beginning in level {
            let length = beginning.len();
            let cost = words.get(&beginning).copied().unwrap_or(NO_WORD);
            nodes.extend(node(beginning[length - 1], cost, after + next.len()));
            let those = words.range(beginning.clone()..).map(|(word, _)| word);
            let longer =
                those.take_while(|word| word.starts_with(&beginning)).filter(|word| word.len() > length);
            let mut longer: Vec<_> = longer.map(|word| word[..=length].to_vec()).collect();
            longer.dedup();
            next.append(&mut longer);
        }
        after += next.len();
        level = next;
    }
    nodes.extend(node(0, NO_WORD, after));
    nodes
}

/// Frequency of a word that is only listed: about that of 乡村 in jieba's count.
const USUAL: f64 = 300.0;
