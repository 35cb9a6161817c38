//! `nigao explain`: one rule in full — what, why, on what ground, with examples.

use std::fmt::Write;
use std::ops::Range;

use crate::cli::report::{marked, text::style};
use crate::rules::{self, Example, RULES, Rule};
use crate::settings::unknown_rule;

use super::terminal::{GREEN, Output, STRONG, styled, wrapped};
use super::{Status, complain, show};

/// Explains the rule named `written`: its id, or the part after the slash where that is enough.
pub fn run(written: &str) -> Status {
    let Some(rule) = find(written) else {
        let known = rules::ids();
        complain(format!("{}（“nigao rules”列出全部规则）", unknown_rule(written, &known)));
        return Status::Failed;
    };
    show(&explained(rule, Output::new(false).width()))
}

fn find(written: &str) -> Option<&'static Rule> {
    rules::find(written).or_else(|| {
        let mut named = RULES.iter().filter(|rule| rule.id.rsplit('/').next() == Some(written));
        named.next().copied().filter(|_| named.next().is_none())
    })
}

fn explained(rule: &Rule, width: usize) -> String {
    let mut out = String::new();
    let label = styled(style(rule.severity), rule.severity.label());
    let _ = writeln!(out, "{}  {label}\n{}\n", styled(STRONG, rule.id), rule.summary);
    paragraph(&mut out, "理由：", rule.why, width);
    paragraph(&mut out, "依据：", &rule.basis.text(), width);
    let (faults, traps): (Vec<&Example>, Vec<&Example>) =
        rule.examples.iter().partition(|example| example.wrong.contains("[["));
    for (index, example) in faults.iter().enumerate() {
        let number = if faults.len() > 1 { (index + 1).to_string() } else { String::new() };
        let _ = writeln!(out, "\n例{number}  {}", styled(style(rule.severity), "有误："));
        faulty(&mut out, example.wrong, rule, width);
        // Where only the drafter can know what is right, the text stays as it is.
        if example.wrong.replace("[[", "").replace("]]", "") == example.right {
            let _ = writeln!(out, "{INDENT}{}", styled(GREEN, "请核对后修改。"));
            continue;
        }
        let _ = writeln!(out, "{INDENT}{}", styled(GREEN, "应为："));
        plain(&mut out, example.right);
    }
    if !traps.is_empty() {
        let _ = writeln!(out, "\n下列写法不算错：");
    }
    for (index, example) in traps.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        plain(&mut out, example.wrong);
    }
    out
}

const INDENT: &str = "     ";

fn paragraph(out: &mut String, head: &str, text: &str, width: usize) {
    for (index, line) in wrapped(text, width.saturating_sub(6)).iter().enumerate() {
        let _ = writeln!(out, "{}{line}", if index == 0 { head } else { "　　　" });
    }
}

fn plain(out: &mut String, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "{INDENT}{line}");
    }
}

/// The text of an example with what stands in `[[…]]` marked beneath.
fn faulty(out: &mut String, text: &str, rule: &Rule, width: usize) {
    // A mark may reach over lines; it is marked on each.
    let mut open = false;
    for line in text.lines() {
        let (line, marks) = unmarked(line, &mut open);
        if marks.is_empty() {
            let _ = writeln!(out, "{INDENT}{line}");
            continue;
        }
        let [above, beneath] = marked(&line, &marks, width.saturating_sub(INDENT.len()).max(line.len() * 2));
        let _ = writeln!(out, "{INDENT}{above}\n{INDENT}{}", styled(style(rule.severity), &beneath));
    }
}

/// The line without `[[` and `]]`, and what stood between them.
fn unmarked(line: &str, open: &mut bool) -> (String, Vec<Range<usize>>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut start = 0;
    let mut rest = line;
    loop {
        let mark = if *open { "]]" } else { "[[" };
        let Some(at) = rest.find(mark) else { break };
        text.push_str(&rest[..at]);
        rest = &rest[at + mark.len()..];
        if *open {
            marks.push(start..text.len());
        }
        *open = !*open;
        start = text.len();
    }
    text.push_str(rest);
    if *open {
        marks.push(start..text.len());
    }
    (text, marks)
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "a list of marks may have one")]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out() {
        let mut open = false;
        assert_eq!(unmarked("一[[二]]三[[]]", &mut open), ("一二三".to_owned(), vec![3..6, 9..9]));
        assert_eq!(unmarked("一[[二", &mut open), ("一二".to_owned(), vec![3..6]));
        assert!(open);
        assert_eq!(unmarked("三]]四", &mut open), ("三四".to_owned(), vec![0..3]));
    }

    #[test]
    fn a_rule_may_be_named_without_its_group() {
        assert_eq!(find("sequence").map(|rule| rule.id), Some("numbering/sequence"));
        assert!(find("").is_none());
    }
}
