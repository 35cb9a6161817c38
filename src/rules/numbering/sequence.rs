//! 序号断号、重号、跳号.

use crate::document::renumber::Gaps;
use crate::document::{Document, Resolution, Slip};
use crate::finding::{Finding, Fix, Severity};
use crate::rules::{Basis, Check, Example, Rule};

use super::{marker_span, renumber_from, written};

/// Numbers of one list follow each other.
pub static RULE: Rule = Rule {
    id: "numbering/sequence",
    severity: Severity::Error,
    summary: "同级序号应当连续",
    why: "序号跳号、重号说明有内容遗漏、重复或者移动后没有重排，读者引用条目时也会对不上。\
          （一）是否跨章连续由全文推断，两种写法都可以。",
    basis: Basis::Corpus("五篇语料的 21 个一级序号、74 个二级序号全部连续"),
    examples: &[Example {
        wrong: "一、总体要求\n二、重点任务\n[[四、]]保障措施\n五、组织实施",
        right: "一、总体要求\n二、重点任务\n三、保障措施\n四、组织实施",
    }],
    check: Check::Document(check),
};

/// Fixes renumber all that follows, so a text of nothing but slips would get fixes without end.
const FIXES: usize = 100;

fn check(document: &Document, findings: &mut Vec<Finding>) {
    let placed = &document.reading.placed;
    let slips = placed.iter().enumerate().filter(|(_, item)| item.slip == Some(Slip::Number));
    for (count, (index, item)) in slips.enumerate() {
        let current = written(document, item, item.token.number);
        let right = written(document, item, item.expected);
        let missing = item.resolution == Resolution::Shifted && item.token.number > item.expected;
        let before = item.previous.map(|previous| &placed[previous]);
        let message = match before {
            None => format!("首个序号为“{current}”，应为“{right}”。"),
            Some(before) => {
                let last = written(document, before, before.token.number);
                match item.token.number.cmp(&before.token.number) {
                    std::cmp::Ordering::Equal => format!("序号“{current}”重复，应为“{right}”。"),
                    std::cmp::Ordering::Greater if item.token.number > item.expected => {
                        format!("序号由“{last}”跳到“{current}”，应为“{right}”。")
                    }
                    _ => format!("序号“{current}”排在“{last}”之后，应为“{right}”。"),
                }
            }
        };
        let mut finding = Finding::new(marker_span(document, item), message);
        if let Some(before) = before {
            finding = finding.with_related(marker_span(document, before), "上一个同级序号");
        }
        if count < FIXES {
            let gaps = if missing { Gaps::CloseAt(index) } else { Gaps::Keep };
            let edits = renumber_from(document, index, gaps);
            let title = if edits.len() > 1 {
                format!("改为“{right}”，后文序号顺延")
            } else {
                format!("改为“{right}”")
            };
            // A heading may be missing at a gap; closing it would hide that.
            let fix = if missing { Fix::offered(title, edits) } else { Fix::safe(title, edits) };
            finding = finding.with_fix(fix);
        }
        findings.push(finding);
    }
}
