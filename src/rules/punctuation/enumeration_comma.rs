//! 甲、乙、等 → 甲、乙等; 甲、和乙 → 甲和乙

use crate::document::Mark;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::lexicon;

use super::{begins_with, span};

/// No 顿号 before 等, and none beside 和 and 及.
pub static RULE: Rule = Rule {
    id: "punctuation/enumeration-comma",
    severity: Severity::Warning,
    summary: "“等”“和”“及”前不用顿号",
    why: "“等”“等等”前不用顿号；“和”“及”“以及”已经连接并列成分，前面通常不再用顿号。\
          “等级”“和谐”“及时”等词不受影响。",
    basis: Basis::Recommendation("GB/T 15834—2011 附录B.1.2；连词前不用顿号为编校常例"),
    examples: &[
        Example {
            wrong: "加强农业、林业[[、]]等工作。", right: "加强农业、林业等工作。"
        },
        Example {
            wrong: "统筹城市[[、]]和乡村，甲、乙[[、]]以及丙。",
            right: "统筹城市和乡村，甲、乙以及丙。",
        },
        Example {
            wrong: "宽松、和谐，公平、及时，质量、等级，同步、与全国全省同步，团结、和睦，离子、等离子。",
            right: "宽松、和谐，公平、及时，质量、等级，同步、与全国全省同步，团结、和睦，离子、等离子。",
        },
    ],
    check: Check::Line(check),
};

/// Words that begin with 等, 和 and 及 and that the dictionary lacks or could be misread.
const WORDS: [&str; 10] = ["等离", "等比", "等额", "等距", "等温", "等压", "和合", "和衷", "及第", "和而"];

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    for mark in line.paragraph.punctuation.marks.iter().filter(|mark| mark.sign == '、') {
        let rest = &text[mark.end()..];
        let word = match rest.chars().next() {
            Some('等') => "等",
            Some('和') => "和",
            Some('及') => "及",
            Some('以') if rest.starts_with("以及") => "以及",
            _ => continue,
        };
        if !begins_word(rest, word) && is_joined(rest, word) {
            findings.push(report(*mark, word));
        }
    }
}

/// True when a longer word begins here: 等级, 和谐, 及时.
fn begins_word(rest: &str, word: &str) -> bool {
    if word == "以及" {
        return false;
    }
    let start: Vec<char> = rest.chars().take(4).collect();
    begins_with(rest, &WORDS)
        || lexicon::words(&start).any(|(length, _)| length > 1 && !begins_with(rest, &["等等"]))
}

/// True when something follows that 和 joins.
fn is_joined(rest: &str, word: &str) -> bool {
    word == "等" || rest[word.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '《'))
}

fn report(mark: Mark, word: &str) -> Finding {
    let message = match word {
        "等" => "“等”前不用顿号。".to_owned(),
        _ => format!("“{word}”已经连接并列成分，前面通常不用顿号。"),
    };
    Finding::new(span(mark), message).with_fix(Fix::safe("删去顿号", vec![Edit::new(span(mark), "")]))
}
