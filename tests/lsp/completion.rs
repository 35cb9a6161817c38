//! Completion over the protocol: what is offered where, and that accepting leaves the words around alone.

use nigao::text::ColumnEncoding;
use serde_json::{Value, json};

use crate::client::{Client, at, on, range};
use crate::draft::{Draft, name};

const URI: &str = "file:///nigao-test/%E8%8D%89%E7%A8%BF.txt";

fn client(encoding: &str, snippets: bool) -> Client {
    Client::with_capabilities(json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"completion": {"completionItem": {"snippetSupport": snippets}}},
    }))
}

/// Opens `marked` without its `|` and asks at that place. Gives the draft and the items.
fn ask(client: &mut Client, columns: ColumnEncoding, language: &str, marked: &str) -> (Draft, Vec<Value>) {
    let cursor = marked.find('|').expect("there is a cursor");
    let draft = Draft { text: marked.replacen('|', "", 1), columns };
    client.open(URI, language, &draft.text);
    let (line, column) = draft.place(cursor);
    let answer = client.request("textDocument/completion", on(URI, json!({"position": at(line, column)})));
    client.notify("textDocument/didClose", on(URI, json!({})));
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    assert!(items.is_empty() || answer["isIncomplete"] == json!(true));
    check(marked, &draft, &items);
    (draft, items)
}

/// Every item takes the place of the run before the cursor, and accepting it gives what stood before
/// the cursor, the item's label, and what stood after.
fn check(marked: &str, draft: &Draft, items: &[Value]) {
    let (before, after) = marked.split_once('|').expect("there is a cursor");
    let run: usize = before.chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let start = before.len() - run;
    let place = range(draft.place(start), draft.place(before.len()));
    assert!(items.len() <= 8, "{marked}: {} items", items.len());
    for (index, item) in items.iter().enumerate() {
        let said = |key: &str| item[key].as_str().expect("it is said");
        let (label, filter) = (said("label"), said("filterText"));
        assert!(!label.is_empty() && !after.starts_with(label), "{marked}: {label} follows already");
        assert!(items[..index].iter().all(|other| other["label"] != label), "{marked}: {label} twice");
        assert!(!said("detail").is_empty() && item.get("preselect").is_none());
        assert_eq!((said("sortText"), &item["textEdit"]["range"]), (&*format!("{index:02}"), &place));
        // What stands before the cursor in the range is what clients hold the item against.
        assert!(filter.starts_with(&before[start..]), "{marked}: {filter}");
        if item.get("insertTextFormat").is_none() {
            let kept = match filter.ends_with(label) {
                true => before,
                false => before.trim_end_matches(|c: char| c.is_ascii_lowercase()),
            };
            let accepted =
                format!("{}{}", &before[..start], item["textEdit"]["newText"].as_str().expect("it is said"));
            assert_eq!(accepted, format!("{kept}{label}"), "{marked}");
        }
    }
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["label"].as_str()).collect()
}

#[test]
fn words_go_on_wherever_the_cursor_stands() {
    for columns in [ColumnEncoding::Utf8, ColumnEncoding::Utf16, ColumnEncoding::Utf32] {
        let encoding = name(columns);
        let mut client = client(encoding, false);
        for (language, marked, wanted) in [
            ("plaintext", "坚持以习近平新时代|", "中国特色社会主义思想"),
            ("plaintext", "𠮷林市坚持以习近平新时代|，推动发展。", "中国特色社会主义思想"),
            ("plaintext", "增强“四个意识”、|", "坚定“四个自信”"),
            (
                "plaintext",
                "工作要求。\r\n增强“四个意识”、坚定“四个自信”、|\r\n下一段。\r\n",
                "做到“两个维护”",
            ),
            ("markdown", "# 决定\n\n- 坚持以习近平新时代|\n", "中国特色社会主义思想"),
            ("plaintext", "坚决做到“|", "两个维护”"),
            ("plaintext", "坚决做到“|”，落实责任。", "两个维护"),
        ] {
            let (_, items) = ask(&mut client, columns, language, marked);
            let found = labels(&items).iter().take(5).any(|label| label.starts_with(wanted));
            assert!(found, "{encoding} {marked}: {:?}", labels(&items));
        }
        client.quit();
    }
}

