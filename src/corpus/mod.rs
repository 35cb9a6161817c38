//! The published documents that a draft is held against, as one immutable index.

/// What the corpus says.
#[derive(Clone, Debug, Default)]
pub struct Corpus {}
