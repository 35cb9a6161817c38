//! 承诺数与实际项数: “八大行动” with seven of them.

use std::ops::Range;

use crate::document::{DeclaredCount, Document, Paragraph, Section, SectionKind};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
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
        Example {
            wrong: "完善市、县（市、区）、乡镇三个层面机制，突出产业（工业、农业）、城市、生态三大重点。",
            right: "完善市、县（市、区）、乡镇三个层面机制，突出产业（工业、农业）、城市、生态三大重点。",
        },
        Example {
            wrong: "聚焦钢铁、石化和新能源、新材料两大领域，坚持粮食、生猪、蔬菜、水果和水产、中药材五大产业。",
            right: "聚焦钢铁、石化和新能源、新材料两大领域，坚持粮食、生猪、蔬菜、水果和水产、中药材五大产业。",
        },
        Example {
            wrong: "一、总体要求\n坚持四项基本原则，坚持改革开放。\n（一）指导原则。坚持党的领导。\n（二）工作原则。坚持统筹推进。",
            right: "一、总体要求\n坚持四项基本原则，坚持改革开放。\n（一）指导原则。坚持党的领导。\n（二）工作原则。坚持统筹推进。",
        },
        Example {
            wrong: "一、实施行动\n去年深入实施五大行动。今年接续推进。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n（三）实施增效行动。丙。\n（四）实施惠民行动。丁。",
            right: "一、实施行动\n去年深入实施五大行动。今年接续推进。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。\n（三）实施增效行动。丙。\n（四）实施惠民行动。丁。",
        },
        Example {
            wrong: "一、实施[[三大行动]]\n今年实施三大行动。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。",
            right: "一、实施三大行动\n今年实施三大行动。\n（一）实施强基行动。甲。\n（二）实施提质行动。乙。",
        },
        Example {
            wrong: "一、任务\n采取以下[[三条措施]]：\n1.加强宣传。甲。\n2.加强督查。乙。",
            right: "一、任务\n采取以下三条措施：\n1.加强宣传。甲。\n2.加强督查。乙。",
        },
        Example {
            wrong: "一、任务\n抓好以下[[六个方面工作]]：\n（一）党建。甲。\n（二）产业。乙。\n（三）改革。丙。\n（四）民生。丁。\n（五）安全。戊。",
            right: "一、任务\n抓好以下六个方面工作：\n（一）党建。甲。\n（二）产业。乙。\n（三）改革。丙。\n（四）民生。丁。\n（五）安全。戊。",
        },
    ],
    check: Check::Document(check),
};

fn check(draft: &Draft, _: &Reference, findings: &mut Vec<Finding>) {
    let document = &draft.document;
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
    // The heading and the text under it often name one number: it is reported once.
    let mut reported = Vec::new();
    for line in lines.clone() {
        let paragraph = &document.lines[line];
        for count in &paragraph.counts {
            let place = Place::of(document, lines.clone(), line, count);
            let bound = echoed(&place, count, children)
                .or_else(|| composite(paragraph, count, children))
                .or_else(|| adjacent(&place, paragraph, count, children));
            let wrong = bound.filter(|&actual| actual != count.number as usize);
            if let Some(actual) = wrong.filter(|_| !reported.contains(&count.number)) {
                reported.push(count.number);
                findings.push(report(line, paragraph, count, actual, "下面列了"));
            }
        }
    }
}

/// Where a count stands before the sections that it may count.
struct Place {
    /// In the heading over them.
    in_heading: bool,
    /// In the last sentence before them.
    right_before: bool,
    /// In a line that leads to them by a colon.
    leads: bool,
    /// Where the text of its line begins: past the heading, if it has one.
    text_start: usize,
}

impl Place {
    /// `lines` run from the heading to the first of the sections.
    fn of(document: &Document, lines: Range<usize>, at: usize, count: &DeclaredCount) -> Self {
        let paragraph = &document.lines[at];
        let text_start = if at == lines.start { paragraph.heading.end } else { paragraph.body.start };
        let rest = &paragraph.text[count.range.end..paragraph.body.end];
        let last_sentence = !rest.trim_end_matches(['。', '：', ':']).contains(['。', '；']);
        let follow = (at + 1..lines.end).all(|line| document.lines[line].is_blank());
        Self {
            in_heading: count.range.end <= text_start,
            right_before: last_sentence && follow,
            leads: paragraph.body().ends_with(['：', ':']),
            text_start,
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
fn echoed(place: &Place, count: &DeclaredCount, children: &[&Section]) -> Option<usize> {
    let noun: Vec<char> = count.noun.chars().collect();
    let tail: String = noun[noun.len().saturating_sub(2)..].iter().collect();
    let echoing = children.iter().filter(|child| child.title.contains(&tail)).count();
    let near = echoing.abs_diff(count.number as usize) <= 1;
    let bound = place.in_heading || place.right_before;
    (bound && noun.len() >= 2 && echoing >= 2 && echoing == children.len() && near).then_some(echoing)
}

/// The list that follows right after the sentence with the number: 明确四个发展定位 and four dash items.
fn adjacent(
    place: &Place,
    paragraph: &Paragraph,
    count: &DeclaredCount,
    children: &[&Section],
) -> Option<usize> {
    let listing = matches!(children[0].kind, SectionKind::Dash | SectionKind::Item)
        || children[0].kind == SectionKind::Article && place.leads;
    let in_text = |count: &&DeclaredCount| !count.quoted && count.range.start >= place.text_start;
    let only = paragraph.counts.iter().filter(in_text).count() == 1;
    let of_kind = children.iter().filter(|child| child.kind == children[0].kind).count();
    let near = of_kind.abs_diff(count.number as usize) <= 1;
    let chinese = paragraph.text[count.numeral.clone()].starts_with(numeral::is_numeral);
    (listing && place.right_before && only && !place.in_heading && !count.quoted && near && chinese)
        .then_some(of_kind)
}

fn report(line: usize, paragraph: &Paragraph, count: &DeclaredCount, actual: usize, where_: &str) -> Finding {
    let phrase = &paragraph.text[count.range.clone()];
    let span = Span::on_line(line, count.range.clone());
    Finding::new(span, format!("“{phrase}”，{where_}{actual}项，请核对。"))
}
