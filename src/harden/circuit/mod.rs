//! How much one circuit of Tor may take up at once, where tor says on which circuit a connection came.
//!
//! Nothing is refused, it waits: a connection for a place, what costs for its turn. As a circuit has few places, what
//! waits is bounded too, and waits for seconds. A circuit's number is in memory while it has connections and for a
//! short window after, is never given out, and is wiped with the table that it stood in. (Decision 0040.)

mod bucket;
mod line;

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex as Lock, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, sleep_until};

use bucket::{Bucket, Rate};

pub use line::{AfterLine, CircuitId};

/// Connections of one circuit that are served at once. Tor Browser opens six to a host, whatever the tabs.
const CONNECTIONS: usize = 16;
/// Requests of any kind: so many pages a second as a circuit could carry.
const REQUESTS: Rate = Rate { burst: 100, refill: Duration::from_millis(50) };
/// Forms that are sent, whatever is in them.
const FORMS: Rate = Rate { burst: 12, refill: Duration::from_secs(2) };
/// Files of forms. The smallest takes 64 KiB of the disk and a line of its day's list, so they are counted apart from what
/// brings them. Few visits have as many as go at once; a form of a thousand is through before a browser gives it up.
const FILES: Rate = Rate { burst: 120, refill: Duration::from_millis(250) };
/// Nine words that are brought: opening, deleting, changing.
const WORDS: Rate = Rate { burst: 12, refill: Duration::from_secs(2) };
/// So long a circuit without a connection is remembered: until its buckets are full again.
const WINDOW: Duration = Duration::from_secs(30);

/// What a circuit has turns at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Costly {
    /// Any request, a page's too.
    Request,
    /// A form that is sent.
    Form,
    /// A file in it.
    File,
    /// Nine words that are brought.
    Words,
}

/// The circuits of now.
pub struct Circuits {
    known: Lock<HashMap<CircuitId, Arc<Circuit>>>,
}

/// A circuit: its places and its turns. Does not know its number.
struct Circuit {
    places: Arc<Semaphore>,
    requests: Mutex<Bucket>,
    forms: Mutex<Bucket>,
    files: Mutex<Bucket>,
    words: Mutex<Bucket>,
    /// When the last of its connections went.
    left: Lock<Instant>,
}

/// A connection's part in its circuit, given back when it is dropped.
pub struct OnCircuit {
    circuit: Arc<Circuit>,
    _place: OwnedSemaphorePermit,
}

impl Circuits {
    /// None yet.
    #[expect(clippy::new_without_default, reason = "circuits are asked for on purpose")]
    pub fn new() -> Self {
        Self { known: Lock::default() }
    }

    /// Waits until a connection of this circuit has a place.
    pub async fn join(&self, id: CircuitId) -> OnCircuit {
        let circuit = Arc::clone(self.known().entry(id).or_insert_with(|| Arc::new(Circuit::new(Instant::now()))));
        let waiting = Waiting(circuit);
        let places = Arc::clone(&waiting.0.places);
        let Ok(place) = places.acquire_owned().await else { unreachable!("it is never closed") };
        OnCircuit { circuit: Arc::clone(&waiting.0), _place: place }
    }

    /// Forgets circuits that are gone, for as long as the server runs.
    pub async fn look_after(&self) -> Infallible {
        loop {
            sleep(WINDOW / 2).await;
            self.forget(Instant::now());
        }
    }

