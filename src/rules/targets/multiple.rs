//! 降低2倍; 增长到3倍.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::draft::Line;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi, numeral};

/// What shrinks is not counted in multiples, and “to” and “by” are not mixed up.
pub static RULE: Rule = Rule {
    id: "targets/multiple",
    severity: Severity::Error,
    summary: "减少、降低不用倍数；分清“增长几倍”与“增长到几倍”",
    why: "减少一倍就是没有了，“降低2倍”算不出数，应写降低百分之几或降到几分之几。“增长到3倍”是原来的3倍，\
          即增长2倍，常与“增长3倍”混用，只提示核对。",
    basis: Basis::Standard("GB/T 15835—2011（减少不用倍数；“增长到N倍”不等于“增长N倍”）"),
    examples: &[
        Example {
            wrong: "能耗[[降低2倍]]，成本[[减少了一倍]]，时限[[压缩近两倍]]。",
            right: "能耗降低2倍，成本减少了一倍，时限压缩近两倍。",
        },
        Example { wrong: "产量[[增长到3倍]]。", right: "产量增长到3倍。" },
        Example {
            wrong: "产量增长3倍，规模提高到2020年的2.2倍，实现倍增，处罚减少2倍率，降低成本，增加3倍，是原来的3倍。",
            right: "产量增长3倍，规模提高到2020年的2.2倍，实现倍增，处罚减少2倍率，降低成本，增加3倍，是原来的3倍。",
        },
    ],
    check: Check::Line(check),
};

const FALLS: [&str; 14] = [
    "降低", "减少", "下降", "缩短", "缩小", "压减", "压缩", "削减", "下调", "缩减", "核减", "减轻", "下跌",
    "回落",
];
const RISES: [&str; 8] = ["增长", "提高", "提升", "增加", "扩大", "上升", "增", "升"];
/// What may stand between verb and number.
const LINKS: [&str; 8] = ["了", "近", "约", "超过", "超", "至少", "达", "整整"];

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    static TIMES: LazyLock<Finder> = LazyLock::new(|| Finder::new("倍"));
    for at in TIMES.find_iter(text.as_bytes()) {
        let end = at + '倍'.len_utf8();
        // 倍率, 倍数 and 倍增 are other words.
        if text[end..].starts_with(['率', '数', '增', '加']) {
            continue;
        }
        let number = text[..at].trim_end_matches(is_number);
        if number.len() == at {
            continue;
        }
        let ending =
            |head: &str, words: &[&'static str]| words.iter().copied().find(|word| head.ends_with(word));
        let head = ending(number, &LINKS).map_or(number, |link| &number[..number.len() - link.len()]);
        if let Some(verb) = ending(head, &FALLS) {
            let start = head.len() - verb.len();
            let message = format!("“{verb}”不用倍数，应写{verb}百分之几，或降到原来的几分之几。");
            findings.push(Finding::new(Span::on_line(0, start..end), message));
        } else if let Some(verb) = number.strip_suffix(['到', '至']).and_then(|head| ending(head, &RISES)) {
            let start = number.len() - '到'.len_utf8() - verb.len();
            let written = &text[start..end];
            let message = format!("“{written}”指原来的几倍，与“{verb}几倍”相差一倍，请核对。");
            findings.push(Finding::new(Span::on_line(0, start..end), message).at_most(Severity::Info));
        }
    }
}

fn is_number(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '.' | '．' | '几' | '数') || is_hanzi(c) && numeral::is_numeral(c)
}
