//! Questions that an editor asks about an analysed text: pure functions, without protocol types.

pub mod accept;
pub mod actions;
pub mod completion;
pub mod definition;
pub mod folding;
pub mod format;
pub mod hints;
pub mod hover;
pub mod lenses;
pub mod links;
pub mod place;
pub mod published;
pub mod references;
pub mod rename;
pub mod selection;
pub mod subject;
pub mod symbols;
pub mod targets;
pub mod tokens;
pub mod typing;
pub mod workspace_symbols;

use crate::analysis::Analysis;
use crate::text::{Position, Span};

/// The end of line `line`, or of the text where it has fewer lines.
fn line_end(analysis: &Analysis, line: usize) -> Position {
    let lines = &analysis.draft.document.lines;
    let line = line.min(lines.len().saturating_sub(1));
    Position::new(line, lines.get(line).map_or(0, |paragraph| paragraph.text.len()))
}

/// Lines `lines`, from the start of the first to the end of the last, without its line end.
fn lines_span(analysis: &Analysis, lines: std::ops::Range<usize>) -> Span {
    let end = line_end(analysis, lines.end.max(lines.start + 1) - 1);
    Span { start: Position::new(lines.start.min(end.line), 0), end }
}

/// The last line of `lines` that is not blank, or the first.
fn last_written(analysis: &Analysis, lines: std::ops::Range<usize>) -> usize {
    let paragraphs = &analysis.draft.document.lines;
    let end = lines.end.min(paragraphs.len());
    (lines.start..end).rev().find(|&line| !paragraphs[line].is_blank()).unwrap_or(lines.start)
}
