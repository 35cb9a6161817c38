//! Which settings hold for a draft: the editor's, and over them the nearest nigao.toml; and the corpus
//! that they choose.
//!
//! The file has the last word because it is what a batch run reads: the editor then shows what the
//! batch run will say. A corpus is built in the background; until it is there, the one before holds,
//! and at first an empty one, which finds nothing.

use std::collections::HashMap;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Uri};

use crate::corpus::{self, Bounds, Corpus, Selection, Step, Terms, Written};
use crate::reference::Reference;
use crate::rules;
use crate::settings::{Problem, Settings};
use crate::terms::{self, Termbase};
use crate::text::{Span, Text};

use super::convert::{SOURCE, range};
use super::traits::Traits;

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
    /// The last corpus that was built for each settings file.
    corpora: HashMap<Option<PathBuf>, Built>,
    /// Corpora that are to be built.
    wanted: HashMap<Option<PathBuf>, Selection>,
    /// True while somebody builds them.
    building: bool,
}

/// A corpus, what it was built from, and what could not be taken in.
struct Built {
    selection: Selection,
    /// The files that it names, as they were before.
    files: Vec<corpus::FileState>,
    corpus: Arc<Corpus>,
    problems: Vec<corpus::Problem>,
    /// What has been worked out from it and the terms that held then.
    reference: Option<Reference>,
}

/// What was read from a settings file, and from which state of it.
struct Known {
    stamp: Stamp,
    reference: Arc<Reference>,
    problems: Vec<Problem>,
    terms: Listed,
}

/// Files of terms, the states that they were read in, and what they came to.
struct Listed {
    written: Vec<Written>,
    stamps: Vec<Stamp>,
    terms: Terms,
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

/// Settings change with every key while they are written; what changes again so soon is not built.
const PAUSE: Duration = Duration::from_millis(300);

/// Builds the corpora that are wanted, one after the other.
fn build_wanted(state: &Mutex<State>, events: &UnboundedSender<Event>) {
    loop {
        let changed = {
            let state = lock(state);
            state.wanted.keys().any(|file| state.corpora.contains_key(file))
        };
        if changed {
            std::thread::sleep(PAUSE);
        }
        let next = {
            let mut state = lock(state);
            let file = state.wanted.keys().next().cloned();
            let next = file.and_then(|file| state.wanted.remove_entry(&file));
            state.building = next.is_some();
            next
        };
        let Some((file, selection)) = next else { return };
        // Nobody may be listening any more.
        let tell = |event| _ = events.send(event);
        // Taken before: what changes while it is read is seen the next time.
        let files = corpus::file_states(&selection);
        let built = catch_unwind(|| corpus::load(&selection, false, &|step| tell(Event::Step(step))));
        let (corpus, problems) = built.unwrap_or_else(|_| {
            tracing::error!("语料未能建立");
            Default::default()
        });
        // Whoever asks next must not have to wait for what takes its time.
        let known = lock(state).known.get(&file).map(|known| Arc::clone(&known.reference));
        let reference = known.map(|known| {
            Reference::new(known.settings.clone(), Arc::clone(&known.terms), Arc::clone(&corpus))
        });
        let characters: usize = corpus.documents().iter().map(|document| document.characters).sum();
        let message = format!("语料已就绪：{} 篇，{characters} 字", corpus.documents().len());
        let mut state = lock(state);
        if let Some(known) = state.known.get_mut(&file) {
            known.stamp = Stamp::Stale;
        }
        state.corpora.insert(file, Built { selection, files, corpus, problems, reference });
        tracing::info!("{message}");
        tell(Event::Ready);
    }
}

impl State {
    /// True for the one who is to build what is wanted; others are not to begin while he does.
    fn begins_building(&mut self) -> bool {
        !self.wanted.is_empty() && !std::mem::replace(&mut self.building, true)
    }

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

    /// What the settings file may name files in. A folder that is opened is not trusted with more than
    /// itself; what lies elsewhere the drafter names in the editor.
    fn bounds(&self, file: &Path) -> Bounds {
        match (self.root_of(file), file.parent()) {
            (None, Some(folder)) => Bounds::of(&[folder.to_owned()]),
            _ => Bounds::of(&self.roots),
        }
    }

    /// The state of a file that settings name; one that may not be read counts for none.
    fn stamp_of(&self, written: &Written) -> Stamp {
        let path = written.path();
        if written.bounds.exclude_name(&path) { Stamp::Absent } else { self.stamp(Some(&path)) }
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
            None if self.bounds(file).exclude(file) => None,
            None => std::fs::read_to_string(file).ok(),
        }
    }

