//! Building, keeping and asking a corpus of 1,000 documents, and completion from it: `cargo bench --bench
//! corpus`.

mod common;

use std::time::Instant;

use common::texts;
use nigao::Reference;
use nigao::corpus::{Bounds, Corpus, Selection, Unit, Written, load, seeds};
use nigao::features::completion::{Question as Cursor, complete};
use nigao::settings::Settings;
use nigao::terms::Termbase;
use nigao::text::{Position, Text};

const DOCUMENTS: usize = 1000;

/// The most memory that the process has held, in MiB; 0 where the system does not say.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) / 1024
}

/// Processor time that the process has taken, in milliseconds; 0 where the system does not say. Beside
/// other work it tells more than the clock.
fn processor() -> usize {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // User and system time, in hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<usize>().ok()).sum::<usize>() * 10
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, text) in texts::documents().take(DOCUMENTS).enumerate() {
        std::fs::write(folder.path().join(format!("{number:04}.txt")), text).expect("a document");
    }
    let paths = vec![Written { text: ".".to_owned(), ..Written::default() }];
    let selection = Selection { paths, ..Selection::default() }.rooted(folder.path(), &Bounds::default());
    println!("{DOCUMENTS} documents; before: {} MiB", peak());

    let start = Instant::now();
    let (corpus, problems) = load(&selection, true, &|step| {
        if !matches!(step, nigao::corpus::Step::Read(..)) {
            println!("  {:.1} s, {} MiB: {step:?}", start.elapsed().as_secs_f64(), peak());
        }
    });
    let characters: usize = corpus.documents().iter().map(|document| document.characters).sum();
    println!("built in {:.1} s, at most {} MiB", start.elapsed().as_secs_f64(), peak());
    println!(
        "{characters} characters, {} phrases, {} quoted, {} problems",
        corpus.phrases().len(),
        corpus.quoted().len(),
        problems.len()
    );
    drop(corpus);

    for _ in 0..3 {
        let (start, before) = (Instant::now(), processor());
        let (corpus, _) = load(&selection, false, &|_| panic!("built again"));
        let taken = start.elapsed().as_secs_f64() * 1e3;
        println!("loaded in {taken:.0} ms, {} ms of processor time", processor() - before);
        ask(&corpus);
        let reference = Reference::new(Settings::default(), Termbase::embedded(), corpus);
        type_in(&reference, "the words of a seed", "", 97);
        for letters in ["lgwh", "fz", "gzl", "liangge"] {
            type_in(&reference, letters, letters, 997);
        }
    }
}

/// Asks for completions at every `step`th character of a seed, after `typed` is put there.
fn type_in(reference: &Reference, name: &str, typed: &str, step: usize) {
    let seed = seeds().swap_remove(0).text;
    let mut times: Vec<_> = seed
        .char_indices()
        .step_by(step)
        .map(|(at, _)| {
            let before = format!("{}{typed}", &seed[..at]);
            let text = Text::from(format!("{before}{}", &seed[at..]).as_str());
            let line = before.rsplit('\n').next().map_or(0, str::len);
            let at = Position::new(before.matches('\n').count(), line);
            let start = Instant::now();
            complete(&Cursor { text: &text, at, reference, analysis: None, snippets: true });
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    let (median, slow) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!("  completion of {name}: median {median:.2} ms, 95 % below {slow:.2} ms");
}

/// Something that a corpus is asked about a phrase.
type Question = fn(&Corpus, &str) -> usize;

fn ask(corpus: &Corpus) {
    let asked: Vec<&str> =
        corpus.phrases().step_by(corpus.phrases().len() / 1000 + 1).map(|p| p.text).collect();
    let questions: [(&str, Question); 4] = [
        ("count", |corpus, text| corpus.count(text)),
        ("followers", |corpus, text| corpus.followers(text, Unit::Word).len()),
        ("preceders", |corpus, text| corpus.preceders(text, Unit::Word).len()),
        ("phrase", |corpus, text| corpus.phrase(text).map_or(0, |phrase| phrase.count)),
    ];
    for (name, question) in questions {
        let start = Instant::now();
        let answers: usize = asked.iter().map(|text| question(corpus, text)).sum();
        let each = start.elapsed().as_secs_f64() * 1e6 / asked.len() as f64;
        println!("  {name}: {each:.1} µs ({answers} answers)");
    }
}
