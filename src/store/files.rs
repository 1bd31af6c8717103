//! The embedded store: immutable files are the truth, sled is the index over them.
//!
//! ```text
//! DATA/amparo-data       what this folder is, and its format
//!      lock              locked while a server or a repair runs, as the folder itself is
//!      derivation.toml   salt and parameters of the codenames' key derivation
//!      reserve           64 MiB to give back when the disk is full
//!      rosters/N.note    every roster that was served
//!      pool/DESK/…       empty files, and parcels being written into some of them
//!      parcels/DESK/YYYY-MM-DD/ID.age
//!      withdrawing/DESK/ID.note  a withdrawal that waits
//!      withdrawn/DESK/ID.note    a tombstone
//!      withdrawn/DESK/elsewhere  which of them are of parcels that were not here
//!      acknowledged/, expired/   what reviewers signed to hold, and the days that went by it
//!      reviewing.key     the server's own key, which `serving` keeps
//!      backed-up         as of which day the last backup was taken
//!      restored/         after a restore: what belongs elsewhere
//!      quarantine/       what a repair set aside
//!      mailboxes/        replies, and empty files that they are written into
//!      order/            folders of days, while their names are laid anew
//!      index/            closed days; can be rebuilt from names and lengths of files alone
//!      index.sum         the index's digest, from a clean stop to the next start
//! ```
//! A parcel is written into a file of the pool, synced, given its day as time, renamed into its day's
//! folder, and that folder synced: then it is kept. The current day's parcels are listed in memory; the
//! index is written anew at the day's close, sorted, so that its log tells no order of arrival.

mod folder;
mod layout;
mod lock;
mod part;
mod removing;
mod rosters;
mod shared;
mod start;

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::disk::{entries, holds_nothing, is_of_one_file, left, open_quietly, settle_times};
use super::index::{Content, Index};
use super::order::{MOST_EACH_TICK, Order};
use super::quarantine;
use super::scrub::{self, Scrub};
use super::slots::Slots;
use super::tombstones::Tombstones;
use super::{Acknowledged, Judged, Left, Listed, Note, Part, Room, Store, StoreError, StoredParcel};
use crate::seal::{Day, Deleted, Deletion, Derivation, DeskId, Finished, ParcelId, SealedReply, SlotName};

use layout::{day_folders, read_day};
use part::FilePart;
use shared::Shared;

pub(super) use folder::{
    DERIVATION, MARKER, MARKER_TEXT, RESERVE, RESERVE_BYTES, load_derivation, mark, read_derivation,
};
pub use layout::ROSTERS;
pub(super) use layout::{PARCELS, POOL, days_below, file_name, parcel_id};
pub use lock::LOCK;
pub(super) use lock::{Alone, Lock};
pub use rosters::version_of;
pub(super) use rosters::{file_name as roster_name, may_follow};
pub use start::Claimed;

/// Each scrub reads about so much: at one each ten minutes, 36 GiB a day.
const SCRUB_BYTES: u64 = 256 << 20;

/// The store in a folder of its own.
pub struct FileStore {
    shared: Arc<Shared>,
    derivation: Derivation,
    index: RwLock<Option<Index>>,
    /// One closing of days at a time.
    closing: Mutex<()>,
    scrub: Arc<Scrub>,
    tombstones: Tombstones,
    slots: Slots,
    order: Order,
    _lock: Lock,
}

impl FileStore {
    /// Reads some of what is kept again and holds it against its names.
    pub fn scrub(&self) -> Result<(), StoreError> {
        self.scrub.read_on(SCRUB_BYTES, || {
            let mut kept = Vec::new();
            let _laid = self.shared.not_laid_anew();
            for (_, _, folder) in day_folders(&self.shared.root)? {
                for (name, path) in entries(&folder)? {
                    kept.extend(parcel_id(&name).map(|id| scrub::Kept { path, id }));
                }
            }
            Ok(kept)
        })
    }

    /// The parcels that the scrub found not to be what their names say.
    pub fn damaged(&self) -> Vec<ParcelId> {
        self.scrub.damaged()
    }

    /// Whether the file system lets names lie in another order than they came in.
    pub const fn can_lay_anew(&self) -> bool {
        self.order.is_possible()
    }

    /// What is left of the disk.
    pub fn left(&self) -> Result<Left, StoreError> {
        left(&self.shared.root)
    }

    /// Asks whether [`keep_roster`](Self::keep_roster) would take this roster; keeps nothing.
    ///
    /// # Errors
    /// As that.
    pub fn check_roster(&self, version: u64, note: &str) -> Result<(), StoreError> {
        rosters::check(&self.shared.root.join(ROSTERS), version, note)
    }

