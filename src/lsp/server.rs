//! The methods of the protocol: each takes its state before it first waits, asks, and converts.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::features::{folding, format, selection, symbols, typing};
use crate::finding::Edit;
use crate::rules;
use crate::settings::Settings;

use super::actions::{self, Gathering, Order, Task, carry_out, workspace_edit};
use super::config::{Event, file_path, is_settings};
use super::navigation::Asked;
use super::session::{Checked, Session, Snapshot};
use super::traits::{Traits, encoding_kind};
use super::{
    completion, convert, hover, lenses, log, own, publish, published, symbols as headings, tokens, workspace,
};

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

    /// The draft as it is now. To be called before a handler first waits.
    fn draft(&self, uri: &Uri) -> Result<Snapshot> {
        self.session.snapshot(uri).ok_or_else(|| Error::invalid_params("文稿没有打开"))
    }

    /// The answer of `question` about a state of a draft, `None` for a draft of no concern.
    async fn ask<T: Send + 'static>(
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
    async fn ask_at<T: Send + 'static>(
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
    async fn edits(
        &self,
        snapshot: Snapshot,
        question: impl FnOnce(&Snapshot, &Checked) -> Result<Vec<Edit>> + Send + 'static,
    ) -> Result<Option<Vec<TextEdit>>> {
        let answer = self.ask(snapshot, |snapshot, checked| {
            question(snapshot, checked).map(|edits| convert::edits(&snapshot.text, &edits, &snapshot.traits))
        });
        answer.await
    }

    /// Takes settings from the editor and has everything checked anew if they are new.
    fn configure(&self, value: &Value) {
        let (settings, problems) = Settings::from_json(value, &rules::ids());
        for problem in problems {
            tracing::warn!("编辑器设置：{problem}");
        }
        if self.session.config.set_editor(settings) {
            self.refresh();
        }
    }

    /// Has everything shown anew, in the way that the client gets it.
    fn refresh(&self) {
        let traits = self.session.traits();
        let client = self.client.clone();
        tokio::spawn(async move {
            if traits.pulls && traits.refreshes {
                client.workspace_diagnostic_refresh().await.ok();
            }
            if traits.refreshes_lenses {
                client.code_lens_refresh().await.ok();
            }
            if traits.refreshes_hints {
                client.inlay_hint_refresh().await.ok();
            }
            if traits.refreshes_tokens {
                client.semantic_tokens_refresh().await.ok();
            }
        });
        self.session.recheck();
    }

    /// Asks the client for its settings; not to be waited for by a notification, as the answer
    /// comes in behind it.
    fn ask_for_settings(&self) {
        let server = self.clone_handles();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("nigao".to_owned()) };
            if let Ok(answer) = server.client.configuration(vec![item]).await
                && let Some(value) = answer.first()
            {
                server.configure(value);
            }
        });
    }

    /// Shows how far corpora are, and has everything checked anew with those that are there.
    async fn follow_corpora(self, mut events: UnboundedReceiver<Event>) {
        let mut shown = None;
        while let Some(event) = events.recv().await {
            match event {
                Event::Step(step) => {
                    if shown.is_none() && self.session.traits().shows_progress {
                        let token = NumberOrString::String("nigao/corpus".to_owned());
                        if self.client.create_work_done_progress(token.clone()).await.is_ok() {
                            shown = Some(self.client.progress(token, "建立语料").begin().await);
                        }
                    }
                    if let Some(shown) = &shown {
                        shown.report(step.to_string()).await;
                    }
                }
                Event::Ready => {
                    if let Some(shown) = shown.take() {
                        shown.finish().await;
                    }
                    self.refresh();
                }
            }
        }
    }

    fn clone_handles(&self) -> Self {
        Self {
            client: self.client.clone(),
            session: Arc::clone(&self.session),
            workspace: Arc::clone(&self.workspace),
            tokens: Arc::clone(&self.tokens),
            orphaned: Arc::clone(&self.orphaned),
        }
    }

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

    async fn apply(&self, order: Order) -> Result<Option<Value>> {
        let snapshot = self.draft(&order.uri)?;
        if snapshot.version != order.version {
            return Err(Error::content_modified());
        }
        self.apply_task(snapshot, order.task).await
    }

    async fn apply_task(&self, snapshot: Snapshot, task: Task) -> Result<Option<Value>> {
        let edit = self.ask(snapshot, move |snapshot, checked| {
            let edits = carry_out(&task, snapshot, checked);
            Ok((!edits.is_empty()).then(|| workspace_edit(snapshot, &edits)))
        });
        if let Some(Some(edit)) = edit.await? {
            self.client.apply_edit(edit).await?;
        }
        Ok(None)
    }
}

