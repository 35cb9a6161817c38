//! Outline, folding, actions, formatting and commands, with what they do to the text.

use serde_json::{Value, json};

use crate::client::{Client, at, on, range};

const URI: &str = "file:///nigao-test/draft.txt";
const DRAFT: &str = "关于加强工作的决定\n一、总体要求\n（一）指导思想。坚持统筹谋划。\n（二）工作目标。坚持稳步推进。\n\
                     （二）基本原则。坚持实事求是。\n二、重点任务\n四、保障措施\n坚持综合施策。\n";
const WHOLE: ((usize, usize), (usize, usize)) = ((0, 0), (8, 0));

fn literals() -> Value {
    json!({"textDocument": {"codeAction": {
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
        "dataSupport": true, "resolveSupport": {"properties": ["edit"]}}},
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}})
}

fn opened(capabilities: Value) -> Client {
    let mut client = Client::with_capabilities(capabilities);
    client.open(URI, "plaintext", DRAFT);
    client.published(URI);
    client
}

fn actions(client: &mut Client, only: Value) -> Vec<Value> {
    let mut context = json!({"diagnostics": []});
    if !only.is_null() {
        context["only"] = only;
    }
    let params = json!({"range": range(WHOLE.0, WHOLE.1), "context": context});
    client.request("textDocument/codeAction", on(URI, params)).as_array().expect("actions").clone()
}

/// `text` after the edits of the protocol, columns in UTF-16.
fn applied(text: &str, edits: &Value) -> String {
    let offset = |place: &Value| {
        let (line, column) = (place["line"].as_u64().unwrap_or(0), place["character"].as_u64().unwrap_or(0));
        let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        let units = |at: usize| text[start..start + at].encode_utf16().count() as u64;
        let mut places = text[start..].char_indices().map(|(at, _)| at);
        start + places.find(|&at| units(at) == column).unwrap_or(text.len() - start)
    };
    let mut edits: Vec<(usize, usize, &str)> = edits.as_array().map_or_else(Vec::new, |edits| {
        let edit = |edit: &'_ Value| (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        edits.iter().map(|e| (edit(e).0, edit(e).1, e["newText"].as_str().unwrap_or_default())).collect()
    });
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (from, to, new) in edits.into_iter().rev() {
        text.replace_range(from..to, new);
    }
    text
}

fn document_edits(edit: &Value) -> Value {
    assert_eq!(edit["documentChanges"][0]["textDocument"], json!({"uri": URI, "version": 1}), "{edit}");
    edit["documentChanges"][0]["edits"].clone()
}

#[test]
fn every_finding_has_its_quick_fixes_and_one_is_preferred() {
    let mut client = opened(literals());
    let actions = actions(&mut client, json!(["quickfix"]));
    let fixes: Vec<&Value> = actions.iter().filter(|action| action["isPreferred"] == true).collect();
    assert_eq!(fixes.len(), 2, "{actions:?}");
    let repaired = applied(DRAFT, &document_edits(&fixes[0]["edit"]));
    assert_eq!(repaired, DRAFT.replacen("（二）基本", "（三）基本", 1));
    assert_eq!(fixes[0]["diagnostics"][0]["code"], "numbering/sequence");
    let all = actions.iter().find(|a| a["title"].as_str().unwrap_or_default().starts_with("全部修正此类"));
    let resolved = client.request("codeAction/resolve", all.expect("two findings of one rule").clone());
    let repaired = applied(DRAFT, &document_edits(&resolved["edit"]));
    assert!(repaired.contains("（三）基本") && repaired.contains("三、保障措施"), "{repaired}");
    client.quit();
}

