//! Writing a fixed text back, so that nothing is ever lost.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::fix::fix_all;
use crate::reference::Reference;
use crate::text::Text;
use crate::text::decode::{CodecError, Decoded, encode};

use super::{Failure, source};

/// The decoded text with every safe fix applied and its bytes in the file's own format; `None`
/// when there is nothing to fix.
///
/// Fails when the bytes that were read do not come back from the text, or the new ones would be
/// read as something else: then nothing may be written.
pub fn fixed(
    bytes: &[u8],
    decoded: &Decoded,
    reference: &Arc<Reference>,
) -> Result<Option<(Text, Vec<u8>)>, Failure> {
    let Some(text) = fix_all(&Text::from(decoded.text.as_str()), reference) else { return Ok(None) };
    let not_reversible = || CodecError::NotReversible(decoded.format.encoding);
    if encode(&decoded.text, decoded.format) != bytes {
        return Err(not_reversible().into());
    }
    let fixed = source::encoded(&text.to_string(), decoded.format).ok_or_else(not_reversible)?;
    Ok(Some((text, fixed)))
}

/// Replaces the content of `path`, which was `before`, by `after`: all of it or nothing.
///
/// A link stays a link, its target is written. The new content is complete on disk before it takes
/// the file's place, with the file's permissions and owner, and only if the file still holds `before`.
pub fn write_back(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Failure> {
    let target = path.canonicalize().map_err(Failure::Write)?;
    let metadata = target.metadata().map_err(Failure::Write)?;
    if !metadata.is_file() {
        return Err(Failure::NotRegular);
    }
    if metadata.permissions().readonly() {
        return Err(Failure::ReadOnly);
    }
    let folder = target.parent().ok_or(Failure::Folder)?;
    let new = prepare(&target, folder, &metadata, after).map_err(Failure::Write)?;
    if fs::read(&target)? != before {
        return Err(Failure::Changed);
    }
    new.persist(&target).map_err(|error| Failure::Write(error.error))?;
    sweep(folder);
    // The rename itself reaches the disk with the folder. Not every system can do that.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A file beside `target` that holds `after`, complete on disk, with the permissions of `metadata`.
fn prepare(target: &Path, folder: &Path, metadata: &fs::Metadata, after: &[u8]) -> io::Result<NamedTempFile> {
    // A folder that may be written does not make a file in it writable for this user.
    OpenOptions::new().write(true).open(target)?;
    let mut new = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    new.write_all(after)?;
    keep_owner(new.as_file(), metadata);
    new.as_file().set_permissions(metadata.permissions())?;
    new.as_file().sync_all()?;
    Ok(new)
}

/// Names of files that are being written, around six characters that tell them apart.
const PREFIX: &str = ".nigao-";
const SUFFIX: &str = ".tmp";
/// What a run that was killed while it wrote leaves behind is taken away by a later one after this time:
/// until then another run may still be writing it.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Removes what runs that were killed have left in `folder`.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(ours)) {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Gives `file` the owner of the one it replaces, as far as the system allows it.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.txt");
        fs::write(&path, "别人刚改的").unwrap();
        let result = write_back(&path, "原来的".as_bytes(), "改好的".as_bytes());
        assert!(matches!(result, Err(Failure::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "别人刚改的");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a temporary file is left");
    }

    #[test]
    fn bytes_that_do_not_come_back_are_not_written() {
        // 0x80 is read as € by every decoder of GB18030, and € is written as A2E3.
        let (text, _, _) = encoding_rs::GB18030.encode("决定\n一、甲\n二、乙\n二、丙\n三、丁\n单价");
        let mut bytes = text.into_owned();
        bytes.push(0x80);
        let decoded = crate::text::decode::decode(&bytes).unwrap();
        let result = fixed(&bytes, &decoded, &Arc::default());
        assert!(matches!(result, Err(Failure::Codec(CodecError::NotReversible(_)))), "{result:?}");
    }
}
