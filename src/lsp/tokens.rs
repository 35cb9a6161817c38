//! Semantic tokens as the protocol has them: each counted from the one before it, and what has changed since.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit,
    SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    Uri,
};

use crate::features::tokens::{self, Kind};
use crate::text::Span;

use super::session::{Checked, Snapshot};

/// Numbers in the protocol's list that stand for one token.
const FIELDS: usize = 5;

/// The protocol's types by number. They are standard ones, since editors and themes colour no others:
/// all different in the usual themes, and none of them that of plain text.
const TYPES: [(Kind, SemanticTokenType); 5] = [
    (Kind::Marker, SemanticTokenType::KEYWORD),
    (Kind::Heading, SemanticTokenType::CLASS),
    (Kind::Term, SemanticTokenType::ENUM_MEMBER),
    (Kind::Number, SemanticTokenType::NUMBER),
    (Kind::Horizon, SemanticTokenType::STRING),
];

/// What the server offers.
pub fn options() -> SemanticTokensOptions {
    let token_types = TYPES.into_iter().map(|(_, name)| name).collect();
    SemanticTokensOptions {
        legend: SemanticTokensLegend { token_types, token_modifiers: Vec::new() },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    }
}

/// The tokens of `lines`.
fn encoded(snapshot: &Snapshot, checked: &Checked, lines: Range<usize>) -> Vec<SemanticToken> {
    let document = &checked.analysis.draft.document;
    let columns = snapshot.traits.columns;
    let mut encoded = Vec::new();
    // Line and byte of what was encoded last, and the column of that byte.
    let (mut line, mut byte, mut column) = (0, 0, 0);
    for token in tokens::tokens(&checked.analysis, lines) {
        let text = &document.lines[token.line].text;
        let width = |from: usize, to: usize| columns.column(&text[from..to], to - from) as u32;
        let delta_line = (token.line - line) as u32;
        if delta_line > 0 {
            (line, byte, column) = (token.line, 0, 0);
        }
        let start = column + width(byte, token.range.start);
        let before = if delta_line > 0 { 0 } else { column };
        let length = width(token.range.start, token.range.end);
        encoded.push(SemanticToken {
            delta_line,
            delta_start: start - before,
            length,
            token_type: TYPES.iter().position(|(kind, _)| *kind == token.kind).unwrap_or_default() as u32,
            token_modifiers_bitset: 0,
        });
        (byte, column) = (token.range.start, start);
    }
    encoded
}

/// The tokens of the lines that `within` touches.
pub fn part(snapshot: &Snapshot, checked: &Checked, within: Span) -> SemanticTokens {
    let data = encoded(snapshot, checked, within.start.line..within.end.line + 1);
    SemanticTokens { result_id: None, data }
}

/// What each draft was last answered, for the next answer to say no more than what has changed.
#[derive(Default)]
pub struct Answers(Mutex<Given>);

#[derive(Default)]
struct Given {
    count: u64,
    last: HashMap<Uri, SemanticTokens>,
}

impl Answers {
    /// All tokens of a draft.
    pub fn full(&self, snapshot: &Snapshot, checked: &Checked) -> SemanticTokens {
        let data = encoded(snapshot, checked, 0..usize::MAX);
        self.keep(&snapshot.uri, data).1
    }

    /// What has changed since the answer `since`, or everything when that was not the last one.
    pub fn delta(
        &self,
        snapshot: &Snapshot,
        checked: &Checked,
        since: &str,
    ) -> SemanticTokensFullDeltaResult {
        let data = encoded(snapshot, checked, 0..usize::MAX);
        let (before, now) = self.keep(&snapshot.uri, data);
        match before.filter(|before| before.result_id.as_deref() == Some(since)) {
            Some(before) => {
                let edits = edit(&before.data, &now.data).into_iter().collect();
                SemanticTokensDelta { result_id: now.result_id, edits }.into()
            }
            None => now.into(),
        }
    }

    /// Forgets a draft that was closed.
    pub fn forget(&self, uri: &Uri) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last.remove(uri);
    }

    /// Keeps an answer. Gives the one before it, and it with a name of its own.
    fn keep(&self, uri: &Uri, data: Vec<SemanticToken>) -> (Option<SemanticTokens>, SemanticTokens) {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.count += 1;
        let answer = SemanticTokens { result_id: Some(given.count.to_string()), data };
        (given.last.insert(uri.clone(), answer.clone()), answer)
    }
}

/// The one edit that makes `after` of `before`; `None` when they are the same.
fn edit(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (removed, added) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    (!removed.is_empty() || !added.is_empty()).then(|| SemanticTokensEdit {
        start: (head * FIELDS) as u32,
        delete_count: (removed.len() * FIELDS) as u32,
        data: (!added.is_empty()).then(|| added.to_vec()),
    })
}