    /// Keeps a copy of the roster that is served.
    ///
    /// # Errors
    /// [`StoreError::OlderRoster`] when a later one was served before, [`StoreError::OtherRoster`] when one of
    /// the same version said something else.
    pub fn keep_roster(&self, version: u64, note: &str) -> Result<(), StoreError> {
        rosters::keep(&self.shared.root.join(ROSTERS), version, note)
    }

    /// Writes the index anew, of all that lies in the folders that `closed` names, and puts it in place. Called by
    /// one at a time.
    fn write_index(&self, closed: impl Fn(&DeskId, Day) -> bool) -> Result<(), StoreError> {
        let (mut entries, mut not_closed) = (Vec::new(), Vec::new());
        for (desk, day, folder) in day_folders(&self.shared.root)? {
            let found = read_day(&folder, &desk, day)?;
            if closed(&desk, day) { entries.extend(found) } else { not_closed.extend(found) }
        }
        let ids: HashSet<ParcelId> = entries.iter().map(|entry| entry.id).collect();
        let beside = Index::build_beside(&self.shared.root, &Content::of(entries))?;
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        drop(index.take());
        *index = Some(beside.put_in_place()?);
        self.shared.open_days().retain(|_, list| {
            list.retain(|id, _| !ids.contains(id));
            !list.is_empty()
        });
        // A clock that was set back opens days again that the index before held.
        let mut open = self.shared.open_days();
        for entry in not_closed {
            open.entry((entry.desk, entry.day)).or_default().insert(entry.id, entry.len);
        }
        Ok(())
    }

    /// Lays the names of the newest days' folders in another order. Two of each desk: a visit over midnight brings something
    /// for yesterday, and a kill leaves yesterday's as it was.
    fn forget_order(&self, most: usize, today: Day) -> Result<(), StoreError> {
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        self.order.clear(today)?;
        let mut newest = Vec::new();
        let mut all = day_folders(&self.shared.root)?;
        all.retain(|(desk, day, _)| *day <= self.filing_day(desk, today));
        all.sort_unstable();
        for of_desk in all.chunk_by(|(one, ..), (other, ..)| one == other) {
            newest.extend(of_desk.iter().rev().take(2).map(|(_, day, folder)| (folder.clone(), *day)));
        }
        self.order.forget(&newest, most, today, || self.shared.nobody_comes())
    }

    fn with_index<T>(&self, read: impl FnOnce(&Index) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let closed = || StoreError::Io("reading the index", io::Error::other("the store is closed"));
        read(index.as_ref().ok_or_else(closed)?)
    }
}

impl Store for FileStore {
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError> {
        Ok(Box::new(FilePart::begin(&self.shared, desk, room)?))
    }

    fn filing_day(&self, desk: &DeskId, today: Day) -> Day {
        self.shared.acknowledgements.filing_day(desk, today)
    }

    fn days(&self, desk: &DeskId) -> Result<Vec<Day>, StoreError> {
        let folder = self.shared.root.join(PARCELS).join(desk.as_str());
        let mut days = Vec::new();
        let _laid = self.shared.not_laid_anew();
        for (name, path) in entries(&folder)? {
            // A day's folder stands before its first parcel does.
            if let (Ok(day), false) = (name.parse(), holds_nothing(&path)?)
                && !self.shared.acknowledgements.is_expired(desk, day)
            {
                days.push(day);
            }
        }
        days.sort_unstable();
        Ok(days)
    }

    fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError> {
        if self.shared.acknowledgements.is_expired(desk, day) {
            return Ok(Vec::new());
        }
        // Under the index's lock: while a day closes, a parcel is in one list or the other.
        self.with_index(|index| {
            let mut listed = index.parcels(desk, day)?;
            if let Some(open) = self.shared.open_days().get(&(desk.clone(), day)) {
                listed.extend(open.iter().map(|(id, len)| Listed { id: *id, len: *len }));
                listed.sort_by_key(|parcel| parcel.id);
            }
            listed.dedup_by_key(|parcel| parcel.id);
            let gone = self.tombstones.of(desk);
            listed.retain(|parcel| !gone.contains(&parcel.id));
            Ok(listed)
        })
    }

    fn open(&self, desk: &DeskId, id: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
        let day = self.with_index(|index| match self.shared.open_day_of(desk, id) {
            Some(day) => Ok(Some(day)),
            None => index.day_of(desk, id),
        })?;
        let Some(day) = day else { return Ok(None) };
        let path = self.shared.day_folder(desk, day).join(file_name(id));
        // Asked last: a tombstone stands before its parcel is unlinked.
        let opened = open_quietly(&path);
        if self.tombstones.has(desk, id) || self.shared.acknowledgements.is_expired(desk, day) {
            return Ok(None);
        }
        if self.scrub.is_unreadable(id) {
            return Ok(None);
        }
        let file = match opened {
            // It went meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            // One that cannot be read keeps nobody from the others.
            Err(error) if is_of_one_file(&error) => {
                self.scrub.cannot_read(id);
                return Ok(None);
            }
            other => other.map_err(|e| StoreError::Io("opening a parcel", e))?,
        };
        let found = file.metadata().map_err(|e| StoreError::Io("opening a parcel", e))?;
        let content = Box::new(scrub::Watched::new(file, id, Arc::clone(&self.scrub)));
        Ok(Some(StoredParcel { len: found.len(), content }))
    }

