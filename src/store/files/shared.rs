//! What a store and the parcels that are written into it share.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::layout::day_folder;
use crate::seal::{Day, DeskId, ParcelId};
use crate::store::acknowledgements::Acknowledgements;
use crate::store::disk::{is_folder, left, make_day_folder};
use crate::store::pool::Pool;
use crate::store::{Free, Room, StoreError};

/// What parts under way need too.
pub(super) struct Shared {
    pub(super) root: PathBuf,
    pub(super) free: Free,
    pub(super) pool: Pool,
    pub(super) acknowledgements: Acknowledgements,
    /// Parcels that are not in the index yet: today's, and what a visit over midnight brought late.
    pub(super) open: Mutex<OpenDays>,
    /// Held for writing while a folder that is laid anew takes its place, or a day expires: no parcel comes to its own then, and no
    /// folder is listed.
    pub(super) placing: RwLock<()>,
    /// Folders of days that are known to survive a power cut.
    pub(super) lasting: Mutex<HashSet<PathBuf>>,
}

pub(super) type OpenDays = HashMap<(DeskId, Day), BTreeMap<ParcelId, u64>>;

impl Shared {
    pub(super) fn not_laid_anew(&self) -> RwLockReadGuard<'_, ()> {
        self.placing.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn nobody_comes(&self) -> RwLockWriteGuard<'_, ()> {
        self.placing.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn open_days(&self) -> MutexGuard<'_, OpenDays> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn open_day_of(&self, desk: &DeskId, id: ParcelId) -> Option<Day> {
        let open = self.open_days();
        let mut days = open.iter().filter(|((d, _), list)| d == desk && list.contains_key(&id));
        days.next().map(|((_, day), _)| *day)
    }

    pub(super) fn day_folder(&self, desk: &DeskId, day: Day) -> PathBuf {
        day_folder(&self.root, desk, day)
    }

    /// Makes the folder of a day. When this comes back, it survives a power cut, whoever made it: also somebody who is at it
    /// now, or who was killed.
    pub(super) fn make_day_folder(&self, desk: &DeskId, day: Day) -> Result<PathBuf, StoreError> {
        let folder = self.day_folder(desk, day);
        let mut lasting = self.lasting.lock().unwrap_or_else(PoisonError::into_inner);
        if !(lasting.contains(&folder) && is_folder(&folder)?) {
            make_day_folder(&folder, day)?;
            lasting.insert(folder.clone());
        }
        Ok(folder)
    }

    /// Refuses before the disk is full, so that what is under way can end and the index be rebuilt.
    pub(super) fn check_space(&self, room: Room, bytes: u64) -> Result<(), StoreError> {
        if left(&self.root)?.has_room(self.free, room, bytes, 1) { Ok(()) } else { Err(StoreError::Full) }
    }
}
