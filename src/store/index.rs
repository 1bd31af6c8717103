//! The index over closed days, in sled. Never the only copy of anything.
//!
//! Tree `parcels`: DESK ‖ 0x00 ‖ YYYY-MM-DD ‖ id (32 bytes) → length (8 bytes, big-endian).
//! Tree `days`: DESK ‖ 0x00 ‖ id → YYYY-MM-DD.
//!
//! An index is written once, in random order, and then only read. sled's own flush does not survive a
//! power cut, so after it the `db` file and the folders are synced. A clean stop leaves `index.sum`, the
//! digest of every file of the index; a start takes it away. An index without it, or that is not what it
//! says, is never opened, because sled may then panic or never return: it is built anew.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::disk::{named, shuffle, sync_folder, write_whole};
use super::quarantine::remove_any;
use super::{Listed, StoreError};
use crate::seal::{Day, DeskId, Digest, ParcelId};

const FOLDER: &str = "index";
const BESIDE: &str = "index.new";
const SUM: &str = "index.sum";
/// It is asked for a day at a time, mostly in order: what is read again is little.
const CACHE_BYTES: u64 = 8 << 20;
/// An index this long is flushed in pieces, so that it does not grow in memory.
const BATCH: usize = 10_000;
/// How often, and how long each time, a lock of our own is waited for: 10 s in all, where moments are enough.
const LOCK_TRIES: u32 = 1000;
const LOCK_WAIT: Duration = Duration::from_millis(10);

/// One closed parcel.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
    pub(super) len: u64,
}

/// An index that is open for reading.
pub(super) struct Index {
    root: PathBuf,
    db: sled::Db,
    parcels: sled::Tree,
    days: sled::Tree,
}

/// A whole index that is not in place yet.
pub(super) struct Beside {
    root: PathBuf,
}

impl Index {
    /// Opens the index that a clean stop left; `None` when there is none or it may be damaged.
    pub(super) fn open_clean(root: &Path) -> Result<Option<Self>, StoreError> {
        let said = fs::read_to_string(root.join(SUM)).ok();
        take_sum_away(root)?;
        if said.is_none() || said != sum_of(&root.join(FOLDER)).ok() {
            return Ok(None);
        }
        Ok(open_folder(root, FOLDER).ok())
    }

    /// True when a clean stop left an index that fits its sum.
    pub(super) fn is_whole(root: &Path) -> bool {
        let said = fs::read_to_string(root.join(SUM)).ok();
        said.is_some() && said == sum_of(&root.join(FOLDER)).ok()
    }

    /// Builds an index from `entries` beside the one in use, in random order.
    pub(super) fn build_beside(root: &Path, mut entries: Vec<Entry>) -> Result<Beside, StoreError> {
        take_sum_away(root)?;
        remove(root, BESIDE)?;
        shuffle(&mut entries);
        let index = open_folder(root, BESIDE).map_err(StoreError::Index)?;
        for batch in entries.chunks(BATCH) {
            for entry in batch {
                let len = entry.len.to_be_bytes();
                index.parcels.insert(parcel_key(entry), &len).map_err(StoreError::Index)?;
                let day = entry.day.to_string();
                index.days.insert(day_key(&entry.desk, entry.id), day.as_bytes()).map_err(StoreError::Index)?;
            }
            index.flush(BESIDE)?;
        }
        index.flush(BESIDE)?;
        Ok(Beside { root: root.to_owned() })
    }

    /// True when the index holds these parcels and no others.
    pub(super) fn holds_exactly(&self, entries: &[Entry]) -> Result<bool, StoreError> {
        let mut all: Vec<_> = entries.iter().map(|entry| (parcel_key(entry), entry.len)).collect();
        all.sort_unstable();
        let mut all = all.iter();
        for item in &self.parcels {
            let (key, len) = item.map_err(StoreError::Index)?;
            if all.next().is_none_or(|(its, of)| key != its.as_slice() || *len != of.to_be_bytes()) {
                return Ok(false);
            }
        }
        Ok(all.next().is_none())
    }

    /// A day's parcels, sorted by id.
    pub(super) fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError> {
        let prefix = day_prefix(desk, day);
        let listed = |item: sled::Result<(sled::IVec, sled::IVec)>| {
            let (key, value) = item.map_err(StoreError::Index)?;
            let id = key.get(prefix.len()..).and_then(|id| id.try_into().ok());
            let len = value.as_ref().try_into().ok();
            match (id, len) {
                (Some(id), Some(len)) => Ok(Listed { id: ParcelId::from_bytes(id), len: u64::from_be_bytes(len) }),
                _ => Err(StoreError::Damaged(self.root.join(FOLDER))),
            }
        };
        self.parcels.scan_prefix(&prefix).map(listed).collect()
    }

