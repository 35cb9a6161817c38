//! What stands around the text: title, adoption note, addressees, signature, web residue.

mod adoption;
mod contents;
mod residue;
mod title;

use std::sync::LazyLock;

use regex::Regex;

use super::paragraph::Paragraph;
use crate::text::{is_blank, pattern};
use adoption::looks_adopted;
use title::{TITLE_LENGTH, names_kind};

pub use adoption::{AdoptionNote, is_date};
pub use residue::is_residue;
pub use title::{Title, is_issuer};

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing in it.
    Blank,
    /// A line of the title.
    Title,
    /// A line of the adoption note.
    AdoptionNote,
    /// Document number, addressees, speaker, date of issue: matter of form before the text.
    Formal,
    /// Left over from a web page.
    Residue,
    /// A block of code in Markdown, its fences included.
    Code,
    /// A line of the table of contents.
    Contents,
    /// Running text or a heading.
    Body,
    /// Issuer and date after the text, and notes on publication.
    Signature,
    /// A line of the list of attachments (附件：1. …).
    AttachmentList,
}

impl Role {
    /// False for lines that are not the drafter's text: what a web page left behind, and code.
    pub fn is_proofread(self) -> bool {
        !matches!(self, Self::Residue | Self::Code)
    }
}

/// What surrounds the text, and the role of every line.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The title.
    pub title: Option<Title>,
    /// The adoption note.
    pub adoption: Option<AdoptionNote>,
    /// One role for each paragraph.
    pub roles: Vec<Role>,
    /// Index of the first paragraph of the text proper; the number of paragraphs when there is none.
    pub body_start: usize,
}

/// Lines before the text that are searched for title and note; a page head is never longer.
const HEAD_LINES: usize = 200;

/// Finds what surrounds the text.
pub fn read<'a>(paragraphs: &[impl AsRef<Paragraph> + 'a]) -> Front {
    let at = |index: usize| paragraphs[index].as_ref();
    let mut roles: Vec<Role> =
        paragraphs.iter().map(|p| if p.as_ref().is_blank() { Role::Blank } else { Role::Body }).collect();
    mark_code(paragraphs, &mut roles);
    let head_end = head_end(paragraphs);
    let adoption = adoption::find(paragraphs, head_end);
    let title = title::find(paragraphs, head_end, adoption.as_ref());
    let matter_end = [
        title.as_ref().and_then(|t| t.lines.last().copied()),
        adoption.as_ref().and_then(|a| a.lines.last().copied()),
    ];
    let named_end = matter_end.into_iter().flatten().max().map_or(0, |last| last + 1);
    let first_title = title.as_ref().map_or(0, |t| t.lines[0]);
    let mut body_start = named_end;
    for (index, role) in roles.iter_mut().enumerate().take(HEAD_LINES) {
        let paragraph = at(index);
        if matches!(role, Role::Blank | Role::Code) {
            continue;
        }
        if title.as_ref().is_some_and(|t| t.lines.contains(&index)) {
            *role = Role::Title;
        } else if adoption.as_ref().is_some_and(|a| a.lines.contains(&index)) {
            *role = Role::AdoptionNote;
        } else if index < first_title {
            *role = Role::Residue;
        } else if index < head_end.max(named_end) {
            *role = if is_residue(paragraph) {
                Role::Residue
            } else if is_formal(paragraph) || index < named_end {
                Role::Formal
            } else {
                Role::Body
            };
        }
        if index >= named_end && *role == Role::Body {
            body_start = index;
            break;
        }
        body_start = index + 1;
    }
    contents::mark(paragraphs, &mut roles, body_start);
    // An attached document may have contents of its own.
    for line in (body_start..paragraphs.len()).filter(|&line| contents::is_title(at(line))).take(10) {
        contents::mark(paragraphs, &mut roles, line);
    }
    read_tail(paragraphs, &mut roles, body_start);
    Front { title, adoption, roles, body_start }
}

/// Gives the lines from a fence to the next one their role; a fence that nothing closes is none.
fn mark_code(paragraphs: &[impl AsRef<Paragraph>], roles: &mut [Role]) {
    let mut fences = (0..paragraphs.len()).filter(|&line| paragraphs[line].as_ref().is_fence);
    while let (Some(open), Some(close)) = (fences.next(), fences.next()) {
        roles[open..=close].fill(Role::Code);
    }
}

/// Where the head of the page ends: at the first paragraph of text. A page may introduce the document
/// before its title; then the title decides.
fn head_end(paragraphs: &[impl AsRef<Paragraph>]) -> usize {
    let limit = paragraphs.len().min(HEAD_LINES);
    let at = |index: usize| paragraphs[index].as_ref();
    let text_from = |from: usize| (from..limit).find(|&i| begins_text(at(i))).unwrap_or(limit);
    let names_itself = |i: &usize| {
        let body = at(*i).body();
        body.contains("关于")
            && names_kind(body)
            && at(*i).length() <= TITLE_LENGTH
            && at(*i).marker.is_none()
    };
    let first = text_from(0);
    let numbered = (0..limit).find(|&i| at(i).marker.as_ref().is_some_and(|m| !m.uncertain)).unwrap_or(limit);
    match (0..numbered).find(names_itself) {
        Some(title) if title > first => text_from(title + 1),
        _ => first,
    }
}

