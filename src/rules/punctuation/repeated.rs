//! ，， 。。 → ， 。

use crate::document::Mark;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

use super::{before, is_stop, span};

/// One stop stands at a place.
pub static RULE: Rule = Rule {
    id: "punctuation/repeated",
    severity: Severity::Error,
    summary: "点号不重复、不并用",
    why: "句号、逗号、顿号、分号、冒号在一处只用一个；改稿时删去字句，常留下两个点号相连。问号、叹号可以叠用，\
          引文末尾的句号放在引号之内时，引号之外不再用。",
    basis: Basis::Standard("GB/T 15834—2011 4.1—4.7各点号的用法、附录B.2.1"),
    examples: &[
        Example {
            wrong: "加强领导，[[，]]压实责任。[[。]]推进改革、[[，]]扩大开放，[[。]]",
            right: "加强领导，压实责任。推进改革，扩大开放。",
        },
        Example {
            wrong: "加强领导,[[,]]压实责任;[[;]]推进改革。", right: "加强领导,压实责任;推进改革。"
        },
        Example {
            wrong: "他说：“要抓落实。”[[。]]会议强调。", right: "他说：“要抓落实。”会议强调。"
        },
        Example {
            wrong: "为什么？！太好了！！！他说……。a,,b；C::D，`，，`，“要抓落实。”会议强调：",
            right: "为什么？！太好了！！！他说……。a,,b；C::D，`，，`，“要抓落实。”会议强调：",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    let marks = &line.paragraph.punctuation.marks;
    for run in marks.chunk_by(|a, b| a.end() == b.at && is_plain(a.sign) && is_plain(b.sign)) {
        let [first, second, ..] = run else { continue };
        // Three full stops stand for an ellipsis.
        let ellipsis = run.len() > 2 && run.iter().all(|mark| mark.sign == '。');
        let chinese = !first.sign.is_ascii() || before(text, first.at).is_some_and(is_wide);
        if chinese && !ellipsis {
            findings.push(report(text, run, *second));
        }
    }
    for three in marks.windows(3) {
        let adjoin = three[0].end() == three[1].at && three[1].end() == three[2].at;
        if adjoin && [three[0].sign, three[1].sign, three[2].sign] == ['。', '”', '。'] {
            findings.push(
                Finding::new(span(three[2]), "引号内已有句号，引号外不再用句号。")
                    .with_fix(Fix::offered("删去引号外的句号", vec![Edit::new(span(three[2]), "")])),
            );
        }
    }
}

/// True for the stops that never stand side by side.
fn is_plain(c: char) -> bool {
    is_stop(c) && !matches!(c, '！' | '!' | '？' | '?')
}

fn is_wide(c: char) -> bool {
    is_hanzi(c) || is_stop(c) || matches!(c, '”' | '》' | '）' | ')' | '%')
}

/// A run of stops: what ends more stays. “，。” is the end of the sentence, “。，” may be either.
fn report(text: &str, run: &[Mark], second: Mark) -> Finding {
    let (first, last) = (run[0], run[run.len() - 1]);
    let kept = if strength(last.sign) > strength(first.sign) { last } else { first };
    let others = run.iter().filter(|mark| **mark != kept);
    let edits = others.map(|mark| Edit::new(span(*mark), "")).collect();
    let title = format!("只留“{}”", kept.sign);
    let sure = strength(last.sign) >= strength(first.sign);
    let fix = if sure { Fix::safe(title, edits) } else { Fix::offered(title, edits) };
    let written = &text[first.at..last.end()];
    let place = Span::on_line(0, second.at..last.end());
    Finding::new(place, format!("点号重复：“{written}”只用一个。")).with_fix(fix)
}

/// How much a stop ends.
fn strength(c: char) -> u8 {
    match c {
        '、' => 0,
        '，' | ',' => 1,
        '；' | ';' => 2,
        '：' | ':' => 3,
        _ => 4,
    }
}
