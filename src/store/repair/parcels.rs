//! Parcels: each is read whole and held against its name.

use std::path::{Path, PathBuf};

use super::Repair;
use crate::seal::{Day, DeskId, ParcelId};
use crate::store::acknowledgements::EXPIRED;
use crate::store::disk::{is_damage, len_of_file, named, open_quietly};
use crate::store::files::{PARCELS, parcel_id};
use crate::store::tombstones::WITHDRAWN;
use crate::store::{StoreError, scrub};

const GIVE_BACK: &str = "reviewers who pulled it give it back: amparo push --missing";

impl Repair {
    /// Sets aside every parcel that is not what its name says, and whatever else lies among them.
    pub(super) fn parcels(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        let mut all = Vec::new();
        for (name, path) in self.folder(Path::new(PARCELS))?.unwrap_or_default() {
            let Ok(desk) = name.parse::<DeskId>() else {
                self.set_aside(&path, "no desk has such a name", "")?;
                continue;
            };
            for (name, path) in self.folder(&path)?.unwrap_or_default() {
                let Ok(day) = name.parse::<Day>() else {
                    self.set_aside(&path, "no day has such a name", "")?;
                    continue;
                };
                for (name, path) in self.folder(&path)?.unwrap_or_default() {
                    match parcel_id(&name) {
                        // The file of what was withdrawn or has expired the start removes. What else has its name goes from
                        // the quarantine with it.
                        Some(id) if self.is_gone(&desk, day, id) => {
                            if len_of_file(&self.root.join(&path)).is_err() {
                                self.set_aside(&path, "it is no file, and its parcel is gone", "")?;
                            }
                        }
                        Some(id) => all.push((path, id)),
                        None => self.set_aside(&path, "no parcel has such a name", "")?,
                    }
                }
            }
        }
        let len = |path: &PathBuf| len_of_file(&self.root.join(path)).unwrap_or(0);
        let total: u64 = all.iter().map(|(path, _)| len(path)).sum();
        let mut read = 0;
        for (path, id) in all {
            let whole = self.root.join(&path);
            match len_of_file(&whole) {
                Err(StoreError::Stray(_)) => self.set_aside(&path, "it is a folder", GIVE_BACK)?,
                Err(_) => self.set_aside(&path, "it is a link, or no plain file", GIVE_BACK)?,
                Ok(len) => {
                    match open_quietly(&whole).and_then(scrub::digest) {
                        Ok((found, _)) if found == id => {}
                        Ok(_) => self.set_aside(&path, "it is not what its name says", GIVE_BACK)?,
                        Err(error) if is_damage(&error) => {
                            self.set_aside(&path, format!("it cannot be read: {error}"), GIVE_BACK)?;
                        }
                        // Too few descriptors, too little memory or no right to read make no parcel damaged.
                        Err(error) => return Err(StoreError::Io("reading a parcel", named(&whole, error))),
                    }
                    read += len;
                    progress(total, read);
                }
            }
        }
        Ok(())
    }

    fn is_gone(&self, desk: &DeskId, day: Day, id: ParcelId) -> bool {
        let here = |path: PathBuf| self.root.join(path).symlink_metadata().is_ok();
        here(Path::new(WITHDRAWN).join(desk.as_str()).join(format!("{id}.note")))
            || here(Path::new(EXPIRED).join(desk.as_str()).join(day.to_string()))
    }
}
