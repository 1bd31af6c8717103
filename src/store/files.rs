//! The embedded store: immutable files are the truth, sled is the index over them.
//!
//! ```text
//! DATA/amparo-data       what this folder is, and its format
//!      lock              held while a server runs
//!      derivation.toml   salt and parameters of the codenames' key derivation
//!      parts/            parcels being written; emptied at every start
//!      parcels/DESK/YYYY-MM-DD/ID.age
//!      index/            closed days; can be rebuilt from names and lengths of files alone
//!      index.sum         the index's digest, from a clean stop to the next start
//! ```
//! A parcel is written as a part, synced, given its day as time, renamed into its day's folder, and
//! that folder synced: then it is kept. The current day's parcels are listed in memory; the index is
//! written anew at the day's close, in random order, so that its log tells no order of arrival.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, FileTimes, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::SystemTime;

use rand_core::{OsRng, RngCore as _};

use super::index::{Entry, Index};
use super::{Kept, Listed, Part, Store, StoreError, StoredParcel};
use crate::seal::{Day, Derivation, DeskId, Finished, ParcelId, SealedChunk, SealedSink};

const MARKER: &str = "amparo-data";
const MARKER_TEXT: &str = "Amparo data folder, format 1\n";
const LOCK: &str = "lock";
const DERIVATION: &str = "derivation.toml";
const PARTS: &str = "parts";
const PARCELS: &str = "parcels";

/// Free space is asked for again after so many bytes of one parcel.
const CHECK_SPACE_EVERY: u64 = 64 << 20;

/// The store in a folder of its own.
pub struct FileStore {
    shared: Arc<Shared>,
    derivation: Derivation,
    index: RwLock<Option<Index>>,
    /// One closing of days at a time.
    closing: Mutex<()>,
    _lock: File,
}

/// What parts under way need too.
struct Shared {
    root: PathBuf,
    min_free_bytes: u64,
    /// Parcels of days that are not in the index yet.
    open: Mutex<OpenDays>,
}

type OpenDays = HashMap<(DeskId, Day), BTreeMap<ParcelId, u64>>;

impl FileStore {
    /// Opens the folder `root`, making it when it is new, and closes the days before `today`.
    ///
    /// # Errors
    /// A folder that is not ours, or in use, is refused and left as it is.
    pub fn open(root: &Path, min_free_bytes: u64, today: Day) -> Result<Self, StoreError> {
        make_folder(root)?;
        let new = is_new(root)?;
        let lock = take_lock(root)?;
        if new {
            write_whole(&root.join(MARKER), MARKER_TEXT.as_bytes())?;
        }
        let derivation = load_derivation(root)?;
        for folder in [PARTS, PARCELS] {
            make_folder(&root.join(folder))?;
        }
        remove_parts(&root.join(PARTS))?;
        sync_folder(root)?;
        let shared = Shared { root: root.to_owned(), min_free_bytes, open: Mutex::default() };
        let store = Self {
            shared: Arc::new(shared),
            derivation,
            index: RwLock::new(None),
            closing: Mutex::new(()),
            _lock: lock,
        };
        store.load(today)?;
        settle_times(root, today)?;
        Ok(store)
    }

    /// Gives every file and folder the day's time once more and marks the index as whole. The last thing a server does.
    pub fn close(&self, today: Day) -> Result<(), StoreError> {
        let index = self.index.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(index) = index {
            index.close()?;
        }
        settle_times(&self.shared.root, today)
    }

    /// Lists the files of days that are not over in memory, and the others by the index.
    fn load(&self, today: Day) -> Result<(), StoreError> {
        let mut closed = Vec::new();
        for (desk, day, folder) in day_folders(&self.shared.root)? {
            let entries = read_day(&folder, &desk, day)?;
            if day < today {
                closed.extend(entries);
            } else {
                let list = entries.iter().map(|e| (e.id, e.len)).collect();
                self.shared.open_days().insert((desk, day), list);
            }
        }
        let index = match Index::open_clean(&self.shared.root)? {
            Some(index) if index.holds_exactly(&closed)? => index,
            _ => Index::build(&self.shared.root, closed)?,
        };
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(index);
        Ok(())
    }

