//! 正文中的叹号.

use crate::document::Mark;
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::own;

/// Only the closing appeal of a resolution has an exclamation mark.
pub static RULE: Rule = Rule {
    id: "punctuation/exclamation",
    severity: Severity::Info,
    summary: "决定、决议、意见的正文一般不用叹号，结语除外",
    why: "决定、决议、意见部署工作，语气平实，句末通常用句号；只有结尾的号召用叹号。引文里的叹号和报告、讲话不受影响。",
    basis: Basis::Practice("公文正文一般不用叹号"),
    examples: &[
        Example {
            wrong: "关于加强治理的决定\n一、总则\n加强领导，压实责任[[！]]\n二、任务\n抓好落实。\n让我们团结起来，为实现目标而努力奋斗！",
            right: "关于加强治理的决定\n一、总则\n加强领导，压实责任。\n二、任务\n抓好落实。\n让我们团结起来，为实现目标而努力奋斗！",
        },
        Example {
            wrong: "政府工作报告\n一、总则\n成绩来之不易！\n二、任务\n抓好落实。",
            right: "政府工作报告\n一、总则\n成绩来之不易！\n二、任务\n抓好落实。",
        },
        Example {
            wrong: "关于加强治理的意见\n一、总则\n发扬“人民万岁！”的精神。\n二、任务\n抓好落实。",
            right: "关于加强治理的意见\n一、总则\n发扬“人民万岁！”的精神。\n二、任务\n抓好落实。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let plain = ["决定", "决议", "意见"].iter().any(|kind| document.title().ends_with(kind));
    if !plain {
        return;
    }
    let last = own(document).map(|(line, _)| line).last().unwrap_or_default();
    let closing = document.outline.closing.unwrap_or(last);
    for (line, paragraph) in document.body().take_while(|(line, _)| *line < closing) {
        let quoted = |mark: &Mark| paragraph.punctuation.around(mark.at).next().is_some();
        for mark in paragraph.punctuation.marks.iter().filter(|mark| mark.sign == '！' && !quoted(mark)) {
            let span = Span::on_line(line, mark.range());
            findings.push(
                Finding::new(span, "决定、决议、意见的正文一般不用叹号，结语除外。")
                    .with_fix(Fix::offered("改为句号", vec![Edit::new(span, "。")])),
            );
        }
    }
}
