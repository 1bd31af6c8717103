//! Work that stands behind testimonies: few threads of the lowest priority, and a waiting room with so many places.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{IntakeError, worker};
use crate::harden;

/// So many wait or are worked for at once. At some forty a second and thread the last one waits for seconds, and who has
/// gone meanwhile costs nothing; who finds no place is told to come again.
const PLACES: usize = 256;
/// Of those who come by the open web: what is flooded there takes no place of the onion service.
const PLACES_OF_THE_OPEN_WEB: usize = 64;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that run when nothing else wants to, as one way in meets them: with places of its own.
pub(super) struct Behind {
    line: Line,
    /// Where those stand who come second.
    second: Line,
    places: Arc<Semaphore>,
}

/// Where jobs stand. All lines of some threads have one bell.
#[derive(Clone)]
struct Line {
    jobs: Sender<Job>,
    bell: Sender<()>,
}

/// What threads take jobs from.
struct Lines {
    /// Rung once for each job, after it was put in line.
    bell: Receiver<()>,
    first: Receiver<Job>,
    second: Receiver<Job>,
}

/// A place in the waiting room, given back when it is dropped: nothing counts who came before.
pub struct Place {
    line: Line,
    _permit: OwnedSemaphorePermit,
}

impl Behind {
    pub(super) fn new(threads: usize) -> Self {
        let (ring, bell) = channel();
        let ((jobs, first), (others, second)) = (channel::<Job>(), channel::<Job>());
        let lines = Arc::new(Mutex::new(Lines { bell, first, second }));
        for _ in 0..threads.max(1) {
            let lines = Arc::clone(&lines);
            thread::spawn(move || work(&lines));
        }
        let (line, second) = (Line { jobs, bell: ring.clone() }, Line { jobs: others, bell: ring });
        Self { line, second, places: Arc::new(Semaphore::new(PLACES)) }
    }

    /// The same threads for the open web: it has fewer places, and whoever waits in the first line goes before.
    pub(super) fn of_the_open_web(&self) -> Self {
        let places = Arc::new(Semaphore::new(PLACES_OF_THE_OPEN_WEB));
        Self { line: self.second.clone(), second: self.second.clone(), places }
    }

    /// A place, when one is free.
    pub(super) fn place(&self) -> Option<Place> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Place { line: self.line.clone(), _permit: permit })
    }

    /// A place, as soon as one is free.
    pub(super) async fn next_place(&self) -> Option<Place> {
        let permit = Arc::clone(&self.places).acquire_owned().await.ok()?;
        Some(Place { line: self.line.clone(), _permit: permit })
    }
}

impl Place {
    /// Waits for its turn and does the work; not at all when nobody waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, IntakeError> {
        let (job, told) = worker::for_who_waits(work);
        self.line.jobs.send(Box::new(job)).map_err(|_| IntakeError::Worker)?;
        self.line.bell.send(()).map_err(|_| IntakeError::Worker)?;
        told.await.map_err(|_| IntakeError::Worker)
    }
}

fn work(lines: &Mutex<Lines>) {
    harden::process::step_back();
    loop {
        let next = {
            let lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.bell.recv().is_err() {
                return;
            }
            lines.first.try_recv().or_else(|_| lines.second.try_recv())
        };
        let Ok(job) = next else { continue };
        // A thread that ended would be missing for good.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

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
    async fn who_comes_by_the_open_web_stands_behind_and_takes_no_place_of_the_others() {
        let onion = Behind::new(1);
        let open = onion.of_the_open_web();
        let flood: Vec<Place> = std::iter::from_fn(|| open.place()).collect();
        assert_eq!(flood.len(), PLACES_OF_THE_OPEN_WEB);
        let place = onion.place().expect("none of theirs is taken");
        let done = Arc::new(Mutex::new(Vec::new()));
        let says = |what: &'static str| {
            let done = Arc::clone(&done);
            move || done.lock().expect("nobody panics").push(what)
        };
        // The thread is at work while all the others come.
        let (begun, go_on) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
        let (theirs, their_turn) = (Arc::clone(&begun), Arc::clone(&go_on));
        let before = flood[0].run(move || {
            theirs.wait();
            their_turn.wait();
        });
        let others = async {
            begun.wait();
            let (second, third) = (flood[1].run(says("open web")), flood[2].run(says("open web")));
            let mine = place.run(says("onion"));
            let release = async { go_on.wait() };
            let (second, third, mine, _) = tokio::join!(second, third, mine, release);
            second.and(third).and(mine)
        };
        let (before, others) = tokio::join!(before, others);
        assert!(before.is_ok() && others.is_ok());
        assert_eq!(*done.lock().expect("nobody panics"), ["onion", "open web", "open web"]);
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
