//! `nigao terms`: the termbase as a table, as a file for other tools, and files of theirs as ours.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use crate::terms::load::to_toml;
use crate::terms::{Entry, Quote, Status as Standing, Termbase, tbx};

use super::config::Config;
use super::inputs::Input;
use super::report::json;
use super::terminal::{FAINT, STRONG, padded, printable, styled, text_columns};
use super::{Failure, Format, Status, TermsCommand, complain, show, source};

/// Does what `command` says about terms.
pub fn run(command: &TermsCommand) -> Status {
    match command {
        TermsCommand::List { output } => with_terms(|terms| match output.format {
            Format::Text => deliver(&table(&terms.entries), None),
            Format::Json => deliver(&json::line(&Whole { version: 1, terms: &terms.entries }), None),
        }),
        TermsCommand::Export { tbx: as_tbx, output } => with_terms(|terms| {
            let text = if *as_tbx { tbx::write(&terms.entries) } else { to_toml(&terms.entries) };
            deliver(&text, output.as_ref())
        }),
        TermsCommand::Import { path, output } => import(&Input::named(path), output.as_ref()),
    }
}

/// The terms as JSON; the entries have the keys of a file of terms.
#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    terms: &'a [Entry],
}

/// Does `job` with the terms that hold in the working directory.
fn with_terms(job: impl FnOnce(&Termbase) -> Status) -> Status {
    let mut config = Config::default();
    let terms = Arc::clone(&config.reference_for(&Input::Stdin).terms);
    let status = job(&terms);
    config.ending(status)
}

/// Prints the entries of a file of terms as TOML, and what is wrong with it.
fn import(input: &Input, output: Option<&PathBuf>) -> Status {
    let decoded = source::read(input).and_then(|source| source.decoded);
    let text = match decoded {
        Ok(decoded) => decoded.text,
        Err(failure) => {
            complain(format!("{input}：{failure}"));
            return Status::Failed;
        }
    };
    let name = input.to_string();
    let (alone, _) = Termbase::parse(&text, &name);
    // Beside the embedded terms, which the file may refer to.
    let (merged, problems) = Termbase::embedded().with_files(&[(&name, &text)]);
    for problem in &problems {
        complain(problem);
    }
    let of_file = |entry: &Entry| alone.entries.iter().any(|one| one.name == entry.name);
    let entries: Vec<Entry> = merged.entries.into_iter().filter(of_file).collect();
    let status = deliver(&to_toml(&entries), output);
    if problems.is_empty() { status } else { Status::Failed }
}

/// Writes `text` to the file that was asked for, or to standard output.
fn deliver(text: &str, output: Option<&PathBuf>) -> Status {
    let Some(path) = output else { return show(text) };
    match std::fs::write(path, text) {
        Ok(()) => Status::Clean,
        Err(error) => {
            complain(format!("{}：{}", path.display(), Failure::from(error)));
            Status::Failed
        }
    }
}

/// Columns for names; a longer one has a line of its own.
const NAME: usize = 36;

fn table(entries: &[Entry]) -> String {
    let heads = ["名称", "类别", "引号", "时效"];
    let rows: Vec<[String; 4]> = entries
        .iter()
        .map(|entry| [&entry.name, &entry.category, quoting(entry.quote), &validity(entry)].map(printable))
        .collect();
    let widths: [usize; 4] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| text_columns(&row[column]));
        let widest = cells.chain([text_columns(heads[column])]).max().unwrap_or_default();
        if column == 0 { widest.min(NAME) } else { widest }
    });
    let mut out = line(&heads.map(str::to_owned), &widths, "其他写法");
    for (entry, row) in entries.iter().zip(&rows) {
        out += &line(row, &widths, &others(entry));
    }
    let wrong: usize = entries.iter().map(|entry| entry.forbidden.len()).sum();
    let _ = writeln!(out, "\n共 {} 条，另有错误写法 {wrong} 种（--format json 列出）。", entries.len());
    out
}

fn line(row: &[String; 4], widths: &[usize; 4], last: &str) -> String {
    let [name, rest @ ..] = row;
    let mut out = styled(STRONG, &padded(name, widths[0]));
    if text_columns(name) > widths[0] {
        let _ = write!(out, "\n{:1$}", "", widths[0]);
    }
    for (cell, width) in rest.iter().zip(&widths[1..]) {
        let _ = write!(out, "  {}", padded(cell, *width));
    }
    if !last.is_empty() {
        let _ = write!(out, "  {}", styled(FAINT, last));
    }
    format!("{}\n", out.trim_end())
}

fn quoting(quote: Quote) -> &'static str {
    match quote {
        Quote::None => "",
        Quote::Required => "必加",
        Quote::WhenName => "作名称时加",
    }
}

/// From when to when a term is used.
fn validity(entry: &Entry) -> String {
    match (&entry.since, &entry.until) {
        (Some(since), Some(until)) => format!("{since} 至 {until}"),
        (Some(since), None) => format!("{since} 起"),
        (None, Some(until)) => format!("至 {until}"),
        (None, None) => String::new(),
    }
}

/// The other forms of a term, and the term that took its place.
fn others(entry: &Entry) -> String {
    let mut all: Vec<String> = entry
        .forms
        .iter()
        .map(|form| match form.status {
            Standing::Preferred | Standing::Admitted => form.text.clone(),
            Standing::Deprecated => format!("{}（不用）", form.text),
            Standing::Superseded => format!("{}（旧）", form.text),
        })
        .collect();
    all.extend(entry.superseded_by.iter().map(|newer| format!("已由{newer}取代")));
    printable(&all.join("；"))
}
