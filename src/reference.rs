//! What a draft is held against: settings, terms and corpus, in one immutable value.

use std::sync::{Arc, LazyLock};

use crate::corpus::Corpus;
use crate::settings::Settings;
use crate::terms::near::{Frequency, Known, NearMisses};
use crate::terms::{Status, Termbase};

/// What a draft is held against. Built once and shared.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What the user chose.
    pub settings: Settings,
    /// The reviewed terms.
    pub terms: Arc<Termbase>,
    /// The published documents.
    pub corpus: Arc<Corpus>,
    /// What slips of the keyboard are looked for in: terms and phrases of the corpus.
    pub near: Arc<NearMisses>,
}

/// The terms and documents that come with nigao.
static EMBEDDED: LazyLock<Reference> = LazyLock::new(|| {
    let (terms, corpus) = (Termbase::embedded(), Corpus::embedded());
    let near = near(&terms, &corpus);
    Reference { settings: Settings::default(), terms, corpus, near }
});

impl Default for Reference {
    fn default() -> Self {
        EMBEDDED.clone()
    }
}

impl Reference {
    /// A reference to these settings, terms and documents.
    pub fn new(settings: Settings, terms: Arc<Termbase>, corpus: Arc<Corpus>) -> Self {
        let embedded = &*EMBEDDED;
        let same = Arc::ptr_eq(&terms, &embedded.terms) && Arc::ptr_eq(&corpus, &embedded.corpus);
        let near = if same { Arc::clone(&embedded.near) } else { near(&terms, &corpus) };
        Self { settings, terms, corpus, near }
    }

    /// A reference with these settings and the terms and documents that come with nigao.
    pub fn with_settings(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }
}

impl Frequency for Corpus {
    fn count(&self, text: &str) -> usize {
        Corpus::count(self, text)
    }
}

fn near(terms: &Termbase, corpus: &Arc<Corpus>) -> Arc<NearMisses> {
    Arc::new(NearMisses::of(known(terms, corpus), Arc::clone(corpus) as _))
}

/// A phrase counts as known when it stands this often; a long one when it recurs at all.
const OFTEN: usize = 4;

/// Characters that make a phrase long: nobody comes to write them twice by chance.
const LONG: usize = 8;

/// Every text that is well known: terms in the forms that are right, phrases of the corpus.
fn known(terms: &Termbase, corpus: &Corpus) -> Vec<Known> {
    let mut known = Vec::new();
    for (index, entry) in terms.entries.iter().enumerate() {
        let right = |status| matches!(status, Status::Preferred | Status::Admitted);
        let forms = entry.forms.iter().filter(|form| right(form.status)).map(|form| form.text.as_str());
        for form in std::iter::once(entry.name.as_str()).chain(forms) {
            let bare = form.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
            let bare = bare.filter(|bare| !bare.contains(['“', '”']));
            let text = bare.unwrap_or(form).to_owned();
            if !text.contains(|c: char| c.is_ascii_alphanumeric()) {
                let count = corpus.count(&text);
                known.push(Known { text, count, entry: Some(index), quoted: bare.is_some() });
            }
        }
    }
    let phrases = corpus
        .phrases()
        .filter(|phrase| phrase.count >= OFTEN || phrase.count >= 2 && phrase.text.chars().count() >= LONG);
    known.extend(phrases.map(|phrase| Known {
        text: phrase.text.to_owned(),
        count: phrase.count,
        entry: None,
        quoted: false,
    }));
    known.sort_by(|a, b| (&a.text, a.entry.is_none()).cmp(&(&b.text, b.entry.is_none())));
    known.dedup_by(|later, earlier| later.text == earlier.text);
    known
}
