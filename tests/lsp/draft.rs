//! A client's own copy of a draft: a string, and columns counted by hand.

use nigao::document::{Outline, Section};
use nigao::text::{ColumnEncoding, Position, Span, Text};
use nigao::{Analysis, analyze};
use serde_json::{Value, json};

/// A draft as an editor holds it.
#[derive(Clone)]
pub struct Draft {
    pub text: String,
    pub columns: ColumnEncoding,
}

/// Name of an encoding in the protocol.
pub fn name(columns: ColumnEncoding) -> &'static str {
    match columns {
        ColumnEncoding::Utf8 => "utf-8",
        ColumnEncoding::Utf16 => "utf-16",
        ColumnEncoding::Utf32 => "utf-32",
    }
}

fn width(columns: ColumnEncoding, text: &str) -> usize {
    match columns {
        ColumnEncoding::Utf8 => text.len(),
        ColumnEncoding::Utf16 => text.encode_utf16().count(),
        ColumnEncoding::Utf32 => text.chars().count(),
    }
}

impl Draft {
    /// Line and column of a byte offset that is not within a line end.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..offset];
        let mut line = 0;
        let mut start = 0;
        for (at, byte) in before.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => self.text.as_bytes().get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                (line, start) = (line + 1, at + 1);
            }
        }
        (line, width(self.columns, &self.text[start..offset]))
    }

    /// The nearest offset before `offset` where an editor's cursor can stand.
    pub fn cursor(&self, mut offset: usize) -> usize {
        offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let within_line_end = self.text[..offset].ends_with('\r') && self.text[offset..].starts_with('\n');
        offset - usize::from(within_line_end)
    }

    /// Replaces bytes, and gives the change as the protocol has it.
    pub fn replace(&mut self, from: usize, to: usize, new: &str) -> Value {
        let (start, end) = (self.place(from), self.place(to));
        self.text.replace_range(from..to, new);
        json!({"range": super::client::range(start, end), "text": new})
    }

    /// The analysis of the text from scratch.
    pub fn analysis(&self) -> Analysis {
        analyze(&Text::from(self.text.as_str()), &std::sync::Arc::default(), None)
    }

    fn range(&self, lines: &[&str], span: Span) -> Value {
        let place = |at: Position| {
            let line = lines.get(at.line).copied();
            match line {
                Some(line) => (at.line, width(self.columns, &line[..at.byte.min(line.len())])),
                None => (lines.len() - 1, width(self.columns, lines[lines.len() - 1])),
            }
        };
        super::client::range(place(span.start), place(span.end))
    }

    /// The findings of a check from scratch as the server should send them: range, rule, message.
    pub fn findings(&self) -> Vec<Value> {
        let analysis = self.analysis();
        let lines: Vec<&str> = analysis.draft.document.lines.iter().map(|p| p.text.as_str()).collect();
        let finding = |found: &nigao::finding::Finding| {
            json!([self.range(&lines, found.span), found.rule, found.message])
        };
        analysis.findings.iter().map(finding).collect()
    }

    /// The outline of the text as the server should send it: selection, name, children.
    pub fn outline(&self) -> Vec<Value> {
        let analysis = self.analysis();
        let lines: Vec<&str> = analysis.draft.document.lines.iter().map(|p| p.text.as_str()).collect();
        let outline = &analysis.draft.document.outline;
        outline.roots.iter().map(|&root| self.section(&lines, outline, &outline.sections[root])).collect()
    }

    fn section(&self, lines: &[&str], outline: &Outline, section: &Section) -> Value {
        let children = section.children.iter();
        let children: Vec<Value> =
            children.map(|&child| self.section(lines, outline, &outline.sections[child])).collect();
        json!([self.range(lines, section.span), section.title, children])
    }
}

/// Diagnostics of the server in the form of [`Draft::findings`].
pub fn findings_of(diagnostics: &Value) -> Vec<Value> {
    let all = diagnostics.as_array().expect("diagnostics are a list").iter();
    all.map(|d| json!([d["range"], d["code"], d["message"]])).collect()
}

/// Symbols of the server in the form of [`Draft::outline`]; `titles` are what the names must end in.
pub fn same_outline(symbols: &Value, expected: &[Value]) -> bool {
    let none = Vec::new();
    let symbols = symbols.as_array().unwrap_or(&none);
    symbols.len() == expected.len()
        && symbols.iter().zip(expected).all(|(symbol, expected)| {
            let title = expected[1].as_str().unwrap_or_default();
            let children = expected[2].as_array().unwrap_or(&none);
            symbol["selectionRange"] == expected[0]
                && symbol["name"].as_str().unwrap_or_default().ends_with(title)
                && same_outline(&symbol["children"], children)
        })
}

/// Numbers that look random and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed * 2 + 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
