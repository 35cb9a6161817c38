//! The grammar of targets: horizon, quantity, predicate, indicator.

use crate::document::{Document, Paragraph};

/// What one paragraph says in targets, before anything is inherited from what stands around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {}

/// A target, its horizon resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {}

/// Reads the targets that a paragraph states.
pub fn read(paragraph: &Paragraph) -> Vec<Statement> {
    let _ = paragraph;
    Vec::new()
}

/// Resolves what the statements of each line leave to the lines around them.
pub fn resolve<'a>(document: &Document, statements: impl Iterator<Item = &'a [Statement]>) -> Vec<Target> {
    let _ = (document, statements.count());
    Vec::new()
}
