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

#[test]
fn excluded_drafts_are_passed_over_in_folders_and_checked_when_they_are_named() {
    let place = Place::new();
    place.write("nigao.toml", "exclude = [\"存档\", \"甲/*.bak.txt\", \"旧.txt\"]\n");
    for name in ["存档/a.txt", "甲/存档/b.txt", "甲/a.bak.txt", "甲/乙/a.bak.txt", "甲/旧.txt", "甲/新.txt"]
    {
        place.write(name, faulty());
    }
    let found = |args: &[&str]| {
        let (_, report) = place.check_json(args);
        crate::run::paths(&report).iter().map(|path| (*path).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["."]), ["./甲/乙/a.bak.txt", "./甲/新.txt"]);
    assert_eq!(found(&["甲"]), ["甲/乙/a.bak.txt", "甲/新.txt"]);
    assert_eq!(found(&["甲/旧.txt", "存档/a.txt"]), ["甲/旧.txt", "存档/a.txt"]);
    let targets = place.run(&["targets", "--format", "json", "."]);
    let report = targets.json();
    assert_eq!(crate::run::paths(&report), ["./甲/乙/a.bak.txt", "./甲/新.txt"]);
    // A folder with nothing but such drafts is no mistake.
    let outcome = place.run(&["check", "存档"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    place.write("甲/nigao.toml", "");
    assert_eq!(found(&["甲/存档"]), ["甲/存档/b.txt"], "the nearest file alone holds");
    place.write("nigao.toml", "exclude = [\"[\"]\n");
    let outcome = place.run(&["check", "存档"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.starts_with("nigao.toml:1:12：通配符有误"), "{}", outcome.stderr);
}

#[test]
fn a_comment_accepts_what_it_names_for_the_next_paragraph() {
    let place = Place::new();
    let with = |comment: &str| faulty().replace("　　（二）改善", &format!("{comment}\n　　（二）改善"));
    let sequence = |comment: &str| {
        place.write("稿.md", with(comment));
        let (_, report) = place.check_json(&["稿.md"]);
        (of_rule(&report, "numbering/sequence").len(), of_rule(&report, "structure/ignore-comment").len())
    };
    for comment in [
        "<!-- nigao-ignore numbering/sequence -->",
        "<!-- nigao-ignore -->",
        "<!-- nigao-ignore terms/order、numbering/sequence -->",
        "　　<!--nigao-ignore numbering/sequence-->\n\n<!-- 已核 -->",
    ] {
        assert_eq!(sequence(comment), (0, 0), "{comment}");
    }
    for comment in
        ["<!-- nigao-ignore terms/order -->", "<!-- nigao-ignore numbering/sequence -->\n\n　　隔开。"]
    {
        assert_eq!(sequence(comment), (1, 0), "{comment}");
    }
    assert_eq!(sequence("<!-- nigao-ignore numbering/sequense -->"), (1, 1));
    let (_, report) = place.check_json(&["稿.md"]);
    let unknown = of_rule(&report, "structure/ignore-comment")[0];
    assert_eq!((&unknown["severity"], &unknown["text"]), (&"warning".into(), &"numbering/sequense".into()));
    assert_eq!(unknown["fixes"][0]["edits"][0]["text"], "numbering/sequence");
}

#[test]
fn a_group_can_be_set_in_one_line() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    place.write("nigao.toml", "[rules]\nnumbering = \"off\"\n");
    assert_eq!(place.run(&["check", "稿.txt"]).status, 0);
    place.write("nigao.toml", "[rules]\nnumbering = \"off\"\n\"numbering/sequence\" = \"warning\"\n");
    let (status, report) = place.check_json(&["稿.txt"]);
    assert_eq!(
        (status, of_rule(&report, "numbering/sequence")[0]["severity"].as_str()),
        (1, Some("warning"))
    );
}
