//! 空章.

use rustc_hash::FxHashMap;

use crate::document::{Document, Section, SectionKind};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

use super::has_content;

/// Something stands under every heading.
pub static RULE: Rule = Rule {
    id: "structure/empty-section",
    severity: Severity::Warning,
    summary: "标题之下有正文或者下级标题",
    why: "标题后面直接是下一个同级标题，说明正文漏写，或者写到了别处。全是短标题的提纲不提示。",
    basis: Basis::Practice("每个标题之下应有内容"),
    examples: &[
        Example {
            wrong: "一、总体要求\n坚持统筹谋划，稳步推进各项工作。\n[[二、重点任务]]\n三、保障措施\n加强领导，压实责任，确保落实。",
            right: "一、总体要求\n坚持统筹谋划，稳步推进各项工作。\n二、重点任务\n三、保障措施\n加强领导，压实责任，确保落实。",
        },
        Example {
            wrong: "一、意义\n深刻认识重大意义，切实增强责任感。\n二、任务\n（一）甲。乙。\n三、保障\n加强领导。",
            right: "一、意义\n深刻认识重大意义，切实增强责任感。\n二、任务\n（一）甲。乙。\n三、保障\n加强领导。",
        },
        Example {
            wrong: "一、总则\n二、任务\n三、保障\n四、附则",
            right: "一、总则\n二、任务\n三、保障\n四、附则",
        },
        Example {
            wrong: "一、市人民政府可以制定规章。\n二、各级机关应当支持改革。\n三、本决定自公布之日起施行。",
            right: "一、市人民政府可以制定规章。\n二、各级机关应当支持改革。\n三、本决定自公布之日起施行。",
        },
        Example {
            wrong: "一、任务\n（一）抓党建。加强建设。\n（二）抓发展。推动发展。\n（三）抓治理。推动治理。\n二、范围\n（一）各区县政府主要负责人\n（二）市级有关部门主要负责人\n三、要求\n（一）加强领导。压实责任。\n（二）加强督查。严格考核。",
            right: "一、任务\n（一）抓党建。加强建设。\n（二）抓发展。推动发展。\n（三）抓治理。推动治理。\n二、范围\n（一）各区县政府主要负责人\n（二）市级有关部门主要负责人\n三、要求\n（一）加强领导。压实责任。\n（二）加强督查。严格考核。",
        },
        Example {
            wrong: "一、会议时间\n2024年5月13日上午，会期半天。\n二、会议地点：市政府会议室\n三、有关要求\n请提前十分钟入场，会议期间保持安静。",
            right: "一、会议时间\n2024年5月13日上午，会期半天。\n二、会议地点：市政府会议室\n三、有关要求\n请提前十分钟入场，会议期间保持安静。",
        },
        Example {
            wrong: "一、申报条件\n申报单位应当具有独立法人资格，依法经营。\n二、联系电话\n0816-1234567\n三、有关要求\n请按时报送材料，逾期不再受理。\n四、传真\n0816-1234568",
            right: "一、申报条件\n申报单位应当具有独立法人资格，依法经营。\n二、联系电话\n0816-1234567\n三、有关要求\n请按时报送材料，逾期不再受理。\n四、传真\n0816-1234568",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let headings =
        |s: &&Section| s.placed.is_some() && matches!(s.kind, SectionKind::Chapter | SectionKind::Article);
    let sections: Vec<&Section> = document.outline.sections.iter().filter(headings).collect();
    for kind in [SectionKind::Chapter, SectionKind::Article] {
        let of_kind: Vec<&&Section> = sections.iter().filter(|s| s.kind == kind).collect();
        let empty: Vec<&&&Section> = of_kind.iter().filter(|s| is_empty(document, s)).collect();
        // An outline in the making: nothing is missing where nearly nothing is there.
        if empty.len() * 2 > of_kind.len() {
            continue;
        }
        let (all, bare) =
            (count_by_parent(of_kind.iter().copied()), count_by_parent(empty.iter().copied().copied()));
        for section in &empty {
            // Under one heading all are bare, or so many that they are a list of names or contents.
            let count = bare[&section.parent];
            if count == all[&section.parent] || count >= LIST {
                continue;
            }
            let marker = section.marker.as_deref().unwrap_or_default();
            findings.push(Finding::new(section.span, format!("“{marker}{}”之下没有正文。", section.title)));
        }
    }
}

/// So many headings of one list without text are meant to be.
const LIST: usize = 3;

fn count_by_parent<'a>(sections: impl Iterator<Item = &'a &'a Section>) -> FxHashMap<Option<usize>, usize> {
    let mut counts = FxHashMap::default();
    for section in sections {
        *counts.entry(section.parent).or_default() += 1;
    }
    counts
}

fn is_empty(document: &Document, section: &Section) -> bool {
    let heading = &document.lines[section.span.start.line];
    let bare = heading.heading_stop.is_none() && !heading.ends_sentence();
    // “会议地点：市政府会议室” says all in one line.
    bare && !section.title.contains(['：', ':']) && !has_content(document, section)
}
