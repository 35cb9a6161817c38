//! A few words looked for at once: at the beginning of a text, at its end, or anywhere in it.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Characters;
use super::fold::folded;
use super::sketch::{self, pair};

/// Anything that goes by a word.
pub trait Worded {
    /// The word.
    fn word(&self) -> &'static str;
}

impl Worded for &'static str {
    fn word(&self) -> &'static str {
        self
    }
}

impl<T> Worded for (&'static str, T) {
    fn word(&self) -> &'static str {
        self.0
    }
}

/// Words, ready to be looked for from their first use on.
pub struct Words<T: 'static = &'static str> {
    words: &'static [T],
    by_first: OnceLock<ByCharacter>,
    by_last: OnceLock<ByCharacter>,
    anywhere: OnceLock<AhoCorasick>,
}

impl<T: Worded> Words<T> {
    /// These words.
    pub const fn new(words: &'static [T]) -> Self {
        Self { words, by_first: OnceLock::new(), by_last: OnceLock::new(), anywhere: OnceLock::new() }
    }

    /// The words, as they were given.
    pub fn all(&self) -> &'static [T] {
        self.words
    }

    /// The longest word that `text` begins with.
    pub fn beginning(&self, text: &str) -> Option<&'static T> {
        let those = self.by_first().those_with(text.chars().next()?);
        those.map(|index| &self.words[index]).find(|word| text.starts_with(word.word()))
    }

    /// The longest word that `text` ends with.
    pub fn ending(&self, text: &str) -> Option<&'static T> {
        let by_last =
            self.by_last.get_or_init(|| ByCharacter::of(self.words, |word| word.chars().next_back()));
        let those = by_last.those_with(text.chars().next_back()?);
        those.map(|index| &self.words[index]).find(|word| text.ends_with(word.word()))
    }

    /// The words in `text` from the left, the longest at each place, none overlapping; and where they
    /// begin.
    pub fn each_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'static T)> + 'a {
        let by_first = self.by_first();
        let mut chars = text.char_indices().peekable();
        let mut end = 0;
        std::iter::from_fn(move || {
            while let Some((at, c)) = chars.next() {
                let next = chars.peek().map(|&(_, next)| pair(folded(c), folded(next)));
                if at >= end
                    && by_first.may_begin(c, next)
                    && let Some(word) = self.beginning(&text[at..])
                {
                    end = at + word.word().len();
                    return Some((at, word));
                }
            }
            None
        })
    }

    /// Tells `found` what [`Self::each_in`] gives for a part of a line, places as bytes of the line.
    pub fn find_in(&self, line: &Characters, within: Range<usize>, mut found: impl FnMut(usize, &'static T)) {
        let by_first = self.by_first();
        let inside = line.at(within.start)..line.at(within.end);
        let (chars, pairs) = (&line.all()[inside.clone()], &line.pairs()[inside.clone()]);
        let mut end = 0;
        let may_begin = |index: usize| by_first.may_begin(chars[index], Some(pairs[index]));
        sketch::each(chars.len(), may_begin, |index| {
            let at = line.start(inside.start + index);
            if at >= end
                && let Some(word) = self.beginning(&line.text()[at..within.end])
            {
                end = at + word.word().len();
                found(at, word);
            }
        });
    }

    /// The last of the words in `text`, and where it begins; of two that end alike, the longer.
    pub fn last_in(&self, text: &str) -> Option<(usize, &'static T)> {
        let mut ends = text.char_indices().rev().map(|(at, c)| at + c.len_utf8());
        let (end, word) = ends.find_map(|end| Some((end, self.ending(&text[..end])?)))?;
        Some((end - word.word().len(), word))
    }

    /// True when one of them stands in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        // Only with leftmost matches does it look for the beginnings of several words at once.
        let build = || AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(self.texts());
        self.anywhere.get_or_init(|| build().expect("short words can be looked for")).is_match(text)
    }

    fn texts(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().map(Worded::word)
    }

    fn by_first(&self) -> &ByCharacter {
        self.by_first.get_or_init(|| ByCharacter::of(self.words, |word| word.chars().next()))
    }
}

/// Places in a list of words by their first or last character.
struct ByCharacter {
    /// In order of the characters; of words that share theirs the longest comes first.
    places: Vec<(char, usize)>,
    /// One bit for each last byte of the characters, which settles most others.
    bits: [u64; 4],
    /// The same for the words of one character, with ten bits of it.
    single: [u64; 16],
    /// One bit for each hash of the two characters that a longer word begins with.
    pairs: [u64; 32],
}

impl ByCharacter {
    fn of<T: Worded>(words: &[T], character: impl Fn(&str) -> Option<char>) -> Self {
        let character = |word: &T| character(word.word()).expect("no word is empty");
        let mut places: Vec<_> = words.iter().map(character).zip(0..).collect();
        places.sort_by_key(|&(c, index)| (c, Reverse(words[index].word().len())));
        let (mut bits, mut single, mut pairs) = ([0; 4], [0; 16], [0; 32]);
        for &(c, index) in &places {
            set(&mut bits, c as usize);
            let mut chars = words[index].word().chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => {
                    set(&mut pairs, hash(pair(folded(first), folded(second))));
                }
                _ => set(&mut single, c as usize),
            }
        }
        Self { places, bits, single, pairs }
    }

    /// False for a character that no word has there; true may be chance.
    fn may_have(&self, c: char) -> bool {
        has(&self.bits, c as usize)
    }

    /// False when no word begins with `c` and the pair that it makes with what comes next; true may be
    /// chance.
    #[inline]
    fn may_begin(&self, c: char, pair: Option<u32>) -> bool {
        has(&self.single, c as usize) | pair.is_some_and(|pair| has(&self.pairs, hash(pair)))
    }

    fn those_with(&self, c: char) -> impl Iterator<Item = usize> {
        let those = if self.may_have(c) { &self.places[..] } else { &[] };
        let from = those.partition_point(|place| place.0 < c);
        those[from..].iter().take_while(move |place| place.0 == c).map(|place| place.1)
    }
}

fn hash(pair: u32) -> usize {
    (pair >> 16) as usize
}

/// Sets the bit for `at` of a power of two bits.
fn set(bits: &mut [u64], at: usize) {
    bits[at >> 6 & (bits.len() - 1)] |= 1 << (at & 63);
}

#[inline]
fn has(bits: &[u64], at: usize) -> bool {
    bits[at >> 6 & (bits.len() - 1)] >> (at & 63) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORDS: Words = Words::new(&["到", "达到", "增长", "增"]);

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(WORDS.ending("规模达到"), Some(&"达到"));
        assert_eq!(WORDS.beginning("增长到"), Some(&"增长"));
        assert_eq!((WORDS.ending("到底"), WORDS.beginning("")), (None, None));
        assert_eq!(WORDS.last_in("增长到、达到五"), Some((12, &"达到")));
        assert_eq!(WORDS.last_in("五成"), None);
        let each: Vec<_> = WORDS.each_in("增长到五，达到").collect();
        assert_eq!(each, [(0, &"增长"), (6, &"到"), (15, &"达到")]);
        let line = Characters::of("增长到五，达到");
        let mut each = Vec::new();
        WORDS.find_in(&line, 3..18, |at, word| each.push((at, *word)));
        assert_eq!(each, [(6, "到")]);
        assert!(WORDS.are_in("一直增长") && !WORDS.are_in("一直"));
    }
}
