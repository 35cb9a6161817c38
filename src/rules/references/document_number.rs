//! 国发[2024]第08号 → 国发〔2024〕8号

use crate::document::DocumentNumber;
use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;
use crate::text::fold::fold;

/// The year stands in 〔〕, the serial number without 第 and without zeros before it.
pub static RULE: Rule = Rule {
    id: "references/document-number",
    severity: Severity::Error,
    summary: "发文字号年份用六角括号，序号不加“第”、不编虚位",
    why: "发文字号写作“×发〔2024〕8号”：年份标全称，用六角括号“〔〕”括入，序号不加“第”，1不编为01。\
          令、公告的编号按各自格式可以写“第×号”，不在此列。",
    basis: Basis::Standard("GB/T 9704—2012 7.2.5"),
    examples: &[
        Example {
            wrong: "根据《关于加强治理的意见》（国发[[[2024]12号]]）精神，",
            right: "根据《关于加强治理的意见》（国发〔2024〕12号）精神，",
        },
        Example {
            wrong: "示委发[[（2024）12号]]文件明确，", right: "示委发〔2024〕12号文件明确，"
        },
        Example { wrong: "(示政办发[[【2024】第 08 号]])", right: "(示政办发〔2024〕8号)" },
        Example { wrong: "示政发[[〔2024〕第08号]]。", right: "示政发〔2024〕8号。" },
        Example {
            wrong: "国发〔2024〕12号，中国人民银行公告〔2021〕第3号，国用(2004)第012号，（2023）川01民终12号，浏览次数:[]12号，[2024]12号。",
            right: "国发〔2024〕12号，中国人民银行公告〔2021〕第3号，国用(2004)第012号，（2023）川01民终12号，浏览次数:[]12号，[2024]12号。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let text = line.paragraph.text.as_str();
    for number in &line.paragraph.document_numbers {
        let written = &text[number.range.clone()];
        let brackets = !written.starts_with('〔') || !written.contains('〕');
        let serial = fold(&text[number.serial.clone()]);
        let ordinal = number.ordinal && !has_ordinals(text, number);
        let padded = serial.len() > 1 && serial.starts_with('0') && serial.contains(|c| c != '0');
        let faults =
            [(brackets, "年份用六角括号“〔〕”括入"), (ordinal, "序号不加“第”"), (padded, "序号不编虚位")];
        let faults: Vec<&str> =
            faults.into_iter().filter(|(wrong, _)| *wrong).map(|(_, what)| what).collect();
        if faults.is_empty() {
            continue;
        }
        let (year, serial) = (fold(&text[number.year.clone()]), serial.trim_start_matches('0'));
        let kept = if number.ordinal && !ordinal { "第" } else { "" };
        let right = format!("〔{year}〕{kept}{serial}号");
        let span = Span::on_line(0, number.range.clone());
        let message = format!("发文字号应为“{}{right}”：{}。", &text[number.code.clone()], faults.join("，"));
        let severity = if brackets { Severity::Error } else { Severity::Warning };
        let fix = Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)]);
        findings.push(Finding::new(span, message).at_most(severity).with_fix(fix));
    }
}

/// Orders and announcements count with 第 (中国人民银行令〔2022〕第1号).
fn has_ordinals(text: &str, number: &DocumentNumber) -> bool {
    text[number.code.clone()].ends_with(['令', '告', '字'])
}
