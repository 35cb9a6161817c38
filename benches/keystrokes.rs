//! Keys that completion saves: published documents typed character by character, each seed with itself
//! left out of the corpus. `cargo bench --bench keystrokes` types them into the release build over
//! standard input and output; with `-- curve` it asks in process and prints what other thresholds give.
//! Further arguments are parts of the names of the documents that are typed.

mod common;
#[path = "../tests/common/mod.rs"]
mod documents;

use std::sync::Arc;
use std::time::Duration;

use common::{Server, quantile};
use documents::Published;
use nigao::corpus::{Corpus, seeds};
use nigao::features::completion::{EVIDENCE, Question, popup};
use nigao::settings::Settings;
use nigao::terms::Termbase;
use nigao::text::{Position, Span, Text};
use nigao::{Analysis, Reference, analyze};
use serde_json::{Value, json};

/// Documents that are no seeds.
const FIELD: [&str; 2] = ["resolution-henan-ecology.txt", "report-2026-guizhou.txt"];
/// Items that are looked at.
const GLANCE: usize = 5;
/// Thresholds of the curve.
const THRESHOLDS: [f32; 11] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.5, 2.0];

/// What typing one document came to.
#[derive(Clone, Copy, Default)]
struct Tally {
    characters: usize,
    saved: usize,
    popups: usize,
    accepted: usize,
}

impl Tally {
    fn and(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            saved: self.saved + other.saved,
            popups: self.popups + other.popups,
            accepted: self.accepted + other.accepted,
        }
    }

    /// Characters saved and popups, per hundred characters.
    fn shares(&self) -> (f64, f64) {
        let share = |part: usize| 100.0 * part as f64 / self.characters.max(1) as f64;
        (share(self.saved), share(self.popups))
    }

    fn row(&self) -> String {
        let (saved, popups) = self.shares();
        let accepted = 100.0 * self.accepted as f64 / self.popups.max(1) as f64;
        format!("{saved:>9.1}{accepted:>9.1}{popups:>9.1}")
    }
}

/// Types `document` into whatever answers `ask` with the phrases offered after so many characters of
/// it. A line break is no word that an editor asks after, nor is an item that was just accepted.
fn type_in(document: &[char], mut ask: impl FnMut(usize) -> Vec<String>) -> Tally {
    let mut tally = Tally { characters: document.len(), ..Tally::default() };
    let mut at = 0;
    while at < document.len() {
        at += 1;
        if document[at - 1] == '\n' {
            continue;
        }
        let offered = ask(at);
        tally.popups += usize::from(!offered.is_empty());
        let right = |phrase: &String| {
            let length = phrase.chars().count();
            document[at..].iter().take(length).copied().eq(phrase.chars()).then_some(length)
        };
        if let Some(length) = offered.iter().take(GLANCE).filter_map(right).max() {
            tally.accepted += 1;
            tally.saved += length - 1;
            at += length;
        }
    }
    tally
}

/// The seeds and the field documents, line ends as `\n`.
fn typed_documents() -> Vec<(Published, Vec<char>)> {
    let mut all = documents::texts("seeds");
    all.extend(documents::texts("tests/field").into_iter().filter(|one| FIELD.contains(&one.name.as_str())));
    let typed = |one: &Published| one.text.replace("\r\n", "\n").chars().collect();
    all.into_iter()
        .map(|one| {
            let typed = typed(&one);
            (one, typed)
        })
        .collect()
}

/// What is offered after each character of `document`, and the keys that it is expected to save.
fn offers(name: &str, document: &[char]) -> Vec<(f32, Vec<String>)> {
    let sources: Vec<_> = seeds().into_iter().filter(|source| source.name != name).collect();
    let corpus = Arc::new(Corpus::build(&sources, &|_| ()));
    let reference = Arc::new(Reference::new(Settings::default(), Termbase::embedded(), corpus));
    let mut text = Text::default();
    let mut at = Position::default();
    let mut analysis: Option<Analysis> = None;
    let mut offers = vec![(0.0, Vec::new())];
    for &c in document {
        text.replace(Span { start: at, end: at }, c.encode_utf8(&mut [0; 4]));
        at = if c == '\n' {
            Position::new(at.line + 1, 0)
        } else {
            Position::new(at.line, at.byte + c.len_utf8())
        };
        if at.byte == 0 {
            analysis = Some(analyze(&text, &reference, analysis.as_ref()));
        }
        let question =
            Question { text: &text, at, reference: &reference, analysis: analysis.as_ref(), snippets: false };
        let popup = popup(&question);
        offers.push((popup.saving, popup.items.into_iter().map(|item| item.label).collect()));
    }
    offers
}

