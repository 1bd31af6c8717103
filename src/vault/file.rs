//! A parcel in the vault, before it is opened.

use std::fmt;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::seal::{Day, DeskId, Digest, ParcelId};

/// A parcel's file in the vault.
#[derive(Clone, Debug)]
pub struct VaultFile {
    /// Where it lies.
    pub(super) path: PathBuf,
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
    pub(super) stamp: Stamp,
}

/// Where a parcel lies in a vault: one that a server lists twice lies in two places. Written `DESK/DAY/ID`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
pub(super) struct Place {
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.desk, self.day, self.id)
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

/// A text names no place.
#[derive(Debug)]
pub(super) struct NoPlace;

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is DESK/DAY/ID")
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.split('/');
        let mut part = || parts.next().ok_or(NoPlace);
        let (desk, day, id) = (part()?, part()?, part()?);
        let place = Self {
            desk: desk.parse().map_err(|_| NoPlace)?,
            day: day.parse().map_err(|_| NoPlace)?,
            id: id.parse().map_err(|_| NoPlace)?,
        };
        (place.to_string() == text).then_some(place).ok_or(NoPlace)
    }
}

impl TryFrom<String> for Place {
    type Error = NoPlace;

    fn try_from(text: String) -> Result<Self, NoPlace> {
        text.parse()
    }
}

/// By which a file that was changed is told from the one that was looked at: bytes, and when they were last written
/// (seconds, and nanoseconds of the next). Whoever wants to can set both; what is read is opened anew in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Stamp(u64, i64, i64);

impl Stamp {
    pub(super) fn of(file: &Metadata) -> Self {
        Self(file.len(), file.mtime(), file.mtime_nsec())
    }

    /// All of it, for a digest.
    pub(super) fn to_bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.0.to_be_bytes());
        bytes[8..16].copy_from_slice(&self.1.to_be_bytes());
        bytes[16..].copy_from_slice(&self.2.to_be_bytes());
        bytes
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

    /// The file itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it lies.
    pub(super) fn place(&self) -> Place {
        Place { desk: self.desk.clone(), day: self.day, id: self.id }
    }

    /// Reads all of it: whether it is what it is named by.
    pub fn has_digest(&self) -> io::Result<bool> {
        Ok(Digest::of_all(&mut File::open(&self.path)?)?.0.as_bytes() == self.id.as_bytes())
    }

    /// The digest that it is named by.
    pub const fn id(&self) -> ParcelId {
        self.id
    }
}
