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
    /// What one file comes to.
    pub fn of(report: &FileReport) -> Self {
        let findings = &report.findings;
        let fixable = |finding: &&Finding| finding.fixes.iter().any(|fix| fix.safe);
        Self {
            files: 1,
            files_with_findings: usize::from(!findings.is_empty()),
            fixed: report.fixed,
            fixable: findings.iter().filter(fixable).count(),
            counts: Severity::ALL
                .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count()),
            ..Self::default()
        }
    }

    /// Counts what `other` comes to as well.
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.failed += other.failed;
        self.files_with_findings += other.files_with_findings;
        self.fixed += other.fixed;
        self.hidden += other.hidden;
        self.fixable += other.fixable;
        self.counts.iter_mut().zip(other.counts).for_each(|(count, more)| *count += more);
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
