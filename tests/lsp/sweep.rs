//! Every question about a place, asked at the places of every seed: answers, ranges inside the text that
//! hold the place, and no errors.

use nigao::corpus::seeds;
use nigao::text::{ColumnEncoding, Text};
use serde_json::{Value, json};

use crate::client::{Client, at, on};
use crate::draft::name;

const URI: &str = "file:///nigao-test/seed.txt";

/// Questions that wait for their answers at one time.
const BATCH: usize = 16;

/// A text, and the columns at which its characters begin and end.
struct Swept {
    columns: Vec<Vec<usize>>,
}

impl Swept {
    fn of(text: &str, encoding: ColumnEncoding) -> Self {
        let text = Text::from(text);
        let columns = |line: usize| {
            let line = text.line(line);
            let places = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            places.map(|byte| encoding.column(&line, byte)).collect()
        };
        Self { columns: (0..text.line_count()).map(columns).collect() }
    }

    /// Every `step`th place.
    fn places(&self, step: usize) -> Vec<(usize, usize)> {
        let all = self.columns.iter().enumerate();
        let all = all.flat_map(|(line, columns)| columns.iter().map(move |column| (line, *column)));
        all.step_by(step).collect()
    }

    fn place(&self, place: &Value) -> (usize, usize) {
        let number = |key: &str| place[key].as_u64().unwrap_or_else(|| panic!("no place: {place}")) as usize;
        let (line, column) = (number("line"), number("character"));
        let columns = self.columns.get(line).unwrap_or_else(|| panic!("no such line: {place}"));
        assert!(columns.binary_search(&column).is_ok(), "within a character or past the end: {place}");
        (line, column)
    }

    /// Checks that `range` lies in the text; true when it holds `at`.
    fn holds(&self, range: &Value, at: (usize, usize)) -> bool {
        let (start, end) = (self.place(&range["start"]), self.place(&range["end"]));
        assert!(start <= end, "{range}");
        start <= at && at <= end
    }

    /// Checks the answer to `method` at `at`; true when it says anything.
    fn check(&self, method: &str, at: (usize, usize), answer: &Value) -> bool {
        assert!(answer.get("error").is_none(), "{method} at {at:?}: {answer}");
        let result = &answer["result"];
        let listed = || result.as_array().into_iter().flatten();
        let here = match method {
            _ if result.is_null() => return false,
            "hover" => {
                let text = result["contents"]["value"].as_str().unwrap_or_default();
                assert!(text.len() > 4 && text.chars().count() < 2_000, "{at:?}: {text}");
                self.holds(&result["range"], at)
            }
            "prepareRename" => self.holds(&result["range"], at),
            "definition" => listed().all(|link| self.holds(&link["originSelectionRange"], at)),
            "documentHighlight" => {
                let marked: Vec<bool> = listed().map(|mark| self.holds(&mark["range"], at)).collect();
                marked.is_empty() || marked.contains(&true)
            }
            "references" => {
                let of_draft = listed().filter(|place| place["uri"] == URI);
                of_draft.for_each(|place| _ = self.holds(&place["range"], at));
                true
            }
            _ => unreachable!("{method} is not swept"),
        };
        assert!(here, "{method} at {at:?} is about another place: {answer}");
        listed().next().is_some() || result.is_object()
    }
}

/// Asks `method` at every `step`th place; gives how many answers said something.
fn sweep(client: &mut Client, swept: &Swept, method: &str, step: usize) -> usize {
    let more = match method {
        "references" => json!({"includeDeclaration": true}),
        _ => Value::Null,
    };
    let mut telling = 0;
    for batch in swept.places(step).chunks(BATCH) {
        let asked: Vec<i64> = batch
            .iter()
            .map(|&(line, column)| {
                let params = on(URI, json!({"position": at(line, column), "context": more}));
                client.ask(&format!("textDocument/{method}"), params)
            })
            .collect();
        for (id, at) in asked.into_iter().zip(batch) {
            telling += usize::from(swept.check(method, *at, &client.answer(id)));
        }
    }
    telling
}

/// The selections around every `step`th place, asked at once.
fn sweep_selections(client: &mut Client, swept: &Swept, step: usize) {
    let places = swept.places(step);
    let positions: Vec<Value> = places.iter().map(|&(line, column)| at(line, column)).collect();
    let found = client.request("textDocument/selectionRange", on(URI, json!({"positions": positions})));
    for (chain, at) in found.as_array().expect("chains").iter().zip(&places) {
        let mut range = chain;
        while !range.is_null() {
            assert!(swept.holds(&range["range"], *at), "{at:?}: {chain}");
            range = &range["parent"];
        }
    }
}

/// What is asked of the whole text.
fn sweep_whole(client: &mut Client, swept: &Swept) {
    fn inside(swept: &Swept, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| inside(swept, item)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    match key.as_str() {
                        "range" | "selectionRange" => _ = swept.holds(value, (0, 0)),
                        "startLine" | "endLine" => {
                            assert!(value.as_u64().is_some_and(|line| (line as usize) < swept.columns.len()));
                        }
                        _ => inside(swept, value),
                    }
                }
            }
            _ => {}
        }
    }
    for method in ["documentSymbol", "foldingRange", "documentLink"] {
        inside(swept, &client.request(&format!("textDocument/{method}"), on(URI, json!({}))));
    }
}

/// How many times rarer than hovers the others are asked, those that list much most rarely.
const QUESTIONS: [(&str, usize); 5] =
    [("hover", 1), ("prepareRename", 3), ("definition", 3), ("documentHighlight", 3), ("references", 15)];

/// Asks everything of every seed, hovers at every `step`th place. `NIGAO_SWEEP=1` asks everything at every
/// place, which takes minutes.
fn sweep_seeds(encoding: ColumnEncoding, step: usize) {
    let everywhere = std::env::var_os("NIGAO_SWEEP").is_some();
    let capabilities = json!({"general": {"positionEncodings": [name(encoding)]},
        "experimental": {"corpusDocuments": true},
        "textDocument": {"definition": {"linkSupport": true}, "rename": {"prepareSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
    for (index, seed) in seeds().into_iter().enumerate() {
        let mut client = Client::with_capabilities(capabilities.clone());
        // No seed has characters outside the Basic Multilingual Plane, nor CRLF throughout.
        let text = format!("\u{feff}𠮷县{}", seed.text.replace("\r\n", "\n").replace("。\n", "。𠮷\r\n"));
        let swept = Swept::of(&text, encoding);
        client.open(URI, "plaintext", &text);
        for (method, rarer) in QUESTIONS {
            let step = if everywhere { 1 } else { step * rarer };
            assert!(sweep(&mut client, &swept, method, step) > 0, "{method} says nothing of seed {index}");
        }
        sweep_selections(&mut client, &swept, step * 8);
        sweep_whole(&mut client, &swept);
        client.quit();
    }
}

#[test]
fn places_in_utf_16() {
    sweep_seeds(ColumnEncoding::Utf16, 4);
}

#[test]
fn places_in_utf_8() {
    sweep_seeds(ColumnEncoding::Utf8, 23);
}

#[test]
fn places_in_utf_32() {
    sweep_seeds(ColumnEncoding::Utf32, 29);
}
