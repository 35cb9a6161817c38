//! A published document → its text without what a web page left in it, and what that text is.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::document::{Document as Parsed, KINDS, Paragraph as Line, Role};

use super::style::Style;
use super::width::folded;

/// A document to be taken in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Name of its file, as it is shown and as `exclude` names it.
    pub name: String,
    /// Its text as it was published.
    pub text: String,
    /// What is known about it from elsewhere.
    pub profile: Profile,
}

/// What is known about a document besides its text; what is left empty is read off the text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Profile {
    /// 标题.
    #[serde(default)]
    pub title: String,
    /// 发文机关.
    #[serde(default)]
    pub issuer: String,
    /// 文种.
    #[serde(default)]
    pub kind: String,
    /// Day of adoption.
    #[serde(default)]
    pub adopted: Option<toml::value::Datetime>,
    /// Strings that a web host put into the text and that are no part of it.
    #[serde(default)]
    pub noise: Vec<String>,
}

/// A document of the corpus. Offsets are bytes of the corpus's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Name of its file.
    pub name: String,
    /// 标题; empty when it has none.
    pub title: String,
    /// 文种: 决定, 意见…; empty when the title names none.
    pub kind: String,
    /// 发文机关; empty when the title names none.
    pub issuer: String,
    /// What the issuer governs.
    pub rank: Option<Rank>,
    /// Day of adoption, YYYY-MM-DD.
    pub adopted: Option<String>,
    /// Its text.
    pub range: Range<usize>,
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Its headings, in order.
    pub sections: Vec<Section>,
    /// Characters of its text, white space left out.
    pub characters: usize,
    /// What was left out.
    pub stripped: Stripped,
    /// How it numbers and heads its sections.
    pub style: Style,
}

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it begins.
    pub start: usize,
    /// Its 0-based line in the file.
    pub line: usize,
    /// Index of the section that it stands in.
    pub section: Option<usize>,
}

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Marker and heading.
    pub range: Range<usize>,
    /// Index of the section that it stands under.
    pub parent: Option<usize>,
}

/// What was left out of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stripped {
    /// Lines that a web page left behind.
    pub lines: usize,
    /// Named noise, and how often it stood in the text.
    pub noise: Vec<(String, usize)>,
}

/// What an issuer governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rank {
    /// 中央.
    Nation,
    /// 省、自治区、直辖市.
    Province,
    /// 地级市、自治州.
    City,
    /// 县、区、旗.
    County,
    /// 乡、镇、街道.
    Township,
}

impl Rank {
    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Nation => "中央",
            Self::Province => "省级",
            Self::City => "市级",
            Self::County => "县级",
            Self::Township => "乡级",
        }
    }

    /// The rank of an issuer, by its name.
    fn of(issuer: &str) -> Option<Self> {
        const CITIES_OF_RANK: [&str; 4] = ["北京市", "上海市", "天津市", "重庆市"];
        // The last unit named is the one that issues.
        let (_, rank) = [
            ("乡", Self::Township),
            ("镇", Self::Township),
            ("街道", Self::Township),
            ("县", Self::County),
            ("区", Self::County),
            ("旗", Self::County),
            ("市", Self::City),
            ("州", Self::City),
            ("省", Self::Province),
            ("自治区", Self::Province),
        ]
        .into_iter()
        .filter_map(|(unit, rank)| issuer.rfind(unit).map(|at| (at + unit.len(), rank)))
        .max_by_key(|(end, rank)| (*end, std::cmp::Reverse(*rank)))?;
        let province = rank == Self::City && CITIES_OF_RANK.iter().any(|city| issuer.contains(city));
        Some(if province { Self::Province } else { rank })
    }
}

/// A document with its text, offsets counted from its own start.
pub(super) struct Cleaned {
    /// Facts; its paragraphs fill `text` and are closed by `\n` each.
    pub document: Document,
    /// The text, folded.
    pub text: String,
    /// Bytes of `text` that number and do not speak: markers and dashes.
    pub markers: Vec<Range<usize>>,
}

