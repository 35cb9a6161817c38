//! 题注: missing, with an impossible date, or at odds with the date of the signature.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{AdoptionNote, Document, Role};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, numeral, pattern};

use super::{is_resolution, lines_of};

/// The note under the title names a date that exists, without padding.
pub static RULE: Rule = Rule {
    id: "structure/adoption-note",
    severity: Severity::Error,
    summary: "题注写明通过的日期和会议，日期真实，月、日不编虚位",
    why: "会议通过的决定、决议通常在标题之下用括号注明日期和会议。日期必须是历书上有的日子，\
          月、日不写成“05月”“08日”；落款日期与题注日期不应矛盾。现行标准没有题注条款，缺题注只作提示。",
    basis: Basis::Standard("GB/T 9704—2012 7.3.5.4（日期写法）；题注本身为实务，语料 4/4 有"),
    examples: &[
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（[[2022年2月30日]]中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则",
            right: "中共示范市委关于加强治理的决定\n（2022年2月30日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（[[2022年02月08日]]中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "[[中共示范市委关于加强治理的决定]]\n为加强全市治理工作，全会进行了研究，作出如下决定。\n一、总则\n二、任务",
            right: "中共示范市委关于加强治理的决定\n为加强全市治理工作，全会进行了研究，作出如下决定。\n一、总则\n二、任务",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n加强领导。\n中共示范市委\n[[2022年3月8日]]",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n加强领导。\n中共示范市委\n2022年3月8日",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n(2021年7月13日中国共产党示范市\n第四届委员会第十二次全体会议通过)\n为加强治理，作出如下决定。\n一、总则",
            right: "中共示范市委关于加强治理的决定\n(2021年7月13日中国共产党示范市\n第四届委员会第十二次全体会议通过)\n为加强治理，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（[[二〇二四年二月三十日]]中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则",
            right: "中共示范市委关于加强治理的决定\n（二〇二四年二月三十日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n加强领导。\n中共示范市委\n[[二〇二二年一月八日]]",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n加强领导。\n中共示范市委\n二〇二二年一月八日",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n加强领导。\n中共示范市委\n二〇二二年二月八日",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第一届委员会第二次全体会议通过）\n为加强治理，作出如下决定。\n一、总则\n加强领导。\n中共示范市委\n二〇二二年二月八日",
        },
    ],
    check: Check::Document(check),
};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let (year, number) = ("[0-9]{4}|[〇零○一二三四五六七八九]{4}", "[0-9]{1,2}|[一二三四五六七八九十]{1,3}");
    pattern(&format!("(?<year>{year})年(?<month>{number})月(?<day>{number})日"))
});

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    match &document.front.adoption {
        Some(note) => {
            check_date(document, note, findings);
            check_signature(document, note, findings);
        }
        None => check_missing(document, findings),
    }
}

fn check_date(document: &Document, note: &AdoptionNote, findings: &mut Vec<Finding>) {
    let line = note.lines[0];
    let Some(found) = DATE.captures(&document.lines[line].text) else { return };
    let span = Span::on_line(line, found.get_match().range());
    let (year, month, day) = note.date;
    if note.iso_date().is_none() {
        findings.push(Finding::new(span, format!("日历上没有{year}年{month}月{day}日。")));
        return;
    }
    if [&found["month"], &found["day"]].iter().any(|number| number.starts_with('0')) {
        let right = format!("{year}年{month}月{day}日");
        findings.push(
            Finding::new(span, format!("月、日不编虚位，应为“{right}”。"))
                .at_most(Severity::Warning)
                .with_fix(Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)])),
        );
    }
}

/// A signature with another date than the note: readers cannot tell which one counts.
fn check_signature(document: &Document, note: &AdoptionNote, findings: &mut Vec<Finding>) {
    // A date that does not exist is reported by itself.
    if note.meeting.is_empty() || note.iso_date().is_none() {
        return;
    }
    for line in lines_of(document, Role::Signature) {
        let Some(found) = DATE.captures(&document.lines[line].text) else { continue };
        let Some(signed) = date_of(&found).filter(|&signed| signed != note.date) else { continue };
        let (year, month, day) = note.date;
        let span = Span::on_line(line, found.get_match().range());
        let message = format!("落款日期与题注的{year}年{month}月{day}日不一致。");
        // What was adopted may be made public later, but not before.
        let severity = if signed > note.date { Severity::Info } else { Severity::Warning };
        findings.push(Finding::new(span, message).at_most(severity));
        return;
    }
}

/// Year, month and day, written in digits or in Hanzi.
fn date_of(found: &regex::Captures) -> Option<(u32, u32, u32)> {
    let number = |name: &str| found[name].parse().ok().or_else(|| numeral::parse(&found[name]));
    Some((number("year")?, number("month")?, number("day")?))
}

/// Resolutions of Party committees and people's congresses are adopted by a meeting.
fn check_missing(document: &Document, findings: &mut Vec<Finding>) {
    let Some(title) = document.front.title.as_ref().filter(|_| is_resolution(document)) else { return };
    let by_meeting =
        ["中共", "中国共产党", "代表大会", "常务委员会"].iter().any(|word| title.text.contains(word));
    if by_meeting && document.reading.placed.len() >= 2 {
        let line = title.lines[0];
        let span = Span::on_line(line, document.lines[line].body.clone());
        let message = "会议通过的决定、决议通常在标题下注明日期和会议，此处没有题注。";
        findings.push(Finding::new(span, message).at_most(Severity::Info));
    }
}
