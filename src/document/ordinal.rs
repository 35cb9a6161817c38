//! 序次语 in running text: 一是…二是…, 第一，…第二，…, 首先…其次…, ①…②…, （1）…（2）….

use std::ops::Range;

use crate::text::sign::{Sign, inside};
use crate::text::{is_blank, numeral};

use super::marker::number_prefix;

/// The set that an ordinal belongs to; members of one series share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrdinalKind {
    /// 一是
    Is,
    /// 一要
    Must,
    /// 第一，
    Word,
    /// 首先，其次，再次，最后，
    Adverb,
    /// ①
    Circled,
    /// （1）
    ParenArabic,
    /// （一）
    ParenHan,
}

/// One ordinal. Ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Its set.
    pub kind: OrdinalKind,
    /// Its number; 0 for 最后, which closes any series.
    pub number: u32,
    /// The ordinal without the mark after it.
    pub range: Range<usize>,
    /// The number alone.
    pub numeral: Range<usize>,
    /// The mark after it, when there is one.
    pub mark: Option<Range<usize>>,
}

impl Ordinal {
    /// The ordinals of `within`: at its start, where a clause begins, and every circled number.
    pub(super) fn read_all(text: &str, within: Range<usize>, signs: &[Sign]) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        let mut read = |at: usize| {
            if found.last().is_none_or(|last| last.range.end <= at) {
                found.extend(Self::read(text, at, within.end));
            }
        };
        read(within.start);
        for sign in inside(signs, &within) {
            match sign.c {
                '①'..='⑳' => read(sign.at),
                c if closes_clause(c) => read(sign.end()),
                _ => {}
            }
        }
        found
    }

    fn read(text: &str, at: usize, end: usize) -> Option<Self> {
        let rest = &text[at..end];
        let c = rest.chars().next()?;
        let (kind, number, numeral, length) = match c {
            '①'..='⑳' => (OrdinalKind::Circled, c as u32 - '①' as u32 + 1, 0..c.len_utf8(), c.len_utf8()),
            '第' => {
                let (number, length) = han_number(&rest[c.len_utf8()..])?;
                let numeral = c.len_utf8()..c.len_utf8() + length;
                (OrdinalKind::Word, number, numeral.clone(), numeral.end)
            }
            '首' | '其' | '再' | '最' => {
                let (word, number) = [("首先", 1), ("其次", 2), ("再次", 3), ("最后", 0)]
                    .into_iter()
                    .find(|(word, _)| rest.starts_with(word))?;
                (OrdinalKind::Adverb, number, 0..word.len(), word.len())
            }
            '（' | '(' => {
                let open = c.len_utf8();
                let (number, length) = number_prefix(&rest[open..])?;
                let close = rest[open + length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
                let kind = if rest[open..].starts_with(numeral::is_numeral) {
                    OrdinalKind::ParenHan
                } else {
                    OrdinalKind::ParenArabic
                };
                // “（2024）” is a year.
                if number > 99 {
                    return None;
                }
                (kind, number, open..open + length, open + length + close.len_utf8())
            }
            _ => {
                let (number, length) = han_number(rest)?;
                let kind = match rest[length..].chars().next()? {
                    '是' => OrdinalKind::Is,
                    '要' => OrdinalKind::Must,
                    _ => return None,
                };
                (kind, number, 0..length, length + '是'.len_utf8())
            }
        };
        let after = rest[length..].trim_start_matches(is_blank);
        let mark_start = end - after.len();
        let mark =
            after.chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':' | '.' | '．' | '。'));
        if matches!(kind, OrdinalKind::Word | OrdinalKind::Adverb) {
            // 第一季度, 再次创业: an ordinal stands apart by a mark; 第一、第二产业 is a list.
            let mark = mark?;
            let next = &after[mark.len_utf8()..];
            if mark == '、' && (next.starts_with('第') || next.starts_with(numeral::is_numeral)) {
                return None;
            }
        }
        Some(Self {
            kind,
            number,
            range: at..at + length,
            numeral: at + numeral.start..at + numeral.end,
            mark: mark.map(|c| mark_start..mark_start + c.len_utf8()),
        })
    }

    /// The numeral rewritten to `number`, in the ordinal's own style.
    pub fn renumbered(&self, text: &str, number: u32) -> String {
        match self.kind {
            OrdinalKind::Circled => {
                super::marker::circled(number).map_or_else(|| number.to_string(), String::from)
            }
            OrdinalKind::ParenArabic => number.to_string(),
            OrdinalKind::Adverb => match number {
                1 => "首先".into(),
                2 => "其次".into(),
                3 => "再次".into(),
                _ => text[self.numeral.clone()].into(),
            },
            _ => numeral::format(number),
        }
    }
}

fn han_number(text: &str) -> Option<(u32, usize)> {
    text.starts_with(numeral::is_numeral).then(|| number_prefix(text)).flatten()
}

fn closes_clause(c: char) -> bool {
    is_blank(c) || matches!(c, '。' | '；' | ';' | '，' | ',' | '：' | ':' | '！' | '？' | '!' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Characters;

    fn read(text: &str) -> Vec<(OrdinalKind, u32)> {
        Ordinal::read_all(text, 0..text.len(), Characters::of(text).signs())
            .into_iter()
            .map(|o| (o.kind, o.number))
            .collect()
    }

    #[test]
    fn series_are_seen_and_words_are_left_alone() {
        use OrdinalKind::*;
        assert_eq!(read("一是抓实；二是抓细。三要抓好"), [(Is, 1), (Is, 2), (Must, 3)]);
        assert_eq!(
            read("第一，抓。第二、促。首先，抓，其次，促"),
            [(Word, 1), (Word, 2), (Adverb, 1), (Adverb, 2)]
        );
        assert_eq!(
            read("包括：①甲②乙；（1）丙；（一）丁"),
            [(Circled, 1), (Circled, 2), (ParenArabic, 1), (ParenHan, 1)]
        );
        for text in [
            "统一是前提",
            "之一是",
            "质量第一、效益优先",
            "第一、第二产业",
            "再次创业",
            "第一季度，增长",
            "《决定》（2024）",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
