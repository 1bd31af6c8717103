//! What a computation leaves on the stack, wiped.
//!
//! The allocator wipes what is freed (decision 0009), `zeroize` what is dropped; neither sees the copies that
//! calls leave in the frames below them. Values that are secret live on the heap, so that moving them copies
//! a pointer; what computes with them runs in here.

use std::hint::black_box;

/// Deeper than the deepest of it, an ML-KEM key grown without optimisation; writing it takes some 10 µs.
const DEPTH: usize = 256 << 10;

/// Does `work` in a frame of its own, and writes zeros over it and all that was called from it.
pub fn forgetting<R>(work: impl FnOnce() -> R) -> R {
    let result = apart(work);
    wipe();
    result
}

/// Wipes the stack below whoever drops it: for what runs in pieces, as a future does.
#[must_use]
pub struct Forgetting;

impl Drop for Forgetting {
    fn drop(&mut self) {
        wipe();
    }
}

#[inline(never)]
fn apart<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// Its frame begins where that of [`apart`] began.
#[inline(never)]
#[expect(clippy::large_stack_arrays, reason = "the stack is what it writes on")]
fn wipe() {
    let mut below = [0_u8; DEPTH];
    black_box(&mut below);
}
