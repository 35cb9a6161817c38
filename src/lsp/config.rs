//! Which settings hold for a draft: the editor's, and over them the nearest nigao.toml; and the corpus
//! that they choose.
//!
//! The file has the last word because it is what a batch run reads: the editor then shows what the
//! batch run will say. A corpus is built in the background; until it is there, the one before holds,
//! and at first an empty one, which finds nothing.

mod building;
mod state;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Uri};

use crate::corpus::{self, Step};
use crate::reference::Reference;
use crate::settings::{Problem, Settings};
use crate::text::{Span, Text};

use super::convert::{SOURCE, range};
use super::traits::Traits;
use building::build_wanted;
use state::{Built, Known, Stamp, State};

/// Name of the settings file.
const FILE_NAME: &str = "nigao.toml";

/// The settings of every draft of a session. Files are read here, so this is not to be asked where
/// others wait.
pub struct Config {
    state: Arc<Mutex<State>>,
    events: UnboundedSender<Event>,
    listener: Mutex<Option<UnboundedReceiver<Event>>>,
}

/// What happens to a corpus.
pub enum Event {
    /// It is being built, and that far.
    Step(Step),
    /// It is there: what holds for some drafts has changed.
    Ready,
}

impl Default for Config {
    fn default() -> Self {
        let (events, listener) = unbounded_channel();
        Self { state: Arc::default(), events, listener: Mutex::new(Some(listener)) }
    }
}

impl Config {
    /// What happens to the corpora, for the first who asks.
    pub fn listen(&self) -> Option<UnboundedReceiver<Event>> {
        self.listener.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Sets what the editor chose. True when that is something new.
    pub fn set_editor(&self, settings: Settings) -> bool {
        let mut state = self.lock();
        let changed = state.editor != settings;
        if changed {
            state.editor = settings;
            state.known.values_mut().for_each(|known| known.stamp = Stamp::Stale);
        }
        changed
    }

    /// Sets the folders above which no settings file is looked for.
    pub fn set_roots(&self, roots: Vec<PathBuf>) {
        let mut state = self.lock();
        state.roots = roots;
        // What may be read depends on them.
        state.known.values_mut().for_each(|known| known.stamp = Stamp::Stale);
    }

    /// The folders of the workspace.
    pub fn roots(&self) -> Vec<PathBuf> {
        self.lock().roots.clone()
    }

    /// Takes the text of a settings file from the editor; `None` when it was closed there.
    pub fn set_open(&self, path: PathBuf, text: Option<String>) {
        let mut state = self.lock();
        match text {
            Some(text) => drop(state.open.insert(path, text.into())),
            None => drop(state.open.remove(&path)),
        }
    }

    /// Forgets a settings file that was deleted, its problems included.
    pub fn forget(&self, path: &Path) {
        let mut state = self.lock();
        let known = state.known.remove(&Some(path.to_owned()));
        if known.is_some_and(|known| !known.problems.is_empty()) {
            state.news.push((path.to_owned(), Vec::new(), Text::default()));
        }
    }

    /// What the draft at `path` is held against. The same value as long as no setting changes.
    pub fn reference(&self, path: Option<&Path>) -> Arc<Reference> {
        let mut state = self.lock();
        let file = path.and_then(|path| state.nearest(path));
        let stamp = state.stamp(file.as_deref());
        let holds = |known: &&Known| known.stamp == stamp && state.holds(&known.terms);
        if let Some(known) = state.known.get(&file).filter(holds) {
            return Arc::clone(&known.reference);
        }
        let known = state.read(file.as_deref(), stamp);
        let reference = Arc::clone(&known.reference);
        state.known.insert(file, known);
        if state.begins_building() {
            let (state, events) = (Arc::clone(&self.state), self.events.clone());
            // A thread of its own: the threads for questions must stay free for them.
            std::thread::spawn(move || build_wanted(&state, &events));
        }
        reference
    }

    /// Has corpora built anew whose documents have changed on disk, and returns at once. It reads folders,
    /// so it is for when a draft is opened or saved and not for every change of one.
    pub fn look_again(&self) {
        let known = |built: &Built| (built.selection.clone(), built.files.clone());
        let built: Vec<_> =
            self.lock().corpora.iter().map(|(file, built)| (file.clone(), known(built))).collect();
        if built.is_empty() {
            return;
        }
        let (state, events) = (Arc::clone(&self.state), self.events.clone());
        std::thread::spawn(move || {
            for (file, (selection, files)) in built {
                if corpus::file_states(&selection) == files {
                    continue;
                }
                let mut state = lock(&state);
                // Other documents may have been chosen meanwhile.
                let known = state.known.get(&file);
                if known.is_some_and(|known| known.reference.settings.corpus == selection) {
                    state.wanted.insert(file, selection);
                }
            }
            let begins = lock(&state).begins_building();
            if begins {
                build_wanted(&state, &events);
            }
        });
    }

    /// Everything that drafts are held against now.
    pub fn references(&self) -> Vec<Arc<Reference>> {
        let plain = self.reference(None);
        let state = self.lock();
        let others = state.known.values().map(|known| Arc::clone(&known.reference));
        std::iter::once(plain).chain(others).collect()
    }

    /// The settings file for the draft at `path`, with what it holds now; a new one in the folder
    /// of the workspace, or beside the draft, when there is none.
    pub fn file_for(&self, path: Option<&Path>) -> Option<(PathBuf, Option<String>)> {
        let state = self.lock();
        if let Some(file) = path.and_then(|path| state.nearest(path)) {
            let text = state.text(&file);
            return Some((file, text));
        }
        let root = match path {
            Some(path) => state.root_of(path).or_else(|| path.parent())?,
            None => state.roots.first()?,
        };
        Some((root.join(FILE_NAME), None))
    }

    /// True when the settings file `file` may name `path`.
    pub fn may_name(&self, file: &Path, path: &Path) -> bool {
        !self.lock().bounds(file).exclude(path)
    }

    /// What the file at `path` holds now, in the editor or on disk; `None` when there is none.
    pub fn text(&self, path: &Path) -> Option<String> {
        self.lock().text(path)
    }

    /// Problems of settings files that have changed since the last call.
    pub fn news(&self, traits: &Traits) -> Vec<(PathBuf, Vec<Diagnostic>)> {
        let news = std::mem::take(&mut self.lock().news);
        news.into_iter()
            .map(|(path, problems, text)| {
                (path, problems.iter().map(|problem| diagnostic(&text, problem, traits)).collect())
            })
            .collect()
    }

    /// True when [`news`](Self::news) has something to say.
    pub fn has_news(&self) -> bool {
        !self.lock().news.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn diagnostic(text: &Text, problem: &Problem, traits: &Traits) -> Diagnostic {
    let span = Span { start: text.position(problem.span.start), end: text.position(problem.span.end) };
    Diagnostic {
        range: range(text, span, traits),
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some(SOURCE.to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

/// True for the path of a settings file.
pub fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

/// The path of a file's address; `None` for what is no file (an unsaved draft).
pub fn file_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path()).flatten().map(std::borrow::Cow::into_owned)
}
