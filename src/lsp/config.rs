//! Which settings hold for a draft: the editor's, and over them the nearest nigao.toml.
//!
//! The file has the last word because it is what a batch run reads: the editor then shows what the
//! batch run will say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Uri};

use crate::reference::Reference;
use crate::rules::RULES;
use crate::settings::{Problem, Settings};
use crate::text::{Span, Text};

use super::convert::{SOURCE, range};
use super::traits::Traits;

/// Name of the settings file.
const FILE_NAME: &str = "nigao.toml";

/// The settings of every draft of a session. Files are read here, so this is not to be asked where
/// others wait.
#[derive(Default)]
pub struct Config {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    editor: Settings,
    roots: Vec<PathBuf>,
    /// Text of settings files that are open in the editor, saved or not.
    open: HashMap<PathBuf, Arc<str>>,
    /// What each settings file says, `None` standing for no file.
    known: HashMap<Option<PathBuf>, Known>,
    /// Settings files whose problems have to be shown anew.
    news: Vec<(PathBuf, Vec<Problem>, Text)>,
}

/// What was read from a settings file, and from which state of it.
struct Known {
    stamp: Stamp,
    reference: Arc<Reference>,
    problems: Vec<Problem>,
}

/// Tells one state of a settings file from another.
#[derive(Clone, PartialEq)]
enum Stamp {
    /// What was read holds no longer.
    Stale,
    Absent,
    Open(Arc<str>),
    File(Option<SystemTime>, u64),
}

impl Config {
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
        self.lock().roots = roots;
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
        if let Some(known) = state.known.get(&file).filter(|known| known.stamp == stamp) {
            return Arc::clone(&known.reference);
        }
        let known = state.read(file.as_deref(), stamp);
        let reference = Arc::clone(&known.reference);
        state.known.insert(file, known);
        reference
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
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The innermost folder of the workspace that holds `path`.
    fn root_of(&self, path: &Path) -> Option<&Path> {
        let holding = self.roots.iter().filter(|root| path.starts_with(root));
        holding.max_by_key(|root| root.components().count()).map(PathBuf::as_path)
    }

    /// The nearest settings file upward from `path`, not above the folder of the workspace.
    fn nearest(&self, path: &Path) -> Option<PathBuf> {
        let root = self.root_of(path);
        for folder in path.ancestors().skip(1) {
            let file = folder.join(FILE_NAME);
            if self.open.contains_key(&file) || file.is_file() {
                return Some(file);
            }
            if Some(folder) == root {
                return None;
            }
        }
        None
    }

    fn stamp(&self, file: Option<&Path>) -> Stamp {
        let Some(file) = file else { return Stamp::Absent };
        match self.open.get(file) {
            Some(text) => Stamp::Open(Arc::clone(text)),
            None => std::fs::metadata(file)
                .map_or(Stamp::Absent, |data| Stamp::File(data.modified().ok(), data.len())),
        }
    }

    fn text(&self, file: &Path) -> Option<String> {
        match self.open.get(file) {
            Some(text) => Some(text.to_string()),
            None => std::fs::read_to_string(file).ok(),
        }
    }

    fn read(&mut self, file: Option<&Path>, stamp: Stamp) -> Known {
        let mut settings = self.editor.clone();
        let mut problems = Vec::new();
        if let Some(file) = file {
            let text = self.text(file).unwrap_or_default();
            let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
            let (written, found) = Settings::parse(&text, &ids);
            settings = over(settings, written);
            problems = found;
            let before = self.known.get(&Some(file.to_owned())).map_or(&[][..], |known| &known.problems);
            if before != problems {
                self.news.push((file.to_owned(), problems.clone(), Text::from(text.as_str())));
            }
        }
        Known { stamp, reference: Arc::new(Reference::with_settings(settings)), problems }
    }
}

/// The settings of the editor with those of the file over them.
fn over(editor: Settings, file: Settings) -> Settings {
    let standard = Settings::default();
    let mut rules = editor.rules;
    rules.extend(file.rules);
    let mut ignore = editor.ignore;
    ignore.extend(file.ignore);
    let chosen = file.max_file_size != standard.max_file_size;
    let max_file_size = if chosen { file.max_file_size } else { editor.max_file_size };
    let mut terms = editor.terms;
    terms.extend(file.terms);
    Settings { rules, ignore, max_file_size, corpus: editor.corpus.and(file.corpus), terms }
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
