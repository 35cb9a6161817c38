//! The methods beside those of the protocol's trait.

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use crate::lsp::{log, own, published};

use super::Server;

impl Server {
    /// `$/setTrace`.
    pub async fn set_trace(&self, params: SetTraceParams) {
        log::set_verbose(params.value != TraceValue::Off);
    }

    /// `window/workDoneProgress/cancel`.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.workspace.cancel(&params.token);
    }

    /// The text of a published document that the client opens.
    pub async fn corpus_document(&self, address: published::Address) -> Result<published::Content> {
        let session = Arc::clone(&self.session);
        let work = tokio::task::spawn_blocking(move || {
            let found = published::content(&address, &session.config.references());
            found.ok_or_else(|| Error::invalid_params("语料中没有这篇文件"))
        });
        work.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    /// [`own::TARGETS`].
    pub async fn targets(&self, params: own::Params) -> Result<Option<own::Targets>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        self.ask(snapshot, |snapshot, checked| Ok(own::targets(snapshot, checked))).await
    }

    /// [`own::REFERENCE`].
    pub async fn reference(&self, params: own::Params) -> Result<Option<own::Measures>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        self.ask(snapshot, |_, checked| Ok(own::measures(checked))).await
    }
}
