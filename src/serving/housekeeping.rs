//! What the server does by itself: ticks, cover parcels, and at the day's close withdrawals whose day has come, days that
//! every reviewer holds long enough, and the index.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until};

use crate::intake::IntakeError;
use crate::reviewing::{self, Giving};
use crate::roster::Standing;
use crate::seal::{Clock, Day, DeskId, ParcelId};
use crate::store::{FileStore, Free, Store as _, StoreError};

use super::covers::Covers;
use super::disk::Disk;
use super::edition::InUse;
use super::status_socket::Board;

/// How often what the medium shows of the last minutes is evened.
const TICK: Duration = Duration::from_mins(10);
/// How often the clock is asked whether the day is over.
const DAY_CHECK: Duration = Duration::from_mins(1);

/// What the operator is told when a day was closed.
pub struct DayClosed<'a> {
    /// The day.
    pub day: Day,
    /// The parcels that are damaged.
    pub damaged: &'a [ParcelId],
    /// How full the disk is.
    pub disk: Disk,
    /// How the roster stands on the day that begins.
    pub standing: Standing,
    /// The last day it is meant for.
    pub roster_expires: Day,
}

/// What the housekeeping works with.
pub(super) struct Housekeeping {
    pub(super) store: Arc<FileStore>,
    pub(super) in_use: Arc<InUse>,
    /// What reviewers give back.
    pub(super) giving: Arc<Giving>,
    pub(super) clock: Clock,
    /// Where the day's figures are told.
    pub(super) board: Option<Board>,
    /// How much of the disk stays free.
    pub(super) free: Free,
    /// Told when a day was closed.
    pub(super) closed: fn(&DayClosed<'_>),
}

impl Housekeeping {
    /// Works until storage fails; returns how.
    pub(super) async fn run(self) -> StoreError {
        let mut today = self.clock.today();
        let mut upkeep = Upkeep::begun(Arc::clone(&self.store), today).await;
        let mut covers = Covers::default();
        let mut next_tick = Instant::now() + TICK;
        loop {
            // At the day's beginning, and for desks that a reload brought.
            self.draw(&mut covers);
            let next_cover = covers.next().unwrap_or(next_tick);
            sleep_until(next_tick.min(next_cover).min(Instant::now() + DAY_CHECK)).await;
            let now = self.clock.today();
            if now != today {
                if let Err(error) = self.close(today, now).await {
                    return error;
                }
                today = now;
                covers = Covers::default();
                continue;
            }
            if Instant::now() >= next_tick {
                next_tick += TICK;
                let (giving, edition) = (Arc::clone(&self.giving), self.in_use.now());
                if let Err(error) = upkeep.tick(move || giving.tick(edition.published.roster()), now).await {
                    return error;
                }
            }
            for desk in covers.take_due(Instant::now()) {
                if let Err(error) = self.keep_cover(desk).await {
                    return error;
                }
            }
        }
    }

    /// Closes a day, now that another has begun, and tells the operator.
    async fn close(&self, day: Day, now: Day) -> Result<(), StoreError> {
        let (store, edition) = (Arc::clone(&self.store), self.in_use.now());
        let (board, giving) = (self.board.clone(), Arc::clone(&self.giving));
        let closing = move || {
            let roster = edition.published.roster();
            giving.keep_only(roster);
            // What goes, goes first: each writes the index anew, of all days that are over, and closing then
            // finds it done.
            reviewing::remove_due(&*store, roster, now)?;
            reviewing::expire_due(&*store, roster, |desk| edition.retention_days(desk), now)?;
            store.close_days(now)?;
            if let Some(board) = board {
                // Figures that cannot be had are those of before; what failed is met by the next visit.
                let _ = board.count(roster, store.damaged().len(), now);
            }
            store.tick(now)
        };
        blocking(closing).await?;
        let left = self.store.left()?;
        let edition = self.in_use.now();
        let roster = edition.published.roster();
        (self.closed)(&DayClosed {
            day,
            damaged: &self.store.damaged(),
            disk: Disk::of(left, self.free),
            standing: roster.standing(now),
            roster_expires: roster.text().expires,
        });
        Ok(())
    }

