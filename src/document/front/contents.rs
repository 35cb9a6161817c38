//! 目录: headings that come again, in the same order, where the text begins.

use std::collections::HashMap;

use super::Role;
use crate::document::marker::Level;
use crate::document::paragraph::Paragraph;
use crate::text::is_blank;

/// A table of contents has at least so many entries with a number.
const ENTRIES: usize = 3;
/// No table of contents is longer.
const LONGEST: usize = 400;

/// True for the line 目录.
pub(super) fn is_title(paragraph: &Paragraph) -> bool {
    let body = paragraph.body();
    body.starts_with('目')
        && body.ends_with('录')
        && body.len() < 30
        && body.chars().filter(|&c| !is_blank(c)).count() == 2
}

/// Marks the lines of a table of contents that begins at `start`: lines without a sentence, most of
/// which come again as headings from where the first of them comes again.
pub(super) fn mark(paragraphs: &[impl AsRef<Paragraph>], roles: &mut [Role], start: usize) {
    let at = |index: usize| paragraphs[index].as_ref();
    let end = paragraphs.len().min(start + LONGEST);
    let is_text =
        |&index: &usize| at(index).ends_sentence() && at(index).length() > 20 || at(index).length() > 60;
    let run_end = (start..end).find(is_text).map_or(end, |text| text + 1);
    let Some(first) = (start..run_end).find(|&index| at(index).marker.is_some()) else { return };
    let entry = |index: usize| Entry::of(at(index));
    let Some(again) =
        (first + 1..run_end).find(|&index| entry(index).is_some_and(|e| e.is_same(&entry(first))))
    else {
        return;
    };
    let mut later: HashMap<(Level, u32), Vec<Entry>> = HashMap::new();
    // The headings of the text stand no further than the text is long; a text that repeats them all is odd enough.
    for heading in (again..paragraphs.len().min(again + 50 * LONGEST)).filter_map(entry) {
        later.entry(heading.number).or_default().push(heading);
    }
    let entries: Vec<Entry> = (first..again).filter_map(entry).collect();
    let comes_again = |e: &&Entry| {
        later.get(&e.number).is_some_and(|same| same.iter().take(20).any(|other| other.is_like(e)))
    };
    let count = entries.iter().filter(comes_again).count();
    if entries.len() < ENTRIES || count * 3 < entries.len() * 2 {
        return;
    }
    for role in roles[start..again].iter_mut().filter(|role| **role == Role::Body) {
        *role = Role::Contents;
    }
}

/// A numbered heading, its words without blanks, leaders and page numbers.
struct Entry {
    number: (Level, u32),
    words: String,
}

impl Entry {
    fn of(paragraph: &Paragraph) -> Option<Self> {
        let marker = paragraph.marker.as_ref()?;
        let trailing = |c: char| {
            c.is_ascii_digit()
                || is_blank(c)
                || matches!(c, '.' | '…' | '·' | '-' | '—' | '(' | ')' | '（' | '）')
        };
        let heading = paragraph.heading().trim_end_matches(trailing);
        Some(Self {
            number: (marker.level, marker.number),
            words: heading.chars().filter(|&c| !is_blank(c)).collect(),
        })
    }

    /// The same heading, or a part of it: a long title goes on in the next line.
    fn is_like(&self, other: &Self) -> bool {
        self.number == other.number
            && (self.words.starts_with(&other.words) || other.words.starts_with(&self.words))
    }

    fn is_same(&self, other: &Option<Self>) -> bool {
        other.as_ref().is_some_and(|other| self.is_like(other))
    }
}
