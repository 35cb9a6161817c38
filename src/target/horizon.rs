//! Horizons: 到2027年, “十五五”期间, 未来五年, 5年.

use std::ops::Range;

use crate::text::numeral;

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

/// Five-year plans by their short names; the number is that of the first year.
const PLANS: [(&str, u32); 14] = [
    ("十一五", 2006),
    ("十二五", 2011),
    ("十三五", 2016),
    ("十四五", 2021),
    ("十五五", 2026),
    ("十六五", 2031),
    ("十七五", 2036),
    ("十八五", 2041),
    ("六五", 1981),
    ("七五", 1986),
    ("八五", 1991),
    ("九五", 1996),
    ("十五", 2001),
    ("五五", 1976),
];

/// Words that make a period of the name of a plan. Alone, it is the name: “十四五”规划.
const PLAN_PERIODS: [&str; 10] =
    ["规划期末", "规划期间", "规划期", "时期末", "期间", "时期", "期末", "以来", "末", "收官之年"];

/// What turns a year into a name: 2035年远景目标, 2026年版.
const YEAR_NAMES: [&str; 7] = ["远景目标", "版", "度", "发布", "修订", "修正", "印发"];

impl Horizon {
    /// The horizon around the word of time at `at` in `text`, up to `end`. Looks back to `start` for 到.
    pub(super) fn read(text: &str, at: usize, start: usize, end: usize) -> Option<Self> {
        let rest = &text[at..end];
        year(text, at, start, end)
            .or_else(|| plan(text, at, start, end))
            .or_else(|| numbered_plan(text, at, start, end))
            .or_else(|| coming(text, at, end))
            .or_else(|| century(text, at, start, rest))
            .or_else(|| beside(text, at, start, end))
            .or_else(|| bare(text, at, start, end))
            .or_else(|| past(text, at, rest))
    }

    fn new(text: &str, range: Range<usize>, period: Period, is_deadline: bool) -> Self {
        Self { text: text[range.clone()].to_owned(), range, period, is_deadline }
    }

    /// True for what lies behind by its own words, or for a plain year before `adoption`.
    pub fn is_past(&self, adoption: Option<u32>) -> bool {
        match self.period {
            Period::Past => true,
            Period::Named(Years { to: Some(to), .. }) => {
                !self.is_deadline && adoption.is_some_and(|year| to < year)
            }
            _ => false,
        }
    }
}

/// Where 到, 至 before `at` begins.
fn with_until(text: &str, at: usize, start: usize) -> Option<usize> {
    let before = &text[start..at];
    ["到", "至"].iter().find(|word| before.ends_with(**word)).map(|word| at - word.len())
}

/// 2027年, 到2027年底, 二〇三五年, 2019年6月底前, 2026—2030年.
fn year(text: &str, at: usize, start: usize, end: usize) -> Option<Horizon> {
    let (first, mut stop) = year_number(&text[at..end]).map(|(year, length)| (year, at + length))?;
    let mut last = None;
    if let Some(mark) =
        ["—", "–", "－", "-", "～", "~", "至"].iter().find(|mark| text[stop..end].starts_with(**mark))
    {
        let (year, length) = year_number(&text[stop + mark.len()..end])?;
        stop += mark.len() + length;
        last = Some(year);
    }
    if !text[stop..end].starts_with('年') {
        return None;
    }
    stop += "年".len();
    if let Some((year, length)) = second_year(&text[stop..end]).filter(|_| last.is_none()) {
        last = Some(year);
        stop += length;
    }
    let rest = &text[stop..end];
    let until = with_until(text, at, start);
    let (tail, is_deadline) = year_tail(rest);
    let before = &text[start..at];
    if tail == 0
        && (rest.starts_with(|c: char| c.is_ascii_digit()) && until.is_none()
            || YEAR_NAMES.iter().any(|name| rest.starts_with(name)))
    {
        return None;
    }
    stop += tail;
    if rest.starts_with("以来") {
        return Some(Horizon::new(text, at..stop + "以来".len(), Period::Past, false));
    }
    // A base year is no horizon.
    if ["较", "比", "从", "自", "与", "以", "由"].iter().any(|word| before.ends_with(word)) && last.is_none()
    {
        return None;
    }
    let years = match last {
        Some(last) => Years { from: Some(first), to: Some(last) },
        None => Years { from: None, to: Some(first) },
    };
    let range = until.unwrap_or(at)..stop;
    Some(Horizon::new(text, range, Period::Named(years), until.is_some() || is_deadline))
}

