//! One quantity of a clause: which verb governs it, what it measures, how it is meant.

use std::ops::Range;

use crate::text::{Words, is_blank, is_hanzi, numeral};

use super::clause::{self, Item, Parts, Source, last_member, statement};
use super::predicate::{self, BEFORE_VALUE, COMMITMENTS, MAKING, Sense, Verb};
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

    /// Range of the verb that `left` ends with.
    fn verb_range(&self, left: &str, verb: &Verb) -> Range<usize> {
        let end = self.item.left.start + self.source.at(&self.item.left).trim_end_matches(is_blank).len();
        let _ = left;
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

    /// 挺进全国三十强, 进入前10位.
    fn rank(&self) -> Option<Read> {
        static VERBS: Words = Words::new(&[
            "进入",
            "迈入",
            "挺进",
            "跨入",
            "跻身",
            "进位",
            "入围",
            "冲刺",
            "迈进",
            "升至",
            "上升到",
            "前移",
            "争进",
            "位列",
            "位居",
            "保持",
        ]);
        let roman = self.item.quantity.number.notation == Notation::Roman;
        let unit = self.unit().map_or("", |unit| unit.text.as_str());
        let whole = self.source.at(&self.item.left);
        let first = self.unit().is_none() && whole.ends_with('前') && is_end(self.right());
        let ranked =
            first || unit == "强" || matches!(unit, "位" | "名") && whole.ends_with(['前', '第']) || roman;
        if !ranked || roman && !self.right().starts_with('型') {
            return None;
        }
        let (at, verb) = VERBS.last_in(whole)?;
        let verb_start = self.item.left.start + at;
        let owner = self.source.subject(self.item.left.start..verb_start);
        let field = verb_start + verb.len()..self.item.core.start;
        let indicator = if owner.is_empty() { self.phrase(field) } else { self.phrase(owner) };
        let end = if roman { self.item.right.end } else { self.item.core.end };
        let mut read = self.finish(None, Bound::Rank, indicator, end);
        let start = verb_start.min(read.parts.range.start);
        read.parts.range.start = self.with_commitment(start);
        read.parts.verb = Some(self.source.phrase(verb_start..verb_start + verb.len()));
        Some(read)
    }

    /// 连跨三个千亿台阶, 迈上4万亿元新台阶.
    fn step(&self) -> Option<Read> {
        let right = self.right();
        let steps = self.unit().is_some_and(|unit| unit.text.ends_with("台阶"));
        let tail = ["元台阶", "台阶", "元新台阶", "新台阶", "大关", "元大关", "关口"]
            .into_iter()
            .find(|tail| right.starts_with(tail))
            .or(steps.then_some(""))?;
        let whole = self.source.at(&self.item.left);
        static VERBS: Words = Words::new(&[
            "连跨", "再跨", "跨越", "跨上", "迈上", "跃上", "登上", "站上", "迈过", "突破", "再上", "上",
            "跨",
        ]);
        let (at, verb) = VERBS.last_in(whole)?;
        let verb_start = self.item.left.start + at;
        let owner = self.source.subject(self.item.left.start..verb_start);
        let end = self.item.core.end + tail.len();
        let bound = if steps { Bound::Delta } else { Bound::AtLeast };
        let mut read =
            self.finish(None, bound, self.phrase(self.owner(owner)).or_else(|| self.last_indicator()), end);
        read.parts.range.start = read.parts.range.start.min(verb_start);
        read.parts.verb = Some(self.source.phrase(verb_start..verb_start + verb.len()));
        read.parts.direction = Some(super::Direction::Up);
        read.parts.arrives = true;
        Some(read)
    }

    /// 向旅游收入1000亿俱乐部进军.
    fn club(&self) -> Option<Read> {
        let (left, right) = (self.source.at(&self.item.left), self.right());
        let tail = ["元俱乐部", "俱乐部", "元行列", "行列", "元阵营", "阵营"]
            .into_iter()
            .find(|tail| right.starts_with(tail))?;
        static VERBS: Words = Words::new(&["进入", "迈入", "迈进", "挺进", "跨入", "跻身", "冲刺", "向"]);
        let (at, &verb) = VERBS.last_in(left)?;
        let start = self.item.left.start + at;
        let end = if verb == "向" { self.item.right.end } else { self.item.core.end + tail.len() };
        let inner = start + verb.len()..self.item.core.start;
        let owner = self.source.subject(self.item.left.start..start);
        let indicator = self.phrase(inner).or_else(|| self.phrase(owner));
        let mut read = self.finish(None, Bound::AtLeast, indicator, end);
        read.parts.range.start = read.parts.range.start.min(start);
        read.parts.verb = Some(self.source.phrase(start..start + verb.len()));
        read.parts.arrives = true;
        Some(read)
    }

    /// 高于全省平均水平1个百分点以上.
    fn benchmark(&self) -> Option<Read> {
        let left = self.source.at(&self.item.left);
        static VERBS: Words = Words::new(&["高于", "低于", "快于", "优于", "好于", "高出"]);
        let (at, verb) = VERBS.last_in(left)?;
        let start = self.item.left.start + at;
        let measure = self.source.trimmed(start + verb.len()..self.item.core.start);
        if measure.is_empty() || !self.right().is_empty() {
            return None;
        }
        let owner = last_member(self.source, self.source.subject(self.item.left.start..start));
        let mut read = self.finish(None, Bound::Benchmark, self.phrase(owner), self.item.core.end);
        read.parts.range.start = read.parts.range.start.min(start);
        read.parts.verb = Some(self.source.phrase(start..start + verb.len()));
        read.parts.benchmark = Some(self.source.phrase(measure));
        Some(read)
    }

    /// 占全国23.9%: a share, held by what stands before it or by the indicator before.
    fn share(&self, left: &str, right: &str) -> Option<Read> {
        let (owner, whole) = left.rsplit_once('占')?;
        let named = (1..=12).contains(&whole.chars().count()) && whole.chars().all(is_hanzi);
        if !named || !is_end(right) || !self.unit()?.is_share() || BEFORE_VALUE.ending(whole).is_some() {
            return None;
        }
        let start = self.item.left.start + self.source.at(&self.item.left).find(left).unwrap_or(0);
        let verb = start + owner.len()..start + owner.len() + "占".len();
        let held = self.phrase(self.owner(start..verb.start));
        let range = held.as_ref().map_or(verb.start, |held| held.range.start)..start + left.len();
        let held = held.or_else(|| self.last_indicator())?;
        let indicator = Phrase { text: format!("{}占{whole}", held.text), range };
        let bound = self.item.limit.unwrap_or(Bound::Equal);
        let mut read = self.finish(None, bound, Some(indicator), self.item.core.end);
        read.parts.verb = Some(self.source.phrase(verb));
        Some(read)
    }

    /// 城镇化率达到64%以上, 增长6%: the verb stands right before the value.
    fn value(&self, left: &str, right: &str) -> Option<Read> {
        let verb = BEFORE_VALUE.ending(left)?;
        if verb.word == "达"
            && ["发", "抵", "可", "高", "到", "直"].iter().any(|c| left[..left.len() - 3].ends_with(c))
        {
            return None;
        }
        let range = self.verb_range(left, verb);
        let has_value = self.unit().is_some() || matches!(verb.sense, Sense::Arrives(_));
        if !has_value {
            return None;
        }
        if !is_end(right) {
            return self.attribute(verb, range, right);
        }
        let owner = self.owner(self.item.left.start..range.start);
        let yearly = self.is_yearly(range.start);
        let bound = self.bound_of(verb, yearly);
        let indicator = self.phrase(owner).or_else(|| self.last_indicator());
        Some(self.finish(Some((verb, range)), bound, indicator, self.item.core.end))
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

    /// 打造产值超500亿元的食品饮料产业集群: the value describes what is made.
    fn attribute(&self, verb: &'static Verb, range: Range<usize>, right: &str) -> Option<Read> {
        // 营业收入超百亿元企业5家: the next quantity counts.
        if self.is_counted_by_next() {
            return None;
        }
        let before = &self.source.text[self.item.left.start..range.start];
        let made = predicate::last_making(before);
        let Some((at, making)) = made.filter(|_| matches!(verb.sense, Sense::Arrives(_))) else {
            // 提升25个养老机构: a change of things is the making of them.
            return None;
        };
        let noun = before[at + making.word.len()..].trim_matches(is_blank);
        if noun.is_empty()
            || noun.chars().count() > 8
            || right.starts_with(|c: char| !is_hanzi(c) && c != '“')
        {
            return None;
        }
        let start = self.item.left.start + at;
        let thing = right.trim_start_matches('的');
        let thing_start = self.item.right.end - thing.len();
        let thing_range = self.source.trimmed(thing_start.min(self.item.right.end)..self.item.right.end);
        let noun_start = self.source.text[..range.start].rfind(noun).unwrap_or(range.start);
        let indicator = Phrase {
            text: format!("{}{noun}", self.source.at(&thing_range)),
            range: noun_start..thing_range.end,
        };
        let bound = self.bound_of(verb, false);
        let mut read = self.finish(None, bound, Some(indicator), thing_range.end);
        read.parts.range.start = start;
        read.parts.verb = Some(self.source.phrase(start..start + making.word.len()));
        read.verb = None;
        Some(read)
    }

    /// 打造百亿级产业链, 形成百名人才领航: an order of magnitude of what is made.
    fn many_levels(&self, carried: Option<&(&'static Verb, Range<usize>)>) -> Option<Read> {
        let quantity = &self.item.quantity;
        let round = quantity.number.notation == Notation::Hanzi
            && matches!(self.source.at(&quantity.number.range), "百" | "千" | "万")
            && quantity.unit.as_ref().is_some_and(Unit::counts_things);
        let doubled =
            self.left().ends_with('双') && quantity.unit.as_ref().is_some_and(|unit| unit.base.is_empty());
        let level = quantity.unit.as_ref().is_some_and(Unit::is_magnitude);
        if !(round || level || doubled) || self.is_counted_by_next() {
            return None;
        }
        let left = self.left();
        let (verb_at, verb) = match predicate::last_making(left) {
            Some((at, verb)) if !matches!(verb.sense, Sense::Tends) => (Some(at), Some(verb)),
            _ => (None, carried.map(|(verb, _)| *verb)),
        };
        let verb = verb?;
        let start = self.item.left.start + self.source.at(&self.item.left).find(left).unwrap_or(0);
        let mut noun = clause::noun(self.source, self.item.right.clone());
        let mut end = noun.end;
        if noun.is_empty()
            && let Some(next) = self.following.first()
        {
            noun = clause::noun(self.source, next.right.clone());
            end = self.item.core.end;
        }
        let name = self.source.at(&noun);
        if name.is_empty()
            || name.starts_with('的') && noun.len() < 12
            || ["计划", "行动", "工程", "战略"].iter().any(|tail| name.ends_with(tail))
        {
            return None;
        }
        let verb_range = verb_at.map(|at| start + at..start + at + verb.word.len());
        let mut read = self.finish(None, Bound::Magnitude, self.phrase(noun), end);
        if let Some(range) = verb_range {
            read.parts.range.start = self.with_commitment(range.start);
            read.parts.verb = Some(self.source.phrase(range.clone()));
            read.verb = Some((verb, range));
        }
        Some(read)
    }

    /// 五百亿级开发区2个: the next quantity counts what this one describes.
    fn is_counted_by_next(&self) -> bool {
        !self.item.is_parted
            && self.following.first().is_some_and(|next| {
                is_end(self.source.at(&next.right))
                    && next.quantity.unit.as_ref().is_some_and(Unit::counts_things)
            })
    }

    /// 新增3个基地, 新增基地3个.
    fn made(&self, left: &str, right: &str) -> Option<Read> {
        if self.unit().is_none_or(|unit| unit.is_time() || unit.is_points()) {
            return None;
        }
        if is_end(right) { self.made_then_counted(left) } else { self.made_things(left, right) }
    }

    /// VERB N UNIT THINGS.
    fn made_things(&self, left: &str, right: &str) -> Option<Read> {
        let unit = self.unit()?;
        let bare = left.trim_end_matches(['再', '各', '了', '共']);
        let verb = MAKING.ending(bare)?;
        let small = self.item.quantity.number.notation == Notation::Hanzi
            && self.item.quantity.number.value < rust_decimal::Decimal::TEN;
        // 提升39个县域帮扶质效 counts what is there; 千万师生 is a manner of speaking.
        let kept =
            matches!(verb.word, "提升" | "稳定" | "提供") || verb.sense == Sense::Tends && !is_project(right);
        let loose = self.item.quantity.number.notation == Notation::Hanzi && unit.base.is_empty();
        // 建设500千伏变电站 says of what size, not how much.
        let adds = verb.sense == Sense::Makes(Bound::Delta);
        let sized = unit.measures_size() && !adds;
        if unit.is_share() || small && !adds || kept || loose || sized {
            return None;
        }
        if right.starts_with('的') && !unit.counts_things() && unit.base != "元" {
            return None;
        }
        let at = self.item.left.start + self.source.at(&self.item.left).trim_end_matches(is_blank).len()
            - (left.len() - bare.len())
            - verb.word.len();
        let range = at..at + verb.word.len();
        let thing = clause::noun(self.source, self.item.right.clone());
        let end = thing.end;
        let bound = self.bound_of(verb, self.is_yearly(range.start));
        let mut read = self.finish(Some((verb, range)), bound, self.phrase(thing), end);
        read.swallows = self.following.iter().take_while(|next| next.core.start < end).count();
        Some(read)
    }

    /// VERB THINGS N UNIT.
    fn made_then_counted(&self, left: &str) -> Option<Read> {
        let (mut at, mut verb) = predicate::last_making(left)?;
        // 完成农房抗震改造7500户: the last verb is part of the noun.
        let within = left.len() == at + verb.word.len();
        if let Some((outer, found)) = predicate::last_making(&left[..at]).filter(|_| within) {
            (at, verb) = (outer, found);
        }
        let start = self.item.left.start + self.source.at(&self.item.left).find(left).unwrap_or(0);
        let range = start + at..start + at + verb.word.len();
        let noun = self.source.trimmed(range.end..self.item.core.start);
        let unit = self.unit()?;
        let length = self.source.at(&noun).chars().count();
        if verb.sense == Sense::Tends || length > 30 || unit.is_share() && length < 2 && verb.word != "完成"
        {
            return None;
        }
        let before = self.owner(self.item.left.start..range.start);
        let joined = (1..=12).contains(&self.source.at(&before).chars().count()) && before.end == range.start;
        let owner = match noun.is_empty() {
            true if before.is_empty() => before,
            // 水土流失综合治理 is one name, and so is 城镇新增就业.
            true => before.start..range.end,
            false if joined && verb.direction.is_some() => before.start..noun.end,
            false => noun,
        };
        let mut bound = self.bound_of(verb, self.is_yearly(range.start));
        if bound == Bound::Equal && (verb.word == "实现" || unit.is_share()) {
            bound = Bound::AtLeast;
        }
        let indicator = self.phrase(owner).or_else(|| self.last_indicator());
        Some(self.finish(Some((verb, range)), bound, indicator, self.item.core.end))
    }

    /// 省级2个, 南江黄羊50万只: the verb is that of the item before.
    fn carried(&self, left: &str, right: &str, carried: &(&'static Verb, Range<usize>)) -> Option<Read> {
        let (verb, range) = carried;
        let unit = self.unit()?;
        let alone = left.is_empty() || left.chars().all(|c| matches!(c, '、' | '和' | '及'));
        let names_itself = verb.word != "实现" && TAILS.ending(left).is_some();
        if unit.is_time() || self.is_counted_by_next() || names_itself {
            return None;
        }
        let made = matches!(verb.sense, Sense::Makes(_) | Sense::Tends);
        let (indicator, end) = match (alone, is_end(right)) {
            (true, false) if made && !unit.is_share() => {
                let noun = clause::noun(self.source, self.item.right.clone());
                (self.phrase(noun.clone()), noun.end)
            }
            (false, true) if left.chars().count() <= 24 => {
                (self.phrase(self.source.subject(self.item.left.clone())), self.item.core.end)
            }
            (true, true) => (self.last_indicator(), self.item.core.end),
            _ => return None,
        };
        if verb.sense == Sense::Tends && !is_project(right) {
            return None;
        }
        let bound = self.bound_of(verb, false);
        let bound = if verb.word == "实现" && bound == Bound::Equal { Bound::AtLeast } else { bound };
        Some(self.finish(Some((verb, range.clone())), bound, indicator, end))
    }

    /// 城镇调查失业率5.5%左右: no verb at all.
    fn noun(&self, left: &str, right: &str) -> Option<Read> {
        let unit = self.unit()?;
        let tail = TAILS.ending(left).is_some();
        let sure =
            tail || self.item.limit.is_some() && (unit.is_share() || !unit.counts_things() || self.committed);
        if !is_end(right)
            || !left.ends_with(|c| is_hanzi(c) || c == '）' || c == ')' || c == '”')
            || !sure
            || unit.is_time()
        {
            return None;
        }
        let owner = self.owner(self.item.left.clone());
        if owner.is_empty() {
            return None;
        }
        let tends_up = tail && ["增速", "涨幅", "增幅"].iter().any(|tail| left.ends_with(tail));
        let bound = match self.item.limit {
            Some(limit) => limit,
            None if tends_up && unit.is_share() => Bound::Rate,
            None => Bound::Equal,
        };
        Some(self.finish(None, bound, self.phrase(owner), self.item.core.end))
    }

    /// 确保至少4个县区建成示范区, 为2万名老年人提供服务: the things counted are the subject.
    fn counted(&self, left: &str, right: &str) -> Option<Read> {
        let unit = self.unit().filter(|unit| unit.counts_things())?;
        let promised = self.item.limit == Some(Bound::AtLeast) || COMMITMENTS.ending(left).is_some();
        let given = ["为", "对", "推动", "在"].iter().any(|word| left.ends_with(word));
        let opens = self.source.subject(self.item.left.clone()).is_empty() || given;
        if !(promised || given)
            || !opens
            || right.starts_with('的')
            || self.item.quantity.number.notation == Notation::Hanzi
        {
            return None;
        }
        let (at, verb) = predicate::makings(right)
            .find(|(_, verb)| verb.sense != Sense::Tends && !matches!(verb.word, "稳定" | "提升"))?;
        let start = self.item.right.start + self.source.at(&self.item.right).find(right).unwrap_or(0);
        let range = start + at..start + at + verb.word.len();
        if at == 0 || right.chars().count() > 80 || given && !promised && at > 60 {
            return None;
        }
        let _ = unit;
        let noun = clause::noun(self.source, start..self.item.right.end);
        let bound = self.item.limit.unwrap_or(Bound::Equal);
        let mut read = self.finish(None, bound, self.phrase(noun.clone()), noun.end);
        let short = right[..at].chars().count() <= 3 && self.item.core.end == self.item.quantity.range.end;
        read.unit_end = Some(range.start).filter(|_| short);
        read.parts.verb = Some(self.source.phrase(range));
        let left_start = self.item.left.end - left.len();
        if promised {
            read.parts.range.start = read
                .parts
                .range
                .start
                .min(self.with_commitment(self.item.core.start))
                .max(left_start.min(self.item.core.start));
        }
        Some(read)
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

/// True for things that are carried out: 项目, 工程, 改造.
fn is_project(right: &str) -> bool {
    const TAILS: [&str; 12] =
        ["项目", "工程", "建设", "改造", "整治", "试点", "专项", "实事", "搬迁", "治理", "研发", "任务"];
    let ends = |after: &str| after.is_empty() || after.starts_with(['和', '、', '及', '与']);
    TAILS.iter().any(|tail| right.match_indices(tail).any(|(at, _)| ends(&right[at + tail.len()..])))
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