/// The error for a place that is not in the draft.
fn outside() -> Error {
    Error::invalid_params("位置在文稿之外")
}

/// Reads a place, or says that it lies outside.
fn place(snapshot: &Snapshot, at: Position) -> Result<crate::text::Position> {
    convert::place(&snapshot.text, at, &snapshot.traits).ok_or_else(outside)
}

/// Reads a stretch, or says that it lies outside.
fn span(snapshot: &Snapshot, range: Range) -> Result<crate::text::Span> {
    convert::span(&snapshot.text, range, &snapshot.traits).ok_or_else(outside)
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

fn capabilities(traits: &Traits) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let kinds = vec![CodeActionKind::QUICKFIX, actions::KIND_FIX_ALL, actions::KIND_RENUMBER];
    let code_actions = CodeActionOptions {
        code_action_kinds: Some(kinds),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    };
    let on_type = DocumentOnTypeFormattingOptions {
        first_trigger_character: "\n".to_owned(),
        more_trigger_character: None,
    };
    let commands = [actions::FIX_ALL, actions::RENUMBER, actions::APPLY].map(str::to_owned).to_vec();
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    ServerCapabilities {
        position_encoding: Some(encoding_kind(traits.columns)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(completion::options()),
        selection_range_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        document_symbol_provider: Some(OneOf::Left(true)),
        hover_provider: Some(true.into()),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: None,
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        rename_provider: Some(rename_options(traits)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(code_actions.into()),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(on_type),
        execute_command_provider: Some(ExecuteCommandOptions { commands, ..Default::default() }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: None }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(tokens::options().into()),
        diagnostic_provider: traits.pulls.then(pull_options),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// Options may be told only to a client that knows of preparing.
fn rename_options(traits: &Traits) -> OneOf<bool, RenameOptions> {
    match traits.prepares_rename {
        true => OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        false => OneOf::Left(true),
    }
}

fn pull_options() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some(convert::SOURCE.to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
    })
}

/// What the client is asked to tell: changed settings and changed settings files.
fn registrations(traits: &Traits) -> Vec<Registration> {
    let mut wanted = Vec::new();
    if traits.watches_files {
        let options = serde_json::json!({"watchers": [{"globPattern": "**/nigao.toml"}]});
        wanted.push(("workspace/didChangeWatchedFiles", Some(options)));
    }
    if traits.registers_configuration {
        let options = serde_json::json!({"section": "nigao"});
        wanted.push(("workspace/didChangeConfiguration", Some(options)));
    }
    wanted
        .into_iter()
        .map(|(method, register_options)| Registration {
            id: format!("nigao/{method}"),
            method: method.to_owned(),
            register_options,
        })
        .collect()
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

    async fn code_action_resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        let Some(data) = action.data.take() else { return Ok(action) };
        let order: Order =
            serde_json::from_value(data.clone()).map_err(|_| Error::invalid_params("无法识别的操作"))?;
        let snapshot = self.draft(&order.uri)?;
        if snapshot.version != order.version {
            return Err(Error::content_modified());
        }
        let edit = self.ask(snapshot, move |snapshot, checked| {
            Ok(workspace_edit(snapshot, &carry_out(&order.task, snapshot, checked)))
        });
        action.edit = edit.await?;
        action.data = Some(data);
        Ok(action)
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
        let draft = || {
            let uri = actions::draft_argument(&params.arguments);
            uri.ok_or_else(|| Error::invalid_params("缺少文稿的地址")).and_then(|uri| self.draft(&uri))
        };
        match params.command.as_str() {
            actions::FIX_ALL => self.apply_task(draft()?, Task::All).await,
            actions::RENUMBER => self.apply_task(draft()?, Task::Renumber).await,
            actions::APPLY => {
                let order = params.arguments.first().cloned().unwrap_or_default();
                match serde_json::from_value::<Order>(order) {
                    Ok(order) => self.apply(order).await,
                    Err(_) => Err(Error::invalid_params("无法识别的操作")),
                }
            }
            _ => Err(Error {
                code: ErrorCode::InvalidParams, message: "没有这个命令".into(), data: None
            }),
        }
    }
}
