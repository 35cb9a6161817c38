//! Findings are published in order, newest last, once for each version, and never as an empty list
//! in between; or they are pulled.

use std::collections::BTreeSet;

use nigao::text::ColumnEncoding;
use serde_json::{Value, json};

use crate::client::{Client, on};
use crate::draft::{Draft, findings_of};

const URI: &str = "file:///nigao-test/draft.txt";
const FAULTY: &str = "关于加强工作的决定\n一、总体要求\n坚持统筹谋划。\n三、重点任务\n坚持稳步推进。\n";

#[test]
fn under_load_the_newest_version_is_published_last_and_none_twice() {
    const CHANGES: i64 = 1_000;
    let mut client = Client::with_capabilities(json!({}));
    let seed = include_str!("../../seeds/004_7d6e12663b93fd24.txt");
    let mut draft = Draft { text: format!("{FAULTY}{seed}"), columns: ColumnEncoding::Utf16 };
    let mut versions = vec![draft.clone()];
    client.open(URI, "plaintext", &draft.text);
    for version in 2..=CHANGES {
        // Each change moves the findings by one character or one line, so that a publication tells
        // the text that it was made for.
        let at = draft.text.find("三、重点任务").expect("the fault stays");
        let change = draft.replace(at, at, if version % 3 == 0 { "\n" } else { "　" });
        client.change(URI, version, json!([change]));
        versions.push(draft.clone());
    }
    client.wait_for(|m| m["params"]["version"] == CHANGES);
    client.notify("textDocument/didClose", on(URI, json!({})));
    let first_after = client.wait_for(|m| {
        m["method"] == "textDocument/publishDiagnostics"
            && m["params"].get("version").is_none_or(Value::is_null)
    });
    assert_eq!(first_after["params"]["diagnostics"], json!([]), "a closed draft is cleared");
    let mut last = 0;
    for publication in client.publications(URI) {
        let version = publication["version"].as_i64().expect("a publication has its version");
        assert!(version > last, "version {version} came after {last}");
        last = version;
        let expected = versions[version as usize - 1].findings();
        assert!(!expected.is_empty());
        assert_eq!(findings_of(&publication["diagnostics"]), expected, "version {version}");
    }
    client.quit();
}

#[test]
fn changes_that_are_waited_for_are_published_one_by_one() {
    let mut client = Client::with_capabilities(json!({}));
    let mut draft = Draft { text: FAULTY.to_owned(), columns: ColumnEncoding::Utf16 };
    client.open(URI, "plaintext", FAULTY);
    let mut seen = BTreeSet::new();
    for version in 1..=50 {
        let published = client.published(URI);
        assert_eq!(published["version"], version);
        assert!(seen.insert(version));
        assert_eq!(findings_of(&published["diagnostics"]), draft.findings());
        if version < 50 {
            let change = draft.replace(0, 0, "甲");
            client.change(URI, version + 1, json!([change]));
        }
    }
    assert_eq!(client.publications(URI), Vec::<Value>::new());
    client.quit();
}

#[test]
fn what_is_repaired_is_published_as_empty_and_files_of_no_concern_cost_nothing() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, "plaintext", "plain English, no resolution");
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    client.change(URI, 2, json!([{"text": FAULTY}]));
    assert_eq!(client.published(URI)["version"], 2);
    client.change(URI, 3, json!([{"text": FAULTY.replace("三、", "二、")}]));
    assert_eq!(client.published(URI)["diagnostics"], json!([]));
    client.open("file:///nigao-test/a.rs", "rust", FAULTY);
    let params = on("file:///nigao-test/a.rs", json!({}));
    assert_eq!(client.request("textDocument/documentSymbol", params), Value::Null);
    assert_eq!(client.publications("file:///nigao-test/a.rs"), Vec::<Value>::new());
    client.quit();
}

#[test]
fn pulled_findings_are_unchanged_until_they_change_and_nothing_is_pushed_beside() {
    let mut client = Client::with_capabilities(json!({"textDocument": {"diagnostic": {}}}));
    client.open(URI, "plaintext", FAULTY);
    let first = client.request("textDocument/diagnostic", on(URI, json!({})));
    assert_eq!(first["kind"], "full");
    assert_eq!(first["items"].as_array().map(Vec::len), Some(1));
    let known = json!({"previousResultId": first["resultId"]});
    let again = client.request("textDocument/diagnostic", on(URI, known.clone()));
    assert_eq!(again, json!({"kind": "unchanged", "resultId": first["resultId"]}));
    let change = json!({"range": crate::client::range((0, 0), (0, 0)), "text": "\n"});
    client.change(URI, 2, json!([change]));
    let moved = client.request("textDocument/diagnostic", on(URI, known));
    assert_eq!(moved["kind"], "full", "the finding stands elsewhere now");
    assert_eq!(client.publications(URI), Vec::<Value>::new(), "they would be shown twice");
    client.quit();
}

#[test]
fn a_workspace_is_checked_file_by_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("决定.txt", FAULTY);
    write("笔记.txt", "一、买菜\n三、做饭\n");
    write("main.rs", FAULTY);
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    let params = json!({"processId": null, "rootUri": uri(""),
        "capabilities": {"textDocument": {"diagnostic": {}}, "window": {"workDoneProgress": true}}});
    let (mut client, capabilities) = Client::with(params);
    assert_eq!(capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.open(&uri("open.txt"), "plaintext", FAULTY);
    let asked = json!({"previousResultIds": [], "workDoneToken": "t"});
    let report = client.request("workspace/diagnostic", asked);
    let items = report["items"].as_array().expect("items");
    assert_eq!(items.len(), 2, "the open draft and the resolution: {report}");
    assert!(
        items.iter().all(|item| item["kind"] == "full" && item["items"][0]["code"] == "numbering/sequence")
    );
    let progress: Vec<Value> = client.inbox.iter().filter(|m| m["method"] == "$/progress").cloned().collect();
    assert_eq!(progress.first().map(|p| p["params"]["value"]["kind"].clone()), Some(json!("begin")));
    assert_eq!(progress.last().map(|p| p["params"]["value"]["kind"].clone()), Some(json!("end")));
    let known: Vec<Value> =
        items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let again = client.request("workspace/diagnostic", json!({"previousResultIds": known}));
    let kinds = again["items"].as_array().expect("items").iter().map(|item| item["kind"].clone());
    assert_eq!(kinds.collect::<Vec<_>>(), ["unchanged", "unchanged"]);
    write("决定.txt", &FAULTY.replace("三、", "二、"));
    let repaired = client.request("workspace/diagnostic", json!({"previousResultIds": known}));
    let kinds = repaired["items"].as_array().expect("items").iter().map(|item| item["kind"].clone());
    let kinds: BTreeSet<String> = kinds.map(|kind| kind.to_string()).collect();
    assert_eq!(kinds.len(), 2, "one has changed and one has not: {repaired}");
    client.quit();
}

#[test]
fn every_withdrawn_question_gets_one_answer() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, "plaintext", &FAULTY.repeat(2_000));
    let options = json!({"options": {"tabSize": 4, "insertSpaces": true}});
    let ids: Vec<i64> =
        (0..40).map(|_| client.ask("textDocument/formatting", on(URI, options.clone()))).collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in ids {
        let answer = client.answer(id);
        let withdrawn = answer["error"]["code"] == -32800;
        assert!(withdrawn || answer.get("error").is_none(), "{answer}");
    }
    client.quit();
}
