//! What the words of a draft are, for editors that colour them: markers, headings, terms, numbers, horizons.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::document::{Role, Script, Section};
use crate::draft::Line;
use crate::text::is_blank;

/// What a stretch of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 序号: 一、 （一） 第一条 ——
    Marker,
    /// The title, and headings without their markers.
    Heading,
    /// A term of the termbase, as it should be.
    Term,
    /// A number with its unit.
    Number,
    /// 到2027年, “十四五”期间.
    Horizon,
}

/// A stretch of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// 0-based line.
    pub line: usize,
    /// Its bytes in the line; never empty.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The tokens of `lines`, in order of place, none overlapping. Of two that do, the one that stands
/// first in [`Kind`]'s order of precedence is kept: marker, heading, horizon, term, number.
pub fn tokens(analysis: &Analysis, lines: Range<usize>) -> Vec<Token> {
    let document = &analysis.draft.document;
    let sections = &document.outline.sections;
    let mut next = sections.partition_point(|section| section.span.start.line < lines.start);
    let mut tokens = Vec::new();
    for line in lines.start..lines.end.min(document.lines.len()) {
        let from = next;
        while sections.get(next).is_some_and(|section| section.span.start.line == line) {
            next += 1;
        }
        let mut found = match document.front.roles[line] {
            Role::Title => vec![(document.lines[line].body.clone(), Kind::Heading)],
            Role::Body => of_line(&analysis.draft.lines[line], &sections[from..next]),
            _ => continue,
        };
        keep_apart(&mut found);
        tokens.extend(found.into_iter().map(|(range, kind)| Token { line, range, kind }));
    }
    tokens
}

type Found = Vec<(Range<usize>, Kind)>;

/// What stands in a line, those first that take precedence. `sections` begin in it.
fn of_line(line: &Line, sections: &[Section]) -> Found {
    let mut found = Vec::new();
    for section in sections {
        of_heading(line, section, &mut found);
    }
    let statements = &line.statements;
    found.extend(statements.horizons.iter().map(|horizon| (horizon.range.clone(), Kind::Horizon)));
    found.extend(line.terms.uses.iter().map(|used| (used.range.clone(), Kind::Term)));
    let quantities = statements.targets.iter().filter_map(|statement| statement.quantity.as_ref());
    found.extend(quantities.map(|quantity| (quantity.range.clone(), Kind::Number)));
    let digits = line.paragraph.figures.iter().filter(|figure| figure.script == Script::Arabic);
    found.extend(digits.map(|figure| (figure.range.clone(), Kind::Number)));
    found
}

/// Marker and heading of a section. A sentence that is all of its paragraph is text, not a heading.
fn of_heading(line: &Line, section: &Section, found: &mut Found) {
    let (start, end) = (section.span.start.byte, section.span.end.byte);
    let after = start + section.marker.as_ref().map_or(0, String::len);
    if start < after {
        found.push((start..after, Kind::Marker));
    }
    let heading = &line.paragraph.text[after.min(end)..end];
    let heading = heading.trim_start_matches(|c| is_blank(c) || c == '*');
    if !heading.is_empty() && line.paragraph.heads_text() {
        found.push((end - heading.len()..end, Kind::Heading));
    }
}

/// Puts them in order of place, and leaves out what overlaps something that stood before it.
fn keep_apart(found: &mut Found) {
    let mut kept = Found::new();
    for (range, kind) in found.drain(..).filter(|(range, _)| !range.is_empty()) {
        let at = kept.partition_point(|(other, _)| other.start < range.start);
        let before = at.checked_sub(1).is_none_or(|before| kept[before].0.end <= range.start);
        if before && kept.get(at).is_none_or(|(after, _)| range.end <= after.start) {
            kept.insert(at, (range, kind));
        }
    }
    *found = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    fn read(text: &str) -> Vec<(String, Kind)> {
        let text = Text::from(text);
        let analysis = analyze(&text, &Arc::default(), None);
        let tokens = tokens(&analysis, 0..text.line_count());
        tokens
            .iter()
            .map(|token| (text.line(token.line)[token.range.clone()].to_owned(), token.kind))
            .collect()
    }

    #[test]
    fn the_words_of_a_draft_are_told_apart() {
        use Kind::*;
        let text = "关于发展的决定\n## **一、总体要求**\n（一）指导思想。增强“四个意识”，共建一带一路。\n\
                    ——到2027年，产值突破7000亿元，统一、一致。\n1.建成3个𠮷站。\n";
        let expected = [
            ("关于发展的决定", Heading),
            ("一、", Marker),
            ("总体要求", Heading),
            ("（一）", Marker),
            ("指导思想", Heading),
            ("四个意识", Term),
            ("一带一路", Term),
            ("——", Marker),
            ("到2027年", Horizon),
            ("7000亿元", Number),
            ("1.", Marker),
            ("3个", Number),
        ];
        assert_eq!(read(text), expected.map(|(text, kind)| (text.to_owned(), kind)));
    }
}
