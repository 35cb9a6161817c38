//! 城镇化率达到105%; 共10个，其中国家级8个、省级5个; 三次产业结构10:40:55.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use rust_decimal::Decimal;

use crate::document::{Figure, Script};
use crate::draft::Line;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, Words};

use super::{clause_before, unit_end, without_links};

/// Shares stay below 100 %, and parts add up to no more than their total.
pub static RULE: Rule = Rule {
    id: "targets/impossible-value",
    severity: Severity::Error,
    summary: "占比不超过100%，分项之和不超过总数",
    why: "城镇化率、占比这类数不可能超过100%；“共10个，其中国家级8个、省级5个”分项加起来比总数还多；\
          三次产业的比例合计应是100。多半是笔误或改了一处漏了一处。完成率、毛入学率、拨备覆盖率可以超过100%，不提示。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第二十条（审核数字是否准确）"),
    examples: &[
        Example {
            wrong: "城镇化率达到[[105%]]，服务业占比提高到[[１２０％]]。",
            right: "城镇化率达到105%，服务业占比提高到１２０％。",
        },
        Example {
            wrong: "新建园区10个，其中国家级[[8个、省级5个]]。引进企业20家,其中上市公司[[30家]]。",
            right: "新建园区10个，其中国家级8个、省级5个。引进企业20家,其中上市公司30家。",
        },
        Example {
            wrong: "三次产业结构调整为[[10:40:55]]。", right: "三次产业结构调整为10:40:55。"
        },
        Example {
            wrong: "毛入学率达到105%，任务完成率120%，拨备覆盖率达到180%，进出口增长120%，占比达到100%，城镇化率提高到65%。",
            right: "毛入学率达到105%，任务完成率120%，拨备覆盖率达到180%，进出口增长120%，占比达到100%，城镇化率提高到65%。",
        },
        Example {
            wrong: "新增学位1,000个，其中小学500个。公路总里程14 286公里，其中高速483公里。新建园区10个，其中国家级3个、省级5个。企业147万户，其中从业200万人、增长20%。三次产业结构为10.5:40.2:49.3。共建5个，其中2024年建成3个。企业10家，其中规上企业8家、高新技术企业6家。",
            right: "新增学位1,000个，其中小学500个。公路总里程14 286公里，其中高速483公里。新建园区10个，其中国家级3个、省级5个。企业147万户，其中从业200万人、增长20%。三次产业结构为10.5:40.2:49.3。共建5个，其中2024年建成3个。企业10家，其中规上企业8家、高新技术企业6家。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let (text, figures) = (line.paragraph.text.as_str(), &line.paragraph.figures);
    for figure in figures.iter().filter(|figure| figure.script == Script::Arabic) {
        check_share(text, figure, findings);
    }
    if !figures.is_empty() {
        static PARTS: LazyLock<Finder> = LazyLock::new(|| Finder::new("其中"));
        static STRUCTURE: LazyLock<Finder> = LazyLock::new(|| Finder::new("产业"));
        PARTS.find_iter(text.as_bytes()).for_each(|at| check_parts(text, figures, at, findings));
        STRUCTURE.find_iter(text.as_bytes()).for_each(|at| check_structure(text, figures, at, findings));
    }
}

/// A share of more than 100 % that is to be reached.
fn check_share(text: &str, figure: &Figure, findings: &mut Vec<Finding>) {
    let sign = figure.after(text).chars().next().filter(|sign| matches!(sign, '%' | '％'));
    let exceeds = || figure.value(text).is_some_and(|value| value > Decimal::ONE_HUNDRED);
    let Some(sign) = sign.filter(|_| exceeds()) else { return };
    let indicator = without_links(figure.before(text));
    if is_part_of_whole(indicator) {
        let range = figure.range.start..figure.range.end + sign.len_utf8();
        let message = format!("这一比率不会超过100%，请核对“{}”。", &text[range.clone()]);
        findings.push(Finding::new(Span::on_line(0, range), message));
    }
}

/// True for an indicator that says how much of a whole has some quality.
fn is_part_of_whole(indicator: &str) -> bool {
    static WHOLES: Words = Words::new(&[
        "城镇化率",
        "覆盖率",
        "绿化率",
        "绿地率",
        "优良率",
        "合格率",
        "达标率",
        "治理率",
        "失业率",
        "就业率",
        "占比",
        "比重",
        "巩固率",
        "入园率",
        "收集率",
        "回收率",
        "机械化率",
        "满意率",
        "知晓率",
        "天数比率",
        "处理率",
        "利用率",
        "配套率",
        "中转率",
        "建成率",
        "落实率",
        "归集率",
        "集中率",
        "办结率",
        "成活率",
        "保护率",
        "修复率",
        "整改率",
        "合格比例",
        "好评率",
        "天数率",
        "中等路比率",
        "岸线率",
        "还田率",
        "净化率",
        "收储率",
        "普惠率",
        "通达率",
        "通畅率",
    ]);
    static OTHERS: Words = Words::new(&[
        "拨备覆盖率",
        "流动性覆盖率",
        "产能利用率",
        "利息覆盖率",
        "开发利用率",
        "毛入园率",
        "热利用率",
    ]);
    WHOLES.ending(indicator).is_some() && OTHERS.ending(indicator).is_none()
}

/// A number with what it counts.
struct Part<'a> {
    figure: &'a Figure,
    value: Decimal,
    unit: &'a str,
}

