//! Mending a data folder that a disk, a crash or a hand has damaged, while no server runs.
//!
//! Nothing is deleted for being damaged: it is set aside, under the path it had, in `quarantine/`. What names and
//! lengths of whole files tell is made anew. What can come from elsewhere alone, from a backup or from reviewers, is
//! said to be so, line by line.

mod modes;
mod notes;
mod parcels;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::backed_up::BACKED_UP;
use super::disk::{
    MAX_SMALL_BYTES, entries, entries_of_root, is_damage, is_folder, len_of_file, make_folder, named, open_quietly,
    read_text,
};
use super::files::{
    Alone, Claimed, DERIVATION, LOCK, Lock, MARKER, MARKER_TEXT, PARCELS, POOL, RESERVE, RESERVE_BYTES,
    load_derivation, mark, read_derivation,
};
use super::index::{self, Index};
use super::order::{self, ORDER};
use super::quarantine::{self, QUARANTINE};
use super::slots::MAILBOXES;
use super::{FileStore, Free, StoreError};
use crate::seal::{Day, DeskId, ParcelId, SealedReply, ShortName, SlotName};

pub use modes::check_owner;

const FROM_A_BACKUP: &str = "bring it back from a backup, and give it to the folder's account";

/// What a repair found, and what it did about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mended {
    /// Where, below the data folder.
    pub path: PathBuf,
    /// What was wrong.
    pub damage: String,
    /// What was done.
    pub done: Done,
    /// What is left to be done, by whom; empty when nothing is.
    pub mend: String,
}

/// What a repair did about a damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// It lies in the quarantine now.
    SetAside,
    /// It was made anew.
    MadeAnew,
    /// It was put right where it lies.
    PutRight,
    /// It stays as it is.
    Stays,
}

/// Who signed what: what a store cannot judge by itself.
pub trait Judge {
    /// True when a note is a roster of this version.
    fn is_roster(&self, version: u64, note: &str) -> bool;
    /// True when a note asks for a parcel's withdrawal.
    fn is_withdrawal(&self, desk: &DeskId, id: ParcelId, note: &str) -> bool;
    /// True when a note is what a reviewer acknowledged of a day.
    fn is_acknowledgement(&self, desk: &DeskId, day: Day, reviewer: &ShortName, note: &str) -> bool;
}

/// A data folder that is being mended, kept from servers.
pub struct Repair {
    root: PathBuf,
    /// Until a store that is opened takes it over.
    lock: Option<Lock>,
    found: Vec<Mended>,
}

impl Repair {
    /// Keeps servers out of a folder of ours.
    ///
    /// # Errors
    /// A folder that is none of ours, in use, or another account's, in whole or in what says whose it is, is left as it is.
    pub fn begin(root: &Path) -> Result<Self, StoreError> {
        modes::check_owner(root)?;
        modes::check_marks(root)?;
        if !is_ours(root) {
            return Err(StoreError::Foreign(root.to_owned()));
        }
        // Before its file is looked at: of two repairs at once, one would set aside the lock that the other has made anew.
        let alone = Alone::in_folder(root)?;
        let mut this = Self { root: root.to_owned(), lock: None, found: Vec::new() };
        // What is no file in the lock's place keeps every server out until it is gone.
        match len_of_file(&root.join(LOCK)) {
            Err(StoreError::Stray(_)) => this.set_aside(Path::new(LOCK), "it is a folder", "")?,
            Err(StoreError::NotPlain(_)) => this.set_aside(Path::new(LOCK), "it is a link, or no plain file", "")?,
            _ => {}
        }
        this.lock = Some(alone.with_file(root)?);
        Ok(this)
    }

    /// Looks at everything but modes, the server's key and the settings; `progress` is told the bytes to be read and those
    /// that were.
    pub fn run(&mut self, judge: &dyn Judge, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        self.quarantine()?;
        self.mark()?;
        self.derivation()?;
        self.rosters(judge)?;
        self.withdrawals(judge)?;
        self.acknowledgements(judge)?;
        self.parcels(progress)?;
        self.replies()?;
        self.pool(Path::new(POOL))?;
        self.pool(&Path::new(MAILBOXES).join(POOL))?;
        self.order()?;
        self.small_ones()
    }

    /// Opens the folder as a server would, which makes its index anew, and closes it; true when it could.
    ///
    /// What stays damaged keeps a server from starting: then the index waits for that.
    pub fn finish(&mut self, free: Free, today: Day) -> Result<bool, StoreError> {
        let index_is_whole = Index::is_whole(&self.root);
        let derivation = match load_derivation(&self.root) {
            Err(StoreError::Damaged(_) | StoreError::NotPlain(_)) => return Ok(false),
            other => other?,
        };
        let Some(lock) = self.lock.take() else { return Ok(false) };
        make_folder(&self.root.join(PARCELS))?;
        let claimed = Claimed::of(self.root.clone(), derivation, lock);
        FileStore::open_claimed(claimed, free, today)?.close(today)?;
        if !index_is_whole {
            self.tell(
                Path::new(index::FOLDER),
                "no clean stop left it, or it is not what its sum says",
                Done::MadeAnew,
                "",
            );
        }
        Ok(true)
    }

