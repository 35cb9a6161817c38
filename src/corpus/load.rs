//! Files → texts → corpus: finding and reading what settings name, and keeping what was built from it.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;
use ignore::WalkBuilder;
use rayon::prelude::*;

use crate::terms::{self, Termbase};
use crate::text::decode::decode;

use super::clean::Source;
use super::select::{Excluded, Selection, Written, is_pattern, matcher};
use super::{Corpus, Step, seeds};

/// A document that could not be taken in. The others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What named the document.
    pub written: Written,
    /// What is wrong, in Chinese; it names the file.
    pub message: String,
}

/// Kinds of files that folders and patterns are searched for. A file that is named may have any name.
const EXTENSIONS: [&str; 3] = ["txt", "md", "markdown"];
/// Text that an index is built of at most; building takes some twenty times as much memory.
const MOST_BYTES: usize = 256 << 20;

/// The corpus of a selection, from the cache of the user when it is there, and what could not be
/// taken in. Reads files and may take a minute; `fresh` has it built whatever the cache holds.
pub fn load(
    selection: &Selection,
    fresh: bool,
    progress: &(dyn Fn(Step) + Sync),
) -> (Arc<Corpus>, Vec<Problem>) {
    if selection.is_default() {
        return (Corpus::embedded(), Vec::new());
    }
    let (sources, problems) = gather(selection);
    if sources == seeds() {
        return (Corpus::embedded(), problems);
    }
    let cache = Cache::of(&sources);
    if let Some(corpus) = cache.as_ref().filter(|_| !fresh).and_then(Cache::read) {
        return (Arc::new(corpus), problems);
    }
    let bytes = super::build::build(&sources, progress);
    // Without a place to keep it, the corpus serves all the same.
    if let Some(cache) = cache {
        let _ = cache.write(&bytes);
        cache.prune();
    }
    let corpus = Corpus::read(bytes.into()).unwrap_or_default();
    (Arc::new(corpus), problems)
}

/// A file that settings name, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Where it is.
    pub path: PathBuf,
    /// How it is shown: its path from the folder of the settings.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Terms and where they come from.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The terms that come with nigao and those of the files.
    pub base: Arc<Termbase>,
    /// The files that were read.
    pub files: Vec<Named>,
    /// Files that could not be read.
    pub unread: Vec<Problem>,
    /// What is wrong in the files that were.
    pub mistakes: Vec<terms::Problem>,
}

/// The terms that come with nigao and those of `files` over them.
pub fn load_terms(files: &[Written]) -> Terms {
    let mut terms =
        Terms { base: Termbase::embedded(), files: Vec::new(), unread: Vec::new(), mistakes: Vec::new() };
    for written in files {
        let path = written.path();
        let name = shown(&path, written);
        if let Some(message) = objection(written, &path) {
            terms.unread.push(Problem { written: written.clone(), message });
            continue;
        }
        match read(&path) {
            Ok(text) => terms.files.push(Named { path, name, text }),
            Err(reason) => {
                let message = format!("{name}：{reason}");
                terms.unread.push(Problem { written: written.clone(), message });
            }
        }
    }
    if !terms.files.is_empty() {
        let texts: Vec<(&str, &str)> =
            terms.files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        let (base, mistakes) = terms.base.with_files(&texts);
        (terms.base, terms.mistakes) = (Arc::new(base), mistakes);
    }
    terms
}

/// The files that a selection names.
#[derive(Default)]
struct Found {
    files: Vec<(PathBuf, Written)>,
    problems: Vec<Problem>,
}

impl Found {
    fn complain(&mut self, written: &Written, message: String) {
        self.problems.push(Problem { written: written.clone(), message });
    }

    /// Takes in what one path or pattern names.
    fn take(&mut self, written: &Written, excluded: &Excluded) {
        let path = written.path();
        if let Some(message) = objection(written, &path) {
            return self.complain(written, message);
        }
        let found = if path.is_dir() {
            self.walk(&path, |_| true, written, excluded)
        } else if path.symlink_metadata().is_err() && is_pattern(written.text.as_ref()) {
            let parts = Path::new(&written.text).components().filter(|part| *part != Component::CurDir);
            let fixed: PathBuf = parts.take_while(|part| !is_pattern(part.as_ref())).collect();
            let root = written.base.join(fixed);
            match (matcher(&written.pattern()), objection(written, &root)) {
                (Ok(glob), None) => self.walk(&root, |path| glob.is_match(path), written, excluded),
                (Err(message), _) | (_, Some(message)) => return self.complain(written, message),
            }
        } else {
            return self.file(path, written, excluded);
        };
        if found == 0 {
            let kinds = EXTENSIONS.map(|extension| format!("*.{extension}")).join("、");
            self.complain(written, format!("“{}”没有匹配的文件（{kinds}）", written.text));
        }
    }

