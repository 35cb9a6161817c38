//! `nigao targets`: what drafts promise, as a table, JSON or CSV.

use rayon::prelude::*;

use crate::document::{Document, Paragraph};
use crate::target::{self, Statements};
use crate::text::Text;

use super::config::Config;
use super::inputs::{self, Input};
use super::report::targets::{FileTargets, csv, json, text};
use super::{Failure, Status, TableFormat, TargetsArgs, complain, show, source};

/// Prints the targets of the drafts that `args` names.
pub fn run(args: &TargetsArgs) -> Status {
    let mut config = Config::default();
    let inputs = inputs::resolve(&args.paths, |path| config.excludes(path));
    for (path, failure) in &inputs.failures {
        complain(format!("{}：{failure}", path.display()));
    }
    for folder in &inputs.empty {
        let kinds = inputs::EXTENSIONS.map(|extension| format!("*.{extension}")).join("、");
        complain(format!("{}：其中没有可读的文件（{kinds}）", folder.display()));
    }
    let read: Vec<_> = inputs.files.par_iter().map(|input| (input, read(input))).collect();
    let mut files = Vec::new();
    let mut failed = !inputs.failures.is_empty() || config.is_faulty();
    for (input, read) in read {
        match read {
            Ok((file, remark)) => {
                remark.into_iter().for_each(complain);
                files.push(file);
            }
            Err(failure) => {
                complain(format!("{input}：{failure}"));
                failed = true;
            }
        }
    }
    let shown = match args.format {
        TableFormat::Text => text(&files),
        TableFormat::Json => json(&files),
        TableFormat::Csv => csv(&files),
    };
    let status = show(&shown);
    if failed { Status::Failed } else { status }
}

/// Reads one input, and what there is to say about its encoding.
fn read(input: &Input) -> Result<(FileTargets, Option<String>), Failure> {
    let decoded = source::read(input)?.decoded?;
    let text = Text::from(decoded.text.as_str());
    let lines: Vec<_> = text.lines().map(|line| std::sync::Arc::new(Paragraph::read(&line))).collect();
    let statements: Vec<Statements> = lines.iter().map(|line| target::read(line)).collect();
    let document = Document::parse(lines);
    let promises = target::resolve(&document, &statements);
    let remark = source::remark(input, decoded.format);
    Ok((FileTargets { path: input.to_string(), text: decoded.text, document, promises }, remark))
}
