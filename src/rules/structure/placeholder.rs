//! 待补内容: ××, ____, （待定）, 【】.

use crate::document::{Attachment, Document, Paragraph};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// Nothing waits to be filled in.
pub static RULE: Rule = Rule {
    id: "structure/placeholder",
    severity: Severity::Warning,
    summary: "没有留待填写的内容",
    why: "“××”“____”“（待定）”“【】”是起草时留的空，定稿前应当填上。模板里的“凡××”也是待填内容；\
          “2×3”这样的算式不是，\
          发出去供人填写的表格、样式也不提示。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第二十条（审核要求内容完整、准确）"),
    examples: &[
        Example { wrong: "由[[××]]局牵头负责。", right: "由××局牵头负责。" },
        Example {
            wrong: "由[[XX]]局牵头，[[XXX]]同志负责。", right: "由XX局牵头，XXX同志负责。"
        },
        Example {
            wrong: "投资[[____]]亿元，于[[××]]年建成。", right: "投资____亿元，于××年建成。"
        },
        Example { wrong: "责任单位[[（待定）]]。", right: "责任单位（待定）。" },
        Example {
            wrong: "建设[[【】]]个园区，[[TODO]]核对。", right: "建设【】个园区，TODO核对。"
        },
        Example { wrong: "[[凡××]]的，予以奖励。", right: "凡××的，予以奖励。" },
        Example {
            wrong: "场地为2×3米，尺寸20×30厘米，XXL号，【关闭】。",
            right: "场地为2×3米，尺寸20×30厘米，XXL号，【关闭】。",
        },
        Example {
            wrong: "到[[20XX年]]建成，[[2024年X月X日]]前报送，[[20××年]]验收。",
            right: "到20XX年建成，2024年X月X日前报送，20××年验收。",
        },
        Example {
            wrong: "投资[[X亿]]元，由[[***部]]门建设[[○○]]个园区，按[[第×条]]执行。",
            right: "投资X亿元，由***部门建设○○个园区，按第×条执行。",
        },
        Example {
            wrong: "总投资[[〔待补充〕]]亿元[[【待核】]]，[[（此处补充数据）]]。",
            right: "总投资〔待补充〕亿元【待核】，（此处补充数据）。",
        },
        Example {
            wrong: "面积2×3米，A×B型，5G×物联网，二○○八年建成，三星X9型，1+X个证书，***重点***。",
            right: "面积2×3米，A×B型，5G×物联网，二○○八年建成，三星X9型，1+X个证书，***重点***。",
        },
        Example {
            wrong: "关于做好工作的通知\n现将有关事项通知如下，请认真贯彻执行。\n一、总则\n加强领导，压实责任。\n附件1\n项目申报表\n单位名称：____\n投资____万元\n××市××局（盖章）\n附件2\n填报说明\n联系人：____ 电话：____",
            right: "关于做好工作的通知\n现将有关事项通知如下，请认真贯彻执行。\n一、总则\n加强领导，压实责任。\n附件1\n项目申报表\n单位名称：____\n投资____万元\n××市××局（盖章）\n附件2\n填报说明\n联系人：____ 电话：____",
        },
        Example {
            wrong: "示范市征求意见函格式\n____：\n现就××事项征求意见，请于××月××日前反馈。",
            right: "示范市征求意见函格式\n____：\n现就××事项征求意见，请于××月××日前反馈。",
        },
    ],
    check: Check::Document(check),
};

/// Titles of what is sent out to be filled in.
const FORMS: [&str; 7] = ["表", "样式", "格式", "模板", "范本", "样本", "文书"];

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    if is_form(document.title()) {
        return;
    }
    let mut attachments = document.attachments.iter().peekable();
    let (mut attached, mut form) = (false, false);
    for (line, paragraph) in document.lines.iter().enumerate() {
        if let Some(attachment) = attachments.next_if(|attachment| attachment.line == line) {
            (attached, form) = (true, has_form(document, attachment));
        }
        let proofread = document.front.roles[line].is_proofread();
        let body = paragraph.body();
        let sealed = body.ends_with(['）', ')']) && (body.contains("盖章") || body.contains("公章"));
        let blank_on_purpose = form || sealed || attached && is_label(paragraph);
        if proofread && !blank_on_purpose {
            check_line(line, paragraph, findings);
        }
    }
}

fn is_form(title: &str) -> bool {
    let title = title.trim_end_matches(['”', '》', '）', ')']);
    FORMS.iter().any(|form| title.ends_with(form))
}

/// True when the title of the attachment, on one of its first lines, names a form.
fn has_form(document: &Document, attachment: &Attachment) -> bool {
    let below = document.lines[attachment.line + 1..].iter().filter(|paragraph| !paragraph.is_blank());
    below.take(3).any(|paragraph| paragraph.marker.is_none() && is_form(paragraph.body()))
}

/// A line of a form: “单位名称：____”.
fn is_label(paragraph: &Paragraph) -> bool {
    let label = paragraph.body().split_once(['：', ':']);
    label.is_some_and(|(name, _)| name.chars().count() <= 10) && !paragraph.ends_sentence()
}

fn check_line(line: usize, paragraph: &Paragraph, findings: &mut Vec<Finding>) {
    for range in &paragraph.placeholders {
        let message = format!("“{}”是待填内容，定稿前应当补上。", &paragraph.text[range.clone()]);
        findings.push(Finding::new(Span::on_line(line, range.clone()), message));
    }
}