    /// Takes in the files below `root` that are `wanted`, in order of their names, and gives how many
    /// there are, those that are left out included. Links are followed unless they lead in a circle or
    /// out of bounds.
    fn walk(
        &mut self,
        root: &Path,
        wanted: impl Fn(&Path) -> bool,
        written: &Written,
        excluded: &Excluded,
    ) -> usize {
        let mut found = 0;
        let mut walk = WalkBuilder::new(root);
        walk.standard_filters(false).hidden(true).follow_links(true).sort_by_file_name(OsStr::cmp);
        let (bounds, strays) = (written.bounds.clone(), Arc::new(Mutex::new(Vec::new())));
        let noted = Arc::clone(&strays);
        walk.filter_entry(move |entry| {
            let stray = entry.path_is_symlink() && bounds.exclude(entry.path());
            if stray {
                lock(&noted).push(entry.path().to_owned());
            }
            !stray
        });
        let wanted = |path: &Path| has_extension(path) && wanted(path);
        for entry in walk.build() {
            match entry {
                Ok(entry) if wanted(entry.path()) && entry.path().is_file() => {
                    self.file(entry.into_path(), written, excluded);
                }
                Ok(_) => continue,
                Err(error) => {
                    let (path, why) = told(&error, root);
                    // A folder that cannot be searched may hold what is wanted.
                    if excluded.has(&path) || !wanted(&path) && !path.is_dir() {
                        continue;
                    }
                    self.complain(written, format!("{}：{why}", shown(&path, written)));
                }
            }
            found += 1;
        }
        for stray in std::mem::take(&mut *lock(&strays)) {
            if !excluded.has(&stray) && (wanted(&stray) || stray.is_dir()) {
                found += 1;
                objection(written, &stray).into_iter().for_each(|message| self.complain(written, message));
            }
        }
        found
    }

    fn file(&mut self, path: PathBuf, written: &Written, excluded: &Excluded) {
        if !excluded.has(&path) {
            self.files.push((path, written.clone()));
        }
    }
}

/// A file, when it was last written, and its length in bytes; nothing of the kind when it is gone.
pub type FileState = (PathBuf, Option<(SystemTime, u64)>);

/// The files of a selection and the states that they are in: as long as these stay, a corpus that was
/// built from it holds.
pub fn file_states(selection: &Selection) -> Vec<FileState> {
    let mut found = Found::default();
    let excluded = Excluded::of(selection.exclude.clone());
    selection.paths.iter().for_each(|written| found.take(written, &excluded));
    let state = |(path, _): (PathBuf, Written)| {
        let data = path.metadata().ok();
        let state = data.and_then(|data| Some((data.modified().ok()?, data.len())));
        (path, state)
    };
    found.files.into_iter().map(state).collect()
}

/// The documents of a selection and what could not be taken in.
fn gather(selection: &Selection) -> (Vec<Source>, Vec<Problem>) {
    let mut found = Found::default();
    let excluded = Excluded::of(selection.exclude.clone());
    let mut sources = if selection.seeds { seeds() } else { Vec::new() };
    sources.retain(|source| !excluded.has(Path::new(&source.name)));
    selection.paths.iter().for_each(|written| found.take(written, &excluded));
    let files = std::mem::take(&mut found.files);
    let identity = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let texts: Vec<(PathBuf, Result<String, String>)> =
        files.par_iter().map(|(path, _)| (identity(path), read(path))).collect();
    let (mut size, mut seen) = (0, HashSet::new());
    for ((path, written), (identity, text)) in files.iter().zip(texts) {
        // Paths may overlap, and links lead to what is there already.
        if !seen.insert(identity) {
            continue;
        }
        let name = shown(path, written);
        size += text.as_ref().map_or(0, String::len);
        match text {
            Ok(_) if size > MOST_BYTES => {
                let most = MOST_BYTES >> 20;
                found.complain(written, format!("{name}：语料超过 {most} MiB，未收入"));
            }
            Ok(text) => sources.push(Source { name, text, ..Source::default() }),
            Err(reason) => found.complain(written, format!("{name}：{reason}")),
        }
    }
    (sources, found.problems)
}

