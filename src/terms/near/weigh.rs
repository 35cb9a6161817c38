//! How sure it is that a place is a slip: the evidence for and against, in nats.

use std::ops::Range;
use std::slice;

use super::{Known, NearMisses, Place, Slip, View};
use crate::text::pinyin::{self, Likeness};
use crate::text::{lexicon, numeral, shape};

/// How far the weighing looks to either side of a word, in characters.
const AROUND: usize = 4;

/// Words that the counts of the published documents are out of, for texts that stand by themselves.
/// The seeds have 30,000; more documents make a count of theirs worth less, not more.
const WORDS: f32 = 60_000.0;

/// A reviewed term counts as often as this, however rare it is in the published documents.
const REVIEWED: usize = 20;

impl NearMisses {
    /// How sure it is that `place` is a slip, in nats; `-∞` when it cannot reach `least`.
    pub(super) fn score(&self, view: &View, place: Place, least: f32) -> f32 {
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
        // What stands there is no odder than by itself, nor than its characters one by one, which is soon told.
        let characters =
            || text[written.clone()].iter().filter_map(|c| lexicon::cost(slice::from_ref(c))).sum();
        // No word needs to be followed beyond it for that.
        let bound = || lexicon::cheapest(&text[written.clone()], false, false);
        let falls_short = |odd: f32| so_far + odd + firmness < least;
        if place.slip != Slip::Doubled && (falls_short(characters()) || falls_short(bound())) {
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
    pub(super) fn rank(&self, text: &[char], place: Place, score: f32) -> f32 {
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
    pub(super) fn word(&self, place: Place) -> (Range<usize>, Range<usize>) {
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
        let next = || known[place.at + 1];
        let counted = place.at > 0 && is_count(known[place.at - 1]) && !self.known[place.known].quoted;
        match place.slip {
            _ if !crate::text::is_hanzi(right) => f32::NEG_INFINITY,
            Slip::Wrong if !crate::text::is_hanzi(written) => f32::NEG_INFINITY,
            // Another number is another statement.
            Slip::Wrong if is_count(right) && is_count(written) => f32::NEG_INFINITY,
            Slip::Dropped if is_count(right) && self.known[place.known].entry.is_none() => f32::NEG_INFINITY,
            Slip::Swapped if !crate::text::is_hanzi(next()) || is_count(right) && is_count(next()) => {
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

    /// What speaks for a text that makes sense as it stands, in nats: 攻坚 for 攻坚战, 有所为 for 有所作为, and
    /// 推进 for 推动, which no slip of the keyboard makes of it.
    fn sense(&self, text: &[char], place: Place, word: &Range<usize>, written: &Range<usize>) -> f32 {
        let (right, stands) = (&self.shapes[place.known].text[word.clone()], &text[written.clone()]);
        let is_word = || stands.len() >= 2 && lexicon::cost(stands).is_some();
        let is_common = || stands.len() >= 2 && lexicon::cost(stands).is_some_and(|cost| cost < COMMON);
        let part = right.starts_with(stands) || right.ends_with(stands);
        let at_edge = place.at == 0 || place.at == place.length;
        match place.slip {
            Slip::Doubled if are_two_words(text, place) => -3.0,
            // 发展格局 for 新发展格局.
            Slip::Dropped if stands.is_empty() && at_edge => -2.0,
            Slip::Dropped if stands.len() == 1 && belongs_outside(text, place, written) => -4.0,
            Slip::Dropped if part && is_word() || place.length >= 3 && is_word_at(text, place) => -6.0,
            Slip::Wrong
                if self.slip_odds(text, place) < UNLIKE
                    && (is_common() || is_meant(text, place, written)) =>
            {
                -6.0
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

/// Odds of a slip below which the two characters are neither alike in sound nor in shape.
const UNLIKE: f32 = -10.0;

/// True for a character that no slip makes and that makes sense in the place of another: the number of 七大
/// for 重大, the preposition of 对中央 for 党中央, 片区 for 五区.
fn is_meant(text: &[char], place: Place, written: &Range<usize>) -> bool {
    let at = place.start + place.at;
    let next = text.get(at + 1).copied().filter(|_| place.at + 1 < place.length);
    let counts =
        is_count(text[at]) && next.is_some_and(|c| matches!(c, '大' | '个' | '项' | '类' | '条' | '级'));
    let leads =
        matches!(text[at], '对' | '在' | '向' | '从' | '由' | '为' | '与' | '同' | '把' | '将' | '以')
            && at == written.start
            && is_word(text, at + 1..written.end);
    let pair = text.get(at..at + 2).filter(|_| next.is_some() && written.len() == 1);
    counts || leads || pair.is_some_and(|pair| lexicon::cost(pair).is_some_and(|cost| cost < COMMON))
}

/// True for what a number is written in.
fn is_count(c: char) -> bool {
    numeral::is_numeral(c) && !matches!(c, '○' | '廿' | '卅') || matches!(c, '万' | '亿' | '几')
}

/// What a word costs at most that people write without thinking: 耦合, 迭代. The dictionary has any number
/// of words that nobody writes.
const COMMON: f32 = 14.0;

/// True when a character that stands twice ends one word and begins another: 水平平安.
fn are_two_words(text: &[char], place: Place) -> bool {
    let at = (place.start + place.at).min(place.start + place.length - 1);
    let second = if at > 0 && text[at - 1] == text[at] { at } else { at + 1 };
    (2..=4).any(|length| second >= length && is_word(text, second - length..second))
        && (2..=4).any(|length| is_word(text, second..second + length))
}

/// True when the whole place is one word.
fn is_word_at(text: &[char], place: Place) -> bool {
    is_word(text, place.start..place.start + place.length)
}

fn is_word(text: &[char], range: Range<usize>) -> bool {
    text.get(range).is_some_and(|word| lexicon::cost(word).is_some())
}

/// True when the character `written` at an edge of the place makes a word with what stands outside:
/// 空域 beside 协同.
fn belongs_outside(text: &[char], place: Place, written: &Range<usize>) -> bool {
    let (start, end) = (written.start, written.end);
    let before =
        start == place.start && (1..=2).any(|more| start >= more && is_word(text, start - more..end));
    let after = end == place.start + place.length && (1..=2).any(|more| is_word(text, start..end + more));
    before || after
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
