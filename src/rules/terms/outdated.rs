//! 山水林田湖草系统治理 in a text of 2024

use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::Status;
use crate::text::Span;

use super::{Moment, cite, uses};

/// Terms are those of the day on which the text is adopted.
pub static RULE: Rule = Rule {
    id: "terms/outdated",
    severity: Severity::Info,
    summary: "不沿用已有新提法的旧提法",
    why: "提法随认识发展，旧文件里的写法在新文件里可能已有新的表述。以题注上的通过日期为准，没有题注的不判断。",
    basis: Basis::Practice("提法以成文时为准"),
    examples: &[
        Example {
            wrong: "关于生态保护的决定\n（2024年5月13日中国共产党某某市第八届委员会第九次全体会议通过）\n坚持[[山水林田湖草系统治理]]，落实“十四五”规划，推进全面绿色转型发展各项工作。",
            right: "关于生态保护的决定\n（2024年5月13日中国共产党某某市第八届委员会第九次全体会议通过）\n坚持山水林田湖草沙一体化保护和系统治理，落实“十四五”规划，推进全面绿色转型发展各项工作。",
        },
        Example {
            wrong: "关于生态保护的决定\n（2020年7月29日中国共产党某某市第八届委员会第九次全体会议通过）\n坚持山水林田湖草系统治理，推进全面脱贫与乡村振兴有效衔接，实施“一干多支、五区协同”战略。",
            right: "关于生态保护的决定\n（2020年7月29日中国共产党某某市第八届委员会第九次全体会议通过）\n坚持山水林田湖草系统治理，推进全面脱贫与乡村振兴有效衔接，实施“一干多支、五区协同”战略。",
        },
        Example {
            wrong: "坚持山水林田湖草系统治理。", right: "坚持山水林田湖草系统治理。"
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, reference: &Reference, findings: &mut Vec<Finding>) {
    let Some(adopted) = Moment::of_adoption(draft) else { return };
    let entries = &reference.terms.entries;
    for (line, used) in uses(draft) {
        let entry = &entries[used.entry];
        let form = used.form.map(|form| &entry.forms[form]);
        // A form that gave way to the canonical one, or a term that gave way to another.
        let (until, successor) = match form {
            Some(form) if form.status == Status::Superseded => (&form.until, Some(&entry.name)),
            _ => (&entry.until, entry.superseded_by.as_ref()),
        };
        let (Some(until), Some(successor)) = (until.as_deref().and_then(Moment::read), successor) else {
            continue;
        };
        if !adopted.is_after(until) {
            continue;
        }
        let span = Span::on_line(line, used.range.clone());
        let words = cite(&draft.document.lines[line].text[used.range.clone()]);
        let message = format!("{words}是{until}以前的提法，此后一般作{}，请核实。", cite(successor));
        let finding = Finding::new(span, message);
        findings.push(if form.is_some() {
            finding
                .with_fix(Fix::offered(format!("改为{}", cite(successor)), vec![Edit::new(span, successor)]))
        } else {
            finding
        });
    }
}