    fn with_index<T>(&self, read: impl FnOnce(&Index) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let closed = || StoreError::Io("reading the index", io::Error::other("the store is closed"));
        read(index.as_ref().ok_or_else(closed)?)
    }
}

impl Store for FileStore {
    fn begin(&self, desk: &DeskId) -> Result<Box<dyn Part>, StoreError> {
        self.shared.check_space()?;
        let mut name = [0; 16];
        OsRng.fill_bytes(&mut name);
        let path = self.shared.root.join(PARTS).join(hex::encode(name));
        let file = create_private(&path)?;
        let part =
            FilePart { shared: Arc::clone(&self.shared), desk: desk.clone(), path: Some(path), file, unchecked: 0 };
        Ok(Box::new(part))
    }

    fn days(&self, desk: &DeskId) -> Result<Vec<Day>, StoreError> {
        let folder = self.shared.root.join(PARCELS).join(desk.as_str());
        let mut days: Vec<Day> = folders_in(&folder)?.iter().filter_map(|(name, _)| name.parse().ok()).collect();
        days.sort_unstable();
        Ok(days)
    }

    fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError> {
        if let Some(list) = self.shared.open_days().get(&(desk.clone(), day)) {
            return Ok(list.iter().map(|(id, len)| Listed { id: *id, len: *len }).collect());
        }
        self.with_index(|index| index.parcels(desk, day))
    }

    fn open(&self, desk: &DeskId, id: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
        let day = self.shared.open_day_of(desk, id);
        let day = match day {
            Some(day) => Some(day),
            None => self.with_index(|index| index.day_of(desk, id))?,
        };
        let Some(day) = day else { return Ok(None) };
        let path = self.shared.day_folder(desk, day).join(file_name(id));
        // Reading must not move the access time.
        let flags = rustix::fs::OFlags::NOATIME.bits().cast_signed();
        let opened = OpenOptions::new().read(true).custom_flags(flags).open(&path);
        let file = opened.map_err(|e| StoreError::Io("opening a parcel", e))?;
        let len = file.metadata().map_err(|e| StoreError::Io("opening a parcel", e))?.len();
        Ok(Some(StoredParcel { len, content: Box::new(file) }))
    }

    fn close_days(&self, today: Day) -> Result<(), StoreError> {
        let _one = self.closing.lock().unwrap_or_else(PoisonError::into_inner);
        let over: Vec<_> = self.shared.open_days().keys().filter(|(_, day)| *day < today).cloned().collect();
        if over.is_empty() {
            return Ok(());
        }
        let mut closed = Vec::new();
        for (desk, day, folder) in day_folders(&self.shared.root)? {
            if day < today {
                closed.extend(read_day(&folder, &desk, day)?);
            }
        }
        let beside = Index::build_beside(&self.shared.root, closed)?;
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        drop(index.take());
        *index = Some(beside.put_in_place()?);
        let mut open = self.shared.open_days();
        for key in over {
            open.remove(&key);
        }
        drop((open, index));
        settle_times(&self.shared.root, today)
    }

    fn derivation(&self) -> &Derivation {
        &self.derivation
    }
}

impl Shared {
    fn open_days(&self) -> MutexGuard<'_, OpenDays> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_day_of(&self, desk: &DeskId, id: ParcelId) -> Option<Day> {
        let open = self.open_days();
        let mut days = open.iter().filter(|((d, _), list)| d == desk && list.contains_key(&id));
        days.next().map(|((_, day), _)| *day)
    }

    fn day_folder(&self, desk: &DeskId, day: Day) -> PathBuf {
        self.root.join(PARCELS).join(desk.as_str()).join(day.to_string())
    }

    /// Refuses before the disk is full, so that what is under way can end and the index be rebuilt.
    fn check_space(&self) -> Result<(), StoreError> {
        let disk = rustix::fs::statvfs(&self.root).map_err(|e| StoreError::Io("asking for free space", e.into()))?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if free < self.min_free_bytes { Err(StoreError::Full) } else { Ok(()) }
    }
}

