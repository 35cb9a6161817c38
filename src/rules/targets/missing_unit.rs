//! 产值超500亿的 → 500亿元的; 投资率降到1以下.

use crate::document::{Figure, Script};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::{clause_before, is_rate, quantities, unit_end, without_links};

/// Amounts of money name the 元, rates the %.
pub static RULE: Rule = Rule {
    id: "targets/missing-unit",
    severity: Severity::Warning,
    summary: "数值带单位：金额写“元”，比率写“%”",
    why: "“产值超500亿”口头可懂，写进文件要写“500亿元”；“投资率降到1以下”是1%还是1倍，读者无从判断。\
          “1000亿级园区”“千亿俱乐部”说的是量级，不必加“元”。",
    basis: Basis::Practice("公文数值通常写明计量单位"),
    examples: &[
        Example {
            wrong: "打造产值超[[500亿]]食品饮料产业集群，产值超[[500亿]]的企业，总投资[[120万]]。",
            right: "打造产值超500亿元食品饮料产业集群，产值超500亿元的企业，总投资120万元。",
        },
        Example {
            wrong: "营收突破[[1.7万亿]],利润达到[[３０亿]]以上;税收[[5～6亿]]。",
            right: "营收突破1.7万亿元,利润达到３０亿元以上;税收5～6亿元。",
        },
        Example {
            wrong: "全员劳动生产率增长6%，投资率降到[[1]]以下，城镇化率达到[[64]]以上。",
            right: "全员劳动生产率增长6%，投资率降到1%以下，城镇化率达到64%以上。",
        },
        Example {
            wrong: "存贷款规模突破1.7万亿元，培育2个产值1500亿级的集群，建成1000亿级园区，向旅游收入1000亿俱乐部进军，“4+8+1”产业，AA+。",
            right: "存贷款规模突破1.7万亿元，培育2个产值1500亿级的集群，建成1000亿级园区，向旅游收入1000亿俱乐部进军，“4+8+1”产业，AA+。",
        },
        Example {
            wrong: "产业工人超1000万，游客突破1亿人次，投资建设2万公里管网，新一轮“3个100万”，出口1亿美元，收入稳定的35万农民工，投资率达到95、90和85%，容积率降到2以下，收入差距比降至2:1。",
            right: "产业工人超1000万，游客突破1亿人次，投资建设2万公里管网，新一轮“3个100万”，出口1亿美元，收入稳定的35万农民工，投资率达到95、90和85%，容积率降到2以下，收入差距比降至2:1。",
        },
    ],
    check: Check::Line(check),
};

/// Indicators in money, or how they end.
const MONEY: &[&str] = &[
    "产值",
    "营收",
    "收入",
    "投资",
    "总值",
    "GDP",
    "经济总量",
    "增加值",
    "额",
    "税收",
    "资金",
    "贷款",
    "存款",
    "利润",
    "支出",
    "融资",
    "资产",
    "市值",
    "补助",
    "补贴",
    "奖励",
    "经费",
    "进出口",
    "收益",
    "债务",
    "预算",
    "净值",
    "费用",
    "工资",
    "债券",
    "消费券",
    "综合消费",
    "签约",
    "基金",
    "保费",
    "养老金",
    "罚款",
    "贴息",
    "税费",
    "工程款",
];

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    for (first, last) in quantities(line) {
        if last.script == Script::Arabic && first.script == Script::Arabic {
            check_money(text, first, last, findings);
            check_rate(text, first, last, findings);
        }
    }
}

/// What follows an order of magnitude, which stands without 元.
const MAGNITUDES: [&str; 9] = ["级", "能", "大关", "台阶", "关口", "俱乐部", "量级", "规模", "方阵"];
/// Money that may not be in 元 of the country.
const FOREIGN: [&str; 5] = ["外资", "进出口", "出口", "外商", "外汇"];

/// An amount of money without 元.
fn check_money(text: &str, first: &Figure, last: &Figure, findings: &mut Vec<Finding>) {
    let after = last.after(text);
    let Some(multiple) = ["万亿", "亿", "万"].into_iter().find(|word| after.starts_with(word)) else {
        return;
    };
    let end = last.range.end + multiple.len();
    let rest = &text[end..];
    let has_unit = unit_end(text, last.range.end) > end || rest.starts_with(['余', '多', '几']);
    if has_unit || MAGNITUDES.iter().any(|word| rest.starts_with(word)) {
        return;
    }
    if !is_money(text, first, multiple, rest) || shares_unit(rest) {
        return;
    }
    let written = &text[first.range.start..end];
    let clause = clause_before(text, first.range.start);
    let is_foreign = FOREIGN.iter().any(|word| clause.contains(word));
    let edits = vec![Edit::new(Span::on_line(0, end..end), "元")];
    let title = format!("改为“{written}元”");
    let fix = if is_foreign { Fix::offered(title, edits) } else { Fix::safe(title, edits) };
    let message = format!("金额“{written}”缺少单位，通常写作“{written}元”。");
    findings.push(Finding::new(Span::on_line(0, first.range.start..end), message).with_fix(fix));
}

/// True when what stands before the number says that it is an amount of money.
fn is_money(text: &str, first: &Figure, multiple: &str, rest: &str) -> bool {
    let head = first.before(text);
    let indicator = without_links(head);
    let counted = [
        "人口规模",
        "用户规模",
        "名额",
        "份额",
        "定额",
        "量",
        "数",
        "人",
        "者",
        "户",
        "民",
        "客流",
        "人口",
        "用户",
        "群众",
        "观众",
        "粉丝",
    ];
    if counted.iter().any(|word| indicator.ends_with(word)) {
        return indicator.ends_with("经济总量");
    }
    // 从2.9万亿元增至3.8万亿; 突破2万亿元、达到2.4万亿; 2400亿元、450亿.
    let before = indicator.trim_end_matches(['、', '，', ',']);
    if before.ends_with('元') && before != head || MONEY.iter().any(|word| indicator.ends_with(word)) {
        return true;
    }
    // Few things but money are counted in 亿.
    let closes = rest.is_empty()
        || rest.starts_with(['，', ',', '。', '；', ';', '、', '的'])
        || rest.starts_with("以上");
    let clause = clause_before(text, first.range.start);
    multiple.ends_with('亿')
        && (indicator.ends_with("规模") || closes && MONEY.iter().any(|word| clause.contains(word)))
}

/// True when the unit follows with the next number: 2400亿、450亿元.
fn shares_unit(rest: &str) -> bool {
    let next = rest.strip_prefix(['、', '和']).unwrap_or_default();
    next.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').starts_with("亿元")
        && !next.starts_with('亿')
}

/// A rate without %.
fn check_rate(text: &str, first: &Figure, last: &Figure, findings: &mut Vec<Finding>) {
    const CLOSES: [&str; 10] = ["以上", "以下", "以内", "左右", "，", ",", "。", "；", ";", "的水平"];
    let after = last.after(text);
    let closes = after.is_empty() || CLOSES.iter().any(|word| after.starts_with(word));
    if !closes || !is_rate(without_links(first.before(text))) {
        return;
    }
    let range = first.range.start..last.range.end;
    let written = &text[range.clone()];
    let edits = vec![Edit::new(Span::on_line(0, range.end..range.end), "%")];
    let message = format!("比率“{written}”没有单位，请写明“%”或其他单位。");
    findings.push(
        Finding::new(Span::on_line(0, range), message)
            .with_fix(Fix::offered(format!("改为“{written}%”"), edits)),
    );
}
