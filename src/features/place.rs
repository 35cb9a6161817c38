//! A place of the corpus in words: the document, the heading that it stands under, and its sentence.

use crate::corpus::{Corpus, Place};
use crate::document::Marker;

/// A place of the corpus, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The title of the document; the name of its file where it has none.
    pub title: String,
    /// Marker and heading that the place stands under; empty where there is none.
    pub heading: String,
    /// The sentence.
    pub sentence: String,
    /// Bytes of `sentence` that were asked for.
    pub range: std::ops::Range<usize>,
}

/// The place, of which `length` bytes are meant, with the sentence that it stands in.
pub fn quotation(corpus: &Corpus, place: &Place, length: usize) -> Quotation {
    let end = (place.byte + length).min(place.text.len());
    let (before, after) = (&place.text[..place.byte], &place.text[end..]);
    let start = before.rfind(ENDS).map_or(0, |at| at + "。".len());
    let stop = match place.text[place.byte..end].ends_with(ENDS) {
        true => end,
        false => after.find(ENDS).map_or(place.text.len(), |at| end + at + "。".len()),
    };
    let sentence = &place.text[start..stop];
    let section = place.paragraph.section.map(|index| &place.document.sections[index]);
    let title = if place.document.title.is_empty() { &place.document.name } else { &place.document.title };
    Quotation {
        title: title.clone(),
        heading: section.map_or_else(String::new, |section| corpus.text(section.range.clone()).to_owned()),
        sentence: sentence.to_owned(),
        range: place.byte - start..end - start,
    }
}

/// Marks that end a sentence; three bytes each.
const ENDS: [char; 4] = ['。', '！', '？', '；'];

impl Quotation {
    /// Title and heading in one line: 《……的决定》（三）; a heading without a marker stands in quotation marks.
    pub fn origin(&self) -> String {
        let heading = match Marker::read(&self.heading, 0) {
            Some(marker) => self.heading[marker.range].trim_end_matches('、').to_owned(),
            None if self.heading.is_empty() => String::new(),
            None => format!("“{}”", self.heading),
        };
        format!("《{}》{heading}", self.title)
    }
}
