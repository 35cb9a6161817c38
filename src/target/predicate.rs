//! Predicates: the verbs of targets and the words that limit a number.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Bound, Direction};
use crate::text::Words;
use crate::text::words::Worded;

/// What a verb says about a value right behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Where the indicator arrives: 达到, 降到.
    Arrives(Bound),
    /// How much it changes: 增长, 下降.
    Changes,
    /// Something is made of which there are so many: 新增, 建成.
    Makes(Bound),
    /// What is there already is looked after; the number counts it: 推进, 支持.
    Tends,
}

/// A verb of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    pub word: &'static str,
    pub sense: Sense,
    pub direction: Option<Direction>,
}

impl Worded for Verb {
    fn word(&self) -> &'static str {
        self.word
    }
}

const fn verb(word: &'static str, sense: Sense, direction: Option<Direction>) -> Verb {
    Verb { word, sense, direction }
}

const UP: Option<Direction> = Some(Direction::Up);
const DOWN: Option<Direction> = Some(Direction::Down);
const REACHES: Sense = Sense::Arrives(Bound::AtLeast);
const FALLS_TO: Sense = Sense::Arrives(Bound::AtMost);
const STANDS: Sense = Sense::Arrives(Bound::Equal);
const ADDS: Sense = Sense::Makes(Bound::Delta);
const MAKES: Sense = Sense::Makes(Bound::Equal);

/// Verbs that stand right before a value.
pub(super) static BEFORE_VALUE: Words<Verb> = Words::new(&[
    verb("突破", Sense::Arrives(Bound::Over), UP),
    verb("超过", Sense::Arrives(Bound::Over), None),
    verb("超出", Sense::Arrives(Bound::Over), None),
    verb("高于", Sense::Arrives(Bound::Over), None),
    verb("大于", Sense::Arrives(Bound::Over), None),
    verb("多于", Sense::Arrives(Bound::Over), None),
    verb("快于", Sense::Arrives(Bound::Over), None),
    verb("超", Sense::Arrives(Bound::Over), None),
    verb("低于", Sense::Arrives(Bound::Under), None),
    verb("小于", Sense::Arrives(Bound::Under), None),
    verb("少于", Sense::Arrives(Bound::Under), None),
    verb("达到", REACHES, None),
    verb("提高到", REACHES, UP),
    verb("提高至", REACHES, UP),
    verb("提升到", REACHES, UP),
    verb("提升至", REACHES, UP),
    verb("增长到", REACHES, UP),
    verb("增长至", REACHES, UP),
    verb("增加到", REACHES, UP),
    verb("增加至", REACHES, UP),
    verb("扩大到", REACHES, UP),
    verb("扩大至", REACHES, UP),
    verb("上升到", REACHES, UP),
    verb("上升至", REACHES, UP),
    verb("延长到", REACHES, UP),
    verb("延长至", REACHES, UP),
    verb("发展到", REACHES, UP),
    verb("拓展到", REACHES, UP),
    verb("壮大到", REACHES, UP),
    verb("恢复到", REACHES, UP),
    verb("增至", REACHES, UP),
    verb("增到", REACHES, UP),
    verb("升至", REACHES, UP),
    verb("升到", REACHES, UP),
    verb("提至", REACHES, UP),
    verb("迈上", REACHES, UP),
    verb("跃上", REACHES, UP),
    verb("站上", REACHES, UP),
    verb("登上", REACHES, UP),
    verb("跨上", REACHES, UP),
    verb("跨越", REACHES, UP),
    verb("迈过", REACHES, UP),
    verb("达", REACHES, None),
    verb("降低到", FALLS_TO, DOWN),
    verb("降低至", FALLS_TO, DOWN),
    verb("下降到", FALLS_TO, DOWN),
    verb("下降至", FALLS_TO, DOWN),
    verb("减少到", FALLS_TO, DOWN),
    verb("减少至", FALLS_TO, DOWN),
    verb("缩小到", FALLS_TO, DOWN),
    verb("缩小至", FALLS_TO, DOWN),
    verb("缩短到", FALLS_TO, DOWN),
    verb("缩短至", FALLS_TO, DOWN),
    verb("压缩到", FALLS_TO, DOWN),
    verb("压缩至", FALLS_TO, DOWN),
    verb("压缩在", FALLS_TO, DOWN),
    verb("压减到", FALLS_TO, DOWN),
    verb("压减至", FALLS_TO, DOWN),
    verb("压降到", FALLS_TO, DOWN),
    verb("压降至", FALLS_TO, DOWN),
    verb("控制到", FALLS_TO, None),
    verb("控制在", FALLS_TO, None),
    verb("降到", FALLS_TO, DOWN),
    verb("降至", FALLS_TO, DOWN),
    verb("减至", FALLS_TO, DOWN),
    verb("稳定保持在", STANDS, None),
    verb("总体保持在", STANDS, None),
    verb("保持稳定在", STANDS, None),
    verb("稳定在", STANDS, None),
    verb("保持在", STANDS, None),
    verb("维持在", STANDS, None),
    verb("巩固在", STANDS, None),
    verb("迈向", REACHES, UP),
    verb("稳定达到", REACHES, None),
    verb("不变价", STANDS, None),
    verb("保持", STANDS, None),
    verb("稳定", STANDS, None),
    verb("增长", Sense::Changes, UP),
    verb("递增", Sense::Changes, UP),
    verb("提高", Sense::Changes, UP),
    verb("提升", Sense::Changes, UP),
    verb("增加", Sense::Changes, UP),
    verb("上升", Sense::Changes, UP),
    verb("上涨", Sense::Changes, UP),
    verb("回升", Sense::Changes, UP),
    verb("扩大", Sense::Changes, UP),
    verb("延长", Sense::Changes, UP),
    verb("下降", Sense::Changes, DOWN),
    verb("降低", Sense::Changes, DOWN),
    verb("减少", Sense::Changes, DOWN),
    verb("压减", Sense::Changes, DOWN),
    verb("压缩", Sense::Changes, DOWN),
    verb("缩小", Sense::Changes, DOWN),
    verb("缩短", Sense::Changes, DOWN),
    verb("削减", Sense::Changes, DOWN),
    verb("下调", Sense::Changes, DOWN),
]);

