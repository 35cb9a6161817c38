//! Published documents are left in peace.

mod common;

use nigao::finding::Severity;

#[test]
fn published_documents_give_no_warning() {
    let mut alarms = Vec::new();
    for published in common::published() {
        let analysis = common::analysis(&published.text);
        // The seeds have slips of terms; tests/terms.rs names them one by one.
        let known = |rule: &str| published.name.starts_with("00") && rule.starts_with("terms/");
        let grave =
            analysis.findings.into_iter().filter(|f| f.severity <= Severity::Warning && !known(f.rule));
        alarms.extend(
            grave.map(|f| {
                format!("{} line {}: {} {}", published.name, f.span.start.line + 1, f.rule, f.message)
            }),
        );
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

#[test]
fn web_residue_of_the_seeds_is_seen() {
    let residue = |name: &str| {
        let seed = common::texts("seeds").into_iter().find(|seed| seed.name.starts_with(name)).unwrap();
        let findings = common::analysis(&seed.text).findings;
        findings
            .into_iter()
            .filter(|f| f.rule == "structure/web-residue")
            .map(|f| f.span.start.line + 1)
            .collect::<Vec<_>>()
    };
    assert_eq!(residue("000"), [1]);
    assert_eq!(residue("001"), [0usize; 0]);
    assert_eq!(residue("003"), [4]);
    assert_eq!(residue("004"), [1, 99]);
}
