//! Questions about a draft: each takes its state before it first waits, and is answered beside the others.

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use crate::finding::Edit;
use crate::lsp::convert;
use crate::lsp::navigation::Asked;
use crate::lsp::session::{Checked, Snapshot};

use super::Server;

impl Server {
    /// The draft as it is now. To be called before a handler first waits.
    pub(super) fn draft(&self, uri: &Uri) -> Result<Snapshot> {
        self.session.snapshot(uri).ok_or_else(|| Error::invalid_params("文稿没有打开"))
    }

    /// The answer of `question` about a state of a draft, `None` for a draft of no concern.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        snapshot: Snapshot,
        question: impl FnOnce(&Snapshot, &Checked) -> Result<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let session = Arc::clone(&self.session);
        let work = tokio::task::spawn_blocking(move || match session.check(&snapshot) {
            Ok(Some(checked)) => question(&snapshot, &checked).map(Some),
            Ok(None) => Ok(None),
            Err(_) => Err(Error::internal_error()),
        });
        work.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    /// As [`ask`](Self::ask), about a place of a draft as it is now.
    pub(super) async fn ask_at<T: Send + 'static>(
        &self,
        at: TextDocumentPositionParams,
        question: impl FnOnce(Asked, crate::text::Position) -> Result<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let snapshot = self.draft(&at.text_document.uri)?;
        let answer = self.ask(snapshot, move |snapshot, checked| {
            question(Asked { snapshot, checked }, place(snapshot, at.position)?)
        });
        answer.await
    }

    /// As [`ask`](Self::ask), for edits to the draft.
    pub(super) async fn edits(
        &self,
        snapshot: Snapshot,
        question: impl FnOnce(&Snapshot, &Checked) -> Result<Vec<Edit>> + Send + 'static,
    ) -> Result<Option<Vec<TextEdit>>> {
        let answer = self.ask(snapshot, |snapshot, checked| {
            question(snapshot, checked).map(|edits| convert::edits(&snapshot.text, &edits, &snapshot.traits))
        });
        answer.await
    }
}

/// The error for a place that is not in the draft.
fn outside() -> Error {
    Error::invalid_params("位置在文稿之外")
}

/// Reads a place, or says that it lies outside.
pub(super) fn place(snapshot: &Snapshot, at: Position) -> Result<crate::text::Position> {
    convert::place(&snapshot.text, at, &snapshot.traits).ok_or_else(outside)
}

/// Reads a stretch, or says that it lies outside.
pub(super) fn span(snapshot: &Snapshot, range: Range) -> Result<crate::text::Span> {
    convert::span(&snapshot.text, range, &snapshot.traits).ok_or_else(outside)
}