/// Verbs that make things, which are named behind them.
pub(super) static MAKING: Words<Verb> = Words::new(&[
    verb("新增", ADDS, UP),
    verb("净增", ADDS, UP),
    verb("增加", ADDS, UP),
    verb("增设", ADDS, UP),
    verb("增殖", ADDS, UP),
    verb("新培育", ADDS, UP),
    verb("新入库", ADDS, UP),
    verb("新升规", ADDS, UP),
    verb("新认定", ADDS, UP),
    verb("新打造", ADDS, UP),
    verb("新登记", ADDS, UP),
    verb("新开工", ADDS, UP),
    verb("新投产", ADDS, UP),
    verb("新签约", ADDS, UP),
    verb("新发展", ADDS, UP),
    verb("新设", ADDS, UP),
    verb("新引进", ADDS, UP),
    verb("新实施", ADDS, UP),
    verb("新建扩建", ADDS, UP),
    verb("新建改造", ADDS, UP),
    verb("新建改建", ADDS, UP),
    verb("新建改扩建", ADDS, UP),
    verb("新改扩建", ADDS, UP),
    verb("新改建", ADDS, UP),
    verb("新（改）建", ADDS, UP),
    verb("新(改)建", ADDS, UP),
    verb("新（改、扩）建", ADDS, UP),
    verb("新(改、扩)建", ADDS, UP),
    verb("新（扩）建", ADDS, UP),
    verb("新建（改造）", ADDS, UP),
    verb("新建", ADDS, UP),
    verb("引进", ADDS, UP),
    verb("引育", ADDS, UP),
    verb("引入", ADDS, UP),
    verb("招引", ADDS, UP),
    verb("开发", ADDS, UP),
    verb("加装（更新）", MAKES, None),
    verb("加装", MAKES, None),
    verb("改扩建", MAKES, None),
    verb("改（扩）建", MAKES, None),
    verb("开工建设", MAKES, None),
    verb("建设改造", MAKES, None),
    verb("提质改造", MAKES, None),
    verb("改造提升", MAKES, None),
    verb("提升改造", MAKES, None),
    verb("提质升级", MAKES, None),
    verb("成功创建", MAKES, None),
    verb("建成投产", MAKES, None),
    verb("建成投用", MAKES, None),
    verb("签约", MAKES, None),
    verb("认定", MAKES, None),
    verb("建成", MAKES, None),
    verb("建设", MAKES, None),
    verb("建立", MAKES, None),
    verb("打造", MAKES, None),
    verb("培育", MAKES, None),
    verb("培养", MAKES, None),
    verb("培训", MAKES, None),
    verb("创建", MAKES, None),
    verb("创成", MAKES, None),
    verb("组建", MAKES, None),
    verb("设立", MAKES, None),
    verb("设置", MAKES, None),
    verb("实施", MAKES, None),
    verb("完成", MAKES, None),
    verb("改造", MAKES, None),
    verb("修复", MAKES, None),
    verb("治理", MAKES, None),
    verb("整治", MAKES, None),
    verb("打通", MAKES, None),
    verb("开工", MAKES, None),
    verb("投产", MAKES, None),
    verb("投用", MAKES, None),
    verb("布局", MAKES, None),
    verb("形成", MAKES, None),
    verb("集聚", MAKES, None),
    verb("吸引", MAKES, None),
    verb("吸纳", MAKES, None),
    verb("孵化", MAKES, None),
    verb("出栏", MAKES, None),
    verb("生产", MAKES, None),
    verb("种植", MAKES, None),
    verb("推出", MAKES, None),
    verb("推广", MAKES, None),
    verb("选派", MAKES, None),
    verb("选拔", MAKES, None),
    verb("选择", MAKES, None),
    verb("遴选", MAKES, None),
    verb("帮扶", MAKES, None),
    verb("扶持", MAKES, None),
    verb("发放", MAKES, None),
    verb("开展", MAKES, None),
    verb("举办", MAKES, None),
    verb("制定", MAKES, None),
    verb("制修订", MAKES, None),
    verb("营造", MAKES, None),
    verb("筹集", MAKES, None),
    verb("筹建", MAKES, None),
    verb("提供", MAKES, None),
    verb("惠及", MAKES, None),
    verb("带动", MAKES, None),
    verb("接待", MAKES, None),
    verb("转移", MAKES, None),
    verb("搬迁", MAKES, None),
    verb("安置", MAKES, None),
    verb("淘汰", MAKES, DOWN),
    verb("减少", MAKES, DOWN),
    verb("压减", MAKES, DOWN),
    verb("化解", MAKES, DOWN),
    verb("清理", MAKES, DOWN),
    verb("盘活", MAKES, None),
    verb("落地", MAKES, None),
    verb("立项", MAKES, None),
    verb("储备", MAKES, None),
    verb("部署", MAKES, None),
    verb("开通", MAKES, None),
    verb("开行", MAKES, None),
    verb("更新", MAKES, None),
    verb("建强", MAKES, None),
    verb("争创", MAKES, None),
    verb("争取", MAKES, None),
    verb("入列", MAKES, None),
    verb("入选", MAKES, None),
    verb("实现", MAKES, None),
    verb("稳定", MAKES, None),
    verb("提升", MAKES, None),
    verb("规划建设", MAKES, None),
    verb("建", MAKES, None),
    verb("推进", Sense::Tends, None),
    verb("推动", Sense::Tends, None),
    verb("抓好", Sense::Tends, None),
    verb("抓实", Sense::Tends, None),
    verb("办好", Sense::Tends, None),
]);

