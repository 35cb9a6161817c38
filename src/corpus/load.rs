//! Files → corpus: finding and reading documents, and keeping what was built from them.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;
use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use crate::text::decode::decode;

use super::clean::Source;
use super::{Corpus, Step, seeds};

/// Which documents make up the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Whether the documents that come with nigao belong to it; they do when nothing is said.
    pub seeds: Option<bool>,
    /// Files, folders and patterns.
    pub paths: Vec<Written>,
    /// Names and patterns of documents that are left out.
    pub exclude: Vec<Written>,
}

/// A path or pattern, as somebody wrote it down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Written {
    /// As it is written.
    pub text: String,
    /// The folder that it is relative to.
    pub base: PathBuf,
    /// Its bytes in the nigao.toml of that folder; empty when it comes from elsewhere.
    pub span: Range<usize>,
}

impl Written {
    /// The pattern for whole paths: signs of a pattern in the name of the folder stand for themselves.
    fn pattern(&self) -> String {
        let text = Path::new(&self.text);
        let plain: PathBuf = text.components().filter(|part| *part != Component::CurDir).collect();
        match text.is_absolute() {
            true => self.text.clone(),
            false => format!("{}/{}", globset::escape(&self.base.to_string_lossy()), plain.display()),
        }
    }
}

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

impl Selection {
    /// The selection with all its paths relative to `base`.
    pub fn rooted(mut self, base: &Path) -> Self {
        for written in self.paths.iter_mut().chain(&mut self.exclude) {
            written.base = base.to_owned();
        }
        self
    }

    /// The selection of `self` and `other` together; `other` has the last word.
    pub fn and(mut self, other: Self) -> Self {
        self.seeds = other.seeds.or(self.seeds);
        self.paths.extend(other.paths);
        self.exclude.extend(other.exclude);
        self
    }

    /// True when the documents that come with nigao are all there is.
    pub fn is_default(&self) -> bool {
        self.seeds.unwrap_or(true) && self.paths.is_empty() && self.exclude.is_empty()
    }
}

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
    let Gathered { sources, problems, .. } = Gathered::of(selection);
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

/// The documents of a selection.
#[derive(Default)]
struct Gathered {
    sources: Vec<Source>,
    problems: Vec<Problem>,
    seen: HashSet<PathBuf>,
    size: usize,
}

impl Gathered {
    fn of(selection: &Selection) -> Self {
        let mut gathered = Self::default();
        let excluded = Excluded::of(&selection.exclude, &mut gathered.problems);
        if selection.seeds.unwrap_or(true) {
            gathered.sources = seeds();
            gathered.sources.retain(|source| !excluded.has(Path::new(&source.name)));
        }
        for written in &selection.paths {
            gathered.take(written, &excluded);
        }
        gathered
    }

    fn complain(&mut self, written: &Written, message: String) {
        self.problems.push(Problem { written: written.clone(), message });
    }

    /// Takes in what one path or pattern names.
    fn take(&mut self, written: &Written, excluded: &Excluded) {
        let path = written.base.join(&written.text);
        let found = if path.is_dir() {
            self.walk(&path, |_| true, written, excluded)
        } else if path.symlink_metadata().is_err() && is_pattern(written.text.as_ref()) {
            let parts = Path::new(&written.text).components();
            let parts = parts.filter(|part| *part != Component::CurDir);
            let fixed: PathBuf = parts.take_while(|part| !is_pattern(part.as_ref())).collect();
            let root = written.base.join(fixed);
            match matcher(&written.pattern()) {
                Ok(glob) => self.walk(&root, |path| glob.is_match(path), written, excluded),
                Err(message) => return self.complain(written, message),
            }
        } else {
            if !excluded.has(&path) {
                self.read(&path, written);
            }
            return;
        };
        if found == 0 {
            let kinds = EXTENSIONS.map(|extension| format!("*.{extension}")).join("、");
            self.complain(written, format!("“{}”没有匹配的文件（{kinds}）", written.text));
        }
    }

