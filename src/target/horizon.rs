//! Horizons: 到2027年, “十五五”期间, 未来五年, 5年.

use std::ops::Range;

/// First and last year of a horizon. 到2027年 has no first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Years {
    /// First year, where the horizon is a period.
    pub from: Option<u32>,
    /// Last year, or the one year.
    pub to: Option<u32>,
}

/// How a horizon is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Years of the calendar: 到2027年, “十四五”期间, 到本世纪中叶.
    Named(Years),
    /// Years from the adoption on, the next year first: 未来五年, 今后5年.
    Coming(u32),
    /// Years without a beginning: 5年, 三年内. They are counted from the adoption all the same.
    Bare(u32),
    /// A year beside that of the adoption: 今年 0, 明年 1.
    Beside(u32),
    /// What lies behind, whenever that was: 去年, 过去五年, “十四五”以来.
    Past,
}

/// A horizon as its line names it. Ranges are bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// As written: 到2027年.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// The years that it means.
    pub period: Period,
    /// True when it is a point to be reached (到…, …年底), false for a period (…期间, 2026年).
    pub is_deadline: bool,
}

impl Horizon {
    /// Its years in a document adopted in `adoption`; those of a relative horizon are unknown without.
    pub fn years(&self, adoption: Option<u32>) -> Years {
        let counted = |first: Option<u32>, last: u32| Years {
            from: first.and_then(|first| Some(adoption? + first)),
            to: adoption.map(|year| year + last),
        };
        match self.period {
            Period::Named(years) => years,
            Period::Coming(count) => counted(Some(1), count),
            Period::Bare(count) => counted(None, count),
            Period::Beside(years) => counted(None, years),
            Period::Past => Years::default(),
        }
    }
}

/// Where a target has its horizon from, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Its own clause.
    Clause,
    /// An earlier clause of its sentence.
    Sentence,
    /// The lead of its paragraph: 到2027年，全省……
    Paragraph,
    /// A lead line over it that ends in a colon.
    Lead,
    /// The heading of its section: 2026年重点工作.
    Heading,
}
