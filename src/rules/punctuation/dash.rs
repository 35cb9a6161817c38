//! -- ― 一 → ——

use crate::document::Mark;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

use super::{after, before};

/// The dash is two characters long, the sign between start and end one.
pub static RULE: Rule = Rule {
    id: "punctuation/dash",
    severity: Severity::Warning,
    summary: "破折号用“——”，起止用一字线“—”",
    why: "破折号的形式是“——”，占两个字的位置，不用两个短横或者制表符代替，列举各项之前的也一样；\
          时间、地域的起止用一字线“—”，只占一个字。",
    basis: Basis::Standard("GB/T 15834—2011 4.10、4.13"),
    examples: &[
        Example {
            wrong: "[[--]]园区提质行动。\n[[―]]企业培育行动。\n[[—]]科技赋能行动。",
            right: "——园区提质行动。\n——企业培育行动。\n——科技赋能行动。",
        },
        Example {
            wrong: "一个目标[[--]]全面建成[[──]]小康[[———]]社会。",
            right: "一个目标——全面建成——小康——社会。",
        },
        Example { wrong: "规划期为2021[[——]]2025年。", right: "规划期为2021—2025年。" },
        Example {
            wrong: "——园区提质行动。\n打造创业苗圃—孵化器，成都—重庆，2021—2025年，nigao --fix，<!-- 注 -->，\n--\n|--|甲|",
            right: "——园区提质行动。\n打造创业苗圃—孵化器，成都—重庆，2021—2025年，nigao --fix，<!-- 注 -->，\n--\n|--|甲|",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let paragraph = &line.paragraph;
    let text = paragraph.text.as_str();
    let is_line = |c: char| matches!(c, '-' | '—' | '–' | '―' | '─' | '－');
    let mut rest = paragraph.punctuation.marks.as_slice();
    while let Some(at) = rest.iter().position(|mark| is_line(mark.sign)) {
        let adjoins = |two: &&[Mark]| is_line(two[1].sign) && two[0].end() == two[1].at;
        let (run, others) = rest[at..].split_at(1 + rest[at..].windows(2).take_while(adjoins).count());
        rest = others;
        let opens_item = run[0].at == paragraph.body.start;
        findings.extend(judge(text, run, opens_item));
    }
}

/// What is wrong with a run of lines of any length.
fn judge(text: &str, run: &[Mark], opens_item: bool) -> Option<Finding> {
    let range = run[0].at..run[run.len() - 1].end();
    let (left, right) = (before(text, range.start), after(text, range.end));
    let written = &text[range.clone()];
    let span = Span::on_line(0, range);
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if written == "——" && digits(left) && digits(right) {
        return Some(
            Finding::new(span, "起止之间用一字线“—”，不用破折号“——”。")
                .with_fix(Fix::safe("改为“—”", vec![Edit::new(span, "—")])),
        );
    }
    let wide = |c: Option<char>| {
        c.is_some_and(|c| is_hanzi(c) || matches!(c, '“' | '”' | '《' | '》' | '，' | '。'))
    };
    let is_dash = match run {
        [one] => opens_item && one.sign != '-' && wide(right),
        _ => (opens_item || wide(left)) && wide(right),
    };
    (is_dash && written != "——").then(|| {
        Finding::new(span, format!("破折号的形式是“——”，不作“{written}”。"))
            .with_fix(Fix::safe("改为“——”", vec![Edit::new(span, "——")]))
    })
}
