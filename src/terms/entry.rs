//! One entry of the termbase, as its files say it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Severity;

/// A term: its canonical form and everything that is known about how it is written and used.
///
/// Its texts are compared after folding half- and full-width signs, so either will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The canonical form, with the quotation marks that it needs. It is also the entry's key.
    pub name: String,
    /// 政治理论、区域战略、产业…
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Whether the quotation marks in its name and forms are needed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quote: Quote,
    /// Its words without quotation marks are no use of it when one of these follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless_before: Vec<String>,
    /// Nor when one of these stands before them: 十四五 in 二十四五岁.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless_after: Vec<String>,
    /// The parts of a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// True when the members come in this order only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ordered: bool,
    /// Other ways to write it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<Form>,
    /// Ways to write it that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<Forbidden>,
    /// Words that usually stand before it: for advice and completion, never an error by themselves.
    /// `…` stands for the term where words go on both sides: 深刻领悟…的决定性意义.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verbs: Vec<String>,
    /// Words that usually stand after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<String>,
    /// Names of the terms that it stands in one sequence with, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sequence: Vec<String>,
    /// First day, month or year of its use: `2021-11-11`, `2020-10`, `2018`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last day, month or year of its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Name of the term that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What a reader of the entry should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How often each published document has the canonical form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, u32>,
}

/// Whether a term stands in quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quote {
    /// Nothing is said about it.
    #[default]
    None,
    /// The quoted part of the name is always quoted.
    Required,
    /// Quoted as a name, not when the words are used as words.
    WhenName,
}

/// Another way to write a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// As it is written.
    pub text: String,
    /// How good it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Status,
    /// What it is to the canonical form.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: FormKind,
    /// First day, month or year of its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last day, month or year of its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How good a form is: the administrative status of ISO 30042.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// As good as the canonical form.
    Preferred,
    /// Allowed.
    #[default]
    Admitted,
    /// Not to be used.
    Deprecated,
    /// Right in its time, out of use now.
    Superseded,
}

/// What a form is to the canonical form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormKind {
    /// The whole of it.
    Full,
    /// A part that stands for it.
    Short,
    /// Other words for it.
    #[default]
    Variant,
    /// Letters or numbers that stand for it.
    Abbreviation,
}

/// A wrong way to write a term. Either `text` or `pattern` is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// The wrong form, literally.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The wrong form as a regular expression without look-around.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// What to write instead, best first; `$1` stands for a group of the pattern.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fix: Vec<String>,
    /// How grave it is.
    #[serde(default = "warning", skip_serializing_if = "is_warning")]
    pub severity: Severity,
    /// Which rule reports it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: ForbiddenKind,
    /// Right after all when one of these follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless_before: Vec<String>,
    /// Right after all when one of these stands before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless_after: Vec<String>,
    /// Why it is wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// In what a forbidden form is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForbiddenKind {
    /// Another wording.
    #[default]
    Variant,
    /// A wrong character.
    Misspelled,
    /// Two words that are easily taken for each other.
    Confusable,
    /// Members in the wrong order.
    Order,
    /// A verb that does not go with it.
    Collocation,
}

fn warning() -> Severity {
    Severity::Warning
}

fn is_warning(severity: &Severity) -> bool {
    *severity == warning()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
