//! Renaming a term or a name throughout a draft, with what speaks against it.

use std::fmt;

use crate::draft::Draft;
use crate::finding::Edit;
use crate::reference::Reference;
use crate::terms::Status;
use crate::text::fold::fold;
use crate::text::{Characters, Position, Span};

use super::definition::written;
use super::subject::{self, Mention, Subject};

/// Why a name is no new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing at the place that could be renamed.
    NoName,
    /// It says nothing.
    Empty,
    /// It has a line break or another control character.
    Control,
    /// Its quotation marks, brackets or title marks are no pairs.
    Unpaired,
    /// It has quotation marks, and would stand between some.
    Quoted,
    /// The draft has it already, in this 0-based line, as something else.
    Taken(String, usize),
    /// The termbase says to write something else.
    Wrong(String, Option<String>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("此处没有可以改名的提法或简称"),
            Self::Empty => f.write_str("新名称不能为空"),
            Self::Control => f.write_str("新名称不能换行，也不能含制表符等控制字符"),
            Self::Unpaired => f.write_str("新名称中的引号、括号、书名号不成对"),
            Self::Quoted => f.write_str("文中有加引号的用例，新名称内不能再用双引号"),
            Self::Taken(name, line) => {
                write!(f, "文稿第{}行已有“{name}”，改名后两者无法区分", line + 1)
            }
            Self::Wrong(name, Some(right)) => write!(f, "术语库不用“{name}”，应作“{right}”"),
            Self::Wrong(name, None) => write!(f, "术语库不用“{name}”"),
        }
    }
}

/// What can be renamed at `at`: its words, without quotation marks around them.
pub fn prepare(draft: &Draft, at: Position) -> Option<Span> {
    renamable(draft, at).map(|mention| mention.span)
}

fn renamable(draft: &Draft, at: Position) -> Option<Mention> {
    let mention = subject::mention(draft, at)?;
    let titled = places(draft, &mention).is_empty();
    (!matches!(mention.subject, Subject::Indicator(_)) && !titled).then_some(mention)
}

/// The edits that write `new` wherever the draft has the words at `at`, with quotation marks around them
/// and without. Other forms of the same term stay, as do titles of other documents.
///
/// # Errors
/// When `new` is none, or cannot be told from what the draft has.
pub fn rename(draft: &Draft, reference: &Reference, at: Position, new: &str) -> Result<Vec<Edit>, Refusal> {
    let mention = renamable(draft, at).ok_or(Refusal::NoName)?;
    let old = written(draft, mention.span);
    let new = bare(new.trim());
    if new.is_empty() {
        return Err(Refusal::Empty);
    }
    if new == old {
        return Ok(Vec::new());
    }
    if new.contains(char::is_control) {
        return Err(Refusal::Control);
    }
    if !is_paired(new) {
        return Err(Refusal::Unpaired);
    }
    let places = places(draft, &mention);
    if new.contains(['“', '”']) && places.iter().any(|span| is_quoted(draft, *span)) {
        return Err(Refusal::Quoted);
    }
    if let Some(line) = taken(draft, &mention, &places, new) {
        return Err(Refusal::Taken(new.to_owned(), line));
    }
    if let Some(right) = wrong(reference, new) {
        return Err(Refusal::Wrong(new.to_owned(), right));
    }
    let plain = new.replace(['“', '”'], "");
    let as_there = |span: &Span| {
        if written(draft, *span).contains('“') || !old.contains('“') { new } else { &plain }
    };
    Ok(places.iter().map(|span| Edit::new(*span, as_there(span))).collect())
}

/// A name that is quoted as a whole, without those marks.
fn bare(name: &str) -> &str {
    let inner = name.strip_prefix('“').and_then(|name| name.strip_suffix('”'));
    inner.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(name)
}

/// Where the same words stand, quotation marks among them aside, outside the titles of other documents.
fn places(draft: &Draft, mention: &Mention) -> Vec<Span> {
    let same = |span: &Span| key(written(draft, *span)) == key(written(draft, mention.span));
    let titled = |span: &Span| {
        let uses = &draft.lines[span.start.line].terms.uses;
        uses.iter().any(|used| used.titled && used.range.start == span.start.byte)
    };
    let mut places = subject::mentions(draft, &mention.subject);
    places.retain(|span| same(span) && !titled(span));
    places
}

fn key(words: &str) -> String {
    fold(words).replace('"', "")
}

