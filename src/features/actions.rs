//! What can be done about findings: fix one, fix all of a rule, fix all that is safe, renumber,
//! accept.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::document::renumber::closed;
use crate::finding::{Edit, Finding, Fix};
use crate::fix;
use crate::reference::Reference;
use crate::rules::numbering;
use crate::text::{Position, Span, Text, is_blank};

/// The findings that touch `span`.
pub fn findings_at(analysis: &Analysis, span: Span) -> impl Iterator<Item = &Finding> {
    let touches = move |found: &Finding| found.span.start <= span.end && span.start <= found.span.end;
    // In order of place: what begins after the span cannot touch it.
    let end = analysis.findings.partition_point(|found| found.span.start <= span.end);
    analysis.findings[..end].iter().filter(move |found| touches(found))
}

/// True for the one fix of a finding that an editor may apply by itself: the first safe one, or the
/// only one.
pub fn is_preferred(finding: &Finding, fix: &Fix) -> bool {
    match fix::safe_fix(finding) {
        Some(safe) => std::ptr::eq(safe, fix),
        None => finding.fixes.len() == 1,
    }
}

/// Number of findings of `rule` that have a fix.
pub fn fixable(analysis: &Analysis, rule: &str) -> usize {
    analysis.findings.iter().filter(|found| found.rule == rule && !found.fixes.is_empty()).count()
}

/// The edits that repair every finding of `rule`, each by its best fix. What overlaps is left to the
/// next time.
pub fn fix_rule(analysis: &Analysis, rule: &str) -> Vec<Edit> {
    let findings = analysis.findings.iter().filter(|found| found.rule == rule);
    fix::apart(findings.filter_map(|found| fix::safe_fix(found).or(found.fixes.first())))
}

/// True when any finding has a safe fix.
pub fn has_safe_fix(analysis: &Analysis) -> bool {
    analysis.findings.iter().any(|found| fix::safe_fix(found).is_some())
}

/// The edits that apply every safe fix, until nothing changes: what `nigao fix` does.
pub fn fix_all(text: &Text, reference: &Arc<Reference>) -> Vec<Edit> {
    fix::fix_all(text, reference).map_or_else(Vec::new, |fixed| fix::difference(text, &fixed))
}

/// The edits that number the whole document through and close every gap; references to numbered
/// parts follow.
pub fn renumber(analysis: &Analysis) -> Vec<Edit> {
    let reading = &analysis.draft.document.reading;
    numbering::renumber(&analysis.draft.document, (0..).zip(closed(reading)))
}

/// A comment line over the paragraph of `finding` that accepts it, for Markdown.
pub fn ignore_by_comment(text: &Text, finding: &Finding) -> Edit {
    let line = finding.span.start.line;
    let paragraph = text.line(line);
    let indent = &paragraph[..paragraph.len() - paragraph.trim_start_matches(is_blank).len()];
    let at = Position::new(line, 0);
    let comment = format!("{indent}<!-- nigao-ignore {} -->{}", finding.rule, text.line_end());
    Edit::new(Span { start: at, end: at }, comment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::marked_text;
    use crate::features::accept;
    use crate::{analyze, settings::Settings};

    const DRAFT: &str = "关于工作的决定\n一、甲\n三、乙\n四、丙\n";

    fn analysis() -> Analysis {
        analyze(&Text::from(DRAFT), &Arc::default(), None)
    }

    #[test]
    fn renumbering_closes_the_gaps_that_safe_fixes_leave() {
        let mut text = Text::from(DRAFT);
        assert!(fix_all(&text, &Arc::default()).is_empty());
        fix::apply(&mut text, &renumber(&analysis()));
        assert_eq!(text.to_string(), "关于工作的决定\n一、甲\n二、乙\n三、丙\n");
    }

    #[test]
    fn an_accepted_finding_is_gone() {
        let analysis = analysis();
        let finding = &analysis.findings[0];
        let text = marked_text(&analysis.draft.document, finding);
        let entry = accept::ignore("", finding.rule, &text).expect("an empty file takes it");
        let (settings, problems) = Settings::parse(&entry, &[finding.rule]);
        assert!(problems.is_empty(), "{entry}");
        let reference = Arc::new(Reference::with_settings(settings));
        assert!(analyze(&Text::from(DRAFT), &reference, None).findings.is_empty());
        let mut text = Text::from(DRAFT);
        let comment = ignore_by_comment(&text, &analysis.findings[0]);
        fix::apply(&mut text, &[comment]);
        assert!(analyze(&text, &Arc::default(), None).findings.is_empty());
    }
}
