//! One input, read: its bytes, and its text with what is known about the encoding.

use std::io::Read;
use std::path::PathBuf;

use crate::text::decode::{Decoded, Format, decode, encode};

use super::Failure;
use super::inputs::Input;

/// A file that was read, or the bytes of one that is no text.
#[derive(Debug)]
pub struct Source {
    /// The bytes as they were read.
    pub bytes: Vec<u8>,
    /// Text and format, or why there is none.
    pub decoded: Result<Decoded, Failure>,
}

/// Reads `input` whole.
pub fn read(input: &Input) -> Result<Source, Failure> {
    let bytes = match input {
        Input::Stdin => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        }
        Input::File(path) => read_file(path)?,
    };
    let decoded = decode(&bytes).map_err(Failure::from);
    Ok(Source { bytes, decoded })
}

fn read_file(path: &PathBuf) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::Folder);
    }
    Ok(std::fs::read(path)?)
}

/// The bytes of `text` in `format`, if reading them again gives the same text.
pub fn encoded(text: &str, format: Format) -> Option<Vec<u8>> {
    let bytes = encode(text, format);
    let same = decode(&bytes).is_ok_and(|again| again.text == text && again.format.bom == format.bom);
    same.then_some(bytes)
}

/// The remark that an encoding was inferred, when it was.
pub fn remark(input: &Input, format: Format) -> Option<String> {
    format.guessed.then(|| format!("{input}：按 {} 读取（推断）", format.encoding))
}
