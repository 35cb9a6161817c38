//! What a nigao.toml that came with a folder may name: what lies in that folder, and nothing beside it.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The folders that names must not lead out of. The default has none: whoever wrote the names may have
/// read whatever they can read themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds(Option<Arc<[PathBuf]>>);

impl Bounds {
    /// The bounds of these folders.
    pub fn of(folders: &[PathBuf]) -> Self {
        Self(Some(folders.iter().map(|folder| plain(folder)).collect()))
    }

    /// True when the name `path` leads out, whatever is there. The disk is not asked: on some systems
    /// a name is enough to have another machine spoken to (`\\machine\folder`).
    pub fn exclude_name(&self, path: &Path) -> bool {
        let path = plain(path);
        self.0.as_ref().is_some_and(|folders| !folders.iter().any(|folder| path.starts_with(folder)))
    }

    /// True when `path`, or what a link in it leads to, lies outside.
    pub fn exclude(&self, path: &Path) -> bool {
        let Some(folders) = &self.0 else { return false };
        if self.exclude_name(path) {
            return true;
        }
        // What does not exist cannot be read either.
        let Ok(real) = path.canonicalize() else { return false };
        let real_folders = folders.iter().filter_map(|folder| folder.canonicalize().ok());
        !real_folders.into_iter().any(|folder| real.starts_with(folder))
    }
}

/// `path` with `.` and `..` worked out from its words alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_told_without_asking_the_disk() {
        let bounds = Bounds::of(&["/nowhere/a".into(), "/nowhere/b/./c/..".into()]);
        for inside in ["/nowhere/a", "/nowhere/a/b", "/nowhere/b/x", "/nowhere/a/../b", "/nowhere/a/b/../c"] {
            assert!(!bounds.exclude_name(Path::new(inside)), "{inside}");
        }
        for outside in ["/nowhere", "/nowhere/ab", "/nowhere/a/..", "/nowhere/a/../../etc", "a", "../../a"] {
            assert!(bounds.exclude_name(Path::new(outside)), "{outside}");
            assert!(!Bounds::default().exclude_name(Path::new(outside)), "{outside}");
        }
    }
}
