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
        self.rope.get_line(line).map_or(Cow::Borrowed(""), without_end)
    }

    /// The lines in order, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.lines_from(0)
    }

    /// The lines from `line` on, which is not past the end, in order and without their line ends.
    pub fn lines_from(&self, line: usize) -> impl Iterator<Item = Cow<'_, str>> {
        self.rope.lines_at(line).map(without_end)
    }

    /// How many lines at the start, and how many of the others at the end, are those of `other`. Quick
    /// where one text comes of the other by an edit: what that leaves alone, both have in one place.
    pub fn shared_lines(&self, other: &Self) -> (usize, usize) {
        let (rope, fewest) = (&self.rope, self.line_count().min(other.line_count()));
        let start = shared(rope.chunks(), other.rope.chunks(), false);
        let head = if start == self.len_bytes().max(other.len_bytes()) {
            fewest
        } else {
            // A line that ends where the texts part may go on in one of them.
            rope.byte_to_line(start).min(other.rope.byte_to_line(start))
        };
        let back = |rope| Rope::chunks_at_byte(rope, Rope::len_bytes(rope)).0.reversed();
        let end = shared(back(rope), back(&other.rope), true);
        let whole = |text: &Self| {
            let from = text.len_bytes() - end;
            let line = text.rope.byte_to_line(from);
            text.line_count() - line - usize::from(text.rope.line_to_byte(line) < from)
        };
        (head, whole(self).min(whole(other)).min(fewest - head))
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

fn without_end(line: RopeSlice) -> Cow<str> {
    match Cow::from(line) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches(['\n', '\r'])),
        Cow::Owned(mut text) => {
            text.truncate(text.trim_end_matches(['\n', '\r']).len());
            Cow::Owned(text)
        }
    }
}

/// Bytes that two texts in pieces have in common at their start, or `from_end`, the pieces from the last
/// one on, at their end.
fn shared<'a>(a: impl Iterator<Item = &'a str>, b: impl Iterator<Item = &'a str>, from_end: bool) -> usize {
    let (mut a, mut b) = (a.map(str::as_bytes), b.map(str::as_bytes));
    let (mut left, mut right): (&[u8], &[u8]) = (&[], &[]);
    let mut count = 0;
    loop {
        while left.is_empty() {
            let Some(next) = a.next() else { return count };
            left = next;
        }
        while right.is_empty() {
            let Some(next) = b.next() else { return count };
            right = next;
        }
        let length = left.len().min(right.len());
        let cut = |piece: &'a [u8]| match from_end {
            true => piece.split_at(piece.len() - length),
            false => (&piece[length..], &piece[..length]),
        };
        let ((next_left, x), (next_right, y)) = (cut(left), cut(right));
        // Nothing is to be compared where both are one piece of memory.
        if !std::ptr::eq(x, y) && x != y {
            let same = |(x, y): &(&u8, &u8)| x == y;
            return count
                + match from_end {
                    true => x.iter().rev().zip(y.iter().rev()).take_while(same).count(),
                    false => x.iter().zip(y).take_while(same).count(),
                };
        }
        (left, right) = (next_left, next_right);
        count += length;
    }
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
        for text in ["", "一\n", "一\r\n\r二"] {
            let text = Text::from(text);
            assert_eq!(text.lines().count(), text.line_count());
        }
    }

    #[test]
    fn lines_are_shared_up_to_where_texts_part() {
        for (one, other, expected) in [
            ("一\n二\n三", "一\n二\n三", (3, 0)),
            ("一\n二\n三", "一\n甲二\n三", (1, 1)),
            ("一\n二", "一\n二三", (1, 0)),
            ("一\n", "一\n二", (1, 0)),
            ("一\r二", "一\r\n二", (0, 1)),
            ("一\n一\n", "一\n一\n一\n", (2, 1)),
            ("", "一\n", (0, 1)),
        ] {
            let (one, other) = (Text::from(one), Text::from(other));
            assert_eq!((one.shared_lines(&other), other.shared_lines(&one)), (expected, expected));
        }
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
            let before = buffer.clone();
            buffer.replace(span, &new);
            prop_assert_eq!(buffer.to_string(), plain);
            let (head, tail) = buffer.shared_lines(&before);
            let [new, old] = [&buffer, &before].map(|text| text.lines().collect::<Vec<_>>());
            prop_assert_eq!(&new[..head], &old[..head]);
            prop_assert_eq!(&new[new.len() - tail..], &old[old.len() - tail..]);
            prop_assert!(head + tail <= new.len().min(old.len()));
        }
    }
}
