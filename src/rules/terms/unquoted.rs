//! 一带一路 → “一带一路”

use crate::draft::Line;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::{Basis, Check, Example, Rule};
use crate::terms::{Entry, Quote, Quoting, Use};
use crate::text::Span;

use super::{cite, ground};

/// Terms that are names by their quotation marks have them.
pub static RULE: Rule = Rule {
    id: "terms/unquoted",
    severity: Severity::Warning,
    summary: "应加引号的提法不要漏引号",
    why: "“一带一路”“两个维护”等数字概括的提法和专名，已发布的文件一律加引号。嵌在更长的引号或书名号内的不报。",
    basis: Basis::Corpus("术语库注明加引号的提法与已发布文件的写法"),
    examples: &[
        Example { wrong: "共建[[一带一路]]。", right: "共建“一带一路”。" },
        Example {
            wrong: "落实[[三个区分开来]]要求,加强[[两新组织]]党建,深化[[放管服改革]]。",
            right: "落实“三个区分开来”要求,加强“两新”组织党建,深化“放管服”改革。",
        },
        Example {
            wrong: "开展[[不忘初心、牢记使命主题教育]]。",
            right: "开展“不忘初心、牢记使命”主题教育。",
        },
        Example {
            wrong: "做到\"两个维护\"，落实‘四个意识’，编制《十四五规划》，实施“巴中市十四五规划”。",
            right: "做到\"两个维护\"，落实‘四个意识’，编制《十四五规划》，实施“巴中市十四五规划”。",
        },
        Example {
            wrong: "不忘初心、牢记使命，建设第四风电场，二十四五岁的青年，五区共兴。",
            right: "不忘初心、牢记使命，建设第四风电场，二十四五岁的青年，五区共兴。",
        },
    ],
    check: Check::Line(check),
};

fn check(line: &Line, reference: &Reference, findings: &mut Vec<Finding>) {
    let text = &line.paragraph.text;
    for used in line.terms.uses.iter().filter(|used| used.quoting == Quoting::Missing && !used.titled) {
        let entry = &reference.terms.entries[used.entry];
        let form = form_text(entry, used);
        let is_name = match entry.quote {
            Quote::Required => true,
            // With the words after its marks it can only be the name.
            Quote::WhenName => used.form.is_none() && !form.ends_with('”'),
            Quote::None => false,
        };
        if !is_name || !stands_alone(text, used, entry) {
            continue;
        }
        let span = Span::on_line(0, used.range.clone());
        let written = cite(&text[used.range.clone()]);
        // Where only the marks around it are missing, both would look the same when cited.
        let right = if written == form { String::new() } else { format!("，作{}", cite(form)) };
        let how = if entry.quote == Quote::Required { "应当" } else { "作名称时一般" };
        let message = format!("{written}{how}加引号{right}{}。", ground(entry));
        let (title, edits) = (format!("改为{}", cite(form)), vec![Edit::new(span, form)]);
        let finding = Finding::new(span, message);
        findings.push(match entry.quote {
            Quote::Required => finding.with_fix(Fix::safe(title, edits)),
            _ => finding.at_most(Severity::Info).with_fix(Fix::offered(title, edits)),
        });
    }
}

/// The form that is used, as the termbase writes it.
fn form_text<'a>(entry: &'a Entry, used: &Use) -> &'a str {
    used.form.map_or(&entry.name, |form| &entry.forms[form].text)
}

/// Two characters (四风) may be part of other words: they count when a mark or a word that goes with
/// the term follows them.
fn stands_alone(text: &str, used: &Use, entry: &Entry) -> bool {
    const AFTER: [&str; 12] = ["问题", "工作", "的", "和", "、", "，", ",", "。", "；", ";", "建设", "领域"];
    let after = &text[used.range.end..];
    text[used.range.clone()].chars().count() > 2
        || after.is_empty()
        || AFTER
            .iter()
            .copied()
            .chain(entry.follows.iter().map(String::as_str))
            .any(|word| after.starts_with(word))
}
