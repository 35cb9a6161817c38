//! Figures: the numbers of a line as they are written, in digits or in Hanzi.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::numeral;
use crate::text::sign::Sign;

/// What a figure is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 0–9, half or full width, with a point between digits, whole thousands set apart or not.
    Arabic,
    /// 一, 十二, 二〇三五.
    Hanzi,
}

/// A run of digits. Its range is in bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The digits alone, without unit.
    pub range: Range<usize>,
    /// What it is written in.
    pub script: Script,
}

impl Figure {
    /// The figures of a line: every run of Arabic digits, and of Hanzi those that are numbers by
    /// their length or by what stands beside them. The 一 of 统一 is none.
    pub(super) fn read_all(text: &str, signs: &[Sign]) -> Vec<Self> {
        let mut found = Vec::new();
        let mut skip_to = 0;
        for &Sign { at, c } in signs {
            if at < skip_to {
                continue;
            }
            let figure = match c {
                '0'..='9' | '０'..='９' => {
                    Some(Self { range: at..at + arabic(&text[at..]), script: Script::Arabic })
                }
                '\u{4e00}'.. | '〇' | '○' if numeral::is_numeral(c) => {
                    let range = at..at + hanzi(&text[at..]);
                    skip_to = range.end;
                    let next = text[range.end..].chars().next();
                    let is_number = range.len() > c.len_utf8()
                        || text[..at].ends_with('、')
                        || matches!(next, Some('、' | '年' | '月' | '日'));
                    is_number.then_some(Self { range, script: Script::Hanzi })
                }
                _ => None,
            };
            if let Some(figure) = figure {
                skip_to = figure.range.end;
                found.push(figure);
            }
        }
        found
    }

    /// The digits as they are written.
    pub fn text<'a>(&self, line: &'a str) -> &'a str {
        &line[self.range.clone()]
    }

    /// What stands before it in `line`.
    pub fn before<'a>(&self, line: &'a str) -> &'a str {
        &line[..self.range.start]
    }

    /// What follows it in `line`.
    pub fn after<'a>(&self, line: &'a str) -> &'a str {
        &line[self.range.end..]
    }

    /// The value of Arabic digits, exact; `None` for Hanzi and for codes (1.2.3).
    pub fn value(&self, line: &str) -> Option<Decimal> {
        (self.script == Script::Arabic).then(|| halfwidth(self.text(line)).parse().ok()).flatten()
    }

    /// The value of a whole number in either script.
    pub fn whole(&self, line: &str) -> Option<u32> {
        match self.script {
            Script::Arabic => halfwidth(self.text(line)).parse().ok(),
            Script::Hanzi => numeral::parse(self.text(line)),
        }
    }

    /// True for a year as it is written out in full: 2035, 二〇三五, also with a wrong zero.
    pub fn is_year(&self, line: &str) -> bool {
        let text = self.text(line);
        text.chars().count() == 4
            && self.after(line).starts_with('年')
            && match self.script {
                Script::Arabic => text.starts_with(['1', '2', '１', '２']) && !text.contains(['.', '．']),
                Script::Hanzi => text.starts_with(['一', '二']) && text.chars().all(is_year_digit),
            }
    }
}

/// `text` with its full-width digits and points made half-width, thousands no longer set apart.
fn halfwidth(text: &str) -> String {
    text.chars()
        .filter(|&c| !sets_thousands_apart(c))
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '．' => '.',
            _ => c,
        })
        .collect()
}

fn is_arabic(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// True for what GB/T 15835—2011 5.1.1 has between groups of three digits.
fn sets_thousands_apart(c: char) -> bool {
    matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Length in bytes of the Arabic digits that `text` begins with: 12, 1.5, 1,234.5, 14 286.
fn arabic(text: &str) -> usize {
    let groups = thousands(text);
    let mut end = groups;
    let mut chars = text[groups..].char_indices().map(|(at, c)| (groups + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | '．') && chars.peek().is_some_and(|&(_, next)| is_arabic(next));
        if !is_arabic(c) && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Length in bytes of the digits that `text` begins with, when groups of three are set apart in them; else 0.
fn thousands(text: &str) -> usize {
    const FIRST: usize = 3;
    let digits = |from: usize| text[from..].bytes().take(FIRST + 1).take_while(u8::is_ascii_digit).count();
    let first = digits(0);
    if !(1..=FIRST).contains(&first) || text.starts_with('0') {
        return 0;
    }
    let mut end = first;
    while let Some(mark) = text[end..].chars().next().filter(|&c| sets_thousands_apart(c)) {
        let group = end + mark.len_utf8();
        if digits(group) != FIRST {
            break;
        }
        end = group + FIRST;
    }
    if end > first { end } else { 0 }
}

/// Length in bytes of the Hanzi numeral that `text` begins with. A year may hold any sign that
/// looks like a zero.
fn hanzi(text: &str) -> usize {
    let mut chars = text.char_indices().filter(|&(at, _)| at > 0).map(|(at, _)| at);
    if let Some(end) = chars.nth(3) {
        let year = &text[..end];
        let looks_like_year = text[end..].starts_with('年') && year.chars().all(is_year_digit);
        if looks_like_year && year.chars().filter(|&c| numeral::is_numeral(c)).count() >= 2 {
            return end;
        }
    }
    text.len() - text.trim_start_matches(numeral::is_numeral).len()
}

/// True for 一 to 九 and for everything that drafters use for the zero between them.
fn is_year_digit(c: char) -> bool {
    matches!(c, '0' | '０' | 'O' | 'o' | 'Ｏ' | 'ｏ' | '◯' | '⚪')
        || numeral::is_numeral(c) && !matches!(c, '两' | '十' | '百' | '千' | '廿' | '卅')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Characters;

    fn read(text: &str) -> Vec<&str> {
        Figure::read_all(text, Characters::of(text).signs())
            .iter()
            .map(|figure| &text[figure.range.clone()])
            .collect()
    }

    #[test]
    fn digits_of_both_widths_and_scripts_are_seen() {
        assert_eq!(read("达到１２．5％、3.5万亿元，第1.2.3节。"), ["１２．5", "3.5", "1.2.3"]);
        assert_eq!(read("到二○三五年，二0三五年，三十五家"), ["二○三五", "二0三五", "三十五"]);
        assert_eq!(read("三、四个，统一、一致，五月"), ["三", "四", "一", "一", "五"]);
        assert_eq!(read("统一思想，进一步"), [""; 0]);
        assert_eq!(
            read("1,234.5万元，14 286公里，1,23，2025,100"),
            ["1,234.5", "14 286", "1", "23", "2025", "100"]
        );
    }

    #[test]
    fn values_are_exact() {
        let text = "１２．5和二〇三五年和1,234.5和14 286";
        let figures = Figure::read_all(text, Characters::of(text).signs());
        assert_eq!(figures[0].value(text), Some(Decimal::new(125, 1)));
        assert_eq!((figures[1].whole(text), figures[1].is_year(text)), (Some(2035), true));
        assert_eq!(figures[2].value(text), Some(Decimal::new(12345, 1)));
        assert_eq!(figures[3].whole(text), Some(14286));
    }
}
