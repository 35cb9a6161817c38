//! 党的二十大以来 in a text of 2021

use std::collections::BTreeMap;

use crate::document::{Tense, is_date};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, numeral};

/// A meeting that the text reports about was held before the text was adopted.
pub static RULE: Rule = Rule {
    id: "references/future-event",
    severity: Severity::Error,
    summary: "引用的会议不晚于题注日期",
    why: "题注日期早于会议召开的日期，正文却写会议“提出”“以来”“精神”，不是题注日期错了，就是套用了后来的文件。\
          迎接、筹备会议和一年之内预先部署学习贯彻的，不报。",
    basis: Basis::Regulation("第二十条（审核时间、引文等是否准确）"),
    examples: &[
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2021年7月13日中国共产党示范市第一届委员会第二次全体会议通过）\n党的[[二十大]]以来，全市治理水平不断提高。\n全面贯彻党的[[十九届五中、六中全会]]精神。",
            right: "中共示范市委关于加强治理的决定\n（2021年7月13日中国共产党示范市第一届委员会第二次全体会议通过）\n党的二十大以来，全市治理水平不断提高。\n全面贯彻党的十九届五中、六中全会精神。",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2021年7月13日中国共产党示范市第一届委员会第二次全体会议通过）\n深入学习贯彻党的[[二十大]]精神。",
            right: "中共示范市委关于加强治理的决定\n（2021年7月13日中国共产党示范市第一届委员会第二次全体会议通过）\n深入学习贯彻党的二十大精神。",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2021年12月13日中国共产党示范市第一届委员会第二次全体会议通过）\n党的十八大以来，全面贯彻党的十九大和十九届历次全会精神，以优异成绩迎接党的二十大胜利召开。\n把学习贯彻党的二十大精神作为首要任务，做好党的二十大代表选举工作。",
            right: "中共示范市委关于加强治理的决定\n（2021年12月13日中国共产党示范市第一届委员会第二次全体会议通过）\n党的十八大以来，全面贯彻党的十九大和十九届历次全会精神，以优异成绩迎接党的二十大胜利召开。\n把学习贯彻党的二十大精神作为首要任务，做好党的二十大代表选举工作。",
        },
        Example {
            wrong: "中共示范市委关于加强治理的决定\n党的二十大以来，全市治理水平不断提高。",
            right: "中共示范市委关于加强治理的决定\n党的二十大以来，全市治理水平不断提高。",
        },
    ],
    check: Check::Document(check),
};

type Day = (u32, u32, u32);

/// First days of congresses (session 0) and plenary sessions, in order. Source: communiques of the
/// meetings as published by Xinhua.
const HELD: [(Which, Day); 25] = [
    ((15, 0), (1997, 9, 12)),
    ((16, 0), (2002, 11, 8)),
    ((17, 0), (2007, 10, 15)),
    ((17, 3), (2008, 10, 9)),
    ((17, 4), (2009, 9, 15)),
    ((17, 5), (2010, 10, 15)),
    ((17, 6), (2011, 10, 15)),
    ((18, 0), (2012, 11, 8)),
    ((18, 2), (2013, 2, 26)),
    ((18, 3), (2013, 11, 9)),
    ((18, 4), (2014, 10, 20)),
    ((18, 5), (2015, 10, 26)),
    ((18, 6), (2016, 10, 24)),
    ((18, 7), (2017, 10, 11)),
    ((19, 0), (2017, 10, 18)),
    ((19, 2), (2018, 1, 18)),
    ((19, 3), (2018, 2, 26)),
    ((19, 4), (2019, 10, 28)),
    ((19, 5), (2020, 10, 26)),
    ((19, 6), (2021, 11, 8)),
    ((19, 7), (2022, 10, 9)),
    ((20, 0), (2022, 10, 16)),
    ((20, 2), (2023, 2, 26)),
    ((20, 3), (2024, 7, 15)),
    ((20, 4), (2025, 10, 20)),
];

/// Congress and session.
type Which = (u32, u32);

/// A day before which the meeting was not held: its own, or that of the last known one before it.
fn held(which: Which) -> Option<Day> {
    HELD.iter().rev().find(|(known, _)| *known <= which).map(|&(_, day)| day)
}

/// The meeting and when it was held, for the message.
fn name(which: Which) -> String {
    let (congress, session) = (numeral::format(which.0), numeral::format(which.1));
    let name =
        if which.1 == 0 { format!("{congress}大") } else { format!("{congress}届{session}中全会") };
    let later = if HELD.iter().any(|(known, _)| *known == which) { "" } else { "以后" };
    let (year, month, _) = held(which).unwrap_or_default();
    format!("党的{name}{year}年{month}月{later}才召开")
}

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let Some(note) = document.front.adoption.as_ref() else { return };
    let (year, month, day) = note.date;
    if !is_date(year, month, day) {
        return;
    }
    let mut places: BTreeMap<Which, Vec<Span>> = BTreeMap::new();
    for (line, paragraph) in document.body() {
        for meeting in &paragraph.meetings {
            let known = match meeting.tense {
                Tense::Held => (year, month, day),
                // The study of what comes within a year may be planned.
                Tense::Studied => (year + 1, month, day),
                Tense::Open => continue,
            };
            let which = (meeting.congress, meeting.session);
            if held(which).is_some_and(|held| known < held) {
                let span = Span::on_line(line, meeting.range.clone());
                places.entry(which).or_default().push(span);
            }
        }
    }
    for (which, places) in places {
        let again = if places.len() > 1 { format!("，共 {} 处", places.len()) } else { String::new() };
        let message = format!("{}，晚于题注日期（{year}年{month}月{day}日）{again}，请核实。", name(which));
        let finding = Finding::new(places[0], message);
        let related = places[1..].iter();
        findings.push(related.fold(finding, |finding, span| finding.with_related(*span, "同一会议")));
    }
}
