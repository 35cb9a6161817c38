//! What can be folded away: every section that has more than its heading line.

use std::ops::RangeInclusive;

use crate::analysis::Analysis;

use super::last_written;

/// First and last line of every foldable section, in order of the text. Blank lines at the end of a
/// section stay visible.
pub fn folds(analysis: &Analysis) -> Vec<RangeInclusive<usize>> {
    let sections = analysis.draft.document.outline.sections.iter();
    let mut folds: Vec<RangeInclusive<usize>> = sections
        .map(|section| section.extent.start..=last_written(analysis, section.extent.clone()))
        .filter(|lines| lines.start() < lines.end())
        .collect();
    // Editors know one fold for each line.
    folds.dedup_by_key(|lines| *lines.start());
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    #[test]
    fn sections_fold_to_their_last_written_line() {
        let text = Text::from("关于工作的决定\n一、总体\n（一）甲。内容。\n后续。\n\n二、重点\n内容。\n");
        let analysis = analyze(&text, &Arc::default(), None);
        assert_eq!(folds(&analysis), [1..=3, 2..=3, 5..=6]);
    }
}