    fn knows(&self, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError> {
        let closed = self.with_index(|index| index.day_of(desk, id))?;
        match self.shared.open_day_of(desk, id).or(closed) {
            Some(day) => Ok(!self.tombstones.has(desk, id) && !self.shared.acknowledgements.is_expired(desk, day)),
            None => quarantine::holds(&self.shared.root, desk, id),
        }
    }

    fn close_days(&self, today: Day) -> Result<(), StoreError> {
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.shared.open_days().keys().any(|(_, day)| *day < today) {
            return Ok(());
        }
        self.write_index(|_, day| day < today)?;
        settle_times(&self.shared.root, today)
    }

    fn tick(&self, today: Day) -> Result<(), StoreError> {
        self.shared.pool.top_up_all()?;
        self.forget_order(MOST_EACH_TICK, today)?;
        settle_times(&self.shared.root.join(POOL), today)?;
        for desk in self.shared.pool.desks() {
            let day = self.filing_day(&desk, today);
            match self.shared.make_day_folder(&desk, day).map_err(StoreError::or_full) {
                // It is made with its first parcel, when there is room.
                Err(StoreError::Full) => {}
                folder => settle_times(&folder?, day)?,
            }
        }
        self.slots.tick(today)
    }

    fn roster_versions(&self) -> Result<Vec<u64>, StoreError> {
        rosters::versions(&self.shared.root.join(ROSTERS))
    }

    fn roster(&self, version: u64) -> Result<Option<String>, StoreError> {
        rosters::read(&self.shared.root.join(ROSTERS), version)
    }

    fn keep_waiting(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        self.tombstones.keep_waiting(desk, notes, today)
    }

    fn waiting(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        self.tombstones.waiting(desk)
    }

    fn withdraw(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        self.remove(desk, notes, today)
    }

    fn withdrawn(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        self.tombstones.withdrawn(desk)
    }

    fn withdrawn_elsewhere(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        self.tombstones.withdrawn_elsewhere(desk)
    }

    fn keep_acknowledgement(&self, desk: &DeskId, note: &Acknowledged, today: Day) -> Result<(), StoreError> {
        self.shared.acknowledgements.keep(desk, note, today)
    }

    fn acknowledged(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        self.shared.acknowledgements.acknowledged(desk)
    }

    fn expire(&self, days: &[Judged], today: Day) -> Result<(), StoreError> {
        self.let_expire(days, today)
    }

    fn bring_back(
        &self,
        desk: &DeskId,
        part: Box<dyn Part>,
        finished: Finished,
        day: Day,
        today: Day,
    ) -> Result<bool, StoreError> {
        self.take_back(desk, part, finished, day, today)
    }

    fn holds_whole(&self, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError> {
        // What cannot be opened or read is not here: a bad block is what somebody else's copy mends.
        let parcel = self.open(desk, id).ok().flatten();
        Ok(parcel.is_some_and(|parcel| scrub::digest(parcel.content).is_ok_and(|(read, _)| read == id)))
    }

    fn check_room(&self, bytes: u64) -> Result<(), StoreError> {
        self.shared.check_space(Room::Files, bytes)
    }

    fn expired(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        self.shared.acknowledgements.expired(desk)
    }

    fn is_withdrawn(&self, desk: &DeskId, id: ParcelId) -> bool {
        self.tombstones.has(desk, id)
    }

    fn is_expired(&self, desk: &DeskId, day: Day) -> bool {
        self.shared.acknowledgements.is_expired(desk, day)
    }

    fn keep_reply(&self, slots: &[SlotName], reply: &SealedReply, today: Day) -> Result<bool, StoreError> {
        self.shared.check_space(Room::Words, 0)?;
        self.slots.keep(slots, reply, today)
    }

    fn replies(&self, slots: &[SlotName]) -> Result<Vec<Option<SealedReply>>, StoreError> {
        self.slots.read(slots)
    }

    fn delete_replies(&self, slots: &[SlotName], asked: &Deletion, today: Day) -> Result<Deleted, StoreError> {
        self.slots.delete(slots, asked, today)
    }

    fn derivation(&self) -> &Derivation {
        &self.derivation
    }
}

#[cfg(test)]
mod tests;
