//! Making a backup, beside a server that runs.
//!
//! Parcels and replies first, then what is small, then the list of it all, which makes the backup hold; only after
//! that goes what was withdrawn. Interrupted anywhere, the backup of before is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::{OsRng, RngCore as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::gone::{BlindGone, Gone};
use super::manifest::{Entry, Manifest, Statement, digest};
use super::part::Part;
use super::shelf::{Blind, Shelf};
use super::{BackupError, MANIFEST, Names, PADDING, PIECE, STATEMENT, tar};
use crate::roster::{NoteVerifier, PublicKey, Roster, SignedRoster};
use crate::seal::{Day, DeskId, Digest, ParcelId, Recipient, padded_len};
use crate::store::{DataFolder, ParcelFile, Place, is_kept_roster, kept_roster};

/// No small file is larger than this.
const MAX_SMALL_BYTES: u64 = 64 << 20;

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
    /// Parcels that were not taken, because they are not what their names say.
    pub damaged: Vec<ParcelId>,
    /// Files that only the backup still has, though nothing says that they were to go. They stay in it.
    pub only_here: usize,
    /// Paths of notes by which parcels were to be gone, and that nobody who could has signed. They count for nothing.
    pub unbelieved: Vec<String>,
}

impl Taking<'_> {
    /// Makes the backup in `folder`, as of the day before `today`; `progress` is told the bytes to come and done.
    pub fn run(self, folder: &Path, today: Day, progress: &mut dyn FnMut(u64, u64)) -> Result<Taken, BackupError> {
        let recipient = self.roster.text().backup.as_ref().ok_or(BackupError::NoRecipient)?;
        let recipient: Recipient = recipient.parse().map_err(|_| BackupError::NoRecipient)?;
        if PublicKey::of(self.server) != self.roster.text().interface.key {
            return Err(BackupError::OtherServerKey);
        }
        refuse_inside(folder, self.data.root())?;
        // Before hours of copying: what a restore would refuse is no backup.
        let names = self.data.small_files()?;
        if let Some(path) = names.iter().chain(self.settings.keys()).find(|path| !comes_back(path)) {
            return Err(BackupError::Name(path.clone()));
        }
        let names = Names::of(self.server.as_bytes());
        let place = Shelf::of_server(folder, &names.server())?;
        let day = today.plus(-1);
        if let Some(last) = place.lists()?.pop().filter(|last| *last > day) {
            return Err(BackupError::Future(place.list(last), last));
        }
        if place.lists()?.contains(&day) {
            return Ok(Taken { was_there: true, ..Taken::default() });
        }
        let there = place.files()?;
        let mut run = Run {
            shelf: place,
            names,
            recipient,
            there,
            manifest: Manifest::default(),
            taken: Taken::default(),
            groups: BTreeSet::new(),
        };
        let mut belongs = run.copy_parcels(self.data, today, progress)?;
        let replies = run.copy_replies(self.data)?;
        run.shelf.sync(&run.groups)?;

        // Read last: whatever was withdrawn meanwhile has its tombstone among these.
        let mut small = self.small_files()?;
        // A server keeps a roster when it serves it; before that, nothing else says whose key has signed the list.
        if !small.iter().any(|(path, _)| is_kept_roster(path)) {
            let note = Zeroizing::new(self.note.as_str().as_bytes().to_vec());
            small.push((kept_roster(self.roster.reference().version), note));
        }
        let mut gone =
            Gone::of(small.iter().map(|(path, content)| (path.as_str(), content.as_slice())), self.custodian);
        gone.keep_expired(self.expires);
        belongs.retain(|path, _| {
            let stays = match Place::of(path) {
                Some(Place::Parcel(desk, day, id)) => !gone.holds(&desk, day, id),
                _ => true,
            };
            if !stays {
                run.manifest.0.remove(path);
            }
            stays
        });
        let blind = gone.blind(&run.names);
        run.taken.unbelieved = gone.unbelieved;
        run.taken.parcels = belongs.len();
        small.extend(self.settings.iter().map(|(path, content)| (path.clone(), content.clone())));
        run.write_list(&small, day, &self)?;
        let belongs: BTreeSet<Blind> = belongs.into_values().chain(replies).collect();
        run.prune(&belongs, &blind)?;
        Ok(run.taken)
    }

    /// Every small file, with its content.
    fn small_files(&self) -> Result<Vec<Small>, BackupError> {
        let mut found = Vec::new();
        for path in self.data.small_files()? {
            let Some(file) = self.data.open(&path)? else { continue };
            // Grown, it would leave pieces behind.
            let len = file.metadata().map_or(0, |file| file.len().min(MAX_SMALL_BYTES));
            let mut content = Zeroizing::new(Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1));
            let read = file.take(MAX_SMALL_BYTES + 1).read_to_end(&mut content);
            read.map_err(|e| BackupError::Io(self.data.root().join(&path), e))?;
            if content.len() as u64 > MAX_SMALL_BYTES {
                return Err(BackupError::Io(self.data.root().join(&path), io::ErrorKind::FileTooLarge.into()));
            }
            found.push((path, content));
        }
        Ok(found)
    }
}

