//! Slips of the keyboard in terms and phrases, planted into published documents.

mod common;
#[path = "common/slips.rs"]
mod slips;

use std::sync::Arc;

use nigao::finding::Severity;
use nigao::text::Text;
use nigao::{Reference, analyze};
use slips::{Kind, Planted, Planter};

/// Share of `planted` that the rule finds with the right text as its first suggestion.
fn found(planted: &[Planted], reference: &Arc<Reference>) -> f64 {
    let is_found = |slip: &&Planted| {
        let analysis = analyze(&Text::from(slip.line.as_str()), reference, None);
        let spelling = analysis.findings.iter().filter(|finding| finding.rule.starts_with("terms/"));
        spelling.filter_map(|finding| finding.fixes.first()).any(|fix| {
            let mut text = Text::from(slip.line.as_str());
            fix.edits.iter().rev().for_each(|edit| text.replace(edit.span, &edit.text));
            text.to_string() == slip.original
        })
    };
    planted.iter().filter(is_found).count() as f64 / planted.len() as f64
}

#[test]
fn slips_are_found_with_the_right_text_first() {
    let reference = Arc::new(Reference::default());
    let planter = Planter::of(&common::published(), &reference);
    let mut short = Vec::new();
    for (name, texts) in [("terms", planter.terms()), ("phrases", planter.phrases(500))] {
        for kind in Kind::ALL {
            let wanted = match (name, kind) {
                ("terms", _) | (_, Kind::Homophone | Kind::LookAlike | Kind::Doubled) => 0.95,
                (_, Kind::Arbitrary | Kind::Swapped) => 0.85,
                (_, Kind::Dropped) => 0.75,
            };
            let planted = planter.plant(&texts, kind);
            let share = found(&planted, &reference);
            println!("{name} {kind:?}: {:.1} % of {}", 100.0 * share, planted.len());
            if share < wanted {
                short.push(format!("{name} {kind:?} {share:.3}"));
            }
        }
    }
    assert!(short.is_empty(), "{short:?}");
}

#[test]
fn usual_words_are_left_in_peace() {
    let words: Vec<&str> =
        include_str!("data/words.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(words.len() >= 1000, "{}", words.len());
    let reference = Arc::new(Reference::default());
    let mut found = Vec::new();
    for word in words {
        for sentence in [
            format!("有关部门研究了{word}，并就{word}听取了意见。"),
            format!("这里说的是“{word}”，不是别的。"),
        ] {
            let analysis = analyze(&Text::from(sentence.as_str()), &reference, None);
            found.extend(
                analysis
                    .findings
                    .into_iter()
                    .map(|finding| format!("{word} {} {}", finding.rule, finding.message)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn published_documents_give_few_alarms() {
    let reference = Arc::new(Reference::default());
    let (mut alarms, mut characters) = (Vec::new(), 0);
    for document in common::texts("tests/field") {
        characters += document.text.chars().count();
        let findings = analyze(&Text::from(document.text.as_str()), &reference, None).findings;
        let terms = findings.into_iter().filter(|finding| finding.rule.starts_with("terms/"));
        let grave = terms.filter(|finding| finding.severity <= Severity::Warning);
        alarms.extend(grave.map(|finding| format!("{} {} {}", document.name, finding.rule, finding.message)));
    }
    assert!(alarms.len() * 20_000 <= characters, "{}", alarms.join("\n"));
}
