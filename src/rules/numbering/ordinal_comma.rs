//! 第一、→ 第一，

use crate::document::OrdinalKind;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// 第一, 首先 are followed by a comma.
pub static RULE: Rule = Rule {
    id: "numbering/ordinal-comma",
    severity: Severity::Warning,
    summary: "“第一”“首先”等序次语后用逗号",
    why: "“第”字头的序次语和“首先”“其次”后用逗号，不用顿号。“质量第一、效益优先”里的“第一”不是序次语。",
    basis: Basis::Standard("GB/T 15834—2011 附录B.3.1"),
    examples: &[
        Example {
            wrong: "要做到：第一[[、]]抓落实。", right: "要做到：第一，抓落实。"
        },
        Example { wrong: "首先[[、]]提高认识。", right: "首先，提高认识。" },
        Example { wrong: "第一[[、]]抓落实,见实效。", right: "第一,抓落实,见实效。" },
        Example {
            wrong: "坚持质量第一、效益优先。", right: "坚持质量第一、效益优先。"
        },
        Example {
            wrong: "第一、第二产业加快发展。", right: "第一、第二产业加快发展。"
        },
        Example {
            wrong: "坚持开放第一引擎、创新第一动力。", right: "坚持开放第一引擎、创新第一动力。"
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let paragraph = &line.paragraph;
    let ordinals =
        paragraph.ordinals.iter().filter(|o| matches!(o.kind, OrdinalKind::Word | OrdinalKind::Adverb));
    for ordinal in ordinals {
        let Some(mark) = ordinal.mark.clone().filter(|mark| &paragraph.text[mark.clone()] == "、") else {
            continue;
        };
        let word = &paragraph.text[ordinal.range.clone()];
        let comma = if paragraph.text.contains(',') && !paragraph.text.contains('，') { "," } else { "，" };
        let span = Span::on_line(0, mark);
        findings.push(
            Finding::new(span, format!("序次语“{word}”后用逗号，不用顿号。"))
                .with_fix(Fix::safe("改为逗号", vec![Edit::new(span, comma)])),
        );
    }
}
