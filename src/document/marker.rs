//! 序号: the markers that number headings, in their right and usual wrong forms.

use std::ops::Range;

use crate::text::{is_blank, numeral};

/// 结构层次: what a marker numbers, from the highest level to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 第一编, 第一部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 第一条.
    Article,
    /// 一、
    Han,
    /// （一）
    ParenHan,
    /// 1.
    Arabic,
    /// （1）
    ParenArabic,
    /// ①
    Circled,
}

impl Level {
    /// Number of levels.
    pub const COUNT: usize = 9;

    /// A marker of this level as it is usually written.
    pub fn write(self, number: u32) -> String {
        let han = || numeral::format(number);
        match self {
            Self::Part => format!("第{}部分", han()),
            Self::Chapter => format!("第{}章", han()),
            Self::Section => format!("第{}节", han()),
            Self::Article => format!("第{}条", han()),
            Self::Han => format!("{}、", han()),
            Self::ParenHan => format!("（{}）", han()),
            Self::Arabic => format!("{number}."),
            Self::ParenArabic => format!("（{number}）"),
            Self::Circled => circled(number).map_or_else(|| format!("（{number}）"), String::from),
        }
    }
}

/// What is unusual about the form of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The wrong mark after or around the number: 一． 1、 （一）、
    Punctuation,
    /// Characters that only look like the marker: ㈠ ⑴ ⒈ （—） （ 一 ）
    Form,
}

/// A marker at the start of a paragraph. Ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Level by form; the reading of the whole document may see it otherwise.
    pub level: Level,
    /// Its number, 1 to 9999.
    pub number: u32,
    /// The whole marker, its punctuation included, the space after it not.
    pub range: Range<usize>,
    /// The number alone; equal to `range` where number and brackets are one character.
    pub numeral: Range<usize>,
    /// Where the text after it starts.
    pub text_start: usize,
    /// What is wrong with its form, if anything.
    pub fault: Option<Fault>,
    /// True when its brackets are half-width.
    pub halfwidth: bool,
    /// True when it may be running text (一、二线城市); only its neighbours can tell.
    pub uncertain: bool,
}

impl Marker {
    /// The marker of `text` that begins at byte `start`, if there is one.
    pub fn read(text: &str, start: usize) -> Option<Self> {
        let rest = &text[start..];
        let first = rest.chars().next()?;
        let found = match first {
            '第' => legal(rest),
            '（' | '(' => bracketed(rest),
            c if precomposed(c).is_some() => composed(rest),
            c if numeral::is_numeral(c) => han(rest),
            c if arabic_digit(c).is_some() => arabic(rest),
            _ => None,
        }?;
        let end = start + found.end;
        let after = &text[end..];
        let text_start = end + (after.len() - after.trim_start_matches(is_blank).len());
        Some(Self {
            level: found.level,
            number: found.number,
            range: start..end,
            numeral: start + found.numeral.start..start + found.numeral.end,
            text_start,
            fault: found.fault,
            halfwidth: first == '(',
            uncertain: found.uncertain,
        })
    }

    /// What to write in place of the numeral so that the marker carries `number`.
    pub fn renumbered(&self, text: &str, number: u32) -> String {
        let old = &text[self.numeral.clone()];
        match old.chars().next() {
            Some('０'..='９') => number.to_string().chars().map(to_fullwidth_digit).collect(),
            Some('0'..='9') => number.to_string(),
            Some(c) if precomposed(c).is_some() => {
                let level = self.level;
                if level == Level::Circled { level.write(number) } else { self.rewritten(level, number) }
            }
            _ => numeral::format(number),
        }
    }

    /// The marker rightly written at `level` with `number`, as wide as it stands.
    pub fn rewritten(&self, level: Level, number: u32) -> String {
        let marker = level.write(number);
        if self.halfwidth { marker.replace('（', "(").replace('）', ")") } else { marker }
    }
}

/// What the readers of one form find; offsets in bytes from the start of the marker.
struct Found {
    level: Level,
    number: u32,
    numeral: Range<usize>,
    end: usize,
    fault: Option<Fault>,
    uncertain: bool,
}

fn legal(rest: &str) -> Option<Found> {
    let prefix = '第'.len_utf8();
    let (number, length) = number_prefix(&rest[prefix..])?;
    let numeral = prefix..prefix + length;
    let tail = &rest[numeral.end..];
    let (level, unit) = [
        (Level::Part, "部分"),
        (Level::Part, "编"),
        (Level::Part, "篇"),
        (Level::Chapter, "章"),
        (Level::Section, "节"),
        (Level::Article, "条"),
    ]
    .into_iter()
    .find(|(_, unit)| tail.starts_with(unit))?;
    let end = numeral.end + unit.len();
    // “第三条规定的情形” is running text, “第三条本办法所称” a heading without its space.
    const GOES_ON: [char; 31] = [
        '规', '所', '的', '第', '款', '项', '至', '到', '、', '和', '及', '与', '中', '，', '或', '明', '之',
        '外', '以', '内', '修', '增', '后', '删', '改', '将', '作', '移', '合', '前', '分',
    ];
    let uncertain = rest[end..].starts_with(GOES_ON);
    Some(Found { level, number, numeral, end, fault: None, uncertain })
}

