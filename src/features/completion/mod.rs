//! What a drafter is likely to write next: whole words and phrases, few and sure.
//!
//! Continuations come from one model of what follows what in the corpus, the termbase and the draft
//! itself (`model`), of which those are offered that save most keys together (`phrase`). Markers at the
//! start of a paragraph, templates of targets and phrases by their sound are found by themselves.

mod cursor;
mod dictionary;
mod marker;
mod model;
mod phrase;
mod spelling;
mod template;
mod vocabulary;

use std::collections::HashSet;

use crate::analysis::Analysis;
use crate::corpus::{Place, folded};
use crate::reference::Reference;
use crate::text::{Position, Span, Text, pinyin};

use cursor::Cursor;
pub use cursor::opens_paragraph;
use model::{Model, Source};
use phrase::Continuation;

/// Items of a popup at most.
const MOST: usize = 8;

/// Keys that the first five items of a popup have to save on average. Lower values bring more popups than
/// keys, higher ones cost more keys than popups: the knee of the curve that `cargo bench --bench keystrokes
/// -- curve` draws over the seeds, each typed with itself left out of the corpus.
pub const EVIDENCE: f32 = 0.7;

/// What is asked, and about which place.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The draft as it is now.
    pub text: &'a Text,
    /// The cursor.
    pub at: Position,
    /// What the draft is held against.
    pub reference: &'a Reference,
    /// The draft's analysis, where there is one of this state: markers are offered with it only.
    pub analysis: Option<&'a Analysis>,
    /// Whether the client fills in templates.
    pub snippets: bool,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words that follow.
    Phrase,
    /// A reviewed or quoted term.
    Term,
    /// A marker at the start of a paragraph.
    Marker,
    /// A target to fill in.
    Template,
}

/// Something that may be put at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is added, as it is shown.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// Where it comes from: 语料 3 篇 7 处.
    pub detail: String,
    /// The run before the cursor, which the item takes the place of.
    pub span: Span,
    /// That run and the phrase.
    pub text: String,
    /// What a client holds against the run to see whether the item still fits.
    pub filter: String,
    /// True when `text` has places to fill in, in the syntax of snippets.
    pub is_snippet: bool,
    /// The phrase as the corpus has it.
    pub phrase: String,
}

/// Items for a place, whether or not they are worth a popup.
#[derive(Clone, Debug, Default)]
pub struct Popup {
    /// The best first.
    pub items: Vec<Item>,
    /// Keys that they save on average.
    pub saving: f32,
}

/// The items for a place, the best first; none where nothing is sure enough.
pub fn complete(question: &Question) -> Vec<Item> {
    let popup = popup(question);
    if popup.saving < EVIDENCE { Vec::new() } else { popup.items }
}

/// What might be offered for a place, with what it is expected to save.
pub fn popup(question: &Question) -> Popup {
    let cursor = Cursor::new(question.text, question.at);
    let asked_for = |items| Popup { items, saving: f32::INFINITY };
    if opens_paragraph(&cursor.before) {
        return asked_for(markers(question, &cursor));
    }
    if let Some(letters) = spelling::letters(cursor.typed()).filter(|_| cursor.stands_free()) {
        return asked_for(by_sound(question, &cursor, letters));
    }
    let templates = templates(question, &cursor);
    let mut popup = continuations(question, &cursor);
    // Who has typed “ is about to type a term.
    if !templates.is_empty() || cursor.before.ends_with('“') {
        popup.saving = f32::INFINITY;
    }
    popup.items.splice(..0, templates);
    popup.items.truncate(MOST);
    popup
}

/// Without items that look like one before them: fitted to what follows, two phrases may be one.
fn distinct(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut labels = HashSet::new();
    items.filter(|item| labels.insert(item.label.clone())).collect()
}

/// What may follow the words before the cursor.
fn follow(question: &Question, cursor: &Cursor) -> Vec<Continuation> {
    let reference = question.reference;
    let terms = vocabulary::usages(&reference.terms);
    let model = Model { corpus: &reference.corpus, draft: &cursor.draft, terms: &terms };
    phrase::continuations(&model, &cursor.context)
}

fn continuations(question: &Question, cursor: &Cursor) -> Popup {
    let mut found = follow(question, cursor);
    // Where a part of it follows the cursor already, nothing is known about how likely the rest is.
    found.retain(|one| cursor.fitted(&one.text).is_some_and(|text| text.chars().count() > 1));
    let mut offer = phrase::choose(found, MOST);
    if offer.saving < EVIDENCE {
        let words = phrase::choose(dictionary::words(&cursor.context), MOST);
        offer = if words.saving >= EVIDENCE { words } else { offer };
    }
    let items = offer.continuations.iter().filter_map(|one| item(question, cursor, &one.text, one.source));
    Popup { items: distinct(items), saving: offer.saving }
}

