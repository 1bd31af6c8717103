//! Removing parcels for good, by a tombstone first.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::PoisonError;

use super::FileStore;
use super::layout::{parcel_id, read_day};
use crate::seal::{Day, DeskId, Finished, ParcelId};
use crate::store::disk::{entries, set_day, settle_times, sync_folder};
use crate::store::quarantine;
use crate::store::{Judged, Note, Part, StoreError};

impl FileStore {
    /// Removes parcels: tombstones, files, lists and index, and then the notes that waited, in this order.
    ///
    /// A kill after the first step is made good at the next start.
    pub(super) fn remove(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        self.order.clear(today)?;
        let (mut here, mut elsewhere, mut days, mut indexed) = (Vec::new(), Vec::new(), BTreeSet::new(), false);
        for note in notes.iter().filter(|note| !self.tombstones.has(desk, note.parcel)) {
            let open = self.shared.open_day_of(desk, note.parcel);
            let closed = self.with_index(|index| index.day_of(desk, note.parcel))?;
            indexed |= closed.is_some();
            if let Some(day) = open.or(closed) {
                days.insert(day);
            }
            if open.or(closed).is_some() || quarantine::holds(&self.shared.root, desk, note.parcel)? {
                here.push(note.clone());
            } else if self.shared.acknowledgements.has_expired_days(desk) {
                // One that may have expired gets a tombstone too: vaults still hold it.
                elsewhere.push(note.clone());
            }
        }
        self.tombstones.bury_elsewhere(desk, &elsewhere, today)?;
        self.tombstones.bury(desk, &here, today)?;
        let gone: HashSet<ParcelId> = here.iter().map(|note| note.parcel).collect();
        for day in &days {
            let folder = self.shared.day_folder(desk, *day);
            self.order.changed(&folder);
            unlink(&folder, *day, today, &gone)?;
        }
        self.shared.open_days().retain(|(of, _), list| {
            list.retain(|id, _| of != desk || !gone.contains(id));
            !list.is_empty()
        });
        quarantine::remove(&self.shared.root, desk, today, |_, id| id.is_some_and(|id| gone.contains(&id)))?;
        for id in &gone {
            self.scrub.forget(*id);
        }
        if indexed {
            // An index says which parcels there were, and how large: what is withdrawn must not stay in it.
            self.write_index(|_, day| day < today)?;
            settle_times(&self.shared.root, today)?;
        }
        self.tombstones.settle(desk, notes, today)
    }
}

impl FileStore {
    /// Removes all parcels of days: notes, files, lists and index, in this order.
    ///
    /// A kill after the first step is made good at the next start.
    pub(super) fn let_expire(&self, days: &[Judged], today: Day) -> Result<(), StoreError> {
        if days.is_empty() {
            return Ok(());
        }
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        self.order.clear(today)?;
        for Judged { desk, day, parcels } in days {
            let folder = self.shared.day_folder(desk, *day);
            // What is being kept is there before, or is not kept.
            let nobody_comes = self.shared.nobody_comes();
            let gone: HashSet<ParcelId> = read_day(&folder, desk, *day)?.into_iter().map(|entry| entry.id).collect();
            // What came back since it was judged, nobody may have acknowledged.
            if gone != parcels.iter().copied().collect() {
                continue;
            }
            // Nor what was set aside of it and nobody gave back: it may be the only copy, until somebody looked at it.
            let aside = quarantine::of_day(&self.shared.root, desk, *day)?;
            if aside.iter().any(|id| id.is_none_or(|id| !gone.contains(&id))) {
                continue;
            }
            self.shared.acknowledgements.expire(desk, *day, today)?;
            drop(nobody_comes);
            unlink(&folder, *day, today, &gone)?;
            quarantine::remove(&self.shared.root, desk, today, |of, _| of == *day)?;
            for id in &gone {
                self.scrub.forget(*id);
            }
            self.shared.open_days().remove(&(desk.clone(), *day));
        }
        // An index says which parcels there were: what has expired must not stay in it.
        self.write_index(|_, day| day < today)?;
        settle_times(&self.shared.root, today)
    }

    /// Keeps a parcel that comes back, unless it is not to, while no day can expire and nothing be withdrawn.
    pub(super) fn take_back(
        &self,
        desk: &DeskId,
        part: Box<dyn Part>,
        finished: Finished,
        day: Day,
        today: Day,
    ) -> Result<bool, StoreError> {
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        let id = finished.id();
        let closed = self.with_index(|index| index.day_of(desk, id))?;
        // A damaged one is replaced where it lies, and not doubled elsewhere.
        let day = self.shared.open_day_of(desk, id).or(closed).unwrap_or(day);
        if self.shared.acknowledgements.is_expired(desk, day) || self.tombstones.has(desk, id) {
            return Ok(false);
        }
        part.keep(finished, day)?;
        quarantine::remove(&self.shared.root, desk, today, |_, aside| aside == Some(id))?;
        self.scrub.forget(id);
        if closed.is_some() {
            // The index may say another length: what the damaged file had.
            self.write_index(|_, day| day < today)?;
            settle_times(&self.shared.root, today)?;
        }
        Ok(true)
    }
}

/// Unlinks what of a day's folder is `gone`, and the folder too when nothing is left in it.
pub(super) fn unlink(folder: &Path, day: Day, today: Day, gone: &HashSet<ParcelId>) -> Result<(), StoreError> {
    let failed = |e| StoreError::Io("removing a parcel", e);
    if gone.is_empty() {
        return Ok(());
    }
    let (going, staying): (Vec<_>, Vec<_>) =
        entries(folder)?.into_iter().partition(|(name, _)| parcel_id(name).is_some_and(|id| gone.contains(&id)));
    if going.is_empty() {
        return Ok(());
    }
    for (_, path) in going {
        match fs::remove_file(&path) {
            // A folder that somebody laid there is no parcel.
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => return Err(StoreError::Stray(path)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    sync_folder(folder)?;
    set_day(folder, day)?;
    // A visit over midnight may still bring something for yesterday.
    if staying.is_empty() && day < today.plus(-1) {
        match fs::remove_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => return Err(failed(error)),
            _ => {}
        }
        if let Some(above) = folder.parent() {
            sync_folder(above)?;
            set_day(above, today)?;
        }
    }
    Ok(())
}
