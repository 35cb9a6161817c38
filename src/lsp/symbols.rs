//! Headings of all open drafts and of the published documents, for an editor to jump to.

use std::sync::Arc;

use tower_lsp::ls_types::{Location, SymbolInformation, SymbolKind};

use crate::corpus::Corpus;
use crate::features::workspace_symbols::{Query, in_corpus, in_draft};

use super::convert;
use super::published::Shelf;
use super::session::{Session, Snapshot};

/// Headings that are listed at most; editors ask again with every key.
const LISTED: usize = 200;

/// The headings that match what was typed: those of the drafts first.
pub fn find(session: &Session, drafts: &[Snapshot], typed: &str) -> Vec<SymbolInformation> {
    let query = Query::new(typed);
    let mut found = Vec::new();
    for draft in drafts.iter().filter(|draft| !draft.published) {
        let Ok(Some(checked)) = session.check(draft) else { continue };
        let document = &checked.analysis.draft.document;
        for heading in in_draft(&checked.analysis, &query) {
            let range = convert::range(document, heading.span, &draft.traits);
            let location = Location::new(draft.uri.clone(), range);
            found.push(symbol(heading.name, convert::symbol_kind(heading.kind), location, document.title()));
        }
    }
    let traits = session.traits();
    let mut seen: Vec<Arc<Corpus>> = Vec::new();
    for reference in session.config.references() {
        if seen.iter().any(|corpus| Arc::ptr_eq(corpus, &reference.corpus)) {
            continue;
        }
        seen.push(Arc::clone(&reference.corpus));
        let mut shelf = Shelf::new(&reference, &traits);
        let room = LISTED.saturating_sub(found.len());
        for heading in in_corpus(&reference.corpus, &query).take(room) {
            let kind = match heading.depth {
                0 => SymbolKind::MODULE,
                1 => SymbolKind::CLASS,
                _ => SymbolKind::METHOD,
            };
            let location = shelf.location(&heading.place);
            let title = heading.place.document.title.as_str();
            found.extend(location.map(|location| symbol(heading.name.to_owned(), kind, location, title)));
        }
    }
    found.truncate(LISTED);
    found
}

#[expect(deprecated, reason = "the field of the protocol has to be filled in")]
fn symbol(name: String, kind: SymbolKind, location: Location, container: &str) -> SymbolInformation {
    let container_name = (!container.is_empty()).then(|| container.to_owned());
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name }
}