/// A phrase, given in the corpus's width, as an item.
fn item(question: &Question, cursor: &Cursor, phrase: &str, source: Source) -> Option<Item> {
    let label = cursor.fitted(phrase)?;
    let text = format!("{}{label}", cursor.typed());
    let bare = phrase.trim_matches(['“', '”']);
    let is_term =
        question.reference.terms.entries.iter().any(|entry| entry.name.trim_matches(['“', '”']) == bare);
    Some(Item {
        detail: origin(question, cursor, phrase, source),
        kind: if is_term { Kind::Term } else { Kind::Phrase },
        span: cursor.span(),
        filter: text.clone(),
        text,
        is_snippet: false,
        phrase: phrase.to_owned(),
        label,
    })
}

/// Places that are sorted by their documents at most. It bounds the time of an answer.
const COUNTED: usize = 2_000;

/// Where a phrase comes from, in a few words.
fn origin(question: &Question, cursor: &Cursor, phrase: &str, source: Source) -> String {
    let corpus = &question.reference.corpus;
    let (published, here) = (corpus.count(phrase), || cursor.draft.matches(phrase).count());
    match (published, source) {
        (0, Source::Dictionary) => "词典".to_owned(),
        (0, _) => Some(here())
            .filter(|here| *here > 0)
            .map_or("术语库".to_owned(), |here| format!("本稿 {here} 处")),
        (COUNTED.., _) => format!("语料 {published} 处"),
        _ => format!("语料 {} 篇 {published} 处", corpus.documents_with(phrase)),
    }
}

fn markers(question: &Question, cursor: &Cursor) -> Vec<Item> {
    let Some(analysis) = question.analysis else { return Vec::new() };
    let markers = marker::next(analysis, cursor.at.line);
    let openings = markers.first().map(|first| marker::openings(&question.reference.corpus, first));
    let offered = markers.iter().take(3).map(|marker| (marker.clone(), "接续序号".to_owned()));
    let opened = openings.into_iter().flatten().map(|text| (text, "语料中的段首".to_owned()));
    let items = offered.chain(opened).filter_map(|(marker, detail)| {
        let label = cursor.fitted(&marker)?;
        Some(Item {
            kind: Kind::Marker,
            detail,
            span: cursor.span(),
            filter: label.clone(),
            text: label.clone(),
            is_snippet: false,
            phrase: marker,
            label,
        })
    });
    distinct(items.take(MOST))
}

/// Items for pinyin, those first that go on from the words before: they take the place of its letters.
fn by_sound(question: &Question, cursor: &Cursor, letters: &str) -> Vec<Item> {
    let kept = &cursor.typed()[..cursor.typed().len() - letters.len()];
    let start = Position::new(cursor.at.line, cursor.at.byte - letters.len());
    let following = phrase::choose(follow(question, &Cursor::new(question.text, start)), usize::MAX);
    let following = following.continuations.into_iter().map(|one| (one.text, one.source));
    let sounding = following.filter(|(text, _)| pinyin::spelled(text, letters).is_some());
    let others = spelling::spelled(question, letters, MOST).into_iter().map(|text| (text, Source::Terms));
    let items = sounding.chain(others).filter_map(|(phrase, source)| {
        let mut item = item(question, cursor, &phrase, source)?;
        let initials = pinyin::initials(&phrase);
        let sound = if initials.starts_with(letters) { initials.as_str() } else { letters };
        item.text = format!("{kept}{}", item.label);
        item.filter = format!("{kept}{sound}");
        Some(item)
    });
    let mut items = distinct(items);
    items.truncate(MOST);
    items
}

fn templates(question: &Question, cursor: &Cursor) -> Vec<Item> {
    if !question.snippets {
        return Vec::new();
    }
    let templates = template::after(&question.reference.corpus, &cursor.context).into_iter();
    let items = templates.filter_map(|template| {
        let detail = match template.uses {
            0 => "目标".to_owned(),
            uses => format!("目标，语料 {uses} 处"),
        };
        let snippet = cursor.fitted(&template.snippet)?;
        Some(Item {
            kind: Kind::Template,
            detail,
            span: cursor.span(),
            filter: format!("{}{}", cursor.typed(), template.label),
            text: format!("{}{snippet}", cursor.typed()),
            is_snippet: true,
            phrase: String::new(),
            label: template.label,
        })
    });
    items.collect()
}

/// Up to two places of the corpus that have `phrase`, after `before` where there are such.
pub fn examples<'a>(reference: &'a Reference, before: &str, phrase: &str) -> Vec<(Place<'a>, usize)> {
    let corpus = &reference.corpus;
    let starts = before.char_indices().map(|(at, _)| &before[at..]).chain([""]);
    let fullest = starts.map(|start| format!("{start}{phrase}")).find(|text| corpus.count(text) > 0);
    let Some(text) = fullest else { return Vec::new() };
    let mut places = corpus.places(&text);
    // Two documents say more than one twice.
    let mut seen: Vec<&str> = Vec::new();
    places.sort_by_key(|place| {
        let again = seen.contains(&place.document.name.as_str());
        seen.push(&place.document.name);
        again
    });
    let length = folded(&text).len();
    places.into_iter().take(2).map(|place| (place, length)).collect()
}
