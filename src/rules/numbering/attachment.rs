//! 附件说明 and the attachments themselves.

use crate::document::{Attachment, Document, Role};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
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
            wrong: "一、总则\n请遵照执行。\n附件：[[1.]]责任清单",
            right: "一、总则\n请遵照执行。\n附件：责任清单",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：[[2.]]责任清单\n[[3.]]任务清单",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单",
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
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.示范市2024年任务清单\n2.示范市2024年推进方案\n3.申报表\n4.专家名单（共12人）\n附件1\n2024年任务清单\n内容。\n附件2\n示范市人民政府\n2024年推进方案\n内容。\n附件3\n项目申报表\n内容。\n附件4\n示范市\n专家名单\n内容。",
            right: "一、总则\n请遵照执行。\n附件：1.示范市2024年任务清单\n2.示范市2024年推进方案\n3.申报表\n4.专家名单（共12人）\n附件1\n2024年任务清单\n内容。\n附件2\n示范市人民政府\n2024年推进方案\n内容。\n附件3\n项目申报表\n内容。\n附件4\n示范市\n专家名单\n内容。",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.申请书格式.docx\n2.推荐汇总表.xlsx\n附件2\n推荐汇总表\n填表说明。",
            right: "一、总则\n请遵照执行。\n附件：1.申请书格式.docx\n2.推荐汇总表.xlsx\n附件2\n推荐汇总表\n填表说明。",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件2\n推荐汇总表\n填表说明。\n附件3\n责任清单\n内容。",
            right: "一、总则\n请遵照执行。\n附件2\n推荐汇总表\n填表说明。\n附件3\n责任清单\n内容。",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务分解表\n附件1\n[[任务分解表]]\n内容。\n附件2\n责任清单\n内容。",
            right: "一、总则\n请遵照执行。\n附件：1.任务分解表\n2.责任清单\n附件1\n任务分解表\n内容。\n附件2\n责任清单\n内容。",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务分解表\n附件1\n[[考核办法]]\n内容。\n附件2\n任务分解表\n内容。",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务分解表\n附件1\n考核办法\n内容。\n附件2\n任务分解表\n内容。",
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
    name: Span,
    /// The name without marks.
    plain: String,
}

/// An attachment that follows the text, with a number.
struct Attached {
    number: u32,
    /// 附件 with its number.
    span: Span,
    /// The number alone.
    numeral: Span,
    /// The line of its title.
    title: Option<usize>,
    /// The first lines below, where a title and its issuer may stand; without marks.
    lines: Vec<String>,
}

impl Attached {
    /// True when the lines below name what is listed: in full, over several lines, or in short.
    fn is(&self, listed: &Listed) -> bool {
        let lines = &self.lines;
        let runs =
            (0..lines.len().min(2)).flat_map(|from| (from + 1..=lines.len()).map(move |to| (from, to)));
        let short = |(from, to): (usize, usize)| {
            let run = lines[from..to].concat();
            let long = run.chars().count() >= SHORTEST_TITLE;
            !run.is_empty() && (listed.plain.ends_with(&run) || long && listed.plain.contains(&run))
        };
        lines.concat().contains(&listed.plain) || runs.into_iter().any(short)
    }

    fn contradicts(&self, listed: &Listed) -> bool {
        self.title.is_some() && !listed.plain.is_empty() && !self.is(listed)
    }
}

/// Fewer characters at the start of a title may be no more than a place (示范市).
const SHORTEST_TITLE: usize = 4;
/// A title and its issuer take no more lines.
const TITLE_LINES: usize = 4;

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let listed = read_list(document);
    let attached = read_attached(document);
    check_list(document, &listed, &attached, findings);
    let agreed = check_numbers(&listed, &attached, findings);
    check_names(document, &attached, &agreed, findings);
}

fn check_list(document: &Document, listed: &[Listed], attached: &[Attached], findings: &mut Vec<Finding>) {
    if let [only] = listed {
        let gap = Span { start: only.span.start, end: only.name.start };
        let written =
            &document.lines[only.span.start.line].text[only.numeral.start.byte..only.numeral.end.byte];
        let fix = Fix::offered(format!("删去序号“{written}”"), vec![Edit::new(gap, "")]);
        findings.push(Finding::new(only.span, "只有一个附件时不编序号。").with_fix(fix));
        return;
    }
    let borne = |number| attached.iter().any(|attachment| attachment.number == number);
    for (item, expected) in listed.iter().zip(1..) {
        if item.number != expected {
            // An attachment that bears the number speaks for it.
            let sure = !borne(item.number) || borne(expected);
            findings.push(wrong_number(item.span, item.numeral, item.number, expected, sure));
        }
    }
}

