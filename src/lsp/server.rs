//! The methods of the protocol: each takes its state before it first waits, asks, and converts.

mod capabilities;
mod further;
mod orders;
mod questions;
mod settings;

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::features::{folding, format, selection, symbols, typing};

use super::actions::Gathering;
use super::config::{file_path, is_settings};
use super::navigation::Asked;
use super::session::{Session, Snapshot};
use super::{completion, convert, hover, lenses, log, publish, symbols as headings, tokens, workspace};

use capabilities::{capabilities, registrations};
use questions::{place, span};

/// The server, as tower-lsp calls it.
pub struct Server {
    client: Client,
    session: Arc<Session>,
    workspace: Arc<workspace::Cache>,
    tokens: Arc<tokens::Answers>,
    orphaned: Arc<tokio::sync::Notify>,
}

impl Server {
    /// A server on `session`. `orphaned` is told when the client's process is gone.
    pub fn new(client: Client, session: Arc<Session>, orphaned: Arc<tokio::sync::Notify>) -> Self {
        Self { client, session, workspace: Arc::default(), tokens: Arc::default(), orphaned }
    }
}

/// The folders that a client works in.
fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    #[expect(deprecated, reason = "older clients name one folder only")]
    let single = params.root_uri.as_ref().and_then(file_path);
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| file_path(&folder.uri)).collect(),
        None => single.into_iter().collect(),
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let traits = self.session.meet(&params.capabilities);
        log::set_verbose(params.trace.as_ref().is_some_and(|trace| *trace != TraceValue::Off));
        self.session.config.set_roots(roots(&params));
        if let Some(options) = &params.initialization_options {
            self.configure(options);
        }
        if let Some(process) = params.process_id {
            super::watch_process(process, Arc::clone(&self.orphaned));
        }
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        Ok(InitializeResult {
            capabilities: capabilities(&traits),
            server_info: Some(ServerInfo { name: "nigao".to_owned(), version }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let traits = self.session.traits();
        if let Some(events) = self.session.config.listen() {
            tokio::spawn(self.clone_handles().follow_corpora(events));
        }
        let wanted = registrations(&traits);
        if !wanted.is_empty() {
            let client = self.client.clone();
            tokio::spawn(async move { client.register_capability(wanted).await });
        }
        if traits.configuration {
            self.ask_for_settings();
        }
        tracing::info!("nigao {} 已就绪", env!("CARGO_PKG_VERSION"));
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        match file_path(&item.uri).filter(|path| is_settings(path)) {
            Some(path) => {
                self.session.config.set_open(path, Some(item.text.clone()));
                self.session.open(item);
                self.refresh();
            }
            None => {
                self.session.open(item);
                self.session.config.look_again();
            }
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        match self.session.change(&uri, version, &params.content_changes) {
            Ok(true) => {}
            Ok(false) => tracing::warn!("没有打开的文稿有改动，已略过"),
            Err(_) => {
                let message = "编辑器发来的改动超出文稿范围，已略过；请关闭文稿后重新打开";
                tracing::error!("{message}（版本 {version}）");
                let client = self.client.clone();
                tokio::spawn(async move { client.show_message(MessageType::ERROR, message).await });
            }
        }
        if let Some(path) = file_path(&uri).filter(|path| is_settings(path))
            && let Some(snapshot) = self.session.snapshot(&uri)
        {
            self.session.config.set_open(path, Some(snapshot.text.to_string()));
            self.refresh();
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.session.config.look_again();
        // Files of terms count as well, and which they are is known to those who read them.
        let may_matter =
            |path: &PathBuf| path.extension().is_some_and(|kind| kind == "toml" || kind == "tbx");
        if file_path(&params.text_document.uri).as_ref().is_some_and(may_matter) {
            self.refresh();
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.session.close(&uri);
        self.tokens.forget(&uri);
        if let Some(path) = file_path(&uri).filter(|path| is_settings(path)) {
            self.session.config.set_open(path, None);
            self.refresh();
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.session.traits().configuration {
            self.ask_for_settings();
        } else {
            self.configure(params.settings.get("nigao").unwrap_or(&params.settings));
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        for change in params.changes.iter().filter(|change| change.typ == FileChangeType::DELETED) {
            if let Some(path) = file_path(&change.uri) {
                self.session.config.forget(&path);
            }
        }
        self.refresh();
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let paths = |folders: Vec<WorkspaceFolder>| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| file_path(&folder.uri)).collect()
        };
        let removed = paths(params.event.removed);
        let mut roots = self.session.config.roots();
        roots.retain(|root| !removed.contains(root));
        roots.extend(paths(params.event.added));
        self.session.config.set_roots(roots);
        self.refresh();
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let session = Arc::clone(&self.session);
        let work = tokio::task::spawn_blocking(move || publish::diagnostics(&session, &snapshot));
        let items = work.await.ok().flatten().ok_or_else(Error::internal_error)?;
        let result_id = workspace::result_id(&items);
        let report = if params.previous_result_id.as_ref() == Some(&result_id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(result_id),
                    items,
                },
            })
        };
        Ok(report.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let drafts = self.session.snapshots();
        let report = workspace::check(&self.client, &self.session, &self.workspace, drafts, params);
        report.await.map(WorkspaceDiagnosticReportResult::from)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let answer = self.ask(snapshot, |snapshot, checked| {
            let (Snapshot { uri, traits, .. }, text) = (snapshot, &checked.analysis.draft.document);
            let symbols = symbols::symbols(&checked.analysis);
            Ok(if traits.symbol_tree {
                convert::symbol_tree(text, &symbols, traits).into()
            } else {
                convert::symbol_list(uri, text, &symbols, None, traits).into()
            })
        });
        answer.await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let snapshot = self.draft(&at.text_document.uri)?;
        let at = place(&snapshot, at.position)?;
        let session = Arc::clone(&self.session);
        let work = tokio::task::spawn_blocking(move || completion::items(&session, &snapshot, at));
        work.await.ok().and_then(std::result::Result::ok).ok_or_else(Error::internal_error)
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let session = Arc::clone(&self.session);
        let work = tokio::task::spawn_blocking(move || completion::resolved(&session, item));
        work.await.map_err(|_| Error::internal_error())
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let answer = self.ask(snapshot, |snapshot, checked| {
            let folds = folding::folds(&checked.analysis).into_iter().take(snapshot.traits.folds);
            Ok(folds
                .map(|lines| FoldingRange {
                    start_line: *lines.start() as u32,
                    end_line: *lines.end() as u32,
                    ..FoldingRange::default()
                })
                .collect())
        });
        answer.await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let answer = self.ask(snapshot, move |snapshot, checked| {
            let chain = |at: Position| {
                let spans = selection::around(&checked.analysis, place(snapshot, at)?);
                let grown = spans.iter().rev().fold(None, |parent, span| {
                    let range = convert::range(&snapshot.text, *span, &snapshot.traits);
                    Some(Box::new(SelectionRange { range, parent }))
                });
                let nothing = SelectionRange { range: Range::new(at, at), parent: None };
                Ok(grown.map_or(nothing, |chain| *chain))
            };
            params.positions.into_iter().map(chain).collect()
        });
        answer.await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let answer = self.ask_at(params.text_document_position_params, |asked, at| {
            Ok(hover::at(asked.snapshot, asked.checked, at))
        });
        Ok(answer.await?.flatten())
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let answer = self.ask_at(params.text_document_position_params, |asked, at| Ok(asked.definition(at)));
        Ok(answer.await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let with_declaration = params.context.include_declaration;
        let answer = self.ask_at(params.text_document_position, move |asked, at| {
            Ok(asked.references(at, with_declaration))
        });
        answer.await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        self.ask_at(params.text_document_position_params, |asked, at| Ok(asked.highlights(at))).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        self.ask(snapshot, |snapshot, checked| Ok(Asked { snapshot, checked }.links())).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        Ok(self.ask_at(params, |asked, at| Ok(asked.prepare_rename(at))).await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let new = params.new_name;
        self.ask_at(params.text_document_position, move |asked, at| asked.rename(at, &new)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let (session, drafts) = (Arc::clone(&self.session), self.session.snapshots());
        let work = tokio::task::spawn_blocking(move || headings::find(&session, &drafts, &params.query));
        work.await.map(|found| Some(found.into())).map_err(|_| Error::internal_error())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let session = Arc::clone(&self.session);
        let answer = self.ask(snapshot, move |snapshot, checked| {
            let only = params.context.only.as_deref();
            let gathering = Gathering { snapshot, checked, config: &session.config, only };
            Ok(gathering.gather(span(snapshot, params.range)?))
        });
        answer.await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.resolve(action).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let edits =
            self.edits(snapshot, |snapshot, checked| Ok(format::format(&snapshot.text, &checked.reference)));
        edits.await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let edits = self.edits(snapshot, move |snapshot, checked| {
            let span = span(snapshot, params.range)?;
            Ok(format::format_range(&snapshot.text, &checked.reference, span))
        });
        edits.await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let at = params.text_document_position;
        let snapshot = self.draft(&at.text_document.uri)?;
        let edits = self.edits(snapshot, move |snapshot, checked| {
            Ok(typing::after_line_break(&checked.analysis, place(snapshot, at.position)?))
        });
        edits.await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        self.ask(snapshot, |snapshot, checked| Ok(lenses::lenses(snapshot, checked))).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let answer = self.ask(snapshot, move |snapshot, checked| {
            Ok(lenses::hints(snapshot, checked, span(snapshot, params.range)?))
        });
        answer.await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let (snapshot, tokens) = (self.draft(&params.text_document.uri)?, Arc::clone(&self.tokens));
        self.ask(snapshot, move |snapshot, checked| Ok(tokens.full(snapshot, checked).into())).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (snapshot, tokens) = (self.draft(&params.text_document.uri)?, Arc::clone(&self.tokens));
        let answer = self.ask(snapshot, move |snapshot, checked| {
            Ok(tokens.delta(snapshot, checked, &params.previous_result_id))
        });
        answer.await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let snapshot = self.draft(&params.text_document.uri)?;
        let answer = self.ask(snapshot, move |snapshot, checked| {
            Ok(tokens::part(snapshot, checked, span(snapshot, params.range)?).into())
        });
        answer.await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        self.execute(params).await
    }
}
