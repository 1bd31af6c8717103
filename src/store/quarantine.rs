//! What a repair set aside: damaged parcels, and what lay where it does not belong.
//!
//! ```text
//! DATA/quarantine/PATH        as it lay at PATH; where that is taken, PATH.2, PATH.3, …
//! ```
//! A damaged parcel may still hold most of what was told, so nothing is deleted for being damaged. But what is
//! withdrawn, expires or is deleted goes from here as it goes from its place.
//!
//! What lies here is what somebody or something else left: no link is followed, and a file where a folder is asked for
//! holds nothing.

use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use super::StoreError;
use super::disk::{PARCELS, entries, is_folder, make_folder, set_day, sync_folder};
use super::slots::MAILBOXES;
use crate::seal::{Day, DeskId, ParcelId, SlotName};

/// Where a repair sets things aside.
pub const QUARANTINE: &str = "quarantine";
/// An id in hex, which the names of a parcel and of a reply begin with.
const ID_CHARS: usize = 64;
/// What Linux's file systems take.
const MAX_NAME_BYTES: usize = 255;

/// Moves what lies at `path` below the data folder here; says where it lies now, below the data folder.
pub(super) fn set_aside(root: &Path, path: &Path) -> Result<PathBuf, StoreError> {
    let wanted = Path::new(QUARANTINE).join(path);
    let folder = make_room(root, wanted.parent().unwrap_or(Path::new(QUARANTINE)))?;
    let place = free_name(root, &wanted);
    let from = root.join(path);
    fs::rename(&from, root.join(&place)).map_err(|e| StoreError::Io("setting something aside", e))?;
    for above in folder.ancestors().take_while(|above| above.starts_with(root)) {
        sync_folder(above)?;
    }
    sync_folder(from.parent().unwrap_or(root))?;
    Ok(place)
}

/// Sets aside what stands in the place of the quarantine itself; true when anything did.
pub(super) fn take_its_place(root: &Path) -> Result<bool, StoreError> {
    let path = root.join(QUARANTINE);
    if path.symlink_metadata().is_err() || is_folder(&path)? {
        return Ok(false);
    }
    make_room(root, Path::new(QUARANTINE))?;
    sync_folder(&path)?;
    sync_folder(root)?;
    Ok(true)
}

/// Makes a folder here. What stands in its way, because it was set aside itself, gets a number; what stands in the way of
/// the quarantine is set aside in it.
fn make_room(root: &Path, folder: &Path) -> Result<PathBuf, StoreError> {
    let failed = |e| StoreError::Io("setting something aside", e);
    let mut at = PathBuf::new();
    for step in folder {
        at.push(step);
        let whole = root.join(&at);
        if whole.symlink_metadata().is_err() || is_folder(&whole)? {
            continue;
        }
        let beside = root.join(free_name(root, &at));
        fs::rename(&whole, &beside).map_err(failed)?;
        if at == Path::new(QUARANTINE) {
            make_folder(&whole)?;
            fs::rename(&beside, whole.join(QUARANTINE)).map_err(failed)?;
        }
    }
    let folder = root.join(folder);
    make_folder(&folder)?;
    Ok(folder)
}

/// A path below the data folder that nothing has: this one, or with a number behind it.
fn free_name(root: &Path, path: &Path) -> PathBuf {
    let numbered = |n: u32| {
        let number = format!(".{n}");
        let mut name = path.file_name().unwrap_or_default().as_bytes().to_vec();
        name.truncate(MAX_NAME_BYTES - number.len());
        name.extend(number.as_bytes());
        path.with_file_name(std::ffi::OsString::from_vec(name))
    };
    let is_free = |place: &PathBuf| root.join(place).symlink_metadata().is_err();
    let mut all = std::iter::once(path.to_owned()).chain((2..).map(numbered));
    all.find(is_free).unwrap_or_else(|| path.to_owned())
}

/// What something was called that lies here under this name, with a number behind it or without.
pub fn name_before(name: &str) -> &str {
    let numbered = name.rsplit_once('.').filter(|(_, number)| number.parse::<u32>().is_ok());
    numbered.map_or(name, |(name, _)| name)
}

