//! What a draft promises, as a table: one row for each target, with the names of the contract.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use serde_json::Number;

use crate::document::Document;
use crate::target::{Phrase, Promises, Target};
use crate::text::Places;

/// One target. What it does not have is `None`.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its place, in Unicode scalar values from the start of the text.
    pub span: [usize; 2],
    /// 1-based line.
    pub line: usize,
    /// The words that make it up.
    pub quote: String,
    /// Until when.
    pub horizon: Option<Horizon>,
    /// What is measured.
    pub indicator: Option<String>,
    /// What is to happen to it.
    pub verb: Option<String>,
    /// A word of commitment or degree.
    pub modifier: Option<String>,
    /// How the value is meant.
    pub bound: &'static str,
    /// The value, as the unit has it.
    pub value: Option<Number>,
    /// The unit, as written.
    pub unit: Option<String>,
    /// The value in the base of its unit.
    pub normalized: Option<Normalized>,
    /// The heading that it stands under, with its marker; only tables show it.
    #[serde(skip)]
    pub section: String,
    /// Verb, limits and value in the words of the text: 突破7000亿元; only tables show it.
    #[serde(skip)]
    pub requirement: String,
}

/// Until when, and as which years that was read.
#[derive(Clone, Debug, Serialize)]
pub struct Horizon {
    /// As written.
    pub text: String,
    /// First year of a period.
    pub from: Option<u32>,
    /// Last year.
    pub to: Option<u32>,
}

/// A value in the base of its unit.
#[derive(Clone, Debug, Serialize)]
pub struct Normalized {
    /// The value; `None` where it is too large for a number of JSON.
    pub value: Option<Number>,
    /// The base.
    pub unit: Option<String>,
}

/// The targets of a document, in order of place. `places` are those of its text.
pub fn rows(document: &Document, promises: &Promises, places: &Places) -> Vec<Row> {
    promises.targets.iter().map(|target| row(document, target, places)).collect()
}

fn row(document: &Document, target: &Target, places: &Places) -> Row {
    let (start, end) = places.span(target.span());
    let statement = &target.statement;
    let text = |phrase: &Option<Phrase>| phrase.as_ref().map(|phrase| phrase.text.clone());
    let value = statement.value();
    Row {
        span: [start.offset, end.offset],
        line: start.line,
        quote: places.slice(target.span()).to_owned(),
        horizon: target.horizon.as_ref().map(|resolved| Horizon {
            text: resolved.horizon.text.clone(),
            from: resolved.years.from,
            to: resolved.years.to,
        }),
        indicator: text(&statement.indicator),
        verb: text(&statement.verb),
        modifier: text(&statement.modifier),
        bound: statement.bound.name(),
        value: value.as_ref().and_then(|(value, _)| number(*value)),
        unit: value.and_then(|(_, unit)| unit.map(str::to_owned)),
        normalized: statement.normalized().map(|(value, unit)| Normalized { value: number(value), unit }),
        section: section(document, target.line),
        requirement: requirement(document, target),
    }
}

/// A JSON number: whole where the value is.
fn number(value: Decimal) -> Option<Number> {
    if value.is_integer()
        && let Some(whole) = value.to_i64()
    {
        return Some(whole.into());
    }
    Number::from_f64(value.to_f64()?)
}

/// The heading that a line stands under, with its marker.
fn section(document: &Document, line: usize) -> String {
    let sections = &document.outline.sections;
    let inner = sections.iter().rev().find(|section| section.extent.contains(&line));
    inner.map_or_else(String::new, |section| {
        format!("{}{}", section.marker.as_deref().unwrap_or_default(), section.title)
    })
}

/// Verb, limits and value in the words of the text: 突破7000亿元.
fn requirement(document: &Document, target: &Target) -> String {
    let text = &document.lines[target.line].text;
    let statement = &target.statement;
    let verb = statement.verb.as_ref().map_or("", |verb| verb.text.as_str());
    let Some(quantity) = &statement.quantity else {
        let measure = statement.benchmark.as_ref().map(|benchmark| match verb {
            "同步" => format!("与{}同步", benchmark.text),
            verb => format!("{verb}{}", benchmark.text),
        });
        return measure.unwrap_or_else(|| text[statement.range.clone()].to_owned());
    };
    let limits = statement.limits.iter();
    let start = limits.clone().map(|limit| limit.start).min().unwrap_or(usize::MAX).min(quantity.range.start);
    let end = limits.map(|limit| limit.end).max().unwrap_or(0).max(quantity.range.end);
    let measure = statement.benchmark.as_ref().map_or("", |benchmark| benchmark.text.as_str());
    format!("{verb}{measure}{}", &text[start..end])
}
