//! A file written out of its parcel, bit for bit.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::geteuid;

use super::contested::short;
use super::error::InboxError;
use super::leaving::Leaving;
use super::submission::Attachment;
use crate::harden::private_file::{self, Locked};
use crate::seal::{Identity, OpenError, safe_file_name};

impl Attachment {
    /// Writes the file to `folder`, bit for bit, under its number and safe name; returns its path.
    ///
    /// Never outside the folder, never over an existing file, and never a part of it under its name: what does not
    /// verify, has no room, or is wanted no more, is taken away again. `progress` is told the bytes of each piece, and
    /// says whether to go on.
    pub fn extract(
        &self,
        folder: &Path,
        identity: &Identity,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<PathBuf, InboxError> {
        let path = folder.join(self.file_name());
        self.leave_to(&path, identity, progress).map(|()| path)
    }

    /// Its name in a folder of files: its number and its safe name; between them the beginning of its parcel's id where
    /// another parcel says that it is the same file, so that both can lie there.
    pub fn file_name(&self) -> String {
        let name = safe_file_name(&self.safe_name);
        if self.is_another { format!("{}-{}-{name}", self.n, short(self.parcel)) } else { format!("{}-{name}", self.n) }
    }

    /// The same, to a path of the caller's.
    pub(in crate::vault) fn extract_to(&self, path: &Path, identity: &Identity) -> Result<(), InboxError> {
        self.leave_to(path, identity, &mut |_| ControlFlow::Continue(()))
    }

    fn leave_to(
        &self,
        path: &Path,
        identity: &Identity,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<(), InboxError> {
        let failed = |e| InboxError::Io(path.to_owned(), e);
        let wrong = |e| match e {
            OpenError::Output(error) => failed(error),
            error => InboxError::opening(&self.file, error),
        };
        let mut parcel = self.open(identity)?;
        let part = Part::wait_for(path);
        // To wait for the folder may have taken long.
        if progress(0).is_break() {
            return Err(InboxError::Interrupted);
        }
        if path.symlink_metadata().is_ok() {
            return Err(InboxError::Exists(path.to_owned()));
        }
        let mut out = match part.begin() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(InboxError::Exists(part.path)),
            other => other.map_err(failed)?,
        };
        let mut leaving = Leaving::new(&mut out, progress);
        let copied = match parcel.copy_file(&self.safe_name, &mut leaving) {
            Err(_) if leaving.is_broken_off() => Err(InboxError::Interrupted),
            other => other.map_err(wrong),
        };
        let placed = copied.and_then(|()| out.sync_all().map_err(failed)).and_then(|()| place(&part.path, path));
        if placed.is_err() {
            // What is left of a file that does not verify must not be taken for evidence.
            let _ = fs::remove_file(&part.path);
        }
        placed
    }
}

/// Where a file grows until it is whole, in a folder that one command at a time writes to.
struct Part {
    /// `.N-NAME.part` for `N-NAME`: a name that no whole file has, since theirs begin with a number.
    path: PathBuf,
    /// `None` on a file system that knows no locks.
    lock: Option<Locked>,
}

impl Part {
    /// Waits until no other command writes to the folder.
    fn wait_for(path: &Path) -> Self {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".part");
        let lock = path.parent().and_then(|folder| private_file::lock_folder(folder).ok());
        Self { path: path.with_file_name(name), lock }
    }

    /// Makes the part. One that is there was left by a kill, and is taken away; where there are no locks nobody can tell,
    /// so it stays in the way, and is named.
    fn begin(&self) -> io::Result<File> {
        let make = || OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.path);
        match make() {
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists && self.lock.is_some() && is_ours(&self.path) =>
            {
                fs::remove_file(&self.path)?;
                make()
            }
            other => other,
        }
    }
}

/// True for a plain file of ours.
fn is_ours(part: &Path) -> bool {
    part.symlink_metadata().is_ok_and(|found| found.is_file() && found.uid() == geteuid().as_raw())
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