/// Words that say that something has come about.
const PAST: [&str; 22] = [
    "已经",
    "以来",
    "同比",
    "去年",
    "上年",
    "过去",
    "年来",
    "顺利实现",
    "圆满完成",
    "超额完成",
    "如期完成",
    "全面完成了",
    "连续两年",
    "连续三年",
    "首次",
    "历史性",
    "位列全国",
    "增幅居",
    "创历史",
    "累计完成",
    "均已",
    "是指",
];

/// Words of commitment: what follows them is a target, whatever else the sentence tells.
pub(super) static COMMITMENTS: Words =
    Words::new(&["力争", "确保", "争取", "力求", "努力", "保证", "务必", "必须", "计划", "预计", "将"]);

/// A word that limits the number that it stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub word: &'static str,
    pub bound: Bound,
}

impl Worded for Limit {
    fn word(&self) -> &'static str {
        self.word
    }
}

const fn limit(word: &'static str, bound: Bound) -> Limit {
    Limit { word, bound }
}

/// Limits right before a number.
pub(super) static BEFORE_NUMBER: Words<Limit> = Words::new(&[
    limit("不少于", Bound::AtLeast),
    limit("不低于", Bound::AtLeast),
    limit("不小于", Bound::AtLeast),
    limit("不短于", Bound::AtLeast),
    limit("至少", Bound::AtLeast),
    limit("最少", Bound::AtLeast),
    limit("不超过", Bound::AtMost),
    limit("不高于", Bound::AtMost),
    limit("不大于", Bound::AtMost),
    limit("不多于", Bound::AtMost),
    limit("不得超过", Bound::AtMost),
    limit("至多", Bound::AtMost),
    limit("最多", Bound::AtMost),
    limit("≥", Bound::AtLeast),
    limit("≧", Bound::AtLeast),
    limit("≤", Bound::AtMost),
    limit("≦", Bound::AtMost),
    limit("＞", Bound::Over),
    limit(">", Bound::Over),
    limit("＜", Bound::Under),
    limit("<", Bound::Under),
    limit("大约", Bound::About),
    limit("大概", Bound::About),
    limit("接近", Bound::About),
    limit("约为", Bound::About),
    limit("约", Bound::About),
    limit("近", Bound::About),
]);

