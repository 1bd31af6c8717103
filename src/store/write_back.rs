//! Writing that begins before anybody waits for it.

use std::fs::File;
use std::os::fd::AsRawFd as _;

/// Lets the kernel begin to write this part of a file to the disk, and does not wait for it.
///
/// Advice alone: nothing is durable by it, and what fails here is told by the sync at the end.
pub(super) fn begin(file: &File, from: u64, len: u64) {
    let (Ok(from), Ok(len)) = (i64::try_from(from), i64::try_from(len)) else { return };
    #[expect(unsafe_code, reason = "sync_file_range(2) has no safe wrapper, and what comes near it waits")]
    // SAFETY: it takes numbers alone. The descriptor is the file's, which is borrowed and so stays open.
    let _ = unsafe { libc::sync_file_range(file.as_raw_fd(), from, len, libc::SYNC_FILE_RANGE_WRITE) };
}
