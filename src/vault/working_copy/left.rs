//! What a command that was killed left of its work: a source's file, in the clear.

use std::fs::{self, DirEntry};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use rustix::process::geteuid;

use super::error::CopyError;
use crate::harden::private_file;

const NAME: &str = ".amparo-";
const HEX_DIGITS: usize = 8;

/// What a workshop's folder is called.
pub(super) fn name(random: u32) -> String {
    format!("{NAME}{random:0HEX_DIGITS$x}")
}

/// Removes the workshops below a folder in which nobody works any more. Asks for the folder's lock: a workshop is made,
/// and held, under it.
pub(super) fn take_away(below: &Path) -> Result<(), CopyError> {
    let failed = |path: &Path, error| CopyError::Io(path.to_owned(), error);
    for entry in fs::read_dir(below).map_err(|e| failed(below, e))? {
        let entry = entry.map_err(|e| failed(below, e))?;
        if entry.file_name().to_str().is_some_and(is_name) {
            match take_away_one(&entry) {
                // Whoever worked in it has removed it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => other.map_err(|e| failed(&entry.path(), e))?,
            }
        }
    }
    Ok(())
}

fn take_away_one(entry: &DirEntry) -> io::Result<()> {
    let (path, found) = (entry.path(), entry.metadata()?);
    if !found.is_dir() || found.uid() != geteuid().as_raw() {
        return Ok(());
    }
    match private_file::try_lock_folder(&path)? {
        Some(_held) => fs::remove_dir_all(&path),
        None => Ok(()),
    }
}

fn is_name(name: &str) -> bool {
    let random = name.strip_prefix(NAME).filter(|random| random.len() == HEX_DIGITS);
    random.is_some_and(|random| random.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}
