//! How a store's folder is claimed, opened, prepared and closed: what is broken off is made good, and every time is a day's.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::layout::{PARCELS, POOL, ROSTERS, day_folders, read_day};
use super::removing::unlink;
use super::{FileStore, Lock, Shared, folder};
use crate::seal::{Day, Derivation, DeskId};
use crate::store::acknowledgements::Acknowledgements;
use crate::store::disk::{make_folder, settle_open_days, settle_times, sync_folder};
use crate::store::index::{Content, Index};
use crate::store::order::Order;
use crate::store::pool::Pool;
use crate::store::slots::Slots;
use crate::store::tombstones::Tombstones;
use crate::store::{Free, Store as _, StoreError, quarantine};

/// A folder that is ours, of which nothing is open yet.
pub struct Claimed {
    root: PathBuf,
    derivation: Derivation,
    lock: Lock,
}

impl Claimed {
    /// One that is locked by `lock`.
    pub(in crate::store) const fn of(root: PathBuf, derivation: Derivation, lock: Lock) -> Self {
        Self { root, derivation, lock }
    }

    /// Gives every file and folder the day's time.
    pub fn settle(self, today: Day) -> Result<(), StoreError> {
        settle_times(&self.root, today)
    }
}

impl FileStore {
    /// Makes the folder `root` ours where it is new, and keeps others out of it.
    ///
    /// # Errors
    /// A folder that is not ours, or in use, is refused and left as it is.
    pub fn claim(root: &Path) -> Result<Claimed, StoreError> {
        make_folder(root)?;
        let new = folder::is_new(root)?;
        let lock = Lock::take(root)?;
        if new {
            folder::mark(root)?;
        }
        let derivation = folder::load_derivation(root)?;
        make_folder(&root.join(PARCELS))?;
        Ok(Claimed { root: root.to_owned(), derivation, lock })
    }

    /// Opens the folder `root`, making it when it is new, and closes the days before `today`.
    ///
    /// # Errors
    /// A folder that is not ours, or in use, is refused and left as it is.
    pub fn open(root: &Path, free: Free, today: Day) -> Result<Self, StoreError> {
        Self::open_claimed(Self::claim(root)?, free, today)
    }

    /// The same of a folder that is ours already.
    pub(in crate::store) fn open_claimed(claimed: Claimed, free: Free, today: Day) -> Result<Self, StoreError> {
        let Claimed { root, derivation, lock } = claimed;
        let root = &root;
        make_folder(&root.join(ROSTERS))?;
        let pool = Pool::open(root.join(POOL))?;
        let tombstones = Tombstones::open(root)?;
        let acknowledgements = Acknowledgements::open(root)?;
        let slots = Slots::open(root)?;
        let order = Order::open(root, today)?;
        folder::keep_reserve(root, free.least)?;
        sync_folder(root)?;
        let shared = Shared {
            root: root.to_owned(),
            free,
            pool,
            acknowledgements,
            open: Mutex::default(),
            placing: RwLock::default(),
            lasting: Mutex::default(),
        };
        let store = Self {
            shared: Arc::new(shared),
            derivation,
            index: RwLock::new(None),
            closing: Mutex::new(()),
            scrub: Arc::default(),
            tombstones,
            slots,
            order,
            _lock: lock,
        };
        store.load(today)?;
        store.shared.pool.top_up_all()?;
        settle_open_days(root, today)?;
        Ok(store)
    }

    /// Makes what the parcels of `desks` will be written into, so that no file or folder is as old as a visit.
    pub fn prepare<'a>(&self, desks: impl IntoIterator<Item = &'a DeskId>, today: Day) -> Result<(), StoreError> {
        desks.into_iter().try_for_each(|desk| self.shared.pool.top_up(desk))?;
        self.tick(today)?;
        settle_open_days(&self.shared.root, today)
    }

    /// Gives every file and folder the day's time: once after a start, which looks at the days that are not over alone.
    pub fn settle(&self, today: Day) -> Result<(), StoreError> {
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        settle_times(&self.shared.root, today)
    }

    /// Gives every file and folder the day's time once more and seals the index's sum. The last thing a server does.
    pub fn close(&self, today: Day) -> Result<(), StoreError> {
        let index = self.index.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(index) = index {
            index.close()?;
        }
        self.forget_order(usize::MAX, today)?;
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        self.order.clear(today)?;
        settle_times(&self.shared.root, today)
    }

    /// Lists the files of days that are not over in memory, and the others by the index.
    ///
    /// Before that, what has a tombstone goes: a kill may have left it, or a backup brought it back.
    fn load(&self, today: Day) -> Result<(), StoreError> {
        for desk in quarantine::desks(&self.shared.root)? {
            let tombstones = self.tombstones.of(&desk);
            quarantine::remove(&self.shared.root, &desk, today, |day, id| {
                self.shared.acknowledgements.is_expired(&desk, day) || id.is_some_and(|id| tombstones.contains(&id))
            })?;
        }
        let mut closed = Vec::new();
        for (desk, day, folder) in day_folders(&self.shared.root)? {
            if self.shared.acknowledgements.is_expired(&desk, day) {
                let all = read_day(&folder, &desk, day)?.into_iter().map(|entry| entry.id).collect();
                unlink(&folder, day, today, &all)?;
                continue;
            }
            unlink(&folder, day, today, &self.tombstones.of(&desk))?;
            let found = read_day(&folder, &desk, day)?;
            if day < today {
                closed.extend(found);
            } else {
                let list = found.iter().map(|e| (e.id, e.len)).collect();
                self.shared.open_days().insert((desk, day), list);
            }
        }
        let closed = Content::of(closed);
        let index = match Index::open_clean(&self.shared.root)? {
            Some(index) if index.holds_exactly(&closed) => index,
            unfit => {
                drop(unfit);
                Index::build_beside(&self.shared.root, &closed)?.put_in_place()?
            }
        };
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(index);
        Ok(())
    }
}
