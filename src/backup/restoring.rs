//! Bringing back what a backup holds, held against its digests, and never half of it for the whole.
//!
//! A restore writes into a folder that bears the mark of a data folder only when everything is there, or when less was
//! asked for by name. Interrupted, it goes on where it was; what one copy of a backup lacks, another may bring into the same
//! folder. On the medium nothing is changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::gone::Gone;
use super::manifest::{Entry, Manifest, Statement, digest};
use super::part::Part;
use super::shelf::{Blind, Listed, Shelf};
use super::target::{Target, UNDECIDED, is_here};
use super::{BackupError, LACKS, MANIFEST, Names, PADDING, PIECE, STATEMENT, tar};
use crate::roster::{NoteVerifier, Roster, SignedRoster};
use crate::seal::{Day, Digest, Identity, OpenError};
use crate::store::{Place, SERVER_KEY, is_folder_of_many, is_kept_roster, is_of_one_file};

/// What is small is read into memory, up to so many bytes.
const MAX_LIST_BYTES: u64 = 1 << 30;
/// Room for so much is made at once; keys and settings are far smaller.
const MOST_AT_ONCE: u64 = 16 << 20;

/// How to restore.
pub struct Restore<'a> {
    /// The folder of the backup.
    pub from: &'a Path,
    /// Opens it.
    pub identity: &'a Identity,
    /// The data folder to be.
    pub to: &'a Path,
    /// Whose rosters the server must have gone by; `None` believes the backup.
    pub custodian: Option<&'a NoteVerifier>,
    /// The day whose list is restored; the newest without it.
    pub day: Option<Day>,
    /// Makes a data folder even of a backup that lacks something.
    pub incomplete: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The day up to whose end the backup was made.
    pub day: Day,
    /// Whose rosters the server went by.
    pub custodian: String,
    /// Parcels that are back.
    pub parcels: usize,
    /// Replies that are back.
    pub replies: usize,
    /// Bytes of both.
    pub bytes: u64,
    /// Parcels that the list does not name, and that are back all the same: the server had lost them before.
    pub beyond: usize,
    /// Paths that are not in the backup: the list names them, or says that the run could not copy them.
    pub missing: Vec<String>,
    /// Paths of files that are not what the list says, or do not open.
    pub damaged: Vec<String>,
    /// Folders of the backup that could not be listed: what the list does not name may lie there.
    pub unlisted: Vec<PathBuf>,
    /// Paths of notes by which parcels were to be gone, and that nobody who could has signed, or that the backup did not
    /// follow. They lie in `restored/`.
    pub unbelieved: Vec<String>,
    /// Paths of such notes that may hold, where folders of the backup could not be listed: what they let go may lie there.
    /// They lie in [`UNDECIDED`] there.
    pub undecided: Vec<String>,
    /// True when the folder is a data folder now.
    pub is_done: bool,
}

/// A list, opened and believed.
struct List {
    said: Statement,
    manifest: Manifest,
    small: BTreeMap<String, Zeroizing<Vec<u8>>>,
    /// Paths of what the run could not copy.
    lacks: Vec<String>,
}

/// Why a file does not come back.
enum Trouble {
    Missing,
    Damaged,
    Failed(BackupError),
}

impl Restored {
    /// What comes of a list that nothing is back of yet.
    fn of(said: &Statement) -> Self {
        Self {
            day: said.day,
            custodian: said.custodian.to_string(),
            parcels: 0,
            replies: 0,
            bytes: 0,
            beyond: 0,
            missing: Vec::new(),
            damaged: Vec::new(),
            unlisted: Vec::new(),
            unbelieved: Vec::new(),
            undecided: Vec::new(),
            is_done: false,
        }
    }
}

/// A restore that is under way.
struct Run<'a> {
    restore: &'a Restore<'a>,
    shelf: Shelf,
    /// Where the list lies on it.
    list_file: PathBuf,
    list: List,
    names: Names,
    /// What the shelf holds.
    there: Listed,
    gone: Gone,
    restored: Restored,
}