fn is_quoted(draft: &Draft, span: Span) -> bool {
    let text = draft.document.lines[span.start.line].text.as_str();
    text[..span.start.byte].ends_with('“') && text[span.end.byte..].starts_with('”')
}

const PAIRS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('(', ')'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('「', '」'),
];

fn is_paired(name: &str) -> bool {
    let mut open = Vec::new();
    for c in name.chars() {
        if let Some((_, close)) = PAIRS.iter().find(|(opening, _)| *opening == c) {
            open.push(*close);
        } else if PAIRS.iter().any(|(_, close)| *close == c) && open.pop() != Some(c) {
            return false;
        }
    }
    open.is_empty() && name.matches('"').count().is_multiple_of(2)
}

/// The first line that has `new` besides the places that are renamed; another form of the same term is
/// no other thing.
fn taken(draft: &Draft, mention: &Mention, places: &[Span], new: &str) -> Option<usize> {
    let own = match mention.subject {
        Subject::Term(_) => subject::mentions(draft, &mention.subject),
        _ => Vec::new(),
    };
    let is_own = |span: Span| {
        let within = |other: &Span| other.start <= span.start && span.end <= other.end;
        places.iter().any(within) || own.iter().any(within)
    };
    draft.document.lines.iter().enumerate().find_map(|(line, paragraph)| {
        let mut found = paragraph.text.match_indices(new);
        found.any(|(at, _)| !is_own(Span::on_line(line, at..at + new.len()))).then_some(line)
    })
}

/// What the termbase wants instead, when it does not want `new`.
fn wrong(reference: &Reference, new: &str) -> Option<Option<String>> {
    let read = reference.terms.read(&Characters::of(new));
    if let Some(wrong) = read.wrong.first() {
        return Some(wrong.fixes.first().cloned());
    }
    let whole = read.uses.iter().find(|used| used.range.len() == new.len())?;
    let entry = &reference.terms.entries[whole.entry];
    let status = entry.forms[whole.form?].status;
    matches!(status, Status::Deprecated | Status::Superseded).then(|| Some(entry.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, fix, text::Text};
    use std::sync::Arc;

    /// The text after the renaming, or the message.
    fn renamed(text: &str, old: &str, new: &str) -> String {
        let mut text = Text::from(text);
        let draft = analyze(&text, &Arc::default(), None).draft;
        let at = text.position(text.to_string().find(old).expect("it is there"));
        match rename(&draft, &Reference::default(), at, new) {
            Ok(edits) => fix::apply(&mut text, &edits),
            Err(refusal) => return refusal.to_string(),
        };
        text.to_string()
    }

    #[test]
    fn quoted_and_plain_uses_are_renamed_and_others_stay() {
        let text = "设立科技城新区管委会（以下简称“新区管委会”）。\n由新区管委会负责，“新区管委会”监督。";
        assert_eq!(
            renamed(text, "新区管委会负责", "管理机构"),
            "设立科技城新区管委会（以下简称“管理机构”）。\n由管理机构负责，“管理机构”监督。"
        );
        let text = "推进“放管服”改革，深化放管服改革，落实《关于“放管服”改革的通知》。";
        assert_eq!(
            renamed(text, "管服”改", "“一网通办”改革"),
            "推进“一网通办”改革，深化一网通办改革，落实《关于“放管服”改革的通知》。"
        );
        assert_eq!(
            renamed("做到“两个维护”，落实两个维护。", "两个维护。", "“三个维护”"),
            "做到“三个维护”，落实三个维护。"
        );
        let nothing = renamed("坚持稳中求进。", "稳中", "稳中有进");
        assert_eq!(nothing, "此处没有可以改名的提法或简称");
    }

    #[test]
    fn what_would_collide_is_refused() {
        let text = "设立管委会（以下简称“科管委”）。\n科管委与创新办共同负责。";
        for (new, message) in [
            (" ", "新名称不能为空"),
            ("甲\n乙", "新名称不能换行，也不能含制表符等控制字符"),
            ("甲”乙", "新名称中的引号、括号、书名号不成对"),
            ("甲“乙”", "文中有加引号的用例，新名称内不能再用双引号"),
            ("创新办", "文稿第2行已有“创新办”，改名后两者无法区分"),
            (
                "习近平中国特色社会主义思想",
                "术语库不用“习近平中国特色社会主义思想”，应作“习近平新时代中国特色社会主义思想”",
            ),
        ] {
            assert_eq!(renamed(text, "科管委与", new), message);
        }
        assert_eq!(renamed(text, "科管委与", "科管委"), text);
    }
}
