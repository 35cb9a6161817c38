//! 附件：1. 方案。 → 附件：1. 方案

use crate::document::Role;
use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, is_blank};

/// No mark follows the name of an attachment in the list.
pub static RULE: Rule = Rule {
    id: "references/attachment-name",
    severity: Severity::Warning,
    summary: "附件说明中附件名称后不加标点",
    why: "附件说明写作“附件：1. ××”，一件一行，名称后面不加句号、分号等标点。",
    basis: Basis::Standard("GB/T 9704—2012 7.3.4"),
    examples: &[
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单[[；]]\n2.任务清单[[。]]",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单\n2.任务清单",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件:责任清单[[;]]",
            right: "一、总则\n请遵照执行。\n附件:责任清单",
        },
        Example {
            wrong: "一、总则\n请遵照执行。\n附件：1.责任清单（2024年版）\n2.《工作规则》\n3.申报表.docx\n示范市人民政府",
            right: "一、总则\n请遵照执行。\n附件：1.责任清单（2024年版）\n2.《工作规则》\n3.申报表.docx\n示范市人民政府",
        },
        Example {
            wrong: "一、总则\n附近居民反映：噪声扰民。\n附则规定：本办法自公布之日起施行。\n附件：以上名单由市民政局负责解释，按年度调整，名单以外的单位不得参加。",
            right: "一、总则\n附近居民反映：噪声扰民。\n附则规定：本办法自公布之日起施行。\n附件：以上名单由市民政局负责解释，按年度调整，名单以外的单位不得参加。",
        },
    ],
    check: Check::Document(check),
};

/// Names have a comma at most where they are of two parts.
const COMMAS: usize = 1;

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
    for (line, paragraph) in document.lines.iter().enumerate() {
        let of_list = document.front.roles[line] == Role::AttachmentList;
        let body = paragraph.body();
        let Some(mark) = body.chars().next_back().filter(|c| of_list && "。；，、;,".contains(*c)) else {
            continue;
        };
        let name = &body[..body.len() - mark.len_utf8()];
        let announced = name.strip_prefix("附件").or(name.strip_prefix('附')).is_none_or(|rest| {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.trim_start_matches(is_blank).starts_with(['：', ':']) || rest.starts_with(is_blank)
        });
        let sentence = name.contains('。') || name.matches(['，', ',']).count() > COMMAS;
        if !announced || sentence {
            continue;
        }
        let end = paragraph.body.end;
        let span = Span::on_line(line, end - mark.len_utf8()..end);
        let fix = Fix::safe(format!("删去“{mark}”"), vec![Edit::new(span, "")]);
        findings.push(Finding::new(span, "附件名称后不加标点（GB/T 9704—2012 7.3.4 规定）。").with_fix(fix));
    }
}
