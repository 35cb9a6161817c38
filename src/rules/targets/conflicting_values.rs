//! 城镇化率达到64% here, 达到65% there.

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::target::Target;

use super::{Measure, value_of};

/// One indicator has one value for one year.
pub static RULE: Rule = Rule {
    id: "targets/conflicting-values",
    severity: Severity::Error,
    summary: "同一指标、同一期限只有一个目标值",
    why: "前文说到2027年城镇化率达到64%，后文说65%，下级不知道按哪个办。期限、主体不同的不算；\
          “确保…力争…”两档目标不算。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第二十条（审核数字是否准确）"),
    examples: &[
        Example {
            wrong: "一、目标\n到2027年，城镇化率达到64%以上。\n二、城镇化\n到2027年，城镇化率达到[[65%]]。",
            right: "一、目标\n到2027年，城镇化率达到64%以上。\n二、城镇化\n到2027年，城镇化率达到65%。",
        },
        Example {
            wrong: "一、目标\n到2025年，旅游收入突破700亿元，特色产业基地面积达到170万亩，其中道地药材基地面积达到80万亩。\n二、旅游\n到2030年，旅游收入突破1000亿元。到2025年，旅游收入突破0.07万亿元，营业收入确保达到800亿元、力争突破1000亿元，事故起数、死亡人数分别下降10%、15%。",
            right: "一、目标\n到2025年，旅游收入突破700亿元，特色产业基地面积达到170万亩，其中道地药材基地面积达到80万亩。\n二、旅游\n到2030年，旅游收入突破1000亿元。到2025年，旅游收入突破0.07万亿元，营业收入确保达到800亿元、力争突破1000亿元，事故起数、死亡人数分别下降10%、15%。",
        },
    ],
    check: Check::Document(check),
};

/// What must have one value: what is measured, and whose it is.
type Key<'a> = (Measure<'a>, &'a str);

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let mut first: FxHashMap<Key, &Target> = FxHashMap::default();
    for target in &draft.promises.targets {
        let Some(key) = key(target) else { continue };
        let earlier = *first.entry(key).or_insert(target);
        if differs(earlier, target) && !is_of_another(draft, earlier, target) {
            report(draft, earlier, target, findings);
        }
    }
}

/// Whose a target is when the text does not say.
const WHOLE: [&str; 9] = ["全市", "全省", "全县", "全区", "全州", "全国", "我市", "我省", "我县"];
fn key(target: &Target) -> Option<Key<'_>> {
    let subject = target.statement.subject.as_ref().map_or("", |subject| subject.text.as_str());
    Some((Measure::of(target)?, if WHOLE.contains(&subject) { "" } else { subject }))
}

fn differs(a: &Target, b: &Target) -> bool {
    // 确保达到800亿元、力争突破1000亿元
    let word = |target: &Target| target.statement.modifier.as_ref().map(|modifier| modifier.text.clone());
    let committed = a.statement.is_committed || b.statement.is_committed;
    let two_steps = a.line == b.line && committed && (word(a) != word(b) || !names_indicator(b));
    value_of(a) != value_of(b) && !two_steps
}

/// True for the second value of 起数、人数分别下降10%、15%, which is that of the second indicator.
fn is_of_another(draft: &Draft, earlier: &Target, target: &Target) -> bool {
    let text = &draft.document.lines[target.line].text;
    let quantity = |target: &Target| target.statement.quantity.as_ref().map(|q| q.range.start);
    let Some((there, here)) = quantity(earlier).zip(quantity(target)) else { return false };
    let clause = |at: usize| text[..at].rfind(['，', ',', '；', ';', '。']).unwrap_or_default();
    earlier.line == target.line && clause(there) == clause(here) && text[clause(here)..there].contains("分别")
}

/// True when the statement names its indicator and does not share that of the one before.
fn names_indicator(target: &Target) -> bool {
    let statement = &target.statement;
    statement.indicator.as_ref().is_some_and(|indicator| statement.range.contains(&indicator.range.start))
}

fn report(draft: &Draft, earlier: &Target, target: &Target, findings: &mut Vec<Finding>) {
    let quantity = |target: &Target| target.statement.quantity.as_ref().map(|q| q.range.clone());
    let (Some(there), Some(here)) = (quantity(earlier), quantity(target)) else { return };
    let written =
        |line: usize, range: &std::ops::Range<usize>| &draft.document.lines[line].text[range.clone()];
    let message = format!(
        "{}年的{}这里是{}，第{}行是{}，同一指标应一致。",
        target.year().unwrap_or_default(),
        cite(target.statement.indicator.as_ref().map_or("", |indicator| &indicator.text)),
        written(target.line, &here),
        earlier.line + 1,
        written(earlier.line, &there),
    );
    let place = |line: usize, range| crate::text::Span::on_line(line, range);
    findings.push(
        Finding::new(place(target.line, here), message).with_related(place(earlier.line, there), "另一个值"),
    );
}
