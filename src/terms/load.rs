//! Files of terms, read.

use serde::Deserialize;

use super::{Entry, Termbase};

const EMBEDDED: &str = include_str!("../../seeds/terms.toml");

/// A file of terms in TOML.
#[derive(Deserialize)]
struct File {
    term: Vec<Entry>,
}

/// The terms that come with nigao. The tests see to it that nothing is wrong with them.
pub(super) fn embedded() -> Termbase {
    let file: File = toml::from_str(EMBEDDED).expect("the embedded terms can be read");
    Termbase::new(file.term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_terms_are_read() {
        assert!(Termbase::embedded().entries.len() >= 53);
    }
}
