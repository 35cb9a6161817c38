//! Findings as SARIF 2.1.0, which code hosts and viewers of static analysis read.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::rules::{RULES, Rule};
use crate::text::{Places, Span};

use super::{FileReport, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What stands for itself in a path of a URI (RFC 3986, section 2.3), and the slash.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The findings of one file.
pub fn results(report: &FileReport) -> Vec<Value> {
    let file = File { uri: uri(&report.path), places: Places::new(&report.text) };
    report.findings.iter().map(|finding| file.result(finding)).collect()
}

/// The whole run; `sound` when everything could be read and every setting followed.
pub fn whole(results: Vec<Value>, sound: bool) -> String {
    let driver = json!({
        "name": "nigao",
        "fullName": "拟稿 nigao",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": RULES.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
    });
    json::line(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [{"executionSuccessful": sound}],
            "results": results,
        }],
    }))
}

fn described(rule: &Rule) -> Value {
    let text = |text: String| json!({ "text": text });
    json!({
        "id": rule.id,
        "shortDescription": text(rule.summary.to_owned()),
        "fullDescription": text(rule.why.to_owned()),
        "help": text(format!("{}。{}依据——{}", rule.summary, rule.why, rule.basis.text())),
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [rule.group()]},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

/// The address of a file: relative as it was given, so that whoever reads the report can find it below
/// his own copy of the folder.
fn uri(path: &str) -> String {
    let slashes = path.replace(std::path::MAIN_SEPARATOR, "/");
    let encoded = utf8_percent_encode(slashes.strip_prefix("./").unwrap_or(&slashes), PATH);
    match Path::new(path).is_absolute() {
        true => format!("file:///{}", encoded.to_string().trim_start_matches('/')),
        false => encoded.to_string(),
    }
}

/// A file that findings are about.
struct File<'a> {
    uri: String,
    places: Places<'a>,
}

impl File<'_> {
    fn result(&self, finding: &Finding) -> Value {
        let mut result = json!({
            "ruleId": finding.rule,
            "ruleIndex": RULES.iter().position(|rule| rule.id == finding.rule),
            "level": level(finding.severity),
            "message": {"text": finding.message},
            "locations": [self.location(finding.span)],
        });
        let related = finding.related.iter().enumerate().map(|(id, (span, word))| {
            let mut location = self.location(*span);
            location["id"] = json!(id);
            location["message"] = json!({ "text": word });
            location
        });
        let related: Vec<Value> = related.collect();
        // An empty list would say that there could have been some.
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        let fixes: Vec<Value> = finding.fixes.iter().map(|fix| self.fix(fix)).collect();
        if !fixes.is_empty() {
            result["fixes"] = fixes.into();
        }
        result
    }

    fn location(&self, span: Span) -> Value {
        let mut region = self.region(span);
        region["snippet"] = json!({"text": self.places.slice(span)});
        json!({"physicalLocation": {"artifactLocation": {"uri": self.uri}, "region": region}})
    }

    fn region(&self, span: Span) -> Value {
        let (start, end) = self.places.span(span);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacement = |edit: &Edit| json!({"deletedRegion": self.region(edit.span), "insertedContent": {"text": edit.text}});
        let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
        json!({
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": {"uri": self.uri}, "replacements": replacements}],
            "properties": {"safe": fix.safe},
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_addresses() {
        assert_eq!(uri("./文稿/a b.txt"), "%E6%96%87%E7%A8%BF/a%20b.txt");
        assert_eq!(uri("a:b#c?.txt"), "a%3Ab%23c%3F.txt");
        #[cfg(unix)]
        assert_eq!(uri("/tmp/稿.txt"), "file:///tmp/%E7%A8%BF.txt");
    }
}
