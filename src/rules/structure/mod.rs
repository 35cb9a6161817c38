//! 结构: title, note, headings and what else a document consists of.

pub mod adoption_note;
pub mod empty_section;
pub mod enacting_formula;
pub mod heading_punctuation;
pub mod ignore_comment;
pub mod issuer_mismatch;
pub mod meeting_mismatch;
pub mod placeholder;
pub mod repeated_text;
pub mod run_in_heading;
pub mod single_child;
pub mod title;
pub mod web_residue;

use crate::document::{Document, Paragraph, Role, Section};

/// The paragraphs before the first numbered heading.
fn preamble(document: &Document) -> impl Iterator<Item = (usize, &Paragraph)> {
    let end = document.reading.placed.first().map_or(document.lines.len(), |first| first.token.paragraph);
    document.body().take_while(move |(line, _)| *line < end)
}

/// True for a decision or resolution by its title.
fn is_resolution(document: &Document) -> bool {
    let title = document.title();
    title.ends_with("决定") || title.ends_with("决议")
}

/// True when something stands under the heading. A telephone number or the cells of a table look like
/// web residue, but they are content all the same.
fn has_content(document: &Document, section: &Section) -> bool {
    let roles = &document.front.roles;
    let below = section.span.start.line + 1..roles.len();
    let mut own = below
        .take_while(|&line| line < section.extent.end || matches!(roles[line], Role::Blank | Role::Residue));
    !section.children.is_empty() || own.any(|line| roles[line] != Role::Blank)
}

/// The lines with that role.
fn lines_of(document: &Document, role: Role) -> impl Iterator<Item = usize> + '_ {
    (0..document.lines.len()).filter(move |&line| document.front.roles[line] == role)
}
