//! A folder that is opened may come from anywhere: what its nigao.toml names is read in it alone.

use std::fs::{create_dir_all, write};
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, at, on};

const DRAFT: &str = "关于工作的决定\n一、总体要求\n建设云上天街示范带。\n";
/// A published document that has a phrase of its own, five times.
const SECRET: &str = "关于保密的决定\n一、建设云上天街示范带。\n二、推动云上天街示范带建设。\n\
                      三、完善云上天街示范带布局。\n四、云上天街示范带服务。\n五、用好云上天街示范带。\n";
/// A term in its wrong form, which the draft has.
const TERMS: &str = "[[term]]\nname = \"云上天街示范区\"\n[[term.forbidden]]\ntext = \"云上天街示范带\"\n";

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// What a server says of the nigao.toml of `folder`, and the rules that it applied to a draft there.
fn said(folder: &Path, settings: &str, editor: Value) -> (Vec<(u64, String)>, Vec<String>) {
    let file = folder.join("nigao.toml");
    if !file.is_symlink() {
        write(&file, settings).expect("a file");
    }
    let params = json!({"processId": null, "rootUri": uri(folder), "capabilities": {},
        "initializationOptions": editor});
    let (mut client, _) = Client::with(params);
    let draft = uri(&folder.join("稿.txt"));
    client.open(&draft, "plaintext", DRAFT);
    let mut findings = client.published(&draft);
    if settings.contains("paths") {
        // The first were found without the corpus, which is now there.
        findings = client.published(&draft);
    }
    // What is to be said of the settings is said before the next state of a draft is.
    client.change(&draft, 2, json!([{"text": DRAFT}]));
    while client.published(&draft)["version"] != 2 {}
    let problems = client.publications(&uri(&file)).pop().unwrap_or_else(|| json!({"diagnostics": []}));
    client.quit();
    let problems = problems["diagnostics"].as_array().expect("a list").iter();
    let rules = findings["diagnostics"].as_array().expect("a list").iter();
    (
        problems
            .map(|problem| {
                let line = problem["range"]["start"]["line"].as_u64().expect("a line");
                (line, problem["message"].as_str().expect("a message").to_owned())
            })
            .collect(),
        rules.map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect(),
    )
}

/// A folder with secrets beside the one that is opened.
fn place() -> (tempfile::TempDir, std::path::PathBuf) {
    let around = tempfile::tempdir().expect("a folder");
    let folder = around.path().join("opened");
    create_dir_all(folder.join("范文")).expect("a folder");
    create_dir_all(around.path().join("secret")).expect("a folder");
    write(around.path().join("secret/a.txt"), SECRET).expect("a file");
    write(around.path().join("secret/terms.toml"), TERMS).expect("a file");
    write(folder.join("范文/b.txt"), "关于公开的决定\n一、建设公开的示范带。\n").expect("a file");
    (around, folder)
}

#[test]
fn names_and_links_that_lead_out_of_the_workspace_are_not_followed_and_said_where_they_stand() {
    let (around, folder) = place();
    symlink(around.path().join("secret"), folder.join("范文/链")).expect("a link");
    symlink(around.path().join("secret/a.txt"), folder.join("范文/甲.txt")).expect("a link");
    symlink(around.path().join("secret/terms.toml"), folder.join("词.toml")).expect("a link");
    let absolute = around.path().join("secret/a.txt");
    for name in [
        "../secret/a.txt",
        "../secret",
        "范文/../../secret/*.txt",
        "范文/链",
        "范文/链/*.txt",
        "范文/链/a.txt",
        "范文/甲.txt",
        &absolute.display().to_string(),
    ] {
        let settings = format!("[corpus]\npaths = [\"{name}\"]\n");
        let (problems, _) = said(&folder, &settings, Value::Null);
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        assert!(problems[0].0 == 1 && problems[0].1.contains("在工作区之外，未读取"), "{name}: {problems:?}");
    }
    // What lies in the folder is taken, and only the two links are objected to.
    let (problems, _) = said(&folder, "[corpus]\npaths = [\"范文\"]\n", Value::Null);
    let outside = problems.iter().filter(|(_, message)| message.contains("在工作区之外")).count();
    assert_eq!((problems.len(), outside), (2, 2), "{problems:?}");
    for name in ["../secret/terms.toml", "词.toml"] {
        let (problems, rules) = said(&folder, &format!("[terms]\nfiles = [\"{name}\"]\n"), Value::Null);
        assert!(problems.len() == 1 && problems[0].1.contains("在工作区之外"), "{name}: {problems:?}");
        assert!(!rules.iter().any(|rule| rule == "terms/variant"), "{name}: {rules:?}");
    }
}

#[test]
fn what_the_editor_itself_names_is_read_wherever_it_is() {
    let (_around, folder) = place();
    let editor = json!({"terms": {"files": ["../secret/terms.toml"]}});
    let (problems, rules) = said(&folder, "", editor);
    assert_eq!(problems, []);
    assert!(rules.iter().any(|rule| rule == "terms/variant"), "{rules:?}");
    // The same from the file of a folder that holds both.
    let above = folder.parent().expect("a folder");
    let (problems, rules) = said(above, "[terms]\nfiles = [\"opened/../secret/terms.toml\"]\n", Value::Null);
    assert_eq!(problems, []);
    assert!(rules.iter().any(|rule| rule == "terms/variant"), "{rules:?}");
}

#[test]
fn a_settings_file_that_is_a_link_out_of_the_workspace_is_not_read() {
    let (around, folder) = place();
    write(around.path().join("secret/key"), "BEGIN = \"PRIVATE\"\n").expect("a file");
    symlink(around.path().join("secret/key"), folder.join("nigao.toml")).expect("a link");
    let (problems, _) = said(&folder, "", Value::Null);
    assert_eq!(problems, [(0, "链接指向工作区之外，未读取".to_owned())]);
}

#[test]
fn no_term_is_added_to_a_file_outside() {
    let (_around, folder) = place();
    for (name, offered) in [("../secret/terms.toml", false), ("词.toml", true)] {
        write(folder.join("nigao.toml"), format!("[terms]\nfiles = [\"{name}\"]\n")).expect("a file");
        let capabilities = json!({"workspace": {"workspaceEdit":
            {"documentChanges": true, "resourceOperations": ["create"]}},
            "textDocument": {"codeAction": {"codeActionLiteralSupport":
                {"codeActionKind": {"valueSet": ["quickfix"]}}}}});
        let params = json!({"processId": null, "rootUri": uri(&folder), "capabilities": capabilities});
        let (mut client, _) = Client::with(params);
        let draft = uri(&folder.join("稿.txt"));
        client.open(&draft, "plaintext", DRAFT);
        let range = json!({"start": at(2, 2), "end": at(2, 6)});
        let asked = on(&draft, json!({"range": range, "context": {"diagnostics": []}}));
        let actions = client.request("textDocument/codeAction", asked);
        let adds = actions.to_string().contains("加入术语库");
        assert_eq!(adds, offered, "{name}: {actions}");
        client.quit();
    }
}
