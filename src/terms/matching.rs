//! Where a paragraph uses the terms, and where it nearly does.

use std::ops::Range;

/// What one paragraph says in terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Uses of canonical and other forms, in order of place, none overlapping.
    pub uses: Vec<Use>,
}

/// A place where a term is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Index of the entry.
    pub entry: usize,
    /// Its bytes in the paragraph, without quotation marks around it.
    pub range: Range<usize>,
}
