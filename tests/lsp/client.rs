//! A client of the protocol over the real binary's standard input and output.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Only against a hang: nothing here passes or fails by the clock.
pub const PATIENCE: Duration = Duration::from_secs(240);

/// A running server and the conversation with it.
pub struct Client {
    pub process: Child,
    pub input: Option<ChildStdin>,
    /// What came in and was not asked for: notifications, and requests of the server.
    pub inbox: VecDeque<Value>,
    /// What `workspace/configuration` is answered with.
    pub configuration: Value,
    /// Edits that the server asked to apply.
    pub applied: Vec<Value>,
    output: Receiver<Value>,
    log: std::thread::JoinHandle<String>,
    last_id: i64,
}

impl Client {
    /// Starts a server without a word.
    pub fn start() -> Self {
        let program = std::env::var_os("NIGAO_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_nigao").into());
        let mut process = Command::new(program)
            .args(["lsp", "--stdio"])
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let (sender, output) = channel();
        let stdout = process.stdout.take().expect("standard output is piped");
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut stderr = process.stderr.take().expect("standard error is piped");
        let log = std::thread::spawn(move || {
            let mut log = Vec::new();
            stderr.read_to_end(&mut log).ok();
            String::from_utf8_lossy(&log).into_owned()
        });
        let input = process.stdin.take();
        Self {
            process,
            input,
            inbox: VecDeque::new(),
            configuration: Value::Null,
            applied: Vec::new(),
            output,
            log,
            last_id: 0,
        }
    }

    /// Starts a server and shakes hands. Gives the client and what the server can do.
    pub fn with(params: Value) -> (Self, Value) {
        let mut client = Self::start();
        let answer = client.request("initialize", params);
        client.notify("initialized", json!({}));
        (client, answer["capabilities"].clone())
    }

    /// A client with these capabilities that works in no folder.
    pub fn with_capabilities(capabilities: Value) -> Self {
        Self::with(json!({"processId": null, "rootUri": null, "capabilities": capabilities})).0
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("standard input is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and gives its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let mut message = json!({"jsonrpc": "2.0", "id": self.last_id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        self.last_id
    }

    /// The whole answer to request `id`; what else comes in waits in the inbox.
    pub fn answer(&mut self, id: i64) -> Value {
        loop {
            if let Some(at) =
                self.inbox.iter().position(|m| m.get("method").is_none() && m["id"] == json!(id))
            {
                return self.inbox.remove(at).expect("it was found there");
            }
            let message = self.receive();
            self.inbox.push_back(message);
        }
    }

    /// The result of a request, which must not fail.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The error code of a request, which must fail.
    pub fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} should fail: {answer}"))
    }

    /// The next message, after answering what the server asks.
    pub fn receive(&mut self) -> Value {
        let message = self.output.recv_timeout(PATIENCE).expect("the server says something");
        if let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) {
            let result = match method {
                "workspace/configuration" => json!([self.configuration]),
                "workspace/applyEdit" => {
                    self.applied.push(message["params"]["edit"].clone());
                    json!({"applied": true})
                }
                _ => Value::Null,
            };
            self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
        }
        message
    }

    /// The first message, of those that wait and those to come, that `wanted` picks; others stay.
    pub fn wait_for(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(at) = self.inbox.iter().position(&wanted) {
                return self.inbox.remove(at).expect("it was found there");
            }
            let message = self.receive();
            self.inbox.push_back(message);
        }
    }

    /// The diagnostics that are published for `uri` next.
    pub fn published(&mut self, uri: &str) -> Value {
        let message =
            self.wait_for(|m| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri);
        message["params"].clone()
    }

    /// All publications for `uri` that have come in so far, in order.
    pub fn publications(&mut self, uri: &str) -> Vec<Value> {
        let of_uri =
            |m: &Value| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri;
        let (found, rest): (Vec<Value>, Vec<Value>) = self.inbox.drain(..).partition(of_uri);
        self.inbox = rest.into();
        found.into_iter().map(|m| m["params"].clone()).collect()
    }

    /// Opens a draft, version 1.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Changes a draft.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    /// Waits for the end of the process. Gives its status and what it wrote to standard error.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let start = Instant::now();
        let status = loop {
            match self.process.try_wait().expect("the process can be asked") {
                Some(status) => break status,
                None if start.elapsed() > PATIENCE => panic!("the server does not end"),
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        (status, self.log.join().expect("standard error is read"))
    }

    /// Shuts the server down as the protocol says, and expects status 0. Gives what it wrote to
    /// standard error.
    pub fn quit(mut self) -> String {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        // Standard input stays open until the process has ended.
        let input = self.input.take();
        let (status, log) = self.ended();
        drop(input);
        assert_eq!(status.code(), Some(0), "{log}");
        log
    }
}

fn read(input: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().expect("the length is a number");
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server sends JSON"))
}

/// `{"line": …, "character": …}`.
pub fn at(line: usize, character: usize) -> Value {
    json!({"line": line, "character": character})
}

/// `{"start": …, "end": …}`.
pub fn range(start: (usize, usize), end: (usize, usize)) -> Value {
    json!({"start": at(start.0, start.1), "end": at(end.0, end.1)})
}

/// Parameters that name a draft, with `more` beside.
pub fn on(uri: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}});
    if let (Some(params), Value::Object(more)) = (params.as_object_mut(), more) {
        params.extend(more);
    }
    params
}
