//! 目录: headings that come again, in the same order, where the text begins.

use std::collections::HashMap;

use super::Role;
use crate::document::paragraph::Paragraph;
use crate::text::is_blank;

/// A table of contents has at least so many entries with a number.
const ENTRIES: usize = 3;
/// No table of contents is longer.
const LONGEST: usize = 400;

/// Marks the lines of a table of contents: lines without a sentence, at the start of the text, most
/// of which come again as headings from where the first of them comes again.
pub(super) fn mark(paragraphs: &[impl AsRef<Paragraph>], roles: &mut [Role], body_start: usize) {
    let at = |index: usize| paragraphs[index].as_ref();
    let end = paragraphs.len().min(body_start + LONGEST);
    let is_text =
        |&index: &usize| at(index).ends_sentence() && at(index).length() > 20 || at(index).length() > 60;
    let run_end = (body_start..end).find(is_text).unwrap_or(end);
    let Some(first) = (body_start..run_end).find(|&index| at(index).marker.is_some()) else { return };
    let key = heading_key(at(first));
    let Some(again) = (first + 1..run_end.min(paragraphs.len()) + 1)
        .find(|&i| i < paragraphs.len() && heading_key(at(i)) == key)
    else {
        return;
    };
    let mut later: HashMap<String, usize> = HashMap::new();
    for paragraph in paragraphs[again..].iter().map(AsRef::as_ref).filter(|p| p.marker.is_some()) {
        *later.entry(heading_key(paragraph)).or_default() += 1;
    }
    let entries: Vec<usize> = (first..again).filter(|&index| at(index).marker.is_some()).collect();
    let come_again = entries.iter().filter(|&&index| later.contains_key(&heading_key(at(index)))).count();
    if entries.len() < ENTRIES || come_again * 3 < entries.len() * 2 {
        return;
    }
    for role in roles[body_start..again].iter_mut().filter(|role| **role == Role::Body) {
        *role = Role::Contents;
    }
}

/// Marker and heading without blanks, leaders and page numbers.
fn heading_key(paragraph: &Paragraph) -> String {
    let end = paragraph.heading_stop.map_or(paragraph.body.end, |_| paragraph.heading.end);
    let heading = &paragraph.text[paragraph.body.start..end.max(paragraph.body.start)];
    let bare = heading.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || is_blank(c)
            || matches!(c, '.' | '…' | '·' | '-' | '—' | '(' | ')' | '（' | '）')
    });
    bare.chars().filter(|&c| !is_blank(c)).collect()
}
