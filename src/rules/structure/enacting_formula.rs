//! 决定导语的固定句: 作出如下决定.

use std::sync::LazyLock;

use regex::Regex;

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, pattern};

use super::preamble;

/// The preamble of a decision ends in the formula.
pub static RULE: Rule = Rule {
    id: "structure/enacting-formula",
    severity: Severity::Info,
    summary: "决定的导语以“作出如下决定”收束",
    why: "决定的导语说明缘由之后，通常以“……进行了研究，作出如下决定。”引出正文。只对有题注、有章节的决定提示。",
    basis: Basis::Corpus("四篇决定的导语全部以“作出如下决定”收束"),
    examples: &[
        Example {
            wrong: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n[[为加强治理，全会进行了认真研究。]]\n一、总则\n二、任务",
            right: "中共示范市委关于加强治理的决定\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n为加强治理，全会进行了认真研究。\n一、总则\n二、任务",
        },
        Example {
            wrong: "示范市人大常委会关于加强治理的决定\n（2022年2月8日示范市第八届人民代表大会常务委员会第五次会议通过）\n为加强治理，特作如下决定：\n一、总则\n二、任务",
            right: "示范市人大常委会关于加强治理的决定\n（2022年2月8日示范市第八届人民代表大会常务委员会第五次会议通过）\n为加强治理，特作如下决定：\n一、总则\n二、任务",
        },
        Example {
            wrong: "中共示范市委关于历史经验的决议\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n回顾历史，成就辉煌，经验宝贵，意义重大，影响深远。\n一、总则\n二、任务",
            right: "中共示范市委关于历史经验的决议\n（2022年2月8日中国共产党示范市第八届委员会第五次全体会议通过）\n回顾历史，成就辉煌，经验宝贵，意义重大，影响深远。\n一、总则\n二、任务",
        },
        Example {
            wrong: "示范市人大常委会关于加强治理的决定\n（2022年2月8日示范市第八届人民代表大会常务委员会第五次会议通过）\n为加强治理，根据有关法律规定，会议决定：\n一、总则\n二、任务",
            right: "示范市人大常委会关于加强治理的决定\n（2022年2月8日示范市第八届人民代表大会常务委员会第五次会议通过）\n为加强治理，根据有关法律规定，会议决定：\n一、总则\n二、任务",
        },
        Example {
            wrong: "示范市人大常委会关于修改《示范市治理条例》的决定\n（2022年2月8日示范市第八届人民代表大会常务委员会第五次会议通过）\n示范市第八届人大常委会第五次会议决定对《示范市治理条例》作如下修改：\n一、第二条修改为：“总则。”\n二、删去第三条。",
            right: "示范市人大常委会关于修改《示范市治理条例》的决定\n（2022年2月8日示范市第八届人民代表大会常务委员会第五次会议通过）\n示范市第八届人大常委会第五次会议决定对《示范市治理条例》作如下修改：\n一、第二条修改为：“总则。”\n二、删去第三条。",
        },
    ],
    check: Check::Document(check),
};

static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    pattern("作出?了?(?:如下|以下|本)(?:决[定议]|修改)|决[定议](?:如下|[：:])|通过(?:如下|本)决[定议]")
});

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let decision = document.title().ends_with("决定") && document.front.adoption.is_some();
    let preamble: Vec<_> = preamble(document).collect();
    let Some(&(line, last)) = preamble.last().filter(|_| decision && document.reading.placed.len() >= 2)
    else {
        return;
    };
    if !preamble.iter().any(|(_, paragraph)| FORMULA.is_match(&paragraph.text)) {
        let span = Span::on_line(line, last.body.clone());
        findings.push(Finding::new(span, "决定的导语通常以“作出如下决定。”收束，此处没有。"));
    }
}
