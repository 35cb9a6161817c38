//! The drafts that are open, behind one lock that is never held over a wait.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::Notify;
use tower_lsp::ls_types::{ClientCapabilities, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use crate::analysis::{Analysis, analyze};
use crate::reference::Reference;
use crate::text::{Text, is_hanzi};

use super::config::{Config, file_path, is_settings};
use super::convert;
use super::published::is_published;
use super::traits::{self, Traits};

/// All that the server knows.
#[derive(Default)]
pub struct Session {
    /// Settings of the drafts.
    pub config: Config,
    /// Told when drafts or settings have changed.
    pub changed: Notify,
    traits: OnceLock<Traits>,
    shut_down: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    drafts: HashMap<Uri, Draft>,
    /// Drafts whose findings have to be published anew, oldest first, each once.
    due: VecDeque<Uri>,
    /// Number of the last change of any draft.
    clock: u64,
}

struct Draft {
    text: Text,
    version: i32,
    /// Tells one state from all others, also where a client repeats a version.
    state: u64,
    language: Language,
    has_hanzi: bool,
    published: bool,
    path: Option<PathBuf>,
    latest: Arc<Latest>,
    shown: Shown,
}

/// What the editor shows of a draft by our publishing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    NoFindings,
    Findings,
}

/// The kind of text that a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// Anything else: of no concern.
    Other,
}

impl Language {
    /// A settings file is no draft, whatever language the editor takes it for.
    fn of(id: &str, path: Option<&Path>) -> Self {
        match id {
            _ if path.is_some_and(is_settings) => Self::Other,
            "plaintext" | "text" | "gongwen" => Self::Plain,
            "markdown" => Self::Markdown,
            _ => Self::Other,
        }
    }
}

/// The last analysis of a draft, which the next one starts from.
#[derive(Default)]
struct Latest(Mutex<Option<Checked>>);

/// One state of a draft, taken out to be worked on without the lock.
#[derive(Clone)]
pub struct Snapshot {
    /// The draft's address.
    pub uri: Uri,
    /// Its file.
    pub path: Option<PathBuf>,
    /// Its text; copies share their contents.
    pub text: Text,
    /// The client's number of this state.
    pub version: i32,
    /// Kind of text.
    pub language: Language,
    /// What the client can do.
    pub traits: Traits,
    /// True for a published document, which is read and not proofread.
    pub published: bool,
    state: u64,
    of_concern: bool,
    latest: Arc<Latest>,
}

/// A state of a draft, analysed.
#[derive(Clone)]
pub struct Checked {
    /// What it was held against.
    pub reference: Arc<Reference>,
    /// The analysis.
    pub analysis: Arc<Analysis>,
    state: u64,
}

/// A check came upon an error of its own; the draft is as it was.
#[derive(Clone, Copy, Debug)]
pub struct Panicked;

/// A change that names a place outside the draft.
#[derive(Clone, Copy, Debug)]
pub struct Outside;

/// What the publisher has to do next.
pub enum Due {
    /// Check this state and publish what is found.
    Check(Box<Snapshot>),
    /// Nothing is to be shown of this draft.
    Clear(Uri, Option<i32>),
}

impl Session {
    /// Notes what the client can do.
    pub fn meet(&self, capabilities: &ClientCapabilities) -> Traits {
        *self.traits.get_or_init(|| traits::read(capabilities))
    }

    /// What the client can do.
    pub fn traits(&self) -> Traits {
        *self.traits.get_or_init(|| traits::read(&ClientCapabilities::default()))
    }

