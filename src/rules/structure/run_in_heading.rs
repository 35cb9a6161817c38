//! 段首题缺句号.

use crate::document::{Document, Section, SectionKind};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules::{Basis, Check, Example, Rule};
use crate::text::Span;

/// A heading that runs into its paragraph is closed by a full stop.
pub static RULE: Rule = Rule {
    id: "structure/run-in-heading",
    severity: Severity::Warning,
    summary: "段首题与正文之间用句号隔开",
    why: "“（一）总体要求。坚持……”这样的段首题，末尾通常用句号与正文隔开；漏了句号，标题就和正文连成一句。",
    basis: Basis::Corpus("74 个条目的段首题全部以句号收束"),
    examples: &[
        Example {
            wrong: "一、总则\n（一）[[指导思想坚持]]以人民为中心的发展思想，完整、准确、全面贯彻新发展理念，统筹发展和安全，推动高质量发展取得更大成效。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。",
            right: "一、总则\n（一）指导思想。坚持以人民为中心的发展思想，完整、准确、全面贯彻新发展理念，统筹发展和安全，推动高质量发展取得更大成效。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。\n（四）保障措施。加强领导。",
        },
        Example {
            wrong: "一、总则\n（一）深入实施科技立市战略，加快建设国家科技创新先行区。将科技创新作为立市之基。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。",
            right: "一、总则\n（一）深入实施科技立市战略，加快建设国家科技创新先行区。将科技创新作为立市之基。\n（二）工作原则。坚持统筹。\n（三）主要目标。形成体系。",
        },
    ],
    check: Check::Document(check),
};

/// Headings of published documents have at most 36 characters and one comma; a sentence that
/// swallowed its heading is longer. Where the other headings of a document are shorter still and
/// have no comma at all, one that has both more characters and more commas stands out.
const LONGEST_HEADING: usize = 40;
const SHORTEST_SENTENCE: usize = 44;
const SHORTEST_OUTLIER: usize = 24;
/// So many other headings show what is usual in the document.
const WITNESSES: usize = 6;

/// Headings that open many a document; where one is run together with the text, the stop's place is known.
const COMMON: [&str; 16] = [
    "总体要求",
    "指导思想",
    "基本原则",
    "工作原则",
    "总体思路",
    "总体目标",
    "主要目标",
    "发展目标",
    "工作目标",
    "目标任务",
    "目标愿景",
    "发展定位",
    "主攻方向",
    "重要意义",
    "重大意义",
    "组织领导",
];

fn check(document: &Document, findings: &mut Vec<Finding>) {
    let sections = &document.outline.sections;
    let articles: Vec<&Section> =
        sections.iter().filter(|s| s.kind == SectionKind::Article && s.placed.is_some()).collect();
    let runs_in = |section: &&&Section| {
        let paragraph = &document.lines[section.span.start.line];
        !paragraph.after_heading().is_empty() && section.title.chars().count() <= LONGEST_HEADING
    };
    let habitual = articles.iter().filter(runs_in).count();
    if articles.len() < 3 || habitual * 4 < articles.len() * 3 {
        return;
    }
    let usual = Usual::of(&articles);
    for section in articles {
        let shape = Shape::of(section);
        if shape.is_sentence() || usual.is_exceeded_by(&shape) {
            findings.push(report(document, section));
        }
    }
}

/// What tells a heading from a sentence.
struct Shape {
    length: usize,
    commas: usize,
}

impl Shape {
    fn of(section: &Section) -> Self {
        let commas = section.title.matches(['，', ',', '；', ';']).count();
        Self { length: section.title.chars().count(), commas }
    }

    fn is_sentence(&self) -> bool {
        self.length >= SHORTEST_SENTENCE && self.commas >= 2
    }
}

/// The headings of a document: their lengths and commas, in ascending order.
struct Usual {
    lengths: Vec<usize>,
    commas: Vec<usize>,
}

impl Usual {
    fn of(articles: &[&Section]) -> Self {
        let headings =
            articles.iter().map(|section| Shape::of(section)).filter(|shape| shape.length <= LONGEST_HEADING);
        let (mut lengths, mut commas): (Vec<usize>, Vec<usize>) =
            headings.map(|shape| (shape.length, shape.commas)).unzip();
        lengths.sort_unstable();
        commas.sort_unstable();
        Self { lengths, commas }
    }

    /// True when the heading has more characters and more commas than any other.
    fn is_exceeded_by(&self, shape: &Shape) -> bool {
        let counted = usize::from(shape.length <= LONGEST_HEADING);
        let highest = |values: &[usize]| values.len().checked_sub(1 + counted).map_or(0, |at| values[at]);
        self.lengths.len() >= WITNESSES + counted
            && shape.length >= SHORTEST_OUTLIER
            && shape.length * 4 >= highest(&self.lengths) * 5
            && shape.commas > highest(&self.commas)
    }
}

fn report(document: &Document, section: &Section) -> Finding {
    let line = section.span.start.line;
    let paragraph = &document.lines[line];
    let start = paragraph.heading.start;
    let common = COMMON.iter().find(|heading| section.title.starts_with(**heading));
    let shown: usize = section.title.chars().take(6).map(char::len_utf8).sum();
    let span = Span::on_line(line, start..start + shown);
    let finding = Finding::new(span, "段首题与正文之间通常用句号隔开，此处标题没有收束。");
    match common {
        Some(heading) => {
            let at = start + heading.len();
            let edit = Edit::new(Span::on_line(line, at..at), "。");
            finding.with_fix(Fix::offered(format!("在“{heading}”后加句号"), vec![edit]))
        }
        None => finding,
    }
}
