//! Files of terms, read: what holds of them, and what is wrong with the rest.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::check::{Fault, folded, repair, unlink};
use super::sheet::{At, Sheet};
use super::{Entry, Termbase, tbx};
use crate::text::tables::{nearest, one_line, place, without_errors};

const EMBEDDED: &str = include_str!("../../seeds/terms.toml");

/// Something in a file of terms that cannot be followed. The rest of the file still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}：{}", self.file, self.line, self.column, self.message)
    }
}

/// A file of terms in TOML.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing<T> {
    #[serde(default = "Vec::new")]
    term: Vec<T>,
}

/// `entries` as a file in TOML, which reads as the same entries.
pub fn to_toml(entries: &[Entry]) -> String {
    toml::to_string(&Listing { term: entries.iter().collect() }).expect("entries are tables of plain values")
}

/// The terms that come with nigao. The tests see to it that nothing is wrong with them.
pub(super) fn embedded() -> Termbase {
    let file: Listing<Entry> = toml::from_str(EMBEDDED).expect("the embedded terms can be read");
    Termbase::new(file.term)
}

impl Termbase {
    /// Reads one file of terms, TOML or TBX by its looks; `name` is what problems call it.
    pub fn parse(text: &str, name: &str) -> (Self, Vec<Problem>) {
        Self::default().with_files(&[(name, text)])
    }

    /// These terms and those of `files`, names and texts. An entry takes the place of an earlier
    /// one of the same name, so that a drafter's own word counts.
    ///
    /// What cannot hold is a problem, file by file in order of place, and the rest is taken over.
    pub fn with_files(&self, files: &[(&str, &str)]) -> (Self, Vec<Problem>) {
        let mut merged = Merged::of(&self.entries);
        let mut faults = Vec::new();
        for (file, (_, text)) in files.iter().enumerate() {
            let sheet = read(text);
            faults.extend(sheet.faults.into_iter().map(|(byte, message)| (file, byte, message)));
            for (entry, at) in sheet.entries {
                merged.add(entry, Origin { file, text, at }, &mut faults);
            }
        }
        let Merged { mut entries, origins, .. } = merged;
        for (index, fault) in unlink(&mut entries) {
            if let Some(origin) = &origins[index] {
                faults.push((origin.file, origin.byte(&fault.path), fault.message));
            }
        }
        faults.sort_by_key(|(file, byte, _)| (*file, *byte));
        let problem = |(file, byte, message): (usize, usize, String)| {
            let (name, text) = files[file];
            let (line, column) = place(text, byte);
            Problem { file: name.to_owned(), line, column, message: one_line(&message) }
        };
        (Self::new(entries), faults.into_iter().map(problem).collect())
    }
}

/// Entries of several files as one list.
struct Merged<'a> {
    entries: Vec<Entry>,
    /// Where each entry comes from; the embedded ones are beyond doubt.
    origins: Vec<Option<Origin<'a>>>,
    /// Places in the list by folded name.
    index: HashMap<String, usize>,
}

impl<'a> Merged<'a> {
    fn of(entries: &[Entry]) -> Self {
        let names = entries.iter().enumerate();
        Self {
            entries: entries.to_vec(),
            origins: entries.iter().map(|_| None).collect(),
            index: names.map(|(at, entry)| (folded(&entry.name), at)).collect(),
        }
    }

    /// Takes `entry` over, as far as it holds.
    fn add(&mut self, mut entry: Entry, origin: Origin<'a>, faults: &mut Vec<(usize, usize, String)>) {
        let mut complain = |fault: Fault| faults.push((origin.file, origin.byte(&fault.path), fault.message));
        match repair(&mut entry) {
            Ok(found) => found.into_iter().for_each(&mut complain),
            Err(fault) => return complain(fault),
        }
        let name = folded(&entry.name);
        let Some(&at) = self.index.get(&name) else {
            self.index.insert(name, self.entries.len());
            self.entries.push(entry);
            self.origins.push(Some(origin));
            return;
        };
        match &self.origins[at] {
            Some(other) if other.file == origin.file => {
                let (line, _) = place(other.text, other.byte("name"));
                let message = format!("“{}”在第 {line} 行已经有了，这一条不用", entry.name);
                complain(Fault { path: "name".to_owned(), message });
            }
            _ => {
                self.entries[at] = entry;
                self.origins[at] = Some(origin);
            }
        }
    }
}

/// Where an entry comes from.
struct Origin<'a> {
    file: usize,
    text: &'a str,
    at: At,
}

impl Origin<'_> {
    /// The byte of what stands at `path` in the entry, or of what it would stand in.
    ///
    /// Places are looked for when there is something to say about them, which is seldom.
    fn byte(&self, path: &str) -> usize {
        let index = match self.at {
            At::Table(index) => index,
            At::Byte(byte) => return byte,
        };
        let (sound, _) = without_errors(self.text);
        let (table, _) = DeTable::parse_recoverable(&sound);
        let term = table.get_ref().get("term").and_then(|terms| terms.get_ref().as_array()?.get(index));
        let Some(mut value) = term else { return 0 };
        for key in path.split('.') {
            let below = match value.get_ref() {
                DeValue::Table(table) => table.get(key),
                DeValue::Array(list) => key.parse().ok().and_then(|index: usize| list.get(index)),
                _ => None,
            };
            let Some(below) = below else { break };
            value = below;
        }
        value.span().start
    }
}

