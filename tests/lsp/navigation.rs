//! Definitions, references, highlights, new names, links and headings to jump to.

use nigao::corpus::Corpus;
use serde_json::{Value, json};

use crate::client::{Client, at, on, range};

const URI: &str = "file:///nigao-test/draft.txt";
const DRAFT: &str = "关于加快发展的决定\r\n\
    为落实《关于奋力后发赶超振兴发展加快建设“三市两地一枢纽”的决定》，作出如下决定。\r\n\
    一、总体要求\r\n\
    （一）指导思想。设立中国科技城新区管委会（以下简称“新区管委会”），坚持稳中求进工作总基调。\r\n\
    （二）工作机制。𠮷县由新区管委会牵头，按照第（一）条执行，做到“两个维护”。\r\n\
    二、保障措施\r\n\
    “新区管委会”落实两个维护，遵循三大规律。\r\n";

fn started(capabilities: Value) -> Client {
    let mut client = Client::with_capabilities(capabilities);
    client.open(URI, "plaintext", DRAFT);
    client
}

/// Opens published documents under addresses of our own, takes links and versions, prepares renaming.
fn able() -> Value {
    json!({"experimental": {"corpusDocuments": true},
        "textDocument": {"definition": {"linkSupport": true}, "rename": {"prepareSupport": true}},
        "workspace": {"workspaceEdit": {"documentChanges": true}}})
}

/// Line and UTF-16 column of `words`, the second time they stand there when `again`.
fn place(words: &str, again: bool) -> (usize, usize) {
    let mut places = DRAFT.match_indices(words);
    let (offset, _) = places.nth(usize::from(again)).expect("it is there");
    let start = DRAFT[..offset].rfind('\n').map_or(0, |at| at + 1);
    (DRAFT[..offset].matches('\n').count(), DRAFT[start..offset].encode_utf16().count())
}

fn asked(client: &mut Client, method: &str, (line, column): (usize, usize), more: Value) -> Value {
    let mut params = on(URI, json!({"position": at(line, column)}));
    if let (Some(params), Value::Object(more)) = (params.as_object_mut(), more) {
        params.extend(more);
    }
    client.request(&format!("textDocument/{method}"), params)
}

/// The words of `text` in a range of one line, columns in UTF-16.
fn words(text: &str, range: &Value) -> String {
    let line = range["start"]["line"].as_u64().expect("a line") as usize;
    assert_eq!(range["start"]["line"], range["end"]["line"]);
    let units: Vec<u16> = text.lines().nth(line).expect("the line is there").encode_utf16().collect();
    let column = |place: &str| range[place]["character"].as_u64().expect("a column") as usize;
    String::from_utf16(&units[column("start")..column("end")]).expect("whole characters")
}

#[test]
fn definitions_in_the_draft() {
    let mut client = started(able());
    for (from, target) in [
        (place("新区管委会牵", false), "新区管委会"),
        (place("新区管委会”落实", false), "新区管委会"),
        (place("第（一）条", false), "（一）指导思想"),
    ] {
        let found = asked(&mut client, "definition", from, json!({}));
        let link = &found[0];
        assert_eq!(link["targetUri"], URI, "{found}");
        assert_eq!(words(DRAFT, &link["targetSelectionRange"]), target);
        assert_eq!(link["targetSelectionRange"]["start"]["line"], 3);
        assert_eq!(link["originSelectionRange"]["start"], at(from.0, from.1));
    }
    assert_eq!(asked(&mut client, "definition", place("保障措施", false), json!({})), Value::Null);
    client.quit();
}

