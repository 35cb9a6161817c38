//! What is known of settings files, and the reference that they and the editor's settings come to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::corpus::{self, Bounds, Corpus, Selection, Terms, Written};
use crate::reference::Reference;
use crate::rules;
use crate::settings::{Problem, Settings};
use crate::terms::{self, Termbase};
use crate::text::Text;

use super::FILE_NAME;

/// Everything that is known.
#[derive(Default)]
pub struct State {
    pub editor: Settings,
    pub roots: Vec<PathBuf>,
    /// Text of settings files that are open in the editor, saved or not.
    pub open: HashMap<PathBuf, Arc<str>>,
    /// What each settings file says, `None` standing for no file.
    pub known: HashMap<Option<PathBuf>, Known>,
    /// Settings files whose problems have to be shown anew.
    pub news: Vec<(PathBuf, Vec<Problem>, Text)>,
    /// The last corpus that was built for each settings file.
    pub corpora: HashMap<Option<PathBuf>, Built>,
    /// Corpora that are to be built.
    pub wanted: HashMap<Option<PathBuf>, Selection>,
    /// True while somebody builds them.
    pub building: bool,
}

/// A corpus, what it was built from, and what could not be taken in.
pub struct Built {
    pub selection: Selection,
    /// The files that it names, as they were before.
    pub files: Vec<corpus::FileState>,
    pub corpus: Arc<Corpus>,
    pub problems: Vec<corpus::Problem>,
    /// What has been worked out from it and the terms that held then.
    pub reference: Option<Reference>,
}

/// What was read from a settings file, and from which state of it.
pub struct Known {
    pub stamp: Stamp,
    pub reference: Arc<Reference>,
    pub problems: Vec<Problem>,
    pub terms: Listed,
}

/// Files of terms, the states that they were read in, and what they came to.
pub struct Listed {
    pub written: Vec<Written>,
    pub stamps: Vec<Stamp>,
    pub terms: Terms,
}

/// Tells one state of a settings file from another.
#[derive(Clone, PartialEq)]
pub enum Stamp {
    /// What was read holds no longer.
    Stale,
    Absent,
    Open(Arc<str>),
    File(Option<SystemTime>, u64),
}

impl State {
    /// True for the one who is to build what is wanted; others are not to begin while he does.
    pub fn begins_building(&mut self) -> bool {
        !self.wanted.is_empty() && !std::mem::replace(&mut self.building, true)
    }

    /// The innermost folder of the workspace that holds `path`.
    pub fn root_of(&self, path: &Path) -> Option<&Path> {
        let holding = self.roots.iter().filter(|root| path.starts_with(root));
        holding.max_by_key(|root| root.components().count()).map(PathBuf::as_path)
    }

    /// The nearest settings file upward from `path`, not above the folder of the workspace.
    pub fn nearest(&self, path: &Path) -> Option<PathBuf> {
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
    pub fn bounds(&self, file: &Path) -> Bounds {
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

    pub fn stamp(&self, file: Option<&Path>) -> Stamp {
        let Some(file) = file else { return Stamp::Absent };
        match self.open.get(file) {
            Some(text) => Stamp::Open(Arc::clone(text)),
            None => std::fs::metadata(file)
                .map_or(Stamp::Absent, |data| Stamp::File(data.modified().ok(), data.len())),
        }
    }

    pub fn text(&self, file: &Path) -> Option<String> {
        match self.open.get(file) {
            Some(text) => Some(text.to_string()),
            None if self.bounds(file).exclude(file) => None,
            None => std::fs::read_to_string(file).ok(),
        }
    }

    pub fn read(&mut self, file: Option<&Path>, stamp: Stamp) -> Known {
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
    pub fn holds(&self, listed: &Listed) -> bool {
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
