//! The tree of a document: chapters → articles → items, dash items and unnumbered subheads.

use std::ops::Range;

use crate::text::Span;

use super::front::Role;
use super::marker::Level;
use super::paragraph::Paragraph;
use super::{Attachment, Lines, Placed};

/// What a section of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// 一、 or 第一章, and unnumbered headings on a line of their own.
    Chapter,
    /// （一） or 第一条.
    Article,
    /// 1.
    Item,
    /// （1） and ①.
    Subitem,
    /// ——
    Dash,
    /// An unnumbered run-in heading.
    Subhead,
}

impl SectionKind {
    /// Its name in the command line's contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chapter => "chapter",
            Self::Article => "article",
            Self::Item => "item",
            Self::Subitem => "subitem",
            Self::Dash => "dash",
            Self::Subhead => "subhead",
        }
    }
}

/// One heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// 结构层次, 1 for the highest; dash items and subheads stand one below their parent.
    pub level: usize,
    /// The marker as written, 附件1 and —— included.
    pub marker: Option<String>,
    /// Its number; unnumbered chapters are counted.
    pub number: Option<u32>,
    /// The heading without marker and without the stop that closes a run-in heading.
    pub title: String,
    /// Marker and heading.
    pub span: Span,
    /// Paragraphs from the heading to the last one that belongs to it.
    pub extent: Range<usize>,
    /// Index of the section that it stands under.
    pub parent: Option<usize>,
    /// Indices of the sections right under it, in order.
    pub children: Vec<usize>,
    /// Index of its marker in the reading of the numbers.
    pub placed: Option<usize>,
}

/// The outline of a document.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// All sections in order of the text.
    pub sections: Vec<Section>,
    /// Indices of the sections that stand under none.
    pub roots: Vec<usize>,
    /// Index of the first paragraph of the closing appeal.
    pub closing: Option<usize>,
}

const HEADING_LENGTH: usize = 40;

/// What the builder reads.
pub(super) struct Source<'a> {
    pub lines: &'a Lines,
    pub roles: &'a [Role],
    pub placed: &'a [Placed],
    pub attachments: &'a [Attachment],
    pub body_start: usize,
}

/// Builds the outline from roles and placed markers.
pub(super) fn build(source: &Source) -> Outline {
    let mut builder = Builder {
        source,
        outline: Outline::default(),
        of_placed: vec![None; source.placed.len()],
        holder: None,
        current: None,
        closed_by: None,
        numbered: false,
        numbered_chapters: false,
        unnumbered_chapters: 0,
        stretch: 0..0,
        stretch_has_subheads: false,
    };
    let mut placed = source.placed.iter().enumerate().peekable();
    let mut attachments = source.attachments.iter().peekable();
    for line in source.body_start..source.lines.len() {
        let paragraph = &source.lines[line];
        if let Some(attachment) = attachments.next_if(|a| a.line == line) {
            builder.attachment(attachment);
        } else if let Some((index, item)) = placed.next_if(|(_, item)| item.token.paragraph == line) {
            builder.numbered(index, item, paragraph);
        } else if source.roles[line] == Role::Body {
            builder.unnumbered(line, paragraph);
        }
    }
    builder.finish()
}

struct Builder<'a> {
    source: &'a Source<'a>,
    outline: Outline,
    /// Section of each placed marker.
    of_placed: Vec<Option<usize>>,
    /// The attachment or unnumbered chapter that numbered sections may stand under.
    holder: Option<usize>,
    /// The last section that is neither dash item nor subhead.
    current: Option<usize>,
    /// The last unnumbered chapter or attachment: sections before it are closed.
    closed_by: Option<usize>,
    /// True once a numbered section was seen.
    numbered: bool,
    numbered_chapters: bool,
    unnumbered_chapters: u32,
    /// The unmarked paragraphs last looked at together, and whether they have subheads.
    stretch: Range<usize>,
    stretch_has_subheads: bool,
}

