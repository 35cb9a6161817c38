//! A marker's place in the outline.

use std::ops::Range;

use crate::document::{Document, SectionKind};
use crate::draft::Draft;
use crate::features::links;
use crate::text::{Position, Span};

use super::{Card, count, shortened};

/// The section whose marker stands at `at`: where it stands among the others, and what stands under it.
pub fn card(draft: &Draft, at: Position) -> Option<(Span, Card)> {
    let document = &draft.document;
    let (index, span) = links::marked(document, at)?;
    let section = &document.outline.sections[index];
    let mut card = Card::new(shortened(&name(document, index)));
    let siblings = match section.parent {
        Some(parent) => &document.outline.sections[parent].children,
        None => &document.outline.roots,
    };
    let same = |sibling: &&usize| document.outline.sections[**sibling].kind == section.kind;
    let kin: Vec<&usize> = siblings.iter().filter(same).collect();
    let rank = kin.iter().position(|sibling| **sibling == index).unwrap_or_default() + 1;
    let declared = section.parent.and_then(|parent| count::declared(document, lead(document, parent)));
    let declared = declared.map_or_else(String::new, |words| format!("，写明{words}"));
    let (level, kind, count) = (section.level, label(section.kind), kin.len());
    card.say("序位", format!("第{level}层（{kind}），同级第{rank}个，共{count}个{declared}"));
    let path = std::iter::successors(section.parent, |&outer| document.outline.sections[outer].parent);
    let mut path: Vec<String> = path.map(|outer| shortened(&name(document, outer))).collect();
    path.reverse();
    card.say("上级", path.join(" › "));
    if !section.children.is_empty() {
        let declared = count::declared(document, lead(document, index));
        let declared = declared.map_or_else(String::new, |words| format!("，写明{words}"));
        card.say("下级", format!("{}个{declared}", section.children.len()));
    }
    Some((span, card))
}

/// The lines of a section before the first one under it.
fn lead(document: &Document, index: usize) -> Range<usize> {
    let section = &document.outline.sections[index];
    let start = section.span.start.line;
    let below = section.children.first().map(|&child| document.outline.sections[child].span.start.line);
    start..below.unwrap_or(start).max(start + 1)
}

fn name(document: &Document, index: usize) -> String {
    let section = &document.outline.sections[index];
    format!("{}{}", section.marker.as_deref().unwrap_or_default(), section.title)
}

fn label(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Chapter => "章",
        SectionKind::Article => "条",
        SectionKind::Item => "项",
        SectionKind::Subitem => "子项",
        SectionKind::Dash => "破折号项",
        SectionKind::Subhead => "段首题",
    }
}
