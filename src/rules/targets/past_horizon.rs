//! 到2020年达到 in a text of 2022.

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::target::{Period, Resolved};
use crate::text::Span;

/// A target lies ahead of the day that the text was adopted.
pub static RULE: Rule = Rule {
    id: "targets/past-horizon",
    severity: Severity::Error,
    summary: "目标期限不早于通过的年份",
    why: "2022年通过的文件要求“到2020年达到”，多半是沿用旧稿忘了改。以题注的日期为准，与今天是哪天无关；\
          “较2022年翻一番”的2022年是基期，不是期限。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第二十条（审核时间是否准确）"),
    examples: &[
        Example {
            wrong: "中共示范市委关于加快发展的决定\n（2022年12月28日中国共产党示范市第八届委员会第五次全体会议通过）\n为加快发展，作出如下决定。\n一、目标\n[[到2020年]]，城镇化率达到64%以上，营收突破500亿元。",
            right: "中共示范市委关于加快发展的决定\n（2022年12月28日中国共产党示范市第八届委员会第五次全体会议通过）\n为加快发展，作出如下决定。\n一、目标\n到2020年，城镇化率达到64%以上，营收突破500亿元。",
        },
        Example {
            wrong: "中共示范市委关于加快发展的决定\n（2022年12月28日中国共产党示范市第八届委员会第五次全体会议通过）\n为加快发展，作出如下决定。\n一、目标\n到2027年，营收较2021年实现倍增，城镇化率达到64%以上。2022年新增企业5家。截至2020年，全市企业已达到300家。",
            right: "中共示范市委关于加快发展的决定\n（2022年12月28日中国共产党示范市第八届委员会第五次全体会议通过）\n为加快发展，作出如下决定。\n一、目标\n到2027年，营收较2021年实现倍增，城镇化率达到64%以上。2022年新增企业5家。截至2020年，全市企业已达到300家。",
        },
        Example {
            wrong: "一、目标\n到2020年，城镇化率达到64%以上。",
            right: "一、目标\n到2020年，城镇化率达到64%以上。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let promises = &draft.promises;
    let Some(adopted) = promises.year else { return };
    let of_targets = promises.targets.iter().filter_map(|target| target.horizon.as_ref());
    let milestones = promises.milestones.iter().filter(|goal| !goal.milestone.is_past);
    let of_milestones = milestones.filter_map(|goal| goal.horizon.as_ref());
    let mut past: Vec<&Resolved> = of_targets
        .chain(of_milestones)
        .filter(|resolved| is_before(resolved, adopted) && !looks_back(draft, resolved))
        .collect();
    past.sort_by_key(|resolved| (resolved.line, resolved.horizon.range.start));
    // One horizon may govern many targets.
    past.dedup_by_key(|resolved| (resolved.line, resolved.horizon.range.start));
    for resolved in past {
        let message = format!("目标期限“{}”早于本文通过的{adopted}年，请核对年份。", resolved.horizon.text);
        findings.push(Finding::new(Span::on_line(resolved.line, resolved.horizon.range.clone()), message));
    }
}

fn is_before(resolved: &Resolved, adopted: u32) -> bool {
    matches!(resolved.horizon.period, Period::Named(_))
        && resolved.years.to.is_some_and(|year| year < adopted)
}

/// True for 截至2020年, which tells how things stand.
fn looks_back(draft: &Draft, resolved: &Resolved) -> bool {
    let before = &draft.document.lines[resolved.line].text[..resolved.horizon.range.start];
    resolved.horizon.text.starts_with('截') || before.ends_with('截')
}
