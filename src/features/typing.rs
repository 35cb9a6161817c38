//! What Enter brings: after （三）… the marker （四）, and nothing where it might be unwelcome.

use crate::analysis::Analysis;
use crate::document::{Level, Marker, Paragraph, Placed};
use crate::finding::Edit;
use crate::text::{Position, Span, is_blank};

/// The edits after a line break was typed that put the cursor at `at`.
///
/// A marker is proposed only under a finished paragraph that carries one (not under a heading on a
/// line of its own, whose text comes next), on an empty line, and not when the list already goes
/// on with that number. A paragraph that is nothing but its marker loses it: a second Enter ends
/// the list.
pub fn after_line_break(analysis: &Analysis, at: Position) -> Vec<Edit> {
    let lines = &analysis.draft.document.lines;
    let Some(above) = at.line.checked_sub(1).and_then(|line| lines.get(line)) else { return Vec::new() };
    let Some(here) = lines.get(at.line).filter(|here| here.text.trim_matches(is_blank).is_empty()) else {
        return Vec::new();
    };
    let placed = &analysis.draft.document.reading.placed;
    let Some(index) = placed.iter().position(|item| item.token.paragraph == at.line - 1) else {
        return Vec::new();
    };
    let Some(marker) = &above.marker else { return Vec::new() };
    if above.text[marker.range.end..].trim_matches(is_blank).is_empty() {
        let start = Position::new(at.line - 1, marker.range.start);
        return vec![Edit::new(Span { start, end: Position::new(at.line, here.text.len()) }, "")];
    }
    let item = &placed[index];
    let heading_alone = above.heading_stop.is_none() || matches!(item.level, Level::Part | Level::Chapter);
    if heading_alone || !above.ends_sentence() || goes_on(placed, index) {
        return Vec::new();
    }
    let mut text = next_marker(above, marker, item);
    if here.text.is_empty() {
        text.insert_str(0, &above.text[..above.body.start]);
    }
    let end = Position::new(at.line, here.text.len());
    vec![Edit::new(Span { start: end, end }, text)]
}

/// True when a marker below already carries the next number of the list.
pub(super) fn goes_on(placed: &[Placed], index: usize) -> bool {
    let item = &placed[index];
    let mut after = placed[index + 1..].iter().take_while(|next| next.level >= item.level);
    after.any(|next| next.level == item.level && next.token.number == item.token.number + 1)
}

/// The marker after `marker`, as wide and in the same hand.
pub(super) fn next_marker(above: &Paragraph, marker: &Marker, item: &Placed) -> String {
    let number = item.token.number + 1;
    if marker.fault.is_some() || item.level != marker.level {
        return marker.rewritten(item.level, number);
    }
    let mut text = above.text[marker.range.clone()].to_owned();
    let numeral = marker.numeral.start - marker.range.start..marker.numeral.end - marker.range.start;
    text.replace_range(numeral, &marker.renumbered(&above.text, number));
    text.push_str(&above.text[marker.range.end..marker.text_start]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, fix, text::Text};
    use std::sync::Arc;

    /// Presses Enter at `|`.
    fn enter(text: &str) -> String {
        let before = text.split('|').next().expect("there is a cursor");
        let line = before.matches('\n').count() + 1;
        let indent = 0;
        let mut text = Text::from(text.replace('|', "\n").as_str());
        let analysis = analyze(&text, &Arc::default(), None);
        let edits = after_line_break(&analysis, Position::new(line, indent));
        fix::apply(&mut text, &edits);
        text.to_string()
    }

    #[test]
    fn the_next_marker_is_proposed() {
        let head = "关于工作的决定\n一、总体要求\n";
        let first = "（一）指导思想。坚持统筹。";
        assert_eq!(enter(&format!("{head}{first}|")), format!("{head}{first}\n（二）"));
        assert_eq!(enter(&format!("{head}　　{first}|")), format!("{head}　　{first}\n　　（二）"));
        assert_eq!(
            enter(&format!("{head}{first}|\n二、重点任务\n")),
            format!("{head}{first}\n（二）\n二、重点任务\n")
        );
        let half = "(一)指导思想。坚持统筹。";
        assert_eq!(enter(&format!("{head}{half}|")), format!("{head}{half}\n(二)"));
    }

    #[test]
    fn nothing_is_proposed_where_it_would_be_in_the_way() {
        for text in [
            "关于工作的决定\n一、总体要求|\n",
            "关于工作的决定\n一、总体要求\n（一）甲。坚持统筹。|\n（二）乙。坚持统筹。",
            "关于工作的决定\n一、总体要求\n（一）甲。坚持|统筹。",
            "关于工作的决定\n|一、总体要求\n",
            "没有序号的段落。|",
        ] {
            assert_eq!(enter(text), text.replace('|', "\n"), "{text}");
        }
    }

    #[test]
    fn a_second_enter_ends_the_list() {
        assert_eq!(enter("决定\n一、总体\n（一）甲。文。\n（二）|"), "决定\n一、总体\n（一）甲。文。\n");
    }
}