    /// Forgets the circuits that have had no connection for a while. What is left moves to a new table: the old one
    /// is wiped when its memory is given back.
    fn forget(&self, now: Instant) {
        let mut known = self.known();
        let gone = |circuit: &Arc<Circuit>| Arc::strong_count(circuit) == 1 && circuit.has_left_before(now);
        if known.values().any(gone) {
            *known = known.drain().filter(|(_, circuit)| !gone(circuit)).collect();
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<CircuitId, Arc<Circuit>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Circuit {
    fn new(now: Instant) -> Self {
        Self {
            places: Arc::new(Semaphore::new(CONNECTIONS)),
            requests: Mutex::new(Bucket::full(REQUESTS, now)),
            forms: Mutex::new(Bucket::full(FORMS, now)),
            files: Mutex::new(Bucket::full(FILES, now)),
            words: Mutex::new(Bucket::full(WORDS, now)),
            left: Lock::new(now),
        }
    }

    fn has_left_before(&self, now: Instant) -> bool {
        now.saturating_duration_since(*self.left.lock().unwrap_or_else(PoisonError::into_inner)) >= WINDOW
    }

    fn leaves(&self) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

/// A connection that waits for its place.
struct Waiting(Arc<Circuit>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.leaves();
    }
}

impl Drop for OnCircuit {
    fn drop(&mut self) {
        self.circuit.leaves();
    }
}

impl OnCircuit {
    /// The turns of this connection's circuit.
    pub fn turns(&self) -> Turns {
        Turns(Arc::clone(&self.circuit))
    }
}

/// A circuit's turns at what costs.
#[derive(Clone)]
pub struct Turns(Arc<Circuit>);

impl Turns {
    /// Waits for this circuit's turn, behind those of the same circuit that came before. Who goes meanwhile costs
    /// the others nothing.
    pub async fn wait_for(&self, costly: Costly) {
        let bucket = match costly {
            Costly::Request => &self.0.requests,
            Costly::Form => &self.0.forms,
            Costly::File => &self.0.files,
            Costly::Words => &self.0.words,
        };
        // First come, first served: the lock is fair.
        let mut bucket = bucket.lock().await;
        while let Err(ready) = bucket.take(Instant::now()) {
            sleep_until(ready).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncWriteExt as _, duplex};
    use tokio::time::timeout;

    use super::*;

    const MOMENT: Duration = Duration::from_millis(1);

    async fn id(n: u32) -> CircuitId {
        let (ours, mut theirs) = duplex(256);
        let line = format!("PROXY TCP6 fc00:dead:beef:4dad::0:{n:x} ::1 1 80\r\n");
        theirs.write_all(line.as_bytes()).await.unwrap();
        AfterLine::of(ours).await.unwrap().0
    }

    #[tokio::test(start_paused = true)]
    async fn a_circuit_has_so_many_places_and_the_next_waits_until_one_is_free() {
        let circuits = Circuits::new();
        let (one, other) = (id(1).await, id(2).await);
        let mut joined = Vec::new();
        for _ in 0..CONNECTIONS {
            joined.push(circuits.join(one).await);
        }
        assert!(timeout(MOMENT, circuits.join(one)).await.is_err());
        assert!(timeout(MOMENT, circuits.join(other)).await.is_ok(), "another circuit is as free as ever");
        joined.pop();
        assert!(timeout(MOMENT, circuits.join(one)).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_one_circuit_is_slowed_and_another_circuit_is_not() {
        let circuits = Circuits::new();
        let (flood, honest) = (circuits.join(id(1).await).await, circuits.join(id(2).await).await);
        let begun = Instant::now();
        for _ in 0..FORMS.burst + 5 {
            flood.turns().wait_for(Costly::Form).await;
        }
        assert!(begun.elapsed() >= FORMS.refill * 5 && begun.elapsed() < FORMS.refill * 6);
        let begun = Instant::now();
        honest.turns().wait_for(Costly::Form).await;
        // Forms and words have turns of their own.
        flood.turns().wait_for(Costly::Words).await;
        assert!(begun.elapsed() < MOMENT);
    }

    #[tokio::test(start_paused = true)]
    async fn files_have_turns_of_their_own_and_those_of_a_usual_visit_wait_for_nothing() {
        let circuits = Circuits::new();
        let circuit = circuits.join(id(1).await).await;
        let begun = Instant::now();
        for _ in 0..FORMS.burst {
            circuit.turns().wait_for(Costly::Form).await;
        }
        for _ in 0..FILES.burst {
            circuit.turns().wait_for(Costly::File).await;
        }
        assert!(begun.elapsed() < MOMENT, "a form's turns take none of its files'");
        for _ in 0..880 {
            circuit.turns().wait_for(Costly::File).await;
        }
        let waited = begun.elapsed();
        assert!(waited >= FILES.refill * 880 && waited < FILES.refill * 881);
        assert!(waited < Duration::from_mins(5), "a browser waits no longer for the answer to a form of a thousand");
        circuit.turns().wait_for(Costly::Words).await;
        circuit.turns().wait_for(Costly::Form).await;
        assert!(begun.elapsed() < waited + MOMENT, "files' turns take none of what else there is");
    }

    #[tokio::test(start_paused = true)]
    async fn who_goes_while_waiting_costs_the_circuit_no_turn() {
        let circuits = Circuits::new();
        let circuit = circuits.join(id(1).await).await;
        for (costly, rate) in [(Costly::Words, WORDS), (Costly::File, FILES)] {
            for _ in 0..rate.burst {
                circuit.turns().wait_for(costly).await;
            }
            for _ in 0..100 {
                assert!(timeout(MOMENT, circuit.turns().wait_for(costly)).await.is_err());
            }
            assert!(timeout(rate.refill, circuit.turns().wait_for(costly)).await.is_ok());
        }
    }

    #[test]
    fn whoever_leaves_until_they_are_forgotten_gains_no_turn() {
        for rate in [REQUESTS, FORMS, FILES, WORDS] {
            assert!(rate.refill * rate.burst <= WINDOW, "{rate:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_circuit_is_forgotten_when_it_has_had_no_connection_for_a_while_and_not_before() {
        let circuits = Circuits::new();
        let (one, other) = (id(1).await, id(2).await);
        let stays = circuits.join(other).await;
        let goes = circuits.join(one).await;
        sleep(10 * WINDOW).await;
        circuits.forget(Instant::now());
        assert_eq!(circuits.known().len(), 2, "both have a connection");
        drop(goes);
        sleep(WINDOW / 2).await;
        circuits.forget(Instant::now());
        assert_eq!(circuits.known().len(), 2, "coming again fills no bucket");
        sleep(WINDOW).await;
        circuits.forget(Instant::now());
        assert_eq!(circuits.known().len(), 1);
        drop(stays);
    }
}
