//! Half- and full-width signs as one: text folded for comparing, with the way back to its places.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use super::Characters;

/// A text with its full-width signs made half-width and every Chinese quotation mark made `"`.
///
/// Each folded character has three bytes in UTF-8 and becomes one, which keeps the way back short.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    /// The folded text.
    pub text: Cow<'a, str>,
    /// Where the folded characters end: in bytes of the folded text, and of the text as it stands.
    ends: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    /// Folds `text`; borrows it when nothing in it is to be folded.
    pub fn of(text: &'a str) -> Self {
        let (mut folded, mut ends) = (String::new(), Vec::new());
        let (mut taken, mut at) = (0, 0);
        let bytes = text.as_bytes();
        // Lead bytes of the full-width forms and of general punctuation.
        while let Some(next) = memchr2(0xEF, 0xE2, &bytes[at..]) {
            let start = at + next;
            at = start + 3;
            let Some(sign) = narrow(&bytes[start..at]) else { continue };
            if ends.is_empty() {
                folded.reserve(text.len());
                ends.reserve(text.len() / 32);
            }
            folded.push_str(&text[taken..start]);
            folded.push(sign);
            ends.push((folded.len(), at));
            taken = at;
        }
        if ends.is_empty() {
            return Self { text: Cow::Borrowed(text), ends };
        }
        folded.push_str(&text[taken..]);
        Self { text: Cow::Owned(folded), ends }
    }

    /// The bytes of the text as it stands that became `range` of the folded text.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let place = |byte: usize| byte + 2 * self.ends.partition_point(|&(end, _)| end <= byte);
        place(range.start)..place(range.end)
    }

    /// The bytes of the folded text that `range` of the text as it stands became.
    pub fn folded_range(&self, range: Range<usize>) -> Range<usize> {
        let place = |byte: usize| byte - 2 * self.ends.partition_point(|&(_, end)| end <= byte);
        place(range.start)..place(range.end)
    }
}

/// The half-width sign for the three bytes of a character, where it has one.
fn narrow(bytes: &[u8]) -> Option<char> {
    match *bytes {
        // U+FF01 to U+FF3F, U+FF40 to U+FF5E.
        [0xEF, 0xBC, last @ 0x81..=0xBF] => Some(char::from(last - 0x60)),
        [0xEF, 0xBD, last @ 0x80..=0x9E] => Some(char::from(last - 0x20)),
        // ‘’“”
        [0xE2, 0x80, 0x98 | 0x99 | 0x9C | 0x9D] => Some('"'),
        _ => None,
    }
}

/// The character that [`Folded`] has in the place of `c`.
#[inline]
pub fn folded(c: char) -> char {
    match c {
        // Nearly every character.
        '\u{3400}'..='\u{efff}' => c,
        '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => '"',
        c => narrowed(c),
    }
}

/// `text` folded, where no place in it is asked for.
pub fn fold(text: &str) -> Cow<'_, str> {
    Folded::of(text).text
}

/// The marks that text of one width has as the other has them.
const WIDTHS: [(char, char); 7] =
    [('，', ','), ('；', ';'), ('：', ':'), ('（', '('), ('）', ')'), ('！', '!'), ('？', '?')];

/// The full-width form that Chinese text has of a half-width mark; any other character as it is.
pub fn widened(c: char) -> char {
    if !c.is_ascii_punctuation() {
        return c;
    }
    WIDTHS.iter().find(|pair| pair.1 == c).map_or(c, |pair| pair.0)
}

/// The characters of a line, each [`widened`]; borrowed when none of them changes.
pub fn widened_all<'a>(line: &'a Characters) -> Cow<'a, [char]> {
    let bytes = line.text().as_bytes();
    let (pauses, others) = (memchr3(b',', b';', b':', bytes), memchr3(b'(', b')', b'!', bytes));
    if pauses.or(others).or_else(|| memchr(b'?', bytes)).is_none() {
        return Cow::Borrowed(line.all());
    }
    Cow::Owned(line.all().iter().copied().map(widened).collect())
}

/// The half-width form of a full-width sign; any other character as it is.
#[inline]
pub fn narrowed(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The full-width form of an ASCII sign; any other character as it is.
pub fn full_width(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// `text` with its punctuation as wide as that of `line`; full-width where the line does not say.
pub fn as_wide_as(line: &str, text: &str) -> String {
    let has = |mark: fn(&(char, char)) -> char| WIDTHS.iter().any(|pair| line.contains(mark(pair)));
    let half = has(|pair| pair.1) && !has(|pair| pair.0);
    let swap = |c: char| {
        let pair = WIDTHS.iter().find(|pair| pair.0 == c || pair.1 == c);
        pair.map_or(c, |pair| if half { pair.1 } else { pair.0 })
    };
    text.chars().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_and_quotation_marks_are_one() {
        for text in ["县（市，区）“２＋Ｎ”", "县(市,区)\"2+N\"", "县(市，区)‘2＋N’"]
        {
            assert_eq!(fold(text), "县(市,区)\"2+N\"");
        }
        assert!(matches!(fold("发展(安全),——…①"), Cow::Borrowed(_)));
    }

    #[test]
    fn punctuation_follows_the_line() {
        assert_eq!(as_wide_as("各县(区),", "县（市、区）"), "县(市、区)");
        assert_eq!(as_wide_as("各县（区）,", "县(市、区)"), "县（市、区）");
        assert_eq!(as_wide_as("各县区", "县(市、区)"), "县（市、区）");
    }

    #[test]
    fn a_line_without_half_width_marks_stays() {
        for (_, half) in WIDTHS {
            let text = format!("国{half}5");
            let widened: Vec<char> = text.chars().map(widened).collect();
            assert_eq!(*widened_all(&Characters::of(&text)), *widened);
        }
        assert!(matches!(widened_all(&Characters::of("国，5.")), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn places_lead_back(text in "[a,，（“’—…国①\u{feff}～]{0,30}") {
            let folded = Folded::of(&text);
            let mut places = text.char_indices();
            for (at, c) in folded.text.char_indices() {
                let (start, original) = places.next().unwrap();
                let (here, there) = (at..at + c.len_utf8(), start..start + original.len_utf8());
                prop_assert_eq!(folded.range(here.clone()), there.clone());
                prop_assert_eq!(folded.folded_range(there), here);
                prop_assert_eq!(super::folded(original), c);
            }
            prop_assert_eq!(places.next(), None);
        }
    }
}
