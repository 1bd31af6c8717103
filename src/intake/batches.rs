//! How much of each file travels at once: much while few are on their way, little while many are.
//!
//! Handing a batch over costs the same whatever its size, so large ones are cheap; memory is bounded by their sum.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the batches of all files that are on their way may hold together, as long as [`LEAST_BYTES`] allow it.
const ALL_BYTES: usize = 16 << 20;
/// A file has so many at once: one fills, one is sealed, and the ciphertext of two is made and written.
const OF_ONE_FILE: usize = 4;
/// With half of it, handing over still costs a measurable part of the processor's time; more was not tried.
const MOST_BYTES: usize = 1 << 20;
/// One chunk of age's.
const LEAST_BYTES: usize = 64 << 10;
/// The first batch of each file: most files are small.
pub(super) const FIRST_BYTES: usize = LEAST_BYTES;

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

impl Batches {
    /// Counts one more file.
    pub(super) fn share(&self) -> Share {
        let mut underway = self.underway();
        underway.files += 1;
        underway.bytes += FIRST_BYTES;
        Share { all: self.clone(), bytes: FIRST_BYTES }
    }

    fn underway(&self) -> MutexGuard<'_, Underway> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Share {
    /// How large the next batch is: its part of all, where the others leave that.
    pub(super) fn next(&mut self) -> usize {
        let mut underway = self.all.underway();
        let all = ALL_BYTES / OF_ONE_FILE;
        let others = underway.bytes - self.bytes;
        let room = (all / underway.files).min(all.saturating_sub(others));
        // Whole chunks, so that few bytes are left over from one batch to the next.
        let next = (room - room % LEAST_BYTES).clamp(LEAST_BYTES, MOST_BYTES);
        underway.bytes = others + next;
        self.bytes = next;
        next
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
    fn batches_are_large_while_few_files_are_on_their_way_and_small_while_many_are() {
        let batches = Batches::default();
        let mut alone = batches.share();
        assert_eq!(alone.next(), MOST_BYTES);
        let mut others = Vec::new();
        for (files, kib) in [(8, 512), (9, 448), (16, 256), (64, 64), (1000, 64)] {
            others.resize_with(files - 1, || batches.share());
            assert_eq!(alone.next(), kib << 10, "{files} files");
        }
        drop(others);
        assert_eq!(alone.next(), MOST_BYTES);
    }

    #[test]
    fn files_that_stall_with_large_batches_leave_little_to_those_that_come() {
        let batches = Batches::default();
        let mut stalled: Vec<Share> = (0..4).map(|_| batches.share()).collect();
        assert!(stalled.iter_mut().all(|share| share.next() == MOST_BYTES));
        let mut late = batches.share();
        assert_eq!(late.next(), LEAST_BYTES);
        // What the first ones give back when they go on, the late one has.
        assert!(stalled.iter_mut().all(|share| share.next() == 768 << 10));
        assert_eq!(late.next(), 768 << 10);
        assert_eq!(batches.underway().bytes, 5 * (768 << 10));
    }
}