#[test]
fn a_term_is_defined_in_a_published_document_that_the_client_opens() {
    let mut client = started(able());
    let found = asked(&mut client, "definition", place("两个维护", true), json!({}));
    let uri = found[0]["targetUri"].as_str().expect("an address").to_owned();
    assert!(uri.starts_with("nigao-corpus:/") && uri.ends_with(".txt"), "{uri}");
    let opened = client.request("nigao/corpusDocument", json!({"uri": uri}));
    let text = opened["text"].as_str().expect("a text");
    assert_eq!(words(text, &found[0]["targetSelectionRange"]), "两个维护");
    assert_eq!(words(DRAFT, &found[0]["originSelectionRange"]), "两个维护");
    assert_eq!(client.refused("nigao/corpusDocument", json!({"uri": "nigao-corpus:/0/a.txt"})), -32602);
    // A title leads to its document.
    let found = asked(&mut client, "definition", place("振兴发展", false), json!({}));
    let uri = found[0]["targetUri"].clone();
    let opened = client.request("nigao/corpusDocument", json!({"uri": uri}));
    assert!(opened["text"].as_str().expect("a text").contains("巴中"), "{found}");
    client.quit();
}

#[test]
fn other_clients_get_a_read_only_file_that_is_not_proofread() {
    let mut client = started(json!({}));
    let found = asked(&mut client, "definition", place("两个维护", true), json!({}));
    let uri = found["uri"].as_str().expect("an address").to_owned();
    let path = nigao_path(&uri);
    let text = std::fs::read_to_string(&path).expect("the file is there");
    assert_eq!(words(&text, &found["range"]), "两个维护");
    assert!(std::fs::metadata(&path).expect("it is there").permissions().readonly());
    let faulty = format!("{text}\n一、甲\n一、乙\n三、丙\n");
    client.open(&uri, "plaintext", &faulty);
    let shown = client.published(&uri);
    assert_eq!(shown["diagnostics"], json!([]));
    let outline = client.request("textDocument/documentSymbol", on(&uri, json!({})));
    assert!(outline.as_array().is_some_and(|symbols| !symbols.is_empty()));
    client.quit();
}

/// The path of a file's address.
fn nigao_path(uri: &str) -> std::path::PathBuf {
    let encoded = uri.strip_prefix("file://").expect("a file").as_bytes();
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < encoded.len() {
        if encoded[at] == b'%' {
            let code = std::str::from_utf8(&encoded[at + 1..at + 3]).expect("two digits");
            bytes.push(u8::from_str_radix(code, 16).expect("hexadecimal"));
            at += 3;
        } else {
            bytes.push(encoded[at]);
            at += 1;
        }
    }
    String::from_utf8(bytes).expect("UTF-8").into()
}

#[test]
fn a_term_without_a_place_in_the_corpus_is_shown_in_the_termbase() {
    let terms = nigao::terms::Termbase::embedded();
    let corpus = Corpus::embedded();
    let unused = terms.entries.iter().find(|entry| corpus.count(&entry.name.replace(['“', '”'], "")) == 0);
    let name = &unused.expect("some entry is in no seed").name;
    let mut client = Client::with_capabilities(able());
    client.open(URI, "plaintext", &format!("关于工作的决定\n{name}。\n"));
    let found = asked(&mut client, "definition", (1, 2), json!({}));
    let opened = client.request("nigao/corpusDocument", json!({"uri": found[0]["targetUri"]}));
    let line = words(opened["text"].as_str().expect("a text"), &found[0]["targetSelectionRange"]);
    assert!(line.starts_with("name = ") && line.contains(name.as_str()), "{line}");
    client.quit();
}

