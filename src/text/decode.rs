//! Bytes ⇄ characters: UTF-8, UTF-16 and GB18030, recognised without being told.

use std::fmt;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Encodings that drafts come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GB 18030, of which GBK and GB 2312 are parts.
    Gb18030,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
        })
    }
}

/// How a file was written, so that it can be written back the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Encoding of the bytes.
    pub encoding: Encoding,
    /// True when the file began with a byte-order mark.
    pub bom: bool,
    /// True when nothing in the file names the encoding and it was inferred from the bytes.
    pub guessed: bool,
}

/// A file's text and how it was written. The byte-order mark is not part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, line ends as they stand.
    pub text: String,
    /// How to write them back.
    pub format: Format,
}

/// Bytes that are no text, or a text that the encoding cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecError {
    /// A NUL byte where text was expected: 1-based line, and 0-based byte offset in the file.
    Binary {
        /// 1-based line.
        line: usize,
        /// Offset of the first NUL in the file, in bytes.
        offset: usize,
    },
    /// Bytes that the encoding does not know.
    Undecodable {
        /// The encoding that fitted best.
        encoding: Encoding,
        /// 1-based line.
        line: usize,
        /// Offset of the first bad byte in the file.
        offset: usize,
    },
    /// The bytes read do not come back from the text, so writing could lose something.
    NotReversible(Encoding),
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary { line, offset } => {
                write!(f, "不是文本文件：第{line}行（第{}字节）有空字节", offset + 1)
            }
            Self::Undecodable { encoding, line, offset } => {
                write!(
                    f,
                    "第{line}行（第{}字节）不是有效的 {encoding} 编码，文件可能损坏或编码不受支持",
                    offset + 1
                )
            }
            Self::NotReversible(encoding) => {
                write!(f, "文件中有 {encoding} 不能原样写回的字符，未作修改；请另存为 UTF-8 后再试")
            }
        }
    }
}

impl std::error::Error for CodecError {}

/// Reads text from `bytes`.
///
/// A byte-order mark decides; then valid UTF-8; then UTF-16 by its shape and GB18030 as a guess.
pub fn decode(bytes: &[u8]) -> Result<Decoded, CodecError> {
    for (mark, encoding) in BYTE_ORDER_MARKS {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = decode_as(rest, encoding, mark.len())?;
            return Ok(Decoded { text, format: Format { encoding, bom: true, guessed: false } });
        }
    }
    let guessed = |encoding, text| Decoded { text, format: Format { encoding, bom: false, guessed: true } };
    // Three times as fast as the standard library where nearly every character has three bytes.
    let utf8 = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    if let Some(text) = utf8.filter(|text| !text.contains('\0')) {
        let format = Format { encoding: Encoding::Utf8, bom: false, guessed: false };
        return Ok(Decoded { text: text.into_owned(), format });
    }
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        if let Some(text) = utf16_without_mark(bytes, encoding) {
            return Ok(guessed(encoding, text));
        }
    }
    if let Some(offset) = bytes.iter().position(|&b| b == 0) {
        return Err(CodecError::Binary { line: line_at(bytes, offset), offset });
    }
    let encoding = if looks_like_damaged_utf8(bytes) { Encoding::Utf8 } else { Encoding::Gb18030 };
    decode_as(bytes, encoding, 0).map(|text| guessed(encoding, text))
}

/// Bytes of `text` in `format`, byte-order mark included.
pub fn encode(text: &str, format: Format) -> Vec<u8> {
    let mark = BYTE_ORDER_MARKS.iter().find(|(_, encoding)| *encoding == format.encoding);
    let mut bytes = mark.filter(|_| format.bom).map(|(mark, _)| mark.to_vec()).unwrap_or_default();
    match format.encoding {
        Encoding::Utf8 => bytes.extend_from_slice(text.as_bytes()),
        Encoding::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Encoding::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Encoding::Gb18030 => bytes.extend_from_slice(&GB18030.encode(text).0),
    }
    bytes
}

