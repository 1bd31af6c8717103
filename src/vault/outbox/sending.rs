//! Who sends what waits: one push at a time, while replies can still be written.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::PathBuf;

use super::{Outbox, OutboxError};

/// An empty file, there while a push sends. What `reply` locks is the folder: it must not wait for the network.
const SENDING: &str = "sending";

/// The right to send what waits, or to throw it away, for as long as this is held.
#[must_use]
pub struct Sending {
    path: PathBuf,
    _lock: File,
}

impl Drop for Sending {
    fn drop(&mut self) {
        // Still locked: whoever waits for it finds that it is gone, and makes another. One that stays harms nobody.
        let _ = fs::remove_file(&self.path);
    }
}

impl Outbox {
    /// Waits until nobody else sends; `waits` is called when somebody does.
    pub fn sending(&self, waits: impl FnOnce()) -> Result<Sending, OutboxError> {
        match self.take(File::try_lock) {
            Err(OutboxError::Busy) => {
                waits();
                self.take(|file| file.lock().map_err(TryLockError::Error))
            }
            other => other,
        }
    }

    /// The same without waiting.
    ///
    /// # Errors
    /// [`OutboxError::Busy`] when somebody sends.
    pub(super) fn try_sending(&self) -> Result<Sending, OutboxError> {
        self.take(File::try_lock)
    }

    fn take(&self, lock: impl Fn(&File) -> Result<(), TryLockError>) -> Result<Sending, OutboxError> {
        let path = self.folder.join(SENDING);
        let failed = |e| OutboxError::Io(path.clone(), e);
        loop {
            let mut how = OpenOptions::new();
            let file = how.write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(failed)?;
            match lock(&file) {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(OutboxError::Busy),
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // Who held it before took it away, and another may have been made since: only the one that lies there counts.
            let ours = file.metadata().map_err(failed)?;
            if fs::symlink_metadata(&path).is_ok_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())) {
                return Ok(Sending { path, _lock: file });
            }
        }
    }
}
