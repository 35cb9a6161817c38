//! 布署 → 部署

use crate::draft::Line;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::ForbiddenKind;

use super::report;

/// Words that look or sound alike are not taken for each other.
pub static RULE: Rule = Rule {
    id: "terms/confusable",
    severity: Severity::Warning,
    summary: "易混的字词不要用错",
    why: "拼音输入时同音字容易选错，如“部署”误作“布署”、“截至”误作“截止”。只报有定论的写法，两可的异形词不报。",
    basis: Basis::Practice("现代汉语通用的词形"),
    examples: &[
        Example {
            wrong: "人民[[当家做主]]有了制度保障。", right: "人民当家作主有了制度保障。"
        },
        Example {
            wrong: "人民当家作主有了制度保障，报名截止日期另行通知。",
            right: "人民当家作主有了制度保障，报名截止日期另行通知。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, reference: &Reference, findings: &mut Vec<Finding>) {
    report(line, reference, ForbiddenKind::Confusable, findings);
}
