//! A data folder as another process sees it, beside a server that runs or without one.
//!
//! Files that stand are whole and never change, so reading needs neither the server's lock nor its index. What goes
//! meanwhile was withdrawn, deleted or has expired: it is left out.
//!
//! Mostly root reads here, on behalf of an account that others may have broken into: nothing is reached by a link.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::acknowledgements::{self, ACKNOWLEDGED, EXPIRED};
use super::backed_up::BACKED_UP;
use super::disk::{RESTORED, is_of_one_file, left, write_whole};
use super::files::{
    DERIVATION, LOCK, MARKER, MARKER_TEXT, PARCELS, POOL, RESERVE, ROSTERS, file_name, parcel_id, read_derivation,
    roster_name,
};
use super::index;
use super::order::ORDER;
use super::quarantine::{self, QUARANTINE};
use super::slots::MAILBOXES;
use super::tombstones::{self, WITHDRAWING};
use super::{Acknowledged, Left, Note, StoreError};
use crate::harden::folder::{Folder, FolderError, Kind};
use crate::seal::{Day, DeskId, ParcelId, SlotName};

mod beginning;

/// What a start makes anew, or another folder has no use for.
const NOT_COPIED: [&str; 11] =
    [MARKER, LOCK, RESERVE, POOL, ORDER, PARCELS, MAILBOXES, QUARANTINE, index::FOLDER, index::BESIDE, index::SUM];

/// The server's own key for reviewers, which `serving` keeps there: a start does not make it anew.
pub const SERVER_KEY: &str = "reviewing.key";

/// The salt's file is a few lines.
const MAX_DERIVATION_BYTES: u64 = 64 << 10;

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
    /// Bytes of it, whether it may be read or not.
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

