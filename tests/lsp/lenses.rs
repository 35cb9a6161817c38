//! Code lenses and inlay hints, how they are switched off, and the requests of our own.

use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Client, at, on, range};

const URI: &str = "file:///nigao-test/draft.txt";
const DRAFT: &str = "关于𠮷市发展的决定\r\n一、总体目标\r\n到2027年，𠮷产业产值突破7000亿元。\r\n二、实施三大行动\r\n\
                     （一）实施强基行动。突出新型显示、汽车电子、5G制造三大产业。\r\n（二）实施提质行动。建成𠮷站3个。\r\n";

fn refreshing() -> Value {
    let refresh = json!({"refreshSupport": true});
    json!({"workspace": {"codeLens": refresh, "inlayHint": refresh, "semanticTokens": refresh}})
}

fn lenses(client: &mut Client) -> Vec<(Value, Value)> {
    let found = client.request("textDocument/codeLens", on(URI, json!({})));
    let found = found.as_array().expect("lenses").iter();
    found.map(|lens| (lens["range"].clone(), lens["command"].clone())).collect()
}

fn hints(client: &mut Client, from: (usize, usize), to: (usize, usize)) -> Vec<(Value, Value)> {
    let found = client.request("textDocument/inlayHint", on(URI, json!({"range": range(from, to)})));
    let found = found.as_array().expect("hints").iter();
    found.map(|hint| (hint["position"].clone(), hint["label"].clone())).collect()
}

#[test]
fn chapters_are_measured_and_counts_remarked_on() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, "plaintext", DRAFT);
    let command = |title: &str| json!({"title": title, "command": ""});
    assert_eq!(
        lenses(&mut client),
        [
            (range((1, 0), (1, 6)), command("27 字 · 1 项目标")),
            (range((3, 0), (3, 8)), command("2 条 · 56 字 · 1 项目标")),
        ]
    );
    let listed = "（一）实施强基行动。突出新型显示、汽车电子、5G制造三大产业".chars().count();
    let all = [(at(3, 8), json!("2/3")), (at(4, listed), json!("3/3"))];
    assert_eq!(hints(&mut client, (0, 0), (6, 0)), all);
    assert_eq!(hints(&mut client, (4, 0), (5, 0)), all[1..]);
    // They follow the text.
    client.change(
        URI,
        2,
        json!([{"range": range((6, 0), (6, 0)), "text": "（三）实施惠民行动。增效。\r\n"}]),
    );
    assert_eq!(hints(&mut client, (3, 0), (4, 0)), [(at(3, 8), json!("3/3"))]);
    assert_eq!(lenses(&mut client)[1].1, command("3 条 · 69 字 · 1 项目标"));
    // A text of no concern has none.
    client.open("file:///nigao-test/notes.txt", "plaintext", "1. eggs\n3. tea\n");
    let params = on("file:///nigao-test/notes.txt", json!({}));
    assert_eq!(client.request("textDocument/codeLens", params), Value::Null);
    client.quit();
}

#[test]
fn each_can_be_switched_off_by_the_editor_and_by_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = format!("file://{}/draft.txt", folder.path().display());
    let mut client = Client::with_capabilities(refreshing());
    client.open(&uri, "plaintext", DRAFT);
    let counts = |client: &mut Client| {
        let whole = json!({"range": range((0, 0), (6, 0))});
        [("textDocument/codeLens", json!({})), ("textDocument/inlayHint", whole)].map(|(method, params)| {
            client.request(method, on(&uri, params)).as_array().map(Vec::len).expect("a list")
        })
    };
    assert_eq!(counts(&mut client), [2, 2]);
    let settings = |editor: Value| json!({"settings": {"nigao": {"editor": editor}}});
    client.notify("workspace/didChangeConfiguration", settings(json!({"lenses": false})));
    for what in ["codeLens", "inlayHint", "semanticTokens"] {
        client.wait_for(|message| message["method"] == format!("workspace/{what}/refresh"));
    }
    assert_eq!(counts(&mut client), [0, 2]);
    std::fs::write(folder.path().join("nigao.toml"), "[editor]\nhints = false\n").expect("a file");
    client.notify("workspace/didChangeConfiguration", settings(json!({})));
    client.wait_for(|message| message["method"] == "workspace/inlayHint/refresh");
    assert_eq!(counts(&mut client), [2, 0]);
    client.quit();
}

#[test]
fn a_client_that_cannot_refresh_is_not_told_to() {
    let mut client = Client::with_capabilities(json!({}));
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"nigao": {"editor": {"hints": false}}}}),
    );
    client.open(URI, "plaintext", DRAFT);
    assert_eq!(hints(&mut client, (0, 0), (6, 0)), []);
    let asked =
        |message: &Value| message["method"].as_str().is_some_and(|method| method.ends_with("refresh"));
    assert!(!client.inbox.iter().any(asked), "{:?}", client.inbox);
    client.quit();
}

#[test]
fn targets_are_those_of_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    for (encoding, seed) in [("utf-8", "000_fac739ef5a749b88"), ("utf-16", "001_430eac15c756f0b6")] {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let seed = std::fs::read_to_string(format!("{root}/{seed}.txt")).expect("a seed");
        let text = format!("𠮷市：{}", seed.replace('\n', "\r\n").replace("产业", "𠮷产业"));
        let path = folder.path().join("a.txt");
        std::fs::write(&path, &text).expect("a file");
        let told = Command::new(env!("CARGO_BIN_EXE_nigao"))
            .args(["targets", "--format", "json"])
            .arg(&path)
            .output()
            .expect("it runs");
        let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
        let told = told["files"][0]["targets"].as_array().expect("targets").clone();
        assert!(told.len() > 20);

        let capabilities =
            json!({"general": {"positionEncodings": [encoding]}, "experimental": {"targetsTable": true}});
        let mut client = Client::with_capabilities(capabilities);
        client.open(URI, "plaintext", &text);
        let answer = client.request("nigao/targets", on(URI, json!({})));
        assert_eq!(answer["version"], 1);
        let rows = answer["targets"].as_array().expect("targets");
        assert_eq!(rows.len(), told.len());
        for (row, told) in rows.iter().zip(&told) {
            for (field, value) in told.as_object().expect("fields") {
                assert_eq!(&row[field], value, "{field} of {told}");
            }
            assert_eq!(quoted(&text, &row["range"], encoding), row["quote"], "{row}");
            assert!(row["section"].is_string() && row["requirement"].is_string(), "{row}");
        }
        assert_eq!(lenses(&mut client)[0].1["command"], "nigao.showTargets");
        let measures = client.request("nigao/reference", on(URI, json!({})));
        assert_eq!(measures["documents"], 5);
        assert!(measures["terms"].as_u64().is_some_and(|terms| terms > 100), "{measures}");
        client.quit();
    }
}

/// What `range` marks in `text`.
fn quoted(text: &str, range: &Value, encoding: &str) -> String {
    let line =
        text.lines().nth(range["start"]["line"].as_u64().expect("a line") as usize).unwrap_or_default();
    let [start, end] =
        ["start", "end"].map(|end| range[end]["character"].as_u64().expect("a column") as usize);
    match encoding {
        "utf-8" => line[start..end].to_owned(),
        _ => String::from_utf16(&line.encode_utf16().collect::<Vec<_>>()[start..end])
            .expect("whole characters"),
    }
}