fn bracketed(rest: &str) -> Option<Found> {
    let open = rest.chars().next()?.len_utf8();
    let inner = &rest[open..];
    let padding = inner.len() - inner.trim_start_matches(is_blank).len();
    let start = open + padding;
    let (level, number, length, look_alike) = match number_prefix(&rest[start..]) {
        Some((number, length)) => {
            let level = if rest[start..].starts_with(numeral::is_numeral) {
                Level::ParenHan
            } else {
                Level::ParenArabic
            };
            (level, number, length, false)
        }
        // A dash typed for 一.
        None => {
            let dash =
                rest[start..].chars().next().filter(|c| matches!(c, '—' | '－' | '-' | 'ー' | '–' | '―'))?;
            (Level::ParenHan, 1, dash.len_utf8(), true)
        }
    };
    let numeral = start..start + length;
    let closing = rest[numeral.end..].trim_start_matches(is_blank);
    let spaces = rest.len() - numeral.end - closing.len();
    let close = closing.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let mut end = numeral.end + spaces + close.len_utf8();
    let mut fault = (look_alike || padding + spaces > 0).then_some(Fault::Form);
    // “（一）至（三）项” is running text.
    let after = rest[end..].trim_start_matches(is_blank);
    let uncertain = after.starts_with(['至', '到', '和', '及', '与', '或', '项', '款', '条'])
        || after.starts_with(['、', '，', ','])
            && after[after.chars().next()?.len_utf8()..]
                .trim_start_matches(is_blank)
                .starts_with(['（', '(']);
    let stop = rest[end..]
        .chars()
        .next()
        .filter(|c| matches!(c, '、' | '.' | '．' | '，' | ',' | '：' | ':' | '。'));
    if let Some(mark) = stop.filter(|_| !uncertain) {
        end += mark.len_utf8();
        fault = Some(Fault::Punctuation);
    }
    Some(Found { level, number, numeral, end, fault, uncertain })
}

fn composed(rest: &str) -> Option<Found> {
    let c = rest.chars().next()?;
    let (level, number) = precomposed(c)?;
    let numeral = 0..c.len_utf8();
    let mut end = numeral.end;
    let mut fault = (level != Level::Circled).then_some(Fault::Form);
    if let Some(mark) = rest[end..].chars().next().filter(|c| matches!(c, '、' | '.' | '．' | '，' | ','))
    {
        end += mark.len_utf8();
        fault = Some(Fault::Punctuation);
    }
    Some(Found { level, number, numeral, end, fault, uncertain: false })
}

fn han(rest: &str) -> Option<Found> {
    let (number, length) = number_prefix(rest)?;
    let blanks = rest[length..].len() - rest[length..].trim_start_matches(is_blank).len();
    let mark = rest[length + blanks..].chars().next()?;
    let end = length + blanks + mark.len_utf8();
    let next = rest[end..].chars().next();
    let (level, end, fault, uncertain) = match mark {
        '、' if blanks > 0 => (Level::Han, end, Some(Fault::Form), false),
        // “一、二线城市” is running text, “二、三年行动的任务” is not: the sequence decides.
        '、' => (Level::Han, end, None, next.is_none_or(numeral::is_numeral)),
        '.' | '．' | '。' | '﹒' => (Level::Han, end, Some(Fault::Punctuation), false),
        '，' | ',' | '：' | ':' => (Level::Han, end, Some(Fault::Punctuation), true),
        '）' | ')' => (Level::ParenHan, end, Some(Fault::Punctuation), true),
        _ if blanks > 0 => (Level::Han, length + blanks, Some(Fault::Punctuation), true),
        _ => return None,
    };
    Some(Found { level, number, numeral: 0..length, end, fault, uncertain })
}

fn arabic(rest: &str) -> Option<Found> {
    let (number, length) = number_prefix(rest)?;
    let mark = rest[length..].chars().next()?;
    let end = length + mark.len_utf8();
    let after = &rest[end..];
    let digit_follows = after.starts_with(|c| arabic_digit(c).is_some());
    let (level, fault, uncertain) = match mark {
        // “3.5%” and “1.1.1” are no markers; “2.5G网络” and “3.100个村” may be.
        '.' | '．' if digit_follows && is_decimal(after) => return None,
        '.' | '．' => (Level::Arabic, None, digit_follows || number > 200),
        '。' | '﹒' if !digit_follows => (Level::Arabic, Some(Fault::Punctuation), false),
        '、' => (Level::Arabic, Some(Fault::Punctuation), digit_follows || number > 200),
        '，' if !digit_follows => (Level::Arabic, Some(Fault::Punctuation), true),
        '）' | ')' => (Level::ParenArabic, Some(Fault::Punctuation), false),
        _ => return None,
    };
    Some(Found { level, number, numeral: 0..length, end, fault, uncertain })
}

