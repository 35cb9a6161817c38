//! `--rule` and `--severity`: what is checked, and what is shown of it.

use crate::run::{CLEAN, Place, faulty};

/// Findings of three severities and two groups: a number twice, a blank to fill in, a lonely heading.
fn mixed() -> String {
    faulty()
        .replace("三、组织实施\n", "三、组织实施\n　　（一）加强领导。由××局牵头，会同有关部门抓好落实。\n")
}

fn rules(report: &serde_json::Value) -> Vec<&str> {
    let findings = report["files"][0]["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[test]
fn only_the_rules_that_are_named_are_checked() {
    let place = Place::new();
    place.write("稿.txt", mixed());
    let (status, all) = place.check_json(&["稿.txt"]);
    let all = rules(&all);
    assert_eq!(status, 1);
    for rule in ["numbering/sequence", "structure/placeholder", "structure/single-child"] {
        assert!(all.contains(&rule), "{all:?}");
        let (_, report) = place.check_json(&["--rule", rule, "稿.txt"]);
        let expected: Vec<&str> = all.iter().copied().filter(|found| *found == rule).collect();
        assert_eq!(rules(&report), expected);
    }
    let (_, report) = place.check_json(&["--rule", "structure", "--rule", "numbering/sequence", "稿.txt"]);
    let of_both = |rule: &&str| rule.starts_with("structure/") || *rule == "numbering/sequence";
    assert_eq!(rules(&report), all.iter().copied().filter(of_both).collect::<Vec<_>>());
    assert_eq!(place.check_json(&["--rule", "structure/single-child", "稿.txt"]).0, 0, "info is no fault");
    assert_eq!(place.check_json(&["--rule", "targets", "稿.txt"]).0, 0);
    // What is switched off stays off.
    place.write("nigao.toml", "[rules]\n\"numbering/sequence\" = \"off\"\n");
    assert_eq!(rules(&place.check_json(&["--rule", "numbering", "稿.txt"]).1), Vec::<&str>::new());
}

#[test]
fn only_the_rules_that_are_named_are_fixed() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    assert_eq!(place.run(&["check", "--fix", "--rule", "terms", "稿.txt"]).status, 0);
    assert_eq!(place.read("稿.txt"), faulty().as_bytes());
    assert_eq!(place.run(&["check", "--fix", "--rule", "numbering", "稿.txt"]).status, 0);
    assert_eq!(place.read("稿.txt"), CLEAN.as_bytes());
}

#[test]
fn a_rule_that_does_not_exist_is_a_mistake_of_usage() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    let outcome = place.run(&["check", "--rule", "numbering/sequense", "稿.txt"]);
    assert_eq!((outcome.status, outcome.text().as_str()), (2, ""));
    assert!(
        outcome.stderr.contains("没有规则“numbering/sequense”，是不是“numbering/sequence”？"),
        "{}",
        outcome.stderr
    );
    let outcome = place.run(&["check", "--severity", "grave", "稿.txt"]);
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.contains("不能是“grave”，可用的有：error、warning、info、hint"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn severity_is_about_what_is_shown_alone() {
    let place = Place::new();
    place.write("稿.txt", mixed());
    let (status, all) = place.check_json(&["稿.txt"]);
    for (level, shown) in [
        ("hint", vec!["error", "warning", "info", "hint"]),
        ("warning", vec!["error", "warning"]),
        ("error", vec!["error"]),
    ] {
        let (also, report) = place.check_json(&["--severity", level, "稿.txt"]);
        assert_eq!((also, &report["summary"]), (status, &all["summary"]), "{level}");
        let findings = all["files"][0]["findings"].as_array().unwrap();
        let expected: Vec<_> = findings
            .iter()
            .filter(|finding| shown.contains(&finding["severity"].as_str().unwrap()))
            .collect();
        let found = report["files"][0]["findings"].as_array().unwrap();
        assert!(found.iter().eq(expected), "{level}");
    }
    let sequence = "[rules]\n\"numbering/sequence\" = \"warning\"\n\"structure/placeholder\" = \"warning\"\n";
    place.write("nigao.toml", sequence);
    let outcome = place.run(&["check", "--severity", "error", "稿.txt"]);
    assert_eq!(outcome.status, 1, "a warning that is not shown is one all the same");
    assert!(!outcome.text().contains("numbering/sequence"), "{}", outcome.text());
    assert!(outcome.text().contains("处未显示）"), "{}", outcome.text());
    // Fixing does not go by it.
    assert_eq!(
        place.run(&["check", "--fix", "--severity", "error", "--rule", "numbering", "稿.txt"]).status,
        0
    );
    assert_eq!(place.read("稿.txt"), mixed().replace("（二）改善", "（三）改善").as_bytes());
}

#[test]
fn what_cannot_go_together_is_said() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    for (args, other) in
        [(["--diff", "--fix"].as_slice(), "--fix"), (&["--diff", "--format", "json"], "--format")]
    {
        let outcome = place.run(&[&["check"], args, &["稿.txt"]].concat());
        assert_eq!(outcome.status, 2);
        assert!(outcome.stderr.contains("同用") && outcome.stderr.contains(other), "{}", outcome.stderr);
        assert_eq!(place.read("稿.txt"), faulty().as_bytes());
    }
    let outcome = place.run(&["check", "--severity", "info", "--severity", "error", "稿.txt"]);
    assert!(outcome.stderr.contains("只能写一次"), "{}", outcome.stderr);
    assert_eq!(place.run_with(&["check", "--rule", "terms", "-"], faulty().as_bytes(), &[]).status, 0);
}
