//! Every roster that was served, so that a reviewer who joins late can hold old parcels against them.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::store::StoreError;
use crate::store::disk::{entries, is_of_one_file, open_quietly, write_whole};

/// Keeps a copy of the roster that is served in `folder`; see [`FileStore::keep_roster`](super::FileStore::keep_roster).
pub(super) fn keep(folder: &Path, version: u64, note: &str) -> Result<(), StoreError> {
    check(folder, version, note)?;
    write_whole(&path(folder, version), note.as_bytes())
}

/// Whether a roster may be kept after those that are.
pub(super) fn check(folder: &Path, version: u64, note: &str) -> Result<(), StoreError> {
    let newest = versions(folder)?.last().copied().unwrap_or(0);
    may_follow(version, newest, || Ok(read(folder, version)?.is_none_or(|known| known == note)))
}

/// Whether a roster may follow those that are kept, of which `newest` is the last; `is_same` asks whether the
/// one of its version says the same, where there is one.
pub(in crate::store) fn may_follow(
    version: u64,
    newest: u64,
    is_same: impl FnOnce() -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    if newest > version {
        Err(StoreError::OlderRoster { offered: version, newest })
    } else if is_same()? {
        Ok(())
    } else {
        Err(StoreError::OtherRoster(version))
    }
}

/// The versions that are kept, the oldest first.
pub(super) fn versions(folder: &Path) -> Result<Vec<u64>, StoreError> {
    let names = entries(folder)?;
    let mut versions: Vec<u64> = names.iter().filter_map(|(name, _)| version_of(name)).collect();
    versions.sort_unstable();
    Ok(versions)
}

/// The note of one; `None` when it is not kept. What is no text is given as far as it is.
pub(super) fn read(folder: &Path, version: u64) -> Result<Option<String>, StoreError> {
    let failed = |e| StoreError::Io("reading a roster", e);
    let mut file = match open_quietly(&path(folder, version)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        // Nobody's word.
        Err(error) if is_of_one_file(&error) => return Ok(Some(String::new())),
        other => other.map_err(failed)?,
    };
    let mut bytes = Vec::new();
    match file.read_to_end(&mut bytes) {
        Err(error) if !is_of_one_file(&error) => return Err(failed(error)),
        _ => {}
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn path(folder: &Path, version: u64) -> PathBuf {
    folder.join(file_name(version))
}

/// The name of the file of the roster with this version.
pub(in crate::store) fn file_name(version: u64) -> String {
    format!("{version:08}.note")
}

/// The version of the roster whose file has this name.
pub fn version_of(file_name: &str) -> Option<u64> {
    file_name.strip_suffix(".note")?.parse().ok()
}
