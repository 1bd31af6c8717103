//! A file that has its name only when all of it is there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::BackupError;
use crate::harden::private_file::{make_anew, make_folder, sync_folder};

/// A file that is being written; dropped before it is kept, it is gone.
pub(super) struct Part {
    path: PathBuf,
    whole: PathBuf,
    pub(super) file: File,
    kept: bool,
}

impl Part {
    /// Begins a file, and makes the folder that it lies in.
    pub(super) fn begin(whole: PathBuf) -> Result<Self, BackupError> {
        let path = whole.with_extension("part");
        let opened = whole.parent().map_or(Ok(()), make_folder).and_then(|()| make_anew(&path));
        let file = opened.map_err(|e| BackupError::Io(path.clone(), e))?;
        Ok(Self { path, whole, file, kept: false })
    }

    /// Gives it its name, once its bytes are on the medium. The name is durable when its folder is synced.
    pub(super) fn keep(mut self) -> Result<(), BackupError> {
        let done = self.file.sync_all().and_then(|()| fs::rename(&self.path, &self.whole));
        done.map_err(|e| self.failed(e))?;
        self.kept = true;
        Ok(())
    }

    /// The same, and makes the name durable.
    pub(super) fn keep_for_good(self) -> Result<(), BackupError> {
        let folder = self.whole.parent().map(Path::to_owned);
        self.keep()?;
        folder.map_or(Ok(()), |folder| sync_folder(&folder).map_err(|e| BackupError::Io(folder, e)))
    }

    /// What an error of writing it is called.
    pub(super) fn failed(&self, error: io::Error) -> BackupError {
        BackupError::Io(self.whole.clone(), error)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept {
            // It has no meaning to a server. On a shelf, the next run removes what cannot be removed now.
            let _ = fs::remove_file(&self.path);
        }
    }
}
