//! The law of `analyze`: from the analysis before an edit or from scratch, the result is the same.

use std::sync::Arc;

use nigao::text::{Position, Span, Text};
use nigao::{Analysis, Reference, analyze};
use proptest::prelude::*;

const SEEDS: [&str; 5] = [
    include_str!("../seeds/000_fac739ef5a749b88.txt"),
    include_str!("../seeds/001_430eac15c756f0b6.txt"),
    include_str!("../seeds/002_61cf15ecdb26efa6.txt"),
    include_str!("../seeds/003_f4c9964679fb0e88.txt"),
    include_str!("../seeds/004_7d6e12663b93fd24.txt"),
];

/// Everything that an analysis says, in a form that can be compared.
fn said(analysis: &Analysis) -> (String, String) {
    let document = &analysis.draft.document;
    let promises = &analysis.draft.promises;
    let facts = (&document.front, &document.attachments, &document.reading, &document.outline, promises);
    (format!("{:?}", analysis.findings), format!("{facts:?} {:?}", document.lines))
}

/// An edit: where it begins and how far it reaches, in thousandths of the lines and in bytes, and
/// what is put there.
#[derive(Clone, Debug)]
struct Edit {
    line: usize,
    byte: usize,
    lines: usize,
    new: String,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let pieces = prop::sample::select(vec![
        "",
        "\n",
        "\r\n",
        "\r",
        "一、",
        "（一）",
        "二、重点任务\n",
        "（二）强化保障。",
        "1.",
        "第三条　",
        "——",
        "附件1\n",
        "一是加强领导。二是",
        "八大行动",
        "到2030年，城镇化率达到70%。",
        "主要目标是：\n",
        "<!-- nigao-ignore numbering/sequence -->\n",
        "𠮷",
        "。",
        "“",
        "通过）\n",
    ]);
    let edit = (0usize..1000, 0usize..200, prop::sample::select(vec![0usize, 0, 0, 1, 2, 10]), pieces);
    prop::collection::vec(
        edit.prop_map(|(line, byte, lines, new)| Edit { line, byte, lines, new: new.to_owned() }),
        1..12,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn editing_and_reading_anew_give_the_same(seed in 0usize..SEEDS.len(), edits in edits()) {
        let reference: Arc<Reference> = Arc::default();
        let mut text = Text::from(SEEDS[seed]);
        let mut analysis = analyze(&text, &reference, None);
        for edit in edits {
            let line = edit.line * text.line_count() / 1000;
            let start = Position::new(line, edit.byte);
            let end = if edit.lines == 0 { start } else { Position::new(line + edit.lines, edit.byte / 2) };
            text.replace(Span { start, end }, &edit.new);
            analysis = analyze(&text, &reference, Some(&analysis));
            let fresh = analyze(&text, &reference, None);
            prop_assert_eq!(said(&analysis), said(&fresh));
        }
    }
}

#[test]
fn another_reference_is_not_mixed_with_the_last() {
    let text = Text::from("关于工作的决定\n一、甲\n三、乙\n");
    let before = analyze(&text, &Arc::default(), None);
    let mut reference = Reference::default();
    reference.settings.rules.insert("numbering/sequence".to_owned(), None);
    let after = analyze(&text, &Arc::new(reference), Some(&before));
    let left = after.findings.iter().filter(|finding| finding.rule == "numbering/sequence");
    assert_eq!((before.findings.len() > after.findings.len(), left.count()), (true, 0));
}
