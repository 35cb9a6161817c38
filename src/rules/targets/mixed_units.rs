//! 万元 beside 亿元 for one indicator, 亩 beside 公顷 in one text.

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::target::{Target, Unit};
use crate::text::Span;

/// One text measures one thing in one unit.
pub static RULE: Rule = Rule {
    id: "targets/mixed-units",
    severity: Severity::Info,
    summary: "同一指标用同一单位，面积不混用亩和公顷",
    why: "同一指标一处用“万元”、一处用“亿元”，面积一处用“亩”、一处用“公顷”，读者要换算才能比较，通常统一。\
          “亩”公文允许使用；“万元地区生产总值能耗”是指标的名称。",
    basis: Basis::Practice("同一指标通常用同一单位"),
    examples: &[
        Example {
            wrong: "一、目标\n到2025年，旅游收入突破0.7万亿元。\n到2030年，旅游收入突破[[9000亿元]]。",
            right: "一、目标\n到2025年，旅游收入突破0.7万亿元。\n到2030年，旅游收入突破9000亿元。",
        },
        Example {
            wrong: "一、目标\n到2025年，粮食播种面积达到510万亩，茶园面积达到20万亩，湿地面积达到[[3万公顷]]。",
            right: "一、目标\n到2025年，粮食播种面积达到510万亩，茶园面积达到20万亩，湿地面积达到3万公顷。",
        },
        Example {
            wrong: "一、目标\n到2025年，旅游收入突破700亿元，人均地区生产总值突破12万元，万元地区生产总值能耗下降5%，播种面积510万亩。",
            right: "一、目标\n到2025年，旅游收入突破700亿元，人均地区生产总值突破12万元，万元地区生产总值能耗下降5%，播种面积510万亩。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let targets = &draft.promises.targets;
    let mut first: FxHashMap<&str, (&Target, &Unit)> = FxHashMap::default();
    for target in targets {
        let (Some(indicator), Some(unit)) = (&target.statement.indicator, unit(target)) else { continue };
        if unit.base != "元" {
            continue;
        }
        let (_, earlier) = *first.entry(indicator.text.as_str()).or_insert((target, unit));
        if earlier.text != unit.text {
            let message = format!(
                "{}此处用“{}”，上文用“{}”，通常统一。",
                cite(&indicator.text),
                unit.text,
                earlier.text
            );
            report(target, message, findings);
        }
    }
    let in_unit = |base: &str| {
        targets.iter().filter(|target| unit(target).is_some_and(|unit| unit.base == base)).collect::<Vec<_>>()
    };
    let (mu, hectares) = (in_unit("亩"), in_unit("公顷"));
    let (rare, usual) = if mu.len() < hectares.len() { (mu, "公顷") } else { (hectares, "亩") };
    if let Some(target) = rare.first().filter(|_| !in_unit(usual).is_empty()) {
        report(target, format!("面积单位与别处的“{usual}”不一，通常统一。"), findings);
    }
}

fn unit(target: &Target) -> Option<&Unit> {
    target.statement.quantity.as_ref()?.unit.as_ref()
}

fn report(target: &Target, message: String, findings: &mut Vec<Finding>) {
    let Some(quantity) = &target.statement.quantity else { return };
    findings.push(Finding::new(Span::on_line(target.line, quantity.range.clone()), message));
}
