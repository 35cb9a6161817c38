//! Code actions and the edits behind them, worked out at once where small and on demand where large.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Command, CreateFile, CreateFileOptions,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::analysis::marked_text;
use crate::features::{accept, actions};
use crate::finding::{Edit, Finding};
use crate::fix;
use crate::text::{Span, Text};

use super::config::Config;
use super::convert;
use super::session::{Checked, Language, Snapshot};
use super::traits::Traits;

/// Command that applies a [`Task`], for clients without code actions of their own.
pub const APPLY: &str = "nigao.apply";
/// Command that applies all safe fixes to a draft.
pub const FIX_ALL: &str = "nigao.fixAll";
/// Command that renumbers a draft.
pub const RENUMBER: &str = "nigao.renumber";

/// Kind of the action that applies all safe fixes.
pub const KIND_FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.nigao");
/// Kind of the action that renumbers the draft.
pub const KIND_RENUMBER: CodeActionKind = CodeActionKind::new("source.renumber.nigao");

/// Fixes with more edits than this are handed in when they are asked for.
const LARGE: usize = 50;

/// Something that can be done to one state of a draft.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Task {
    /// One fix of one finding, by their indices.
    Fix(usize, usize),
    /// All findings of a rule.
    Rule(String),
    /// All safe fixes.
    All,
    /// All numbers.
    Renumber,
}

/// A task and the state of the draft that it is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The draft.
    pub uri: Uri,
    /// The state, by the client's number.
    pub version: i32,
    /// The task.
    pub task: Task,
}

/// The edits of a task.
pub fn carry_out(task: &Task, snapshot: &Snapshot, checked: &Checked) -> Vec<Edit> {
    match task {
        Task::Fix(finding, fix) => {
            let finding = checked.analysis.findings.get(*finding);
            finding.and_then(|found| found.fixes.get(*fix)).map_or_else(Vec::new, |fix| fix.edits.to_vec())
        }
        Task::Rule(rule) => actions::fix_rule(&checked.analysis, rule),
        Task::All => actions::fix_all(&snapshot.text, &checked.reference),
        Task::Renumber => actions::renumber(&checked.analysis),
    }
}

/// A workspace edit with `edits` to the draft.
pub fn workspace_edit(snapshot: &Snapshot, edits: &[Edit]) -> WorkspaceEdit {
    let edits = convert::edits(&snapshot.text, edits, &snapshot.traits);
    to_file(snapshot.uri.clone(), Some(snapshot.version), edits, &snapshot.traits)
}

fn to_file(uri: Uri, version: Option<i32>, edits: Vec<TextEdit>, traits: &Traits) -> WorkspaceEdit {
    if traits.versioned_edits {
        let changes = DocumentChanges::Edits(vec![text_edit(uri, version, edits)]);
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some([(uri, edits)].into()), ..WorkspaceEdit::default() }
    }
}

fn text_edit(uri: Uri, version: Option<i32>, edits: Vec<TextEdit>) -> TextDocumentEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
    TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() }
}

/// Gathers the actions for a stretch of a draft.
pub struct Gathering<'a> {
    /// The draft.
    pub snapshot: &'a Snapshot,
    /// Its analysis.
    pub checked: &'a Checked,
    /// Where settings are written to.
    pub config: &'a Config,
    /// The kinds that the client asks for; all when `None`.
    pub only: Option<&'a [CodeActionKind]>,
}

