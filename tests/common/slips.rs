//! Plants slips of the keyboard into published documents.

use std::collections::{BTreeMap, HashSet};

use nigao::Reference;
use nigao::text::pinyin::{self, Likeness};

use super::common::Published;

/// What goes wrong at the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Homophone,
    LookAlike,
    Arbitrary,
    Dropped,
    Doubled,
    Swapped,
}

impl Kind {
    pub const ALL: [Self; 6] =
        [Self::Homophone, Self::LookAlike, Self::Arbitrary, Self::Dropped, Self::Doubled, Self::Swapped];
}

/// A line with a slip in it.
#[derive(Clone, Debug)]
pub struct Planted {
    pub line: String,
    pub original: String,
}

/// Characters that look alike, in groups.
const LOOK_ALIKE: &str = include_str!("../../src/text/data/look-alikes.txt");

/// Lines of published documents, and characters to write by mistake.
pub struct Planter {
    lines: Vec<Vec<char>>,
    usual: Vec<char>,
    terms: Vec<String>,
    phrases: Vec<String>,
}

impl Planter {
    pub fn of(documents: &[Published], reference: &Reference) -> Self {
        let lines: Vec<Vec<char>> = documents
            .iter()
            .flat_map(|document| document.text.lines())
            .map(|line| line.chars().collect())
            .collect();
        let usual: Vec<char> =
            lines.iter().flatten().copied().filter(|c| nigao::text::is_hanzi(*c)).collect();
        let bare = |name: &str| name.trim_start_matches('“').trim_end_matches('”').to_owned();
        let terms = reference.terms.entries.iter().map(|entry| entry.name.as_str());
        let whole = |name: &&str| {
            let inner = bare(name);
            inner.chars().count() >= 4 && !inner.contains(|c: char| c.is_ascii() || matches!(c, '“' | '”'))
        };
        let terms = terms.filter(whole).map(bare).collect();
        let mut phrases: Vec<_> = reference.corpus.phrases().collect();
        phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.count), phrase.text));
        let phrases = phrases.iter().map(|phrase| phrase.text.to_owned()).collect();
        Self { lines, usual, terms, phrases }
    }

    /// The terms of four characters and more.
    pub fn terms(&self) -> Vec<String> {
        self.terms.clone()
    }

    /// The most frequent phrases of the corpus.
    pub fn phrases(&self, most: usize) -> Vec<String> {
        self.phrases.iter().take(most).cloned().collect()
    }

    /// Up to three slips of one kind in each of `texts`, at places spread evenly.
    pub fn plant(&self, texts: &[String], kind: Kind) -> Vec<Planted> {
        let mut planted = Vec::new();
        let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
        for text in texts {
            let wanted: Vec<char> = text.chars().collect();
            let places = self.places(&wanted);
            for _ in 0..3.min(places.len() * wanted.len()) {
                let (line, start) = places[draw.below(places.len())];
                let at = start + draw.below(wanted.len());
                if at < start + wanted.len() && nigao::text::is_hanzi(self.lines[line][at]) {
                    planted.extend(self.slip(line, at, start + wanted.len(), kind, &mut draw));
                }
            }
        }
        planted
    }

    /// Where `wanted` stands.
    fn places(&self, wanted: &[char]) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            let starts = 0..(line.len() + 1).saturating_sub(wanted.len());
            places.extend(
                starts
                    .filter(|&at| line[at] == wanted[0] && line[at..].starts_with(wanted))
                    .map(|at| (index, at)),
            );
        }
        places
    }

    fn slip(&self, line: usize, at: usize, end: usize, kind: Kind, draw: &mut Draw) -> Option<Planted> {
        let original = &self.lines[line];
        let mut chars = original.clone();
        let right = chars[at];
        match kind {
            Kind::Dropped => drop(chars.remove(at)),
            Kind::Doubled => chars.insert(at, right),
            Kind::Swapped
                if at + 1 < end && chars[at + 1] != right && nigao::text::is_hanzi(chars[at + 1]) =>
            {
                chars.swap(at, at + 1);
            }
            Kind::Swapped => return None,
            _ => chars[at] = self.instead_of(right, kind, draw)?,
        }
        let whole = |chars: &[char]| chars.iter().collect::<String>();
        Some(Planted { line: whole(&chars), original: whole(original) })
    }

    /// A character written by mistake for `right`.
    fn instead_of(&self, right: char, kind: Kind, draw: &mut Draw) -> Option<char> {
        let all: Vec<char> = match kind {
            Kind::Homophone => {
                let usual: HashSet<char> = self.usual.iter().copied().collect();
                let ordered: BTreeMap<char, ()> = usual.into_iter().map(|c| (c, ())).collect();
                ordered
                    .into_keys()
                    .filter(|&c| c != right && pinyin::likeness(c, right) == Likeness::Same)
                    .collect()
            }
            Kind::LookAlike => {
                let groups = LOOK_ALIKE.lines().filter(|line| !line.starts_with('#') && line.contains(right));
                groups.flat_map(str::chars).filter(|&c| c != right && nigao::text::is_hanzi(c)).collect()
            }
            _ => self.usual.iter().copied().filter(|&c| c != right).collect(),
        };
        (!all.is_empty()).then(|| all[draw.below(all.len())])
    }
}

/// Draws numbers, the same ones every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit.max(1)
    }
}