impl Builder<'_> {
    fn push(
        &mut self,
        kind: SectionKind,
        level: usize,
        title: &str,
        span: Span,
        parent: Option<usize>,
    ) -> usize {
        let index = self.outline.sections.len();
        let line = span.start.line;
        self.outline.sections.push(Section {
            kind,
            level,
            marker: None,
            number: None,
            title: title.to_owned(),
            span,
            extent: line..line + 1,
            parent,
            children: Vec::new(),
            placed: None,
        });
        match parent {
            Some(parent) => self.outline.sections[parent].children.push(index),
            None => self.outline.roots.push(index),
        }
        index
    }

    fn level_below(&self, parent: Option<usize>) -> usize {
        parent.map_or(1, |parent| self.outline.sections[parent].level + 1)
    }

    fn attachment(&mut self, attachment: &Attachment) {
        let paragraph = &self.source.lines[attachment.line];
        let span = Span::on_line(attachment.line, paragraph.body.clone());
        let index = self.push(SectionKind::Chapter, 1, &attachment.title, span, None);
        self.outline.sections[index].marker = Some(attachment.marker.clone());
        self.outline.sections[index].number = attachment.number;
        (self.holder, self.current, self.closed_by) = (Some(index), Some(index), Some(index));
    }

    fn numbered(&mut self, index: usize, item: &Placed, paragraph: &Paragraph) {
        let Some(marker) = &paragraph.marker else { return };
        let parent = match item.parent {
            // An unnumbered heading in between closes the section that the number would go on in.
            Some(parent) => self.of_placed[parent].max(self.closed_by),
            None => self.holder.filter(|&holder| {
                let attachment = self.outline.sections[holder].marker.is_some();
                attachment || !matches!(item.level, Level::Part | Level::Chapter | Level::Han)
            }),
        };
        if parent.is_none() {
            self.holder = None;
        }
        let parent_is_article = item.parent.is_some_and(|p| self.source.placed[p].level == Level::Article);
        let below_article = item
            .parent
            .and_then(|p| self.source.placed[p].parent)
            .is_some_and(|p| self.source.placed[p].level == Level::Article);
        let (kind, rank) = match item.level {
            Level::Part | Level::Chapter | Level::Han => (SectionKind::Chapter, 1),
            Level::Section => (SectionKind::Chapter, 2),
            Level::ParenHan if parent_is_article => (SectionKind::Item, 3),
            Level::Article | Level::ParenHan => (SectionKind::Article, 2),
            Level::Arabic if below_article => (SectionKind::Subitem, 4),
            Level::Arabic => (SectionKind::Item, 3),
            Level::ParenArabic => (SectionKind::Subitem, 4),
            Level::Circled => (SectionKind::Subitem, 5),
        };
        let level = rank.max(self.level_below(parent));
        let span = Span::on_line(
            item.token.paragraph,
            marker.range.start..paragraph.heading.end.max(marker.range.end),
        );
        let at = self.push(kind, level, paragraph.heading(), span, parent);
        let section = &mut self.outline.sections[at];
        section.marker = Some(paragraph.text[marker.range.clone()].to_owned());
        section.number = Some(marker.number);
        section.placed = Some(index);
        self.numbered = true;
        self.numbered_chapters |= kind == SectionKind::Chapter;
        self.of_placed[index] = Some(at);
        self.current = Some(at);
    }

    fn unnumbered(&mut self, line: usize, paragraph: &Paragraph) {
        let span = |range: &Range<usize>| Span::on_line(line, range.clone());
        if let Some(dash) = &paragraph.dash {
            let level = self.level_below(self.current);
            let at = self.push(
                SectionKind::Dash,
                level,
                paragraph.heading(),
                span(&(dash.start..paragraph.heading.end)),
                self.current,
            );
            self.outline.sections[at].marker = Some(paragraph.text[dash.clone()].to_owned());
        } else if is_heading_line(self.source, line) {
            self.heading_line(line, paragraph);
        } else if self.current.is_some() && paragraph.has_subhead && self.subheads_prevail(line) {
            self.first_subhead_of_article();
            let parent = self.subhead_parent();
            let level = self.level_below(parent);
            self.push(SectionKind::Subhead, level, paragraph.heading(), span(&paragraph.heading), parent);
        }
    }

    /// True when most unmarked paragraphs around `line`, up to the next heading on both sides, start
    /// with a subhead. A short first sentence alone makes none.
    fn subheads_prevail(&mut self, line: usize) -> bool {
        if !self.stretch.contains(&line) {
            let source = self.source;
            let plain = |at: usize| {
                let paragraph = &source.lines[at];
                source.roles[at] == Role::Blank
                    || source.roles[at] == Role::Body
                        && paragraph.marker.is_none()
                        && paragraph.dash.is_none()
                        && !is_heading_line(source, at)
            };
            let end = (line..source.lines.len()).find(|&at| !plain(at)).unwrap_or(source.lines.len());
            let start =
                (source.body_start..line).rev().find(|&at| !plain(at)).map_or(source.body_start, |at| at + 1);
            let body =
                || (start..end).filter(|&at| source.roles[at] == Role::Body).map(|at| &source.lines[at]);
            let (with, all) = (body().filter(|p| p.has_subhead).count(), body().count());
            self.stretch = start..end;
            self.stretch_has_subheads = with * 2 > all;
        }
        self.stretch_has_subheads
    }

    /// The open dash item, or the section itself.
    fn subhead_parent(&self) -> Option<usize> {
        let current = self.current?;
        let last = *self.outline.sections[current].children.last().unwrap_or(&current);
        Some(if self.outline.sections[last].kind == SectionKind::Dash { last } else { current })
    }

    /// An article whose paragraphs have subheads may carry the first one right after its heading.
    fn first_subhead_of_article(&mut self) {
        let Some(current) = self.current else { return };
        let section = &self.outline.sections[current];
        let line = section.span.start.line;
        if section.kind != SectionKind::Article || !section.children.is_empty() {
            return;
        }
        let paragraph = &self.source.lines[line];
        if let Some(second) = &paragraph.second_subhead {
            let level = self.level_below(Some(current));
            let (title, span) = (&paragraph.text[second.clone()], Span::on_line(line, second.clone()));
            self.push(SectionKind::Subhead, level, title, span, Some(current));
        }
    }

    /// An unnumbered heading on a line of its own: a chapter where chapters have no numbers, before
    /// the first number or by its Markdown mark; else a subhead.
    fn heading_line(&mut self, line: usize, paragraph: &Paragraph) {
        let span = Span::on_line(line, paragraph.heading.clone());
        let chapters_have_none = self.unnumbered_chapters > 0 && !self.numbered_chapters;
        if self.numbered && !chapters_have_none && paragraph.markdown_heading == 0 {
            let parent = self.subhead_parent();
            let level = self.level_below(parent);
            self.push(SectionKind::Subhead, level, paragraph.heading(), span, parent);
            return;
        }
        let parent = self.holder.filter(|&h| self.outline.sections[h].marker.is_some());
        self.unnumbered_chapters += 1;
        let number = self.unnumbered_chapters;
        let level = self.level_below(parent);
        let at = self.push(SectionKind::Chapter, level, paragraph.heading(), span, parent);
        self.outline.sections[at].number = Some(number);
        (self.current, self.closed_by) = (Some(at), Some(at));
        if parent.is_none() {
            self.holder = Some(at);
        }
    }

    fn finish(mut self) -> Outline {
        let last =
            self.source.roles.iter().rposition(|role| matches!(role, Role::Body)).map_or(0, |at| at + 1);
        self.outline.closing = closing(self.source, last);
        let text_end = self.outline.closing.unwrap_or(last);
        let sections = &mut self.outline.sections;
        let mut open: Vec<usize> = Vec::new();
        for index in 0..sections.len() {
            let line = sections[index].span.start.line;
            while let Some(&top) = open.last().filter(|&&top| sections[index].parent != Some(top)) {
                sections[top].extent.end = line.max(sections[top].extent.start + 1);
                open.pop();
            }
            open.push(index);
        }
        for index in open {
            let section = &mut sections[index];
            section.extent.end = text_end.max(section.extent.start + 1);
        }
        self.outline
    }
}

