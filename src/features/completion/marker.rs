//! At the start of a paragraph: the markers that may come next, and how the corpus goes on after them.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::corpus::{Corpus, folded};
use crate::document::{Level, Marker, Placed};
use crate::features::typing::{goes_on, next_marker};

/// Headings of the corpus that are looked at.
const HEADINGS: usize = 3_000;

/// Ways to open a heading that are offered beside the marker.
const OPENINGS: usize = 2;

/// Headings that have to begin with a word before it is offered.
const RECURS: usize = 3;

/// The markers that may come next on `line`, the likeliest first.
pub fn next(analysis: &Analysis, line: usize) -> Vec<String> {
    let document = &analysis.draft.document;
    let all = &document.reading.placed;
    let above = &all[..all.partition_point(|item| item.token.paragraph < line)];
    let Some(last) = above.len().checked_sub(1) else {
        let written = document.lines[..line.min(document.lines.len())].iter().rfind(|p| !p.is_blank());
        let begun = written.is_some_and(|paragraph| paragraph.ends_sentence());
        return if begun && all.is_empty() { vec![Level::Han.write(1)] } else { Vec::new() };
    };
    let child = heads_a_list(analysis, &above[last]).then(|| first_below(analysis, above, last)).flatten();
    let line_of = std::iter::successors(Some(last), |&index| above[index].parent);
    let siblings = line_of.filter(|&index| !goes_on(all, index)).filter_map(|index| {
        let paragraph = &document.lines[above[index].token.paragraph];
        Some(next_marker(paragraph, paragraph.marker.as_ref()?, &above[index]))
    });
    child.into_iter().chain(siblings).collect()
}

/// True for a heading on a line of its own, whose text is still to come.
fn heads_a_list(analysis: &Analysis, item: &Placed) -> bool {
    let paragraph = &analysis.draft.document.lines[item.token.paragraph];
    paragraph.heading_stop.is_none() || matches!(item.level, Level::Part | Level::Chapter)
}

/// The first marker of a list under the marker at `last`; its number runs on where those lists do.
fn first_below(analysis: &Analysis, above: &[Placed], last: usize) -> Option<String> {
    let document = &analysis.draft.document;
    let level = above[last].level;
    let usual = above.iter().find(|item| item.parent.is_some_and(|parent| above[parent].level == level));
    let below = usual.map(|item| item.level).or(match level {
        Level::Han => Some(Level::ParenHan),
        Level::ParenHan => Some(Level::Arabic),
        Level::Arabic => Some(Level::ParenArabic),
        Level::Part | Level::Chapter => Some(Level::Article),
        _ => None,
    })?;
    let model = above.iter().rev().find(|item| item.level == below);
    let Some((item, paragraph)) = model.map(|item| (item, &document.lines[item.token.paragraph])) else {
        return Some(below.write(1));
    };
    let marker = paragraph.marker.as_ref()?;
    if document.reading.runs_on[below as usize] == Some(true) {
        return Some(next_marker(paragraph, marker, item));
    }
    Some(marker.rewritten(below, 1))
}

/// How headings after `marker` go on in the corpus: whole ones that recur, and first words.
pub fn openings(corpus: &Corpus, marker: &str) -> Vec<String> {
    let Some(asked) = Marker::read(marker, 0) else { return Vec::new() };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let sections = corpus.documents().iter().flat_map(|document| &document.sections);
    for section in sections.take(HEADINGS) {
        let text = corpus.text(section.range.clone());
        let Some(marker) = Marker::read(text, 0).filter(|marker| marker.level == asked.level) else {
            continue;
        };
        let start = section.range.start + marker.text_start;
        let first = (start + 1..section.range.end).find(|&end| corpus.begins_word(end));
        *counts.entry(corpus.text(start..first.unwrap_or(section.range.end))).or_default() += 1;
        if marker.number == asked.number {
            *counts.entry(text[marker.text_start..].trim_end_matches('。')).or_default() += RECURS - 1;
        }
    }
    let mut usual: Vec<_> =
        counts.into_iter().filter(|(text, count)| *count >= RECURS && !text.is_empty()).collect();
    usual.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    usual.iter().take(OPENINGS).map(|(text, _)| format!("{}{text}", folded(marker))).collect()
}
