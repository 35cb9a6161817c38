//! 城镇化率提高5% → 提高5个百分点.

use crate::document::{Figure, Script};
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

use super::{is_rate, quantities};

/// A share rises by percentage points.
pub static RULE: Rule = Rule {
    id: "targets/percentage-point",
    severity: Severity::Warning,
    summary: "比率的增减用“个百分点”",
    why: "城镇化率从60%“提高5%”是63%，“提高5个百分点”才是65%。凡本身以百分比表示的率、比重，增减写“个百分点”。\
          劳动生产率不是百分比，“年均增长6%”没有错；“提高到65%”说的是到达的数。",
    basis: Basis::Practice("统计用语：百分数的增减以百分点计"),
    examples: &[
        Example {
            wrong: "城镇化率提高[[5%]]，入学率年均提高[[1.5％]]左右，失业率下降[[1%]]。",
            right: "城镇化率提高5个百分点，入学率年均提高1.5个百分点左右，失业率下降1个百分点。",
        },
        Example {
            wrong: "民生支出占比较2022年提升了[[2%～3%]]；经济增速比上年加快[[1%]]。",
            right: "民生支出占比较2022年提升了2个～3个百分点；经济增速比上年加快1个百分点。",
        },
        Example {
            wrong: "全员劳动生产率年均增长6%，城镇化率提高到65%，失业率下降至5%，生产效率提高20%，覆盖率提高5个百分点。",
            right: "全员劳动生产率年均增长6%，城镇化率提高到65%，失业率下降至5%，生产效率提高20%，覆盖率提高5个百分点。",
        },
        Example {
            wrong: "事故死亡率下降10%，万人发案率下降5%，设备故障率降低20%，资源产出率提高15%，增长率超过8%，利用率达95%，汇率上涨3%，提高成功率，收入增长5%。",
            right: "事故死亡率下降10%，万人发案率下降5%，设备故障率降低20%，资源产出率提高15%，增长率超过8%，利用率达95%，汇率上涨3%，提高成功率，收入增长5%。",
        },
    ],
    check: Check::Line(check),
};

/// Verbs of a change by so much.
const CHANGES: [&str; 17] = [
    "提高", "提升", "上升", "增加", "增长", "下降", "降低", "减少", "回落", "加快", "回升", "上浮", "下调",
    "上调", "扩大", "缩小", "放缓",
];
/// What may stand between the verb and the number.
const LINKS: [&str; 8] = ["了", "约", "近", "超过", "超", "至少", "不低于", "不少于"];
/// What may stand between the rate and the verb.
const ADVERBS: [&str; 17] = [
    "年均",
    "每年",
    "累计",
    "平均",
    "再",
    "各",
    "均",
    "力争",
    "确保",
    "分别",
    "明显",
    "同比",
    "进一步",
    "将",
    "已",
    "逐年",
    "共",
];

/// Verbs of falling. How often something bad happens (死亡率, 故障率) falls by so many per cent of itself.
const FALLS: [&str; 7] = ["下降", "降低", "减少", "回落", "下调", "缩小", "放缓"];

/// True for a rate that falls in points.
fn is_share(head: &str) -> bool {
    const SHARES: [&str; 10] =
        ["占比", "比重", "失业率", "负债率", "不良率", "贷款率", "增速", "增幅", "覆盖率", "城镇化率"];
    SHARES.iter().any(|word| head.ends_with(word))
}

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    for (first, last) in quantities(line) {
        if is_percentage(text, last) && changes_a_share(first.before(text)) {
            report(text, first, last, findings);
        }
    }
}

fn is_percentage(text: &str, figure: &Figure) -> bool {
    figure.script == Script::Arabic && figure.after(text).starts_with(['%', '％'])
}

/// True for 城镇化率提高, 占比较2022年提升了: a share, perhaps a base, a verb of change.
fn changes_a_share(before: &str) -> bool {
    let strip =
        |head: &'_ str, words: &[&str]| words.iter().find_map(|word| Some(head.strip_suffix(word)?.len()));
    let linked = strip(before, &LINKS).map_or(before, |at| &before[..at]);
    let Some(verb) = strip(linked, &CHANGES) else { return false };
    let mut head = &linked[..verb];
    while let Some(at) = strip(head, &ADVERBS) {
        head = &head[..at];
    }
    let falls = FALLS.contains(&&linked[verb..]);
    let counts_in_points = |head: &str| if falls { is_share(head) } else { is_rate(head) };
    counts_in_points(head) || without_base(head).is_some_and(counts_in_points)
}

/// `head` without the base that it ends with: 较2022年, 比上年.
fn without_base(head: &str) -> Option<&str> {
    const ENDS: [&str; 6] = ["年", "年底", "年末", "同期", "上年", "去年"];
    ENDS.iter().find(|end| head.ends_with(**end))?;
    let at = head.rfind(['比', '较'])?;
    let base = &head[at + '比'.len_utf8()..];
    // A comma would begin another clause.
    let whole = base.chars().count() <= 10 && !base.contains(['，', ',', '。', '；', ';', '、']);
    whole.then(|| head[..at].trim_end_matches("相"))
}

fn report(text: &str, first: &Figure, last: &Figure, findings: &mut Vec<Finding>) {
    let sign =
        last.range.end..last.range.end + text[last.range.end..].chars().next().map_or(0, char::len_utf8);
    let range = first.range.start..sign.end;
    let mut edits = vec![Edit::new(Span::on_line(0, sign), "个百分点")];
    if first.range != last.range {
        let after = first.after(text);
        if let Some(sign) = after.chars().next().filter(|sign| matches!(sign, '%' | '％')) {
            let at = first.range.end..first.range.end + sign.len_utf8();
            edits.insert(0, Edit::new(Span::on_line(0, at), "个"));
        }
    }
    let message = format!("比率的增减用“个百分点”，请核对“{}”。", &text[range.clone()]);
    findings
        .push(Finding::new(Span::on_line(0, range), message).with_fix(Fix::offered("改为“个百分点”", edits)));
}
