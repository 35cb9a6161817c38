//! Statements without a number of their own: 倍增, 全覆盖, 高于全国平均水平, 县县通, 清零.

use std::ops::Range;

use crate::text::{Words, is_blank};

use super::clause::{Parts, Source, last_member, statement};
use super::item::names;
use super::sentence::Context;
use super::{Bound, Direction, Phrase, Statement};

/// Names of programmes that a word may be part of: 提质倍增行动, 全覆盖行动.
const PROGRAMMES: [&str; 12] =
    ["行动", "计划", "工程", "战略", "专项", "方案", "活动", "走访", "检查", "培训", "体系", "机制"];

/// The statements that the word at `at` makes in its clause.
pub(super) fn read(source: &Source, clause: &Range<usize>, at: usize, context: &Context) -> Vec<Statement> {
    let rest = source.text[at..clause.end].trim_end_matches(is_blank);
    let before = &source.text[clause.start..at];
    static FORBIDS: Words = Words::new(&["不得", "禁止", "严禁", "防止", "避免"]);
    if FORBIDS.each_in(before).next().is_some() || before.ends_with('趋') {
        return Vec::new();
    }
    let parts = if rest.starts_with("倍增") || rest.starts_with('翻') {
        ratio(source, clause, at, rest)
    } else if rest.starts_with("平均水平") {
        average(source, clause, at, rest).into_iter().collect()
    } else if rest.starts_with("同步") {
        in_step(source, clause, at, rest).into_iter().collect()
    } else if rest.starts_with("下达") {
        as_assigned(source, clause, at).into_iter().collect()
    } else if rest.starts_with("全覆盖") {
        coverage(source, clause, at, rest).into_iter().collect()
    } else if rest.starts_with("全部") {
        all(source, clause, at, rest).into_iter().collect()
    } else if rest.starts_with(['零', '清']) {
        zero(source, clause, at, rest).into_iter().collect()
    } else if rest.starts_with("前列") || rest.starts_with("第一方阵") {
        front(source, clause, at, rest).into_iter().collect()
    } else {
        everywhere(source, clause, at).into_iter().collect::<Vec<_>>()
    };
    parts.into_iter().map(|parts| statement(source, clause, parts, None, context)).collect()
}

fn parts(range: Range<usize>, bound: Bound, indicator: Option<Phrase>, verb: Option<Phrase>) -> Parts {
    Parts { range, indicator, verb, direction: None, bound, arrives: false, benchmark: None }
}

fn noun(source: &Source, range: Range<usize>) -> Option<Phrase> {
    let range = source.without_adverbs(last_member(source, source.subject(range)));
    let range = source.trimmed(range);
    (range.len() >= "人口".len()).then(|| source.phrase(range))
}