impl Gathering<'_> {
    /// The actions for `span`, those for single findings first.
    pub fn gather(&self, span: Span) -> Vec<CodeActionOrCommand> {
        let mut gathered = Vec::new();
        if self.wants(&CodeActionKind::QUICKFIX) {
            self.quick_fixes(span, &mut gathered);
        }
        let analysis = &self.checked.analysis;
        if self.wants(&KIND_FIX_ALL) && actions::has_safe_fix(analysis) {
            gathered.push(self.action("修正全文中可放心修正的问题".to_owned(), &KIND_FIX_ALL, Task::All));
        }
        if self.wants(&KIND_RENUMBER) && !actions::renumber(analysis).is_empty() {
            gathered.push(self.action("重排全文序号".to_owned(), &KIND_RENUMBER, Task::Renumber));
        }
        if self.snapshot.traits.action_literals {
            gathered.into_iter().map(CodeActionOrCommand::CodeAction).collect()
        } else {
            gathered.into_iter().filter_map(|action| self.as_command(action)).collect()
        }
    }

    /// True when the client asks for `kind`, or for a kind that it belongs to.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let covers = |asked: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(asked.as_str());
            asked.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.only.is_none_or(|only| only.iter().any(covers))
    }

    fn quick_fixes(&self, span: Span, gathered: &mut Vec<CodeAction>) {
        let analysis = &self.checked.analysis;
        let (mut of_rules, mut ignoring) = (Vec::new(), Vec::new());
        let mut rules: Vec<&str> = Vec::new();
        for finding in actions::findings_at(analysis, span) {
            let index = analysis.findings.iter().position(|other| std::ptr::eq(other, finding));
            for (number, fix) in finding.fixes.iter().enumerate() {
                let task = Task::Fix(index.unwrap_or_default(), number);
                let mut action = self.action(fix.title.clone(), &CodeActionKind::QUICKFIX, task);
                action.is_preferred = actions::is_preferred(finding, fix).then_some(true);
                action.diagnostics = Some(vec![self.diagnostic(finding)]);
                gathered.push(action);
            }
            ignoring.extend(self.ignore(finding));
            if !rules.contains(&finding.rule) {
                rules.push(finding.rule);
                let count = actions::fixable(analysis, finding.rule);
                if count > 1 {
                    let title = format!("全部修正此类问题（{}，{count} 处）", finding.rule);
                    let task = Task::Rule(finding.rule.to_owned());
                    of_rules.push(self.action(title, &CodeActionKind::QUICKFIX, task));
                }
            }
        }
        gathered.extend(of_rules);
        gathered.extend(self.terms(span));
        gathered.extend(ignoring);
    }

    /// Adding what is selected, or what findings about terms mark, to the terms.
    fn terms(&self, span: Span) -> Vec<CodeAction> {
        let analysis = &self.checked.analysis;
        let selected = accept::candidate(&analysis.draft, &self.checked.reference, span);
        let marked =
            actions::findings_at(analysis, span).filter_map(|found| accept::term_of(&analysis.draft, found));
        let mut names: Vec<String> = selected.into_iter().chain(marked).collect();
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names.iter().filter_map(|name| self.add_term(name)).collect()
    }

    fn diagnostic(&self, finding: &Finding) -> tower_lsp::ls_types::Diagnostic {
        convert::diagnostic(&self.snapshot.uri, &self.snapshot.text, finding, &self.snapshot.traits)
    }

    /// An action with its edit, or with an order for it when that is large and may come later.
    fn action(&self, title: String, kind: &CodeActionKind, task: Task) -> CodeAction {
        let small = match &task {
            Task::Fix(finding, fix) => {
                self.checked.analysis.findings[*finding].fixes[*fix].edits.len() <= LARGE
            }
            _ => false,
        };
        let later = self.snapshot.traits.resolves_edits && !small || !self.snapshot.traits.action_literals;
        let edit =
            (!later).then(|| workspace_edit(self.snapshot, &carry_out(&task, self.snapshot, self.checked)));
        let order = Order { uri: self.snapshot.uri.clone(), version: self.snapshot.version, task };
        CodeAction {
            title,
            kind: Some(kind.clone()),
            edit,
            data: later.then(|| json!(order)),
            ..CodeAction::default()
        }
    }

    /// The same action for a client that knows commands only.
    fn as_command(&self, action: CodeAction) -> Option<CodeActionOrCommand> {
        let order = action.data?;
        let command =
            Command { title: action.title, command: APPLY.to_owned(), arguments: Some(vec![order]) };
        Some(CodeActionOrCommand::Command(command))
    }

    /// Accepting a finding: by a comment in Markdown, else by an entry in nigao.toml.
    fn ignore(&self, finding: &Finding) -> Option<CodeAction> {
        let edit = if self.snapshot.language == Language::Markdown {
            let comment = actions::ignore_by_comment(&self.snapshot.text, finding);
            workspace_edit(self.snapshot, &[comment])
        } else {
            self.ignore_in_settings(finding)?
        };
        Some(CodeAction {
            title: format!("忽略此处（{}）", finding.rule),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![self.diagnostic(finding)]),
            edit: Some(edit),
            ..CodeAction::default()
        })
    }

    fn ignore_in_settings(&self, finding: &Finding) -> Option<WorkspaceEdit> {
        let (path, before) = self.config.file_for(self.snapshot.path.as_deref())?;
        let text = marked_text(&self.checked.analysis.draft.document, finding);
        let after = accept::ignore(before.as_deref().unwrap_or_default(), finding.rule, &text)?;
        to_files(&[Written { path, before, after }], &self.snapshot.traits)
    }

    /// Adding `name` to the drafter's terms: to the first file of terms in TOML that the settings name,
    /// or to a new one beside them.
    fn add_term(&self, name: &str) -> Option<CodeAction> {
        let (settings_path, settings) = self.config.file_for(self.snapshot.path.as_deref())?;
        let so_far = settings.as_deref().unwrap_or_default();
        let named = accept::terms_file(so_far);
        let path = settings_path.parent()?.join(named.as_deref().unwrap_or(accept::TERMS_FILE));
        if !self.config.may_name(&settings_path, &path) {
            return None;
        }
        let before = self.config.text(&path);
        let after = accept::add_term(before.as_deref().unwrap_or_default(), name)?;
        let mut written = vec![Written { path, before, after }];
        if named.is_none() {
            let after = accept::name_terms_file(so_far, accept::TERMS_FILE)?;
            written.push(Written { path: settings_path, before: settings, after });
        }
        Some(CodeAction {
            title: format!("加入术语库：{name}"),
            kind: Some(CodeActionKind::QUICKFIX),
            edit: Some(to_files(&written, &self.snapshot.traits)?),
            ..CodeAction::default()
        })
    }
}

