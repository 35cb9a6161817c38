//! The suffixes of a text in order: how often a string occurs, and where, in microseconds.

use std::ops::Range;

/// Numbers stored as little-endian bytes, read where they lie: a large index costs nothing to load.
#[derive(Clone, Copy)]
pub(super) struct Column<'a>(pub &'a [u8]);

impl Column<'_> {
    /// Bytes of a number.
    pub const WIDTH: usize = 4;

    /// The number at `index`.
    pub fn at(self, index: usize) -> usize {
        let bytes = self.0[index * Self::WIDTH..].first_chunk::<4>();
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }
}

/// One bit for each byte of a text.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a>(pub &'a [u8]);

impl Bits<'_> {
    /// True when the bit of byte `at` is set.
    pub fn has(self, at: usize) -> bool {
        self.0.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }
}

/// A text and the places where its characters begin, line ends left out, ordered by what follows.
#[derive(Clone, Copy)]
pub(super) struct Suffixes<'a> {
    pub text: &'a [u8],
    pub order: Column<'a>,
}

impl Suffixes<'_> {
    /// The suffixes that begin with `prefix`.
    pub fn starting_with(self, prefix: &[u8]) -> Range<usize> {
        self.narrowed(0..self.order.0.len() / Column::WIDTH, 0, prefix)
    }

    /// Of the suffixes `among`, which agree in their first `agreed` bytes, those that go on with `next`.
    pub fn narrowed(self, among: Range<usize>, agreed: usize, next: &[u8]) -> Range<usize> {
        let piece = |index: usize| {
            let from = &self.text[(self.order.at(index) + agreed).min(self.text.len())..];
            &from[..next.len().min(from.len())]
        };
        let start = partition(among.clone(), |index| piece(index) < next);
        start..partition(start..among.end, |index| piece(index) <= next)
    }
}

/// The first index of `among` for which `before` is no longer true.
fn partition(among: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let Range { mut start, mut end } = among;
    while start < end {
        let middle = start + (end - start) / 2;
        if before(middle) { start = middle + 1 } else { end = middle }
    }
    start
}

/// Sorts the suffixes of `text`, which is shorter than 2 GiB.
pub(super) fn sorted(text: &str) -> Vec<u32> {
    let mut order = vec![0i32; text.len()];
    divsufsort::sort_in_place(text.as_bytes(), &mut order);
    let bytes = text.as_bytes();
    let begins = |&at: &u32| text.is_char_boundary(at as usize) && bytes[at as usize] != b'\n';
    order.into_iter().map(|at| at as u32).filter(begins).collect()
}

/// Bytes that each suffix of `order` shares with the one before it, at most 255.
///
/// Kasai, Lee, Arimura, Arikawa, Park: Linear-Time Longest-Common-Prefix Computation (2001).
pub(super) fn shared(text: &str, order: &[u32]) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut rank = vec![u32::MAX; bytes.len()];
    for (index, &at) in order.iter().enumerate() {
        rank[at as usize] = index as u32;
    }
    let mut shared = vec![0; order.len()];
    let (mut length, mut last) = (0usize, 0usize);
    for at in (0..bytes.len()).filter(|&at| rank[at] != u32::MAX).collect::<Vec<_>>() {
        length = length.saturating_sub(at - last);
        last = at;
        let index = rank[at] as usize;
        let Some(before) = index.checked_sub(1).map(|before| order[before] as usize) else {
            length = 0;
            continue;
        };
        let same = |length: &usize| {
            let (a, b) = (bytes.get(at + length), bytes.get(before + length));
            a.is_some() && a == b
        };
        while same(&length) {
            length += 1;
        }
        shared[index] = u8::try_from(length).unwrap_or(u8::MAX);
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn suffixes_are_in_order_and_found(text in "[甲乙丙a\n]{0,60}", wanted in "[甲乙丙a]{1,4}") {
            let order = sorted(&text);
            let expected = text.char_indices().filter(|(_, c)| *c != '\n').count();
            prop_assert_eq!(order.len(), expected);
            prop_assert!(order.windows(2).all(|w| text[w[0] as usize..] < text[w[1] as usize..]));
            let bytes: Vec<u8> = order.iter().flat_map(|at| at.to_le_bytes()).collect();
            let suffixes = Suffixes { text: text.as_bytes(), order: Column(&bytes) };
            let found = suffixes.starting_with(wanted.as_bytes());
            let naive = (0..text.len()).filter(|&at| text.get(at..).is_some_and(|t| t.starts_with(&wanted)));
            prop_assert_eq!(found.len(), naive.count());
        }

        #[test]
        fn shared_bytes_are_counted(text in "[甲乙\n]{0,60}") {
            let order = sorted(&text);
            let suffix = |index: usize| text.as_bytes()[order[index] as usize..].iter();
            for (index, &length) in shared(&text, &order).iter().enumerate().skip(1) {
                let naive = suffix(index - 1).zip(suffix(index)).take_while(|(a, b)| a == b).count();
                prop_assert_eq!(usize::from(length), naive);
            }
        }
    }
}
