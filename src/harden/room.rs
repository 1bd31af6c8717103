//! Places for so many connections, of which nobody is kept out: when all are taken, whoever has kept them waiting the
//! longest for the least goes, and makes room.
//!
//! A flood of connections that only hold a place thus takes places from itself. What an upload has moved speaks for it:
//! a stall of minutes, which Tor has on bad days, does not cost it its place while others trickle. Whoever we are at work
//! for keeps us waiting for nothing, and takes no place from those we wait for: there is room for as many again. When that
//! is full too, what has been at work the longest goes, and an upload that moves is never that.

mod pace;

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::task::AtomicWaker;
use tokio::time::Instant;

use pace::{Pace, Work};

/// With those that we are at work for, at most so many times as many connections as places.
pub(super) const MOST_AT_WORK: usize = 2;
/// Of all places, so many are made free at once, so that they are not all looked at for each who comes; only while work fills
/// the room and nobody is late they are, which takes less than a millisecond.
const SHARE_MADE_FREE: usize = 64;

/// A room with so many places.
pub struct Room {
    places: usize,
    taken: Mutex<Vec<Arc<Holder>>>,
}

/// A place in a room, given back when it is dropped.
pub struct Place {
    room: Arc<Room>,
    holder: Arc<Holder>,
}

struct Holder {
    pace: Mutex<Pace>,
    /// Where it stands in the room's list; means something under that list's lock.
    at: AtomicUsize,
    over: AtomicBool,
    /// Whoever waits for its bytes.
    waker: AtomicWaker,
}

impl Room {
    /// A room with so many places, one at least.
    pub fn new(places: usize) -> Arc<Self> {
        Arc::new(Self { places: places.max(1), taken: Mutex::default() })
    }

    /// Takes a place, at the cost of whoever is most overdue where none is free.
    pub fn enter(self: &Arc<Self>) -> Place {
        let now = Instant::now();
        let mut taken = self.taken();
        if taken.len() >= self.places {
            make_room(&mut taken, self.places, now);
        }
        let holder = Arc::new(Holder {
            pace: Mutex::new(Pace::new(now)),
            at: AtomicUsize::new(taken.len()),
            over: AtomicBool::new(false),
            waker: AtomicWaker::new(),
        });
        taken.push(Arc::clone(&holder));
        Place { room: Arc::clone(self), holder }
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Arc<Holder>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a share of those that can go, the most overdue.
fn make_room(taken: &mut Vec<Arc<Holder>>, places: usize, now: Instant) {
    let mut can_go = who_can_go(taken, places, now);
    let count = places.div_ceil(SHARE_MADE_FREE).min(can_go.len());
    if count == 0 {
        return;
    }
    can_go.select_nth_unstable_by(count - 1, |a, b| b.cmp(a));
    let mut gone: Vec<usize> = can_go[..count].iter().map(|(_, at)| *at).collect();
    // From the end, so that what takes a place in the list is never one of these.
    gone.sort_unstable_by(|a, b| b.cmp(a));
    for at in gone {
        remove(taken, at).end();
    }
}

/// Whoever can go, where they stand in the list, each with what speaks against them.
fn who_can_go(taken: &[Arc<Holder>], places: usize, now: Instant) -> Vec<(i128, usize)> {
    fn of(taken: &[Arc<Holder>], against: impl Fn(&Pace) -> Option<i128>) -> Vec<(i128, usize)> {
        let against = |(at, holder): (usize, &Arc<Holder>)| Some((against(&holder.pace())?, at));
        taken.iter().enumerate().filter_map(against).collect()
    }
    // Work, which an attacker can make last, does not count: it would cost those their places whom we wait for.
    let waited_for = taken.iter().filter(|holder| !holder.pace().is_worked_for()).count();
    if waited_for >= places {
        let late = of(taken, |pace| pace.lateness(now));
        if !late.is_empty() {
            return late;
        }
    }
    if taken.len() < MOST_AT_WORK * places {
        return Vec::new();
    }
    let long = of(taken, |pace| pace.long_work(now));
    if long.is_empty() { of(taken, |pace| Some(pace.against(now))) } else { long }
}

fn remove(taken: &mut Vec<Arc<Holder>>, at: usize) -> Arc<Holder> {
    let removed = taken.swap_remove(at);
    if let Some(moved) = taken.get(at) {
        moved.at.store(at, Ordering::Relaxed);
    }
    removed
}

impl Holder {
    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) {
        self.over.store(true, Ordering::Release);
        self.waker.wake();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.taken();
        let at = self.holder.at.load(Ordering::Relaxed);
        if taken.get(at).is_some_and(|there| Arc::ptr_eq(there, &self.holder)) {
            remove(&mut taken, at);
        }
    }
}

impl Place {
    /// Does this, unless the place is needed for somebody else before it is done.
    pub async fn unless_over<F: Future>(&self, doing: F) -> Option<F::Output> {
        let mut doing = std::pin::pin!(doing);
        poll_fn(|cx| {
            if let Poll::Ready(done) = doing.as_mut().poll(cx) {
                return Poll::Ready(Some(done));
            }
            if self.is_over_or_wakes(cx) { Poll::Ready(None) } else { Poll::Pending }
        })
        .await
    }

