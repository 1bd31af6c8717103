//! Who uses a data folder: one server or one repair at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use crate::store::StoreError;
use crate::store::disk::{is_no_file, named, open_plain};

/// What a server or a repair locks besides the folder.
pub const LOCK: &str = "lock";

/// The right to use a data folder alone, for as long as this is held: whatever becomes of the file `lock` in it, the
/// folder itself is locked.
pub(in crate::store) struct Alone {
    _folder: File,
}

/// The same with its file, which `amparo status` looks at, and which versions of before locked alone.
pub(in crate::store) struct Lock {
    _alone: Alone,
    _file: File,
}

impl Alone {
    /// Locks the folder; its file is to be locked yet.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another server or repair holds it.
    pub(in crate::store) fn in_folder(root: &Path) -> Result<Self, StoreError> {
        // A data folder may be a link of its operator's.
        let folder = File::open(root).map_err(|e| StoreError::Io("opening the data folder", named(root, e)))?;
        lock(&folder, root)?;
        Ok(Self { _folder: folder })
    }

    /// Locks the file too, making it where there is none.
    ///
    /// # Errors
    /// The same; or [`StoreError::Stray`] where no file has its place.
    pub(in crate::store) fn with_file(self, root: &Path) -> Result<Lock, StoreError> {
        let path = root.join(LOCK);
        // A link would lock, or make, another file; and a start must not wait for a pipe.
        let mut how = OpenOptions::new();
        let opened = open_plain(&path, how.write(true).create(true).truncate(false).mode(0o600), OFlags::empty());
        let file = match opened {
            Err(error) if is_no_file(&error) => return Err(StoreError::Stray(path)),
            other => other.map_err(|e| StoreError::Io("opening the lock", named(&path, e)))?,
        };
        lock(&file, root)?;
        Ok(Lock { _alone: self, _file: file })
    }
}

impl Lock {
    /// Keeps other servers and repairs out of a folder.
    ///
    /// # Errors
    /// As [`Alone`]'s two steps.
    pub(in crate::store) fn take(root: &Path) -> Result<Self, StoreError> {
        Alone::in_folder(root)?.with_file(root)
    }
}

/// Locks what is open of the folder `root`, or says that somebody else holds it.
fn lock(file: &File, root: &Path) -> Result<(), StoreError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(root.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::Io("locking the data folder", error)),
    }
}
