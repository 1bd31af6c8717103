//! The index over closed days, in sled. Never the only copy of anything.
//!
//! Tree `parcels`: DESK ‖ 0x00 ‖ YYYY-MM-DD ‖ piece (4 bytes, big-endian) → its parcels by id, id (32 bytes) ‖ length (8
//! bytes, big-endian) for each.
//! Tree `days`: DESK ‖ 0x00 ‖ the first 12 bits of ids (2 bytes, big-endian) ‖ piece → these ids with their days, id ‖
//! YYYY-MM-DD for each.
//!
//! An index is written once, sorted, and then only read: whole lists cost a tenth of what an entry for each parcel does. They
//! stand in pieces, for what is larger sled keeps in files of its own (`blobs/`), which it neither syncs nor sums.
//! sled's own flush does not survive a power cut, so after it the `db` file and the folders are synced. A clean
//! stop leaves `index.sum`, the digest of every file of the index; a start takes it away. An index without it, or that
//! is not what it says, is never opened, because sled may then panic or never return: it is built anew.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::disk::{named, read_text, sync_folder, write_whole};
use super::quarantine::remove_any;
use super::{Listed, StoreError};
use crate::seal::{Day, DeskId, Digest, ParcelId};

pub(super) const FOLDER: &str = "index";
pub(super) const BESIDE: &str = "index.new";
pub(super) const SUM: &str = "index.sum";
/// It is asked for a day at a time, mostly in order: what is read again is little.
const CACHE_BYTES: u64 = 8 << 20;
/// A value has no more: sixteen of them share one of sled's pages, of which each is written into its log as long as it has
/// no more than 128 KiB.
const PIECE_BYTES: usize = 4096;
const ID_BYTES: usize = 32;
/// An id and a length.
const LISTED_BYTES: usize = ID_BYTES + 8;
/// An id and a day.
const DATED_BYTES: usize = ID_BYTES + "YYYY-MM-DD".len();
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

/// What an index of these parcels holds.
pub(super) struct Content {
    parcels: Values,
    days: Values,
}

/// What a tree holds, in its order.
type Values = BTreeMap<Vec<u8>, Vec<u8>>;

/// An index that is open for reading.
pub(super) struct Index {
    root: PathBuf,
    /// Until it is let go.
    open: Option<Open>,
}

struct Open {
    db: sled::Db,
    parcels: sled::Tree,
    days: sled::Tree,
}

/// A whole index that is not in place yet.
pub(super) struct Beside {
    root: PathBuf,
}

impl Content {
    pub(super) fn of(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by(|a, b| (&a.desk, a.day, a.id).cmp(&(&b.desk, b.day, b.id)));
        let mut parcels = Values::new();
        for of_a_day in entries.chunk_by(|a, b| (&a.desk, a.day) == (&b.desk, b.day)) {
            let of_one = |entry: &Entry| [&entry.id.as_bytes()[..], &entry.len.to_be_bytes()].concat();
            insert(&mut parcels, &day_prefix(&of_a_day[0].desk, of_a_day[0].day), of_a_day, LISTED_BYTES, of_one);
        }
        entries.sort_unstable_by(|a, b| (&a.desk, a.id).cmp(&(&b.desk, b.id)));
        let mut days = Values::new();
        for alike in entries.chunk_by(|a, b| ids_prefix(&a.desk, a.id) == ids_prefix(&b.desk, b.id)) {
            let of_one = |entry: &Entry| [entry.id.as_bytes(), entry.day.to_string().as_bytes()].concat();
            insert(&mut days, &ids_prefix(&alike[0].desk, alike[0].id), alike, DATED_BYTES, of_one);
        }
        Self { parcels, days }
    }
}

/// Adds a list in pieces, of so many bytes for each entry.
fn insert(values: &mut Values, prefix: &[u8], list: &[Entry], each: usize, of_one: impl Fn(&Entry) -> Vec<u8>) {
    for (piece, n) in list.chunks(PIECE_BYTES / each).zip(0_u32..) {
        values.insert([prefix, &n.to_be_bytes()].concat(), piece.iter().flat_map(&of_one).collect());
    }
}

