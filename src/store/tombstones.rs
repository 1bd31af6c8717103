//! What was withdrawn, and what is to be.
//!
//! ```text
//! DATA/withdrawing/DESK/ID.note   signed so far; waits for more signatures, or for its day
//!      withdrawn/DESK/ID.note     a tombstone: the parcel is gone, or goes at the next start
//!      withdrawn/DESK/elsewhere   the ids of those whose parcels were not here, a line each
//! ```
//! What the notes say and who signed them, others know. Here a tombstone's name is what counts: written and
//! synced before its parcel is unlinked, it lets a start finish what a kill broke off.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::disk::{entries, is_of_one_file, len_of_file, make_folder, open_quietly, set_day, sync_folder, write_whole};
use super::{Note, StoreError};
use crate::harden::folder::{Folder, FolderError};
use crate::seal::{Day, DeskId, ParcelId};

pub(super) const WITHDRAWING: &str = "withdrawing";
pub(crate) const WITHDRAWN: &str = "withdrawn";
pub(super) const ELSEWHERE: &str = "elsewhere";
/// A note is a few lines for each reviewer of a desk; a longer file is none of ours.
const MAX_NOTE_BYTES: u64 = 64 << 10;

/// The notes of both kinds.
pub(super) struct Tombstones {
    root: PathBuf,
    withdrawing: PathBuf,
    withdrawn: PathBuf,
    gone: Mutex<HashSet<(DeskId, ParcelId)>>,
}

impl Tombstones {
    /// Reads the names of what was withdrawn, and clears away what a kill left.
    pub(super) fn open(root: &Path) -> Result<Self, StoreError> {
        let (withdrawing, withdrawn) = (root.join(WITHDRAWING), root.join(WITHDRAWN));
        let mut gone = HashSet::new();
        for folder in [&withdrawing, &withdrawn] {
            make_folder(folder)?;
            for (desk, path) in entries(folder)? {
                let Ok(desk) = desk.parse::<DeskId>() else { return Err(StoreError::Stray(path)) };
                for (name, path) in entries(&path)? {
                    len_of_file(&path)?;
                    match (parcel_id(&name), path.extension().is_some_and(|e| e == "part")) {
                        (Some(id), _) if folder == &withdrawn => drop(gone.insert((desk.clone(), id))),
                        (Some(_), _) => {}
                        (None, true) => remove(&path)?,
                        (None, false) if folder == &withdrawn && name == ELSEWHERE => {}
                        (None, false) => return Err(StoreError::Stray(path)),
                    }
                }
            }
        }
        let all = Self { root: root.to_owned(), withdrawing, withdrawn, gone: Mutex::new(gone) };
        let gone: Vec<_> = all.gone().iter().cloned().collect();
        gone.iter().try_for_each(|(desk, id)| remove(&note_path(&all.withdrawing, desk, *id)))?;
        Ok(all)
    }

    /// True when the parcel has a tombstone.
    pub(super) fn has(&self, desk: &DeskId, id: ParcelId) -> bool {
        self.gone().contains(&(desk.clone(), id))
    }

    /// Every parcel of a desk that has a tombstone.
    pub(super) fn of(&self, desk: &DeskId) -> HashSet<ParcelId> {
        self.gone().iter().filter(|(d, _)| d == desk).map(|(_, id)| *id).collect()
    }

    /// Makes tombstones durable; from then on their parcels are not served.
    pub(super) fn bury(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        write(&self.withdrawn, desk, notes, today)?;
        self.gone().extend(notes.iter().map(|note| (desk.clone(), note.parcel)));
        Ok(())
    }

    /// The same for parcels that are not here, which is noted first: nothing else tells it afterwards.
    pub(super) fn bury_elsewhere(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        if notes.is_empty() {
            return Ok(());
        }
        let folder = self.withdrawn.join(desk.as_str());
        make_folder(&folder)?;
        let mut ids = read_ids(&folder.join(ELSEWHERE))?;
        ids.extend(notes.iter().map(|note| note.parcel));
        let lines: Vec<String> = ids.iter().map(|id| format!("{id}\n")).collect();
        write_whole(&folder.join(ELSEWHERE), lines.concat().as_bytes())?;
        set_day(&folder.join(ELSEWHERE), today)?;
        self.bury(desk, notes, today)
    }

