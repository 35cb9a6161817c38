//! The report that people read: per file, per finding, the place in its line, and a summary.

use std::fmt::Write;

use anstyle::Style;

use crate::cli::terminal::{BLUE, FAINT, GREEN, RED, STRONG, YELLOW, padded, printable, styled};
use crate::finding::{Finding, Severity};
use crate::rules;
use crate::text::{Place, Places, Span};

use super::{FileReport, Summary, marked};

/// The findings of one file; nothing when there are none.
pub fn file(report: &FileReport, width: usize) -> String {
    let mut out = String::new();
    if report.fixed > 0 {
        let _ = writeln!(out, "{}：{}", printable(&report.path), fixed(report.fixed));
    }
    if report.findings.is_empty() {
        return out;
    }
    let places = Places::new(&report.text);
    let _ = writeln!(out, "{}", styled(STRONG, &printable(&report.path)));
    let position = |finding: &Finding| {
        let at = places.place(finding.span.start);
        format!("{}:{}", at.line, at.column)
    };
    let positions: Vec<String> = report.findings.iter().map(position).collect();
    let column = positions.iter().map(String::len).max().unwrap_or_default();
    for (finding, position) in report.findings.iter().zip(&positions) {
        let layout = Layout { places: &places, column, width };
        layout.finding(&mut out, finding, position);
        out.push('\n');
    }
    out
}

/// What the run comes to, on one line.
pub fn summary(summary: &Summary, fixing: bool) -> String {
    let mut text = format!("检查 {} 个文件", summary.files);
    if summary.failed > 0 {
        let _ = write!(text, "，另有 {} 处未能读取或写回", summary.failed);
    }
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .filter(|severity| summary.count(*severity) > 0)
        .map(|severity| {
            let count = format!("{} {} 处", severity.label(), summary.count(severity));
            styled(style(severity), &count)
        })
        .collect();
    if counts.is_empty() && summary.files > 0 {
        text.push_str(if fixing && summary.fixed > 0 {
            "，没有其余问题"
        } else {
            "，没有发现问题"
        });
    } else if !counts.is_empty() {
        let _ = write!(text, "，{} 个有问题：{}", summary.files_with_findings, counts.join("，"));
        if summary.hidden > 0 {
            let _ = write!(text, "（其中 {} 处未显示）", summary.hidden);
        }
    }
    if fixing && (summary.fixed > 0 || summary.failed == 0) {
        let _ = write!(text, "；{}", fixed(summary.fixed));
    } else if summary.fixable > 0 {
        let _ = write!(text, "；{} 处可用 --fix 自动修改", summary.fixable);
    }
    text + "\n"
}

/// How much was repaired.
pub fn fixed(count: usize) -> String {
    if count == 0 {
        "没有可自动修改之处".to_owned()
    } else {
        format!("已自动修改 {count} 个问题")
    }
}

/// Colour of a severity.
pub fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info | Severity::Hint => BLUE,
    }
}

/// Where things stand in the report of one file.
struct Layout<'a> {
    places: &'a Places<'a>,
    /// Columns of the widest position.
    column: usize,
    width: usize,
}

impl Layout<'_> {
    fn finding(&self, out: &mut String, finding: &Finding, position: &str) {
        let label = styled(style(finding.severity), finding.severity.label());
        let (rule, message) = (styled(FAINT, finding.rule), printable(&finding.message));
        let _ = writeln!(out, "  {}  {label}  {message}  {rule}", padded(position, self.column));
        self.snippet(out, finding.span, style(finding.severity));
        for (span, word) in &finding.related {
            let Place { line, column, .. } = self.places.place(span.start);
            self.note(out, &format!("参见：{line}:{column} {}", printable(word)));
        }
        // What is only worth a look is kept short.
        let grave = finding.severity <= Severity::Warning;
        if let Some(rule) = rules::find(finding.rule).filter(|_| grave) {
            self.note(out, &format!("依据：{}", rule.basis.text()));
        }
        for fix in &finding.fixes {
            let safe = if fix.safe { "（可自动修改）" } else { "" };
            let fix = styled(GREEN, &format!("修改：{}{safe}", printable(&fix.title)));
            self.note(out, &fix);
        }
    }

    fn snippet(&self, out: &mut String, span: Span, style: Style) {
        let (start, end) = (span.start, span.end);
        let line = self.places.line(start.line);
        if line.trim().is_empty() {
            return;
        }
        let from = start.byte.min(line.len());
        let whole = if start.line == end.line { end.byte.min(line.len()) } else { line.trim_end().len() };
        let indent = self.indent();
        let mark = from..whole.max(from);
        let width = self.width.saturating_sub(indent + 2);
        let [above, beneath] = marked(line, std::slice::from_ref(&mark), width);
        let bar = styled(FAINT, "│");
        let _ = writeln!(out, "{:indent$}{bar} {above}", "");
        let _ = write!(out, "{:indent$}{bar} {}", "", styled(style, &beneath));
        let last = if end.byte == 0 { end.line.saturating_sub(1) } else { end.line };
        if last > start.line {
            let _ = write!(out, "（至第 {} 行）", last + 1);
        }
        out.push('\n');
    }

    fn note(&self, out: &mut String, text: &str) {
        let _ = writeln!(out, "{:1$}{text}", "", self.indent());
    }

    /// Columns before everything that stands under a finding's first line.
    fn indent(&self) -> usize {
        self.column + 4
    }
}
