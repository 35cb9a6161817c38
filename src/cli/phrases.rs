//! `nigao phrases`: how the corpus continues, precedes and uses a text.

use std::fmt::Write;

use serde::Serialize;

use crate::corpus::{Corpus, Neighbour, Unit, folded};
use crate::features::place::{Quotation, quotation};

use super::config::Config;
use super::inputs::Input;
use super::report::json;
use super::terminal::{FAINT, STRONG, printable, styled};
use super::{Format, PhrasesArgs, Status, show};

/// Neighbours and phrases that are printed of each kind; JSON has all of them.
const SHOWN: usize = 10;
/// Places that are printed.
const PLACES: usize = 5;

/// Prints what the corpus of the working directory says about a text.
pub fn run(args: &PhrasesArgs) -> Status {
    let mut config = Config::default();
    let reference = config.reference_for(&Input::Stdin);
    let whole = Whole::of(&reference.corpus, args.text.trim());
    let shown = match args.output.format {
        Format::Json => json::line(&whole),
        Format::Text => whole.text(),
    };
    config.ending(show(&shown))
}

/// What is known about a text; the shape of the JSON report.
#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    text: &'a str,
    count: usize,
    documents: usize,
    of: usize,
    after: Vec<Beside<'a>>,
    before: Vec<Beside<'a>>,
    phrases: Vec<Beside<'a>>,
    places: Vec<Located>,
}

/// A word beside the text or a phrase with it, and how often.
#[derive(Serialize)]
struct Beside<'a> {
    text: &'a str,
    count: usize,
}

/// A place of the text.
#[derive(Serialize)]
struct Located {
    document: String,
    title: String,
    heading: String,
    /// 1-based line in the file.
    line: usize,
    sentence: String,
    #[serde(skip)]
    quotation: Quotation,
}

impl<'a> Whole<'a> {
    fn of(corpus: &'a Corpus, text: &'a str) -> Self {
        let beside = |found: Vec<Neighbour<'a>>| {
            found.into_iter().map(|one| Beside { text: one.text, count: one.count }).collect()
        };
        let length = folded(text).len();
        let places = corpus.places(text).into_iter().map(|place| {
            let quotation = quotation(corpus, &place, length);
            Located {
                document: place.document.name.clone(),
                title: quotation.title.clone(),
                heading: quotation.heading.clone(),
                line: place.paragraph.line + 1,
                sentence: quotation.sentence.clone(),
                quotation,
            }
        });
        let phrases = corpus.phrases_with(text).filter(|phrase| phrase.text.len() > length);
        let mut phrases: Vec<_> = match text.is_empty() {
            true => Vec::new(),
            false => phrases.map(|phrase| Beside { text: phrase.text, count: phrase.count }).collect(),
        };
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.count));
        Self {
            version: 1,
            text,
            count: corpus.count(text),
            documents: corpus.documents_with(text),
            of: corpus.documents().len(),
            after: beside(corpus.followers(text, Unit::Word)),
            before: beside(corpus.preceders(text, Unit::Word)),
            phrases,
            places: places.collect(),
        }
    }

    fn text(&self) -> String {
        let text = printable(self.text);
        if self.count == 0 {
            return format!("语料（{} 篇）中没有“{text}”。可以换短一些的词语再查。\n", self.of);
        }
        let mut out = format!("{}  语料 {} 篇 {} 处\n", styled(STRONG, &text), self.documents, self.count);
        for (title, all) in [("常用语", &self.phrases), ("后面", &self.after), ("前面", &self.before)]
        {
            if !all.is_empty() {
                let shown =
                    all.iter().take(SHOWN).map(|one| format!("{} {}", printable(one.text), one.count));
                let more =
                    if all.len() > SHOWN { format!("，等 {} 种", all.len()) } else { String::new() };
                let _ = writeln!(out, "{title}：{}{more}", shown.collect::<Vec<_>>().join("，"));
            }
        }
        let _ = writeln!(out, "用例：");
        for place in self.places.iter().take(PLACES) {
            let Quotation { sentence, range, .. } = &place.quotation;
            let (start, end) = (&sentence[..range.start], &sentence[range.end..]);
            let said = styled(STRONG, &printable(&sentence[range.clone()]));
            let _ = writeln!(out, "  {}{said}{}", printable(start), printable(end));
            let origin = format!("——{}，{} 第 {} 行", place.quotation.origin(), place.document, place.line);
            let _ = writeln!(out, "    {}", styled(FAINT, &printable(&origin)));
        }
        if self.places.len() > PLACES {
            let _ = writeln!(out, "  其余 {} 处用 --format json 列出。", self.places.len() - PLACES);
        }
        out
    }
}