/// Reads a document with the same parser as drafts and keeps what is its own.
pub(super) fn clean(source: &Source) -> Cleaned {
    let mut text = source.text.replace("\r\n", "\n");
    let mut stripped = Stripped::default();
    for noise in source.profile.noise.iter().filter(|noise| !noise.is_empty()) {
        let times = text.matches(noise.as_str()).count();
        text = text.replace(noise.as_str(), "");
        stripped.noise.push((noise.clone(), times));
    }
    let parsed = Parsed::parse(text.split(['\n', '\r']).map(|line| Line::read(line).into()).collect());
    stripped.lines = parsed.front.roles.iter().filter(|role| **role == Role::Residue).count();
    let mut cleaned = Cleaned { document: facts(source, &parsed), text: String::new(), markers: Vec::new() };
    cleaned.document.stripped = stripped;
    let starts = cleaned.take_lines(&parsed);
    cleaned.take_sections(&parsed, &starts);
    cleaned.document.range = 0..cleaned.text.len();
    cleaned.document.characters = cleaned.text.chars().filter(|c| !c.is_whitespace()).count();
    cleaned
}

/// Roles that are no text of the document.
const LEFT_OUT: [Role; 4] = [Role::Blank, Role::Residue, Role::Code, Role::Contents];

impl Cleaned {
    /// Takes over the lines of the document; gives where each begins.
    fn take_lines(&mut self, parsed: &Parsed) -> Vec<Option<usize>> {
        let roles = parsed.front.roles.iter();
        let mut starts = Vec::with_capacity(parsed.lines.len());
        for (line, (paragraph, role)) in parsed.lines.iter().zip(roles).enumerate() {
            if LEFT_OUT.contains(role) || paragraph.is_blank() {
                starts.push(None);
                continue;
            }
            let start = self.text.len();
            starts.push(Some(start));
            self.document.paragraphs.push(Paragraph { start, line, section: None });
            let marker = paragraph.marker.as_ref().filter(|marker| !marker.uncertain);
            let marker =
                marker.map(|marker| marker.text_start).or(paragraph.dash.as_ref().map(|dash| dash.end));
            if let Some(end) = marker {
                self.text.push_str(&folded(&paragraph.text[paragraph.body.start..end]));
                self.markers.push(start..self.text.len());
            }
            let rest = marker.unwrap_or(paragraph.body.start)..paragraph.body.end;
            self.text.push_str(&folded(&paragraph.text[rest]));
            self.text.push('\n');
        }
        starts
    }

    fn take_sections(&mut self, parsed: &Parsed, starts: &[Option<usize>]) {
        for section in &parsed.outline.sections {
            let line = section.span.start.line;
            let paragraph = &parsed.lines[line];
            let before = paragraph.body.start..section.span.start.byte.max(paragraph.body.start);
            let heading = &paragraph.text[before.end..section.span.end.byte.max(before.end)];
            // Folding looks at neighbours only where digits or letters meet, which no heading's edge does.
            let start = starts[line].unwrap_or_default() + folded(&paragraph.text[before]).len();
            let range = start..(start + folded(heading).len()).min(self.text.len());
            self.document.sections.push(Section { range, parent: section.parent });
        }
        let sections = &parsed.outline.sections;
        let mut begun = sections.iter().enumerate().peekable();
        let mut current = None;
        for paragraph in &mut self.document.paragraphs {
            while let Some((index, _)) = begun.next_if(|(_, s)| s.span.start.line <= paragraph.line) {
                current = Some(index);
            }
            while let Some(ended) = current.filter(|&at| !sections[at].extent.contains(&paragraph.line)) {
                current = sections[ended].parent;
            }
            paragraph.section = current;
        }
    }
}

fn facts(source: &Source, parsed: &Parsed) -> Document {
    let profile = &source.profile;
    let or = |known: &str, read: String| if known.is_empty() { read } else { known.to_owned() };
    let title = or(&profile.title, parsed.title().to_owned());
    let kind = KINDS.iter().find(|kind| title.trim_end_matches(['》', '）', ')']).ends_with(**kind));
    let issuer = title.find("关于").map_or("", |at| title[..at].trim());
    let issuer = or(&profile.issuer, issuer.to_owned());
    let note = parsed.front.adoption.as_ref();
    let adopted = profile.adopted.map(|date| date.to_string());
    Document {
        name: source.name.clone(),
        kind: or(&profile.kind, kind.map_or_else(String::new, |kind| (*kind).to_owned())),
        rank: Rank::of(&issuer).or_else(|| is_national(&issuer).then_some(Rank::Nation)),
        adopted: adopted.or_else(|| note.and_then(|note| note.iso_date())),
        style: Style::of(parsed),
        issuer,
        title,
        ..Document::default()
    }
}

fn is_national(issuer: &str) -> bool {
    ["中共中央", "国务院", "全国人民代表大会", "中国共产党中央"].iter().any(|name| issuer.contains(name))
}
