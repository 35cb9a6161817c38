//! What the server can do, as the client is told, and what the client is asked to tell.

use tower_lsp::ls_types::*;

use crate::lsp::traits::{Traits, encoding_kind};
use crate::lsp::{actions, completion, convert, tokens};

/// What the server can do for a client of these traits.
pub(super) fn capabilities(traits: &Traits) -> ServerCapabilities {
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
pub(super) fn registrations(traits: &Traits) -> Vec<Registration> {
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
