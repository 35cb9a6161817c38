//! Accepting what nigao objects to: what is then written to nigao.toml and to the drafter's own file of
//! terms, their comments and layout kept.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, RawString, Table, Value};

use crate::analysis::marked_text;
use crate::draft::Draft;
use crate::finding::Finding;
use crate::reference::Reference;
use crate::text::{Span, is_blank, is_hanzi};

/// Name of the file of terms that is made where there is none yet.
pub const TERMS_FILE: &str = "术语.toml";

/// A nigao.toml after an entry that accepts every finding of `rule` that marks `text`. `None` when the
/// file has errors of syntax, or has the entry already.
pub fn ignore(toml: &str, rule: &str, text: &str) -> Option<String> {
    with_entry(toml, "ignore", &[("rule", rule), ("text", text)])
}

/// A file of terms after an entry for `name`. `None` when it has errors of syntax, or the entry.
pub fn add_term(toml: &str, name: &str) -> Option<String> {
    with_entry(toml, "term", &[("name", name)])
}

/// The first file of terms in TOML that a nigao.toml names.
pub fn terms_file(toml: &str) -> Option<String> {
    let document: DocumentMut = toml.parse().ok()?;
    let files = document.get("terms")?.get("files")?.as_array()?;
    let mut files = files.iter().filter_map(Value::as_str);
    files.find(|file| file.ends_with(".toml") && !file.contains(['*', '?'])).map(str::to_owned)
}

/// A nigao.toml after naming `file` as a file of terms. `None` when that has no place in it.
pub fn name_terms_file(toml: &str, file: &str) -> Option<String> {
    let mut document: DocumentMut = toml.parse().ok()?;
    let fresh = !document.contains_key("terms");
    let gap = if document.is_empty() { "" } else { "\n" };
    let terms = document.entry("terms").or_insert(Item::Table(Table::new())).as_table_like_mut()?;
    let files = terms.entry("files").or_insert(Item::Value(Array::new().into())).as_array_mut()?;
    push(files, file.into());
    if let (true, Some(table)) = (fresh, document["terms"].as_table_mut()) {
        table.decor_mut().set_prefix(gap);
    }
    Some(written(&document, toml))
}

/// What the drafter may want to add to the terms: the words that `span` selects, or those that a
/// finding about terms marks.
pub fn candidate(draft: &Draft, reference: &Reference, span: Span) -> Option<String> {
    let line = &draft.document.lines.get(span.start.line)?.text;
    let selected = line.get(span.start.byte..span.end.byte).filter(|_| span.start.line == span.end.line)?;
    let name = selected.trim_matches(is_blank);
    let known = reference.terms.entries.iter().any(|entry| entry.name == name);
    (!known && is_term(name)).then(|| name.to_owned())
}

/// Rules that leave alone what is a term.
const SILENCED: [&str; 6] = [
    "terms/misspelled",
    "terms/variant",
    "terms/unquoted",
    "terms/collocation",
    "terms/order",
    "terms/confusable",
];

/// The words that a finding marks, when it would be gone if they were a term.
pub fn term_of(draft: &Draft, finding: &Finding) -> Option<String> {
    let text = marked_text(&draft.document, finding);
    (SILENCED.contains(&finding.rule) && is_term(&text)).then_some(text)
}

/// Two characters or more, as many as the longest set phrases have, and nothing that ends a sentence.
fn is_term(text: &str) -> bool {
    (2..=40).contains(&text.chars().count()) && text.contains(is_hanzi) && !text.contains(['。', '；', '\n'])
}

