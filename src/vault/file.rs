//! A parcel in the vault, before it is opened.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::seal::{Day, DeskId, ParcelId};

/// A parcel's file in the vault.
#[derive(Clone, Debug)]
pub struct VaultFile {
    /// Where it lies.
    pub path: PathBuf,
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
    pub(super) stamp: Stamp,
}

/// By which a file that was changed is told from the one that was looked at: bytes, and when they were last written
/// (seconds, and nanoseconds of the next). Whoever wants to can set both; what is read is opened anew in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Stamp(u64, i64, i64);

impl Stamp {
    pub(super) fn of(file: &Metadata) -> Self {
        Self(file.len(), file.mtime(), file.mtime_nsec())
    }

    /// The file's length.
    pub(super) const fn bytes(self) -> u64 {
        self.0
    }
}

impl VaultFile {
    /// The desk it was listed under.
    pub const fn desk(&self) -> &DeskId {
        &self.desk
    }

    /// The day it was listed under.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The digest that it is named by.
    pub const fn id(&self) -> ParcelId {
        self.id
    }
}
