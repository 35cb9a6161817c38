//! Diagnostics of a whole workspace: open drafts, and the resolutions among the files.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::*;

use crate::analysis::{Analysis, analyze};
use crate::document::KINDS;
use crate::reference::Reference;
use crate::text::{Text, decode::decode, is_hanzi};

use super::config::file_path;
use super::session::{Session, Snapshot};
use super::traits::Traits;
use super::{convert, publish};

/// Files that are looked at for each question; a client may ask every other second, and somebody's
/// whole disk may be the workspace.
const FILES: usize = 5_000;

/// What was found in files, and which questions are being worked on.
#[derive(Default)]
pub struct Cache {
    files: Mutex<HashMap<PathBuf, Known>>,
    listed: Mutex<Option<Listing>>,
    running: Mutex<Vec<(ProgressToken, Arc<AtomicBool>)>>,
}

/// The files that a walk through the folders came upon.
struct Listing {
    roots: Vec<PathBuf>,
    files: Vec<PathBuf>,
    at: Instant,
    took: Duration,
}

/// A walk that takes longer than this is not made with every question.
const LONG_WALK: Duration = Duration::from_millis(20);
/// So much longer than it took, the outcome of a long walk is used again: walking then takes a
/// fiftieth of the time at most, however often a client asks.
const REST: u32 = 50;

struct Known {
    modified: Option<SystemTime>,
    length: u64,
    reference: Arc<Reference>,
    /// `None` for a file that is no resolution.
    items: Option<Vec<Diagnostic>>,
}

impl Cache {
    /// The files in `roots` that may be resolutions.
    fn candidates(&self, roots: Vec<PathBuf>) -> Vec<PathBuf> {
        let mut listed = lock(&self.listed);
        if let Some(known) = &*listed
            && known.roots == roots
            && known.took > LONG_WALK
            && known.at.elapsed() < known.took * REST
        {
            return known.files.clone();
        }
        let at = Instant::now();
        let files = walk(&roots);
        *listed = Some(Listing { roots, files: files.clone(), at, took: at.elapsed() });
        files
    }

    /// Stops the question with this token.
    pub fn cancel(&self, token: &ProgressToken) {
        let running = lock(&self.running);
        running
            .iter()
            .filter(|(known, _)| known == token)
            .for_each(|(_, stop)| stop.store(true, Ordering::Relaxed));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Identifies a set of diagnostics: the same findings at the same places have the same id.
pub fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Stops the work when the question is withdrawn: the future that holds this is dropped then.
struct StopOnDrop<'a> {
    stop: Arc<AtomicBool>,
    cache: &'a Cache,
}

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        lock(&self.cache.running).retain(|(_, stop)| !Arc::ptr_eq(stop, &self.stop));
    }
}