/// Numbers are those of the list; without a list they follow each other, whatever the first one is,
/// because a file may hold only some of the attachments. Returns what each attachment is in the list.
fn check_numbers<'a>(
    listed: &'a [Listed],
    attached: &[Attached],
    findings: &mut Vec<Finding>,
) -> Vec<Option<&'a Listed>> {
    let position = |number: u32| {
        let place = || listed.get(number as usize - 1);
        listed.iter().find(|item| item.number == number).or_else(place)
    };
    let mut agreed = Vec::new();
    let mut before: Option<u32> = None;
    for (index, attachment) in attached.iter().enumerate() {
        let number = attachment.number;
        let repeated = attached[..index].iter().any(|earlier| earlier.number == number);
        let known = match before {
            _ if !listed.is_empty() => number > 0 && position(number).is_some(),
            Some(before) => number == before + 1,
            None => true,
        };
        if known && !repeated {
            before = Some(number);
            agreed.push(position(number.max(1)));
            continue;
        }
        let expected = before.map_or(1, |before| before + 1);
        before = Some(expected);
        let meant = position(expected);
        let contradicted = meant.is_some_and(|item| attachment.contradicts(item));
        let taken = attached.iter().any(|other| other.number == expected);
        findings.push(wrong_number(
            attachment.span,
            attachment.numeral,
            number,
            expected,
            !contradicted && !taken,
        ));
        agreed.push(None);
    }
    agreed
}

/// Titles are those of the list; two that changed places are one fault.
fn check_names(
    document: &Document,
    attached: &[Attached],
    agreed: &[Option<&Listed>],
    findings: &mut Vec<Finding>,
) {
    let wrong: Vec<(&Attached, &Listed)> = attached
        .iter()
        .zip(agreed)
        .filter_map(|(attachment, item)| Some((attachment, (*item)?)))
        .filter(|(attachment, item)| attachment.contradicts(item))
        .collect();
    let mut swapped = Vec::new();
    for (index, (attachment, item)) in wrong.iter().enumerate() {
        let Some(title) = attachment.title.filter(|_| !swapped.contains(&index)) else { continue };
        let text = |span: Span| &document.lines[span.start.line].text[span.start.byte..span.end.byte];
        let name = text(item.name);
        let message = format!("附件标题与附件说明中的{}不一致。", cite(name));
        let span = Span::on_line(title, document.lines[title].body.clone());
        let finding = Finding::new(span, message).with_related(item.span, "附件说明");
        let other =
            (index + 1..wrong.len()).find(|&other| attachment.is(wrong[other].1) && wrong[other].0.is(item));
        let Some(other) = other else {
            findings.push(finding);
            continue;
        };
        swapped.push(other);
        let other = wrong[other].1.name;
        let edits = vec![Edit::new(item.name, text(other)), Edit::new(other, name)];
        findings.push(finding.with_fix(Fix::offered("对调附件说明中的两个名称", edits)));
    }
}

fn read_attached(document: &Document) -> Vec<Attached> {
    let read = |attachment: &Attachment| {
        let body = document.lines[attachment.line].body.clone();
        let text = &document.lines[attachment.line].text[body.clone()];
        let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let length = text[digits..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - digits);
        let start = body.start + digits;
        let below = (attachment.line + 1..document.lines.len()).filter(|&at| !document.lines[at].is_blank());
        let title: Vec<usize> = below
            .take(TITLE_LINES)
            .take_while(|&at| document.lines[at].marker.is_none() && !document.lines[at].ends_sentence())
            .collect();
        Some(Attached {
            number: attachment.number?,
            span: Span::on_line(attachment.line, body),
            numeral: Span::on_line(attachment.line, start..start + length),
            title: title.first().copied(),
            lines: title.iter().map(|&at| plain(document.lines[at].body())).collect(),
        })
    };
    document.attachments.iter().filter_map(read).collect()
}

/// A name without marks, remarks in brackets and the ending of a file.
fn plain(name: &str) -> String {
    let (mut plain, mut depth) = (String::new(), 0usize);
    for c in name.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// The list: “附件：1. ××”, the others on lines of their own.
fn read_list(document: &Document) -> Vec<Listed> {
    let mut listed = Vec::new();
    for (line, paragraph) in document.lines.iter().enumerate() {
        if document.front.roles[line] != Role::AttachmentList {
            continue;
        }
        let body = paragraph.body();
        let opens = body.starts_with('附');
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
        let name = paragraph.text[end..paragraph.body.end].trim_start_matches(is_blank);
        let name_start = paragraph.body.end - name.len();
        if opens {
            listed.clear();
        }
        listed.push(Listed {
            number,
            span: Span::on_line(line, start..end),
            numeral: Span::on_line(line, start..start + digits),
            name: Span::on_line(line, name_start..paragraph.body.end),
            plain: plain(&paragraph.text[name_start..paragraph.body.end]),
        });
    }
    listed
}

fn wrong_number(span: Span, numeral: Span, number: u32, expected: u32, sure: bool) -> Finding {
    let edits = vec![Edit::new(numeral, expected.to_string())];
    let title = format!("改为{expected}");
    let fix = if sure { Fix::safe(title, edits) } else { Fix::offered(title, edits) };
    Finding::new(span, format!("附件序号为{number}，应为{expected}。")).with_fix(fix)
}