/// A small file's path and content, which may be a key.
type Small = (String, Zeroizing<Vec<u8>>);

/// A run under way.
struct Run {
    shelf: Shelf,
    names: Names,
    recipient: Recipient,
    /// What the shelf held before.
    there: BTreeSet<Blind>,
    manifest: Manifest,
    taken: Taken,
    /// Groups that got files.
    groups: BTreeSet<String>,
}

impl Run {
    /// Copies the parcels that are new, in random order: a stick's file system keeps the order of writing.
    fn copy_parcels(
        &mut self,
        data: &DataFolder,
        today: Day,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BTreeMap<String, Blind>, BackupError> {
        let mut belongs = BTreeMap::new();
        let mut new = Vec::new();
        for parcel in data.parcels_before(today)? {
            let blind = self.names.parcel(&parcel.desk, parcel.day, parcel.id);
            if self.there.contains(&blind) && self.is_long_enough(&blind, parcel.len) {
                self.list(&parcel);
                belongs.insert(parcel.path(), blind);
            } else {
                new.push((parcel, blind));
            }
        }
        shuffle(&mut new);
        let to_come: u64 = new.iter().map(|(parcel, _)| parcel.len).sum();
        let mut done = 0;
        for (parcel, blind) in new {
            progress(to_come, done);
            let path = parcel.path();
            let Some(file) = data.open(&path)? else { continue };
            done += parcel.len;
            let part = self.shelf.begin(&blind)?;
            let sealed = self.seal(&part, &path, parcel.len, file);
            match sealed.map_err(|e| part.failed(e))? {
                Some(digest) if digest.as_bytes() == parcel.id.as_bytes() => {
                    part.keep()?;
                    self.count_new(&blind, parcel.len);
                    self.list(&parcel);
                    belongs.insert(path, blind);
                }
                // An earlier copy stays.
                _ => {
                    self.taken.damaged.push(parcel.id);
                    if self.there.contains(&blind) {
                        self.list(&parcel);
                        belongs.insert(path, blind);
                    }
                }
            }
        }
        progress(to_come, to_come);
        Ok(belongs)
    }

    /// Copies the replies that are new.
    fn copy_replies(&mut self, data: &DataFolder) -> Result<Vec<Blind>, BackupError> {
        let mut belongs = Vec::new();
        let mut paths = data.replies()?;
        shuffle(&mut paths);
        for path in paths {
            let Some(mut file) = data.open(&path)? else { continue };
            let mut content = Vec::new();
            file.read_to_end(&mut content).map_err(|e| BackupError::Io(data.root().join(&path), e))?;
            let (digest, len) = (digest(&content), content.len() as u64);
            let blind = self.names.reply(&path, digest);
            if !self.there.contains(&blind) {
                let part = self.shelf.begin(&blind)?;
                self.seal(&part, &path, len, &content[..]).map_err(|e| part.failed(e))?;
                part.keep()?;
                self.count_new(&blind, len);
            }
            self.manifest.0.insert(path, Entry { digest, len });
            belongs.push(blind);
        }
        Ok(belongs)
    }

    /// Seals one file into a part; gives its digest, or `None` when it was not as long as it should be.
    fn seal(&self, part: &Part, path: &str, len: u64, content: impl io::Read) -> io::Result<Option<Digest>> {
        let mut out = self.recipient.seal_into(io::BufWriter::with_capacity(PIECE, &part.file))?;
        tar::begin(&mut out, path, len)?;
        let mut content = content.take(len + 1);
        let (mut hash, mut copied, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
        loop {
            let read = content.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hash.update(&piece[..read]);
            out.write_all(&piece[..read])?;
            copied += read as u64;
        }
        if copied != len {
            return Ok(None);
        }
        tar::pad(&mut out, len)?;
        tar::end(&mut out)?;
        out.finish()?.flush()?;
        Ok(Some(Digest::from_bytes(hash.finalize().into())))
    }

    /// Writes all that is small, and the list of everything: from then on the backup holds.
    fn write_list(&mut self, small: &[Small], day: Day, of: &Taking<'_>) -> Result<(), BackupError> {
        for (path, content) in small {
            self.manifest.0.insert(path.clone(), Entry { digest: digest(content), len: content.len() as u64 });
        }
        let manifest = self.manifest.to_text();
        let said = Statement { day, custodian: of.custodian.clone(), manifest: digest(manifest.as_bytes()) };
        let note = said.sign(of.server)?;
        let files = [(STATEMENT, note), (MANIFEST, manifest)];
        let files = files.map(|(name, text)| (name.to_owned(), Zeroizing::new(text.into_bytes())));
        let part = self.shelf.begin_list(day)?;
        let write = || {
            let files = || files.iter().chain(small);
            let len = files().map(|(_, content)| tar::taken(content.len() as u64)).sum::<u64>() + tar::taken(0);
            let padding = padded_len(len).map_err(io::Error::other)? - len;
            let mut out = self.recipient.seal_into(io::BufWriter::with_capacity(PIECE, &part.file))?;
            files().try_for_each(|(path, content)| tar::add(&mut out, path, content))?;
            tar::begin(&mut out, PADDING, padding)?;
            io::copy(&mut io::repeat(0).take(padding), &mut out)?;
            tar::pad(&mut out, padding)?;
            tar::end(&mut out)?;
            out.finish()?.flush()
        };
        write().map_err(|e| part.failed(e))?;
        part.keep()?;
        self.shelf.sync(&BTreeSet::new())
    }

    /// Deletes what is to go by a tombstone, an expired day, or a source's own hand.
    fn prune(&mut self, belongs: &BTreeSet<Blind>, gone: &BlindGone) -> Result<(), BackupError> {
        let replies = self.names.replies();
        for blind in self.there.difference(belongs) {
            let goes = blind.group == replies || gone.holds(blind);
            if goes {
                self.shelf.delete(blind)?;
                self.taken.removed += 1;
            } else {
                self.taken.only_here += 1;
            }
        }
        self.shelf.delete_old_lists()?;
        self.shelf.sync(&BTreeSet::new())
    }

    fn list(&mut self, parcel: &ParcelFile) {
        let digest = Digest::from_bytes(*parcel.id.as_bytes());
        self.manifest.0.insert(parcel.path(), Entry { digest, len: parcel.len });
    }

    fn count_new(&mut self, blind: &Blind, len: u64) {
        self.taken.new += 1;
        self.taken.bytes += len;
        self.groups.insert(blind.group.clone());
    }

    /// False for a file that a bad medium has cut off.
    fn is_long_enough(&self, blind: &Blind, len: u64) -> bool {
        self.shelf.path(blind).metadata().is_ok_and(|file| file.len() > tar::taken(len))
    }
}

/// Refuses a backup in the data folder, or the data folder in a backup.
fn refuse_inside(folder: &Path, data: &Path) -> Result<(), BackupError> {
    let (folder, data) = (real(folder), real(data));
    if folder.starts_with(&data) || data.starts_with(&folder) { Err(BackupError::Inside(folder)) } else { Ok(()) }
}

/// Where a path leads, whether it is there yet or not: a new folder may lie behind a link.
fn real(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for step in std::path::absolute(path).unwrap_or(path.to_owned()).components() {
        match step {
            Component::ParentDir => drop(found.pop()),
            Component::CurDir => {}
            step => found.push(step),
        }
        found = found.canonicalize().unwrap_or(found);
    }
    found
}

/// True for a small file that a restore takes.
fn comes_back(path: &str) -> bool {
    Place::of(path) == Some(Place::Small) && tar::holds(path)
}

/// Fisher and Yates.
fn shuffle<T>(list: &mut [T]) {
    for last in (1..list.len()).rev() {
        list.swap(last, (OsRng.next_u64() % (last as u64 + 1)) as usize);
    }
}
