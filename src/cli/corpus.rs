//! `nigao corpus`: what the corpus is made of, and building its index.

use std::fmt::Write;

use serde::Serialize;

use crate::corpus::{Corpus, Document};

use super::config::Config;
use super::inputs::Input;
use super::report::json;
use super::terminal::{FAINT, STRONG, printable, styled};
use super::{CorpusAction, Format, Status, show};

/// Does what `action` says with the corpus of the working directory.
pub fn run(action: &CorpusAction) -> Status {
    let mut config = match action {
        CorpusAction::Info { .. } => Config::default(),
        CorpusAction::Build => Config::rebuilding(),
    };
    // What a nigao.toml has to say against itself is said here.
    let reference = config.reference_for(&Input::Stdin);
    let whole = Whole::of(&reference.corpus);
    let shown = match action {
        CorpusAction::Info { output } if output.format == Format::Json => json::line(&whole),
        CorpusAction::Info { .. } => whole.text(),
        CorpusAction::Build => whole.summary(),
    };
    config.ending(show(&shown))
}

/// The corpus as it is printed.
#[derive(Serialize)]
struct Whole<'a> {
    documents: Vec<Entry<'a>>,
    characters: usize,
    terms: usize,
    phrases: usize,
    sequences: usize,
    targets: usize,
    repeated: &'a [String],
}

/// One document.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    title: &'a str,
    kind: &'a str,
    issuer: &'a str,
    level: Option<&'static str>,
    adopted: Option<&'a str>,
    characters: usize,
    targets: usize,
    stripped: Stripped<'a>,
}

/// What was left out of a document.
#[derive(Serialize)]
struct Stripped<'a> {
    lines: usize,
    noise: Vec<Noise<'a>>,
}

#[derive(Serialize)]
struct Noise<'a> {
    text: &'a str,
    count: usize,
}

impl<'a> Whole<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let targets = corpus.targets();
        let documents = corpus.documents().iter().zip(targets);
        Self {
            documents: documents.map(|(document, targets)| Entry::of(document, targets.len())).collect(),
            characters: corpus.documents().iter().map(|document| document.characters).sum(),
            terms: corpus.quoted().len(),
            phrases: corpus.phrases().len(),
            sequences: corpus.sequences().count(),
            targets: targets.iter().map(Vec::len).sum(),
            repeated: corpus.repeated(),
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        self.documents.iter().for_each(|document| document.text(&mut out));
        if !self.repeated.is_empty() {
            let _ = writeln!(
                out,
                "内容与上列文件相同或没有正文，未计入：{}\n",
                printable(&self.repeated.join("、"))
            );
        }
        out + &self.summary()
    }

    fn summary(&self) -> String {
        let Self { characters, terms, phrases, sequences, targets, .. } = self;
        format!(
            "语料 {} 篇，{characters} 字；引号提法 {terms} 条，常用语 {phrases} 条（其中固定次序 {sequences} 组），目标 {targets} 处。\n",
            self.documents.len()
        )
    }
}

impl<'a> Entry<'a> {
    fn of(document: &'a Document, targets: usize) -> Self {
        let noise = document.stripped.noise.iter();
        Self {
            name: &document.name,
            title: &document.title,
            kind: &document.kind,
            issuer: &document.issuer,
            level: document.rank.map(|rank| rank.label()),
            adopted: document.adopted.as_deref(),
            characters: document.characters,
            targets,
            stripped: Stripped {
                lines: document.stripped.lines,
                noise: noise.map(|(text, count)| Noise { text, count: *count }).collect(),
            },
        }
    }

    fn text(&self, out: &mut String) {
        let _ = writeln!(out, "{}", styled(STRONG, &printable(self.name)));
        let title = if self.title.is_empty() { "（没有标题）" } else { self.title };
        let _ = writeln!(out, "  {}", printable(title));
        let about = [self.kind, self.issuer, self.adopted.unwrap_or_default()];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        let about = if about.is_empty() { String::new() } else { format!("{}；", about.join("，")) };
        let _ = writeln!(out, "  {}{} 字，目标 {} 处", printable(&about), self.characters, self.targets);
        let lines = (self.stripped.lines > 0).then(|| format!("网页残留 {} 行", self.stripped.lines));
        let noise = self.stripped.noise.iter().map(|noise| format!("“{}” {} 处", noise.text, noise.count));
        let stripped: Vec<String> = lines.into_iter().chain(noise).collect();
        if !stripped.is_empty() {
            let _ =
                writeln!(out, "  {}", styled(FAINT, &format!("略去：{}", printable(&stripped.join("，")))));
        }
        out.push('\n');
    }
}
