//! 待补内容: ××, ____, （待定）, 【】.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Paragraph;
use crate::finding::{Finding, Severity};
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_hanzi};

/// Nothing waits to be filled in.
pub static RULE: Rule = Rule {
    id: "structure/placeholder",
    severity: Severity::Warning,
    summary: "没有留待填写的内容",
    why: "“××”“____”“（待定）”“【】”是起草时留的空，定稿前应当填上。模板里的“凡××”也是待填内容；\
          “2×3”这样的算式不是。",
    basis: Basis::Regulation("党政机关公文处理工作条例（2012）第二十条（审核要求内容完整、准确）"),
    examples: &[
        Example { wrong: "由[[××]]局牵头负责。", right: "由××局牵头负责。" },
        Example {
            wrong: "由[[XX]]局牵头，[[XXX]]同志负责。", right: "由XX局牵头，XXX同志负责。"
        },
        Example {
            wrong: "投资[[____]]亿元，于[[××]]年建成。", right: "投资____亿元，于××年建成。"
        },
        Example { wrong: "责任单位[[（待定）]]。", right: "责任单位（待定）。" },
        Example {
            wrong: "建设[[【】]]个园区，[[TODO]]核对。", right: "建设【】个园区，TODO核对。"
        },
        Example { wrong: "[[凡××]]的，予以奖励。", right: "凡××的，予以奖励。" },
        Example {
            wrong: "场地为2×3米，尺寸20×30厘米，XXL号，【关闭】。",
            right: "场地为2×3米，尺寸20×30厘米，XXL号，【关闭】。",
        },
    ],
    check: Check::Paragraph(check),
};

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"凡?(?:[×✕╳]{2,}|[XxＸ]{2,})|_{2,}|＿{2,}",
        r"|[（(](?:待定|待补充?|待核(?:实|对)?|待确认|待填写?|略去?待补|此处填写[^）)]*)[）)]",
        r"|【\s*】|〔\s*〕|(?-u:\b(?:TODO|TBD|FIXME)\b)|[×✕]年[×✕]月|待补充[。；]",
    ))
    .expect("the pattern of placeholders compiles")
});

fn check(paragraph: &Paragraph, findings: &mut Vec<Finding>) {
    let text = &paragraph.text;
    for found in PLACEHOLDER.find_iter(text) {
        let before = text[..found.start()].chars().next_back();
        let after = text[found.end()..].chars().next();
        // Letters and digits around make it part of a size, a formula or a model number.
        let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_hanzi(c));
        let letters = found.as_str().contains(['X', 'x', 'Ｘ', '×', '✕', '╳']);
        if letters && (glued(before) || glued(after)) {
            continue;
        }
        let span = Span::on_line(0, found.range());
        findings.push(Finding::new(span, format!("“{}”是待填内容，定稿前应当补上。", found.as_str())));
    }
}
