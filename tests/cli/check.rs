//! Reports and exit statuses of `nigao check`.

use serde_json::{Value, json};

use crate::run::{CLEAN, Place, faulty, of_rule, paths};

#[test]
fn the_exit_status_says_what_was_found() {
    let place = Place::new();
    place.write("好.txt", CLEAN);
    place.write("差.txt", faulty());
    let clean = place.run(&["check", "好.txt"]);
    assert_eq!((clean.status, clean.stderr.as_str()), (0, ""), "{}", clean.text());
    assert!(clean.text().contains("没有发现问题") || clean.text().contains("提示"), "{}", clean.text());
    assert_eq!(place.run(&["check", "差.txt"]).status, 1);
    assert_eq!(place.run(&["check", "好.txt", "差.txt"]).status, 1);
    let missing = place.run(&["check", "无.txt", "差.txt"]);
    assert_eq!(missing.status, 2);
    assert_eq!(missing.stderr, "无.txt：没有这个文件或文件夹\n");
    assert!(missing.text().contains("序号“（二）”重复"), "the other file is checked all the same");
}

#[test]
fn info_alone_is_no_fault() {
    let place = Place::new();
    place.write("nigao.toml", "[rules]\n\"numbering/sequence\" = \"info\"\n");
    place.write("差.txt", faulty());
    let (status, report) = place.check_json(&["差.txt"]);
    assert_eq!((status, of_rule(&report, "numbering/sequence")[0]["severity"].as_str()), (0, Some("info")));
}

#[test]
fn the_text_report_shows_the_place_and_the_way_out() {
    let place = Place::new();
    let long = "推动县城基础设施向乡村延伸，".repeat(20);
    place.write("差.txt", faulty().replace("改善农村环境。", &format!("改善农村环境。{long}")));
    let outcome = place.run(&["check", "差.txt"]);
    let text = outcome.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "差.txt");
    let at = lines.iter().position(|line| line.starts_with("  9:3  错误  序号“（二）”重复")).expect(&text);
    assert!(lines[at].ends_with("numbering/sequence"), "{text}");
    assert!(lines[at + 1].contains("│ （二）改善农村环境。") && lines[at + 1].ends_with('…'), "{text}");
    assert!(unicode_width::UnicodeWidthStr::width(lines[at + 1]) <= 100, "{text}");
    assert!(lines[at + 2].ends_with("│ ^^^^^^"), "full-width characters take two columns: {text}");
    let below = lines[at + 3..].join("\n");
    assert!(below.contains("参见：8:3") && below.contains("依据：") && below.contains("（可自动修改）"));
    assert!(lines.last().unwrap().starts_with("检查 1 个文件，1 个有问题：错误 1 处"), "{text}");
    assert!(!text.contains('\x1b'), "colour is for terminals");
}

