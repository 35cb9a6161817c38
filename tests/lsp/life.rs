//! How a server begins and ends, and what it survives.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, at, on, range};

const URI: &str = "file:///nigao-test/draft.txt";
const FAULTY: &str = "关于加强工作的决定\n一、总体要求\n坚持统筹谋划。\n三、重点任务\n坚持稳步推进。\n";
const FORMATTING: &str = "textDocument/formatting";

fn options() -> Value {
    json!({"options": {"tabSize": 4, "insertSpaces": true}})
}

#[test]
fn exit_after_shutdown_is_status_0_and_without_it_1_with_standard_input_left_open() {
    let client = Client::with_capabilities(json!({}));
    client.quit();
    for initialized in [true, false] {
        let mut client = Client::start();
        if initialized {
            client.request("initialize", json!({"processId": null, "capabilities": {}}));
        }
        client.notify("exit", Value::Null);
        let input = client.input.take();
        let (status, log) = client.ended();
        assert_eq!(status.code(), Some(1), "{log}");
        drop(input);
    }
}

#[test]
fn the_end_of_input_ends_the_server_also_in_the_middle_of_work_or_of_a_message() {
    for (shut_down, half, code) in [(true, false, 0), (false, false, 1), (false, true, 1)] {
        let mut client = Client::with_capabilities(json!({}));
        client.open(URI, "plaintext", &FAULTY.repeat(5_000));
        client.ask(FORMATTING, on(URI, options()));
        if shut_down {
            client.request("shutdown", Value::Null);
        }
        if half {
            client.write(b"Content-Length: 1000\r\n\r\n{\"jsonrpc\"");
        }
        drop(client.input.take());
        let (status, log) = client.ended();
        assert_eq!(status.code(), Some(code), "{log}");
    }
}

#[cfg(unix)]
#[test]
fn a_client_that_dies_leaves_no_server_behind() {
    let mut editor = Command::new("sleep").arg("1000").stdin(Stdio::null()).spawn().expect("a process");
    let params = json!({"processId": editor.id(), "rootUri": null, "capabilities": {}});
    let (mut client, _) = Client::with(params);
    client.open(URI, "plaintext", FAULTY);
    client.published(URI);
    editor.kill().and_then(|()| editor.wait()).expect("the process ends");
    // Somebody still holds our standard input.
    let input = client.input.take();
    let (status, log) = client.ended();
    assert_eq!(status.code(), Some(1), "{log}");
    drop(input);
}

#[test]
fn malformed_messages_are_answered_and_change_nothing() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, "plaintext", FAULTY);
    let before = client.published(URI);
    let mut refused = |bytes: &[u8], code: i64| {
        client.write(bytes);
        let answer = client.wait_for(|m| m.get("error").is_some());
        assert_eq!(answer["error"]["code"], code, "{}", String::from_utf8_lossy(bytes));
        answer["id"].clone()
    };
    assert_eq!(refused(b"Content-Length: 9\r\n\r\n{\"jsonrpc", -32700), Value::Null);
    assert_eq!(refused(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc", -32700), Value::Null);
    assert_eq!(refused(b"Content-Length: many\r\n\r\n", -32700), Value::Null);
    assert_eq!(refused(b"Content-Length: 2\r\n\r\n{}", -32600), Value::Null);
    assert_eq!(refused(b"Content-Length: 2\r\n\r\n[]", -32600), Value::Null);
    assert_eq!(refused(b"Content-Length: 8\r\n\r\n{\"id\":7}", -32600), 7);
    assert_eq!(client.refused("textDocument/noSuchThing", json!({})), -32601);
    assert_eq!(client.refused("$/noSuchThing", json!({})), -32601);
    assert_eq!(client.refused(FORMATTING, json!({"textDocument": 7})), -32602);
    assert_eq!(client.refused("textDocument/documentSymbol", Value::Null), -32602);
    client.notify("noSuchThing", json!({"a": 1}));
    client.notify("$/noSuchThing", json!({"a": 1}));
    client.notify("textDocument/didChange", json!({"no": "sense"}));
    let report = client.request("textDocument/diagnostic", on(URI, json!({})));
    assert_eq!(report["items"], before["diagnostics"]);
    client.quit();
}

#[test]
fn order_of_life_is_kept() {
    let mut client = Client::start();
    assert_eq!(client.refused("textDocument/documentSymbol", on(URI, json!({}))), -32002);
    client.request("initialize", json!({"processId": null, "capabilities": {}}));
    assert_eq!(client.refused("initialize", json!({"processId": null, "capabilities": {}})), -32600);
    client.notify("initialized", json!({}));
    client.request("shutdown", Value::Null);
    assert_eq!(client.refused("textDocument/documentSymbol", on(URI, json!({}))), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().0.code(), Some(0));
}

#[test]
fn capabilities_that_make_no_sense_do_not_keep_a_client_out() {
    let document = json!({"codeAction": {"codeActionLiteralSupport": {}}, "foldingRange": 7,
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}});
    let mut client = Client::with_capabilities(json!({"textDocument": document, "workspace": []}));
    client.open(URI, "plaintext", FAULTY);
    client.published(URI);
    let symbols = client.request("textDocument/documentSymbol", on(URI, json!({})));
    assert!(symbols[0].get("selectionRange").is_some(), "what makes sense holds: {symbols}");
    client.quit();
}

