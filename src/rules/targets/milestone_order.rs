//! 2027年基本建成 and 2035年初步建成: a milestone that goes back.

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::target::{Degree, Goal};
use crate::text::Span;

/// What is to be reached grows from 初步 over 基本 to 全面.
pub static RULE: Rule = Rule {
    id: "targets/milestone-order",
    severity: Severity::Warning,
    summary: "里程碑逐步提高：初步、基本、全面",
    why: "到2027年“基本建成”的，到2035年不会只是“初步建成”，多半是年份或程度写反了。“率先”“更高水平”说的不是程度，不参与比较。",
    basis: Basis::Practice("阶段目标通常逐步提高"),
    examples: &[
        Example {
            wrong: "一、目标\n到2027年，基本建成西部经济强市。\n到2035年，[[初步建成西部经济强市]]。",
            right: "一、目标\n到2027年，基本建成西部经济强市。\n到2035年，初步建成西部经济强市。",
        },
        Example {
            wrong: "一、目标\n到2027年，基本建成西部经济强市，率先建成省域副中心。\n到2035年，全面建成西部经济强市。\n到本世纪中叶，建成更高水平的西部经济强市。",
            right: "一、目标\n到2027年，基本建成西部经济强市，率先建成省域副中心。\n到2035年，全面建成西部经济强市。\n到本世纪中叶，建成更高水平的西部经济强市。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let mut steps: Vec<(u32, Degree, &Goal)> = draft.promises.milestones.iter().filter_map(step).collect();
    steps.sort_by_key(|(year, ..)| *year);
    for (index, (year, degree, goal)) in steps.iter().enumerate() {
        let earlier = steps[..index]
            .iter()
            .find(|(before, reached, other)| before < year && reached > degree && same_object(other, goal));
        let Some((before, _, other)) = earlier else { continue };
        let message = format!(
            "{before}年已“{}”，{year}年的“{}”程度反而低，请核对。",
            other.milestone.verb.text, goal.milestone.verb.text
        );
        let span = |goal: &Goal| Span::on_line(goal.line, goal.milestone.range.clone());
        findings.push(Finding::new(span(goal), message).with_related(span(other), "较早的里程碑"));
    }
}

/// Year and degree of a milestone that lies ahead.
fn step(goal: &Goal) -> Option<(u32, Degree, &Goal)> {
    let year = goal.horizon.as_ref()?.years.to?;
    (!goal.milestone.is_past).then_some((year, goal.milestone.degree?, goal))
}

fn same_object(a: &Goal, b: &Goal) -> bool {
    a.milestone.object.text == b.milestone.object.text
}
