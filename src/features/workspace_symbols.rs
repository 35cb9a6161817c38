//! Headings by a part of their words, or by how they are typed.

use crate::analysis::Analysis;
use crate::corpus::Corpus;
use crate::document::SectionKind;
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::pinyin::spelled;

use super::published::Published;
use super::symbols;

/// What is looked for in headings.
#[derive(Clone, Debug)]
pub struct Query {
    words: String,
    /// True when it may be typed for Chinese: by syllables or their first letters.
    is_letters: bool,
}

/// A heading of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// With its marker.
    pub name: String,
    /// What it heads.
    pub kind: SectionKind,
    /// Where it stands.
    pub span: Span,
}

/// A heading of a published document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedHeading<'a> {
    /// With its marker.
    pub name: &'a str,
    /// How many headings it stands under.
    pub depth: usize,
    /// Where it stands.
    pub place: Published<'a>,
}

impl Query {
    /// A query as it was typed; an empty one matches everything.
    pub fn new(typed: &str) -> Self {
        let words = fold(typed.trim()).to_lowercase();
        let is_letters = words.len() >= 2 && words.chars().all(|c| c.is_ascii_lowercase());
        Self { words, is_letters }
    }

    fn matches(&self, heading: &str) -> bool {
        let spelled = |at: usize| spelled(&heading[at..], &self.words).is_some();
        fold(heading).to_lowercase().contains(&self.words)
            || self.is_letters && heading.char_indices().any(|(at, _)| spelled(at))
    }
}

/// The headings of a draft that match, in order of place.
pub fn in_draft(analysis: &Analysis, query: &Query) -> Vec<Heading> {
    let sections = analysis.draft.document.outline.sections.iter();
    let headings = sections.map(|section| Heading {
        name: symbols::name(section),
        kind: section.kind,
        span: section.span,
    });
    headings.filter(|heading| query.matches(&heading.name)).collect()
}

/// The headings of the published documents that match, in their order.
pub fn in_corpus<'a>(corpus: &'a Corpus, query: &Query) -> impl Iterator<Item = PublishedHeading<'a>> {
    corpus.documents().iter().flat_map(move |document| {
        document.sections.iter().filter_map(move |section| {
            let name = corpus.text(section.range.clone());
            if name.is_empty() || !query.matches(name) {
                return None;
            }
            let paragraphs = &document.paragraphs;
            let line = paragraphs.partition_point(|paragraph| paragraph.start <= section.range.start) - 1;
            let from = section.range.start - paragraphs[line].start;
            let range = from..from + name.len();
            let outer = |section: &crate::corpus::Section| section.parent;
            let above = std::iter::successors(outer(section), |&index| outer(&document.sections[index]));
            Some(PublishedHeading { name, depth: above.count(), place: Published { document, line, range } })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_words_and_by_letters() {
        let corpus = Corpus::embedded();
        let names = |typed: &str| -> Vec<String> {
            let query = Query::new(typed);
            in_corpus(&corpus, &query).map(|heading| heading.name.to_owned()).collect()
        };
        let all = names("");
        assert!(all.len() > 100, "{}", all.len());
        let found = names("组织领导");
        assert!(!found.is_empty() && found.iter().all(|name| name.contains("组织领导")), "{found:?}");
        assert!(found.iter().all(|name| names("zzld").contains(name)), "{:?}", names("zzld"));
        assert_eq!(names("(一)").len(), all.iter().filter(|name| name.starts_with("（一）")).count());
        assert_eq!(names("qqqq"), [""; 0]);
    }

    #[test]
    fn places_are_those_of_the_opened_text() {
        let corpus = Corpus::embedded();
        for heading in in_corpus(&corpus, &Query::new("")) {
            assert_eq!(&heading.place.text(&corpus)[heading.place.range.clone()], heading.name);
        }
    }
}
