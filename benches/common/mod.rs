//! A client of a language server, and the texts that are measured.
#![allow(dead_code)]

pub mod texts;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use memchr::memmem;
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/draft.txt";

/// The program of this build.
pub fn nigao() -> Command {
    Command::new(env!("CARGO_BIN_EXE_nigao"))
}

/// A server with one draft open.
pub struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    id: u64,
    version: u64,
    /// True if it wants the whole text with every change.
    whole: bool,
    /// Publications that a change brings: some servers send an empty list before that of the findings.
    publications: usize,
}

impl Server {
    /// Starts a server. Gives it and the time from there until `initialize` was answered.
    pub fn start(command: &mut Command, options: Value, publications: usize) -> (Self, Duration) {
        let start = Instant::now();
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = process.stdin.take().expect("standard input is piped");
        let output = BufReader::new(process.stdout.take().expect("standard output is piped"));
        let mut server = Self { process, input, output, id: 0, version: 0, whole: false, publications };
        let capabilities = json!({"general": {"positionEncodings": ["utf-32"]}});
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities,
            "initializationOptions": options});
        let answer = server.request("initialize", params);
        let took = start.elapsed();
        let sync = &answer["capabilities"]["textDocumentSync"];
        server.whole = sync.get("change").unwrap_or(sync) == 1;
        server.notify("initialized", json!({}));
        (server, took)
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The next message, not parsed: what a client makes of it is not measured.
    fn receive(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("the server writes");
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length:") {
                length = value.trim().parse().expect("the length is a number");
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("the server writes");
        body
    }

    /// The result of a request.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}));
        loop {
            let message = self.receive();
            // Publications are long and no answers.
            if memmem::find(&message, b"textDocument/publishDiagnostics").is_some() {
                continue;
            }
            let message: Value = serde_json::from_slice(&message).expect("the server sends JSON");
            if message.get("method").is_none() && message["id"] == json!(self.id) {
                return message["result"].clone();
            }
        }
    }

    /// Waits for the diagnostics of the newest version.
    pub fn await_diagnostics(&mut self) {
        let mut missing = self.publications;
        while missing > 0 {
            let message = self.receive();
            let publishes = memmem::find(&message, b"\"textDocument/publishDiagnostics\"").is_some();
            // Some servers do not say which version they mean.
            let version = memmem::rfind(&message, b"\"version\":").and_then(|at| {
                let digits = message[at + b"\"version\":".len()..].iter().take_while(|b| b.is_ascii_digit());
                String::from_utf8(digits.copied().collect()).ok()?.parse::<u64>().ok()
            });
            if publishes && version.is_none_or(|version| version == self.version) {
                missing -= 1;
            }
        }
    }

    /// Opens the draft.
    pub fn open(&mut self, text: &str) {
        let item = json!({"uri": URI, "languageId": "plaintext", "version": self.version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Puts `text` in the place of `range`, two lines and columns in characters. A server that wants the
    /// whole draft gets what `whole` gives.
    pub fn change(&mut self, range: [(usize, usize); 2], text: &str, whole: impl FnOnce() -> String) {
        self.version += 1;
        let [start, end] = range.map(|(line, character)| json!({"line": line, "character": character}));
        let change = match self.whole {
            true => json!({"text": whole()}),
            false => json!({"range": {"start": start, "end": end}, "text": text}),
        };
        let document = json!({"uri": URI, "version": self.version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}));
    }

    /// The items offered at a place, in columns of characters, and the time until they were there.
    pub fn complete(&mut self, line: usize, character: usize) -> (Vec<Value>, Duration) {
        let position = json!({"line": line, "character": character});
        let start = Instant::now();
        let params = json!({"textDocument": {"uri": URI}, "position": position});
        let answer = self.request("textDocument/completion", params);
        (answer["items"].as_array().cloned().unwrap_or_default(), start.elapsed())
    }

    /// Resident memory in MiB, where the system tells.
    pub fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
    }

    /// Ends the server as the protocol has it.
    pub fn stop(mut self) {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        drop(self.input);
        self.process.wait().expect("the server ends");
    }
}

/// The value in milliseconds that `share` of the measurements stay below.
pub fn quantile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
}
