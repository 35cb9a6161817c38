//! nigao.toml: what the user chose.

use std::collections::BTreeMap;

use crate::finding::Severity;

/// Everything that can be set. The default is what holds without a nigao.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the user chose for single rules, by rule id; `None` switches a rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Findings that somebody has looked at and accepted.
    pub ignore: Vec<Ignore>,
    /// Texts longer than this many bytes are left alone by the language server.
    pub max_file_size: usize,
}

/// An accepted finding: every finding of `rule` whose text is `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// Rule id.
    pub rule: String,
    /// The text that the finding marks; any when `None`.
    pub text: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rules: BTreeMap::new(), ignore: Vec::new(), max_file_size: 16 << 20 }
    }
}
