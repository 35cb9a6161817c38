//! Completion as the protocol has it: items with the edit that they make, and their examples on demand.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionOptions, CompletionResponse,
    CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind, TextEdit, Uri,
};

use crate::features::completion::{Item, Kind, Question, complete, examples, opens_paragraph};
use crate::features::place::quotation;
use crate::reference::Reference;
use crate::text::Position;

use super::convert;
use super::session::{Panicked, Session, Snapshot};

/// Characters after which a client asks that does not take them for part of a word. A line break is
/// none: Enter must not be answered by a popup.
const TRIGGERS: [&str; 14] = ["“", "、", "，", "；", "：", "。", "《", "（", "）", "”", ",", ";", ":", ")"];

/// What an item needs to have its examples found later.
#[derive(Serialize, Deserialize)]
struct Origin {
    uri: Uri,
    /// The words before the cursor.
    before: String,
    phrase: String,
}

/// What is offered to clients.
pub fn options() -> CompletionOptions {
    CompletionOptions {
        trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
        resolve_provider: Some(true),
        ..CompletionOptions::default()
    }
}

/// The items at `at`; none for a draft of no concern. The draft is analysed at the start of a paragraph
/// only, where the numbers above matter.
pub fn items(
    session: &Session,
    snapshot: &Snapshot,
    at: Position,
) -> Result<Option<CompletionResponse>, Panicked> {
    let Some(reference) = session.reference(snapshot) else { return Ok(None) };
    let line = snapshot.text.line(at.line);
    let before = line.get(..at.byte).unwrap_or_default();
    let checked = match opens_paragraph(before) {
        true => session.check(snapshot)?,
        false => None,
    };
    let analysis = checked.as_ref().map(|checked| &*checked.analysis);
    let snippets = snapshot.traits.snippets;
    let found = complete(&Question { text: &snapshot.text, at, reference: &reference, analysis, snippets });
    let items = found.iter().enumerate().map(|(index, found)| item(snapshot, before, index, found));
    let list = CompletionList { is_incomplete: true, items: items.collect() };
    Ok(Some(CompletionResponse::List(list)))
}

fn item(snapshot: &Snapshot, before: &str, index: usize, item: &Item) -> CompletionItem {
    let kind = match item.kind {
        Kind::Phrase => CompletionItemKind::TEXT,
        Kind::Term => CompletionItemKind::CONSTANT,
        Kind::Marker => CompletionItemKind::ENUM_MEMBER,
        Kind::Template => CompletionItemKind::SNIPPET,
    };
    let edit = TextEdit::new(convert::range(&snapshot.text, item.span, &snapshot.traits), item.text.clone());
    let nearby = before.char_indices().rev().nth(3).map_or(before, |(at, _)| &before[at..]);
    let origin =
        || Origin { uri: snapshot.uri.clone(), before: nearby.to_owned(), phrase: item.phrase.clone() };
    let has_examples = matches!(item.kind, Kind::Phrase | Kind::Term);
    CompletionItem {
        label: item.label.clone(),
        kind: Some(kind),
        detail: Some(item.detail.clone()),
        sort_text: Some(format!("{index:02}")),
        filter_text: Some(item.filter.clone()),
        insert_text_format: item.is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        data: has_examples.then(|| serde_json::to_value(origin()).ok()).flatten(),
        ..CompletionItem::default()
    }
}

/// The item with two places of the corpus that have it.
pub fn resolved(session: &Session, mut item: CompletionItem) -> CompletionItem {
    let origin = item.data.clone().and_then(|data| serde_json::from_value::<Origin>(data).ok());
    let Some(origin) = origin else { return item };
    let reference = session.snapshot(&origin.uri).and_then(|snapshot| session.reference(&snapshot));
    let quoted = reference.map(|reference| quoted(&reference, &origin)).unwrap_or_default();
    if !quoted.is_empty() {
        let markup = MarkupContent { kind: MarkupKind::PlainText, value: quoted };
        item.documentation = Some(Documentation::MarkupContent(markup));
    }
    item
}

/// Sentences of the corpus, each with where it stands.
fn quoted(reference: &Reference, origin: &Origin) -> String {
    let examples = examples(reference, &origin.before, &origin.phrase);
    let lines = examples.iter().map(|(place, length)| {
        let quotation = quotation(&reference.corpus, place, *length);
        format!("{}\n　　——{}", quotation.sentence, quotation.origin())
    });
    lines.collect::<Vec<_>>().join("\n\n")
}
