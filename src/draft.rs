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
    /// Reads lines against `reference`.
    ///
    /// All of them go through one reader before the next has its turn: the readers together are more code than
    /// the processor keeps at hand, so that going through them line by line waits for it again and again.
    pub fn read(texts: &[impl AsRef<str>], reference: &Reference) -> Vec<Self> {
        let lines: Vec<_> = texts.iter().map(|text| Characters::of(text.as_ref())).collect();
        let paragraphs: Vec<_> = lines.iter().map(|line| Arc::new(Paragraph::of(line))).collect();
        let terms: Vec<_> = lines.iter().map(|line| reference.terms.read(line)).collect();
        let near: Vec<_> =
            lines.iter().zip(&terms).map(|(line, terms)| near(line, terms, reference)).collect();
        let statements: Vec<_> = paragraphs
            .iter()
            .zip(&lines)
            .map(|(paragraph, line)| target::read_line(paragraph, line))
            .collect();
        let all = paragraphs.into_iter().zip(terms).zip(near).zip(statements);
        let line = |(((paragraph, terms), near), statements)| Self { paragraph, terms, near, statements };
        all.map(line).collect()
    }
}

/// The near misses of a line that uses these terms.
fn near(line: &Characters, terms: &terms::Reading, reference: &Reference) -> Vec<NearMiss> {
    let uses = terms.uses.iter().map(|found| found.range.clone());
    let settled: Vec<_> = uses.chain(terms.wrong.iter().map(|wrong| wrong.range.clone())).collect();
    reference.near.find(line, &settled, near::DOUBTFUL)
}

/// A text, read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its structure.
    pub document: Arc<Document>,
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
        Self { document: Arc::new(document), lines, promises }
    }
}
