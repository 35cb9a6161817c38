//! Near misses: places that are one slip of the keyboard away from something well known.
//!
//! A place is weighed, not filtered. Its score is the logarithm, in nats, of how much likelier the
//! known text with one slip is than the text as it stands: how rare the words are that stand there,
//! how firmly the known text follows from what agrees around the slip, and how usual such a slip is.

mod weigh;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

use crate::text::fold::{self, folded, widened};
use crate::text::sketch::{self, ByRun, Sketches, pair, triple};
use crate::text::{Characters, lexicon};

/// Shortest known text that near misses are looked for of, in characters.
pub const SHORTEST: usize = 4;

/// Score from which a near miss is worth a thought, in nats.
pub const DOUBTFUL: f32 = -2.0;

/// How often the published documents have a text.
pub trait Frequency: Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Number of places that have `text`.
    fn count(&self, text: &str) -> usize;
}

/// A text that is well known.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// As it is written, without quotation marks around it.
    pub text: String,
    /// How often the published documents have it.
    pub count: usize,
    /// Index of its entry in the termbase; `None` for a phrase of the corpus.
    pub entry: Option<usize>,
    /// True when it stands in quotation marks.
    pub quoted: bool,
}

/// A slip of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slip {
    /// One character for another.
    Wrong,
    /// A character left out.
    Dropped,
    /// A character typed twice.
    Doubled,
    /// Two neighbours in each other's place.
    Swapped,
}

/// A place that is one slip away from a known text.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// Index of the known text.
    pub known: usize,
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// Bytes of the word in it that the slip is in.
    pub word: Range<usize>,
    /// Bytes that are to be replaced.
    pub edit: Range<usize>,
    /// What is to stand there.
    pub replacement: String,
    /// What happened.
    pub slip: Slip,
    /// How sure it is, in nats.
    pub score: f32,
}

/// The known texts, ready to be looked for.
#[derive(Clone, Default)]
pub struct NearMisses {
    known: Vec<Known>,
    shapes: Vec<Shape>,
    /// The pairs that the three begin with: [`STARTS`] the first two, [`ENDS`] the last.
    pairs: Sketches,
    starts: ByRun<Start>,
    /// First and third character of known texts, with which they begin when the second and third are swapped.
    swapped: ByRun<([char; 2], u32)>,
    ends: ByRun<End>,
    frequency: Option<Arc<dyn Frequency>>,
}

const STARTS: u8 = 1;
const ENDS: u8 = 2;

/// A known text that begins with a pair of characters. It is found by the pair and by what comes third or
/// fourth, as one slip leaves at least one of them where it was, or moves it by one place.
#[derive(Clone, Copy)]
struct Start {
    known: u32,
    pair: [char; 2],
    /// What comes third and fourth.
    next: [char; 2],
}

impl Start {
    /// True when `c`, which follows the pair, comes third or fourth.
    fn goes_on(self, c: char) -> bool {
        self.next.contains(&c)
    }
}

/// A known text that ends with a pair of characters. It is found by the pair and by what comes before that.
#[derive(Clone, Copy)]
struct End {
    known: u32,
    pair: [char; 2],
    /// What comes before it, from the right.
    before: [char; 2],
    /// How many of `before` no slip in its first two characters touches.
    firm: usize,
}

impl End {
    /// True when a slip in its first two characters may leave `c` right before the pair.
    fn comes_after(self, c: char) -> bool {
        let [last, next] = self.before;
        c == last || self.firm == 0 && c == next
    }
}

/// A known text, taken apart.
#[derive(Clone)]
struct Shape {
    text: Vec<char>,
    /// Where its words begin and end; divided when first needed.
    words: OnceLock<Vec<usize>>,
    /// How firmly it follows from what agrees around a slip, by its place and the characters that it
    /// takes, one or two; worked out when first needed.
    firmness: OnceLock<Vec<[OnceLock<f32>; 2]>>,
}

/// A place that could be a near miss: `length` characters from `start`, the slip at `at` of the known
/// text.
#[derive(Clone, Copy)]
struct Place {
    known: usize,
    start: usize,
    length: usize,
    slip: Slip,
    at: usize,
}