    /// Says of this place when we are at work for it.
    pub(super) fn at_work(&self) -> AtWork {
        AtWork(Arc::clone(&self.holder))
    }

    /// True when the place is needed for somebody else; if not, `cx` is woken when it is.
    pub(super) fn is_over_or_wakes(&self, cx: &Context<'_>) -> bool {
        self.holder.waker.register(cx.waker());
        self.is_over()
    }

    /// True when the place is needed for somebody else.
    pub(super) fn is_over(&self) -> bool {
        self.holder.over.load(Ordering::Acquire)
    }

    /// So many bytes have come from the peer, and speak for it, while it lets us wait for more.
    pub fn said(&self, bytes: usize) {
        self.received(bytes);
        self.waits();
    }

    /// The peer lets us wait, or still does.
    pub(super) fn waits(&self) {
        self.holder.pace().waits(Instant::now());
    }

    /// So many bytes came from the peer.
    pub(super) fn received(&self, bytes: usize) {
        self.holder.pace().moved(true, bytes, Instant::now());
    }

    /// The peer took so many bytes.
    pub(super) fn sent(&self, bytes: usize) {
        self.holder.pace().moved(false, bytes, Instant::now());
    }
}

/// Says of a place whether we are at work for it.
#[derive(Clone)]
pub struct AtWork(Arc<Holder>);

/// Work on a request, from its head to its answer, until this is dropped.
pub struct Working(Arc<Holder>);

impl AtWork {
    /// A request has come: until it is answered we wait for the peer only where it says so.
    #[must_use]
    pub fn begin(&self) -> Working {
        self.0.pace().work(Work::Ours(Instant::now()));
        Working(Arc::clone(&self.0))
    }