/// Answers `workspace/diagnostic`, with progress for a client that wants it.
pub async fn check(
    client: &Client,
    session: &Arc<Session>,
    cache: &Arc<Cache>,
    drafts: Vec<Snapshot>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReport> {
    let stop = Arc::new(AtomicBool::new(false));
    let token = params.work_done_progress_params.work_done_token;
    if let Some(token) = &token {
        lock(&cache.running).push((token.clone(), Arc::clone(&stop)));
    }
    let _guard = StopOnDrop { stop: Arc::clone(&stop), cache };
    let known = params.previous_result_ids.into_iter().map(|id| (id.uri, id.value)).collect();
    let (sender, mut checked) = unbounded_channel();
    let work = {
        let (session, cache, stop) = (Arc::clone(session), Arc::clone(cache), Arc::clone(&stop));
        let round = Round { session, cache, stop, known, checked: sender };
        tokio::task::spawn_blocking(move || round.run(drafts))
    };
    let begin = WorkDoneProgressBegin {
        title: "检查工作区文稿".to_owned(),
        cancellable: Some(true),
        ..WorkDoneProgressBegin::default()
    };
    report(client, token.as_ref(), WorkDoneProgress::Begin(begin)).await;
    while let Some((done, all)) = checked.recv().await {
        let message = Some(format!("{done}/{all}"));
        let percentage = Some((done * 100 / all.max(1)) as u32);
        let step = WorkDoneProgressReport { message, percentage, cancellable: Some(true) };
        report(client, token.as_ref(), WorkDoneProgress::Report(step)).await;
    }
    report(client, token.as_ref(), WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
    let items = work.await.map_err(|_| Error::internal_error())?;
    if stop.load(Ordering::Relaxed) {
        return Err(Error::request_cancelled());
    }
    Ok(WorkspaceDiagnosticReport { items })
}

async fn report(client: &Client, token: Option<&ProgressToken>, progress: WorkDoneProgress) {
    if let Some(token) = token {
        let value = ProgressParamsValue::WorkDone(progress);
        client.send_notification::<Progress>(ProgressParams { token: token.clone(), value }).await;
    }
}

/// One question, worked on where waiting does not matter.
struct Round {
    session: Arc<Session>,
    cache: Arc<Cache>,
    stop: Arc<AtomicBool>,
    known: HashMap<Uri, String>,
    checked: UnboundedSender<(usize, usize)>,
}

/// Files between two reports of progress.
const STEP: usize = 20;

impl Round {
    fn run(mut self, drafts: Vec<Snapshot>) -> Vec<WorkspaceDocumentDiagnosticReport> {
        let mut items = Vec::new();
        let open: Vec<PathBuf> = drafts.iter().filter_map(|draft| draft.path.clone()).collect();
        for draft in drafts {
            if let Some(found) = publish::diagnostics(&self.session, &draft) {
                items.push(self.item(draft.uri.clone(), Some(i64::from(draft.version)), found));
            }
        }
        let mut files = self.cache.candidates(self.session.config.roots());
        files.retain(|file| !open.contains(file));
        for (done, file) in files.iter().enumerate() {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            if done % STEP == 0 {
                self.checked.send((done, files.len())).ok();
            }
            if let Some(found) = self.file(file)
                && let Some(uri) = Uri::from_file_path(file)
            {
                items.push(self.item(uri, None, found));
            }
        }
        // What the client still shows of files that are gone, or no resolutions any more.
        let vanished: Vec<Uri> = self.known.drain().map(|(uri, _)| uri).collect();
        for uri in vanished.into_iter().filter(|uri| file_path(uri).is_some()) {
            items.push(self.item(uri, None, Vec::new()));
        }
        items
    }

    fn item(
        &mut self,
        uri: Uri,
        version: Option<i64>,
        items: Vec<Diagnostic>,
    ) -> WorkspaceDocumentDiagnosticReport {
        let result_id = result_id(&items);
        if self.known.remove(&uri).as_ref() == Some(&result_id) {
            let report = UnchangedDocumentDiagnosticReport { result_id };
            return WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: report,
            }
            .into();
        }
        let report = FullDocumentDiagnosticReport { result_id: Some(result_id), items };
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: report }.into()
    }

    /// The diagnostics of a file that is a resolution, read again only when it has changed.
    fn file(&self, path: &Path) -> Option<Vec<Diagnostic>> {
        let data = std::fs::metadata(path).ok()?;
        let (modified, length) = (data.modified().ok(), data.len());
        let reference = self.session.config.reference(Some(path));
        if let Some(known) = lock(&self.cache.files).get(path)
            && (known.modified, known.length) == (modified, length)
            && Arc::ptr_eq(&known.reference, &reference)
        {
            return known.items.clone();
        }
        let settings = &reference.settings;
        let wanted = length <= settings.max_file_size as u64 && !settings.exclude.has(path);
        let items = wanted.then(|| read(path, &reference, &self.session.traits())).flatten();
        let known = Known { modified, length, reference, items: items.clone() };
        lock(&self.cache.files).insert(path.to_owned(), known);
        items
    }
}

fn read(path: &Path, reference: &Arc<Reference>, traits: &Traits) -> Option<Vec<Diagnostic>> {
    let text = decode(&std::fs::read(path).ok()?).ok()?.text;
    if !text.contains(is_hanzi) {
        return None;
    }
    let text = Text::from(text.as_str());
    // A panic costs this file's diagnostics and no more.
    let analysis = std::panic::catch_unwind(|| analyze(&text, reference, None)).ok()?;
    let uri = Uri::from_file_path(path)?;
    is_resolution(path, &analysis).then(|| convert::diagnostics(&uri, &analysis, traits))
}

/// Notes and novels lie about in workspaces as well; nobody asked to have those checked.
fn is_resolution(path: &Path, analysis: &Analysis) -> bool {
    let named = path.extension().is_some_and(|extension| extension == "gw" || extension == "gongwen");
    named || KINDS.iter().any(|kind| analysis.draft.document.title().ends_with(kind))
}

/// Files that may be resolutions, hidden and ignored ones left out. Nothing outside the folders is read:
/// no links are followed, and what is ignored is said in the folders themselves.
fn walk(roots: &[PathBuf]) -> Vec<PathBuf> {
    let Some((first, others)) = roots.split_first() else { return Vec::new() };
    let mut walk = ignore::WalkBuilder::new(first);
    for root in others {
        walk.add(root);
    }
    let is_text = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        ["txt", "md", "markdown", "gw", "gongwen"].contains(&extension)
    };
    // The walker's own handling of git reads the folders above and the user's settings of git.
    walk.standard_filters(false).hidden(true).ignore(true).add_custom_ignore_filename(".gitignore");
    let files = walk.sort_by_file_path(Path::cmp).build().flatten().take(FILES * 4);
    let files = files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(ignore::DirEntry::into_path).filter(|path| is_text(path)).take(FILES).collect()
}
