//! Replies in the slots of mailboxes.
//!
//! ```text
//! DATA/mailboxes/NAME.age    a reply; NAME is its slot's
//!      mailboxes/pool/…      empty files that replies are written into
//! ```
//! Names are random to who does not know the mailbox, all files are of one length but for age's grease, and every tick
//! gives them all the current day: they do not tell which belong together, whose they are or when they came.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::StoreError;
use super::disk::{
    entries, is_of_one_file, len_of_file, make_folder, open_quietly, set_day, settle_times, sync_folder,
};
use super::pool::Pool;
use super::quarantine;
use crate::seal::{Day, Deleted, Deletion, DeskId, MAX_SEALED_REPLY_BYTES, SealedReply, ShownReplies, SlotName};

pub(crate) const MAILBOXES: &str = "mailboxes";
const POOL: &str = "pool";
/// The one folder of the pool.
const SLOTS: &str = "slots";

/// Every reply that waits for its source.
pub(super) struct Slots {
    root: PathBuf,
    folder: PathBuf,
    pool: Pool,
    pool_name: DeskId,
    /// One change at a time: a slot is taken by one reply only.
    changing: Mutex<()>,
}

impl Slots {
    /// Takes over what is there.
    pub(super) fn open(root: &Path) -> Result<Self, StoreError> {
        let folder = root.join(MAILBOXES);
        make_folder(&folder)?;
        for (name, path) in entries(&folder)? {
            let slot = name.strip_suffix(".age").is_some_and(|name| name.parse::<SlotName>().is_ok());
            if slot {
                len_of_file(&path)?;
            } else if name != POOL {
                return Err(StoreError::Stray(path));
            }
        }
        let pool = Pool::open(folder.join(POOL))?;
        let pool_name: DeskId = SLOTS.parse().expect("it is a short name");
        pool.top_up(&pool_name)?;
        Ok(Self { root: root.to_owned(), folder, pool, pool_name, changing: Mutex::default() })
    }

    /// Evens the times of all that is here.
    pub(super) fn tick(&self, today: Day) -> Result<(), StoreError> {
        self.pool.top_up(&self.pool_name)?;
        settle_times(&self.folder, today)
    }

    /// Keeps a reply in the first free slot, unless it lies in one already; false when none is free.
    pub(super) fn keep(&self, slots: &[SlotName], reply: &SealedReply, today: Day) -> Result<bool, StoreError> {
        let _one = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let there = self.read(slots)?;
        if there.iter().flatten().any(|kept| kept == reply) {
            // A kill may have come before the folder was synced.
            sync_folder(&self.folder)?;
            return Ok(true);
        }
        let free = slots.iter().zip(&there).find(|(_, kept)| kept.is_none());
        let Some((slot, _)) = free else { return Ok(false) };
        let (path, mut file) = self.pool.take(&self.pool_name)?;
        let written = file.write_all(reply.as_bytes()).and_then(|()| file.sync_all());
        let kept = written
            .map_err(|e| StoreError::Io("writing a reply", e))
            .and_then(|()| set_day(&path, today))
            .and_then(|()| fs::rename(&path, self.path(*slot)).map_err(|e| StoreError::Io("keeping a reply", e)));
        if let Err(error) = kept {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(&path);
            return Err(error);
        }
        self.settle(today)?;
        Ok(true)
    }

    /// What lies in each slot. Every one is asked for, whatever the others hold.
    pub(super) fn read(&self, slots: &[SlotName]) -> Result<Vec<Option<SealedReply>>, StoreError> {
        slots.iter().map(|slot| self.read_one(*slot)).collect()
    }

    fn read_one(&self, slot: SlotName) -> Result<Option<SealedReply>, StoreError> {
        let failed = |e| StoreError::Io("reading a reply", e);
        let file = match open_quietly(&self.path(slot)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            // It shows as one that does not open; the others do.
            Err(error) if is_of_one_file(&error) => return Ok(Some(SealedReply::stored(Vec::new()))),
            other => other.map_err(failed)?,
        };
        let mut bytes = Vec::with_capacity(MAX_SEALED_REPLY_BYTES);
        match file.take(MAX_SEALED_REPLY_BYTES as u64).read_to_end(&mut bytes) {
            Err(error) if !is_of_one_file(&error) => Err(failed(error)),
            _ => Ok(Some(SealedReply::stored(bytes))),
        }
    }

