//! The outline as an editor shows it.

use crate::analysis::Analysis;
use crate::document::{Section, SectionKind};
use crate::text::{Position, Span};

use super::{last_written, line_end};

/// One section in the editor's outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Marker and heading; never empty, as editors refuse an outline with an empty name.
    pub name: String,
    /// What kind of section it is.
    pub kind: SectionKind,
    /// From the heading to the end of what belongs to it; holds the spans of all children.
    pub extent: Span,
    /// Marker and heading.
    pub selection: Span,
    /// The sections right under it, in order.
    pub children: Vec<Symbol>,
}

/// The outline of the document, as a tree.
pub fn symbols(analysis: &Analysis) -> Vec<Symbol> {
    let outline = &analysis.draft.document.outline;
    outline.roots.iter().map(|&root| symbol(analysis, &outline.sections[root])).collect()
}

fn symbol(analysis: &Analysis, section: &Section) -> Symbol {
    let outline = &analysis.draft.document.outline;
    let children: Vec<Symbol> =
        section.children.iter().map(|&child| symbol(analysis, &outline.sections[child])).collect();
    // A subhead on the line of its article begins after that article does.
    let shares_line = section
        .parent
        .is_some_and(|parent| outline.sections[parent].span.start.line == section.span.start.line);
    let start = if shares_line { section.span.start } else { Position::new(section.span.start.line, 0) };
    let own_end = line_end(analysis, last_written(analysis, section.extent.clone()));
    let end = children.iter().map(|child| child.extent.end).fold(own_end.max(section.span.end), Ord::max);
    Symbol {
        name: name(section),
        kind: section.kind,
        extent: Span { start, end },
        selection: section.span,
        children,
    }
}

/// Marker and heading in one, never empty.
pub(super) fn name(section: &Section) -> String {
    let marker = section.marker.as_deref().unwrap_or_default();
    // 附件1 and 第一章 stand apart from their titles; the other markers bring their own mark.
    let apart = marker.starts_with(['第', '附']) && !section.title.is_empty();
    let name = format!("{marker}{}{}", if apart { " " } else { "" }, section.title);
    if name.trim().is_empty() { "（无标题）".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    fn holds(outer: &Symbol) -> bool {
        outer.children.iter().all(|inner| {
            outer.extent.start <= inner.extent.start
                && inner.extent.end <= outer.extent.end
                && inner.extent.start <= inner.selection.start
                && inner.selection.end <= inner.extent.end
                && holds(inner)
        })
    }

    #[test]
    fn the_tree_is_that_of_the_outline_and_parents_hold_their_children() {
        let text = Text::from(include_str!("../../seeds/000_fac739ef5a749b88.txt"));
        let analysis = analyze(&text, &Arc::default(), None);
        let symbols = symbols(&analysis);
        assert_eq!(symbols.len(), analysis.draft.document.outline.roots.len());
        assert!(symbols.iter().all(holds));
        assert!(symbols.iter().all(|symbol| !symbol.children.is_empty()), "chapters have articles");
    }
}
