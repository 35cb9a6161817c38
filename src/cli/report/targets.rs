//! Targets as the user reads them, as scripts do, and as a spreadsheet does.

use serde::Serialize;
use serde_json::Number;

use crate::cli::terminal::{FAINT, STRONG, padded, printable, styled, text_columns};
use crate::document::Document;
use crate::features::targets::{self, Row};
use crate::target::Promises;
use crate::text::Places;

/// A text and what it promises.
pub struct FileTargets {
    /// The path as it was given.
    pub path: String,
    /// The text.
    pub text: String,
    /// The text, parsed.
    pub document: Document,
    /// What it promises.
    pub promises: Promises,
}

/// All files, as the contract has them.
#[derive(Serialize)]
struct Whole {
    files: Vec<File>,
}

#[derive(Serialize)]
struct File {
    path: String,
    targets: Vec<Row>,
}

/// The report that scripts read, on one line.
pub fn json(files: &[FileTargets]) -> String {
    let files = files.iter().map(|file| File { path: file.path.clone(), targets: rows(file) }).collect();
    super::json::line(&Whole { files })
}

/// The rows of a file; what only the tables show is made fit for a terminal.
fn rows(file: &FileTargets) -> Vec<Row> {
    let mut rows = targets::rows(&file.document, &file.promises, &Places::new(&file.text));
    for row in &mut rows {
        row.section = shortened(&printable(&row.section), 40);
        row.requirement = printable(&row.requirement);
    }
    rows
}

fn shortened(text: &str, columns: usize) -> String {
    if text_columns(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if text_columns(&short) + 3 > columns {
            break;
        }
        short.push(c);
    }
    short + "…"
}

/// Widest column of a table; what is longer is cut.
const WIDEST: usize = 44;

/// The table for people: one file by horizon and section, several side by side.
pub fn text(files: &[FileTargets]) -> String {
    match files {
        [] => String::new(),
        [file] => one(file),
        several => side_by_side(several),
    }
}

fn one(file: &FileTargets) -> String {
    let mut rows = rows(file);
    let mut out = format!("{}\n", styled(STRONG, &printable(&file.path)));
    if rows.is_empty() {
        return out + "没有读到目标\n";
    }
    // The nearest horizon first, those without one last; within it the order of the text.
    rows.sort_by_cached_key(|row| (year(row), heading(row)));
    let indicators = rows.iter().map(|row| text_columns(&name(row))).max().unwrap_or_default();
    let places = rows.iter().map(|row| row.line).max().unwrap_or_default().to_string().len();
    let (mut horizon, mut section) = (None, String::new());
    for row in &rows {
        if horizon.as_ref() != Some(&heading(row)) {
            out += &format!("\n{}\n", styled(STRONG, &heading(row)));
            horizon = Some(heading(row));
            section.clear();
        }
        if section != row.section {
            section.clone_from(&row.section);
            out += &format!("  {}\n", styled(FAINT, &section));
        }
        let line = styled(FAINT, &format!("{:>places$}", row.line));
        let name = padded(&name(row), indicators);
        out += &format!("    {line}  {name}  {}\n", row.requirement);
    }
    out + &format!("\n共 {} 项目标\n", rows.len())
}

fn year(row: &Row) -> u32 {
    row.horizon.as_ref().and_then(|horizon| horizon.to).unwrap_or(u32::MAX)
}

/// The horizon as a group is headed by: its years, and how the text says them.
fn heading(row: &Row) -> String {
    let Some(horizon) = &row.horizon else { return "未写期限".to_owned() };
    let text = printable(&horizon.text);
    match (horizon.from, horizon.to) {
        (Some(from), Some(to)) => format!("{from}—{to}年（{text}）"),
        (None, Some(to)) if text.contains(&to.to_string()) => text,
        (None, Some(to)) => format!("{to}年（{text}）"),
        _ => text,
    }
}

fn name(row: &Row) -> String {
    shortened(&printable(row.indicator.as_deref().unwrap_or("（未写指标）")), WIDEST)
}

/// One indicator with one horizon, in every file that has it.
struct Shared {
    year: u32,
    name: String,
    cells: Vec<Vec<Row>>,
}

/// The rows of several files, those of the same indicator and horizon put together.
fn shared(files: &[FileTargets]) -> Vec<Shared> {
    let mut all: Vec<Shared> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (column, file) in files.iter().enumerate() {
        for row in rows(file) {
            let name = name(&row);
            let key: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
            // A target that names no indicator is like no other.
            let key = (year(&row), if row.indicator.is_some() { key } else { all.len().to_string() });
            let index = *known.entry(key).or_insert_with(|| {
                let cells = files.iter().map(|_| Vec::new()).collect();
                all.push(Shared { year: year(&row), name, cells });
                all.len() - 1
            });
            all[index].cells[column].push(row);
        }
    }
    all.sort_by_key(|row| row.year);
    all
}