impl Restore<'_> {
    /// Restores; `progress` is told the bytes to come and done.
    pub fn run(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<Restored, BackupError> {
        let backup = Shelf::open(self.from)?;
        let (day, list) = self.choose(&backup)?;
        let list_file = backup.list(day);
        let key = server_key(&list.small)
            .ok_or_else(|| BackupError::List(list_file.clone(), "the server's key is not in it"))?;
        let names = Names::of(&key);
        Target(self.to).prepare(&list.said, &list.manifest, &names.server())?;
        let there = backup.look();
        let small = list.small.iter().map(|(path, content)| (path.as_str(), content.as_slice()));
        let mut gone = Gone::of(small, self.custodian.unwrap_or(&list.said.custodian));
        gone.believe_what_was_followed(&there, &names);
        let restored = Restored {
            unlisted: there.unlisted.iter().map(|path| backup.at(path)).collect(),
            unbelieved: gone.unbelieved.clone(),
            undecided: gone.undecided.clone(),
            ..Restored::of(&list.said)
        };
        let mut run = Run { restore: self, shelf: backup, list_file, list, names, there, gone, restored };
        run.lay_small()?;
        let known = run.bring_back_listed(progress)?;
        run.bring_back_beyond(&known)?;
        run.end()
    }

    /// Opens the list that was asked for, or the newest.
    fn choose(&self, backup: &Shelf) -> Result<(Day, List), BackupError> {
        let mut days = backup.lists()?;
        if let Some(day) = self.day {
            let day = Some(day).filter(|day| days.contains(day));
            let day = day.ok_or_else(|| BackupError::NoSuchDay(self.from.to_owned(), days))?;
            return Ok((day, self.open_list(&backup.list(day))?));
        }
        let day = days.pop().ok_or_else(|| BackupError::NoBackup(self.from.to_owned()))?;
        let list = self.open_list(&backup.list(day)).map_err(|error| match (error, days.pop()) {
            (error @ (BackupError::List(..) | BackupError::Io(..)), Some(older)) => {
                BackupError::Older(Box::new(error), older)
            }
            (BackupError::Open(path, why), Some(older)) if !why.is_not_ours() => {
                BackupError::Older(Box::new(BackupError::Open(path, why)), older)
            }
            (error, _) => error,
        })?;
        Ok((day, list))
    }

    /// Opens a list and believes it when the server has signed it, whose key a roster by the custodian names.
    fn open_list(&self, path: &Path) -> Result<List, BackupError> {
        let wrong = |what| BackupError::List(path.to_owned(), what);
        let file = File::open(path).map_err(|e| BackupError::Io(path.to_owned(), e))?;
        let opened = self.identity.open_stream(file).map_err(|e| BackupError::Open(path.to_owned(), e))?;
        let mut small = read_small(opened).map_err(|e| match e.kind() {
            io::ErrorKind::FileTooLarge => wrong("it is larger than a list can be"),
            _ => wrong("it is damaged"),
        })?;
        let note = small.remove(STATEMENT).and_then(|note| String::from_utf8(note.to_vec()).ok());
        let note = note.ok_or_else(|| wrong("nobody signed it"))?;
        let text = small.remove(MANIFEST).ok_or_else(|| wrong("it lists nothing"))?;
        let said = Statement::claim(&note).ok_or_else(|| wrong("what was signed is no backup"))?;
        let rosters = small.iter().filter(|(path, _)| is_kept_roster(path));
        let (_, roster) = rosters.max_by_key(|(path, _)| *path).ok_or_else(|| wrong("there is no roster in it"))?;
        let roster = SignedRoster::new(String::from_utf8_lossy(roster).into_owned());
        let custodian = self.custodian.unwrap_or(&said.custodian);
        let roster: Roster = roster.verify(custodian).map_err(BackupError::Custodian)?;
        if !Statement::is_signed(&note, &roster.text().interface.key) {
            return Err(wrong("the server that its roster names has not signed it"));
        }
        if said.manifest != digest(&text) {
            return Err(wrong("its list of files is not the one that was signed"));
        }
        let manifest = std::str::from_utf8(&text).ok().and_then(Manifest::from_text);
        let mut manifest = manifest.ok_or_else(|| wrong("its list of files does not make sense"))?;
        small.remove(PADDING);
        let listed = |(path, content): (&String, &Zeroizing<Vec<u8>>)| {
            let entry = Entry { digest: digest(content), len: content.len() as u64 };
            manifest.0.get(path) == Some(&entry) && matches!(Place::of(path), Some(Place::Small))
        };
        if !small.iter().all(listed) {
            return Err(wrong("a file in it was changed"));
        }
        let lacks = small.remove(LACKS).unwrap_or_default();
        let lacks = String::from_utf8_lossy(&lacks).lines().map(str::to_owned).collect::<Vec<_>>();
        manifest.0.remove(LACKS);
        if lacks.iter().any(|path| Place::of(path).is_none() && !is_folder_of_many(path)) {
            return Err(wrong("what it lacks does not make sense"));
        }
        Ok(List { said, manifest, small, lacks })
    }

    /// Brings back a file of the shelf; gives its path. With an expectation, it must be that file.
    fn bring_back(&self, sealed: &Path, expected: Option<(&String, &Entry)>) -> Result<String, Trouble> {
        if let Some((path, entry)) = expected
            && is_here(&self.to.join(path), entry)
        {
            return Ok(path.clone());
        }
        let file = File::open(sealed).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Trouble::Missing,
            _ if is_of_one_file(&error) => Trouble::Damaged,
            // Too few descriptors or too little memory say nothing of a file.
            _ => Trouble::Failed(BackupError::Io(sealed.to_owned(), error)),
        })?;
        let mut opened = self.identity.open_stream(file).map_err(|_: OpenError| Trouble::Damaged)?;
        let (path, len) = tar::next(&mut opened).ok().flatten().ok_or(Trouble::Damaged)?;
        match (expected, Place::of(&path)) {
            (Some((known, _)), _) if *known == path => {}
            (None, Some(Place::Parcel(..))) => {}
            _ => return Err(Trouble::Damaged),
        }
        let to = self.to.join(&path);
        let part = Part::begin(&to).map_err(Trouble::Failed)?;
        let digest = copy(&part, &mut opened, len)?;
        let rest = tar::skip_padding(&mut opened, len).and_then(|()| tar::next(&mut opened));
        let fits = match (expected, Place::of(&path)) {
            (Some((_, entry)), Some(Place::Parcel(_, _, id))) => {
                entry.digest == digest && id.as_bytes() == digest.as_bytes()
            }
            (Some((_, entry)), _) => entry.digest == digest,
            (None, Some(Place::Parcel(_, _, id))) => id.as_bytes() == digest.as_bytes(),
            _ => false,
        };
        if !fits || !matches!(rest, Ok(None)) {
            return Err(Trouble::Damaged);
        }
        part.keep_for_good().map_err(Trouble::Failed)?;
        Ok(path)
    }
}

