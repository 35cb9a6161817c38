//! 根据国发〔2024〕1号《…》 → 根据《…》（国发〔2024〕1号）

use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// The title of a document comes before its number.
pub static RULE: Rule = Rule {
    id: "references/citation-order",
    severity: Severity::Info,
    summary: "引用公文先引标题，后引发文字号",
    why: "引用公文通常先写标题、后在括号里写发文字号：《关于……的意见》（国发〔2024〕1号）。\
          这是2000年办法的规定，现行条例没有再写，实务中仍然如此。",
    basis: Basis::Practice("先引标题，后引发文字号"),
    examples: &[
        Example {
            wrong: "根据[[国发〔2024〕1号]]《关于加强治理的意见》，结合实际制定本方案。",
            right: "根据《关于加强治理的意见》（国发〔2024〕1号），结合实际制定本方案。",
        },
        Example {
            wrong: "按照[[示委发〔2024〕3号]]文《中共示范市委关于印发〈工作规则〉的通知》要求，",
            right: "按照《中共示范市委关于印发〈工作规则〉的通知》（示委发〔2024〕3号）要求，",
        },
        Example {
            wrong: "根据《关于加强治理的意见》（国发〔2024〕1号）《办法》和国发〔2019〕3号文件。\n国发〔2019〕5号《关于促进就业的意见》\n1.国发〔2019〕5号　《关于促进就业的意见》",
            right: "根据《关于加强治理的意见》（国发〔2024〕1号）《办法》和国发〔2019〕3号文件。\n国发〔2019〕5号《关于促进就业的意见》\n1.国发〔2019〕5号　《关于促进就业的意见》",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, _: &Reference, findings: &mut Vec<Finding>) {
    let paragraph = &line.paragraph;
    let text = paragraph.text.as_str();
    for number in &paragraph.document_numbers {
        let after = &text[number.range.end..];
        let gap = ["文件《", "文《", "《"].iter().find(|gap| after.starts_with(**gap));
        // A list of documents, as an annex has it, may begin with the numbers.
        let cites = number.code.start > paragraph.heading.start;
        let Some(gap) = gap.filter(|_| cites) else { continue };
        let start = number.range.end + gap.len() - '《'.len_utf8();
        let Some(length) = title_length(&text[start..]) else { continue };
        let (whole, title) = (number.code.start..number.range.end, &text[start..start + length]);
        let right = format!("{title}（{}）", &text[whole.clone()]);
        let edit = Edit::new(Span::on_line(0, whole.start..start + length), right);
        let fix = Fix::offered("把标题移到发文字号之前", vec![edit]);
        let message = "引用公文通常先引标题，后在括号内引发文字号。";
        findings.push(Finding::new(Span::on_line(0, whole), message).with_fix(fix));
    }
}

/// Length in bytes of the 《…》 that `text` begins with.
fn title_length(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}
