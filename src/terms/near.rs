//! Near misses: places that are one slip of the keyboard away from something well known.
//!
//! A place is weighed, not filtered. Its score is the logarithm, in nats, of how much likelier the
//! known text with one slip is than the text as it stands: how rare the words are that stand there,
//! how firmly the known text follows from what agrees around the slip, and how usual such a slip is.

use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::needles::Pairs;
use crate::text::fold::widened;
use crate::text::lexicon;
use crate::text::pinyin::{self, Likeness};
use crate::text::shape;

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
    /// Known texts by their first two and by their last two characters.
    by_start: FxHashMap<(char, char), Vec<Start>>,
    by_end: FxHashMap<(char, char), Vec<End>>,
    starts: Pairs,
    ends: Pairs,
    frequency: Option<Arc<dyn Frequency>>,
}

/// A known text that begins with a pair, and what comes third and fourth.
#[derive(Clone, Copy)]
struct Start {
    known: u32,
    next: [char; 2],
}

impl Start {
    /// False when no slip makes it of `text`, which begins with the same two characters.
    fn may_be(self, text: &[char]) -> bool {
        let [third, fourth] = self.next;
        let Some(&here) = text.get(2) else { return false };
        here == third
            || here == fourth
            || text.get(3).is_some_and(|&next| next == fourth || next == third && here == text[1])
    }
}

