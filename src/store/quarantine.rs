//! What a repair set aside: damaged parcels, and what lay where it does not belong.
//!
//! ```text
//! DATA/quarantine/PATH        as it lay at PATH; where that is taken, PATH.2, PATH.3, …
//! ```
//! A damaged parcel may still hold most of what was told, so nothing is deleted for being damaged. But what is
//! withdrawn or expires goes from here as it goes from its place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::disk::{PARCELS, entries, make_folder, sync_folder};
use crate::seal::{Day, DeskId, ParcelId};

pub(super) const QUARANTINE: &str = "quarantine";
/// An id in hex, which the name of a parcel begins with.
const ID_CHARS: usize = 64;

/// Moves what lies at `path` below the data folder here; says where it lies now, below the data folder.
pub(super) fn set_aside(root: &Path, path: &Path) -> Result<PathBuf, StoreError> {
    let failed = |e| StoreError::Io("setting something aside", e);
    let wanted = Path::new(QUARANTINE).join(path);
    let numbered = (2..).map(|n| {
        let mut name = wanted.clone().into_os_string();
        name.push(format!(".{n}"));
        PathBuf::from(name)
    });
    let is_free = |place: &PathBuf| root.join(place).symlink_metadata().is_err();
    let place = std::iter::once(wanted.clone()).chain(numbered).find(is_free).unwrap_or(wanted);
    let (from, to) = (root.join(path), root.join(&place));
    let folder = to.parent().unwrap_or(root);
    make_folder(folder)?;
    fs::rename(&from, &to).map_err(failed)?;
    for above in folder.ancestors().take_while(|above| above.starts_with(root)) {
        sync_folder(above)?;
    }
    sync_folder(from.parent().unwrap_or(root))?;
    Ok(place)
}

/// True when a damaged parcel of this id lies here.
pub(super) fn holds(root: &Path, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError> {
    for (_, folder) in entries(&of_desk(root, desk))? {
        if folder.is_dir() && entries(&folder)?.iter().any(|(name, _)| parcel_id(name) == Some(id)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes for good what of a desk's damaged parcels is gone, by its day and the id that it was named by.
pub(super) fn remove(
    root: &Path,
    desk: &DeskId,
    is_gone: impl Fn(Day, Option<ParcelId>) -> bool,
) -> Result<(), StoreError> {
    let failed = |e: io::Error| StoreError::Io("removing a damaged parcel", e);
    for (name, folder) in entries(&of_desk(root, desk))? {
        let (Ok(day), true) = (name.parse::<Day>(), folder.is_dir()) else { continue };
        let (going, staying): (Vec<_>, Vec<_>) =
            entries(&folder)?.into_iter().partition(|(name, _)| is_gone(day, parcel_id(name)));
        for (_, path) in &going {
            remove_any(path).map_err(failed)?;
        }
        if !going.is_empty() {
            sync_folder(&folder)?;
            if staying.is_empty() {
                fs::remove_dir(&folder).map_err(failed)?;
                sync_folder(&of_desk(root, desk))?;
            }
        }
    }
    Ok(())
}

/// The desks of which damaged parcels lie here.
pub(super) fn desks(root: &Path) -> Result<Vec<DeskId>, StoreError> {
    let folder = root.join(QUARANTINE).join(PARCELS);
    let folders = entries(&folder)?.into_iter().filter(|(_, path)| path.is_dir());
    Ok(folders.filter_map(|(name, _)| name.parse().ok()).collect())
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

fn of_desk(root: &Path, desk: &DeskId) -> PathBuf {
    root.join(QUARANTINE).join(PARCELS).join(desk.as_str())
}

/// The id that a parcel was named by, with a number behind it or without.
fn parcel_id(name: &str) -> Option<ParcelId> {
    name.get(..ID_CHARS)?.parse().ok()
}