    /// The day a parcel was kept on.
    pub(super) fn day_of(&self, desk: &DeskId, id: ParcelId) -> Result<Option<Day>, StoreError> {
        let Some(value) = self.days.get(day_key(desk, id)).map_err(StoreError::Index)? else { return Ok(None) };
        let day = std::str::from_utf8(&value).ok().and_then(|text| text.parse().ok());
        day.map(Some).ok_or_else(|| StoreError::Damaged(self.root.join(FOLDER)))
    }

    /// Closes the index and leaves its sum: the next start may trust it.
    pub(super) fn close(self) -> Result<(), StoreError> {
        self.flush(FOLDER)?;
        let root = self.root.clone();
        drop(self);
        sync_files(&root.join(FOLDER))?;
        let sum = sum_of(&root.join(FOLDER)).map_err(|e| StoreError::Io("closing the index", e))?;
        write_whole(&root.join(SUM), sum.as_bytes())
    }

    /// sled's flush, made durable.
    fn flush(&self, folder: &str) -> Result<(), StoreError> {
        self.db.flush().map_err(StoreError::Index)?;
        sync_files(&self.root.join(folder))
    }
}

impl Beside {
    /// Takes the place of the index in use, which must be closed by now.
    pub(super) fn put_in_place(self) -> Result<Index, StoreError> {
        remove(&self.root, FOLDER)?;
        fs::rename(self.root.join(BESIDE), self.root.join(FOLDER))
            .map_err(|e| StoreError::Io("putting the index in place", e))?;
        sync_folder(&self.root)?;
        open_folder(&self.root, FOLDER).map_err(StoreError::Index)
    }
}

/// Opens sled, waiting for a handle of ours that was dropped: its threads keep the file's lock a moment longer.
///
/// Nobody else can hold it, for the data folder has a lock of its own.
fn open_folder(root: &Path, folder: &str) -> sled::Result<Index> {
    for _ in 0..LOCK_TRIES {
        match open_folder_once(root, folder) {
            Err(sled::Error::Io(error)) if error.to_string().contains("could not acquire lock") => sleep(LOCK_WAIT),
            other => return other,
        }
    }
    open_folder_once(root, folder)
}

/// Opens sled; a damaged one may panic, which counts as an error.
fn open_folder_once(root: &Path, folder: &str) -> sled::Result<Index> {
    let open = || {
        let db = sled::Config::new()
            .path(root.join(folder))
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(None)
            .use_compression(false)
            .open()?;
        let (parcels, days) = (db.open_tree("parcels")?, db.open_tree("days")?);
        Ok(Index { root: root.to_owned(), db, parcels, days })
    };
    catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(sled::Error::Unsupported("a damaged index".into())))
}

/// SHA-256 and name of every file in a folder, by name.
fn sum_of(folder: &Path) -> io::Result<String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let (digest, _) = Digest::of_all(&mut File::open(entry.path())?)?;
            lines.push(format!("{}  {digest}\n", entry.file_name().display()));
        }
    }
    lines.sort();
    Ok(lines.concat())
}

fn take_sum_away(root: &Path) -> Result<(), StoreError> {
    if root.join(SUM).symlink_metadata().is_err() {
        return Ok(());
    }
    remove(root, SUM)?;
    sync_folder(root)
}

/// Removes what lies there, whatever it is: an index can be made anew.
fn remove(root: &Path, name: &str) -> Result<(), StoreError> {
    remove_any(&root.join(name)).map_err(|e| StoreError::Io("removing an old index", named(&root.join(name), e)))
}

/// Syncs the files of a folder and the folder.
fn sync_files(folder: &Path) -> Result<(), StoreError> {
    let failed = |e| StoreError::Io("syncing the index", e);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() {
            File::open(path).and_then(|f| f.sync_all()).map_err(failed)?;
        }
    }
    sync_folder(folder)
}

fn day_prefix(desk: &DeskId, day: Day) -> Vec<u8> {
    format!("{desk}\0{day}").into_bytes()
}

fn parcel_key(entry: &Entry) -> Vec<u8> {
    let mut key = day_prefix(&entry.desk, entry.day);
    key.extend_from_slice(entry.id.as_bytes());
    key
}

fn day_key(desk: &DeskId, id: ParcelId) -> Vec<u8> {
    let mut key = format!("{desk}\0").into_bytes();
    key.extend_from_slice(id.as_bytes());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_whose_last_handle_is_still_letting_go_is_waited_for() {
        let root = tempfile::tempdir().unwrap();
        let beside = Index::build_beside(root.path(), Vec::new()).unwrap();
        let held = File::open(root.path().join(BESIDE).join("db")).unwrap();
        held.lock().unwrap();
        let letting_go = std::thread::spawn(move || {
            sleep(20 * LOCK_WAIT);
            drop(held);
        });
        assert!(beside.put_in_place().unwrap().holds_exactly(&[]).unwrap());
        letting_go.join().unwrap();
    }
}
