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
    for (index, two) in marks.windows(2).enumerate() {
        let [first, second] = [two[0], two[1]];
        if first.end() != second.at {
            continue;
        }
        let third = marks.get(index + 2).filter(|third| third.at == second.end());
        match (first.sign, second.sign) {
            ('。', '”') if third.is_some_and(|third| third.sign == '。') => {
                let outer = Mark { at: second.end(), sign: '。' };
                findings.push(
                    Finding::new(span(outer), "引号内已有句号，引号外不再用句号。")
                        .with_fix(Fix::offered("删去引号外的句号", vec![Edit::new(span(outer), "")])),
                );
            }
            (a, b) if is_plain(a) && is_plain(b) => {
                let run = |mark: Option<&Mark>, beside: usize| {
                    mark.is_some_and(|mark| mark.sign == '。' && beside == mark.at)
                };
                let before_it =
                    index.checked_sub(1).map(|at| &marks[at]).filter(|mark| mark.end() == first.at);
                // Three full stops stand for an ellipsis.
                let ellipsis = a == '。'
                    && b == '。'
                    && (run(third, second.end()) || before_it.is_some_and(|mark| mark.sign == '。'));
                if !ellipsis && (!a.is_ascii() || before(text, first.at).is_some_and(is_wide)) {
                    findings.push(report(text, first, second));
                }
            }
            _ => {}
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

fn report(text: &str, first: Mark, second: Mark) -> Finding {
    let written = &text[first.at..second.end()];
    let (strong, weak) = (strength(second.sign), strength(first.sign));
    // What ends more goes: “，。” is the end of the sentence, “。，” may be either.
    let removed = if strong >= weak && first.sign != second.sign { first } else { second };
    let kept = if removed == first { second } else { first };
    let title = format!("只留“{}”", kept.sign);
    let edits = vec![Edit::new(Span::on_line(0, removed.range()), "")];
    let fix = if strong < weak { Fix::offered(title, edits) } else { Fix::safe(title, edits) };
    Finding::new(span(second), format!("点号重复：“{written}”只用一个。")).with_fix(fix)
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
