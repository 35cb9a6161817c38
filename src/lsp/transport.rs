//! Messages over standard input and output: frames in, frames out, and the order between them.
//!
//! The service of tower-lsp does the routing, its transport is not used: it stops at the first
//! frame that does not decode, runs at most a few requests beside each other, and lets a panic in a
//! handler end the process.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::{FutureExt, SinkExt, StreamExt};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::ls_types::PublishDiagnosticsParams;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

use super::addresses::Addresses;
use super::traits;

/// Longest message that is read; a draft of a hundred million characters fits.
const LONGEST: usize = 1 << 30;
/// Messages that may wait to be handled before reading stops.
const INBOX: usize = 1024;
/// Messages of our own that may wait to be written: when a client does not read, the publisher
/// waits here and then sends only what is newest.
const OUTBOX: usize = 16;
/// The publisher is woken at least once in so many messages, also when they never cease to come.
const BURST: usize = 256;

/// Why the conversation is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client sent `exit`.
    Exit,
    /// Input ended, or output can no longer be written.
    Disconnected,
}

/// What comes in.
enum Incoming {
    Message(Value),
    /// A frame that cannot be read as JSON, or whose head makes no sense.
    Malformed,
}

/// What goes out.
enum Outgoing {
    /// A message; the permit is given back once it is written.
    Frame(Vec<u8>, Option<OwnedSemaphorePermit>),
    /// Nothing more is to be written.
    Last,
}

/// A notification that is written as it stands.
#[derive(Serialize)]
struct Publication {
    jsonrpc: &'static str,
    method: &'static str,
    params: PublishDiagnosticsParams,
}

/// Where messages are handed over to be written.
#[derive(Clone)]
struct Outbox {
    sender: mpsc::UnboundedSender<Outgoing>,
    addresses: Arc<Addresses>,
}

impl Outbox {
    fn send(&self, message: &impl Serialize, permit: Option<OwnedSemaphorePermit>) {
        let body = if self.addresses.is_empty() {
            serde_json::to_vec(message)
        } else {
            serde_json::to_value(message).and_then(|mut message| {
                self.addresses.leave(&mut message);
                serde_json::to_vec(&message)
            })
        };
        let Ok(body) = body else { return };
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(&body);
        self.sender.send(Outgoing::Frame(frame, permit)).ok();
    }
}

