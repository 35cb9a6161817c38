//! 章标题末尾的标点.

use std::collections::HashSet;

use crate::document::{Document, Level, Placed, Section};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// A heading on a line of its own ends without a mark.
pub static RULE: Rule = Rule {
    id: "structure/heading-punctuation",
    severity: Severity::Warning,
    summary: "独立成行的章标题末尾不用标点",
    why: "一级标题独立成行，末尾通常不用句号、冒号等标点；标题中间的逗号、顿号、引号不受影响。\
          段首题（标题后接正文）以句号收束，是公文常例。",
    basis: Basis::Recommendation("GB/T 15834—2011 附录B.4"),
    examples: &[
        Example {
            wrong: "一、总体要求[[。]]\n坚持统筹谋划，稳步推进。\n二、重点任务\n（一）甲。乙。",
            right: "一、总体要求\n坚持统筹谋划，稳步推进。\n二、重点任务\n（一）甲。乙。",
        },
        Example {
            wrong: "一、总体要求，坚持统筹\n稳步推进。\n二、重点任务[[：]]\n（一）甲。乙。",
            right: "一、总体要求，坚持统筹\n稳步推进。\n二、重点任务\n（一）甲。乙。",
        },
        Example {
            wrong: "一、任务\n（一）统筹建设平台。\n各地要统筹建设。\n（二）实行清单管理。\n各地要列出清单。",
            right: "一、任务\n（一）统筹建设平台。\n各地要统筹建设。\n（二）实行清单管理。\n各地要列出清单。",
        },
        Example {
            wrong: "一、市人民政府可以制定规章。规章报常委会备案。\n二、各级机关应当支持改革。\n三、本决定自2019年7月26日起施行。",
            right: "一、市人民政府可以制定规章。规章报常委会备案。\n二、各级机关应当支持改革。\n三、本决定自2019年7月26日起施行。",
        },
    ],
    check: Check::Document(check),
};

const LONGEST: usize = 45;

fn check(document: &Document, findings: &mut Vec<Finding>) {
    let chapters: Vec<&Placed> = document
        .reading
        .placed
        .iter()
        .filter(|item| matches!(item.level, Level::Part | Level::Chapter | Level::Section | Level::Han))
        .collect();
    let stands_bare = |item: &&&Placed| {
        let paragraph = &document.lines[item.token.paragraph];
        paragraph.heading_stop.is_none() && !paragraph.ends_sentence()
    };
    let bare = chapters.iter().filter(stands_bare).count();
    let sections = &document.outline.sections;
    let with_children = |s: &&Section| s.children.iter().any(|&child| sections[child].placed.is_some());
    let over_lists: HashSet<usize> =
        sections.iter().filter(with_children).map(|s| s.span.start.line).collect();
    for item in &chapters {
        let line = item.token.paragraph;
        let paragraph = &document.lines[line];
        let Some(mark) = paragraph.body().chars().last().filter(|c| "。，；：、,;:".contains(*c)) else {
            continue;
        };
        let alone = paragraph.after_heading().is_empty() && paragraph.heading().chars().count() <= LONGEST;
        if alone && (over_lists.contains(&line) || bare * 2 >= chapters.len()) {
            let end = paragraph.body.end;
            let span = Span::on_line(line, end - mark.len_utf8()..end);
            let fix = Fix::safe(format!("删去“{mark}”"), vec![Edit::new(span, "")]);
            findings
                .push(Finding::new(span, format!("标题末尾通常不用标点，“{mark}”可删去。")).with_fix(fix));
        }
    }
}
