//! What is looked for: the texts of all entries, and the patterns that stand behind some of them.

use std::sync::OnceLock;

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

use super::{Matcher, Meaning, Pattern, sequence};
use crate::terms::Entry;
use crate::terms::foreign::{BRANDS, DEBRIS};
use crate::terms::needles::Needles;
use crate::text::fold::fold;
use crate::text::sign;

const INTRODUCTIONS: [&str; 4] = ["以下简称", "以下统称", "以下合称", "以下称"];

/// The canonical form and the others, with their indices.
fn forms(entry: &Entry) -> impl Iterator<Item = (Option<usize>, &str)> {
    let others = entry.forms.iter().enumerate();
    std::iter::once((None, entry.name.as_str())).chain(others.map(|(at, form)| (Some(at), &*form.text)))
}

impl Matcher {
    /// Prepares the texts of `entries`.
    pub(in crate::terms) fn new(entries: &[Entry]) -> Self {
        let mut texts = Texts::default();
        for (index, entry) in entries.iter().enumerate() {
            texts.entry(index, entry);
        }
        BRANDS.iter().for_each(|brand| texts.add(brand, Meaning::Brand));
        DEBRIS.iter().for_each(|debris| texts.add(debris, Meaning::Debris));
        INTRODUCTIONS.iter().for_each(|words| texts.add(words, Meaning::Introduction));
        let Texts { needles, meanings, patterns, ungated } = texts;
        Self { needles: Needles::of(needles), meanings, patterns, ungated }
    }
}

/// What is to be looked for, while it is gathered.
#[derive(Default)]
struct Texts {
    needles: Vec<Box<[char]>>,
    meanings: Vec<Meaning>,
    patterns: Vec<Pattern>,
    ungated: Vec<(usize, Option<char>)>,
}

impl Texts {
    /// Adds a folded text, unless it is too short to be looked for.
    fn add(&mut self, text: &str, meaning: Meaning) {
        let text: Box<[char]> = text.chars().collect();
        if text.len() >= 2 {
            self.needles.push(text);
            self.meanings.push(meaning);
        }
    }

    fn entry(&mut self, index: usize, entry: &Entry) {
        for (form, text) in forms(entry) {
            let text = fold(text);
            if text.contains('"') {
                self.add(&text.replace('"', ""), Meaning::Form { entry: index, form, bare: true });
            }
            self.add(&text, Meaning::Form { entry: index, form, bare: false });
        }
        for (member, text) in sequence(entry).iter().enumerate() {
            self.add(&fold(text), Meaning::Member { entry: index, member });
        }
        for (forbidden, wrong) in entry.forbidden.iter().enumerate() {
            if let Some(text) = &wrong.text {
                self.add(&fold(text), Meaning::Wrong { entry: index, forbidden });
            } else if let Some(pattern) = &wrong.pattern {
                self.pattern(index, forbidden, pattern);
            }
        }
    }

    fn pattern(&mut self, entry: usize, forbidden: usize, pattern: &str) {
        // The loader reports patterns that are none.
        let Ok(hir) = regex_syntax::parse(&fold_pattern(pattern)) else { return };
        let starts = Extractor::new().extract(&hir);
        let starts = starts.literals().unwrap_or_default().iter();
        let starts: Vec<&str> =
            starts.filter_map(|start| std::str::from_utf8(start.as_bytes()).ok()).collect();
        let gated = !starts.is_empty() && starts.iter().all(|start| start.chars().nth(1).is_some());
        let index = self.patterns.len();
        for start in starts.into_iter().filter(|_| gated) {
            self.add(start, Meaning::Start { pattern: index });
        }
        self.patterns.push(Pattern { entry, forbidden, regex: OnceLock::new() });
        if !gated {
            self.ungated.push((index, sign_in(&hir)));
        }
    }
}

/// A sign that every match has; of folded text, where quotation marks may have been others.
fn sign_in(hir: &Hir) -> Option<char> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).ok()?.chars().find(|&c| sign::is_sign(c) && c != '"')
        }
        HirKind::Capture(capture) => sign_in(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => sign_in(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().find_map(sign_in),
        _ => None,
    }
}

/// A regular expression for folded text.
pub(super) fn fold_pattern(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        let narrow = fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c);
        // What was a plain sign at full width may mean something at half width.
        if narrow != c && regex_syntax::is_meta_character(narrow) {
            folded.push('\\');
        }
        folded.push(narrow);
    }
    folded
}