/// 较2022年实现倍增, 翻一番: each indicator of a list by itself.
fn ratio(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Vec<Parts> {
    let word = ["翻一番", "翻两番", "翻番", "倍增"]
        .into_iter()
        .find(|word| rest.starts_with(word))
        .unwrap_or("倍增");
    let after = rest[word.len()..].trim_start_matches(['以', '上', '左', '右']);
    if !after.is_empty() && !after.starts_with(['、', '并', '和']) {
        return Vec::new();
    }
    let before = &source.text[clause.start..at];
    let verb_at = before.strip_suffix("实现").map_or(before.len(), str::len);
    let owner = before[..verb_at]
        .rfind(['较', '比'])
        .filter(|&base| before[base..].contains('年'))
        .unwrap_or(verb_at);
    let owner = source.subject(clause.start..clause.start + owner);
    let verb = source.phrase(clause.start + verb_at..at + word.len());
    let indicators = names(source, owner.clone());
    let several = indicators.len() > 1 && indicators.iter().all(|name| name.text.chars().count() >= 4);
    let indicators = if several { indicators } else { noun(source, owner.clone()).into_iter().collect() };
    let range = owner.start..at + word.len();
    let one = |indicator| Parts {
        direction: Some(Direction::Up),
        ..parts(range.clone(), Bound::Ratio, Some(indicator), Some(verb.clone()))
    };
    indicators.into_iter().map(one).collect()
}

/// 高于全国平均水平, 达到全国平均水平.
fn average(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Option<Parts> {
    if rest != "平均水平" {
        return None;
    }
    let before = &source.text[clause.start..at];
    static VERBS: Words =
        Words::new(&["高于", "低于", "快于", "优于", "好于", "超过", "达到", "接近", "不低于"]);
    let (verb_at, word) = VERBS.last_in(before)?;
    let start = clause.start + verb_at;
    let indicator = noun(source, clause.start..start)?;
    let range = indicator.range.start..at + rest.len();
    let benchmark = Some(source.phrase(start + word.len()..at + rest.len()));
    let verb = Some(source.phrase(start..start + word.len()));
    Some(Parts { benchmark, ..parts(range, Bound::Benchmark, Some(indicator), verb) })
}

/// 居民收入增长与经济增长同步. Two such may stand in one clause.
fn in_step(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Option<Parts> {
    let after = &rest["同步".len()..];
    if !after.is_empty() && !after.starts_with('、') {
        return None;
    }
    let before = &source.text[clause.start..at];
    let from = clause.start + before.rfind("同步、").map_or(0, |last| last + "同步、".len());
    let before = source.text[from..at].trim_end_matches("基本").trim_end_matches("保持");
    let joint = before.rfind(['与', '和', '同'])?;
    let mark = before[joint..].chars().next().map_or(0, char::len_utf8);
    let benchmark = source.trimmed(from + joint + mark..from + before.len());
    let indicator = noun(source, from..from + joint)?;
    let measured = ["增长", "提高", "增速", "收入"].iter().any(|word| indicator.text.contains(word));
    let range = indicator.range.start..at + "同步".len();
    (measured && !benchmark.is_empty()).then(|| Parts {
        benchmark: Some(source.phrase(benchmark)),
        ..parts(range, Bound::Benchmark, Some(indicator), Some(source.phrase(at..at + "同步".len())))
    })
}

/// 能耗完成国家下达目标任务.
fn as_assigned(source: &Source, clause: &Range<usize>, at: usize) -> Option<Parts> {
    let before = &source.text[clause.start..at];
    let verb_at = before.rfind("完成").or_else(|| before.rfind("达到"))?;
    let after = &source.text[at..clause.end];
    if !["任务", "目标", "指标", "要求"].iter().any(|word| after.contains(word)) {
        return None;
    }
    let start = clause.start + verb_at;
    let verb = source.phrase(start..start + "完成".len());
    let owner = source.trimmed(clause.start..start);
    let owner = owner.start..owner.start + source.at(&owner).trim_end_matches("全面").len();
    let indicator = noun(source, owner)?;
    let end = clause.start + source.text[clause.clone()].trim_end_matches(is_blank).len();
    let benchmark = Some(source.phrase(verb.range.end..end));
    let range = indicator.range.start..end;
    Some(Parts { benchmark, ..parts(range, Bound::Equal, Some(indicator), Some(verb)) })
}

/// 乡村5G网络全覆盖, 实现中心城区全覆盖.
fn coverage(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Option<Parts> {
    static VERBS: Words =
        Words::new(&["实现", "推动", "促进", "推进", "达到", "确保", "做到", "基本实现", "力争"]);
    let after = rest["全覆盖".len()..].trim_start_matches(is_blank);
    let before = &source.text[clause.start..at];
    let verb = VERBS.last_in(before);
    let ends = after.is_empty() || after.starts_with(['、', '和', '并']) && verb.is_some();
    if !ends || PROGRAMMES.iter().any(|name| after.starts_with(name)) {
        return None;
    }
    let end = at + "全覆盖".len();
    let whole = source.subject(clause.start..end);
    let verb = verb.map(|(at, word)| source.phrase(clause.start + at..clause.start + at + word.len()));
    let indicator = match &verb {
        // 5G基站实现中心城区全覆盖: what covers stands before the verb.
        Some(verb) => {
            noun(source, clause.start..verb.range.start).or_else(|| noun(source, verb.range.end..at))
        }
        None => noun(source, whole.start..at),
    }?;
    let start =
        verb.as_ref().map_or(indicator.range.start, |verb| verb.range.start.min(indicator.range.start));
    Some(parts(start..end, Bound::Coverage, Some(indicator), verb))
}

/// 县县通高速公路全面实现.
fn everywhere(source: &Source, clause: &Range<usize>, at: usize) -> Option<Parts> {
    let words = &source.text[at..clause.end];
    let verb_at = words.find("实现").map(|at_word| at + at_word);
    let before = source.text[clause.start..at].ends_with("实现");
    if verb_at.is_none() && !before || PROGRAMMES.iter().any(|name| words.contains(name)) {
        return None;
    }
    let end = verb_at.unwrap_or(clause.end);
    let end = at + source.text[at..end].trim_end_matches("全面").len();
    let indicator = noun(source, at..end)?;
    let verb = verb_at.map(|at| source.phrase(at..at + "实现".len()));
    let stop = clause.start + source.text[clause.clone()].trim_end_matches(is_blank).len();
    Some(parts(at..stop, Bound::Coverage, Some(indicator), verb))
}

/// 把永久基本农田全部建成高标准农田.
fn all(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Option<Parts> {
    const VERBS: [&str; 14] = [
        "建成", "实现", "达到", "达标", "完成", "覆盖", "淘汰", "退出", "清零", "纳入", "配备", "接入",
        "消除", "通车",
    ];
    let after = &rest["全部".len()..];
    let verb = VERBS.iter().find(|verb| after.starts_with(**verb))?;
    let indicator = noun(source, clause.start..at)?;
    let verb = source.phrase(at + "全部".len()..at + "全部".len() + verb.len());
    let end = at + rest.len();
    Some(parts(indicator.range.start..end, Bound::Coverage, Some(indicator), Some(verb)))
}

/// 实现新开办企业零成本, 动态消除零就业家庭, 存量安置房清零.
fn zero(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Option<Parts> {
    static VERBS: Words = Words::new(&["消除", "实现", "确保", "保持", "推动", "做到", "加快", "推进"]);
    let word =
        ["零成本", "零突破", "零增长", "零就业", "清零"].into_iter().find(|word| rest.starts_with(word))?;
    let after = &rest[word.len()..];
    if !(after.is_empty() || word == "零就业" && after.starts_with("家庭")) {
        return None;
    }
    let before = &source.text[clause.start..at];
    let (verb_at, verb) = VERBS.last_in(before)?;
    let start = clause.start + verb_at;
    let inner = source.trimmed(start + verb.len()..at);
    let inner = inner.start..inner.start + source.at(&inner).trim_end_matches("动态").len();
    if source.at(&inner).contains('、') && word == "清零" {
        return None;
    }
    let indicator = match word {
        "零就业" => Some(source.phrase(at..at + rest.len())),
        _ if inner.is_empty() => noun(source, clause.start..start),
        _ => Some(source.phrase(inner)),
    }?;
    let range = start.min(indicator.range.start)..at + rest.len();
    Some(parts(range, Bound::Zero, Some(indicator), Some(source.phrase(start..start + verb.len()))))
}

/// 居全国前列, 进入省级高新区第一方阵.
fn front(source: &Source, clause: &Range<usize>, at: usize, rest: &str) -> Option<Parts> {
    static VERBS: Words = Words::new(&["进入", "迈入", "挺进", "跻身", "位居", "居"]);
    if !matches!(rest, "前列" | "第一方阵") {
        return None;
    }
    let before = &source.text[clause.start..at];
    let (verb_at, verb) = VERBS.last_in(before)?;
    let start = clause.start + verb_at;
    let field = &source.text[start + verb.len()..at];
    let indicator = noun(source, clause.start..start).or_else(|| noun(source, start + verb.len()..at))?;
    // 走在前列 and the like are a manner of speaking.
    (!field.trim_matches(is_blank).is_empty()).then(|| {
        let range = start.min(indicator.range.start)..at + rest.len();
        parts(range, Bound::Rank, Some(indicator), Some(source.phrase(start..start + verb.len())))
    })
}