fn read(path: &Path) -> Result<String, String> {
    // A larger file is no resolution, and a device has no end.
    let data = path.metadata().map_err(|error| reason(&error))?;
    if !data.is_file() || data.len() > MOST_BYTES as u64 {
        return Err("不是普通文件，或文件过大".to_owned());
    }
    let bytes = fs::read(path).map_err(|error| reason(&error))?;
    decode(&bytes).map(|decoded| decoded.text).map_err(|error| error.to_string())
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// The name of a document: its path from the folder of the settings where it lies below it.
fn shown(path: &Path, written: &Written) -> String {
    path.strip_prefix(&written.base).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// What a walk stumbled over, and why.
fn told(error: &ignore::Error, root: &Path) -> (PathBuf, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path.clone(), told(err, root).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => told(err, root),
        ignore::Error::Loop { child, .. } => (child.clone(), "链接成环，已略过".to_owned()),
        ignore::Error::Io(error) => (root.to_owned(), reason(error)),
        other => (root.to_owned(), other.to_string()),
    }
}

/// What is to be said of `path`, which `written` names, when that must not be read.
fn objection(written: &Written, path: &Path) -> Option<String> {
    let outside = written.bounds.exclude(path);
    let name = shown(path, written);
    outside.then(|| format!("{name}：在工作区之外，未读取；确要使用，请写入编辑器自身的设置"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        io::ErrorKind::PermissionDenied => "没有访问权限".to_owned(),
        _ => format!("读写失败（{error}）"),
    }
}

/// The folder of the user's cache that is ours.
pub fn cache_folder() -> Option<PathBuf> {
    Some(etcetera::base_strategy::choose_native_strategy().ok()?.cache_dir().join("nigao"))
}

/// The file that an index is kept in.
struct Cache {
    folder: PathBuf,
    file: PathBuf,
}

/// Files that are kept: as many corpora as somebody goes back and forth between.
const KEPT: usize = 4;
/// What a build that was broken off leaves behind is swept away after this time.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);
const PREFIX: &str = "corpus-";

impl Cache {
    /// Where the index of these documents is kept: contents and version give the name.
    fn of(sources: &[Source]) -> Option<Self> {
        // Profiles come with the program and change with its version.
        let of_source = |source: &Source| {
            let length = source.name.len().to_le_bytes();
            let parts = [&length[..], source.name.as_bytes(), source.text.as_bytes()];
            let mut hasher = blake3::Hasher::new();
            parts.iter().for_each(|part| _ = hasher.update(part));
            hasher.finalize()
        };
        let hashes: Vec<blake3::Hash> = sources.par_iter().map(of_source).collect();
        let mut key = blake3::Hasher::new();
        // Whatever changes in how documents are read and mined shows in the index of the seeds.
        key.update(env!("CARGO_PKG_VERSION").as_bytes())
            .update(blake3::hash(&super::seeds::INDEX).as_bytes());
        hashes.iter().for_each(|hash| _ = key.update(hash.as_bytes()));
        let folder = cache_folder()?;
        let file = folder.join(format!("{PREFIX}{}.bin", key.finalize().to_hex()));
        Some(Self { folder, file })
    }

    /// The index, if what is kept is whole and of this version.
    fn read(&self) -> Option<Corpus> {
        let corpus = unseal(fs::read(&self.file).ok()?)?;
        // What is in use stays longest.
        if let Ok(file) = fs::File::options().append(true).open(&self.file) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(corpus)
    }

    /// Keeps an index. Whoever reads meanwhile sees the old file or the new one, never half of one.
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(".tmp").tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.write_all(seal(bytes).as_bytes())?;
        file.persist(&self.file)?;
        Ok(())
    }

    /// Removes what has not been used for long.
    fn prune(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let ours =
            |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
        let mut kept: Vec<(SystemTime, PathBuf)> = Vec::new();
        for entry in entries.flatten().filter(|entry| ours(&entry.path())) {
            let Ok(modified) = entry.metadata().and_then(|data| data.modified()) else { continue };
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "tmp") {
                if modified.elapsed().is_ok_and(|age| age > ABANDONED) {
                    let _ = fs::remove_file(path);
                }
            } else {
                kept.push((modified, path));
            }
        }
        kept.sort();
        for (_, path) in kept.iter().rev().skip(KEPT) {
            let _ = fs::remove_file(path);
        }
    }
}

/// What a file that keeps an index ends with, so that one that has suffered is told from a whole one.
pub fn seal(index: &[u8]) -> blake3::Hash {
    blake3::Hasher::new().update_rayon(index).finalize()
}

/// The corpus of a file that was kept; `None` when a single byte of it is not as it was written.
pub fn unseal(mut bytes: Vec<u8>) -> Option<Corpus> {
    let checksum = bytes.split_off(bytes.len().checked_sub(blake3::OUT_LEN)?);
    (seal(&bytes).as_bytes()[..] == checksum).then(|| Corpus::read(bytes.into()))?
}
