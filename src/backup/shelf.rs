//! The folder that a backup lies in: a stick, a disk, another machine's folder.
//!
//! ```text
//! FOLDER/amparo-backup           says that the folder is ours, of which server, and sealed to whom
//!       incomplete               there while the newest list lacks something
//!       YYYY-MM-DD.age           all that is small, and the list of the rest, as of that day's end
//!       files/GROUP/NAME.age     a parcel or a reply
//! ```
//! Names are blind: a day's parcels share a group, and more nobody can tell without the server's key. The two newest
//! lists stay.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::BackupError;
use super::part::Part;
use crate::harden::folder::{Folder, FolderError, Kind};
use crate::harden::private_file::{give_to_owner, make_folder_like_above};
use crate::seal::Day;
use crate::store::shuffle;

const MARKER: &str = "amparo-backup";
const MARKER_TEXT: &str = "Amparo backup, format 1";
const INCOMPLETE: &str = "incomplete";
const FILES: &str = "files";
const MAX_MARKER_BYTES: u64 = 4096;
/// So many lists are kept: the one before outlives a bad block in the newest.
const LISTS: usize = 2;

/// A folder that a stick's file system may have by itself; it counts for nothing.
pub(super) const OF_THE_FILE_SYSTEM: &str = "lost+found";

/// A backup's folder, locked.
pub(super) struct Shelf {
    folder: Folder,
    _lock: File,
}

/// A sealed file of the shelf, by its blind names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blind {
    pub(super) group: String,
    pub(super) name: String,
}

/// What lies on a shelf.
pub(super) struct Listed {
    pub(super) files: BTreeSet<Blind>,
    /// Paths of folders, below the shelf's, that could not be listed.
    pub(super) unlisted: Vec<String>,
}

impl Listed {
    /// True when not even the groups could be listed: any of them may be there.
    pub(super) fn is_all_unlisted(&self) -> bool {
        self.unlisted.iter().any(|path| path == FILES)
    }

    /// The groups in which anything may lie.
    pub(super) fn unlisted_groups(&self) -> impl Iterator<Item = &str> {
        self.unlisted.iter().filter_map(|path| path.strip_prefix(FILES)?.strip_prefix('/'))
    }
}

impl Shelf {
    /// Takes the folder of the server with this name, whose files are sealed to the recipient with that, or makes it. What
    /// root wrote there before belongs to the folder's account afterwards, and so does what is written now: another account
    /// may make the next backup.
    pub(super) fn of_server(root: &Path, server: &str, recipient: &str) -> Result<Self, BackupError> {
        make_folder_like_above(root).map_err(|e| BackupError::Io(root.to_owned(), e))?;
        let lock = lock(root)?;
        let folder = Folder::open(root)?;
        let of_before = format!("{MARKER_TEXT}\n{server}\n");
        let text = format!("{of_before}{recipient}\n");
        let mark = || {
            let part = Part::begin_in(folder.folder("")?, MARKER.to_owned())?;
            (&part.file).write_all(text.as_bytes()).map_err(|e| part.failed(e))?;
            part.keep_for_good()
        };
        match read_marker(&folder)? {
            Some(known) if known == text => {}
            // Nothing tells to whom a version of before sealed.
            Some(known) if known == of_before => mark()?,
            Some(known) if known.starts_with(&of_before) => return Err(BackupError::OtherRecipient(root.to_owned())),
            Some(known) if known.starts_with(MARKER_TEXT) => return Err(BackupError::OtherServer(root.to_owned())),
            None if is_empty(root)? => mark()?,
            _ => return Err(BackupError::Foreign(root.to_owned())),
        }
        let shelf = Self { folder, _lock: lock };
        shelf.give_to_owner()?;
        Ok(shelf)
    }

