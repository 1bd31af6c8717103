//! A file that has its name only when all of it is there.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::BackupError;
use crate::harden::folder::Folder;
use crate::harden::private_file::make_folder;

/// A file that is being written; dropped before it is kept, it is gone.
pub(super) struct Part {
    folder: Folder,
    /// Its name until then.
    name: String,
    whole: String,
    pub(super) file: File,
    kept: bool,
}

impl Part {
    /// Begins a file, and makes the folder that it lies in.
    pub(super) fn begin(whole: &Path) -> Result<Self, BackupError> {
        let folder = whole.parent().unwrap_or(Path::new(""));
        make_folder(folder).map_err(|e| BackupError::Io(folder.to_owned(), e))?;
        let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::begin_in(Folder::open(folder)?, name)
    }

    /// Begins a file of this name in a folder; it belongs to whom the folder belongs to.
    pub(super) fn begin_in(folder: Folder, whole: String) -> Result<Self, BackupError> {
        let stem = whole.rsplit_once('.').map_or(whole.as_str(), |(stem, _)| stem);
        let name = format!("{stem}.part");
        let file = folder.make_file(&name)?;
        Ok(Self { folder, name, whole, file, kept: false })
    }

    /// Gives it its name, once its bytes are on the medium. The name is durable when its folder is synced.
    pub(super) fn keep(mut self) -> Result<(), BackupError> {
        self.put_in_place()
    }

    /// The same, and makes the name durable.
    pub(super) fn keep_for_good(mut self) -> Result<(), BackupError> {
        self.put_in_place()?;
        Ok(self.folder.sync()?)
    }

    fn put_in_place(&mut self) -> Result<(), BackupError> {
        self.file.sync_all().map_err(|e| self.failed(e))?;
        self.folder.rename(&self.name, &self.whole)?;
        self.kept = true;
        Ok(())
    }

    /// What an error of writing it is called.
    pub(super) fn failed(&self, error: io::Error) -> BackupError {
        BackupError::Io(self.path(), error)
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(&self.whole)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept {
            // It has no meaning to a server. On a shelf, the next run removes what cannot be removed now.
            let _ = self.folder.remove_file(&self.name);
        }
    }
}
