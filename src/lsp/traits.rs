//! What a client can do, read once from its capabilities.

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    ClientCapabilities, DiagnosticTag, MarkupKind, PositionEncodingKind, ResourceOperationKind,
};

use crate::text::ColumnEncoding;

/// The capabilities of a client that make a difference here.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// What columns count.
    pub columns: ColumnEncoding,
    /// It asks for diagnostics itself.
    pub pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub refreshes: bool,
    /// Related places of a diagnostic are shown.
    pub related: bool,
    /// The code of a diagnostic may carry a link.
    pub code_links: bool,
    /// Text may be marked as not needed.
    pub marks_unnecessary: bool,
    /// The outline may be a tree.
    pub symbol_tree: bool,
    /// Code actions may be more than commands.
    pub action_literals: bool,
    /// The edit of a code action may be handed in later.
    pub resolves_edits: bool,
    /// Edits may name the version that they are for.
    pub versioned_edits: bool,
    /// Edits may create files.
    pub creates_files: bool,
    /// Settings can be asked for.
    pub configuration: bool,
    /// It wants to be asked to tell about changed settings.
    pub registers_configuration: bool,
    /// It can watch files, and without listing every folder of the workspace first: that an editor
    /// shows by knowing relative patterns. Emacs 28 lists them all, and in a large folder stands still
    /// for as long.
    pub watches_files: bool,
    /// It shows the progress of what the server does of itself.
    pub shows_progress: bool,
    /// Completions may have places to fill in.
    pub snippets: bool,
    /// Hovers may be Markdown, and it likes that best.
    pub hover_markdown: bool,
    /// A definition may come with the words that lead to it.
    pub definition_links: bool,
    /// It asks what can be renamed before it renames.
    pub prepares_rename: bool,
    /// It opens published documents under an address of our own and asks for their texts; announced as
    /// `experimental.corpusDocuments`.
    pub opens_published: bool,
    /// Folding ranges that it takes at most.
    pub folds: usize,
    /// It can be told to ask for code lenses again.
    pub refreshes_lenses: bool,
    /// It can be told to ask for inlay hints again.
    pub refreshes_hints: bool,
    /// It can be told to ask for semantic tokens again.
    pub refreshes_tokens: bool,
    /// It has a command of its own that shows the targets as a table.
    pub shows_targets: bool,
}

/// The traits of a client with `capabilities`.
pub fn read(capabilities: &ClientCapabilities) -> Traits {
    let document = capabilities.text_document.clone().unwrap_or_default();
    let workspace = capabilities.workspace.clone().unwrap_or_default();
    let published = document.publish_diagnostics.unwrap_or_default();
    let pulled = document.diagnostic.clone().unwrap_or_default();
    let actions = document.code_action.unwrap_or_default();
    let edits = workspace.workspace_edit.unwrap_or_default();
    let dynamic = |flag: Option<Option<bool>>| flag.flatten().unwrap_or(false);
    let tags = published.tag_support.map(|tags| tags.value_set).unwrap_or_default();
    let window = capabilities.window.clone().unwrap_or_default();
    Traits {
        columns: columns(capabilities),
        shows_progress: window.work_done_progress.unwrap_or(false),
        pulls: document.diagnostic.is_some(),
        refreshes: dynamic(workspace.diagnostics.map(|d| d.refresh_support)),
        related: dynamic(Some(published.related_information.or(pulled.related_information))),
        code_links: dynamic(Some(published.code_description_support.or(pulled.code_description_support))),
        marks_unnecessary: tags.contains(&DiagnosticTag::UNNECESSARY),
        symbol_tree: dynamic(document.document_symbol.map(|s| s.hierarchical_document_symbol_support)),
        action_literals: actions.code_action_literal_support.is_some(),
        resolves_edits: actions.data_support.unwrap_or(false)
            && actions.resolve_support.is_some_and(|r| r.properties.iter().any(|p| p == "edit")),
        versioned_edits: edits.document_changes.unwrap_or(false),
        creates_files: edits
            .resource_operations
            .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
        configuration: workspace.configuration.unwrap_or(false),
        registers_configuration: dynamic(workspace.did_change_configuration.map(|c| c.dynamic_registration)),
        watches_files: workspace.did_change_watched_files.is_some_and(|watching| {
            watching.dynamic_registration == Some(true) && watching.relative_pattern_support == Some(true)
        }),
        snippets: dynamic(
            document.completion.and_then(|c| c.completion_item).map(|item| item.snippet_support),
        ),
        hover_markdown: document
            .hover
            .and_then(|hover| hover.content_format)
            .is_some_and(|formats| formats.first() == Some(&MarkupKind::Markdown)),
        definition_links: dynamic(document.definition.map(|definition| definition.link_support)),
        prepares_rename: dynamic(document.rename.map(|rename| rename.prepare_support)),
        opens_published: offers(capabilities, "corpusDocuments"),
        folds: document.folding_range.and_then(|f| f.range_limit).map_or(usize::MAX, |limit| limit as usize),
        refreshes_lenses: dynamic(workspace.code_lens.map(|l| l.refresh_support)),
        refreshes_hints: dynamic(workspace.inlay_hint.map(|h| h.refresh_support)),
        refreshes_tokens: dynamic(workspace.semantic_tokens.map(|t| t.refresh_support)),
        shows_targets: offers(capabilities, "targetsTable"),
    }
}

/// True for what the client says of itself in the experimental capabilities.
fn offers(capabilities: &ClientCapabilities, what: &str) -> bool {
    capabilities.experimental.as_ref().is_some_and(|experimental| experimental[what] == true)
}

/// Leaves out of a client's capabilities what does not read as the protocol has it: a client is not
/// to be turned away for one odd entry among a hundred.
pub fn leave_out_unreadable(capabilities: &mut Value) {
    let reads = |value: &Value| serde_json::from_value::<ClientCapabilities>(value.clone()).is_ok();
    if reads(capabilities) {
        return;
    }
    let Value::Object(groups) = capabilities else {
        *capabilities = json!({});
        return;
    };
    groups.retain(|name, group| {
        if let Value::Object(entries) = group {
            entries.retain(|key, value| reads(&json!({name: {key: value}})));
        }
        reads(&json!({name: group}))
    });
}

/// The client's first choice of those that are known; UTF-16 when it names none.
fn columns(capabilities: &ClientCapabilities) -> ColumnEncoding {
    let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(ColumnEncoding::Utf8),
        "utf-16" => Some(ColumnEncoding::Utf16),
        "utf-32" => Some(ColumnEncoding::Utf32),
        _ => None,
    };
    offered.into_iter().flatten().find_map(known).unwrap_or(ColumnEncoding::Utf16)
}

/// The protocol's name of a column encoding.
pub fn encoding_kind(columns: ColumnEncoding) -> PositionEncodingKind {
    match columns {
        ColumnEncoding::Utf8 => PositionEncodingKind::UTF8,
        ColumnEncoding::Utf16 => PositionEncodingKind::UTF16,
        ColumnEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}
