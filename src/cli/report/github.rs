//! Findings as commands of GitHub Actions, which shows them at their places in a change.

use std::fmt::Write;

use crate::finding::Severity;
use crate::text::Places;

use super::FileReport;

/// The findings of one file, one command each.
pub fn file(report: &FileReport) -> String {
    let places = Places::new(&report.text);
    let path = escaped(&report.path.replace(std::path::MAIN_SEPARATOR, "/"));
    let mut out = String::new();
    for finding in &report.findings {
        let (start, end) = places.span(finding.span);
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Hint => "notice",
        };
        let _ = write!(out, "::{command} file={path},line={},endLine={}", start.line, end.line);
        // Columns are refused for a place of several lines.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let _ = writeln!(out, ",title={}::{}", escaped(finding.rule), escaped_message(&finding.message));
    }
    out
}

/// Signs that end a command or a line of it are written as those who read commands expect.
fn escaped_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same for a property, which a colon or a comma ends as well.
fn escaped(text: &str) -> String {
    escaped_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::text::{Position, Span};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let across = Span { start: Position::new(0, 0), end: Position::new(1, 3) };
        let mut hint = Finding::new(across, "两行\n都是");
        (hint.rule, hint.severity) = ("a/b", Severity::Hint);
        let mut error = Finding::new(Span::on_line(0, 3..6), "占100%，如：a,b");
        error.rule = "a/b";
        let report = FileReport {
            path: "a:b,c%.txt".to_owned(),
            text: "一二\n三".to_owned(),
            findings: vec![hint, error],
            fixed: 0,
        };
        assert_eq!(
            file(&report),
            "::notice file=a%3Ab%2Cc%25.txt,line=1,endLine=2,title=a/b::两行%0A都是\n\
             ::error file=a%3Ab%2Cc%25.txt,line=1,endLine=1,col=2,endColumn=3,title=a/b::占100%25，如：a,b\n"
        );
    }
}
