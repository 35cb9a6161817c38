//! The report that scripts read. Its shape is part of the command line's contract.

use serde::Serialize;

use crate::finding::{Finding, Fix, Severity};
use crate::rules;
use crate::text::Places;

use super::{FileReport, Summary};

/// Version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole {
    version: u32,
    files: Vec<File>,
    summary: Counts,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    error: usize,
    warning: usize,
    info: usize,
    hint: usize,
}

/// One file with its findings.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    path: String,
    findings: Vec<Found>,
}

#[derive(Clone, Debug, Serialize)]
struct Found {
    rule: &'static str,
    severity: Severity,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    span: [usize; 2],
    text: String,
    message: String,
    basis: String,
    fixes: Vec<Repair>,
}

#[derive(Clone, Debug, Serialize)]
struct Repair {
    title: String,
    safe: bool,
    edits: Vec<Replacement>,
}

#[derive(Clone, Debug, Serialize)]
struct Replacement {
    span: [usize; 2],
    text: String,
}

/// One file with its findings.
pub fn file(report: &FileReport) -> File {
    let places = Places::new(&report.text);
    let findings = report.findings.iter().map(|finding| found(finding, &places)).collect();
    File { path: report.path.clone(), findings }
}

/// The whole run, on one line.
pub fn whole(files: Vec<File>, summary: &Summary) -> String {
    let count = |severity| summary.count(severity);
    let summary = Counts {
        files: summary.files,
        error: count(Severity::Error),
        warning: count(Severity::Warning),
        info: count(Severity::Info),
        hint: count(Severity::Hint),
    };
    line(&Whole { version: VERSION, files, summary })
}

/// `value` on one line.
pub fn line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("strings, numbers and lists are always JSON");
    text + "\n"
}

fn found(finding: &Finding, places: &Places) -> Found {
    let (start, end) = places.span(finding.span);
    Found {
        rule: finding.rule,
        severity: finding.severity,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        span: [start.offset, end.offset],
        text: places.slice(finding.span).to_owned(),
        message: finding.message.clone(),
        basis: rules::find(finding.rule).map_or_else(String::new, |rule| rule.basis.text()),
        fixes: finding.fixes.iter().map(|fix| repair(fix, places)).collect(),
    }
}

fn repair(fix: &Fix, places: &Places) -> Repair {
    let replacement = |edit: &crate::finding::Edit| {
        let (start, end) = places.span(edit.span);
        Replacement { span: [start.offset, end.offset], text: edit.text.clone() }
    };
    Repair { title: fix.title.clone(), safe: fix.safe, edits: fix.edits.iter().map(replacement).collect() }
}
