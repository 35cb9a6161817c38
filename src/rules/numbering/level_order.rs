//! 层次错用: a marker of the wrong level, or a higher level below a lower one.

use crate::document::renumber::Renumbering;
use crate::document::{Document, Slip};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

use super::{marker_span, written};

/// Markers stand at the level that their form says.
pub static RULE: Rule = Rule {
    id: "numbering/level-order",
    severity: Severity::Warning,
    summary: "层次序数依次为“一、”“（一）”“1.”“（1）”“①”",
    why: "可以从任何一层用起，也可以跳过不用的层次，但用了低层以后不宜回到高层作它的下级；\
          同级的标题用同一种序号。",
    basis: Basis::Recommendation("GB/T 15834—2011 附录B.3.8；GB/T 9704—2012 7.3.3"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）甲。\n[[2.]]乙。\n（三）丙。\n二、任务\n（一）丁。",
            right: "一、总则\n（一）甲。\n（二）乙。\n（三）丙。\n二、任务\n（一）丁。",
        },
        Example {
            wrong: "一、总则\n（一）甲。\n（二）乙。\n[[三、]]丙。\n（四）丁。\n二、任务\n（一）戊。\n三、保障",
            right: "一、总则\n（一）甲。\n（二）乙。\n（三）丙。\n（四）丁。\n二、任务\n（一）戊。\n三、保障",
        },
        Example {
            wrong: "一、总则\n1.甲。\n[[（一）]]子。\n（二）丑。\n2.乙。\n（一）寅。\n二、任务",
            right: "一、总则\n1.甲。\n（一）子。\n（二）丑。\n2.乙。\n（一）寅。\n二、任务",
        },
        Example {
            wrong: "一、总则\n1.甲。\n2.乙。\n二、任务\n（一）丙。\n1.丁。\n2.戊。\n（二）己。",
            right: "一、总则\n1.甲。\n2.乙。\n二、任务\n（一）丙。\n1.丁。\n2.戊。\n（二）己。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let placed = &document.reading.placed;
    if !placed.iter().any(|item| matches!(item.slip, Some(Slip::Level | Slip::Inversion))) {
        return;
    }
    let renumbering = Renumbering::of(&document.reading);
    let right = renumbering.numbers();
    for (index, item) in placed.iter().enumerate() {
        let span = marker_span(document, item);
        match item.slip {
            Some(Slip::Level) => {
                let line = item.token.paragraph;
                let current = &document.lines[line].text[span.start.byte..span.end.byte];
                let marker = written(document, item, right[index]);
                let message = format!("“{current}”的层次有误，从前后序号看应为“{marker}”。");
                let (title, edits) = (format!("改为“{marker}”"), vec![Edit::new(span, marker)]);
                let fix = if enclosed(document, index) {
                    Fix::safe(title, edits)
                } else {
                    Fix::offered(title, edits)
                };
                let mut finding = Finding::new(span, message).with_fix(fix);
                if let Some(previous) = item.previous {
                    finding =
                        finding.with_related(marker_span(document, &placed[previous]), "上一个同级序号");
                }
                findings.push(finding);
            }
            Some(Slip::Inversion) => {
                let (above, below) =
                    (item.parent.map(|p| placed[p].level.write(1)).unwrap_or_default(), item.level.write(1));
                let message = format!("“{below}”的层次高于“{above}”，一般不作它的下级。");
                findings.push(Finding::new(span, message));
            }
            _ => {}
        }
    }
}

/// The next marker of a list is looked for among so many; texts of nothing but slips stay cheap.
const NEAR: usize = 1000;

/// True when the numbers before and after it at its level leave just this place for it.
fn enclosed(document: &Document, index: usize) -> bool {
    let placed = &document.reading.placed;
    let number = placed[index].token.number;
    let before =
        placed[index].previous.map_or(number == 1, |previous| placed[previous].token.number + 1 == number);
    let after = placed[index + 1..].iter().take(NEAR).find(|item| item.previous == Some(index));
    before && after.is_some_and(|item| item.token.number == number + 1)
}
