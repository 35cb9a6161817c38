//! One quantity of a clause: which verb governs it, what it measures, how it is meant.

mod standings;
mod things;
mod values;

use std::ops::Range;

use crate::text::{Words, is_blank, numeral};

use super::clause::{Item, Parts, Source, last_member, statement};
use super::predicate::{BEFORE_VALUE, COMMITMENTS, Sense, Verb};
use super::sentence::Context;
use super::{Bound, Notation, Phrase, Statement, Unit};

/// How indicators end.
static TAILS: Words = Words::new(&[
    "率",
    "面积",
    "产量",
    "规模",
    "收入",
    "总额",
    "比重",
    "占比",
    "强度",
    "总量",
    "总值",
    "里程",
    "投资",
    "增速",
    "涨幅",
    "降幅",
    "增幅",
    "产值",
    "营收",
    "数量",
    "比例",
    "浓度",
    "能力",
    "指数",
    "增加值",
    "覆盖面",
    "用水量",
    "库容",
    "装机",
    "产能",
]);

/// Reads the items of a clause, in order; a verb carries over to those that leave it out.
pub(super) fn read(
    source: &Source,
    clause: &Range<usize>,
    items: &[Item],
    context: &mut Context,
) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut names = None;
    let mut index = 0;
    let mut last = context.indicator.take();
    // A verb carries over to the next clause only where that has none of its own.
    let mut carried =
        context.verb.take().filter(|_| items.first().is_some_and(|first| is_bare(source, first)));
    while let Some(item) = items.get(index) {
        let reader = Reader {
            source,
            item,
            following: &items[index + 1..],
            committed: context.committed,
            last: last.clone(),
        };
        index += 1;
        if let Some(shared) = reader.shared_names() {
            names = Some((shared, 0));
        }
        let Some(read) = reader.read(carried.as_ref()) else { continue };
        let Read { mut parts, verb, swallows, unit_end } = read;
        let item = &item.counting(source, unit_end);
        if let Some((list, used)) = &mut names {
            // 一二三产 are three in one name.
            if let Some(name) = list.get(*used).or_else(|| list.first().filter(|_| list.len() == 1)) {
                parts.indicator = Some(name.clone());
            }
            *used += 1;
        }
        if verb.is_some() {
            carried = verb;
        }
        index += swallows;
        for indicator in reader.each(&parts) {
            let parts = Parts {
                indicator,
                range: parts.range.clone(),
                verb: parts.verb.clone(),
                benchmark: parts.benchmark.clone(),
                ..parts
            };
            last = parts.indicator.as_ref().map(|phrase| phrase.range.clone());
            found.push(statement(source, clause, parts, Some(item), context));
        }
    }
    context.verb = carried.filter(|_| !found.is_empty());
    context.indicator = last;
    found
}

impl Item {
    /// The item with the things that it counts in its unit: 4个县区.
    fn counting(&self, source: &Source, end: Option<usize>) -> Self {
        let mut item = self.clone();
        if let (Some(end), Some(unit)) = (end, &mut item.quantity.unit) {
            unit.range.end = end;
            unit.text = source.at(&unit.range).to_owned();
            item.quantity.range.end = end;
        }
        item
    }
}

/// True when a clause begins with a noun and its quantity, as members of a list do.
fn is_bare(source: &Source, first: &Item) -> bool {
    let left = source.at(&first.left);
    left.chars().count() <= 16 && BEFORE_VALUE.ending(left).is_none()
}

/// What was made of an item.
struct Read {
    parts: Parts,
    /// The verb, to carry over, and where it stands.
    verb: Option<(&'static Verb, Range<usize>)>,
    /// The number of quantities that follow and belong to its noun: 1000个粮油千亩高产片.
    swallows: usize,
    /// The end of the things that its unit counts, where they belong to it: 4个县区.
    unit_end: Option<usize>,
}

struct Reader<'a> {
    source: &'a Source<'a>,
    item: &'a Item,
    /// The items behind it.
    following: &'a [Item],
    /// True under a word of commitment.
    committed: bool,
    /// The indicator of the statement before it.
    last: Option<Range<usize>>,
}