    /// The request's work waits for more of its body, or goes on with a piece of it.
    pub fn awaits_body(&self, waits: bool) {
        self.0.pace().awaits_body(waits);
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.pace().work(Work::None);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::{advance, timeout};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn whoever_is_most_overdue_makes_room_and_the_one_who_comes_stays() {
        let room = Room::new(3);
        let trickling = room.enter();
        advance(60 * SECOND).await;
        let (uploading, new) = (room.enter(), room.enter());
        uploading.received(5_000_000);
        for _ in 0..300 {
            advance(SECOND).await;
            trickling.received(1);
            trickling.waits();
            uploading.waits();
            new.received(2000);
            new.waits();
        }
        let comes = room.enter();
        assert!(trickling.is_over(), "it moved a byte a second");
        assert!(!uploading.is_over(), "it stalls for five minutes and has moved much");
        assert!(!new.is_over() && !comes.is_over());
        drop(trickling);
        assert_eq!(room.taken().len(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_silent_connections_takes_places_from_itself() {
        let room = Room::new(500);
        let honest = room.enter();
        honest.received(1000);
        honest.waits();
        let mut flood = Vec::new();
        for _ in 0..5000 {
            flood.push(room.enter());
            advance(Duration::from_millis(1)).await;
            honest.received(10);
            honest.waits();
        }
        assert!(!honest.is_over());
        assert!(room.taken().len() <= 500);
        let ended = flood.iter().filter(|place| place.is_over()).count();
        assert_eq!(ended, 5001 - room.taken().len());
        // The first to come were the first to go.
        assert!(flood[..ended].iter().all(Place::is_over));
        drop(flood);
        assert_eq!(room.taken().len(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_is_being_worked_for_is_not_late() {
        let room = Room::new(1);
        let worked_for = room.enter();
        worked_for.received(1);
        advance(1000 * SECOND).await;
        let comes = room.enter();
        assert!(!worked_for.is_over(), "we do not wait for it");
        worked_for.waits();
        advance(SECOND).await;
        let _next = room.enter();
        assert!(comes.is_over() && !worked_for.is_over());
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_stack_asks_for_while_we_work_is_no_wait_and_what_a_body_lacks_is_one() {
        let room = Room::new(1);
        let visit = room.enter();
        visit.received(1);
        let at_work = visit.at_work();
        let working = at_work.begin();
        visit.waits();
        advance(1000 * SECOND).await;
        let comes = room.enter();
        assert!(!visit.is_over(), "its request is worked on");
        at_work.awaits_body(true);
        advance(SECOND).await;
        at_work.awaits_body(false);
        drop(working);
        drop(comes);
        let silent = room.enter();
        assert!(visit.is_over(), "it was the only one that could go");
        assert!(!silent.is_over());
    }

    #[tokio::test(start_paused = true)]
    async fn work_without_end_does_not_fill_the_room_for_ever() {
        let room = Room::new(2);
        let mut all = Vec::new();
        for _ in 0..4 {
            let place = room.enter();
            place.received(1);
            let working = place.at_work().begin();
            all.push((place, working));
            advance(SECOND).await;
        }
        assert!(all.iter().all(|(place, _)| !place.is_over()));
        let _comes = room.enter();
        assert_eq!(all.iter().map(|(place, _)| place.is_over()).collect::<Vec<_>>(), [true, false, false, false]);
    }

    /// Connections whose request we are at work on, one more each second.
    async fn all_at_work(room: &Arc<Room>, count: usize) -> Vec<(Place, Working)> {
        let mut all = Vec::new();
        for _ in 0..count {
            let place = room.enter();
            place.received(500);
            let working = place.at_work().begin();
            place.waits();
            all.push((place, working));
            advance(SECOND).await;
        }
        all
    }

    /// An upload that moves, and waits for its next bytes.
    fn uploads(room: &Arc<Room>) -> (Place, Working) {
        let place = room.enter();
        place.received(20_000);
        let at_work = place.at_work();
        let working = at_work.begin();
        at_work.awaits_body(false);
        at_work.awaits_body(true);
        place.waits();
        (place, working)
    }

    #[tokio::test(start_paused = true)]
    async fn a_room_full_of_work_costs_neither_an_upload_nor_who_has_just_come_their_place() {
        let room = Room::new(10);
        let (upload, _uploading) = uploads(&room);
        let flood = all_at_work(&room, 12).await;
        // What it brought is worth some twenty seconds; it goes on.
        upload.received(20_000);
        upload.waits();
        let has_come = room.enter();
        advance(SECOND).await;
        let _others = [room.enter(), room.enter(), room.enter()];
        assert!(!upload.is_over() && !has_come.is_over(), "work takes no place from those we wait for");
        assert!(flood.iter().all(|(place, _)| !place.is_over()));
    }

    #[tokio::test(start_paused = true)]
    async fn at_twice_the_places_the_longest_at_work_go_first_and_an_upload_that_moves_stays() {
        let room = Room::new(10);
        let (upload, _uploading) = uploads(&room);
        let mut flood = all_at_work(&room, 19).await;
        let mut ended = 0;
        for _ in 0..100 {
            flood.extend(all_at_work(&room, 1).await);
            ended += 1;
            upload.received(1500);
            upload.waits();
            assert!(!upload.is_over());
            let gone = flood.iter().take_while(|(place, _)| place.is_over()).count();
            assert_eq!(gone, ended, "in the order in which they came");
            assert_eq!(room.taken().len(), 20);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_whose_pieces_are_always_there_is_not_at_work_for_long() {
        let room = Room::new(2);
        let (fast, _uploading) = uploads(&room);
        let flood = all_at_work(&room, 3).await;
        for _ in 0..20 {
            fast.received(60_000);
            fast.at_work().awaits_body(false);
            advance(SECOND).await;
        }
        let _comes = room.enter();
        assert!(!fast.is_over() && flood[0].0.is_over());
    }

    #[tokio::test(start_paused = true)]
    async fn uploads_that_all_move_have_room_for_as_many_again_and_then_the_one_that_moved_least_goes() {
        let room = Room::new(2);
        let all: Vec<_> = (0..4).map(|_| uploads(&room)).collect();
        for (n, (upload, _)) in all.iter().enumerate() {
            upload.received(1000 * (4 - n));
            upload.waits();
        }
        assert!(all.iter().all(|(upload, _)| !upload.is_over()));
        let _comes = room.enter();
        assert_eq!(all.iter().map(|(upload, _)| upload.is_over()).collect::<Vec<_>>(), [false, false, false, true]);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_for_a_place_that_is_needed_is_woken() {
        let room = Room::new(1);
        let first = room.enter();
        assert!(timeout(SECOND, first.unless_over(std::future::pending::<()>())).await.is_err());
        let task = tokio::spawn(async move { first.unless_over(std::future::pending::<()>()).await });
        tokio::task::yield_now().await;
        let _second = room.enter();
        assert_eq!(timeout(SECOND, task).await.unwrap().unwrap(), None);
    }
}