/// A parcel on its way into a [`FileStore`].
struct FilePart {
    shared: Arc<Shared>,
    desk: DeskId,
    /// `None` once it is renamed.
    path: Option<PathBuf>,
    file: File,
    unchecked: u64,
}

impl SealedSink for FilePart {
    fn accept(&mut self, chunk: SealedChunk<'_>) -> io::Result<()> {
        self.file.write_all(chunk.as_bytes())?;
        self.unchecked += chunk.as_bytes().len() as u64;
        if self.unchecked >= CHECK_SPACE_EVERY {
            self.unchecked = 0;
            self.shared.check_space().map_err(|_| io::Error::from(io::ErrorKind::StorageFull))?;
        }
        Ok(())
    }
}

impl Part for FilePart {
    fn keep(mut self: Box<Self>, finished: Finished, day: Day) -> Result<Kept, StoreError> {
        let (id, len) = (finished.id(), finished.size());
        let folder = self.shared.day_folder(&self.desk, day);
        make_folder_synced(&folder, day)?;
        self.file.sync_all().map_err(|e| StoreError::Io("syncing a parcel", e))?;
        set_day(&self.file, day)?;
        let Some(part) = self.path.take() else {
            return Err(StoreError::Io("keeping a parcel", io::Error::other("it is kept already")));
        };
        if let Err(error) = fs::rename(&part, folder.join(file_name(id))) {
            self.path = Some(part);
            return Err(StoreError::Io("keeping a parcel", error));
        }
        sync_folder(&folder)?;
        set_folder_day(&folder, day)?;
        set_folder_day(&self.shared.root.join(PARTS), day)?;
        let mut open = self.shared.open_days();
        open.entry((self.desk.clone(), day)).or_default().insert(id, len);
        Ok(Kept { id, len, day })
    }
}

impl Drop for FilePart {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(path);
        }
    }
}

fn file_name(id: ParcelId) -> String {
    format!("{id}.age")
}

/// True for an empty folder, false for one of ours, an error for any other.
fn is_new(root: &Path) -> Result<bool, StoreError> {
    match fs::read_to_string(root.join(MARKER)) {
        Ok(text) if text == MARKER_TEXT => Ok(false),
        Ok(_) => Err(StoreError::Foreign(root.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut entries = fs::read_dir(root).map_err(|e| StoreError::Io("reading the data folder", e))?;
            // A first start that was cut short may have left the lock.
            let ours = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|e| e.file_name() == LOCK);
            if entries.all(ours) { Ok(true) } else { Err(StoreError::Foreign(root.to_owned())) }
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(StoreError::Foreign(root.to_owned())),
        Err(error) => Err(StoreError::Io("reading the data folder", error)),
    }
}

fn take_lock(root: &Path) -> Result<File, StoreError> {
    let path = root.join(LOCK);
    let opened = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    let file = opened.map_err(|e| StoreError::Io("opening the lock", e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(StoreError::InUse(root.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(StoreError::Io("locking the data folder", error)),
    }
}

fn load_derivation(root: &Path) -> Result<Derivation, StoreError> {
    let path = root.join(DERIVATION);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let derivation: Derivation = toml::from_str(&text).map_err(|_| StoreError::Damaged(path.clone()))?;
            derivation.check().map_err(|_| StoreError::Damaged(path))?;
            Ok(derivation)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let derivation = Derivation::generate(&mut OsRng);
            let text = toml::to_string(&derivation).map_err(|_| StoreError::Damaged(path.clone()))?;
            write_whole(&path, text.as_bytes())?;
            Ok(derivation)
        }
        Err(error) => Err(StoreError::Io("reading derivation.toml", error)),
    }
}

fn remove_parts(folder: &Path) -> Result<(), StoreError> {
    let what = "removing what was left half-written";
    for entry in fs::read_dir(folder).map_err(|e| StoreError::Io(what, e))? {
        let path = entry.map_err(|e| StoreError::Io(what, e))?.path();
        fs::remove_file(path).map_err(|e| StoreError::Io(what, e))?;
    }
    Ok(())
}

/// Every folder of a day: desk, day, path.
fn day_folders(root: &Path) -> Result<Vec<(DeskId, Day, PathBuf)>, StoreError> {
    let mut found = Vec::new();
    for (desk, path) in folders_in(&root.join(PARCELS))? {
        let Ok(desk) = desk.parse::<DeskId>() else { return Err(StoreError::Foreign(path)) };
        for (day, path) in folders_in(&path)? {
            let Ok(day) = day.parse() else { return Err(StoreError::Foreign(path)) };
            found.push((desk.clone(), day, path));
        }
    }
    Ok(found)
}

/// The folders in a folder, by name; none when it does not exist.
fn folders_in(folder: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::Io("listing a folder", error)),
    };
    let named = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.map_err(|e| StoreError::Io("listing a folder", e))?;
        Ok((entry.file_name().to_string_lossy().into_owned(), entry.path()))
    };
    entries.map(named).collect()
}

