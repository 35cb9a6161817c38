//! Time to analyse texts of growing length from scratch: it has to grow with the length alone.

use std::sync::Arc;
use std::time::Instant;

use nigao::text::Text;
use nigao::{Reference, analyze};

const LOADS: [(&str, &str); 8] = [
    ("every line the same marker", "一、\n"),
    ("markers of three levels, out of order", "（三）总体要求。\n二、任务\n7.内容。\n"),
    ("one endless line", "坚持统筹谋划，稳步推进各项工作。"),
    ("open brackets", "（"),
    ("open quotation marks", "“"),
    ("series in running text", "一是二是三是，第一、第三，①⑨"),
    ("declared counts", "八大行动、九大工程、十个方面"),
    ("internal references", "第（三）条"),
];

fn main() {
    let reference = Arc::new(Reference::default());
    let longest: usize =
        std::env::var("NIGAO_BENCH_KIB").ok().and_then(|kib| kib.parse().ok()).unwrap_or(4096);
    let sizes: Vec<usize> = [64, 16, 4, 1].iter().map(|part| longest / part).collect();
    println!("milliseconds at {sizes:?} KiB");
    for (name, piece) in LOADS {
        let times: Vec<String> = sizes
            .iter()
            .map(|kib| {
                let text = Text::from(piece.repeat(kib * 1024 / piece.len()).as_str());
                let start = Instant::now();
                let analysis = analyze(&text, &reference, None);
                assert!(analysis.draft.document.lines.len() == text.line_count());
                format!("{:>9.1}", start.elapsed().as_secs_f64() * 1e3)
            })
            .collect();
        println!("{name:<40}{}", times.join(""));
    }
}
