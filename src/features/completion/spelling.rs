//! Terms and phrases by their sound: `lgwh` or `liangge`, typed where “两个维护” is meant.

use std::collections::HashSet;

use crate::text::pinyin;

use super::Question;
use super::vocabulary::right_forms;

/// Letters that are taken for pinyin; fewer are too little to go by.
const LETTERS: usize = 2;

/// The letters before the cursor that may be pinyin: lower-case ones only, after no other letter or digit.
pub fn letters(typed: &str) -> Option<&str> {
    let other = |c: char| !c.is_ascii_lowercase();
    let letters = typed.rfind(other).map_or(typed, |at| &typed[at..]);
    let first = letters.chars().next().filter(|c| !c.is_ascii_lowercase());
    let rest = &letters[first.map_or(0, char::len_utf8)..];
    (rest.len() >= LETTERS && first.is_none_or(|c| !c.is_ascii())).then_some(rest)
}

/// What sounds like `letters`, the most usual first, at most `most`.
pub fn spelled(question: &Question, letters: &str, most: usize) -> Vec<String> {
    let corpus = &question.reference.corpus;
    let terms = question.reference.terms.entries.iter().flat_map(right_forms);
    let terms = terms
        .filter_map(|text| Some((pinyin::spelled(text, letters)?, corpus.count(text) + 1, text.to_owned())));
    let quoted = corpus.quoted().iter().filter_map(|quoted| {
        Some((pinyin::spelled(&quoted.text, letters)?, quoted.quoted, format!("“{}”", quoted.text)))
    });
    let phrases =
        corpus.spelled(letters).map(|(whole, phrase)| (whole, phrase.count, phrase.text.to_owned()));
    let mut found: Vec<(bool, usize, String)> = terms.chain(quoted).chain(phrases).collect();
    found.sort_by(|a, b| (b.0, b.1, &a.2).cmp(&(a.0, a.1, &b.2)));
    let mut seen = HashSet::new();
    found.retain(|(_, _, text)| seen.insert(text.clone()));
    found.into_iter().take(most).map(|(_, _, text)| text).collect()
}
