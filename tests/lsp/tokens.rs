//! Semantic tokens: in every encoding, in full, in part, and as changes.

use serde_json::{Value, json};

use crate::client::{Client, on, range};

const URI: &str = "file:///nigao-test/draft.txt";
const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// One token as the drafter sees it: line, words, type.
type Shown = (usize, String, String);

fn client(encoding: &str, text: &str) -> (Client, Vec<String>) {
    let capabilities = json!({"general": {"positionEncodings": [encoding]}});
    let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
    let (mut client, offered) = Client::with(params);
    let provider = &offered["semanticTokensProvider"];
    assert_eq!((&provider["range"], &provider["full"]), (&json!(true), &json!({"delta": true})));
    let names = provider["legend"]["tokenTypes"].as_array().expect("types").iter();
    let names = names.map(|name| name.as_str().expect("a name").to_owned()).collect();
    client.open(URI, "plaintext", text);
    (client, names)
}

fn numbers(value: &Value) -> Vec<usize> {
    value.as_array().expect("numbers").iter().map(|n| n.as_u64().expect("a number") as usize).collect()
}

/// Columns that `c` takes.
fn width(c: char, encoding: &str) -> usize {
    match encoding {
        "utf-8" => c.len_utf8(),
        "utf-16" => c.len_utf16(),
        _ => 1,
    }
}

/// Reads tokens as an editor does. Fails where they overlap, are empty, or leave their line.
fn shown(data: &[usize], text: &str, names: &[String], encoding: &str) -> Vec<Shown> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut line, mut column, mut free) = (0, 0, 0);
    let mut found = Vec::new();
    for token in data.chunks(5) {
        if token[0] > 0 {
            (line, column, free) = (line + token[0], 0, 0);
        }
        column += token[1];
        assert!(column >= free && token[2] > 0, "tokens overlap in {}", lines[line]);
        free = column + token[2];
        let mut words = String::new();
        let mut at = 0;
        for c in lines[line].chars() {
            if (column..free).contains(&at) {
                words.push(c);
            }
            at += width(c, encoding);
        }
        assert!(free <= at, "a token leaves its line: {}", lines[line]);
        assert_eq!(words.chars().map(|c| width(c, encoding)).sum::<usize>(), token[2], "{words}");
        found.push((line, words, names[token[3]].clone()));
    }
    found
}

fn seeds() -> Vec<String> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).expect("the seeds");
    let paths = folder.map(|entry| entry.expect("a file").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|kind| kind == "txt"));
    texts.map(|path| std::fs::read_to_string(path).expect("a text").replace("发展", "𠮷发展")).collect()
}

#[test]
fn words_are_told_apart() {
    let text = "\u{feff}关于𠮷发展的决定\r\n一、总体要求\r\n（一）指导思想。增强“四个意识”。\r\n到2027年，𠮷产值突破7000亿元。\r\n";
    for encoding in ENCODINGS {
        let (mut client, names) = client(encoding, text);
        let answer = client.request("textDocument/semanticTokens/full", on(URI, json!({})));
        let found = shown(&numbers(&answer["data"]), text, &names, encoding);
        let found: Vec<_> =
            found.iter().map(|(at, words, kind)| (*at, words.as_str(), kind.as_str())).collect();
        let expected = [
            (0, "关于𠮷发展的决定", "class"),
            (1, "一、", "keyword"),
            (1, "总体要求", "class"),
            (2, "（一）", "keyword"),
            (2, "指导思想", "class"),
            (2, "四个意识", "enumMember"),
            (3, "到2027年", "string"),
            (3, "7000亿元", "number"),
        ];
        assert_eq!(found, expected, "{encoding}");
        client.quit();
    }
}

#[test]
fn every_encoding_shows_the_same_words_and_parts_are_parts_of_the_whole() {
    for text in seeds() {
        let mut whole = Vec::new();
        for encoding in ENCODINGS {
            let (mut client, names) = client(encoding, &text);
            let answer = client.request("textDocument/semanticTokens/full", on(URI, json!({})));
            let found = shown(&numbers(&answer["data"]), &text, &names, encoding);
            assert!(found.len() > 100);
            if whole.is_empty() {
                whole.clone_from(&found);
            }
            assert_eq!(found, whole, "{encoding}");
            let part = json!({"range": range((10, 3), (20, 0))});
            let part = client.request("textDocument/semanticTokens/range", on(URI, part));
            let part = shown(&numbers(&part["data"]), &text, &names, encoding);
            let expected = whole.iter().filter(|token| (10..=20).contains(&token.0)).cloned();
            assert_eq!(part, expected.collect::<Vec<_>>(), "{encoding}");
            client.quit();
        }
    }
}

#[test]
fn changes_lead_from_one_answer_to_the_next() {
    let text = &seeds()[0];
    let (mut client, _) = client("utf-16", text);
    let first = client.request("textDocument/semanticTokens/full", on(URI, json!({})));
    let (mut id, mut data) = (first["resultId"].clone(), numbers(&first["data"]));
    let insertions = ["到2035年，", "\n", "（一）", "𠮷", ""];
    for (version, inserted) in insertions.into_iter().enumerate() {
        let change = json!([{"range": range((12, 0), (12, 0)), "text": inserted}]);
        client.change(URI, version as i64 + 2, change);
        let delta = on(URI, json!({"previousResultId": id}));
        let delta = client.request("textDocument/semanticTokens/full/delta", delta);
        let edits = delta["edits"].as_array().expect("changes");
        assert!(edits.len() <= 1);
        for edit in edits {
            let start = edit["start"].as_u64().expect("a number") as usize;
            let removed = edit["deleteCount"].as_u64().expect("a number") as usize;
            let added = if edit["data"].is_null() { Vec::new() } else { numbers(&edit["data"]) };
            assert!(removed + added.len() <= 100, "one line has changed, and {edit} is a lot");
            data.splice(start..start + removed, added);
        }
        id = delta["resultId"].clone();
        // A full answer begins a new series, from which the next one goes on.
        let full = client.request("textDocument/semanticTokens/full", on(URI, json!({})));
        assert_eq!(data, numbers(&full["data"]), "after {inserted:?}");
        id = if version % 2 == 0 { full["resultId"].clone() } else { id };
        if version % 2 == 1 {
            // What was not the last answer is answered in full.
            let delta = on(URI, json!({"previousResultId": id}));
            let delta = client.request("textDocument/semanticTokens/full/delta", delta);
            assert_eq!(numbers(&delta["data"]), data);
            id = delta["resultId"].clone();
        }
    }
    client.quit();
}