/// True for a short line without a stop that stands over running text.
pub(super) fn is_heading_line(source: &Source, line: usize) -> bool {
    let paragraph = &source.lines[line];
    if paragraph.markdown_heading > 0 {
        return true;
    }
    let length = paragraph.length();
    if !(2..=HEADING_LENGTH).contains(&length)
        || paragraph.heading_stop.is_some()
        || paragraph.ends_sentence()
        || paragraph.marker.is_some()
    {
        return false;
    }
    // Lists, labels and tables have lines without a stop, too.
    let body = paragraph.body();
    let marks = ['|', '\t', '：', ':', '●', '■', '•', '√', '➢', '★', '◆', '□'];
    if body.ends_with(['，', ',', '、']) || body.contains(marks) || !body.contains(crate::text::is_hanzi) {
        return false;
    }
    let next = (line + 1..source.lines.len()).find(|&i| !source.lines[i].is_blank());
    next.is_some_and(|next| {
        let below = &source.lines[next];
        source.roles[next] == Role::Body
            && (below.length() > HEADING_LENGTH
                || below.heading_stop.is_some()
                || below.marker.is_some()
                || below.dash.is_some())
    })
}

/// The appeal that ends a document: the last unmarked paragraphs that call on everybody.
fn closing(source: &Source, end: usize) -> Option<usize> {
    const CALLS: [&str; 6] = ["紧密团结", "号召", "努力奋斗", "不懈奋斗", "团结奋斗", "而奋斗"];
    let mut found = None;
    for line in (source.body_start..end).rev() {
        let paragraph = &source.lines[line];
        if source.roles[line] != Role::Body {
            continue;
        }
        let calls = CALLS.iter().any(|word| paragraph.body().contains(word));
        if paragraph.marker.is_some() || paragraph.dash.is_some() || !calls {
            break;
        }
        found = Some(line);
    }
    found
}
