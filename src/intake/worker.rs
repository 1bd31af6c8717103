//! Work off the network's threads.

use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::harden::stack::forgetting;

/// Starts what blocks on a thread of its own, and wipes that thread's stack after it.
pub(super) fn start<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    // In a box: what it holds comes onto the stack where that is wiped, and not above.
    let work = Box::new(work);
    spawn_blocking(move || forgetting(work))
}

/// A job that does `work` for whoever waits at the other end, wherever it runs; nothing when nobody does any more.
pub(super) fn for_who_waits<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> (impl FnOnce() + Send + 'static, oneshot::Receiver<T>) {
    let (tell, told) = oneshot::channel();
    // In a box, as above.
    let work = Box::new(work);
    let job = move || {
        if !tell.is_closed() {
            let _ = tell.send(forgetting(work));
        }
    };
    (job, told)
}
