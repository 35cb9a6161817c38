//! Where to look: one pass over the line finds the places that a statement, horizon or milestone may
//! stand at, and most lines have none.

use std::ops::Range;

use crate::text::sign::{self, Sign};
use crate::text::{Characters, Words};

/// What an anchor may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number in digits of either width, or a Roman one.
    Digits,
    /// 百, 千, 万, 亿, or a rank: 十强.
    Numeral,
    /// A word of time.
    Time,
    /// A word that makes a statement without a number.
    Word,
    /// 初步, 基本, 全面, or a verb of completion.
    Degree,
}

/// A place to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub start: usize,
    pub kind: Kind,
}

const DIGITS: [&str; 23] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "０", "１", "２", "３", "４", "５", "６", "７", "８",
    "９", "Ⅰ", "Ⅱ", "Ⅲ",
];
const NUMERALS: [&str; 19] = [
    "前十",
    "前三",
    "前五",
    "前二十",
    "百",
    "千",
    "万",
    "亿",
    "十强",
    "三强",
    "四强",
    "五强",
    "六强",
    "八强",
    "三分之",
    "四分之",
    "五分之",
    "二分之",
    "十个",
];
const TIMES: [&str; 47] = [
    "今年",
    "明年",
    "去年",
    "上年",
    "年底前",
    "本年度",
    "未来",
    "今后",
    "接下来",
    "过去",
    "近年来",
    "本世纪中叶",
    "二十一世纪中叶",
    "二〇",
    "二○",
    "二零",
    "二Ｏ",
    "一九",
    "第十",
    "第1",
    "十一五",
    "十二五",
    "十三五",
    "十四五",
    "十五五",
    "十六五",
    "十七五",
    "十八五",
    "六五",
    "七五",
    "八五",
    "九五",
    "十五",
    "五五",
    "一年",
    "二年",
    "两年",
    "三年",
    "四年",
    "五年",
    "六年",
    "七年",
    "八年",
    "九年",
    "十年",
    "十五年",
    "几年来",
];
/// Words of statements without a number of their own.
const WORDS: [&str; 21] = [
    "全覆盖",
    "倍增",
    "翻番",
    "翻一番",
    "翻两番",
    "平均水平",
    "同步",
    "下达",
    "县县通",
    "村村通",
    "乡乡通",
    "组组通",
    "户户通",
    "全部",
    "零成本",
    "零突破",
    "零就业",
    "清零",
    "前列",
    "零增长",
    "第一方阵",
];
const DEGREES: [&str; 5] = ["初步", "基本", "全面", "建成", "率先"];

const COUNT: usize = DIGITS.len() + NUMERALS.len() + TIMES.len() + WORDS.len() + DEGREES.len();

static ANCHORS: Words<(&str, Kind)> = Words::new(&ALL);

static ALL: [(&str, Kind); COUNT] = {
    let mut anchors = [("", Kind::Digits); COUNT];
    let kinds: [(&[&str], Kind); 5] = [
        (&DIGITS, Kind::Digits),
        (&NUMERALS, Kind::Numeral),
        (&TIMES, Kind::Time),
        (&WORDS, Kind::Word),
        (&DEGREES, Kind::Degree),
    ];
    let (mut kind, mut word, mut at) = (0, 0, 0);
    while kind < kinds.len() {
        let (words, of_kind) = kinds[kind];
        if word < words.len() {
            anchors[at] = (words[word], of_kind);
            (word, at) = (word + 1, at + 1);
        } else {
            (kind, word) = (kind + 1, 0);
        }
    }
    anchors
};

/// The anchors in `within`, in order of place.
pub(super) fn anchors(line: &Characters, within: Range<usize>) -> Vec<Anchor> {
    let mut found = Vec::new();
    ANCHORS.find_in(line, within, |start, &(_, kind)| found.push(Anchor { start, kind }));
    found
}

/// What stands in brackets, quotation marks and book title marks within a sentence.
pub(super) fn enclosed(line: &Characters, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for &Sign { at, c } in sign::inside(line.signs(), &within) {
        match open {
            Some((closing, from)) if c == closing => {
                found.push(from..at + c.len_utf8());
                open = None;
            }
            None => {
                let closing = match c {
                    '“' => '”',
                    '‘' => '’',
                    '《' => '》',
                    '（' => '）',
                    '(' => ')',
                    '〔' => '〕',
                    '「' => '」',
                    '〈' => '〉',
                    '【' => '】',
                    _ => continue,
                };
                open = Some((closing, at));
            }
            _ => {}
        }
    }
    found
}

/// The range that a place lies in; `ranges` are in order and apart.
pub(super) fn around(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let after = ranges.partition_point(|range| range.end <= at);
    ranges.get(after).filter(|range| range.contains(&at))
}

/// The clauses of a sentence, and the mark that closes each. Marks that are enclosed or stand between
/// digits part nothing.
pub(super) fn clauses(
    line: &Characters,
    within: Range<usize>,
    enclosed: &[Range<usize>],
) -> Vec<(Range<usize>, char)> {
    let text = line.text();
    let mut found = Vec::new();
    let mut start = within.start;
    let mut inside = enclosed.iter().peekable();
    for &Sign { at, c } in sign::inside(line.signs(), &within) {
        if !matches!(c, '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？') {
            continue;
        }
        while inside.next_if(|range| range.end <= at).is_some() {}
        let digit = |c: Option<char>| c.is_some_and(|c| super::quantity::digit(c).is_some());
        let between_digits =
            || digit(text[..at].chars().next_back()) && digit(text[at + c.len_utf8()..].chars().next());
        if inside.peek().is_some_and(|range| range.contains(&at)) || between_digits() && !is_stop(text, at, c)
        {
            continue;
        }
        found.push((start..at, c));
        start = at + c.len_utf8();
    }
    if start < within.end {
        found.push((start..within.end, '。'));
    }
    found
}

/// True for a comma between digits that does not part thousands.
fn is_stop(text: &str, at: usize, c: char) -> bool {
    let after =
        text[at + c.len_utf8()..].chars().take_while(|&c| super::quantity::digit(c).is_some()).count();
    matches!(c, '，' | ',' | '；' | ';') && after != 3
}

/// The sentences of `within`, their stops included.
pub(super) fn sentences(line: &Characters, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = within.start;
    let stops =
        sign::inside(line.signs(), &within).iter().filter(|sign| matches!(sign.c, '。' | '！' | '？'));
    let ends = stops.map(|stop| stop.end()).chain([within.end]);
    ends.filter_map(move |end| {
        let range = start..end;
        start = end;
        (!range.is_empty()).then_some(range)
    })
}
