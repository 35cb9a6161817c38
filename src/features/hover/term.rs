//! A term, a name or an indicator: how it is written, since when, and how often it is used.

use crate::draft::Draft;
use crate::features::definition::written;
use crate::features::published::{self, Published};
use crate::features::subject::{self, Mention, Names, Subject};
use crate::reference::Reference;
use crate::terms::{Entry, Forbidden, ForbiddenKind, Form, Quote, Status};
use crate::text::Span;

use super::{Card, cited, shortened};

/// Forms of one kind that are named.
const FORMS: usize = 4;

/// What is known about a mention; an indicator is told of by its targets.
pub fn card(draft: &Draft, reference: &Reference, mention: &Mention) -> Option<(Span, Card)> {
    let words = written(draft, mention.span);
    let mut card = match &mention.subject {
        Subject::Term(entry) => {
            let entry = &reference.terms.entries[*entry];
            if words == entry.name && is_plain_word(entry) {
                return None;
            }
            of_entry(entry)
        }
        Subject::Name(name) => Card::new(name.as_str()),
        Subject::Indicator(_) => return None,
    };
    let places = published::mentions(reference, &mention.subject);
    let names = Names::of(draft);
    match names.introduction(words, mention.span.start) {
        Some(introduced) => card.say("简称", format!("第{}行注明", introduced.line + 1)),
        // Of words in quotation marks that nobody else uses there is nothing to be said.
        None if places.is_empty() && matches!(mention.subject, Subject::Name(_)) => return None,
        None => {}
    }
    let mut uses = format!("文稿{}处", subject::mentions(draft, &mention.subject).len());
    match places.len() {
        0 => uses += "，语料未见",
        count => uses += &format!("，语料{}篇{count}处", published::documents(&places)),
    }
    card.say("用例", uses);
    if let Some(best) = published::best(&reference.corpus, &places) {
        card.say("语料", format!("{}{}", cited(best.document), excerpt(best, reference)));
    }
    Some((mention.span, card))
}

/// True for an everyday word that the termbase has for its misspellings alone (部署, not 布署).
fn is_plain_word(entry: &Entry) -> bool {
    let confused = |wrong: &Forbidden| wrong.kind == ForbiddenKind::Confusable;
    let says_more = !entry.forms.is_empty()
        || !entry.members.is_empty()
        || entry.quote != Quote::None
        || entry.since.is_some()
        || !entry.note.is_empty();
    !entry.forbidden.is_empty() && entry.forbidden.iter().all(confused) && !says_more
}

fn of_entry(entry: &Entry) -> Card {
    let mut card = Card::new(entry.name.as_str());
    let right = |form: &&Form| matches!(form.status, Status::Preferred | Status::Admitted);
    let old = |form: &&Form| !right(form);
    let listed = |texts: Vec<&str>| {
        let more = if texts.len() > FORMS { "等" } else { "" };
        let shown: Vec<&str> = texts.into_iter().take(FORMS).collect();
        format!("{}{more}", shown.join("；"))
    };
    let forms = |wanted: &dyn Fn(&&Form) -> bool| {
        listed(entry.forms.iter().filter(wanted).map(|form| form.text.as_str()).collect())
    };
    card.say("也作", forms(&right));
    card.say("旧称", forms(&old));
    card.say("不作", listed(entry.forbidden.iter().filter_map(|wrong| wrong.text.as_deref()).collect()));
    card.say("包括", entry.members.join("、"));
    card.say(
        "引号",
        match entry.quote {
            Quote::None => "",
            Quote::Required => "要加",
            Quote::WhenName => "作名称时加",
        },
    );
    card.say("时效", validity(entry));
    card.say("说明", shortened(&entry.note));
    card
}

/// From when to when a term is used, and what took its place.
fn validity(entry: &Entry) -> String {
    let mut parts = Vec::new();
    parts.extend(entry.since.as_ref().map(|since| format!("{since}起")));
    parts.extend(entry.until.as_ref().map(|until| format!("至{until}")));
    parts.extend(entry.superseded_by.as_ref().map(|newer| format!("现作{newer}")));
    parts.join("，")
}

/// The clause that a place stands in.
fn excerpt(place: &Published, reference: &Reference) -> String {
    let text = place.text(&reference.corpus);
    let stops = ['。', '；', '，', '：'];
    let start = text[..place.range.start].rfind(stops).map_or(0, |at| at + '。'.len_utf8());
    let end = text[place.range.end..].find(stops).map_or(text.len(), |at| place.range.end + at);
    format!("“{}”", shortened(text[start..end].trim()).replace('“', "‘").replace('”', "’"))
}