impl Run<'_> {
    /// Lays what is small in its place, and aside what a server would delete by and does not hold.
    fn lay_small(&self) -> Result<(), BackupError> {
        let target = Target(self.restore.to);
        target.clear_undecided()?;
        for (path, content) in &self.list.small {
            // In its place, a server would delete by it.
            let aside = match path {
                path if self.gone.undecided.contains(path) => Some(UNDECIDED),
                path if self.gone.unbelieved.contains(path) => Some(""),
                _ => None,
            };
            target.write_small(path, content, aside)?;
        }
        target.clear_expired(&self.gone)
    }

    /// Brings back the parcels and replies that the list names; gives their names on the shelf.
    fn bring_back_listed(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<BTreeSet<Blind>, BackupError> {
        let Self { restore, shelf, list_file, list, names, restored, .. } = self;
        let files = || list.manifest.0.iter().filter(|(path, _)| !list.small.contains_key(*path));
        let to_come: u64 = files().map(|(_, entry)| entry.len).sum();
        let mut known = BTreeSet::new();
        for (path, entry) in files() {
            progress(to_come, restored.bytes);
            let (blind, is_parcel) = match Place::of(path) {
                Some(Place::Parcel(desk, day, id)) => (names.parcel(&desk, day, id), true),
                Some(Place::Reply(_)) => (names.reply(path, entry.digest), false),
                _ => return Err(BackupError::List(list_file.clone(), "it names a file that no data folder has")),
            };
            match restore.bring_back(&shelf.path(&blind), Some((path, entry))) {
                Ok(_) => {
                    restored.bytes += entry.len;
                    *(if is_parcel { &mut restored.parcels } else { &mut restored.replies }) += 1;
                }
                Err(Trouble::Missing) => restored.missing.push(path.clone()),
                Err(Trouble::Damaged) => restored.damaged.push(path.clone()),
                Err(Trouble::Failed(error)) => return Err(error),
            }
            known.insert(blind);
        }
        progress(to_come, to_come);
        Ok(known)
    }

    /// Brings back the parcels that the list does not know, but for what was withdrawn.
    fn bring_back_beyond(&mut self, known: &BTreeSet<Blind>) -> Result<(), BackupError> {
        let gone = self.gone.blind(&self.names);
        for blind in self.there.files.difference(known) {
            if gone.holds(blind) || blind.group == self.names.replies() {
                continue;
            }
            match self.restore.bring_back(&self.shelf.path(blind), None) {
                Ok(_) => self.restored.beyond += 1,
                // Nothing promised it.
                Err(Trouble::Missing | Trouble::Damaged) => {}
                Err(Trouble::Failed(error)) => return Err(error),
            }
        }
        Ok(())
    }

    /// Says what is missing, and makes a data folder where nothing is, or where less was asked for.
    fn end(self) -> Result<Restored, BackupError> {
        let Self { restore, list, mut restored, .. } = self;
        // Another copy of the backup, or a later run, may have brought a parcel, whose name says what it is.
        let is_back =
            |path: &String| matches!(Place::of(path), Some(Place::Parcel(..))) && restore.to.join(path).exists();
        let lacks = list.lacks.iter().filter(|path| !list.manifest.0.contains_key(*path) && !is_back(path));
        restored.missing.extend(lacks.cloned());
        if (restored.missing.is_empty() && restored.damaged.is_empty()) || restore.incomplete {
            Target(restore.to).finish()?;
            restored.is_done = true;
        }
        Ok(restored)
    }
}