#[test]
fn pinyin_takes_the_place_of_its_letters() {
    let mut client = client("utf-16", false);
    for marked in ["做到lgwh|", "做到“四个意识”、liangge|", "发展\r\nlgwh|", "𠮷林lianggewh|之后"]
    {
        let (_, items) = ask(&mut client, ColumnEncoding::Utf16, "plaintext", marked);
        assert!(labels(&items).contains(&"“两个维护”"), "{marked}: {:?}", labels(&items));
    }
    for marked in ["做到l|", "做到xqzv|"] {
        let (_, items) = ask(&mut client, ColumnEncoding::Utf16, "plaintext", marked);
        assert_eq!(labels(&items), [""; 0], "{marked}");
    }
    client.quit();
}

#[test]
fn punctuation_is_as_wide_as_the_draft_has_it() {
    let mut client = client("utf-16", false);
    for (draft, other) in [("各县(区),各部门:\n", '，'), ("各县（区），各部门：\n", ',')] {
        let marked = format!("{draft}以习近平新时代中国特色社会主义思想|");
        let (_, items) = ask(&mut client, ColumnEncoding::Utf16, "plaintext", &marked);
        assert!(!items.is_empty());
        assert!(labels(&items).iter().all(|label| !label.contains(other)), "{:?}", labels(&items));
    }
    client.quit();
}

#[test]
fn the_next_marker_is_offered_at_the_start_of_a_paragraph() {
    let mut client = client("utf-16", false);
    let head = "关于工作的决定\n一、总体要求\n";
    for (marked, wanted) in [
        (format!("{head}（一）统筹谋划。坚持稳步推进。\n|"), ["（二）", "二、"]),
        (format!("{head}(一)统筹谋划。坚持稳步推进。\n　　|"), ["(二)", "二、"]),
        (format!("{head}|"), ["（一）", "二、"]),
    ] {
        let (_, items) = ask(&mut client, ColumnEncoding::Utf16, "plaintext", &marked);
        assert_eq!(labels(&items)[..2], wanted, "{marked}");
    }
    let (_, items) = ask(
        &mut client,
        ColumnEncoding::Utf16,
        "plaintext",
        &format!("{head}（一）甲。文。\n|\n（二）乙。文。\n"),
    );
    assert!(!labels(&items).contains(&"（二）"), "{:?}", labels(&items));
    client.quit();
}

#[test]
fn nothing_is_offered_where_nothing_is_known() {
    let mut client = client("utf-16", false);
    for marked in ["|", "|文稿", "夔龘齉|", "abc def|", "文稿\r\n|\r\n"] {
        let (_, items) = ask(&mut client, ColumnEncoding::Utf16, "plaintext", marked);
        assert_eq!(labels(&items), [""; 0], "{marked}");
    }
    client.quit();
}

#[test]
fn templates_are_for_clients_that_fill_them_in() {
    for snippets in [true, false] {
        let mut client = client("utf-16", snippets);
        let (_, items) = ask(&mut client, ColumnEncoding::Utf16, "plaintext", "力争到2030年|");
        let template = items.iter().find(|item| item["insertTextFormat"] == json!(2));
        assert_eq!(template.is_some(), snippets);
        if let Some(template) = template {
            let text = template["textEdit"]["newText"].as_str().expect("it is said");
            assert!(text.starts_with("力争到2030年") && text.contains("${1:指标}"), "{text}");
        }
        client.quit();
    }
}

#[test]
fn the_draft_itself_is_learnt_from() {
    let mut client = client("utf-16", false);
    let line = "打造云峰山数字茶旅融合示范走廊，建设云峰山数字茶旅融合示范走廊。\n";
    let (_, items) =
        ask(&mut client, ColumnEncoding::Utf16, "plaintext", &format!("{line}推进云峰山数字茶|"));
    assert!(labels(&items).iter().any(|label| label.starts_with("旅融合示范走廊")), "{:?}", labels(&items));
    assert!(items.iter().any(|item| item["detail"].as_str().is_some_and(|d| d.starts_with("本稿"))));
    client.quit();
}

#[test]
fn an_item_resolves_to_sentences_with_their_source() {
    let mut client = client("utf-16", false);
    let marked = "坚持以习近平新时代中国特色社会主义思想|";
    client.open(URI, "plaintext", &marked.replace('|', ""));
    let answer = client.request("textDocument/completion", on(URI, json!({"position": at(0, 20)})));
    let item = answer["items"][0].clone();
    let resolved = client.request("completionItem/resolve", item.clone());
    let said = resolved["documentation"]["value"].as_str().expect("there are examples");
    assert!(said.contains("——《") && said.contains(item["label"].as_str().expect("it is said")), "{said}");
    let strange = json!({"label": "文", "data": {"odd": true}});
    assert_eq!(client.request("completionItem/resolve", strange.clone()), strange);
    client.quit();
}
