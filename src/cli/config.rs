//! nigao.toml: found upward from each file, read once, its problems said once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::corpus::{self, Bounds};
use crate::reference::Reference;
use crate::rules;
use crate::settings::{Problem, Settings};
use crate::terms;
use crate::text::decode::decode;

use super::inputs::Input;
use super::progress::building;
use super::{Status, complain};

/// Name of the settings file.
pub const FILE_NAME: &str = "nigao.toml";

/// Settings of the folders seen so far.
#[derive(Default)]
pub struct Config {
    of_folder: HashMap<PathBuf, Arc<Reference>>,
    default: Arc<Reference>,
    faulty: bool,
    /// The only rules that are wanted; all when there is none.
    wanted: Vec<&'static str>,
    rebuilding: bool,
}

impl Config {
    /// Settings whose corpora are built anew, whatever the cache holds.
    pub fn rebuilding() -> Self {
        Self { rebuilding: true, ..Self::default() }
    }

    /// Settings that leave nothing but the rules `wanted`; all when there is none.
    pub fn of_rules(wanted: Vec<&'static str>) -> Self {
        let mut config = Self { wanted, ..Self::default() };
        let mut settings = Settings::default();
        config.narrow(&mut settings);
        config.default = Arc::new(Reference::with_settings(settings));
        config
    }

    fn narrow(&self, settings: &mut Settings) {
        if !self.wanted.is_empty() {
            settings.keep_only(&self.wanted, &rules::ids());
        }
    }

    /// True for a file that the nearest nigao.toml leaves out.
    pub fn excludes(&mut self, path: &Path) -> bool {
        let (Ok(folder), Some(name)) = (folder_of(path).canonicalize(), path.file_name()) else {
            return false;
        };
        self.reference_in(&folder).settings.exclude.has(&folder.join(name))
    }

    /// What `input` is held against: the nearest nigao.toml in its folder or above; for standard
    /// input from the working directory on.
    pub fn reference_for(&mut self, input: &Input) -> Arc<Reference> {
        let folder = match input {
            Input::Stdin => PathBuf::from("."),
            Input::File(path) => folder_of(path),
        };
        match folder.canonicalize() {
            Ok(folder) => self.reference_in(&folder),
            Err(_) => Arc::clone(&self.default),
        }
    }

    /// How a run ends whose work ended in `status`: failed if some nigao.toml could not be followed in full.
    pub fn ending(&self, status: Status) -> Status {
        if self.faulty { Status::Failed } else { status }
    }

    /// True when some nigao.toml could not be followed in full.
    pub fn is_faulty(&self) -> bool {
        self.faulty
    }

    fn reference_in(&mut self, folder: &Path) -> Arc<Reference> {
        if let Some(known) = self.of_folder.get(folder) {
            return Arc::clone(known);
        }
        let file = folder.join(FILE_NAME);
        let reference = if file.is_file() {
            Arc::new(self.load(&file, folder))
        } else {
            match folder.parent() {
                Some(above) => self.reference_in(above),
                None => Arc::clone(&self.default),
            }
        };
        self.of_folder.insert(folder.to_owned(), Arc::clone(&reference));
        reference
    }

    /// Reads a nigao.toml and what it names; what is wrong with it is said, and the rest holds.
    fn load(&mut self, file: &Path, folder: &Path) -> Reference {
        let shown = shortened(file);
        let text = match std::fs::read(file) {
            Ok(bytes) => decode(&bytes).map(|decoded| decoded.text).map_err(super::Failure::from),
            Err(error) => Err(error.into()),
        };
        let text = match text {
            Ok(text) => text,
            Err(failure) => {
                self.faulty = true;
                complain(format!("{shown}：{failure}"));
                return Reference::clone(&self.default);
            }
        };
        let mut settings = Settings::default();
        // Who runs the program here may name what they like; an editor that opens a folder is more careful.
        let mut problems = settings.lay_over(&text, folder, &Bounds::default(), &rules::ids());
        self.narrow(&mut settings);
        let (corpus, missed) = building(|progress| corpus::load(&settings.corpus, self.rebuilding, progress));
        let terms = corpus::load_terms(&settings.terms);
        let place = |missed: corpus::Problem| Problem::at(&text, missed.written.span, missed.message);
        problems.extend(missed.into_iter().chain(terms.unread).map(place));
        for problem in &problems {
            complain(format!("{shown}:{}:{}：{}", problem.line, problem.column, problem.message));
        }
        for mistake in &terms.mistakes {
            let file = terms.files.iter().find(|file| file.name == mistake.file);
            let file = file.map_or_else(|| mistake.file.clone(), |file| shortened(&file.path));
            complain(terms::Problem { file, ..mistake.clone() });
        }
        self.faulty |= !problems.is_empty() || !terms.mistakes.is_empty();
        Reference::new(settings, terms.base, corpus)
    }
}

/// The folder that `path` lies in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The path from the working directory where the file lies below it.
fn shortened(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|dir| dir.canonicalize());
    let relative = here.ok().and_then(|here| file.strip_prefix(here).ok());
    relative.unwrap_or(file).display().to_string()
}
