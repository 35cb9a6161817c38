//! What a draft is held against: settings, terms and corpus, in one immutable value.

use std::sync::Arc;

use crate::corpus::Corpus;
use crate::settings::Settings;
use crate::terms::Termbase;

/// What a draft is held against. Built once and shared.
#[derive(Clone, Debug)]
pub struct Reference {
    /// What the user chose.
    pub settings: Settings,
    /// The reviewed terms.
    pub terms: Arc<Termbase>,
    /// The published documents.
    pub corpus: Arc<Corpus>,
}

impl Default for Reference {
    fn default() -> Self {
        Self::with_settings(Settings::default())
    }
}

impl Reference {
    /// A reference with these settings and the terms and documents that come with nigao.
    pub fn with_settings(settings: Settings) -> Self {
        Self { settings, terms: Termbase::embedded(), corpus: Corpus::embedded() }
    }
}
