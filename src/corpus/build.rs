//! Documents → the bytes of an index: cleaned, segmented, sorted, mined.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use rayon::prelude::*;

use crate::text::segment::word_starts;

use super::clean::{Cleaned, Source, clean};
use super::index::{Head, Index, Quoted};
use super::mine::{Ground, Phrase};
use super::suffix::{self, Bits};

/// How far a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// That many of all documents are read.
    Read(usize, usize),
    /// The text is sorted.
    Sort,
    /// Phrases are looked for.
    Mine,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(done, total) => write!(f, "已读 {done}/{total} 篇"),
            Self::Sort => f.write_str("正在排序"),
            Self::Mine => f.write_str("正在提取常用语"),
        }
    }
}

/// Characters of a quoted term, the quotation marks left out.
const QUOTED: std::ops::RangeInclusive<usize> = 2..=20;
/// Members of a fixed sequence, and characters of each.
const MEMBERS: usize = 3;
const MEMBER_LENGTH: usize = 14;

/// Builds the index of `sources`. A document whose text stands in another one whole counts once.
pub(super) fn build(sources: &[Source], progress: &(dyn Fn(Step) + Sync)) -> Vec<u8> {
    let mut gathered = Gathered::default();
    // Bounds what is held besides the text itself.
    for batch in sources.chunks(64) {
        let cleaned: Vec<(Cleaned, Vec<usize>)> = batch.par_iter().map(read).collect();
        cleaned.into_iter().for_each(|(cleaned, words)| gathered.take(cleaned, &words));
        progress(Step::Read(gathered.read, sources.len()));
    }
    progress(Step::Sort);
    let order = suffix::sorted(&gathered.text);
    let shared = suffix::shared(&gathered.text, &order);
    progress(Step::Mine);
    gathered.words.resize(gathered.text.len() / 8 + 1, 0);
    let phrases = gathered.ground(&order, &shared).phrases();
    drop(shared);
    gathered.index(&order, phrases)
}

/// Cleans a document and finds where its words begin.
fn read(source: &Source) -> (Cleaned, Vec<usize>) {
    let cleaned = clean(source);
    let mut words = Vec::new();
    let mut markers = cleaned.markers.iter().peekable();
    let mut start = 0;
    for line in cleaned.text.split_inclusive('\n') {
        let end = start + line.len();
        // Nothing that begins in a marker is a phrase.
        let from = markers.next_if(|marker| marker.start == start).map_or(start, |marker| marker.end);
        words.extend(word_starts(&cleaned.text[from..end - 1]).into_iter().map(|at| from + at));
        words.push(end - 1);
        start = end;
    }
    (cleaned, words)
}

/// What the documents come to, one after the other.
#[derive(Default)]
struct Gathered {
    read: usize,
    text: String,
    words: Vec<u8>,
    head: Head,
    seen: HashSet<blake3::Hash>,
}

impl Gathered {
    fn take(&mut self, cleaned: Cleaned, words: &[usize]) {
        self.read += 1;
        let Cleaned { mut document, text, .. } = cleaned;
        if text.is_empty() || !self.seen.insert(blake3::hash(text.as_bytes())) {
            self.head.repeated.push(document.name);
            return;
        }
        let shift = self.text.len();
        document.range = shift..shift + text.len();
        for paragraph in &mut document.paragraphs {
            paragraph.start += shift;
        }
        for section in &mut document.sections {
            section.range = section.range.start + shift..section.range.end + shift;
        }
        self.text.push_str(&text);
        self.words.resize(self.text.len() / 8 + 1, 0);
        for at in words.iter().map(|at| shift + at) {
            self.words[at / 8] |= 1 << (at % 8);
        }
        self.head.style.add(&document.style);
        self.head.documents.push(document);
    }

    fn ground<'a>(&'a self, order: &'a [u32], shared: &'a [u8]) -> Ground<'a> {
        Ground { text: &self.text, order, shared, words: Bits(&self.words), documents: &self.head.documents }
    }

    /// Puts everything together.
    fn index(mut self, order: &[u32], phrases: Vec<Phrase>) -> Vec<u8> {
        self.head.lay_out(self.text.len(), order.len(), phrases.len());
        let mut body = Vec::with_capacity(self.head.body());
        body.extend_from_slice(self.text.as_bytes());
        order.iter().for_each(|at| body.extend_from_slice(&at.to_le_bytes()));
        body.extend_from_slice(&self.words);
        for phrase in &phrases {
            let row = [phrase.range.start, phrase.range.len(), phrase.count, phrase.documents];
            row.iter().for_each(|&number| body.extend_from_slice(&(number as u32).to_le_bytes()));
        }
        // Counts of single strings are asked of the index itself.
        let mut index = Index::new(self.head, body);
        let quoted = quoted(&self.text).into_iter().map(|text| index.quoted(text)).collect();
        let sequences = (0..phrases.len()).filter(|&at| is_sequence(&index, at)).collect();
        (index.head.quoted, index.head.sequences) = (quoted, sequences);
        index.write()
    }
}

/// What stands in quotation marks, each once.
fn quoted(text: &str) -> BTreeSet<&str> {
    let inner = text.split('“').skip(1).filter_map(|rest| rest.split_once('”')).map(|(inner, _)| inner);
    inner
        .filter(|inner| QUOTED.contains(&inner.chars().count()) && !inner.contains(['\n', '，', '。']))
        .collect()
}

/// True for a phrase that lists things in an order that no place turns round.
fn is_sequence(index: &Index, phrase: usize) -> bool {
    let text = index.phrase(phrase).text;
    let members: Vec<&str> = text.split('、').collect();
    let length = |member: &&str| (1..=MEMBER_LENGTH).contains(&member.chars().count());
    let fixed = |pair: &[&str]| index.count(&format!("{}、{}", pair[1], pair[0])) == 0;
    members.len() >= MEMBERS && members.iter().all(length) && members.windows(2).all(fixed)
}

impl Index {
    /// What `text` comes to in quotation marks and without.
    fn quoted(&self, text: &str) -> Quoted {
        let marked = format!("“{text}”");
        let quoted = self.count(&marked);
        Quoted {
            text: text.to_owned(),
            quoted,
            bare: self.count(text) - quoted,
            documents: self.documents_with(&marked),
        }
    }
}
