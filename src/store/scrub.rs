//! Reading kept parcels again, a little at a time, and holding each against its name: what a disk damages
//! is known while a backup still has it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::StoreError;
use super::disk::{is_of_one_file, open_quietly};
use crate::seal::{Digest, ParcelId};

/// Where a parcel lies and what it must hash to.
pub(super) struct Kept {
    pub(super) path: PathBuf,
    pub(super) id: ParcelId,
}

/// How far the reading is, and what it found.
#[derive(Default)]
pub(super) struct Scrub(Mutex<Round>);

#[derive(Default)]
struct Round {
    to_read: Vec<Kept>,
    damaged: BTreeSet<ParcelId>,
    /// Those of them that the disk did not give.
    unreadable: BTreeSet<ParcelId>,
}

/// A parcel's file that is read for somebody: where the disk does not give it, that is known from then on, and the
/// parcel is not offered again until it could be read.
pub(super) struct Watched {
    file: File,
    id: ParcelId,
    scrub: Arc<Scrub>,
}

impl Watched {
    pub(super) const fn new(file: File, id: ParcelId, scrub: Arc<Scrub>) -> Self {
        Self { file, id, scrub }
    }
}

impl io::Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer).inspect_err(|error| {
            if is_of_one_file(error) {
                self.scrub.cannot_read(self.id);
            }
        })
    }
}

impl io::Seek for Watched {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Scrub {
    /// Reads on until `budget` bytes are read; `all` lists the parcels when a round begins.
    pub(super) fn read_on(
        &self,
        budget: u64,
        all: impl FnOnce() -> Result<Vec<Kept>, StoreError>,
    ) -> Result<(), StoreError> {
        let mut round = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if round.to_read.is_empty() {
            round.to_read = all()?;
        }
        let mut read = 0;
        while read < budget
            && let Some(parcel) = round.to_read.pop()
        {
            match open_quietly(&parcel.path).and_then(digest) {
                Ok((id, len)) => {
                    read += len;
                    round.unreadable.remove(&parcel.id);
                    if id == parcel.id {
                        round.damaged.remove(&parcel.id);
                    } else {
                        round.damaged.insert(parcel.id);
                    }
                }
                // Withdrawn since the list was made.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                // A sector that cannot be read is what this looks for.
                Err(_) => {
                    round.damaged.insert(parcel.id);
                }
            }
        }
        Ok(())
    }

    /// Forgets a parcel that was withdrawn, or came back whole.
    pub(super) fn forget(&self, id: ParcelId) {
        let mut round = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        round.damaged.remove(&id);
        round.unreadable.remove(&id);
    }

    /// Notes that the disk does not give a parcel.
    pub(super) fn cannot_read(&self, id: ParcelId) {
        let mut round = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        round.damaged.insert(id);
        round.unreadable.insert(id);
    }

    /// True when the disk did not give it when it was last read.
    pub(super) fn is_unreadable(&self, id: ParcelId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).unreadable.contains(&id)
    }

    /// The parcels that were not what their names say when they were last read.
    pub(super) fn damaged(&self) -> Vec<ParcelId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).damaged.iter().copied().collect()
    }
}

/// The id that a parcel's bytes have, and how many there are.
pub(super) fn digest(mut file: impl io::Read) -> io::Result<(ParcelId, u64)> {
    let (digest, len) = Digest::of_all(&mut file)?;
    Ok((ParcelId::from_bytes(*digest.as_bytes()), len))
}
