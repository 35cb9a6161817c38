//! Phrases by their sound: which of them a few letters may be typed for, in microseconds.

use rustc_hash::FxHashMap;

use crate::text::pinyin::beginnings;

use super::index::Index;

/// Numbers of the phrases by the first two letters that may be typed for them.
#[derive(Clone, Default)]
pub(super) struct Sounds(FxHashMap<[u8; 2], Vec<u32>>);

impl Sounds {
    pub fn of(index: &Index) -> Self {
        let mut sounds = Self::default();
        for number in 0..index.phrase_count() {
            for pair in beginnings(index.phrase(number).text) {
                sounds.0.entry(pair).or_default().push(number as u32);
            }
        }
        sounds
    }

    /// Numbers of the phrases that `letters` may be typed for, by the first two of them.
    pub fn candidates(&self, letters: &str) -> impl Iterator<Item = usize> {
        let found = letters.as_bytes().first_chunk().and_then(|pair| self.0.get(pair));
        found.into_iter().flatten().map(|&number| number as usize)
    }
}
