//! 印发关于…的通知 → 印发《关于…的通知》

use crate::document::Role;
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// The name of a document stands in 《》.
pub static RULE: Rule = Rule {
    id: "references/title-marks",
    severity: Severity::Info,
    summary: "文件名称加书名号",
    why: "正文中引用文件名称通常加书名号，读者才看得出名称到哪里为止。只提示印发、转发的文件和后面注有发文字号的文件；\
          标题里的名称、法规的简称和会议上的报告可以不加。",
    basis: Basis::Practice("引用文件名称用书名号"),
    examples: &[
        Example {
            wrong: "一、总则\n市委印发[[关于加强基层治理的实施意见]]，各区县抓好落实。",
            right: "一、总则\n市委印发《关于加强基层治理的实施意见》，各区县抓好落实。",
        },
        Example {
            wrong: "一、总则\n转发了[[省委办公厅关于加强基层治理的通知]]。\n按照[[关于促进就业的意见]]（国发〔2024〕1号）执行。",
            right: "一、总则\n转发了《省委办公厅关于加强基层治理的通知》。\n按照《关于促进就业的意见》（国发〔2024〕1号）执行。",
        },
        Example {
            wrong: "示范市人民政府关于印发关于加强治理的意见的通知\n一、总则\n印发《关于加强治理的通知》，听取关于预算的报告，作出关于加强治理的决定，依照行政许可法办理，研究制定关于促进就业的政策措施。",
            right: "示范市人民政府关于印发关于加强治理的意见的通知\n一、总则\n印发《关于加强治理的通知》，听取关于预算的报告，作出关于加强治理的决定，依照行政许可法办理，研究制定关于促进就业的政策措施。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    for (line, paragraph) in document.lines.iter().enumerate() {
        if document.front.roles[line] != Role::Body || paragraph.markdown_heading > 0 {
            continue;
        }
        for title in &paragraph.unmarked_titles {
            let at = |byte: usize| Span::on_line(line, byte..byte);
            let edits = vec![Edit::new(at(title.start), "《"), Edit::new(at(title.end), "》")];
            let message = "引用文件名称通常加书名号。";
            let fix = Fix::offered("加书名号", edits);
            findings.push(Finding::new(Span::on_line(line, title.clone()), message).with_fix(fix));
        }
    }
}