#[test]
fn all_safe_fixes_and_renumbering_are_source_actions() {
    let mut client = opened(literals());
    for (only, title) in [
        (json!(["source.fixAll"]), "修正全文中可放心修正的问题"),
        (json!(["source.fixAll.nigao"]), "修正全文中可放心修正的问题"),
        (json!(["source.renumber.nigao"]), "重排全文序号"),
    ] {
        let found = actions(&mut client, only);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["title"], title);
        let resolved = client.request("codeAction/resolve", found[0].clone());
        let repaired = applied(DRAFT, &document_edits(&resolved["edit"]));
        assert!(repaired.contains("（三）基本"), "{repaired}");
        // A gap may be a missing heading: only renumbering, which was asked for, closes it.
        assert_eq!(repaired.contains("三、保障措施"), title.contains("序号"));
    }
    assert_eq!(actions(&mut client, json!(["source"])).len(), 2);
    assert_eq!(actions(&mut client, json!(["refactor"])), Vec::<Value>::new());
    // An action that was worked out for another state is refused.
    let found = actions(&mut client, json!(["source.fixAll"]));
    client.change(URI, 2, json!([{"range": range((0, 0), (0, 0)), "text": "\n"}]));
    assert_eq!(client.refused("codeAction/resolve", found[0].clone()), -32801);
    client.quit();
}

#[test]
fn clients_without_code_action_literals_get_commands() {
    let mut client = opened(json!({}));
    let found = actions(&mut client, Value::Null);
    assert!(found.iter().all(|command| command["command"] == "nigao.apply"), "{found:?}");
    let first = json!({"command": "nigao.apply", "arguments": found[0]["arguments"]});
    client.request("workspace/executeCommand", first);
    let edit = client.applied.pop().expect("the server applied it");
    let repaired = applied(DRAFT, &edit["changes"][URI]);
    assert_eq!(repaired, DRAFT.replacen("（二）基本", "（三）基本", 1));
    client.quit();
}

#[test]
fn commands_fix_and_renumber_a_draft() {
    let mut client = opened(json!({}));
    client.request("workspace/executeCommand", json!({"command": "nigao.fixAll", "arguments": [URI]}));
    let edit = client.applied.pop().expect("the server applied it");
    assert!(applied(DRAFT, &edit["changes"][URI]).contains("（三）基本"));
    let arguments = json!([{"uri": URI}]);
    client.request("workspace/executeCommand", json!({"command": "nigao.renumber", "arguments": arguments}));
    let edit = client.applied.pop().expect("the server applied it");
    assert!(applied(DRAFT, &edit["changes"][URI]).contains("三、保障措施"));
    assert_eq!(client.refused("workspace/executeCommand", json!({"command": "nigao.fixAll"})), -32602);
    assert_eq!(client.refused("workspace/executeCommand", json!({"command": "rm"})), -32602);
    client.quit();
}

#[test]
fn findings_are_ignored_in_the_settings_and_in_markdown_by_a_comment() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    let params = json!({"processId": null, "rootUri": uri(""), "capabilities": literals()});
    let (mut client, _) = Client::with(params);
    let ask = |client: &mut Client, name: &str| {
        let params = json!({"range": range((6, 0), (6, 0)), "context": {"diagnostics": []}});
        let found = client.request("textDocument/codeAction", on(&uri(name), params));
        let found = found.as_array().expect("actions").clone();
        let ignore = found.into_iter().find(|a| a["title"].as_str().unwrap_or_default().starts_with("忽略"));
        ignore.expect("it can be ignored")["edit"]["documentChanges"].clone()
    };
    client.open(&uri("a.txt"), "plaintext", DRAFT);
    let changes = ask(&mut client, "a.txt");
    assert_eq!(
        changes[0],
        json!({"kind": "create", "uri": uri("nigao.toml"), "options": {"ignoreIfExists": true}})
    );
    let entry = changes[1]["edits"][0]["newText"].as_str().expect("an entry").to_owned();
    std::fs::write(folder.path().join("nigao.toml"), &entry).expect("a file");
    client.open(&uri("b.txt"), "plaintext", DRAFT);
    let left = client.published(&uri("b.txt"))["diagnostics"].clone();
    let left = left.as_array().expect("findings").iter().filter(|d| d["code"] == "numbering/sequence");
    assert_eq!(left.count(), 1, "{entry}");
    std::fs::remove_file(folder.path().join("nigao.toml")).expect("it was there");
    client.open(&uri("c.md"), "markdown", DRAFT);
    let edits = ask(&mut client, "c.md")[0]["edits"].clone();
    let text = applied(DRAFT, &edits);
    assert!(text.contains("\n<!-- nigao-ignore numbering/sequence -->\n四、保障措施"), "{text}");
    client.quit();
}

