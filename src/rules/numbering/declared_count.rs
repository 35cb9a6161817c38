//! 承诺数与实际项数: “八大行动” with seven of them.

use std::ops::Range;

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
    basis: Basis::Corpus("可以核对的 15 处项数全部相符"),
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
            wrong: "突出新型显示、汽车电子、5G制造[[四大先进制造业主攻方向]]。",
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
    let broken = Broken::of(document);
    let of = |indices: &[usize]| indices.iter().map(|&index| &sections[index]).collect::<Vec<&Section>>();
    for section in sections.iter().filter(|section| !section.children.is_empty() && !broken.touches(section))
    {
        let children = of(&section.children);
        let lines = section.span.start.line..children[0].span.start.line.max(section.span.start.line + 1);
        check_children(document, lines, &children, findings);
    }
    let title =
        document.front.title.as_ref().and_then(|title| Some(*title.lines.first()?..title.lines.last()? + 1));
    if let Some(lines) = title.filter(|_| document.outline.roots.len() >= 2) {
        check_children(document, lines, &of(&document.outline.roots), findings);
    }
}

/// The paragraphs whose numbers have a slip, and those that such a number goes on from. A slip is
/// reported by itself, and a count that does not agree follows from it.
struct Broken(Vec<usize>);

impl Broken {
    fn of(document: &Document) -> Self {
        let placed = &document.reading.placed;
        let slips = placed.iter().filter(|item| item.slip.is_some());
        let touched = slips.flat_map(|item| [Some(item), item.previous.map(|previous| &placed[previous])]);
        let mut lines: Vec<usize> = touched.flatten().map(|item| item.token.paragraph).collect();
        lines.sort_unstable();
        Self(lines)
    }

    fn touches(&self, section: &Section) -> bool {
        let from = self.0.partition_point(|&line| line < section.extent.start);
        self.0.get(from).is_some_and(|&line| line < section.extent.end)
    }
}

/// A list in the same clause: one more or one less than declared. A larger difference means that
/// the number counts something else; and what ends in 等 may name fewer than there are.
fn check_list(line: usize, paragraph: &Paragraph, count: &DeclaredCount, findings: &mut Vec<Finding>) {
    let Some(listed) = count.listed else { return };
    let chinese = paragraph.text[count.numeral.clone()].starts_with(numeral::is_numeral);
    let declared = count.number as usize;
    if listed >= 3 && chinese && (listed == declared + 1 || listed + 1 == declared && !count.open) {
        findings.push(report(line, paragraph, count, listed, "前面列了"));
    }
}

/// Sections under a heading, or under the paragraphs that lead to them.
fn check_children(
    document: &Document,
    lines: Range<usize>,
    children: &[&Section],
    findings: &mut Vec<Finding>,
) {
    for line in lines.clone() {
        let paragraph = &document.lines[line];
        for count in &paragraph.counts {
            let bound = echoed(count, children)
                .or_else(|| composite(paragraph, count, children))
                .or_else(|| adjacent(document, line, lines.end, count, children));
            if let Some(actual) = bound.filter(|&actual| actual != count.number as usize) {
                findings.push(report(line, paragraph, count, actual, "下面列了"));
            }
        }
    }
}

/// “三市两地一枢纽” over three headings that end in 市, two in 地 and one in 枢纽: how many headings
/// the first part that does not agree has.
fn composite(paragraph: &Paragraph, count: &DeclaredCount, children: &[&Section]) -> Option<usize> {
    let rest = &paragraph.text[count.numeral.start..paragraph.body.end];
    let phrase = &rest[..rest.find('”').filter(|_| count.quoted)?];
    let mut parts = Vec::new();
    let mut remaining = phrase;
    while !remaining.is_empty() {
        let length = remaining.find(|c| !numeral::is_numeral(c))?;
        let number = numeral::parse(&remaining[..length])?;
        let tail = &remaining[length..];
        let noun = &tail[..tail.find(numeral::is_numeral).unwrap_or(tail.len())];
        let headings =
            children.iter().filter(|child| !noun.is_empty() && child.title.ends_with(noun)).count();
        parts.push((number as usize, headings));
        remaining = &tail[noun.len()..];
    }
    let all = parts.iter().map(|&(_, headings)| headings).sum::<usize>() == children.len();
    let bound = parts.len() >= 2 && all && parts.iter().all(|&(_, headings)| headings > 0);
    let first = parts.first().filter(|_| bound)?;
    Some(first.1)
}

/// The children whose headings repeat the noun, when nearly all do: 八大行动 and 实施……行动.
fn echoed(count: &DeclaredCount, children: &[&Section]) -> Option<usize> {
    let noun: Vec<char> = count.noun.chars().collect();
    let tail: String = noun[noun.len().saturating_sub(2)..].iter().collect();
    let echoing = children.iter().filter(|child| child.title.contains(&tail)).count();
    let near = echoing.abs_diff(count.number as usize) <= 2;
    (noun.len() >= 2 && echoing >= 2 && echoing == children.len() && near).then_some(echoing)
}

/// The list that follows right after the sentence with the number: 明确四个发展定位 and four dash items.
fn adjacent(
    document: &Document,
    at: usize,
    first: usize,
    count: &DeclaredCount,
    children: &[&Section],
) -> Option<usize> {
    let listing = matches!(children[0].kind, SectionKind::Dash | SectionKind::Item);
    let paragraph = &document.lines[at];
    let in_heading = count.range.end <= paragraph.heading.end;
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
