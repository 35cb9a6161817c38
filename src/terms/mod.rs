//! The termbase: what its entries say, where a paragraph uses them, and what comes near them.

mod check;
pub mod entry;
mod foreign;
pub mod load;
pub mod matching;
pub mod near;
mod needles;
mod quotation;
mod sheet;
pub mod tbx;
mod xml;

pub use entry::{Entry, Forbidden, ForbiddenKind, Form, FormKind, Quote, Status};
pub use load::Problem;
pub use matching::{Reading, Shuffled, Use, Wrong};
pub use quotation::{Quoting, titles};

use std::sync::{Arc, LazyLock, OnceLock};

use matching::Matcher;

use crate::text::Characters;

/// The reviewed terms that a draft is held against.
#[derive(Clone, Debug, Default)]
pub struct Termbase {
    /// Its entries, in the order of the files.
    pub entries: Vec<Entry>,
    /// Made from the entries when the first line is read.
    matcher: OnceLock<Matcher>,
}

impl Termbase {
    /// A termbase of these entries.
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { entries, ..Self::default() }
    }

    /// The terms that come with nigao; read at first use.
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Termbase>> = LazyLock::new(|| Arc::new(load::embedded()));
        Arc::clone(&EMBEDDED)
    }

    /// What a line says in terms.
    pub fn read(&self, line: &Characters) -> Reading {
        self.matcher.get_or_init(|| Matcher::new(&self.entries)).read(&self.entries, line)
    }
}
