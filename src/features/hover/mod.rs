//! What can be said about the words at a place: what is wrong with them, what they mean, how they are read.

mod card;
mod count;
mod finding;
mod link;
mod marker;
mod target;
mod term;

use crate::analysis::Analysis;
use crate::corpus::Document as Published;
use crate::reference::Reference;
use crate::text::{Position, Span};

use super::{links, subject};

pub use card::Card;

/// What is said about the words at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The smallest stretch of words that all of it is about.
    pub span: Span,
    /// What is said, the most urgent first.
    pub cards: Vec<Card>,
}

/// What can be said about `at`: findings, then what the words lead to or stand for, then the target that
/// they are part of, the count, the marker.
pub fn hover(analysis: &Analysis, reference: &Reference, at: Position) -> Option<Hover> {
    let draft = &analysis.draft;
    let mut said: Vec<(Span, Card)> = finding::cards(analysis, at);
    if let Some(link) = links::link_at(draft, reference, at) {
        said.push((link.span, link::card(draft, &link)));
    }
    let mention = subject::mention(draft, at);
    said.extend(mention.and_then(|mention| term::card(draft, reference, &mention)));
    said.extend(target::card(draft, reference, at));
    said.extend(count::card(draft, at));
    said.extend(marker::card(draft, at));
    let span = said.iter().map(|(span, _)| *span).min_by_key(|span| {
        let lines = span.end.line - span.start.line;
        (lines, if lines == 0 { span.end.byte - span.start.byte } else { 0 })
    })?;
    Some(Hover { span, cards: said.into_iter().map(|(_, card)| card).collect() })
}

/// Characters of a quotation or a title; more is not read at a glance.
const GLANCE: usize = 36;

/// `text` up to [`GLANCE`] characters.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(GLANCE) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A published document as it is cited: 《标题》.
fn cited(document: &Published) -> String {
    let title: Vec<&str> = document.title.split_whitespace().collect();
    match title.is_empty() {
        true => document.name.clone(),
        false => format!("《{}》", shortened(&title.join(" "))),
    }
}
