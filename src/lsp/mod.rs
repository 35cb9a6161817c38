//! The language server: conversion and transport, and nothing that is about resolutions.

mod actions;
mod addresses;
mod completion;
mod config;
mod convert;
mod hover;
mod lenses;
mod log;
mod navigation;
mod own;
mod publish;
mod published;
mod server;
mod session;
mod symbols;
mod tokens;
mod traits;
mod transport;
mod workspace;

use std::io::{Read, Write, stdin, stdout};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, channel, unbounded_channel};
use tower_lsp::LspService;

use server::Server;
use session::Session;
use transport::End;

/// Threads for analysis. Two cores are usual, and each question is short.
const BLOCKING_THREADS: usize = 8;

/// Speaks the Language Server Protocol over standard input and output until the client leaves.
///
/// Status 0 when the client asked to shut down before it left, 1 otherwise.
pub fn run() -> ExitCode {
    let (lines, log_lines) = unbounded_channel();
    log::start(lines);
    let in_order = serve_logged(stdin(), stdout(), log_lines);
    if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Speaks it over any pair of streams; true when the client asked to shut down before it left.
///
/// Nothing is logged and panics are reported as the process has it: this is for those who hold the
/// server in their own process, as tests do.
pub fn serve(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> bool {
    serve_logged(input, output, unbounded_channel().1)
}

fn serve_logged(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    log_lines: UnboundedReceiver<log::Line>,
) -> bool {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).max_blocking_threads(BLOCKING_THREADS).enable_time().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("无法启动：{error}");
            return false;
        }
    };
    let in_order = runtime.block_on(converse(input, output, log_lines));
    // A check that is under way must not hold up the end.
    runtime.shutdown_background();
    in_order
}

/// The conversation; true when the client asked to shut down before it left.
async fn converse(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    mut log_lines: UnboundedReceiver<log::Line>,
) -> bool {
    let session = Arc::new(Session::default());
    let orphaned = Arc::new(Notify::new());
    // One place: the publisher waits until what it has said last is on its way.
    let (outlet, publications) = channel(1);
    tokio::spawn(publish::publish(Arc::clone(&session), outlet));
    let (service, socket) = LspService::build(|client| {
        let log = client.clone();
        tokio::spawn(async move {
            while let Some((kind, line)) = log_lines.recv().await {
                log.log_message(kind, line).await;
            }
        });
        Server::new(client, Arc::clone(&session), Arc::clone(&orphaned))
    })
    .custom_method("$/setTrace", Server::set_trace)
    .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
    .custom_method(published::REQUEST, Server::corpus_document)
    .custom_method(own::TARGETS, Server::targets)
    .custom_method(own::REFERENCE, Server::reference)
    .finish();
    let idle = || session.changed.notify_one();
    let conversation = transport::converse((input, output), service, socket, publications, idle);
    let end = tokio::select! {
        end = conversation => end,
        () = orphaned.notified() => End::Disconnected,
    };
    if end == End::Disconnected {
        tracing::debug!("编辑器已断开");
    }
    session.is_shut_down()
}

/// Time between two looks at whether the client is still there.
const WATCH: Duration = Duration::from_secs(2);

/// Tells `gone` when the client's process has ended: it may leave our standard input open in
/// another process that it started.
#[cfg(unix)]
fn watch_process(process: u32, gone: Arc<Notify>) {
    use rustix::process::{Pid, test_kill_process};
    let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return };
    tokio::spawn(async move {
        // Somebody else's process is there as well; only “no such process” says that it is gone.
        while test_kill_process(process) != Err(rustix::io::Errno::SRCH) {
            tokio::time::sleep(WATCH).await;
        }
        gone.notify_one();
    });
}

/// Without a way to look at processes, the end of standard input has to do.
#[cfg(not(unix))]
fn watch_process(_: u32, _: Arc<Notify>) {}
