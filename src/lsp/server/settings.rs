//! What drafts are held against, as it changes: settings of the editor, corpora that are being built.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::ls_types::*;

use crate::lsp::config::Event;
use crate::rules;
use crate::settings::Settings;

use super::Server;

impl Server {
    /// Takes settings from the editor and has everything checked anew if they are new.
    pub(super) fn configure(&self, value: &Value) {
        let (settings, problems) = Settings::from_json(value, &rules::ids());
        for problem in problems {
            tracing::warn!("编辑器设置：{problem}");
        }
        if self.session.config.set_editor(settings) {
            self.refresh();
        }
    }

    /// Has everything shown anew, in the way that the client gets it.
    pub(super) fn refresh(&self) {
        let traits = self.session.traits();
        let client = self.client.clone();
        tokio::spawn(async move {
            if traits.pulls && traits.refreshes {
                client.workspace_diagnostic_refresh().await.ok();
            }
            if traits.refreshes_lenses {
                client.code_lens_refresh().await.ok();
            }
            if traits.refreshes_hints {
                client.inlay_hint_refresh().await.ok();
            }
            if traits.refreshes_tokens {
                client.semantic_tokens_refresh().await.ok();
            }
        });
        self.session.recheck();
    }

    /// Asks the client for its settings; not to be waited for by a notification, as the answer
    /// comes in behind it.
    pub(super) fn ask_for_settings(&self) {
        let server = self.clone_handles();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("nigao".to_owned()) };
            if let Ok(answer) = server.client.configuration(vec![item]).await
                && let Some(value) = answer.first()
            {
                server.configure(value);
            }
        });
    }

    /// Shows how far corpora are, and has everything checked anew with those that are there.
    pub(super) async fn follow_corpora(self, mut events: UnboundedReceiver<Event>) {
        let mut shown = None;
        while let Some(event) = events.recv().await {
            match event {
                Event::Step(step) => {
                    if shown.is_none() && self.session.traits().shows_progress {
                        let token = NumberOrString::String("nigao/corpus".to_owned());
                        if self.client.create_work_done_progress(token.clone()).await.is_ok() {
                            shown = Some(self.client.progress(token, "建立语料").begin().await);
                        }
                    }
                    if let Some(shown) = &shown {
                        shown.report(step.to_string()).await;
                    }
                }
                Event::Ready => {
                    if let Some(shown) = shown.take() {
                        shown.finish().await;
                    }
                    self.refresh();
                }
            }
        }
    }

    pub(super) fn clone_handles(&self) -> Self {
        Self {
            client: self.client.clone(),
            session: Arc::clone(&self.session),
            workspace: Arc::clone(&self.workspace),
            tokens: Arc::clone(&self.tokens),
            orphaned: Arc::clone(&self.orphaned),
        }
    }
}
