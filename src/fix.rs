//! Safe fixes, applied until nothing changes: one algorithm for the command line and the editor.

use std::sync::Arc;

use crate::analysis::{Analysis, Reference, analyze};
use crate::finding::{Edit, Finding, Fix};
use crate::text::Text;

/// Rounds after which fixing stops, so that two rules that undo each other cannot go on for ever.
/// Each round repairs everything that does not overlap, so real drafts need two or three.
const ROUNDS: usize = 64;

/// The edits of all safe fixes that can be applied at once, in order of place, none overlapping.
///
/// A fix is applied whole or not at all; of two that overlap the earlier finding's goes first, and
/// the other has its turn in the next round.
pub fn safe_fixes(analysis: &Analysis) -> Vec<Edit> {
    apart(analysis.findings.iter().filter_map(safe_fix))
}

/// The fix of `finding` that may be applied without asking: its first safe one.
pub fn safe_fix(finding: &Finding) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| fix.safe)
}

/// The edits of `fixes` in order of place, leaving out every fix that overlaps one before it.
pub fn apart<'a>(fixes: impl IntoIterator<Item = &'a Fix>) -> Vec<Edit> {
    // Sorted by place and without overlaps, so an edit can only collide with its two neighbours.
    let mut taken: std::collections::BTreeSet<Edit> = std::collections::BTreeSet::new();
    for fix in fixes {
        let free = |edit: &Edit| {
            let before = taken.range(..edit.clone()).next_back();
            let after = taken.range(edit.clone()..).next();
            [before, after].into_iter().flatten().all(|other| !other.span.overlaps(edit.span))
        };
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken.into_iter().collect()
}

/// `text` with every safe fix applied, again until nothing changes; `None` when there was none to
/// apply.
pub fn fix_all(text: &Text, reference: &Arc<Reference>) -> Option<Text> {
    let mut fixed = text.clone();
    let mut analysis = analyze(&fixed, reference, None);
    for _ in 0..ROUNDS {
        let edits = safe_fixes(&analysis);
        if edits.is_empty() {
            break;
        }
        apply(&mut fixed, &edits);
        analysis = analyze(&fixed, reference, Some(&analysis));
    }
    (!fixed.is_same(text)).then_some(fixed)
}

/// Applies edits that are in order of place and do not overlap.
pub fn apply(text: &mut Text, edits: &[Edit]) {
    for edit in edits.iter().rev() {
        text.replace(edit.span, &edit.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn fix(edits: &[(std::ops::Range<usize>, &str)]) -> Fix {
        let edits = edits.iter().map(|(bytes, text)| Edit::new(Span::on_line(0, bytes.clone()), *text));
        Fix::safe("", edits.collect())
    }

    #[test]
    fn overlapping_fixes_are_left_for_the_next_round() {
        let fixes = [fix(&[(4..6, "b")]), fix(&[(0..1, "a"), (5..7, "c")]), fix(&[(6..8, "d")])];
        let edits = apart(&fixes);
        assert_eq!(edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>(), ["b", "d"]);
    }

    #[test]
    fn two_insertions_at_one_place_are_not_both_made() {
        assert_eq!(apart(&[fix(&[(2..2, "a")]), fix(&[(2..2, "b")])]).len(), 1);
    }

    #[test]
    fn fixing_goes_on_until_nothing_changes() {
        let text = Text::from("决定\n一、甲\n二、乙\n二、丙\n二、丁\n");
        let fixed = fix_all(&text, &Arc::default()).expect("two numbers are wrong");
        assert_eq!(fixed.to_string(), "决定\n一、甲\n二、乙\n三、丙\n四、丁\n");
        assert!(fix_all(&fixed, &Arc::default()).is_none());
    }
}
