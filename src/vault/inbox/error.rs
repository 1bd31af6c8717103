//! Why the vault cannot be read.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::names;
use crate::seal::{DeskId, OpenError, ShortName, SubmissionId};
use crate::vault::beginning::{Beginning, more_of};

/// The vault cannot be read, or what was asked for is not there.
#[derive(Debug)]
pub enum InboxError {
    /// A file or folder cannot be read.
    Io(PathBuf, io::Error),
    /// No submission's id begins so.
    NoSuch(String),
    /// Several do.
    Ambiguous(String, usize),
    /// Several desks have one of this id; how each is named.
    InTwoDesks(String),
    /// The testimony's parcel is not here.
    NoTestimony,
    /// The same, and a file of it is not what it is named by.
    Damaged,
    /// There are no answers that identify people.
    NoIdentity,
    /// There are, for others of the desk, who are named, or their parcel is not here.
    IdentityClosed(Vec<ShortName>),
    /// A parcel cannot be opened.
    Open(PathBuf, OpenError),
    /// A parcel does not have the digest that it is named by.
    NotItself(PathBuf),
    /// A file exists already where an attachment would go.
    Exists(PathBuf),
    /// Whoever asked for a file wants it no more.
    Interrupted,
}

impl fmt::Display for InboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoSuch(id) => write!(f, "no submission's id begins with {id}"),
            Self::Ambiguous(id, count) => write!(f, "{count} submissions' ids begin with {id}; give more of it"),
            Self::InTwoDesks(names) => write!(f, "several desks have a submission of this id; name one: {names}"),
            Self::NoTestimony => f.write_str("the testimony of this submission is not in the vault"),
            Self::Damaged => f.write_str("a file of this submission is damaged, and its testimony cannot be read"),
            Self::NoIdentity => f.write_str("this submission has no answers that identify people"),
            Self::IdentityClosed(readers) if readers.is_empty() => {
                f.write_str("the answers that identify people are not sealed to this key, or not here")
            }
            Self::IdentityClosed(readers) => {
                write!(f, "the answers that identify people are sealed to {}", names(readers))
            }
            Self::Open(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NotItself(path) => write!(f, "{}: it is not the parcel that it is named by", path.display()),
            Self::Exists(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for InboxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Open(_, error) => Some(error),
            _ => None,
        }
    }
}

impl InboxError {
    /// A parcel's file could not be opened or read: where that may pass, nothing is said against the parcel.
    pub(in crate::vault) fn opening(path: &Path, error: OpenError) -> Self {
        match error.passing() {
            Ok(error) => Self::Io(path.to_owned(), error),
            Err(error) => Self::Open(path.to_owned(), error),
        }
    }

    /// Several submissions are called so.
    pub(in crate::vault) fn ambiguous<'a>(
        beginning: &Beginning,
        named: impl Iterator<Item = (SubmissionId, &'a DeskId)> + Clone,
    ) -> Self {
        let count = named.clone().count();
        more_of(named).map_or_else(|| Self::Ambiguous(beginning.to_string(), count), Self::InTwoDesks)
    }

    /// The parcel's file that is not what it is named by, or does not hold together.
    pub fn doubted(&self) -> Option<&Path> {
        match self {
            Self::Open(path, _) | Self::NotItself(path) => Some(path),
            _ => None,
        }
    }
}