/// Writes `len` bytes into a part, and gives their digest.
fn copy(part: &Part, from: &mut impl Read, len: u64) -> Result<Digest, Trouble> {
    let (mut hash, mut left, mut piece) = (Sha256::new(), len, vec![0; PIECE]);
    while left > 0 {
        let want = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = from.read(&mut piece[..want]).map_err(|_| Trouble::Damaged)?;
        if read == 0 {
            return Err(Trouble::Damaged);
        }
        hash.update(&piece[..read]);
        (&part.file).write_all(&piece[..read]).map_err(|e| Trouble::Failed(part.failed(e)))?;
        left -= read as u64;
    }
    Ok(Digest::from_bytes(hash.finalize().into()))
}

/// Reads every file of a list.
fn read_small(mut list: impl Read) -> io::Result<BTreeMap<String, Zeroizing<Vec<u8>>>> {
    let (mut small, mut left) = (BTreeMap::new(), MAX_LIST_BYTES);
    while let Some((path, len)) = tar::next(&mut list)? {
        left = left.checked_sub(len).ok_or(io::ErrorKind::FileTooLarge)?;
        // Grown, it would leave pieces of keys behind. What a list claims is believed as far as it costs little.
        let room = if len <= MOST_AT_ONCE { len as usize } else { 0 };
        let mut content = Zeroizing::new(Vec::with_capacity(room));
        if (&mut list).take(len).read_to_end(&mut content)? as u64 != len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        tar::skip_padding(&mut list, len)?;
        if small.insert(path, content).is_some() {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    // The seal holds only once its end was read.
    io::copy(&mut list, &mut io::sink())?;
    Ok(small)
}

/// The server's secret key, as its file holds it.
fn server_key(small: &BTreeMap<String, Zeroizing<Vec<u8>>>) -> Option<Zeroizing<[u8; 32]>> {
    let text = std::str::from_utf8(small.get(SERVER_KEY)?).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), &mut *key).ok()?;
    Some(key)
}
