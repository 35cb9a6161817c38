//! The two streams of a run: results on one, remarks on standard error.

use std::io::{self, IsTerminal, Write};
use std::sync::LazyLock;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthChar;

/// Columns of a report that does not go to a terminal.
const WIDTH: usize = 100;
const NARROWEST: usize = 40;
/// What a style begins with.
const ESCAPE: char = '\u{1b}';

/// A title or a path.
pub const STRONG: Style = Style::new().effects(Effects::BOLD);
/// What is beside the point.
pub const FAINT: Style = Style::new().effects(Effects::DIMMED);
/// An error and its place.
pub const RED: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// A warning.
pub const YELLOW: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// A hint.
pub const BLUE: Style = AnsiColor::Cyan.on_default();
/// A fix.
pub const GREEN: Style = AnsiColor::Green.on_default();

/// Says one line on standard error. Nobody listening is no reason to stop.
pub fn complain(message: impl std::fmt::Display) {
    let _ = writeln!(anstream::stderr(), "{}", printable(&message.to_string()));
}

/// Where results go. Colours pass only to a terminal that wants them (NO_COLOR is honoured).
pub struct Output {
    to_stderr: bool,
    closed: bool,
}

impl Output {
    /// Results on standard output, or on standard error when that carries a fixed text.
    pub fn new(to_stderr: bool) -> Self {
        Self { to_stderr, closed: false }
    }

    /// Writes `text`. A reader who has gone away (`| head`) is no error: the rest is dropped.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        if self.closed || text.is_empty() {
            return Ok(());
        }
        // Looking for styles takes a report of megabytes longer than making it.
        if !self.to_stderr && !text.contains(ESCAPE) {
            return self.write_bytes(text.as_bytes());
        }
        let written = if self.to_stderr {
            let mut stream = anstream::stderr().lock();
            stream.write_all(text.as_bytes()).and_then(|()| stream.flush())
        } else {
            let mut stream = anstream::stdout().lock();
            stream.write_all(text.as_bytes()).and_then(|()| stream.flush())
        };
        self.note(written)
    }

    /// Writes bytes to standard output as they are.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut stream = io::stdout().lock();
        let written = stream.write_all(bytes).and_then(|()| stream.flush());
        self.note(written)
    }

    /// True when nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// True when a person watches the results.
    pub fn is_watched(&self) -> bool {
        if self.to_stderr { io::stderr().is_terminal() } else { io::stdout().is_terminal() }
    }

    /// Columns that a line may take.
    pub fn width(&self) -> usize {
        let size = if self.to_stderr {
            terminal_size::terminal_size_of(io::stderr())
        } else {
            terminal_size::terminal_size_of(io::stdout())
        };
        size.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDTH))
    }

    fn note(&mut self, written: io::Result<()>) -> io::Result<()> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

/// True when a person watches standard error.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// `text` in a style; as it is where neither stream shows styles.
pub fn styled(style: Style, text: &str) -> String {
    static SHOWN: LazyLock<bool> = LazyLock::new(|| {
        let choices = [AutoStream::choice(&io::stdout()), AutoStream::choice(&io::stderr())];
        choices.into_iter().any(|choice| choice != ColorChoice::Never)
    });
    if *SHOWN { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// `text` without characters that would steer the terminal; a draft must not be able to.
pub fn printable(text: &str) -> String {
    if !text.contains(is_control) {
        return text.to_owned();
    }
    text.chars().map(|c| if is_control(c) { '\u{fffd}' } else { c }).collect()
}

/// True for characters that move the cursor, change its direction or take no place at all.
#[inline]
pub fn is_control(c: char) -> bool {
    // None of them comes after the marks of direction, which settles nearly every character.
    c < '\u{2070}' && is_low_control(c)
}

fn is_low_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Columns that `c` takes on a terminal: two for full-width characters.
pub fn columns(c: char) -> usize {
    match c {
        // Nearly every character of a draft.
        '\u{4e00}'..='\u{9fff}' => 2,
        c => c.width().unwrap_or(1),
    }
}

/// Columns that `text` takes.
pub fn text_columns(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// `text` and spaces up to `width` columns.
pub fn padded(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(text_columns(text));
    format!("{text}{:spaces$}", "")
}

/// `text` broken into lines of at most `width` columns, never before a closing mark.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    const NOT_FIRST: &str = "，。、；：？！”’）》】…";
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words(text) {
        let wide = text_columns(word);
        let hangs = word.chars().next().is_some_and(|c| NOT_FIRST.contains(c));
        if used > 0 && used + wide > width && !hangs {
            lines.push(String::new());
            used = 0;
        }
        if used == 0 && word == " " {
            continue;
        }
        lines.last_mut().expect("there is always a last line").push_str(word);
        used += wide;
    }
    lines
}

/// Pieces that stay together: Latin words whole, ideographs one by one.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let whole = |c: char| c.is_ascii_graphic();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if whole(c) && chars.peek().is_some_and(|&(_, next)| whole(next)) {
            continue;
        }
        found.push(&text[start..end]);
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_by_columns_and_not_before_a_stop() {
        assert_eq!(wrapped("序号应当连续，不得跳号。", 12), ["序号应当连续，", "不得跳号。"]);
        assert_eq!(wrapped("见 numbering/scope 规则", 12), ["见 ", "numbering/scope", "规则"]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("一\x1b[31m\u{202e}二"), "一\u{fffd}[31m\u{fffd}二");
    }
}
