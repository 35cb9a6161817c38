//! The termbase: what its entries say, where a paragraph uses them, and what comes near them.

pub mod entry;
pub mod matching;
pub mod near;

pub use entry::{Entry, Forbidden, ForbiddenKind, Form, FormKind, Quote, Status};
pub use matching::{Reading, Use};

/// The reviewed terms that a draft is held against.
#[derive(Clone, Debug, Default)]
pub struct Termbase {
    /// Its entries, in the order of the files.
    pub entries: Vec<Entry>,
}

impl Termbase {
    /// What `text`, a paragraph's own text, says in terms.
    pub fn read(&self, text: &str) -> Reading {
        let _ = text;
        Reading::default()
    }
}