    /// Opens a folder that a backup lies in, of whatever server.
    pub(super) fn open(root: &Path) -> Result<Self, BackupError> {
        let folder = match Folder::open(root) {
            Err(error) if error.is_missing() => return Err(BackupError::NoBackup(root.to_owned())),
            Err(FolderError::Io(_, error)) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(BackupError::NoBackup(root.to_owned()));
            }
            other => other?,
        };
        match read_marker(&folder)? {
            Some(text) if text.starts_with(MARKER_TEXT) => Ok(Self { folder, _lock: lock(root)? }),
            _ => Err(BackupError::NoBackup(root.to_owned())),
        }
    }

    /// Gives all of a backup to its folder's account; what else lies there is nobody's business.
    fn give_to_owner(&self) -> Result<(), BackupError> {
        let root = self.folder.path();
        let is_ours = |name: &String| {
            [MARKER, INCOMPLETE, FILES].contains(&name.as_str())
                || [".age", ".part"].iter().any(|end| name.strip_suffix(end).is_some())
        };
        let others: Vec<String> = names(root)?.into_iter().filter(|name| !is_ours(name)).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        match give_to_owner(root, &others) {
            // A share where root is nobody.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            other => other.map_err(|e| BackupError::Io(root.to_owned(), e)),
        }
    }

    /// The days that there are lists of, the oldest first.
    pub(super) fn lists(&self) -> Result<Vec<Day>, BackupError> {
        let day = |name: String| name.strip_suffix(".age")?.parse().ok();
        let mut days: Vec<Day> = names(self.folder.path())?.into_iter().filter_map(day).collect();
        days.sort_unstable();
        Ok(days)
    }

    /// The path of a day's list.
    pub(super) fn list(&self, day: Day) -> PathBuf {
        self.folder.path().join(format!("{day}.age"))
    }

    /// Where something lies of this path below.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The path of a file.
    pub(super) fn path(&self, blind: &Blind) -> PathBuf {
        self.folder.path().join(FILES).join(&blind.group).join(format!("{}.age", blind.name))
    }

    /// Every file that is here whole. What an interrupted run left is deleted; what is none of ours is left alone.
    pub(super) fn files(&self) -> Result<BTreeSet<Blind>, BackupError> {
        let mut found = BTreeSet::new();
        for group in groups(&self.folder)? {
            let folder = self.folder.folder(&format!("{FILES}/{group}"))?;
            for (name, _) in folder.entries("")? {
                if let Some(name) = ours(&name, ".age") {
                    found.insert(Blind { group: group.clone(), name: name.to_owned() });
                } else if ours(&name, ".part").is_some() {
                    folder.remove_file(&name)?;
                }
            }
        }
        Ok(found)
    }

    /// The same for who brings back: nothing is changed, which the medium may not allow, and what cannot be listed is named.
    pub(super) fn look(&self) -> Listed {
        let mut listed = Listed { files: BTreeSet::new(), unlisted: Vec::new() };
        let Ok(groups) = groups(&self.folder) else {
            listed.unlisted.push(FILES.to_owned());
            return listed;
        };
        for group in groups {
            match self.folder.entries(&format!("{FILES}/{group}")) {
                Ok(names) => {
                    let names = names.iter().filter_map(|(name, _)| ours(name, ".age"));
                    listed.files.extend(names.map(|name| Blind { group: group.clone(), name: name.to_owned() }));
                }
                Err(_) => listed.unlisted.push(format!("{FILES}/{group}")),
            }
        }
        listed
    }

    /// Sets all times to the midnight of `today`, in random order: neither they nor the times of change, which nobody can
    /// set, tell which run brought what. A medium that does not let us keeps its own.
    pub(super) fn settle(&self, today: Day) -> Result<(), BackupError> {
        let set = |folder: &Folder, mut names: Vec<String>| {
            shuffle(&mut names);
            // The folder itself last.
            for name in names.iter().map(String::as_str).chain([""]) {
                let _ = folder.set_times(name, today.unix_midnight());
            }
        };
        let mut groups = groups(&self.folder)?;
        shuffle(&mut groups);
        for group in groups {
            let folder = self.folder.folder(&format!("{FILES}/{group}"))?;
            let names = folder.entries("")?.into_iter().map(|(name, _)| name);
            let names = names.filter(|name| ours(name, ".age").is_some()).collect();
            set(&folder, names);
        }
        set(&self.folder.make_folder(FILES)?, Vec::new());
        let lists = self.lists()?.into_iter().map(|day| format!("{day}.age"));
        set(&self.folder, lists.chain([MARKER, INCOMPLETE].map(str::to_owned)).collect());
        Ok(())
    }

    /// True when the newest list lacks something, so that it is worth while to try again.
    pub(super) fn is_incomplete(&self) -> Result<bool, BackupError> {
        Ok(names(self.folder.path())?.iter().any(|name| name == INCOMPLETE))
    }

    /// Says so, before the list is written.
    pub(super) fn mark_incomplete(&self) -> Result<(), BackupError> {
        self.folder.make_file(INCOMPLETE)?;
        Ok(self.folder.sync()?)
    }

    /// Says so no more, after a whole list was written.
    pub(super) fn mark_whole(&self) -> Result<(), BackupError> {
        self.folder.remove_file(INCOMPLETE)?;
        Ok(self.folder.sync()?)
    }

    /// Begins a file.
    pub(super) fn begin(&self, blind: &Blind) -> Result<Part, BackupError> {
        let group = self.folder.make_folder(FILES)?.make_folder(&blind.group)?;
        Part::begin_in(group, format!("{}.age", blind.name))
    }

    /// Begins a day's list.
    pub(super) fn begin_list(&self, day: Day) -> Result<Part, BackupError> {
        Part::begin_in(self.folder.folder("")?, format!("{day}.age"))
    }

    /// Makes the names of files durable.
    pub(super) fn sync(&self, groups: &BTreeSet<String>) -> Result<(), BackupError> {
        for group in groups {
            self.folder.folder(&format!("{FILES}/{group}"))?.sync()?;
        }
        self.folder.make_folder(FILES)?.sync()?;
        Ok(self.folder.sync()?)
    }

    /// Deletes a file, and its group when it was the last.
    pub(super) fn delete(&self, blind: &Blind) -> Result<(), BackupError> {
        let files = self.folder.folder(FILES)?;
        let group = files.folder(&blind.group)?;
        group.remove_file(&format!("{}.age", blind.name))?;
        if group.entries("")?.is_empty() {
            files.remove_folder(&blind.group)?;
        }
        Ok(())
    }

    /// Deletes all lists but the newest.
    pub(super) fn delete_old_lists(&self) -> Result<(), BackupError> {
        let lists = self.lists()?;
        lists.iter().rev().skip(LISTS).try_for_each(|day| Ok(self.folder.remove_file(&format!("{day}.age"))?))
    }
}

