//! Modes: every file and folder is its account's alone, and usable for that.

use std::fs::{self, Metadata, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::{Done, Repair};
use crate::store::StoreError;
use crate::store::disk::{RESTORED, entries, entries_of_root, named};
use crate::store::files::{DERIVATION, LOCK, MARKER};

/// So many are named one by one; of more, the first and their number.
const NAMED: usize = 5;

/// Who is not the folder's account would make files there that the server cannot use, and root follows nobody's links.
///
/// # Errors
/// [`StoreError::OtherAccount`] for a folder that is not ours, [`StoreError::Foreign`] where there is none.
pub fn check_owner(root: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(root).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => StoreError::Foreign(root.to_owned()),
        _ => StoreError::Io("looking at the data folder", named(root, e)),
    })?;
    if found.uid() == rustix::process::geteuid().as_raw() {
        Ok(())
    } else {
        Err(StoreError::OtherAccount(root.to_owned(), found.uid()))
    }
}

/// What says whose the folder is must be readable before anything else is asked: a hand may have brought it back as root.
pub(super) fn check_marks(root: &Path) -> Result<(), StoreError> {
    let me = rustix::process::geteuid().as_raw();
    let marks = [LOCK, MARKER, DERIVATION].map(|name| root.join(name));
    match marks.into_iter().find(|path| path.symlink_metadata().is_ok_and(|found| is_anothers(&found, me))) {
        Some(path) => Err(StoreError::OthersWithin(path, root.to_owned())),
        None => Ok(()),
    }
}

/// A link's owner has no say in what it leads to, and a repair follows none.
fn is_anothers(found: &Metadata, me: u32) -> bool {
    found.uid() != me && !found.is_symlink()
}

impl Repair {
    /// Gives every folder the mode 0700 and every file 0600, from the top down: what cannot be listed cannot be mended.
    ///
    /// Comes first, once servers are kept out. What was changed before it failed is told.
    ///
    /// # Errors
    /// Something belongs to another account: what cannot be read for that alone is not damaged, so nothing is judged.
    pub fn modes(&mut self) -> Result<(), StoreError> {
        let me = rustix::process::geteuid().as_raw();
        let (mut wrong, mut others) = (Vec::new(), Vec::new());
        let done = self.set_modes(me, &mut wrong, &mut others);
        self.tell_of(wrong, "others could use it, or its own account could not", Done::PutRight, "");
        let first = others.iter().min().cloned();
        let root = self.root.display();
        let mend = format!("give it to the folder's account: sudo chown -R --reference={root} {root}");
        self.tell_of(others, "it belongs to another account", Done::Stays, &mend);
        done?;
        first.map_or(Ok(()), |path| Err(StoreError::OthersWithin(path, self.root.clone())))
    }

    fn set_modes(&self, me: u32, wrong: &mut Vec<PathBuf>, others: &mut Vec<PathBuf>) -> Result<(), StoreError> {
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            set_mode(&folder, 0o700, wrong)?;
            let listed = if folder == self.root { entries_of_root(&folder)? } else { entries(&folder)? };
            for (name, path) in listed {
                let Ok(found) = path.symlink_metadata() else { continue };
                if folder == self.root && name == RESTORED {
                    continue;
                }
                if is_anothers(&found, me) {
                    others.push(path);
                } else if found.is_dir() {
                    folders.push(path);
                } else if found.is_file() {
                    set_mode(&path, 0o600, wrong)?;
                }
            }
        }
        Ok(())
    }

    fn tell_of(&mut self, mut paths: Vec<PathBuf>, damage: &str, done: Done, mend: &str) {
        paths.sort();
        let more = paths.len().saturating_sub(NAMED);
        let few = if more > 0 { 1 } else { paths.len() };
        for path in paths.iter().take(few) {
            let more = if more > 0 { format!(" (so of {} in all)", paths.len()) } else { String::new() };
            let below = path.strip_prefix(&self.root).unwrap_or(path).to_owned();
            let below = if below.as_os_str().is_empty() { PathBuf::from(".") } else { below };
            self.tell(&below, format!("{damage}{more}"), done, mend);
        }
    }
}

fn set_mode(path: &Path, mode: u32, wrong: &mut Vec<PathBuf>) -> Result<(), StoreError> {
    let failed = |e| StoreError::Io("setting a mode", named(path, e));
    // The data folder itself may be a link of its operator's; below it none is asked for.
    let found = path.metadata().map_err(failed)?.mode() & 0o777;
    // A data folder's group may be let in by its owner's own decision nowhere: sources' parcels lie here.
    if found != mode {
        fs::set_permissions(path, Permissions::from_mode(mode)).map_err(failed)?;
        wrong.push(path.to_owned());
    }
    Ok(())
}
