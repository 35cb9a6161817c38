//! 只有单个下级项.

use crate::document::{Document, OrdinalKind, Section};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

/// A list has at least two members.
pub static RULE: Rule = Rule {
    id: "structure/single-child",
    severity: Severity::Info,
    summary: "下级标题至少有两个",
    why: "只有（一）没有（二），分层就没有意义：或者并入上级，或者漏了一项。",
    basis: Basis::Practice("通常有两项以上才分项编号"),
    examples: &[
        Example {
            wrong: "一、总则\n[[（一）]]指导思想。坚持统筹。\n二、任务\n（一）甲。乙。\n（二）丙。丁。",
            right: "一、总则\n（一）指导思想。坚持统筹。\n二、任务\n（一）甲。乙。\n（二）丙。丁。",
        },
        Example {
            wrong: "一、总则\n（一）指导思想。坚持统筹。\n（二）原则。坚持协调。\n二、任务\n（三）甲。乙。",
            right: "一、总则\n（一）指导思想。坚持统筹。\n（二）原则。坚持协调。\n二、任务\n（三）甲。乙。",
        },
        Example {
            wrong: "一、总则\n（一）抓人员；（二）抓经费；（三）抓场地。\n二、任务\n（一）分三步：①摸底；②整改；③验收。",
            right: "一、总则\n（一）抓人员；（二）抓经费；（三）抓场地。\n二、任务\n（一）分三步：①摸底；②整改；③验收。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let sections = &document.outline.sections;
    for section in sections.iter().filter(|section| section.placed.is_some()) {
        let numbered = |&&child: &&usize| sections[child].placed.is_some();
        let mut children = section.children.iter().filter(numbered).map(|&child| &sections[child]);
        let (Some(only), None) = (children.next(), children.next()) else { continue };
        if only.number == Some(1) && !goes_on_in_line(document, only) {
            findings.push(report(only));
        }
    }
}

/// True when the other members stand in the same line: （一）…；（二）….
fn goes_on_in_line(document: &Document, only: &Section) -> bool {
    let series = [OrdinalKind::Circled, OrdinalKind::ParenArabic, OrdinalKind::ParenHan];
    let ordinals = &document.lines[only.span.start.line].ordinals;
    ordinals.iter().any(|ordinal| ordinal.number == 2 && series.contains(&ordinal.kind))
}

fn report(only: &Section) -> Finding {
    let marker = only.marker.as_deref().unwrap_or_default();
    let mut span = only.span;
    span.end.byte = span.start.byte + marker.len();
    Finding::new(span, format!("只有“{marker}”一项，可以并入上级，或者补上其他项。"))
}
