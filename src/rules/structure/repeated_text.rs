//! 整段或者长句重复.

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// No long sentence stands twice.
pub static RULE: Rule = Rule {
    id: "structure/repeated-text",
    severity: Severity::Warning,
    summary: "同一段落、同一长句不重复出现",
    why: "一段话或者一个长句原样出现两次，多半是复制后忘了删改。不足30字的套话可以重复，不提示。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第十九条（文字精练）"),
    examples: &[
        Example {
            wrong: "一、总则\n各级各部门要切实提高政治站位，强化责任担当，健全工作机制，确保各项任务落到实处。\n二、保障\n[[各级各部门要切实提高政治站位，强化责任担当，健全工作机制，确保各项任务落到实处。]]",
            right: "一、总则\n各级各部门要切实提高政治站位，强化责任担当，健全工作机制，确保各项任务落到实处。\n二、保障\n",
        },
        Example {
            wrong: "一、总则\n要加强领导。各级各部门要切实提高政治站位，强化责任担当，健全工作机制，确保各项任务落到实处。\n二、保障\n要强化保障。[[各级各部门要切实提高政治站位，强化责任担当，健全工作机制，确保各项任务落到实处。]]",
            right: "一、总则\n要加强领导。各级各部门要切实提高政治站位，强化责任担当，健全工作机制，确保各项任务落到实处。\n二、保障\n要强化保障。",
        },
        Example {
            wrong: "一、总则\n坚持以习近平新时代中国特色社会主义思想为指导。\n二、保障\n坚持以习近平新时代中国特色社会主义思想为指导。",
            right: "一、总则\n坚持以习近平新时代中国特色社会主义思想为指导。\n二、保障\n坚持以习近平新时代中国特色社会主义思想为指导。",
        },
        Example {
            wrong: "一、总则\n（一）强链。培育企业。（责任单位：市发展改革委、市自然资源和规划局、市生态环境局、市住房城乡建设局、各区县政府）\n（二）补链。引进企业。（责任单位：市发展改革委、市自然资源和规划局、市生态环境局、市住房城乡建设局、各区县政府）",
            right: "一、总则\n（一）强链。培育企业。（责任单位：市发展改革委、市自然资源和规划局、市生态环境局、市住房城乡建设局、各区县政府）\n（二）补链。引进企业。（责任单位：市发展改革委、市自然资源和规划局、市生态环境局、市住房城乡建设局、各区县政府）",
        },
        Example {
            wrong: "一、总则\n责任单位：市发展改革委、市经济和信息化局、市科技局、市财政局、市商务局、各区县政府。\n二、保障\n责任单位：市发展改革委、市经济和信息化局、市科技局、市财政局、市商务局、各区县政府。",
            right: "一、总则\n责任单位：市发展改革委、市经济和信息化局、市科技局、市财政局、市商务局、各区县政府。\n二、保障\n责任单位：市发展改革委、市经济和信息化局、市科技局、市财政局、市商务局、各区县政府。",
        },
        Example {
            wrong: "一、总则\n强链。（省发展改革委、交通运输厅、水利厅、住房城乡建设厅等有关部门按职责分工负责）。\n二、保障\n补链。（省发展改革委、交通运输厅、水利厅、住房城乡建设厅等有关部门按职责分工负责）。",
            right: "一、总则\n强链。（省发展改革委、交通运输厅、水利厅、住房城乡建设厅等有关部门按职责分工负责）。\n二、保障\n补链。（省发展改革委、交通运输厅、水利厅、住房城乡建设厅等有关部门按职责分工负责）。",
        },
        Example {
            wrong: "一、总则\n由市发展改革委牵头，市财政局配合，各区县人民政府按照各自的职责抓好落实并负责。\n二、保障\n由市发展改革委牵头，市财政局配合，各区县人民政府按照各自的职责抓好落实并负责。",
            right: "一、总则\n由市发展改革委牵头，市财政局配合，各区县人民政府按照各自的职责抓好落实并负责。\n二、保障\n由市发展改革委牵头，市财政局配合，各区县人民政府按照各自的职责抓好落实并负责。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let mut seen: FxHashMap<u64, Span> = FxHashMap::default();
    for (line, paragraph) in document.body() {
        let mut repeated: Vec<(Span, Span)> = Vec::new();
        for sentence in &paragraph.long_sentences {
            let span = Span::on_line(line, sentence.range.clone());
            match seen.get(&sentence.hash) {
                Some(first) => repeated.push((span, *first)),
                None => {
                    seen.insert(sentence.hash, span);
                }
            }
        }
        findings.extend(report(repeated));
    }
}

/// Sentences that stand together are one repetition.
fn report(repeated: Vec<(Span, Span)>) -> Option<Finding> {
    let (first, origin) = *repeated.first()?;
    let span = Span { start: first.start, end: repeated.last()?.0.end };
    let message = format!("与第{}行重复，请核对是否多余。", origin.start.line + 1);
    let fix = Fix::offered("删去重复的文字", repeated.iter().map(|(span, _)| Edit::new(*span, "")).collect());
    Some(Finding::new(span, message).with_related(origin, "首次出现").with_fix(fix))
}
