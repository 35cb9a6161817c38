//! Targets against what a reader marked in the seeds, and against texts of every kind.

mod common;

use std::collections::HashMap;
use std::ops::Range;

use nigao::document::Paragraph;
use nigao::target::{self, Bound, Target};
use nigao::text::Text;
use proptest::prelude::*;
use serde_json::Value;

const TARGETS: &str = include_str!("gold/targets.jsonl");
const NONTARGETS: &str = include_str!("gold/nontargets.jsonl");

fn rows(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

/// A target that was found, in the terms of the gold.
struct Found {
    file: String,
    span: Range<usize>,
    /// The number alone.
    number: Option<Range<usize>>,
    target: Target,
}

/// The targets of the seeds, with places in Unicode scalar values.
fn found() -> Vec<Found> {
    let mut all = Vec::new();
    for seed in common::texts("seeds") {
        let starts = Text::from(seed.text.as_str()).line_starts_in_chars();
        let analysis = common::analysis(&seed.text);
        for target in &analysis.draft.promises.targets {
            let text = &analysis.draft.document.lines[target.line].text;
            let chars = |range: &Range<usize>| {
                let at = |byte: usize| starts[target.line] + text[..byte].chars().count();
                at(range.start)..at(range.end)
            };
            all.push(Found {
                file: seed.name.clone(),
                span: chars(&target.statement.range),
                number: target.statement.quantity.as_ref().map(|quantity| chars(&quantity.range)),
                target: target.clone(),
            });
        }
    }
    all
}

fn span(row: &Value) -> Range<usize> {
    let at = |index: usize| row["span"][index].as_u64().unwrap() as usize;
    at(0)..at(1)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Pairs of gold rows and findings that share at least half of the shorter span, the best first, each
/// used once.
fn matched<'a>(gold: &'a [Value], found: &'a [Found]) -> Vec<(&'a Value, &'a Found)> {
    let mut pairs = Vec::new();
    for (row, value) in gold.iter().enumerate() {
        for (index, found) in found.iter().enumerate().filter(|(_, found)| value["file"] == *found.file) {
            let shared = overlap(&span(value), &found.span);
            if shared * 2 >= span(value).len().min(found.span.len()) {
                let all = span(value).len() + found.span.len() - shared;
                let same = i64::from(indicators_overlap(value, found));
                pairs.push((-same, (all - shared) * 1000 / all, row, index));
            }
        }
    }
    pairs.sort_unstable_by_key(|&(same, apart, row, index)| (apart, same, row, index));
    let (mut rows, mut used) = (HashMap::new(), HashMap::new());
    for (_, _, row, index) in pairs {
        if !rows.contains_key(&row) && !used.contains_key(&index) {
            rows.insert(row, index);
            used.insert(index, row);
        }
    }
    let mut matched: Vec<_> = rows.into_iter().collect();
    matched.sort_unstable();
    matched.into_iter().map(|(row, index)| (&gold[row], &found[index])).collect()
}

/// The gold gives indicators names of its own (三甲医院数); half of the shorter must stand in the other.
fn indicators_overlap(row: &Value, found: &Found) -> bool {
    let gold: Vec<char> = row["indicator"].as_str().unwrap_or_default().chars().collect();
    let own: Vec<char> =
        found.target.statement.indicator.as_ref().map_or_else(Vec::new, |name| name.text.chars().collect());
    let mut longest = 0;
    for a in 0..gold.len() {
        for b in 0..own.len() {
            let run = gold[a..].iter().zip(&own[b..]).take_while(|(x, y)| x == y).count();
            longest = longest.max(run);
        }
    }
    longest > 0 && longest * 2 >= gold.len().min(own.len())
}

fn value_is_right(row: &Value, found: &Found) -> bool {
    let statement = &found.target.statement;
    let number = |value: &Value| value.as_f64();
    let wanted = match &row["value"] {
        Value::Array(values) => values.iter().filter_map(number).collect(),
        value => number(value).into_iter().collect::<Vec<_>>(),
    };
    let Some(quantity) = &statement.quantity else {
        // 0, 1 and 100 % that no text states are the reader's own: zero, from nothing to one, coverage.
        let implied = [Bound::Coverage, Bound::Zero, Bound::Benchmark, Bound::Ratio];
        return wanted.is_empty() || implied.contains(&statement.bound);
    };
    if row["value"] == "Ⅰ" {
        return true;
    }
    let value: f64 = quantity.number.value.to_string().parse().unwrap();
    let unit = quantity.unit.as_ref().map_or("", |unit| unit.text.as_str());
    wanted.contains(&value) && unit == row["unit"].as_str().unwrap_or_default()
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

#[test]
fn the_seeds_targets_are_read() {
    let (gold, found) = (rows(TARGETS), found());
    let pairs = matched(&gold, &found);
    let required = |row: &&Value| row["optional"] != true;
    let hit = pairs.iter().filter(|(row, _)| required(row)).count();
    for row in gold.iter().filter(required) {
        if !pairs.iter().any(|(matched, _)| std::ptr::eq(*matched, row)) {
            println!("missed: {} {}", row["file"], row["quote"]);
        }
    }
    for extra in &found {
        if !pairs.iter().any(|(_, found)| std::ptr::eq(*found, extra)) {
            println!("extra: {} {:?} {:?}", extra.file, extra.span, extra.target.statement.indicator);
        }
    }
    let recall = share(hit, gold.iter().filter(required).count());
    let precision = share(pairs.len(), found.len());
    let pairs: Vec<_> = pairs.into_iter().filter(|(row, _)| required(row)).collect();
    let rate = |name: &str, right: &dyn Fn(&Value, &Found) -> bool| {
        for (row, found) in pairs.iter().filter(|(row, found)| !right(row, found)) {
            let statement = &found.target.statement;
            println!("{name}: {} — {:?} {:?}", row["quote"], statement.quantity, statement.bound);
        }
        share(pairs.iter().filter(|(row, found)| right(row, found)).count(), pairs.len())
    };
    let value = rate("value", &value_is_right);
    let bound = rate("bound", &|row, found| row["bound"] == found.target.statement.bound.name());
    let horizon =
        rate("horizon", &|row, found| row["horizon"]["to"].as_u64() == found.target.year().map(u64::from));
    let indicator = rate("indicator", &indicators_overlap);
    println!(
        "recall {recall:.1} precision {precision:.1} value {value:.1} bound {bound:.1} horizon {horizon:.1} \
         indicator {indicator:.1}"
    );
    assert!(recall >= 95.0 && precision >= 95.0);
    assert!(value >= 98.0 && bound >= 95.0 && horizon >= 95.0 && indicator >= 90.0);
}

#[test]
fn numbers_that_are_no_targets_are_left_alone() {
    let found = found();
    for row in rows(NONTARGETS) {
        let at = |name: &str| row[name].as_u64().unwrap() as usize;
        let range = at("offset")..at("end");
        for found in found.iter().filter(|found| row["file"] == found.file) {
            let within = |span: &Range<usize>| range.start <= span.start && span.end <= range.end;
            let inside = within(&found.span) || found.number.as_ref().is_some_and(within);
            assert!(!inside, "{row}: {:?}", found.target.statement);
        }
    }
}

/// Indicator, bound, value with unit, and last year of every target of a text.
fn said(text: &str) -> Vec<String> {
    let analysis = common::analysis(text);
    let promised = |target: &Target| {
        let statement = &target.statement;
        let indicator = statement.indicator.as_ref().map_or("", |name| name.text.as_str());
        let value = statement.value().map_or_else(String::new, |(value, unit)| {
            let upper = statement.quantity.as_ref().and_then(|quantity| quantity.upper.as_ref());
            let upper = upper.map_or_else(String::new, |upper| format!("~{}", upper.value.normalize()));
            format!("{}{upper}{}", value.normalize(), unit.unwrap_or_default())
        });
        let year = target.year().map_or_else(String::new, |year| format!(" {year}"));
        format!("{indicator} {} {value}{year}", statement.bound.name())
    };
    analysis.draft.promises.targets.iter().map(promised).collect()
}

/// `text` as a paragraph of a document adopted in 2025.
fn in_2025(text: &str) -> String {
    format!(
        "中共示范市委关于推动高质量发展的决定\n（2025年5月16日中国共产党示范市第三届委员会第八次全体会议通过）\n  为深入贯彻党的二十大精神，市委全会进行了研究，作出如下决定。\n  一、总体要求\n  {text}\n"
    )
}

#[test]
fn every_form_of_target_is_read() {
    for (text, wanted) in [
        ("到2027年，粮食产量稳定在１９０万吨以上。", &["粮食产量 >= 190万吨 2027"][..]),
        ("全市经济增速保持在5%—5.5%。", &["经济增速 = 5~5.5%"]),
        (
            "到二〇三〇年，城镇化率、参保率、普及率分别达到95%、90%和85％。",
            &["城镇化率 >= 95% 2030", "参保率 >= 90% 2030", "普及率 >= 85％ 2030"],
        ),
        (
            "规上工业增加值增长6%左右、达到1万亿元。",
            &["规上工业增加值 about 6%", "规上工业增加值 >= 1万亿元"],
        ),
        (
            "“十五五”期间新增国家级基地1个、省级2个、市级5个。",
            &["国家级基地 delta 1个 2030", "省级 delta 2个 2030", "市级 delta 5个 2030"],
        ),
        ("到第十五个五年规划期末，森林覆盖率≥45%。", &["森林覆盖率 >= 45% 2030"]),
        ("力争到2030年地区生产总值比2020年翻一番。", &["地区生产总值 ratio 2倍 2030"]),
        ("未来五年，数字经济核心产业增加值较2024年实现倍增。", &["数字经济核心产业增加值 ratio 2倍 2030"]),
        ("确保单位地区生产总值能耗下降13.5%。", &["单位地区生产总值能耗 rate 13.5%"]),
        ("PM2.5浓度控制在30微克/立方米以内。", &["PM2.5浓度 <= 30微克/立方米"]),
        ("集装箱吞吐量突破1,200万标箱。", &["集装箱吞吐量 > 1200万标箱"]),
        ("全员劳动生产率达到25万元/人。", &["全员劳动生产率 >= 25万元/人"]),
        ("服务企业不少于3万户次。", &["服务企业 >= 3万户次"]),
        ("非化石能源装机达到1.1亿千瓦。", &["非化石能源装机 >= 1.1亿千瓦"]),
        ("经济增速高于全省平均水平1个百分点以上。", &["经济增速 benchmark 1个百分点"]),
        ("居民收入增长与经济增长同步。", &["居民收入增长 benchmark "]),
        ("地区生产总值连跨三个千亿台阶。", &["地区生产总值 delta 3个千亿台阶"]),
        ("支持高新区进入全国前30位。", &["高新区 rank 30位"]),
        ("打造百亿级产业园区。", &["产业园区 magnitude 100亿级"]),
        ("实现行政村5G网络全覆盖。", &["行政村5G网络 coverage 100%"]),
        (
            "高技能人才占技能人才的比例达到1/3以上。",
            &["高技能人才占技能人才的比例 >= 0.3333333333333333333333333333"],
        ),
        ("到本世纪中叶，城乡居民收入比缩小至1.8∶1。", &["城乡居民收入比 <= 1.8∶1 2050"]),
        (
            "到2030年，培育营业收入超百亿元企业5家，经济总量进入全国前十。",
            &["营业收入超百亿元企业 = 5家 2030", "经济总量 rank 10 2030"],
        ),
        (
            "改造2.5万套（间）城市危旧房，打造40个带动面广的消费场景。",
            &["城市危旧房 = 2.5万套", "带动面广的消费场景 = 40个"],
        ),
        ("3年内建成高标准农田50万亩。", &["高标准农田 = 50万亩 2028"]),
        ("项目签约3500亿元，就近转移就业约5万人。", &["项目签约 = 3500亿元", "就业 about 5万人"]),
        (
            "绿色工厂、工业园区数量均居全国前列，成都达到全国平均水平。",
            &["绿色工厂、工业园区数量 rank ", "成都 benchmark "],
        ),
        (
            "到2027年，中欧班列开行超3万列、占全国25%以上。",
            &["中欧班列开行 > 3万列 2027", "中欧班列开行占全国 >= 25% 2027"],
        ),
    ] {
        assert_eq!(said(&in_2025(text)), wanted, "{text}");
    }
}

#[test]
fn what_is_done_or_named_is_no_target() {
    for text in [
        "去年完成固定资产投资500亿元，增长8%。",
        "党的二十大以来新增企业3000家，规上工业企业已达到1200户。",
        "地区生产总值增长了5%。",
        "落实“8844”“4+8+1”工作部署，建好5G基站，提升G5、S205沿线环境。",
        "用好12345热线，实施三年行动计划，办好第21届运动会。",
        "支持58所、500强企业发展，建设500千伏输变电工程。",
        "不得要求村庄规划编制全覆盖，禁止生产厚度低于0.01毫米的地膜。",
    ] {
        assert_eq!(said(&in_2025(text)), [""; 0], "{text}");
    }
}

#[test]
fn a_horizon_governs_what_stands_under_it() {
    let text = in_2025(
        "（一）2027年主要目标。城镇化率达到64%以上。\n  （二）未来五年的主要目标是：\n  ——地区生产总值突破7000亿元。\n  二、2026年重点工作\n  （一）做强工业。新增规上企业30家。到2030年，工业总产值突破1万亿元。研发投入强度达到3%。\n  （二）做优农业。粮食产量达到190万吨。\n  三、保障措施\n  选派干部100名。",
    );
    assert_eq!(
        said(&text),
        [
            "城镇化率 >= 64% 2027",
            "地区生产总值 > 7000亿元 2030",
            "规上企业 delta 30家 2026",
            "工业总产值 > 1万亿元 2030",
            "研发投入强度 >= 3% 2026",
            "粮食产量 >= 190万吨 2026",
            "干部 = 100名",
        ]
    );
}

fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "到2027年",
        "“十五五”期间",
        "未来五年",
        "力争",
        "地区生产总值",
        "突破",
        "增长",
        "5%",
        "节约3亿元，距附近300公里。",
        "5%—5.5%",
        "左右",
        "以上",
        "1.7万亿元",
        "、",
        "，",
        "。",
        "；",
        "：",
        "和",
        "分别",
        "均",
        "三个千亿台阶",
        "百亿级",
        "全覆盖",
        "翻一番",
        "较2022年实现倍增",
        "“",
        "”",
        "（",
        "）",
        "《",
        "新增",
        "3个",
        "个",
        "基地",
        "全国三十强",
        "进入",
        "高于全国平均水平",
        "1,200",
        "１２％",
        "2.1∶1",
        "1/3",
        "三分之一",
        "万",
        "亿",
        "千",
        "百",
        "第",
        "年",
        "已",
        "了",
        "去年",
        "𠮷",
        "\u{feff}",
        " ",
        "-",
        "—",
        "至",
        ".",
        "Ⅰ型",
        "同步",
    ]);
    prop::collection::vec(words, 0..30).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in prop_oneof![pieces(), "\\PC{0,80}"]) {
        let statements = target::read(&Paragraph::read(&text));
        let inside = |range: &Range<usize>| text.get(range.clone()).is_some();
        for statement in &statements.targets {
            let quantity = statement.quantity.as_ref();
            let phrases = [&statement.indicator, &statement.subject, &statement.verb, &statement.modifier, &statement.benchmark];
            prop_assert!(inside(&statement.range) && !statement.range.is_empty());
            prop_assert!(inside(&statement.clause));
            prop_assert!(statement.limits.iter().all(inside));
            prop_assert!(phrases.into_iter().flatten().all(|phrase| inside(&phrase.range)));
            prop_assert!(quantity.is_none_or(|quantity| inside(&quantity.range) && inside(&quantity.number.range)));
            let unit = quantity.and_then(|quantity| quantity.unit.as_ref());
            prop_assert!(unit.is_none_or(|unit| text[unit.range.clone()] == unit.text));
        }
        for horizon in &statements.horizons {
            prop_assert_eq!(text.get(horizon.range.clone()), Some(horizon.text.as_str()));
        }
        for milestone in &statements.milestones {
            prop_assert!(inside(&milestone.range) && inside(&milestone.object.range));
        }
    }
}
