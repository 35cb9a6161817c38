//! “两个确立” in a text of July 2021

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::{Quoting, Status};
use crate::text::Span;

use super::{Moment, cite, uses};

/// No term is older in a text than in the world.
pub static RULE: Rule = Rule {
    id: "terms/premature",
    severity: Severity::Warning,
    summary: "提法不早于其提出的时间",
    why: "题注日期在前、提法在后，往往是套用了后来的文件，或者题注日期写错了。只看术语库注明提出时间的提法，书名号内的文件名不报。",
    basis: Basis::Corpus("术语库所注提法提出的时间"),
    examples: &[
        Example {
            wrong: "关于加强党的建设的决定\n（2021年7月13日中国共产党某某市第八届委员会第九次全体会议通过）\n深刻领悟“[[两个确立]]”的决定性意义，做到“两个维护”，加快发展[[新质生产力]]。",
            right: "关于加强党的建设的决定\n（2021年7月13日中国共产党某某市第八届委员会第九次全体会议通过）\n深刻领悟“两个确立”的决定性意义，做到“两个维护”，加快发展新质生产力。",
        },
        Example {
            wrong: "关于加强党的建设的决定\n（2021年11月11日中国共产党某某市第八届委员会第九次全体会议通过）\n深刻领悟“两个确立”的决定性意义，编制“十四五”规划，学习《关于发展新质生产力的决定》。",
            right: "关于加强党的建设的决定\n（2021年11月11日中国共产党某某市第八届委员会第九次全体会议通过）\n深刻领悟“两个确立”的决定性意义，编制“十四五”规划，学习《关于发展新质生产力的决定》。",
        },
        Example {
            wrong: "关于加强改革的决定\n（2019年5月13日中国共产党某某市第八届委员会第九次全体会议通过）\n做到两个结合：一是与实际结合，二是与群众结合。",
            right: "关于加强改革的决定\n（2019年5月13日中国共产党某某市第八届委员会第九次全体会议通过）\n做到两个结合：一是与实际结合，二是与群众结合。",
        },
        Example { wrong: "加快发展新质生产力。", right: "加快发展新质生产力。" },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let Some(adopted) = Moment::of_adoption(draft) else { return };
    let entries = &reference.terms.entries;
    for (line, used) in uses(draft) {
        let entry = &entries[used.entry];
        // Without its marks a name may be words of every day: 做到两个结合.
        if used.quoting == Quoting::Missing {
            continue;
        }
        // A form may be older than the whole of which it is a part.
        let since = match used.form.map(|form| &entry.forms[form]) {
            Some(form) if form.status == Status::Superseded => continue,
            Some(form) => &form.since,
            None => &entry.since,
        };
        let Some(since) = since.as_deref().and_then(Moment::read).filter(|since| since.is_after(adopted))
        else {
            continue;
        };
        let span = Span::on_line(line, used.range.clone());
        let words = cite(&draft.document.lines[line].text[used.range.clone()]);
        let message = format!("{words}的提法始于{since}，晚于题注的通过日期（{adopted}），请核实。");
        findings.push(Finding::new(span, message));
    }
}
