//! The rules behind the findings at a place.

use crate::analysis::Analysis;
use crate::features::actions::findings_at;
use crate::features::subject::touching;
use crate::rules;
use crate::text::{Position, Span};

use super::Card;

/// A card for each finding at `at`: what should be, why, and on what ground.
pub fn cards(analysis: &Analysis, at: Position) -> Vec<(Span, Card)> {
    let found = touching(&analysis.draft, at, |place| {
        let here = Span { start: place, end: place };
        let holds =
            |span: Span| span.start <= at && at <= span.end && (place < span.end || span.start == span.end);
        let found = findings_at(analysis, here).filter(|finding| holds(finding.span));
        let cards: Vec<(Span, Card)> =
            found.filter_map(|found| Some((found.span, card(found.rule)?))).collect();
        (!cards.is_empty()).then_some(cards)
    });
    let mut cards = found.unwrap_or_default();
    // Of one rule it is enough to be told once.
    cards.dedup_by(|later, earlier| later.1 == earlier.1);
    cards
}

fn card(id: &str) -> Option<Card> {
    let rule = rules::find(id)?;
    let mut card = Card::new(rule.summary);
    card.say("理由", rule.why);
    card.say("依据", rule.basis.text());
    card.say("规则", rule.id);
    Some(card)
}
