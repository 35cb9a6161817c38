//! Formatting: markers and marks put in their right form, and the whole text numbered through.

use std::sync::Arc;

use crate::analysis::analyze;
use crate::finding::{Edit, Finding};
use crate::fix;
use crate::reference::Reference;
use crate::rules::numbering;
use crate::text::{Span, Text};

use super::actions;

/// Groups of rules whose safe fixes are matters of form.
const GROUPS: [&str; 2] = ["numbering/", "punctuation/"];

/// The edits that put the whole text in form.
///
/// Who asks for formatting asks for numbers that follow each other, so gaps are closed, which safe
/// fixes never do; not where the user has switched the rule off.
pub fn format(text: &Text, reference: &Arc<Reference>) -> Vec<Edit> {
    let of_form = |finding: &Finding| GROUPS.iter().any(|group| finding.rule.starts_with(group));
    let mut formatted = fix::fix_where(text, reference, of_form).unwrap_or_else(|| text.clone());
    if numbering::sequence::RULE.severity_under(&reference.settings).is_some() {
        let edits = actions::renumber(&analyze(&formatted, reference, None));
        fix::apply(&mut formatted, &edits);
    }
    fix::difference(text, &formatted)
}

/// Those edits of the whole text that lie within `span`: numbers depend on all that stands before,
/// so a part is never looked at alone.
pub fn format_range(text: &Text, reference: &Arc<Reference>, span: Span) -> Vec<Edit> {
    let mut edits = format(text, reference);
    edits.retain(|edit| span.start <= edit.span.start && edit.span.end <= span.end);
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Position;

    #[test]
    fn formatting_renumbers_and_a_range_keeps_to_itself() {
        let text = Text::from("决定\n一、甲\n二、乙\n二、丙\n二、丁\n");
        let reference = Arc::default();
        let edits = format(&text, &reference);
        let mut formatted = text.clone();
        fix::apply(&mut formatted, &edits);
        assert_eq!(formatted.to_string(), "决定\n一、甲\n二、乙\n三、丙\n四、丁\n");
        let gap = Text::from("决定\n一、甲\n三、乙\n");
        assert_eq!(format(&gap, &reference), [Edit::new(Span::on_line(2, 0..3), "二")]);
        let lines = Span { start: Position::new(4, 0), end: Position::new(5, 0) };
        let part = format_range(&text, &reference, lines);
        assert_eq!(part, [Edit::new(Span::on_line(4, 0..3), "四")]);
    }
}
