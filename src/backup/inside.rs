//! A backup and the data folder that it is of lie apart from each other.

use std::path::{Component, Path, PathBuf};

use super::BackupError;

/// Refuses a backup in the data folder, or the data folder in a backup.
pub(super) fn refuse_inside(folder: &Path, data: &Path) -> Result<(), BackupError> {
    let (folder, data) = (real(folder), real(data));
    if folder.starts_with(&data) || data.starts_with(&folder) { Err(BackupError::Inside(folder)) } else { Ok(()) }
}

/// Where a path leads, whether it is there yet or not: a new folder may lie behind a link.
fn real(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for step in std::path::absolute(path).unwrap_or(path.to_owned()).components() {
        match step {
            Component::ParentDir => drop(found.pop()),
            Component::CurDir => {}
            step => found.push(step),
        }
        found = found.canonicalize().unwrap_or(found);
    }
    found
}
