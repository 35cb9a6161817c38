//! Quantities: a number, exact, with its unit.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::{is_hanzi, numeral};

use super::Unit;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// 1200, also in full-width digits and with separators.
    Arabic,
    /// 三十, 两.
    Hanzi,
    /// 1/3, 三分之一.
    Fraction,
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

impl Number {
    /// The number in Arabic digits at `at`: 1,200.5 or １２００. Codes are numbers, too.
    pub(super) fn arabic(text: &str, at: usize, end: usize) -> Option<Self> {
        let mut digits = String::new();
        let mut stop = at;
        let mut pointed = false;
        let mut chars = text[at..end].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next_is_digit = chars.peek().is_some_and(|(_, next)| digit(*next).is_some());
            match digit(c) {
                Some(value) => digits.push(char::from(b'0' + value)),
                None if matches!(c, '.' | '．') && next_is_digit && !pointed => {
                    pointed = true;
                    digits.push('.');
                }
                None if matches!(c, ',' | '，') && !pointed && groups(&text[at..end], offset, c) => {}
                None => break,
            }
            stop = at + offset + c.len_utf8();
        }
        let value = digits.parse().ok()?;
        Some(Self { value, range: at..stop, notation: Notation::Arabic })
    }

    /// The numeral at `at`, its multiple left to the unit where something is multiplied: 三十 in 三十强,
    /// 五百 in 五百亿, 万 in 万亿级.
    pub(super) fn hanzi(text: &str, at: usize, end: usize) -> Option<Self> {
        let run: usize = text[at..end]
            .chars()
            .take_while(|&c| numeral::is_numeral(c) || matches!(c, '万' | '亿'))
            .map(char::len_utf8)
            .sum();
        let written = &text[at..at + run];
        // The multiple of the unit is the last 亿 or 万 that a number stands before.
        let split = match written.rfind(['亿', '万']) {
            Some(0) | None => run,
            Some(last) if written[..last].ends_with('万') && last > "万".len() => last - "万".len(),
            Some(last) => last,
        };
        let value = match &written[..split] {
            "万" => 10_000,
            "百" => 100,
            "千" => 1_000,
            "十" => 10,
            "亿" => return None,
            other => match other.strip_suffix('万') {
                Some(rest) => numeral::parse(rest)? * 10_000,
                None => numeral::parse(other)?,
            },
        };
        Some(Self { value: Decimal::from(value), range: at..at + split, notation: Notation::Hanzi })
    }
}

/// Value of a digit of either width.
pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

/// True when the comma at `offset` parts thousands: three digits follow it, and no more.
fn groups(text: &str, offset: usize, comma: char) -> bool {
    let before = text[..offset].chars().rev().take_while(|&c| digit(c).is_some()).count();
    let after = text[offset + comma.len_utf8()..].chars().take_while(|&c| digit(c).is_some()).count();
    (1..=3).contains(&before) && after == 3
}