/// The parcels in a day's folder, by name and length of files alone.
fn read_day(folder: &Path, desk: &DeskId, day: Day) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| StoreError::Io("listing a day", e))? {
        let entry = entry.map_err(|e| StoreError::Io("listing a day", e))?;
        let name = entry.file_name();
        let id = name.to_str().and_then(|n| n.strip_suffix(".age")).and_then(|n| n.parse().ok());
        let Some(id) = id else { return Err(StoreError::Foreign(entry.path())) };
        let len = entry.metadata().map_err(|e| StoreError::Io("listing a day", e))?.len();
        found.push(Entry { desk: desk.clone(), day, id, len });
    }
    Ok(found)
}

fn create_private(path: &Path) -> Result<File, StoreError> {
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    opened.map_err(|e| StoreError::Io("creating a file", e))
}

/// Writes a small file so that it is there whole or not at all.
pub(super) fn write_whole(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let part = path.with_extension("part");
    let write = || {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|e| StoreError::Io("writing a file of the data folder", e))?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|e| StoreError::Io("making a folder", e))
}

/// Makes a day's folder and syncs the folders above it.
fn make_folder_synced(folder: &Path, day: Day) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    make_folder(folder)?;
    for above in folder.ancestors().skip(1).take(2) {
        sync_folder(above)?;
        set_folder_day(above, day)?;
    }
    Ok(())
}

pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let synced = File::open(folder).and_then(|f| f.sync_all());
    synced.map_err(|e| StoreError::Io("syncing a folder", e))
}

/// Sets access and modification time to 00:00 UTC of `day`.
fn set_day(file: &File, day: Day) -> Result<(), StoreError> {
    let midnight: SystemTime = day.midnight();
    let times = FileTimes::new().set_accessed(midnight).set_modified(midnight);
    file.set_times(times).map_err(|e| StoreError::Io("setting a file's day", e))
}

fn set_folder_day(folder: &Path, day: Day) -> Result<(), StoreError> {
    let opened = File::open(folder).map_err(|e| StoreError::Io("setting a folder's day", e))?;
    set_day(&opened, day)
}

/// Sets the times of everything in the data folder to a day: a parcel's to its own, the rest to `today`.
fn settle_times(root: &Path, today: Day) -> Result<(), StoreError> {
    let own_day = |path: &Path| path.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse::<Day>().ok());
    let mut folders = vec![(root.to_owned(), today)];
    let mut at = 0;
    while let Some((folder, day)) = folders.get(at).cloned() {
        at += 1;
        for entry in fs::read_dir(&folder).map_err(|e| StoreError::Io("settling times", e))? {
            let path = entry.map_err(|e| StoreError::Io("settling times", e))?.path();
            if path.is_dir() {
                let day = own_day(&path).unwrap_or(day);
                folders.push((path, day));
            } else if let Ok(file) = File::open(&path) {
                // A part that ended meanwhile is gone; there is nothing to set then.
                set_day(&file, day)?;
            }
        }
    }
    // Innermost first: nothing after it touches a folder again.
    folders.iter().rev().try_for_each(|(folder, day)| set_folder_day(folder, *day))
}

#[cfg(test)]
mod tests;