/// 至2030年 after 2026年: the second year, and the length up to 年.
fn second_year(rest: &str) -> Option<(u32, usize)> {
    let mark = ["至", "—", "-", "到"].iter().find(|mark| rest.starts_with(**mark))?;
    let (year, length) = year_number(&rest[mark.len()..])?;
    let stop = mark.len() + length;
    rest[stop..].starts_with('年').then_some((year, stop + "年".len()))
}

/// Length of what may follow a year (底, 末, 前, 6月底前), and whether it makes a deadline.
fn year_tail(rest: &str) -> (usize, bool) {
    // 12月 and 十二月 are the longest.
    let month =
        rest.char_indices().take(4).find(|&(_, c)| c == '月').map(|(at, _)| at).filter(|&at| {
            rest[..at].chars().all(|c| c.is_ascii_digit() || crate::text::numeral::is_numeral(c))
        });
    let from = month.map_or(0, |at| at + "月".len());
    for word in ["底以前", "底之前", "底前", "年底前", "底", "末前", "末", "以前", "之前", "前", "内"]
    {
        if rest[from..].starts_with(word) {
            return (from + word.len(), true);
        }
    }
    (0, false)
}

/// A year of this or a near century and its length, in digits of any kind.
fn year_number(rest: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut length = 0;
    for c in rest.chars().take(4) {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            'Ｏ' => 0,
            _ => numeral::digit(c)?,
        };
        value = value * 10 + digit;
        length += c.len_utf8();
    }
    (1900..=2100).contains(&value).then_some((value, length))
}

/// “十四五”期间, 十五五时期, 到“十四五”末.
fn plan(text: &str, at: usize, start: usize, end: usize) -> Option<Horizon> {
    let quoted = text[start..at].chars().next_back().filter(|c| matches!(c, '“' | '"' | '〝'));
    let (name, first) = PLANS.iter().find(|(name, _)| text[at..end].starts_with(name))?;
    let begin = at - quoted.map_or(0, char::len_utf8);
    let mut stop = at + name.len();
    let closing = text[stop..end].chars().next().filter(|c| matches!(c, '”' | '"' | '〞'));
    if quoted.is_some() != closing.is_some() {
        return None;
    }
    stop += closing.map_or(0, char::len_utf8);
    let word = PLAN_PERIODS.iter().find(|word| text[stop..end].starts_with(**word))?;
    stop += word.len();
    plan_horizon(text, begin..stop, word, *first, start)
}

fn plan_horizon(text: &str, range: Range<usize>, word: &str, first: u32, start: usize) -> Option<Horizon> {
    if word == "以来" {
        return Some(Horizon::new(text, range, Period::Past, false));
    }
    let is_end = word.ends_with('末') || word == "收官之年";
    let years = Years { from: (!is_end).then_some(first), to: Some(first + 4) };
    let begin = with_until(text, range.start, start).filter(|_| is_end).unwrap_or(range.start);
    Some(Horizon::new(text, begin..range.end, Period::Named(years), is_end))
}

