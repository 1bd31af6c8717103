//! Making a backup, beside a server that runs.
//!
//! Parcels and replies first, then what is small, then the list of it all, which makes the backup hold; only after
//! that goes what was withdrawn. Interrupted anywhere, the backup of before is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use super::gone::{BlindGone, Gone};
use super::inside::refuse_inside;
use super::manifest::{Entry, Manifest, Statement, digest};
use super::sealing::{Unsealed, seal};
use super::shelf::{Blind, Shelf};
use super::{BackupError, MANIFEST, Names, PADDING, PIECE, STATEMENT, tar};
use crate::roster::{NoteVerifier, PublicKey, Roster, SignedRoster};
use crate::seal::{Day, DeskId, Digest, MAX_SEALED_REPLY_BYTES, Recipient, SealedReply, padded_len};
use crate::store::{DataFolder, ParcelFile, Place, StoreError, is_of_one_file, kept_roster, shuffle};

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
    /// Paths of files that were not taken: they cannot be read, or are not what their names say. What an earlier run copied
    /// of them stays.
    pub damaged: Vec<String>,
    /// Paths of parcels that were not taken: the backup's medium takes no file that large.
    pub too_large: Vec<String>,
    /// True when no reply was taken out and no list, because a damaged reply or note lies on the server, or a reply that was
    /// set aside: its good copy may be among them.
    pub holds_replies: bool,
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
        // A server that runs has it in memory. Two lists without it, and none had it any more.
        self.data.check_derivation()?;
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
        let mut small = self.small_files(&mut run.taken.damaged)?;
        self.add_roster(&mut small);
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
        let is_no_parcel = |path: &String| !matches!(Place::of(path), Some(Place::Parcel(..)));
        run.taken.holds_replies = run.taken.damaged.iter().any(is_no_parcel) || self.data.holds_replies_aside()?;
        run.prune(&belongs, &blind)?;
        run.shelf.settle(today)?;
        Ok(run.taken)
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
    fn small_files(&self, damaged: &mut Vec<String>) -> Result<Vec<Small>, BackupError> {
        let mut found = Vec::new();
        for path in self.data.small_files()? {
            match self.small_file(&path) {
                Ok(content) => found.extend(content.map(|content| (path, content))),
                Err(error) if path.contains('/') && is_of_one(&error) => damaged.push(path),
                Err(error) => return Err(error),
            }
        }
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
            done += parcel.len;
            let file = match data.open(&path) {
                Ok(Some(file)) => file,
                Ok(None) => continue,
                Err(error) if is_unreadable(&error) => {
                    self.keep_earlier(&parcel, blind, &mut belongs);
                    self.taken.damaged.push(path);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let part = self.shelf.begin(&blind)?;
            match seal(&self.recipient, &part, &path, parcel.len, file) {
                Ok(Some(digest)) if digest.as_bytes() == parcel.id.as_bytes() => {
                    part.keep()?;
                    self.count_new(&blind, parcel.len);
                    self.list(&parcel);
                    belongs.insert(path, blind);
                    continue;
                }
                Err(Unsealed::Shelf(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                    self.taken.too_large.push(path);
                }
                Err(Unsealed::Shelf(error)) => return Err(part.failed(error)),
                Err(Unsealed::Source(error)) if !is_of_one_file(&error) => {
                    return Err(BackupError::Io(data.root().join(path), error));
                }
                Ok(_) | Err(Unsealed::Source(_)) => self.taken.damaged.push(path),
            }
            self.keep_earlier(&parcel, blind, &mut belongs);
        }
        progress(to_come, to_come);
        Ok(belongs)
    }

    /// Lists what an earlier run copied of a parcel that cannot be copied now.
    fn keep_earlier(&mut self, parcel: &ParcelFile, blind: Blind, belongs: &mut BTreeMap<String, Blind>) {
        if self.there.contains(&blind) {
            self.list(parcel);
            belongs.insert(parcel.path(), blind);
        }
    }

    /// Copies the replies that are new. One that cannot be read, or has not the form of a reply any more, is not listed for
    /// whole.
    fn copy_replies(&mut self, data: &DataFolder) -> Result<Vec<Blind>, BackupError> {
        let mut belongs = Vec::new();
        let mut paths = data.replies()?;
        shuffle(&mut paths);
        for path in paths {
            let reply = match reply(data, &path) {
                Ok(None) => continue,
                Ok(Some(content)) => SealedReply::received(content),
                Err(error) if is_of_one(&error) => None,
                Err(error) => return Err(error),
            };
            let Some(reply) = reply else {
                self.taken.damaged.push(path);
                continue;
            };
            let content = reply.as_bytes();
            let (digest, len) = (digest(content), content.len() as u64);
            let blind = self.names.reply(&path, digest);
            if !self.there.contains(&blind) {
                let part = self.shelf.begin(&blind)?;
                match seal(&self.recipient, &part, &path, len, content) {
                    Ok(_) => {}
                    Err(Unsealed::Source(error) | Unsealed::Shelf(error)) => return Err(part.failed(error)),
                }
                part.keep()?;
                self.count_new(&blind, len);
            }
            self.manifest.0.insert(path, Entry { digest, len });
            belongs.push(blind);
        }
        Ok(belongs)
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

    /// Deletes what is to go by a tombstone, an expired day, or a source's own hand; of replies and lists nothing while they
    /// are held.
    fn prune(&mut self, belongs: &BTreeSet<Blind>, gone: &BlindGone) -> Result<(), BackupError> {
        let replies = self.names.replies();
        for blind in self.there.difference(belongs) {
            let is_reply = blind.group == replies;
            if is_reply && self.taken.holds_replies {
                continue;
            }
            if is_reply || gone.holds(blind) {
                self.shelf.delete(blind)?;
                self.taken.removed += 1;
            } else {
                self.taken.only_here += 1;
            }
        }
        if !self.taken.holds_replies {
            self.shelf.delete_old_lists()?;
        }
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

/// The bytes of a reply, one more than it can have at most; `None` when it went meanwhile.
fn reply(data: &DataFolder, path: &str) -> Result<Option<Vec<u8>>, BackupError> {
    let Some(file) = data.open(path)? else { return Ok(None) };
    let mut content = Vec::with_capacity(MAX_SEALED_REPLY_BYTES + 1);
    let read = file.take(MAX_SEALED_REPLY_BYTES as u64 + 1).read_to_end(&mut content);
    read.map_err(|e| BackupError::Io(data.root().join(path), e))?;
    Ok(Some(content))
}

/// True for a small file that a restore takes.
fn comes_back(path: &str) -> bool {
    Place::of(path) == Some(Place::Small) && tar::holds(path)
}

/// True when one file of the data folder cannot be read, and the others can.
fn is_unreadable(error: &StoreError) -> bool {
    matches!(error, StoreError::Io(_, error) if is_of_one_file(error))
}

/// The same of what was to be backed up.
fn is_of_one(error: &BackupError) -> bool {
    match error {
        BackupError::Store(error) => is_unreadable(error),
        BackupError::Io(_, error) => is_of_one_file(error),
        _ => false,
    }
}