impl<'a> Part<'a> {
    fn read(text: &'a str, figure: &'a Figure) -> Option<Self> {
        let unit = &text[figure.range.end..unit_end(text, figure.range.end)];
        Some(Self { figure, value: figure.value(text)?, unit })
    }

    fn end(&self) -> usize {
        self.figure.range.end + self.unit.len()
    }
}

/// Parts after the 其中 at `at` that are larger than the whole before it.
fn check_parts(text: &str, figures: &[Figure], at: usize, findings: &mut Vec<Finding>) {
    let stops = ['。', '；', ';', '（', '(', '！'];
    let end = text[at..].find(stops).map_or(text.len(), |length| at + length);
    let Some(whole) = figures.iter().rev().find(|figure| figure.range.end <= at) else { return };
    let Some(whole) = Part::read(text, whole) else { return };
    let between = &text[whole.end()..at];
    // A year, a share or a number further off is no total.
    let counts = !whole.unit.is_empty() && !whole.unit.contains(['%', '％', '年', '月']);
    if !counts || between.contains(stops) || between.chars().count() > 12 {
        return;
    }
    let parts: Vec<Part> = figures
        .iter()
        .filter(|figure| (at..end).contains(&figure.range.start))
        .filter_map(|figure| Part::read(text, figure))
        .filter(|part| part.unit == whole.unit)
        .collect();
    let graded = |part: &Part| text[..part.figure.range.start].ends_with('级');
    let sum: Decimal = parts.iter().map(|part| part.value).sum();
    // Kinds may overlap (规上企业, 高新技术企业); levels do not.
    let too_many = parts.iter().all(graded) && sum > whole.value;
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let shown = match parts.iter().find(|part| part.value > whole.value) {
        Some(part) if !too_many => part.figure.range.start..part.end(),
        _ if too_many => first.figure.range.start..last.end(),
        _ => return,
    };
    let total = &text[whole.figure.range.start..whole.end()];
    let message = format!("分项“{}”多于总数“{total}”，请核对。", &text[shown.clone()]);
    let place = Span::on_line(0, whole.figure.range.start..whole.end());
    findings.push(Finding::new(Span::on_line(0, shown), message).with_related(place, "总数"));
}

/// 三次产业结构 a:b:c that does not add up to 100, give or take what rounding may leave.
fn check_structure(text: &str, figures: &[Figure], at: usize, findings: &mut Vec<Finding>) {
    let head = &text[..at];
    if !head.ends_with("三次") && !head.ends_with("三") {
        return;
    }
    let Some(from) = figures.iter().position(|figure| figure.range.start > at) else { return };
    let [a, b, c, ..] = &figures[from..] else { return };
    let is_ratio = |a: &Figure, b: &Figure| matches!(&text[a.range.end..b.range.start], ":" | "：" | "∶");
    let named = clause_before(text, a.range.start).len() >= a.range.start - at;
    if !named || !is_ratio(a, b) || !is_ratio(b, c) {
        return;
    }
    let Some(sum) = [a, b, c].iter().map(|figure| figure.value(text)).sum::<Option<Decimal>>() else {
        return;
    };
    if (sum - Decimal::ONE_HUNDRED).abs() > Decimal::new(2, 1) {
        let range = a.range.start..c.range.end;
        let message = format!("三次产业比例合计为{sum}，应为100，请核对。");
        findings.push(Finding::new(Span::on_line(0, range), message));
    }
}