#[test]
fn terms_are_added_to_the_file_that_the_settings_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    let params = json!({"processId": null, "rootUri": uri(""), "capabilities": literals()});
    let (mut client, _) = Client::with(params);
    let ask = |client: &mut Client, from: (usize, usize), to: (usize, usize)| {
        let params = json!({"range": range(from, to), "context": {"diagnostics": [], "only": ["quickfix"]}});
        let found = client.request("textDocument/codeAction", on(&uri("a.txt"), params));
        let titled = |a: &Value| a["title"].as_str().unwrap_or_default().starts_with("加入术语库");
        let found: Vec<Value> =
            found.as_array().expect("actions").iter().filter(|a| titled(a)).cloned().collect();
        found
    };
    client.open(&uri("a.txt"), "plaintext", "关于工作的决定\n一、共建一带一路,落实“三色机制”。\n");
    // A selection, without settings: both files are made.
    let found = ask(&mut client, (1, 12), (1, 16));
    assert_eq!(found[0]["title"], "加入术语库：三色机制");
    let changes = &found[0]["edit"]["documentChanges"];
    let create =
        |name: &str| json!({"kind": "create", "uri": uri(name), "options": {"ignoreIfExists": true}});
    assert_eq!((&changes[0], &changes[2]), (&create("%E6%9C%AF%E8%AF%AD.toml"), &create("nigao.toml")));
    assert_eq!(applied("", &changes[1]["edits"]), "[[term]]\nname = \"三色机制\"\n");
    assert_eq!(applied("", &changes[3]["edits"]), "[terms]\nfiles = [\"术语.toml\"]\n");
    // What a finding marks, with settings that name a file: an entry at its end.
    let terms = "# 本单位\n[[term]]\nname = \"三色机制\" # 会议确定\n";
    std::fs::write(folder.path().join("单位.toml"), terms).expect("a file");
    std::fs::write(folder.path().join("nigao.toml"), "[terms]\nfiles = [\"单位.toml\"]\n").expect("a file");
    let found = ask(&mut client, (1, 5), (1, 5));
    assert_eq!(found[0]["title"], "加入术语库：一带一路");
    let changes = found[0]["edit"]["documentChanges"].as_array().expect("changes").clone();
    assert_eq!(
        (changes.len(), &changes[0]["textDocument"]["uri"]),
        (1, &json!(uri("%E5%8D%95%E4%BD%8D.toml")))
    );
    assert_eq!(applied(terms, &changes[0]["edits"]), format!("{terms}\n[[term]]\nname = \"一带一路\"\n"));
    // What is a term already, or no term at all, is not offered.
    assert_eq!(ask(&mut client, (1, 12), (1, 16)), Vec::<Value>::new());
    assert_eq!(ask(&mut client, (0, 0), (1, 2)), Vec::<Value>::new());
    client.quit();
}

