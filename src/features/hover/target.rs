//! How a target was read, and the same indicator elsewhere.

use rust_decimal::Decimal;

use crate::draft::Draft;
use crate::features::subject::touching;
use crate::reference::Reference;
use crate::target::{Bound, Direction, Resolved, Scope, Statement, Target};
use crate::text::{Position, Span};

use super::{Card, cited, shortened};

/// Other places that are shown of each kind.
const OTHERS: usize = 3;

/// The target at `at`. What reports the past is none.
pub fn card(draft: &Draft, reference: &Reference, at: Position) -> Option<(Span, Card)> {
    touching(draft, at, |at| {
        let targets = &draft.promises.targets;
        let from = targets.partition_point(|target| target.line < at.line);
        let here = targets[from..].iter().take_while(|target| target.line == at.line);
        let around = here.filter(|target| target.statement.range.contains(&at.byte));
        let target = around.min_by_key(|target| target.statement.range.len())?;
        let text = draft.document.lines[at.line].text.as_str();
        Some((target.span(), read(draft, reference, text, target)))
    })
}

fn read(draft: &Draft, reference: &Reference, text: &str, target: &Target) -> Card {
    let statement = &*target.statement;
    let indicator = statement.indicator.as_ref().map_or("（未写指标）", |indicator| &indicator.text);
    let mut card = Card::new(format!("目标：{indicator}"));
    card.say("期限", until(draft, target));
    card.say("范围", statement.subject.as_ref().map(|subject| subject.text.clone()).unwrap_or_default());
    card.say("取值", value(text, statement));
    card.say("基数", statement.base.as_ref().map(|base| base.phrase.text.clone()).unwrap_or_default());
    elsewhere(draft, reference, target, &mut card);
    card
}

/// 不低于64%; 超过1.7万亿元，即17000亿元.
fn value(text: &str, statement: &Statement) -> String {
    let Some(quantity) = statement.quantity.as_ref().filter(|_| statement.bound != Bound::Benchmark) else {
        return shortened(&text[statement.range.clone()]);
    };
    let written = &text[quantity.range.clone()];
    let verb = statement.verb.as_ref().filter(|_| matches!(statement.bound, Bound::About | Bound::Equal));
    let verb = verb.map_or("", |verb| verb.text.as_str());
    let read = format!("{verb}{}{written}", label(statement));
    let counted = statement.normalized().filter(|_| quantity.upper.is_none());
    let counted = counted.and_then(|(value, base)| Some(format!("{}{}", in_ten_thousands(value)?, base?)));
    match counted.filter(|counted| *counted != written) {
        Some(counted) => format!("{read}，即{counted}"),
        None => read,
    }
}

/// 17000亿, 350万: as Chinese numbers are read; `None` for those that need no such help.
fn in_ten_thousands(value: Decimal) -> Option<String> {
    let (unit, size) =
        [("亿", 100_000_000), ("万", 10_000)].into_iter().find(|(_, size)| value >= Decimal::from(*size))?;
    Some(format!("{}{unit}", (value / Decimal::from(size)).normalize()))
}

fn label(statement: &Statement) -> &'static str {
    match (statement.bound, statement.direction) {
        (Bound::Over, _) => "超过",
        (Bound::AtLeast, _) => "不低于",
        (Bound::Under, _) => "低于",
        (Bound::AtMost, _) => "不高于",
        (Bound::About, _) => "约",
        (Bound::Delta, Some(Direction::Down)) => "减少",
        (Bound::Delta, _) => "增加",
        (Bound::Rate, Some(Direction::Down)) => "降幅",
        (Bound::Rate, _) => "增速",
        (Bound::Rank, _) => "位次：",
        (Bound::Magnitude, _) => "量级：",
        (Bound::Ratio, _) => "倍数：",
        (Bound::Equal | Bound::Benchmark | Bound::Coverage | Bound::Zero, _) => "",
    }
}

/// 到2027年（第12行引语）.
fn until(draft: &Draft, target: &Target) -> String {
    let Some(Resolved { horizon, line, scope, years }) = &target.horizon else {
        return "未写明".to_owned();
    };
    let years = match (years.from, years.to) {
        (Some(from), Some(to)) if from != to => format!("，即{from}—{to}年"),
        (_, Some(to)) if !horizon.text.contains(&to.to_string()) => format!("，即{to}年"),
        (_, None) if draft.promises.year.is_none() => "（通过日期不明）".to_owned(),
        _ => String::new(),
    };
    let from = match scope {
        Scope::Clause => String::new(),
        Scope::Sentence => "（同句前文）".to_owned(),
        Scope::Paragraph => "（段首）".to_owned(),
        Scope::Lead => format!("（第{}行引语）", line + 1),
        Scope::Heading => format!("（第{}行标题）", line + 1),
    };
    format!("{}{years}{from}", horizon.text)
}

/// The same indicator in the draft and in the published documents.
fn elsewhere(draft: &Draft, reference: &Reference, target: &Target, card: &mut Card) {
    let Some(indicator) = &target.statement.indicator else { return };
    let same = |other: &&Target| {
        let name = other.statement.indicator.as_ref();
        name.is_some_and(|name| name.text == indicator.text) && other.span() != target.span()
    };
    let others: Vec<&Target> = draft.promises.targets.iter().filter(same).collect();
    for other in others.iter().take(OTHERS) {
        let text = &draft.document.lines[other.line].text;
        card.say("文中", format!("第{}行“{}”", other.line + 1, quoted(text, other)));
    }
    let published: Vec<_> = reference.corpus.targets_for(&indicator.text).collect();
    for (document, other) in published.iter().take(OTHERS) {
        let text = reference.corpus.paragraph(document, other.line);
        card.say("语料", format!("{}“{}”", cited(document), quoted(text, other)));
    }
    let left = others.len().saturating_sub(OTHERS) + published.len().saturating_sub(OTHERS);
    if left > 0 {
        card.say("此外", format!("{left}处"));
    }
}

/// A target in the words of its text, its horizon before it.
fn quoted(text: &str, target: &Target) -> String {
    let said = &text[target.statement.range.clone()];
    let horizon = target.horizon.as_ref().filter(|resolved| !said.contains(&resolved.horizon.text));
    let horizon = horizon.map(|resolved| format!("{}，", resolved.horizon.text)).unwrap_or_default();
    shortened(&format!("{horizon}{said}")).replace('“', "‘").replace('”', "’")
}
