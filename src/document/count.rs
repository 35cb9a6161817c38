//! Declared counts: 八大行动, 四个发展定位 — a number, a noun, and perhaps the list before it.

use std::ops::Range;

use crate::text::{is_hanzi, numeral};

use super::marker::number_prefix;

/// A promise of a number of things. Ranges are bytes of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredCount {
    /// How many are promised.
    pub number: u32,
    /// The number alone.
    pub numeral: Range<usize>,
    /// Number, classifier and noun.
    pub range: Range<usize>,
    /// What is counted, up to the next mark.
    pub noun: String,
    /// Things that the same clause lists right before the number (新型显示、汽车电子、5G制造三大…).
    pub listed: Option<usize>,
    /// True when the list before it ends in 等, so that it may be incomplete.
    pub open: bool,
    /// True when the phrase stands in quotation marks, as names of campaigns do (“四个强区”).
    pub quoted: bool,
}

const CLASSIFIERS: [&str; 10] = ["方面", "大类", "大", "个", "项", "类", "条", "张", "种", "市"];

impl DeclaredCount {
    /// The counts in `within`.
    pub(super) fn read_all(text: &str, within: Range<usize>) -> Vec<Self> {
        let mut found = Vec::new();
        let (mut previous, mut skip_to) = (None, within.start);
        for (at, c) in text[within.clone()].char_indices() {
            let at = within.start + at;
            let before = previous.replace(c);
            if at < skip_to || !numeral::is_numeral(c) {
                continue;
            }
            let Some((number, length)) = number_prefix(&text[at..within.end]) else {
                skip_to = at + numeral_run(&text[at..within.end]);
                continue;
            };
            skip_to = at + length;
            // 第二个百年 is an ordinal, 一个 a mere article, 二十大 a congress.
            if before.is_some_and(|c| c == '第' || c.is_ascii_digit()) || !(2..=99).contains(&number) {
                continue;
            }
            found.extend(Self::read(text, within.clone(), at, length, number));
        }
        found
    }

    fn read(text: &str, within: Range<usize>, at: usize, length: usize, number: u32) -> Option<Self> {
        let rest = &text[at + length..within.end];
        let quoted = text[within.start..at].ends_with('“');
        let classifier = CLASSIFIERS.iter().find(|c| rest.starts_with(**c)).map_or(0, |c| c.len());
        if classifier == 0 && !quoted {
            return None;
        }
        let noun: String = rest[classifier..].chars().take_while(|&c| is_hanzi(c)).take(12).collect();
        // 二十大 and its kin are congresses: nothing is counted by a bare 大 without a noun.
        if noun.is_empty() || number > 10 && rest.starts_with('大') {
            return None;
        }
        let end = at + length + classifier + noun.len();
        let (listed, open) = listed_before(&text[within.start..at]);
        Some(Self { number, numeral: at..at + length, range: at..end, noun, listed, open, quoted })
    }
}

fn numeral_run(text: &str) -> usize {
    text.find(|c| !numeral::is_numeral(c)).unwrap_or(text.len())
}

/// The number of things that end right before a count: “A、B、C” gives 3. Things in brackets are
/// not looked into. The flag says that 等 stands between.
fn listed_before(before: &str) -> (Option<usize>, bool) {
    let open = before.ends_with('等');
    let clause_start = before
        .rfind(['，', ',', '。', '；', ';', '：', ':', '！', '？'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let clause = before[clause_start..].trim_end_matches('等');
    if clause.ends_with(['“', '的', '这', '了', '成']) || !clause.contains('、') {
        return (None, open);
    }
    let last = clause.rsplit('、').next().unwrap_or_default();
    let joined = ["和", "与", "及"].iter().any(|word| last.contains(word));
    (Some(clause.matches('、').count() + 1 + usize::from(joined)), open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, String, Option<usize>, bool)> {
        let found = DeclaredCount::read_all(text, 0..text.len());
        found.into_iter().map(|c| (c.number, c.noun, c.listed, c.open)).collect()
    }

    #[test]
    fn counts_are_told_from_other_numbers() {
        assert_eq!(read("大力实施八大行动"), [(8, "行动".into(), None, false)]);
        assert_eq!(read("明确四个发展定位，加快"), [(4, "发展定位".into(), None, false)]);
        assert_eq!(
            read("突出新型显示、汽车电子、5G制造三大先进制造业"),
            [(3, "先进制造业".into(), Some(3), false)]
        );
        assert_eq!(read("落实甲、乙等三大改革任务"), [(3, "改革任务".into(), Some(2), true)]);
        for text in ["第二个百年奋斗目标", "党的二十大精神", "三四个方面", "一个目标", "二〇三五年"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
