//! 空章.

use crate::document::{Document, Role, Section, SectionKind};
use crate::finding::{Finding, Severity};
use crate::rules::{Basis, Check, Example, Rule};

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
    ],
    check: Check::Document(check),
};

fn check(document: &Document, findings: &mut Vec<Finding>) {
    let headings =
        |s: &&Section| s.placed.is_some() && matches!(s.kind, SectionKind::Chapter | SectionKind::Article);
    let sections: Vec<&Section> = document.outline.sections.iter().filter(headings).collect();
    for kind in [SectionKind::Chapter, SectionKind::Article] {
        let of_kind: Vec<&&Section> = sections.iter().filter(|s| s.kind == kind).collect();
        let empty: Vec<&&&Section> = of_kind.iter().filter(|s| is_empty(document, s)).collect();
        // An outline in the making, or a list of names: nothing is missing where nearly nothing is there.
        if empty.len() * 2 > of_kind.len() {
            continue;
        }
        for section in empty {
            let marker = section.marker.as_deref().unwrap_or_default();
            findings.push(Finding::new(section.span, format!("“{marker}{}”之下没有正文。", section.title)));
        }
    }
}

fn is_empty(document: &Document, section: &Section) -> bool {
    let line = section.span.start.line;
    let heading = &document.lines[line];
    let content = section.extent.clone().skip(1).any(|line| document.front.roles[line] == Role::Body);
    section.children.is_empty() && !content && heading.heading_stop.is_none() && !heading.ends_sentence()
}
