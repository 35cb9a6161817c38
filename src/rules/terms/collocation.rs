//! 坚定“四个意识” → 增强“四个意识”

use crate::draft::Line;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::ForbiddenKind;

use super::report;

/// The verb right before a term is one that goes with it.
pub static RULE: Rule = Rule {
    id: "terms/collocation",
    severity: Severity::Warning,
    summary: "固定提法与动词搭配得当",
    why: "“四个意识”用“增强”，“四个自信”用“坚定”，“两个维护”用“做到”，换了动词就不是原来的提法。只看紧接在提法前的动词，隔开的不报。",
    basis: Basis::Corpus("已发布文件中提法与动词的搭配"),
    examples: &[
        Example {
            wrong: "[[坚定“四个意识”]]，[[增强\"四个自信\"]]。",
            right: "增强“四个意识”，坚定“四个自信”。",
        },
        Example {
            wrong: "将“两个维护”郑重写入党章，做“两个确立”的忠诚拥护者，强调“两个确立”的决定性意义，增强“两个维护”的政治自觉。",
            right: "将“两个维护”郑重写入党章，做“两个确立”的忠诚拥护者，强调“两个确立”的决定性意义，增强“两个维护”的政治自觉。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, reference: &Reference, findings: &mut Vec<Finding>) {
    report(line, reference, ForbiddenKind::Collocation, findings);
}