    fn read(&mut self, file: Option<&Path>, stamp: Stamp) -> Known {
        let root = self.roots.first().map_or(Path::new(""), PathBuf::as_path);
        let mut settings = self.editor.clone().rooted(root, &Bounds::default());
        let mut text = String::new();
        let mut problems = Vec::new();
        if let Some(file) = file {
            let bounds = self.bounds(file);
            text = self.text(file).unwrap_or_default();
            problems = settings.lay_over(&text, file.parent().unwrap_or(root), &bounds, &rules::ids());
            if !self.open.contains_key(file) && bounds.exclude(file) {
                problems.push(Problem::at("", 0..0, "链接指向工作区之外，未读取".to_owned()));
            }
        }
        let (corpus, missed) = self.corpus(file, &settings.corpus);
        let before = self.known.remove(&file.map(Path::to_owned));
        let (before, reference_before, listed) = match before {
            Some(before) => (before.problems, Some(before.reference), Some(before.terms)),
            None => Default::default(),
        };
        let listed = self.terms(&settings.terms, listed);
        for corpus::Problem { written, message } in missed.into_iter().chain(listed.terms.unread.clone()) {
            // What the editor has chosen stands nowhere in the file.
            match written.span.is_empty() {
                true => tracing::warn!("编辑器设置：{message}"),
                false => problems.push(Problem::at(&text, written.span, message)),
            }
        }
        if let Some(file) = file.filter(|_| before != problems) {
            self.news.push((file.to_owned(), problems.clone(), Text::from(text.as_str())));
        }
        let built = self.corpora.get(&file.map(Path::to_owned)).and_then(|built| built.reference.as_ref());
        let worked_out = [reference_before.as_deref(), built].into_iter().flatten();
        let reference = renewed(worked_out, settings, &listed.terms.base, corpus);
        Known { stamp, reference: Arc::new(reference), problems, terms: listed }
    }

    /// True when the files of terms are as they were read.
    fn holds(&self, listed: &Listed) -> bool {
        let now = listed.written.iter().map(|written| self.stamp_of(written));
        now.eq(listed.stamps.iter().cloned())
    }

    /// The terms of the files that settings name; those that are known while nothing has changed.
    fn terms(&mut self, written: &[Written], known: Option<Listed>) -> Listed {
        let known = match known {
            Some(known) if known.written == written && self.holds(&known) => return known,
            known => known,
        };
        let stamps = written.iter().map(|written| self.stamp_of(written)).collect();
        let terms = corpus::load_terms(written);
        // What was wrong before may be mended, or its file no longer be named.
        let before = known.iter().flat_map(|known| &known.terms.files);
        self.news.extend(before.map(|file| (file.path.clone(), Vec::new(), Text::default())));
        for file in &terms.files {
            let ours = terms.mistakes.iter().filter(|mistake| mistake.file == file.name);
            let problems: Vec<Problem> = ours.map(|mistake| problem_in(&file.text, mistake)).collect();
            self.news.retain(|(path, ..)| *path != file.path || problems.is_empty());
            if !problems.is_empty() {
                self.news.push((file.path.clone(), problems, Text::from(file.text.as_str())));
            }
        }
        Listed { written: written.to_vec(), stamps, terms }
    }

    /// The corpus of a selection and what could not be taken in; the one before while it is built.
    fn corpus(&mut self, file: Option<&Path>, selection: &Selection) -> (Arc<Corpus>, Vec<corpus::Problem>) {
        let file = file.map(Path::to_owned);
        if selection.is_default() {
            self.wanted.remove(&file);
            return (Corpus::embedded(), Vec::new());
        }
        let built = self.corpora.get(&file);
        if let Some(built) = built.filter(|built| built.selection == *selection) {
            return (Arc::clone(&built.corpus), built.problems.clone());
        }
        let before = built.map(|built| Arc::clone(&built.corpus)).unwrap_or_default();
        self.wanted.insert(file, selection.clone());
        (before, Vec::new())
    }
}

/// A mistake in a file of terms: the rest of its line is marked.
fn problem_in(text: &str, mistake: &terms::Problem) -> Problem {
    let start: usize = text.split_inclusive('\n').take(mistake.line.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].lines().next().unwrap_or_default();
    let column = line.char_indices().nth(mistake.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    Problem::at(text, start + column..start + line.len(), mistake.message.clone())
}

/// The reference to all this; what one of `before` has worked out from the same terms and documents
/// is kept.
fn renewed<'a>(
    mut before: impl Iterator<Item = &'a Reference>,
    settings: Settings,
    terms: &Arc<Termbase>,
    corpus: Arc<Corpus>,
) -> Reference {
    let same =
        |before: &&Reference| Arc::ptr_eq(&before.terms, terms) && Arc::ptr_eq(&before.corpus, &corpus);
    match before.find(same) {
        Some(before) => Reference { settings, ..before.clone() },
        None => Reference::new(settings, Arc::clone(terms), corpus),
    }
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
