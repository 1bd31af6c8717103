//! How much of each file travels at once: much while few are on their way, little while many are.
//!
//! Handing a batch over costs the same whatever its size, so large ones are cheap; their sum is memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the batches of all files that are on their way hold together if each is as large as is said to it now, as long as
/// [`LEAST_BYTES`] allow it. One that stalls keeps what it had.
const ALL_BYTES: usize = 16 << 20;
/// A file has so many at once: one fills, one is sealed, and the ciphertext of two is made and written.
const OF_ONE_FILE: usize = 4;
/// Above this, handing over costs nothing that could be measured.
const MOST_BYTES: usize = 512 << 10;
/// One chunk of age's.
const LEAST_BYTES: usize = 64 << 10;
/// The first batch of each file: most files are small.
pub(super) const FIRST_BYTES: usize = LEAST_BYTES;

/// The files that are on their way.
#[derive(Clone, Default)]
pub struct Batches(Arc<AtomicUsize>);

/// One file's part of them, until this is dropped.
pub(super) struct Share(Batches);

impl Batches {
    /// Counts one more file.
    pub(super) fn share(&self) -> Share {
        self.0.fetch_add(1, Ordering::Relaxed);
        Share(self.clone())
    }
}

impl Share {
    /// How large the batches after the first are, as there is room now.
    pub(super) fn next(&self) -> usize {
        let files = self.0.0.load(Ordering::Relaxed).max(1);
        let room = ALL_BYTES / OF_ONE_FILE / files;
        // Whole chunks, so that few bytes are left over from one batch to the next.
        (room - room % LEAST_BYTES).clamp(LEAST_BYTES, MOST_BYTES)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_large_while_few_files_are_on_their_way_and_small_while_many_are() {
        let batches = Batches::default();
        let alone = batches.share();
        assert_eq!(alone.next(), MOST_BYTES);
        let mut others = Vec::new();
        for (files, kib) in [(8, 512), (9, 448), (16, 256), (64, 64), (1000, 64)] {
            others.resize_with(files - 1, || batches.share());
            assert_eq!(alone.next(), kib << 10, "{files} files");
        }
        drop(others);
        assert_eq!(alone.next(), MOST_BYTES);
    }
}
