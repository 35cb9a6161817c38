//! Published documents are left in peace, but for what is wrong in them.

mod common;

use nigao::analysis::marked_text;
use nigao::finding::{Finding, Severity};

/// Slips that were published: document, line, rule, text.
const SLIPS: [(&str, usize, &str, &str); 6] = [
    ("000_fac739ef5a749b88.txt", 40, "numbers/year", "二○三五年"),
    ("001_430eac15c756f0b6.txt", 11, "targets/missing-unit", "1"),
    ("001_430eac15c756f0b6.txt", 25, "targets/missing-unit", "500亿"),
    ("001_430eac15c756f0b6.txt", 26, "targets/missing-unit", "200亿"),
    ("001_430eac15c756f0b6.txt", 27, "targets/missing-unit", "100亿"),
    ("report-2026-jiangsu.txt", 55, "numbers/range", "3-5"),
];

/// Half-width marks that were published in documents that are full-width: document, number.
const HALF_WIDTH: [(&str, usize); 2] =
    [("plan-zero-waste-city.txt", 2), ("resolution-henan-ecology.txt", 24)];

#[test]
fn published_documents_give_no_warning() {
    let (mut alarms, mut seen) = (Vec::new(), 0);
    for published in common::published() {
        let analysis = common::analysis(&published.text);
        let is_slip = |finding: &Finding| {
            let text = marked_text(&analysis.draft.document, finding);
            let place = (&*published.name, finding.span.start.line + 1, finding.rule, text.as_str());
            let half_width = HALF_WIDTH.iter().any(|(name, _)| *name == published.name);
            SLIPS.contains(&place) || half_width && finding.rule == "punctuation/width"
        };
        // The seeds have slips of terms; tests/terms.rs names them one by one.
        let of_terms = |rule: &str| published.name.starts_with("00") && rule.starts_with("terms/");
        let grave = analysis.findings.iter().filter(|f| f.severity <= Severity::Warning && !of_terms(f.rule));
        let (slips, grave): (Vec<_>, Vec<_>) = grave.partition(|finding| is_slip(finding));
        seen += slips.len();
        alarms.extend(
            grave.into_iter().map(|f| {
                format!("{} line {}: {} {}", published.name, f.span.start.line + 1, f.rule, f.message)
            }),
        );
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    let half_width: usize = HALF_WIDTH.iter().map(|(_, count)| count).sum();
    assert_eq!(seen, SLIPS.len() + half_width, "a slip is no longer seen");
}

#[test]
fn texts_of_other_kinds_give_no_warning() {
    for text in common::texts("tests/quiet") {
        let analysis = common::analysis(&text.text);
        let mut grave = analysis.findings.iter().filter(|finding| finding.severity <= Severity::Warning);
        assert!(grave.next().is_none(), "{}: {:?}", text.name, analysis.findings);
    }
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