    /// Notes that the client has asked to shut down.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Relaxed);
    }

    /// True once the client has asked to shut down.
    pub fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }

    /// Takes a draft that the client opened.
    pub fn open(&self, item: TextDocumentItem) {
        let mut state = self.lock();
        let path = file_path(&item.uri);
        let draft = Draft {
            has_hanzi: item.text.contains(is_hanzi),
            text: Text::from(item.text.as_str()),
            version: item.version,
            state: state.tick(),
            language: Language::of(&item.language_id, path.as_deref()),
            published: is_published(&item.uri, path.as_deref()),
            path,
            latest: Arc::default(),
            shown: Shown::Nothing,
        };
        state.drafts.insert(item.uri.clone(), draft);
        state.note(item.uri);
    }

    /// Applies the changes of one notification, all or none; `Ok(false)` when there is no such draft.
    ///
    /// A change that lies outside the draft means that client and server no longer hold the same
    /// text, and nothing here can find out what the client's is. To move such a change to the
    /// nearest place inside would edit another place than the drafter did; to take half of the
    /// notification would leave a state that never was on the client's side. So all of it is
    /// refused and said, text and version stay as they were, and opening the draft again, or a
    /// change of the whole text, brings both together. (The well-known servers refuse as well.)
    pub fn change(
        &self,
        uri: &Uri,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> Result<bool, Outside> {
        let traits = self.traits();
        let mut state = self.lock();
        let tick = state.tick();
        let Some(draft) = state.drafts.get_mut(uri) else { return Ok(false) };
        let mut text = draft.text.clone();
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = convert::span(&text, range, &traits).ok_or(Outside)?;
                    text.replace(span, &change.text);
                }
                None => text = Text::from(change.text.as_str()),
            }
        }
        // In Chinese text the first ideograph comes soon; in other text only what is new is looked at.
        draft.has_hanzi = if draft.has_hanzi {
            text.lines().any(|line| line.contains(is_hanzi))
        } else {
            changes.iter().any(|change| change.text.contains(is_hanzi))
        };
        (draft.text, draft.version, draft.state) = (text, version, tick);
        state.note(uri.clone());
        Ok(true)
    }

    /// Forgets a draft that the client closed.
    pub fn close(&self, uri: &Uri) {
        let mut state = self.lock();
        let shown = state.drafts.remove(uri).is_some_and(|draft| draft.shown == Shown::Findings);
        state.due.retain(|due| due != uri);
        if shown {
            state.note(uri.clone());
        }
    }

    /// Has the findings of all drafts published anew.
    pub fn recheck(&self) {
        let mut state = self.lock();
        let all: Vec<Uri> = state.drafts.keys().cloned().collect();
        all.into_iter().for_each(|uri| state.note(uri));
        drop(state);
        self.changed.notify_one();
    }

    /// The draft as it is now.
    pub fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let traits = self.traits();
        let state = self.lock();
        state.drafts.get(uri).map(|draft| draft.snapshot(uri, traits))
    }

    /// All drafts as they are now.
    pub fn snapshots(&self) -> Vec<Snapshot> {
        let traits = self.traits();
        let state = self.lock();
        state.drafts.iter().map(|(uri, draft)| draft.snapshot(uri, traits)).collect()
    }

    /// What is to be published next; nothing for a client that asks for diagnostics itself.
    pub fn next_due(&self) -> Option<Due> {
        let traits = self.traits();
        let mut state = self.lock();
        if traits.pulls {
            state.due.clear();
        }
        while let Some(uri) = state.due.pop_front() {
            let Some(draft) = state.drafts.get_mut(&uri) else { return Some(Due::Clear(uri, None)) };
            if draft.of_concern() {
                return Some(Due::Check(Box::new(draft.snapshot(&uri, traits))));
            }
            // Nothing is said of what is no draft; a settings file has its own publications.
            if draft.language != Language::Other && draft.shown != Shown::NoFindings {
                draft.shown = Shown::NoFindings;
                return Some(Due::Clear(uri, Some(draft.version)));
            }
        }
        None
    }

    /// True when `snapshot` is still the draft's newest state, whose findings, or none, are then
    /// taken for shown.
    pub fn show(&self, snapshot: &Snapshot, findings: usize) -> bool {
        let mut state = self.lock();
        let draft = state.drafts.get_mut(&snapshot.uri).filter(|draft| draft.state == snapshot.state);
        if let Some(draft) = draft {
            draft.shown = if findings > 0 { Shown::Findings } else { Shown::NoFindings };
            return true;
        }
        false
    }

    /// What `snapshot` is held against; `None` for a draft of no concern.
    pub fn reference(&self, snapshot: &Snapshot) -> Option<Arc<Reference>> {
        let reference = snapshot.of_concern.then(|| self.config.reference(snapshot.path.as_deref()))?;
        if self.config.has_news() {
            self.changed.notify_one();
        }
        let excluded = snapshot.path.as_deref().is_some_and(|path| reference.settings.exclude.has(path));
        let left_alone = excluded || snapshot.text.len_bytes() > reference.settings.max_file_size;
        (!left_alone).then_some(reference)
    }

    /// The analysis of `snapshot`, from the last one of its draft; `None` for a draft of no concern.
    /// Takes its time, so it is not to be called where others wait.
    pub fn check(&self, snapshot: &Snapshot) -> Result<Option<Checked>, Panicked> {
        let Some(reference) = self.reference(snapshot) else { return Ok(None) };
        let mut latest = snapshot.latest.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |checked: &&Checked| {
            checked.state == snapshot.state && Arc::ptr_eq(&checked.reference, &reference)
        };
        if let Some(checked) = latest.as_ref().filter(same) {
            return Ok(Some(checked.clone()));
        }
        let previous = latest.as_ref().map(|checked| Arc::clone(&checked.analysis));
        let mut analysis = guarded(&snapshot.text, &reference, previous.as_deref())?;
        if snapshot.published {
            analysis.findings.clear();
        }
        let checked = Checked { reference, analysis: Arc::new(analysis), state: snapshot.state };
        if latest.as_ref().is_none_or(|before| before.state <= snapshot.state) {
            *latest = Some(checked.clone());
        }
        Ok(Some(checked))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An analysis whose panic stays here. After one that started from an earlier state, a fresh one is
/// tried: the fault may lie in what was kept.
fn guarded(
    text: &Text,
    reference: &Arc<Reference>,
    previous: Option<&Analysis>,
) -> Result<Analysis, Panicked> {
    let attempt = |previous| {
        catch_unwind(AssertUnwindSafe(|| analyze(text, reference, previous))).map_err(|_| Panicked)
    };
    match attempt(previous) {
        Err(Panicked) if previous.is_some() => attempt(None),
        outcome => outcome,
    }
}

impl State {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn note(&mut self, uri: Uri) {
        if !self.due.contains(&uri) {
            self.due.push_back(uri);
        }
    }
}

impl Draft {
    fn of_concern(&self) -> bool {
        self.has_hanzi && self.language != Language::Other
    }

    fn snapshot(&self, uri: &Uri, traits: Traits) -> Snapshot {
        Snapshot {
            uri: uri.clone(),
            path: self.path.clone(),
            text: self.text.clone(),
            version: self.version,
            language: self.language,
            traits,
            published: self.published,
            state: self.state,
            of_concern: self.of_concern(),
            latest: Arc::clone(&self.latest),
        }
    }
}
