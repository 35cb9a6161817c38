//! Settings: from the editor, from the nearest nigao.toml, and what is wrong with them.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::Client;

const FAULTY: &str = "关于加强工作的决定\n一、总体要求\n坚持统筹谋划。\n三、重点任务\n坚持稳步推进。\n";
const OFF: &str = "[rules]\n\"numbering/sequence\" = \"off\"\n";

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn start(root: &Path, options: Value, capabilities: Value) -> Client {
    let params = json!({"processId": null, "rootUri": uri(root), "capabilities": capabilities,
        "initializationOptions": options});
    Client::with(params).0
}

fn severities(published: &Value) -> Vec<Value> {
    published["diagnostics"].as_array().expect("a list").iter().map(|d| d["severity"].clone()).collect()
}

#[test]
fn the_editors_settings_hold_and_the_nearest_file_has_the_last_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("root");
    std::fs::create_dir_all(root.join("sub")).expect("a folder");
    // Above the workspace: of no account.
    std::fs::write(folder.path().join("nigao.toml"), OFF).expect("a file");
    let hint = json!({"rules": {"numbering/sequence": "hint"}});
    let mut client = start(&root, hint, json!({}));
    let draft = uri(&root.join("sub/a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&draft)), [4]);
    // A file appears nearer by; a client that watches nothing notices with the next change.
    std::fs::write(root.join("nigao.toml"), "[rules]\n\"numbering/sequence\" = \"info\"\n").expect("a file");
    client.change(&draft, 2, json!([{"text": FAULTY}]));
    assert_eq!(severities(&client.published(&draft)), [3]);
    std::fs::write(root.join("sub/nigao.toml"), OFF).expect("a file");
    let event = json!({"changes": [{"uri": uri(&root.join("sub/nigao.toml")), "type": 1}]});
    client.notify("workspace/didChangeWatchedFiles", event);
    assert_eq!(severities(&client.published(&draft)), Vec::<Value>::new());
    client.quit();
}

#[test]
fn changed_settings_are_asked_for_and_take_effect_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let capabilities = json!({"workspace": {"configuration": true,
        "didChangeConfiguration": {"dynamicRegistration": true},
        "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true}}});
    let mut client = start(folder.path(), Value::Null, capabilities);
    let registered = client.wait_for(|m| m["method"] == "client/registerCapability");
    assert_eq!(registered["params"]["registrations"].as_array().map(Vec::len), Some(2));
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&draft)), [1]);
    client.configuration = json!({"rules": {"numbering/sequence": "warning"}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    assert_eq!(severities(&client.published(&draft)), [2]);
    client.quit();
    // A client that cannot be asked sends them along.
    let mut client = start(folder.path(), Value::Null, json!({}));
    client.open(&draft, "plaintext", FAULTY);
    client.published(&draft);
    let settings = json!({"settings": {"nigao": {"rules": {"numbering/sequence": "off"}}}});
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(severities(&client.published(&draft)), Vec::<Value>::new());
    client.quit();
}

#[test]
fn problems_of_a_settings_file_are_published_there_and_the_rest_of_it_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nigao.toml");
    std::fs::write(&file, format!("unknown = 1\n{OFF}")).expect("a file");
    let mut client = start(folder.path(), Value::Null, json!({}));
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&draft)), Vec::<Value>::new());
    let problems = client.published(&uri(&file));
    assert_eq!(problems["diagnostics"][0]["range"]["start"], json!({"line": 0, "character": 0}));
    assert_eq!(problems["diagnostics"].as_array().map(Vec::len), Some(1));
    // What is open in the editor counts before it is saved; nothing else is said of it, even where
    // the editor takes it for plain text.
    client.open(&uri(&file), "plaintext", "# 一、总体\n# 三、重点\n一、总体\n三、重点\n");
    assert_eq!(severities(&client.published(&draft)), [1]);
    let problems = client.published(&uri(&file));
    assert!(problems["diagnostics"].as_array().is_some_and(|found| !found.is_empty()), "{problems}");
    client.change(&uri(&file), 2, json!([{"text": ""}]));
    assert_eq!(client.published(&uri(&file))["diagnostics"], json!([]));
    client.request("textDocument/diagnostic", crate::client::on(&draft, json!({})));
    assert_eq!(client.publications(&uri(&file)), Vec::<Value>::new());
    client.quit();
}

