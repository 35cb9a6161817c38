//! The index as bytes: text, suffixes, word boundaries and phrases, read where they lie.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::clean::Document;
use super::style::Style;
use super::suffix::{Bits, Column, Suffixes};
use super::width::folded;

/// Says what the bytes are, and in which form; another form takes another number.
const MAGIC: &[u8; 16] = b"nigao corpus 001";

/// What is small enough to be read at once, and where the rest lies.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    pub documents: Vec<Document>,
    /// Names of documents that hold nothing that another one does not.
    pub repeated: Vec<String>,
    pub quoted: Vec<Quoted>,
    /// Indices of the phrases that list things in a fixed order.
    pub sequences: Vec<usize>,
    pub style: Style,
    text: usize,
    suffixes: usize,
    phrases: usize,
}

/// A term in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The term without the marks.
    pub text: String,
    /// Places where it stands in quotation marks of its own.
    pub quoted: usize,
    /// Places where it stands without.
    pub bare: usize,
    /// Documents that quote it.
    pub documents: usize,
}

/// A phrase that recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase<'a> {
    /// The phrase.
    pub text: &'a str,
    /// How often it occurs.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
}

/// Numbers stored for a phrase: start, length, count, documents.
const ROW: usize = 4;

impl Head {
    pub fn lay_out(&mut self, text: usize, suffixes: usize, phrases: usize) {
        (self.text, self.suffixes, self.phrases) = (text, suffixes, phrases);
    }

    /// Bytes after the head.
    pub fn body(&self) -> usize {
        self.rows().end
    }

    fn order(&self) -> Range<usize> {
        self.text..self.text + self.suffixes * Column::WIDTH
    }

    fn words(&self) -> Range<usize> {
        // An empty corpus has no bytes at all.
        let bytes = if self.text == 0 { 0 } else { self.text / 8 + 1 };
        self.order().end..self.order().end + bytes
    }

    fn rows(&self) -> Range<usize> {
        self.words().end..self.words().end + self.phrases * ROW * Column::WIDTH
    }
}

/// The index of a corpus.
#[derive(Clone, Default)]
pub(super) struct Index {
    pub head: Head,
    bytes: Cow<'static, [u8]>,
    /// Where the head ends in `bytes`.
    start: usize,
}

impl Index {
    pub fn new(head: Head, body: Vec<u8>) -> Self {
        Self { head, bytes: Cow::Owned(body), start: 0 }
    }

    /// Reads what [`write`](Self::write) has written; `None` when it is something else.
    pub fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, body): (Head, &[u8]) = postcard::take_from_bytes(rest).ok()?;
        let start = bytes.len() - body.len();
        // Parts that are longer than the whole would overflow when they are added up.
        let parts = [head.text, head.suffixes, head.phrases];
        let fits = parts.iter().all(|&part| part <= body.len()) && head.body() == body.len();
        fits.then_some(Self { head, bytes, start })
    }

    pub fn write(self) -> Vec<u8> {
        let head = postcard::to_stdvec(&self.head).unwrap_or_default();
        [&MAGIC[..], &head, &self.bytes[self.start..]].concat()
    }

    fn part(&self, range: Range<usize>) -> &[u8] {
        self.bytes.get(self.start + range.start..self.start + range.end).unwrap_or_default()
    }

    /// A stretch of the text; nothing where `range` cuts a character.
    pub fn text(&self, range: Range<usize>) -> &str {
        let range = range.start..range.end.min(self.head.text);
        std::str::from_utf8(self.part(range)).unwrap_or_default()
    }

    pub fn suffixes(&self) -> Suffixes<'_> {
        Suffixes { text: self.part(0..self.head.text), order: Column(self.part(self.head.order())) }
    }

    pub fn words(&self) -> Bits<'_> {
        Bits(self.part(self.head.words()))
    }

    pub fn phrase_count(&self) -> usize {
        self.head.phrases
    }

    pub fn phrase(&self, index: usize) -> Phrase<'_> {
        let rows = Column(self.part(self.head.rows()));
        let [start, length, count, documents] = std::array::from_fn(|column| rows.at(index * ROW + column));
        Phrase { text: self.text(start..start + length), count, documents }
    }

    /// The places of `text`, as numbers of suffixes.
    pub fn suffixes_of(&self, text: &str) -> Range<usize> {
        match text.is_empty() || text.contains('\n') {
            true => 0..0,
            false => self.suffixes().starting_with(folded(text).as_bytes()),
        }
    }

    pub fn count(&self, text: &str) -> usize {
        self.suffixes_of(text).len()
    }

    /// Places of `text`, as bytes of the corpus's text, in no order.
    pub fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        let order = self.suffixes().order;
        self.suffixes_of(text).map(move |index| order.at(index))
    }

    pub fn documents_with(&self, text: &str) -> usize {
        let mut documents: Vec<usize> = self.places(text).map(|at| self.document_at(at)).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.len()
    }

    /// Index of the document that byte `at` of the text belongs to.
    pub fn document_at(&self, at: usize) -> usize {
        self.head.documents.partition_point(|document| document.range.end <= at)
    }
}
