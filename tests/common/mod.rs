//! The documents that tests read.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use nigao::fix::{fix_all, safe_fix};
use nigao::text::Text;
use nigao::{Analysis, Reference, analyze};

/// A published document of `seeds/` or `tests/field/`.
pub struct Published {
    pub name: String,
    pub text: String,
}

/// The texts of `folder` below the project's root, in order of their names.
pub fn texts(folder: &str) -> Vec<Published> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(!paths.is_empty(), "no texts in {folder}");
    let read = |path: PathBuf| Published {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

/// The five seeds and the field documents.
pub fn published() -> Vec<Published> {
    let mut all = texts("seeds");
    all.extend(texts("tests/field"));
    all
}

/// The analysis of a text under default settings.
pub fn analysis(text: &str) -> Analysis {
    analyze(&Text::from(text), &Arc::new(Reference::default()), None)
}

/// Holds `nigao check --fix` to its word: after all safe fixes there is none.
pub fn assert_fixed(text: &Text, reference: &Arc<Reference>, what: &str) {
    let Some(fixed) = fix_all(text, reference) else { return };
    let after = analyze(&fixed, reference, None);
    let left: Vec<_> = after.findings.iter().filter(|finding| safe_fix(finding).is_some()).collect();
    assert!(left.is_empty(), "{what}: {left:?}");
}

/// Of what is planted, every so many are fixed as well; fixing takes several rounds.
pub const FIXED: usize = 23;