#[test]
fn files_beyond_the_limit_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = start(folder.path(), json!({"maxFileSize": 100}), json!({}));
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&draft)), Vec::<Value>::new());
    client.quit();
}

/// Waits until the server says that a corpus is there, and gives what it says.
fn corpus_ready(client: &mut Client) -> String {
    let said = |message: &Value| message["params"]["message"].as_str().unwrap_or_default().to_owned();
    let message = client.wait_for(|message| {
        message["method"] == "window/logMessage" && said(message).starts_with("语料已就绪")
    });
    said(&message)
}

#[test]
fn the_corpus_that_the_editor_chooses_is_built_beside_and_drafts_are_checked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = json!({"corpus": {"exclude": ["001_430eac15c756f0b6.txt"]}});
    let mut client = start(folder.path(), options, json!({}));
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&draft)), [1], "numbers are checked before");
    assert!(corpus_ready(&mut client).starts_with("语料已就绪：4 篇"));
    assert_eq!(severities(&client.published(&draft)), [1], "and after");
    client.quit();
}

#[test]
fn documents_that_a_settings_file_names_are_taken_in_and_what_is_wrong_is_shown_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nigao.toml");
    std::fs::create_dir(folder.path().join("范文")).expect("a folder");
    // A document of which no index is kept.
    let document = format!("{FAULTY}{}\n", folder.path().display());
    std::fs::write(folder.path().join("范文/甲.txt"), document).expect("a file");
    std::fs::write(folder.path().join("范文/乙.txt"), b"\x00\x01").expect("a file");
    std::fs::write(&file, "[corpus]\nseeds = false\npaths = [\"范文\"]\n").expect("a file");
    let capabilities = json!({"window": {"workDoneProgress": true}});
    let mut client = start(folder.path(), Value::Null, capabilities);
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    let progress = |kind: &'static str| {
        move |message: &Value| message["method"] == "$/progress" && message["params"]["value"]["kind"] == kind
    };
    let begin = client.wait_for(progress("begin"));
    assert_eq!(begin["params"]["value"]["title"], "建立语料");
    let report = client.wait_for(progress("report"));
    assert_eq!(report["params"]["value"]["message"], "已读 1/1 篇");
    client.wait_for(progress("end"));
    assert!(corpus_ready(&mut client).starts_with("语料已就绪：1 篇"));
    let problems = client.published(&uri(&file));
    assert_eq!(problems["diagnostics"][0]["range"], crate::client::range((2, 9), (2, 13)), "{problems}");
    let message = problems["diagnostics"][0]["message"].as_str().expect("a message");
    assert!(message.starts_with("范文/乙.txt：不是文本文件"), "{message}");
    // Another choice, typed and not yet saved.
    client.open(&uri(&file), "toml", "[corpus]\npaths = [\"范文/甲.*\"]\n");
    assert!(corpus_ready(&mut client).starts_with("语料已就绪：6 篇"));
    client.quit();
}

