//! Hovers as the client shows them.

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use crate::features::hover::{Card, hover};
use crate::text::Position;

use super::convert;
use super::session::{Checked, Snapshot};

/// What is said about `at`, in the format that the client likes best.
pub fn at(snapshot: &Snapshot, checked: &Checked, at: Position) -> Option<Hover> {
    let traits = &snapshot.traits;
    let hover = hover(&checked.analysis, &checked.reference, at)?;
    let (kind, written, gap): (_, fn(&Card) -> String, _) = match traits.hover_markdown {
        true => (MarkupKind::Markdown, Card::markdown, "\n---\n\n"),
        false => (MarkupKind::PlainText, Card::plain, "\n"),
    };
    let cards: Vec<String> = hover.cards.iter().map(written).collect();
    let range = convert::range(&checked.analysis.draft.document, hover.span, traits);
    let contents = HoverContents::Markup(MarkupContent { kind, value: cards.join(gap) });
    Some(Hover { contents, range: Some(range) })
}
