//! Where a reference leads.

use crate::draft::Draft;
use crate::features::links::{Link, To};

use super::{Card, cited, shortened};

/// The part or the published document that a reference means.
pub fn card(draft: &Draft, link: &Link) -> Card {
    match link.to {
        To::Draft(span) => {
            let line = &draft.document.lines[span.start.line].text;
            let end = if span.end.line == span.start.line { span.end.byte } else { line.len() };
            let mut card = Card::new(shortened(&line[span.start.byte..end]));
            card.say("位置", format!("第{}行", span.start.line + 1));
            card
        }
        To::Published(document) => {
            let mut card = Card::new(cited(document));
            card.say("发文", document.issuer.clone());
            card.say("通过", document.adopted.clone().unwrap_or_default());
            card.say("语料", format!("{}字", document.characters));
            card
        }
    }
}
