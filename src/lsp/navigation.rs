//! Definitions, references, highlights, links and new names as the protocol has them.

use std::str::FromStr;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentLink, GotoDefinitionResponse, Location, LocationLink, PrepareRenameResponse,
    Uri, WorkspaceEdit,
};

use crate::features::definition::{self, Spot};
use crate::features::links::{self, To};
use crate::features::{references, rename};
use crate::text::{Position, Span};

use super::actions::workspace_edit;
use super::convert;
use super::published::Shelf;
use super::session::{Checked, Snapshot};

/// Places in published documents that are listed at most.
const LISTED: usize = 500;

/// The error code of a request that is right and yet cannot be carried out.
const REQUEST_FAILED: i64 = -32803;

/// A state of a draft with its analysis, to be asked.
pub struct Asked<'a> {
    /// The draft.
    pub snapshot: &'a Snapshot,
    /// Its analysis.
    pub checked: &'a Checked,
}

impl Asked<'_> {
    fn range(&self, span: Span) -> tower_lsp::ls_types::Range {
        convert::range(&self.checked.analysis.draft.document, span, &self.snapshot.traits)
    }

    fn location(&self, span: Span) -> Location {
        Location::new(self.snapshot.uri.clone(), self.range(span))
    }

    fn shelf(&self) -> Shelf<'_> {
        Shelf::new(&self.checked.reference, &self.snapshot.traits)
    }

    /// Where what stands at `at` is defined.
    pub fn definition(&self, at: Position) -> Option<GotoDefinitionResponse> {
        let draft = &self.checked.analysis.draft;
        let (origin, spot) = definition::definition(draft, &self.checked.reference, at)?;
        let Location { uri, range } = match spot {
            Spot::Draft(span) => self.location(span),
            Spot::Published(place) => self.shelf().location(&place)?,
            Spot::Termbase(entry) => self.shelf().entry(entry)?,
        };
        if !self.snapshot.traits.definition_links {
            return Some(Location::new(uri, range).into());
        }
        let origin = Some(self.range(origin));
        Some(GotoDefinitionResponse::Link(vec![LocationLink {
            origin_selection_range: origin,
            target_uri: uri,
            target_range: range,
            target_selection_range: range,
        }]))
    }

    /// Where the same is spoken of, in the draft and in published documents.
    pub fn references(&self, at: Position, with_declaration: bool) -> Vec<Location> {
        let draft = &self.checked.analysis.draft;
        let found = references::references(draft, &self.checked.reference, at, with_declaration);
        let mut locations: Vec<Location> = found.draft.into_iter().map(|span| self.location(span)).collect();
        let mut shelf = self.shelf();
        locations.extend(found.published.iter().take(LISTED).filter_map(|place| shelf.location(place)));
        locations
    }

    /// What is to be marked together with what stands at `at`.
    pub fn highlights(&self, at: Position) -> Vec<DocumentHighlight> {
        let found = references::highlights(&self.checked.analysis.draft, &self.checked.reference, at);
        found.into_iter().map(|span| DocumentHighlight { range: self.range(span), kind: None }).collect()
    }

    /// The words of the draft that lead somewhere.
    pub fn links(&self) -> Vec<DocumentLink> {
        let mut shelf = self.shelf();
        let links = links::links(&self.checked.analysis, &self.checked.reference).into_iter();
        let linked = links.filter_map(|link| {
            let (target, tooltip) = match link.to {
                To::Draft(span) => (self.fragment(span)?, format!("转到第{}行", span.start.line + 1)),
                To::Published(document) => (shelf.address(document)?, "打开语料原文".to_owned()),
            };
            let range = self.range(link.span);
            Some(DocumentLink { range, target: Some(target), tooltip: Some(tooltip), data: None })
        });
        linked.collect()
    }

    /// A place of the draft as an address, in the form that editors know.
    fn fragment(&self, span: Span) -> Option<Uri> {
        let start = self.range(span).start;
        let place = format!("{}#L{},{}", self.snapshot.uri.as_str(), start.line + 1, start.character + 1);
        Uri::from_str(&place).ok()
    }

    /// What can be renamed at `at`.
    pub fn prepare_rename(&self, at: Position) -> Option<PrepareRenameResponse> {
        let span = rename::prepare(&self.checked.analysis.draft, at)?;
        Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: self.range(span),
            placeholder: self.snapshot.text.slice(span),
        })
    }

    /// The edit that gives what stands at `at` another name.
    pub fn rename(&self, at: Position, new: &str) -> Result<WorkspaceEdit> {
        let Checked { analysis, reference, .. } = self.checked;
        let edits = rename::rename(&analysis.draft, reference, at, new).map_err(|refusal| Error {
            code: ErrorCode::ServerError(REQUEST_FAILED),
            message: refusal.to_string().into(),
            data: None,
        })?;
        Ok(workspace_edit(self.snapshot, &edits))
    }
}