fn read(text: &str) -> Sheet {
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return tbx::read(text);
    }
    match toml::from_str::<Listing<Entry>>(text) {
        Ok(file) => {
            let entries = file.term.into_iter().enumerate();
            let entries = entries.map(|(index, entry)| (entry, At::Table(index))).collect();
            Sheet { entries, faults: Vec::new() }
        }
        Err(_) => read_piecemeal(text),
    }
}

/// Reads a TOML file that has mistakes, entry by entry, leaving out what is wrong.
fn read_piecemeal(text: &str) -> Sheet {
    let (sound, errors) = without_errors(text);
    let mut sheet = Sheet { faults: Vec::new(), entries: Vec::new() };
    sheet.faults.extend(errors.into_iter().map(|(span, message)| (span.start, message)));
    let (table, _) = DeTable::parse_recoverable(&sound);
    for (key, value) in table.get_ref() {
        let terms = match value.get_ref() {
            DeValue::Array(terms) if key.get_ref() == "term" => terms,
            _ if key.get_ref() == "term" => {
                sheet.faults.push((key.span().start, "术语应当写作 [[term]]，每条一个".to_owned()));
                continue;
            }
            _ => {
                let message = format!("不认识“{}”，术语应当写作 [[term]]，每条一个", key.get_ref());
                sheet.faults.push((key.span().start, message));
                continue;
            }
        };
        for (index, term) in terms.iter().enumerate() {
            let entry = entry(term.clone(), &mut sheet.faults);
            sheet.entries.extend(entry.map(|entry| (entry, At::Table(index))));
        }
    }
    sheet
}

/// The entry that `term` is without what is wrong in it.
fn entry(mut term: Spanned<DeValue<'_>>, faults: &mut Vec<(usize, String)>) -> Option<Entry> {
    loop {
        let error = match Entry::deserialize(ValueDeserializer::from(term.clone())) {
            Ok(entry) => return Some(entry),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(term.span());
        let whole = span == term.span();
        let key = if whole { None } else { remove(&mut term, &span) };
        faults.push((span.start, message(error.message(), key.as_deref().unwrap_or("term"))));
        key.as_ref()?;
    }
}

/// Takes out of `value` the key or value at `span`, and gives the name that it went by.
fn remove(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    match value.get_mut() {
        DeValue::Table(table) => {
            let at = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
            if let Some(name) = at.map(|(key, _)| key.get_ref().to_string()) {
                table.remove(name.as_str());
                return Some(name);
            }
            table.iter_mut().find_map(|(key, value)| {
                let in_list = value
                    .get_ref()
                    .as_array()
                    .is_some_and(|list| list.iter().any(|item| item.span() == *span));
                let name = remove(value, span)?;
                Some(if in_list { key.get_ref().to_string() } else { name })
            })
        }
        DeValue::Array(list) if list.iter().any(|item| item.span() == *span) => {
            *list = list.iter().filter(|item| item.span() != *span).cloned().collect();
            Some(String::new())
        }
        DeValue::Array(list) => list.iter_mut().find_map(|item| remove(item, span)),
        _ => None,
    }
}

/// What the parser says about the value of `key`, in Chinese.
fn message(said: &str, key: &str) -> String {
    let mut named = said.split('`').skip(1).step_by(2);
    if let Some(field) = said.strip_prefix("missing field").and_then(|_| named.next()) {
        return format!("{key} 缺少 {field}");
    }
    if said.starts_with("unknown field") || said.starts_with("unknown variant") {
        let written = named.next().unwrap_or_default();
        let known: Vec<&str> = named.collect();
        let what = if said.starts_with("unknown field") { "不认识" } else { "没有" };
        let whose = if said.starts_with("unknown field") { String::new() } else { format!("{key} ") };
        return match nearest(written, &known) {
            Some(near) => format!("{whose}{what}“{written}”，是不是“{near}”？"),
            None => format!("{whose}{what}“{written}”，可用的有：{}", known.join("、")),
        };
    }
    const WANTED: [(&str, &str); 7] = [
        ("expected a string", "字符串"),
        ("expected string or table", "字符串"),
        ("expected a sequence", "数组，如 [\"甲\", \"乙\"]"),
        ("expected a boolean", " true 或 false"),
        ("expected u32", "不小于零的整数"),
        ("expected a map", "表，如 { 000 = 1 }"),
        ("expected struct", "表"),
    ];
    match WANTED.iter().find(|(english, _)| said.contains(english)) {
        Some((_, wanted)) => format!("{key} 应当是{wanted}"),
        None => format!("{key} 有误（{said}）"),
    }
}
