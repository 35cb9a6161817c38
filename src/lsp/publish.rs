//! The one task that publishes diagnostics: always the newest state of a draft, never a stale one.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::convert;
use super::session::{Due, Session, Snapshot};

/// Publishes whenever something has changed. Runs until the server ends.
///
/// A client that asks for diagnostics itself is not sent any for drafts: it would show both, and
/// every finding twice. Problems of settings files are published to all, as nobody asks for those.
pub async fn publish(session: Arc<Session>, client: Client) {
    loop {
        session.changed.notified().await;
        loop {
            for (path, problems) in session.config.news(&session.traits()) {
                publish_problems(&client, &path, problems).await;
            }
            match session.next_due() {
                None if session.config.has_news() => {}
                None => break,
                Some(Due::Clear(uri, version)) => {
                    client.publish_diagnostics(uri, Vec::new(), version).await;
                }
                Some(Due::Check(snapshot)) => check(&session, &client, *snapshot).await,
            }
        }
    }
}

async fn check(session: &Arc<Session>, client: &Client, snapshot: Snapshot) {
    let checking = Arc::clone(session);
    let outcome = tokio::task::spawn_blocking(move || {
        let found = diagnostics(&checking, &snapshot);
        (snapshot, found)
    });
    let Ok((snapshot, Some(found))) = outcome.await else { return };
    // What has changed meanwhile is due again and comes with its own state.
    if session.show(&snapshot, found.len()) {
        client.publish_diagnostics(snapshot.uri, found, Some(snapshot.version)).await;
    }
}

/// The diagnostics of a state; none for a draft of no concern, `None` after an error of our own.
pub fn diagnostics(session: &Session, snapshot: &Snapshot) -> Option<Vec<Diagnostic>> {
    let checked = session.check(snapshot).ok()?;
    Some(checked.map_or_else(Vec::new, |checked| {
        convert::diagnostics(&snapshot.uri, &snapshot.text, &checked.analysis, &snapshot.traits)
    }))
}

async fn publish_problems(client: &Client, path: &PathBuf, problems: Vec<Diagnostic>) {
    if let Some(uri) = Uri::from_file_path(path) {
        client.publish_diagnostics(uri, problems, None).await;
    }
}