/// True when the digits at the start of `text` can only be decimals or a part of 1.1.
fn is_decimal(text: &str) -> bool {
    let rest = text.trim_start_matches(|c| arabic_digit(c).is_some());
    rest.chars().next().is_none_or(|c| {
        is_blank(c) || matches!(c, '.' | '．' | '%' | '％' | '‰' | '、' | '。' | '，' | ',' | '）' | ')')
    })
}

/// The number that `text` begins with, Chinese or Arabic, and its length in bytes.
pub(super) fn number_prefix(text: &str) -> Option<(u32, usize)> {
    let length_of = |accept: &dyn Fn(char) -> bool| {
        text.char_indices().find(|&(_, c)| !accept(c)).map_or(text.len(), |(at, _)| at)
    };
    if text.starts_with(|c| arabic_digit(c).is_some()) {
        let length = length_of(&|c| arabic_digit(c).is_some());
        if length > 4 * '０'.len_utf8() {
            return None;
        }
        let number =
            text[..length].chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(arabic_digit(c)?))?;
        return (1..=numeral::MAX).contains(&number).then_some((number, length));
    }
    let length = length_of(&numeral::is_numeral);
    numeral::parse(&text[..length]).map(|number| (number, length))
}

fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

fn to_fullwidth_digit(c: char) -> char {
    c.to_digit(10).and_then(|d| char::from_u32('０' as u32 + d)).unwrap_or(c)
}

/// Single characters that carry number and brackets. Source: the Unicode blocks Enclosed
/// Alphanumerics and Enclosed CJK Letters and Months.
fn precomposed(c: char) -> Option<(Level, u32)> {
    let from = |first: char, base: u32| c as u32 - first as u32 + base;
    Some(match c {
        '①'..='⑳' => (Level::Circled, from('①', 1)),
        '㉑'..='㉟' => (Level::Circled, from('㉑', 21)),
        '㊱'..='㊿' => (Level::Circled, from('㊱', 36)),
        '⑴'..='⒇' => (Level::ParenArabic, from('⑴', 1)),
        '⒈'..='⒛' => (Level::Arabic, from('⒈', 1)),
        '㈠'..='㈩' => (Level::ParenHan, from('㈠', 1)),
        _ => return None,
    })
}

/// The circled number, 1 to 50.
pub(super) fn circled(number: u32) -> Option<char> {
    let (first, base) = match number {
        1..=20 => ('①', 1),
        21..=35 => ('㉑', 21),
        36..=50 => ('㊱', 36),
        _ => return None,
    };
    char::from_u32(first as u32 + number - base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Level, u32, Option<Fault>, bool)> {
        Marker::read(text, 0).map(|m| (m.level, m.number, m.fault, m.uncertain))
    }

    #[test]
    fn right_forms() {
        for (text, level, number) in [
            ("一、总体要求", Level::Han, 1),
            ("二十一、其他", Level::Han, 21),
            ("（三）目标", Level::ParenHan, 3),
            ("(一百零一)目标", Level::ParenHan, 101),
            ("1.拓展市场", Level::Arabic, 1),
            ("１２．拓展市场", Level::Arabic, 12),
            ("（4）加强", Level::ParenArabic, 4),
            ("③加强", Level::Circled, 3),
            ("第一章 总则", Level::Chapter, 1),
            ("第十二条　为了", Level::Article, 12),
            ("第二部分", Level::Part, 2),
        ] {
            assert_eq!(read(text), Some((level, number, None, false)), "{text}");
        }
        assert_eq!(read("第三条本办法自公布之日起施行"), Some((Level::Article, 3, None, false)));
    }

    #[test]
    fn wrong_forms_are_still_seen() {
        for (text, level, fault) in [
            ("一．总体要求", Level::Han, Fault::Punctuation),
            ("一，总体要求", Level::Han, Fault::Punctuation),
            ("（一）、总体", Level::ParenHan, Fault::Punctuation),
            ("1、总体", Level::Arabic, Fault::Punctuation),
            ("1）总体", Level::ParenArabic, Fault::Punctuation),
            ("㈠总体", Level::ParenHan, Fault::Form),
            ("⑴总体", Level::ParenArabic, Fault::Form),
            ("⒈总体", Level::Arabic, Fault::Form),
            ("（—）总体", Level::ParenHan, Fault::Form),
            ("（ 一 ）总体", Level::ParenHan, Fault::Form),
            ("一 、总体", Level::Han, Fault::Form),
            ("1。总体", Level::Arabic, Fault::Punctuation),
            ("一 总体", Level::Han, Fault::Punctuation),
        ] {
            let found = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.0, found.1, found.2), (level, 1, Some(fault)), "{text}");
        }
    }

    #[test]
    fn running_text_is_no_marker_or_uncertain() {
        for text in [
            "3.5%的增长",
            "2025年",
            "质量第一、效益优先",
            "（2024年）",
            "统一、高效",
            "第一季度",
            "10:35",
            "1.1.1总则",
            "1.1 总则",
            "1,978家",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in [
            "一、二线城市",
            "（一）至（三）项",
            "（一）、（二）项",
            "第三条规定的情形",
            "1.2025年工作",
            "2.5G网络",
            "1、2和3",
        ] {
            assert!(read(text).is_some_and(|m| m.3), "{text}");
        }
    }
}
