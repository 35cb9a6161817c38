//! Slips of the keyboard: how many are found at which score, and how many alarms published documents
//! give there. `NIGAO_BENCH_LIST=1` prints the alarms as well.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/slips.rs"]
mod slips;

use std::collections::{BTreeMap, HashMap};

use nigao::Reference;
use nigao::terms::near::{NearMiss, Slip};
use nigao::text::Characters;
use slips::{Kind, Planter};

const SCORES: [f32; 12] = [-6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0];

fn main() {
    let reference = Reference::default();
    let documents = common::published();
    alarms(&reference, &documents);
    let planter = Planter::of(&documents, &reference);
    for (name, texts) in [("terms", planter.terms()), ("phrases", planter.phrases(500))] {
        println!("{name}: {} texts; share found at each score", texts.len());
        for kind in Kind::ALL {
            let planted = planter.plant(&texts, kind);
            let found: Vec<f32> = planted.iter().map(|slip| best(&reference, slip)).collect();
            row(&format!("{kind:?}"), |score| {
                let share = found.iter().filter(|found| **found >= score).count() as f64 / found.len() as f64;
                format!("{:.1}", 100.0 * share)
            });
        }
    }
}

/// The best score at which the slip is found with the right text.
fn best(reference: &Reference, slip: &slips::Planted) -> f32 {
    let found = reference.near.find(&Characters::of(&slip.line), &[], -20.0);
    let right = |miss: &&NearMiss| {
        let mut line = slip.line.clone();
        line.replace_range(miss.edit.clone(), &miss.replacement);
        line == slip.original
    };
    found.iter().find(right).map_or(f32::NEG_INFINITY, |miss| miss.score)
}

/// Alarms on the documents as they are, those that repeat in their document left out.
fn alarms(reference: &Reference, documents: &[common::Published]) {
    let mut by_slip: BTreeMap<String, Vec<f32>> = BTreeMap::new();
    let characters: usize = documents.iter().map(|document| document.text.chars().count()).sum();
    for document in documents {
        let lines: Vec<&str> = document.text.lines().collect();
        let found: Vec<(&str, NearMiss)> = lines
            .iter()
            .flat_map(|line| {
                reference
                    .near
                    .find(&Characters::of(line), &[], SCORES[0])
                    .into_iter()
                    .map(move |miss| (*line, miss))
            })
            .collect();
        let mut written: HashMap<&str, usize> = HashMap::new();
        for (line, miss) in &found {
            *written.entry(&line[miss.range.clone()]).or_default() += 1;
        }
        for (line, miss) in found.iter().filter(|(line, miss)| written[&line[miss.range.clone()]] == 1) {
            let kind = match miss.slip {
                Slip::Wrong => "Wrong",
                Slip::Dropped => "Dropped",
                Slip::Doubled => "Doubled",
                Slip::Swapped => "Swapped",
            };
            by_slip.entry(kind.to_owned()).or_default().push(miss.score);
            if std::env::var_os("NIGAO_BENCH_LIST").is_some() {
                let known = reference.near.known(miss.known);
                let before: String = line[..miss.range.start]
                    .chars()
                    .rev()
                    .take(3)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                let after: String = line[miss.range.end..].chars().take(3).collect();
                println!(
                    "ALARM {:.1} {} {before}[{}]{after} → {} {kind} n={}{}",
                    miss.score,
                    document.name,
                    &line[miss.range.clone()],
                    known.text,
                    known.count,
                    if known.entry.is_some() { " T" } else { "" }
                );
            }
        }
    }
    println!("alarms in {} documents, {characters} characters", documents.len());
    row("score", |score| format!("{score}"));
    for (kind, scores) in by_slip {
        row(&kind, |score| scores.iter().filter(|found| **found >= score).count().to_string());
    }
}

fn row(name: &str, cell: impl Fn(f32) -> String) {
    let cells: Vec<String> = SCORES.iter().map(|score| format!("{:>7}", cell(*score))).collect();
    println!("  {name:<12}{}", cells.concat());
}
