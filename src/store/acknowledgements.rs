//! What reviewers acknowledged, and the days that expired because all of them had.
//!
//! ```text
//! DATA/acknowledged/DESK/DAY/REVIEWER.note   this reviewer holds the day whole
//!      expired/DESK/DAY/REVIEWER.note        the day's parcels are gone, or go at the next start
//! ```
//! A day expires by one renaming of its folder of acknowledgements, durable before the first parcel is unlinked: a
//! start finishes what a kill broke off. What the notes say and who signed them, others know.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::disk::{entries, is_of_one_file, len_of_file, make_folder, set_day, sync_folder, write_whole};
use super::files::days_below;
use super::{Acknowledged, StoreError};
use crate::harden::folder::{Folder, FolderError, Kind};
use crate::seal::{Day, DeskId, ShortName};

pub(super) const ACKNOWLEDGED: &str = "acknowledged";
pub(crate) const EXPIRED: &str = "expired";
/// A note is a few lines; a longer file is none of ours.
const MAX_NOTE_BYTES: u64 = 8 << 10;

/// The notes of both kinds.
pub(super) struct Acknowledgements {
    root: PathBuf,
    gone: Mutex<HashSet<(DeskId, Day)>>,
}

impl Acknowledgements {
    /// Reads which days have expired.
    pub(super) fn open(root: &Path) -> Result<Self, StoreError> {
        let mut gone = HashSet::new();
        for folder in [ACKNOWLEDGED, EXPIRED] {
            make_folder(&root.join(folder))?;
            for (desk, day, path) in days_below(&root.join(folder))? {
                if folder == EXPIRED {
                    gone.insert((desk, day));
                }
                for (name, path) in entries(&path)? {
                    len_of_file(&path)?;
                    // What a kill left half-written.
                    if name.strip_suffix(".part").is_some() {
                        fs::remove_file(&path).map_err(|e| StoreError::Io("removing half a note", e))?;
                    }
                }
            }
        }
        Ok(Self { root: root.to_owned(), gone: Mutex::new(gone) })
    }

    /// True when a day has expired.
    pub(super) fn is_expired(&self, desk: &DeskId, day: Day) -> bool {
        self.gone().contains(&(desk.clone(), day))
    }

    /// `today`, or the first day after it that has not expired.
    pub(super) fn filing_day(&self, desk: &DeskId, today: Day) -> Day {
        let gone = self.gone();
        first_that_stays(today, gone.len(), |day| gone.contains(&(desk.clone(), day)))
    }

    /// True when any day of the desk has.
    pub(super) fn has_expired_days(&self, desk: &DeskId) -> bool {
        self.gone().iter().any(|(of, _)| of == desk)
    }

    /// Keeps a reviewer's note, in place of an earlier one; not of a day that has expired.
    ///
    /// # Errors
    /// [`StoreError::Full`] where the disk has no room for it or for its folders.
    pub(super) fn keep(&self, desk: &DeskId, note: &Acknowledged, today: Day) -> Result<(), StoreError> {
        let gone = self.gone();
        if gone.contains(&(desk.clone(), note.day)) {
            return Ok(());
        }
        self.write(desk, note, today).map_err(StoreError::or_full)
    }

    fn write(&self, desk: &DeskId, note: &Acknowledged, today: Day) -> Result<(), StoreError> {
        let of_desk = self.root.join(ACKNOWLEDGED).join(desk.as_str());
        let folder = of_desk.join(note.day.to_string());
        make_folder(&folder)?;
        let path = folder.join(format!("{}.note", note.reviewer));
        write_whole(&path, note.text.as_bytes())?;
        for path in [&path, &folder, &of_desk, &self.root.join(ACKNOWLEDGED)] {
            set_day(path, today)?;
        }
        sync_folder(&of_desk)?;
        sync_folder(&self.root.join(ACKNOWLEDGED))
    }

    /// Lets a day expire. From then on its parcels are not served.
    pub(super) fn expire(&self, desk: &DeskId, day: Day, today: Day) -> Result<(), StoreError> {
        let mut gone = self.gone();
        let (from, to) =
            (self.root.join(ACKNOWLEDGED).join(desk.as_str()), self.root.join(EXPIRED).join(desk.as_str()));
        make_folder(&to)?;
        sync_folder(&self.root.join(EXPIRED))?;
        let name = day.to_string();
        fs::rename(from.join(&name), to.join(&name)).map_err(|e| StoreError::Io("letting a day expire", e))?;
        sync_folder(&to)?;
        sync_folder(&from)?;
        for path in [&from, &to, &self.root.join(EXPIRED)] {
            set_day(path, today)?;
        }
        gone.insert((desk.clone(), day));
        Ok(())
    }

    /// What the reviewers of a desk acknowledged.
    pub(super) fn acknowledged(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        self.read(ACKNOWLEDGED, desk)
    }

    /// By whose acknowledgements a desk's days expired.
    pub(super) fn expired(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        self.read(EXPIRED, desk)
    }

    fn read(&self, kind: &str, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        let root = Folder::open(&self.root).map_err(|e| StoreError::of("reading an acknowledgement", e))?;
        read(&root, kind, desk)
    }

    fn gone(&self) -> MutexGuard<'_, HashSet<(DeskId, Day)>> {
        self.gone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `today`, or the first day after it that has not expired, of which there are so many.
pub(super) fn first_that_stays(today: Day, expired: usize, has_expired: impl Fn(Day) -> bool) -> Day {
    // Of one day more than have expired, one has not.
    (0..).map(|n| today.plus(n)).take(expired + 1).find(|day| !has_expired(*day)).unwrap_or(today)
}

/// A desk's notes of a kind, by day and reviewer. What does not make sense is nobody's word.
pub(super) fn read(root: &Folder, kind: &str, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
    let failed = |e| StoreError::of("reading an acknowledgement", e);
    let mut notes = Vec::new();
    let of_desk = format!("{kind}/{desk}");
    for (name, found) in root.entries(&of_desk).map_err(failed)? {
        let (Ok(day), Kind::Folder) = (name.parse::<Day>(), found) else { continue };
        let of_day = format!("{of_desk}/{name}");
        for (name, _) in root.entries(&of_day).map_err(failed)? {
            let Some(reviewer) = name.strip_suffix(".note").and_then(|name| name.parse::<ShortName>().ok()) else {
                continue;
            };
            let file = match root.read(&format!("{of_day}/{name}")) {
                Err(error) if error.is_missing() => continue,
                Err(FolderError::Io(_, error)) if is_of_one_file(&error) => continue,
                other => other.map_err(failed)?,
            };
            let mut bytes = Vec::new();
            match io::Read::read_to_end(&mut io::Read::take(file, MAX_NOTE_BYTES), &mut bytes) {
                Err(error) if is_of_one_file(&error) => continue,
                other => other.map_err(|e| StoreError::Io("reading an acknowledgement", e))?,
            };
            notes.push(Acknowledged { day, reviewer, text: String::from_utf8_lossy(&bytes).into_owned() });
        }
    }
    notes.sort_unstable_by(|a, b| (a.day, &a.reviewer).cmp(&(b.day, &b.reviewer)));
    Ok(notes)
}
