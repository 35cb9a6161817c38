//! Things that are made or looked after, and how many.

use std::ops::Range;

use crate::target::clause;
use crate::target::predicate::{self, COMMITMENTS, MAKING, Sense, Verb};
use crate::target::{Bound, Notation, Unit};
use crate::text::is_blank;

use super::{Read, Reader, TAILS, is_end};

impl Reader<'_> {
    /// 打造百亿级产业链, 形成百名人才领航: an order of magnitude of what is made.
    pub(super) fn many_levels(&self, carried: Option<&(&'static Verb, Range<usize>)>) -> Option<Read> {
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

    /// 新增3个基地, 新增基地3个.
    pub(super) fn made(&self, left: &str, right: &str) -> Option<Read> {
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
    pub(super) fn carried(
        &self,
        left: &str,
        right: &str,
        carried: &(&'static Verb, Range<usize>),
    ) -> Option<Read> {
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

    /// 确保至少4个县区建成示范区, 为2万名老年人提供服务: the things counted are the subject.
    pub(super) fn counted(&self, left: &str, right: &str) -> Option<Read> {
        self.unit().filter(|unit| unit.counts_things())?;
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
}

/// True for things that are carried out: 项目, 工程, 改造.
fn is_project(right: &str) -> bool {
    const TAILS: [&str; 12] =
        ["项目", "工程", "建设", "改造", "整治", "试点", "专项", "实事", "搬迁", "治理", "研发", "任务"];
    let ends = |after: &str| after.is_empty() || after.starts_with(['和', '、', '及', '与']);
    TAILS.iter().any(|tail| right.match_indices(tail).any(|(at, _)| ends(&right[at + tail.len()..])))
}