impl Quantity {
    /// The quantity whose number begins at `at`, in `text` up to `end`; `None` for a code, a name, a date.
    pub(super) fn read(text: &str, at: usize, end: usize) -> Option<Self> {
        let first = text[at..end].chars().next()?;
        let number = match digit(first) {
            Some(_) => Number::arabic(text, at, end)?,
            None if matches!(first, 'Ⅰ' | 'Ⅱ' | 'Ⅲ') => {
                let value = Decimal::from(first as u32 - 'Ⅰ' as u32 + 1);
                Number { value, range: at..at + first.len_utf8(), notation: Notation::Roman }
            }
            None => Number::hanzi(text, at, end)?,
        };
        if is_part_of_name(text, &number) {
            return None;
        }
        if let Some(fraction) = fraction(text, &number, end) {
            return Some(fraction);
        }
        let first_unit = Unit::read(text, number.range.end, end);
        let number_end = number.range.end;
        let stop = first_unit.as_ref().map_or(number_end, |unit| unit.range.end);
        if let Some((upper, unit)) = upper(text, stop, end, &number) {
            let stop = unit.as_ref().map_or(upper.range.end, |unit| unit.range.end);
            return Some(Self { range: at..stop, number, upper: Some(upper), unit, first_unit });
        }
        if follows_code(&text[number_end..end]) && first_unit.is_none() {
            return None;
        }
        Some(Self { range: at..stop, number, upper: None, unit: first_unit, first_unit: None })
    }

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

/// 1/3, 三分之一 and 2.1∶1.
fn fraction(text: &str, number: &Number, end: usize) -> Option<Quantity> {
    let rest = &text[number.range.end..end];
    let (mark, second) = if rest.starts_with('/') {
        (1, Number::arabic(text, number.range.end + 1, end)?)
    } else if let Some(after) = rest.strip_prefix("分之") {
        let at = end - after.len();
        ("分之".len(), Number::arabic(text, at, end).or_else(|| Number::hanzi(text, at, end))?)
    } else if rest.starts_with(['∶', '：', ':']) {
        let mark = rest.chars().next().map_or(0, char::len_utf8);
        let second = Number::arabic(text, number.range.end + mark, end)?;
        if second.value != Decimal::ONE {
            return None;
        }
        let range = number.range.end..second.range.end;
        let unit = Unit {
            text: text[range.clone()].to_owned(),
            range: range.clone(),
            base: "∶1".to_owned(),
            factor: Decimal::ONE,
        };
        let whole = number.range.start..range.end;
        return Some(Quantity {
            number: number.clone(),
            upper: None,
            unit: Some(unit),
            first_unit: None,
            range: whole,
        });
    } else {
        return None;
    };
    let (above, below) = if mark == 1 { (number.value, second.value) } else { (second.value, number.value) };
    let value = above.checked_div(below)?;
    let range = number.range.start..second.range.end;
    let number = Number { value, range: range.clone(), notation: Notation::Fraction };
    Some(Quantity { number, upper: None, unit: None, first_unit: None, range })
}

/// The second number of a range, with its unit.
fn upper(text: &str, at: usize, end: usize, lower: &Number) -> Option<(Number, Option<Unit>)> {
    let rest = &text[at..end];
    let mark =
        ["——", "—", "－", "–", "~", "～", "-", "至"].into_iter().find(|mark| rest.starts_with(mark))?;
    let number = Number::arabic(text, at + mark.len(), end)?;
    if number.value <= lower.value || is_part_of_name(text, &number) {
        return None;
    }
    let unit = Unit::read(text, number.range.end, end);
    (mark != "至" || unit.is_some()).then_some((number, unit))
}

/// True for digits that are part of a name or a code: G5, 5G, 4+8+1, 第3, 0816-2395666.
fn is_part_of_name(text: &str, number: &Number) -> bool {
    let before = text[..number.range.start].chars().next_back();
    let after = &text[number.range.end..];
    let glued = before.is_some_and(|c| {
        c.is_ascii_alphanumeric()
            || matches!(c, '+' | '＋' | '.' | '．' | '/' | '_' | '第' | '№' | '#' | '*')
            || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
    });
    glued || after.starts_with(['+', '＋', '_', '×', '*'])
}

/// True when letters or marks follow that make a name of the number.
fn follows_code(after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_alphanumeric())
        || after.starts_with(['年', '月', '日', '号', '届', '周', '版', '期', '时', '点', '级'])
        || after.starts_with(is_hanzi) && after.starts_with("分钟")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, Option<String>)> {
        let quantity = Quantity::read(text, 0, text.len())?;
        let unit = quantity.unit.as_ref().map(|unit| unit.text.clone()).unwrap_or_default();
        Some((
            quantity.number.value.normalize().to_string(),
            unit,
            quantity.upper.map(|number| number.value.to_string()),
        ))
    }

    #[test]
    fn numbers_of_all_kinds() {
        for (text, value, unit, upper) in [
            ("1.7万亿元", "1.7", "万亿元", None),
            ("１２００户", "1200", "户", None),
            ("1,200家", "1200", "家", None),
            ("5%—5.5%", "5", "%", Some("5.5")),
            ("5—6％左右", "5", "％", Some("6")),
            ("三千亿元", "3000", "亿元", None),
            ("百亿级", "100", "亿级", None),
            ("万亿级", "10000", "亿级", None),
            ("两万亿元", "2", "万亿元", None),
            ("百所", "100", "所", None),
            ("万名", "10000", "名", None),
            ("三十强", "30", "强", None),
            ("百万千瓦", "100", "万千瓦", None),
            ("2.1∶1", "2.1", "∶1", None),
            ("500亿食品", "500", "亿", None),
        ] {
            let expected = (value.to_owned(), unit.to_owned(), upper.map(str::to_owned));
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for text in ["5G基站", "4+8+1", "5A级", "2026年"] {
            assert!(read(text).is_none() || text.ends_with('年'), "{text}");
        }
        assert_eq!(read("1/4左右"), Some(("0.25".to_owned(), String::new(), None)));
        assert_eq!(read("三分之一").map(|read| read.0[..6].to_owned()), Some("0.3333".to_owned()));
    }
}