impl Index {
    /// Opens the index that a clean stop left; `None` when there is none or it may be damaged.
    pub(super) fn open_clean(root: &Path) -> Result<Option<Self>, StoreError> {
        let said = read_text(&root.join(SUM)).ok();
        take_sum_away(root)?;
        if said.is_none() || said != sum_of(&root.join(FOLDER)).ok() {
            return Ok(None);
        }
        Ok(open_folder(root, FOLDER).ok())
    }

    /// True when a clean stop left an index that fits its sum.
    pub(super) fn is_whole(root: &Path) -> bool {
        let said = read_text(&root.join(SUM)).ok();
        said.is_some() && said == sum_of(&root.join(FOLDER)).ok()
    }

    /// Builds an index beside the one in use.
    pub(super) fn build_beside(root: &Path, content: &Content) -> Result<Beside, StoreError> {
        take_sum_away(root)?;
        remove(root, BESIDE)?;
        let mut index = open_folder(root, BESIDE).map_err(StoreError::Index)?;
        for (tree, values) in index.trees_of(content) {
            for (key, value) in values {
                tree.insert(key, value.as_slice()).map_err(StoreError::Index)?;
            }
        }
        index.flush(BESIDE)?;
        index.let_go()?;
        Ok(Beside { root: root.to_owned() })
    }

    /// True when the index holds this and nothing else. One that cannot be read does not.
    pub(super) fn holds_exactly(&self, content: &Content) -> bool {
        catch_unwind(AssertUnwindSafe(|| self.holds(content))).is_ok_and(|held| held.unwrap_or(false))
    }

    fn holds(&self, content: &Content) -> Result<bool, StoreError> {
        for (tree, values) in self.trees_of(content) {
            let mut values = values.iter();
            for item in tree {
                let (key, value) = item.map_err(StoreError::Index)?;
                if values.next().is_none_or(|(its, of)| key != its.as_slice() || value != of.as_slice()) {
                    return Ok(false);
                }
            }
            if values.next().is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn trees_of<'a>(&'a self, content: &'a Content) -> [(&'a sled::Tree, &'a Values); 2] {
        let Open { parcels, days, .. } = self.open();
        [(parcels, &content.parcels), (days, &content.days)]
    }

    const fn open(&self) -> &Open {
        self.open.as_ref().expect("nobody has it once it is let go")
    }

    /// Lets sled go, which syncs then, and panics where that fails.
    fn let_go(&mut self) -> Result<(), StoreError> {
        let open = self.open.take();
        catch_unwind(AssertUnwindSafe(|| drop(open)))
            .map_err(|_| StoreError::Index(sled::Error::Unsupported("it could not be closed".into())))
    }

    /// A day's parcels, sorted by id.
    pub(super) fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError> {
        let mut listed = Vec::new();
        for item in self.open().parcels.scan_prefix(day_prefix(desk, day)) {
            let (_, value) = item.map_err(StoreError::Index)?;
            let (each, []) = value.as_chunks::<LISTED_BYTES>() else { return Err(self.damaged()) };
            for one in each {
                let (id, len) = halves(one).ok_or_else(|| self.damaged())?;
                let len = len.try_into().map_err(|_| self.damaged())?;
                listed.push(Listed { id, len: u64::from_be_bytes(len) });
            }
        }
        Ok(listed)
    }

    /// The day a parcel was kept on.
    pub(super) fn day_of(&self, desk: &DeskId, id: ParcelId) -> Result<Option<Day>, StoreError> {
        for item in self.open().days.scan_prefix(ids_prefix(desk, id)) {
            let (_, value) = item.map_err(StoreError::Index)?;
            let (each, []) = value.as_chunks::<DATED_BYTES>() else { return Err(self.damaged()) };
            if let Ok(at) = each.binary_search_by(|one| one[..ID_BYTES].cmp(id.as_bytes())) {
                let day = std::str::from_utf8(&each[at][ID_BYTES..]).ok().and_then(|text| text.parse().ok());
                return day.map(Some).ok_or_else(|| self.damaged());
            }
        }
        Ok(None)
    }

    fn damaged(&self) -> StoreError {
        StoreError::Damaged(self.root.join(FOLDER))
    }

    /// Closes the index and leaves its sum: the next start may trust it.
    pub(super) fn close(mut self) -> Result<(), StoreError> {
        self.flush(FOLDER)?;
        self.let_go()?;
        sync_files(&self.root.join(FOLDER))?;
        let sum = sum_of(&self.root.join(FOLDER)).map_err(|e| StoreError::Io("closing the index", e))?;
        write_whole(&self.root.join(SUM), sum.as_bytes())
    }

    /// sled's flush, made durable.
    fn flush(&self, folder: &str) -> Result<(), StoreError> {
        self.open().db.flush().map_err(StoreError::Index)?;
        sync_files(&self.root.join(folder))
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        // Whoever must know whether it lasts closes it; where the disk fails, a process ends in its own words.
        let _ = self.let_go();
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
        Ok(Index { root: root.to_owned(), open: Some(Open { db, parcels, days }) })
    };
    catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(sled::Error::Unsupported("a damaged index".into())))
}

