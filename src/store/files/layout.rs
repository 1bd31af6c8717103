//! Where parcels and what they are made in lie below a data folder, and what their names and lengths alone tell.

use std::path::{Path, PathBuf};

use crate::seal::{Day, DeskId, ParcelId};
use crate::store::StoreError;
use crate::store::disk::{entries, len_of_file};
use crate::store::index::Entry;

pub(in crate::store) use crate::store::disk::PARCELS;
/// Where every roster lies that was served.
pub const ROSTERS: &str = "rosters";
pub(in crate::store) const POOL: &str = "pool";

pub(in crate::store) fn file_name(id: ParcelId) -> String {
    format!("{id}.age")
}

pub(in crate::store) fn parcel_id(file_name: &str) -> Option<ParcelId> {
    file_name.strip_suffix(".age")?.parse().ok()
}

/// The folder of a desk's day.
pub(super) fn day_folder(root: &Path, desk: &DeskId, day: Day) -> PathBuf {
    root.join(PARCELS).join(desk.as_str()).join(day.to_string())
}

/// Every folder of a day: desk, day, path.
pub(super) fn day_folders(root: &Path) -> Result<Vec<(DeskId, Day, PathBuf)>, StoreError> {
    days_below(&root.join(PARCELS))
}

/// The folders of days below a folder of desks: desk, day, path.
///
/// # Errors
/// [`StoreError::Stray`] for what is named otherwise.
pub(in crate::store) fn days_below(folder: &Path) -> Result<Vec<(DeskId, Day, PathBuf)>, StoreError> {
    let mut found = Vec::new();
    for (desk, path) in entries(folder)? {
        let Ok(desk) = desk.parse::<DeskId>() else { return Err(StoreError::Stray(path)) };
        for (day, path) in entries(&path)? {
            let Ok(day) = day.parse() else { return Err(StoreError::Stray(path)) };
            found.push((desk.clone(), day, path));
        }
    }
    Ok(found)
}

/// The parcels in a day's folder, by name and length of files alone.
pub(super) fn read_day(folder: &Path, desk: &DeskId, day: Day) -> Result<Vec<Entry>, StoreError> {
    let entry = |(name, path): (String, PathBuf)| {
        let Some(id) = parcel_id(&name) else { return Err(StoreError::Stray(path)) };
        let len = len_of_file(&path)?;
        Ok(Entry { desk: desk.clone(), day, id, len })
    };
    entries(folder)?.into_iter().map(entry).collect()
}
