//! How much of each file travels at once: much while few are on their way, little while many are.
//!
//! Handing a batch over costs the same whatever its size, so large ones are cheap; memory is bounded by their sum.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the batches of all files that are on their way may hold together, as long as [`LEAST_BYTES`] allow it.
const ALL_BYTES: usize = 16 << 20;
/// A file has so many at once, while there is room: one fills, seven wait or are sealed, and there is ciphertext of as many.
/// So much is worked off while the thread that brings more waits for a processor.
const OF_ONE_FILE: usize = 16;
/// Larger ones were no quicker, and smaller ones take more of the processor's time.
const MOST_BYTES: usize = 512 << 10;
/// One chunk of age's, which is what the first batch of each file comes to: most files are small.
pub(super) const LEAST_BYTES: usize = 64 << 10;

/// The files that are on their way.
#[derive(Clone, Default)]
pub struct Batches(Arc<Mutex<Underway>>);

#[derive(Default)]
struct Underway {
    files: usize,
    /// How large a batch of each is, all together.
    bytes: usize,
}

/// One file's part of them, until this is dropped.
pub(super) struct Share {
    all: Batches,
    /// How large its batches are.
    bytes: usize,
}

/// What a file may have from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// How large its next batch is.
    pub(super) bytes: usize,
    /// So many batches may wait or be sealed, and so many chunks be behind that.
    pub(super) ahead: usize,
}

impl Batches {
    /// Counts one more file.
    pub(super) fn share(&self) -> Share {
        let mut underway = self.underway();
        underway.files += 1;
        underway.bytes += LEAST_BYTES;
        Share { all: self.clone(), bytes: LEAST_BYTES }
    }

    fn underway(&self) -> MutexGuard<'_, Underway> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Share {
    /// How large the next batch is, and how many may be ahead of it: its part of all, where the others leave that.
    pub(super) fn next(&mut self) -> Next {
        let mut underway = self.all.underway();
        let all = ALL_BYTES / OF_ONE_FILE;
        let others = underway.bytes - self.bytes;
        let room = (all / underway.files).min(all.saturating_sub(others));
        // Whole chunks, so that few bytes are left over from one batch to the next.
        let next = (room - room % LEAST_BYTES).clamp(LEAST_BYTES, MOST_BYTES);
        underway.bytes = others + next;
        self.bytes = next;
        // Where the smallest are too large already, few will do.
        let ahead = if room < LEAST_BYTES { 1 } else { OF_ONE_FILE / 2 - 1 };
        Next { bytes: next, ahead }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut underway = self.all.underway();
        underway.files -= 1;
        underway.bytes -= self.bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_large_and_many_while_few_files_are_on_their_way_and_small_and_few_while_many_are() {
        let batches = Batches::default();
        let mut alone = batches.share();
        assert_eq!(alone.next(), Next { bytes: MOST_BYTES, ahead: 7 });
        let mut others = Vec::new();
        for (files, kib, ahead) in [(2, 512, 7), (3, 320, 7), (4, 256, 7), (16, 64, 7), (17, 64, 1), (1000, 64, 1)] {
            others.resize_with(files - 1, || batches.share());
            assert_eq!(alone.next(), Next { bytes: kib << 10, ahead }, "{files} files");
        }
        drop(others);
        assert_eq!(alone.next(), Next { bytes: MOST_BYTES, ahead: 7 });
    }

    #[test]
    fn files_that_stall_with_large_batches_leave_little_to_those_that_come() {
        let batches = Batches::default();
        let mut stalled: Vec<Share> = (0..4).map(|_| batches.share()).collect();
        assert!(stalled.iter_mut().all(|share| share.next().bytes == 256 << 10));
        let mut late = batches.share();
        assert_eq!(late.next(), Next { bytes: LEAST_BYTES, ahead: 1 });
        // What the first ones give back when they go on, the late one has.
        assert!(stalled.iter_mut().all(|share| share.next().bytes == 192 << 10));
        assert_eq!(late.next(), Next { bytes: 192 << 10, ahead: 7 });
        assert_eq!(batches.underway().bytes, 5 * (192 << 10));
    }
}