/// Speaks with the client until one side leaves, and publishes what comes from `publications`. `idle`
/// is called when all that has come in is handled, which is the moment to look at what has changed.
pub async fn converse<S: LanguageServer>(
    (input, output): (impl Read + Send + 'static, impl Write + Send + 'static),
    service: LspService<S>,
    socket: ClientSocket,
    publications: mpsc::Receiver<PublishDiagnosticsParams>,
    idle: impl Fn(),
) -> End {
    let (inbox_sender, mut inbox) = mpsc::channel(INBOX);
    std::thread::spawn(move || read(BufReader::new(input), &inbox_sender));
    let (sender, receiver) = mpsc::unbounded_channel();
    let outbox = Outbox { sender, addresses: Arc::default() };
    let broken = Arc::new(Notify::new());
    let writer = {
        let broken = Arc::clone(&broken);
        std::thread::spawn(move || {
            if write(output, receiver).is_err() {
                broken.notify_one();
            }
        })
    };
    let (own, responses) = socket.split();
    let (late, late_answers) = mpsc::unbounded_channel();
    let forwarding = tokio::spawn(forward(own, publications, late_answers, outbox.clone()));
    let mut switchboard = Switchboard { service, responses, outbox, late };
    let mut burst = 0;
    let end = loop {
        let incoming = tokio::select! {
            incoming = inbox.recv() => incoming,
            () = broken.notified() => None,
        };
        let Some(incoming) = incoming else { break End::Disconnected };
        if switchboard.handle(incoming).await {
            break End::Exit;
        }
        burst += 1;
        if inbox.is_empty() || burst >= BURST {
            burst = 0;
            idle();
        }
    };
    forwarding.abort();
    switchboard.outbox.sender.send(Outgoing::Last).ok();
    // The answer to `shutdown` must be out before the process ends, unless nobody reads it.
    if end == End::Exit {
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(1);
        while !writer.is_finished() && std::time::Instant::now() < patience {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }
    end
}

/// Hands over what the server says of its own accord, and the answers that took their time. What a
/// handler said before it answered goes out before the answer: progress may be reported only until
/// then.
async fn forward(
    mut own: impl futures::Stream<Item = Request> + Unpin,
    mut publications: mpsc::Receiver<PublishDiagnosticsParams>,
    mut answers: mpsc::UnboundedReceiver<Response>,
    outbox: Outbox,
) {
    let places = Arc::new(Semaphore::new(OUTBOX));
    loop {
        tokio::select! {
            biased;
            Some(message) = own.next() => {
                let permit = Arc::clone(&places).acquire_owned().await.ok();
                outbox.send(&message, permit);
            }
            Some(params) = publications.recv() => {
                let permit = Arc::clone(&places).acquire_owned().await.ok();
                outbox.send(&Publication { jsonrpc: "2.0", method: PublishDiagnostics::METHOD, params }, permit);
            }
            Some(answer) = answers.recv() => outbox.send(&answer, None),
            else => return,
        }
    }
}

struct Switchboard<S, R> {
    service: LspService<S>,
    responses: R,
    outbox: Outbox,
    /// Answers that took their time.
    late: mpsc::UnboundedSender<Response>,
}

impl<S, R> Switchboard<S, R>
where
    S: LanguageServer,
    R: futures::Sink<Response> + Unpin,
{
    /// Handles one message; true when it was `exit`.
    async fn handle(&mut self, incoming: Incoming) -> bool {
        let mut message = match incoming {
            Incoming::Message(message) => message,
            Incoming::Malformed => {
                self.outbox.send(&Response::from_error(Id::Null, Error::parse_error()), None);
                return false;
            }
        };
        self.outbox.addresses.enter(&mut message);
        if message.get("method").is_some_and(|method| method == "initialize")
            && let Some(capabilities) = message.pointer_mut("/params/capabilities")
        {
            traits::leave_out_unreadable(capabilities);
        }
        let id = message.get("id").cloned();
        let is_request = message.get("method").is_some_and(Value::is_string);
        let is_answer = message.get("result").is_some() || message.get("error").is_some();
        // tower-lsp passes these over, but a question gets an answer (specification, “$ Notifications and Requests”).
        let is_private = message.get("method").and_then(Value::as_str).is_some_and(|m| m.starts_with("$/"));
        if let Some(id) = id.clone().filter(|_| is_private)
            && let Ok(id) = serde_json::from_value(id)
        {
            self.outbox.send(&Response::from_error(id, Error::method_not_found()), None);
            return false;
        }
        if is_request {
            if let Ok(request) = serde_json::from_value::<Request>(message) {
                return self.call(request);
            }
        } else if is_answer && let Ok(response) = serde_json::from_value::<Response>(message) {
            self.responses.send(response).await.ok();
            return false;
        }
        let id = id.and_then(|id| serde_json::from_value(id).ok()).unwrap_or(Id::Null);
        self.outbox.send(&Response::from_error(id, Error::invalid_request()), None);
        false
    }

    /// Starts a handler in the order of arrival: up to its first wait it runs here, so it has
    /// taken its state, or changed it, before the next message is looked at. Only then is it left
    /// to itself. A handler that panics costs its answer.
    fn call(&mut self, request: Request) -> bool {
        let is_exit = request.method() == "exit";
        let id = request.id().cloned();
        let handler = self.service.call(request);
        let mut handler = AssertUnwindSafe(handler).catch_unwind().boxed();
        let answer = move |outcome: std::thread::Result<Result<Option<Response>, _>>| match outcome {
            Ok(answer) => answer.ok().flatten(),
            Err(_) => id.map(|id| Response::from_error(id, Error::internal_error())),
        };
        match (&mut handler).now_or_never() {
            Some(outcome) => {
                if let Some(response) = answer(outcome) {
                    self.outbox.send(&response, None);
                }
            }
            None => {
                let late = self.late.clone();
                tokio::spawn(async move {
                    if let Some(response) = answer(handler.await) {
                        late.send(response).ok();
                    }
                });
            }
        }
        is_exit
    }
}

fn write(mut output: impl Write, mut receiver: mpsc::UnboundedReceiver<Outgoing>) -> io::Result<()> {
    let mut next = receiver.blocking_recv();
    while let Some(Outgoing::Frame(frame, _permit)) = next {
        output.write_all(&frame)?;
        next = receiver.try_recv().ok();
        if next.is_none() {
            output.flush()?;
            next = receiver.blocking_recv();
        }
    }
    output.flush()
}

/// Reads frames until the input ends or nobody wants them.
fn read(mut input: impl BufRead, inbox: &mpsc::Sender<Incoming>) {
    loop {
        let incoming = match read_head(&mut input) {
            Ok(Head::Length(length)) => {
                let mut body = Vec::new();
                match input.by_ref().take(length as u64).read_to_end(&mut body) {
                    Ok(read) if read == length => {
                        serde_json::from_slice(&body).map_or(Incoming::Malformed, Incoming::Message)
                    }
                    _ => return,
                }
            }
            Ok(Head::Senseless) => Incoming::Malformed,
            Ok(Head::End) | Err(_) => return,
        };
        if inbox.blocking_send(incoming).is_err() {
            return;
        }
    }
}

enum Head {
    Length(usize),
    /// Lines that are no head were passed over, up to the empty line that would have ended it.
    Senseless,
    End,
}

/// Longest line of a head. What is longer is no head, and must not fill the memory.
const LONGEST_LINE: u64 = 4096;

fn read_head(input: &mut impl BufRead) -> io::Result<Head> {
    let mut length = None;
    let mut lines = 0;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Head::End);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            match length {
                Some(length) if length <= LONGEST => return Ok(Head::Length(length)),
                _ if lines > 0 => return Ok(Head::Senseless),
                _ => continue,
            }
        }
        lines += 1;
        if let Some((name, value)) = line.split_once(':')
            // Rubbish without a line end may stand right before a head.
            && name.to_ascii_lowercase().ends_with("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::jsonrpc::Result;
    use tower_lsp::ls_types::{
        DidSaveTextDocumentParams, FoldingRange, FoldingRangeParams, InitializeParams, InitializeResult,
    };

    use super::*;

    struct Panicking;

    impl LanguageServer for Panicking {
        async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> Result<()> {
            panic!("at once")
        }

        async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
            tokio::task::yield_now().await;
            panic!("after a wait")
        }

        async fn did_save(&self, _: DidSaveTextDocumentParams) {
            panic!("in a notification")
        }
    }

    #[tokio::test]
    async fn a_panic_costs_one_answer() {
        let (service, socket) = LspService::new(|_| Panicking);
        let (_, responses) = socket.split();
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let outbox = Outbox { sender, addresses: Arc::default() };
        let (late, mut late_answers) = mpsc::unbounded_channel();
        let mut switchboard = Switchboard { service, responses, outbox, late };
        let document = json!({"textDocument": {"uri": "file:///a"}});
        for (method, params) in [
            ("initialize", json!({"capabilities": {}})),
            ("textDocument/didSave", document.clone()),
            ("textDocument/foldingRange", document),
            ("shutdown", Value::Null),
        ] {
            let mut message = json!({"jsonrpc": "2.0", "method": method});
            if !params.is_null() {
                message["params"] = params;
            }
            if method != "textDocument/didSave" {
                message["id"] = json!(method);
            }
            assert!(!switchboard.handle(Incoming::Message(message)).await);
        }
        for (method, failed) in [("initialize", false), ("shutdown", true)] {
            let Some(Outgoing::Frame(frame, _)) = receiver.recv().await else { panic!("an answer") };
            let body = String::from_utf8(frame).expect("JSON is UTF-8");
            assert!(body.contains(&format!("\"{method}\"")), "{body}");
            assert_eq!(body.contains("-32603"), failed, "{body}");
        }
        let late = late_answers.recv().await.expect("the answer that took its time");
        assert_eq!(late.error().map(|error| error.code.code()), Some(-32603));
    }

    fn read_all(input: &[u8]) -> Vec<Option<Value>> {
        let (sender, mut receiver) = mpsc::channel(100);
        read(input, &sender);
        drop(sender);
        let mut found = Vec::new();
        while let Ok(incoming) = receiver.try_recv() {
            found.push(match incoming {
                Incoming::Message(value) => Some(value),
                Incoming::Malformed => None,
            });
        }
        found
    }

    #[test]
    fn frames_are_read_and_rubbish_is_survived() {
        let one = Some(Value::from(1));
        assert_eq!(read_all(b"Content-Length: 1\r\n\r\n1"), std::slice::from_ref(&one));
        assert_eq!(read_all(b"content-length: 1\r\nContent-Type: x\r\n\r\n1"), std::slice::from_ref(&one));
        assert_eq!(read_all(b"Content-Length: 1\r\n\r\n{Content-Length: 1\r\n\r\n1"), [None, one.clone()]);
        assert_eq!(read_all(b"Content-Length: x\r\n\r\nContent-Length: 1\r\n\r\n1"), [None, one.clone()]);
        assert_eq!(read_all(b"rubbish\r\n\r\nContent-Length: 1\r\n\r\n1"), [None, one.clone()]);
        assert_eq!(read_all(b"Content-Length: 2\r\n\r\n\xff\xffContent-Length: 1\r\n\r\n1"), [None, one]);
        assert_eq!(read_all(b"Content-Length: 99999999999999\r\n\r\n"), [None]);
        assert_eq!(read_all(b"Content-Length: 5\r\n\r\n1"), []);
    }
}
