//! Regular expressions that compile quickly.

use regex::Regex;

/// Digits of either width, inside of brackets or not.
const DIGITS: &str = "[0-9０-９]";

/// White space of drafts and of the web pages that they are copied from.
const BLANKS: &str = r"[\t\n\x0b\x0c\r \u{85}\u{a0}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{3000}]";

/// The regular expression `text`, in which `\d` is a digit of either width and `\s` white space as Chinese
/// texts have it. All the digits and white space of Unicode take far longer to compile, which each start of the
/// checker would wait for.
///
/// # Panics
/// When `text` is none: it is written in the code.
pub fn pattern(text: &str) -> Regex {
    let text = text.replace(r"\d", DIGITS).replace(r"\s", BLANKS);
    Regex::new(&text).unwrap_or_else(|error| panic!("{text} does not compile: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_both_widths_and_wide_spaces_count() {
        let pattern = pattern(r"^\d{4}[\d\s年]+$");
        assert!(pattern.is_match("2024年１　２") && !pattern.is_match("2024年一"));
    }
}
