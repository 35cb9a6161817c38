//! Declared counts: 八大行动, 四个发展定位 — a number, a noun, and perhaps the list before it.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::sign::{Sign, inside};
use crate::text::{Words, is_hanzi, numeral};

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

static CLASSIFIERS: Words =
    Words::new(&["方面", "大类", "大", "个", "项", "类", "条", "张", "种", "市", "向"]);

/// Names that count what everybody knows, and nothing in the text.
const FIXED: [&str; 14] = [
    "四项基本原则",
    "五位一体",
    "四个全面",
    "两个维护",
    "两个确立",
    "两个结合",
    "四个意识",
    "四个自信",
    "四个伟大",
    "三个代表",
    "两个一百年",
    "两个毫不动摇",
    "五大发展理念",
    "八项规定",
];

impl DeclaredCount {
    /// The counts in `within`.
    pub(super) fn read_all(text: &str, within: Range<usize>, signs: &[Sign]) -> Vec<Self> {
        let mut found = Vec::new();
        let mut skip_to = within.start;
        for &Sign { at, c } in inside(signs, &within) {
            if at < skip_to || !numeral::is_numeral(c) {
                continue;
            }
            skip_to = at + numeral_run(&text[at..within.end]);
            // Most numerals are part of a word: 统一, 一批.
            let quoted = text[within.start..at].ends_with('“');
            let classifier = CLASSIFIERS.beginning(&text[skip_to..within.end]).map_or(0, |c| c.len());
            if classifier == 0 && !quoted {
                continue;
            }
            let Some((number, length)) = number_prefix(&text[at..within.end]) else { continue };
            let counted_on = |c: char| c == '第' || c.is_ascii_digit();
            // 第二个百年 is an ordinal, 一个 a mere article, 二十大 a congress.
            if !(2..=99).contains(&number) || text[within.start..at].ends_with(counted_on) {
                continue;
            }
            found.extend(Self::read(text, within.clone(), at..at + length, classifier, quoted, number));
        }
        found
    }

    /// The count of a number at `numeral` and a classifier of that many bytes; without one it is quoted.
    fn read(
        text: &str,
        within: Range<usize>,
        numeral: Range<usize>,
        classifier: usize,
        quoted: bool,
        number: u32,
    ) -> Option<Self> {
        let (at, rest) = (numeral.start, &text[numeral.end..within.end]);
        let noun: String = rest[classifier..].chars().take_while(|&c| is_hanzi(c)).take(12).collect();
        // 二十大 and its kin are congresses: nothing is counted by a bare 大 without a noun.
        if noun.is_empty() || number > 10 && rest.starts_with('大') {
            return None;
        }
        let end = numeral.end + classifier + noun.len();
        if FIXED.iter().any(|name| text[at..].starts_with(name)) {
            return None;
        }
        let before = clause_before(&text[within.start..at]);
        let (listed, open) = listed_before(before.strip_suffix('“').unwrap_or(&before));
        // “四质工程” over 品质、潜质、体质、慧质: without a classifier the things must show the noun.
        let shared = noun.chars().next().unwrap_or_default();
        let shown = || before.split('、').all(|item| item.contains(shared));
        let listed = listed.filter(|_| classifier > 0 || shown());
        Some(Self { number, numeral, range: at..end, noun, listed, open, quoted })
    }
}

fn numeral_run(text: &str) -> usize {
    text.find(|c| !numeral::is_numeral(c)).unwrap_or(text.len())
}

/// The clause that `before` ends in, what stands in brackets left out.
fn clause_before(before: &str) -> Cow<'_, str> {
    let clause = clause_of(last_characters(before, CLAUSE_LENGTH + 1));
    if clause.len() <= CLAUSE_LENGTH && !clause.contains(['（', '(', '）', ')']) {
        return Cow::Borrowed(clause);
    }
    // A mark in brackets ends no clause.
    let before = without_brackets(last_characters(before, CLAUSE_LENGTH));
    Cow::Owned(clause_of(&before).to_owned())
}