/// 第十五个五年规划时期. The sixth plan began in 1981.
fn numbered_plan(text: &str, at: usize, start: usize, end: usize) -> Option<Horizon> {
    let rest = text[at..end].strip_prefix('第')?;
    let length = rest.char_indices().take(5).find(|&(_, c)| c == '个').map(|(at, _)| at)?;
    let (number, after) = (&rest[..length], rest[length..].strip_prefix("个五年")?);
    let number = number.parse().ok().or_else(|| crate::text::numeral::parse(number))?;
    let after_name =
        ["规划纲要", "规划", "计划"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    let word = PLAN_PERIODS.iter().find(|word| after_name.starts_with(**word))?;
    let stop = end - after_name.len() + word.len();
    let first = (6..=40).contains(&number).then(|| 1981 + (number - 6) * 5)?;
    plan_horizon(text, at..stop, word, first, start)
}

/// 未来五年, 今后5年, 未来三到五年.
fn coming(text: &str, at: usize, end: usize) -> Option<Horizon> {
    let word = ["未来", "今后", "接下来"].iter().find(|word| text[at..end].starts_with(**word))?;
    let (count, stop) = count_of_years(text, at + word.len(), end)?;
    let tail = if text[stop..end].starts_with('内') { "内".len() } else { 0 };
    Some(Horizon::new(text, at..stop + tail, Period::Coming(count), false))
}

/// The number of years at `at`, and where 年 ends.
fn count_of_years(text: &str, at: usize, end: usize) -> Option<(u32, usize)> {
    let rest = &text[at..end];
    let arabic: usize = rest.chars().take_while(char::is_ascii_digit).count();
    let hanzi: usize =
        rest.chars().take(3).take_while(|&c| crate::text::numeral::is_numeral(c)).map(char::len_utf8).sum();
    let (count, length) = match arabic {
        1 | 2 => (rest[..arabic].parse().ok()?, arabic),
        0 => (crate::text::numeral::parse(&rest[..hanzi])?, hanzi),
        _ => return None,
    };
    let gap = if rest[length..].starts_with('个') { "个".len() } else { 0 };
    let stop = at + length + gap;
    (text[stop..end].starts_with('年') && (1..=30).contains(&count)).then_some((count, stop + "年".len()))
}

/// 到本世纪中叶 is 2050.
fn century(text: &str, at: usize, start: usize, rest: &str) -> Option<Horizon> {
    let word = ["本世纪中叶", "二十一世纪中叶", "21世纪中叶"].iter().find(|word| rest.starts_with(**word))?;
    let until = with_until(text, at, start);
    let years = Years { from: None, to: Some(2050) };
    Some(Horizon::new(text, until.unwrap_or(at)..at + word.len(), Period::Named(years), until.is_some()))
}

/// 今年, 明年, 年底前.
fn beside(text: &str, at: usize, start: usize, end: usize) -> Option<Horizon> {
    const WORDS: [(&str, u32, bool); 11] = [
        ("今年年底前", 0, true),
        ("今年年底", 0, true),
        ("今年底前", 0, true),
        ("今年底", 0, true),
        ("今年内", 0, true),
        ("今年以来", u32::MAX, false),
        ("今年", 0, false),
        ("明年底", 1, true),
        ("明年", 1, false),
        ("年底前", 0, true),
        ("本年度", 0, false),
    ];
    let (word, years, is_deadline) = WORDS.iter().find(|(word, ..)| text[at..end].starts_with(word))?;
    if *years == u32::MAX {
        return Some(Horizon::new(text, at..at + word.len(), Period::Past, false));
    }
    let until = with_until(text, at, start);
    let begin = until.unwrap_or(at);
    Some(Horizon::new(text, begin..at + word.len(), Period::Beside(*years), *is_deadline || until.is_some()))
}

/// 力争2年成功创建, 5年新增, 用三年时间, 三年内: a number of years that is to be used for something.
fn bare(text: &str, at: usize, start: usize, end: usize) -> Option<Horizon> {
    let (count, stop) = count_of_years(text, at, end)?;
    let before = &text[start..at];
    let opens = before.is_empty()
        || ["力争", "争取", "确保", "用", "再用", "经过", "通过", "、", "，", ",", "在", "到", "：", ":"]
            .iter()
            .any(|word| before.ends_with(word));
    let rest = &text[stop..end];
    const TAILS: [&str; 8] = ["左右的时间", "左右时间", "的时间", "时间", "之内", "以内", "左右", "内"];
    const VERBS: [&str; 14] = [
        "成功", "新增", "建成", "实现", "基本", "全面", "达到", "突破", "完成", "初步", "创建", "培育",
        "打造", "翻",
    ];
    let tail = TAILS.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    let used = tail > 0 || VERBS.iter().any(|word| rest.starts_with(word));
    (opens && used).then(|| Horizon::new(text, at..stop + tail, Period::Bare(count), true))
}

/// 去年, 过去五年, 五年来, 近年来.
fn past(text: &str, at: usize, rest: &str) -> Option<Horizon> {
    const WORDS: [&str; 11] = [
        "去年",
        "上年",
        "过去",
        "近年来",
        "一年来",
        "五年来",
        "十年来",
        "三年来",
        "两年来",
        "几年来",
        "四年来",
    ];
    let word = WORDS.iter().find(|word| rest.starts_with(**word))?;
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| matches!(c, '较' | '比')) {
        return None;
    }
    Some(Horizon::new(text, at..at + word.len(), Period::Past, false))
}
