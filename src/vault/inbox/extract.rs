//! A file written out of its parcel, bit for bit.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::geteuid;

use super::{Attachment, InboxError};
use crate::harden::private_file;
use crate::seal::{Identity, OpenError, OpenedParcel, safe_file_name};

impl Attachment {
    /// Writes the file to `folder`, bit for bit, under its number and safe name; returns its path.
    ///
    /// Never outside the folder, never over an existing file, and never a part of it under its name: what does not
    /// verify, or has no room, is taken away again.
    pub fn extract(&self, folder: &Path, identity: &Identity) -> Result<PathBuf, InboxError> {
        let path = folder.join(self.file_name());
        self.extract_to(&path, identity).map(|()| path)
    }

    /// Its name in a folder of files: its number and its safe name.
    pub fn file_name(&self) -> String {
        format!("{}-{}", self.n, safe_file_name(&self.safe_name))
    }

    /// The same, to a path of the caller's.
    pub(in crate::vault) fn extract_to(&self, path: &Path, identity: &Identity) -> Result<(), InboxError> {
        let failed = |e| InboxError::Io(path.to_owned(), e);
        let content = File::open(&self.file).map_err(|e| InboxError::Io(self.file.clone(), e))?;
        let wrong = |e| match e {
            OpenError::Output(error) => failed(error),
            error => InboxError::Open(self.file.clone(), error),
        };
        let mut parcel = OpenedParcel::open(content, identity).map_err(wrong)?;
        if path.symlink_metadata().is_ok() {
            return Err(InboxError::Exists(path.to_owned()));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let mut out = match begin(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(InboxError::Exists(part)),
            other => other.map_err(failed)?,
        };
        let copied = parcel.copy_file(&self.safe_name, &mut out).map_err(wrong);
        let placed = copied.and_then(|()| out.sync_all().map_err(failed)).and_then(|()| place(&part, path));
        if placed.is_err() {
            // What is left of a file that does not verify must not be taken for evidence.
            let _ = fs::remove_file(&part);
        }
        placed
    }
}

/// Makes a file's part, and holds its lock for as long as it is written: one that nobody holds was left by a kill, and
/// is taken away. It has the file's own number in its name, so that it is no other file's.
fn begin(part: &Path) -> io::Result<File> {
    let make = || OpenOptions::new().write(true).create_new(true).mode(0o600).open(part);
    let file = match make() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_left(part) => {
            fs::remove_file(part)?;
            make()?
        }
        other => other?,
    };
    // Where a file system knows no locks, what a kill left there stays in the way, and is named.
    let _ = file.try_lock();
    Ok(file)
}

/// True for a plain file of ours that no process holds.
fn is_left(part: &Path) -> bool {
    let flags = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let Ok(file) = OpenOptions::new().read(true).custom_flags(flags).open(part) else { return false };
    let is_ours = file.metadata().is_ok_and(|found| found.is_file() && found.uid() == geteuid().as_raw());
    is_ours && file.try_lock().is_ok()
}

/// Gives a whole file its name, if nothing has it yet.
pub(in crate::vault) fn place(part: &Path, path: &Path) -> Result<(), InboxError> {
    let failed = |e: io::Error| InboxError::Io(path.to_owned(), e);
    match renameat_with(CWD, part, CWD, path, RenameFlags::NOREPLACE) {
        Ok(()) => {}
        Err(Errno::EXIST) => return Err(InboxError::Exists(path.to_owned())),
        // The file systems of some memory sticks cannot look and rename in one step.
        Err(Errno::INVAL | Errno::NOSYS) if path.symlink_metadata().is_ok() => {
            return Err(InboxError::Exists(path.to_owned()));
        }
        Err(Errno::INVAL | Errno::NOSYS) => fs::rename(part, path).map_err(failed)?,
        Err(error) => return Err(failed(error.into())),
    }
    path.parent().map_or(Ok(()), private_file::sync_folder).map_err(failed)
}
