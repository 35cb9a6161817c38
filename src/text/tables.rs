//! TOML as people write it: what can be read of a file with mistakes, and where the mistakes are.

use std::ops::Range;

use toml::de::DeTable;

/// Errors of syntax that are told at once; a file that is no TOML at all would have no end of them.
const ERRORS: usize = 20;

/// The text with blanks for every line that has an error of syntax, so that the others can be read
/// at their places, and the errors: bytes in the text, and a message in Chinese.
pub fn without_errors(text: &str) -> (String, Vec<(Range<usize>, String)>) {
    let (mut sound, mut found) = (text.to_owned(), Vec::new());
    while let (Err(error), true) = (DeTable::parse(&sound), found.len() < ERRORS) {
        let span = error.span().unwrap_or(0..0);
        let (before, after) = sound.as_bytes().split_at(span.start.min(sound.len()));
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let length = after.iter().position(|&byte| byte == b'\n').unwrap_or(after.len());
        let end = before.len() + length;
        found.push((span, syntax_message(error.message())));
        if sound[start..end].trim().is_empty() {
            break;
        }
        sound.replace_range(start..end, &" ".repeat(end - start));
    }
    (sound, found)
}

/// Characters of a message that quotes what somebody wrote; nobody reads on for longer.
const LONGEST: usize = 300;

/// `message` as one line of bearable length, whatever it quotes.
pub fn one_line(message: &str) -> String {
    let mut line: String =
        message.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if message.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// `byte`, or the start of the character that it lies in.
pub fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// 1-based line and column, in Unicode scalar values, of a byte of `text`.
pub fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..boundary(text, byte)];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (1 + before.matches('\n').count(), 1 + before[line_start..].chars().count())
}

/// Of `known`, what somebody who wrote `written` probably meant.
pub fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    // The name alone counts as well: `sequence` and `numbering/sequense` both mean one rule.
    let likeness = |id: &str| {
        let name = id.rsplit('/').next().unwrap_or(id);
        strsim::jaro_winkler(written, id).max(strsim::jaro_winkler(written, name))
    };
    let best = known.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.8).then_some(best)
}

/// The parser's word about an error of syntax, in Chinese where it is a usual one.
fn syntax_message(message: &str) -> String {
    const USUAL: [(&str, &str); 12] = [
        ("duplicate key", "同一个键写了两次"),
        ("string values must be quoted", "字符串应当加引号"),
        ("key with no value", "键后面缺少“= 值”"),
        ("missing value", "“=”后面缺少值"),
        ("unclosed table", "表头缺少“]”"),
        ("unclosed array table", "表头缺少“]]”"),
        ("unclosed array", "数组缺少“]”"),
        ("unclosed inline table", "行内表缺少“}”"),
        ("invalid basic string", "字符串没有写完，缺少引号"),
        ("invalid literal string", "字符串没有写完，缺少引号"),
        ("invalid unquoted key", "含有“/”或汉字的键应当加引号"),
        ("missing assignment", "键与值之间缺少“=”"),
    ];
    match USUAL.iter().find(|(english, _)| message.starts_with(english)) {
        Some((_, chinese)) => format!("不合 TOML 语法：{chinese}"),
        None => format!("不合 TOML 语法（{message}）"),
    }
}
