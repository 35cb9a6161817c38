//! Which continuations are worth a popup: those that are likely to save the most keys together.

use super::model::{CLAUSE, Model, Next, OPENING, Source};

/// Continuations that are less likely are not followed up.
const LEAST_CHANCE: f32 = 0.02;

/// Beginnings that are followed up for one popup. It bounds the time of an answer.
const STEPS: usize = 40;

/// Chance of a next character that a phrase is not offered without.
const CERTAIN: f32 = 0.8;

/// Characters of a continuation.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=24;

/// Continuations that are weighed against each other.
const WEIGHED: usize = 40;

/// The first items of a popup, which are all that is looked at by somebody who types.
const AT_A_GLANCE: usize = 5;

/// A continuation of what was typed, in the corpus's width.
#[derive(Clone, Debug)]
pub struct Continuation {
    /// Its text.
    pub text: String,
    /// How likely the draft goes on with it.
    pub chance: f32,
    /// Where it was seen.
    pub source: Source,
    /// Keys that it saves: accepting costs one.
    saves: usize,
}

impl Continuation {
    /// A continuation with its chance.
    pub fn new(text: String, chance: f32, source: Source) -> Self {
        let saves = text.chars().count().saturating_sub(1);
        Self { text, chance, source, saves }
    }
}

/// Continuations and what is to be expected of them.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// The best first.
    pub continuations: Vec<Continuation>,
    /// Keys that the first five save on average.
    pub saving: f32,
}

/// A beginning of a continuation.
struct Beginning {
    text: String,
    chance: f32,
    last: Option<Next>,
}

/// The likely continuations of `context`, each up to a natural end.
pub fn continuations(model: &Model, context: &str) -> Vec<Continuation> {
    let mut found = Vec::new();
    let mut open = vec![Beginning { text: String::new(), chance: 1.0, last: None }];
    for _ in 0..STEPS {
        let likeliest = (0..open.len()).max_by(|&a, &b| open[a].chance.total_cmp(&open[b].chance));
        let Some(Beginning { text, chance, last }) = likeliest.map(|index| open.swap_remove(index)) else {
            break;
        };
        let followers = model.next(&format!("{context}{text}"));
        let length = text.chars().count();
        if length < *LENGTH.end() {
            let likely = followers.iter().take_while(|next| chance * next.chance >= LEAST_CHANCE);
            open.extend(likely.filter(|next| !matches!(next.c, '\n' | '。')).map(|next| Beginning {
                text: format!("{text}{}", next.c),
                chance: chance * next.chance,
                last: Some(*next),
            }));
        }
        // What goes on beyond its clause goes on to the end of the next one.
        let ends =
            |last: &Next| model.ends_phrase(last) && (model.ends_clause(last) || !text.contains(CLAUSE));
        let natural = last.is_some_and(|last| ends(&last)) && !goes_on(&followers) && may_end(context, &text);
        if let Some(last) = last.filter(|_| natural && LENGTH.contains(&length) && model.has(&text)) {
            found.push(Continuation::new(text, chance, last.seen.source));
        }
    }
    found
}

/// True where the next character is as good as certain, so that nobody would stop before it: 中国特色|社会主义.
fn goes_on(followers: &[Next]) -> bool {
    let in_phrase = |next: &Next| next.chance > CERTAIN && next.c.is_alphanumeric();
    followers.first().is_some_and(in_phrase)
}

/// Marks that stand in pairs.
const PAIRS: [(char, char); 3] = [('“', '”'), ('《', '》'), ('（', '）')];

/// True when a continuation may end here: not with an opening mark or in a list, not between marks that it
/// or the mark before it opens, and not with somebody else's number.
fn may_end(context: &str, text: &str) -> bool {
    if text.ends_with(OPENING) || text.ends_with('、') {
        return false;
    }
    let within = |(open, close): &(char, char)| {
        let opened = text.matches(*open).count() + usize::from(context.ends_with(*open));
        opened > text.matches(*close).count()
    };
    if PAIRS.iter().any(within) {
        return false;
    }
    let digits = |c: char| c.is_ascii_digit();
    if !text.contains(digits) {
        return true;
    }
    let continues = context.ends_with(digits) && text.starts_with(digits);
    let numbers = text.split(|c: char| !digits(c)).filter(|number| !number.is_empty());
    let mut years = text.match_indices('年').filter(|(at, _)| text[..*at].ends_with(digits));
    // A year may be foreseen, an amount may not.
    !continues && numbers.clone().all(|number| number.len() == 4) && years.by_ref().count() == numbers.count()
}

/// The `most` continuations that save most together, each beside those before it.
pub fn choose(mut found: Vec<Continuation>, most: usize) -> Offer {
    let alone = |one: &Continuation| one.chance * one.saves as f32;
    found.sort_by(|a, b| alone(b).total_cmp(&alone(a)).then_with(|| a.text.cmp(&b.text)));
    found.truncate(WEIGHED);
    let mut offer = Offer::default();
    while offer.continuations.len() < most {
        let gains = found.iter().map(|one| gain(one, &offer.continuations));
        let best = gains.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((index, gain)) = best.filter(|(_, gain)| *gain > LEAST_GAIN) else { break };
        if offer.continuations.len() < AT_A_GLANCE {
            offer.saving += gain;
        }
        offer.continuations.push(found.swap_remove(index));
    }
    offer
}

/// Keys that an item has to save on average beside the others.
const LEAST_GAIN: f32 = 0.02;

/// Keys that `one` saves on average beside `chosen`: of those that are right, the longest is taken.
fn gain(one: &Continuation, chosen: &[Continuation]) -> f32 {
    let shorter = chosen.iter().filter(|other| one.text.starts_with(&other.text));
    let saved = shorter.map(|other| other.saves).max().unwrap_or(0);
    let longer: Vec<_> = chosen.iter().filter(|other| other.text.starts_with(&one.text)).collect();
    let begins =
        |a: &Continuation, b: &Continuation| a.text.len() < b.text.len() && b.text.starts_with(&a.text);
    // Where a longer one is right as well, this one adds nothing.
    let nearest = longer.iter().filter(|other| !longer.iter().any(|between| begins(between, other)));
    let taken: f32 = nearest.map(|other| other.chance).sum();
    (one.chance - taken).max(0.0) * one.saves.saturating_sub(saved) as f32
}
