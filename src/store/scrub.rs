//! Reading kept parcels again, a little at a time, and holding each against its name: what a disk damages
//! is known while a backup still has it.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::StoreError;
use super::disk::open_quietly;
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

    /// Forgets a parcel that was withdrawn.
    pub(super) fn forget(&self, id: ParcelId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).damaged.remove(&id);
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
