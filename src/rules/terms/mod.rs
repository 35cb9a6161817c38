//! 提法: terms as the termbase and the published documents have them.

pub mod collocation;
pub mod confusable;
pub mod foreign_string;
pub mod form_inconsistent;
pub mod misspelled;
pub mod order;
pub mod outdated;
pub mod premature;
pub mod quote_inconsistent;
pub mod unquoted;
pub mod variant;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use crate::draft::{Draft, Line};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::reference::Reference;
use crate::rules::cite;
use crate::terms::{Entry, ForbiddenKind, Use, Wrong};
use crate::text::Span;
use crate::text::fold::fold;

/// Reports the forbidden forms of one kind that a line has.
fn report(line: &Line, reference: &Reference, kind: ForbiddenKind, findings: &mut Vec<Finding>) {
    let entries = &reference.terms.entries;
    let of_kind = line.terms.wrong.iter().filter(|wrong| wrong.of(entries).kind == kind);
    findings.extend(of_kind.map(|wrong| finding(line, wrong, &entries[wrong.entry])));
}

/// A forbidden form as a finding; its fix is safe where there is only one, and no doubt about it.
fn finding(line: &Line, wrong: &Wrong, entry: &Entry) -> Finding {
    let text = &line.paragraph.text;
    let written = &text[wrong.range.clone()];
    let forbidden = &entry.forbidden[wrong.forbidden];
    let should_be = wrong.fixes.iter().map(|fix| cite(fix)).collect::<Vec<_>>().join("或");
    let ground = match () {
        () if wrong.fixes.first().is_some_and(|fix| is_name(fix, entry)) => ground(entry),
        () if forbidden.note.is_empty() => String::new(),
        () => format!("（{}）", forbidden.note),
    };
    let message = match wrong.fixes.is_empty() {
        true => format!("“{written}”不是规范的写法{ground}。"),
        // Where only the marks around it are missing, both would look the same when cited.
        false if cite(written) == should_be => format!("{should_be}应当加引号{ground}。"),
        false => format!("{}应为{should_be}{ground}。", cite(written)),
    };
    let span = Span::on_line(0, wrong.range.clone());
    let mut finding = Finding::new(span, message).at_most(forbidden.severity);
    for fix in &wrong.fixes {
        let edit = replacement(text, wrong, fix);
        let title = format!("改为{}", cite(fix));
        let doubtful = matches!(forbidden.severity, Severity::Info | Severity::Hint);
        let safe = wrong.fixes.len() == 1 && !doubtful;
        finding.fixes.push(Fix { title, safe, edits: vec![edit].into() });
    }
    finding
}

/// The uses of terms in a draft with the indices of their lines, outside titles, web residue and code.
fn uses(draft: &Draft) -> impl Iterator<Item = (usize, &Use)> {
    let lines = draft.lines.iter().zip(&draft.document.front.roles).enumerate();
    lines
        .filter(|(_, (_, role))| role.is_proofread())
        .flat_map(|(at, (line, _))| line.terms.uses.iter().map(move |used| (at, used)))
        .filter(|(_, used)| !used.titled)
}

/// The uses that `choose` chooses, those of each entry together.
fn by_entry(draft: &Draft, choose: impl Fn(&Use) -> bool) -> Vec<Vec<(usize, &Use)>> {
    let mut found: BTreeMap<usize, Vec<(usize, &Use)>> = BTreeMap::new();
    for (line, used) in uses(draft).filter(|(_, used)| choose(used)) {
        found.entry(used.entry).or_default().push((line, used));
    }
    found.into_values().collect()
}

/// The edit that writes `fix`: where both have quotation marks, those of the text go.
fn replacement(text: &str, wrong: &Wrong, fix: &str) -> Edit {
    let mut range = wrong.range.clone();
    let quoted = text[..range.start].ends_with('“') && text[range.end..].starts_with('”');
    if quoted && fix.starts_with('“') && fix.ends_with('”') {
        range = range.start - '“'.len_utf8()..range.end + '”'.len_utf8();
    }
    Edit::new(Span::on_line(0, range), fix)
}

/// True when `text` is the name of the entry, quotation marks and widths aside.
fn is_name(text: &str, entry: &Entry) -> bool {
    bare(text) == bare(&entry.name)
}

/// `text` folded and without quotation marks.
fn bare(text: &str) -> String {
    fold(text).replace('"', "")
}

/// “，语料 30 处如此”, when the published documents have the name.
fn ground(entry: &Entry) -> String {
    match entry.evidence.values().sum::<u32>() {
        0 => String::new(),
        count => format!("，语料 {count} 处如此"),
    }
}

/// A day, a month or a year, as precise as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Moment {
    /// The day on which the draft was adopted; `None` when it does not say so.
    fn of_adoption(draft: &Draft) -> Option<Self> {
        Self::read(&draft.document.front.adoption.as_ref()?.iso_date()?)
    }

    /// Reads `2021-11-11`, `2021-11` or `2021`.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| part.parse().ok());
        Some(Self { year: parts.next()??, month: parts.next().flatten(), day: parts.next().flatten() })
    }

    /// True when this is later for certain, as far as both are known.
    fn is_after(self, other: Self) -> bool {
        let parts = |moment: Self| [Some(moment.year), moment.month, moment.day];
        let known = parts(self).into_iter().zip(parts(other)).map_while(|(a, b)| a.zip(b));
        known.map(|(mine, others)| mine.cmp(&others)).find(|order| order.is_ne()) == Some(Ordering::Greater)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "{month}月"))?;
        self.day.map_or(Ok(()), |day| write!(f, "{day}日"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_later() {
        let after = |a: &str, b: &str| Moment::read(a).unwrap().is_after(Moment::read(b).unwrap());
        assert!(
            after("2021-11-11", "2021-07-13")
                && after("2022", "2021-12-31")
                && after("2021-11", "2021-10-30")
        );
        assert!(
            !after("2021", "2021-07-13") && !after("2021-11", "2021-11-02") && !after("2021-11-11", "2021")
        );
        assert_eq!(Moment::read("2021-11").unwrap().to_string(), "2021年11月");
    }
}
