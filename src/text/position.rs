//! Places in a text: line and byte inside, converted to other encodings at the edge only.

/// A place: 0-based line, and byte offset (UTF-8) from the start of that line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// 0-based line.
    pub line: usize,
    /// Byte offset (UTF-8) within the line.
    pub byte: usize,
}

/// A half-open stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First place inside.
    pub start: Position,
    /// First place after.
    pub end: Position,
}

impl Position {
    /// A place on `line` at `byte`.
    pub fn new(line: usize, byte: usize) -> Self {
        Self { line, byte }
    }
}

impl Span {
    /// `bytes` of one line.
    pub fn on_line(line: usize, bytes: std::ops::Range<usize>) -> Self {
        Self { start: Position::new(line, bytes.start), end: Position::new(line, bytes.end) }
    }

    /// The line `line` from its start to the start of the next one.
    pub fn whole_line(line: usize) -> Self {
        Self { start: Position::new(line, 0), end: Position::new(line + 1, 0) }
    }

    /// The same span, `lines` lines further down.
    pub fn shifted(self, lines: usize) -> Self {
        let shift = |p: Position| Position::new(p.line + lines, p.byte);
        Self { start: shift(self.start), end: shift(self.end) }
    }

    /// True when both share at least one place, or touch where one is empty.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end || self.start == other.start
    }
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnEncoding {
    /// UTF-8 bytes.
    Utf8,
    /// UTF-16 code units, the default of the language server protocol.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl ColumnEncoding {
    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// Column of the byte offset `byte` in `line`.
    pub fn column(self, line: &str, byte: usize) -> usize {
        let end = (byte..line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
        let before = &line[..end];
        match self {
            Self::Utf8 => byte.min(line.len()),
            // Characters of two units are rare, and whether there is one is quickly seen.
            Self::Utf16 if before.bytes().fold(0, u8::max) >= 0xf0 => before.encode_utf16().count(),
            _ => before.chars().count(),
        }
    }

    /// Byte offset of `column` in `line`: past the end it is the end, inside a character its start.
    pub fn byte(self, line: &str, column: usize) -> usize {
        let mut at_column = 0;
        for (at, c) in line.char_indices() {
            at_column += self.width(c);
            if at_column > column {
                return at;
            }
        }
        line.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_round_trip_at_character_boundaries(line in "[a-z一-十𠮷😀é]{0,40}") {
            for encoding in [ColumnEncoding::Utf8, ColumnEncoding::Utf16, ColumnEncoding::Utf32] {
                for (byte, _) in line.char_indices().chain([(line.len(), ' ')]) {
                    prop_assert_eq!(encoding.byte(&line, encoding.column(&line, byte)), byte);
                }
            }
        }

        #[test]
        fn any_column_gives_a_boundary(line in "\\PC{0,40}", column in 0usize..200) {
            for encoding in [ColumnEncoding::Utf8, ColumnEncoding::Utf16, ColumnEncoding::Utf32] {
                prop_assert!(line.is_char_boundary(encoding.byte(&line, column)));
            }
        }
    }
}
