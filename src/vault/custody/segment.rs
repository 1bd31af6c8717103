//! The log at rest: a sealed file for each command that acted, or for each file that it wrote out.
//!
//! ```text
//! HOME/custody/NNNNNNNN.age   age, to the reviewer's own recipient; N counts from 1 without a gap.
//!                             Inside: notes, one behind the other, then line ends up to a multiple of 4096 bytes
//! ```
//! A note has no empty line but the one before its signatures, and begins with its purpose: that keeps them apart.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::CustodyError;
use super::event::{KeptEvent, PURPOSE};
use crate::harden::private_file::{self, Locked};
use crate::seal::{Identity, OpenError};
use crate::vault::file::Stamp;

/// What is inside has a multiple of this length, so that a file's length tells little of what was done.
const STEP_BYTES: usize = 4096;
/// More than the events of the largest pull.
const MAX_BYTES: u64 = 4 << 30;

/// Waits until nobody else writes, and makes the folder if need be.
///
/// That it lasts is made sure each time: whoever made it may have been ended before the folder above it was synced.
pub(super) fn lock(folder: &Path) -> Result<Locked, CustodyError> {
    let locked = private_file::make_folder(folder).and_then(|()| {
        folder.parent().map_or(Ok(()), private_file::sync_folder)?;
        private_file::lock_folder(folder)
    });
    locked.map_err(|error| CustodyError::Io(folder.to_owned(), error))
}

/// The segments that are there, by number, with the length and time of each.
pub(super) fn listed(folder: &Path) -> Result<Vec<(u64, Stamp)>, CustodyError> {
    let failed = |error| CustodyError::Io(folder.to_owned(), error);
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in listing {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".age")).and_then(|digits| digits.parse().ok());
        if let Some(number) = number.filter(|number| *number > 0 && *name == *file_name(*number)) {
            found.push((number, Stamp::of(&entry.metadata().map_err(failed)?)));
        }
    }
    found.sort_unstable_by_key(|(number, _)| *number);
    Ok(found)
}

fn path(folder: &Path, number: u64) -> PathBuf {
    folder.join(file_name(number))
}

fn file_name(number: u64) -> String {
    format!("{number:08}.age")
}

/// Opens a segment; the inner error is told and stops nothing.
pub(super) fn read(folder: &Path, number: u64, identity: &Identity) -> Result<Vec<KeptEvent>, String> {
    let path = path(folder, number);
    let name = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let sealed = private_file::read(&path, MAX_BYTES).map_err(|error| name(&error))?;
    let text = identity.open_own(&sealed).map_err(|error: OpenError| name(&error))?;
    let text = std::str::from_utf8(&text).map_err(|error| name(&error))?;
    split(text).ok_or_else(|| name(&"what is inside is no notes"))
}

/// Writes a segment, in place of the one that may be there.
pub(super) fn write(folder: &Path, number: u64, notes: &[&str], identity: &Identity) -> Result<Stamp, CustodyError> {
    let path = path(folder, number);
    let failed = |error| CustodyError::Io(path.clone(), error);
    let mut text = Zeroizing::new(Vec::with_capacity(notes.iter().map(|note| note.len()).sum::<usize>() + STEP_BYTES));
    for note in notes {
        text.extend_from_slice(note.as_bytes());
    }
    let padded = text.len().max(1).next_multiple_of(STEP_BYTES);
    text.resize(padded, b'\n');
    let sealed = identity.seal_own(&text).map_err(failed)?;
    private_file::replace(&path, &sealed).map_err(failed)?;
    path.metadata().map(|file| Stamp::of(&file)).map_err(failed)
}

/// The notes that stand in a segment's text.
fn split(text: &str) -> Option<Vec<KeptEvent>> {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        return Some(Vec::new());
    }
    let between = format!("\n{PURPOSE}");
    let rest = text.strip_prefix(PURPOSE)?;
    rest.split(&*between).map(|body| KeptEvent::parse(&format!("{PURPOSE}{body}\n"))).collect()
}
