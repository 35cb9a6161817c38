//! “新基建”……新基建

use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::{Quote, Quoting, Use};
use crate::text::Span;

use super::{by_entry, cite};

/// A name is quoted throughout a text, or nowhere.
pub static RULE: Rule = Rule {
    id: "terms/quote-inconsistent",
    severity: Severity::Info,
    summary: "同一名称在文中加引号与否前后一致",
    why: "同一个简称或提法，有的地方加引号、有的地方不加，读者会疑心不是一回事。只比较同一篇文稿，并且只看术语库中作名称时加引号的词语。",
    basis: Basis::Practice("同一名称全文写法一致"),
    examples: &[
        Example {
            wrong: "优化政务服务，推进“一网通办”。\n支持[[一网通办]]，推进“一网通办”。",
            right: "优化政务服务，推进“一网通办”。\n支持“一网通办”，推进“一网通办”。",
        },
        Example {
            wrong: "支持一网通办，推进一网通办。\n不忘初心、牢记使命，开展“不忘初心、牢记使命”主题教育。",
            right: "支持一网通办，推进一网通办。\n不忘初心、牢记使命，开展“不忘初心、牢记使命”主题教育。",
        },
        Example {
            wrong: "推进“一网通办”，落实《一网通办三年行动计划》和“百件一网通办事项”，坚持创新驱动、发展先进制造。",
            right: "推进“一网通办”，落实《一网通办三年行动计划》和“百件一网通办事项”，坚持创新驱动、发展先进制造。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let entries = &reference.terms.entries;
    let is_compared =
        |used: &Use| used.quoting != Quoting::Plain && entries[used.entry].quote == Quote::WhenName;
    for uses in by_entry(draft, is_compared) {
        let of = |quoting: Quoting| uses.iter().filter(move |(_, used)| used.quoting == quoting);
        let (marked, missing) = (of(Quoting::Marked).count(), of(Quoting::Missing).count());
        if marked == 0 || missing == 0 {
            continue;
        }
        // The fewer are the odd ones out.
        let odd = if missing <= marked { Quoting::Missing } else { Quoting::Marked };
        findings.extend(of(odd).map(|(line, used)| finding(draft, *line, used, marked.max(missing))));
    }
}

fn finding(draft: &Draft, line: usize, used: &Use, others: usize) -> Finding {
    let words = &draft.document.lines[line].text[used.range.clone()];
    let span = Span::on_line(line, used.range.clone());
    let quoted = format!("“{words}”");
    let (state, other, range, fixed) = match used.quoting {
        Quoting::Marked => {
            let range = used.range.start - '“'.len_utf8()..used.range.end + '”'.len_utf8();
            ("加了引号", "不加", range, words.to_owned())
        }
        _ => ("没有加引号", "加引号", used.range.clone(), quoted.clone()),
    };
    let message = format!("{quoted}此处{state}，文中另有 {others} 处{other}，宜前后一致。");
    let finding = Finding::new(span, message);
    let text = &draft.document.lines[line].text;
    // Straight and single marks are of another length, and of another kind of trouble.
    let plain = text.get(range.clone()).is_some_and(|text| text == words || text == quoted);
    let edit = Edit::new(Span::on_line(line, range), fixed.clone());
    if plain {
        finding.with_fix(Fix::offered(format!("改为{}", cite(&fixed)), vec![edit]))
    } else {
        finding
    }
}