/// What stands before a number in its own clause.
fn clause_of(before: &str) -> &str {
    let start = before.rfind(['，', ',', '。', '；', ';', '：', ':', '！', '？']);
    start.map_or(before, |at| &before[at + before[at..].chars().next().map_or(0, char::len_utf8)..])
}

/// No list is longer, and a text without a comma must not be read again for every number in it.
const CLAUSE_LENGTH: usize = 200;

/// The last `count` characters.
pub(super) fn last_characters(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count).map_or(text, |(at, _)| &text[at..])
}

/// The text without what stands in brackets: 县（市、区） is one thing. A bracket that is not closed
/// holds the rest, one that is not opened held all before it.
fn without_brackets(text: &str) -> String {
    let (mut out, mut opened) = (String::new(), Vec::new());
    for c in text.chars() {
        match c {
            '（' | '(' => opened.push(out.len()),
            '）' | ')' => out.truncate(opened.pop().unwrap_or(0)),
            _ => out.push(c),
        }
    }
    out.split_off(opened.pop().unwrap_or(0))
}

/// The number of things that end right before a count: “A、B、C” gives 3. Things in brackets are
/// not looked into. The flag says that 等 stands between.
fn listed_before(before: &str) -> (Option<usize>, bool) {
    let open = before.ends_with('等');
    let clause = before.trim_end_matches('等');
    if !clause.contains('、') {
        return (None, open);
    }
    // A verb before the number takes it as its object: 做到“两个维护”, 打造六条廊道.
    const VERBS: [&str; 36] = [
        "“", "的", "这", "了", "成", "、", "到", "坚持", "落实", "贯彻", "坚定", "拥护", "突出", "践行",
        "树立", "实施", "抓", "聚焦", "增强", "推动", "推进", "开展", "发挥", "以", "为", "遵守", "使用",
        "深化", "围绕", "遵循", "把握", "和", "与", "对", "打造", "是",
    ];
    let is_count = |item: &str| {
        let quoted = item.strip_suffix('”').and_then(|item| item.split_once('“'));
        quoted.is_some_and(|(_, name)| number_prefix(name).is_some())
    };
    let lists_counts = clause.split('、').any(is_count);
    if VERBS.iter().any(|verb| clause.ends_with(verb)) || lists_counts {
        return (None, open);
    }
    let mut items: Vec<&str> = clause.split('、').collect();
    let last = items[items.len() - 1];
    // 石化和新能源 before the last item: two lists in one, and nobody knows what is counted.
    if items[..items.len() - 1].iter().any(|item| item.contains(['和', '与', '及'])) {
        return (None, open);
    }
    if let Some((left, right)) = ["和", "与", "及"].iter().find_map(|word| last.split_once(word)) {
        // “A平台、B平台和C平台” are three; in “密切联系群众、批评和自我批评” 和 belongs to a name.
        let before = items[items.len().saturating_sub(2)];
        if tail(left) != tail(before) || right.is_empty() {
            return (None, open);
        }
        items.push(right);
    }
    (Some(items.len()), open)
}

/// The last two characters.
fn tail(text: &str) -> &str {
    text.char_indices().rev().nth(1).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Characters;

    fn read(text: &str) -> Vec<(u32, String, Option<usize>, bool)> {
        let found = DeclaredCount::read_all(text, 0..text.len(), Characters::of(text).signs());
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
        assert_eq!(read("完善市、县（市、区）、乡镇三个层面机制"), [(3, "层面机制".into(), Some(3), false)]);
        assert_eq!(read("完善（市、县、乡三个层面机制）"), [(3, "层面机制".into(), Some(3), false)]);
        assert_eq!(read("聚焦钢铁、石化和新能源、新材料两大领域"), [(2, "领域".into(), None, false)]);
        for text in [
            "坚持四项基本原则",
            "第二个百年奋斗目标",
            "党的二十大精神",
            "三四个方面",
            "一个目标",
            "二〇三五年",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
