//! 序号: the numbers of headings, series and attachments.

pub mod attachment;
pub mod declared_count;
pub mod duplicate_heading;
pub mod inline_sequence;
pub mod level_order;
pub mod marker_form;
pub mod marker_punctuation;
pub mod ordinal_comma;
pub mod scope;
pub mod sequence;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::document::renumber::Renumbering;
use crate::document::{Document, Level, Placed, Slip};
use crate::finding::{Edit, Edits};
use crate::text::{Span, numeral};

/// How many findings of a rule carry a fix among that many markers. A fix renumbers all that follows, so a
/// text of nothing but slips would get edits without end; the findings left get theirs once these are repaired.
pub(super) fn fixes(markers: usize) -> usize {
    (1_000_000 / markers.max(1)).clamp(1, 100)
}

/// The place of a marker.
pub(super) fn marker_span(document: &Document, item: &Placed) -> Span {
    let line = item.token.paragraph;
    let range = document.lines[line].marker.as_ref().map_or(0..0, |marker| marker.range.clone());
    Span::on_line(line, range)
}

/// The marker as it should be: at its level, with `number`, as wide as it stands.
pub(super) fn written(document: &Document, item: &Placed, number: u32) -> String {
    let paragraph = &document.lines[item.token.paragraph];
    let Some(marker) = &paragraph.marker else { return String::new() };
    if item.level != marker.level {
        return as_wide(document, marker.rewritten(item.level, number));
    }
    let mut text = paragraph.text[marker.range.clone()].to_owned();
    let numeral = marker.numeral.start - marker.range.start..marker.numeral.end - marker.range.start;
    text.replace_range(numeral, &marker.renumbered(&paragraph.text, number));
    text
}

/// The marker rightly written, its number as it stands.
pub(super) fn written_anew(document: &Document, item: &Placed) -> String {
    let marker = document.lines[item.token.paragraph].marker.as_ref();
    as_wide(
        document,
        marker.map_or_else(String::new, |marker| marker.rewritten(item.level, item.token.number)),
    )
}

/// Brackets as wide as those of the document's other markers.
fn as_wide(document: &Document, marker: String) -> String {
    if document.halfwidth_markers {
        marker.replace('（', "(").replace('）', ")")
    } else {
        marker.replace('(', "（").replace(')', "）")
    }
}

/// Edits that set right the number of marker `start` and of all that depends on it, references to
/// them included; and whether there are several. With `close` the gap at `start` is closed.
pub(super) fn renumber_from(
    document: &Arc<Document>,
    renumbering: &Renumbering,
    start: usize,
    close: bool,
) -> (Edits, bool) {
    let right = || renumbering.from(start, close);
    if right().filter(|&(index, number)| is_wrong(document, index, number)).take(2).count() > 1 {
        let document = Arc::clone(document);
        let edits =
            Edits::later(move || renumber(&document, Renumbering::of(&document.reading).from(start, close)));
        return (edits, true);
    }
    let edits = renumber(document, right());
    let several = edits.len() > 1;
    (edits.into(), several)
}

fn is_wrong(document: &Document, index: usize, right: u32) -> bool {
    let item = &document.reading.placed[index];
    item.token.number != right || item.slip == Some(Slip::Level)
}

/// Edits that give markers the numbers that stand beside them, in order.
pub fn renumber(document: &Document, right: impl IntoIterator<Item = (usize, u32)>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut moved = Vec::new();
    for (index, right) in right.into_iter().filter(|&(index, right)| is_wrong(document, index, right)) {
        let item = &document.reading.placed[index];
        let Some(marker) = &document.lines[item.token.paragraph].marker else { continue };
        let line = item.token.paragraph;
        if item.slip == Some(Slip::Level) {
            edits.push(Edit::new(marker_span(document, item), written(document, item, right)));
        } else {
            let numeral = marker.renumbered(&document.lines[line].text, right);
            edits.push(Edit::new(Span::on_line(line, marker.numeral.clone()), numeral));
            moved.push((item.level, item.token.number, right));
        }
    }
    edits.extend(references(document, &moved));
    edits.sort();
    edits
}

/// Edits to the references that name a part whose number changes; only where the old number was
/// borne by one part alone, so that it is sure which one is meant.
fn references(document: &Document, moved: &[(Level, u32, u32)]) -> Vec<Edit> {
    // How many bear the old number, and the first new one.
    let mut targets: FxHashMap<(Level, u32), (usize, u32)> =
        moved.iter().rev().map(|&(level, old, new)| ((level, old), (0, new))).collect();
    if targets.is_empty() {
        return Vec::new();
    }
    for item in &document.reading.placed {
        if let Some((bearers, _)) = targets.get_mut(&(item.level, item.token.number)) {
            *bearers += 1;
        }
    }
    let mut edits = Vec::new();
    for (line, paragraph) in document.body() {
        for reference in &paragraph.references {
            if let Some(&(1, new)) = targets.get(&(reference.level, reference.number)) {
                let chinese =
                    !paragraph.text[reference.numeral.clone()].starts_with(|c: char| c.is_ascii_digit());
                let text = if chinese { numeral::format(new) } else { new.to_string() };
                edits.push(Edit::new(Span::on_line(line, reference.numeral.clone()), text));
            }
        }
    }
    edits
}