/// SHA-256 and path of every file below a folder, by path.
fn sum_of(folder: &Path) -> io::Result<String> {
    let mut lines = Vec::new();
    for path in entries_below(folder)? {
        if path.is_file() {
            let (digest, _) = Digest::of_all(&mut File::open(&path)?)?;
            lines.push(format!("{}  {digest}\n", path.strip_prefix(folder).unwrap_or(&path).display()));
        }
    }
    lines.sort();
    Ok(lines.concat())
}

/// The files and folders below a folder.
fn entries_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut to_look) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = to_look.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                to_look.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    Ok(found)
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

/// Syncs the files and folders below a folder, and the folder.
fn sync_files(folder: &Path) -> Result<(), StoreError> {
    let failed = |e| StoreError::Io("syncing the index", e);
    for path in entries_below(folder).map_err(failed)? {
        if path.is_dir() {
            sync_folder(&path)?;
        } else {
            File::open(path).and_then(|f| f.sync_all()).map_err(failed)?;
        }
    }
    sync_folder(folder)
}

fn day_prefix(desk: &DeskId, day: Day) -> Vec<u8> {
    format!("{desk}\0{day}").into_bytes()
}

fn ids_prefix(desk: &DeskId, id: ParcelId) -> Vec<u8> {
    let mut key = format!("{desk}\0").into_bytes();
    let [first, second, ..] = id.as_bytes();
    key.extend([*first, second & 0xf0]);
    key
}

