//! What is done with the bytes of a case, and what must hold then: one function for each target.
//!
//! `tests/fuzz_cases.rs` includes this file and runs the kept cases without a fuzzer.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use nigao::cli::fix::fixed;
use nigao::corpus::{self, Corpus};
use nigao::document::Document;
use nigao::features::{folding, format, selection, symbols, typing};
use nigao::fix::fix_all;
use nigao::rules::RULES;
use nigao::settings::Settings;
use nigao::terms::{Termbase, load, tbx as exchange};
use nigao::text::decode::decode;
use nigao::text::{Position, Span, Text};
use nigao::{Analysis, Reference, analyze};
use serde_json::Value;

static REFERENCE: LazyLock<Arc<Reference>> = LazyLock::new(Arc::default);

/// Longest draft: the time goes into many short ones.
const LONGEST: usize = 4096;

/// Bytes that begin with UTF-8 text are read as that, others as a file would be.
fn draft(data: &[u8]) -> Option<String> {
    let data = &data[..data.len().min(LONGEST)];
    if let Ok(text) = std::str::from_utf8(data) {
        return Some(text.to_owned());
    }
    let decoded = decode(data).ok()?;
    // Bytes that do not come back (0x80 in GB18030), or would be read as another encoding, are not written.
    if let Ok(Some((text, bytes))) = fixed(data, &decoded, &REFERENCE) {
        assert_eq!(decode(&bytes).map(|again| again.text), Ok(text.to_string()));
    }
    Some(decoded.text)
}

fn is_inside(document: &Document, at: Position) -> bool {
    match document.lines.get(at.line) {
        Some(line) => line.text.is_char_boundary(at.byte),
        None => at == Position::new(document.lines.len(), 0),
    }
}

/// Places of everything that an analysis says lie inside the draft.
fn check_places(analysis: &Analysis) {
    let document = &analysis.draft.document;
    let sections = document.outline.sections.iter().map(|section| section.span);
    let findings = analysis.findings.iter().flat_map(|finding| {
        let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        edits.chain(finding.related.iter().map(|(span, _)| *span)).chain([finding.span])
    });
    for span in sections.chain(findings) {
        assert!(span.start <= span.end, "{span:?}");
        assert!(is_inside(document, span.start) && is_inside(document, span.end), "{span:?}");
    }
}

/// Any bytes as a draft: it is analysed, mended and asked about.
pub fn text(data: &[u8]) {
    let Some(text) = draft(data) else { return };
    let text = Text::from(text.as_str());
    let analysis = analyze(&text, &REFERENCE, None);
    check_places(&analysis);
    symbols::symbols(&analysis);
    folding::folds(&analysis);
    format::format(&text, &REFERENCE);
    for line in 0..text.line_count().min(16) {
        for byte in [0, text.line(line).len()] {
            let at = Position::new(line, byte);
            selection::around(&analysis, at);
            typing::after_line_break(&analysis, at);
        }
    }
    if let Some(fixed) = fix_all(&text, &REFERENCE) {
        assert!(fix_all(&fixed, &REFERENCE).is_none(), "fixing does not come to an end");
    }
}

/// Everything that an analysis says, in a form that can be compared.
fn said(analysis: &Analysis) -> String {
    let document = &analysis.draft.document;
    let facts = (&document.front, &document.attachments, &document.reading, &document.outline);
    format!("{:?} {facts:?} {:?} {:?}", analysis.findings, analysis.draft.promises, document.lines)
}

/// A draft and edits to it, each after a byte 0xFF (never part of UTF-8): line, byte and number of
/// lines that go, then what comes. Edit by edit, the analysis is that of a fresh start.
pub fn edits(data: &[u8]) {
    let mut parts = data[..data.len().min(LONGEST)].split(|byte| *byte == 0xff);
    let Some(Ok(start)) = parts.next().map(std::str::from_utf8) else { return };
    let mut text = Text::from(start);
    let mut analysis = analyze(&text, &REFERENCE, None);
    for part in parts.take(8) {
        let Some((place, new)) = part.split_first_chunk::<3>() else { continue };
        let [line, byte, lines] = place.map(usize::from);
        let start = Position::new(line % text.line_count(), byte);
        let end = Position::new(start.line + lines % 8, if lines < 128 { byte } else { 0 });
        text.replace(Span { start, end: end.max(start) }, &String::from_utf8_lossy(new));
        analysis = analyze(&text, &REFERENCE, Some(&analysis));
        assert_eq!(said(&analysis), said(&analyze(&text, &REFERENCE, None)));
        check_places(&analysis);
    }
}

/// Any text as nigao.toml, and as the same settings from an editor.
pub fn settings(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let (settings, problems) = Settings::parse(text, &ids);
    for problem in problems {
        assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
        assert!(problem.line > 0 && problem.column > 0 && !problem.message.contains('\n'), "{problem:?}");
    }
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        Settings::from_json(&value, &ids);
    }
    let reference = Arc::new(Reference::with_settings(settings));
    analyze(&Text::from("关于工作的决定\n一、甲\n三、乙\n"), &reference, None);
}

/// Any text as a file of terms in TOML.
pub fn terms(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check_terms(text, load::to_toml);
    }
}

/// Any text as a file of terms in TBX.
pub fn tbx(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check_terms(text, exchange::write);
    }
}

