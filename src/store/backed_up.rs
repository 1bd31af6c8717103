//! What a data folder knows of the backups that were made of it.
//!
//! ```text
//! DATA/backed-up   DAY                         up to whose end the last one was made
//!                  DAY whole|lacks FOLDER      the last one in each folder, the newest first
//! ```
//! Versions of before wrote the folders alone: those have the first line's day, and count for whole.

use std::io::Read as _;
use std::path::PathBuf;

use super::disk::{set_day, write_whole};
use super::{DataFolder, StoreError};
use crate::seal::Day;

pub(super) const BACKED_UP: &str = "backed-up";
/// So many folders that backups were made into are remembered: sticks are taken in turn.
const MOST_BACKUPS: usize = 4;
const MAX_NOTED_BYTES: u64 = 64 << 10;

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedBackup {
    /// The day up to whose end.
    pub day: Day,
    /// False when something could not be copied into it.
    pub is_whole: bool,
    /// Where it lies.
    pub folder: PathBuf,
}

impl NotedBackup {
    fn to_line(&self) -> String {
        let mark = if self.is_whole { "whole" } else { "lacks" };
        format!("{} {mark} {}\n", self.day, self.folder.display())
    }

    /// Reads a line; `last` is the day of those that have none.
    fn of_line(line: &str, last: Day) -> Self {
        let of_now = || {
            let (day, rest) = line.split_once(' ')?;
            let (mark, folder) = rest.split_once(' ')?;
            Some(Self { day: day.parse().ok()?, is_whole: mark == "whole", folder: folder.into() })
        };
        of_now().unwrap_or_else(|| Self { day: last, is_whole: true, folder: line.into() })
    }
}

impl DataFolder {
    /// Notes that a backup was made.
    pub fn note_backup(&self, made: NotedBackup, today: Day) -> Result<(), StoreError> {
        let path = self.root().join(BACKED_UP);
        let folder = std::path::absolute(&made.folder).unwrap_or(made.folder);
        let made = NotedBackup { folder, ..made };
        let before = self.backups().into_iter().filter(|known| known.folder != made.folder);
        let all = std::iter::once(made.clone()).chain(before).take(MOST_BACKUPS);
        let all = all.filter(|known| !known.folder.to_string_lossy().contains('\n'));
        let text = all.fold(format!("{}\n", made.day), |text, known| text + &known.to_line());
        write_whole(&path, text.as_bytes())?;
        set_day(&path, today)?;
        set_day(self.root(), today)
    }

    /// The day up to whose end the last backup was made; `None` when there was none.
    pub fn last_backup(&self) -> Option<Day> {
        self.backed_up()?.lines().next()?.trim().parse().ok()
    }

    /// The last backups, one for each folder, the newest first.
    pub fn backups(&self) -> Vec<NotedBackup> {
        let (noted, last) = (self.backed_up().unwrap_or_default(), self.last_backup());
        let of_line = |line| last.map(|last| NotedBackup::of_line(line, last));
        noted.lines().skip(1).filter_map(of_line).collect()
    }

    /// The folder of the last backup, when something could not be copied into it and no other is as new and whole.
    pub fn incomplete_backup(&self) -> Option<PathBuf> {
        let backups = self.backups();
        let last = backups.first()?;
        let is_made_good = |other: &NotedBackup| other.is_whole && other.day >= last.day;
        (!last.is_whole && !backups.iter().any(is_made_good)).then(|| last.folder.clone())
    }

    fn backed_up(&self) -> Option<String> {
        let mut text = String::new();
        self.open(BACKED_UP).ok()??.take(MAX_NOTED_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A data folder with nothing in it.
    fn fresh() -> (tempfile::TempDir, DataFolder) {
        let root = tempfile::tempdir().unwrap();
        crate::store::mark_restored(root.path()).unwrap();
        let data = DataFolder::at(root.path()).unwrap();
        (root, data)
    }

    fn made(of: &str, is_whole: bool, folder: &str) -> NotedBackup {
        NotedBackup { day: day(of), is_whole, folder: folder.into() }
    }

    #[test]
    fn the_last_backups_are_noted_the_newest_first_and_each_folder_once_with_its_own_day() {
        let (_root, data) = fresh();
        assert_eq!((data.last_backup(), data.backups(), data.incomplete_backup()), (None, Vec::new(), None));
        for (of, folder, expected) in [
            ("2026-11-20", "/a", &["20 /a"][..]),
            ("2026-11-21", "/b c", &["21 /b c", "20 /a"]),
            ("2026-11-22", "/a", &["22 /a", "21 /b c"]),
            ("2026-11-23", "/two\nlines", &["22 /a", "21 /b c"]),
            ("2026-11-24", "/c", &["24 /c", "22 /a", "21 /b c"]),
            ("2026-11-25", "/d", &["25 /d", "24 /c", "22 /a", "21 /b c"]),
            ("2026-11-26", "/e", &["26 /e", "25 /d", "24 /c", "22 /a"]),
        ] {
            data.note_backup(made(of, true, folder), day("2026-11-27")).unwrap();
            let noted = data.backups().into_iter();
            let noted: Vec<String> =
                noted.map(|known| format!("{} {}", &known.day.to_string()[8..], known.folder.display())).collect();
            assert_eq!(noted, expected, "{folder}");
            assert_eq!(data.last_backup(), Some(day(of)));
        }
    }

    #[test]
    fn folders_that_a_version_of_before_noted_have_the_last_ones_day() {
        let (root, data) = fresh();
        fs::write(root.path().join(BACKED_UP), "2026-11-24\n/a b\n/c\n").unwrap();
        assert_eq!(data.backups(), [made("2026-11-24", true, "/a b"), made("2026-11-24", true, "/c")]);
        data.note_backup(made("2026-11-25", true, "/c"), day("2026-11-26")).unwrap();
        assert_eq!(data.backups(), [made("2026-11-25", true, "/c"), made("2026-11-24", true, "/a b")]);
    }

    #[test]
    fn an_incomplete_backup_is_known_until_one_that_is_whole_is_as_new() {
        let (_root, data) = fresh();
        let today = day("2026-11-27");
        for (backup, is_incomplete) in [
            (made("2026-11-24", true, "/a"), false),
            (made("2026-11-25", false, "/a"), true),
            (made("2026-11-25", true, "/b"), false),
            (made("2026-11-25", false, "/a"), false),
            (made("2026-11-26", false, "/a"), true),
            (made("2026-11-26", true, "/a"), false),
        ] {
            data.note_backup(backup.clone(), today).unwrap();
            assert_eq!(data.incomplete_backup(), is_incomplete.then(|| "/a".into()), "{backup:?}");
        }
    }
}