const BYTE_ORDER_MARKS: [(&[u8], Encoding); 4] = [
    (b"\xef\xbb\xbf", Encoding::Utf8),
    (b"\xff\xfe", Encoding::Utf16Le),
    (b"\xfe\xff", Encoding::Utf16Be),
    (b"\x84\x31\x95\x33", Encoding::Gb18030),
];

fn decode_as(bytes: &[u8], encoding: Encoding, skipped: usize) -> Result<String, CodecError> {
    let codec = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Gb18030 => GB18030,
    };
    match codec.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => match text.find('\0') {
            None => Ok(text.into_owned()),
            Some(at) => {
                let before = encode(&text[..at], Format { encoding, bom: false, guessed: false });
                let line = 1 + text[..at].matches('\n').count();
                Err(CodecError::Binary { line, offset: skipped + before.len() })
            }
        },
        None => {
            let mut decoder = codec.new_decoder_without_bom_handling();
            let mut sink = String::with_capacity(bytes.len() * 3 + 16);
            let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut sink, true);
            let bad = match result {
                encoding_rs::DecoderResult::Malformed(bad, after) => usize::from(bad) + usize::from(after),
                _ => 0,
            };
            let line = 1 + sink.matches('\n').count();
            Err(CodecError::Undecodable { encoding, line, offset: skipped + read.saturating_sub(bad) })
        }
    }
}

/// UTF-16 is believed without a mark only when every unit decodes and nearly all of it is Chinese
/// text; random pairs of bytes do not look like that.
fn utf16_without_mark(bytes: &[u8], encoding: Encoding) -> Option<String> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let text = decode_as(bytes, encoding, 0).ok()?;
    let expected = |c: &char| {
        super::is_hanzi(*c)
            || matches!(c, ' '..='~' | '\r' | '\n' | '\t' | '\u{2010}'..='\u{2030}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
    };
    let (all, good) = (text.chars().count(), text.chars().filter(expected).count());
    // A line end or a space proves the byte order: the other order makes rare ideographs of them.
    let proof = text.contains(['\n', ' ', '。', '，', '、', '\u{3000}']);
    (proof && good * 100 >= all * 98).then_some(text)
}

/// True when the bytes are UTF-8 but for a few places: then the place is reported, and the rest is
/// not turned into nonsense by reading it as GB18030.
fn looks_like_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        // Pairs of GB18030 bytes often pass for two-byte UTF-8, hardly ever for three-byte.
        good += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > 4 * bad {
        return true;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow) == UTF_8
}

fn line_at(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset].iter().filter(|&&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DRAFT: &str = "关于加强工作的决定\r\n一、总体要求\r\n坚持统筹谋划，稳步推进各项示范工作。\r\n";

    #[test]
    fn each_encoding_is_recognised_and_written_back() {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
            for bom in [false, true] {
                let bytes = encode(DRAFT, Format { encoding, bom, guessed: false });
                let decoded = decode(&bytes).unwrap();
                assert_eq!(decoded.text, DRAFT, "{encoding} {bom}");
                assert_eq!((decoded.format.encoding, decoded.format.bom), (encoding, bom));
                assert_eq!(decoded.format.guessed, !bom && encoding != Encoding::Utf8);
                assert_eq!(encode(&decoded.text, decoded.format), bytes);
            }
        }
    }

    #[test]
    fn errors_name_the_place() {
        let mut damaged = DRAFT.as_bytes().to_vec();
        let at = DRAFT.find("坚持").unwrap();
        damaged[at] = 0xff;
        let undecodable = CodecError::Undecodable { encoding: Encoding::Utf8, line: 3, offset: at };
        assert_eq!(decode(&damaged), Err(undecodable));
        assert_eq!(decode(b"PK\x03\x04\n\x00\x00"), Err(CodecError::Binary { line: 2, offset: 5 }));
        let mut gb = encode(DRAFT, Format { encoding: Encoding::Gb18030, bom: false, guessed: false });
        gb.extend_from_slice(b"\n\xff\xff");
        assert!(matches!(
            decode(&gb),
            Err(CodecError::Undecodable { encoding: Encoding::Gb18030, line: 5, .. })
        ));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_fail_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains('\0'));
            }
        }
    }
}
