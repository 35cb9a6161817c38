//! What stands over each chapter: how many articles it has, how long it is, how many targets it sets.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::document::{Role, SectionKind};
use crate::text::Span;

/// The measure of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// Marker and heading of the chapter.
    pub span: Span,
    /// Articles under it, however deep.
    pub articles: usize,
    /// Characters of its lines, heading and punctuation included, indentation not.
    pub characters: usize,
    /// Targets that it sets.
    pub targets: usize,
}

impl Lens {
    /// As the editor shows it: 5 条 · 1234 字 · 8 项目标. What there is none of is left out.
    pub fn title(&self) -> String {
        let parts = [(self.articles, "条"), (self.characters, "字"), (self.targets, "项目标")].into_iter();
        let shown = parts.filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
        shown.collect::<Vec<_>>().join(" · ")
    }
}

/// The measures of all chapters that are more than a heading, in order of place.
pub fn lenses(analysis: &Analysis) -> Vec<Lens> {
    let (sections, targets) = (&analysis.draft.document.outline.sections, &analysis.draft.promises.targets);
    let chapters = sections.iter().filter(|section| section.kind == SectionKind::Chapter);
    let measured = chapters.map(|chapter| {
        let inside = within(sections, &chapter.extent, |section| section.span.start.line);
        Lens {
            span: chapter.span,
            articles: inside.iter().filter(|section| section.kind == SectionKind::Article).count(),
            characters: characters(analysis, chapter.extent.clone()),
            targets: within(targets, &chapter.extent, |target| target.line).len(),
        }
    });
    measured.filter(|lens| lens.characters > characters(analysis, heading(lens))).collect()
}

/// Those of `all`, which are in order of place, that begin in `lines`.
fn within<'a, T>(all: &'a [T], lines: &Range<usize>, line: impl Fn(&T) -> usize) -> &'a [T] {
    let bound = |at: usize| all.partition_point(|one| line(one) < at);
    &all[bound(lines.start)..bound(lines.end)]
}

fn heading(lens: &Lens) -> Range<usize> {
    lens.span.start.line..lens.span.end.line + 1
}

fn characters(analysis: &Analysis, lines: Range<usize>) -> usize {
    let document = &analysis.draft.document;
    let body = lines.filter(|&line| document.front.roles[line] == Role::Body);
    body.map(|line| document.lines[line].length()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    fn titles(text: &str) -> Vec<(usize, String)> {
        let analysis = analyze(&Text::from(text), &Arc::default(), None);
        lenses(&analysis).iter().map(|lens| (lens.span.start.line, lens.title())).collect()
    }

    #[test]
    fn chapters_are_measured() {
        let text = "关于工作的决定\n一、总体要求\n　　（一）指导思想。坚持统筹。\n（二）目标。到2027年，产值突破100亿元，建成𠮷站3个。\n\n二、保障\n";
        assert_eq!(titles(text), [(1, "2 条 · 49 字 · 2 项目标".to_owned())]);
        assert_eq!(titles("第一章 总则\n第一节 目的\n第一条 为了发展。\n第二章 附则\n").len(), 2);
        assert_eq!(titles(""), []);
    }
}
