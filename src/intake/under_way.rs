//! The visits of this moment: how far each is, counted in memory for whoever sends to look at, and what they share.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::limits::TextRoom;
use crate::seal::ProgressNumber;

/// So many visits are counted at once: as many as there can be connections, 8,192 that keep us waiting and as many
/// again that we are at work for. With fewer, those who only send a number would take all of them.
const MOST: usize = 2 * 8192;

/// The visits that are on their way.
#[derive(Default)]
pub struct UnderWay {
    /// By a number that their page drew.
    counted: Mutex<HashMap<ProgressNumber, Arc<Counted>>>,
    pub(super) text: TextRoom,
}

struct Counted {
    arrived: AtomicU64,
    announced: Option<u64>,
}

/// How far a visit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HowFar {
    /// Bytes of its request that were read.
    pub arrived: u64,
    /// Bytes that its request has, as far as it says.
    pub announced: Option<u64>,
}

impl UnderWay {
    /// How far the visit with this number is; `None` before and after it, and for a number that nobody has.
    pub fn how_far(&self, number: ProgressNumber) -> Option<HowFar> {
        let counted = Arc::clone(self.all().get(&number)?);
        Some(HowFar { arrived: counted.arrived.load(Ordering::Relaxed), announced: counted.announced })
    }

    /// Counts a visit from now on; not one whose number another visit has.
    pub(super) fn count(&self, number: ProgressNumber, announced: Option<u64>) -> Option<Counting<'_>> {
        let mut all = self.all();
        if all.len() >= MOST || all.contains_key(&number) {
            return None;
        }
        let counted = Arc::new(Counted { arrived: AtomicU64::new(0), announced });
        all.insert(number, Arc::clone(&counted));
        Some(Counting { of: self, number, counted })
    }

    fn all(&self) -> MutexGuard<'_, HashMap<ProgressNumber, Arc<Counted>>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A visit that is counted, until this is dropped.
pub(super) struct Counting<'a> {
    of: &'a UnderWay,
    number: ProgressNumber,
    counted: Arc<Counted>,
}

impl Counting<'_> {
    /// So many bytes of it have arrived in all.
    pub(super) fn arrived(&self, bytes: u64) {
        self.counted.arrived.store(bytes, Ordering::Relaxed);
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        self.of.all().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    #[test]
    fn a_visit_is_counted_while_it_lasts_and_no_longer() {
        let (all, number) = (UnderWay::default(), ProgressNumber::random(&mut OsRng));
        assert_eq!(all.how_far(number), None);
        let counting = all.count(number, Some(100)).unwrap();
        counting.arrived(40);
        assert_eq!(all.how_far(number), Some(HowFar { arrived: 40, announced: Some(100) }));
        assert!(all.count(number, None).is_none(), "a number is one visit's");
        drop(counting);
        assert_eq!(all.how_far(number), None);
    }

    #[test]
    fn so_many_are_counted_and_no_more() {
        let all = UnderWay::default();
        // 8,192 that wait, and as many that are worked for.
        let mut counted: Vec<_> =
            (0..16_384).map(|_| all.count(ProgressNumber::random(&mut OsRng), None).unwrap()).collect();
        assert!(all.count(ProgressNumber::random(&mut OsRng), None).is_none());
        counted.pop();
        assert!(all.count(ProgressNumber::random(&mut OsRng), None).is_some());
    }
}
