//! 重复标题: two headings with the same words under one heading.

use rustc_hash::FxHashMap;

use crate::document::{Section, SectionKind};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};

/// Headings of one list differ.
pub static RULE: Rule = Rule {
    id: "numbering/duplicate-heading",
    severity: Severity::Info,
    summary: "同一标题下的各级小标题不重名",
    why: "同一章里两个标题完全一样，多半是复制后忘了改，或者两条内容可以合并。不同章、不同层次的同名标题，以及连序号也相同的目录，不提示。",
    basis: Basis::Practice("标题用来区分内容，通常不重名"),
    examples: &[
        Example {
            wrong: "一、任务\n（一）加强组织领导。甲。\n（二）[[加强组织领导]]。乙。",
            right: "一、任务\n（一）加强组织领导。甲。\n（二）加强组织领导。乙。",
        },
        Example {
            wrong: "一、任务\n（一）优先发展先进制造业。甲。\n二、保障\n（一）优先发展先进制造业。乙。",
            right: "一、任务\n（一）优先发展先进制造业。甲。\n二、保障\n（一）优先发展先进制造业。乙。",
        },
        Example {
            wrong: "防震减灾条例\n第一章 总则\n第二章 地震应急\n第三章 奖励处罚\n会议决定公布本条例，自公布之日起施行，请遵照执行。\n第一章 总则\n第一条 防震。\n第二章 地震应急\n第二条 应急。\n第三章 奖励处罚\n第三条 奖励。",
            right: "防震减灾条例\n第一章 总则\n第二章 地震应急\n第三章 奖励处罚\n会议决定公布本条例，自公布之日起施行，请遵照执行。\n第一章 总则\n第一条 防震。\n第二章 地震应急\n第二条 应急。\n第三章 奖励处罚\n第三条 奖励。",
        },
    ],
    check: Check::Document(check),
};

/// Shorter headings (各位代表) may well come again.
const SHORTEST: usize = 4;

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let mut seen: FxHashMap<_, &Section> = FxHashMap::default();
    for section in &document.outline.sections {
        if section.kind == SectionKind::Subhead || section.title.chars().count() < SHORTEST {
            continue;
        }
        let first = seen.insert((section.parent, section.kind, section.title.as_str()), section);
        if let Some(first) = first.filter(|first| !is_same(first, section)) {
            let mut span = section.span;
            span.start.byte = span.end.byte - section.title.len().min(span.end.byte);
            let message = format!("标题{}与上文同级标题重复。", cite(&section.title));
            findings.push(Finding::new(span, message).with_related(first.span, "上文的同名标题"));
        }
    }
}

/// True for one heading twice, its number included: in a table of contents and over its text.
fn is_same(first: &Section, section: &Section) -> bool {
    let numbered = section.placed.is_some() || section.title.starts_with(|c: char| c.is_ascii_digit());
    numbered && first.marker == section.marker
}
