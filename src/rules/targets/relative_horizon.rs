//! 力争5年建成: five years from when?

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::target::Period;
use crate::text::Span;

/// A horizon names its year.
pub static RULE: Rule = Rule {
    id: "targets/relative-horizon",
    severity: Severity::Info,
    summary: "期限写明到哪一年",
    why: "“力争5年建成”从哪一年算起，执行和考核时各有各的算法，通常写明“到2027年”。“未来五年”以通过的年份起算，\
          “三年行动计划”是名称，都不提示。",
    basis: Basis::Practice("语料中的期限多写明年份"),
    examples: &[
        Example {
            wrong: "一、目标\n力争[[5年]]新增3个天府旅游名县。",
            right: "一、目标\n力争5年新增3个天府旅游名县。",
        },
        Example {
            wrong: "一、目标\n实施三年行动计划，未来五年新增企业30家，到2027年新增园区5个。",
            right: "一、目标\n实施三年行动计划，未来五年新增企业30家，到2027年新增园区5个。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let adopted = draft.promises.year;
    for (number, _) in draft.document.body() {
        for horizon in &draft.lines[number].statements.horizons {
            let Period::Bare(_) = horizon.period else { continue };
            let counted = horizon.years(adopted).to;
            let counted = counted.map_or_else(String::new, |year| format!("（自通过之年起算为{year}年）"));
            let message = format!("“{}”没有写明起点，通常写明到哪一年{counted}。", horizon.text);
            findings.push(Finding::new(Span::on_line(number, horizon.range.clone()), message));
        }
    }
}
