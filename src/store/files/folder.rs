//! The data folder itself: whose it is, its salt and what is held back of the disk.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rand_core::OsRng;

use super::layout::PARCELS;
use super::lock::LOCK;
use crate::seal::Derivation;
use crate::store::StoreError;
use crate::store::disk::{entries_of_root, is_no_file, left, named, read_text, write_whole};

pub(in crate::store) const MARKER: &str = "amparo-data";
pub(in crate::store) const MARKER_TEXT: &str = "Amparo data folder, format 1\n";
pub(in crate::store) const DERIVATION: &str = "derivation.toml";
pub(in crate::store) const RESERVE: &str = "reserve";

/// What the index and the last parcels under way may need when the disk is full.
pub(in crate::store) const RESERVE_BYTES: u64 = 64 << 20;

/// True for an empty folder, false for one of ours, an error for any other.
pub(super) fn is_new(root: &Path) -> Result<bool, StoreError> {
    match read_text(&root.join(MARKER)) {
        Ok(text) if text == MARKER_TEXT => Ok(false),
        Ok(_) => Err(StoreError::Foreign(root.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A first start that was cut short may have left the lock.
            let empty = entries_of_root(root)?.iter().all(|(name, _)| name == LOCK);
            if empty { Ok(true) } else { Err(StoreError::Foreign(root.to_owned())) }
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData || is_no_file(&error) => {
            Err(StoreError::Foreign(root.to_owned()))
        }
        Err(error) => Err(StoreError::Io("reading the data folder", named(&root.join(MARKER), error))),
    }
}

/// Says that the folder is ours.
pub(in crate::store) fn mark(root: &Path) -> Result<(), StoreError> {
    write_whole(&root.join(MARKER), MARKER_TEXT.as_bytes())
}

/// How codenames' keys are derived here; drawn the first time.
pub(in crate::store) fn load_derivation(root: &Path) -> Result<Derivation, StoreError> {
    let path = root.join(DERIVATION);
    match read_text(&path) {
        Ok(text) => read_derivation(&text).ok_or(StoreError::Damaged(path)),
        // Another salt would lose every mailbox: it is drawn only where nothing was kept yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound && !root.join(PARCELS).exists() => {
            let derivation = Derivation::generate(&mut OsRng);
            let text = toml::to_string(&derivation).map_err(|_| StoreError::Damaged(path.clone()))?;
            write_whole(&path, text.as_bytes())?;
            Ok(derivation)
        }
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::InvalidData | io::ErrorKind::IsADirectory
            ) =>
        {
            Err(StoreError::Damaged(path))
        }
        Err(error) if is_no_file(&error) => Err(StoreError::NotPlain(path)),
        Err(error) => Err(StoreError::Io("reading derivation.toml", named(&path, error))),
    }
}

/// Understands its text.
pub(in crate::store) fn read_derivation(text: &str) -> Option<Derivation> {
    let derivation: Derivation = toml::from_str(text).ok()?;
    derivation.check().ok().map(|()| derivation)
}

/// Holds some of the disk back while there is room, and gives it back when there is not: a start must be
/// able to rebuild the index.
pub(super) fn keep_reserve(folder: &Path, min_free_bytes: u64) -> Result<(), StoreError> {
    let path = &folder.join(RESERVE);
    let full = left(folder)?.bytes < min_free_bytes.saturating_add(RESERVE_BYTES);
    let failed = |e| StoreError::Io("keeping a reserve", e);
    match (full, path.exists()) {
        (true, true) if left(folder)?.bytes < RESERVE_BYTES => fs::remove_file(path).map_err(failed),
        (true, _) | (false, true) => Ok(()),
        (false, false) => {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
            let none = rustix::fs::FallocateFlags::empty();
            match rustix::fs::fallocate(&file, none, 0, RESERVE_BYTES) {
                // A file system that cannot hold space back goes without.
                Ok(()) | Err(rustix::io::Errno::OPNOTSUPP) => Ok(()),
                Err(error) => Err(failed(error.into())),
            }
        }
    }
}
