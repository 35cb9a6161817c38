//! What the words at a place stand for — a term, a name, an indicator — and where else they stand.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use crate::document::Document;
use crate::draft::{Draft, Line};
use crate::rules::references::abbreviation::{Introduction, introductions};
use crate::text::{Position, Span, lexicon};

/// Something that a draft speaks of under fixed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry of the termbase, by its index.
    Term(usize),
    /// A name that the draft itself makes: an abbreviation that it introduces, or words that it puts in
    /// quotation marks; without those.
    Name(String),
    /// What targets measure.
    Indicator(String),
}

/// A subject where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its words, without quotation marks around them.
    pub span: Span,
    /// What they stand for.
    pub subject: Subject,
}

/// What `find` finds at `at`, or else in the character before: a cursor that stands right behind a word
/// still means it.
pub fn touching<T>(draft: &Draft, at: Position, find: impl Fn(Position) -> Option<T>) -> Option<T> {
    find(at).or_else(|| {
        let text = &draft.document.lines.get(at.line)?.text;
        let before = text.get(..at.byte)?.char_indices().next_back()?.0;
        find(Position::new(at.line, before))
    })
}

/// The subject at `at`: a term, else a name, else an indicator.
pub fn mention(draft: &Draft, at: Position) -> Option<Mention> {
    let names = LazyCell::new(|| Names::of(draft));
    touching(draft, at, |at| {
        let line = draft.lines.get(at.line)?;
        let found = term(line, at.byte).or_else(|| names.at(line, at.byte));
        let found = found.or_else(|| indicator(line, at.byte));
        found.map(|(range, subject)| Mention { span: Span::on_line(at.line, range), subject })
    })
}

type Found = (Range<usize>, Subject);

fn term(line: &Line, byte: usize) -> Option<Found> {
    let uses = line.terms.uses.iter().map(|used| (&used.range, used.entry));
    let wrong = line.terms.wrong.iter().map(|wrong| (&wrong.range, wrong.entry));
    let mut all = uses.chain(wrong);
    let (range, entry) = all.find(|(range, _)| range.contains(&byte))?;
    Some((range.clone(), Subject::Term(entry)))
}

/// The indicator at `byte`, of a statement about the past as well.
fn indicator(line: &Line, byte: usize) -> Option<Found> {
    let mut indicators = line.statements.targets.iter().filter_map(|said| said.indicator.as_ref());
    let found = indicators.find(|indicator| indicator.range.contains(&byte))?;
    Some((found.range.clone(), Subject::Indicator(found.text.clone())))
}

/// Characters of a name: what 以下简称 introduces and quotation marks hold beyond is a text.
const NAME: std::ops::RangeInclusive<usize> = 2..=20;

/// The names that a draft makes.
pub struct Names<'a> {
    document: &'a Document,
    quoted: HashSet<&'a str>,
    /// The abbreviations where they are introduced, in order of place.
    pub introduced: Vec<Introduction<'a>>,
}

impl<'a> Names<'a> {
    /// Those of `draft`.
    pub fn of(draft: &'a Draft) -> Self {
        let document = &draft.document;
        let quoted = document.lines.iter().flat_map(|paragraph| quotations(&paragraph.text));
        let quoted = quoted.map(|(_, name)| name).filter(|name| is_name(name)).collect();
        Self { document, quoted, introduced: introductions(draft).collect() }
    }

    /// The longest name around `byte`.
    fn at(&self, line: &Line, byte: usize) -> Option<Found> {
        let text = line.paragraph.text.as_str();
        let before = text[..byte].char_indices().rev().map(|(start, _)| start).take(*NAME.end());
        let starts: Vec<usize> = std::iter::once(byte).chain(before).collect();
        let after = text[byte..].char_indices().take(*NAME.end());
        let ends: Vec<usize> = after.map(|(end, c)| byte + end + c.len_utf8()).collect();
        let ranges = starts.iter().flat_map(|&start| ends.iter().map(move |&end| start..end));
        let mut known: Vec<Range<usize>> = ranges.filter(|range| self.has(&text[range.clone()])).collect();
        known.sort_by_key(|range| Reverse(range.len()));
        let found = known.into_iter().find(|range| self.means(line, range))?;
        Some((found.clone(), Subject::Name(text[found].to_owned())))
    }

    fn has(&self, words: &str) -> bool {
        self.quoted.contains(words) || self.introduced.iter().any(|introduced| introduced.name == words)
    }

    /// Where `name` is introduced for `at`: the last place before it, or the first one.
    pub fn introduction(&self, name: &str, at: Position) -> Option<&Introduction<'a>> {
        let mut places = self.introduced.iter().filter(|introduced| introduced.name == name);
        let first = places.next()?;
        Some(places.take_while(|introduced| introduced.span().start <= at).last().unwrap_or(first))
    }

    /// True when the words at `range` are a name and no part of something longer.
    fn means(&self, line: &Line, range: &Range<usize>) -> bool {
        let text = line.paragraph.text.as_str();
        let name = &text[range.clone()];
        let within = |other: &Range<usize>| {
            other.start <= range.start && range.end <= other.end && other.len() > range.len()
        };
        let mut quoted = quotations(text).filter(|(_, inner)| is_name(inner));
        if let Some((outer, _)) =
            quoted.find(|(outer, _)| outer.start <= range.start && range.end <= outer.end)
        {
            return outer == *range;
        }
        let mut longer = self.introduced.iter().filter(|other| other.name.len() > name.len());
        let of_other = |other: &Introduction<'_>| {
            other.name.match_indices(name).any(|(at, _)| {
                let start = range.start.checked_sub(at);
                start.and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(other.name))
            })
        };
        !line.terms.uses.iter().any(|used| within(&used.range))
            && !longer.any(of_other)
            && !self.introduced.iter().any(|own| own.name == name && self.in_full_name(own, text, range))
            && stands_alone(text, range)
    }

    /// True where the abbreviation is but a part of the full name that it stands for.
    fn in_full_name(&self, own: &Introduction, text: &str, range: &Range<usize>) -> bool {
        let full = own.full(self.document);
        let Some((head, tail)) = full.split_once(own.name) else { return false };
        let before = last_characters(head, 2);
        match before.is_empty() {
            false => text[..range.start].ends_with(before),
            true => !tail.is_empty() && text[range.end..].starts_with(first_characters(tail, 2)),
        }
    }
}

