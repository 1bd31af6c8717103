//! Why there is no working copy.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::harden::folder::FolderError;
use crate::vault::content::FileType;
use crate::vault::inbox::InboxError;

/// There is no working copy.
#[derive(Debug)]
pub enum CopyError {
    /// No tool that is kept well cleans this type.
    NoWay(FileType),
    /// The tool is not installed: its name and Debian's package.
    NoTool(&'static str, &'static str),
    /// It took longer.
    TooLong(&'static str, Duration),
    /// It gave up; what it said, a stranger's text.
    GaveUp(&'static str, String),
    /// It made something else than was asked for.
    Odd(&'static str, &'static str),
    /// The second look still finds these.
    Left(Vec<String>),
    /// Somebody stopped it.
    Interrupted,
    /// The original cannot be written out, or the copy cannot be put in its place.
    Inbox(InboxError),
    /// A file or folder cannot be used.
    Io(PathBuf, io::Error),
}

impl fmt::Display for CopyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWay(is) => write!(f, "no tool that we rely on takes hidden data out of what is {}", is.name),
            Self::NoTool(tool, package) => {
                write!(f, "{tool} is not installed; on Debian and Ubuntu: apt install {package}")
            }
            Self::TooLong(tool, limit) => write!(f, "{tool} was not done after {} s", limit.as_secs()),
            Self::GaveUp(tool, said) if said.is_empty() => write!(f, "{tool} gave up without a word"),
            Self::GaveUp(tool, said) => write!(f, "{tool} gave up: {said}"),
            Self::Odd(tool, what) => write!(f, "{tool} {what}"),
            Self::Left(what) => write!(f, "hidden data is left in the copy, so it was deleted: {}", what.join(", ")),
            Self::Interrupted => f.write_str("it was interrupted"),
            Self::Inbox(error) => error.fmt(f),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for CopyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Inbox(error) => Some(error),
            Self::Io(_, error) => Some(error),
            _ => None,
        }
    }
}

impl From<FolderError> for CopyError {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Io(path, error) => Self::Io(path, error),
            FolderError::NotPlain(ref path) => Self::Io(path.clone(), io::Error::other(error)),
        }
    }
}

impl From<InboxError> for CopyError {
    fn from(error: InboxError) -> Self {
        Self::Inbox(error)
    }
}