/// Problems have a place; what was read can be used, and what is written again reads as the same.
fn check_terms(text: &str, write: fn(&[nigao::terms::Entry]) -> String) {
    let (base, problems) = Termbase::parse(text, "terms");
    for problem in problems {
        assert!(problem.line > 0 && problem.column > 0 && !problem.message.contains('\n'), "{problem:?}");
    }
    let (again, problems) = Termbase::parse(&write(&base.entries), "again");
    assert_eq!((&again.entries, problems), (&base.entries, Vec::new()));
    let forms = base.entries.iter().flat_map(|entry| {
        let wrong = entry.forbidden.iter().filter_map(|forbidden| forbidden.text.as_deref());
        entry.forms.iter().map(|form| form.text.as_str()).chain(wrong).chain([entry.name.as_str()])
    });
    let draft = forms.take(50).collect::<Vec<_>>().join("，\n");
    let reference = Arc::new(Reference::new(Settings::default(), Arc::new(base), Arc::default()));
    check_places(&analyze(&Text::from(draft.as_str()), &reference, None));
}

/// A small corpus, as it is kept.
static KEPT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let text = "关于推进工作的决定\n一、总体要求\n推动高质量发展，坚持统筹谋划。\n二、重点任务\n推动高质量发展，坚持统筹谋划。\n";
    let source = corpus::Source { name: "甲".to_owned(), text: text.to_owned(), ..Default::default() };
    let mut bytes = Corpus::build(&[source], &|_| {}).write();
    let seal = corpus::seal(&bytes);
    bytes.extend(seal.as_bytes());
    bytes
});

/// Damage to a corpus that was kept, as pairs of a place (two bytes) and what is done there: it is
/// told from a whole one. Damage that a checksum would cover is still read, or refused, in peace.
pub fn cache(data: &[u8]) {
    let mut bytes = KEPT.clone();
    for damage in data.chunks_exact(4) {
        let [low, high, kind, value] = *damage else { return };
        let at = usize::from(u16::from_le_bytes([low, high])) % bytes.len().max(1);
        match kind % 4 {
            0 if !bytes.is_empty() => bytes[at] = value,
            1 => bytes.insert(at, value),
            2 => bytes.truncate(at),
            _ if !bytes.is_empty() => bytes[at] ^= value,
            _ => {}
        }
    }
    assert_eq!(corpus::unseal(bytes.clone()).is_some(), bytes == *KEPT);
    Corpus::read(bytes.into());
    Corpus::read(data.to_vec().into());
}

/// Names of files and folders in messages are taken to be below this one, which does not exist: what
/// a server reads of its own accord must not depend on the machine.
const NOWHERE: &str = "file:///nowhere";

/// What a client may send, a message in each line; a line that begins with `!` is sent as it is. Each
/// request is answered once, with JSON.
pub fn lsp(data: &[u8]) {
    let mut frames = Vec::new();
    let mut asked = 0;
    for line in data.split(|byte| *byte == b'\n').take(64) {
        if let Some(raw) = line.strip_prefix(b"!") {
            frames.extend_from_slice(raw);
            frames.extend_from_slice(b"\r\n");
            continue;
        }
        let line = String::from_utf8_lossy(line).replace("file://", NOWHERE);
        // These would have files read, or the end of somebody else's process waited for.
        if line.contains("\"paths\"") || line.contains("\"files\"") {
            continue;
        }
        asked += usize::from(is_request(&line));
        frames.extend_from_slice(&framed(&line));
    }
    let is_raw = data.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"!"));
    let (sender, said) = channel();
    // Where a frame was spoilt on purpose, those behind it may be lost.
    let input = Client { frames, read: 0, asked: if is_raw { 0 } else { asked }, said };
    nigao::lsp::serve(input, Output { sender, pending: Vec::new() });
}

/// `body` as it is sent.
fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// True for a message that must be answered.
fn is_request(line: &str) -> bool {
    let Ok(Value::Object(message)) = serde_json::from_str(line) else { return false };
    let id = message.get("id").is_some_and(|id| id.is_i64() || id.is_string());
    id && message.get("method").is_some_and(|method| method.is_string() && method != "exit")
}

/// What the server says that a client takes note of.
enum Said {
    Answer,
    /// A question to the client, by its id.
    Question(Value),
}

/// The client's end of the server's input: frames, and after them the end, but not before all that
/// was asked is answered.
struct Client {
    frames: Vec<u8>,
    read: usize,
    /// Requests that have no answer yet.
    asked: usize,
    said: Receiver<Said>,
}

/// Only against a server that does not answer.
const PATIENCE: Duration = Duration::from_secs(60);

impl Read for Client {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.frames.len() && self.asked > 0 {
            match self.said.recv_timeout(PATIENCE) {
                Ok(Said::Answer) => self.asked -= 1,
                Ok(Said::Question(id)) => {
                    let answer = serde_json::json!({"jsonrpc": "2.0", "id": id, "result": null});
                    self.frames.extend_from_slice(&framed(&answer.to_string()));
                }
                Err(RecvTimeoutError::Disconnected) => self.asked = 0,
                Err(RecvTimeoutError::Timeout) => panic!("a request is not answered"),
            }
        }
        let length = (&self.frames[self.read..]).read(buffer)?;
        self.read += length;
        Ok(length)
    }
}

/// The client's end of the server's output.
struct Output {
    sender: Sender<Said>,
    pending: Vec<u8>,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        while let Some((body, end)) = frame(&self.pending) {
            let message: Value = serde_json::from_slice(body).expect("the server sends JSON");
            let id = message.get("id").filter(|id| !id.is_null());
            let said = match (id, message.get("method")) {
                (Some(id), Some(_)) => Some(Said::Question(id.clone())),
                (Some(_), None) => Some(Said::Answer),
                (None, _) => None,
            };
            said.map(|said| self.sender.send(said));
            self.pending.drain(..end);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The body of the first frame, and where it ends.
fn frame(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
    let length = std::str::from_utf8(&bytes[..head]).ok()?.strip_prefix("Content-Length: ")?;
    let end = head + 4 + length.parse::<usize>().ok()?;
    Some((bytes.get(head + 4..end)?, end))
}
