//! Where something stands among others: ranks, steps, clubs, averages.

use crate::target::clause::last_member;
use crate::target::{Bound, Direction, Notation};
use crate::text::Words;

use super::{Read, Reader, is_end};

impl Reader<'_> {
    /// 挺进全国三十强, 进入前10位.
    pub(super) fn rank(&self) -> Option<Read> {
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
    pub(super) fn step(&self) -> Option<Read> {
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
        read.parts.direction = Some(Direction::Up);
        read.parts.arrives = true;
        Some(read)
    }

    /// 向旅游收入1000亿俱乐部进军.
    pub(super) fn club(&self) -> Option<Read> {
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
    pub(super) fn benchmark(&self) -> Option<Read> {
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
}
