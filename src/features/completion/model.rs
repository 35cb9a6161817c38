//! How likely each next character is after what was typed, by the corpus, the draft and the termbase.
//!
//! All occurrences of the last characters are looked up, each with the number of characters that it
//! shares with what was typed; the estimates of longer and shorter contexts are blended by Kneser and
//! Ney's rule: a shorter context counts in how many surroundings a character follows, not how often.

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::text::{is_hanzi, lexicon};

/// Characters of context that are looked at; longer ones say no more.
pub const CONTEXT: usize = 12;

/// Occurrences that are read of one text at most: a context that has more is too general to say much.
const OCCURRENCES: usize = 500;

/// Taken off every count for what was never seen; the best for resolutions, each with itself left out.
const DISCOUNT: f32 = 0.75;

/// What an occurrence in the draft counts, beside one in the corpus: a draft repeats itself.
const DRAFT_WEIGHT: f32 = 1.5;

/// Chance of a character that nothing speaks for.
const UNSEEN: f32 = 0.0005;

/// Where a continuation was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a published document.
    Corpus,
    /// Elsewhere in the draft.
    Draft,
    /// In the termbase.
    Terms,
    /// Nowhere, but it is a word.
    Dictionary,
}

/// A place where a context was seen: the byte after it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// In which text.
    pub source: Source,
    /// Byte after the context.
    at: usize,
    /// Characters that it shares with the context.
    order: usize,
}

/// A character that may come next.
#[derive(Clone, Copy, Debug)]
pub struct Next {
    /// The character.
    pub c: char,
    /// How likely it is.
    pub chance: f32,
    /// The place that speaks for it best.
    pub seen: Seen,
}

/// The texts that are asked.
pub struct Model<'a> {
    /// The published documents.
    pub corpus: &'a Corpus,
    /// Lines of the draft, folded.
    pub draft: &'a str,
    /// Lines of the termbase.
    pub terms: &'a str,
}

/// What followed a context: counts by the exact number of characters shared.
struct Follower {
    counts: [f32; CONTEXT + 1],
    seen: Seen,
}

impl Model<'_> {
    /// The characters that may follow `context`, folded text of one line; the end of a paragraph is `\n`.
    pub fn next(&self, context: &str) -> Vec<Next> {
        let starts: Vec<usize> = context.char_indices().rev().take(CONTEXT).map(|(at, _)| at).collect();
        let mut places = Vec::new();
        for source in [Source::Corpus, Source::Draft, Source::Terms] {
            self.look_up(source, context, &starts, &mut places);
        }
        let Some(top) = places.iter().map(|seen| seen.order).max() else { return Vec::new() };
        let mut followers: FxHashMap<char, Follower> = FxHashMap::default();
        let mut surroundings = FxHashSet::default();
        for &seen in &places {
            let bytes = self.bytes(seen.source);
            let Some(c) = char_at(bytes, seen.at) else { continue };
            let empty = || Follower { counts: [0.0; CONTEXT + 1], seen };
            let follower = followers.entry(c).or_insert_with(empty);
            if seen.order > follower.seen.order {
                follower.seen = seen;
            }
            let before = byte_before(bytes, seen.at, context, &starts, seen.order);
            if seen.order == top || surroundings.insert((c, seen.order, before)) {
                follower.counts[seen.order] += if seen.source == Source::Draft { DRAFT_WEIGHT } else { 1.0 };
            }
        }
        blend(&mut followers, top).into_iter().map(|(c, chance, seen)| Next { c, chance, seen }).collect()
    }

    fn bytes(&self, source: Source) -> &[u8] {
        match source {
            Source::Corpus => self.corpus.bytes(),
            Source::Draft => self.draft.as_bytes(),
            Source::Terms => self.terms.as_bytes(),
            Source::Dictionary => &[],
        }
    }

    /// Adds the places of one text where the end of `context` was seen, by the shortest end that is not
    /// too frequent. `starts` are where its ends begin, the shortest first.
    fn look_up(&self, source: Source, context: &str, starts: &[usize], places: &mut Vec<Seen>) {
        let bytes = self.bytes(source);
        let found = starts.iter().find_map(|&start| match source {
            Source::Corpus => self.corpus.ends(&context[start..], OCCURRENCES),
            _ => ends(bytes, &context.as_bytes()[start..]),
        });
        for at in found.into_iter().flatten().filter(|&at| at < bytes.len()) {
            let shared = shared_end(&bytes[..at], context.as_bytes());
            let order = starts.iter().take_while(|&&start| context.len() - start <= shared).count();
            places.push(Seen { source, at, order });
        }
    }

    /// True when a phrase may end with `next` where it was seen: at the end of a word, but not of one of a
    /// single character that leans on what follows (发展的…, 堵|点).
    pub fn ends_phrase(&self, next: &Next) -> bool {
        let (start, end) = (next.seen.at, next.seen.at + next.c.len_utf8());
        let leans = || is_hanzi(next.c) && self.is_boundary(next.seen.source, start);
        let goes_on = self.after(next).is_some_and(|c| is_hanzi(c) || OPENING.contains(&c));
        self.is_boundary(next.seen.source, end) && !(goes_on && leans())
    }

    /// True when `text` stands somewhere as it is, and is not pieced together.
    pub fn has(&self, text: &str) -> bool {
        self.corpus.count(text) > 0 || self.draft.contains(text) || self.terms.contains(text)
    }

    /// True when a clause ends with `next` where it was seen.
    pub fn ends_clause(&self, next: &Next) -> bool {
        CLAUSE.contains(&next.c) || self.after(next).is_none_or(|c| CLAUSE.contains(&c) || "。\n".contains(c))
    }

    /// The character after `next` where it was seen.
    fn after(&self, next: &Next) -> Option<char> {
        char_at(self.bytes(next.seen.source), next.seen.at + next.c.len_utf8())
    }

    /// True where a word ends or begins at byte `at` of a text.
    fn is_boundary(&self, source: Source, at: usize) -> bool {
        let text = match source {
            Source::Corpus => return self.corpus.begins_word(at),
            Source::Draft => self.draft,
            _ => self.terms,
        };
        let before: Vec<char> = text[..at].chars().rev().take_while(|&c| is_hanzi(c)).take(AROUND).collect();
        let after: Vec<char> = text[at..].chars().take_while(|&c| is_hanzi(c)).take(AROUND).collect();
        if before.is_empty() || after.is_empty() {
            let in_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            return !(in_word(text[..at].chars().next_back()) && in_word(text[at..].chars().next()));
        }
        let whole: Vec<char> = before.iter().rev().chain(&after).copied().collect();
        lexicon::boundaries(&whole).contains(&before.len())
    }
}

