//! Quantities: a number, exact, with its unit.

use std::ops::Range;

use rust_decimal::Decimal;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// 1200, also in full-width digits and with separators.
    Arabic,
    /// 三十, 两.
    Hanzi,
    /// Ⅰ, as in Ⅰ型大城市.
    Roman,
}

/// A number, exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value, without what the unit multiplies: 1.7 in 1.7万亿元.
    pub value: Decimal,
    /// Where it stands.
    pub range: Range<usize>,
    /// How it is written.
    pub notation: Notation,
}

/// A unit, its multiple (万, 亿) included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As written: 万亿元, %, 个百分点.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// What it measures in, without its multiple: 元, 人次. “1” for a share, 百分点 for points of one, empty
    /// when only the multiple is written (500亿).
    pub base: String,
    /// What the number is multiplied by to be counted in `base`: 10¹² for 万亿, 0.01 for %.
    pub factor: Decimal,
}

/// A number with its unit; a range has two numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number, or the lower one of a range.
    pub number: Number,
    /// The upper one of a range: 5.5 in 5%—5.5%.
    pub upper: Option<Number>,
    /// The unit; `None` when the text has none.
    pub unit: Option<Unit>,
    /// The unit of the first number of a range, where it is written.
    pub first_unit: Option<Unit>,
    /// Number, unit and, of a range, everything in between.
    pub range: Range<usize>,
}

impl Quantity {
    /// The value in the base of its unit.
    pub fn normalized(&self) -> Decimal {
        self.in_base(self.number.value)
    }

    /// The upper value of a range in the base of its unit.
    pub fn normalized_upper(&self) -> Option<Decimal> {
        self.upper.as_ref().map(|number| self.in_base(number.value))
    }

    fn in_base(&self, value: Decimal) -> Decimal {
        let factor = self.unit.as_ref().map_or(Decimal::ONE, |unit| unit.factor);
        value.checked_mul(factor).unwrap_or(value)
    }
}
