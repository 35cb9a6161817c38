//! The published documents that a draft is held against, as one immutable index.
//!
//! Everything is asked in both widths of punctuation: `,` and `，` are one. Places are bytes of the
//! corpus's text, which is the cleaned text of all documents with punctuation in full width.

mod bounds;
mod build;
mod clean;
mod index;
mod load;
mod mine;
mod seeds;
mod select;
mod sound;
mod style;
mod suffix;
mod width;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use rayon::prelude::*;

use crate::document::{Document as Parsed, Paragraph as Line};
use crate::target::{self, Target};
use crate::text::pinyin;

pub use bounds::Bounds;
pub use build::Step;
pub use clean::{Document, Paragraph, Profile, Rank, Section, Source, Stripped};
pub use index::{Phrase, Quoted};
pub use load::{FileState, Named, Problem, Terms, cache_folder, file_states, load, load_terms, seal, unseal};
pub use seeds::seeds;
pub use select::{Excluded, Selection, Written, matcher};
pub use style::Style;
pub use width::folded;

use index::Index;
use sound::Sounds;

/// What the corpus says. The default is empty and has nothing to say.
#[derive(Clone, Default)]
pub struct Corpus {
    index: Index,
    targets: OnceLock<Vec<Vec<Target>>>,
    /// Document and index of the targets of each indicator.
    by_indicator: OnceLock<HashMap<String, Vec<(usize, usize)>>>,
    sounds: OnceLock<Sounds>,
}

/// A place in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its paragraph.
    pub paragraph: &'a Paragraph,
    /// The text of the paragraph.
    pub text: &'a str,
    /// Byte of `text` at which what was asked for begins.
    pub byte: usize,
}

/// What stands beside a string, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour<'a> {
    /// A character or a word.
    pub text: &'a str,
    /// Places where it stands there.
    pub count: usize,
}

/// How far a neighbour reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One character.
    Character,
    /// To the next word boundary.
    Word,
}

static EMBEDDED: LazyLock<Arc<Corpus>> =
    LazyLock::new(|| Arc::new(Corpus::read(seeds::INDEX).unwrap_or_default()));

impl Corpus {
    /// The corpus of the documents that come with nigao.
    pub fn embedded() -> Arc<Self> {
        Arc::clone(&EMBEDDED)
    }

    /// Builds the corpus of `sources`. Takes a minute for thousands of documents.
    pub fn build(sources: &[Source], progress: &(dyn Fn(Step) + Sync)) -> Self {
        Self::read(build::build(sources, progress).into()).unwrap_or_default()
    }

