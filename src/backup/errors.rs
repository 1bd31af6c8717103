//! Why there is no backup, or nothing comes back from one.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::harden::folder::FolderError;
use crate::roster::{NoteError, RosterError};
use crate::seal::{Day, OpenError};
use crate::store::StoreError;

/// A backup cannot be made or brought back.
#[derive(Debug)]
pub enum BackupError {
    /// The data folder cannot be read.
    Store(StoreError),
    /// A file or folder refused.
    Io(PathBuf, io::Error),
    /// The roster names nobody to seal backups to.
    NoRecipient,
    /// The server has no key yet: it never ran.
    NoServerKey,
    /// The roster names another server's key.
    OtherServerKey,
    /// The folder holds something that is no backup.
    Foreign(PathBuf),
    /// The folder holds another server's backup.
    OtherServer(PathBuf),
    /// The folder holds a backup that is sealed to another recipient.
    OtherRecipient(PathBuf),
    /// The folder lies in the data folder, or the other way round.
    Inside(PathBuf),
    /// Another run uses the folder.
    Busy(PathBuf),
    /// There is no backup in the folder.
    NoBackup(PathBuf),
    /// The server's statement could not be signed.
    Signature(NoteError),
    /// A list does not open with the identity, or is damaged.
    Open(PathBuf, OpenError),
    /// A list does not hold what it should.
    List(PathBuf, &'static str),
    /// The rosters in it are not by the custodian.
    Custodian(RosterError),
    /// What is restored into holds something else.
    NotEmpty(PathBuf),
    /// What lies in a folder is a link, has a second name, or is no plain file.
    NotPlain(PathBuf),
    /// A file has a name that would not come back.
    Name(String),
    /// There is a list of a day that is not over.
    Future(PathBuf, Day),
    /// There is no list of this day; these there are.
    NoSuchDay(PathBuf, Vec<Day>),
    /// The newest list is no good, and there is one of this day.
    Older(Box<BackupError>, Day),
    /// Neither root nor the account that owns the data folder runs this.
    Stranger(PathBuf),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Io(path, error) => write!(f, "{} cannot be used: {error}", path.display()),
            Self::NoRecipient => f.write_str("the roster names no recipient of backups"),
            Self::NoServerKey => f.write_str("the data folder has no key of the server yet"),
            Self::OtherServerKey => f.write_str("the roster names another server's key"),
            Self::Foreign(path) => write!(f, "{} is not empty and holds no backup", path.display()),
            Self::OtherServer(path) => write!(f, "{} holds another server's backup", path.display()),
            Self::OtherRecipient(path) => {
                write!(f, "{} holds a backup that is sealed to another recipient", path.display())
            }
            Self::Inside(path) => write!(f, "{} lies in the data folder, or around it", path.display()),
            Self::Busy(path) => write!(f, "another backup or restore uses {}", path.display()),
            Self::NoBackup(path) => write!(f, "there is no backup in {}", path.display()),
            Self::Signature(error) => write!(f, "the backup could not be signed: {error}"),
            Self::Open(path, error) => write!(f, "{} does not open: {error}", path.display()),
            Self::List(path, what) => write!(f, "{} does not hold together: {what}", path.display()),
            Self::Custodian(error) => write!(f, "the backup's rosters are not to be trusted: {error}"),
            Self::NotEmpty(path) => write!(f, "{} is not empty", path.display()),
            Self::NotPlain(path) => FolderError::NotPlain(path.clone()).fmt(f),
            Self::Name(path) => write!(f, "{path:?} has a name that no backup brings back"),
            Self::Future(path, _) => write!(f, "{} is of a day that is not over", path.display()),
            Self::NoSuchDay(path, _) => write!(f, "there is no list of that day in {}", path.display()),
            Self::Older(error, _) => error.fmt(f),
            Self::Stranger(path) => write!(f, "{} belongs to another account", path.display()),
        }
    }
}

impl std::error::Error for BackupError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Io(_, error) => Some(error),
            Self::Signature(error) => Some(error),
            Self::Open(_, error) => Some(error),
            Self::Custodian(error) => Some(error),
            Self::Older(error, _) => Some(error),
            _ => None,
        }
    }
}

impl From<FolderError> for BackupError {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Io(path, error) => Self::Io(path, error),
            FolderError::NotPlain(path) => Self::NotPlain(path),
        }
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
