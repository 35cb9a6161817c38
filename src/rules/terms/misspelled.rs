//! 一路一带 → 一带一路

use crate::draft::Line;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::ForbiddenKind;

use super::report;

/// Set phrases have all their characters.
pub static RULE: Rule = Rule {
    id: "terms/misspelled",
    severity: Severity::Error,
    summary: "固定提法不能错字、漏字",
    why: "重要提法是固定的，错一个字、漏一个字，意思就变了。术语库逐条记下了常见的错法，对照已发布的文件核过。",
    basis: Basis::Corpus("术语库所列提法与已发布文件的写法"),
    examples: &[
        Example {
            wrong: "深入学习贯彻[[习近平新时代特色社会主义]]思想。",
            right: "深入学习贯彻习近平新时代中国特色社会主义思想。",
        },
        Example { wrong: "共建“[[一路一带]]”。", right: "共建“一带一路”。" },
        Example {
            wrong: "开展资源环境承载能力和[[国土空间开发适应性评价]]。",
            right: "开展资源环境承载能力和国土空间开发适宜性评价。",
        },
        Example {
            wrong: "做实习近平总书记交办的工作，发展新质生产关系，学习《一路一带》。",
            right: "做实习近平总书记交办的工作，发展新质生产关系，学习《一路一带》。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, reference: &Reference, findings: &mut Vec<Finding>) {
    report(line, reference, ForbiddenKind::Misspelled, findings);
}
