//! 实现旅游收入700亿元: neither commitment nor bound nor horizon, where the corpus has all of them.

use crate::corpus::{Corpus, Document as Published};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::target::{Bound, Target};

/// A target says how firmly, to what bound and until when.
pub static RULE: Rule = Rule {
    id: "targets/weak-phrasing",
    severity: Severity::Info,
    summary: "目标写明期限和界限：到某年，某指标突破某数",
    why: "“实现旅游收入700亿元”没有期限，也不知是达到、突破还是左右。语料中写同一指标用“到2025年，旅游收入突破\
          700亿元”，可以照此改写，年份请自定。只在语料有同一指标的目标时提示。",
    basis: Basis::Corpus("语料中同一指标的写法"),
    examples: &[
        Example {
            wrong: "一、目标\n[[实现旅游收入600亿元]]，发展壮大旅游产业。",
            right: "一、目标\n2025年，旅游收入突破600亿元，发展壮大旅游产业。",
        },
        Example {
            wrong: "一、目标\n力争旅游收入突破600亿元。到2027年，旅游收入600亿元。建设园区10家。门票收入3亿元。全年旅游收入600亿元，比上年增长7%。",
            right: "一、目标\n力争旅游收入突破600亿元。到2027年，旅游收入600亿元。建设园区10家。门票收入3亿元。全年旅游收入600亿元，比上年增长7%。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let weak = |target: &&Target| is_weak(target) && !is_report(draft, target);
    for target in draft.promises.targets.iter().filter(weak) {
        let Some(indicator) = &target.statement.indicator else { continue };
        let firm = reference.corpus.targets_for(&indicator.text).find(|(_, other)| is_firm(other, target));
        if let Some((document, model)) = firm {
            report(draft, target, document, model, &reference.corpus, findings);
        }
    }
}

/// True for a plain value without horizon: 实现旅游收入700亿元.
fn is_weak(target: &Target) -> bool {
    let statement = &target.statement;
    let plain =
        statement.verb.as_ref().is_none_or(|verb| matches!(verb.text.as_str(), "实现" | "完成" | "为"));
    target.horizon.is_none()
        && plain
        && matches!(statement.bound, Bound::Equal | Bound::AtLeast)
        && statement.limits.is_empty()
        && !statement.is_committed
        && statement.quantity.as_ref().is_some_and(|quantity| quantity.upper.is_none())
}

/// True for what was reached: 零售总额1682亿元，比上年增长7.4%.
fn is_report(draft: &Draft, target: &Target) -> bool {
    let rest = &draft.document.lines[target.line].text[target.statement.range.end..];
    let sentence = rest.split(['。', '；', ';']).next().unwrap_or_default();
    sentence.contains("比上年") || sentence.contains("同比")
}

/// True for a target in the same unit with a verb, a bound and a horizon of its own.
fn is_firm(other: &Target, target: &Target) -> bool {
    let base = |target: &Target| Some(target.statement.quantity.as_ref()?.unit.as_ref()?.base.clone());
    let statement = &other.statement;
    matches!(statement.bound, Bound::Over | Bound::AtLeast | Bound::Under | Bound::AtMost)
        && statement.arrives
        && statement.verb.is_some()
        && other.horizon.is_some()
        && base(other) == base(target)
}

fn report(
    draft: &Draft,
    target: &Target,
    document: &Published,
    model: &Target,
    corpus: &Corpus,
    findings: &mut Vec<Finding>,
) {
    let (Some(verb), Some(horizon)) = (&model.statement.verb, &model.horizon) else { return };
    let (Some(indicator), Some(quantity)) = (&target.statement.indicator, &target.statement.quantity) else {
        return;
    };
    let text = &draft.document.lines[target.line].text;
    let value = &text[quantity.range.clone()];
    let comma = if text.contains('，') || !text.contains(',') { "，" } else { "," };
    let rewritten = format!("{}{comma}{}{}{value}", horizon.horizon.text, indicator.text, verb.text);
    let there = &corpus.paragraph(document, model.line)[model.statement.range.clone()];
    let title = if document.title.is_empty() { &document.name } else { &document.title };
    let said = cite(&format!("{}，{there}", horizon.horizon.text));
    let message = format!("目标没有期限和界限，语料《{title}》作{said}。");
    let fix =
        Fix::offered(format!("改为“{rewritten}”（年份请核定）"), vec![Edit::new(target.span(), rewritten)]);
    findings.push(Finding::new(target.span(), message).with_fix(fix));
}
