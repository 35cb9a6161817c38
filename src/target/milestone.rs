//! Milestones without a number: 基本建成现代化经济强省.

use std::ops::Range;

use crate::text::is_blank;

use super::scan::{Anchor, Kind};
use super::sentence::Context;
use super::{Degree, Milestone, Phrase, clause};

/// Verbs of completion.
const VERBS: [&str; 8] = ["建成", "实现", "形成", "建立", "构建", "完成", "创建", "确立"];
/// Words of degree and manner before them.
const DEGREES: [(&str, Option<Degree>); 8] = [
    ("初步", Some(Degree::Initial)),
    ("基本", Some(Degree::Basic)),
    ("全面", Some(Degree::Full)),
    ("率先", None),
    ("如期", None),
    ("同步", None),
    ("高质量", None),
    ("成功", None),
];

/// The milestone of a clause, if it states one.
pub(super) fn read(
    source: &clause::Source,
    clause: Range<usize>,
    anchors: &[Anchor],
    context: &Context,
) -> Option<Milestone> {
    let anchor = anchors
        .iter()
        .filter(|anchor| anchor.kind == Kind::Degree)
        .find(|anchor| verb(source.text, anchor.start, clause.end).is_some())?;
    let (verb, degree) = verb(source.text, anchor.start, clause.end)?;
    // A plain 建成 is a milestone only where it says until when.
    if degree.is_none() && context.horizon.is_none() || source.is_enclosed(anchor.start) {
        return None;
    }
    let trim = |range: Range<usize>| {
        let words = &source.text[range.clone()];
        let start = range.end - words.trim_start_matches(is_blank).len();
        start..start + words.trim_matches(is_blank).len()
    };
    let behind = trim(verb.range.end..clause.end);
    let object = if behind.is_empty() { source.subject(clause.start..verb.range.start) } else { behind };
    if object.len() < "强省".len() {
        return None;
    }
    let range = verb.range.start.min(object.start)..verb.range.end.max(object.end);
    Some(Milestone {
        range,
        degree,
        verb,
        object: Phrase { text: source.text[object.clone()].to_owned(), range: object },
        horizon: context.horizon.clone(),
        is_past: context.past,
    })
}

/// The verb with its words of degree at `at`; the last degree counts (率先基本建成).
fn verb(text: &str, at: usize, end: usize) -> Option<(Phrase, Option<Degree>)> {
    let mut stop = at;
    let mut degree = None;
    while let Some((word, named)) = DEGREES.iter().find(|(word, _)| text[stop..end].starts_with(word)) {
        stop += word.len();
        degree = named.or(degree);
    }
    let verb = VERBS.iter().find(|verb| text[stop..end].starts_with(**verb))?;
    let range = at..stop + verb.len();
    Some((Phrase { text: text[range.clone()].to_owned(), range }, degree))
}
