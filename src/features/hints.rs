//! What stands beside a declared count: how many of how many are there.

use crate::analysis::Analysis;
use crate::document::tally::tallies;
use crate::text::{Position, Span};

/// A remark after a word of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where the remark is to be shown: right after the count.
    pub at: Position,
    /// How many there are of how many that are declared: 7/8.
    pub label: String,
    /// The same in words.
    pub explanation: String,
}

/// The remarks on counts in `within`, in order of place.
pub fn hints(analysis: &Analysis, within: Span) -> Vec<Hint> {
    let document = &analysis.draft.document;
    let mut hints: Vec<Hint> = tallies(document)
        .into_iter()
        .map(|tally| {
            let phrase = &document.lines[tally.line].text[tally.count.range.clone()];
            let (listed, actual, declared) = (tally.listed.label(), tally.actual, tally.count.number);
            Hint {
                at: Position::new(tally.line, tally.count.range.end),
                label: format!("{actual}/{declared}"),
                explanation: format!("“{phrase}”，{listed}列了 {actual} 项"),
            }
        })
        .filter(|hint| within.start <= hint.at && hint.at <= within.end)
        .collect();
    hints.sort_by_key(|hint| hint.at);
    hints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analyze, text::Text};
    use std::sync::Arc;

    fn labels(text: &str) -> Vec<(Position, String)> {
        let analysis = analyze(&Text::from(text), &Arc::default(), None);
        let whole = Span { start: Position::default(), end: Position::new(usize::MAX, 0) };
        hints(&analysis, whole).into_iter().map(|hint| (hint.at, hint.label)).collect()
    }

    #[test]
    fn counts_that_bind_are_remarked_on_right_or_wrong() {
        let text = "一、实施三大行动\n（一）实施强基行动。突出新型显示、汽车电子、5G制造三大先进制造业。\n\
                    （二）实施提质行动。去年实施五大行动。\n二、保障\n";
        let at = |line, before: &str| Position::new(line, before.len());
        let listed = "（一）实施强基行动。突出新型显示、汽车电子、5G制造三大先进制造业";
        assert_eq!(labels(text), [(at(0, "一、实施三大行动"), "2/3".into()), (at(1, listed), "3/3".into())]);
        assert_eq!(labels("坚持四项基本原则，做到“两个维护”。\n"), []);
    }
}
