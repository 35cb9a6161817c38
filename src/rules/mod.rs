//! What is checked: one file per rule, one table of all.

pub mod numbering;
pub mod numbers;
pub mod punctuation;
pub mod references;
pub mod structure;
pub mod targets;
pub mod terms;

use crate::draft::{Draft, Line};
use crate::finding::{Finding, Severity};
use crate::reference::Reference;
use crate::settings::Settings;

/// What a rule rests on. Wording and severity of a rule never go beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A clause of a standard that says how it is to be.
    Standard(&'static str),
    /// A clause that says what is usual (可以, 一般, 通常, 宜).
    Recommendation(&'static str),
    /// 党政机关公文处理工作条例.
    Regulation(&'static str),
    /// What the published documents of the corpus do.
    Corpus(&'static str),
    /// Common practice, without a clause in force.
    Practice(&'static str),
}

impl Basis {
    /// The basis as the user reads it.
    pub fn text(&self) -> String {
        match self {
            Self::Standard(clause) => format!("标准：{clause}"),
            Self::Recommendation(clause) => format!("标准（一般）：{clause}"),
            Self::Regulation(clause) => format!("条例：{clause}"),
            Self::Corpus(what) => format!("语料：{what}"),
            Self::Practice(what) => format!("实务：{what}"),
        }
    }

    /// The gravest severity that a finding on this basis may have.
    pub fn highest_severity(&self) -> Severity {
        match self {
            Self::Recommendation(_) | Self::Practice(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// A text with the fault marked by `[[…]]`, and the text set right. Both are tests.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The faulty text; every `[[…]]` is one finding. Without any it is a trap: nothing is found.
    pub wrong: &'static str,
    /// The text after the first fix of every finding; the same text for a trap.
    pub right: &'static str,
}

/// How a rule looks at a text.
pub enum Check {
    /// At one line alone; findings stand on line 0 and are kept as long as the line stays.
    Line(fn(&Line, &Reference, &mut Vec<Finding>)),
    /// At the stored facts of the whole document.
    Document(fn(&Draft, &Reference, &mut Vec<Finding>)),
}

/// One thing that drafters get wrong.
pub struct Rule {
    /// `group/name`.
    pub id: &'static str,
    /// Severity unless the user chose another.
    pub severity: Severity,
    /// What should be, in one line.
    pub summary: &'static str,
    /// Why, in two or three sentences that a drafter accepts.
    pub why: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// Faults and traps.
    pub examples: &'static [Example],
    /// The check.
    pub check: Check,
}

impl Rule {
    /// Group of the rule: the part of its id before the slash.
    pub fn group(&self) -> &'static str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// Severity under `settings`; `None` when the rule is off.
    pub fn severity_under(&self, settings: &Settings) -> Option<Severity> {
        settings.rules.get(self.id).copied().unwrap_or(Some(self.severity))
    }
}

/// Every rule, grouped.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &numbering::sequence::RULE,
    &numbering::scope::RULE,
    &numbering::level_order::RULE,
    &numbering::marker_punctuation::RULE,
    &numbering::marker_form::RULE,
    &numbering::ordinal_comma::RULE,
    &numbering::inline_sequence::RULE,
    &numbering::declared_count::RULE,
    &numbering::duplicate_heading::RULE,
    &numbering::attachment::RULE,
    &structure::title::RULE,
    &structure::heading_punctuation::RULE,
    &structure::run_in_heading::RULE,
    &structure::adoption_note::RULE,
    &structure::meeting_mismatch::RULE,
    &structure::enacting_formula::RULE,
    &structure::issuer_mismatch::RULE,
    &structure::empty_section::RULE,
    &structure::single_child::RULE,
    &structure::web_residue::RULE,
    &structure::repeated_text::RULE,
    &structure::placeholder::RULE,
    &structure::ignore_comment::RULE,
    &numbers::year::RULE,
    &numbers::date::RULE,
    &numbers::approximate::RULE,
    &numbers::mixed_numeral::RULE,
    &numbers::range::RULE,
    &targets::missing_unit::RULE,
    &targets::bound_conflict::RULE,
    &targets::percentage_point::RULE,
    &targets::multiple::RULE,
    &targets::impossible_value::RULE,
    &targets::direction::RULE,
    &targets::conflicting_values::RULE,
    &targets::milestone_order::RULE,
    &targets::past_horizon::RULE,
    &targets::relative_horizon::RULE,
    &targets::missing_horizon::RULE,
    &targets::mixed_units::RULE,
    &targets::corpus_conflict::RULE,
    &targets::weak_phrasing::RULE,
    &terms::misspelled::RULE,
    &terms::variant::RULE,
    &terms::unquoted::RULE,
    &terms::quote_inconsistent::RULE,
    &terms::collocation::RULE,
    &terms::order::RULE,
    &terms::outdated::RULE,
    &terms::premature::RULE,
    &terms::form_inconsistent::RULE,
    &terms::confusable::RULE,
    &terms::foreign_string::RULE,
    &punctuation::width::RULE,
    &punctuation::quotes::RULE,
    &punctuation::pairs::RULE,
    &punctuation::quoted_list::RULE,
    &punctuation::enumeration_comma::RULE,
    &punctuation::ellipsis::RULE,
    &punctuation::dash::RULE,
    &punctuation::bracket_stop::RULE,
    &punctuation::repeated::RULE,
    &punctuation::paragraph_end::RULE,
    &punctuation::space::RULE,
    &punctuation::exclamation::RULE,
    &references::document_number::RULE,
    &references::citation_order::RULE,
    &references::attachment_name::RULE,
    &references::abbreviation::RULE,
    &references::future_event::RULE,
    &references::internal::RULE,
    &references::title_marks::RULE,
];

/// The ids of all rules.
pub fn ids() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.id).collect()
}

/// The rule with that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// `text` in quotation marks; those inside it become single ones, those around it stay.
fn cite(text: &str) -> String {
    let inner = text.strip_prefix('“').and_then(|text| text.strip_suffix('”'));
    match inner.filter(|inner| !inner.contains(['“', '”'])) {
        Some(_) => text.to_owned(),
        None => format!("“{}”", text.replace('“', "‘").replace('”', "’")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_not_doubled() {
        assert_eq!(cite("“两个维护”"), "“两个维护”");
        assert_eq!(cite("“两新”组织"), "“‘两新’组织”");
        assert_eq!(cite("“四个意识”“四个自信”"), "“‘四个意识’‘四个自信’”");
    }
}
