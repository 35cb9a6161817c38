//! What somebody wrote down to choose files, and which files are meant. No file is looked at here.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::bounds::Bounds;

/// Which documents make up the corpus.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Whether the documents that come with nigao belong to it.
    pub seeds: bool,
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
    /// What it must not lead out of.
    pub bounds: Bounds,
}

impl Written {
    /// The path that it names, if it is no pattern.
    pub fn path(&self) -> PathBuf {
        self.base.join(&self.text)
    }

    /// Takes it to be relative to `base` and within `bounds`.
    pub fn root(&mut self, base: &Path, bounds: &Bounds) {
        (self.base, self.bounds) = (base.to_owned(), bounds.clone());
    }

    /// The pattern for whole paths: signs of a pattern in the name of the folder stand for themselves.
    pub(super) fn pattern(&self) -> String {
        match Path::new(&self.text).is_absolute() {
            true => self.text.clone(),
            false => format!("{}/{}", globset::escape(&self.base.to_string_lossy()), self.plain().display()),
        }
    }

    /// What is written, without `.` and a slash at its end.
    fn plain(&self) -> PathBuf {
        Path::new(&self.text).components().filter(|part| *part != Component::CurDir).collect()
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self { seeds: true, paths: Vec::new(), exclude: Vec::new() }
    }
}

impl Selection {
    /// The selection with all its paths relative to `base` and within `bounds`.
    pub fn rooted(mut self, base: &Path, bounds: &Bounds) -> Self {
        self.paths.iter_mut().chain(&mut self.exclude).for_each(|written| written.root(base, bounds));
        self
    }

    /// True when the documents that come with nigao are all there is.
    pub fn is_default(&self) -> bool {
        self.seeds && self.paths.is_empty() && self.exclude.is_empty()
    }
}

/// Files that are left out.
///
/// What is written without a slash is about names, of files and of the folders they lie in; with one it
/// is about the path from the folder of the settings. A folder stands for all that is in it.
#[derive(Clone, Debug, Default)]
pub struct Excluded {
    patterns: Vec<(Written, GlobMatcher)>,
}

impl PartialEq for Excluded {
    fn eq(&self, other: &Self) -> bool {
        self.patterns.iter().map(|(written, _)| written).eq(other.patterns.iter().map(|(written, _)| written))
    }
}

impl Eq for Excluded {}

impl Excluded {
    /// What these name. Patterns that cannot be read name nothing; whoever takes them in says so.
    pub fn of(written: Vec<Written>) -> Self {
        let glob = |written: Written| {
            let glob = matcher(&written.plain().to_string_lossy()).ok()?;
            Some((written, glob))
        };
        Self { patterns: written.into_iter().filter_map(glob).collect() }
    }

    /// The same and `other`.
    pub fn and(mut self, other: Self) -> Self {
        self.patterns.extend(other.patterns);
        self
    }

    /// The same, relative to `base`.
    pub fn rooted(mut self, base: &Path) -> Self {
        self.patterns.iter_mut().for_each(|(written, _)| written.base = base.to_owned());
        self
    }

    /// True when the file at `path` is left out.
    pub fn has(&self, path: &Path) -> bool {
        self.patterns.iter().any(|(written, glob)| {
            let inside = path.strip_prefix(&written.base).ok();
            if !written.text.contains(['/', '\\']) {
                let name = inside.or(path.file_name().map(Path::new)).unwrap_or(path);
                return name.components().any(|part| glob.is_match(part.as_os_str()));
            }
            let whole = if Path::new(&written.text).is_absolute() { Some(path) } else { inside };
            whole.is_some_and(|whole| whole.ancestors().any(|part| glob.is_match(part)))
        })
    }
}

/// A matcher of paths, in which `*` stays within a folder, or what is wrong with the pattern.
pub fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    match GlobBuilder::new(pattern).literal_separator(true).build() {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => Err(format!("通配符有误（{}）", error.kind())),
    }
}

/// True when `path` has signs of a pattern.
pub(super) fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_paths_and_folders_are_left_out() {
        let has = |text: &str, path: &str| {
            let written = Written { text: text.to_owned(), base: "/稿".into(), ..Written::default() };
            Excluded::of(vec![written]).has(Path::new(path))
        };
        for (text, left_out) in [
            ("旧稿.txt", "/稿/甲/旧稿.txt"),
            ("*.bak.txt", "/稿/a.bak.txt"),
            ("存档", "/稿/甲/存档/乙/a.txt"),
            ("存档/", "/稿/存档/a.txt"),
            ("./甲/*.txt", "/稿/甲/a.txt"),
            ("甲/**/*.txt", "/稿/甲/乙/丙/a.txt"),
            ("/别处/*", "/别处/a/b.txt"),
            ("旧稿.txt", "/别处/旧稿.txt"),
        ] {
            assert!(has(text, left_out), "{text} {left_out}");
        }
        for (text, kept) in [
            ("存档/", "/稿/甲/存档/a.txt"),
            ("甲/*.txt", "/稿/甲/乙/a.txt"),
            ("甲/*.txt", "/别处/甲/a.txt"),
            ("稿", "/稿/a.txt"),
            ("a", "/稿/a.txt"),
        ] {
            assert!(!has(text, kept), "{text} {kept}");
        }
    }
}