/// True for the path of a folder that parcels or replies lie in: what a copy names of them whose disk does not list it.
pub fn is_folder_of_many(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>()[..] {
        [PARCELS | MAILBOXES] => true,
        [PARCELS, desk] => desk.parse::<DeskId>().is_ok(),
        [PARCELS, desk, day] => desk.parse::<DeskId>().is_ok() && day.parse::<Day>().is_ok(),
        _ => false,
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

    /// Looks whether the salt of the codenames is there: a copy without it opens no mailbox.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where it is not, or does not make sense.
    pub fn check_derivation(&self) -> Result<(), StoreError> {
        let mut content = Vec::new();
        if let Some(file) = self.open(DERIVATION)? {
            let read = file.take(MAX_DERIVATION_BYTES).read_to_end(&mut content);
            read.map_err(|e| StoreError::Io("reading derivation.toml", e))?;
        }
        self.check_copied_derivation(std::iter::once((DERIVATION, content.as_slice())))
    }

    /// The same of the files that a copy is made of, by their paths: the salt may have gone since it was looked for.
    ///
    /// # Errors
    /// The same.
    pub fn check_copied_derivation<'a>(
        &self,
        mut copied: impl Iterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<(), StoreError> {
        let is_salt = |(path, content): (&str, &[u8])| {
            path == DERIVATION && std::str::from_utf8(content).is_ok_and(|text| read_derivation(text).is_some())
        };
        if copied.any(is_salt) { Ok(()) } else { Err(StoreError::Damaged(self.root().join(DERIVATION))) }
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The parcels of every day before `today`, by desk, day and id.
    pub fn parcels_before(&self, today: Day) -> Result<Vec<ParcelFile>, StoreError> {
        self.parcels(|day| day < today)
    }

    /// The parcels of the days of which `counts` is true, by desk, day and id.
    pub fn parcels(&self, counts: impl Fn(Day) -> bool) -> Result<Vec<ParcelFile>, StoreError> {
        self.parcels_by(counts, |path| self.entries(path))
    }

    /// Those of them that are in folders which can be listed; the paths of the others are added to `unlisted`.
    pub fn listed_parcels(
        &self,
        counts: impl Fn(Day) -> bool,
        unlisted: &mut Vec<String>,
    ) -> Result<Vec<ParcelFile>, StoreError> {
        self.parcels_by(counts, |path| self.listed(path, unlisted))
    }

    fn parcels_by(
        &self,
        counts: impl Fn(Day) -> bool,
        mut entries: impl FnMut(&str) -> Result<Vec<(String, Kind)>, StoreError>,
    ) -> Result<Vec<ParcelFile>, StoreError> {
        let mut found = Vec::new();
        for (desk_name, _) in entries(PARCELS)? {
            let of_desk = format!("{PARCELS}/{desk_name}");
            let Ok(desk) = desk_name.parse::<DeskId>() else { return Err(self.stray(&of_desk)) };
            for (day_name, _) in entries(&of_desk)? {
                let of_day = format!("{of_desk}/{day_name}");
                let Ok(day) = day_name.parse::<Day>() else { return Err(self.stray(&of_day)) };
                if !counts(day) {
                    continue;
                }
                for (name, kind) in entries(&of_day)? {
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

    /// The paths of the replies that wait for their sources; where their folder cannot be listed, its path is added to
    /// `unlisted`.
    pub fn replies(&self, unlisted: &mut Vec<String>) -> Result<Vec<String>, StoreError> {
        let names = self.listed(MAILBOXES, unlisted)?.into_iter().map(|(name, _)| format!("{MAILBOXES}/{name}"));
        let mut paths: Vec<String> = names.filter(|path| matches!(Place::of(path), Some(Place::Reply(_)))).collect();
        paths.sort_unstable();
        Ok(paths)
    }

    /// The paths of all small files: whatever a start would not make anew. Those of folders that cannot be listed are added
    /// to `unlisted`.
    pub fn small_files(&self, unlisted: &mut Vec<String>) -> Result<Vec<String>, StoreError> {
        let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
        while let Some(folder) = folders.pop() {
            for (name, kind) in self.listed(&folder, unlisted)? {
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
        let read = || match Place::of(path) {
            Some(Place::Parcel(..)) => self.folder.read_by_two_names(path, &path.replacen(PARCELS, ORDER, 1)),
            _ => self.folder.read(path),
        };
        let read = match read() {
            // A server that runs may have taken the second name away, between two looks.
            Err(FolderError::NotPlain(_)) => read(),
            other => other,
        };
        match read {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(StoreError::of("opening a file of the data folder", error)),
        }
    }

    fn entries(&self, path: &str) -> Result<Vec<(String, Kind)>, StoreError> {
        self.folder.entries(path).map_err(|e| StoreError::of("listing a folder", e))
    }

    /// The same, of a folder below; one that its disk does not list holds nothing, and its path is added to `unlisted`.
    fn listed(&self, path: &str, unlisted: &mut Vec<String>) -> Result<Vec<(String, Kind)>, StoreError> {
        match self.folder.entries(path) {
            Err(FolderError::Io(_, error)) if !path.is_empty() && is_of_one_file(&error) => {
                unlisted.push(path.to_owned());
                Ok(Vec::new())
            }
            other => other.map_err(|e| StoreError::of("listing a folder", e)),
        }
    }

    /// The length of a file, which counts whether it may be read or not; `None` when it went meanwhile.
    fn len(&self, path: &str) -> Result<Option<u64>, StoreError> {
        match self.folder.len(path) {
            Err(error) if error.is_missing() => Ok(None),
            other => other.map(Some).map_err(|e| StoreError::of("listing a day", e)),
        }
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

    /// True when a repair set replies aside.
    pub fn holds_replies_aside(&self) -> Result<bool, StoreError> {
        Ok(!self.quarantined(&format!("{QUARANTINE}/{MAILBOXES}"))?.is_empty())
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

    /// The last day that any desk let go.
    pub fn last_expired(&self) -> Result<Option<Day>, StoreError> {
        let mut last = None;
        for (desk, _) in self.entries(EXPIRED)? {
            let days = self.entries(&format!("{EXPIRED}/{desk}"))?;
            last = days.into_iter().filter_map(|(day, _)| day.parse().ok()).max().max(last);
        }
        Ok(last)
    }

    /// Under which day a server files what comes for a desk (see [`Store::filing_day`](super::Store::filing_day)).
    pub fn filing_day(&self, desk: &DeskId, today: Day) -> Result<Day, StoreError> {
        let expired = self.entries(&format!("{EXPIRED}/{desk}"))?;
        let expired: Vec<Day> = expired.into_iter().filter_map(|(day, _)| day.parse().ok()).collect();
        Ok(acknowledgements::first_that_stays(today, expired.len(), |day| expired.contains(&day)))
    }

    /// A desk's withdrawals that wait.
    pub fn waiting(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
        tombstones::read(&self.folder, WITHDRAWING, desk)
    }

    /// What is left of its disk.
    pub fn left(&self) -> Result<Left, StoreError> {
        left(self.root())
    }
}

/// True for the path of a roster that was served.
pub fn is_kept_roster(path: &str) -> bool {
    path.strip_prefix(ROSTERS).is_some_and(|rest| rest.starts_with('/'))
}

/// The path of the roster with this version.
pub fn kept_roster(version: u64) -> String {
    format!("{ROSTERS}/{}", roster_name(version))
}

/// Makes a data folder of what was restored into `root`; the last thing that a restore does.
pub fn mark_restored(root: &Path) -> Result<(), StoreError> {
    write_whole(&root.join(MARKER), MARKER_TEXT.as_bytes())
}

#[cfg(test)]
mod tests;
