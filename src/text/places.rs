//! Positions in a text → lines, columns and offsets in Unicode scalar values.

use memchr::memchr2_iter;

use super::position::{Position, Span};

/// Bytes between two known offsets. A text may be one line of many megabytes; counting from its
/// start for every finding would take for ever.
const STEP: usize = 256;

/// Where the lines of a text begin, and how many characters stand before them.
pub struct Places<'a> {
    text: &'a str,
    /// Start of every line, in bytes.
    lines: Vec<usize>,
    /// Characters before each `STEP` bytes.
    chars: Vec<usize>,
}

/// A place as the contract has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in Unicode scalar values.
    pub column: usize,
    /// Offset from the start of the text, in Unicode scalar values; CRLF counts as two.
    pub offset: usize,
}

impl<'a> Places<'a> {
    /// Lines end at LF, CRLF and a lone CR, as they do in [`super::Text`].
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        let ends = memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        lines.extend(ends.map(|at| at + 1));
        let mut chars = vec![0];
        let mut count = 0;
        for step in bytes.chunks_exact(STEP) {
            count += characters(step);
            chars.push(count);
        }
        Self { text, lines, chars }
    }

    /// The line without its line end; empty past the end.
    pub fn line(&self, line: usize) -> &'a str {
        let Some(&start) = self.lines.get(line) else { return "" };
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\r', '\n'])
    }

    /// Line and byte of `at`; a place outside the text is moved to the nearest one inside.
    fn inside(&self, at: Position) -> (usize, usize) {
        let Some(_) = self.lines.get(at.line) else {
            let last = self.lines.len() - 1;
            return (last, self.line(last).len());
        };
        let text = self.line(at.line);
        let mut byte = at.byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        (at.line, byte)
    }

    /// Where `at` is; a place outside the text is moved to the nearest one inside.
    pub fn place(&self, at: Position) -> Place {
        let (line, byte) = self.inside(at);
        let start = self.offset(self.lines[line]);
        let offset = self.offset(self.lines[line] + byte);
        Place { line: line + 1, column: offset - start + 1, offset }
    }

    /// Start and end of `span`.
    pub fn span(&self, span: Span) -> (Place, Place) {
        let (start, end) = (self.place(span.start), self.place(span.end));
        if end.offset < start.offset { (start, start) } else { (start, end) }
    }

    /// The text of `span`, line ends included.
    pub fn slice(&self, span: Span) -> &'a str {
        let [start, end] = [span.start, span.end].map(|at| {
            let (line, byte) = self.inside(at);
            self.lines[line] + byte
        });
        &self.text[start..end.max(start)]
    }

    /// Characters before the byte `at`.
    fn offset(&self, at: usize) -> usize {
        let known = at / STEP;
        let rest = &self.text.as_bytes()[known * STEP..at];
        self.chars[known] + characters(rest)
    }
}

/// Characters that begin in `bytes`: every byte that does not continue one begins one.
fn characters(bytes: &[u8]) -> usize {
    // A step has no more bytes than fit the number that the counting is done in.
    bytes.iter().map(|&byte| u16::from(byte & 0xc0 != 0x80)).sum::<u16>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_of_the_buffer(
            text in "[a一𠮷\r\n]{0,40}", repeat in prop_oneof![Just(1usize), 30..60usize],
            line in 0usize..40, byte in 0usize..60,
        ) {
            let text = text.repeat(repeat);
            let (places, buffer) = (Places::new(&text), Text::from(text.as_str()));
            prop_assert_eq!(places.lines.len(), buffer.line_count());
            let line = line % buffer.line_count();
            prop_assert_eq!(places.line(line), buffer.line(line));
            let position = Position::new(line, byte);
            let offset = text[..buffer.offset(position)].chars().count();
            let column = offset - buffer.line_starts_in_chars()[line] + 1;
            prop_assert_eq!(places.place(position), Place { line: line + 1, column, offset });
        }
    }

    #[test]
    fn places_outside_are_moved_inside() {
        let places = Places::new("一二\r\n三");
        assert_eq!(places.place(Position::new(9, 9)), Place { line: 2, column: 2, offset: 5 });
        assert_eq!(places.place(Position::new(0, 99)), Place { line: 1, column: 3, offset: 2 });
        assert_eq!(Places::new("").place(Position::new(1, 0)), Place { line: 1, column: 1, offset: 0 });
    }
}
