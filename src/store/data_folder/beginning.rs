//! What a start would say of a data folder and a roster, asked without starting: nothing is made or locked.

use std::io::Read as _;
use std::path::Path;

use super::{DataFolder, kept_roster};
use crate::harden::folder::Folder;
use crate::store::StoreError;
use crate::store::disk::is_of_one_file;
use crate::store::files::{LOCK, ROSTERS, may_follow, version_of};

impl DataFolder {
    /// Looks at the folder `root` as a server that is to begin there or to go on; `None` where it would make it its own.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] for a folder that is none of ours and not empty.
    pub fn to_begin_in(root: &Path) -> Result<Option<Self>, StoreError> {
        match Self::at(root) {
            // A first start that was cut short may have left the lock.
            Err(StoreError::Foreign(_)) if Self::names_in(root)?.iter().all(|name| name == LOCK) => Ok(None),
            other => other.map(Some),
        }
    }

    /// What lies in a folder; nothing where there is none.
    fn names_in(root: &Path) -> Result<Vec<String>, StoreError> {
        let entries = match Folder::open(root) {
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            other => other.and_then(|folder| folder.entries("")),
        };
        let entries = entries.map_err(|e| StoreError::of("reading the data folder", e))?;
        Ok(entries.into_iter().map(|(name, _)| name).collect())
    }

    /// Whether a start would take this roster after those that were served.
    ///
    /// # Errors
    /// As [`FileStore::keep_roster`](crate::store::FileStore::keep_roster) would refuse it.
    pub fn check_roster(&self, version: u64, note: &str) -> Result<(), StoreError> {
        let kept = self.entries(ROSTERS)?;
        let newest = kept.iter().filter_map(|(name, _)| version_of(name)).max().unwrap_or(0);
        may_follow(version, newest, || self.is_same(version, note))
    }

    /// True where the kept roster of this version says the same, or none is kept.
    fn is_same(&self, version: u64, note: &str) -> Result<bool, StoreError> {
        let Some(file) = self.open(&kept_roster(version))? else { return Ok(true) };
        let mut known = Vec::new();
        // One byte more tells a longer one.
        match file.take(note.len() as u64 + 1).read_to_end(&mut known) {
            // Nobody's word.
            Err(error) if is_of_one_file(&error) => Ok(false),
            Err(error) => Err(StoreError::Io("reading a roster", error)),
            Ok(_) => Ok(known == note.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::seal::Clock;
    use crate::store::{FileStore, Free};

    #[test]
    fn what_is_asked_before_a_start_is_what_a_start_says() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("data");
        let asked = |version: u64, note: &str| match DataFolder::to_begin_in(&root) {
            Ok(None) => "new".to_owned(),
            Ok(Some(data)) => data.check_roster(version, note).map_or_else(|e| e.to_string(), |()| "taken".to_owned()),
            Err(error) => error.to_string(),
        };
        let foreign = format!("{} is not a data folder of Amparo", root.display());
        assert_eq!(asked(1, "one"), "new");
        fs::create_dir(&root).unwrap();
        fs::write(root.join(LOCK), "").unwrap();
        assert_eq!(asked(1, "one"), "new");
        fs::write(root.join("holiday.jpg"), "").unwrap();
        assert_eq!(asked(1, "one"), foreign);
        assert_eq!(fs::read_dir(&root).unwrap().count(), 2, "nothing was made");
        fs::remove_file(root.join("holiday.jpg")).unwrap();

        let store = FileStore::open(&root, Free::default(), Clock::system().today()).unwrap();
        let notes = [(2, "two"), (2, "two"), (2, "other"), (2, "two and more"), (2, "tw"), (1, "one"), (3, "three")];
        for (version, note) in notes {
            let said = store.keep_roster(version, note).map_or_else(|e| e.to_string(), |()| "taken".to_owned());
            assert_eq!(asked(version, note), said, "{version} {note}");
        }
        fs::write(root.join(crate::store::kept_roster(3)), b"\xff").unwrap();
        assert_eq!(asked(3, "three"), store.check_roster(3, "three").unwrap_err().to_string());
        assert_eq!(asked(4, "four"), "taken");
    }
}