fn curve(documents: &[(Published, Vec<char>)]) {
    let tallies: Vec<Vec<Tally>> = std::thread::scope(|scope| {
        let one = |(document, typed): &(Published, Vec<char>)| {
            let offers = offers(&document.name, typed);
            let at = |threshold: f32| {
                type_in(typed, |at| match &offers[at] {
                    (saving, phrases) if *saving >= threshold => phrases.clone(),
                    _ => Vec::new(),
                })
            };
            THRESHOLDS.map(at).to_vec()
        };
        let work: Vec<_> = documents.iter().map(|document| scope.spawn(move || one(document))).collect();
        work.into_iter().map(|work| work.join().expect("a document is typed")).collect()
    });
    let all = |threshold: usize, seeds: bool| {
        let chosen = documents
            .iter()
            .zip(&tallies)
            .filter(|((one, _), _)| FIELD.contains(&one.name.as_str()) != seeds);
        chosen.fold(Tally::default(), |sum, (_, tallies)| sum.and(tallies[threshold]))
    };
    let of_seeds: Vec<Tally> = (0..THRESHOLDS.len()).map(|threshold| all(threshold, true)).collect();
    println!("门槛（预期每次省下的键数；现为 {EVIDENCE}）；“高出”为省下的比例高出两端连线，最高处即拐点");
    println!("{:<8}{:>9}{:>9}{:>9}{:>9}", "", "省下%", "采用%", "弹出/百字", "高出");
    for (index, threshold) in THRESHOLDS.iter().enumerate() {
        let rise = above_chord(&of_seeds, index);
        println!("{threshold:<8}{}{rise:>9.2}   其他{}", of_seeds[index].row(), all(index, false).row());
    }
}

/// How far the curve of savings against popups runs above the line between its ends; where most, is its knee.
fn above_chord(curve: &[Tally], index: usize) -> f64 {
    let [first, last, here] = [0, curve.len() - 1, index].map(|index| curve[index].shares());
    let slope = (first.0 - last.0) / (first.1 - last.1);
    here.0 - last.0 - slope * (here.1 - last.1)
}

/// A server whose corpus lacks `excluded`, with an empty draft open.
fn server_without(excluded: &str) -> Server {
    let mut command = common::nigao();
    command.arg("lsp").env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    let (mut server, _) = Server::start(&mut command, json!({"corpus": {"exclude": [excluded]}}), 1);
    server.open("以习近平新时代");
    // The corpus without the document is built first.
    let of_corpus = |item: &Value| item["detail"].as_str().is_some_and(|d| d.starts_with("语料"));
    while !server.complete(0, 7).0.first().is_some_and(of_corpus) {
        std::thread::sleep(Duration::from_millis(50));
    }
    server.change([(0, 0), (0, 7)], "", String::new);
    server
}

/// Types a document through the server. Accepted items come in with the next character, as they stand in
/// it. Gives what it came to, and how long the answers took.
fn type_through(server: &mut Server, document: &[char]) -> (Tally, Vec<Duration>) {
    let mut sent = 0;
    let (mut line, mut column) = (0, 0);
    let mut times = Vec::new();
    let tally = type_in(document, |at| {
        let added: String = document[sent..at].iter().collect();
        server.change([(line, column), (line, column)], &added, String::new);
        for c in document[sent..at].iter() {
            (line, column) = if *c == '\n' { (line + 1, 0) } else { (line, column + 1) };
        }
        sent = at;
        let (items, took) = server.complete(line, column);
        times.push(took);
        items.iter().map(|item| item["label"].as_str().unwrap_or_default().to_owned()).collect()
    });
    (tally, times)
}

fn typed(documents: &[(Published, Vec<char>)]) {
    println!(
        "{:<38}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "经语言服务器", "省下%", "采用%", "弹出/百字", "中位ms", "95%ms"
    );
    let mut seeds = Tally::default();
    for (document, characters) in documents {
        let mut server = server_without(&document.name);
        let (tally, mut times) = type_through(&mut server, characters);
        server.stop();
        let [median, most] = [0.5, 0.95].map(|share| quantile(&mut times, share));
        println!("{:<38}{}{median:>9.2}{most:>9.2}", document.name, tally.row());
        if !FIELD.contains(&document.name.as_str()) {
            seeds = seeds.and(tally);
        }
    }
    println!("{:<38}{}   目标：省下 ≥ 15，采用 ≥ 10，中位 ≤ 5 ms", "五篇合计", seeds.row());
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| !one.starts_with("--")).collect();
    let (modes, names): (Vec<_>, Vec<_>) = arguments.into_iter().partition(|argument| argument == "curve");
    let mut documents = typed_documents();
    documents.retain(|(one, _)| names.is_empty() || names.iter().any(|name| one.name.contains(name)));
    if modes.is_empty() { typed(&documents) } else { curve(&documents) }
}
