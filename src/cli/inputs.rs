//! Paths as given → the files to read, each once, in a stable order.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use super::Failure;

/// Kinds of files that a folder is searched for. A file that is named itself may have any name.
pub const EXTENSIONS: [&str; 5] = ["txt", "md", "markdown", "gw", "gongwen"];

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input, named `-`.
    Stdin,
    /// A file, by the path as it was given or found.
    File(PathBuf),
}

impl Input {
    /// What `path` names: `-` is standard input.
    pub fn named(path: &Path) -> Self {
        if path == Path::new("-") { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("-"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// What the paths of a command line come to.
#[derive(Debug, Default)]
pub struct Inputs {
    /// In order of the paths, sorted within folders, none twice.
    pub files: Vec<Input>,
    /// Paths that lead nowhere, and folders that cannot be read.
    pub failures: Vec<(PathBuf, Failure)>,
    /// Folders without anything to check.
    pub empty: Vec<PathBuf>,
    seen: HashSet<PathBuf>,
    stdin: bool,
}

/// Finds the files that `paths` name: files, folders, patterns (where the shell left them), `-`. Of what
/// lies in folders, that is left out for which `excluded` is true.
pub fn resolve(paths: &[PathBuf], mut excluded: impl FnMut(&Path) -> bool) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        match Input::named(path) {
            Input::Stdin => inputs.stdin(),
            Input::File(path) if path.is_dir() => inputs.folder(&path, &mut excluded),
            Input::File(path) if path.symlink_metadata().is_err() && is_pattern(&path) => {
                inputs.pattern(&path);
            }
            Input::File(path) => inputs.file(path),
        }
    }
    inputs
}

impl Inputs {
    fn stdin(&mut self) {
        if !std::mem::replace(&mut self.stdin, true) {
            self.files.push(Input::Stdin);
        }
    }

    fn file(&mut self, path: PathBuf) {
        match path.metadata() {
            // A pipe (a shell's <(…)) has no canonical path; it is its own.
            Ok(_) => {
                let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
                if self.seen.insert(identity) {
                    self.files.push(Input::File(path));
                }
            }
            Err(error) => self.failures.push((path, error.into())),
        }
    }

    fn folder(&mut self, folder: &Path, excluded: &mut impl FnMut(&Path) -> bool) {
        let failures = self.failures.len();
        let mut files = 0;
        for entry in walk(folder, true) {
            match entry {
                Ok(path) if has_known_extension(&path) => {
                    files += 1;
                    if !excluded(&path) {
                        self.file(path);
                    }
                }
                Ok(_) => {}
                Err(failure) => self.failures.push(failure),
            }
        }
        if files == 0 && failures == self.failures.len() {
            self.empty.push(folder.to_owned());
        }
    }

    /// Expands a pattern the way a shell does, with `**` for folders of any depth.
    fn pattern(&mut self, pattern: &Path) {
        let written = pattern.to_string_lossy();
        let glob = match GlobBuilder::new(&written).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                let why = Failure::BadPattern(error.kind().to_string());
                return self.failures.push((pattern.to_owned(), why));
            }
        };
        let base: PathBuf = pattern.components().take_while(|part| !is_pattern(part.as_ref())).collect();
        let root = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base.clone() };
        let mut matched = false;
        for entry in walk(&root, false) {
            let Ok(path) = entry else { continue };
            let path = if base.as_os_str().is_empty() {
                path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
            } else {
                path
            };
            if glob.is_match(&path) {
                matched = true;
                self.file(path);
            }
        }
        if !matched {
            self.failures.push((pattern.to_owned(), Failure::NoMatch));
        }
    }
}

/// The files below `root`, sorted. Links to folders are not followed, so that no loop can arise
/// and nothing outside is touched; links to files are.
fn walk(root: &Path, ignoring: bool) -> impl Iterator<Item = Result<PathBuf, (PathBuf, Failure)>> {
    let mut builder = WalkBuilder::new(root);
    // Drafts are rarely under version control, their .gitignore holds all the same.
    builder.follow_links(false).require_git(false).sort_by_file_name(OsStr::cmp);
    if !ignoring {
        builder.standard_filters(false).hidden(true);
    }
    let root = root.to_owned();
    builder.build().filter_map(move |entry| match entry {
        Ok(entry) => entry.path().is_file().then(|| Ok(entry.into_path())),
        Err(error) => {
            let path = path_of(&error).unwrap_or_else(|| root.clone());
            let error = error.into_io_error().unwrap_or_else(|| io::Error::other("无法读取文件夹"));
            Some(Err((path, error.into())))
        }
    })
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn has_known_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}
