//! Where something is defined: an abbreviation and a cited part in the draft, a term and an indicator in
//! the published documents, or else in the termbase.

use crate::draft::Draft;
use crate::reference::Reference;
use crate::text::{Position, Span};

use super::links::{self, Link, To};
use super::published::{self, Published};
use super::subject::{self, Names, Subject};

/// A place that defines.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot<'a> {
    /// In the draft.
    Draft(Span),
    /// In a published document.
    Published(Published<'a>),
    /// An entry of the termbase, by its index.
    Termbase(usize),
}

/// What is at `at`, and where it is defined.
pub fn definition<'a>(draft: &Draft, reference: &'a Reference, at: Position) -> Option<(Span, Spot<'a>)> {
    if let Some(Link { span, to }) = links::link_at(draft, reference, at) {
        let spot = match to {
            To::Draft(target) => Spot::Draft(target),
            To::Published(document) => Spot::Published(Published { document, line: 0, range: 0..0 }),
        };
        return Some((span, spot));
    }
    let mention = subject::mention(draft, at)?;
    let words = written(draft, mention.span);
    let names = Names::of(draft);
    let introduced = names.introduction(words, mention.span.start).map(|introduced| introduced.span());
    let spot = match introduced {
        Some(span) => Spot::Draft(span),
        None => defining(draft, reference, &mention.subject)?,
    };
    Some((mention.span, spot))
}

fn defining<'a>(draft: &Draft, reference: &'a Reference, subject: &Subject) -> Option<Spot<'a>> {
    let places = published::mentions(reference, subject);
    if let Some(best) = published::best(&reference.corpus, &places) {
        return Some(Spot::Published(best.clone()));
    }
    match subject {
        Subject::Term(entry) => Some(Spot::Termbase(*entry)),
        Subject::Name(_) | Subject::Indicator(_) => {
            subject::mentions(draft, subject).first().copied().map(Spot::Draft)
        }
    }
}

/// The words of a span within one line.
pub(super) fn written(draft: &Draft, span: Span) -> &str {
    &draft.document.lines[span.start.line].text[span.start.byte..span.end.byte]
}
