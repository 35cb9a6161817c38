//! References that lead somewhere: to a part of the draft itself, or to a published document by its title.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::corpus::{Corpus, Document as Published};
use crate::document::{Document, InternalReference, Level, Section};
use crate::draft::Draft;
use crate::reference::Reference;
use crate::terms::titles;
use crate::text::fold::fold;
use crate::text::{Position, Span, is_blank, lexicon};

use super::subject::touching;

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link<'a> {
    /// The words.
    pub span: Span,
    /// Where they lead.
    pub to: To<'a>,
}

/// Where words lead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum To<'a> {
    /// To a place of the draft.
    Draft(Span),
    /// To a published document.
    Published(&'a Published),
}

/// All links of a draft that are sure, in order of place.
pub fn links<'a>(analysis: &Analysis, reference: &'a Reference) -> Vec<Link<'a>> {
    let document = &analysis.draft.document;
    let mut links: Vec<Link> = document.body().flat_map(|(line, _)| parts(document, line)).collect();
    if document.lines.iter().any(|paragraph| paragraph.text.contains('《')) {
        let known = Titles::of(&reference.corpus);
        for (line, paragraph) in document.lines.iter().enumerate() {
            let found = titles(&paragraph.text).into_iter();
            links.extend(found.filter_map(|range| known.link(line, &paragraph.text, range)));
        }
    }
    links.sort_by_key(|link| link.span);
    links
}

/// The references to a section, in order of place.
pub fn citing(document: &Document, section: usize) -> Vec<Span> {
    let to = To::Draft(document.outline.sections[section].span);
    let links = document.body().flat_map(|(line, _)| parts(document, line));
    links.filter(|link| link.to == to).map(|link| link.span).collect()
}

/// The section whose marker stands at `at`, and the marker.
pub fn marked(document: &Document, at: Position) -> Option<(usize, Span)> {
    let sections = &document.outline.sections;
    let from = sections.partition_point(|section| section.span.start.line < at.line);
    let here = sections[from..].iter().take_while(|section| section.span.start.line == at.line);
    here.enumerate().find_map(|(index, section)| {
        let start = section.span.start.byte;
        let span = Span::on_line(at.line, start..start + section.marker.as_ref()?.len());
        (span.start <= at && at < span.end).then_some((from + index, span))
    })
}

/// The link at `at`; also a reference (第三章) that is one only if the draft has such a part.
pub fn link_at<'a>(draft: &Draft, reference: &'a Reference, at: Position) -> Option<Link<'a>> {
    touching(draft, at, |at| {
        let document = &draft.document;
        let text = document.lines.get(at.line)?.text.as_str();
        let holds = |range: &Range<usize>| range.contains(&at.byte);
        if let Some(range) = titles(text).into_iter().find(holds)
            && let Some(link) = Titles::of(&reference.corpus).link(at.line, text, range)
        {
            return Some(link);
        }
        let here = |link: &Link| holds(&(link.span.start.byte..link.span.end.byte));
        parts(document, at.line).into_iter().find(here).or_else(|| doubtful(document, at))
    })
}

/// The references of a line to parts of the document, where it is sure which they mean.
fn parts(document: &Document, line: usize) -> Vec<Link<'static>> {
    let paragraph = &document.lines[line];
    let mut found = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    for reference in &paragraph.references {
        // 第二章第三节: the section of that chapter.
        let within = before.filter(|(end, _)| *end == reference.range.start).map(|(_, section)| section);
        let section = section_of(document, line, reference, within);
        before = section.map(|section| (reference.range.end, section));
        found.extend(section.map(|section| link(document, line, reference.range.clone(), section)));
    }
    found.extend(relative(document, line));
    found
}

fn link(document: &Document, line: usize, range: Range<usize>, section: usize) -> Link<'static> {
    Link { span: Span::on_line(line, range), to: To::Draft(document.outline.sections[section].span) }
}

/// What 第 before `at` begins, when the draft has such a part; whose it is, the text does not say.
fn doubtful(document: &Document, at: Position) -> Option<Link<'static>> {
    let text = document.lines[at.line].text.as_str();
    let reaches = at.byte + text[at.byte..].chars().next()?.len_utf8();
    let start = text[..reaches].rfind('第')?;
    let reference = InternalReference::read(text, start, 0..text.len())?;
    if !reference.range.contains(&at.byte) || is_marker(document, at.line, &reference.range) {
        return None;
    }
    let section = section_of(document, at.line, &reference, None)?;
    Some(link(document, at.line, reference.range, section))
}

