//! What a fetch has brought, and what went wrong.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::ServersLists;
use crate::seal::{Day, DeskId, ParcelId};
use crate::vault::remote::RemoteError;

/// How far a fetch has come. While the server's lists are read, the sums grow; then the bytes follow. What
/// was here as a part already counts as done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Parcels that are dealt with.
    pub parcels_done: u64,
    /// Parcels to fetch.
    pub parcels: u64,
    /// Bytes of them that are here.
    pub bytes_done: u64,
    /// Bytes of them.
    pub bytes: u64,
}

/// What a fetch has brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The parcels that are new here, whole.
    pub new: Vec<FetchedParcel>,
    /// Bytes that came over the network for them.
    pub bytes: u64,
    /// How many were left for a later fetch because of their size.
    pub left: u64,
    /// Bytes of those.
    pub left_bytes: u64,
    /// The parcels that the disk has no room for, as listed. What came of one before stays.
    pub no_room: Vec<FetchedParcel>,
    /// The parcels that could not be had as they should be.
    pub broken: Vec<BrokenParcel>,
    /// What the server listed.
    pub listed: ServersLists,
}

/// A parcel that a fetch has brought, or would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedParcel {
    /// Its desk.
    pub desk: DeskId,
    /// The day it lies under.
    pub day: Day,
    /// Its id, which its bytes have as their digest.
    pub id: ParcelId,
    /// Bytes of it.
    pub size: u64,
}

/// A parcel that is listed, but could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenParcel {
    /// Its desk, as listed.
    pub desk: DeskId,
    /// Its day, as listed.
    pub day: Day,
    /// Its id, as listed.
    pub id: ParcelId,
    /// What is wrong with it.
    pub why: Broken,
}

/// What is wrong with a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Its bytes do not have its digest. They were deleted.
    Digest,
    /// Its length is not the listed one.
    Length,
    /// The list says that it is larger than a parcel can be.
    TooLarge,
    /// It is listed, but the server does not have it.
    Missing,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Digest => {
                "what came is not what its name says, and was deleted; fetch again, and if it stays so tell the \
                 operator that the server's copy is damaged"
            }
            Self::Length => "its length is not the one the server's list gives; tell the operator",
            Self::TooLarge => "the server's list gives it a size that no parcel can have; tell the operator",
            Self::Missing => "the server lists it and does not have it; it may have been withdrawn: fetch again",
        })
    }
}

/// Why a fetch ended early. What it has brought until then is kept.
#[derive(Debug)]
pub struct FetchError {
    /// How many parcels it has brought.
    pub kept: usize,
    /// What ended it.
    pub cause: FetchCause,
}

/// What ended a fetch.
#[derive(Debug)]
pub enum FetchCause {
    /// The server could not be talked to.
    Remote(RemoteError),
    /// Another fetch is filling this folder.
    Busy(PathBuf),
    /// A file or folder of the vault refused; says what was being done.
    Vault(&'static str, PathBuf, io::Error),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            FetchCause::Remote(error) => error.fmt(f),
            FetchCause::Busy(path) => {
                write!(f, "another pull is filling {}; wait until it has ended, then try again", path.display())
            }
            FetchCause::Vault(doing, path, error) => {
                write!(
                    f,
                    "{doing} {} failed: {error}; see that the disk has room and is yours to write",
                    path.display()
                )
            }
        }
    }
}

impl Error for FetchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            FetchCause::Remote(error) => Some(error),
            FetchCause::Busy(_) => None,
            FetchCause::Vault(_, _, error) => Some(error),
        }
    }
}

impl From<RemoteError> for FetchCause {
    fn from(error: RemoteError) -> Self {
        Self::Remote(error)
    }
}
