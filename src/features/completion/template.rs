//! Targets to fill in: after a horizon, and for an indicator with the verb and unit that it usually has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::corpus::Corpus;
use crate::target::Target;

/// Targets of the corpus that are looked at. It bounds the time of an answer.
const TARGETS: usize = 5_000;

/// Indicators that are offered by name after a horizon.
const NAMED: usize = 2;

/// Targets that have to share an indicator or a phrasing before it is taken for usual.
const RECURS: usize = 2;

/// Characters of an indicator.
const INDICATOR: std::ops::RangeInclusive<usize> = 3..=16;

/// A text with places to fill in, in the syntax of snippets, and how it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// How it is shown: 突破…亿元.
    pub label: String,
    /// The snippet: `突破${1:数值}亿元`.
    pub snippet: String,
    /// Targets of the corpus that are phrased so.
    pub uses: usize,
}

/// The templates for what ends at the cursor, where that is a horizon or an indicator.
pub fn after(corpus: &Corpus, before: &str) -> Vec<Template> {
    match after_horizon(before) {
        Some(comma) => of_horizon(corpus, comma),
        None => after_indicator(corpus, before).into_iter().collect(),
    }
}

/// What has to stand between a horizon that ends at the cursor (到2030年 or 到2030年，) and a target.
fn after_horizon(before: &str) -> Option<&'static str> {
    let (words, comma) = match before.strip_suffix(['，', ',']) {
        Some(words) => (words, ""),
        None => (before, "，"),
    };
    let year = words.strip_suffix('年')?;
    let digits = year.len() - year.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let upto = year[..year.len() - digits].ends_with(['到', '至']);
    (digits == 4 && upto).then_some(comma)
}

/// Targets to choose from: indicators that recur, each as it usually is, and any other one.
fn of_horizon(corpus: &Corpus, comma: &str) -> Vec<Template> {
    let phrasings = phrasings(corpus);
    let mut indicators: BTreeMap<&str, usize> = BTreeMap::new();
    for indicator in targets(corpus).filter_map(|target| target.statement.indicator.as_ref()) {
        *indicators.entry(&indicator.text).or_default() += 1;
    }
    let mut recurring: Vec<_> = indicators.into_iter().filter(|(_, uses)| *uses >= RECURS).collect();
    recurring.sort_by_key(|(_, uses)| Reverse(*uses));
    let named = recurring.into_iter().filter_map(|(indicator, _)| {
        let (Phrasing { verb, unit }, uses) =
            usual(corpus, &phrasings, indicator).filter(|(_, uses)| *uses >= RECURS)?;
        Some(Template {
            label: format!("{comma}{indicator}{verb}…{unit}"),
            snippet: format!("{comma}{indicator}{verb}${{1:数值}}{unit}"),
            uses,
        })
    });
    let most_used = phrasings.iter().max_by_key(|(phrasing, uses)| (**uses, phrasing.unit.len()));
    let any = most_used.map(|(Phrasing { verb, unit }, _)| Template {
        label: format!("{comma}…{verb}…{unit}"),
        snippet: format!("{comma}${{1:指标}}${{2:{verb}}}${{3:数值}}${{4:{unit}}}"),
        uses: 0,
    });
    named.take(NAMED).chain(any).collect()
}

/// After an indicator that the corpus has targets for: its usual verb and unit.
fn after_indicator(corpus: &Corpus, before: &str) -> Option<Template> {
    let starts = before.char_indices().rev().map(|(at, _)| at).take(*INDICATOR.end());
    let ends = starts.skip(INDICATOR.start() - 1).map(|start| &before[start..]);
    let indicator = ends.filter(|end| corpus.targets_for(end).next().is_some()).last()?;
    let (Phrasing { verb, unit }, uses) = usual(corpus, &phrasings(corpus), indicator)?;
    Some(Template { label: format!("{verb}…{unit}"), snippet: format!("{verb}${{1:数值}}{unit}"), uses })
}

/// How a value is put: 突破…亿元.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Phrasing<'a> {
    verb: &'a str,
    unit: &'a str,
}

impl<'a> Phrasing<'a> {
    fn of(target: &'a Target) -> Option<Self> {
        let statement = &target.statement;
        let unit = statement.quantity.as_ref()?.unit.as_ref()?;
        Some(Self { verb: &statement.verb.as_ref()?.text, unit: &unit.text })
    }
}

/// The phrasing that `indicator` has most often and its uses; one that nothing else has (连跨…个千亿台阶) is
/// not usual.
fn usual<'a>(
    corpus: &'a Corpus,
    phrasings: &BTreeMap<Phrasing, usize>,
    indicator: &str,
) -> Option<(Phrasing<'a>, usize)> {
    let mut own: BTreeMap<Phrasing, usize> = BTreeMap::new();
    for phrasing in corpus.targets_for(indicator).filter_map(|(_, target)| Phrasing::of(target)) {
        *own.entry(phrasing).or_default() += 1;
    }
    own.retain(|phrasing, _| phrasings.get(phrasing).is_some_and(|uses| *uses >= RECURS));
    own.into_iter().max_by_key(|(phrasing, uses)| (*uses, phrasings[phrasing]))
}

/// How often each phrasing is used.
fn phrasings(corpus: &Corpus) -> BTreeMap<Phrasing<'_>, usize> {
    let mut counts = BTreeMap::new();
    for phrasing in targets(corpus).filter_map(Phrasing::of) {
        *counts.entry(phrasing).or_default() += 1;
    }
    counts
}

fn targets(corpus: &Corpus) -> impl Iterator<Item = &Target> {
    corpus.targets().iter().flatten().take(TARGETS)
}