#[test]
fn an_entry_of_the_settings_keeps_what_stands_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    let params = json!({"processId": null, "rootUri": uri(""), "capabilities": literals()});
    let (mut client, _) = Client::with(params);
    let toml = "# 本单位的约定\r\nignore = [\r\n  { rule = \"structure/title\" }, # 见批示\r\n]\r\n";
    std::fs::write(folder.path().join("nigao.toml"), toml).expect("a file");
    client.open(&uri("a.txt"), "plaintext", "关于工作的决定\n一、共建一带一路。\n");
    let params =
        json!({"range": range((1, 5), (1, 5)), "context": {"diagnostics": [], "only": ["quickfix"]}});
    let found = client.request("textDocument/codeAction", on(&uri("a.txt"), params));
    let found = found.as_array().expect("actions").clone();
    let ignore =
        found.iter().find(|a| a["title"] == "忽略此处（terms/unquoted）").expect("it can be ignored");
    let after = applied(toml, &ignore["edit"]["documentChanges"][0]["edits"]);
    assert!(
        after.starts_with("# 本单位的约定\r\nignore = [\r\n  { rule = \"structure/title\" }, # 见批示\r\n"),
        "{after}"
    );
    std::fs::write(folder.path().join("nigao.toml"), &after).expect("a file");
    client.open(&uri("b.txt"), "plaintext", "关于工作的决定\n一、共建一带一路。\n");
    let left = client.published(&uri("b.txt"))["diagnostics"].clone();
    let left = left.as_array().expect("findings").iter().filter(|d| d["code"] == "terms/unquoted");
    assert_eq!(left.count(), 0, "{after}");
    client.quit();
}

#[test]
fn formatting_renumbers_and_a_range_keeps_to_itself() {
    let mut client = opened(json!({}));
    let options = json!({"options": {"tabSize": 4, "insertSpaces": true}});
    let edits = client.request("textDocument/formatting", on(URI, options.clone()));
    let formatted = DRAFT.replacen("（二）基本", "（三）基本", 1).replacen("四、保障", "三、保障", 1);
    assert_eq!(applied(DRAFT, &edits), formatted);
    let mut part = options.clone();
    part["range"] = range((0, 0), (3, 0));
    assert_eq!(client.request("textDocument/rangeFormatting", on(URI, part)), json!([]));
    client.change(URI, 2, json!([{"text": formatted}]));
    assert_eq!(client.request("textDocument/formatting", on(URI, options)), json!([]));
    client.quit();
}

#[test]
fn enter_proposes_the_next_marker() {
    let mut client = opened(json!({}));
    let line = "（二）基本原则。坚持实事求是。";
    let end = (4, line.encode_utf16().count());
    client.change(
        URI,
        2,
        json!([{"range": range((4, 0), end), "text": format!("{}\n", line.replace("二", "三"))}]),
    );
    let params = json!({"position": at(5, 0), "ch": "\n", "options": {"tabSize": 4, "insertSpaces": true}});
    let edits = client.request("textDocument/onTypeFormatting", on(URI, params));
    assert_eq!(edits, json!([{"range": range((5, 0), (5, 0)), "newText": "（四）"}]));
    client.quit();
}

#[test]
fn outline_folding_and_selection_show_the_structure() {
    let mut client =
        opened(json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}));
    let tree = client.request("textDocument/documentSymbol", on(URI, json!({})));
    assert_eq!(tree[0]["name"], "一、总体要求");
    assert_eq!(tree[0]["range"], range((1, 0), (4, 15)));
    assert_eq!(tree[0]["selectionRange"], range((1, 0), (1, 6)));
    assert_eq!(tree[0]["children"][1]["name"], "（二）工作目标");
    let folds = client.request("textDocument/foldingRange", on(URI, json!({})));
    assert_eq!(folds, json!([{"startLine": 1, "endLine": 4}, {"startLine": 6, "endLine": 7}]));
    let grown = client.request("textDocument/selectionRange", on(URI, json!({"positions": [at(2, 9)]})));
    assert_eq!(grown[0]["range"], range((2, 8), (2, 15)));
    assert_eq!(grown[0]["parent"]["range"], range((2, 0), (2, 15)));
    assert_eq!(grown[0]["parent"]["parent"]["range"], range((1, 0), (4, 15)));
    client.quit();
    let mut client = opened(json!({}));
    let list = client.request("textDocument/documentSymbol", on(URI, json!({})));
    assert_eq!(list[1]["name"], "（一）指导思想");
    assert_eq!(list[1]["containerName"], "一、总体要求");
    client.quit();
}
