//! The last resort: words of the dictionary that are begun, where little else can be meant.

use crate::text::{is_hanzi, lexicon};

use super::model::Source;
use super::phrase::Continuation;

/// Characters of a word that have to stand there; one begins too many words.
const BEGUN: std::ops::RangeInclusive<usize> = 2..=4;

/// Characters before the cursor that word boundaries are found by.
const AROUND: usize = 10;

/// How often a word of the dictionary is meant where it seems the only one: names and compounds that no
/// dictionary has are as frequent.
const TRUST: f32 = 0.5;

/// The words that are begun at the end of `context`, as continuations.
pub fn words(context: &str) -> Vec<Continuation> {
    let mut run: Vec<char> = context.chars().rev().take_while(|&c| is_hanzi(c)).take(AROUND).collect();
    run.reverse();
    let boundaries = lexicon::boundaries(&run);
    let begun = BEGUN.rev().filter(|&length| length <= run.len()).map(|length| run.len() - length);
    let begun = begun.filter(|start| boundaries.contains(start));
    begun.map(|start| rest(&run[start..])).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The ends of the words that begin with `begun`, by their share among all of them and itself.
fn rest(begun: &[char]) -> Vec<Continuation> {
    let longer = lexicon::longer(begun);
    let share = |cost: f32| (-cost).exp();
    let whole =
        lexicon::cost(begun).map_or(0.0, share) + longer.iter().map(|(_, cost)| share(*cost)).sum::<f32>();
    let ends = longer.into_iter().filter(|(end, _)| end.chars().count() > 1);
    ends.map(|(end, cost)| Continuation::new(end, TRUST * share(cost) / whole, Source::Dictionary)).collect()
}
