//! 标点: width, pairs, and which mark stands where.

pub mod bracket_stop;
pub mod dash;
pub mod ellipsis;
pub mod enumeration_comma;
pub mod exclamation;
pub mod pairs;
pub mod paragraph_end;
pub mod quoted_list;
pub mod quotes;
pub mod repeated;
pub mod space;
pub mod width;

use crate::document::{Document, Mark, Paragraph, Role};
use crate::text::Span;

/// The paragraphs that belong to the document: what a web page left, code and tables of contents do not.
fn own(document: &Document) -> impl Iterator<Item = (usize, &Paragraph)> {
    let lines = document.lines.iter().zip(&document.front.roles).enumerate();
    lines
        .filter(|(_, (_, role))| role.is_proofread() && !matches!(role, Role::Contents | Role::Blank))
        .map(|(line, (paragraph, _))| (line, &**paragraph))
}

/// The place of a mark on line 0.
fn span(mark: Mark) -> Span {
    Span::on_line(0, mark.range())
}

/// The character before byte `at`.
fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at byte `at`.
fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// True for 点号, which divide a text: at most one stands at a place.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '；' | ';' | '：' | ':' | '。' | '！' | '!' | '？' | '?')
}

/// True when the word that begins at `text` is one of `words`.
fn begins_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}
