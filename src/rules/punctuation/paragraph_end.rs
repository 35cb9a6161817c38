//! 段末缺句号.

use crate::document::{Document, Paragraph, Role};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

use super::is_stop;

/// A paragraph of text ends with a stop.
pub static RULE: Rule = Rule {
    id: "punctuation/paragraph-end",
    severity: Severity::Warning,
    summary: "正文段落末尾有句号",
    why: "成段的文字以句号等句末点号收束；标题、题注、署名、表格不在此列。全文按行硬断开的，不逐行提示。",
    basis: Basis::Practice("成段文字以句末点号收束"),
    examples: &[
        Example {
            wrong: "一、总则\n加强组织领导，压实各方责任。各级党委要把落实本决定作为重要任务，推动各项工作见到实[[效]]\n二、任务\n抓好落实。",
            right: "一、总则\n加强组织领导，压实各方责任。各级党委要把落实本决定作为重要任务，推动各项工作见到实效。\n二、任务\n抓好落实。",
        },
        Example {
            wrong: "一、总则\n加强组织领导，压实各方责任。各级党委要把落实本决定作为重要任务，推动各项工作见到实效[[，]]\n二、任务\n抓好落实。",
            right: "一、总则\n加强组织领导，压实各方责任。各级党委要把落实本决定作为重要任务，推动各项工作见到实效。\n二、任务\n抓好落实。",
        },
        Example {
            wrong: "Texts of kinds that the others lack; they were written for these tests, places,\npersons and figures are made up.",
            right: "Texts of kinds that the others lack; they were written for these tests, places,\npersons and figures are made up.",
        },
        Example {
            wrong: "一、总则\n加强组织领导，压实各方责任。各级党委要把落实本决定作为重要任务，推动见效。（杨海燕）\n（一）深入实施科技立市战略，加快建设国家科技创新先行区\n主要任务是：\n责任单位：市发展改革委、市经济和信息化局、市科技局、市财政局、各县（市、区）人民政府。市教育局配合\n二、任务\n抓好落实。",
            right: "一、总则\n加强组织领导，压实各方责任。各级党委要把落实本决定作为重要任务，推动见效。（杨海燕）\n（一）深入实施科技立市战略，加快建设国家科技创新先行区\n主要任务是：\n责任单位：市发展改革委、市经济和信息化局、市科技局、市财政局、各县（市、区）人民政府。市教育局配合\n二、任务\n抓好落实。",
        },
    ],
    check: Check::Document(check),
};

/// Characters of a paragraph of text; headings and the cells of tables are shorter.
const SHORTEST: usize = 30;
/// Where more than one paragraph in so many has no stop, lines are broken at a width.
const SHARE: usize = 8;

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let long: Vec<(usize, &Paragraph)> = document.body().filter(|(_, p)| p.length() >= SHORTEST).collect();
    let open: Vec<_> = long.iter().filter(|(_, p)| is_open(p)).collect();
    if open.len() * SHARE > long.len().max(SHARE) {
        return;
    }
    let text = open.iter().filter(|(line, paragraph)| is_text(paragraph) && !goes_on(document, *line));
    findings.extend(text.map(|(line, paragraph)| report(*line, paragraph)));
}

fn is_open(paragraph: &Paragraph) -> bool {
    let mut last = paragraph.body().chars().rev();
    match last.next() {
        Some(',') => last.next().is_some_and(|c| !c.is_ascii()),
        Some(c) => is_hanzi(c) || matches!(c, '，' | '、'),
        None => false,
    }
}

/// True for a paragraph that has a sentence before the one that is left open, and no list of bodies.
fn is_text(paragraph: &Paragraph) -> bool {
    const LISTS: [&str; 6] = ["责任单位", "责任部门", "牵头单位", "牵头部门", "配合单位", "负责"];
    let body = paragraph.body();
    // A bracket that nothing closes has been told of.
    if !paragraph.punctuation.flaws.is_empty() {
        return false;
    }
    let Some(at) = body.rfind(['。', '！', '？', '；', ';']) else { return false };
    let last = &body[at..];
    last.chars().count() > 6
        && !paragraph.body().starts_with('|')
        && !body.contains(['\t', '<'])
        && !LISTS.iter().any(|word| last.contains(word) || body.starts_with(word))
}

/// True for a paragraph that was broken by mistake: its next line is not set in as it is, or it or one of
/// the next lines begins with a mark that something must stand before.
fn goes_on(document: &Document, line: usize) -> bool {
    let paragraph = &document.lines[line];
    let broken = document.lines[line..].iter().take(3).any(|p| p.body().starts_with(is_stop));
    let next = document.lines.get(line + 1).filter(|_| document.front.roles[line + 1] == Role::Body);
    let unlike = next.is_some_and(|next| {
        let unmarked = next.marker.is_none() && next.dash.is_none();
        unmarked && next.body.start == 0 && paragraph.body.start > 0
    });
    broken || unlike
}

fn report(line: usize, paragraph: &Paragraph) -> Finding {
    let end = paragraph.body.end;
    let last = paragraph.body().chars().next_back().unwrap_or_default();
    let start = end - last.len_utf8();
    let span = Span::on_line(line, start..end);
    let place = if is_hanzi(last) { end..end } else { start..end };
    let what = if is_hanzi(last) {
        "段末缺少句号。".to_owned()
    } else {
        format!("段末应为句号，不用“{last}”。")
    };
    Finding::new(span, what)
        .with_fix(Fix::offered("补上句号", vec![Edit::new(Span::on_line(line, place), "。")]))
}
