//! 半角标点: one finding for a document that is half-width throughout, else one for each mark.

use std::sync::Arc;

use crate::document::{Document, Half, Paragraph};
use crate::draft::Draft;
use crate::finding::{Edit, Edits, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::own;

/// The marks of Chinese text are full-width.
pub static RULE: Rule = Rule {
    id: "punctuation/width",
    severity: Severity::Warning,
    summary: "中文里的逗号、冒号、分号、括号等用全角",
    why: "半角标点用于西文和数字，中文里夹用半角标点，行距字距都会乱。时间“10:35”、比例、千分位、网址、代码、\
          表格和西文不受影响；全文都是半角的，多半是从网页复制而来，只提示一次，可以一并改正。",
    basis: Basis::Standard("GB/T 15834—2011 第4章各标点的形式"),
    examples: &[
        Example {
            wrong: "加强领导，压实责任[[,]]确保“实效”（甲），乙，丙，丁。\n开会时间[[:]]10:35。\n人工智能[[(]]AI)赋能，增长3.5%[[;]]其他。",
            right: "加强领导，压实责任，确保“实效”（甲），乙，丙，丁。\n开会时间：10:35。\n人工智能（AI）赋能，增长3.5%；其他。",
        },
        Example {
            wrong: "[[(]]一)加强领导,压实责任。\n(二)会议于10:35开始,投资1,000万元,电话(0816)2395666,配比为3:2。",
            right: "（一）加强领导，压实责任。\n（二）会议于10:35开始，投资1,000万元，电话(0816)2395666，配比为3:2。",
        },
        Example {
            wrong: "工作，推进，落实，见效[[.]]\n增长5%[[,]]2025年达到8%。",
            right: "工作，推进，落实，见效。\n增长5%，2025年达到8%。",
        },
        Example {
            wrong: "抓落实，重实效，怎么看[[?]][[?]]怎么干[[!]]要看，要干，要成[[:]][[:]]甲，乙，丙，丁。",
            right: "抓落实，重实效，怎么看？？怎么干！要看，要干，要成：：甲，乙，丙，丁。",
        },
        Example {
            wrong: "见https://www.gov.cn/a,b:c，邮箱a.b@gov.cn，版本1.2，AA+级，信用（AAA），调用computed()接口，Hello, world: yes。",
            right: "见https://www.gov.cn/a,b:c，邮箱a.b@gov.cn，版本1.2，AA+级，信用（AAA），调用computed()接口，Hello, world: yes。",
        },
        Example {
            wrong: "（一）甲，按第(三)条办理；(1)乙。\n`代码,冒号:`，[链接](a,b)，![图](c.png)\n| 表,格 | 甲:乙 |\n```\n代码,甲:乙\n```",
            right: "（一）甲，按第(三)条办理；(1)乙。\n`代码,冒号:`，[链接](a,b)，![图](c.png)\n| 表,格 | 甲:乙 |\n```\n代码,甲:乙\n```",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let (mut half, mut full) = (0, 0);
    for (_, paragraph) in own(document) {
        half += paragraph.punctuation.half.iter().filter(|half| !half.of_number).count();
        full += paragraph.punctuation.full;
    }
    if half == 0 {
        return;
    }
    let lines = lines(document);
    if half > full {
        findings.push(throughout(document, &lines));
    } else {
        for line in lines {
            let paragraph = &document.lines[line];
            let marks = paragraph.punctuation.half.iter().filter(|half| !half.of_number);
            findings.extend(marks.filter_map(|half| report(line, paragraph, half)));
        }
    }
}

/// The lines with half-width marks.
fn lines(document: &Document) -> Vec<usize> {
    own(document).filter(|(_, p)| !p.punctuation.half.is_empty()).map(|(line, _)| line).collect()
}

/// Nothing for a closing bracket that is told of with the opening one.
fn report(line: usize, paragraph: &Paragraph, half: &Half) -> Option<Finding> {
    let edit = |at: usize, wide: char| Edit::new(Span::on_line(line, at..at + 1), wide);
    let mut edits = vec![edit(half.at, half.wide)];
    let (written, wide) = match half.partner {
        Some(at) if at < half.at => return None,
        Some(at) => {
            edits.push(edit(at, '）'));
            ("( )", "（ ）".to_owned())
        }
        None => (&paragraph.text[half.at..half.at + 1], half.wide.to_string()),
    };
    let message = format!("中文里用全角标点，半角“{written}”应为“{wide}”。");
    let span = Span::on_line(line, half.at..half.at + 1);
    Some(Finding::new(span, message).with_fix(Fix::safe(format!("改为“{wide}”"), edits)))
}

/// The one finding of a document that is half-width throughout, at its first mark.
fn throughout(document: &Arc<Document>, lines: &[usize]) -> Finding {
    let count: usize = lines.iter().map(|&line| document.lines[line].punctuation.half.len()).sum();
    let first = document.lines[lines[0]].punctuation.half[0].at;
    let message = format!("全文逗号、括号等{count}处用了半角，中文标点用全角，可以一并改正。");
    let title = format!("全文{count}处改为全角");
    let read = Arc::clone(document);
    let edits = Edits::later(move || own(&read).filter_map(|(line, p)| widened(line, p)).collect());
    Finding::new(Span::on_line(lines[0], first..first + 1), message).at_most(Severity::Info).with_fix(Fix {
        title,
        safe: true,
        edits,
    })
}

/// The line from its first half-width mark to its last: one edit, as a document has thousands of marks.
fn widened(line: usize, paragraph: &Paragraph) -> Option<Edit> {
    let Paragraph { text, punctuation, .. } = paragraph;
    let (first, last) = (punctuation.half.first()?, punctuation.half.last()?);
    Some(Edit::new(Span::on_line(line, first.at..last.at + 1), punctuation.widened(text)))
}
