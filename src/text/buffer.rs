//! The text as lines that can be edited cheaply; line ends (LF, CRLF, CR) are kept as they are.

use std::borrow::Cow;

use ropey::{Rope, RopeSlice};

use super::position::{Position, Span};

/// A document's text. A line ends at LF, CRLF or a lone CR, as in the language server protocol.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// Number of lines; a text that ends in a line end has an empty last line.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// Length in bytes (UTF-8).
    pub fn len_bytes(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Line `line` without its line end. Empty past the end.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        let Some(slice) = self.rope.get_line(line) else { return Cow::Borrowed("") };
        match Cow::from(slice) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches(['\n', '\r'])),
            Cow::Owned(mut text) => {
                text.truncate(text.trim_end_matches(['\n', '\r']).len());
                Cow::Owned(text)
            }
        }
    }

    /// The lines in order, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.line_count()).map(|line| self.line(line))
    }

    /// Number of `lines` that the text begins with, compared in order without copying.
    pub fn shared_start<'a>(&self, lines: impl Iterator<Item = &'a str>) -> usize {
        self.rope.lines().zip(lines).take_while(|(line, text)| holds(*line, text)).count()
    }

    /// Number of `lines` that the text ends with; they are given from the last one on.
    pub fn shared_end<'a>(&self, lines: impl Iterator<Item = &'a str>) -> usize {
        let back = self.rope.lines_at(self.line_count()).reversed();
        back.zip(lines).take_while(|(line, text)| holds(*line, text)).count()
    }

    /// The line end that the text uses: that of its first line, LF when it has none.
    pub fn line_end(&self) -> &'static str {
        let first = self.rope.line(0);
        let mut ends = first.chars_at(first.len_chars()).reversed();
        match (ends.next(), ends.next()) {
            (Some('\n'), Some('\r')) => "\r\n",
            (Some('\r'), _) => "\r",
            _ => "\n",
        }
    }

    /// Byte offset from the start of the text; a place outside is moved to the nearest one inside.
    pub fn offset(&self, at: Position) -> usize {
        if at.line >= self.line_count() {
            return self.len_bytes();
        }
        let line = self.line(at.line);
        let mut byte = at.byte.min(line.len());
        while !line.is_char_boundary(byte) {
            byte -= 1;
        }
        self.rope.line_to_byte(at.line) + byte
    }

    /// The place of a byte offset from the start of the text.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.rope.byte_to_line(offset.min(self.len_bytes()));
        Position::new(line, offset.min(self.len_bytes()) - self.rope.line_to_byte(line))
    }

    /// The text of `span`, line ends included.
    pub fn slice(&self, span: Span) -> String {
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        self.rope.byte_slice(start..end.max(start)).to_string()
    }

    /// Replaces `span` by `text`.
    pub fn replace(&mut self, span: Span, text: &str) {
        let start = self.rope.byte_to_char(self.offset(span.start));
        let end = self.rope.byte_to_char(self.offset(span.end)).max(start);
        self.rope.remove(start..end);
        self.rope.insert(start, text);
    }

    /// True when both hold the same text.
    pub fn is_same(&self, other: &Self) -> bool {
        self.rope == other.rope
    }

    /// Offset in Unicode scalar values of the start of every line, for reports.
    pub fn line_starts_in_chars(&self) -> Vec<usize> {
        (0..self.line_count()).map(|line| self.rope.line_to_char(line)).collect()
    }
}

/// True when `line` is `text` and a line end, or `text` alone.
fn holds(line: RopeSlice, text: &str) -> bool {
    let mut rest = text.as_bytes();
    for chunk in line.chunks() {
        let shared = chunk.len().min(rest.len());
        if chunk.as_bytes()[..shared] != rest[..shared]
            || !chunk.as_bytes()[shared..].iter().all(|byte| matches!(byte, b'\n' | b'\r'))
        {
            return false;
        }
        rest = &rest[shared..];
    }
    rest.is_empty()
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_kind_of_line_end_closes_a_line() {
        let text = Text::from("一\n二\r\n三\r四");
        assert_eq!(text.lines().collect::<Vec<_>>(), ["一", "二", "三", "四"]);
        assert_eq!(Text::from("一\r\n二").line_end(), "\r\n");
        assert_eq!(Text::from("一").line_end(), "\n");
        let lines = ["一", "二", "三", "四"];
        assert_eq!(text.shared_start(lines.into_iter()), 4);
        assert_eq!(text.shared_end(lines.into_iter().rev()), 4);
        assert_eq!(text.shared_start(["一", "二三"].into_iter()), 1);
        assert_eq!(text.shared_end(["四", "", "二"].into_iter()), 1);
    }

    proptest! {
        #[test]
        fn editing_is_editing_a_string(
            text in "[ab一\r\n𠮷]{0,30}", new in "[c二\r\n]{0,6}",
            a in (0usize..8, 0usize..12), b in (0usize..8, 0usize..12),
        ) {
            let (a, b) = (Position::new(a.0, a.1), Position::new(b.0, b.1));
            let span = Span { start: a.min(b), end: a.max(b) };
            let mut buffer = Text::from(text.as_str());
            let (start, end) = (buffer.offset(span.start), buffer.offset(span.end));
            let mut plain = text.clone();
            plain.replace_range(start..end.max(start), &new);
            buffer.replace(span, &new);
            prop_assert_eq!(buffer.to_string(), plain);
        }
    }
}
