//! 一路一带 → 一带一路, 乡村震兴 → 乡村振兴

use std::collections::HashMap;

use crate::draft::{Draft, Line};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::ForbiddenKind;
use crate::terms::near::{Known, NearMiss, Slip};
use crate::text::Span;

use super::report;

/// Set phrases have all their characters.
pub static RULE: Rule = Rule {
    id: "terms/misspelled",
    severity: Severity::Error,
    summary: "固定提法不能错字、漏字",
    why: "重要提法是固定的，错一个字、漏一个字，意思就变了。术语库逐条记下了常见的错法；与术语或语料里反复出现的词句只差一个字的地方，\
          按读音、字形、上下文和语料中的次数衡量，越像笔误，级别越高。",
    basis: Basis::Corpus("术语库所列提法与已发布文件的写法"),
    examples: &[
        Example {
            wrong: "深入学习贯彻[[习近平新时代特色社会主义]]思想。",
            right: "深入学习贯彻习近平新时代中国特色社会主义思想。",
        },
        Example { wrong: "共建“[[一路一带]]”。", right: "共建“一带一路”。" },
        Example {
            wrong: "开展资源环境承载能力和[[国土空间开发适应性评价]]。",
            right: "开展资源环境承载能力和国土空间开发适宜性评价。",
        },
        Example { wrong: "全面推进乡村[[震兴]]。", right: "全面推进乡村振兴。" },
        Example {
            wrong: "推动成渝地区[[双成]]经济圈建设。", right: "推动成渝地区双城经济圈建设。"
        },
        Example {
            wrong: "[[质量]]发展是全面建设社会主义现代化国家的首要任务。",
            right: "高质量发展是全面建设社会主义现代化国家的首要任务。",
        },
        Example { wrong: "全面推进乡村[[振振]]兴。", right: "全面推进乡村振兴。" },
        Example {
            wrong: "做实习近平总书记交办的工作，发展新质生产关系，学习《一路一带》。",
            right: "做实习近平总书记交办的工作，发展新质生产关系，学习《一路一带》。",
        },
        Example {
            wrong: "落实习近平总书记重要指示，提交大会报告，推进正规化建设，目的的确明确，打造高端五轴机床。",
            right: "落实习近平总书记重要指示，提交大会报告，推进正规化建设，目的的确明确，打造高端五轴机床。",
        },
        Example {
            wrong: "深入学习习近平新时代中国特色社会主义思想，深化集体林权制度改革。",
            right: "深入学习习近平新时代中国特色社会主义思想，深化集体林权制度改革。",
        },
    ],
    check: Check::Document(check),
};

/// Score of a near miss of a reviewed term from which it is an error, in nats. With it and the next two
/// published documents give the alarms that `benches/near.rs` prints.
const SURE: f32 = 7.0;

/// Score from which it is a warning.
const LIKELY: f32 = 5.0;

/// Score from which it is worth a look; below it is a hint.
const POSSIBLE: f32 = 1.0;

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let lines = || draft.lines.iter().zip(&draft.document.front.roles).enumerate();
    let proofread = || lines().filter(|(_, (_, role))| role.is_proofread());
    for (at, (line, _)) in proofread() {
        let from = findings.len();
        report(line, reference, ForbiddenKind::Misspelled, findings);
        findings[from..].iter_mut().for_each(|finding| *finding = finding.clone().shifted(at));
    }
    let all =
        || proofread().flat_map(|(at, (line, _))| line.near.iter().map(move |miss| (at, &**line, miss)));
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (_, line, miss) in all() {
        *times.entry(written(line, miss)).or_default() += 1;
    }
    // What a draft writes twice it means.
    let once = all().filter(|(_, line, miss)| times[written(line, miss)] == 1);
    findings.extend(once.map(|(at, line, miss)| near_miss(line, miss, reference).shifted(at)));
}

fn written<'a>(line: &'a Line, miss: &NearMiss) -> &'a str {
    &line.paragraph.text[miss.range.clone()]
}

fn near_miss(line: &Line, miss: &NearMiss, reference: &Reference) -> Finding {
    let known = reference.near.known(miss.known);
    let text = &line.paragraph.text;
    let (word, right) = (&text[miss.word.clone()], &known.text);
    let slip = match miss.slip {
        Slip::Wrong => format!("“{word}”疑有错字"),
        Slip::Dropped => format!("“{word}”疑漏“{}”字", miss.replacement),
        Slip::Doubled => format!("“{word}”疑多一字"),
        Slip::Swapped => format!("“{word}”疑有颠倒"),
    };
    let message = format!("{slip}，应为“{right}”{}。", ground(known));
    let edit = Edit::new(Span::on_line(0, miss.edit.clone()), miss.replacement.clone());
    let severity = match miss.score {
        score if score >= SURE && known.entry.is_some() => Severity::Error,
        score if score >= LIKELY => Severity::Warning,
        score if score >= POSSIBLE => Severity::Info,
        _ => Severity::Hint,
    };
    Finding::new(Span::on_line(0, miss.word.clone()), message)
        .at_most(severity)
        .with_fix(Fix::offered(format!("改为“{right}”"), vec![edit]))
}

/// On what ground a text is known.
fn ground(known: &Known) -> String {
    match (known.entry.is_some(), known.count) {
        (true, 0) => "（术语库）".to_owned(),
        (true, count) => format!("（术语库；语料 {count} 处）"),
        (false, count) => format!("（语料 {count} 处）"),
    }
}