    /// All that was found so far, and what was done about it: also of a repair that could not be done to its end.
    pub fn into_found(self) -> Vec<Mended> {
        self.found
    }

    /// Sets something aside, and says why.
    pub fn set_aside(&mut self, path: &Path, damage: impl Into<String>, mend: &str) -> Result<(), StoreError> {
        let done = quarantine::set_aside(&self.root, path);
        // What was moved is told, though what came after may have failed.
        if done.is_ok() || self.root.join(path).symlink_metadata().is_err() {
            self.tell(path, damage, Done::SetAside, mend);
        }
        done.map(drop)
    }

    /// Sets aside what lies there, if anything does, and makes it anew.
    fn make_anew(
        &mut self,
        path: &Path,
        damage: impl Into<String>,
        mend: &str,
        make: impl FnOnce(&Path) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let damage = damage.into();
        let whole = self.root.join(path);
        let had_one = whole.symlink_metadata().is_ok();
        if had_one {
            quarantine::set_aside(&self.root, path)?;
        }
        let done = make(&whole);
        if done.is_ok() || had_one {
            self.tell(path, damage, if done.is_ok() { Done::MadeAnew } else { Done::SetAside }, mend);
        }
        done
    }

    /// Says what was found.
    pub fn tell(&mut self, path: &Path, damage: impl Into<String>, done: Done, mend: &str) {
        let (path, damage, mend) = (path.to_owned(), damage.into(), mend.to_owned());
        self.found.push(Mended { path, damage, done, mend });
    }

    fn mark(&mut self) -> Result<(), StoreError> {
        let path = Path::new(MARKER);
        let what = match self.read(path)? {
            Content::Read(bytes) if bytes == MARKER_TEXT.as_bytes() => return Ok(()),
            Content::Missing => "it is missing".to_owned(),
            Content::Read(_) => "it does not make sense".to_owned(),
            Content::Unreadable(why) => why,
        };
        let root = self.root.clone();
        self.make_anew(path, what, "", |_| mark(&root))
    }

    /// What stands in its place is set aside in it.
    fn quarantine(&mut self) -> Result<(), StoreError> {
        if quarantine::take_its_place(&self.root)? {
            self.tell(Path::new(QUARANTINE), "it is no folder", Done::SetAside, "");
        }
        Ok(())
    }

    /// Another salt would open other mailboxes, for good: it is never drawn where there was one.
    fn derivation(&mut self) -> Result<(), StoreError> {
        let path = Path::new(DERIVATION);
        let makes_sense = |bytes| std::str::from_utf8(bytes).is_ok_and(|text| read_derivation(text).is_some());
        let what = match self.read(path)? {
            Content::Read(bytes) if makes_sense(&bytes) => return Ok(()),
            Content::Missing => "it is missing".to_owned(),
            Content::Read(_) => "it does not make sense".to_owned(),
            Content::Unreadable(why) => why,
        };
        self.tell(
            path,
            what,
            Done::Stays,
            "bring it back from a backup, and give it to the folder's account; without one no nine words open their mailbox \
             any more, and all else but the replies that wait goes on in a new folder: docs/compromise.md, \"The salt of the \
             codenames is lost\", has each step",
        );
        Ok(())
    }

    fn replies(&mut self) -> Result<(), StoreError> {
        let Some(listed) = self.folder(Path::new(MAILBOXES))? else { return Ok(()) };
        for (name, path) in listed {
            if name == POOL {
                continue;
            }
            let again = "who wrote it writes it again: amparo reply";
            if name.strip_suffix(".age").is_none_or(|name| name.parse::<SlotName>().is_err()) {
                self.set_aside(&path, "it does not belong there", "")?;
                continue;
            }
            match self.read(&path)? {
                Content::Read(bytes) if SealedReply::received(bytes.clone()).is_some() => {}
                Content::Read(_) => self.set_aside(&path, "it is no reply any more", again)?,
                Content::Unreadable(why) => self.set_aside(&path, why, again)?,
                Content::Missing => {}
            }
        }
        Ok(())
    }

    /// What is half-written there goes at the start; what is no file does not belong there.
    fn pool(&mut self, folder: &Path) -> Result<(), StoreError> {
        for (name, path) in self.folder(folder)?.unwrap_or_default() {
            if name.parse::<DeskId>().is_err() {
                self.set_aside(&path, "it does not belong there", "")?;
                continue;
            }
            for (_, path) in self.folder(&path)?.unwrap_or_default() {
                if len_of_file(&self.root.join(&path)).is_err() {
                    self.set_aside(&path, "it is no file", "")?;
                }
            }
        }
        Ok(())
    }