/// A file beside the drafts that is to be written.
struct Written {
    path: PathBuf,
    /// What it holds; `None` when it is not there yet.
    before: Option<String>,
    after: String,
}

/// The edit that writes `files`. `None` when one has to be created and the client cannot do so: an edit
/// to a file that is not there is an error in it.
fn to_files(files: &[Written], traits: &Traits) -> Option<WorkspaceEdit> {
    let (mut changes, mut operations) = (HashMap::new(), Vec::new());
    for Written { path, before, after } in files {
        let uri = Uri::from_file_path(path)?;
        if before.is_none() {
            let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
            let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
        }
        let before = Text::from(before.as_deref().unwrap_or_default());
        let edits = fix::difference(&before, &Text::from(after.as_str()));
        let edits = convert::edits(&before, &edits, traits);
        operations.push(DocumentChangeOperation::Edit(text_edit(uri.clone(), None, edits.clone())));
        changes.insert(uri, edits);
    }
    let creates = files.iter().any(|file| file.before.is_none());
    if traits.versioned_edits && (traits.creates_files || !creates) {
        let document_changes = Some(DocumentChanges::Operations(operations));
        return Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() });
    }
    (!creates).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

/// The first argument of a command as the address of a draft: itself, or under `uri`.
pub fn draft_argument(arguments: &[serde_json::Value]) -> Option<Uri> {
    let first = arguments.first()?;
    let uri = first.get("uri").unwrap_or(first);
    serde_json::from_value(uri.clone()).ok()
}