    fn draw(&self, covers: &mut Covers) {
        let edition = self.in_use.now();
        let desks = edition.published.roster().desks().iter().map(|desk| &desk.id);
        covers.draw(desks, Instant::now(), self.clock.seconds_into_day());
    }

    /// A disk too full for a cover parcel is too full for nothing worse; only a failure counts.
    async fn keep_cover(&self, desk: DeskId) -> Result<(), StoreError> {
        let portal = Arc::clone(&self.in_use.now().portal);
        blocking(move || {
            let kept = portal.intake.keep_cover(&portal.roster, &desk);
            kept.err().and_then(IntakeError::into_storage_failure).map_or(Ok(()), Err)
        })
        .await
    }
}

/// What the store does at a start and at each tick.
struct Upkeep {
    store: Arc<FileStore>,
    /// Whether all that a start leaves has the day's time.
    is_settled: bool,
}

impl Upkeep {
    /// Settles what a start left. What fails is tried again at the next tick: a server whose disk fails this early lives for
    /// as long as it takes to give a visit its words back.
    async fn begun(store: Arc<FileStore>, today: Day) -> Self {
        let its = Arc::clone(&store);
        let is_settled = blocking(move || its.settle(today)).await.is_ok();
        Self { store, is_settled }
    }

    /// # Errors
    /// Storage failed: at a start and now, or now.
    async fn tick(&mut self, first: impl FnOnce() + Send + 'static, today: Day) -> Result<(), StoreError> {
        let (store, is_settled) = (Arc::clone(&self.store), self.is_settled);
        let ticking = move || {
            first();
            if !is_settled {
                store.settle(today)?;
            }
            store.tick(today)?;
            store.scrub()
        };
        blocking(ticking).await?;
        self.is_settled = true;
        Ok(())
    }
}

async fn blocking(work: impl FnOnce() -> Result<(), StoreError> + Send + 'static) -> Result<(), StoreError> {
    let failed = || StoreError::Io("keeping house", std::io::Error::other("a worker thread failed"));
    spawn_blocking(work).await.unwrap_or_else(|_| Err(failed()))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;

    use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat};

    use super::*;

    /// Folders that are longer by their path than any call takes, whoever makes it.
    fn too_deep(root: &Path) {
        let mut above = openat(CWD, root, OFlags::DIRECTORY, Mode::empty()).unwrap();
        for _ in 0..20 {
            let name = "d".repeat(250);
            mkdirat(&above, &name, Mode::from_raw_mode(0o700)).unwrap();
            above = openat(&above, &name, OFlags::DIRECTORY, Mode::empty()).unwrap();
        }
    }

    #[tokio::test]
    async fn what_a_start_could_not_settle_is_tried_again_at_the_next_tick_and_ends_the_process_then() {
        let today = "2026-11-25".parse::<Day>().unwrap();
        for mends in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let store = Arc::new(FileStore::open(folder.path(), Free::default(), today).unwrap());
            let deep = folder.path().join("deep");
            fs::create_dir(&deep).unwrap();
            too_deep(&deep);
            let mut upkeep = Upkeep::begun(Arc::clone(&store), today).await;
            if mends {
                fs::remove_dir_all(&deep).unwrap();
                fs::write(folder.path().join("untimely"), "").unwrap();
            }
            assert_eq!(upkeep.tick(|| {}, today).await.is_ok(), mends);
            if mends {
                let settled = folder.path().join("untimely").metadata().unwrap().mtime();
                assert_eq!(settled, today.unix_midnight());
                // Once is enough: from then on the closes of days settle.
                too_deep(folder.path());
                assert!(upkeep.tick(|| {}, today.plus(1)).await.is_ok());
            }
        }
    }
}