fn cell(rows: &[Row]) -> String {
    rows.iter().map(|row| row.requirement.as_str()).collect::<Vec<_>>().join("；")
}

fn side_by_side(files: &[FileTargets]) -> String {
    let rows = shared(files);
    let cells = |row: &Shared| -> Vec<String> {
        let values = row.cells.iter().map(|rows| shortened(&cell(rows), WIDEST));
        std::iter::once(row.name.clone()).chain(values).collect()
    };
    let paths = files.iter().map(|file| printable(&file.path));
    let head: Vec<String> = std::iter::once("指标".to_owned()).chain(paths).collect();
    let table: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let width = |column: usize| {
        let all = table.iter().chain([&head]).map(|row| text_columns(&row[column]));
        all.max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &[String]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| padded(cell, *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut out = format!("{}\n", styled(STRONG, &line(&head)));
    let mut last = None;
    for (row, cells) in rows.iter().zip(&table) {
        if last != Some(row.year) {
            let head =
                if row.year == u32::MAX { "未写期限".to_owned() } else { format!("{}年", row.year) };
            out += &format!("\n{}\n", styled(FAINT, &head));
            last = Some(row.year);
        }
        out += &format!("{}\n", line(cells));
    }
    let both = rows.iter().filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1).count();
    out + &format!("\n共 {} 项目标，{both} 项见于一份以上文稿\n", rows.len())
}

/// The table for spreadsheets: UTF-8 with a byte-order mark, or Excel takes it for GBK.
pub fn csv(files: &[FileTargets]) -> String {
    let table = if files.len() > 1 { wide(files) } else { files.first().map(long).unwrap_or_default() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for record in table {
        writer.write_record(record).expect("a record in memory is always written");
    }
    let bytes = writer.into_inner().expect("memory is always flushed");
    format!("\u{feff}{}", String::from_utf8(bytes).expect("strings are UTF-8"))
}

fn long(file: &FileTargets) -> Vec<Vec<String>> {
    let heads = [
        "行",
        "期限",
        "起始年",
        "截止年",
        "章节",
        "指标",
        "修饰",
        "动词",
        "界限",
        "数值",
        "单位",
        "换算值",
        "换算单位",
        "原文",
    ];
    let text = |value: Option<String>| value.unwrap_or_default();
    let mut table = vec![heads.map(str::to_owned).to_vec()];
    for row in rows(file) {
        let horizon = row.horizon.as_ref();
        let normalized = row.normalized.as_ref();
        table.push(vec![
            row.line.to_string(),
            text(horizon.map(|horizon| horizon.text.clone())),
            text(horizon.and_then(|horizon| horizon.from).map(|year| year.to_string())),
            text(horizon.and_then(|horizon| horizon.to).map(|year| year.to_string())),
            row.section.clone(),
            text(row.indicator.clone()),
            text(row.modifier.clone()),
            text(row.verb.clone()),
            row.bound.to_owned(),
            text(row.value.as_ref().map(Number::to_string)),
            text(row.unit.clone()),
            text(normalized.and_then(|normalized| normalized.value.as_ref()).map(Number::to_string)),
            text(normalized.and_then(|normalized| normalized.unit.clone())),
            row.quote.clone(),
        ]);
    }
    table.into_iter().map(|record| record.into_iter().map(inert).collect()).collect()
}

fn wide(files: &[FileTargets]) -> Vec<Vec<String>> {
    let mut head = vec!["截止年".to_owned(), "指标".to_owned()];
    for file in files {
        head.extend([file.path.clone(), format!("{}（行）", file.path)]);
    }
    let mut table = vec![head];
    for row in shared(files) {
        let year = if row.year == u32::MAX { String::new() } else { row.year.to_string() };
        let mut record = vec![year, row.name];
        for rows in &row.cells {
            let lines: Vec<String> = rows.iter().map(|row| row.line.to_string()).collect();
            record.extend([cell(rows), lines.join("；")]);
        }
        table.push(record);
    }
    table.into_iter().map(|record| record.into_iter().map(inert).collect()).collect()
}

/// A cell that a spreadsheet would take for a formula is marked as text.
fn inert(cell: String) -> String {
    if cell.starts_with(['=', '+', '@']) || cell.starts_with('-') && cell.parse::<f64>().is_err() {
        return format!("'{cell}");
    }
    cell
}
