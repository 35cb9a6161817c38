//! Laws of parsing that hold for any text.

mod common;

use std::sync::Arc;

use nigao::document::{Document, Section};
use nigao::text::{Position, Span, Text};
use nigao::{Analysis, Reference, analyze};
use proptest::prelude::*;

/// A place is inside when its line exists and its byte is a character boundary of it.
fn is_inside(document: &Document, at: Position) -> bool {
    match document.lines.get(at.line) {
        Some(line) => line.text.is_char_boundary(at.byte),
        None => at == Position::new(document.lines.len(), 0),
    }
}

fn spans(analysis: &Analysis) -> Vec<Span> {
    let sections = analysis.draft.document.outline.sections.iter().map(|section| section.span);
    let findings = analysis.findings.iter().flat_map(|finding| {
        let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let related = finding.related.iter().map(|(span, _)| *span);
        edits.chain(related).chain([finding.span]).collect::<Vec<_>>()
    });
    sections.chain(findings).collect()
}

/// Everything that must hold of an analysis, whatever the text.
fn check_laws(text: &str) -> Result<(), TestCaseError> {
    let analysis = common::analysis(text);
    let document = &analysis.draft.document;
    prop_assert_eq!(document.lines.len(), Text::from(text).line_count());
    for span in spans(&analysis) {
        prop_assert!(span.start <= span.end, "{span:?}");
        prop_assert!(is_inside(document, span.start) && is_inside(document, span.end), "{span:?}");
    }
    let sections = &document.outline.sections;
    for (index, section) in sections.iter().enumerate() {
        prop_assert!(
            section.extent.start == section.span.start.line && section.extent.end <= document.lines.len()
        );
        prop_assert!(section.extent.start < section.extent.end);
        let inside = |child: &Section| {
            section.extent.start <= child.extent.start && child.extent.end <= section.extent.end
        };
        for &child in &section.children {
            prop_assert!(child > index && sections[child].parent == Some(index));
            prop_assert!(inside(&sections[child]), "{:?} in {:?}", sections[child], section);
        }
    }
    let overlapping = analysis
        .findings
        .iter()
        .flat_map(|f| &f.fixes)
        .find(|fix| fix.edits.windows(2).any(|pair| pair[0].span.end > pair[1].span.start));
    prop_assert!(overlapping.is_none(), "{overlapping:?}");
    Ok(())
}

/// Pieces that drafts are made of, right and wrong ones.
fn pieces() -> impl Strategy<Value = String> {
    let markers = prop::sample::select(vec![
        "一、",
        "二、",
        "三．",
        "四，",
        "（一）",
        "(二)",
        "（三）、",
        "㈣",
        "（—）",
        "1.",
        "2、",
        "3）",
        "（1）",
        "⑵",
        "①",
        "⒊",
        "第一章 ",
        "第二条 ",
        "——",
        "附件1",
        "附件：1.",
        "一是",
        "二是",
        "第一，",
        "首先，",
        "# ",
        "**",
        "> ",
        "廿、",
        "一百零一、",
        "九千九百九十九、",
    ]);
    let texts = prop::sample::select(vec![
        "总体要求",
        "坚持统筹谋划，稳步推进。",
        "实施八大行动",
        "见第（三）条。",
        "（2024年5月13日中国共产党示范市第一届委员会第二次全体会议通过）",
        "中共示范市委关于加强工作的决定",
        "“未闭合",
        "”》）",
        "××",
        "\u{3000}\u{3000}",
        "\u{a0}",
        "\t",
        "𠮷😀",
        "2024年5月13日",
        "来源：本站",
        "。",
        "：",
    ]);
    let ends = prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r", "", ""]);
    (prop::option::of(markers), prop::collection::vec(texts, 0..4), ends)
        .prop_map(|(marker, texts, end)| format!("{}{}{end}", marker.unwrap_or_default(), texts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_unicode_parses(text in "\\PC{0,200}") {
        check_laws(&text)?;
    }

    #[test]
    fn any_sequence_of_markers_parses(pieces in prop::collection::vec(pieces(), 0..60)) {
        check_laws(&pieces.concat())?;
    }

    #[test]
    fn an_edit_gives_what_a_fresh_start_gives(
        pieces in prop::collection::vec(pieces(), 0..30), insert in pieces(), line in 0usize..40, lines in 0usize..4,
    ) {
        let reference = Arc::new(Reference::default());
        let mut text = Text::from(pieces.concat().as_str());
        let before = analyze(&text, &reference, None);
        text.replace(Span { start: Position::new(line, 0), end: Position::new(line + lines, 0) }, &insert);
        let incremental = analyze(&text, &reference, Some(&before));
        let fresh = analyze(&text, &reference, None);
        prop_assert_eq!(incremental.findings, fresh.findings);
        prop_assert_eq!(&incremental.draft.document.outline.sections, &fresh.draft.document.outline.sections);
    }
}

/// Ten megabytes of each kind of load end; benches/parts.rs shows that the time grows with the length.
#[test]
fn long_texts_end() {
    const LENGTH: usize = 10 << 20;
    let repeat = |piece: &str| piece.repeat(LENGTH / piece.len());
    let loads = [
        repeat("一、\n"),
        repeat("（三）总体要求。\n二、任务\n7.内容。\n"),
        repeat("坚持统筹谋划，稳步推进各项工作。"),
        repeat("（"),
        repeat("“"),
        repeat("一是二是三是，第一、第三，①⑨"),
        repeat("八大行动、九大工程、十个方面"),
        repeat("第（三）条"),
    ];
    for load in loads {
        let analysis = common::analysis(&load);
        assert_eq!(analysis.draft.document.lines.len(), Text::from(load.as_str()).line_count());
    }
}