fn is_marker(document: &Document, line: usize, range: &Range<usize>) -> bool {
    document.lines[line].marker.as_ref().is_some_and(|marker| marker.range.start == range.start)
}

/// Levels that a reference of this form may mean, the likeliest first.
fn levels(level: Level) -> &'static [Level] {
    match level {
        Level::Han => &[Level::Part, Level::Han],
        Level::Chapter => &[Level::Chapter, Level::Han],
        Level::Article => &[Level::Article, Level::ParenHan],
        Level::Section => &[Level::Section],
        Level::ParenHan => &[Level::ParenHan],
        _ => &[],
    }
}

/// The level of a numbered section.
fn level(document: &Document, section: &Section) -> Option<Level> {
    section.placed.map(|placed| document.reading.placed[placed].level)
}

/// The section that `reference`, in `line`, means: of several with that number the nearest by the
/// outline; `None` when there is none, or no nearest one.
fn section_of(
    document: &Document,
    line: usize,
    reference: &InternalReference,
    within: Option<usize>,
) -> Option<usize> {
    let sections = &document.outline.sections;
    let numbered = |wanted: Level| -> Vec<usize> {
        let fits = |section: &&Section| {
            level(document, section) == Some(wanted) && section.number == Some(reference.number)
        };
        let all = sections.iter().enumerate().filter(|(_, section)| fits(section));
        all.map(|(index, _)| index).collect()
    };
    let candidates = levels(reference.level).iter().map(|level| numbered(*level));
    let candidates = candidates.into_iter().find(|candidates| !candidates.is_empty())?;
    let below = |outer: usize| {
        candidates
            .iter()
            .copied()
            .filter(|&index| above(sections, Some(index)).any(|at| at == outer))
            .collect()
    };
    let nearest: Vec<usize> = match within {
        Some(outer) => below(outer),
        None => above(sections, innermost(document, line))
            .map(below)
            .find(|near: &Vec<usize>| !near.is_empty())
            .unwrap_or(candidates.clone()),
    };
    (nearest.len() == 1).then(|| nearest[0])
}

/// `section` and those that it stands under, innermost first.
fn above(sections: &[Section], section: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(section, |&index| sections[index].parent)
}

/// The innermost section that a line stands in.
pub fn innermost(document: &Document, line: usize) -> Option<usize> {
    // Sections stand in order of the text, so the innermost one around the line is the last.
    document.outline.sections.iter().rposition(|section| section.extent.contains(&line))
}

/// Words for a part by where it stands, and the unit that they name.
const RELATIVE: [&str; 10] = ["本章", "本节", "本条", "前章", "前节", "前条", "前款", "前项", "上条", "上款"];

/// The references of a line by place: 前款, 本章.
fn relative(document: &Document, line: usize) -> Vec<Link<'static>> {
    let text = document.lines[line].text.as_str();
    let mut found = Vec::new();
    for words in RELATIVE {
        for (at, _) in text.match_indices(words).filter(|(at, _)| is_word(text, *at..at + words.len())) {
            let to = Place { document, line }.named(words);
            found.extend(
                to.map(|to| Link { span: Span::on_line(line, at..at + words.len()), to: To::Draft(to) }),
            );
        }
    }
    found
}

/// False where other words cross its edges: 目前款项, 基本条件.
fn is_word(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].char_indices().rev().nth(lexicon::LONGEST - 1).map_or(0, |(at, _)| at);
    let after = text[range.end..].char_indices().nth(lexicon::LONGEST);
    let around = &text[before..after.map_or(text.len(), |(at, _)| range.end + at)];
    let place = |byte: usize| text[before..byte].chars().count();
    let boundaries = lexicon::boundaries(&around.chars().collect::<Vec<char>>());
    boundaries.contains(&place(range.start)) && boundaries.contains(&place(range.end))
}

struct Place<'a> {
    document: &'a Document,
    line: usize,
}

