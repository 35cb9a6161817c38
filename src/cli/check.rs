//! `nigao check`: read, analyse, fix where asked, report.

use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;

use crate::analysis::{Analysis, analyze};
use crate::finding::Severity;
use crate::reference::Reference;
use crate::text::Text;
use crate::text::decode::{Decoded, Encoding};

use super::config::Config;
use super::inputs::{self, Input};
use super::progress::Progress;
use super::report::{self, FileReport, Summary};
use super::terminal::Output;
use super::{CheckArgs, CheckFormat, Failure, Status, complain, fix, said, source};

/// Files that are checked together before their reports go out; bounds what is held in memory.
const BATCH: usize = 64;

/// Checks what `args` names.
pub fn run(args: &CheckArgs) -> Status {
    let wanted = args.rules.iter().flat_map(|rules| &rules.0).copied().collect();
    let mut config = Config::of_rules(wanted);
    let inputs = inputs::resolve(&args.paths, |path| config.excludes(path));
    for (path, failure) in &inputs.failures {
        complain(format!("{}：{failure}", path.display()));
    }
    for folder in &inputs.empty {
        let kinds = inputs::EXTENSIONS.map(|extension| format!("*.{extension}")).join("、");
        complain(format!("{}：其中没有可检查的文件（{kinds}）", folder.display()));
    }
    // A fixed text on standard output leaves standard error for the report.
    let output = Output::new(args.fix && inputs.files.contains(&Input::Stdin));
    let form = Form { format: args.format, severity: args.severity, diff: args.diff, width: output.width() };
    let mut run = Run { args, output, summary: Summary::default(), json: Vec::new(), sarif: Vec::new() };
    run.summary.failed = inputs.failures.len();
    let mut sound = true;
    let progress = Progress::new(inputs.files.len());
    for batch in inputs.files.chunks(BATCH) {
        let work: Vec<_> = batch.iter().map(|input| (input, config.reference_for(input))).collect();
        let done = check_all(&work, Mode::of(args), form, &progress);
        progress.clear();
        for (input, checked) in batch.iter().zip(done) {
            sound &= run.report(input, checked);
        }
        if run.output.is_closed() && !args.fix {
            break;
        }
    }
    sound &= !config.is_faulty() && run.summary.failed == 0;
    sound &= run.finish(sound);
    match run.summary.has_faults() {
        _ if !sound => Status::Failed,
        true => Status::Found,
        false => Status::Clean,
    }
}

/// What is done about what can be fixed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing.
    Report,
    /// It is shown.
    Diff,
    /// It is written.
    Fix,
}

impl Mode {
    fn of(args: &CheckArgs) -> Self {
        match (args.fix, args.diff) {
            (true, _) => Self::Fix,
            (_, true) => Self::Diff,
            _ => Self::Report,
        }
    }
}

/// How findings are reported.
#[derive(Clone, Copy)]
struct Form {
    format: CheckFormat,
    /// The least grave that are shown; `None` shows all.
    severity: Option<Severity>,
    /// Instead of findings, what fixing would change.
    diff: bool,
    /// Columns of a line for people.
    width: usize,
}

/// What one file comes to, and its part of the report.
struct Reported {
    summary: Summary,
    part: Part,
}

enum Part {
    Text(String),
    Json(report::json::File),
    Sarif(Vec<Value>),
}

impl Form {
    /// Puts the findings of a file into this form.
    fn report(self, mut report: FileReport) -> Reported {
        let mut summary = Summary::of(&report);
        if let Some(least) = self.severity {
            let all = report.findings.len();
            report.findings.retain(|finding| finding.severity <= least);
            summary.hidden = all - report.findings.len();
        }
        let part = match self.format {
            _ if self.diff => Part::Text(String::new()),
            CheckFormat::Text => Part::Text(report::text::file(&report, self.width)),
            CheckFormat::Github => Part::Text(report::github::file(&report)),
            CheckFormat::Json => Part::Json(report::json::file(&report)),
            CheckFormat::Sarif => Part::Sarif(report::sarif::results(&report)),
        };
        Reported { summary, part }
    }
}

/// Checks the files, several at a time, and gives the results in their order.
fn check_all(work: &[(&Input, Arc<Reference>)], mode: Mode, form: Form, progress: &Progress) -> Vec<Checked> {
    let one = |(input, reference): &(&Input, Arc<Reference>)| {
        let checked = check_one(input, reference, mode, form);
        progress.step();
        checked
    };
    match work {
        [single] => vec![one(single)],
        several => several.par_iter().map(one).collect(),
    }
}

/// What came of one input.
#[derive(Default)]
struct Checked {
    /// What it comes to; `None` when it could not be read.
    reported: Option<Reported>,
    /// Remarks for standard error.
    remarks: Vec<String>,
    /// What went wrong in reading or writing.
    failure: Option<Failure>,
    /// What fixing would change.
    diff: Option<String>,
    /// The text for standard output, when standard input was to be fixed.
    passed_on: Option<Vec<u8>>,
}

