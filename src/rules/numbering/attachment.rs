//! 附件说明 and the attachments themselves.

use crate::document::{Document, Role};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank};

/// Numbers of attachments follow each other and are those of the list.
pub static RULE: Rule = Rule {
    id: "numbering/attachment",
    severity: Severity::Warning,
    summary: "附件序号连续，与附件说明一致",
    why: "附件说明列出的顺序号、名称要与后面附件上的一致；多个附件用阿拉伯数字从1起编号，只有一个附件不编号。",
    basis: Basis::Standard("GB/T 9704—2012 7.3.4、7.3.7"),
    examples: &[
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：[[2.]]责任清单",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单\n[[3.]]任务清单",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单\n附件1\n责任清单\n内容。\n[[附件3]]\n任务清单\n内容。",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单\n附件1\n责任清单\n内容。\n附件2\n任务清单\n内容。",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单\n附件1\n责任清单\n一、甲\n附件2\n任务清单\n一、乙",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单\n附件1\n责任清单\n一、甲\n附件2\n任务清单\n一、乙",
        },
    ],
    check: Check::Document(check),
};

/// A number in the list of attachments.
struct Listed {
    number: u32,
    /// Number and mark.
    span: Span,
    /// The number alone.
    numeral: Span,
    name: String,
}

fn check(document: &Document, findings: &mut Vec<Finding>) {
    let listed = read_list(document);
    for (index, item) in listed.iter().enumerate() {
        let expected = index as u32 + 1;
        if item.number != expected {
            findings.push(wrong_number(item.span, item.numeral, item.number, expected));
        }
    }
    let mut expected = 0;
    for attachment in &document.attachments {
        let Some(number) = attachment.number else { continue };
        expected += 1;
        let body = document.lines[attachment.line].body.clone();
        let span = Span::on_line(attachment.line, body.clone());
        if number != expected {
            let text = &document.lines[attachment.line].text;
            let digits =
                text[body.clone()].find(|c: char| c.is_ascii_digit()).map(|at| body.start + at..body.end);
            let numeral = digits.map_or(span, |digits| Span::on_line(attachment.line, digits));
            findings.push(wrong_number(span, numeral, number, expected));
        }
        check_name(document, attachment.line, &attachment.title, listed.get(expected as usize - 1), findings);
    }
}

/// The list: “附件：1. ××”, the others on lines of their own.
fn read_list(document: &Document) -> Vec<Listed> {
    let mut listed = Vec::new();
    for (line, paragraph) in document.lines.iter().enumerate() {
        if document.front.roles[line] != Role::AttachmentList {
            continue;
        }
        let body = paragraph.body();
        let opens = body.starts_with("附件");
        let skipped = if opens {
            body.find(['：', ':']).map_or(0, |at| at + body[at..].chars().next().map_or(0, char::len_utf8))
        } else {
            0
        };
        let rest = body[skipped..].trim_start_matches(is_blank);
        let start = paragraph.body.end - rest.len();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(number) = rest[..digits].parse() else { continue };
        let after = &rest[digits..];
        let Some(mark) = after.chars().next().filter(|c| matches!(c, '.' | '．' | '、')) else { continue };
        let end = start + digits + mark.len_utf8();
        if opens {
            listed.clear();
        }
        listed.push(Listed {
            number,
            span: Span::on_line(line, start..end),
            numeral: Span::on_line(line, start..start + digits),
            name: rest[digits + mark.len_utf8()..].trim_matches(is_blank).to_owned(),
        });
    }
    listed
}

fn wrong_number(span: Span, numeral: Span, number: u32, expected: u32) -> Finding {
    let edit = Edit::new(numeral, expected.to_string());
    Finding::new(span, format!("附件序号为{number}，应为{expected}。"))
        .with_fix(Fix::safe(format!("改为{expected}"), vec![edit]))
}

fn check_name(
    document: &Document,
    line: usize,
    title: &str,
    listed: Option<&Listed>,
    findings: &mut Vec<Finding>,
) {
    let plain =
        |text: &str| text.chars().filter(|&c| !is_blank(c) && !"《》“”。".contains(c)).collect::<String>();
    let Some(listed) = listed.filter(|listed| !title.is_empty() && !listed.name.is_empty()) else { return };
    // A title over several lines begins with the words of the list.
    if plain(&listed.name).starts_with(&plain(title)) || plain(title).starts_with(&plain(&listed.name)) {
        return;
    }
    let Some(at) = (line + 1..document.lines.len()).find(|&at| !document.lines[at].is_blank()) else {
        return;
    };
    let span = Span::on_line(at, document.lines[at].body.clone());
    let message = format!("附件标题与附件说明中的“{}”不一致。", listed.name);
    findings.push(Finding::new(span, message).with_related(listed.span, "附件说明"));
}
