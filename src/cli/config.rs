//! nigao.toml: found upward from each file, read once, its problems said once.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::corpus;
use crate::reference::Reference;
use crate::rules::RULES;
use crate::settings::{Problem, Settings};
use crate::terms::Termbase;
use crate::text::decode::decode;

use super::inputs::Input;
use super::progress::building;
use super::{complain, source};

/// Name of the settings file.
pub const FILE_NAME: &str = "nigao.toml";

/// Settings of the folders seen so far.
#[derive(Default)]
pub struct Config {
    of_folder: HashMap<PathBuf, Arc<Reference>>,
    default: Arc<Reference>,
    faulty: bool,
}

impl Config {
    /// What `input` is held against: the nearest nigao.toml in its folder or above; for standard
    /// input from the working directory on.
    pub fn reference_for(&mut self, input: &Input) -> Arc<Reference> {
        let folder = match input {
            Input::Stdin => PathBuf::from("."),
            Input::File(path) => match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
                _ => PathBuf::from("."),
            },
        };
        match folder.canonicalize() {
            Ok(folder) => self.reference_in(&folder),
            Err(_) => Arc::clone(&self.default),
        }
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
                return Reference::default();
            }
        };
        let known: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        let (settings, mut problems) = Settings::parse(&text, &known);
        let settings = settings.rooted(folder);
        let (corpus, missed) = building(|progress| corpus::load(&settings.corpus, false, progress));
        let place = |missed: corpus::Problem| Problem::at(&text, missed.written.span, missed.message);
        problems.extend(missed.into_iter().map(place));
        let terms = read_terms(&settings, |span, message| problems.push(Problem::at(&text, span, message)));
        for problem in &problems {
            self.faulty = true;
            complain(format!("{shown}:{}:{}：{}", problem.line, problem.column, problem.message));
        }
        let terms = self.terms(&terms);
        Reference::new(settings, terms, corpus)
    }

    /// The embedded terms and those of `files`, names and texts; what is wrong with them is said.
    fn terms(&mut self, files: &[(String, String)]) -> Arc<Termbase> {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
        if files.is_empty() {
            return Termbase::embedded();
        }
        let (terms, problems) = Termbase::embedded().with_files(&files);
        for problem in &problems {
            self.faulty = true;
            complain(problem);
        }
        Arc::new(terms)
    }
}

/// Names and texts of the files of terms. Of each that cannot be read, `complain` learns where the
/// nigao.toml names it and why.
fn read_terms(settings: &Settings, mut complain: impl FnMut(Range<usize>, String)) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for written in &settings.terms {
        let path = written.base.join(&written.text);
        match source::read(&Input::File(path.clone())).and_then(|source| source.decoded) {
            Ok(decoded) => files.push((shortened(&path), decoded.text)),
            Err(failure) => complain(written.span.clone(), format!("{}：{failure}", written.text)),
        }
    }
    files
}

/// The path from the working directory where the file lies below it.
fn shortened(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|dir| dir.canonicalize());
    let relative = here.ok().and_then(|here| file.strip_prefix(here).ok());
    relative.unwrap_or(file).display().to_string()
}