impl Reader<'_> {
    fn read(&self, carried: Option<&(&'static Verb, Range<usize>)>) -> Option<Read> {
        let (left, right) = (self.left(), self.right());
        static NO_VALUE: Words = Words::new(&[
            "第", "从", "由", "自", "海拔", "为期", "其余", "共", "这", "该", "那", "连续", "提前",
        ]);
        static FORBIDS: Words = Words::new(&["禁止", "不得", "严禁", "限制", "凡"]);
        if NO_VALUE.ending(left).is_some() || FORBIDS.each_in(left).next().is_some() {
            return None;
        }
        let ranks = self.unit().is_some_and(|unit| unit.base == "强")
            || self.item.quantity.number.notation == Notation::Roman;
        if ranks {
            return self.rank();
        }
        if self.is_counted_by_next() && self.unit().is_some_and(Unit::is_magnitude) {
            return None;
        }
        self.rank()
            .or_else(|| self.step())
            .or_else(|| self.club())
            .or_else(|| self.benchmark())
            .or_else(|| self.share(left, right))
            .or_else(|| self.value(left, right))
            .or_else(|| self.many_levels(carried))
            .or_else(|| if left.ends_with('等') { None } else { self.made(left, right) })
            .or_else(|| self.carried(left, right, carried?))
            .or_else(|| self.noun(left, right))
            .or_else(|| self.counted(left, right))
    }

    fn left(&self) -> &str {
        self.source.at(&self.item.left).trim_matches(is_blank)
    }

    fn right(&self) -> &str {
        self.source.at(&self.item.right).trim_matches(is_blank)
    }

    fn unit(&self) -> Option<&Unit> {
        self.item.quantity.unit.as_ref()
    }

    /// Range of the verb that the words before the item end with.
    fn verb_range(&self, verb: &Verb) -> Range<usize> {
        let end = self.item.left.start + self.source.at(&self.item.left).trim_end_matches(is_blank).len();
        end - verb.word.len()..end
    }

    fn phrase(&self, range: Range<usize>) -> Option<Phrase> {
        let mut range = self.source.trimmed(range);
        // 按照“300平方公里…”: the noun ends before the quotation.
        let words = self.source.at(&range);
        if let Some(before) = words.strip_suffix('“') {
            range.end = range.start + before.trim_end_matches("照").trim_end_matches("按").len();
        }
        range.start += self.source.at(&range).len() - self.source.at(&range).trim_start_matches('的').len();
        range.start += self.source.at(&range).len() - without_bracket(self.source.at(&range)).len();
        (!range.is_empty()).then(|| self.source.phrase(range))
    }

    /// A statement with `verb` in force.
    fn finish(
        &self,
        verb: Option<(&'static Verb, Range<usize>)>,
        bound: Bound,
        indicator: Option<Phrase>,
        end: usize,
    ) -> Read {
        let core = &self.item.core;
        let starts = [
            indicator.as_ref().map(|phrase| phrase.range.start),
            verb.as_ref().map(|(_, range)| range.start),
        ];
        let from = |at: &usize| *at >= self.item.left.start && *at <= core.start;
        let start = starts.into_iter().flatten().filter(from).min().unwrap_or(core.start);
        let parts = Parts {
            range: self.with_commitment(start)..end.max(core.end),
            indicator,
            verb: verb.as_ref().map(|(_, range)| self.source.phrase(range.clone())),
            direction: verb.as_ref().and_then(|(verb, _)| verb.direction),
            arrives: verb.as_ref().is_some_and(|(verb, _)| matches!(verb.sense, Sense::Arrives(_))),
            bound,
            benchmark: None,
        };
        Read { parts, verb, swallows: 0, unit_end: None }
    }

    /// `start`, or where a word of commitment right before it begins.
    fn with_commitment(&self, start: usize) -> usize {
        let before = &self.source.text[self.item.left.start.min(start)..start];
        let trimmed = before.trim_end_matches(is_blank);
        let word = COMMITMENTS.ending(trimmed);
        word.map_or(start, |word| start - (before.len() - trimmed.len()) - word.len())
    }

    /// The indicator that an item shares with the one before: 增长6%左右、达到1万亿元.
    fn last_indicator(&self) -> Option<Phrase> {
        Some(self.source.phrase(self.last.clone()?))
    }

    /// True when the value is one of each year: 年均增长, 年新增.
    fn is_yearly(&self, verb_start: usize) -> bool {
        let before = &self.source.text[self.item.left.start.min(verb_start)..verb_start];
        static YEARLY: Words = Words::new(&["年均", "每年", "年平均"]);
        YEARLY.each_in(before).next().is_some()
            || before.ends_with('年') && self.source.horizon_at(verb_start - '年'.len_utf8()).is_none()
    }

    fn bound_of(&self, verb: &Verb, yearly: bool) -> Bound {
        let unit = self.unit();
        let limit = self.item.limit;
        match verb.sense {
            _ if limit == Some(Bound::About) => Bound::About,
            Sense::Arrives(bound) => match (bound, limit) {
                (_, Some(limit)) => limit,
                (Bound::Over, _) if unit.is_some_and(|unit| unit.is_points()) => Bound::Benchmark,
                (bound, None) => bound,
            },
            Sense::Changes => match unit {
                Some(unit) if unit.base == "倍" || unit.base == "番" => Bound::Ratio,
                Some(unit) if unit.is_share() => Bound::Rate,
                _ if yearly => Bound::Rate,
                _ => Bound::Delta,
            },
            Sense::Makes(_) if yearly => Bound::Rate,
            Sense::Makes(Bound::Delta) => Bound::Delta,
            Sense::Makes(bound) => limit.unwrap_or(bound),
            Sense::Tends => limit.unwrap_or(Bound::Equal),
        }
    }

    /// 五百亿级开发区2个: the next quantity counts what this one describes.
    fn is_counted_by_next(&self) -> bool {
        !self.item.is_parted
            && self.following.first().is_some_and(|next| {
                is_end(self.source.at(&next.right))
                    && next.quantity.unit.as_ref().is_some_and(Unit::counts_things)
            })
    }

    /// What is measured, in the words before a verb.
    fn owner(&self, range: Range<usize>) -> Range<usize> {
        let joined = ["均", "分别", "都"].iter().any(|word| self.source.at(&range).ends_with(word));
        let mut range = self.source.subject(range);
        if !joined {
            range = last_member(self.source, range);
        }
        range = self.source.without_adverbs(range);
        let words = self.source.at(&range);
        // 较2022年 before the verb is the base, 年 the measure of a rate.
        if let Some(at) = words.rfind(['较', '比']).filter(|&at| at > 0 && words[at..].contains('年')) {
            range.end = range.start + at;
        }
        range
    }

    /// The names that share what follows: 交通、水利、能源领域投资额分别达2400亿元、450亿元、1700亿元.
    fn shared_names(&self) -> Option<Vec<Phrase>> {
        let left = self.source.at(&self.item.left);
        let at = left.rfind("分别")?;
        let range = self.owner(self.item.left.start..self.item.left.start + at);
        Some(names(self.source, range))
    }

    /// One indicator, or each of those that 均 joins.
    fn each(&self, parts: &Parts) -> Vec<Option<Phrase>> {
        let left = self.left();
        let Some(indicator) = &parts.indicator else { return vec![None] };
        let joined =
            left.contains('均') && !left.contains("人均") && !left.contains("年均") && !left.contains("平均");
        if joined && indicator.text.contains(['、', '和']) && !indicator.text.contains('等') {
            return names(self.source, indicator.range.clone()).into_iter().map(Some).collect();
        }
        vec![Some(indicator.clone())]
    }
}

/// The members of a list; what only the last one says (领域投资额) belongs to each.
pub(super) fn names(source: &Source, range: Range<usize>) -> Vec<Phrase> {
    let words = source.at(&range);
    let mut found: Vec<Phrase> = Vec::new();
    let mut start = range.start;
    for part in words.split(['、', '和', '与']) {
        let stop = start + part.len();
        if !part.is_empty() {
            found.push(source.phrase(start..stop));
        }
        start = stop + source.text[stop..].chars().next().map_or(0, char::len_utf8);
    }
    let Some((last, others)) = found.split_last_mut() else { return found };
    let longest = others.iter().map(|name| name.text.chars().count()).max().unwrap_or(usize::MAX);
    if last.text.chars().count() > longest.saturating_mul(2) {
        let tail: String = last.text.chars().skip(longest).collect();
        for name in others {
            name.text.push_str(&tail);
        }
    }
    found
}

/// True when nothing that belongs to the value follows: the end, or the next predicate.
fn is_end(right: &str) -> bool {
    static TAILS: Words = Words::new(&[
        "、",
        "并",
        "且",
        "以及",
        "和",
        "安排",
        "的目标",
        "目标",
        "任务",
        "”",
        "及",
        "，",
        "；",
        "。",
        "大关",
    ]);
    let rest = without_bracket(right.trim_matches(is_blank));
    rest.is_empty() || TAILS.beginning(rest).is_some()
}

/// `text` without a bracket that it begins with: （间）城市危旧房.
fn without_bracket(text: &str) -> &str {
    let inside = text.strip_prefix(['（', '(']).and_then(|inside| inside.split_once(['）', ')']));
    inside.map_or(text, |(_, after)| after)
}

/// The number before 个 at the end of `left`: 三个 in 连跨三个千亿台阶.
pub(super) fn count_before(left: &str) -> Option<(u32, usize)> {
    let head = left.strip_suffix('个')?;
    let length: usize = head
        .chars()
        .rev()
        .take_while(|&c| numeral::is_numeral(c) || c.is_ascii_digit())
        .map(char::len_utf8)
        .sum();
    let word = &head[head.len() - length..];
    let number = word.parse().ok().or_else(|| numeral::parse(word))?;
    Some((number, length + "个".len()))
}
