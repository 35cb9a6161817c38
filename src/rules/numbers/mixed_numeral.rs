//! 3千人 → 3000人, 3万5千 → 3.5万.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::document::{Figure, Script};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::starts_with_measure;

/// Arabic digits go with 万 and 亿 only.
pub static RULE: Rule = Rule {
    id: "numbers/mixed-numeral",
    severity: Severity::Warning,
    summary: "阿拉伯数字可与“万”“亿”连用，不与“十”“百”“千”连用",
    why: "“3千人”一半是阿拉伯数字、一半是汉字，应写“3000人”；“万”“亿”位数长，可以连用，如“3000万元”。\
          “千瓦”“千米”“千克”“千伏”是计量单位，“50万千瓦”“500千伏”没有错。",
    basis: Basis::Standard("GB/T 15835—2011（阿拉伯数字只与“万”“亿”连用）"),
    examples: &[
        Example {
            wrong: "培训[[3千]]人、引进[[5百]]名，投资[[1.5千]]万元。",
            right: "培训3000人、引进500名，投资1500万元。",
        },
        Example {
            wrong: "新增[[3万5千]]人、[[2千5百]]户，达到[[２千]]亿元，超[[8千]]余家。",
            right: "新增3.5万人、2500户，达到2000亿元，超8000余家。",
        },
        Example {
            wrong: "建设500千伏变电站，装机50万千瓦，长5千米，重3千克，年用电2万千瓦时，3千卡，提高2个百分点。",
            right: "建设500千伏变电站，装机50万千瓦，长5千米，重3千克，年用电2万千瓦时，3千卡，提高2个百分点。",
        },
        Example {
            wrong: "2024百强企业，入选2023十佳，5百姓，2022千企调研，12345百姓热线，三千人，3000万元，第1百货。",
            right: "2024百强企业，入选2023十佳，5百姓，2022千企调研，12345百姓热线，三千人，3000万元，第1百货。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    let mut done = 0;
    for figure in line.paragraph.figures.iter().filter(|figure| figure.script == Script::Arabic) {
        if figure.range.start < done {
            continue;
        }
        let Some((range, right)) = mixed(text, figure, &line.paragraph.figures) else { continue };
        done = range.end;
        let message = format!("阿拉伯数字不与“十”“百”“千”连用，“{}”应写作“{right}”。", &text[range.clone()]);
        let span = Span::on_line(0, range);
        let fix = Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)]);
        findings.push(Finding::new(span, message).with_fix(fix));
    }
}

/// What a word of the numeral multiplies by.
fn factor(c: char) -> Option<i64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The mixed numeral that begins with `first`, and how it is written in digits.
fn mixed(text: &str, first: &Figure, figures: &[Figure]) -> Option<(Range<usize>, String)> {
    let mut value = Decimal::ZERO;
    let (mut end, mut last, mut largest, mut is_mixed) = (first.range.end, i64::MAX, 1, false);
    let mut next = Some(first);
    while let Some(figure) = next {
        let Some(word) = figure.after(text).chars().next() else { break };
        let Some(factor) = factor(word).filter(|&factor| factor < last) else { break };
        let number = figure.value(text)?;
        let small = factor <= 1000;
        // 2024百强: a number of that size takes no 百.
        if small && number >= Decimal::from(if factor == 1000 { 100 } else { 10 }) {
            break;
        }
        value += number * Decimal::from(factor);
        (last, largest, is_mixed) = (factor, largest.max(factor), is_mixed || small);
        end = figure.range.end + word.len_utf8();
        next = figures.iter().find(|figure| figure.range.start == end);
    }
    // 第1百货 is a name, 千米 a unit.
    let named = first.before(text).ends_with(|c: char| c == '第' || c.is_ascii_alphanumeric() || c == '-')
        || last == 1000 && text[end..].starts_with('米');
    if !is_mixed || named || next.is_some() || !starts_with_measure(&text[end..]) {
        return None;
    }
    let (unit, name) = match largest {
        10_000 => (10_000, "万"),
        100_000_000 => (100_000_000, "亿"),
        _ => (1, ""),
    };
    let number = (value / Decimal::from(unit)).normalize();
    Some((first.range.start..end, format!("{number}{name}")))
}
