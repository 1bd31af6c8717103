//! Work off the network's threads.

use tokio::task::{JoinHandle, spawn_blocking};

use crate::harden::stack::forgetting;

/// Starts what blocks on a thread of its own, and wipes that thread's stack after it.
pub(super) fn start<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    // In a box: what it holds comes onto the stack where that is wiped, and not above.
    let work = Box::new(work);
    spawn_blocking(move || forgetting(work))
}
