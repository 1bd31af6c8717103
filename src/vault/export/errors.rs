//! Why an export cannot be made.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::vault::bag::writer::Refused;
use crate::vault::inbox::InboxError;

/// An export cannot be made.
#[derive(Debug)]
pub enum ExportError {
    /// The submission cannot be read.
    Inbox(InboxError),
    /// A file or folder cannot be written.
    Io(PathBuf, io::Error),
    /// There is something of that name already.
    Exists(PathBuf),
    /// No roster that is known here names this reviewer's key, so nobody could tell who signed.
    NoRole,
    /// Nothing may leave.
    Nothing,
    /// Whoever asked for it wants it no more.
    Interrupted,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inbox(error) => error.fmt(f),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Exists(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::NoRole => f.write_str("no roster that is known here names your key, so nobody could tell who signed"),
            Self::Nothing => f.write_str("nothing may leave"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Inbox(error) => Some(error),
            Self::Io(_, error) => Some(error),
            Self::Exists(_) | Self::NoRole | Self::Nothing | Self::Interrupted => None,
        }
    }
}

impl From<InboxError> for ExportError {
    fn from(error: InboxError) -> Self {
        Self::Inbox(error)
    }
}

impl From<Refused> for ExportError {
    fn from((path, error): Refused) -> Self {
        Self::Io(path, error)
    }
}
