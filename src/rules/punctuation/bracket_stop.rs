//! （甲。） → （甲）

use crate::document::{Mark, Pair};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

use super::{after, before, is_stop, span};

/// What stands in brackets within a sentence has no stop at its end.
pub static RULE: Rule = Rule {
    id: "punctuation/bracket-stop",
    severity: Severity::Warning,
    summary: "句内括号末尾通常不用句号、逗号等点号",
    why: "括号注释句子里的词语时，括号内末尾通常不用点号，问号、叹号除外；注释整个句子的括号放在句号之后，\
          里面可以有句号。",
    basis: Basis::Recommendation("GB/T 15834—2011 附录B.2.2"),
    examples: &[
        Example {
            wrong: "各县（含市、区[[。]]）要抓好落实，推进产业园（含集聚区[[，]]）建设。",
            right: "各县（含市、区）要抓好落实，推进产业园（含集聚区）建设。",
        },
        Example { wrong: "落实各项政策(含补贴[[。]])", right: "落实各项政策(含补贴)。" },
        Example {
            wrong: "各地要抓好落实。（责任单位：各县。）\n（此件公开发布。）\n加强领导（有人问：为什么？）。\n甲（乙。丙。）丁。",
            right: "各地要抓好落实。（责任单位：各县。）\n（此件公开发布。）\n加强领导（有人问：为什么？）。\n甲（乙。丙。）丁。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let paragraph = &line.paragraph;
    let text = paragraph.text.as_str();
    for pair in paragraph.punctuation.pairs.iter().filter(|pair| matches!(pair.close.sign, '）' | ')')) {
        let last = before(text, pair.close.at).filter(|c| matches!(c, '。' | '，' | ',' | '、' | '；' | ';'));
        let Some(stop) = last else { continue };
        let explains_word =
            before(text, pair.open.at).is_some_and(|c| is_hanzi(c) || matches!(c, '”' | '》' | '%'));
        let inner = &text[pair.open.end()..pair.close.at - stop.len_utf8()];
        if explains_word && !inner.contains('。') {
            findings.push(report(text, pair, stop, paragraph.body.end));
        }
    }
}

fn report(text: &str, pair: &Pair, stop: char, end: usize) -> Finding {
    let mark = Mark { at: pair.close.at - stop.len_utf8(), sign: stop };
    let mut edits = vec![Edit::new(span(mark), "")];
    // The sentence must still end.
    if stop == '。' && pair.close.end() == end && after(text, end).is_none_or(|c| !is_stop(c)) {
        edits.push(Edit::new(Span::on_line(0, end..end), "。"));
    }
    Finding::new(span(mark), format!("句内括号末尾通常不用“{stop}”。"))
        .with_fix(Fix::safe("删去括号内的点号", edits))
}