/// Limits right behind a number or its unit. 以上 and 以下 include the number itself.
pub(super) static BEHIND_NUMBER: Words<Limit> = Words::new(&[
    limit("及以上", Bound::AtLeast),
    limit("以上", Bound::AtLeast),
    limit("之上", Bound::AtLeast),
    limit("及以下", Bound::AtMost),
    limit("以下", Bound::AtMost),
    limit("之下", Bound::AtMost),
    limit("以内", Bound::AtMost),
    limit("之内", Bound::AtMost),
    limit("左右", Bound::About),
    limit("上下", Bound::About),
    limit("的水平", Bound::Equal),
]);

/// Nouns that a verb of making is part of.
static NOUNS: Words = Words::new(&[
    "带动面",
    "带动力",
    "集聚区",
    "营造林",
    "生产总值",
    "生产率",
    "生产力",
    "生产能力",
    "生产性",
    "生产者",
    "生产线",
    "开发区",
    "开发者",
    "开发性",
    "完成率",
    "治理率",
    "修复率",
    "转移支付",
    "建设用地",
    "实施方案",
    "提升行动",
    "培训机构",
    "培训基地",
    "安置房",
    "安置率",
    "更新率",
    "推广率",
    "建成区",
    "建成率",
    "设立率",
    "搬迁户",
    "稳定性",
    "储备库",
    "储备林",
    "生产安全",
    "改造率",
]);

/// True when the verb that `text` begins with is not part of a noun.
pub(super) fn is_verb(text: &str) -> bool {
    NOUNS.beginning(text).is_none()
}

/// The last verb of making in `text`, and where it begins. Of two that overlap, the one that begins first.
pub(super) fn last_making(text: &str) -> Option<(usize, &'static Verb)> {
    makings(text).last()
}

/// The verbs of making in `text`, and where they begin.
pub(super) fn makings(text: &str) -> impl Iterator<Item = (usize, &'static Verb)> {
    MAKING.each_in(text).filter(|(at, verb)| verb.word != "建" && is_verb(&text[*at..]))
}

/// What the words of a sentence say about its statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// It reports.
    Past,
    /// It commits.
    Committed,
}

static MOODS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(PAST.iter().chain(COMMITMENTS.all()))
        .expect("words are always patterns")
});

/// The moods that the words of `text` set, and where.
pub(super) fn moods(text: &str) -> Vec<(usize, Mood)> {
    let mood = |index: usize| if index < PAST.len() { Mood::Past } else { Mood::Committed };
    MOODS.find_iter(text).map(|found| (found.start(), mood(found.pattern().as_usize()))).collect()
}
