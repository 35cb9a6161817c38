//! “甲”、“乙” → “甲”“乙”

use crate::document::{Mark, Pair};
use crate::draft::Line;
use crate::finding::Severity;
use crate::finding::{Edit, Finding, Fix};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

use super::{after, begins_with};

/// Between quoted items no comma is needed.
pub static RULE: Rule = Rule {
    id: "punctuation/quoted-list",
    severity: Severity::Info,
    summary: "标有引号、书名号的并列成分之间通常不用顿号",
    why: "“甲”“乙”、《甲》《乙》这样并列，引号和书名号已经隔开，之间通常不用顿号；中间有括注等插入成分，\
          或者并列的不都带引号时，才用顿号。",
    basis: Basis::Recommendation("GB/T 15834—2011 4.5.3.5"),
    examples: &[
        Example {
            wrong: "增强“四个意识”[[、]]“四个自信”，修订《章程》[[、]]《准则》、《条例》等。",
            right: "增强“四个意识”“四个自信”，修订《章程》《准则》《条例》等。",
        },
        Example {
            wrong: "办好企业家“早餐汇”、“四上”企业座谈，《甲》（2020年）、《乙》，“甲”、乙、“丙”，甲、“乙”、“丙”，“保”与“用”、“古”与“今”的关系。",
            right: "办好企业家“早餐汇”、“四上”企业座谈，《甲》（2020年）、《乙》，“甲”、乙、“丙”，甲、“乙”、“丙”，“保”与“用”、“古”与“今”的关系。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    let punctuation = &line.paragraph.punctuation;
    let quoted: Vec<&Pair> =
        punctuation.pairs.iter().filter(|pair| matches!(pair.close.sign, '”' | '》')).collect();
    if quoted.len() < 2 || !text.contains("”、“") && !text.contains("》、《") {
        return;
    }
    let joined = |a: &&Pair, b: &&Pair| comma_between(text, a, b).is_some();
    for list in quoted.chunk_by(|a, b| joined(a, b) || a.close.end() == b.open.at) {
        let commas: Vec<Mark> =
            list.windows(2).filter_map(|two| comma_between(text, two[0], two[1])).collect();
        let [first, ..] = commas[..] else { continue };
        if !is_whole(text, list) {
            continue;
        }
        let span = |mark: &Mark| Span::on_line(0, mark.range());
        let edits = commas.iter().map(|mark| Edit::new(span(mark), "")).collect();
        let what = if list[0].close.sign == '”' { "引号" } else { "书名号" };
        let message = format!("标有{what}的并列成分之间通常不用顿号。");
        findings.push(Finding::new(span(&first), message).with_fix(Fix::offered("删去顿号", edits)));
    }
}

fn comma_between(text: &str, a: &Pair, b: &Pair) -> Option<Mark> {
    let comma = Mark { at: a.close.end(), sign: '、' };
    (a.close.sign == b.close.sign && b.open.at == comma.end() && after(text, comma.at) == Some('、'))
        .then_some(comma)
}

/// True when the items are nothing but quoted, and the list has no others. In 企业家“早餐汇”、“四上”企业
/// the words around belong to one item each.
fn is_whole(text: &str, list: &[&Pair]) -> bool {
    const VERBS: [&str; 14] = [
        "增强", "坚持", "坚定", "落实", "贯彻", "做到", "实施", "开展", "深化", "修订", "制定", "执行",
        "遵守", "提出",
    ];
    const AFTER: [&str; 7] = ["等", "和", "与", "及", "以及", "的", "或"];
    let left = &text[..list[0].open.at];
    let right = &text[list[list.len() - 1].close.end()..];
    // In “保”与“用”、“古”与“今” two go together.
    let paired =
        left.strip_suffix(['与', '和', '同', '及', '或']).is_some_and(|left| left.ends_with(['”', '》']));
    let others = paired || left.ends_with('、') || right.starts_with('、');
    let starts = !left.ends_with(is_hanzi) || VERBS.iter().any(|verb| left.ends_with(verb));
    let ends = !right.starts_with(is_hanzi) || begins_with(right, &AFTER);
    !others && (list.len() > 2 || starts || ends)
}
