//! Copying parcels and replies onto a shelf, the list of it all, and what goes from there afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};

use zeroize::Zeroizing;

use super::gone::BlindGone;
use super::manifest::{Entry, Manifest, Statement, digest};
use super::sealing::{Unsealed, seal};
use super::shelf::{Blind, Shelf};
use super::taking::{Taken, Taking};
use super::{BackupError, LACKS, MANIFEST, Names, PADDING, PIECE, STATEMENT, tar};
use crate::seal::{Day, Digest, MAX_SEALED_REPLY_BYTES, Recipient, SealedReply, padded_len};
use crate::store::{DataFolder, ParcelFile, StoreError, is_folder_of_many, is_of_one_file, shuffle};

/// A small file's path and content, which may be a key.
pub(super) type Small = (String, Zeroizing<Vec<u8>>);

/// A run under way.
pub(super) struct Run {
    pub(super) shelf: Shelf,
    pub(super) names: Names,
    pub(super) recipient: Recipient,
    /// What the shelf held before.
    pub(super) there: BTreeSet<Blind>,
    pub(super) manifest: Manifest,
    pub(super) taken: Taken,
    /// Groups that got files.
    pub(super) groups: BTreeSet<String>,
}

impl Run {
    /// Copies the parcels that are new, in random order: a stick's file system keeps the order of writing.
    ///
    /// Of every day but the one that is not over, the next, which may begin while this goes on, and, where they have expired,
    /// the one that is filed under in their place. Days to come, of a clock that was ahead, are as good as over.
    pub(super) fn copy_parcels(
        &mut self,
        data: &DataFolder,
        today: Day,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BTreeMap<String, Blind>, BackupError> {
        let mut belongs = BTreeMap::new();
        let mut new = self.list_those_there(data, today, &mut belongs)?;
        shuffle(&mut new);
        let to_come: u64 = new.iter().map(|(parcel, _)| parcel.len).sum();
        let mut done = 0;
        for (parcel, blind) in new {
            progress(to_come, done);
            done += parcel.len;
            self.copy_parcel(data, &parcel, blind, &mut belongs)?;
        }
        progress(to_come, to_come);
        Ok(belongs)
    }

    /// Lists the parcels that the shelf has, and gives those that are new.
    fn list_those_there(
        &mut self,
        data: &DataFolder,
        today: Day,
        belongs: &mut BTreeMap<String, Blind>,
    ) -> Result<Vec<(ParcelFile, Blind)>, BackupError> {
        let (mut new, mut running) = (Vec::new(), BTreeMap::new());
        let mut unlisted = Vec::new();
        for parcel in data.listed_parcels(|day| day != today && day != today.plus(1), &mut unlisted)? {
            if !running.contains_key(&parcel.desk) {
                let days = [data.filing_day(&parcel.desk, today)?, data.filing_day(&parcel.desk, today.plus(1))?];
                running.insert(parcel.desk.clone(), days);
            }
            let is_running = running[&parcel.desk].contains(&parcel.day);
            let blind = self.names.parcel(&parcel.desk, parcel.day, parcel.id);
            if self.there.contains(&blind) && self.is_long_enough(&blind, parcel.len) {
                self.list(&parcel);
                belongs.insert(parcel.path(), blind);
            } else if !is_running {
                new.push((parcel, blind));
            }
        }
        self.taken.lack_folders(unlisted);
        Ok(new)
    }

    /// Copies a parcel that is new, unless it went meanwhile.
    fn copy_parcel(
        &mut self,
        data: &DataFolder,
        parcel: &ParcelFile,
        blind: Blind,
        belongs: &mut BTreeMap<String, Blind>,
    ) -> Result<(), BackupError> {
        let path = parcel.path();
        let file = match data.open(&path) {
            Ok(Some(file)) => file,
            Ok(None) => return Ok(()),
            Err(error) if is_unreadable(&error) => {
                self.taken.damaged.push(path);
                self.keep_earlier(parcel, blind, belongs);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let part = self.shelf.begin(&blind)?;
        match seal(&self.recipient, &part, &path, parcel.len, file) {
            Ok(Some(digest)) if digest.as_bytes() == parcel.id.as_bytes() => {
                part.keep()?;
                self.count_new(&blind, parcel.len);
                self.list(parcel);
                belongs.insert(path, blind);
                return Ok(());
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
        self.keep_earlier(parcel, blind, belongs);
        Ok(())
    }

    /// Lists what an earlier run copied of a parcel that cannot be copied now; without that, the backup lacks it.
    fn keep_earlier(&mut self, parcel: &ParcelFile, blind: Blind, belongs: &mut BTreeMap<String, Blind>) {
        let is_there = self.there.contains(&blind);
        if !is_there || !self.is_long_enough(&blind, parcel.len) {
            self.taken.lacks.push(parcel.path());
        }
        if is_there {
            self.list(parcel);
            belongs.insert(parcel.path(), blind);
        }
    }

    /// Copies the replies that are new. One that cannot be read, or has not the form of a reply any more, is not listed for
    /// whole.
    pub(super) fn copy_replies(&mut self, data: &DataFolder) -> Result<Vec<Blind>, BackupError> {
        let mut belongs = Vec::new();
        let mut unlisted = Vec::new();
        let mut paths = data.replies(&mut unlisted)?;
        self.taken.lack_folders(unlisted);
        shuffle(&mut paths);
        for path in paths {
            let reply = match reply(data, &path) {
                Ok(None) => continue,
                Ok(Some(content)) => SealedReply::received(content),
                Err(error) if is_of_one(&error) => None,
                Err(error) => return Err(error),
            };
            let Some(reply) = reply else {
                self.taken.lacks.push(path.clone());
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
    pub(super) fn write_list(&mut self, small: &[Small], day: Day, of: &Taking<'_>) -> Result<(), BackupError> {
        self.taken.lacks.sort_unstable();
        let is_whole = self.taken.lacks.is_empty();
        let lacks = self.taken.lacks.join("\n") + "\n";
        let lacks = (!is_whole).then(|| (LACKS.to_owned(), Zeroizing::new(lacks.into_bytes())));
        for (path, content) in lacks.iter().chain(small) {
            self.manifest.0.insert(path.clone(), Entry { digest: digest(content), len: content.len() as u64 });
        }
        let manifest = self.manifest.to_text();
        let said = Statement { day, custodian: of.custodian.clone(), manifest: digest(manifest.as_bytes()) };
        let note = said.sign(of.server)?;
        let files = [(STATEMENT, note), (MANIFEST, manifest)];
        let files = files.map(|(name, text)| (name.to_owned(), Zeroizing::new(text.into_bytes())));
        if !is_whole {
            self.shelf.mark_incomplete()?;
        }
        let part = self.shelf.begin_list(day)?;
        let write = || {
            let files = || files.iter().chain(&lacks).chain(small);
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
        self.shelf.sync(&BTreeSet::new())?;
        if is_whole { self.shelf.mark_whole() } else { Ok(()) }
    }

    /// Deletes what is to go by a tombstone, an expired day, or a source's own hand; of replies and lists nothing while they
    /// are held.
    pub(super) fn prune(&mut self, belongs: &BTreeSet<Blind>, gone: &BlindGone) -> Result<(), BackupError> {
        let replies = self.names.replies();
        for blind in self.there.difference(belongs) {
            let is_reply = blind.group == replies;
            if is_reply && self.taken.holds_replies {
                continue;
            }
            if is_reply || gone.holds(blind) {
                self.shelf.delete(blind)?;
                self.taken.removed += 1;
            } else if self.taken.damaged.iter().all(|path| !is_folder_of_many(path)) {
                self.taken.only_here += 1;
            }
        }
        // An older list has the keys that are missing.
        if !self.taken.holds_replies && self.taken.missing.is_empty() {
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

/// True when one file of the data folder cannot be read, and the others can.
fn is_unreadable(error: &StoreError) -> bool {
    matches!(error, StoreError::Io(_, error) if is_of_one_file(error))
}

/// The same of what was to be backed up.
pub(super) fn is_of_one(error: &BackupError) -> bool {
    match error {
        BackupError::Store(error) => is_unreadable(error),
        BackupError::Io(_, error) => is_of_one_file(error),
        _ => false,
    }
}