/// An id, and what follows it.
fn halves(one: &[u8]) -> Option<(ParcelId, &[u8])> {
    let (id, rest) = one.split_first_chunk()?;
    Some((ParcelId::from_bytes(*id), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_whose_last_handle_is_still_letting_go_is_waited_for() {
        let root = tempfile::tempdir().unwrap();
        let beside = Index::build_beside(root.path(), &Content::of(Vec::new())).unwrap();
        let held = File::open(root.path().join(BESIDE).join("db")).unwrap();
        held.lock().unwrap();
        let letting_go = std::thread::spawn(move || {
            sleep(20 * LOCK_WAIT);
            drop(held);
        });
        assert!(beside.put_in_place().unwrap().holds_exactly(&Content::of(Vec::new())));
        letting_go.join().unwrap();
    }

    #[test]
    fn an_index_tells_each_days_parcels_by_id_and_each_parcels_day() {
        let root = tempfile::tempdir().unwrap();
        let desks: [DeskId; 2] = ["one".parse().unwrap(), "one-more".parse().unwrap()];
        let day = |n: i64| Day::from_unix(1_790_000_000).unwrap().plus(n);
        // More than one piece for the first of its days, and for ids that begin alike.
        let entries: Vec<Entry> = (0..5000_u32)
            .map(|n| {
                let mut id = *Digest::of_all(&mut &n.to_be_bytes()[..]).unwrap().0.as_bytes();
                id[0] &= 0x03;
                id[1] &= 0x1f;
                let day = if n % 2 == 0 { day(0) } else { day(i64::from(n % 7)) };
                let desk = desks[usize::from(n % 5 == 0)].clone();
                Entry { desk, day, id: ParcelId::from_bytes(id), len: u64::from(n) }
            })
            .collect();
        let content = Content::of(entries.clone());
        let index = Index::build_beside(root.path(), &content).unwrap().put_in_place().unwrap();
        assert!(index.holds_exactly(&content));
        assert!(!index.holds_exactly(&Content::of(entries[1..].to_vec())));
        for desk in &desks {
            for n in 0..8 {
                let mut expected: Vec<_> = entries.iter().filter(|e| e.desk == *desk && e.day == day(n)).collect();
                expected.sort_by_key(|entry| entry.id);
                let listed = index.parcels(desk, day(n)).unwrap();
                let both = listed.iter().zip(&expected);
                assert!(both.clone().all(|(one, of)| (one.id, one.len) == (of.id, of.len)));
                assert_eq!(listed.len(), expected.len());
            }
        }
        for entry in &entries {
            assert_eq!(index.day_of(&entry.desk, entry.id).unwrap(), Some(entry.day));
            let other = desks.iter().find(|desk| **desk != entry.desk).unwrap();
            assert_eq!(index.day_of(other, entry.id).unwrap(), None);
        }
        assert_eq!(index.day_of(&desks[0], ParcelId::from_bytes([0xff; 32])).unwrap(), None);
        index.close().unwrap();
        let again = Index::open_clean(root.path()).unwrap().unwrap();
        assert!(again.holds_exactly(&content));
        // Nothing stands beside sled's log, which is what a flush makes durable.
        assert!(content.parcels.values().chain(content.days.values()).all(|value| value.len() <= PIECE_BYTES));
        let blobs = entries_below(&root.path().join(FOLDER).join("blobs")).unwrap();
        assert!(blobs.is_empty(), "{blobs:?}");
    }

    #[test]
    fn an_index_of_which_a_file_beside_its_log_is_damaged_is_built_anew() {
        let root = tempfile::tempdir().unwrap();
        let large = Content { parcels: Values::from([(b"key".to_vec(), vec![7; 1 << 20])]), days: Values::new() };
        let left = || {
            let index = Index::build_beside(root.path(), &large).unwrap().put_in_place().unwrap();
            assert!(index.holds_exactly(&large));
            index.close().unwrap();
            let beside = entries_below(&root.path().join(FOLDER).join("blobs")).unwrap();
            assert!(!beside.is_empty(), "sled keeps what is large beside its log");
            beside
        };
        for path in left() {
            fs::write(path, "other").unwrap();
        }
        assert!(!Index::is_whole(root.path()) && Index::open_clean(root.path()).unwrap().is_none());
        // Damage that nobody saw before it was open.
        for path in left() {
            fs::remove_file(path).unwrap();
        }
        assert!(!open_folder(root.path(), FOLDER).unwrap().holds_exactly(&large));
    }

    #[test]
    fn an_index_is_trusted_once_after_a_clean_stop_and_only_as_it_was_left() {
        let root = tempfile::tempdir().unwrap();
        let clean = || Index::open_clean(root.path()).unwrap();
        let left = || Index::build_beside(root.path(), &Content::of(Vec::new())).unwrap().put_in_place().unwrap();
        assert!(clean().is_none() && !Index::is_whole(root.path()));
        left().close().unwrap();
        assert!(Index::is_whole(root.path()));
        // Whoever opens it may die with it.
        drop(clean().unwrap());
        assert!(clean().is_none() && !Index::is_whole(root.path()));
        // One more file, one file less, another byte.
        let folder = root.path().join(FOLDER);
        let damages: [&dyn Fn(); 3] = [
            &|| fs::write(folder.join("more"), "").unwrap(),
            &|| fs::remove_file(folder.join("conf")).unwrap(),
            &|| fs::write(folder.join("db"), "other").unwrap(),
        ];
        for damage in damages {
            left().close().unwrap();
            damage();
            assert!(!Index::is_whole(root.path()));
            assert!(clean().is_none());
        }
        // One that is built has no sum of the one before.
        left().close().unwrap();
        Index::build_beside(root.path(), &Content::of(Vec::new())).unwrap();
        assert!(!Index::is_whole(root.path()));
        // A sum of nothing.
        fs::remove_dir_all(&folder).unwrap();
        fs::write(root.path().join(SUM), "").unwrap();
        assert!(!Index::is_whole(root.path()) && clean().is_none());
    }
}