/// Marks that open something.
pub const OPENING: [char; 6] = ['“', '《', '（', '‘', '〈', '〔'];

/// Marks between clauses.
pub const CLAUSE: [char; 3] = ['，', '；', '：'];

/// Characters on each side that a word boundary depends on.
const AROUND: usize = 10;

/// Chances of all `followers`, from the most general context to the longest, `top` characters.
fn blend(followers: &mut FxHashMap<char, Follower>, top: usize) -> Vec<(char, f32, Seen)> {
    let mut totals = [0.0f32; CONTEXT + 1];
    let mut withheld = [0.0f32; CONTEXT + 1];
    for Follower { counts, .. } in followers.values_mut() {
        for order in (1..top).rev() {
            counts[order] += if counts[order + 1] > 0.0 { 1.0 } else { 0.0 };
        }
        for order in 1..=top {
            totals[order] += counts[order];
            withheld[order] += counts[order].min(DISCOUNT);
        }
    }
    let chance = |follower: &Follower| {
        (1..=top).filter(|&order| totals[order] > 0.0).fold(UNSEEN, |lower, order| {
            let own = (follower.counts[order] - DISCOUNT).max(0.0);
            (own + withheld[order] * lower) / totals[order]
        })
    };
    let mut all: Vec<_> =
        followers.iter().map(|(&c, follower)| (c, chance(follower), follower.seen)).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

/// The places after `needle` in `text`; `None` when there are too many.
fn ends(text: &[u8], needle: &[u8]) -> Option<Vec<usize>> {
    let found: Vec<usize> =
        memmem::find_iter(text, needle).take(OCCURRENCES + 1).map(|at| at + needle.len()).collect();
    (found.len() <= OCCURRENCES).then_some(found)
}

/// Number of bytes that `a` and `b` have in common at their ends.
fn shared_end(a: &[u8], b: &[u8]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

/// What tells the surroundings of a context apart: the last byte of the character before it.
fn byte_before(bytes: &[u8], at: usize, context: &str, starts: &[usize], order: usize) -> u16 {
    let shared = order.checked_sub(1).map_or(0, |last| context.len() - starts[last]);
    let before = at.saturating_sub(shared);
    let pair = before.checked_sub(2).map_or([0, 0], |from| [bytes[from], bytes[from + 1]]);
    u16::from_le_bytes(pair)
}

fn char_at(bytes: &[u8], at: usize) -> Option<char> {
    let length = match bytes.get(at)? {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    std::str::from_utf8(bytes.get(at..at + length)?).ok()?.chars().next()
}