#[test]
fn places_outside_are_refused_and_change_nothing() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, "plaintext", FAULTY);
    let before = client.published(URI)["diagnostics"].clone();
    let outside = range((2, 0), (99, 0));
    let context = json!({"diagnostics": []});
    let mut refused = |method: &str, more: Value| assert_eq!(client.refused(method, on(URI, more)), -32602);
    refused("textDocument/codeAction", json!({"range": outside, "context": context}));
    let mut more = options();
    more["range"] = outside.clone();
    refused("textDocument/rangeFormatting", more);
    refused("textDocument/selectionRange", json!({"positions": [at(99, 0)]}));
    let mut more = options();
    (more["position"], more["ch"]) = (at(99, 0), json!("\n"));
    refused("textDocument/onTypeFormatting", more);
    // All of a notification is refused with its impossible part.
    let possible = json!({"range": range((0, 0), (0, 0)), "text": "\n\n"});
    client.change(URI, 2, json!([possible, {"range": outside, "text": "甲"}]));
    client.wait_for(|m| m["method"] == "window/showMessage");
    let report = client.request("textDocument/diagnostic", on(URI, json!({})));
    assert_eq!(report["items"], before);
    // Columns past the end of a line are its end, as the protocol says.
    client.change(URI, 3, json!([{"range": range((0, 500), (1, 0)), "text": "\n\n"}]));
    let moved = client.published(URI);
    assert_eq!(moved["diagnostics"][0]["range"], range((4, 0), (4, 2)));
    client.quit();
}

#[test]
fn addresses_with_chinese_names_left_as_they_are_are_known_again() {
    let root = "file:///nigao-test/文 稿";
    let params = json!({"processId": null, "rootUri": root, "capabilities": {}});
    let (mut client, _) = Client::with(params);
    let draft = "file:///nigao-test/文 稿/决定.txt";
    client.open(draft, "plaintext", FAULTY);
    let published = client.published(draft);
    assert_eq!(published["diagnostics"].as_array().map(Vec::len), Some(1));
    client.request("workspace/executeCommand", json!({"command": "nigao.renumber", "arguments": [draft]}));
    let edit = client.applied.pop().expect("the server applied it");
    assert_eq!(edit["changes"][draft][0]["newText"], "二");
    client.quit();
}

#[test]
fn drafts_that_are_not_open_are_refused() {
    let mut client = Client::with_capabilities(json!({}));
    assert_eq!(client.refused("textDocument/documentSymbol", on(URI, json!({}))), -32602);
    client.change(URI, 2, json!([{"text": FAULTY}]));
    client.notify("textDocument/didClose", on(URI, json!({})));
    client.quit();
}

#[test]
fn two_servers_do_not_disturb_each_other() {
    let (mut one, mut other) = (Client::with_capabilities(json!({})), Client::with_capabilities(json!({})));
    one.open(URI, "plaintext", FAULTY);
    other.open(URI, "plaintext", &FAULTY.replace("三、", "二、"));
    for version in 2..50 {
        let change = json!([{"range": range((0, 0), (0, 0)), "text": "甲"}]);
        one.change(URI, version, change.clone());
        other.change(URI, version, change);
    }
    one.wait_for(|m| m["params"]["version"] == 49);
    other.wait_for(|m| m["params"]["version"] == 49);
    let count = |client: &mut Client| {
        let report = client.request("textDocument/diagnostic", on(URI, json!({})));
        report["items"].as_array().map(Vec::len)
    };
    assert_eq!((count(&mut one), count(&mut other)), (Some(1), Some(0)));
    one.quit();
    assert_eq!(count(&mut other), Some(0));
    other.quit();
}

#[test]
fn logs_never_hold_the_text_of_a_draft() {
    let params = json!({"processId": null, "capabilities": {}, "trace": "verbose"});
    let (mut client, _) = Client::with(params);
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.open(URI, "plaintext", &format!("{FAULTY}绝密内容"));
    client.published(URI);
    client.change(URI, 2, json!([{"range": range((99, 0), (99, 0)), "text": "绝密内容"}]));
    client.notify("textDocument/didOpen", json!({"textDocument": "绝密内容"}));
    client.refused(FORMATTING, json!({"textDocument": {"uri": "绝密内容"}, "options": 7}));
    client.request("textDocument/documentSymbol", on(URI, json!({})));
    let said: Vec<String> =
        client.inbox.iter().filter(|m| m["method"] == "window/logMessage").map(Value::to_string).collect();
    let log = client.quit();
    assert!(!log.is_empty());
    assert!(!log.contains("绝密") && !said.concat().contains("绝密"), "{log}{said:?}");
}
