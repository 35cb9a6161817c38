//! 序号断号、重号、跳号.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::document::renumber::Renumbering;
use crate::document::{Document, Placed, Resolution, Slip};
use crate::draft::Draft;
use crate::finding::{Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

use super::{fixes, marker_span, renumber_from, written};

/// Numbers of one list follow each other.
pub static RULE: Rule = Rule {
    id: "numbering/sequence",
    severity: Severity::Error,
    summary: "同级序号应当连续",
    why: "序号跳号、重号说明有内容遗漏、重复或者移动后没有重排，读者引用条目时也会对不上。\
          （一）是否跨章连续由全文推断，两种写法都可以。",
    basis: Basis::Corpus("五篇文件的 21 个一级序号、74 个二级序号全部连续"),
    examples: &[
        Example {
            wrong: "一、甲\n（一）子。丑。\n（二）寅。卯。\n[[（二）]]辰。巳。\n[[三、]]乙\n（一）午。未。\n（二）申。酉。",
            right: "一、甲\n（一）子。丑。\n（二）寅。卯。\n（三）辰。巳。\n二、乙\n（一）午。未。\n（二）申。酉。",
        },
        Example {
            wrong: "一、总体要求\n二、重点任务\n[[四、]]保障措施\n五、组织实施",
            right: "一、总体要求\n二、重点任务\n三、保障措施\n四、组织实施",
        },
        Example {
            wrong: "一、甲\n二、乙\n[[二、]]丙\n三、丁", right: "一、甲\n二、乙\n三、丙\n四、丁"
        },
        Example {
            wrong: "一、甲\n二、乙\n[[二、]]丙\n四、丁", right: "一、甲\n二、乙\n三、丙\n四、丁"
        },
        Example {
            wrong: "（一）甲。\n[[（三）]]乙。\n（二）丙。\n（四）丁。按第（三）条办理。",
            right: "（一）甲。\n（二）乙。\n（三）丙。\n（四）丁。按第（二）条办理。",
        },
        Example {
            wrong: "一、甲\n二、乙\n[[四、]]丙\n五、丁\n三、戊\n六、己",
            right: "一、甲\n二、乙\n三、丙\n四、丁\n五、戊\n六、己",
        },
        Example {
            wrong: "一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n[[（五）]]卯。\n三、丙\n（六）辰。",
            right: "一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n（四）卯。\n三、丙\n（五）辰。",
        },
        Example { wrong: "[[二、]]甲\n三、乙\n四、丙", right: "一、甲\n二、乙\n三、丙" },
        Example {
            wrong: "第一章 总则\n第一条 为了甲。\n第二条 适用乙。\n第二章 职责\n[[第四条]] 丙。",
            right: "第一章 总则\n第一条 为了甲。\n第二条 适用乙。\n第二章 职责\n第三条 丙。",
        },
        Example {
            wrong: "一、甲\n质量第一、效益优先。\n二、乙\n“三、”是引用。",
            right: "一、甲\n质量第一、效益优先。\n二、乙\n“三、”是引用。",
        },
        Example {
            wrong: "一、甲\n（一）子。包括：\n1.丑。\n2.寅。\n（二）卯。包括：\n1.辰。\n二、乙\n（一）巳。",
            right: "一、甲\n（一）子。包括：\n1.丑。\n2.寅。\n（二）卯。包括：\n1.辰。\n二、乙\n（一）巳。",
        },
        Example {
            wrong: "一、甲\n1.子。\n2.丑。\n二、乙\n1.寅。",
            right: "一、甲\n1.子。\n2.丑。\n二、乙\n1.寅。",
        },
        Example {
            wrong: "一、甲\n二、乙\n附件1\n清单\n一、丙\n二、丁",
            right: "一、甲\n二、乙\n附件1\n清单\n一、丙\n二、丁",
        },
        Example {
            wrong: "一、甲\n一、二线城市先行。\n二、乙\n二、三产业融合。\n三、丙",
            right: "一、甲\n一、二线城市先行。\n二、乙\n二、三产业融合。\n三、丙",
        },
        Example {
            wrong: "示范市行动方案\n目录\n一、总体要求\n二、重点任务\n三、保障措施\n一、总体要求\n坚持统筹谋划，稳步推进各项示范工作。\n二、重点任务\n三、保障措施",
            right: "示范市行动方案\n目录\n一、总体要求\n二、重点任务\n三、保障措施\n一、总体要求\n坚持统筹谋划，稳步推进各项示范工作。\n二、重点任务\n三、保障措施",
        },
        Example {
            wrong: "一、任务\n（一）甲。主要任务：1.子；\n2.丑；\n3.寅。\n（二）乙。",
            right: "一、任务\n（一）甲。主要任务：1.子；\n2.丑；\n3.寅。\n（二）乙。",
        },
        Example {
            wrong: "一、任务\n1.甲。乙。\n2.5G网络建设。建成。\n3.12345热线。整合。\n4.15分钟生活圈。完善。",
            right: "一、任务\n1.甲。乙。\n2.5G网络建设。建成。\n3.12345热线。整合。\n4.15分钟生活圈。完善。",
        },
        Example {
            wrong: "第一百二十条 甲应当备案。\n第一百二十一条 乙应当公告。",
            right: "第一百二十条 甲应当备案。\n第一百二十一条 乙应当公告。",
        },
        Example {
            wrong: "一、将第二条修改为：“甲。\n第五条 乙。”\n二、将第六条修改为：“丙。”",
            right: "一、将第二条修改为：“甲。\n第五条 乙。”\n二、将第六条修改为：“丙。”",
        },
        Example {
            wrong: "一、任务\n（一）甲。完成以下任务。\n1.子，丑。\n2.寅，卯。\n同时，抓好其他工作。\n1.辰，巳。\n2.午，未。\n（二）乙。",
            right: "一、任务\n（一）甲。完成以下任务。\n1.子，丑。\n2.寅，卯。\n同时，抓好其他工作。\n1.辰，巳。\n2.午，未。\n（二）乙。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let placed = &document.reading.placed;
    let slips = placed.iter().enumerate().filter(|(_, item)| item.slip == Some(Slip::Number));
    let mut renumbering = None;
    for (count, (index, item)) in slips.enumerate() {
        let mut finding = Finding::new(marker_span(document, item), message(document, item));
        if let Some(before) = item.previous {
            finding = finding.with_related(marker_span(document, &placed[before]), "上一个同级序号");
        }
        if count < fixes(placed.len()) {
            let renumbering = renumbering.get_or_insert_with(|| Renumbering::of(&document.reading));
            finding = finding.with_fix(fix(document, renumbering, index));
        }
        findings.push(finding);
    }
}

fn message(document: &Document, item: &Placed) -> String {
    let current = written(document, item, item.token.number);
    let right = written(document, item, item.expected);
    let Some(before) = item.previous.map(|previous| &document.reading.placed[previous]) else {
        return format!("首个序号为“{current}”，应为“{right}”。");
    };
    let last = written(document, before, before.token.number);
    if heading_missed(item) {
        return format!("“{last}”之后又从“{current}”开始，应为“{right}”，或者此处缺少上一级标题。");
    }
    match item.token.number.cmp(&before.token.number) {
        Ordering::Equal => format!("序号“{current}”重复，应为“{right}”。"),
        Ordering::Greater if item.token.number > item.expected => {
            format!("序号由“{last}”跳到“{current}”，应为“{right}”。")
        }
        _ => format!("序号“{current}”排在“{last}”之后，应为“{right}”。"),
    }
}

/// True where a list begins again in the middle, as it does when the heading above it was lost.
fn heading_missed(item: &Placed) -> bool {
    item.resolution == Resolution::Restarted && item.previous.is_some() && !item.opens
}

/// The fix renumbers what follows. Where something may be missing it would hide that, so there it
/// is only offered.
fn fix(document: &Arc<Document>, renumbering: &Renumbering, index: usize) -> Fix {
    let item = &document.reading.placed[index];
    let gap = item.resolution == Resolution::Shifted && item.token.number > item.expected;
    let missing = gap || heading_missed(item);
    let (edits, several) = renumber_from(document, renumbering, index, missing);
    let right = written(document, item, item.expected);
    let title = if several {
        format!("改为“{right}”，后文序号顺延")
    } else {
        format!("改为“{right}”")
    };
    Fix { title, safe: !missing, edits }
}
