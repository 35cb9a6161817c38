//! The server holds the text that the client holds, whatever is typed and however columns count.

use nigao::text::ColumnEncoding;
use serde_json::{Value, json};

use crate::client::{Client, on};
use crate::draft::{Dice, Draft, findings_of, name, same_outline};

const URI: &str = "file:///nigao-test/draft.txt";
const EDITS: usize = 2_000;
const PASTE: usize = 100_000;

const PIECES: [&str; 16] = [
    "",
    "",
    "",
    "一、",
    "（三）",
    "(四)",
    "5.",
    "\r\n",
    "\n",
    "\r",
    "𠮷",
    "👍🏽",
    "加强领导。",
    "\r\n二、重点任务\r\n",
    "é",
    "第三条　",
];

fn start_text() -> String {
    let seed = include_str!("../../seeds/004_7d6e12663b93fd24.txt");
    seed.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// A paste of 100,000 characters with markers, emoji and every kind of line end in it.
fn paste(dice: &mut Dice) -> String {
    let mut text = String::new();
    let mut length = 0;
    while length < PASTE {
        let piece =
            *dice.pick(&["推进城乡融合发展，", "𠮷", "\r\n", "（一）强化保障。", "三、", "👍🏽", "完善机制。"]);
        text.push_str(piece);
        length += piece.chars().count();
    }
    text
}

/// One random change: an insertion, a replacement of a few characters, a deletion.
fn edit(draft: &mut Draft, dice: &mut Dice) -> Value {
    let from = dice.below(draft.text.len() + 1);
    let reach = *dice.pick(&[0, 0, 0, 3, 9, 40]);
    let (from, to) = (draft.cursor(from), draft.cursor(from + reach));
    let piece = *dice.pick(&PIECES);
    draft.replace(from.min(to), to.max(from), piece)
}

fn compare(client: &mut Client, draft: &Draft, after: usize) {
    let report = client.request("textDocument/diagnostic", on(URI, json!({})));
    assert_eq!(findings_of(&report["items"]), draft.findings(), "after {after} changes");
    let symbols = client.request("textDocument/documentSymbol", on(URI, json!({})));
    assert!(same_outline(&symbols, &draft.outline()), "after {after} changes: {symbols}");
    // The selection that grows around the end of the text ends where the text ends.
    let (line, column) = draft.place(draft.text.len());
    let places = json!({"positions": [{"line": line, "character": column}]});
    let grown = client.request("textDocument/selectionRange", on(URI, places));
    let mut outermost = &grown[0];
    while outermost.get("parent").is_some_and(Value::is_object) {
        outermost = &outermost["parent"];
    }
    assert_eq!(outermost["range"], crate::client::range((0, 0), (line, column)), "after {after} changes");
}

fn random_edits(columns: ColumnEncoding, seed: u64, capabilities: Value) {
    let mut client = Client::with_capabilities(capabilities);
    let mut dice = Dice::new(seed);
    let mut draft = Draft { text: start_text(), columns };
    client.open(URI, "plaintext", &draft.text);
    for step in 1..=EDITS {
        let changes: Vec<Value> = match step % 400 {
            100 => {
                let at = draft.cursor(dice.below(draft.text.len()));
                vec![draft.replace(at, at, &paste(&mut dice))]
            }
            // What was pasted goes again, or the text would grow without end.
            250 => {
                let from = draft.cursor(dice.below(draft.text.len() / 4));
                let to = draft.cursor(draft.text.len() - dice.below(draft.text.len() / 4));
                let kept = draft.text.len() - (to - from);
                if kept > 20_000 {
                    vec![draft.replace(from, to, "")]
                } else {
                    vec![edit(&mut draft, &mut dice)]
                }
            }
            _ => (0..1 + dice.below(3)).map(|_| edit(&mut draft, &mut dice)).collect(),
        };
        client.change(URI, 1 + step as i64, json!(changes));
        if step % 125 == 0 {
            compare(&mut client, &draft, step);
        }
    }
    // The whole text anew, as a client without ranges sends it.
    draft.text = start_text().replace("\r\n", "\r");
    client.change(URI, 1 + EDITS as i64 + 1, json!([{"text": draft.text}]));
    compare(&mut client, &draft, EDITS + 1);
    client.quit();
}

fn encodings(columns: ColumnEncoding) -> Value {
    let tree = json!({"hierarchicalDocumentSymbolSupport": true});
    json!({"general": {"positionEncodings": [name(columns)]}, "textDocument": {"documentSymbol": tree}})
}

#[test]
fn random_edits_in_utf_8() {
    random_edits(ColumnEncoding::Utf8, 1, encodings(ColumnEncoding::Utf8));
}

#[test]
fn random_edits_in_utf_16() {
    random_edits(ColumnEncoding::Utf16, 2, encodings(ColumnEncoding::Utf16));
}

#[test]
fn random_edits_in_utf_32() {
    random_edits(ColumnEncoding::Utf32, 3, encodings(ColumnEncoding::Utf32));
}

#[test]
fn the_clients_first_choice_of_encoding_is_taken() {
    for (offered, taken) in [
        (json!(["utf-32", "utf-16"]), "utf-32"),
        (json!(["utf-16", "utf-8"]), "utf-16"),
        (json!(["utf-7", "utf-8", "utf-16"]), "utf-8"),
        (json!([]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let general = json!({"positionEncodings": offered});
        let params = json!({"processId": null, "capabilities": {"general": general}});
        let (client, capabilities) = Client::with(params);
        assert_eq!(capabilities["positionEncoding"], taken, "{offered}");
        client.quit();
    }
}
