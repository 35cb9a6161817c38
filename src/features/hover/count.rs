//! A declared count and what it counts.

use std::ops::Range;

use crate::document::Document;
use crate::document::tally::{Listed, Tally, tallies};
use crate::draft::Draft;
use crate::features::subject::touching;
use crate::text::{Position, Span};

use super::Card;

/// The count at `at`, when it binds to a list.
pub fn card(draft: &Draft, at: Position) -> Option<(Span, Card)> {
    let document = &draft.document;
    touching(draft, at, |at| {
        let counts = &document.lines.get(at.line)?.counts;
        let count = counts.iter().find(|count| count.range.contains(&at.byte))?;
        let tallies = tallies(document);
        let tally = tallies.iter().find(|tally| tally.line == at.line && tally.count.range == count.range)?;
        let mut card = Card::new(words(document, tally));
        card.say("写明", format!("{}项", count.number));
        card.say("实有", format!("{}列了{}项", tally.listed.label(), tally.actual));
        Some((Span::on_line(at.line, count.range.clone()), card))
    })
}

/// The words of the first count in `lines` that counts the sections below.
pub fn declared(document: &Document, lines: Range<usize>) -> Option<String> {
    let found = tallies(document);
    let below = found.iter().find(|tally| tally.listed == Listed::Below && lines.contains(&tally.line));
    below.map(|tally| format!("“{}”", words(document, tally)))
}

fn words<'a>(document: &'a Document, tally: &Tally) -> &'a str {
    &document.lines[tally.line].text[tally.count.range.clone()]
}
