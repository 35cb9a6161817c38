//! 序号作用域混用: lists that run on through the chapters and lists that begin again, in one text.

use crate::document::Slip;
use crate::document::renumber::Renumbering;
use crate::draft::Draft;
use crate::finding::{Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

use super::{fixes, marker_span, renumber_from, written};

/// The numbers of a level run on through the text or begin again under every heading, not both.
pub static RULE: Rule = Rule {
    id: "numbering/scope",
    severity: Severity::Error,
    summary: "同一层次的序号，或者全文连续，或者逐章重排，不混用",
    why: "（一）可以贯穿全文连续编号，也可以在每章重新开始，两种写法都有；同一篇里前几章连续、\
          某一章却重新开始，多半是增删章节后漏改。没有条目的章不影响判断。",
    basis: Basis::Corpus("两篇全文连续、两篇逐章重排，没有一篇混用"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）甲。\n（二）乙。\n二、任务\n（三）丙。\n（四）丁。\n三、保障\n[[（一）]]戊。\n（二）己。",
            right: "一、总则\n（一）甲。\n（二）乙。\n二、任务\n（三）丙。\n（四）丁。\n三、保障\n（五）戊。\n（六）己。",
        },
        Example {
            wrong: "一、甲\n（一）子。\n二、乙\n（一）丑。\n（二）寅。\n三、丙\n[[（三）]]卯。\n（四）辰。\n四、丁\n（一）巳。",
            right: "一、甲\n（一）子。\n二、乙\n（一）丑。\n（二）寅。\n三、丙\n（一）卯。\n（二）辰。\n四、丁\n（一）巳。",
        },
        Example {
            wrong: "一、意义\n深刻认识。\n二、任务\n（一）甲。\n（二）乙。\n三、保障\n（一）丙。",
            right: "一、意义\n深刻认识。\n二、任务\n（一）甲。\n（二）乙。\n三、保障\n（一）丙。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let placed = &document.reading.placed;
    let mut earlier = None;
    let mut left = fixes(placed.len());
    let mut renumbering = None;
    for (index, item) in placed.iter().enumerate() {
        if item.opens && item.slip.is_none() {
            earlier = Some(index).filter(|_| item.parent.is_some()).or(earlier);
        }
        if item.slip != Some(Slip::Scope) {
            continue;
        }
        let right = written(document, item, item.expected);
        let current = written(document, item, item.token.number);
        let habit = if item.expected == 1 { "逐章重排" } else { "全文连续" };
        let message = format!("其他部分的同级序号{habit}，此处“{current}”应为“{right}”。");
        let mut finding = Finding::new(marker_span(document, item), message);
        if left > 0 {
            left -= 1;
            let renumbering = renumbering.get_or_insert_with(|| Renumbering::of(&document.reading));
            let (edits, _) = renumber_from(document, renumbering, index, false);
            let title = format!("改为“{right}”，后文序号顺延");
            finding = finding.with_fix(Fix { title, safe: true, edits });
        }
        if let Some(other) = earlier.filter(|&other| placed[other].level == item.level) {
            finding = finding.with_related(marker_span(document, &placed[other]), format!("此处序号{habit}"));
        }
        findings.push(finding);
    }
}