/// A known text that ends with a pair, and what comes before it where a slip in its first two characters
/// leaves that alone.
#[derive(Clone, Copy)]
struct End {
    known: u32,
    before: Option<char>,
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
        for known in known {
            let text: Vec<char> = known.text.chars().map(widened).collect();
            let length = text.len();
            if length < SHORTEST {
                continue;
            }
            let index = u32::try_from(all.known.len()).expect("fewer known texts than that");
            let start = Start { known: index, next: [text[2], text[3]] };
            let end = End { known: index, before: (length > 4).then(|| text[length - 3]) };
            all.by_start.entry((text[0], text[1])).or_default().push(start);
            all.by_end.entry((text[length - 2], text[length - 1])).or_default().push(end);
            all.starts.add(text[0], text[1]);
            all.ends.add(text[length - 2], text[length - 1]);
            all.shapes.push(Shape { text, words: OnceLock::new(), firmness: OnceLock::new() });
            all.known.push(known);
        }
        all
    }

    /// The known text with that index.
    pub fn known(&self, index: usize) -> &Known {
        &self.known[index]
    }

    /// The near misses of `line` that score `least` or more, best of those that overlap, in order of
    /// place. What `covered` lists, bytes in order, is known to be right.
    pub fn find(&self, line: &str, covered: &[Range<usize>], least: f32) -> Vec<NearMiss> {
        if self.known.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let view = View::of(line);
        let mut places = Vec::new();
        for at in 0..view.text.len().saturating_sub(1) {
            self.places_at(&view.text, at, &mut places);
        }
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
    /// between the two.
    fn places_at(&self, text: &[char], at: usize, places: &mut Vec<Place>) {
        let (first, second) = (text[at], text[at + 1]);
        if self.starts.may_have(first, second) {
            let known = self.by_start.get(&(first, second)).into_iter().flatten();
            let known = known.filter(|start| start.may_be(&text[at..]));
            known.for_each(|start| self.after_start(text, at, start.known as usize, places));
        }
        if let Some(&third) = text.get(at + 2).filter(|third| self.starts.may_have(first, **third)) {
            let known = self.by_start.get(&(first, third)).into_iter().flatten();
            let known = known.filter(|start| start.next[0] == second);
            known.for_each(|start| self.swapped_second(text, at, start.known as usize, places));
        }
        if self.ends.may_have(first, second) {
            let known = self.by_end.get(&(first, second)).into_iter().flatten();
            let before = at.checked_sub(1).map(|before| text[before]);
            let known = known.filter(|end| end.before.is_none() || end.before == before);
            known.for_each(|end| self.before_end(text, at + 2, end.known as usize, places));
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

    /// Places at `start` whose second and third character are swapped.
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

/// How far the weighing looks to either side of a word, in characters.
const AROUND: usize = 4;

/// Words that the counts of the published documents are out of, for texts that stand by themselves.
/// The seeds have 30,000; more documents make a count of theirs worth less, not more.
const WORDS: f32 = 60_000.0;

/// A reviewed term counts as often as this, however rare it is in the published documents.
const REVIEWED: usize = 20;

impl NearMisses {
    /// How sure it is that `place` is a slip, in nats; `-∞` when it cannot reach `least`.
    fn score(&self, view: &View, place: Place, least: f32) -> f32 {
        let text = &view.text;
        let known = &self.known[place.known];
        let slip = self.slip_odds(text, place);
        let quoted = match (known.quoted, is_quoted(text, place)) {
            (true, true) => 8.0,
            (true, false) => -3.0,
            (false, _) => 0.0,
        };
        let (word, written) = self.word(place);
        let agreed = self.shapes[place.known].text.len() - word.len();
        // Who writes most of a reviewed term means the term.
        let (meant, weight, most) = if known.entry.is_some() { (2.0, 0.8, 16.0) } else { (0.0, 0.4, 10.0) };
        let so_far = match place.slip {
            // The whole text stands there; how much of it says nothing about the character beside it.
            Slip::Doubled => slip,
            _ => slip + quoted + meant + weight * (agreed as f32 - 2.0).clamp(0.0, most),
        };
        let count = self.count_of(place.known);
        let firmness = self.firmness(place, &word, count);
        // What stands there is no odder than by itself.
        let bound = || view.costs.cheapest(text, written.clone(), false, false);
        if place.slip != Slip::Doubled && so_far + bound() + firmness < least {
            return f32::NEG_INFINITY;
        }
        let meant_so = self.sense(text, place, &word, &written);
        let score = so_far + meant_so + oddness(view, place, &written) + firmness;
        match score >= least && self.is_published(text, place) {
            true if self.count(&text[place.start..place.start + place.length]) >= 2 => f32::NEG_INFINITY,
            true => score - 6.0,
            false => score,
        }
    }

    /// What decides between two readings of one place.
    fn rank(&self, text: &[char], place: Place, score: f32) -> f32 {
        let end = place.start + place.length;
        let joins = match place.slip {
            // A character that stands twice looks as if something were missing between the two.
            Slip::Doubled => return score + 100.0,
            Slip::Dropped if place.at == 0 => goes_with_left(text, place.start),
            Slip::Dropped if place.at == place.length => goes_with_right(text, end),
            _ => return score,
        };
        // Next to a wrong character the text looks as if the right one were missing.
        score - if joins { 0.0 } else { 3.0 }
    }

    /// The words of the known text that the slip is in, and where the text has them.
    fn word(&self, place: Place) -> (Range<usize>, Range<usize>) {
        let shape = &self.shapes[place.known];
        let words = shape.words.get_or_init(|| lexicon::boundaries(&shape.text));
        let (from, to) = match place.slip {
            Slip::Doubled => (place.at.saturating_sub(1), place.at.max(1)),
            Slip::Swapped => (place.at, place.at + 2),
            Slip::Wrong | Slip::Dropped => (place.at, place.at + 1),
        };
        let start = words.iter().rev().find(|&&word| word <= from).copied().unwrap_or(0);
        let end = words.iter().find(|&&word| word >= to).copied().unwrap_or(shape.text.len());
        let after = shape.text.len() - end;
        (start..end, place.start + start..place.start + place.length - after)
    }

    /// Logarithm of how usual the slip is.
    fn slip_odds(&self, text: &[char], place: Place) -> f32 {
        let known = &self.shapes[place.known].text;
        let right = known[place.at.min(known.len() - 1)];
        let written = text[(place.start + place.at).min(place.start + place.length - 1)];
        let numeral = |c: char| "〇零一二两三四五六七八九十百千万亿几".contains(c);
        let next = || known[place.at + 1];
        let counted = place.at > 0 && numeral(known[place.at - 1]) && !self.known[place.known].quoted;
        match place.slip {
            _ if !crate::text::is_hanzi(right) => f32::NEG_INFINITY,
            Slip::Wrong if !crate::text::is_hanzi(written) => f32::NEG_INFINITY,
            // Another number is another statement.
            Slip::Wrong if numeral(right) && numeral(written) => f32::NEG_INFINITY,
            Slip::Dropped if numeral(right) && self.known[place.known].entry.is_none() => f32::NEG_INFINITY,
            Slip::Swapped if !crate::text::is_hanzi(next()) || numeral(right) && numeral(next()) => {
                f32::NEG_INFINITY
            }
            // As is a number of something else: 二十届, 二十大.
            Slip::Wrong if counted && pinyin::likeness(right, written) == Likeness::None => -20.0,
            Slip::Wrong => match pinyin::likeness(right, written) {
                Likeness::Same => -8.0,
                Likeness::Near => -9.5,
                Likeness::None if shape::look_alike(right, written) => -9.5,
                Likeness::None => -13.8,
            },
            Slip::Dropped => -7.5,
            Slip::Swapped => -9.5,
            Slip::Doubled => -4.0,
        }
    }

    /// How firmly the known text follows from what agrees around the slip: logarithm of how often it
    /// stands there against how often something else does.
    fn firmness(&self, place: Place, word: &Range<usize>, count: usize) -> f32 {
        if place.slip == Slip::Doubled {
            return 0.0;
        }
        let shape = &self.shapes[place.known];
        let taken = usize::from(place.slip == Slip::Swapped);
        let firmness = shape.firmness.get_or_init(|| vec![Default::default(); shape.text.len()]);
        *firmness[place.at][taken].get_or_init(|| self.firmness_around(&shape.text, word, count))
    }

    fn firmness_around(&self, text: &[char], word: &Range<usize>, count: usize) -> f32 {
        let sides = [&text[..word.start], &text[word.end..]];
        let around =
            sides.into_iter().filter(|side| side.len() >= 2).map(|side| self.count(side).max(count)).min();
        let alone = (count as f32 / WORDS).ln().max(-lexicon::cost(&text[word.clone()]).unwrap_or(20.0));
        around.map_or(alone, |around| (count as f32 / (around - count + 1) as f32).ln().max(alone))
    }

    /// What speaks for a text that makes sense as it stands, in nats: 攻坚 for 攻坚战, 片区 for 五区.
    fn sense(&self, text: &[char], place: Place, word: &Range<usize>, written: &Range<usize>) -> f32 {
        let (right, written) = (&self.shapes[place.known].text[word.clone()], &text[written.clone()]);
        if written.len() < 2 || lexicon::cost(written).is_none() {
            return 0.0;
        }
        let part = right.starts_with(written) || right.ends_with(written);
        match place.slip {
            Slip::Dropped if part => -6.0,
            Slip::Wrong if self.known[place.known].entry.is_some() && self.slip_odds(text, place) < -10.0 => {
                -2.0
            }
            _ => 0.0,
        }
    }

    /// True when the published documents have what stands around the slip, just as it stands.
    fn is_published(&self, text: &[char], place: Place) -> bool {
        let at = place.start + place.at;
        let behind = match place.slip {
            Slip::Doubled => return false,
            Slip::Dropped => 2,
            Slip::Wrong => 3,
            Slip::Swapped => 4,
        };
        let start = run_start(text, at, 2);
        let end = run_end(text, at.min(text.len()), behind);
        // Once may be this very draft, or the same slip.
        end - start >= 3 && self.count(&text[start..end]) >= 2
    }

    fn count(&self, text: &[char]) -> usize {
        self.frequency.as_ref().map_or(0, |frequency| frequency.count(&text.iter().collect::<String>()))
    }

    fn count_of(&self, known: usize) -> usize {
        let Known { count, entry, .. } = self.known[known];
        count.max(if entry.is_some() { REVIEWED } else { 1 })
    }

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

/// How odd the words are that stand in the place of the known ones: what they cost beyond what stands
/// around them.
fn oddness(view: &View, place: Place, written: &Range<usize>) -> f32 {
    let (text, costs) = (&view.text, &view.costs);
    let (start, end) = match place.slip {
        Slip::Doubled => {
            let at = (place.start + place.at).min(place.start + place.length - 1);
            // Wide enough for the words on both sides to be seen whole.
            (run_start(text, at, 6), run_end(text, at + 1, 6))
        }
        _ => (run_start(text, written.start, AROUND), run_end(text, written.end, AROUND)),
    };
    let goes_on =
        |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|&c| crate::text::is_hanzi(c));
    let (open_start, open_end) = (goes_on(start.checked_sub(1)), goes_on(Some(end)));
    let as_it_stands = costs.cheapest(text, start..end, open_start, open_end);
    if place.slip == Slip::Doubled {
        let at = (place.start + place.at).min(place.start + place.length - 1);
        let without: Vec<char> = text[start..at].iter().chain(&text[at + 1..end]).copied().collect();
        return as_it_stands - lexicon::cheapest(&without, open_start, open_end);
    }
    let before = costs.cheapest(text, start..written.start, open_start, false);
    let after = costs.cheapest(text, written.end..end, false, open_end);
    as_it_stands - before - after
}

/// What a character that stands by itself may cost, in nats: that of a usual one.
const USUAL: f32 = 7.0;

/// True when the character before `at` goes well with those before it, or there is none.
fn goes_with_left(text: &[char], at: usize) -> bool {
    let start = run_start(text, at, AROUND);
    let cost = |end: usize| lexicon::cheapest(&text[start..end], true, false);
    start == at || cost(at) - cost(at - 1) < USUAL
}

/// True when the character at `at` goes well with those after it, or is no ideograph. One that ends
/// the run stands there for nothing.
fn goes_with_right(text: &[char], at: usize) -> bool {
    let end = run_end(text, at, AROUND);
    let cost = |start: usize| lexicon::cheapest(&text[start..end], false, true);
    end == at || end > at + 1 && cost(at) - cost(at + 1) < USUAL
}

/// Where up to `most` ideographs before `at` begin.
fn run_start(text: &[char], at: usize, most: usize) -> usize {
    at - text[..at].iter().rev().take(most).take_while(|c| crate::text::is_hanzi(**c)).count()
}

/// Where up to `most` ideographs from `at` on end.
fn run_end(text: &[char], at: usize, most: usize) -> usize {
    at + text[at..].iter().take(most).take_while(|c| crate::text::is_hanzi(**c)).count()
}

/// True when quotation marks stand right around the place.
fn is_quoted(text: &[char], place: Place) -> bool {
    let before = place.start.checked_sub(1).map(|at| text[at]);
    let after = text.get(place.start + place.length).copied();
    matches!((before, after), (Some('“' | '"' | '‘'), Some('”' | '"' | '’')))
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
    found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(y.range.len().cmp(&x.range.len())));
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

/// The characters of a line, half-width marks made full, and their places.
struct View {
    text: Vec<char>,
    /// Byte at which each character begins, and the end of the line.
    bytes: Vec<u32>,
    /// What its words cost.
    costs: lexicon::Costs,
}

impl View {
    fn of(line: &str) -> Self {
        let mut view = Self {
            text: Vec::with_capacity(line.len() / 3),
            bytes: Vec::with_capacity(line.len() / 3 + 1),
            costs: lexicon::Costs::default(),
        };
        for (at, c) in line.char_indices() {
            view.text.push(widened(c));
            view.bytes.push(at as u32);
        }
        view.bytes.push(line.len() as u32);
        view
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        self.bytes[range.start] as usize..self.bytes[range.end] as usize
    }
}
