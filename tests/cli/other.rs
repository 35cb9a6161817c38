//! Usage, `outline`, `rules`, `explain`.

use nigao::rules::RULES;
use serde_json::{Value, json};

use crate::run::{CLEAN, Place};

#[test]
fn wrong_usage_is_explained_in_chinese() {
    let place = Place::new();
    for (args, said) in [
        (&[][..], "没有命令"),
        (&["chek"], "没有命令“chek”，是不是“check”"),
        (&["check"], "缺少<路径>"),
        (&["check", "--frmat", "json", "x"], "不认识“--frmat”，是不是“--format”"),
        (&["check", "--format", "xml", "x"], "可用的有：text、json"),
        (&["check", "--format"], "缺少值"),
        (&["check", "--fix=1", "x"], "--fix不带值"),
        (&["outline"], "缺少<路径>"),
        (&["outline", "a", "b"], "不认识“b”"),
        (&["explain"], "缺少<规则>"),
        (&["help"], "没有命令“help”"),
    ] {
        let outcome = place.run(args);
        assert_eq!((outcome.status, outcome.text().as_str()), (2, ""), "{args:?}");
        assert!(outcome.stderr.contains(said), "{args:?}: {}", outcome.stderr);
        assert_eq!(outcome.stderr.lines().count(), 1, "{args:?}: {}", outcome.stderr);
    }
}

#[test]
fn help_is_in_chinese() {
    let place = Place::new();
    for args in [
        &["--help"][..],
        &["-h"],
        &["check", "--help"],
        &["outline", "-h"],
        &["rules", "--help"],
        &["explain", "--help"],
    ] {
        let outcome = place.run(args);
        let text = outcome.text();
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
        assert!(text.contains("用法：nigao") && text.contains("选项"), "{args:?}: {text}");
        for english in ["Usage", "Options", "Arguments", "Commands", "Print", "possible", "default"] {
            assert!(!text.contains(english), "{args:?}: {text}");
        }
    }
    let version = place.run(&["--version"]);
    assert_eq!((version.status, version.text()), (0, format!("nigao {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_outline_keeps_the_contract() {
    let place = Place::new();
    place.write("稿.txt", CLEAN);
    let outcome = place.run(&["outline", "--format", "json", "稿.txt"]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let outline = outcome.json();
    assert_eq!(keys(&outline), ["adoption", "path", "sections", "title"]);
    assert_eq!(outline["path"], "稿.txt");
    assert_eq!(outline["title"], "中共示范市委关于推动县域经济高质量发展的决定");
    let note = "（2025年5月16日中国共产党示范市第三届委员会第八次全体会议通过）";
    assert_eq!(outline["adoption"], json!({ "text": note, "date": "2025-05-16" }));
    let chars: Vec<char> = CLEAN.chars().collect();
    let sections = outline["sections"].as_array().unwrap();
    sections.iter().for_each(|section| check_section(section, &chars));
    assert_eq!(sections.len(), 3);
    let tasks = &sections[1];
    let shown = |section: &Value| {
        json!([
            section["kind"],
            section["level"],
            section["marker"],
            section["number"],
            section["title"],
            section["line"]
        ])
    };
    assert_eq!(shown(tasks), json!(["chapter", 1, "二、", 2, "重点任务", 6]));
    assert_eq!(shown(&tasks["children"][1]), json!(["article", 2, "（二）", 2, "推进城乡融合", 8]));
}

fn check_section(section: &Value, text: &[char]) {
    assert_eq!(keys(section), ["children", "kind", "level", "line", "marker", "number", "span", "title"]);
    let at = |index: usize| section["span"][index].as_u64().unwrap() as usize;
    let spanned: String = text[at(0)..at(1)].iter().collect();
    let marker = section["marker"].as_str().unwrap_or_default();
    assert_eq!(spanned, format!("{marker}{}", section["title"].as_str().unwrap()));
    let line = 1 + text[..at(0)].iter().filter(|&&c| c == '\n').count();
    assert_eq!(section["line"], line);
    section["children"].as_array().unwrap().iter().for_each(|child| check_section(child, text));
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn an_outline_of_nothing_is_an_outline() {
    let place = Place::new();
    let outcome = place.run_with(&["outline", "--format", "json", "-"], b"", &[]);
    assert_eq!(outcome.status, 0);
    let nothing = json!({ "path": "-", "title": null, "adoption": null, "sections": [] });
    assert_eq!(outcome.json(), nothing);
    let outcome = place.run_with(&["outline", "-"], b"", &[]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn a_date_that_does_not_exist_is_null() {
    let place = Place::new();
    place.write("稿.txt", CLEAN.replace("5月16日", "2月30日"));
    let outline = place.run(&["outline", "--format", "json", "稿.txt"]).json();
    assert_eq!(outline["adoption"]["date"], Value::Null);
    assert!(outline["adoption"]["text"].as_str().unwrap().contains("2月30日"));
}

#[test]
fn the_outline_as_text_is_a_tree() {
    let place = Place::new();
    place.write("稿.txt", CLEAN);
    let text = place.run(&["outline", "稿.txt"]).text();
    assert!(text.starts_with("中共示范市委关于推动县域经济高质量发展的决定\n（2025年"), "{text}");
    assert!(text.contains(" 6  二、重点任务\n 7      （一）培育特色产业\n"), "{text}");
    let folder = place.run(&["outline", "."]);
    assert_eq!((folder.status, folder.stderr.as_str()), (2, ".：是文件夹，这里需要一个文件\n"));
    assert_eq!(place.run(&["outline", "无.txt"]).status, 2);
}

#[test]
fn every_rule_is_listed_and_explained() {
    let place = Place::new();
    let list = place.run(&["rules"]);
    assert_eq!((list.status, list.stderr.as_str()), (0, ""));
    for rule in RULES {
        let line = list.text().lines().find(|line| line.starts_with(rule.id)).map(str::to_owned);
        let line = line.unwrap_or_else(|| panic!("{} is missing", rule.id));
        assert!(line.contains(rule.summary) && line.contains(rule.severity.label()), "{line}");
        let outcome = place.run(&["explain", rule.id]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
        let text = outcome.text();
        assert!(text.contains(rule.summary) && text.contains("理由：") && text.contains("依据："), "{text}");
        assert!(!text.contains("[[") && !text.contains("]]"), "{text}");
    }
    let sequence = place.run(&["explain", "numbering/sequence"]).text();
    assert!(sequence.contains("     四、保障措施\n     ^^^^\n"), "{sequence}");
}

#[test]
fn an_unknown_rule_has_a_neighbour() {
    let place = Place::new();
    let outcome = place.run(&["explain", "numbering/sequense"]);
    assert_eq!((outcome.status, outcome.text().as_str()), (2, ""));
    assert!(outcome.stderr.contains("是不是“numbering/sequence”？"), "{}", outcome.stderr);
    assert_eq!(place.run(&["explain", "sequence"]).status, 0, "the name is enough where it is unique");
    let outcome = place.run(&["explain", "天气"]);
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.starts_with("没有规则“天气”（"), "{}", outcome.stderr);
}
