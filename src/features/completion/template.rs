//! Targets to fill in: after a horizon, and for an indicator with the verb and unit that it usually has.

use std::collections::BTreeMap;

use crate::corpus::Corpus;

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

/// The template for what ends at the cursor, where that is a horizon or an indicator.
pub fn after(corpus: &Corpus, before: &str) -> Option<Template> {
    indicator(corpus, before).or_else(|| horizon(before))
}

/// After 到2030年 or 到2030年，: an indicator, a verb and a value.
fn horizon(before: &str) -> Option<Template> {
    let (words, comma) = match before.strip_suffix(['，', ',']) {
        Some(words) => (words, ""),
        None => (before, "，"),
    };
    let year = words.strip_suffix('年')?;
    let digits = year.len() - year.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let upto = year[..year.len() - digits].ends_with(['到', '至']);
    (digits == 4 && upto).then(|| Template {
        label: format!("{comma}…达到…亿元"),
        snippet: format!("{comma}${{1:指标}}${{2:达到}}${{3:数值}}${{4:亿元}}"),
        uses: 0,
    })
}

/// After an indicator that the corpus has targets for: its usual verb and unit.
fn indicator(corpus: &Corpus, before: &str) -> Option<Template> {
    let starts = before.char_indices().rev().map(|(at, _)| at).take(*INDICATOR.end());
    let ends = starts.skip(INDICATOR.start() - 1).map(|start| &before[start..]);
    let mut usual: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let longest = ends.filter(|end| corpus.targets_for(end).next().is_some()).last()?;
    for (_, target) in corpus.targets_for(longest) {
        let statement = &target.statement;
        let unit = statement.quantity.as_ref().and_then(|quantity| quantity.unit.as_ref());
        if let (Some(verb), Some(unit)) = (&statement.verb, unit) {
            *usual.entry((&verb.text, &unit.text)).or_default() += 1;
        }
    }
    let ((verb, unit), uses) = usual.into_iter().max_by_key(|(_, uses)| *uses)?;
    Some(Template { label: format!("{verb}…{unit}"), snippet: format!("{verb}${{1:数值}}{unit}"), uses })
}