fn last_characters(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().map_or("", |(at, _)| &text[at..])
}

fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// What stands in quotation marks, without those, and where; the innermost where they are nested.
fn quotations(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices('“').filter_map(move |(at, mark)| {
        let start = at + mark.len();
        let end = start + text[start..].find(['“', '”'])?;
        text[end..].starts_with('”').then(|| (start..end, &text[start..end]))
    })
}

fn is_name(quoted: &str) -> bool {
    NAME.contains(&quoted.chars().count())
        && !quoted.contains(['，', ',', '。', '；', ';', '：', ':', '！', '？'])
}

/// False when words cross both edges of `range`: 大会 in 扩大会议.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let start = text[..range.start].char_indices().rev().take(lexicon::LONGEST).last();
    let start = start.map_or(range.start, |(at, _)| at);
    let rest =
        text[range.end..].char_indices().nth(lexicon::LONGEST).map_or(text.len(), |(at, _)| range.end + at);
    let around: Vec<char> = text[start..rest].chars().collect();
    let first = text[start..range.start].chars().count();
    let last = first + text[range.clone()].chars().count();
    let boundaries = lexicon::boundaries(&around);
    boundaries.contains(&first) || boundaries.contains(&last)
}

/// Every place where `draft` speaks of `subject`, in order of place, none overlapping: a term in all its
/// forms, wrong ones included, a name with and without quotation marks.
pub fn mentions(draft: &Draft, subject: &Subject) -> Vec<Span> {
    let names = match subject {
        Subject::Name(_) => Some(Names::of(draft)),
        _ => None,
    };
    let mut found = Vec::new();
    for (at, line) in draft.lines.iter().enumerate() {
        let mut ranges: Vec<Range<usize>> = match (subject, &names) {
            (Subject::Term(entry), _) => {
                let uses = line.terms.uses.iter().filter(|used| used.entry == *entry);
                let wrong = line.terms.wrong.iter().filter(|wrong| wrong.entry == *entry);
                uses.map(|used| used.range.clone()).chain(wrong.map(|wrong| wrong.range.clone())).collect()
            }
            (Subject::Name(name), Some(names)) => {
                let places = line.paragraph.text.match_indices(name.as_str());
                let places = places.map(|(at, name)| at..at + name.len());
                places.filter(|range| names.means(line, range)).collect()
            }
            (Subject::Indicator(name), _) => {
                let indicators = line.statements.targets.iter().filter_map(|said| said.indicator.as_ref());
                indicators.filter(|said| said.text == *name).map(|said| said.range.clone()).collect()
            }
            (Subject::Name(_), None) => Vec::new(),
        };
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.dedup_by(|later, earlier| later.start < earlier.end);
        found.extend(ranges.into_iter().map(|range| Span::on_line(at, range)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    fn words(text: &str, at: &str) -> (Option<Subject>, usize) {
        let text = Text::from(text);
        let draft = analyze(&text, &Arc::default(), None).draft;
        let at = text.position(text.to_string().find(at).expect("it is there"));
        let mention = mention(&draft, at);
        let count = mention.as_ref().map_or(0, |mention| mentions(&draft, &mention.subject).len());
        (mention.map(|mention| mention.subject), count)
    }

    #[test]
    fn names_are_told_from_parts_of_others() {
        let name = |name: &str| Some(Subject::Name(name.to_owned()));
        let text = "科技城新区管委会设立。\n设立绵阳科技城新区管委会（以下简称“新区管委会”），召开扩大会议、代表大会（以下简称“大会”）。\n新区管委会负责大会。";
        assert_eq!(words(text, "新区管委会负责"), (name("新区管委会"), 2));
        assert_eq!(words(text, "大会。"), (name("大会"), 2));
        assert_eq!(words(text, "扩大会议"), (None, 0));
        let text = "落实“三色”机制，完善三色机制，推行“三色机制上墙”。";
        assert_eq!(words(text, "三色”"), (name("三色"), 2));
        assert_eq!(words(text, "三色机制上墙"), (name("三色机制上墙"), 1));
    }

    #[test]
    fn terms_and_indicators_are_found_in_every_form() {
        let (subject, count) = words("增强“四个意识”，做到“两个维护”，落实两个维护。", "维护。");
        assert!(matches!(subject, Some(Subject::Term(_))) && count == 2, "{subject:?} {count}");
        let text = "到2027年，旅游接待人数超8000万人次。\n旅游接待人数达到7000万人次。";
        assert_eq!(words(text, "接待人数达"), (Some(Subject::Indicator("旅游接待人数".to_owned())), 2));
    }
}