    /// Takes in the files below `root` that are `wanted`, in order of their names, and gives how many
    /// there are, those that cannot be read included. Links are followed unless they lead in a circle.
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
        let wanted = |path: &Path| has_extension(path) && wanted(path);
        for entry in walk.build() {
            let (path, error) = match &entry {
                Ok(entry) => (entry.path().to_owned(), None),
                Err(error) => told(error, root),
            };
            // A folder that cannot be searched may hold what is wanted.
            let counts = if error.is_some() {
                wanted(&path) || path.is_dir()
            } else {
                wanted(&path) && path.is_file()
            };
            if !counts {
                continue;
            }
            found += 1;
            match error {
                _ if excluded.has(&path) => {}
                Some(error) => self.complain(written, format!("{}：{error}", shown(&path, written))),
                None => self.read(&path, written),
            }
        }
        found
    }

    fn read(&mut self, path: &Path, written: &Written) {
        if !self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            return;
        }
        let name = shown(path, written);
        let text = match fs::read(path) {
            Ok(bytes) => decode(&bytes).map(|decoded| decoded.text).map_err(|error| error.to_string()),
            Err(error) => Err(reason(&error)),
        };
        let text = match text {
            Ok(text) => text,
            Err(reason) => return self.complain(written, format!("{name}：{reason}")),
        };
        self.size += text.len();
        if self.size > MOST_BYTES {
            return self.complain(written, format!("{name}：语料超过 {} MiB，未收入", MOST_BYTES >> 20));
        }
        self.sources.push(Source { name, text, ..Source::default() });
    }
}

/// What `exclude` names.
struct Excluded {
    names: Vec<GlobMatcher>,
    paths: Vec<GlobMatcher>,
}

impl Excluded {
    /// A pattern with a slash is about paths, one without about names of files.
    fn of(written: &[Written], problems: &mut Vec<Problem>) -> Self {
        let mut excluded = Self { names: Vec::new(), paths: Vec::new() };
        for written in written {
            let whole = written.text.contains(['/', '\\']);
            let pattern = if whole { written.pattern() } else { written.text.clone() };
            match matcher(&pattern) {
                Ok(glob) if whole => excluded.paths.push(glob),
                Ok(glob) => excluded.names.push(glob),
                Err(message) => problems.push(Problem { written: written.clone(), message }),
            }
        }
        excluded
    }

    fn has(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default();
        self.names.iter().any(|glob| glob.is_match(name)) || self.paths.iter().any(|glob| glob.is_match(path))
    }
}

fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    match GlobBuilder::new(pattern).literal_separator(true).build() {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => Err(format!("通配符有误（{}）", error.kind())),
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
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
fn told(error: &ignore::Error, root: &Path) -> (PathBuf, Option<String>) {
    match error {
        ignore::Error::WithPath { path, err } => (path.clone(), told(err, root).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => told(err, root),
        ignore::Error::Loop { child, .. } => (child.clone(), Some("链接成环，已略过".to_owned())),
        ignore::Error::Io(error) => (root.to_owned(), Some(reason(error))),
        other => (root.to_owned(), Some(other.to_string())),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹".to_owned(),
        io::ErrorKind::PermissionDenied => "没有访问权限".to_owned(),
        _ => format!("读写失败（{error}）"),
    }
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
const CHECKSUM: usize = blake3::OUT_LEN;

impl Cache {
    /// Where the index of these documents is kept: their contents, and the version, give the name.
    fn of(sources: &[Source]) -> Option<Self> {
        let mut key = blake3::Hasher::new();
        let mut add = |part: &[u8]| {
            key.update(&part.len().to_le_bytes());
            key.update(part);
        };
        add(env!("CARGO_PKG_VERSION").as_bytes());
        add(super::index::MAGIC);
        // Profiles come with the program and change with its version.
        for Source { name, text, .. } in sources {
            add(name.as_bytes());
            add(text.as_bytes());
        }
        let folder = etcetera::base_strategy::choose_native_strategy().ok()?.cache_dir().join("nigao");
        let file = folder.join(format!("{PREFIX}{}.bin", key.finalize().to_hex()));
        Some(Self { folder, file })
    }

    /// The index, if what is kept is whole and of this version.
    fn read(&self) -> Option<Corpus> {
        let mut bytes = fs::read(&self.file).ok()?;
        let checksum = bytes.split_off(bytes.len().checked_sub(CHECKSUM)?);
        if blake3::hash(&bytes).as_bytes()[..] != checksum {
            return None;
        }
        // What is in use stays longest.
        if let Ok(file) = fs::File::options().append(true).open(&self.file) {
            let _ = file.set_modified(SystemTime::now());
        }
        Corpus::read(bytes.into())
    }

    /// Keeps an index. Whoever reads meanwhile sees the old file or the new one, never half of one.
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix(PREFIX).suffix(".tmp").tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.write_all(blake3::hash(bytes).as_bytes())?;
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
