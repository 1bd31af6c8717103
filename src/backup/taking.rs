//! Making a backup, beside a server that runs.
//!
//! Parcels and replies first, then what is small, then the list of it all, which makes the backup hold; only after
//! that goes what was withdrawn. Interrupted anywhere, the backup of before is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};
use std::path::Path;

use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use super::copying::{Run, Small, is_of_one};
use super::gone::Gone;
use super::inside::refuse_inside;
use super::manifest::Manifest;
use super::shelf::{Blind, Shelf};
use super::{BackupError, LACKS, MANIFEST, Names, PADDING, STATEMENT, tar};
use crate::roster::{NoteVerifier, PublicKey, Roster, SignedRoster};
use crate::seal::{Day, DeskId, Recipient};
use crate::store::{DataFolder, MAX_SMALL_BYTES, Place, SERVER_KEY, kept_roster};

/// What a backup is made of.
pub struct Taking<'a> {
    /// The data folder.
    pub data: &'a DataFolder,
    /// The roster that is in use: it names whom backups are sealed to.
    pub roster: &'a Roster,
    /// The same as the custodian signed it.
    pub note: &'a SignedRoster,
    /// Who signed it.
    pub custodian: &'a NoteVerifier,
    /// The server's key.
    pub server: &'a SigningKey,
    /// The configuration and what it names, by path below [`SETTINGS`](super::SETTINGS).
    pub settings: BTreeMap<String, Zeroizing<Vec<u8>>>,
    /// Paths of settings that are to be among them and are not there.
    pub missing: Vec<String>,
    /// Whether a desk's day may expire by now, as the operator has it: reviewers sign for every day, whether or not.
    pub expires: &'a dyn Fn(&DeskId, Day) -> bool,
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// True when the backup as of yesterday was there already, and nothing was done.
    pub was_there: bool,
    /// Parcels that are in the backup.
    pub parcels: usize,
    /// Files that are new in it.
    pub new: usize,
    /// Bytes of them.
    pub bytes: u64,
    /// Files that were taken out of it: withdrawn or expired, or replies that their sources deleted.
    pub removed: usize,
    /// Paths of files that were not taken: they cannot be read, or are not what their names say; and of folders that cannot be
    /// listed. What an earlier run copied of them stays.
    pub damaged: Vec<String>,
    /// Paths of parcels that were not taken: the backup's medium takes no file that large.
    pub too_large: Vec<String>,
    /// Paths of settings that were not taken, because they are not there.
    pub missing: Vec<String>,
    /// Paths of those among all these that the list names no copy of. A restore by it misses them, and a later run of the same
    /// day tries again. Which copy on the shelf is that of a damaged reply, its own list alone tells.
    pub lacks: Vec<String>,
    /// True when no reply was taken out and no list, because a damaged reply or note lies on the server, a folder that cannot
    /// be listed, or a reply that was set aside: a good copy may be among them.
    pub holds_replies: bool,
    /// Files that only the backup still has, though nothing says that they were to go. They stay in it.
    pub only_here: usize,
    /// Paths of notes by which parcels were to be gone, and that nobody who could has signed. They count for nothing.
    pub unbelieved: Vec<String>,
    /// True when the data folder holds what a repair set aside, which no backup takes.
    pub is_set_aside: bool,
}

impl Taken {
    /// Notes folders that cannot be listed.
    pub(super) fn lack_folders(&mut self, unlisted: Vec<String>) {
        self.lacks.extend(unlisted.iter().cloned());
        self.damaged.extend(unlisted);
    }
}

