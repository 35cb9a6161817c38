//! nigao.toml: which one holds, and what is said about a wrong one.

use crate::run::{Place, faulty, of_rule};

const OFF: &str = "[rules]\n\"numbering/sequence\" = \"off\"\n";

#[test]
fn the_nearest_file_upward_holds() {
    let place = Place::new();
    place.write("nigao.toml", OFF);
    place.write("内/深/稿.txt", faulty());
    let (status, report) = place.check_json(&["内/深/稿.txt"]);
    assert_eq!((status, of_rule(&report, "numbering/sequence").len()), (0, 0));
    place.write("内/nigao.toml", "[rules]\n\"numbering/sequence\" = \"warning\"\n");
    let (status, report) = place.check_json(&["内/深/稿.txt"]);
    assert_eq!(status, 1);
    assert_eq!(of_rule(&report, "numbering/sequence")[0]["severity"], "warning");
    let stdin = place.run_with(&["check", "-"], faulty().as_bytes(), &[]);
    assert_eq!(stdin.status, 0, "standard input goes by the working directory");
}

#[test]
fn accepted_findings_stay_away() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    place.write("nigao.toml", "[[ignore]]\nrule = \"numbering/sequence\"\ntext = \"（二）\"\n");
    assert_eq!(place.run(&["check", "稿.txt"]).status, 0);
    place.write("nigao.toml", "[[ignore]]\nrule = \"numbering/sequence\"\ntext = \"（三）\"\n");
    assert_eq!(place.run(&["check", "稿.txt"]).status, 1);
}

#[test]
fn problems_are_named_once_and_the_rest_holds() {
    let place = Place::new();
    let text = "颜色_x = 1\nmax_file_size = 0\n[rules]\n\"numbering/sequense\" = \"off\"\n\"numbering/sequence\" = \"off\"\n";
    place.write("nigao.toml", text.replace("颜色_x", "colour"));
    for name in ["a.txt", "b.txt", "c/d.txt"] {
        place.write(name, faulty());
    }
    let outcome = place.run(&["check", "."]);
    assert_eq!(outcome.status, 2);
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{}", outcome.stderr);
    assert!(lines[0].starts_with("nigao.toml:1:1：不认识设置项“colour”"), "{}", lines[0]);
    assert!(lines[1].starts_with("nigao.toml:2:17：max_file_size 应当是正整数"), "{}", lines[1]);
    assert_eq!(lines[2], "nigao.toml:4:1：没有规则“numbering/sequense”，是不是“numbering/sequence”？");
    assert!(!outcome.text().contains("重复"), "the rule that is rightly named is off");
    assert!(outcome.text().contains("检查 3 个文件"), "{}", outcome.text());
}

#[test]
fn a_file_that_is_no_toml_is_named_and_the_drafts_are_checked() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    place.write("nigao.toml", "[rules]\n\"numbering/sequence\" = off\n");
    let outcome = place.run(&["check", "稿.txt"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.starts_with("nigao.toml:2:24：不合 TOML 语法"), "{}", outcome.stderr);
    assert!(outcome.text().contains("重复"), "{}", outcome.text());
    place.write("nigao.toml", b"\x00\x01");
    let outcome = place.run(&["check", "稿.txt"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.starts_with("nigao.toml：不是文本文件"), "{}", outcome.stderr);
}