/// True when a damaged parcel of this id lies here.
pub(super) fn holds(root: &Path, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError> {
    for (_, folder) in within(root, &[PARCELS, desk.as_str()])? {
        if is_folder(&folder)? && entries(&folder)?.iter().any(|(name, _)| parcel_id(name) == Some(id)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What lies here of a day, each by the id that it was named by, where it has one.
pub(super) fn of_day(root: &Path, desk: &DeskId, day: Day) -> Result<Vec<Option<ParcelId>>, StoreError> {
    let listed = within(root, &[PARCELS, desk.as_str(), &day.to_string()])?;
    Ok(listed.iter().map(|(name, _)| parcel_id(name)).collect())
}

/// Removes for good what of a desk's damaged parcels is gone, by its day and the id that it was named by.
pub(super) fn remove(
    root: &Path,
    desk: &DeskId,
    today: Day,
    is_gone: impl Fn(Day, Option<ParcelId>) -> bool,
) -> Result<(), StoreError> {
    for (name, folder) in within(root, &[PARCELS, desk.as_str()])? {
        let (Ok(day), true) = (name.parse::<Day>(), is_folder(&folder)?) else { continue };
        let left = remove_of(&folder, day, |name| is_gone(day, parcel_id(name)))?;
        if left == Some(0) {
            fs::remove_dir(&folder).map_err(|e| StoreError::Io("removing a damaged parcel", e))?;
            let above = folder.parent().unwrap_or(root);
            sync_folder(above)?;
            set_day(above, today)?;
        }
    }
    Ok(())
}

/// Removes for good what of replies lies here, by the slots that they lay in.
pub(super) fn remove_replies(root: &Path, slots: &[SlotName], today: Day) -> Result<(), StoreError> {
    let is_gone = |name: &str| id_of::<SlotName>(name).is_some_and(|slot| slots.contains(&slot));
    let folder = root.join(QUARANTINE).join(MAILBOXES);
    if !within(root, &[MAILBOXES])?.is_empty() {
        remove_of(&folder, today, is_gone)?;
    }
    Ok(())
}

/// Removes what of a folder here is gone, and lets the folder tell its day; how much stays, where anything went.
fn remove_of(folder: &Path, day: Day, is_gone: impl Fn(&str) -> bool) -> Result<Option<usize>, StoreError> {
    let (going, staying): (Vec<_>, Vec<_>) = entries(folder)?.into_iter().partition(|(name, _)| is_gone(name));
    if going.is_empty() {
        return Ok(None);
    }
    for (_, path) in &going {
        remove_any(path).map_err(|e| StoreError::Io("removing what was set aside", e))?;
    }
    sync_folder(folder)?;
    set_day(folder, day)?;
    Ok(Some(staying.len()))
}

/// The desks of which damaged parcels lie here.
pub(super) fn desks(root: &Path) -> Result<Vec<DeskId>, StoreError> {
    Ok(within(root, &[PARCELS])?.iter().filter_map(|(name, _)| name.parse().ok()).collect())
}

/// Removes a file, or a folder with all that is in it; what is gone already is gone. No link is followed.
pub(super) fn remove_any(path: &Path) -> io::Result<()> {
    let removed = match path.symlink_metadata() {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// What lies in a folder here; nothing where one of the steps to it is a link or a file.
fn within(root: &Path, steps: &[&str]) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let mut folder = root.join(QUARANTINE);
    for step in steps {
        if !is_folder(&folder)? {
            return Ok(Vec::new());
        }
        folder.push(step);
    }
    if is_folder(&folder)? { entries(&folder) } else { Ok(Vec::new()) }
}

/// The id that a parcel was named by, with a number behind it or without.
pub(super) fn parcel_id(name: &str) -> Option<ParcelId> {
    id_of(name)
}

fn id_of<T: std::str::FromStr>(name: &str) -> Option<T> {
    name.get(..ID_CHARS)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_stays_as_long_as_a_name_may_be() {
        let root = tempfile::tempdir().unwrap();
        let long = "n".repeat(MAX_NAME_BYTES);
        for (name, second, third) in [
            ("lock", "lock.2".to_owned(), "lock.3".to_owned()),
            (&long, format!("{}.2", &long[2..]), format!("{}.3", &long[2..])),
        ] {
            for expected in [name, &second, &third] {
                assert_eq!(free_name(root.path(), Path::new(name)), Path::new(expected));
                fs::write(root.path().join(expected), "").unwrap();
            }
        }
        for (name, before) in [("lock.2", "lock"), ("1.note", "1.note"), ("1.note.12", "1.note"), ("lock.", "lock.")] {
            assert_eq!(name_before(name), before);
        }
        std::os::unix::fs::symlink("nowhere", root.path().join("link")).unwrap();
        assert_eq!(free_name(root.path(), Path::new("link")), Path::new("link.2"));
    }

    #[test]
    fn whatever_lies_there_is_removed_and_what_a_link_leads_to_stays() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::create_dir_all(at("folder/below")).unwrap();
        fs::create_dir(at("kept")).unwrap();
        fs::write(at("kept/file"), "").unwrap();
        fs::write(at("file"), "").unwrap();
        std::os::unix::fs::symlink(at("kept"), at("link")).unwrap();
        for name in ["folder", "file", "link", "none"] {
            remove_any(&at(name)).unwrap();
            assert!(at(name).symlink_metadata().is_err(), "{name}");
        }
        assert!(at("kept/file").exists());
        assert!(remove_any(&at("kept/file/below")).is_err());
    }

    #[test]
    fn what_stands_in_the_place_of_the_quarantine_is_set_aside_in_it_once() {
        let root = tempfile::tempdir().unwrap();
        assert!(!take_its_place(root.path()).unwrap());
        fs::write(root.path().join(QUARANTINE), "in the way").unwrap();
        assert!(take_its_place(root.path()).unwrap());
        assert!(!take_its_place(root.path()).unwrap());
        let kept = root.path().join(QUARANTINE).join(QUARANTINE);
        assert_eq!(fs::read_to_string(kept).unwrap(), "in the way");
    }
}
