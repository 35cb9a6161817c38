//! What stands around the cursor: the words before it, what follows, and the rest of the draft.

use crate::corpus::folded;
use crate::text::{Position, Span, Text, is_blank};

use super::model::CONTEXT;

/// Bytes of the draft before and after the cursor that are learnt from, which bounds the time.
const BEFORE: usize = 120_000;
const AFTER: usize = 40_000;

/// Marks that a draft has in one width or the other.
const WIDE: [char; 7] = ['，', '；', '：', '（', '）', '！', '？'];
const NARROW: [char; 7] = [',', ';', ':', '(', ')', '!', '?'];

/// A place in a draft where something may be put.
#[derive(Clone, Debug)]
pub struct Cursor {
    /// The place.
    pub at: Position,
    /// Its line up to it.
    pub before: String,
    /// Its line from it on.
    pub after: String,
    /// The end of `before` in the corpus's width.
    pub context: String,
    /// Byte at which the run of letters, digits and ideographs that ends at the cursor begins.
    pub run: usize,
    /// Lines of the draft around the cursor in the corpus's width; last the one that ends at the cursor.
    pub draft: String,
    /// True when the draft has its punctuation in half width.
    pub halfwidth: bool,
}

impl Cursor {
    /// The cursor at `at`; a place inside a character is that before it.
    pub fn new(text: &Text, at: Position) -> Self {
        let line = text.line(at.line);
        let byte = (0..=at.byte.min(line.len())).rev().find(|&byte| line.is_char_boundary(byte));
        let (before, after) = line.split_at(byte.unwrap_or(0));
        let tail = before.char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
        let in_run = |c: &char| c.is_alphanumeric();
        let run: usize = before.chars().rev().take_while(in_run).map(char::len_utf8).sum();
        let (draft, halfwidth) = gather(text, at.line, before, after);
        Self {
            at: Position::new(at.line, before.len()),
            context: folded(&before[tail..]).trim_start_matches(is_blank).to_owned(),
            run: before.len() - run,
            before: before.to_owned(),
            after: after.to_owned(),
            draft,
            halfwidth,
        }
    }

    /// What is replaced on accepting: the run before the cursor, which every item begins with.
    pub fn span(&self) -> Span {
        Span::on_line(self.at.line, self.run..self.before.len())
    }

    /// The run before the cursor.
    pub fn typed(&self) -> &str {
        &self.before[self.run..]
    }

    /// True where the letters before the cursor are not the end of an address: www.gov.cn.
    pub fn stands_free(&self) -> bool {
        !self.before[..self.run].ends_with(['.', '/', '@', '-', '_', '~', '&', '=', '?', '%', '+', '\\'])
    }

    /// `phrase` as it fits here: in the draft's width, and without what follows already; `None` when
    /// nothing is left.
    pub fn fitted(&self, phrase: &str) -> Option<String> {
        let narrow = |c: char| WIDE.iter().position(|wide| *wide == c).map_or(c, |index| NARROW[index]);
        let mut fitted: String = phrase.chars().map(|c| if self.halfwidth { narrow(c) } else { c }).collect();
        let mut ends = fitted.char_indices().map(|(at, _)| at);
        if let Some(shared) = ends.find(|&at| self.after.starts_with(&fitted[at..])) {
            fitted.truncate(shared);
        }
        (!fitted.is_empty() && !self.after.starts_with(&fitted)).then_some(fitted)
    }
}

/// True where nothing but space and the marks of a Markdown heading stands before the cursor.
pub fn opens_paragraph(before: &str) -> bool {
    before.trim_matches(|c| is_blank(c) || c == '#').is_empty()
}

/// The lines around `line`, and whether their punctuation is half-width.
fn gather(text: &Text, line: usize, before: &str, after: &str) -> (String, bool) {
    let mut draft = String::new();
    let (mut wide, mut narrow) = (0, 0);
    let mut add = |draft: &mut String, line: &str| {
        wide += line.matches(WIDE).count();
        narrow += line.matches(NARROW).count();
        draft.push_str(&folded(line));
        draft.push('\n');
    };
    let mut first = line;
    let mut left = BEFORE;
    while let Some(above) = first.checked_sub(1).filter(|_| left > 0) {
        left = left.saturating_sub(text.line(above).len() + 1);
        first = above;
    }
    (first..line).for_each(|line| add(&mut draft, &text.line(line)));
    add(&mut draft, after);
    let end = draft.len() + AFTER;
    for below in line + 1..text.line_count() {
        if draft.len() > end {
            break;
        }
        add(&mut draft, &text.line(below));
    }
    // What ends at the cursor comes last, without a line end: nothing is known to follow it.
    add(&mut draft, before);
    draft.pop();
    (draft, narrow > wide)
}