fn check_one(input: &Input, reference: &Arc<Reference>, mode: Mode, form: Form) -> Checked {
    let mut checked = Checked::default();
    let source = match source::read(input) {
        Ok(source) => source,
        Err(failure) => return Checked { failure: Some(failure), ..checked },
    };
    let filter = mode == Mode::Fix && *input == Input::Stdin;
    let decoded = match source.decoded {
        Ok(decoded) => decoded,
        Err(failure) => {
            // Who filters a text through nigao gets it back, fixed or not.
            let passed_on = filter.then_some(source.bytes);
            return Checked { failure: Some(failure), passed_on, ..checked };
        }
    };
    checked.remarks.extend(source::remark(input, decoded.format));
    let mut analysis = analyze(&Text::from(decoded.text.as_str()), reference, None);
    let mut fixed_text = None;
    let mut fixed_count = 0;
    if mode == Mode::Diff {
        match fix::fixed(&source.bytes, &decoded, reference) {
            Ok(fixed) => checked.diff = fixed.map(|(fixed, _)| difference(input, &decoded, &fixed)),
            Err(failure) => checked.failure = Some(failure),
        }
    } else if mode == Mode::Fix {
        match fix_one(input, &source.bytes, &decoded, reference) {
            Ok(Some((fixed, bytes))) => {
                let before = analysis.findings.len();
                analysis = analyze(&fixed, reference, None);
                fixed_count = before.saturating_sub(analysis.findings.len()).max(1);
                fixed_text = Some(fixed.to_string());
                checked.passed_on = filter.then_some(bytes);
            }
            Ok(None) => checked.passed_on = filter.then_some(source.bytes),
            Err(failure) => {
                checked.failure = Some(failure);
                checked.passed_on = filter.then_some(source.bytes);
            }
        }
    }
    let Analysis { findings, .. } = analysis;
    let text = fixed_text.unwrap_or(decoded.text);
    let report = FileReport { path: input.to_string(), text, findings, fixed: fixed_count };
    // Here, and not where all reports come together: texts and findings are many times as large.
    checked.reported = Some(form.report(report));
    checked
}

/// What leads from the decoded text to the fixed one. The byte-order mark of a text in UTF-8 belongs to it,
/// as it does for the program that applies a diff.
fn difference(input: &Input, decoded: &Decoded, fixed: &Text) -> String {
    let marked = decoded.format.bom && decoded.format.encoding == Encoding::Utf8;
    let mark = if marked { "\u{feff}" } else { "" };
    report::diff::unified(&input.to_string(), &format!("{mark}{}", decoded.text), &format!("{mark}{fixed}"))
}

/// Fixes one input; a file is written back.
fn fix_one(
    input: &Input,
    bytes: &[u8],
    decoded: &Decoded,
    reference: &Arc<Reference>,
) -> Result<Option<(Text, Vec<u8>)>, Failure> {
    let Some((text, fixed)) = fix::fixed(bytes, decoded, reference)? else { return Ok(None) };
    if let Input::File(path) = input {
        fix::write_back(path, bytes, &fixed)?;
    }
    Ok(Some((text, fixed)))
}

/// A run that is under way.
struct Run<'a> {
    args: &'a CheckArgs,
    output: Output,
    summary: Summary,
    json: Vec<report::json::File>,
    sarif: Vec<Value>,
}

impl Run<'_> {
    /// Reports one input; false when the report did not go out.
    fn report(&mut self, input: &Input, checked: Checked) -> bool {
        for remark in &checked.remarks {
            complain(remark);
        }
        let mut sound = true;
        if let Some(failure) = &checked.failure {
            complain(format!("{input}：{failure}"));
            self.summary.failed += 1;
        }
        if let Some(bytes) = &checked.passed_on {
            sound &= said(self.output.write_bytes(bytes));
        }
        if let Some(diff) = &checked.diff {
            sound &= said(match self.output.is_watched() {
                true => self.output.write(&report::diff::painted(diff)),
                false => self.output.write_bytes(diff.as_bytes()),
            });
        }
        match checked.reported {
            Some(reported) => sound & self.take(reported),
            None => sound,
        }
    }

    fn take(&mut self, reported: Reported) -> bool {
        self.summary.add(&reported.summary);
        match reported.part {
            Part::Text(text) => return said(self.output.write(&text)),
            Part::Json(file) => self.json.push(file),
            Part::Sarif(results) => self.sarif.extend(results),
        }
        true
    }

    /// Reports the whole; `sound` when everything could be read and every setting followed.
    fn finish(&mut self, sound: bool) -> bool {
        let summary = report::text::summary(&self.summary, self.args.fix);
        if self.args.diff {
            return said(Output::new(true).write(&summary));
        }
        let fixing = self.args.fix && (self.summary.fixed > 0 || self.summary.failed == 0);
        if fixing && matches!(self.args.format, CheckFormat::Json | CheckFormat::Sarif) {
            complain(report::text::fixed(self.summary.fixed));
        }
        let text = match self.args.format {
            CheckFormat::Text | CheckFormat::Github => summary,
            CheckFormat::Json => report::json::whole(std::mem::take(&mut self.json), &self.summary),
            CheckFormat::Sarif => report::sarif::whole(std::mem::take(&mut self.sarif), sound),
        };
        said(self.output.write(&text))
    }
}
