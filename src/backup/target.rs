//! The folder that a restore writes into, until it is a data folder.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::gone::Gone;
use super::manifest::{Entry, Manifest, Statement};
use super::shelf::{OF_THE_FILE_SYSTEM, is_empty};
use super::{BackupError, SETTINGS};
use crate::harden::folder::{Folder, Kind};
use crate::harden::private_file::{give_to_owner, make_folder, make_folder_like_above, replace};
use crate::seal::Digest;
use crate::store::{DataFolder, EXPIRED, MAILBOXES, PARCELS, Place, RESTORED, mark_restored};

/// Stands in a folder whose restore is under way: which day's.
const UNDER_WAY: &str = "restoring";
/// Where notes lie, below `restored/`, of which the medium did not tell whether they hold.
pub const UNDECIDED: &str = "undecided";

/// The data folder to be.
pub(super) struct Target<'a>(pub(super) &'a Path);

impl Target<'_> {
    /// Takes an empty folder, or one in which a backup of the same server was on its way.
    pub(super) fn prepare(&self, said: &Statement, manifest: &Manifest, server: &str) -> Result<(), BackupError> {
        let mark = self.0.join(UNDER_WAY);
        let text = format!("{} {} {server}\n", said.day, said.manifest);
        make_folder_like_above(self.0).map_err(|e| BackupError::Io(self.0.to_owned(), e))?;
        match fs::read_to_string(&mark) {
            Ok(known) if known == text => {}
            Ok(known) if known.split_whitespace().nth(2) == Some(server) && DataFolder::at(self.0).is_err() => {
                self.take_over(manifest)?;
            }
            _ if is_empty(self.0)? => {}
            _ => return Err(BackupError::NotEmpty(self.0.to_owned())),
        }
        replace(&mark, text.as_bytes()).map_err(|e| BackupError::Io(mark, e))
    }

    /// Clears away what a restore by another list left, but for whole parcels, whose names say what they are, and for
    /// replies that are in this list too.
    fn take_over(&self, manifest: &Manifest) -> Result<(), BackupError> {
        let folder = Folder::open(self.0)?;
        for (name, kind) in folder.entries("")? {
            let path = self.0.join(&name);
            // The folders of parcels and replies are not small.
            if name == UNDER_WAY || name == OF_THE_FILE_SYSTEM || Place::of(&name) != Some(Place::Small) {
                continue;
            }
            let removed = if kind == Kind::Folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(|e| BackupError::Io(path, e))?;
        }
        for (name, _) in folder.entries(MAILBOXES)? {
            let path = format!("{MAILBOXES}/{name}");
            if !manifest.0.get(&path).is_some_and(|entry| is_here(&self.0.join(&path), entry)) {
                folder.folder(MAILBOXES)?.remove_file(&name)?;
            }
        }
        Ok(())
    }

    /// Removes what a kill left of files that this list need not name: a server would not start beside them.
    fn clear_parts(&self) -> Result<(), BackupError> {
        let root = Folder::open(self.0)?;
        let folders_in = |path: &str| -> Result<Vec<String>, BackupError> {
            let folders = root.entries(path)?.into_iter().filter(|(_, kind)| *kind == Kind::Folder);
            Ok(folders.map(|(name, _)| format!("{path}/{name}")).collect())
        };
        let mut folders = vec![MAILBOXES.to_owned()];
        for of_desk in folders_in(PARCELS)? {
            folders.extend(folders_in(&of_desk)?);
        }
        for folder in folders {
            for (name, _) in root.entries(&folder)? {
                let whole = name.strip_suffix(".part").and_then(|stem| Place::of(&format!("{folder}/{stem}.age")));
                if matches!(whole, Some(Place::Parcel(..) | Place::Reply(_))) {
                    root.folder(&folder)?.remove_file(&name)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a small file where it belongs: settings below `restored/`, and notes that are not to stand in their place in a
    /// folder there.
    pub(super) fn write_small(&self, path: &str, content: &[u8], aside: Option<&str>) -> Result<(), BackupError> {
        let (in_place, restored) = (self.0.join(path), self.0.join(RESTORED));
        let to = match (path.strip_prefix(SETTINGS).filter(|rest| rest.starts_with('/')), aside) {
            (Some(setting), _) => restored.join(&setting[1..]),
            (None, Some(folder)) => {
                // An earlier attempt may have seen more of the medium, and believed it.
                remove(&in_place)?;
                restored.join(folder).join(path)
            }
            (None, None) => in_place,
        };
        let written = to.parent().map_or(Ok(()), make_folder).and_then(|()| replace(&to, content));
        written.map_err(|e| BackupError::Io(to, e))
    }

    /// Forgets what an earlier attempt could not decide: this one sees for itself.
    pub(super) fn clear_undecided(&self) -> Result<(), BackupError> {
        let path = self.0.join(RESTORED).join(UNDECIDED);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::Io(path, error)),
            _ => Ok(()),
        }
    }

    /// Removes the folders of expired days that are not among what is gone, with what an earlier attempt or a kill left in
    /// them: by such a folder alone, with nothing in it, a server lets the day go.
    pub(super) fn clear_expired(&self, gone: &Gone) -> Result<(), BackupError> {
        let root = Folder::open(self.0)?;
        for (desk_name, _) in root.entries(EXPIRED)?.into_iter().filter(|(_, kind)| *kind == Kind::Folder) {
            let of_desk = format!("{EXPIRED}/{desk_name}");
            for (day_name, kind) in root.entries(&of_desk)? {
                let day = desk_name.parse().ok().zip(day_name.parse().ok());
                if kind != Kind::Folder || day.is_some_and(|(desk, day)| gone.holds_day(&desk, day)) {
                    continue;
                }
                let path = self.0.join(&of_desk).join(&day_name);
                fs::remove_dir_all(&path).map_err(|e| BackupError::Io(path, e))?;
            }
            root.folder(&of_desk)?.sync()?;
        }
        Ok(())
    }

    /// Makes a data folder of it, which belongs to its folder's account.
    pub(super) fn finish(&self) -> Result<(), BackupError> {
        self.clear_parts()?;
        // What belongs elsewhere, tor's keys among it, stays with who restores.
        give_to_owner(self.0, &[RESTORED]).map_err(|e| BackupError::Io(self.0.to_owned(), e))?;
        mark_restored(self.0)?;
        remove(&self.0.join(UNDER_WAY))
    }
}

/// Removes a file, which may be gone already.
fn remove(path: &Path) -> Result<(), BackupError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::Io(path.to_owned(), error)),
        _ => Ok(()),
    }
}

/// True when an interrupted restore has brought the file back already. Its digest decides: a server whose file was cut off
/// lists the copy of before with the length of what is left.
pub(super) fn is_here(path: &Path, entry: &Entry) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    Digest::of_all(&mut file).is_ok_and(|(digest, _)| digest == entry.digest)
}
