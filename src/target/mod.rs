//! The grammar of targets: what a line says in numbers, and what of it is promised for when.
//!
//! A [`Statement`] is read from the text of one line alone and kept as long as the line stays; it may
//! report the past. A [`Target`] is a statement that looks ahead, with the horizon that it has from
//! its own clause or from what stands over it. Ranges are bytes (UTF-8) of the line's text.

mod clause;
mod horizon;
mod item;
mod milestone;
mod predicate;
mod quantity;
mod resolve;
mod scan;
mod sentence;
mod unit;
mod word;

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::document::Paragraph;
use crate::text::{Characters, Span};

pub use horizon::{Horizon, Period, Scope, Years};
pub use quantity::{Notation, Number, Quantity};
pub use resolve::{adoption_year, resolve};
pub use unit::Unit;

/// Words of the text and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The words; an indicator may be put together from two places.
    pub text: String,
    /// Where they stand, or the longer of two places.
    pub range: Range<usize>,
}

/// How a value is meant. The names are part of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// 突破, 超过.
    Over,
    /// 达到, 不低于, …以上 (以上 includes the number itself).
    AtLeast,
    /// 低于, 不到.
    Under,
    /// 降到…以下, 控制在…以内.
    AtMost,
    /// A plain value: 建设9个, 出栏350万头.
    Equal,
    /// 左右, 约.
    About,
    /// An amount more or less: 新增, 减少, 引进.
    Delta,
    /// A growth rate, or an amount for each year.
    Rate,
    /// 倍增, 翻一番, 增长2倍.
    Ratio,
    /// Measured against something else: 高于全国平均水平, 与经济增长同步.
    Benchmark,
    /// A place in a ranking: 进入全国三十强.
    Rank,
    /// An order of magnitude: 百亿级.
    Magnitude,
    /// 全覆盖, 县县通, 全部.
    Coverage,
    /// 零成本, 清零.
    Zero,
}

impl Bound {
    /// Its name in the command line's contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Over => ">",
            Self::AtLeast => ">=",
            Self::Under => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::About => "about",
            Self::Delta => "delta",
            Self::Rate => "rate",
            Self::Ratio => "ratio",
            Self::Benchmark => "benchmark",
            Self::Rank => "rank",
            Self::Magnitude => "magnitude",
            Self::Coverage => "coverage",
            Self::Zero => "zero",
        }
    }
}

/// Where an indicator is to go, by its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 提高, 增长, 新增.
    Up,
    /// 下降, 减少, 压减.
    Down,
}

/// A base that a change is counted from: 较2022年, 比上年.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// As written.
    pub phrase: Phrase,
    /// The year, where one is named.
    pub year: Option<u32>,
}

/// One statement about one indicator, as its line has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words that make it up; the quote.
    pub range: Range<usize>,
    /// The clause that it stands in, up to the next ，；。.
    pub clause: Range<usize>,
    /// The horizon named in its clause, or in its sentence or paragraph before it.
    pub horizon: Option<(Arc<Horizon>, Scope)>,
    /// The base that it is measured from.
    pub base: Option<Base>,
    /// What is measured, without what says whose (全市, 全省). Filled in from the clause before where
    /// the text leaves it out.
    pub indicator: Option<Phrase>,
    /// Whose: 全市, 全省; `None` when the clause does not say.
    pub subject: Option<Phrase>,
    /// What is to happen to it, as written: 突破, 新增, 降到. Taken from the clause before where the
    /// text leaves it out; then its range lies outside that of the statement.
    pub verb: Option<Phrase>,
    /// Up or down, by the verb.
    pub direction: Option<Direction>,
    /// A word of commitment or degree: 力争, 确保, 全面, 年均.
    pub modifier: Option<Phrase>,
    /// How the value is meant.
    pub bound: Bound,
    /// The words that limit the number, in order of place: 约, 至少, 不低于, 以上, 左右.
    pub limits: Vec<Range<usize>>,
    /// The value with its unit; `None` for a target without a number.
    pub quantity: Option<Quantity>,
    /// What it is measured against: 全国平均水平.
    pub benchmark: Option<Phrase>,
    /// True when the verb says where the indicator arrives (增长到, 降至), not by how much.
    pub arrives: bool,
    /// True when the line itself says that it has come about: 已达到, 去年完成, …以来新增.
    pub is_past: bool,
    /// True for a word of commitment (力争, 确保) that governs it.
    pub is_committed: bool,
}

