//! 序号字形: ㈠ ⑴ （—）, and half-width brackets among full-width ones.

use crate::document::{Fault, Level, Slip};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

use crate::text::is_blank;

use super::{marker_span, written_anew};

/// Markers of one level are made of the same characters.
pub static RULE: Rule = Rule {
    id: "numbering/marker-form",
    severity: Severity::Warning,
    summary: "同级序号字形一致，不用“㈠”“⑴”“（—）”",
    why: "“㈠”“⑴”“⒈”是单个字符，换一种字体或者系统就可能变样；“（—）”里是破折号，不是“一”。\
          全文统一用半角括号的不逐条提示。",
    basis: Basis::Recommendation("GB/T 9704—2012 7.3.3 所列序数字形"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）甲。\n[[㈡]]乙。\n（三）丙。",
            right: "一、总则\n（一）甲。\n（二）乙。\n（三）丙。",
        },
        Example {
            wrong: "一、总则\n[[（—）]]甲。\n（二）乙。", right: "一、总则\n（一）甲。\n（二）乙。"
        },
        Example {
            wrong: "一、总则\n（一）甲。\n[[(二)]]乙。\n（三）丙。",
            right: "一、总则\n（一）甲。\n（二）乙。\n（三）丙。",
        },
        Example {
            wrong: "（一）总则\n1.甲。\n[[⒉]]乙。", right: "（一）总则\n1.甲。\n2.乙。"
        },
        Example {
            wrong: "一、总则\n(一)甲。\n(二)乙。\n(三)丙。",
            right: "一、总则\n(一)甲。\n(二)乙。\n(三)丙。",
        },
        Example {
            wrong: "一、总则\n(一)甲。\n[[（二）]]乙。\n(三)丙。\n(四)丁。",
            right: "一、总则\n(一)甲。\n(二)乙。\n(三)丙。\n(四)丁。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let halfwidth_document = document.halfwidth_markers;
    for item in document.reading.placed.iter().filter(|item| item.slip != Some(Slip::Level)) {
        let Some(marker) = &document.lines[item.token.paragraph].marker else { continue };
        let bracketed = matches!(marker.level, Level::ParenHan | Level::ParenArabic);
        let odd_width = bracketed && marker.halfwidth != halfwidth_document;
        if marker.fault != Some(Fault::Form) && !(odd_width && marker.fault.is_none()) {
            continue;
        }
        let span = marker_span(document, item);
        let current = &document.lines[item.token.paragraph].text[marker.range.clone()];
        let right = written_anew(document, item);
        let message = if marker.fault.is_some() {
            format!("序号“{current}”一般写作“{right}”。")
        } else {
            let usual = if halfwidth_document { "半角" } else { "全角" };
            format!("其他序号用{usual}括号，“{current}”应写作“{right}”。")
        };
        // Blanks inside come from typesetting as often as from the drafter.
        let blanks = marker.fault.is_some() && current.contains(is_blank);
        findings.push(
            Finding::new(span, message)
                .at_most(if blanks { Severity::Info } else { Severity::Warning })
                .with_fix(Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)])),
        );
    }
}
