//! With the capabilities that real editors declare, everything works, each in its way.

use nigao::text::ColumnEncoding;
use serde_json::{Value, json};

use crate::client::{Client, on, range};
use crate::draft::Draft;

const URI: &str = "file:///nigao-test/%E8%8D%89%E7%A8%BF.txt";
const DRAFT: &str =
    "关于加强𠮷林工作的决定\r\n一、总体要求👍\r\n坚持统筹谋划。\r\n三、重点任务\r\n坚持稳步推进。\r\n";

fn capabilities(editor: &str) -> Value {
    let text = match editor {
        "vscode" => include_str!("clients/vscode.json"),
        "neovim" => include_str!("clients/neovim.json"),
        _ => include_str!("clients/emacs.json"),
    };
    serde_json::from_str(text).expect("the capabilities are JSON")
}

/// What the editor shows, however it gets it.
fn shown(client: &mut Client, pulls: bool) -> Value {
    if pulls {
        return client.request("textDocument/diagnostic", on(URI, json!({})))["items"].clone();
    }
    client.published(URI)["diagnostics"].clone()
}

#[test]
fn each_editor_sees_the_finding_once_repairs_it_and_leaves() {
    for (editor, pulls) in [("vscode", true), ("neovim", true), ("emacs", false)] {
        let capabilities = capabilities(editor);
        let params = json!({"processId": std::process::id(), "rootUri": null, "workspaceFolders": null,
            "capabilities": capabilities, "clientInfo": {"name": editor}});
        let (mut client, server) = Client::with(params);
        assert_eq!(server.get("diagnosticProvider").is_some(), pulls, "{editor}");
        client.open(URI, "plaintext", DRAFT);
        let columns = match server["positionEncoding"].as_str() {
            Some("utf-8") => ColumnEncoding::Utf8,
            Some("utf-16") => ColumnEncoding::Utf16,
            other => panic!("{editor} gets {other:?}"),
        };
        let draft = Draft { text: DRAFT.to_owned(), columns };
        let marked = |marked: &str| {
            let from = DRAFT.find(marked).expect("it is in the draft");
            range(draft.place(from), draft.place(from + marked.len()))
        };
        let finding = shown(&mut client, pulls)[0].clone();
        assert_eq!((&finding["range"], &finding["source"]), (&marked("三、"), &json!("nigao")));
        assert_eq!(finding["relatedInformation"][0]["location"]["range"], marked("一、"), "{editor}");
        let context = json!({"diagnostics": [finding], "only": ["quickfix"]});
        let params = json!({"range": finding["range"], "context": context});
        let actions = client.request("textDocument/codeAction", on(URI, params));
        let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
        assert_eq!(edit, &json!({"range": marked("三"), "newText": "二"}), "{editor}");
        client.change(URI, 2, json!([{"range": edit["range"], "text": "二"}]));
        assert_eq!(shown(&mut client, pulls), json!([]), "{editor}");
        let symbols = client.request("textDocument/documentSymbol", on(URI, json!({})));
        assert_eq!(symbols[0]["name"], "一、总体要求👍", "{editor}");
        assert_eq!(symbols[0]["selectionRange"], marked("一、总体要求👍"), "{editor}");
        assert!(!pulls || client.publications(URI).is_empty(), "{editor} would show findings twice");
        let asks_to_watch = |m: &Value| m.to_string().contains("workspace/didChangeWatchedFiles");
        assert_eq!(
            client.inbox.iter().any(asks_to_watch),
            editor == "vscode",
            "{editor} would list all files"
        );
        client.quit();
    }
}
