//! 忽略注释中的规则名: `<!-- nigao-ignore terms/ordr -->`.

use crate::draft::Draft;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{self, Basis, Check, Example, Rule};
use crate::settings::{ignored, unknown_rule};
use crate::text::Span;
use crate::text::tables::nearest;

/// A comment that accepts findings names rules that there are.
pub static RULE: Rule = Rule {
    id: "structure/ignore-comment",
    severity: Severity::Warning,
    summary: "忽略注释所写的规则名应当存在",
    why: "注释 <!-- nigao-ignore 规则 --> 使下一段不再提示所写的规则；规则名写错，注释就不起作用，却看不出来。\
          不写规则名的，下一段的提示全部略去。",
    basis: Basis::Practice("忽略注释只认规则名，写法见 docs/settings.md"),
    examples: &[
        Example {
            wrong: "<!-- nigao-ignore [[terms/ordr]] -->\n坚持统筹谋划。",
            right: "<!-- nigao-ignore terms/order -->\n坚持统筹谋划。",
        },
        Example {
            wrong: "<!-- nigao-ignore terms/order、[[引号]] -->\n坚持统筹谋划。",
            right: "<!-- nigao-ignore terms/order、引号 -->\n坚持统筹谋划。",
        },
        Example {
            wrong: "<!-- nigao-ignore terms/order, numbering/sequence -->\n<!-- nigao-ignore -->\n<!-- 待核 -->",
            right: "<!-- nigao-ignore terms/order, numbering/sequence -->\n<!-- nigao-ignore -->\n<!-- 待核 -->",
        },
    ],
    check: Check::Document(check),
};

// Comments are not proofread as a draft's own lines are, so this looks at the whole document.
fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    for (line, paragraph) in draft.document.lines.iter().enumerate() {
        check_line(line, &paragraph.text, findings);
    }
}

fn check_line(line: usize, text: &str, findings: &mut Vec<Finding>) {
    for at in ignored(text).into_iter().flatten() {
        let word = &text[at.clone()];
        let known = rules::ids();
        if known.contains(&word) {
            continue;
        }
        let span = Span::on_line(line, at.clone());
        let finding = Finding::new(span, unknown_rule(word, &known));
        findings.push(match nearest(word, &known) {
            Some(near) => {
                finding.with_fix(Fix::offered(format!("改为“{near}”"), vec![Edit::new(span, near)]))
            }
            None => finding,
        });
    }
}
