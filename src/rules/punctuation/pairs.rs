//! “甲 （乙 “甲“ （“丙）”

use crate::document::{Document, Flaw, Mark, Pair, PairFault, Paragraph};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::own;

/// Quotation marks, title marks and brackets come in pairs, and lie properly within each other.
pub static RULE: Rule = Rule {
    id: "punctuation/pairs",
    severity: Severity::Error,
    summary: "引号、书名号、括号成对，外双内单，不交叉",
    why: "引号、书名号、括号要前后成对；引号和书名号套用时，外面一层用双的，里面一层用单的。\
          引文分几段的，各段开头用前引号、最后一段末尾用后引号，不算缺。",
    basis: Basis::Standard("GB/T 15834—2011 4.8.3、4.9.3、4.15.3"),
    examples: &[
        Example { wrong: "落实[[“]]两个维护要求。", right: "落实“两个维护要求。" },
        Example {
            wrong: "推进改革[[）]]和开放，发展（含安全）。",
            right: "推进改革）和开放，发展（含安全）。",
        },
        Example {
            wrong: "增强“四个意识[[“]]，坚定“四个自信”，做到[[”]]两个维护”。",
            right: "增强“四个意识”，坚定“四个自信”，做到“两个维护”。",
        },
        Example {
            wrong: "增强“四个意识[[“]]，坚定“四个自信”。", right: "增强“四个意识”，坚定“四个自信”。"
        },
        Example {
            wrong: "提出“坚持[[“]]两山”理念”，按照《关于〈甲〉和[[《]]乙》的通知》，[[‘]]丙’。",
            right: "提出“坚持‘两山’理念”，按照《关于〈甲〉和〈乙〉的通知》，“丙”。",
        },
        Example {
            wrong: "加强（“平安[[）]]”建设。", right: "加强（“平安”）建设。"
        },
        Example {
            wrong: "修改为：“第三条　（一）甲。\n“（二）乙‘丙’。”\n（2021年1月1日甲会议\n通过）\n1）甲，a)乙。\n那是It’s，（见第（三）条），(甲）。",
            right: "修改为：“第三条　（一）甲。\n“（二）乙‘丙’。”\n（2021年1月1日甲会议\n通过）\n1）甲，a)乙。\n那是It’s，（见第（三）条），(甲）。",
        },
    ],
    check: Check::Document(check),
};

/// A quotation may run over lines, as amendments of laws do; a bracket over those of a title or a note.
const QUOTED_LINES: usize = 40;
const BRACKETED_LINES: usize = 8;

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    // Opening marks that wait for their partner in a line below.
    let mut open: Vec<(usize, Mark)> = Vec::new();
    for (line, paragraph) in own(document).filter(|(_, p)| !p.punctuation.flaws.is_empty()) {
        for flaw in &paragraph.punctuation.flaws {
            match flaw.fault {
                PairFault::Unclosed => open.push((line, flaw.mark)),
                PairFault::Unopened => {
                    if !close(document, &mut open, line, flaw.mark) {
                        findings.push(alone(line, flaw.mark, "前面缺少"));
                    }
                }
                _ => findings.push(report(line, paragraph, flaw)),
            }
        }
    }
    for (line, mark) in open {
        if !goes_on(document, line, mark) {
            findings.push(alone(line, mark, "后面缺少"));
        }
    }
}

/// Takes out of `open` what `mark` closes: the nearest that fits and, where that paragraph opens a
/// quotation anew, those before it. False when there is none.
fn close(document: &Document, open: &mut Vec<(usize, Mark)>, line: usize, mark: Mark) -> bool {
    let lines = if matches!(mark.sign, '”' | '’') { QUOTED_LINES } else { BRACKETED_LINES };
    let mut below = line;
    while let Some(at) = open
        .iter()
        .rposition(|(from, opener)| mark.closes(*opener) && *from < below && below - *from <= lines)
    {
        let (from, opener) = open.remove(at);
        below = from;
        if opener.at > document.lines[from].body.start {
            break;
        }
    }
    below < line
}

/// True for a quotation whose next paragraph opens it anew and goes to that paragraph's end.
fn goes_on(document: &Document, line: usize, mark: Mark) -> bool {
    let next = document.lines[line + 1..].iter().find(|p| !p.is_blank());
    mark.sign == '“'
        && next.is_some_and(|p| {
            let closes = |pair: &Pair| pair.open.at == p.body.start && pair.close.end() < p.body.end;
            p.body().starts_with('“') && !p.punctuation.pairs.iter().any(closes)
        })
}

fn alone(line: usize, mark: Mark, what: &str) -> Finding {
    let partner = mark.partner().map_or_else(String::new, |sign| format!("“{sign}”"));
    let message = format!("“{}”不成对，{what}{partner}。", mark.sign);
    Finding::new(Span::on_line(line, mark.range()), message)
}

fn report(line: usize, paragraph: &Paragraph, flaw: &Flaw) -> Finding {
    let span = |mark: Mark| Span::on_line(line, mark.range());
    let sign = flaw.mark.sign;
    let turned = |mark: Mark, to: char| Edit::new(span(mark), to);
    match flaw.fault {
        PairFault::Reversed => {
            let right = if sign == '“' { '”' } else { '“' };
            let fix = Fix::safe(format!("改为“{right}”"), vec![turned(flaw.mark, right)]);
            Finding::new(span(flaw.mark), format!("引号方向反了，“{sign}”应为“{right}”。")).with_fix(fix)
        }
        PairFault::Nested(close) if matches!(sign, '“' | '《') => {
            let (open, shut, what) =
                if sign == '“' { ('‘', '’', "引号") } else { ('〈', '〉', "书名号") };
            let fix = Fix::safe(
                format!("里层改为“{open}{shut}”"),
                vec![turned(flaw.mark, open), turned(close, shut)],
            );
            let message = format!("{what}套用时外双内单，里层“{sign}{}”应为“{open}{shut}”。", close.sign);
            Finding::new(span(flaw.mark), message).with_fix(fix)
        }
        PairFault::Single(close) => {
            let fix = Fix::safe("改为“ ”", vec![turned(flaw.mark, '“'), turned(close, '”')]);
            Finding::new(span(flaw.mark), "单引号用在双引号之内，外层应为双引号“ ”。").with_fix(fix)
        }
        PairFault::Crossed => crossed(line, paragraph, flaw.mark),
        _ => Finding::new(span(flaw.mark), "同一形式的括号一般不套用，里外宜用不同的括号。")
            .at_most(Severity::Info),
    }
}

/// Two pairs that overlap; where their closing marks stand side by side, they change places.
fn crossed(line: usize, paragraph: &Paragraph, mark: Mark) -> Finding {
    let span = Span::on_line(line, mark.range());
    let finding = Finding::new(span, format!("“{}”与另一对标点交叉，后开的应当先合。", mark.sign));
    let next = paragraph.punctuation.marks.iter().find(|next| next.at == mark.end());
    let closes = |next: &&Mark| paragraph.punctuation.pairs.iter().any(|pair| pair.close == **next);
    match next.filter(closes) {
        Some(next) => {
            let both = Span::on_line(line, mark.at..next.end());
            let text = format!("{}{}", next.sign, mark.sign);
            finding.with_fix(Fix::safe(format!("改为“{text}”"), vec![Edit::new(both, text)]))
        }
        None => finding,
    }
}
