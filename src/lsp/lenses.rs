//! Code lenses and inlay hints as the protocol has them.

use tower_lsp::ls_types::{CodeLens, Command, InlayHint, InlayHintTooltip};

use crate::features::{hints, lenses};
use crate::text::Span;

use super::convert;
use super::session::{Checked, Snapshot};

/// The command of the client that opens the table of targets.
const SHOW_TARGETS: &str = "nigao.showTargets";

/// The lenses of a draft, none where they are switched off.
pub fn lenses(snapshot: &Snapshot, checked: &Checked) -> Vec<CodeLens> {
    if !checked.reference.settings.lenses {
        return Vec::new();
    }
    let (analysis, traits) = (&checked.analysis, &snapshot.traits);
    // Editors show a lens only with a command; one without a name does nothing.
    let command = if traits.shows_targets { SHOW_TARGETS } else { "" };
    let lens = |lens: &lenses::Lens| CodeLens {
        range: convert::range(&analysis.draft.document, lens.span, traits),
        command: Some(Command::new(lens.title(), command.to_owned(), None)),
        data: None,
    };
    lenses::lenses(analysis).iter().map(lens).collect()
}

/// The hints in a part of a draft, none where they are switched off.
pub fn hints(snapshot: &Snapshot, checked: &Checked, within: Span) -> Vec<InlayHint> {
    if !checked.reference.settings.hints {
        return Vec::new();
    }
    let analysis = &checked.analysis;
    let hint = |hint: hints::Hint| InlayHint {
        position: convert::position(&analysis.draft.document, hint.at, &snapshot.traits),
        label: hint.label.into(),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.explanation)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    hints::hints(analysis, within).into_iter().map(hint).collect()
}
