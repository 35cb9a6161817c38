//! What a check says: a finding, its severity and its fixes.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Contrary to a standard or to the document itself.
    Error,
    /// Contrary to what is usual.
    Warning,
    /// Worth a look.
    Info,
    /// A suggestion.
    Hint,
}

impl Severity {
    /// All severities, gravest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Hint];

    /// Its name in the command line's contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Hint => "hint",
        }
    }

    /// Its name for the user.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
            Self::Hint => "建议",
        }
    }
}

/// One thing that is wrong at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the rule, `group/name`; filled in by the rule loop.
    pub rule: &'static str,
    /// Severity, the user's settings applied.
    pub severity: Severity,
    /// The smallest stretch that shows the fault.
    pub span: Span,
    /// What is wrong, what it should be, and on what ground: one line of Chinese.
    pub message: String,
    /// Ways to repair it, best first.
    pub fixes: Vec<Fix>,
    /// Other places that belong to it, each with a word about how.
    pub related: Vec<(Span, String)>,
}

impl Finding {
    /// A finding without fixes, as grave as its rule. The rule loop fills in the rule.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        let (rule, severity) = ("", Severity::Error);
        Self { rule, severity, span, message: message.into(), fixes: Vec::new(), related: Vec::new() }
    }

    /// The same finding, no graver than `severity`.
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.severity = self.severity.max(severity);
        self
    }

    /// The same finding with one more fix.
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// The same finding with one more related place.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// The same finding, `lines` lines further down.
    pub fn shifted(mut self, lines: usize) -> Self {
        self.span = self.span.shifted(lines);
        for fix in &mut self.fixes {
            fix.edits = std::mem::take(&mut fix.edits).shifted(lines);
        }
        for (span, _) in &mut self.related {
            *span = span.shifted(lines);
        }
        self
    }
}

/// One way to repair a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in Chinese.
    pub title: String,
    /// True when the meaning stays the same, so that it may be applied without asking.
    pub safe: bool,
    /// What it changes.
    pub edits: Edits,
}

impl Fix {
    /// A fix that leaves the meaning as it is.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safe: true, edits: edits.into() }
    }

    /// A fix that somebody has to agree to.
    pub fn offered(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safe: false, edits: edits.into() }
    }
}

/// The edits of a fix, in order of place, none overlapping. They are read as a slice.
///
/// Those of a renumbering are made when they are first asked for: each of many findings may have one edit
/// for every number below it, every change of the text makes all findings anew, and hardly any is asked.
#[derive(Clone, Default)]
pub struct Edits {
    made: OnceLock<Vec<Edit>>,
    make: Option<Make>,
}

type Make = Arc<dyn Fn() -> Vec<Edit> + Send + Sync>;

impl Edits {
    /// Edits that `make` makes when they are asked for.
    pub fn later(make: impl Fn() -> Vec<Edit> + Send + Sync + 'static) -> Self {
        Self { made: OnceLock::new(), make: Some(Arc::new(make)) }
    }

    /// The same edits, `lines` lines further down.
    fn shifted(self, lines: usize) -> Self {
        let mut edits = self.made.into_inner().or_else(|| Some((self.make?)())).unwrap_or_default();
        edits.iter_mut().for_each(|edit| edit.span = edit.span.shifted(lines));
        edits.into()
    }
}

impl From<Vec<Edit>> for Edits {
    fn from(edits: Vec<Edit>) -> Self {
        Self { made: edits.into(), make: None }
    }
}

impl Deref for Edits {
    type Target = [Edit];

    fn deref(&self) -> &[Edit] {
        self.made.get_or_init(|| self.make.as_ref().map_or_else(Vec::new, |make| make()))
    }
}

impl PartialEq for Edits {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Edits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A replacement of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// A replacement of `span` by `text`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}
