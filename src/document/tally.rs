//! 承诺数与实际项数: which declared counts bind to a list, and how many things that list has.

use std::ops::Range;

use crate::text::numeral;

use super::{DeclaredCount, Document, Paragraph, Section, SectionKind};

/// A declared count and what it counts.
#[derive(Clone, Copy, Debug)]
pub struct Tally<'a> {
    /// 0-based line of the count.
    pub line: usize,
    /// The count.
    pub count: &'a DeclaredCount,
    /// How many things there are.
    pub actual: usize,
    /// Where they stand.
    pub listed: Listed,
}

/// Where the things stand that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// In the clause of the count: 新型显示、汽车电子、5G制造三大….
    Before,
    /// In the sections that follow: 八大行动.
    Below,
}

impl Listed {
    /// Its name for the user.
    pub fn label(self) -> &'static str {
        match self {
            Self::Before => "前面",
            Self::Below => "下面",
        }
    }
}

impl Tally<'_> {
    /// True when as many things are listed as are declared.
    pub fn agrees(&self) -> bool {
        self.actual == self.count.number as usize
    }
}

/// The counts of the running text that bind to a list. Most bind to nothing.
pub fn tallies(document: &Document) -> Vec<Tally<'_>> {
    let mut found = Vec::new();
    for (line, paragraph) in document.body() {
        for count in &paragraph.counts {
            let actual = listed_before(paragraph, count);
            found.extend(actual.map(|actual| Tally { line, count, actual, listed: Listed::Before }));
        }
    }
    let sections = &document.outline.sections;
    let broken = Broken::of(document);
    let of = |indices: &[usize]| indices.iter().map(|&index| &sections[index]).collect::<Vec<&Section>>();
    for section in sections.iter().filter(|section| !section.children.is_empty() && !broken.touches(section))
    {
        let children = of(&section.children);
        let lines = section.span.start.line..children[0].span.start.line.max(section.span.start.line + 1);
        count_children(document, lines, &children, &mut found);
    }
    let title =
        document.front.title.as_ref().and_then(|title| Some(*title.lines.first()?..title.lines.last()? + 1));
    if let Some(lines) = title.filter(|_| document.outline.roots.len() >= 2) {
        count_children(document, lines, &of(&document.outline.roots), &mut found);
    }
    found
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

/// The list that stands before a count in its clause. One more or one less than declared is a slip; a
/// larger difference means that the number counts something else, and what ends in 等 may name fewer
/// than there are.
fn listed_before(paragraph: &Paragraph, count: &DeclaredCount) -> Option<usize> {
    let (listed, declared) = (count.listed?, count.number as usize);
    let slip = listed == declared + 1 || listed + 1 == declared && !count.open;
    (is_chinese(paragraph, count) && (listed == declared || listed >= 3 && slip)).then_some(listed)
}

fn is_chinese(paragraph: &Paragraph, count: &DeclaredCount) -> bool {
    paragraph.text[count.numeral.clone()].starts_with(numeral::is_numeral)
}

/// Adds the counts in `lines`, a heading and the paragraphs that lead to the sections under it.
fn count_children<'a>(
    document: &'a Document,
    lines: Range<usize>,
    children: &[&Section],
    found: &mut Vec<Tally<'a>>,
) {
    // The heading and the text under it often name one number: it is told once.
    let from = found.len();
    for line in lines.clone() {
        let paragraph = &document.lines[line];
        for count in &paragraph.counts {
            let place = Place::of(document, lines.clone(), line, count);
            let bound = echoed(&place, count, children)
                .or_else(|| composite(paragraph, count, children))
                .or_else(|| adjacent(&place, paragraph, count, children));
            let Some(actual) = bound else { continue };
            let told = |tally: &Tally| (tally.count.number, tally.actual) == (count.number, actual);
            if !found[from..].iter().any(told) {
                found.push(Tally { line, count, actual, listed: Listed::Below });
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
    let plain = !count.quoted && is_chinese(paragraph, count);
    (listing && place.right_before && only && !place.in_heading && plain && near).then_some(of_kind)
}
