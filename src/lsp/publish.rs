//! The one task that publishes diagnostics: always the newest state of a draft, never a stale one.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::mpsc::Sender;
use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::convert;
use super::session::{Due, Session, Snapshot};

/// Where publications go: straight to where messages are written. The way through the client handle
/// builds a tree of every message first, which takes longer than the check of a long draft.
pub type Outlet = Sender<PublishDiagnosticsParams>;

/// Publishes whenever something has changed. Runs until the server ends.
///
/// A client that asks for diagnostics itself is not sent any for drafts: it would show both, and
/// every finding twice. Problems of settings files are published to all, as nobody asks for those.
pub async fn publish(session: Arc<Session>, outlet: Outlet) {
    loop {
        session.changed.notified().await;
        loop {
            for (path, problems) in session.config.news(&session.traits()) {
                publish_problems(&outlet, &path, problems).await;
            }
            match session.next_due() {
                None if session.config.has_news() => {}
                None => break,
                Some(Due::Clear(uri, version)) => {
                    send(&outlet, uri, Vec::new(), version).await;
                }
                Some(Due::Check(snapshot)) => check(&session, &outlet, *snapshot).await,
            }
        }
    }
}

async fn check(session: &Arc<Session>, outlet: &Outlet, snapshot: Snapshot) {
    let checking = Arc::clone(session);
    let outcome = tokio::task::spawn_blocking(move || {
        let found = diagnostics(&checking, &snapshot);
        (snapshot, found)
    });
    let Ok((snapshot, Some(found))) = outcome.await else { return };
    // What has changed meanwhile is due again and comes with its own state.
    if session.show(&snapshot, found.len()) {
        send(outlet, snapshot.uri, found, Some(snapshot.version)).await;
    }
}

/// The diagnostics of a state; none for a draft of no concern, `None` after an error of our own.
pub fn diagnostics(session: &Session, snapshot: &Snapshot) -> Option<Vec<Diagnostic>> {
    let checked = session.check(snapshot).ok()?;
    Some(checked.map_or_else(Vec::new, |checked| {
        convert::diagnostics(&snapshot.uri, &checked.analysis, &snapshot.traits)
    }))
}

async fn publish_problems(outlet: &Outlet, path: &Path, problems: Vec<Diagnostic>) {
    if let Some(uri) = Uri::from_file_path(path) {
        send(outlet, uri, problems, None).await;
    }
}

async fn send(outlet: &Outlet, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
    outlet.send(PublishDiagnosticsParams::new(uri, diagnostics, version)).await.ok();
}
