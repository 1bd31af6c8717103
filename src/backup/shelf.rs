//! The folder that a backup lies in: a stick, a disk, another machine's folder.
//!
//! ```text
//! FOLDER/amparo-backup           says that the folder is ours, and of which server
//!       YYYY-MM-DD.age           all that is small, and the list of the rest, as of that day's end
//!       files/GROUP/NAME.age     a parcel or a reply
//! ```
//! Names are blind: a day's parcels share a group, and more nobody can tell without the server's key. The two newest
//! lists stay.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::BackupError;
use super::part::Part;
use crate::harden::private_file::{make_folder, replace, sync_folder};
use crate::seal::Day;

const MARKER: &str = "amparo-backup";
const MARKER_TEXT: &str = "Amparo backup, format 1";
const FILES: &str = "files";
/// So many lists are kept: the one before outlives a bad block in the newest.
const LISTS: usize = 2;

/// A backup's folder, locked.
pub(super) struct Shelf {
    root: PathBuf,
    _lock: File,
}

/// A sealed file of the shelf, by its blind names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blind {
    pub(super) group: String,
    pub(super) name: String,
}

impl Shelf {
    /// Takes the folder of the server with this name, or makes it.
    pub(super) fn of_server(root: &Path, server: &str) -> Result<Self, BackupError> {
        make_folder(root).map_err(|e| BackupError::Io(root.to_owned(), e))?;
        let lock = lock(root)?;
        let marker = root.join(MARKER);
        let text = format!("{MARKER_TEXT}\n{server}\n");
        match fs::read_to_string(&marker) {
            Ok(known) if known == text => {}
            Ok(known) if known.starts_with(MARKER_TEXT) => return Err(BackupError::OtherServer(root.to_owned())),
            Ok(_) => return Err(BackupError::Foreign(root.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !is_empty(root)? {
                    return Err(BackupError::Foreign(root.to_owned()));
                }
                replace(&marker, text.as_bytes()).map_err(|e| BackupError::Io(marker, e))?;
            }
            Err(error) => return Err(BackupError::Io(marker, error)),
        }
        Ok(Self { root: root.to_owned(), _lock: lock })
    }

    /// Opens a folder that a backup lies in, of whatever server.
    pub(super) fn open(root: &Path) -> Result<Self, BackupError> {
        let marker = root.join(MARKER);
        match fs::read_to_string(&marker) {
            Ok(text) if text.starts_with(MARKER_TEXT) => Ok(Self { root: root.to_owned(), _lock: lock(root)? }),
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Err(BackupError::Io(marker, error))
            }
            _ => Err(BackupError::NoBackup(root.to_owned())),
        }
    }

    /// The days that there are lists of, the oldest first.
    pub(super) fn lists(&self) -> Result<Vec<Day>, BackupError> {
        let day = |name: String| name.strip_suffix(".age")?.parse().ok();
        let mut days: Vec<Day> = names(&self.root)?.into_iter().filter_map(day).collect();
        days.sort_unstable();
        Ok(days)
    }

    /// The path of a day's list.
    pub(super) fn list(&self, day: Day) -> PathBuf {
        self.root.join(format!("{day}.age"))
    }

    /// The path of a file.
    pub(super) fn path(&self, blind: &Blind) -> PathBuf {
        self.root.join(FILES).join(&blind.group).join(format!("{}.age", blind.name))
    }

    /// Every file that is here whole. What an interrupted run left is deleted.
    pub(super) fn files(&self) -> Result<BTreeSet<Blind>, BackupError> {
        let files = self.root.join(FILES);
        make_folder(&files).map_err(|e| BackupError::Io(files.clone(), e))?;
        let mut found = BTreeSet::new();
        for group in names(&files)? {
            let folder = files.join(&group);
            for name in names(&folder)? {
                if let Some(name) = name.strip_suffix(".age") {
                    found.insert(Blind { group: group.clone(), name: name.to_owned() });
                } else if name.strip_suffix(".part").is_some() {
                    remove(&folder.join(name))?;
                }
            }
        }
        Ok(found)
    }

    /// Begins a file.
    pub(super) fn begin(&self, blind: &Blind) -> Result<Part, BackupError> {
        Part::begin(self.path(blind))
    }

    /// Begins a day's list.
    pub(super) fn begin_list(&self, day: Day) -> Result<Part, BackupError> {
        Part::begin(self.list(day))
    }

    /// Makes the names of files durable.
    pub(super) fn sync(&self, groups: &BTreeSet<String>) -> Result<(), BackupError> {
        let files = self.root.join(FILES);
        let folders = groups.iter().map(|group| files.join(group)).chain([files.clone(), self.root.clone()]);
        for folder in folders.filter(|folder| folder.exists()) {
            sync_folder(&folder).map_err(|e| BackupError::Io(folder, e))?;
        }
        Ok(())
    }

    /// Deletes a file, and its group when it was the last.
    pub(super) fn delete(&self, blind: &Blind) -> Result<(), BackupError> {
        let path = self.path(blind);
        remove(&path)?;
        if let Some(folder) = path.parent().filter(|folder| is_empty(folder).unwrap_or(false)) {
            fs::remove_dir(folder).map_err(|e| BackupError::Io(folder.to_owned(), e))?;
        }
        Ok(())
    }

    /// Deletes all lists but the newest.
    pub(super) fn delete_old_lists(&self) -> Result<(), BackupError> {
        let lists = self.lists()?;
        lists.iter().rev().skip(LISTS).try_for_each(|day| remove(&self.list(*day)))
    }
}

/// Keeps other runs out of the folder for as long as the file is held.
fn lock(root: &Path) -> Result<File, BackupError> {
    let file = File::open(root).map_err(|e| BackupError::Io(root.to_owned(), e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(BackupError::Busy(root.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(BackupError::Io(root.to_owned(), error)),
    }
}

/// The names in a folder; none when it is not there.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, BackupError> {
    let failed = |e| BackupError::Io(folder.to_owned(), e);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    entries.map(|entry| Ok(entry.map_err(failed)?.file_name().to_string_lossy().into_owned())).collect()
}

/// True for a folder without anything that counts; a stick's file system may have a folder of its own.
pub(super) fn is_empty(folder: &Path) -> Result<bool, BackupError> {
    Ok(names(folder)?.iter().all(|name| name == "lost+found"))
}

fn remove(path: &Path) -> Result<(), BackupError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BackupError::Io(path.to_owned(), error)),
        _ => Ok(()),
    }
}