/// `toml` with one more table of text values in the list `key`, written as the list is written.
fn with_entry(toml: &str, key: &str, values: &[(&str, &str)]) -> Option<String> {
    let mut document: DocumentMut = toml.parse().ok()?;
    let gap = if document.is_empty() { "" } else { "\n" };
    match document.entry(key).or_insert(Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(tables) => {
            let same = |table: &Table| values.iter().all(|(key, value)| has(table.get(key), value));
            if tables.iter().any(same) {
                return None;
            }
            let mut table = Table::new();
            table.decor_mut().set_prefix(gap);
            for (key, value) in values {
                table.insert(key, toml_edit::value(*value));
            }
            tables.push(table);
        }
        Item::Value(Value::Array(list)) => {
            push(list, Value::InlineTable(values.iter().copied().collect::<InlineTable>()));
        }
        _ => return None,
    }
    Some(written(&document, toml))
}

fn has(item: Option<&Item>, value: &str) -> bool {
    item.and_then(Item::as_str) == Some(value)
}

/// Adds a value to a list as the last one stands in it: on a line of its own, or in the same one.
fn push(list: &mut Array, mut value: Value) {
    let text = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    let before_last = text(list.iter().last().and_then(|last| last.decor().prefix()));
    let gap = if before_last.is_empty() && !list.is_empty() { " " } else { &before_last };
    // A comment behind the last value stays behind it.
    let trailing = text(Some(list.trailing()));
    let comment = trailing.trim_end();
    value.decor_mut().set_prefix(format!("{comment}{gap}"));
    list.set_trailing(&trailing[comment.len()..]);
    list.push_formatted(value);
}

/// The document as text, with the line ends that it had.
fn written(document: &DocumentMut, before: &str) -> String {
    let text = document.to_string();
    if before.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_layout_are_kept() {
        let toml = "# 本单位\n[rules]\n\"numbering/scope\" = \"off\" # 各章自起\n\n[[ignore]]\nrule = \"terms/unquoted\"\ntext = \"两新组织\"\n";
        let expected = format!("{toml}\n[[ignore]]\nrule = \"terms/order\"\ntext = \"甲\"\n");
        assert_eq!(ignore(toml, "terms/order", "甲").as_deref(), Some(&*expected));
        assert_eq!(ignore(toml, "terms/unquoted", "两新组织"), None);
        assert_eq!(ignore("[rules", "terms/order", "甲"), None);
        assert_eq!(
            ignore("", "terms/order", "说“甲”").as_deref(),
            Some("[[ignore]]\nrule = \"terms/order\"\ntext = \"说“甲”\"\n")
        );
        let list = "ignore = [\n  { rule = \"terms/order\" }, # 见批示\n]\n";
        let longer = ignore(list, "terms/order", "甲").expect("a list in one piece");
        assert!(longer.contains("# 见批示") && longer.parse::<DocumentMut>().is_ok(), "{longer}");
        assert_eq!(longer.matches("\n  {").count(), 2, "{longer}");
    }

    #[test]
    fn a_term_goes_to_the_first_file_in_toml() {
        let toml = "[terms] # 我们的\nfiles = [\"甲.tbx\", \"组/*.toml\", \"乙.toml\"]\n";
        assert_eq!(terms_file(toml).as_deref(), Some("乙.toml"));
        assert_eq!(terms_file("[terms]\nfiles = [\"甲.tbx\"]\n"), None);
        let named = name_terms_file("[terms] # 我们的\nfiles = [\"甲.tbx\"]\n", TERMS_FILE);
        assert_eq!(named.as_deref(), Some("[terms] # 我们的\nfiles = [\"甲.tbx\", \"术语.toml\"]\n"));
        let named = name_terms_file("max_file_size = 10\n", TERMS_FILE).expect("there is room");
        assert_eq!(named, "max_file_size = 10\n\n[terms]\nfiles = [\"术语.toml\"]\n");
        assert_eq!(name_terms_file("terms = 1\n", TERMS_FILE), None);
        let terms = "# 单位术语\n\n[[term]]\nname = \"“两图”\"\nquote = \"required\" # 必须\n";
        let expected = format!("{terms}\n[[term]]\nname = \"“三色”机制\"\n");
        assert_eq!(add_term(terms, "“三色”机制").as_deref(), Some(&*expected));
        assert_eq!(add_term(terms, "“两图”"), None);
    }
}