#[test]
fn colour_can_be_asked_for_and_refused() {
    let place = Place::new();
    place.write("差.txt", faulty());
    let coloured = |environment: &[(&str, &str)]| {
        place.run_with(&["check", "差.txt"], b"", environment).text().contains('\x1b')
    };
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_draft_cannot_steer_the_terminal() {
    let place = Place::new();
    place.write("差.txt", faulty().replace("（二）改善", "（二）\x1b[2J改善"));
    assert!(!place.run(&["check", "差.txt"]).text().contains('\x1b'));
}

/// Every field of the contract, and nothing else.
#[test]
fn json_keeps_the_contract() {
    let place = Place::new();
    for (name, text) in [
        ("lf.txt", faulty()),
        ("crlf.txt", faulty().replace('\n', "\r\n")),
        ("cr.txt", faulty().replace('\n', "\r")),
        ("bom.txt", format!("\u{feff}{}", faulty())),
        ("wide.txt", faulty().replace("培育特色产业", "培育𠮷色产业")),
    ] {
        place.write(name, &text);
        let (status, report) = place.check_json(&[name]);
        assert_eq!(status, 1);
        let text: Vec<char> = text.trim_start_matches('\u{feff}').chars().collect();
        check_report(&report, name, &text);
        let finding = of_rule(&report, "numbering/sequence")[0];
        assert_eq!(
            (&finding["line"], &finding["column"], &finding["end_line"], &finding["end_column"]),
            (&json!(9), &json!(3), &json!(9), &json!(6)),
            "{name}"
        );
        assert_eq!(finding["text"], "（二）");
        assert_eq!(finding["severity"], "error");
        let fix = &finding["fixes"][0];
        assert_eq!(fix["safe"], true);
        assert_eq!(fix["edits"][0]["text"], "三");
    }
}

fn check_report(report: &Value, path: &str, text: &[char]) {
    assert_eq!(keys(report), ["files", "summary", "version"]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["files"].as_array().unwrap().len(), 1);
    let file = &report["files"][0];
    assert_eq!(keys(file), ["findings", "path"]);
    assert_eq!(file["path"], path);
    let findings = file["findings"].as_array().unwrap();
    let mut counts = json!({ "files": 1, "error": 0, "warning": 0, "info": 0, "hint": 0 });
    let mut before = 0;
    for finding in findings {
        check_finding(finding, text);
        let start = finding["span"][0].as_u64().unwrap();
        assert!(start >= before, "findings are in order of place");
        before = start;
        let severity = finding["severity"].as_str().unwrap();
        counts[severity] = json!(counts[severity].as_u64().expect("a known severity") + 1);
    }
    assert_eq!(report["summary"], counts);
}

fn check_finding(finding: &Value, text: &[char]) {
    let expected = [
        "basis",
        "column",
        "end_column",
        "end_line",
        "fixes",
        "line",
        "message",
        "rule",
        "severity",
        "span",
        "text",
    ];
    assert_eq!(keys(finding), expected);
    assert!(nigao::rules::find(finding["rule"].as_str().unwrap()).is_some());
    assert!(!finding["message"].as_str().unwrap().is_empty());
    assert!(!finding["basis"].as_str().unwrap().is_empty());
    let (start, end) = span(finding, text);
    let marked: String = text[start..end].iter().collect();
    assert_eq!(finding["text"], marked);
    for (at, line, column) in [(start, "line", "column"), (end, "end_line", "end_column")] {
        let (expected_line, expected_column) = line_and_column(text, at);
        assert_eq!((&finding[line], &finding[column]), (&json!(expected_line), &json!(expected_column)));
    }
    for fix in finding["fixes"].as_array().unwrap() {
        assert_eq!(keys(fix), ["edits", "safe", "title"]);
        assert!(fix["safe"].is_boolean() && !fix["title"].as_str().unwrap().is_empty());
        for edit in fix["edits"].as_array().unwrap() {
            assert_eq!(keys(edit), ["span", "text"]);
            assert!(edit["text"].is_string());
            span(edit, text);
        }
    }
}

fn span(value: &Value, text: &[char]) -> (usize, usize) {
    let at = |index: usize| value["span"][index].as_u64().unwrap() as usize;
    assert_eq!(value["span"].as_array().unwrap().len(), 2);
    assert!(at(0) <= at(1) && at(1) <= text.len());
    (at(0), at(1))
}

/// Counted the plain way: from the start of the text.
fn line_and_column(text: &[char], at: usize) -> (usize, usize) {
    let (mut line, mut start) = (1, 0);
    for index in 0..at {
        let ends = text[index] == '\n' || text[index] == '\r' && text.get(index + 1) != Some(&'\n');
        if ends {
            (line, start) = (line + 1, index + 1);
        }
    }
    (line, at - start + 1)
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn an_empty_text_is_no_error() {
    let place = Place::new();
    for content in ["", "\n", "\u{feff}", "　　", "\r\r"] {
        place.write("空.txt", content);
        let (status, report) = place.check_json(&["空.txt"]);
        assert_eq!(status, 0, "{content:?}");
        assert_eq!(report["files"], json!([{ "path": "空.txt", "findings": [] }]), "{content:?}");
    }
    place.write("空.txt", "");
    let text = place.run(&["check", "空.txt"]);
    assert_eq!((text.status, text.text().as_str()), (0, "检查 1 个文件，没有发现问题\n"));
}

#[test]
fn standard_input_is_a_dash() {
    let place = Place::new();
    let outcome = place.run_with(&["check", "--format", "json", "-", "-"], faulty().as_bytes(), &[]);
    let report = outcome.json();
    assert_eq!((outcome.status, paths(&report)), (1, vec!["-"]));
    let outcome = place.run_with(&["check", "-"], faulty().as_bytes(), &[]);
    assert!(outcome.text().starts_with("-\n"), "{}", outcome.text());
    let outcome = place.run_with(&["check", "--format", "json", "-"], b"", &[]);
    assert_eq!((outcome.status, &outcome.json()["files"][0]["findings"]), (0, &json!([])));
}

#[test]
fn ten_megabytes_are_checked() {
    let place = Place::new();
    let body: String = CLEAN.lines().skip(4).take(1).map(|line| format!("{line}\n")).collect();
    let mut text = faulty();
    while text.len() < 10 << 20 {
        text.push_str(&body);
    }
    place.write("大.txt", &text);
    let (status, report) = place.check_json(&["大.txt"]);
    assert_eq!(status, 1);
    assert_eq!(of_rule(&report, "numbering/sequence").len(), 1);
}

#[test]
fn a_text_on_one_line_of_megabytes_is_reported() {
    let place = Place::new();
    let filler = "推动县域经济高质量发展，".repeat(50_000);
    let text = format!("工作要点。{filler}{}", "一是抓发展，三是抓落实，四是抓民生。".repeat(200));
    place.write("一行.txt", &text);
    let outcome = place.run(&["check", "一行.txt"]);
    assert!(outcome.status < 2);
    let width = unicode_width::UnicodeWidthStr::width;
    assert!(outcome.text().lines().filter(|line| line.contains('│')).all(|line| width(line) <= 100));
}

/// The draft that the README shows: every slip in it is found, each once. The year of line 14 has two: its
/// 零, and that another year is in digits.
#[test]
fn typical_slips_are_found() {
    let place = Place::new();
    let draft = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts/typical-slips.txt");
    let (status, report) = place.check_json(&[draft]);
    assert_eq!(status, 1);
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let found: Vec<(u64, &str)> = findings
        .iter()
        .map(|finding| (finding["line"].as_u64().unwrap(), finding["rule"].as_str().unwrap()))
        .collect();
    let planted = [
        (4, "structure/adoption-note"),
        (6, "structure/meeting-mismatch"),
        (10, "terms/variant"),
        (12, "numbering/inline-sequence"),
        (14, "structure/placeholder"),
        (14, "numbers/year"),
        (16, "structure/heading-punctuation"),
        (18, "numbering/marker-punctuation"),
        (18, "numbers/approximate"),
        (20, "structure/run-in-heading"),
        (20, "targets/missing-unit"),
        (26, "numbering/marker-punctuation"),
        (32, "numbering/sequence"),
        (34, "numbering/declared-count"),
        (38, "numbers/range"),
        (50, "terms/misspelled"),
        (50, "structure/repeated-text"),
        (52, "numbering/sequence"),
        (56, "terms/unquoted"),
        (64, "structure/repeated-text"),
    ];
    assert_eq!(found, planted);
}
