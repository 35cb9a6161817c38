//! 序号后的标点: 一． 1、 （一）、

use crate::document::{Document, Fault, Level, Placed, Slip};
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};

use super::{marker_span, written_anew};

/// The right mark after the number.
pub static RULE: Rule = Rule {
    id: "numbering/marker-punctuation",
    severity: Severity::Error,
    summary: "“一”后用顿号，“1”后用下脚点，加括号的序号后不用点号",
    why: "不带括号的汉字数字后用顿号，不带括号的阿拉伯数字后用下脚点，加了括号的序号后不再用任何点号。\
          全文一贯写成“1、”的，只提示一次，可以一并改正。",
    basis: Basis::Standard("GB/T 15834—2011 附录B.3.2、B.3.3、B.3.4"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）甲。\n[[（二）、]]乙。",
            right: "一、总则\n（一）甲。\n（二）乙。",
        },
        Example {
            wrong: "一、总则\n[[二．]]任务\n三、保障", right: "一、总则\n二、任务\n三、保障"
        },
        Example {
            wrong: "一、总则\n[[二，]]任务\n三、保障", right: "一、总则\n二、任务\n三、保障"
        },
        Example {
            wrong: "（一）总则\n1.甲。\n[[2、]]乙。\n3.丙。",
            right: "（一）总则\n1.甲。\n2.乙。\n3.丙。",
        },
        Example {
            wrong: "（一）总则\n[[1、]]甲。\n2、乙。\n3、丙。",
            right: "（一）总则\n1.甲。\n2.乙。\n3.丙。",
        },
        Example {
            wrong: "一、总则\n1、2和3号楼先行改造。", right: "一、总则\n1、2和3号楼先行改造。"
        },
        Example {
            wrong: "一、总则\n坚持质量第一、效益优先。", right: "一、总则\n坚持质量第一、效益优先。"
        },
        Example {
            wrong: "一、总则\n(一)甲。\n(二)乙。", right: "一、总则\n(一)甲。\n(二)乙。"
        },
    ],
    check: Check::Document(check),
};

/// From this many on, a form that most markers of a level share is one habit and one finding.
const HABIT: usize = 3;

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    let faulty = |item: &Placed| {
        let marker = document.lines[item.token.paragraph].marker.as_ref();
        item.slip != Some(Slip::Level) && marker.is_some_and(|m| m.fault == Some(Fault::Punctuation))
    };
    let placed = &document.reading.placed;
    for level in [Level::Han, Level::ParenHan, Level::Arabic, Level::ParenArabic, Level::Circled] {
        let all: Vec<usize> = (0..placed.len()).filter(|&i| placed[i].level == level).collect();
        let wrong: Vec<usize> = all.iter().copied().filter(|&i| faulty(&placed[i])).collect();
        if wrong.len() >= HABIT && wrong.len() * 2 > all.len() {
            findings.push(one_habit(document, &wrong));
        } else {
            findings.extend(wrong.iter().map(|&index| single(document, &placed[index])));
        }
    }
}

fn single(document: &Document, item: &Placed) -> Finding {
    let span = marker_span(document, item);
    let current = &document.lines[item.token.paragraph].text[span.start.byte..span.end.byte];
    let right = written_anew(document, item);
    let rule = match item.level {
        Level::Han => "汉字序号后用顿号",
        Level::Arabic => "阿拉伯数字序号后用下脚点",
        Level::ParenArabic if !current.starts_with(['（', '(']) => "带括号的序号两边都用括号",
        _ => "加括号的序号后不用点号",
    };
    let milder = matches!(item.level, Level::Arabic | Level::ParenArabic | Level::Circled);
    Finding::new(span, format!("“{current}”应为“{right}”：{rule}。"))
        .at_most(if milder { Severity::Warning } else { Severity::Error })
        .with_fix(Fix::safe(format!("改为“{right}”"), vec![Edit::new(span, right)]))
}

fn one_habit(document: &Document, wrong: &[usize]) -> Finding {
    let items = wrong.iter().map(|&index| &document.reading.placed[index]);
    let edits =
        items.map(|item| Edit::new(marker_span(document, item), written_anew(document, item))).collect();
    let mut finding = single(document, &document.reading.placed[wrong[0]]);
    finding.message = format!("{}全文同样的写法共{}处。", finding.message, wrong.len());
    finding.fixes = vec![Fix::safe(format!("全文{}处一并改正", wrong.len()), edits)];
    finding
}
