//! 失业率提高到6%, 城镇化率下降到64%: the verb goes against the indicator.

use crate::document::{Document, Section};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule, cite};
use crate::target::Direction;
use crate::text::Span;

/// What is good rises, what is bad falls.
pub static RULE: Rule = Rule {
    id: "targets/direction",
    severity: Severity::Warning,
    summary: "动词的方向与指标相合：失业率降，收入增",
    why: "“失业率提高到6%”“城镇化率下降到64%”把方向写反了。“失业率低于6%”“控制在6%以内”没有方向问题；\
          “投入强度”“达标率”以升为好；已经发生的升降不提示。",
    basis: Basis::Practice("目标通常写指标应当变化的方向"),
    examples: &[
        Example {
            wrong: "一、目标\n到2027年，城镇调查失业率[[提高到]]6%，单位地区生产总值能耗[[增长]]5%，城镇化率[[下降到]]64%以上。",
            right: "一、目标\n到2027年，城镇调查失业率提高到6%，单位地区生产总值能耗增长5%，城镇化率下降到64%以上。",
        },
        Example {
            wrong: "一、目标\n到2027年，城镇新增就业5万人、城镇调查失业率5.5%左右，城镇调查失业率低于6%，投资率降到1%以下，能耗下降5%，研发投入强度提高到3%，水质达标率提高到95%，罚没收入下降10%，减排量提高到5万吨。\n二、存在的主要问题\n民间投资下降5%。",
            right: "一、目标\n到2027年，城镇新增就业5万人、城镇调查失业率5.5%左右，城镇调查失业率低于6%，投资率降到1%以下，能耗下降5%，研发投入强度提高到3%，水质达标率提高到95%，罚没收入下降10%，减排量提高到5万吨。\n二、存在的主要问题\n民间投资下降5%。",
        },
    ],
    check: Check::Document(check),
};

/// Ends of indicators that are to fall.
const FALLING: &[&str] = &[
    "失业率",
    "能耗",
    "能耗强度",
    "能源消耗",
    "排放",
    "排放量",
    "排放强度",
    "碳排放",
    "排放总量",
    "死亡人数",
    "死亡率",
    "事故起数",
    "伤亡人数",
    "案件",
    "发案率",
    "负债率",
    "债务率",
    "不良率",
    "不良贷款率",
    "浓度",
    "辍学率",
    "发生率",
    "用水量",
    "水耗",
    "物耗",
    "电耗",
    "成本",
    "流失率",
    "逾期率",
    "费用与地区生产总值的比率",
    "费用与地区生产总值的比重",
    "收入比",
];
/// Ends of indicators that are to rise.
const RISING: &[&str] = &[
    "生产总值",
    "总产值",
    "产值",
    "增加值",
    "营收",
    "收入",
    "城镇化率",
    "覆盖率",
    "优良率",
    "优良天数",
    "普及率",
    "参保率",
    "入学率",
    "入园率",
    "合格率",
    "达标率",
    "生产率",
    "利用率",
    "回收率",
    "处理率",
    "治理率",
    "收集率",
    "机械化率",
    "预期寿命",
    "零售总额",
    "零售额",
    "销售额",
    "投入强度",
    "投入",
    "投资",
    "花费",
    "游客",
    "人次",
    "出口",
    "进出口",
    "单产",
    "产量",
    "利润",
    "总值",
    "贡献率",
    "转化率",
    "自给率",
    "拥有量",
    "存贷款规模",
    "成交额",
    "进出口总额",
    "绿地率",
    "满意度",
    "满意率",
    "经济总量",
    "就业率",
    "受教育年限",
    "接待人数",
    "播种面积",
    "巩固率",
    "水平指数",
    "蓄积量",
    "发电量",
];

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    for target in &draft.promises.targets {
        let statement = &target.statement;
        let (Some(indicator), Some(verb)) = (&statement.indicator, &statement.verb) else { continue };
        let ends = |words: &[&str]| words.iter().any(|word| indicator.text.ends_with(word));
        let (wrong, should) = match statement.direction {
            Some(Direction::Up) => (ends(FALLING), "下降"),
            Some(Direction::Down) => (ends(RISING) && !is_burden(&indicator.text), "上升"),
            None => continue,
        };
        // 城镇新增就业5万人、失业率5%: the verb of the item before says nothing about this one.
        let own = verb.range.start >= statement.range.start && verb.range.end <= statement.range.end;
        let told = || statement.is_past || is_among_problems(&draft.document, target.line);
        if wrong && own && changes(&verb.text) && !told() {
            let message =
                format!("{}通常以{should}为目标，“{}”方向相反，请核对。", cite(&indicator.text), verb.text);
            let span = Span::on_line(target.line, verb.range.clone());
            // 游客人次、旅游花费均下降8%: one verb, one finding.
            if findings.last().is_none_or(|last| last.span != span) {
                findings.push(Finding::new(span, message));
            }
        }
    }
}

/// True under a heading like 存在的主要问题, which says how things are.
fn is_among_problems(document: &Document, line: usize) -> bool {
    let names =
        |section: &Section| ["问题", "不足", "短板", "困难"].iter().any(|word| section.title.contains(word));
    document.outline.sections.iter().any(|section| section.extent.contains(&line) && names(section))
}

/// True for a verb of change, not for one of making (新增, 建成).
fn changes(verb: &str) -> bool {
    const CHANGES: [&str; 17] = [
        "提高", "提升", "增长", "增加", "上升", "扩大", "升至", "升到", "增至", "突破", "下降", "降低",
        "减少", "压减", "降到", "降至", "缩小",
    ];
    CHANGES.iter().any(|word| verb.starts_with(word))
}

/// True for what is produced or used less on purpose: 落后产能产量, 散煤.
fn is_burden(indicator: &str) -> bool {
    ["煤", "落后", "高耗能", "钢", "捕捞", "农药", "化肥", "烟", "罚没", "非税", "收费", "高排放", "过剩"]
        .iter()
        .any(|word| indicator.contains(word))
}