impl Taking<'_> {
    /// Makes the backup in `folder`, as of the day before `today`; `progress` is told the bytes to come and done.
    pub fn run(self, folder: &Path, today: Day, progress: &mut dyn FnMut(u64, u64)) -> Result<Taken, BackupError> {
        let recipient = self.check(folder)?;
        let names = Names::of(self.server.as_bytes());
        let backup = Shelf::of_server(folder, &names.server(), &names.recipient(&recipient))?;
        let day = today.plus(-1);
        if let Some(last) = backup.lists()?.pop().filter(|last| *last > day) {
            return Err(BackupError::Future(backup.list(last), last));
        }
        let is_set_aside = !matches!(self.data.set_aside(), Ok(0));
        if backup.lists()?.contains(&day) && !backup.is_incomplete()? {
            return Ok(Taken { was_there: true, is_set_aside, ..Taken::default() });
        }
        let there = backup.files()?;
        let missing = self.missing.clone();
        let mut run = Run {
            shelf: backup,
            names,
            recipient,
            there,
            manifest: Manifest::default(),
            taken: Taken { is_set_aside, lacks: missing.clone(), missing, ..Taken::default() },
            groups: BTreeSet::new(),
        };
        let mut belongs = run.copy_parcels(self.data, today, progress)?;
        let replies = run.copy_replies(self.data)?;
        run.shelf.sync(&run.groups)?;

        // Read last: whatever was withdrawn meanwhile has its tombstone among these.
        let mut small = self.small(&mut run.taken)?;
        let files = || paths_and_contents(&small);
        let mut gone = Gone::of(files(), self.custodian);
        gone.keep_expired(self.expires);
        let stays = |path: &str| match Place::of(path) {
            Some(Place::Parcel(desk, day, id)) => !gone.holds(&desk, day, id),
            _ => true,
        };
        run.manifest.0.retain(|path, _| stays(path));
        belongs.retain(|path, _| stays(path));
        // The roster in use may stand in for a damaged copy of it.
        run.taken.lacks.retain(|path| stays(path) && !files().any(|(known, _)| known == path));
        let blind = gone.blind(&run.names);
        run.taken.unbelieved = gone.unbelieved;
        run.taken.parcels = belongs.len();
        small.extend(self.settings.iter().map(|(path, content)| (path.clone(), content.clone())));
        run.write_list(&small, day, &self)?;
        let belongs: BTreeSet<Blind> = belongs.into_values().chain(replies).collect();
        let is_no_parcel = |path: &String| !matches!(Place::of(path), Some(Place::Parcel(..)));
        // A quarantine that cannot be listed may hold some.
        let holds_aside = self.data.holds_replies_aside().unwrap_or(true);
        run.taken.holds_replies = run.taken.damaged.iter().any(is_no_parcel) || holds_aside;
        run.prune(&belongs, &blind)?;
        run.shelf.settle(today)?;
        Ok(run.taken)
    }

    /// Whom the backup is sealed to. What a restore would refuse is no backup, and is refused before hours of copying.
    fn check(&self, folder: &Path) -> Result<Recipient, BackupError> {
        let recipient = self.roster.text().backup.as_ref().ok_or(BackupError::NoRecipient)?;
        let recipient = recipient.parse().map_err(|_| BackupError::NoRecipient)?;
        if PublicKey::of(self.server) != self.roster.text().interface.key {
            return Err(BackupError::OtherServerKey);
        }
        refuse_inside(folder, self.data.root())?;
        // A server that runs has it in memory. Two lists without it, and none had it any more.
        self.data.check_derivation()?;
        let names = self.data.small_files(&mut Vec::new())?;
        let settings = self.settings.keys().chain(&self.missing);
        match names.iter().chain(settings).find(|path| !comes_back(path)) {
            Some(path) => Err(BackupError::Name(path.clone())),
            None => Ok(recipient),
        }
    }

    /// All that is small, with what no restore can do without.
    fn small(&self, taken: &mut Taken) -> Result<Vec<Small>, BackupError> {
        let mut small = self.small_files(taken)?;
        self.add_roster(&mut small);
        self.data.check_copied_derivation(paths_and_contents(&small))?;
        let has_key = small.iter().any(|(path, _)| path == SERVER_KEY);
        has_key.then_some(small).ok_or(BackupError::NoServerKey)
    }

    /// Adds the roster in use, where no whole one of its version is there: a server keeps it only when it serves it, and
    /// nothing else says whose key has signed the list.
    fn add_roster(&self, small: &mut Vec<Small>) {
        let path = kept_roster(self.roster.reference().version);
        let is_whole = |content: &[u8]| {
            let kept = SignedRoster::new(String::from_utf8_lossy(content).into_owned());
            kept.verify(self.custodian).is_ok()
        };
        if !small.iter().any(|(known, content)| *known == path && is_whole(content)) {
            small.retain(|(known, _)| *known != path);
            small.push((path, Zeroizing::new(self.note.as_str().as_bytes().to_vec())));
        }
    }

    /// Every small file, with its content. A note that cannot be read is damaged; without a file beside the folders, such as
    /// the server's key, there is no backup.
    fn small_files(&self, taken: &mut Taken) -> Result<Vec<Small>, BackupError> {
        let (mut found, mut unlisted) = (Vec::new(), Vec::new());
        for path in self.data.small_files(&mut unlisted)? {
            match self.small_file(&path) {
                Ok(content) => found.extend(content.map(|content| (path, content))),
                Err(error) if path.contains('/') && is_of_one(&error) => {
                    taken.lacks.push(path.clone());
                    taken.damaged.push(path);
                }
                Err(error) => return Err(error),
            }
        }
        taken.lack_folders(unlisted);
        Ok(found)
    }

    /// A small file's content; `None` when it went meanwhile.
    fn small_file(&self, path: &str) -> Result<Option<Zeroizing<Vec<u8>>>, BackupError> {
        let Some(file) = self.data.open(path)? else { return Ok(None) };
        let failed = |error| BackupError::Io(self.data.root().join(path), error);
        // Grown, it would leave pieces behind.
        let len = file.metadata().map_or(0, |file| file.len().min(MAX_SMALL_BYTES));
        let mut content = Zeroizing::new(Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1));
        file.take(MAX_SMALL_BYTES + 1).read_to_end(&mut content).map_err(failed)?;
        if content.len() as u64 > MAX_SMALL_BYTES {
            return Err(failed(io::ErrorKind::FileTooLarge.into()));
        }
        Ok(Some(content))
    }
}

fn paths_and_contents(small: &[Small]) -> impl Iterator<Item = (&str, &[u8])> {
    small.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
}

/// True for a small file that a restore takes.
fn comes_back(path: &str) -> bool {
    let is_the_lists_own = [STATEMENT, MANIFEST, LACKS, PADDING].contains(&path);
    !is_the_lists_own && Place::of(path) == Some(Place::Small) && tar::holds(path)
}
