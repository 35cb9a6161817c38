//! Published documents as editors open them: read-only, under an address of our own or in a file.
//!
//! The address holds a hash of the text, so that it never comes to mean another one, and a server that
//! was started anew can still tell whose it is.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{Location, Range, Uri};

use crate::corpus::{Corpus, Document, cache_folder};
use crate::features::published::{self, Published};
use crate::reference::Reference;
use crate::terms::load::to_toml;
use crate::text::Span;

use super::addresses::written_as_uri;
use super::convert::{self, Lines};
use super::traits::Traits;

/// Scheme of the addresses: `nigao-corpus:/HASH/TITLE.txt`.
const SCHEME: &str = "nigao-corpus";
/// The request that gives the text at such an address.
pub const REQUEST: &str = "nigao/corpusDocument";
/// Name that the termbase is opened under.
const TERMBASE: &str = "术语库.toml";

/// Parameters of [`REQUEST`].
#[derive(Debug, Deserialize)]
pub struct Address {
    uri: Uri,
}

/// Answer to [`REQUEST`].
#[derive(Debug, Serialize)]
pub struct Content {
    text: String,
}

/// The text at an address that one of `references` holds.
pub fn content(address: &Address, references: &[Arc<Reference>]) -> Option<Content> {
    let uri = address.uri.as_str().strip_prefix(SCHEME)?.strip_prefix(':')?;
    let (key, name) = uri.trim_start_matches('/').split_once('/')?;
    let found = references.iter().find_map(|reference| match name == written_as_uri(TERMBASE) {
        true => Some(to_toml(&reference.terms.entries)).filter(|text| key_of(text) == key),
        false => {
            let corpus = &reference.corpus;
            let mut texts = corpus.documents().iter().map(|document| published::text(corpus, document));
            texts.find(|text| key_of(text) == key).map(str::to_owned)
        }
    });
    found.map(|text| Content { text })
}

/// Enough of a hash to tell texts apart.
fn key_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// Finds the addresses of places, each document's once.
pub struct Shelf<'a> {
    reference: &'a Reference,
    traits: &'a Traits,
    addresses: HashMap<usize, Option<Uri>>,
}

impl<'a> Shelf<'a> {
    /// For the documents of `reference`.
    pub fn new(reference: &'a Reference, traits: &'a Traits) -> Self {
        Self { reference, traits, addresses: HashMap::new() }
    }

    /// A place as the client opens it; `None` when there is nowhere to put the file.
    pub fn location(&mut self, place: &Published) -> Option<Location> {
        let uri = self.address(place.document)?;
        let pages = Pages { corpus: &self.reference.corpus, document: place.document };
        let span = Span::on_line(place.line, place.range.clone());
        Some(Location::new(uri, convert::range(&pages, span, self.traits)))
    }

    /// The address of a document.
    pub fn address(&mut self, document: &Document) -> Option<Uri> {
        let known = self.addresses.entry(document.range.start);
        let address = || {
            let title = if document.title.is_empty() { &document.name } else { &document.title };
            let name = format!("{}.txt", file_name(title));
            address(&name, published::text(&self.reference.corpus, document), self.traits)
        };
        known.or_insert_with(address).clone()
    }

    /// The name of an entry in the termbase.
    pub fn entry(&self, entry: usize) -> Option<Location> {
        let (text, line, range) = published::in_termbase(&self.reference.terms, entry);
        let column =
            |byte| self.traits.columns.column(text.lines().nth(line).unwrap_or_default(), byte) as u32;
        let place = |byte| tower_lsp::ls_types::Position::new(line as u32, column(byte));
        let range = Range::new(place(range.start), place(range.end));
        Some(Location::new(address(TERMBASE, &text, self.traits)?, range))
    }
}

/// The lines of a document as they are opened.
struct Pages<'a> {
    corpus: &'a Corpus,
    document: &'a Document,
}

impl Lines for Pages<'_> {
    fn count(&self) -> usize {
        self.document.paragraphs.len()
    }

    fn line(&self, line: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.corpus.paragraph(self.document, line))
    }
}

/// Where the client opens `text`.
fn address(name: &str, text: &str, traits: &Traits) -> Option<Uri> {
    let key = key_of(text);
    if traits.opens_published {
        return Uri::from_str(&format!("{SCHEME}:/{}", written_as_uri(&format!("{key}/{name}")))).ok();
    }
    let folder = folder()?;
    let path = folder.join(key).join(name);
    if path.is_file() {
        touch(&path);
    } else if let Err(error) = write(&path, text) {
        tracing::warn!("{}：语料原文未能写出（{error}）", path.display());
        return None;
    } else {
        prune(&folder);
    }
    Uri::from_file_path(path)
}

fn folder() -> Option<PathBuf> {
    Some(cache_folder()?.join("documents"))
}

/// True for the address of a published document.
pub fn is_published(uri: &Uri, path: Option<&Path>) -> bool {
    uri.scheme().as_str() == SCHEME
        || path.is_some_and(|path| folder().is_some_and(|folder| path.starts_with(folder)))
}

/// Writes a file that nobody is to change. Whoever reads meanwhile sees all of it or nothing.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    let mut permissions = file.as_file().metadata()?.permissions();
    permissions.set_readonly(true);
    file.as_file().set_permissions(permissions)?;
    file.persist(path)?;
    Ok(())
}

/// A document that nobody has asked for in this time is removed; it is written anew when somebody does.
const UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Marks a file as used. Where the system does not let it, the file may go early.
fn touch(path: &Path) {
    if let Ok(file) = File::open(path) {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Removes what has not been used for long, whichever corpus it is of: other servers may use another one.
fn prune(folder: &Path) {
    let used = |path: &Path| {
        let modified = path.symlink_metadata().and_then(|data| data.modified());
        modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age < UNUSED))
    };
    let within =
        |path: &Path| std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    for document in within(folder).filter(|document| document.is_dir()) {
        if !used(&document) && !within(&document).any(|file| used(&file)) {
            let _ = std::fs::remove_dir_all(document);
        }
    }
}

/// Characters of a name; three bytes each keep it below what file systems take.
const NAME: usize = 60;

/// A title as the name of a file, without what file systems and addresses give a meaning.
fn file_name(title: &str) -> String {
    let plain = |c: &char| !c.is_whitespace() && !c.is_control() && !"\\/:*?\"<>|%#".contains(*c);
    title.chars().filter(plain).take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_used_for_long_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = ["used", "unused"].map(|key| folder.path().join(key).join("题.txt"));
        for path in &kept {
            write(path, "全文").expect("a file is written");
            for old in [path, path.parent().expect("a folder")] as [&Path; 2] {
                let old = File::open(old).expect("it is there");
                old.set_modified(SystemTime::now() - 2 * UNUSED).expect("the owner may");
            }
        }
        touch(&kept[0]);
        prune(folder.path());
        assert_eq!(kept.map(|path| path.is_file()), [true, false]);
    }
}
