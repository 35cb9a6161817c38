//! Units: a multiple (万, 亿), a base, and perhaps what it is counted by (/人, 级).

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::Words;

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

/// Multiples with their power of ten.
static MULTIPLES: Words<(&str, u32)> = Words::new(&[
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
]);

/// What things are measured in: a quantity of these needs no counted noun behind it.
static MEASURES: Words = Words::new(&[
    "个百分点",
    "百分点",
    "个工作日",
    "个标准箱",
    "个标箱",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "千瓦时",
    "吨标准煤",
    "微克/立方米",
    "毫克/升",
    "人民币",
    "美元",
    "欧元",
    "港元",
    "日元",
    "元",
    "％",
    "%",
    "‰",
    "公里",
    "千米",
    "海里",
    "厘米",
    "毫米",
    "米",
    "公顷",
    "亩次",
    "亩",
    "公斤",
    "千克",
    "毫克",
    "微克",
    "吨",
    "斤",
    "克",
    "千瓦",
    "兆瓦",
    "吉瓦",
    "千伏",
    "度",
    "升",
    "标准箱",
    "标箱",
    "人次",
    "人天",
    "人日",
    "户次",
    "家次",
    "辆次",
    "架次",
    "车次",
    "班次",
    "台次",
    "件次",
    "场次",
    "剂次",
    "人口",
    "GWh",
    "MWh",
    "kWh",
    "GW",
    "MW",
    "kW",
    "TEU",
    "TWh",
    "Eflops",
    "EFLOPS",
    "EFlops",
    "PFLOPS",
    "Pflops",
    "PFlops",
    "TB",
    "PB",
    "EB",
    "km",
    "个月",
    "小时",
    "分钟",
    "天",
    "岁",
    "年",
    "倍",
    "番",
]);

/// Words that count things one by one.
static COUNTERS: Words = Words::new(&[
    "人", "个", "家", "户", "所", "名", "项", "座", "条", "处", "只", "头", "套", "件", "艘", "架", "台",
    "辆", "部", "支", "片", "场", "次", "间", "张", "栋", "幢", "株", "门", "类", "种", "款", "对", "列",
    "班", "位", "强", "口", "眼", "盏", "块", "根", "册", "羽", "箱", "尾", "颗", "成", "分", "床", "杆",
    "枚", "宗", "起", "笔", "组", "卷", "对", "例",
]);

impl Unit {
    /// The unit that begins at `at`, in `text` up to `end`.
    pub(super) fn read(text: &str, at: usize, end: usize) -> Option<Self> {
        let rest = &text[at..end];
        if let Some(base) = base(rest) {
            return Some(Self::finish(text, at, "", base, end));
        }
        let (multiple, _) = MULTIPLES.beginning(rest)?;
        let base = base(&rest[multiple.len()..]).unwrap_or_default();
        Some(Self::finish(text, at, multiple, base, end))
    }

    /// The unit of `multiple` and `base`, with what may follow: /人, 级.
    fn finish(text: &str, at: usize, multiple: &str, base: &str, end: usize) -> Self {
        let mut stop = at + multiple.len() + base.len();
        let mut per = "";
        if text[stop..end].starts_with('/') {
            per = self::base(&text[stop + 1..end]).unwrap_or_default();
            if !per.is_empty() {
                stop += 1 + per.len();
            }
        }
        let level = if text[stop..end].starts_with('级') { "级".len() } else { 0 };
        stop += if multiple.is_empty() && base.is_empty() { 0 } else { level };
        let power = MULTIPLES.all().iter().find(|(word, _)| *word == multiple).map_or(0, |(_, power)| *power);
        let (base, share) = match base {
            "%" | "％" => ("1", -2),
            "‰" => ("1", -3),
            "个百分点" | "百分点" => ("百分点", 0),
            "人口" => ("人", 0),
            other => (other, 0),
        };
        let base = if per.is_empty() { base.to_owned() } else { format!("{base}/{per}") };
        let factor = Decimal::from(10_u64.pow(power)) * Decimal::new(1, (-share) as u32);
        Self { text: text[at..stop].to_owned(), range: at..stop, base, factor }
    }

    /// True for a share in a hundred or a thousand.
    pub fn is_share(&self) -> bool {
        self.base == "1"
    }

    /// True for points of a share.
    pub fn is_points(&self) -> bool {
        self.base == "百分点"
    }

    /// True for an order of magnitude: 亿级, 亿立方米级.
    pub fn is_magnitude(&self) -> bool {
        self.text.ends_with('级')
    }

    /// True when things are counted one by one, so that a noun says which.
    pub fn counts_things(&self) -> bool {
        COUNTERS.beginning(&self.base).is_some_and(|counter| self.base == *counter)
    }

    /// True for what says how big one thing is: 500千伏, 30万千瓦.
    pub fn measures_size(&self) -> bool {
        const SIZES: [&str; 13] =
            ["千伏", "千瓦", "兆瓦", "吉瓦", "kW", "MW", "GW", "立方米", "米", "厘米", "毫米", "吨", "升"];
        SIZES.contains(&self.base.as_str())
    }

    /// True for a stretch of time.
    pub fn is_time(&self) -> bool {
        matches!(self.base.as_str(), "年" | "岁" | "天" | "小时" | "分钟" | "个月" | "个工作日")
    }
}

/// The base that `rest` begins with.
fn base(rest: &str) -> Option<&'static str> {
    // 个 may be the beginning of 个体, 家 of 家庭: the first is a thing, not a unit.
    let counter = || COUNTERS.beginning(rest).filter(|_| NOUNS.beginning(rest).is_none());
    MEASURES.beginning(rest).or_else(counter).copied()
}

/// Nouns that begin like a counter.
static NOUNS: Words =
    Words::new(&["个体", "家庭", "人民", "人才", "户籍", "部委", "条例", "分之", "次会", "台阶", "人均"]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_all_kinds() {
        for (text, whole, base, factor) in [
            ("万亿元左右", "万亿元", "元", "1000000000000"),
            ("亿千瓦", "亿千瓦", "千瓦", "100000000"),
            ("千瓦", "千瓦", "千瓦", "1"),
            ("万标箱", "万标箱", "标箱", "10000"),
            ("万元/人", "万元/人", "元/人", "10000"),
            ("微克/立方米", "微克/立方米", "微克/立方米", "1"),
            ("％以上", "％", "1", "0.01"),
            ("个百分点", "个百分点", "百分点", "1"),
            ("亿级园区", "亿级", "", "100000000"),
            ("亿立方米级产能", "亿立方米级", "立方米", "100000000"),
            ("户次", "户次", "户次", "1"),
            ("万人口", "万人口", "人", "10000"),
            ("亿食品", "亿", "", "100000000"),
        ] {
            let unit = Unit::read(text, 0, text.len()).unwrap();
            assert_eq!((unit.text.as_str(), unit.base.as_str()), (whole, base), "{text}");
            assert_eq!(unit.factor, factor.parse().unwrap(), "{text}");
        }
        assert_eq!(Unit::read("以下", 0, "以下".len()), None);
    }
}