/// True for the first paragraph of a text: a heading with a number, or a whole sentence.
fn begins_text(paragraph: &Paragraph) -> bool {
    if let Some(marker) = &paragraph.marker {
        return !marker.uncertain && marker.number == 1 || paragraph.length() >= 40;
    }
    let body = paragraph.body();
    body.contains(['。', '；', ';'])
        && paragraph.length() >= 20
        && !is_residue(paragraph)
        && !looks_adopted(body)
        || paragraph.dash.is_some() && paragraph.heading_stop.is_some()
}

static DOCUMENT_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^.{1,15}[〔\[（(【]\d{4}[〕\]）)】].{0,4}号$"));

/// Matter of form before the text: number, addressees, date of issue, speaker.
fn is_formal(paragraph: &Paragraph) -> bool {
    let body = paragraph.body();
    DOCUMENT_NUMBER.is_match(body)
        || body.ends_with(['：', ':']) && paragraph.length() >= 4 && paragraph.marker.is_none()
        || looks_adopted(body)
        || ["签发人", "省长", "市长", "区长", "县长", "主席", "主任"]
            .iter()
            .any(|word| body.starts_with(word) && paragraph.length() <= 20)
        || is_plain_date(body)
}

static PLAIN_DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[（(]?(\d{4}|[二〇零○一二三四五六七八九]{4})年.{1,3}月.{1,3}日[）)]?$"));

fn is_plain_date(body: &str) -> bool {
    PLAIN_DATE.is_match(body)
}

/// Gives the lines after the last sentence their roles: signature, notes on publication, residue.
fn read_tail(paragraphs: &[impl AsRef<Paragraph>], roles: &mut [Role], body_start: usize) {
    let at = |index: usize| paragraphs[index].as_ref();
    let numbered = |rest: &str| {
        let after = rest.trim_start_matches(is_blank).trim_start_matches(|c: char| c.is_ascii_digit());
        after.len() < rest.trim_start_matches(is_blank).len() && !after.starts_with('年')
    };
    let is_list = |p: &Paragraph| {
        let rest = p.body().strip_prefix("附件").or_else(|| p.body().strip_prefix("附"));
        rest.is_some_and(|rest| rest.contains(['：', ':']) || rest.starts_with(is_blank) && numbered(rest))
    };
    // Whether a list of attachments goes on, and whether its names have numbers so far.
    let (mut listing, mut numbered_names) = (false, false);
    let last_sentence = (body_start..paragraphs.len()).rev().find(|&i| {
        let p = at(i);
        !p.is_blank()
            && !is_residue(p)
            && (p.body().ends_with(['。', '！', '；', '”'])
                || p.marker.is_some()
                || p.length() > TITLE_LENGTH)
    });
    for (index, role) in roles.iter_mut().enumerate().skip(body_start) {
        let paragraph = at(index);
        if *role != Role::Body {
            continue;
        }
        let tail = last_sentence.is_none_or(|last| index > last);
        // A stop by mistake closes a name, but the text of an attachment may have numbers as well.
        let names_attachment =
            paragraph.marker.as_ref().is_some_and(|m| m.level == crate::document::Level::Arabic)
                && (paragraph.heading_stop.is_none()
                    || numbered_names && paragraph.after_heading().is_empty())
                && paragraph.length() <= TITLE_LENGTH;
        if is_list(paragraph) {
            listing = true;
            numbered_names = paragraph.body().rsplit(['：', ':']).next().is_some_and(numbered);
            *role = Role::AttachmentList;
        } else if listing && names_attachment {
            numbered_names = true;
            *role = Role::AttachmentList;
        } else {
            listing = false;
            let body = paragraph.body();
            let publication =
                body.starts_with(['（', '(']) && body.ends_with(['）', ')']) && paragraph.length() <= 20;
            if tail && (is_issuer(body) || is_plain_date(body) || publication && body.contains("公开")) {
                *role = Role::Signature;
            } else if is_residue(paragraph) {
                *role = Role::Residue;
            } else if is_plain_date(body) || is_issuer(body) && is_signature(paragraphs, index) {
                *role = Role::Signature;
            }
        }
    }
}

/// True when the next line that is not empty is a date: an issuer's name over the date of issue.
fn is_signature(paragraphs: &[impl AsRef<Paragraph>], index: usize) -> bool {
    let next = paragraphs[index + 1..].iter().map(AsRef::as_ref).find(|p| !p.is_blank());
    next.is_some_and(|p| is_plain_date(p.body()))
}
