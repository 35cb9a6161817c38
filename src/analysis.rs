//! The only way in: a text, analysed — from scratch or from the analysis before an edit.

use std::sync::Arc;

use crate::document::Document;
use crate::draft::{Draft, Line};
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::rules::{Check, RULES};
use crate::settings::{Ignore, Settings, ignored};
use crate::text::{Position, Text, is_blank};

/// A text, parsed and checked.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The text, read.
    pub draft: Draft,
    /// What was found, in order of place.
    pub findings: Vec<Finding>,
    /// Findings of each paragraph by itself, on line 0.
    by_paragraph: Vec<Arc<[Finding]>>,
    text: Text,
    reference: Arc<Reference>,
}

/// Analyses `text`. With the analysis of an earlier state of it, only changed paragraphs are read
/// again; the result is the same either way.
pub fn analyze(text: &Text, reference: &Arc<Reference>, previous: Option<&Analysis>) -> Analysis {
    let previous = previous.filter(|previous| Arc::ptr_eq(&previous.reference, reference));
    let (lines, by_paragraph) = read_lines(text, reference, previous);
    let draft = Draft::of(lines);
    let document = &draft.document;
    let mut findings = Vec::new();
    let proofread = |line: usize| document.front.roles[line].is_proofread();
    for (line, found) in by_paragraph.iter().enumerate().filter(|(line, _)| proofread(*line)) {
        findings.extend(found.iter().cloned().map(|finding| finding.shifted(line)));
    }
    for rule in RULES {
        let Check::Document(check) = rule.check else { continue };
        let Some(severity) = rule.severity_under(&reference.settings) else { continue };
        let from = findings.len();
        check(&draft, reference, &mut findings);
        for finding in &mut findings[from..] {
            (finding.rule, finding.severity) = (rule.id, finding.severity.max(severity));
        }
    }
    findings.retain(|finding| !is_accepted(finding, document, &reference.settings.ignore));
    findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    Analysis { draft, findings, by_paragraph, text: text.clone(), reference: Arc::clone(reference) }
}

type Read = (Vec<Arc<Line>>, Vec<Arc<[Finding]>>);

/// Reads the lines; those that stand unchanged at the start and at the end are taken over.
fn read_lines(text: &Text, reference: &Reference, previous: Option<&Analysis>) -> Read {
    let count = text.line_count();
    let old = previous.map_or(&[][..], |previous| &previous.draft.lines);
    let (head, tail) = previous.map_or((0, 0), |previous| text.shared_lines(&previous.text));
    let rules = line_rules(&reference.settings);
    let mut lines = Vec::with_capacity(count);
    let mut findings = Vec::with_capacity(count);
    let found = previous.map_or(&[][..], |previous| &previous.by_paragraph);
    lines.extend_from_slice(&old[..head]);
    findings.extend_from_slice(&found[..head]);
    let changed: Vec<_> = text.lines_from(head).take(count - tail - head).collect();
    for some in changed.chunks(TOGETHER) {
        let some = Line::read(some, reference);
        findings.extend(check_lines(&some, &rules, reference));
        lines.extend(some.into_iter().map(Arc::new));
    }
    lines.extend_from_slice(&old[old.len() - tail..]);
    findings.extend_from_slice(&found[old.len() - tail..]);
    (lines, findings)
}

/// Lines that are read together: enough to read them with code that is at hand, few enough to stay there.
const TOGETHER: usize = 32;

/// A rule for single lines that the settings leave on.
struct LineRule {
    id: &'static str,
    check: fn(&Line, &Reference, &mut Vec<Finding>),
    severity: Severity,
}

fn line_rules(settings: &Settings) -> Vec<LineRule> {
    let of_lines = RULES.iter().filter_map(|rule| match rule.check {
        Check::Line(check) => Some(LineRule { id: rule.id, check, severity: rule.severity_under(settings)? }),
        Check::Document(_) => None,
    });
    of_lines.collect()
}

/// The findings of each line. As with the readers, all lines go through one rule before the next.
fn check_lines(lines: &[Line], rules: &[LineRule], reference: &Reference) -> Vec<Arc<[Finding]>> {
    let mut all = vec![Vec::new(); lines.len()];
    for rule in rules {
        for (line, findings) in lines.iter().zip(&mut all) {
            let from = findings.len();
            (rule.check)(line, reference, findings);
            for finding in &mut findings[from..] {
                (finding.rule, finding.severity) = (rule.id, finding.severity.max(rule.severity));
            }
        }
    }
    let none: Arc<[Finding]> = Arc::default();
    let shared = |found: Vec<Finding>| if found.is_empty() { Arc::clone(&none) } else { found.into() };
    all.into_iter().map(shared).collect()
}

/// True when the user has accepted the finding: in the settings, or by a comment over its paragraph.
fn is_accepted(finding: &Finding, document: &Document, ignore: &[Ignore]) -> bool {
    let in_settings = ignore.iter().any(|accepted| {
        accepted.rule == finding.rule
            && accepted.text.as_ref().is_none_or(|text| *text == marked_text(document, finding))
    });
    in_settings || commented(document, finding)
}

/// `<!-- nigao-ignore RULE -->` covers the next paragraph.
fn commented(document: &Document, finding: &Finding) -> bool {
    let above = document.lines[..finding.span.start.line.min(document.lines.len())].iter().rev();
    let above = above.map(|p| p.text.trim_matches(is_blank)).filter(|line| !line.is_empty());
    let mut comments = above.take_while(|line| line.starts_with("<!--") && line.ends_with("-->"));
    comments.any(|line| {
        let named = ignored(line);
        named.is_some_and(|named| named.is_empty() || named.into_iter().any(|at| line[at] == *finding.rule))
    })
}

/// The text that a finding marks.
pub fn marked_text(document: &Document, finding: &Finding) -> String {
    let (start, end) = (finding.span.start, finding.span.end);
    let line = |line: usize| document.lines.get(line).map_or("", |p| p.text.as_str());
    let cut = |at: Position| at.byte.min(line(at.line).len());
    if start.line == end.line {
        return line(start.line)[cut(start)..cut(end).max(cut(start))].to_owned();
    }
    let mut text = line(start.line)[cut(start)..].to_owned();
    for between in start.line + 1..=end.line {
        if between == end.line && end.byte == 0 {
            break;
        }
        text.push('\n');
        text.push_str(if between == end.line { &line(between)[..cut(end)] } else { line(between) });
    }
    text
}
