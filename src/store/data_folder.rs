//! A data folder as another process sees it, beside a server that runs or without one.
//!
//! Files that stand are whole and never change, so reading needs neither the server's lock nor its index. What goes
//! meanwhile was withdrawn, deleted or has expired: it is left out.
//!
//! Mostly root reads here, on behalf of an account that others may have broken into: nothing is reached by a link.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::acknowledgements::{self, ACKNOWLEDGED};
use super::disk::{BACKED_UP, RESTORED, left, set_day, write_whole};
use super::files::{MARKER, MARKER_TEXT, PARCELS, file_name, parcel_id};
use super::quarantine::{self, QUARANTINE};
use super::slots::MAILBOXES;
use super::tombstones::{self, WITHDRAWING};
use super::{Acknowledged, Left, Note, StoreError};
use crate::harden::folder::{Folder, FolderError, Kind};
use crate::seal::{Day, DeskId, ParcelId, SlotName};

/// What a start makes anew, or another folder has no use for.
const NOT_COPIED: [&str; 10] =
    ["amparo-data", "lock", "reserve", "pool", PARCELS, MAILBOXES, QUARANTINE, "index", "index.new", "index.sum"];

/// So many folders that backups were made into are remembered: sticks are taken in turn.
const MOST_BACKUPS: usize = 4;
const MAX_NOTED_BYTES: u64 = 64 << 10;

/// A data folder, read only.
pub struct DataFolder {
    folder: Folder,
}

/// A parcel's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelFile {
    /// Its desk.
    pub desk: DeskId,
    /// Its day.
    pub day: Day,
    /// Its id.
    pub id: ParcelId,
    /// Bytes of it.
    pub len: u64,
}

/// What a path of a data folder stands for, as far as a copy of it is of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A parcel.
    Parcel(DeskId, Day, ParcelId),
    /// A reply that waits for its source.
    Reply(SlotName),
    /// A small file: a note, a roster, a key.
    Small,
}

impl Place {
    /// Understands a path below a data folder; `None` for one that no copy holds.
    pub fn of(path: &str) -> Option<Self> {
        let steps: Vec<&str> = path.split('/').collect();
        if steps.iter().any(|step| {
            step.is_empty() || step.starts_with('.') || step.contains(|c: char| c.is_control() || c == '\\')
        }) {
            return None;
        }
        match steps[..] {
            [PARCELS, desk, day, file] => Some(Self::Parcel(desk.parse().ok()?, day.parse().ok()?, parcel_id(file)?)),
            [MAILBOXES, file] => Some(Self::Reply(file.strip_suffix(".age")?.parse().ok()?)),
            [first, ..] if NOT_COPIED.contains(&first) || path.strip_suffix(".part").is_some() => None,
            _ => Some(Self::Small),
        }
    }
}

impl ParcelFile {
    /// Its path below the data folder.
    pub fn path(&self) -> String {
        format!("{PARCELS}/{}/{}/{}", self.desk, self.day, file_name(self.id))
    }
}

