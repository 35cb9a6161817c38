//! nigao 拟稿: a checker for drafted resolutions of Party committees and governments.
//!
//! ```text
//! bytes ─decode─→ Text ─analyze─→ Analysis { draft, findings }
//!                          │          ├→ features: questions an editor asks
//!   reference: settings, terms, corpus │     └→ lsp: transport only
//!                                      └→ cli: text, json, csv
//! ```
//!
//! A line is a paragraph. What a line says by itself (marker, terms, near misses, numbers) is kept as long
//! as the line stays; what needs neighbours (outline, targets with their horizons) is computed from those
//! facts. Reading order: text, document, finding, target, terms, corpus, settings, reference, draft, rules,
//! analysis, fix, features, and last lsp and cli; each may use only those before it.

pub mod analysis;
pub mod cli;
pub mod corpus;
pub mod document;
pub mod draft;
pub mod features;
pub mod finding;
pub mod fix;
pub mod lsp;
pub mod reference;
pub mod rules;
pub mod settings;
pub mod target;
pub mod terms;
pub mod text;

pub use analysis::{Analysis, analyze};
pub use reference::Reference;
