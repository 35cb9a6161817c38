//! 承诺数与实际项数: “八大行动” with seven of them.

use crate::document::{DeclaredCount, Document, Paragraph, Section, SectionKind};
use crate::finding::{Finding, Severity};
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::{Span, numeral};

/// A declared number of things is the number of things that follow.
pub static RULE: Rule = Rule {
    id: "numbering/declared-count",
    severity: Severity::Warning,
    summary: "文中说的项数与所列项数一致",
    why: "标题或者导语说“八大行动”，下面就应当有八条；说“三大支柱”，前面就应当列三个。\
          列举以“等”结尾的不核对，因为没有列完。",
    basis: Basis::Corpus("语料中 15 处可以核对的项数全部相符"),
    examples: &[
        Example {
            wrong: "一、实施[[三大行动]]\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n二、保障",
            right: "一、实施三大行动\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n二、保障",
        },
        Example {
            wrong: "（一）发展定位。明确[[四个发展定位]]。\n——建设科技高地。甲。\n——建设生态高地。乙。\n——建设开放高地。丙。",
            right: "（一）发展定位。明确四个发展定位。\n——建设科技高地。甲。\n——建设生态高地。乙。\n——建设开放高地。丙。",
        },
        Example {
            wrong: "突出新型显示、汽车电子、5G制造[[四大先进制造业]]主攻方向。",
            right: "突出新型显示、汽车电子、5G制造四大先进制造业主攻方向。",
        },
        Example {
            wrong: "以甲镇、乙镇等7个乡镇为依托。", right: "以甲镇、乙镇等7个乡镇为依托。"
        },
        Example {
            wrong: "落实创新驱动、科技城建设等三大改革任务。",
            right: "落实创新驱动、科技城建设等三大改革任务。",
        },
        Example {
            wrong: "聚焦制度、环境、空间、经济、生活、文化等六大类创建指标。",
            right: "聚焦制度、环境、空间、经济、生活、文化等六大类创建指标。",
        },
        Example {
            wrong: "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
            right: "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        },
    ],
    check: Check::Document(check),
};

fn check(document: &Document, findings: &mut Vec<Finding>) {
    for (line, paragraph) in document.body() {
        for count in &paragraph.counts {
            check_list(line, paragraph, count, findings);
        }
    }
    let sections = &document.outline.sections;
    for (index, section) in sections.iter().enumerate().filter(|(_, s)| !s.children.is_empty()) {
        let children: Vec<&Section> = section.children.iter().map(|&child| &sections[child]).collect();
        check_children(document, Some(index), section.span.start.line, &children, findings);
    }
}

/// A list in the same clause: one more or one less than declared. A larger difference means that
/// the number counts something else.
fn check_list(line: usize, paragraph: &Paragraph, count: &DeclaredCount, findings: &mut Vec<Finding>) {
    let Some(listed) = count.listed.filter(|_| !count.open) else { return };
    let chinese = paragraph.text[count.numeral.clone()].starts_with(numeral::is_numeral);
    if listed >= 3 && chinese && listed.abs_diff(count.number as usize) == 1 {
        findings.push(report(line, paragraph, count, listed, "前面列了"));
    }
}

/// Sections under a heading or its lead that the declared number is about.
fn check_children(
    document: &Document,
    parent: Option<usize>,
    line: usize,
    children: &[&Section],
    findings: &mut Vec<Finding>,
) {
    let first = children[0].span.start.line;
    for at in line..first {
        let paragraph = &document.lines[at];
        for count in &paragraph.counts {
            let in_heading = at == line && count.range.end <= paragraph.heading.end;
            let bound = echoed(count, children)
                .or_else(|| adjacent(document, at, first, in_heading, count, children));
            if let Some(actual) = bound.filter(|&actual| actual != count.number as usize) {
                findings.push(report(at, paragraph, count, actual, "下面列了"));
            }
        }
    }
    let _ = parent;
}

/// The children whose headings repeat the noun, when nearly all do: 八大行动 and 实施……行动.
fn echoed(count: &DeclaredCount, children: &[&Section]) -> Option<usize> {
    let noun: Vec<char> = count.noun.chars().collect();
    let tail: String = noun[noun.len().saturating_sub(2)..].iter().collect();
    let numbered = children.iter().filter(|child| child.kind != SectionKind::Subhead);
    let echoing = numbered.clone().filter(|child| child.title.contains(&tail)).count();
    let near = echoing.abs_diff(count.number as usize) <= 2;
    (noun.len() >= 2 && echoing >= 2 && echoing == numbered.count() && near).then_some(echoing)
}

/// The list that follows right after the sentence with the number: 明确四个发展定位 and four dash items.
fn adjacent(
    document: &Document,
    at: usize,
    first: usize,
    in_heading: bool,
    count: &DeclaredCount,
    children: &[&Section],
) -> Option<usize> {
    let listing = matches!(children[0].kind, SectionKind::Dash | SectionKind::Item);
    let paragraph = &document.lines[at];
    let follows = (at + 1..first).all(|line| document.lines[line].is_blank());
    let rest = &paragraph.text[count.range.end..paragraph.body.end];
    let last_sentence = !rest.trim_end_matches(['。', '：', ':']).contains(['。', '；']);
    let only =
        paragraph.counts.iter().filter(|c| !c.quoted && c.range.start >= paragraph.heading.end).count() == 1;
    let of_kind = children.iter().filter(|child| child.kind == children[0].kind).count();
    let near = of_kind.abs_diff(count.number as usize) <= 1;
    let chinese = paragraph.text[count.numeral.clone()].starts_with(numeral::is_numeral);
    (listing && follows && last_sentence && only && !in_heading && !count.quoted && near && chinese)
        .then_some(of_kind)
}

fn report(line: usize, paragraph: &Paragraph, count: &DeclaredCount, actual: usize, where_: &str) -> Finding {
    let phrase = &paragraph.text[count.range.clone()];
    let span = Span::on_line(line, count.range.clone());
    Finding::new(span, format!("“{phrase}”，{where_}{actual}项，请核对。"))
}