impl DataFolder {
    /// Looks at the data folder `root`.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] for a folder that is none of ours.
    pub fn at(root: &Path) -> Result<Self, StoreError> {
        let failed = |e: FolderError| {
            if e.is_missing() {
                StoreError::Foreign(root.to_owned())
            } else {
                StoreError::of("reading the data folder", e)
            }
        };
        let folder = Folder::open(root).map_err(failed)?;
        let mut text = Vec::new();
        let marker = folder.read(MARKER).map_err(failed)?;
        let read = marker.take(MARKER_TEXT.len() as u64 + 1).read_to_end(&mut text);
        read.map_err(|e| StoreError::Io("reading the data folder", e))?;
        if text == MARKER_TEXT.as_bytes() { Ok(Self { folder }) } else { Err(StoreError::Foreign(root.to_owned())) }
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The parcels of every day before `today`, by desk, day and id.
    pub fn parcels_before(&self, today: Day) -> Result<Vec<ParcelFile>, StoreError> {
        let mut found = Vec::new();
        for (desk_name, _) in self.entries(PARCELS)? {
            let of_desk = format!("{PARCELS}/{desk_name}");
            let Ok(desk) = desk_name.parse::<DeskId>() else { return Err(self.stray(&of_desk)) };
            for (day_name, _) in self.entries(&of_desk)? {
                let of_day = format!("{of_desk}/{day_name}");
                let Ok(day) = day_name.parse::<Day>() else { return Err(self.stray(&of_day)) };
                if day >= today {
                    continue;
                }
                for (name, kind) in self.entries(&of_day)? {
                    let path = format!("{of_day}/{name}");
                    match (parcel_id(&name), kind) {
                        (Some(id), Kind::File) => {
                            let Some(len) = self.len(&path)? else { continue };
                            found.push(ParcelFile { desk: desk.clone(), day, id, len });
                        }
                        (None, Kind::File) | (_, Kind::Folder) => return Err(self.stray(&path)),
                        _ => return Err(StoreError::NotPlain(self.root().join(path))),
                    }
                }
            }
        }
        found.sort_unstable_by(|a, b| (&a.desk, a.day, a.id).cmp(&(&b.desk, b.day, b.id)));
        Ok(found)
    }

    /// The paths of the replies that wait for their sources.
    pub fn replies(&self) -> Result<Vec<String>, StoreError> {
        let names = self.entries(MAILBOXES)?.into_iter().map(|(name, _)| format!("{MAILBOXES}/{name}"));
        let mut paths: Vec<String> = names.filter(|path| matches!(Place::of(path), Some(Place::Reply(_)))).collect();
        paths.sort_unstable();
        Ok(paths)
    }

    /// The paths of all small files: whatever a start would not make anew.
    pub fn small_files(&self) -> Result<Vec<String>, StoreError> {
        let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
        while let Some(folder) = folders.pop() {
            for (name, kind) in self.entries(&folder)? {
                let below = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let copied = Place::of(&below) == Some(Place::Small) && below != BACKED_UP && below != RESTORED;
                match (copied, kind) {
                    (true, Kind::Folder) => folders.push(below),
                    (true, Kind::File) => found.push(below),
                    (true, Kind::Other) => return Err(StoreError::NotPlain(self.root().join(below))),
                    (false, _) => {}
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Opens a file by its path below the folder, without moving its access time; `None` when it went meanwhile.
    pub fn open(&self, path: &str) -> Result<Option<fs::File>, StoreError> {
        match self.folder.read(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(StoreError::of("opening a file of the data folder", error)),
        }
    }

    fn entries(&self, path: &str) -> Result<Vec<(String, Kind)>, StoreError> {
        self.folder.entries(path).map_err(|e| StoreError::of("listing a folder", e))
    }

    /// The length of a file; `None` when it went meanwhile.
    fn len(&self, path: &str) -> Result<Option<u64>, StoreError> {
        let Some(file) = self.open(path)? else { return Ok(None) };
        Ok(Some(file.metadata().map_err(|e| StoreError::Io("listing a day", e))?.len()))
    }

    fn stray(&self, path: &str) -> StoreError {
        StoreError::Stray(self.root().join(path))
    }

    /// How many files a repair set aside.
    pub fn set_aside(&self) -> Result<usize, StoreError> {
        let (mut files, mut folders) = (0, vec![QUARANTINE.to_owned()]);
        while let Some(folder) = folders.pop() {
            for (name, kind) in self.quarantined(&folder)? {
                match kind {
                    Kind::Folder => folders.push(format!("{folder}/{name}")),
                    Kind::File | Kind::Other => files += 1,
                }
            }
        }
        Ok(files)
    }

    /// True when something of a desk's day lies set aside that is none of these parcels: the day does not expire then.
    pub fn holds_aside(&self, desk: &DeskId, day: Day, parcels: &[ParcelId]) -> Result<bool, StoreError> {
        let listed = self.quarantined(&format!("{QUARANTINE}/{PARCELS}/{desk}/{day}"))?;
        let named = listed.iter().map(|(name, _)| quarantine::parcel_id(name));
        Ok(named.into_iter().any(|id| id.is_none_or(|id| !parcels.contains(&id))))
    }

    /// What lies in a folder of the quarantine; a link or a file in its place holds nothing.
    fn quarantined(&self, path: &str) -> Result<Vec<(String, Kind)>, StoreError> {
        match self.folder.entries(path) {
            Err(FolderError::NotPlain(_)) => Ok(Vec::new()),
            Err(FolderError::Io(_, error)) if error.kind() == io::ErrorKind::NotADirectory => Ok(Vec::new()),
            other => other.map_err(|e| StoreError::of("listing a folder", e)),
        }
    }

    /// What the reviewers of a desk acknowledged.
    pub fn acknowledged(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        acknowledgements::read(&self.folder, ACKNOWLEDGED, desk)
    }

    /// A desk's withdrawals that wait.
    pub fn waiting(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        tombstones::read(&self.folder, WITHDRAWING, desk)
    }

    /// Notes that a backup in `folder` holds everything up to the end of `day`.
    pub fn note_backup(&self, day: Day, folder: &Path, today: Day) -> Result<(), StoreError> {
        let path = self.root().join(BACKED_UP);
        let folder = std::path::absolute(folder).unwrap_or(folder.to_owned());
        let before = self.backup_folders().into_iter().filter(|known| *known != folder);
        let folders = std::iter::once(folder.clone()).chain(before).take(MOST_BACKUPS);
        let lines = folders.map(|folder| folder.display().to_string()).filter(|line| !line.contains('\n'));
        let lines: Vec<String> = std::iter::once(day.to_string()).chain(lines).map(|line| line + "\n").collect();
        write_whole(&path, lines.concat().as_bytes())?;
        set_day(&path, today)?;
        set_day(self.root(), today)
    }

    /// The day up to whose end the last backup holds everything; `None` when there was none.
    pub fn last_backup(&self) -> Option<Day> {
        self.backed_up()?.lines().next()?.trim().parse().ok()
    }

    /// The folders of the last backups, the newest first.
    pub fn backup_folders(&self) -> Vec<PathBuf> {
        let noted = self.backed_up().unwrap_or_default();
        noted.lines().skip(1).map(PathBuf::from).collect()
    }

    fn backed_up(&self) -> Option<String> {
        let mut text = String::new();
        self.folder.read(BACKED_UP).ok()?.take(MAX_NOTED_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// What is left of its disk.
    pub fn left(&self) -> Result<Left, StoreError> {
        left(self.root())
    }
}

/// Makes a data folder of what was restored into `root`; the last thing that a restore does.
pub fn mark_restored(root: &Path) -> Result<(), StoreError> {
    write_whole(&root.join(MARKER), MARKER_TEXT.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copys_paths_are_understood_and_none_leaves_the_folder() {
        let id = "ab".repeat(32);
        let parcel = Place::Parcel("main".parse().unwrap(), "2026-11-24".parse().unwrap(), id.parse().unwrap());
        assert_eq!(Place::of(&format!("parcels/main/2026-11-24/{id}.age")), Some(parcel));
        assert_eq!(Place::of(&format!("mailboxes/{id}.age")), Some(Place::Reply(id.parse().unwrap())));
        for small in ["derivation.toml", "rosters/00000001.note", "withdrawn/main/x.note", "config/forms/own.toml"] {
            assert_eq!(Place::of(small), Some(Place::Small), "{small}");
        }
        let other = [
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/../b",
            "a//b",
            "./a",
            ".ssh/x",
            "a\\b",
            "a\0",
            "amparo-data",
            "lock",
            "index/db",
            "index.sum",
            "pool/main/x",
            "parcels/main",
            "parcels/main/2026-11-24/x.age",
            "mailboxes/pool/slots/x",
            "mailboxes/x.age",
            "a.part",
            "rosters/1.part",
        ];
        for path in other {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A data folder with nothing in it.
    fn fresh() -> (tempfile::TempDir, DataFolder) {
        let root = tempfile::tempdir().unwrap();
        crate::store::FileStore::open(root.path(), 0, day("2026-11-24")).unwrap().close(day("2026-11-24")).unwrap();
        let data = DataFolder::at(root.path()).unwrap();
        (root, data)
    }

    #[test]
    fn a_data_folder_is_known_by_its_mark_alone() {
        let (root, _) = fresh();
        for other in ["", "amparo", &format!("{MARKER_TEXT}x"), &MARKER_TEXT[1..]] {
            fs::write(root.path().join(MARKER), other).unwrap();
            assert!(matches!(DataFolder::at(root.path()), Err(StoreError::Foreign(_))), "{other:?}");
        }
        mark_restored(root.path()).unwrap();
        assert!(DataFolder::at(root.path()).is_ok());
        fs::remove_file(root.path().join(MARKER)).unwrap();
        assert!(matches!(DataFolder::at(root.path()), Err(StoreError::Foreign(_))));
    }

    #[test]
    fn what_is_no_parcel_among_parcels_is_named() {
        let id = "ab".repeat(32);
        let (today, folder) = (day("2026-11-26"), "parcels/main/2026-11-25");
        for (path, is_folder) in [
            (format!("{folder}/{id}.age"), true),
            (format!("{folder}/notes"), true),
            (format!("{folder}/notes"), false),
            ("parcels/main/notes".to_owned(), true),
            ("parcels/Main Desk".to_owned(), true),
        ] {
            let (root, data) = fresh();
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if is_folder {
                fs::create_dir(&path).unwrap()
            } else {
                fs::write(&path, "").unwrap()
            }
            let refused = data.parcels_before(today);
            assert!(matches!(&refused, Err(StoreError::Stray(stray)) if *stray == path), "{refused:?}");
        }
        let (root, data) = fresh();
        fs::create_dir_all(root.path().join(folder)).unwrap();
        fs::write(root.path().join(format!("{folder}/{id}.age")), "seven b").unwrap();
        let expected =
            ParcelFile { desk: "main".parse().unwrap(), day: day("2026-11-25"), id: id.parse().unwrap(), len: 7 };
        assert_eq!(data.parcels_before(today).unwrap(), [expected]);
        assert!(data.parcels_before(day("2026-11-25")).unwrap().is_empty());
        std::os::unix::fs::symlink("elsewhere", root.path().join(format!("{folder}/{}.age", "cd".repeat(32)))).unwrap();
        assert!(matches!(data.parcels_before(today), Err(StoreError::NotPlain(_))));
    }

    #[test]
    fn replies_notes_that_wait_and_files_that_went_are_what_lies_there() {
        let (root, data) = fresh();
        let desk: DeskId = "main".parse().unwrap();
        let id = "ab".repeat(32);
        assert_eq!((data.replies().unwrap(), data.waiting(&desk).unwrap()), (Vec::new(), Vec::new()));
        fs::write(root.path().join(format!("mailboxes/{id}.age")), "sealed").unwrap();
        fs::write(root.path().join("mailboxes/notes"), "").unwrap();
        assert_eq!(data.replies().unwrap(), [format!("mailboxes/{id}.age")]);
        fs::create_dir_all(root.path().join("withdrawing/main")).unwrap();
        fs::write(root.path().join(format!("withdrawing/main/{id}.note")), "please").unwrap();
        let note = Note { parcel: id.parse().unwrap(), text: "please".to_owned() };
        assert_eq!(data.waiting(&desk).unwrap(), [note]);
        assert!(data.open(&format!("mailboxes/{id}.age")).unwrap().is_some());
        assert!(data.open("mailboxes/went").unwrap().is_none() && data.open("nowhere/went").unwrap().is_none());
        std::os::unix::fs::symlink("elsewhere", root.path().join("link")).unwrap();
        assert!(data.open("link").is_err());
    }

    #[test]
    fn what_stands_in_the_place_of_the_quarantine_holds_nothing() {
        let (root, data) = fresh();
        let (desk, today) = ("main".parse().unwrap(), day("2026-11-25"));
        let path = root.path().join(QUARANTINE);
        assert_eq!(data.set_aside().unwrap(), 0);
        fs::write(&path, "").unwrap();
        assert_eq!(data.set_aside().unwrap(), 0);
        assert!(!data.holds_aside(&desk, today, &[]).unwrap());
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(root.path().join(PARCELS), &path).unwrap();
        assert_eq!(data.set_aside().unwrap(), 0);
        fs::remove_file(&path).unwrap();
        fs::create_dir_all(path.join("parcels/main/2026-11-25")).unwrap();
        fs::write(path.join(format!("parcels/main/2026-11-25/{}.age", "ab".repeat(32))), "").unwrap();
        fs::write(path.join("lock"), "").unwrap();
        assert_eq!(data.set_aside().unwrap(), 2);
        assert!(data.holds_aside(&desk, today, &[]).unwrap());
        assert!(!data.holds_aside(&desk, today, &["ab".repeat(32).parse().unwrap()]).unwrap());
        assert!(!data.holds_aside(&desk, today.plus(1), &[]).unwrap());
    }

    #[test]
    fn the_last_backups_are_noted_the_newest_first_and_each_folder_once() {
        let (_root, data) = fresh();
        assert_eq!((data.last_backup(), data.backup_folders()), (None, Vec::new()));
        let day = day("2026-11-25");
        for (folder, expected) in [
            ("/a", &["/a"][..]),
            ("/b", &["/b", "/a"]),
            ("/a", &["/a", "/b"]),
            ("/two\nlines", &["/a", "/b"]),
            ("/c", &["/c", "/a", "/b"]),
            ("/d", &["/d", "/c", "/a", "/b"]),
            ("/e", &["/e", "/d", "/c", "/a"]),
        ] {
            data.note_backup(day, Path::new(folder), day).unwrap();
            let noted = data.backup_folders();
            assert_eq!(noted, expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{folder}");
        }
        assert_eq!(data.last_backup(), Some(day));
    }
}
