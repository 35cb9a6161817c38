//! What a drafter waits for: `cargo bench --bench latency` measures the release build over standard
//! input and output and prints the figures to reach beside what was measured.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nigao::features::actions;
use nigao::text::Text;
use nigao::{Reference, analyze, fix};
use serde_json::{Value, json};

const URI: &str = "file:///nigao-bench/draft.txt";
const SEED: &str = include_str!("../seeds/001_430eac15c756f0b6.txt");
/// Changes that are measured at each length, after some that are not.
const CHANGES: usize = 200;
const WARM_UP: usize = 20;
const STARTS: usize = 20;

/// What finds fault with a text that is one text many times over, as no draft is.
const REPETITION: [&str; 2] = ["structure/repeated-text", "numbering/duplicate-heading"];

struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a server. Gives it and the time until `initialize` was answered.
    fn start(options: Value) -> (Self, Duration) {
        let start = Instant::now();
        let mut process = Command::new(env!("CARGO_BIN_EXE_nigao"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = process.stdin.take().expect("standard input is piped");
        let output = BufReader::new(process.stdout.take().expect("standard output is piped"));
        let mut server = Self { process, input, output };
        let params = json!({"processId": null, "rootUri": null, "capabilities": {},
            "initializationOptions": options});
        server.send(&json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}));
        server.until("\"id\":1}");
        let took = start.elapsed();
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

    /// Reads messages until one ends in `end`. They are not parsed: what a client makes of them is not
    /// measured.
    fn until(&mut self, end: &str) {
        loop {
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
            if body.ends_with(end.as_bytes()) {
                return;
            }
        }
    }

    fn open(&mut self, text: &str) {
        let item = json!({"uri": URI, "languageId": "plaintext", "version": 0, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
        self.until("\"version\":0}}");
    }

    /// Types one character and waits for the diagnostics of that version.
    fn change(&mut self, version: usize, line: usize, text: &str, remove: bool) -> Duration {
        let end = usize::from(remove);
        let range = json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": end}});
        let document = json!({"uri": URI, "version": version});
        let changes = json!([{"range": range, "text": text}]);
        let message = json!({"jsonrpc": "2.0", "method": "textDocument/didChange",
            "params": {"textDocument": document, "contentChanges": changes}});
        let start = Instant::now();
        self.send(&message);
        self.until(&format!("\"version\":{version}}}}}"));
        start.elapsed()
    }

    /// Resident memory in MiB, where the system tells.
    fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
    }

    fn stop(mut self) {
        self.send(&json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}));
        self.until("\"id\":2}");
        self.notify("exit", Value::Null);
        self.process.wait().expect("the server ends");
    }
}

/// A draft of about `length` characters: the text of a published document again and again, numbered
/// through.
fn draft(length: usize) -> String {
    let mut lines = SEED.lines();
    let mut text: String =
        lines.by_ref().take_while(|line| !line.starts_with("一、")).map(|l| format!("{l}\n")).collect();
    let mut count = text.chars().count();
    let body = SEED.lines().skip_while(|line| !line.starts_with("一、"));
    for line in body.collect::<Vec<_>>().into_iter().cycle() {
        if count >= length {
            break;
        }
        text.push_str(line);
        text.push('\n');
        count += line.chars().count() + 1;
    }
    let mut text = Text::from(text.as_str());
    let edits = actions::renumber(&analyze(&text, &Arc::default(), None));
    fix::apply(&mut text, &edits);
    text.to_string()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The value that `share` of the measurements stay below.
fn quantile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    milliseconds(times[((times.len() - 1) as f64 * share) as usize])
}

/// `off` are rules that are switched off.
fn changes_at(length: usize, off: &[&str], goal: &str) {
    let text = draft(length);
    let lines = text.lines().count();
    let mut reference = Reference::default();
    reference.settings.rules = off.iter().map(|&rule| (rule.to_owned(), None)).collect();
    let findings = analyze(&Text::from(text.as_str()), &Arc::new(reference), None).findings.len();
    let rules: serde_json::Map<String, Value> = off.iter().map(|&r| (r.to_owned(), json!("off"))).collect();
    let (mut server, _) = Server::start(json!({"rules": rules}));
    server.open(&text);
    let mut times = Vec::new();
    for version in 1..=WARM_UP + CHANGES {
        // A character at the start of a line in the middle, which goes again with the next change.
        let took =
            server.change(version, lines / 2, if version % 2 == 1 { "甲" } else { "" }, version % 2 == 0);
        if version > WARM_UP {
            times.push(took);
        }
    }
    let memory = server.memory().map_or_else(String::new, |mib| format!("{mib:.0} MiB"));
    println!(
        "{:<34}{:>10.2}{:>10.2}{:>12}   {goal}",
        format!("改动→诊断，{} 字 {lines} 段 {findings} 处", text.chars().count()),
        quantile(&mut times, 0.5),
        quantile(&mut times, 0.95),
        memory
    );
    server.stop();
}

fn starts() {
    let (mut initialized, mut first) = (Vec::new(), Vec::new());
    let text = draft(13_700);
    for _ in 0..STARTS {
        let start = Instant::now();
        let (mut server, took) = Server::start(Value::Null);
        server.open(&text);
        first.push(start.elapsed());
        initialized.push(took);
        server.stop();
    }
    for (what, times, goal) in [
        ("启动→initialize 应答", &mut initialized, "≤ 20 ms（harper-ls 2.4，autocorrect 5，typos-lsp 31）"),
        ("启动→首次诊断，13700 字", &mut first, "≤ 150 ms"),
    ] {
        println!(
            "{what:<34}{:>10.2}{:>10.2}{:>12}   {goal}",
            quantile(times, 0.5),
            quantile(times, 0.95),
            ""
        );
    }
}

fn main() {
    println!("{:<34}{:>10}{:>10}{:>12}   目标（同类工具）", "毫秒", "中位", "95%", "内存");
    starts();
    changes_at(1_200, &[], "");
    changes_at(
        13_700,
        &[],
        "≤ 1 ms，≤ 64 MiB（typos-lsp 0.6，codebook-lsp 1.9，autocorrect 4.0，harper-ls 915）",
    );
    changes_at(120_000, &REPETITION, "");
    changes_at(1_200_000, &REPETITION, "≤ 10 ms（typos-lsp 32，codebook-lsp 137，autocorrect 328）");
    println!("同上，连同每处重复的提示：");
    changes_at(120_000, &[], "");
    changes_at(1_200_000, &[], "");
}
