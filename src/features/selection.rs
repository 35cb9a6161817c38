//! Growing the selection: sentence → paragraph → article → chapter → document.

use crate::analysis::Analysis;
use crate::text::{Position, Span};

use super::{last_written, lines_span};

/// The stretches of text around `at`, from the smallest to the whole document; each one is larger
/// than the one before.
pub fn around(analysis: &Analysis, at: Position) -> Vec<Span> {
    let document = &analysis.draft.document;
    let mut spans = Vec::new();
    if let Some(paragraph) = document.lines.get(at.line) {
        spans.extend(sentence(&paragraph.text, at));
        spans.push(Span::on_line(at.line, paragraph.body.clone()));
        spans.push(Span::on_line(at.line, 0..paragraph.text.len()));
    }
    // Sections stand in order of the text, so the innermost one around the line is the last.
    let sections = &document.outline.sections;
    let mut section = sections.iter().rposition(|section| section.extent.contains(&at.line));
    while let Some(index) = section {
        let extent = sections[index].extent.clone();
        spans.push(lines_span(analysis, extent.start..last_written(analysis, extent) + 1));
        section = sections[index].parent;
    }
    spans.push(lines_span(analysis, 0..document.lines.len()));
    let mut grown: Vec<Span> = Vec::new();
    for span in spans {
        let holds = |inner: &Span| span.start <= inner.start && inner.end <= span.end && *inner != span;
        if span.start <= at && at <= span.end && grown.last().is_none_or(holds) {
            grown.push(span);
        }
    }
    grown
}

/// The sentence around `at`, its stop and closing marks included, blanks before it not.
fn sentence(line: &str, at: Position) -> Option<Span> {
    let ends: Vec<usize> = sentence_ends(line);
    let end = ends.iter().copied().find(|&end| at.byte < end).unwrap_or(line.len());
    let start = ends.iter().copied().take_while(|&before| before < end).last().unwrap_or(0);
    let start =
        start + (line[start..end].len() - line[start..end].trim_start_matches(crate::text::is_blank).len());
    (start < end && start <= at.byte).then(|| Span::on_line(at.line, start..end))
}

fn sentence_ends(line: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, c) in line.char_indices() {
        let closes = matches!(c, '”' | '’' | '）' | '》' | '」');
        let stops = matches!(c, '。' | '！' | '？' | '；');
        if stopped && !closes && !stops {
            ends.push(at);
            stopped = false;
        }
        stopped |= stops;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    #[test]
    fn the_selection_grows_from_the_sentence_to_the_document() {
        let text = Text::from("关于工作的决定\n一、总体\n（一）甲。“内容。”第二句。\n（二）乙。\n二、重点\n");
        let analysis = analyze(&text, &Arc::default(), None);
        let at = Position::new(2, "（一）甲。“内".len());
        let texts: Vec<String> = around(&analysis, at).into_iter().map(|span| text.slice(span)).collect();
        assert_eq!(
            texts[..3],
            ["“内容。”", "（一）甲。“内容。”第二句。", "一、总体\n（一）甲。“内容。”第二句。\n（二）乙。"]
        );
        assert_eq!(texts.len(), 4);
    }
}
