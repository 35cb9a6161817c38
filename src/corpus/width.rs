//! Half-width and full-width forms of one character, made one: the corpus is kept and asked in them.

use std::borrow::Cow;

use crate::text::fold::{narrowed, widened};

/// `text` with the full-width form of `, ; : ! ? ( )`, as Chinese text has it, and the half-width
/// form of letters and digits. Between two half-width letters or digits (1,000 16:00) a mark stays.
pub fn folded(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| mark(c).is_some() || alphanumeric(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let within = out.ends_with(|c: char| c.is_ascii_alphanumeric())
            && chars.peek().is_some_and(|&next| alphanumeric(next).unwrap_or(next).is_ascii_alphanumeric());
        out.push(match mark(c) {
            Some(wide) if !within => wide,
            _ => alphanumeric(c).unwrap_or(c),
        });
    }
    Cow::Owned(out)
}

fn mark(c: char) -> Option<char> {
    Some(widened(c)).filter(|wide| *wide != c)
}

fn alphanumeric(c: char) -> Option<char> {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ').then(|| narrowed(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_widths_come_to_one() {
        assert_eq!(folded("(一)改革,开放;５Ｇ"), "（一）改革，开放；5G");
        assert_eq!(folded("1,000人在16:00前到"), "1,000人在16:00前到");
        assert_eq!(folded("到2025年,建成"), "到2025年，建成");
        assert!(matches!(folded("改革，开放"), Cow::Borrowed(_)));
    }
}