impl Statement {
    /// The value and its unit as written, or those that the words imply: 全覆盖 is 100 %, 翻一番 is twice,
    /// 零成本 is nothing, above an average is by no points or more.
    pub fn value(&self) -> Option<(Decimal, Option<&str>)> {
        if let Some(quantity) = &self.quantity {
            return Some((quantity.number.value, quantity.unit.as_ref().map(|unit| unit.text.as_str())));
        }
        let says = |phrase: &Option<Phrase>, words: &[&str]| {
            phrase.as_ref().is_some_and(|phrase| words.iter().any(|word| phrase.text.contains(word)))
        };
        match self.bound {
            Bound::Coverage => Some((Decimal::ONE_HUNDRED, Some("%"))),
            Bound::Ratio if says(&self.verb, &["两番"]) => Some((Decimal::from(4), Some("倍"))),
            Bound::Ratio => Some((Decimal::TWO, Some("倍"))),
            Bound::Zero => Some((Decimal::ZERO, None)),
            Bound::Benchmark
                if says(&self.indicator, &["增速", "率"]) && says(&self.benchmark, &["平均"]) =>
            {
                Some((Decimal::ZERO, Some("个百分点")))
            }
            _ => None,
        }
    }

    /// The value in the base of its unit, and that base; a rate is by the year where the text says so.
    pub fn normalized(&self) -> Option<(Decimal, Option<String>)> {
        let quantity = self.quantity.as_ref()?;
        let base = quantity.unit.as_ref().map(|unit| unit.base.as_str()).filter(|base| !base.is_empty());
        let yearly = self.bound == Bound::Rate
            && self
                .modifier
                .as_ref()
                .is_some_and(|modifier| matches!(modifier.text.as_str(), "年均" | "每年" | "年"));
        let base = base.map(|base| if yearly { format!("{base}/年") } else { base.to_owned() });
        Some((quantity.normalized(), base))
    }
}

/// How far a qualitative milestone is to be reached; they are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// 初步建成.
    Initial,
    /// 基本建成.
    Basic,
    /// 全面建成.
    Full,
}

/// A milestone without a number: 基本建成现代化经济强省. No target, but milestones have an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// The words that make it up.
    pub range: Range<usize>,
    /// How far; `None` for a plain 建成 or for one of a kind of its own (率先).
    pub degree: Option<Degree>,
    /// 基本建成, 全面实现.
    pub verb: Phrase,
    /// What is built or reached.
    pub object: Phrase,
    /// The horizon named in its clause, or in its sentence or paragraph before it.
    pub horizon: Option<(Arc<Horizon>, Scope)>,
    /// True when the line itself says that it has come about.
    pub is_past: bool,
}

/// What a heading takes out of the promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Review {
    /// Its section: 工作回顾.
    Section,
    /// Everything after it: 名词解释.
    Rest,
}

/// What one line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    /// Its statements, in order of place.
    pub targets: Vec<Arc<Statement>>,
    /// Its milestones, in order of place.
    pub milestones: Vec<Arc<Milestone>>,
    /// Every horizon that it names, in order of place; the rest refer to these.
    pub horizons: Vec<Arc<Horizon>>,
    /// The horizon that the line gives to what stands below it: the one of a heading (2026年重点工作) or
    /// of a lead that ends in a colon (未来五年的主要目标是：).
    pub given: Option<Arc<Horizon>>,
    /// What the line says about those below it, where those are no promises.
    pub review: Option<Review>,
}

impl Statements {
    /// True when the line says nothing of the kind, as most lines do.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
            && self.milestones.is_empty()
            && self.horizons.is_empty()
            && self.review.is_none()
    }
}

/// A horizon in its place in the document, counted in years.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// As written.
    pub horizon: Arc<Horizon>,
    /// 0-based line that it is written in.
    pub line: usize,
    /// Where the target has it from.
    pub scope: Scope,
    /// First and last year; relative ones are counted from the adoption date.
    pub years: Years,
}

/// A statement that looks ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// 0-based line.
    pub line: usize,
    /// What the line says.
    pub statement: Arc<Statement>,
    /// Until when; `None` when neither the line nor anything over it says.
    pub horizon: Option<Resolved>,
}

impl Target {
    /// Its place.
    pub fn span(&self) -> Span {
        Span::on_line(self.line, self.statement.range.clone())
    }

    /// The last year of its horizon.
    pub fn year(&self) -> Option<u32> {
        self.horizon.as_ref().and_then(|horizon| horizon.years.to)
    }
}

/// A milestone in its place, its horizon resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// 0-based line.
    pub line: usize,
    /// What the line says.
    pub milestone: Arc<Milestone>,
    /// Until when.
    pub horizon: Option<Resolved>,
}

/// What a document promises.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promises {
    /// Its targets, in order of place.
    pub targets: Vec<Target>,
    /// Its milestones, in order of place.
    pub milestones: Vec<Goal>,
    /// The year that relative horizons are counted from.
    pub year: Option<u32>,
}

/// Reads what a line states. Depends on nothing but its text.
pub fn read(paragraph: &Paragraph) -> Statements {
    read_line(paragraph, &Characters::of(&paragraph.text))
}

/// [`read`] of a line whose characters are known.
pub fn read_line(paragraph: &Paragraph, line: &Characters) -> Statements {
    sentence::read(paragraph, line)
}