    /// Reads the bytes of an index; `None` when they are none of this version. Nothing is verified
    /// besides: bytes that may have suffered want a checksum.
    pub fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        Index::read(bytes).map(|index| Self { index, ..Self::default() })
    }

    /// The bytes of the index.
    pub fn write(self) -> Vec<u8> {
        self.index.write()
    }

    /// The documents: those that come with nigao first, the others in order of paths and names.
    pub fn documents(&self) -> &[Document] {
        &self.index.head.documents
    }

    /// Names of documents that were left out because another one has the same text, or for being empty.
    pub fn repeated(&self) -> &[String] {
        &self.index.head.repeated
    }

    /// True when there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.documents().is_empty()
    }

    /// The text of a stretch of the corpus.
    pub fn text(&self, range: Range<usize>) -> &str {
        self.index.text(range)
    }

    /// The text of all documents, in which places are bytes.
    pub fn bytes(&self) -> &[u8] {
        self.index.suffixes().text
    }

    /// The places directly after each occurrence of `text`, in no order; `None` when there are more than
    /// `most`.
    pub fn ends(&self, text: &str, most: usize) -> Option<Vec<usize>> {
        let length = folded(text).len();
        (self.count(text) <= most).then(|| self.index.places(text).map(|at| at + length).collect())
    }

    /// True where a word begins at byte `at` of the text, or a paragraph ends.
    pub fn begins_word(&self, at: usize) -> bool {
        self.index.words().has(at)
    }

    /// How often `text` occurs, in words or across them.
    pub fn count(&self, text: &str) -> usize {
        self.index.count(text)
    }

    /// In how many documents `text` occurs.
    pub fn documents_with(&self, text: &str) -> usize {
        self.index.documents_with(text)
    }

    /// Where `text` occurs, in order of the documents.
    pub fn places(&self, text: &str) -> Vec<Place<'_>> {
        let mut places: Vec<usize> = self.index.places(text).collect();
        places.sort_unstable();
        places.into_iter().map(|at| self.place(at)).collect()
    }

    fn place(&self, at: usize) -> Place<'_> {
        let document = &self.documents()[self.index.document_at(at)];
        let index = document.paragraphs.partition_point(|paragraph| paragraph.start <= at) - 1;
        let paragraph = &document.paragraphs[index];
        Place { document, paragraph, text: self.paragraph(document, index), byte: at - paragraph.start }
    }

    /// The text of a paragraph of `document`, by its index.
    pub fn paragraph(&self, document: &Document, index: usize) -> &str {
        let end = document.paragraphs.get(index + 1).map_or(document.range.end, |next| next.start);
        self.text(document.paragraphs[index].start..end - 1)
    }

    /// The targets of each document, in the order of the documents. Lines of their places are indices
    /// of paragraphs. They are read when they are first asked for.
    pub fn targets(&self) -> &[Vec<Target>] {
        self.targets.get_or_init(|| self.documents().par_iter().map(|d| self.targets_of(d)).collect())
    }

    /// The targets of that indicator, with their documents, in the order of the documents.
    pub fn targets_for(&self, indicator: &str) -> impl Iterator<Item = (&Document, &Target)> {
        let places = self.by_indicator.get_or_init(|| {
            let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
            for (document, targets) in self.targets().iter().enumerate() {
                for (index, target) in targets.iter().enumerate() {
                    let Some(indicator) = &target.statement.indicator else { continue };
                    places.entry(indicator.text.clone()).or_default().push((document, index));
                }
            }
            places
        });
        let places = places.get(indicator).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .map(|&(document, index)| (&self.documents()[document], &self.targets()[document][index]))
    }

    fn targets_of(&self, document: &Document) -> Vec<Target> {
        let paragraphs = 0..document.paragraphs.len();
        let line = |index| Line::read(self.paragraph(document, index)).into();
        let parsed = Parsed::parse(paragraphs.map(line).collect());
        let statements: Vec<_> = parsed.lines.iter().map(|line| target::read(line)).collect();
        target::resolve(&parsed, &statements).targets
    }

    /// What follows `text`, most often first; places at the end of a paragraph are not counted.
    pub fn followers(&self, text: &str, unit: Unit) -> Vec<Neighbour<'_>> {
        let asked = folded(text);
        let suffixes = self.index.suffixes();
        let mut among = self.index.suffixes_of(text);
        let mut counts = HashMap::new();
        // Suffixes stand in order, so the same neighbour comes in one run, or in few.
        while !among.is_empty() {
            let neighbour = self.reach(suffixes.order.at(among.start) + asked.len(), unit);
            let next = match neighbour {
                "" => b"\n",
                text => text.as_bytes(),
            };
            let run = suffixes.narrowed(among.clone(), asked.len(), next);
            *counts.entry(neighbour).or_default() += run.len();
            among.start = run.end.max(among.start + 1);
        }
        ranked(counts)
    }

    /// What stands before `text`, most often first; places at the start of a paragraph are not counted.
    pub fn preceders(&self, text: &str, unit: Unit) -> Vec<Neighbour<'_>> {
        let mut counts = HashMap::new();
        for at in self.index.places(text) {
            *counts.entry(self.reach_back(at, unit)).or_default() += 1;
        }
        ranked(counts)
    }

    /// The character or word that begins at `at`; nothing at the end of a paragraph.
    fn reach(&self, at: usize, unit: Unit) -> &str {
        let bytes = self.index.suffixes().text;
        let words = self.index.words();
        let ends = |end: &usize| match bytes.get(*end) {
            None | Some(b'\n') => true,
            Some(byte) => byte & 0xc0 != 0x80 && (unit == Unit::Character || words.has(*end)),
        };
        match bytes.get(at) {
            None | Some(b'\n') => "",
            Some(_) => self.text(at..(at + 1..).find(ends).unwrap_or(at)),
        }
    }

    /// The character or word that ends at `at`; nothing at the start of a paragraph.
    fn reach_back(&self, at: usize, unit: Unit) -> &str {
        let bytes = self.index.suffixes().text;
        let words = self.index.words();
        if at == 0 || bytes[at - 1] == b'\n' {
            return "";
        }
        let begins = |start: &usize| {
            *start == 0
                || bytes[start - 1] == b'\n'
                || bytes[*start] & 0xc0 != 0x80 && (unit == Unit::Character || words.has(*start))
        };
        self.text((0..at).rev().find(begins).unwrap_or(at)..at)
    }

    /// The phrases that recur, in order of their characters.
    pub fn phrases(&self) -> impl ExactSizeIterator<Item = Phrase<'_>> {
        (0..self.index.phrase_count()).map(|index| self.index.phrase(index))
    }

    /// The phrases that begin with `prefix`, in order of their characters.
    pub fn phrases_with(&self, prefix: &str) -> impl Iterator<Item = Phrase<'_>> {
        let prefix = folded(prefix).into_owned();
        let (mut start, mut end) = (0, self.index.phrase_count());
        while start < end {
            let middle = start + (end - start) / 2;
            if self.index.phrase(middle).text < prefix.as_str() { start = middle + 1 } else { end = middle }
        }
        let from = (start..self.index.phrase_count()).map(|index| self.index.phrase(index));
        from.take_while(move |phrase| phrase.text.starts_with(&prefix))
    }

    /// The phrase that reads `text`, if it is one.
    pub fn phrase(&self, text: &str) -> Option<Phrase<'_>> {
        self.phrases_with(text).next().filter(|phrase| phrase.text == folded(text))
    }

    /// The phrases that `letters`, two at least, are typed for, and whether they stand for all of it and not
    /// just its beginning. The first call reads all phrases.
    pub fn spelled(&self, letters: &str) -> impl Iterator<Item = (bool, Phrase<'_>)> {
        let candidates = self.sounds.get_or_init(|| Sounds::of(&self.index)).candidates(letters);
        candidates.filter_map(move |number| {
            let phrase = self.index.phrase(number);
            Some((pinyin::spelled(phrase.text, letters)?, phrase))
        })
    }

    /// What stands in quotation marks somewhere, in order of its characters.
    pub fn quoted(&self) -> &[Quoted] {
        &self.index.head.quoted
    }

    /// How often `term`, given without quotation marks, is quoted and how often it is not.
    pub fn quoting(&self, term: &str) -> (usize, usize) {
        let quoted = self.count(&format!("“{term}”"));
        (quoted, self.count(term) - quoted)
    }

    /// Lists (A、B、C) that recur in one order, as phrases: their members stand between 、.
    pub fn sequences(&self) -> impl Iterator<Item = Phrase<'_>> {
        self.index.head.sequences.iter().map(|&index| self.index.phrase(index))
    }

    /// How the documents number and head their sections.
    pub fn style(&self) -> &Style {
        &self.index.head.style
    }
}

fn ranked(counts: HashMap<&str, usize>) -> Vec<Neighbour<'_>> {
    let neighbours = counts.into_iter().map(|(text, count)| Neighbour { text, count });
    let mut ranked: Vec<_> = neighbours.filter(|neighbour| !neighbour.text.is_empty()).collect();
    ranked.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(b.text)));
    ranked
}

impl fmt::Debug for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Corpus of {} documents, {} phrases", self.documents().len(), self.phrases().len())
    }
}
