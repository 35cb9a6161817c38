//! What the parts take by themselves, and how the whole grows: `cargo bench --bench parts`.
//!
//! `layers` goes over the five seeds, once for each layer of a check from scratch. `growth` reads texts
//! that no drafter writes: the time has to grow with the length alone.

use std::hint::black_box;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use divan::counter::BytesCount;
use nigao::document::{Document, Paragraph};
use nigao::terms::near;
use nigao::text::decode;
use nigao::text::{Characters, Text};
use nigao::{Reference, analyze, target};

#[path = "../tests/common/mod.rs"]
mod documents;

static REFERENCE: LazyLock<Arc<Reference>> = LazyLock::new(Arc::default);

fn main() {
    // Loaded once in a process, so no part of any layer.
    LazyLock::force(&REFERENCE);
    divan::main();
}

mod layers {
    use super::*;

    /// Runs `layer` over every line of the seeds.
    fn over_lines<T>(bencher: Bencher, layer: impl Fn(&str) -> T + Sync) {
        let seeds = documents::texts("seeds");
        let bytes: usize = seeds.iter().map(|seed| seed.text.len()).sum();
        bencher.counter(BytesCount::new(bytes)).bench(|| {
            for line in seeds.iter().flat_map(|seed| seed.text.lines()) {
                black_box(layer(line));
            }
        });
    }

    fn over_seeds<T>(bencher: Bencher, layer: impl Fn(&str) -> T + Sync) {
        let seeds = documents::texts("seeds");
        let bytes: usize = seeds.iter().map(|seed| seed.text.len()).sum();
        bencher.counter(BytesCount::new(bytes)).bench(|| {
            for seed in &seeds {
                black_box(layer(&seed.text));
            }
        });
    }

    #[divan::bench]
    fn decoding(bencher: Bencher) {
        over_seeds(bencher, |text| {
            decode::decode(text.as_bytes()).map(|decoded| Text::from(decoded.text.as_str()))
        });
    }

    #[divan::bench]
    fn paragraphs(bencher: Bencher) {
        over_lines(bencher, Paragraph::read);
    }

    #[divan::bench]
    fn outline(bencher: Bencher) {
        let seeds = documents::texts("seeds");
        let lines = |text: &str| text.lines().map(|line| Arc::new(Paragraph::read(line))).collect::<Vec<_>>();
        let read: Vec<_> = seeds.iter().map(|seed| lines(&seed.text)).collect();
        bencher.bench(|| {
            for lines in &read {
                black_box(Document::parse(lines.iter().map(Arc::clone).collect()));
            }
        });
    }

    #[divan::bench]
    fn terms(bencher: Bencher) {
        over_lines(bencher, |line| REFERENCE.terms.read(&Characters::of(line)));
    }

    #[divan::bench]
    fn near_misses(bencher: Bencher) {
        over_lines(bencher, |line| REFERENCE.near.find(&Characters::of(line), &[], near::DOUBTFUL));
    }

    #[divan::bench]
    fn targets(bencher: Bencher) {
        let seeds = documents::texts("seeds");
        let read: Vec<_> = seeds.iter().flat_map(|seed| seed.text.lines()).map(Paragraph::read).collect();
        bencher.bench(|| {
            for paragraph in &read {
                black_box(target::read(paragraph));
            }
        });
    }

    #[divan::bench]
    fn analysis(bencher: Bencher) {
        over_seeds(bencher, |text| analyze(&Text::from(text), &REFERENCE, None));
    }
}

#[divan::bench(
    args = [
        ("the same marker", "一、\n"),
        ("markers out of order", "（三）总体要求。\n二、任务\n7.内容。\n"),
        ("one endless line", "坚持统筹谋划，稳步推进各项工作。"),
        ("open brackets", "（"),
        ("open quotation marks", "“"),
        ("series", "一是二是三是，第一、第三，①⑨"),
        ("declared counts", "八大行动、九大工程、十个方面"),
        ("references", "第（三）条"),
    ]
    .iter()
    .flat_map(|(name, piece)| [64, 256, 1024].map(|kib| Load { name, piece, kib })),
    sample_count = 5
)]
fn growth(bencher: Bencher, load: &Load) {
    let text = Text::from(load.piece.repeat(load.kib * 1024 / load.piece.len()).as_str());
    bencher.counter(BytesCount::new(text.len_bytes())).bench(|| analyze(&text, &REFERENCE, None));
}

/// A text of one piece again and again.
struct Load {
    name: &'static str,
    piece: &'static str,
    kib: usize,
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {} KiB", self.name, self.kib)
    }
}
