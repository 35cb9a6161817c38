//! `--format sarif` and `--format github`.

use serde_json::{Value, json};

use crate::run::{Outcome, Place, faulty, of_rule};
use crate::schema;

/// `tests/data/sarif/README.md` says where it comes from.
const SCHEMA: &str = include_str!("../data/sarif/sarif-schema-2.1.0.json");

/// The log of a run, held against the schema of SARIF.
fn sarif(outcome: &Outcome) -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let log = outcome.json();
    let errors = schema::errors(&schema, &log);
    assert_eq!(errors, Vec::<String>::new());
    log["runs"][0].clone()
}

#[test]
fn sarif_is_valid_and_says_what_json_says() {
    let place = Place::new();
    let slips =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts/typical-slips.txt"));
    let slips = slips.unwrap().replace("培育", "培𠮷育");
    for (name, text) in [
        ("文稿/a b.txt", slips.clone()),
        ("crlf.txt", format!("\u{feff}{}", slips.replace('\n', "\r\n"))),
        ("cr.txt", faulty().replace('\n', "\r")),
    ] {
        place.write(name, &text);
        let outcome = place.run(&["check", "--format", "sarif", name]);
        assert_eq!(outcome.status, 1);
        let run = sarif(&outcome);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["invocations"][0]["executionSuccessful"], true);
        let (_, report) = place.check_json(&[name]);
        let findings = report["files"][0]["findings"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings.len());
        for (result, finding) in results.iter().zip(findings) {
            same(&run, result, finding);
        }
    }
    let uri = &sarif(&place.run(&["check", "--format", "sarif", "./文稿"]))["results"][0]["locations"][0]["physicalLocation"]
        ["artifactLocation"]["uri"];
    assert_eq!(uri, "%E6%96%87%E7%A8%BF/a%20b.txt", "relative, without ./");
}

fn same(run: &Value, result: &Value, finding: &Value) {
    assert_eq!(result["ruleId"], finding["rule"]);
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], finding["rule"]);
    let level = match finding["severity"].as_str().unwrap() {
        grave @ ("error" | "warning") => grave,
        _ => "note",
    };
    assert_eq!((result["level"].as_str(), &result["message"]["text"]), (Some(level), &finding["message"]));
    let region = &result["locations"][0]["physicalLocation"]["region"];
    for (sarif, json) in [
        ("startLine", "line"),
        ("startColumn", "column"),
        ("endLine", "end_line"),
        ("endColumn", "end_column"),
    ] {
        assert_eq!(region[sarif], finding[json]);
    }
    assert_eq!(region["snippet"]["text"], finding["text"]);
    let fixes = finding["fixes"].as_array().unwrap();
    assert_eq!(result["fixes"].as_array().map_or(0, Vec::len), fixes.len());
    for (number, fix) in fixes.iter().enumerate() {
        let ours = &result["fixes"][number];
        assert_eq!(
            (&ours["description"]["text"], &ours["properties"]["safe"]),
            (&fix["title"], &fix["safe"])
        );
        let replacements = ours["artifactChanges"][0]["replacements"].as_array().unwrap();
        let inserted = replacements.iter().map(|replacement| &replacement["insertedContent"]["text"]);
        assert!(inserted.eq(fix["edits"].as_array().unwrap().iter().map(|edit| &edit["text"])));
    }
}

#[test]
fn what_the_schema_of_sarif_forbids_is_an_error() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let place = Place::new();
    place.write("稿.txt", faulty());
    let log = sarif_log(&place);
    for (pointer, wrong) in [
        ("/version", json!("2.0.0")),
        ("/runs/0/tool/driver/name", Value::Null),
        ("/runs/0/results/0/level", json!("grave")),
        ("/runs/0/results/0/message", json!({"txt": ""})),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", json!(0)),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", json!("稿.txt")),
        ("/runs/0/columnKind", json!("characters")),
        ("/runs/0/invocations/0", json!({})),
    ] {
        let mut broken = log.clone();
        *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
        assert_ne!(schema::errors(&schema, &broken), Vec::<String>::new(), "{pointer}");
    }
}

fn sarif_log(place: &Place) -> Value {
    place.run(&["check", "--format", "sarif", "稿.txt"]).json()
}

#[test]
fn sarif_says_when_something_could_not_be_read() {
    let place = Place::new();
    place.write("稿.txt", faulty());
    let outcome = place.run(&["check", "--format", "sarif", "稿.txt", "无.txt"]);
    assert_eq!(outcome.status, 2);
    let run = sarif(&outcome);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(run["results"][0]["ruleId"], "numbering/sequence");
    place.write("空.txt", "");
    assert_eq!(
        sarif(&place.run(&["check", "--format", "sarif", "空.txt"]))["results"],
        Value::Array(Vec::new())
    );
    let fixed = place.run(&["check", "--fix", "--format", "sarif", "稿.txt"]);
    assert_eq!((fixed.status, fixed.stderr.as_str()), (0, "已自动修改 1 个问题\n"));
    sarif(&fixed);
}

#[test]
fn github_gets_a_command_for_each_finding() {
    let place = Place::new();
    place.write("文稿/一,二.txt", faulty());
    let outcome = place.run(&["check", "--format", "github", "文稿"]);
    let (_, report) = place.check_json(&["文稿"]);
    let text = outcome.text();
    let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("::")).collect();
    assert_eq!(commands.len(), report["files"][0]["findings"].as_array().unwrap().len());
    let message = of_rule(&report, "numbering/sequence")[0]["message"].as_str().unwrap();
    let expected = format!(
        "::error file=文稿/一%2C二.txt,line=9,endLine=9,col=3,endColumn=6,title=numbering/sequence::{message}"
    );
    assert!(commands.contains(&expected.as_str()), "{text}");
    assert_eq!(outcome.status, 1);
    assert!(text.lines().last().unwrap().starts_with("检查 1 个文件"), "{text}");
}