/// The names of the folders in which files lie. What else lies beside them, machines left there that a stick was in.
fn groups(folder: &Folder) -> Result<Vec<String>, FolderError> {
    let is_group = |(name, kind): &(String, Kind)| *kind != Kind::File && is_blind(name);
    Ok(folder.entries(FILES)?.into_iter().filter(is_group).map(|(name, _)| name).collect())
}

/// The blind name in the name of a file of ours.
fn ours<'a>(name: &'a str, end: &str) -> Option<&'a str> {
    name.strip_suffix(end).filter(|name| is_blind(name))
}

/// True for a name as `Names` makes them: 16 bytes in hex.
fn is_blind(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
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

/// True for a folder without anything that counts.
pub(super) fn is_empty(folder: &Path) -> Result<bool, BackupError> {
    Ok(names(folder)?.iter().all(|name| name == OF_THE_FILE_SYSTEM))
}

/// What says that a folder is a backup's; `None` when nothing does.
fn read_marker(folder: &Folder) -> Result<Option<String>, BackupError> {
    let file = match folder.read(MARKER) {
        Err(error) if error.is_missing() => return Ok(None),
        other => other?,
    };
    let mut text = Vec::new();
    let read = file.take(MAX_MARKER_BYTES).read_to_end(&mut text);
    read.map_err(|e| BackupError::Io(folder.path().join(MARKER), e))?;
    Ok(Some(String::from_utf8_lossy(&text).into_owned()))
}

/// The first folder of a backup that its owner cannot write into, because another account wrote it: the owner's next run
/// would fail. What is root's is meant for the account `servers`, whose timer goes on there. `None` where all is well,
/// where there is no backup, and where it cannot be looked at.
pub fn not_its_owners(root: &Path, servers: u32) -> Option<PathBuf> {
    let folder = Folder::open(root).ok()?;
    read_marker(&folder).ok()??;
    let (owner, _) = folder.owner_and_mode("").ok()?;
    let owner = if owner == 0 { servers } else { owner };
    let groups = groups(&folder).unwrap_or_default().into_iter().map(|group| format!("{FILES}/{group}"));
    let folders = ["", FILES].map(str::to_owned).into_iter().chain(groups);
    let is_closed = |path: &String| {
        let found = folder.owner_and_mode(path).ok();
        found.is_some_and(|(uid, mode)| owner != 0 && (uid != owner || mode & 0o300 != 0o300))
    };
    folders.into_iter().find(is_closed).map(|path| if path.is_empty() { root.to_owned() } else { root.join(path) })
}