#[test]
fn mistakes_in_a_file_of_terms_are_shown_there_until_they_are_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("术语.toml");
    std::fs::write(&file, "[[term]]\nname = \"甲\"\ncolour = 1\n").expect("a file");
    std::fs::write(folder.path().join("nigao.toml"), "[terms]\nfiles = [\"术语.toml\"]\n").expect("a file");
    let mut client = start(folder.path(), Value::Null, json!({}));
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    client.published(&draft);
    let of_file =
        |message: &Value| message["params"]["uri"].as_str().is_some_and(|uri| uri.ends_with(".toml"));
    let problems = client.wait_for(of_file)["params"].clone();
    assert_eq!(problems["diagnostics"].as_array().map(Vec::len), Some(1), "{problems}");
    std::fs::write(&file, "[[term]]\nname = \"甲乙丙丁\"\n").expect("a file");
    let saved = json!({"textDocument": {"uri": problems["uri"]}});
    client.notify("textDocument/didSave", saved);
    assert_eq!(client.wait_for(of_file)["params"]["diagnostics"], json!([]));
    client.quit();
}

#[test]
fn excluded_drafts_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = start(folder.path(), json!({"exclude": ["存档"]}), json!({}));
    let (old, draft) = (uri(&folder.path().join("存档/a.txt")), uri(&folder.path().join("a.txt")));
    client.open(&old, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&old)), Vec::<Value>::new());
    client.open(&draft, "plaintext", FAULTY);
    assert_eq!(severities(&client.published(&draft)), [1]);
    // What the file excludes comes to what the editor does.
    let file = folder.path().join("nigao.toml");
    client.open(&uri(&file), "toml", "exclude = [\"*.txt\"]\n");
    assert_eq!(severities(&client.published(&draft)), Vec::<Value>::new());
    client.change(&uri(&file), 2, json!([{"text": ""}]));
    assert_eq!(severities(&client.published(&draft)), [1]);
    client.change(&old, 2, json!([{"text": FAULTY}]));
    assert_eq!(severities(&client.published(&old)), Vec::<Value>::new(), "the editor's choice stays");
    client.quit();
}

#[test]
fn a_comment_in_the_draft_accepts_and_one_that_names_no_rule_there_is_is_told() {
    let mut client = Client::with_capabilities(json!({}));
    let with = |comment: &str| FAULTY.replace("三、", &format!("<!-- nigao-ignore {comment} -->\n三、"));
    client.open("file:///a.md", "markdown", &with("numbering/sequence"));
    assert_eq!(severities(&client.published("file:///a.md")), Vec::<Value>::new());
    client.change("file:///a.md", 2, json!([{"text": with("numbering/sequense")}]));
    let published = client.published("file:///a.md");
    assert_eq!(severities(&published), [2, 1]);
    assert_eq!(published["diagnostics"][0]["range"], crate::client::range((3, 18), (3, 36)));
    client.quit();
}

#[test]
fn documents_of_the_corpus_that_change_on_disk_are_seen_when_a_draft_is_saved_or_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("范文")).expect("a folder");
    let write = |name: &str, text: &str| {
        // Documents of which no index is kept.
        let text = format!("{text}{}\n", folder.path().display());
        std::fs::write(folder.path().join("范文").join(name), text).expect("a file");
    };
    write("甲.txt", FAULTY);
    let toml = "[corpus]\nseeds = false\npaths = [\"范文\"]\n";
    std::fs::write(folder.path().join("nigao.toml"), toml).expect("a file");
    let mut client = start(folder.path(), Value::Null, json!({}));
    let draft = uri(&folder.path().join("a.txt"));
    client.open(&draft, "plaintext", FAULTY);
    let before = corpus_ready(&mut client);
    assert!(before.starts_with("语料已就绪：1 篇"), "{before}");
    write("乙.txt", &FAULTY.repeat(2));
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": draft}}));
    assert!(corpus_ready(&mut client).starts_with("语料已就绪：2 篇"));
    write("乙.txt", &FAULTY.repeat(3));
    std::fs::remove_file(folder.path().join("范文/甲.txt")).expect("it is there");
    client.open(&uri(&folder.path().join("b.txt")), "plaintext", FAULTY);
    let after = corpus_ready(&mut client);
    assert!(after.starts_with("语料已就绪：1 篇") && after != before, "{after}");
    client.quit();
}
