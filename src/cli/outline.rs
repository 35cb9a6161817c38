//! `nigao outline`: the tree of one draft.

use std::fmt::Write;

use serde::Serialize;

use crate::document::{Document, Paragraph};
use crate::text::{Places, Text};

use super::inputs::Input;
use super::report::json;
use super::terminal::{FAINT, Output, STRONG, padded, printable, styled};
use super::{Failure, Format, OutlineArgs, Status, complain, source};

/// Prints the outline of the draft that `args` names.
pub fn run(args: &OutlineArgs) -> Status {
    let input = Input::named(&args.path);
    match outline(&input, args.output.format) {
        Ok(()) => Status::Clean,
        Err(failure) => {
            complain(format!("{input}：{failure}"));
            Status::Failed
        }
    }
}

fn outline(input: &Input, format: Format) -> Result<(), Failure> {
    let decoded = source::read(input)?.decoded?;
    if let Some(remark) = source::remark(input, decoded.format) {
        complain(remark);
    }
    let text = Text::from(decoded.text.as_str());
    let document = Document::parse(text.lines().map(|line| Paragraph::read(&line).into()).collect());
    let whole = Whole::of(&document, &decoded.text, input.to_string());
    let shown = match format {
        Format::Text => whole.text(),
        Format::Json => json::line(&whole),
    };
    Ok(Output::new(false).write(&shown)?)
}

/// The outline as the contract has it.
#[derive(Serialize)]
struct Whole {
    path: String,
    title: Option<String>,
    adoption: Option<Adoption>,
    sections: Vec<Node>,
}

#[derive(Serialize)]
struct Adoption {
    text: String,
    date: Option<String>,
}

#[derive(Serialize)]
struct Node {
    kind: &'static str,
    level: usize,
    marker: Option<String>,
    number: Option<u32>,
    title: String,
    line: usize,
    span: [usize; 2],
    children: Vec<Node>,
}

impl Whole {
    fn of(document: &Document, text: &str, path: String) -> Self {
        let places = Places::new(text);
        let adoption = document.front.adoption.as_ref();
        Self {
            path,
            title: document.front.title.as_ref().map(|title| title.text.clone()),
            adoption: adoption.map(|note| Adoption { text: note.text.clone(), date: note.iso_date() }),
            sections: nodes(document, &places, &document.outline.roots),
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        match &self.title {
            Some(title) => out.push_str(&styled(STRONG, &printable(title))),
            None => out.push_str("（没有标题）"),
        }
        out.push('\n');
        if let Some(adoption) = &self.adoption {
            let _ = writeln!(out, "{}", printable(&adoption.text));
        }
        out.push('\n');
        if self.sections.is_empty() {
            out.push_str("（没有层次序号或小标题）\n");
        }
        let last = self.sections.iter().map(last_line).max().unwrap_or_default();
        for section in &self.sections {
            section.text(&mut out, 0, last.to_string().len());
        }
        out
    }
}

impl Node {
    fn text(&self, out: &mut String, depth: usize, column: usize) {
        let line = self.line.to_string();
        let line = styled(FAINT, &format!("{:1$}{line}", "", column.saturating_sub(line.len())));
        let marker = self.marker.as_deref().unwrap_or_default();
        // 1. and 第一条 stand apart from the heading, 一、 and （一） do not.
        let apart = if marker.is_empty() || marker.ends_with(['、', '）', ')', '—']) { "" } else { " " };
        let indent = padded("", depth * 4);
        let (marker, title) = (printable(marker), printable(&self.title));
        let _ = writeln!(out, "{line}  {indent}{marker}{apart}{title}");
        for child in &self.children {
            child.text(out, depth + 1, column);
        }
    }
}

fn last_line(node: &Node) -> usize {
    node.children.iter().map(last_line).max().unwrap_or_default().max(node.line)
}

fn nodes(document: &Document, places: &Places, indices: &[usize]) -> Vec<Node> {
    let node = |&index: &usize| {
        let section = &document.outline.sections[index];
        let (start, end) = places.span(section.span);
        Node {
            kind: section.kind.name(),
            level: section.level,
            marker: section.marker.clone(),
            number: section.number,
            title: section.title.clone(),
            line: start.line,
            span: [start.offset, end.offset],
            children: nodes(document, places, &section.children),
        }
    };
    indices.iter().map(node).collect()
}
