//! Text → paragraphs, markers, title, adoption note, outline. Parsing never fails.
//!
//! What a line says by itself is read once and kept ([`Paragraph`]); what needs its neighbours
//! (roles, the reading of the numbers, the tree) is built from those facts and never scans text.

mod citation;
mod count;
mod figure;
mod front;
mod kept;
mod kind;
mod marker;
mod meeting;
mod numbering;
mod ordinal;
mod outline;
mod paragraph;
mod placeholder;
mod punctuation;
mod reference;
pub mod renumber;
pub mod tally;

use std::sync::Arc;

pub use citation::DocumentNumber;
pub use count::DeclaredCount;
pub use figure::{Figure, Script};
pub use front::{AdoptionNote, Front, Role, Title, is_date, is_issuer, is_residue};
pub use kind::KINDS;
pub use marker::{Fault, Level, Marker};
pub use meeting::{PartyMeeting, Tense};
pub use numbering::{Doubt, Placed, Reading, Resolution, Slip, Token, read as read_numbers};
pub use ordinal::{Ordinal, OrdinalKind};
pub use outline::{Outline, Section, SectionKind};
pub use paragraph::{LongSentence, Paragraph};
pub use punctuation::{Flaw, Half, Makeshift, Mark, Pair, PairFault, Punctuation, Straight};
pub use reference::InternalReference;

/// The paragraphs of a document; those that an edit leaves alone are shared with the one before.
pub type Lines = Vec<Arc<Paragraph>>;

/// The heading of an attachment's own text: 附件, 附件1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Index of its paragraph.
    pub line: usize,
    /// 附件 with its number, as written.
    pub marker: String,
    /// Its number.
    pub number: Option<u32>,
    /// Its title: the next line, where that is a heading.
    pub title: String,
}

/// A text, parsed.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its lines.
    pub lines: Lines,
    /// Title, note and the role of every line.
    pub front: Front,
    /// Attachments that follow the text.
    pub attachments: Vec<Attachment>,
    /// The numbers, each in its place.
    pub reading: Reading,
    /// The tree.
    pub outline: Outline,
    /// True when the brackets of most markers are half-width, as web pages leave them.
    pub halfwidth_markers: bool,
}

impl Document {
    /// Parses lines. Any text gives a document.
    pub fn parse(lines: Lines) -> Self {
        let front = front::read(&lines);
        let attachments = attachments(&lines, &front.roles, front.body_start);
        let source = outline::Source {
            lines: &lines,
            roles: &front.roles,
            placed: &[],
            attachments: &attachments,
            body_start: front.body_start,
        };
        let reading = numbering::read(&tokens(&source));
        let outline = outline::build(&outline::Source { placed: &reading.placed, ..source });
        let halfwidth_markers = halfwidth_markers(&lines, &reading);
        Self { lines, front, attachments, reading, outline, halfwidth_markers }
    }

    /// The title's text, or nothing.
    pub fn title(&self) -> &str {
        self.front.title.as_ref().map_or("", |title| &title.text)
    }

    /// Indices and paragraphs of the running text.
    pub fn body(&self) -> impl Iterator<Item = (usize, &Paragraph)> {
        let roles = &self.front.roles;
        self.lines
            .iter()
            .enumerate()
            .filter(|(line, _)| roles[*line] == Role::Body)
            .map(|(line, p)| (line, &**p))
    }
}

fn halfwidth_markers(lines: &Lines, reading: &Reading) -> bool {
    let markers = reading.placed.iter().filter_map(|p| lines[p.token.paragraph].marker.as_ref());
    let (mut all, mut half) = (0, 0);
    for marker in markers.filter(|m| matches!(m.level, Level::ParenHan | Level::ParenArabic)) {
        all += 1;
        half += usize::from(marker.halfwidth);
    }
    half * 2 > all
}

/// The markers of the running text, as the reader of sequences wants them.
fn tokens(source: &outline::Source) -> Vec<numbering::Token> {
    let mut tokens = Vec::new();
    // Whether any list, and whether one of items (1. and below), may begin again.
    let (mut fresh, mut fresh_items, mut barrier) = (false, false, false);
    let mut attachments = source.attachments.iter().peekable();
    let mut quoted_until = source.body_start;
    let mut above: Option<&Paragraph> = None;
    for line in source.body_start..source.lines.len() {
        let paragraph = &source.lines[line];
        let starts_anew =
            matches!(source.roles[line], Role::Signature | Role::AttachmentList | Role::Contents);
        if attachments.next_if(|a| a.line == line).is_some() || starts_anew {
            (barrier, above) = (true, None);
            continue;
        }
        if source.roles[line] != Role::Body || line < quoted_until {
            continue;
        }
        if paragraph.open_quotes > 0 {
            quoted_until = quotation_end(source, line);
        }
        match &paragraph.marker {
            Some(marker) => {
                let level = marker.level;
                let doubt = match marker.uncertain {
                    false => Doubt::None,
                    true if paragraph.heads_text() => Doubt::Heading,
                    true => Doubt::Prose,
                };
                tokens.push(numbering::Token {
                    paragraph: line,
                    level,
                    number: marker.number,
                    doubt,
                    run_in: !paragraph.after_heading().is_empty(),
                    fresh: fresh || fresh_items && level >= Level::Arabic,
                    continued: above.is_some_and(|above| above.mentions_before(level, marker.number)),
                    barrier,
                });
                if doubt == Doubt::None {
                    (fresh, fresh_items, barrier) = (false, false, false);
                }
            }
            None => {
                fresh |= paragraph.announces_list || outline::is_heading_line(source, line);
                fresh_items = true;
            }
        }
        above = Some(paragraph);
    }
    tokens
}

/// A quotation that runs over lines, as amendments of laws do, has numbers of its own. Quotation marks
/// that are not closed soon are a slip and hide nothing.
const QUOTED_LINES: usize = 40;

/// The line after a quotation that `line` opens; the next line when nothing closes it.
fn quotation_end(source: &outline::Source, line: usize) -> usize {
    let mut open = 0;
    for at in line..source.lines.len().min(line + QUOTED_LINES) {
        open += source.lines[at].open_quotes;
        if open <= 0 {
            return at + 1;
        }
    }
    line + 1
}

fn attachments(lines: &Lines, roles: &[Role], body_start: usize) -> Vec<Attachment> {
    let mut found = Vec::new();
    for line in body_start..lines.len() {
        let body = lines[line].body();
        let Some(rest) = body.strip_prefix("附件").or_else(|| body.strip_prefix("附 件")) else {
            continue;
        };
        let rest = rest.trim_matches(|c| crate::text::is_blank(c) || matches!(c, '：' | ':'));
        let number = marker::number_prefix(rest);
        if roles[line] != Role::Body
            || !rest.is_empty() && number.is_none_or(|(_, length)| length < rest.len())
        {
            continue;
        }
        let title = lines[line + 1..]
            .iter()
            .find(|p| !p.is_blank())
            .filter(|p| p.marker.is_none() && !p.ends_sentence());
        found.push(Attachment {
            line,
            marker: body.trim_end_matches(['：', ':']).to_owned(),
            number: number.map(|(number, _)| number),
            title: title.map_or_else(String::new, |p| p.body().to_owned()),
        });
    }
    found
}
