//! Every rule against its own examples.

mod common;

use std::collections::HashSet;
use std::sync::Arc;

use nigao::finding::{Edit, Finding};
use nigao::rules::{RULES, Rule};
use nigao::text::{Position, Span, Text};
use nigao::{Reference, analyze};

/// The text without its `[[…]]`, and the places that they marked.
fn marked(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut spans, mut start) = (String::new(), Vec::new(), Position::default());
    let mut rest = text;
    let here = |plain: &str| {
        let line = plain.matches('\n').count();
        Position::new(line, plain.len() - plain.rfind('\n').map_or(0, |at| at + 1))
    };
    while let Some(at) = rest.find("[[").into_iter().chain(rest.find("]]")).min() {
        plain.push_str(&rest[..at]);
        match &rest[at..at + 2] {
            "[[" => start = here(&plain),
            _ => spans.push(Span { start, end: here(&plain) }),
        }
        rest = &rest[at + 2..];
    }
    plain.push_str(rest);
    (plain, spans)
}

fn findings(text: &str, rule: &Rule) -> Vec<Finding> {
    let analysis = analyze(&Text::from(text), &Arc::new(Reference::default()), None);
    analysis.findings.into_iter().filter(|finding| finding.rule == rule.id).collect()
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    let mut buffer = Text::from(text);
    edits.sort();
    for edit in edits.iter().rev() {
        buffer.replace(edit.span, &edit.text);
    }
    buffer.to_string()
}

#[test]
fn examples_are_found_and_repaired() {
    for rule in RULES {
        for example in rule.examples {
            let (wrong, places) = marked(example.wrong);
            let found = findings(&wrong, rule);
            let spans: Vec<Span> = found.iter().map(|finding| finding.span).collect();
            assert_eq!(spans, places, "{}\n{wrong}\n{found:#?}", rule.id);
            let mut repaired = wrong.clone();
            for _ in 0..places.len() {
                let next = findings(&repaired, rule)
                    .into_iter()
                    .find_map(|finding| finding.fixes.into_iter().next());
                let Some(fix) = next else { break };
                repaired = apply(&repaired, fix.edits.to_vec());
            }
            assert_eq!(repaired, example.right, "{}", rule.id);
            if repaired != wrong || places.is_empty() {
                assert_eq!(findings(&repaired, rule), [], "{}\n{repaired}", rule.id);
            }
        }
        assert!(rule.examples.iter().any(|e| e.wrong.contains("[[")), "{} shows no fault", rule.id);
        assert!(rule.examples.iter().any(|e| !e.wrong.contains("[[")), "{} shows no trap", rule.id);
    }
}

#[test]
fn rules_claim_no_more_than_their_basis() {
    let mut ids = HashSet::new();
    for rule in RULES {
        assert!(ids.insert(rule.id), "{} twice", rule.id);
        assert!(rule.severity >= rule.basis.highest_severity(), "{} is graver than its basis", rule.id);
        assert!(rule.why.chars().count() >= 20 && !rule.summary.ends_with('。'), "{}", rule.id);
    }
}
