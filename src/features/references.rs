//! Where else the same is spoken of: in the draft, and in the published documents.

use crate::draft::Draft;
use crate::reference::Reference;
use crate::text::{Position, Span};

use super::links::{self, To};
use super::published::{self, Published};
use super::subject::{self, Mention, Names};

/// Places where the same is spoken of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions<'a> {
    /// In the draft, in order of place.
    pub draft: Vec<Span>,
    /// In the published documents, in their order.
    pub published: Vec<Published<'a>>,
}

/// The mentions of what is at `at`: of a term, a name or an indicator, or of the part of the draft whose
/// marker stands there. Where an abbreviation is introduced counts as its declaration.
pub fn references<'a>(
    draft: &Draft,
    reference: &'a Reference,
    at: Position,
    with_declaration: bool,
) -> Mentions<'a> {
    if let Some((section, _)) = links::marked(&draft.document, at) {
        return Mentions { draft: links::citing(&draft.document, section), published: Vec::new() };
    }
    let Some(mention) = subject::mention(draft, at) else { return Mentions::default() };
    let mut found = in_draft(draft, &mention);
    if !with_declaration {
        let names = Names::of(draft);
        found.retain(|span| !names.introduced.iter().any(|introduced| introduced.span() == *span));
    }
    Mentions { draft: found, published: published::mentions(reference, &mention.subject) }
}

/// What is to be marked together with what is at `at`.
pub fn highlights(draft: &Draft, reference: &Reference, at: Position) -> Vec<Span> {
    if let Some((section, marker)) = links::marked(&draft.document, at) {
        let mut found = links::citing(&draft.document, section);
        found.push(marker);
        return found;
    }
    if let Some(link) = links::link_at(draft, reference, at)
        && let To::Draft(target) = link.to
    {
        return vec![link.span, target];
    }
    subject::mention(draft, at).map_or_else(Vec::new, |mention| in_draft(draft, &mention))
}

/// The mention itself is among them, also where only the rest of them can tell what it is.
fn in_draft(draft: &Draft, mention: &Mention) -> Vec<Span> {
    let mut found = subject::mentions(draft, &mention.subject);
    if !found.contains(&mention.span) {
        found.push(mention.span);
        found.sort();
    }
    found
}
