//! What happens, told to standard error and to the editor's log. Never the text of a draft.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::ls_types::MessageType;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// True once the client has asked for details by `$/setTrace`.
static VERBOSE: AtomicBool = AtomicBool::new(false);

/// Turns details on or off.
pub fn set_verbose(verbose: bool) {
    VERBOSE.store(verbose, Ordering::Relaxed);
}

/// A line for the editor's log.
pub type Line = (MessageType, String);

/// Sends what this crate logs to standard error and to `editor`. Other crates are left out: what
/// they log is not known never to hold the text of a message.
///
/// A panic is logged with its place alone, since its message may quote the text it stumbled over.
pub fn start(editor: UnboundedSender<Line>) {
    let registry = tracing_subscriber::registry().with(Log { editor });
    // A second server in one process, as tests may start it, keeps the first one's log.
    tracing::subscriber::set_global_default(registry).ok();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!("内部错误，位置 {place}");
    }));
}

struct Log {
    editor: UnboundedSender<Line>,
}

fn is_wanted(metadata: &Metadata<'_>) -> bool {
    let level = if VERBOSE.load(Ordering::Relaxed) { Level::DEBUG } else { Level::INFO };
    metadata.target().starts_with(env!("CARGO_PKG_NAME")) && *metadata.level() <= level
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if !is_wanted(event.metadata()) {
            return;
        }
        let mut line = Written::default();
        event.record(&mut line);
        let level = *event.metadata().level();
        // Standard error may be closed; `eprintln!` would panic then.
        writeln!(std::io::stderr(), "nigao {level}: {}", line.0).ok();
        let kind = match level {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            Level::INFO => MessageType::INFO,
            _ => MessageType::LOG,
        };
        self.editor.send((kind, line.0)).ok();
    }
}

#[derive(Default)]
struct Written(String);

impl Visit for Written {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let gap = if self.0.is_empty() { "" } else { " " };
        let name = if field.name() == "message" { String::new() } else { format!("{}=", field.name()) };
        self.0.push_str(&format!("{gap}{name}{value:?}"));
    }
}
