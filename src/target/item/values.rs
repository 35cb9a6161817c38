//! What an indicator comes to: a verb or nothing, and a value.

use std::ops::Range;

use crate::target::predicate::{self, BEFORE_VALUE, Sense, Verb};
use crate::target::{Bound, Phrase};
use crate::text::{is_blank, is_hanzi};

use super::{Read, Reader, TAILS, is_end};

impl Reader<'_> {
    /// 占全国23.9%: a share, held by what stands before it or by the indicator before.
    pub(super) fn share(&self, left: &str, right: &str) -> Option<Read> {
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
    pub(super) fn value(&self, left: &str, right: &str) -> Option<Read> {
        let verb = BEFORE_VALUE.ending(left)?;
        if verb.word == "达"
            && ["发", "抵", "可", "高", "到", "直"].iter().any(|c| left[..left.len() - 3].ends_with(c))
        {
            return None;
        }
        let range = self.verb_range(verb);
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

    /// 城镇调查失业率5.5%左右: no verb at all.
    pub(super) fn noun(&self, left: &str, right: &str) -> Option<Read> {
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
}