    /// Takes away the notes that waited for what is done now.
    pub(super) fn settle(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        let folder = self.withdrawing.join(desk.as_str());
        notes.iter().try_for_each(|note| remove(&note_path(&self.withdrawing, desk, note.parcel)))?;
        if !folder.exists() {
            return Ok(());
        }
        sync_folder(&folder)?;
        set_day(&folder, today)
    }

    /// Keeps notes that wait, in place of earlier ones; not for what is withdrawn already.
    pub(super) fn keep_waiting(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
        let gone = self.of(desk);
        let notes: Vec<Note> = notes.iter().filter(|note| !gone.contains(&note.parcel)).cloned().collect();
        write(&self.withdrawing, desk, &notes, today).map_err(StoreError::or_full)
    }

    /// The notes of a desk that wait, by parcel.
    pub(super) fn waiting(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        self.read(WITHDRAWING, desk)
    }

    /// A desk's tombstones, by parcel.
    pub(super) fn withdrawn(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        self.read(WITHDRAWN, desk)
    }

    /// Those of them whose parcels were not here, by parcel.
    pub(super) fn withdrawn_elsewhere(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        let ids = read_ids(&self.withdrawn.join(desk.as_str()).join(ELSEWHERE))?;
        Ok(self.withdrawn(desk)?.into_iter().filter(|note| ids.contains(&note.parcel)).collect())
    }

    fn read(&self, kind: &str, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        let root = Folder::open(&self.root).map_err(|e| StoreError::of("reading a withdrawal", e))?;
        read(&root, kind, desk)
    }