    /// Deletes the replies that are meant where they are those that were shown, and what was set aside of their slots.
    pub(super) fn delete(&self, slots: &[SlotName], asked: &Deletion, today: Day) -> Result<Deleted, StoreError> {
        let _one = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        // All are looked at, whatever is asked.
        let there = ShownReplies::of(&self.read(slots)?);
        let (mut meant, mut going, mut all_go) = (Vec::new(), Vec::new(), true);
        let marks = asked.shown.marks().iter().zip(there.marks());
        for (n, (slot, (shown, there))) in slots.iter().zip(marks).enumerate() {
            if asked.slot.is_some_and(|slot| slot != n) {
                continue;
            }
            meant.push(*slot);
            match (shown, there) {
                (Some(shown), Some(there)) if shown == there => going.push(*slot),
                (Some(_), Some(_)) => all_go = false,
                _ => {}
            }
        }
        quarantine::remove_replies(&self.root, &meant, today)?;
        let deleted = match (all_go, going.is_empty()) {
            (true, _) => Deleted::All,
            (false, false) => Deleted::Some,
            (false, true) => Deleted::None,
        };
        for slot in going {
            match fs::remove_file(self.path(slot)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::Io("deleting a reply", error));
                }
                _ => {}
            }
        }
        self.settle(today)?;
        Ok(deleted)
    }

    /// Makes the folder's change durable, and lets it tell no time.
    fn settle(&self, today: Day) -> Result<(), StoreError> {
        sync_folder(&self.folder)?;
        set_day(&self.folder.join(POOL).join(SLOTS), today)?;
        set_day(&self.folder, today)
    }

    fn path(&self, slot: SlotName) -> PathBuf {
        self.folder.join(format!("{slot}.age"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::MailboxId;

    fn reply(byte: u8) -> SealedReply {
        SealedReply::stored(vec![byte; 6000])
    }

    #[test]
    fn a_mailbox_holds_as_many_replies_as_it_has_slots_each_once() {
        let (root, today) = (tempfile::tempdir().unwrap(), "2026-11-25".parse().unwrap());
        let slots = Slots::open(root.path()).unwrap();
        let names = MailboxId::from_bytes([1; 32]).slots();
        for n in 0..16 {
            assert!(slots.keep(&names, &reply(n), today).unwrap());
            assert!(slots.keep(&names, &reply(n), today).unwrap(), "the same again");
        }
        assert!(!slots.keep(&names, &reply(16), today).unwrap());
        let shown = ShownReplies::of(&slots.read(&names).unwrap());
        let one = |slot| Deletion { shown, slot: Some(slot) };
        for slot in [3, 4, 4] {
            assert_eq!(slots.delete(&names, &one(slot), today).unwrap(), Deleted::All);
        }
        assert!(slots.keep(&names, &reply(16), today).unwrap());
        // The page of before shows another one there.
        assert_eq!(slots.delete(&names, &one(3), today).unwrap(), Deleted::None);
        drop(slots);
        let again = Slots::open(root.path()).unwrap();
        again.tick(today).unwrap();
        let there = again.read(&names).unwrap();
        assert!(there[3] == Some(reply(16)) && there[4].is_none() && there[15] == Some(reply(15)));
        assert!(again.read(&MailboxId::from_bytes([2; 32]).slots()).unwrap().iter().all(Option::is_none));
        fs::write(root.path().join("mailboxes/notes.txt"), "x").unwrap();
        assert!(matches!(Slots::open(root.path()), Err(StoreError::Stray(_))));
    }

    #[test]
    fn what_lies_in_a_replys_place_shows_as_one_that_does_not_open() {
        let (root, today) = (tempfile::tempdir().unwrap(), "2026-11-25".parse().unwrap());
        let slots = Slots::open(root.path()).unwrap();
        let names = MailboxId::from_bytes([1; 32]).slots();
        fs::create_dir(slots.path(names[0])).unwrap();
        std::os::unix::fs::symlink("elsewhere", slots.path(names[1])).unwrap();
        let mode = rustix::fs::Mode::RUSR;
        rustix::fs::mknodat(rustix::fs::CWD, slots.path(names[2]), rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert!(slots.keep(&names, &reply(3), today).unwrap());
        let there = slots.read(&names).unwrap();
        assert!(there[..3].iter().all(|kept| *kept == Some(SealedReply::stored(Vec::new()))));
        assert!(there[3] == Some(reply(3)) && there[4..].iter().all(Option::is_none));
        let first = Deletion { shown: ShownReplies::of(&there), slot: Some(0) };
        assert!(
            slots.delete(&names, &first, today).is_err(),
            "a folder is not deleted, and nobody is told that it was"
        );
        let others = Deletion { shown: ShownReplies::of(&there[1..]), slot: None };
        assert_eq!(slots.delete(&names[1..], &others, today).unwrap(), Deleted::All);
        assert!(slots.read(&names[1..]).unwrap().iter().all(Option::is_none));
    }

    #[test]
    fn times_of_replies_and_of_what_waits_for_them_are_evened() {
        use std::os::unix::fs::MetadataExt as _;
        let (root, today) = (tempfile::tempdir().unwrap(), "2026-11-25".parse::<Day>().unwrap());
        let slots = Slots::open(root.path()).unwrap();
        let names = MailboxId::from_bytes([1; 32]).slots();
        fs::write(slots.path(names[0]), "sealed").unwrap();
        slots.tick(today).unwrap();
        let is_evened = |path: PathBuf| path.metadata().unwrap().mtime() == today.unix_midnight();
        assert!(is_evened(slots.path(names[0])) && is_evened(root.path().join("mailboxes")));
        let waiting = entries(&root.path().join("mailboxes/pool/slots")).unwrap();
        assert!(!waiting.is_empty() && waiting.into_iter().all(|(_, path)| is_evened(path)));
    }
}
