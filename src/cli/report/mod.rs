//! Findings as the user reads them, and as scripts do.

pub mod diff;
pub mod github;
pub mod json;
pub mod sarif;
mod snippet;
pub mod targets;
pub mod text;

pub use snippet::marked;

use crate::finding::{Finding, Severity};

/// A checked text.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The path as it was given.
    pub path: String,
    /// The text that the findings are about.
    pub text: String,
    /// What was found, in order of place.
    pub findings: Vec<Finding>,
    /// Findings that were repaired before.
    pub fixed: usize,
}

/// What a run comes to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files that were checked.
    pub files: usize,
    /// Files that could not be read or written.
    pub failed: usize,
    /// Files with at least one finding.
    pub files_with_findings: usize,
    /// Findings that were repaired.
    pub fixed: usize,
    /// Findings that are not shown, since graver ones were asked for.
    pub hidden: usize,
    /// Findings that can be repaired without asking.
    pub fixable: usize,
    counts: [usize; Severity::ALL.len()],
}

impl Summary {
    /// Counts one more file.
    pub fn add(&mut self, report: &FileReport) {
        self.files += 1;
        self.files_with_findings += usize::from(!report.findings.is_empty());
        self.fixed += report.fixed;
        for finding in &report.findings {
            self.counts[finding.severity as usize] += 1;
            self.fixable += usize::from(finding.fixes.iter().any(|fix| fix.safe));
        }
    }

    /// True when there is an error or a warning.
    pub fn has_faults(&self) -> bool {
        self.count(Severity::Error) + self.count(Severity::Warning) > 0
    }

    /// Findings of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }
}