    fn gone(&self) -> MutexGuard<'_, HashSet<(DeskId, ParcelId)>> {
        self.gone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note_path(folder: &Path, desk: &DeskId, id: ParcelId) -> PathBuf {
    folder.join(desk.as_str()).join(format!("{id}.note"))
}

fn parcel_id(file_name: &str) -> Option<ParcelId> {
    file_name.strip_suffix(".note")?.parse().ok()
}

/// Writes notes so that each is there whole or not at all, and tells no time finer than the day.
fn write(folder: &Path, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
    if notes.is_empty() {
        return Ok(());
    }
    let below = folder.join(desk.as_str());
    make_folder(&below)?;
    sync_folder(folder)?;
    for note in notes {
        let path = note_path(folder, desk, note.parcel);
        write_whole(&path, note.text.as_bytes())?;
        set_day(&path, today)?;
    }
    set_day(&below, today)?;
    set_day(folder, today)
}

/// A desk's notes of a kind, by parcel.
pub(super) fn read(root: &Folder, kind: &str, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
    let failed = |e| StoreError::of("reading a withdrawal", e);
    let mut notes = Vec::new();
    let below = format!("{kind}/{desk}");
    for (name, _) in root.entries(&below).map_err(failed)? {
        // A note that is just being written is none yet.
        let Some(parcel) = parcel_id(&name) else { continue };
        let mut bytes = Vec::new();
        match root.read(&format!("{below}/{name}")) {
            Err(error) if error.is_missing() => continue,
            Err(FolderError::Io(_, error)) if is_of_one_file(&error) => {}
            other => match other.map_err(failed)?.take(MAX_NOTE_BYTES).read_to_end(&mut bytes) {
                Err(error) if !is_of_one_file(&error) => return Err(StoreError::Io("reading a withdrawal", error)),
                _ => {}
            },
        }
        // A note that rotted counts for nobody who reads it; it must not keep a server from starting.
        notes.push(Note { parcel, text: String::from_utf8_lossy(&bytes).into_owned() });
    }
    notes.sort_unstable_by_key(|note| note.parcel);
    Ok(notes)
}

/// The ids in a list, a line each; none when it is not there.
fn read_ids(path: &Path) -> Result<BTreeSet<ParcelId>, StoreError> {
    let failed = |e| StoreError::Io("reading which withdrawn parcels were not here", e);
    let mut bytes = Vec::new();
    match open_quietly(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => drop(other.and_then(|mut file| file.read_to_end(&mut bytes)).map_err(failed)?),
    }
    Ok(String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.parse().ok()).collect())
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::Io("removing a withdrawal's note", error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "abababababababababababababababababababababababababababababababab";

    fn at(root: &Path, path: &str) -> PathBuf {
        root.join(path)
    }

    fn write_at(root: &Path, path: &str) {
        fs::create_dir_all(at(root, path).parent().unwrap()).unwrap();
        fs::write(at(root, path), "").unwrap();
    }

    #[test]
    fn a_start_reads_what_is_withdrawn_and_clears_away_what_a_kill_left() {
        let (root, desk): (_, DeskId) = (tempfile::tempdir().unwrap(), "main".parse().unwrap());
        let [note, part] = [format!("{ID}.note"), format!("{ID}.part")];
        for path in ["withdrawn/main/elsewhere", &format!("withdrawn/main/{note}"), &format!("withdrawn/main/{part}")] {
            write_at(root.path(), path);
        }
        write_at(root.path(), &format!("withdrawing/main/{note}"));
        write_at(root.path(), &format!("withdrawing/other/{note}"));
        let all = Tombstones::open(root.path()).unwrap();
        let id = ID.parse().unwrap();
        assert!(all.has(&desk, id) && !all.has(&"other".parse().unwrap(), id));
        assert_eq!(all.of(&desk), HashSet::from([id]));
        assert!(!at(root.path(), &format!("withdrawn/main/{part}")).exists());
        assert!(!at(root.path(), &format!("withdrawing/main/{note}")).exists(), "what is withdrawn waits no more");
        assert!(at(root.path(), &format!("withdrawing/other/{note}")).exists());
    }

    #[test]
    fn a_start_refuses_what_is_no_note() {
        for stray in ["withdrawing/main/elsewhere", "withdrawn/main/others", "withdrawn/Main Desk/x.note"] {
            let root = tempfile::tempdir().unwrap();
            write_at(root.path(), stray);
            assert!(matches!(Tombstones::open(root.path()), Err(StoreError::Stray(_))), "{stray}");
        }
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(at(root.path(), &format!("withdrawn/main/{ID}.note"))).unwrap();
        assert!(matches!(Tombstones::open(root.path()), Err(StoreError::Stray(_))));
    }

    #[test]
    fn what_was_not_here_when_it_was_withdrawn_is_told_apart() {
        let (root, desk): (_, DeskId) = (tempfile::tempdir().unwrap(), "main".parse().unwrap());
        let today = "2026-11-25".parse().unwrap();
        let all = Tombstones::open(root.path()).unwrap();
        let note = |byte: u8| Note { parcel: ParcelId::from_bytes([byte; 32]), text: format!("note {byte}") };
        assert!(all.withdrawn_elsewhere(&desk).unwrap().is_empty());
        all.bury_elsewhere(&desk, &[], today).unwrap();
        assert!(!at(root.path(), "withdrawn/main").exists());
        all.bury(&desk, &[note(1)], today).unwrap();
        all.bury_elsewhere(&desk, &[note(2)], today).unwrap();
        all.bury_elsewhere(&desk, &[note(3)], today).unwrap();
        assert_eq!(all.withdrawn(&desk).unwrap(), [note(1), note(2), note(3)]);
        assert_eq!(all.withdrawn_elsewhere(&desk).unwrap(), [note(2), note(3)]);
        // A list that cannot be read is no empty one.
        fs::remove_file(at(root.path(), "withdrawn/main/elsewhere")).unwrap();
        fs::create_dir(at(root.path(), "withdrawn/main/elsewhere")).unwrap();
        assert!(all.withdrawn_elsewhere(&desk).is_err());
        // Nor is a note taken away that is none.
        let path = at(root.path(), &format!("withdrawing/main/{}.note", note(1).parcel));
        fs::create_dir_all(path).unwrap();
        assert!(all.settle(&desk, &[note(1)], today).is_err());
        all.settle(&desk, &[note(2)], today).unwrap();
    }
}
