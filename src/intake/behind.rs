//! Work that stands behind testimonies: few threads of the lowest priority, and a waiting room with so many places.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::IntakeError;
use crate::harden;
use crate::harden::stack::forgetting;

/// So many wait or are worked for at once. At some forty a second and thread the last one waits for seconds, and who has
/// gone meanwhile costs nothing; who finds no place is told to come again.
const PLACES: usize = 256;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that run when nothing else wants to.
pub(super) struct Behind {
    jobs: Sender<Job>,
    places: Arc<Semaphore>,
}

/// A place in the waiting room, given back when it is dropped: nothing counts who came before.
pub struct Place {
    jobs: Sender<Job>,
    _permit: OwnedSemaphorePermit,
}

impl Behind {
    pub(super) fn new(threads: usize) -> Self {
        let (jobs, waiting) = channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads.max(1) {
            let waiting = Arc::clone(&waiting);
            thread::spawn(move || work(&waiting));
        }
        Self { jobs, places: Arc::new(Semaphore::new(PLACES)) }
    }

    /// A place, when one is free.
    pub(super) fn place(&self) -> Option<Place> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Place { jobs: self.jobs.clone(), _permit: permit })
    }
}

impl Place {
    /// Waits for its turn and does the work; not at all when nobody waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, IntakeError> {
        let (tell, told) = oneshot::channel();
        // In a box: what it holds comes onto the stack where that is wiped, and not above.
        let work = Box::new(work);
        let job = move || {
            if !tell.is_closed() {
                let _ = tell.send(forgetting(work));
            }
        };
        self.jobs.send(Box::new(job)).map_err(|_| IntakeError::Worker)?;
        told.await.map_err(|_| IntakeError::Worker)
    }
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    harden::process::step_back();
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // A thread that ended would be missing for good.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_finds_no_place_finds_one_when_another_has_gone() {
        let behind = Behind::new(1);
        let mut places: Vec<Place> = std::iter::from_fn(|| behind.place()).collect();
        assert_eq!(places.len(), PLACES);
        assert!(behind.place().is_none());
        places.pop();
        assert_eq!(behind.place().expect("it is free").run(|| 7).await.expect("it is done"), 7);
    }

    #[tokio::test]
    async fn work_that_panics_takes_no_thread_along_and_work_nobody_waits_for_is_not_done() {
        let behind = Behind::new(1);
        let place = behind.place().expect("it is free");
        assert!(place.run(|| panic!("on purpose")).await.is_err());
        let done = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&done);
        let held = done.lock().expect("nobody panics");
        // The first one is at work when the second goes.
        let blocked = place.run(move || *theirs.lock().expect("nobody panics") += 1);
        let theirs = Arc::clone(&done);
        let gone = place.run(move || *theirs.lock().expect("nobody panics") += 10);
        let gone = async { tokio::time::timeout(std::time::Duration::from_millis(1), gone).await.is_err() };
        let release = async {
            assert!(gone.await);
            drop(held);
        };
        let (first, ()) = tokio::join!(blocked, release);
        assert!(first.is_ok());
        assert!(place.run(|| ()).await.is_ok());
        assert_eq!(*done.lock().expect("nobody panics"), 1);
    }
}