#[test]
fn references_and_highlights() {
    let mut client = started(able());
    let of = |client: &mut Client, from, declaration: bool| {
        let context = json!({"context": {"includeDeclaration": declaration}});
        let found = asked(client, "references", from, context);
        let found = found.as_array().expect("locations").clone();
        let (here, there): (Vec<Value>, Vec<Value>) =
            found.into_iter().partition(|place| place["uri"] == URI);
        assert!(here.iter().all(|place| !words(DRAFT, &place["range"]).is_empty()));
        (here.len(), there.len())
    };
    assert_eq!(of(&mut client, place("新区管委会牵", false), true), (3, 0));
    assert_eq!(of(&mut client, place("新区管委会牵", false), false), (2, 0));
    let (here, there) = of(&mut client, place("两个维护", false), true);
    assert!(here == 2 && there >= 2, "{here} {there}");
    // The marker of a part: the references to it.
    assert_eq!(of(&mut client, place("（一）指导", false), true), (1, 0));
    let marked = asked(&mut client, "documentHighlight", place("两个维护", false), json!({}));
    assert_eq!(marked, json!([{"range": range((4, 33), (4, 37))}, {"range": range((6, 9), (6, 13))}]));
    let marked = asked(&mut client, "documentHighlight", place("第（一）条", false), json!({}));
    let marked: Vec<String> =
        marked.as_array().expect("ranges").iter().map(|m| words(DRAFT, &m["range"])).collect();
    assert_eq!(marked, ["第（一）条", "（一）指导思想"]);
    assert_eq!(asked(&mut client, "documentHighlight", place("保障措施", false), json!({})), json!([]));
    client.quit();
}

#[test]
fn a_new_name_is_written_everywhere_or_refused() {
    let mut client = started(able());
    let from = place("新区管委会牵", false);
    let prepared = asked(&mut client, "prepareRename", from, json!({}));
    assert_eq!(prepared["placeholder"], "新区管委会");
    assert_eq!(words(DRAFT, &prepared["range"]), "新区管委会");
    assert_eq!(asked(&mut client, "prepareRename", place("保障措施", false), json!({})), Value::Null);
    let edit = asked(&mut client, "rename", from, json!({"newName": "“管理机构”"}));
    let change = &edit["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    let edits = change["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 3);
    for edit in edits {
        assert_eq!(
            (words(DRAFT, &edit["range"]).as_str(), &edit["newText"]),
            ("新区管委会", &json!("管理机构"))
        );
    }
    for (new, message) in [
        ("", "新名称不能为空"),
        ("三大规律", "文稿第7行已有“三大规律”，改名后两者无法区分"),
        ("甲“乙", "新名称中的引号、括号、书名号不成对"),
    ] {
        let params = on(URI, json!({"position": at(from.0, from.1), "newName": new}));
        let id = client.ask("textDocument/rename", params);
        let answer = client.answer(id);
        assert_eq!(answer["error"], json!({"code": -32803, "message": message}));
    }
    client.quit();
}

#[test]
fn links_lead_to_parts_and_to_published_documents() {
    let mut client = started(able());
    let links = client.request("textDocument/documentLink", on(URI, json!({})));
    let links = links.as_array().expect("links");
    let texts: Vec<String> = links.iter().map(|link| words(DRAFT, &link["range"])).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts[0].starts_with("《关于奋力") && texts[0].ends_with('》'), "{texts:?}");
    assert!(links[0]["target"].as_str().is_some_and(|uri| uri.starts_with("nigao-corpus:/")), "{links:?}");
    assert_eq!(texts[1], "第（一）条");
    assert_eq!(links[1]["target"], format!("{URI}#L4,1"));
    client.quit();
}

#[test]
fn headings_of_drafts_and_published_documents_are_found() {
    let mut client = started(able());
    let find = |client: &mut Client, query: &str| {
        let found = client.request("workspace/symbol", json!({"query": query}));
        found.as_array().expect("symbols").clone()
    };
    let found = find(&mut client, "工作机制");
    assert_eq!(found[0]["name"], "（二）工作机制");
    assert_eq!(found[0]["location"], json!({"uri": URI, "range": range((4, 0), (4, 7))}));
    assert_eq!(found[0]["containerName"], "关于加快发展的决定");
    let found = find(&mut client, "zzld");
    let published =
        found.iter().find(|symbol| symbol["location"]["uri"] != URI).expect("seeds have 组织领导");
    let opened = client.request("nigao/corpusDocument", json!({"uri": published["location"]["uri"]}));
    let name = words(opened["text"].as_str().expect("a text"), &published["location"]["range"]);
    assert_eq!(published["name"], name);
    assert_eq!(find(&mut client, "qqqq"), Vec::<Value>::new());
    assert!(find(&mut client, "").len() > 100);
    client.quit();
}