impl std::fmt::Debug for NearMisses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NearMisses").field("known", &self.known.len()).finish()
    }
}

impl NearMisses {
    /// Makes `known` ready to be looked for; texts that are too short are left out.
    pub fn of(known: impl IntoIterator<Item = Known>, frequency: Arc<dyn Frequency>) -> Self {
        let mut all = Self { frequency: Some(frequency), ..Self::default() };
        let (mut starts, mut swapped, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for known in known {
            let text: Vec<char> = known.text.chars().map(widened).collect();
            let length = text.len();
            if length < SHORTEST {
                continue;
            }
            let index = u32::try_from(all.known.len()).expect("fewer known texts than that");
            let pair = |a: usize, b: usize| pair(folded(text[a]), folded(text[b]));
            let (first, last) = (pair(0, 1), pair(length - 2, length - 1));
            let start = Start { known: index, pair: [text[0], text[1]], next: [text[2], text[3]] };
            starts.extend(distinct(start.next).map(|c| (triple(first, folded(c)), start)));
            swapped.push((triple(pair(0, 2), folded(text[1])), ([text[0], text[2]], index)));
            let before = [text[length - 3], text[length - 4]];
            let end = End {
                known: index,
                pair: [text[length - 2], text[length - 1]],
                before,
                firm: length - SHORTEST,
            };
            let by = distinct(before).take(if end.firm == 0 { 2 } else { 1 });
            ends.extend(by.map(|c| (triple(last, folded(c)), end)));
            [(first, STARTS), (pair(0, 2), STARTS), (last, ENDS)]
                .into_iter()
                .for_each(|(pair, sets)| all.pairs.add(pair, sets));
            all.shapes.push(Shape { text, words: OnceLock::new(), firmness: OnceLock::new() });
            all.known.push(known);
        }
        let (starts, swapped, ends) = (ByRun::of(&starts), ByRun::of(&swapped), ByRun::of(&ends));
        Self { starts, swapped, ends, ..all }
    }

    /// The known text with that index.
    pub fn known(&self, index: usize) -> &Known {
        &self.known[index]
    }

    /// The near misses of a line that score `least` or more, best of those that overlap, in order of
    /// place. What `covered` lists, bytes in order, is known to be right.
    pub fn find(&self, line: &Characters, covered: &[Range<usize>], least: f32) -> Vec<NearMiss> {
        if self.known.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let view = View { line, text: fold::widened_all(line), costs: lexicon::Costs::default() };
        let (text, mut places) = (&*view.text, Vec::new());
        let pairs = line.pairs();
        sketch::each(
            pairs.len(),
            |at| self.pairs.sets_of(pairs[at]) != 0,
            |at| {
                self.places_at(text, at, pairs[at], &mut places);
            },
        );
        for place in places {
            let score = self.score(&view, place, least);
            if score >= least {
                let miss = self.near_miss(&view, place, score, covered);
                found.extend(miss.map(|miss| (self.rank(&view.text, place, score), miss)));
            }
        }
        best_apart(found)
    }

    /// The places of which the first or last two characters stand at `at`, and those whose slip is
    /// between the two; `pair` is what the two make.
    fn places_at(&self, text: &[char], at: usize, pair: u32, places: &mut Vec<Place>) {
        let Some(&second) = text.get(at + 1) else { return };
        let here = [text[at], second];
        let run = |c: char| triple(pair, folded(c));
        let sets = self.pairs.sets_of(pair);
        if let Some(&third) = text.get(at + 2).filter(|_| sets & STARTS != 0) {
            for start in self.starts.get(run(third)).iter().filter(|start| start.pair == here) {
                if start.goes_on(third) {
                    self.after_start(text, at, start.known as usize, places);
                }
            }
            for &(_, known) in self.swapped.get(run(third)).iter().filter(|(pair, _)| *pair == here) {
                self.swapped_second(text, at, known as usize, places);
            }
            // One character more or another one stands before what comes third.
            let fourth = text.get(at + 3).copied();
            for start in fourth.map_or(&[][..], |fourth| self.starts.get(run(fourth))) {
                let goes_on =
                    fourth.is_some_and(|c| c == start.next[1] || c == start.next[0] && third == second);
                if start.pair == here && goes_on && !start.goes_on(third) {
                    self.after_start(text, at, start.known as usize, places);
                }
            }
        }
        if let Some(&last) = at.checked_sub(1).and_then(|at| text.get(at)).filter(|_| sets & ENDS != 0) {
            for end in self.ends.get(run(last)).iter().filter(|end| end.pair == here) {
                if end.comes_after(last) && (end.firm < 2 || at >= 2 && text[at - 2] == end.before[1]) {
                    self.before_end(text, at + 2, end.known as usize, places);
                }
            }
            let next = at.checked_sub(2).map(|at| text[at]);
            for end in next.map_or(&[][..], |next| self.ends.get(run(next))) {
                let comes_after =
                    next.is_some_and(|c| c == end.before[1] || c == end.before[0] && last == here[0]);
                if end.pair == here && end.firm == 0 && comes_after && !end.comes_after(last) {
                    self.before_end(text, at + 2, end.known as usize, places);
                }
            }
        }
    }

    /// Places that begin at `start` with the first two characters of `known`.
    fn after_start(&self, text: &[char], start: usize, known: usize, places: &mut Vec<Place>) {
        let right = &self.shapes[known].text;
        let rest = &text[start..];
        let agreed = right.iter().zip(rest).take_while(|(a, b)| a == b).count();
        let mut push = |start, length, slip, at| places.push(Place { known, start, length, slip, at });
        if agreed == right.len() {
            if rest.get(agreed) == Some(&rest[agreed - 1]) {
                push(start, agreed + 1, Slip::Doubled, agreed);
            }
            if start > 0 && text[start - 1] == rest[0] {
                push(start - 1, agreed + 1, Slip::Doubled, 0);
            }
            return;
        }
        let goes_on =
            |from: usize, with: usize| rest.get(from..).is_some_and(|rest| begins(rest, &right[with..]));
        let length = right.len();
        if rest.len() > agreed && goes_on(agreed + 1, agreed + 1) {
            push(start, length, Slip::Wrong, agreed);
        }
        if goes_on(agreed, agreed + 1) {
            push(start, length - 1, Slip::Dropped, agreed);
        }
        if rest.get(agreed) == Some(&rest[agreed - 1]) && goes_on(agreed + 1, agreed) {
            push(start, length + 1, Slip::Doubled, agreed);
        }
        if crossed(rest.get(agreed..agreed + 2), right.get(agreed..agreed + 2))
            && goes_on(agreed + 2, agreed + 2)
        {
            push(start, length, Slip::Swapped, agreed);
        }
    }

    /// Places at `start`, where the first and third character of `known` stand, whose second and third
    /// are swapped.
    fn swapped_second(&self, text: &[char], start: usize, known: usize, places: &mut Vec<Place>) {
        let right = &self.shapes[known].text;
        let swapped = crossed(text.get(start + 1..start + 3), right.get(1..3));
        if swapped && begins(&text[start + 3..], &right[3..]) {
            places.push(Place { known, start, length: right.len(), slip: Slip::Swapped, at: 1 });
        }
    }

    /// Places that end before `end` with the last two characters of `known`, with the slip in its first
    /// two: others are found from the start.
    fn before_end(&self, text: &[char], end: usize, known: usize, places: &mut Vec<Place>) {
        let right = &self.shapes[known].text;
        let agreed = right.iter().rev().zip(text[..end].iter().rev()).take_while(|(a, b)| a == b).count();
        let Some(at) = (right.len() - agreed).checked_sub(1).filter(|at| *at < 2) else { return };
        let rest = &text[..end - agreed];
        let mut push = |before: usize, length, slip, at| {
            places.push(Place { known, start: rest.len() - before, length, slip, at });
        };
        let comes_before = |skipped: usize, upto: usize| {
            rest.len().checked_sub(skipped).is_some_and(|end| ends(&rest[..end], &right[..upto]))
        };
        let length = right.len();
        if comes_before(1, at) && !rest.is_empty() {
            push(1 + at, length, Slip::Wrong, at);
        }
        if comes_before(0, at) {
            push(at, length - 1, Slip::Dropped, at);
        }
        if rest.last() == Some(&right[at + 1]) && comes_before(1, at + 1) {
            push(2 + at, length + 1, Slip::Doubled, at + 1);
        }
        if at == 1 && rest.len() >= 2 && crossed(Some(&rest[rest.len() - 2..]), Some(&right[..2])) {
            push(2, length, Slip::Swapped, 0);
        }
    }
}

impl NearMisses {
    /// The near miss at `place`, unless something that is right covers the slip.
    fn near_miss(&self, view: &View, place: Place, score: f32, covered: &[Range<usize>]) -> Option<NearMiss> {
        let Place { known, start, length, slip, at } = place;
        let right = &self.shapes[known].text;
        let slip_at = (start + at).min(start + length - usize::from(slip == Slip::Doubled));
        let (edit, replacement) = match slip {
            Slip::Wrong => (slip_at..slip_at + 1, right[at].to_string()),
            Slip::Dropped => (slip_at..slip_at, right[at].to_string()),
            Slip::Doubled => (slip_at..slip_at + 1, String::new()),
            Slip::Swapped => (slip_at..slip_at + 2, right[at..at + 2].iter().collect()),
        };
        let edit = view.bytes(edit);
        let range = view.bytes(start..start + length);
        // Right in itself, or up to the very slip at an end of the place.
        let right_already = |right: &Range<usize>| {
            let within = |inner: &Range<usize>| right.start <= inner.start && inner.end <= right.end;
            match slip {
                Slip::Doubled => within(&edit),
                _ if within(&range) => true,
                Slip::Dropped => right.start < edit.start && edit.end < right.end,
                _ => within(&edit) || *right == (range.start..edit.start) || *right == (edit.end..range.end),
            }
        };
        if covered.iter().any(right_already) {
            return None;
        }
        let word = match slip {
            Slip::Doubled if view.text.get(slip_at + 1) == view.text.get(slip_at) => {
                view.bytes(slip_at..slip_at + 2)
            }
            Slip::Doubled => view.bytes(slip_at - 1..slip_at + 1),
            _ => view.bytes(self.word(place).1),
        };
        let word = if word.is_empty() { range.clone() } else { word };
        Some(NearMiss { known, range, word, edit, replacement, slip, score })
    }
}

/// The two, or one when they are the same.
fn distinct([a, b]: [char; 2]) -> impl Iterator<Item = char> {
    std::iter::once(a).chain((a != b).then_some(b))
}

/// True when `text` begins with `part`; most texts differ in the first character.
fn begins(text: &[char], part: &[char]) -> bool {
    part.len() <= text.len() && part.iter().zip(text).all(|(a, b)| a == b)
}

/// True when `text` ends with `part`.
fn ends(text: &[char], part: &[char]) -> bool {
    part.len() <= text.len() && part.iter().rev().zip(text.iter().rev()).all(|(a, b)| a == b)
}

/// True when the two characters of `a` are those of `b` the other way round.
fn crossed(a: Option<&[char]>, b: Option<&[char]>) -> bool {
    matches!((a, b), (Some(&[a, b]), Some(&[c, d])) if a == d && b == c && a != b)
}

/// Of those that overlap the one with the highest rank, in order of place.
fn best_apart(mut found: Vec<(f32, NearMiss)>) -> Vec<NearMiss> {
    let place = |miss: &NearMiss| (Reverse(miss.range.len()), miss.range.start, miss.known);
    found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| place(x).cmp(&place(y))));
    let mut kept: Vec<NearMiss> = Vec::new();
    for (_, miss) in found {
        let apart =
            |other: &NearMiss| miss.range.end <= other.range.start || other.range.end <= miss.range.start;
        if kept.iter().all(apart) {
            kept.push(miss);
        }
    }
    kept.sort_by_key(|miss| miss.range.start);
    kept
}

/// A line with half-width marks made full.
struct View<'a> {
    line: &'a Characters<'a>,
    text: Cow<'a, [char]>,
    /// What its words cost.
    costs: lexicon::Costs,
}

impl View<'_> {
    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        self.line.start(range.start)..self.line.start(range.end)
    }
}
