//! A text with everything that is read from it: paragraphs, terms, targets.

use std::sync::Arc;

use crate::document::{Document, Paragraph};
use crate::reference::Reference;
use crate::target::{self, Promises, Statements};
use crate::terms;
use crate::terms::near::{self, NearMiss};
use crate::text::Characters;

/// One line, with all that its own text says. It is kept as long as the line stays.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text, marker, heading and the like.
    pub paragraph: Arc<Paragraph>,
    /// The terms that it uses.
    pub terms: terms::Reading,
    /// Places that are one slip away from a known text, sure ones and doubtful ones.
    pub near: Vec<NearMiss>,
    /// What it states in numbers, the past included, and its milestones.
    pub statements: Statements,
}

impl Line {
    /// Reads one line against `reference`.
    pub fn read(text: &str, reference: &Reference) -> Self {
        let line = Characters::of(text);
        let paragraph = Arc::new(Paragraph::of(&line));
        let terms = reference.terms.read(&line);
        let uses = terms.uses.iter().map(|found| found.range.clone());
        let settled: Vec<_> = uses.chain(terms.wrong.iter().map(|wrong| wrong.range.clone())).collect();
        let near = reference.near.find(&line, &settled, near::DOUBTFUL);
        let statements = target::read_line(&paragraph, &line);
        Self { paragraph, terms, near, statements }
    }
}

/// A text, read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its structure.
    pub document: Document,
    /// Its lines, as many as the document has.
    pub lines: Vec<Arc<Line>>,
    /// What it promises: targets and milestones with their horizons.
    pub promises: Promises,
}

impl Draft {
    /// Builds what needs neighbours from the facts of the lines.
    pub fn of(lines: Vec<Arc<Line>>) -> Self {
        let document = Document::parse(lines.iter().map(|line| Arc::clone(&line.paragraph)).collect());
        let promises = target::resolve(&document, lines.iter().map(|line| &line.statements));
        Self { document, lines, promises }
    }
}