    /// The start takes parcels away there; all else keeps it from doing so.
    fn order(&mut self) -> Result<(), StoreError> {
        for (_, of_desk) in self.folder(Path::new(ORDER))?.unwrap_or_default() {
            for (_, folder) in self.folder(&of_desk)?.unwrap_or_default() {
                for (_, path) in self.folder(&folder)?.unwrap_or_default() {
                    let is_parcel = path.strip_prefix(ORDER).is_ok_and(|below| order::day_of(below).is_some());
                    if !is_parcel || len_of_file(&self.root.join(&path)).is_err() {
                        self.set_aside(&path, "it does not belong there", "")?;
                    }
                }
            }
        }
        Ok(())
    }

    fn small_ones(&mut self) -> Result<(), StoreError> {
        let path = Path::new(RESERVE);
        match len_of_file(&self.root.join(path)) {
            Ok(len) if len < RESERVE_BYTES => {
                // It holds room and nothing else; the start makes another where there is room.
                fs::remove_file(self.root.join(path)).map_err(|e| StoreError::Io("removing the reserve", e))?;
                self.tell(path, "it is too short", Done::MadeAnew, "");
            }
            Err(StoreError::Stray(_) | StoreError::NotPlain(_)) => self.set_aside(path, "it is no file", "")?,
            _ => {}
        }
        let path = Path::new(BACKED_UP);
        let what = match self.read(path)? {
            Content::Read(bytes) if first_line(&bytes).is_some_and(|line| line.parse::<Day>().is_ok()) => None,
            Content::Missing => None,
            Content::Read(_) => Some("it does not make sense".to_owned()),
            Content::Unreadable(why) => Some(why),
        };
        if let Some(what) = what {
            self.set_aside(path, what, "take the next backup: amparo backup")?;
        }
        // A folder that bears the name of a file on its way would stand in that file's way.
        for (name, path) in entries_of_root(&self.root)? {
            if name.strip_suffix(".part").is_some() && is_folder(&path)? {
                self.set_aside(Path::new(&name), "it is a folder", "")?;
            }
        }
        Ok(())
    }

    /// What lies in a folder, by name and path below the data folder; `None` where there is no folder. What is no folder
    /// and has its name is set aside.
    fn folder(&mut self, path: &Path) -> Result<Option<Entries>, StoreError> {
        let whole = self.root.join(path);
        match whole.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::Io("looking at a folder", named(&whole, error))),
            Ok(found) if found.is_dir() => {
                let mut listed: Vec<_> = entries(&whole)?.into_iter().map(|(_, at)| below(&self.root, &at)).collect();
                listed.sort();
                Ok(Some(listed))
            }
            Ok(_) => {
                self.set_aside(path, "it is no folder", "")?;
                Ok(None)
            }
        }
    }

    /// Reads a small file.
    fn read(&self, path: &Path) -> Result<Content, StoreError> {
        let whole = self.root.join(path);
        match len_of_file(&whole) {
            Ok(_) => {}
            Err(StoreError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::Missing),
            Err(StoreError::Stray(_)) => return Ok(Content::Unreadable("it is a folder".to_owned())),
            Err(StoreError::NotPlain(_)) => {
                return Ok(Content::Unreadable("it is a link, or no plain file".to_owned()));
            }
            Err(error) => return Err(error),
        }
        let mut bytes = Vec::new();
        match open_quietly(&whole).and_then(|file| file.take(MAX_SMALL_BYTES + 1).read_to_end(&mut bytes)) {
            Ok(read) if read as u64 > MAX_SMALL_BYTES => {
                Ok(Content::Unreadable("it is larger than any such file".to_owned()))
            }
            Ok(_) => Ok(Content::Read(bytes)),
            Err(error) if is_damage(&error) => Ok(Content::Unreadable(format!("it cannot be read: {error}"))),
            // Too few descriptors, too little memory or no right to read make nothing damaged.
            Err(error) => Err(StoreError::Io("reading a file of the data folder", named(&whole, error))),
        }
    }
}

/// What lies in a folder, by name and path below the data folder.
type Entries = Vec<(String, PathBuf)>;

/// What a small file holds.
enum Content {
    Read(Vec<u8>),
    Missing,
    /// Why it cannot be read.
    Unreadable(String),
}

/// True for a folder that bears our mark, or holds so much of ours that only the mark can be damaged.
fn is_ours(root: &Path) -> bool {
    if read_text(&root.join(MARKER)).is_ok_and(|text| text == MARKER_TEXT) {
        return true;
    }
    let derivation = read_text(&root.join(DERIVATION));
    let is_laid_out = root.join(PARCELS).is_dir() && root.join(MAILBOXES).is_dir() && root.join(LOCK).exists();
    is_laid_out && derivation.is_ok_and(|text| read_derivation(&text).is_some())
}

fn first_line(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()?.lines().next()
}

/// A path of an entry below the data folder, and its name. What is no UTF-8 keeps its own bytes in the path.
fn below(root: &Path, at: &Path) -> (String, PathBuf) {
    let name = at.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (name, at.strip_prefix(root).unwrap_or(at).to_owned())
}

#[cfg(test)]
mod tests;
