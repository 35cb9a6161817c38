//! 目标: what is to be reached, in which unit, until when.

pub mod bound_conflict;
pub mod conflicting_values;
pub mod corpus_conflict;
pub mod direction;
pub mod impossible_value;
pub mod milestone_order;
pub mod missing_horizon;
pub mod missing_unit;
pub mod mixed_units;
pub mod multiple;
pub mod past_horizon;
pub mod percentage_point;
pub mod relative_horizon;
pub mod weak_phrasing;

use rust_decimal::Decimal;

use crate::document::Figure;
use crate::draft::Line;
use crate::target::{Bound, Period, Target};
use crate::text::Words;

/// How many of `figures` make up the range that they begin with: one for 5%, two for 3～5万.
fn last_of_range(text: &str, figures: &[Figure]) -> usize {
    let joined = |pair: &[Figure]| {
        let between = &text[pair[0].range.end..pair[1].range.start];
        let unit = between.trim_end_matches(['～', '~', '〜', '—', '–', '―', '－', '-', '至']);
        unit.len() < between.len() && (unit.is_empty() || unit_end(between, 0) == unit.len())
    };
    if figures.windows(2).next().is_some_and(joined) { 2 } else { 1 }
}

/// The quantities of a line, each as its first and last figure: one and the same for 5%, two for 3～5万.
fn quantities(line: &Line) -> impl Iterator<Item = (&Figure, &Figure)> {
    let text = line.paragraph.text.as_str();
    let mut rest = &line.paragraph.figures[..];
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let length = last_of_range(text, rest);
        let last = &rest[length - 1];
        rest = &rest[length..];
        Some((first, last))
    })
}

/// Where the unit that begins at `at` ends; `at` when there is none.
fn unit_end(text: &str, at: usize) -> usize {
    static UNITS: Words = Words::new(&[
        "个百分点",
        "百分点",
        "平方公里",
        "平方米",
        "立方米",
        "千瓦时",
        "千瓦",
        "人次",
        "车次",
        "架次",
        "班次",
        "场次",
        "件次",
        "户次",
        "批次",
        "标准箱",
        "标箱",
        "美元",
        "欧元",
        "港元",
        "元",
        "公里",
        "公顷",
        "公斤",
        "个月",
        "小时",
        "分钟",
        "个",
        "家",
        "户",
        "名",
        "位",
        "项",
        "件",
        "条",
        "所",
        "座",
        "处",
        "台",
        "套",
        "辆",
        "艘",
        "架",
        "株",
        "头",
        "只",
        "吨",
        "亩",
        "斤",
        "米",
        "倍",
        "岁",
        "年",
        "天",
        "%",
        "％",
        "‰",
        "人",
        "场",
        "次",
    ]);
    let rest = &text[at..];
    let multiple = ["万亿", "亿", "万"].into_iter().find(|word| rest.starts_with(word)).unwrap_or_default();
    let at = at + multiple.len();
    at + UNITS.beginning(&text[at..]).map_or(0, |unit| unit.len())
}

/// The clause that `at` stands in, up to `at`.
fn clause_before(text: &str, at: usize) -> &str {
    let head = &text[..at];
    head.rsplit(['，', ',', '。', '；', ';', '：', ':']).next().unwrap_or(head)
}

/// True when `head` ends in an indicator that is given in per cent.
fn is_rate(head: &str) -> bool {
    static RATES: Words = Words::new(&["率", "比重", "占比", "增速", "增幅", "覆盖面", "比例", "份额"]);
    static OTHERS: Words = Words::new(&[
        "生产率",
        "效率",
        "汇率",
        "频率",
        "功率",
        "倍率",
        "容积率",
        "分辨率",
        "曲率",
        "速率",
        "税率",
        "费率",
        "心率",
        "产出率",
        "周转率",
        "单产率",
        "劳产率",
        "繁殖率",
        "能率",
    ]);
    RATES.ending(head).is_some() && OTHERS.ending(head).is_none()
}

/// Verbs and adverbs between the indicator and its value.
static LINKS: Words = Words::new(&[
    "超过",
    "超",
    "突破",
    "达到",
    "达",
    "约",
    "近",
    "为",
    "逾",
    "过",
    "完成",
    "实现",
    "增长到",
    "增长至",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "增加到",
    "增加至",
    "扩大到",
    "扩大至",
    "增至",
    "增到",
    "升至",
    "升到",
    "上升到",
    "上升至",
    "降到",
    "降至",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "压减到",
    "压减至",
    "稳定在",
    "保持在",
    "控制在",
    "保持",
    "维持在",
    "低于",
    "高于",
    "不低于",
    "不高于",
    "不少于",
    "不超过",
    "至少",
    "最多",
    "迈上",
    "跨上",
    "站上",
    "跃上",
    "力争",
    "确保",
    "将",
    "已",
    "已经",
    "也",
    "均",
    "分别",
    "首次",
    "连续",
    "稳步",
    "持续",
    "累计",
    "年均",
    "总计",
    "合计",
    "共计",
    "共",
    "接近",
    "高达",
]);

/// `head` without the verbs and adverbs that it ends with.
fn without_links(head: &str) -> &str {
    let mut head = head;
    while let Some(link) = LINKS.ending(head) {
        head = &head[..head.len() - link.len()];
    }
    head
}

/// What has one value only: an indicator, for one year, in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Measure<'a> {
    indicator: &'a str,
    year: u32,
    /// The unit without its multiple.
    base: &'a str,
    /// True for a growth rate.
    is_rate: bool,
}

impl<'a> Measure<'a> {
    /// Shorter indicators (面积, 产值) do not say of what.
    const SHORTEST: usize = 3;

    /// What a target gives a value for; `None` when another value would be no conflict.
    fn of(target: &'a Target) -> Option<Self> {
        let statement = &target.statement;
        let is_rate = statement.bound == Bound::Rate;
        let reached = match statement.bound {
            Bound::Over | Bound::AtLeast | Bound::Under | Bound::AtMost | Bound::Rate => true,
            Bound::Equal | Bound::About => statement.arrives,
            _ => false,
        };
        // 五年内 counts from a day that the text leaves open.
        let dated = !matches!(target.horizon.as_ref()?.horizon.period, Period::Bare(_));
        let indicator = statement.indicator.as_ref()?.text.as_str();
        let base = statement.quantity.as_ref()?.unit.as_ref()?.base.as_str();
        let specific = indicator.chars().count() >= Self::SHORTEST;
        (reached && dated && specific).then_some(Self { indicator, year: target.year()?, base, is_rate })
    }
}

/// The value of a target in the base of its unit, or the two of a range.
fn value_of(target: &Target) -> Option<(Decimal, Option<Decimal>)> {
    let quantity = target.statement.quantity.as_ref()?;
    Some((quantity.normalized(), quantity.normalized_upper()))
}
