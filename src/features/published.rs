//! Places in the published documents, in the text that an editor opens of them.
//!
//! That text is the cleaned one, one paragraph in each line: a paragraph's index is its line.

use std::ops::Range;

use crate::corpus::{Corpus, Document, Place};
use crate::reference::Reference;
use crate::terms::load::to_toml;
use crate::terms::{Entry, Termbase};
use crate::text::Characters;

use super::subject::Subject;

/// A place in a published document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published<'a> {
    /// The document.
    pub document: &'a Document,
    /// 0-based line of its text.
    pub line: usize,
    /// Bytes of the line.
    pub range: Range<usize>,
}

impl<'a> Published<'a> {
    /// `characters` characters from a place on; the corpus writes as many as were asked for, if wider.
    fn of(place: &Place<'a>, characters: usize) -> Self {
        let length: usize = place.text[place.byte..].chars().take(characters).map(char::len_utf8).sum();
        Self { document: place.document, line: line_of(place), range: place.byte..place.byte + length }
    }

    /// The line's text.
    pub fn text(&self, corpus: &'a Corpus) -> &'a str {
        corpus.paragraph(self.document, self.line)
    }

    /// True within a heading or the title.
    fn heads(&self, corpus: &Corpus) -> bool {
        let paragraph = &self.document.paragraphs[self.line];
        let byte = paragraph.start + self.range.start;
        let Some(section) = paragraph.section else {
            return self.document.title.contains(self.text(corpus).trim());
        };
        self.document.sections[section].range.contains(&byte)
    }
}

fn line_of(place: &Place) -> usize {
    place.document.paragraphs.partition_point(|paragraph| paragraph.start < place.paragraph.start)
}

/// Places that are looked at; what is said more often needs no more of them.
const PLACES: usize = 2_000;

/// Where the published documents speak of `subject`, in their order: at most some thousand places.
pub fn mentions<'a>(reference: &'a Reference, subject: &Subject) -> Vec<Published<'a>> {
    let corpus = &*reference.corpus;
    match subject {
        Subject::Term(entry) => uses(corpus, &reference.terms, *entry),
        Subject::Name(name) => {
            let characters = name.chars().count();
            corpus.places(name).iter().take(PLACES).map(|place| Published::of(place, characters)).collect()
        }
        Subject::Indicator(name) => corpus
            .targets_for(name)
            .filter_map(|(document, target)| {
                let range = target.statement.indicator.as_ref()?.range.clone();
                Some(Published { document, line: target.line, range })
            })
            .collect(),
    }
}

/// The uses of an entry: the paragraphs that have one of its forms, read as those of a draft are.
fn uses<'a>(corpus: &'a Corpus, terms: &Termbase, entry: usize) -> Vec<Published<'a>> {
    let mut places: Vec<Place> = Vec::new();
    for form in forms(&terms.entries[entry]) {
        places.extend(corpus.places(&form).into_iter().take(PLACES));
    }
    places.sort_by_key(|place| place.paragraph.start);
    places.dedup_by_key(|place| place.paragraph.start);
    let mut found = Vec::new();
    for place in &places {
        let read = terms.read(&Characters::of(place.text));
        let ranges = read.uses.into_iter().filter(|used| used.entry == entry).map(|used| used.range);
        let line = line_of(place);
        found.extend(ranges.map(|range| Published { document: place.document, line, range }));
    }
    found
}

/// The name of an entry and its other forms, each also without quotation marks.
fn forms(entry: &Entry) -> Vec<String> {
    let written = std::iter::once(&entry.name).chain(entry.forms.iter().map(|form| &form.text));
    let mut all: Vec<String> = Vec::new();
    for form in written {
        all.push(form.replace(['“', '”'], ""));
        let inner = form.trim_start_matches('“').trim_end_matches('”');
        if inner.contains(['“', '”']) || form.starts_with('“') != form.ends_with('”') {
            all.push(form.clone());
        }
    }
    all
}

/// The place that shows best what the words mean: a heading of the document that says them in headings,
/// or else most often; or its first place.
pub fn best<'p, 'a>(corpus: &Corpus, places: &'p [Published<'a>]) -> Option<&'p Published<'a>> {
    let documents = places.chunk_by(|a, b| std::ptr::eq(a.document, b.document));
    let weighed = documents.map(|of_document| {
        let heading = of_document.iter().find(|place| place.heads(corpus));
        ((heading.is_some(), of_document.len()), heading.unwrap_or(&of_document[0]))
    });
    // Of equals the first.
    weighed.rev().max_by_key(|(weight, _)| *weight).map(|(_, place)| place)
}

/// In how many documents `places` stand.
pub fn documents(places: &[Published]) -> usize {
    places.chunk_by(|a, b| std::ptr::eq(a.document, b.document)).count()
}

/// The text of a document as an editor opens it.
pub fn text<'a>(corpus: &'a Corpus, document: &Document) -> &'a str {
    corpus.text(document.range.clone())
}

/// The termbase as an editor opens it, and the line and bytes of the name of `entry` in it.
pub fn in_termbase(terms: &Termbase, entry: usize) -> (String, usize, Range<usize>) {
    let text = to_toml(&terms.entries);
    // Tables come in the order of the entries.
    let mut line = 0;
    let mut entries = 0;
    for (at, written) in text.lines().enumerate() {
        entries += usize::from(written == "[[term]]");
        if entries == entry + 1 {
            line = at + 1;
            break;
        }
    }
    let range = text.lines().nth(line).map_or(0..0, |written| 0..written.len());
    (text, line, range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reference;

    fn best_of(name: &str) -> (String, String) {
        let reference = Reference::default();
        let subject = Subject::Name(name.to_owned());
        let places = mentions(&reference, &subject);
        let best = best(&reference.corpus, &places).expect("the corpus has it");
        let text = best.text(&reference.corpus);
        assert_eq!(&text[best.range.clone()], name);
        (best.document.name[..3].to_owned(), text.chars().take(12).collect())
    }

    #[test]
    fn headings_define_before_running_text() {
        assert_eq!(best_of("三市两地一枢纽").0, "001");
        assert_eq!(best_of("西部现代化强区").0, "002");
    }

    #[test]
    fn an_entry_is_found_in_the_written_termbase() {
        let terms = Termbase::embedded();
        for (index, entry) in terms.entries.iter().enumerate().step_by(50) {
            let (text, line, range) = in_termbase(&terms, index);
            let written = text.lines().nth(line).expect("the line is there");
            assert!(written[range].contains(&entry.name), "{written}: {}", entry.name);
        }
    }
}