impl Place<'_> {
    fn named(&self, words: &str) -> Option<Span> {
        let sections = &self.document.outline.sections;
        let wanted = match words.chars().nth(1)? {
            '款' => return self.paragraph_before(),
            '章' => Level::Chapter,
            '节' => Level::Section,
            '项' => Level::ParenHan,
            _ => Level::Article,
        };
        let is_wanted = |index: &usize| {
            level(self.document, &sections[*index]).is_some_and(|level| levels(wanted).contains(&level))
        };
        let own = above(sections, innermost(self.document, self.line)).find(is_wanted)?;
        let section = if words.starts_with('本') {
            own
        } else {
            let level = level(self.document, &sections[own]);
            let mut before =
                (0..own).rev().filter(|&index| self::level(self.document, &sections[index]) == level);
            before.next()?
        };
        Some(sections[section].span)
    }

    /// The paragraph before the line in the same section.
    fn paragraph_before(&self) -> Option<Span> {
        let start = self.document.outline.sections[innermost(self.document, self.line)?].extent.start;
        let lines = &self.document.lines;
        let before = (start..self.line).rev().find(|&line| !lines[line].is_blank())?;
        Some(Span::on_line(before, lines[before].body.clone()))
    }
}

/// The published documents by their titles, without marks and blanks.
struct Titles<'a>(HashMap<String, &'a Published>);

impl<'a> Titles<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let mut known = HashMap::new();
        for document in corpus.documents() {
            let title = plain(&document.title);
            // The issuer is often left out: 《关于……的决定》.
            if let Some(at) = title.find("关于").filter(|at| *at > 0) {
                known.entry(title[at..].to_owned()).or_insert(document);
            }
            known.insert(title, document);
        }
        Self(known)
    }

    fn link(&self, line: usize, text: &str, range: Range<usize>) -> Option<Link<'a>> {
        let inner = &text[range.start + '《'.len_utf8()..range.end - '》'.len_utf8()];
        let document = *self.0.get(&plain(inner)).filter(|_| !inner.is_empty())?;
        Some(Link { span: Span::on_line(line, range), to: To::Published(document) })
    }
}

fn plain(title: &str) -> String {
    fold(title).chars().filter(|&c| !is_blank(c) && c != '"').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    const DRAFT: &str = "关于工作的决定\n第一章 总则\n第一条 甲。\n乙依照前款规定。\n第二条 依照前条办理。\n第二章 任务\n\
        第三条 见第一章，参照第一条办理。\n（一）丙，目前款项已到。\n（二）依照第（一）项执行。\n第四条 丁。\n（一）戊。\n（二）适用第（一）项。";

    fn at(words: &str) -> Option<usize> {
        let text = Text::from(DRAFT);
        let draft = analyze(&text, &Arc::default(), None).draft;
        let offset = DRAFT.find(words).expect("it is there") + words.find('第').unwrap_or(0);
        let reference = Reference::default();
        match link_at(&draft, &reference, text.position(offset))?.to {
            To::Draft(span) => Some(span.start.line),
            To::Published(_) => None,
        }
    }

    #[test]
    fn parts_are_found_by_number_and_by_place() {
        for (words, line) in [
            ("前款规定", Some(2)),
            ("前条办理", Some(2)),
            ("见第一章", Some(1)),
            ("参照第一条", Some(2)),
            ("依照第（一）项", Some(7)),
            ("适用第（一）项", Some(10)),
            ("前款项已", None),
            ("第三条", None),
        ] {
            assert_eq!(at(words), line, "{words}");
        }
    }

    #[test]
    fn titles_of_the_corpus_are_links_with_or_without_issuer() {
        let title = "关于奋力后发赶超振兴发展加快建设“三市两地一枢纽”的决定";
        let text = format!("关于工作的意见\n落实《{title}》《中共巴中市委{title}》《关于工作的通知》。");
        let analysis = analyze(&Text::from(text.as_str()), &Arc::default(), None);
        let reference = Reference::default();
        let names: Vec<&str> = links(&analysis, &reference)
            .iter()
            .map(|link| match link.to {
                To::Published(document) => &document.name[..3],
                To::Draft(_) => "draft",
            })
            .collect();
        assert_eq!(names, ["001", "001"]);
    }
}
