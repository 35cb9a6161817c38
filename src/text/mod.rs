//! Characters and nothing else: decoding, the editable buffer, folded widths, positions, numerals.

pub mod buffer;
pub mod characters;
pub mod decode;
pub mod fold;
pub mod lexicon;
pub mod numeral;
pub mod pattern;
pub mod pinyin;
pub mod places;
pub mod position;
pub mod segment;
pub mod shape;
pub mod sign;
pub mod sketch;
pub mod tables;
pub mod words;

pub use buffer::Text;
pub use characters::Characters;
pub use pattern::pattern;
pub use places::{Place, Places};
pub use position::{ColumnEncoding, Position, Span};
pub use sign::Sign;
pub use words::Words;

/// True for an ideograph of any Unicode block that carries them.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// True for white space of any width, the byte-order mark and zero-width space included.
pub fn is_blank(c: char) -> bool {
    // No white space comes after the ideographic one, which settles nearly every character.
    c <= '\u{3000}' && (c.is_whitespace() || c == '\u{200b}') || c == '\u{feff}'
}
