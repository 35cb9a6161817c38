//! 河(湖)长制……河湖长制

use std::cell::OnceCell;
use std::cmp::Reverse;

use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::{Entry, Status, Use};
use crate::text::{Span, is_hanzi};

use super::{by_entry, cite};

/// A name that may be written in two ways is written in one of them throughout.
pub static RULE: Rule = Rule {
    id: "terms/form-inconsistent",
    severity: Severity::Info,
    summary: "同一名称全文用一种写法",
    why: "“河湖长制”与“河（湖）长制”都对，同一篇里混用就显得没有统稿。只看字数相同、仅标点不同的写法，全称与简称并用不报。",
    basis: Basis::Practice("同一名称全文写法一致"),
    examples: &[
        Example {
            wrong: "落实河湖长制。\n健全[[河(湖)长制]]。\n强化河湖长制。",
            right: "落实河湖长制。\n健全河湖长制。\n强化河湖长制。",
        },
        Example {
            wrong: "落实河（湖）长制，强化河(湖)长制，健全《河湖长制条例》，河长制责任到人。\n推动成渝地区双城经济圈建设，服务成渝地区。",
            right: "落实河（湖）长制，强化河(湖)长制，健全《河湖长制条例》，河长制责任到人。\n推动成渝地区双城经济圈建设，服务成渝地区。",
        },
    ],
    check: Check::Document(check),
};

/// The uses of one form of an entry: how many, and the first.
struct Written<'a> {
    form: Option<usize>,
    count: usize,
    first: (usize, &'a Use),
}

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let entries = &reference.terms.entries;
    let several = vec![OnceCell::new(); entries.len()];
    let several = |entry: usize| *several[entry].get_or_init(|| has_twins(&entries[entry]));
    for uses in by_entry(draft, |used| several(used.entry)) {
        let entry = &entries[uses[0].1.entry];
        let mut written: Vec<Written> = Vec::new();
        for &(line, used) in &uses {
            match written.iter_mut().find(|known| known.form == used.form) {
                Some(known) => known.count += 1,
                None => written.push(Written { form: used.form, count: 1, first: (line, used) }),
            }
        }
        for (line, used) in uses {
            let is_mine = |other: &&Written| other.form == used.form;
            let Some(mine) = written.iter().position(|other| is_mine(&other)) else { continue };
            let twins = written.iter().enumerate().filter(|(_, other)| {
                !is_mine(other) && is_twin(form(entry, used.form), form(entry, other.form))
            });
            // What is written more often is right here, and of as many what comes first.
            let better = twins.filter(|&(at, other)| (other.count, mine) > (written[mine].count, at));
            if let Some((_, right)) = better.max_by_key(|&(at, other)| (other.count, Reverse(at))) {
                findings.push(finding(draft, line, used, right));
            }
        }
    }
}

fn finding(draft: &Draft, line: usize, used: &Use, right: &Written) -> Finding {
    let text = |line: usize, used: &Use| &draft.document.lines[line].text[used.range.clone()];
    let (right_line, right_use) = right.first;
    let better = text(right_line, right_use);
    let written = cite(text(line, used));
    let message = format!("{written}在文中另有 {} 处作{}，宜统一写法。", right.count, cite(better));
    let span = Span::on_line(line, used.range.clone());
    let fix = Fix::offered(format!("改为{}", cite(better)), vec![Edit::new(span, better)]);
    let place = Span::on_line(right_line, right_use.range.clone());
    Finding::new(span, message).with_fix(fix).with_related(place, "这里的写法不同")
}

/// The text of a form; nothing for one that other rules report.
fn form(entry: &Entry, form: Option<usize>) -> &str {
    match form.map(|form| &entry.forms[form]) {
        Some(form) if matches!(form.status, Status::Deprecated | Status::Superseded) => "",
        Some(form) => &form.text,
        None => &entry.name,
    }
}

/// True when two forms of the entry differ in marks only.
fn has_twins(entry: &Entry) -> bool {
    let forms: Vec<&str> =
        std::iter::once(None).chain((0..entry.forms.len()).map(Some)).map(|at| form(entry, at)).collect();
    forms.iter().enumerate().any(|(at, one)| forms[at + 1..].iter().any(|other| is_twin(one, other)))
}

/// True for other marks between the same characters.
fn is_twin(one: &str, other: &str) -> bool {
    one != other && characters(one).eq(characters(other))
}

fn characters(form: &str) -> impl Iterator<Item = char> {
    form.chars().filter(|&c| is_hanzi(c) || c.is_ascii_alphanumeric())
}
