//! The requests that the protocol does not have: what the extension for VS Code and other plugins ask.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{Range, TextDocumentIdentifier};

use crate::features::targets::{self, Row};
use crate::text::Places;

use super::convert;
use super::session::{Checked, Snapshot};

/// `nigao/targets`: the targets of a draft, as [`Targets`].
pub const TARGETS: &str = "nigao/targets";

/// `nigao/reference`: what a draft is held against, as [`Measures`].
pub const REFERENCE: &str = "nigao/reference";

/// Which draft is asked about.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// The draft.
    pub text_document: TextDocumentIdentifier,
}

/// The targets of one state of a draft.
#[derive(Serialize)]
pub struct Targets {
    version: i32,
    targets: Vec<Target>,
}

/// A target with the fields of `nigao targets --format json`, and what a table shows beside them.
#[derive(Serialize)]
struct Target {
    #[serde(flatten)]
    row: Row,
    /// Its place in the client's columns.
    range: Range,
    section: String,
    requirement: String,
}

/// How much a draft is held against.
#[derive(Serialize)]
pub struct Measures {
    documents: usize,
    terms: usize,
}

/// The answer to [`TARGETS`].
pub fn targets(snapshot: &Snapshot, checked: &Checked) -> Targets {
    let draft = &checked.analysis.draft;
    let text = snapshot.text.to_string();
    let rows = targets::rows(&draft.document, &draft.promises, &Places::new(&text));
    let targets = rows.into_iter().zip(&draft.promises.targets).map(|(row, target)| Target {
        range: convert::range(&draft.document, target.span(), &snapshot.traits),
        section: row.section.clone(),
        requirement: row.requirement.clone(),
        row,
    });
    Targets { version: snapshot.version, targets: targets.collect() }
}

/// The answer to [`REFERENCE`].
pub fn measures(checked: &Checked) -> Measures {
    let reference = &checked.reference;
    Measures { documents: reference.corpus.documents().len(), terms: reference.terms.entries.len() }
}
