//! Safe fixes, applied until nothing changes: one algorithm for the command line and the editor.

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::{Analysis, analyze};
use crate::finding::{Edit, Finding, Fix};
use crate::reference::Reference;
use crate::text::{Span, Text};

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
    fix_where(text, reference, |_| true)
}

/// As [`fix_all`], for the findings that `wanted` picks.
pub fn fix_where(text: &Text, reference: &Arc<Reference>, wanted: impl Fn(&Finding) -> bool) -> Option<Text> {
    let mut fixed = text.clone();
    let mut analysis = analyze(&fixed, reference, None);
    for _ in 0..ROUNDS {
        let findings = analysis.findings.iter().filter(|finding| wanted(finding));
        let edits = apart(findings.filter_map(safe_fix));
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

/// The edits that turn `old` into `new`, as small as they come: lines are compared first, then the
/// changed stretch within a line, so that cursors and marks of an editor stay where they are.
pub fn difference(old: &Text, new: &Text) -> Vec<Edit> {
    let (old_text, new_text) = (old.to_string(), new.to_string());
    let split = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old_lines, new_lines) = (split(&old_text), split(&new_text));
    let starts = |lines: &[&str]| -> Vec<usize> {
        let ends = lines.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old_starts, new_starts) = (starts(&old_lines), starts(&new_lines));
    let mut edits = Vec::new();
    for (before, after) in changed_lines(&old_lines, &new_lines) {
        let (from, to) = (old_starts[before.start], old_starts[before.end]);
        let new_part = &new_text[new_starts[after.start]..new_starts[after.end]];
        let (kept, end, part) = trimmed(&old_text[from..to], new_part);
        let span = Span { start: old.position(from + kept), end: old.position(from + end) };
        edits.push(Edit::new(span, part));
    }
    edits
}

/// The lines of `old` that differ, each with those of `new` that take their place, in order.
pub fn changed_lines(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let one_by_one = |old_from: usize, new_from: usize, count: usize| {
        let lines = (0..count).map(move |i| (old_from + i, new_from + i));
        lines.filter(|&(i, j)| old[i] != new[j]).map(|(i, j)| (i..i + 1, j..j + 1))
    };
    // Fixes seldom add or take lines, and the search for what moved grows with the square.
    if old.len() == new.len() {
        return one_by_one(0, 0, old.len()).collect();
    }
    let mut changed = Vec::new();
    let difference = similar::TextDiff::from_slices(old, new);
    for op in difference.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal) {
        let (before, after) = (op.old_range(), op.new_range());
        if before.len() == after.len() {
            changed.extend(one_by_one(before.start, after.start, before.len()));
        } else {
            changed.push((before, after));
        }
    }
    changed
}

/// What `old` and `new` do not share: from and to in `old`, and the text that goes there.
fn trimmed<'a>(old: &str, new: &'a str) -> (usize, usize, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let width = |(c, _): (char, char)| c.len_utf8();
    // No place is named between the two characters of a line end.
    let in_line_end = |at: usize| old[..at].ends_with('\r') && old[at..].starts_with('\n');
    let mut head: usize = old.chars().zip(new.chars()).take_while(same).map(width).sum();
    head -= usize::from(in_line_end(head));
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let mut tail: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(width).sum();
    tail -= usize::from(in_line_end(old.len() - tail));
    (head, old.len() - tail, &new_rest[..new_rest.len() - tail])
}

#[cfg(test)]
mod tests {
    use super::*;

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

    proptest::proptest! {
        #[test]
        fn the_difference_leads_from_one_to_the_other(
            old in "[ab一\r\n]{0,30}", new in "[ab一\r\n]{0,30}",
        ) {
            let (mut old, new) = (Text::from(old.as_str()), Text::from(new.as_str()));
            let edits = difference(&old, &new);
            apply(&mut old, &edits);
            proptest::prop_assert!(old.is_same(&new));
        }
    }
}
