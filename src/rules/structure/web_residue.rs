//! 网页残留.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Role, is_residue};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Position, Span, pattern};

/// Nothing of the web page that a text was copied from stays in it.
pub static RULE: Rule = Rule {
    id: "structure/web-residue",
    severity: Severity::Info,
    summary: "正文之外没有网页残留",
    why: "从网页复制文件时，常带进“设为首页”“浏览次数”“【关闭】”之类的字样，定稿前应当删去。",
    basis: Basis::Corpus("五篇中四篇带有网页残留"),
    examples: &[
        Example {
            wrong: "[[设为首页\n加入收藏\n]]关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n[[【关闭】]]",
            right: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n",
        },
        Example {
            wrong: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n（此件公开发布）",
            right: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n（此件公开发布）",
        },
        Example {
            wrong: "000001\n机密★1年\n特急\n关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n主题词：治理 决定",
            right: "000001\n机密★1年\n特急\n关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n主题词：治理 决定",
        },
        Example {
            wrong: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n1\n2\n-3-\n0816-1234567\n二、任务\n抓好落实，务求实效。",
            right: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n1\n2\n-3-\n0816-1234567\n二、任务\n抓好落实，务求实效。",
        },
        Example {
            wrong: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n100\n[[责任编辑：张三\n]]200\n二、任务\n抓好落实，务求实效。",
            right: "关于加强治理的决定\n为加强治理，作出如下决定。\n一、总则\n加强领导，压实责任。\n100\n200\n二、任务\n抓好落实，务求实效。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let roles = &document.front.roles;
    let mut line = 0;
    while line < roles.len() {
        if roles[line] != Role::Residue {
            line += 1;
            continue;
        }
        let end = (line..roles.len())
            .find(|&at| !matches!(roles[at], Role::Residue | Role::Blank))
            .unwrap_or(roles.len());
        let foreign = |&at: &usize| roles[at] == Role::Residue && !is_own(document, at);
        let (first, last) = ((line..end).find(foreign), (line..end).rev().find(foreign));
        if let (Some(first), Some(last)) = (first, last)
            && (first..=last).any(|at| is_web(document, at))
        {
            findings.push(report(document, first..last + 1));
        }
        line = end;
    }
}

/// A line that only stands before the title may be a draft's own head (密级, 征求意见稿); something
/// in the block must come from a page.
fn is_web(document: &Document, line: usize) -> bool {
    let paragraph = &document.lines[line];
    let words = paragraph.body().chars().any(char::is_alphanumeric);
    // A comment is invisible in Markdown, and may be one of nigao's own.
    let comment = paragraph.body().starts_with("<!--") && paragraph.body().ends_with("-->");
    let residue = document.front.roles[line] == Role::Residue && is_residue(paragraph);
    residue && words && !comment && !is_own(document, line)
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:\d{6}|(?:绝密|机密|秘密|特急|加急|特提|平急|急件).{0,8}|主\s*题\s*词\s*[:：].*)$")
});
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\d\s/.:：—–-]+$"));
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"));

/// 份号, 密级 and 主题词 belong to the document's own form; numbers below its title are the cells of a
/// table or of pages. A date with the year is what pages show.
fn is_own(document: &Document, line: usize) -> bool {
    let body = document.lines[line].body();
    let number = line >= document.front.body_start && NUMBERS.is_match(body) && !DAY.is_match(body);
    number || FORM.is_match(body)
}

fn report(document: &Document, lines: Range<usize>) -> Finding {
    let last = lines.end - 1;
    let end = match lines.end < document.lines.len() {
        true => Position::new(lines.end, 0),
        false => Position::new(last, document.lines[last].text.len()),
    };
    let span = Span { start: Position::new(lines.start, 0), end };
    let count = lines.filter(|&line| document.front.roles[line] == Role::Residue).count();
    Finding::new(span, format!("网页残留{count}行，定稿前应当删去。"))
        .with_fix(Fix::offered("删去网页残留", vec![Edit::new(span, "")]))
}
