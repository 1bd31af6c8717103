//! The list of what stays of a submission, beside the bag of what leaves.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ExportError;
use crate::harden::private_file;

/// The list of what stays, beside a bag.
pub(super) struct Beside {
    path: PathBuf,
    is_there: bool,
}

impl Beside {
    /// Its place, when the bag's own is free. A list that is there may stay there if it says the same, as one does that an
    /// export left which broke off before its bag was in place. One that says something else is the only one that tells
    /// what stayed of a bag that was handed over.
    pub(super) fn of(bag: &Path, list: &[u8]) -> Result<Self, ExportError> {
        if bag.symlink_metadata().is_ok() {
            return Err(ExportError::Exists(bag.to_owned()));
        }
        let path = bag.with_extension("refused.json");
        match private_file::read(&path, list.len() as u64) {
            Ok(there) if *there == list => Ok(Self { path, is_there: true }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self { path, is_there: false }),
            Err(error) if error.kind() != io::ErrorKind::FileTooLarge => Err(ExportError::Io(path, error)),
            _ => Err(ExportError::Exists(path)),
        }
    }

    /// Writes it, over nothing.
    pub(super) fn write(&self, list: &[u8]) -> Result<(), ExportError> {
        if self.is_there {
            return Ok(());
        }
        private_file::write_new(&self.path, list).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => ExportError::Exists(self.path.clone()),
            _ => ExportError::Io(self.path.clone(), error),
        })
    }

    /// Takes it away again, where it is of this export.
    pub(super) fn take_back(&self) {
        if !self.is_there {
            let _ = fs::remove_file(&self.path);
        }
    }
}
