//! Why a server does not start, or ends.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::config::ConfigError;
use super::fault::Fault;
use crate::backup::BackupError;
use crate::harden::cage::{CageError, Lack};
use crate::roster::RosterError;
use crate::store::StoreError;

/// The server cannot start, or had to end.
#[derive(Debug)]
pub enum ServeError {
    /// The configuration cannot be used.
    Config(ConfigError),
    /// What the configuration names cannot be served.
    Fault(Fault),
    /// The roster file cannot be read.
    RosterFile(PathBuf, io::Error),
    /// The roster is not to be trusted.
    Roster(RosterError),
    /// No server ever used the data folder, and the roster is for another.
    NewServer(PathBuf),
    /// The store cannot be opened.
    Store(StoreError),
    /// An address cannot be listened on.
    Bind(String, io::Error),
    /// The sandbox cannot be set up.
    Cage(CageError),
    /// The sandbox is required, and this machine lacks something of it.
    Sandbox(Vec<Lack>),
    /// The operating system refused something else.
    Io(io::Error),
    /// Storage failed while serving.
    StorageFailed,
    /// There is no backup.
    Backup(BackupError),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Fault(error) => error.fmt(f),
            Self::RosterFile(path, error) => write!(f, "the roster {} cannot be read: {error}", path.display()),
            Self::Roster(error) => error.fmt(f),
            Self::NewServer(path) => {
                write!(f, "no server ever used {}, and the roster names the key of one", path.display())
            }
            Self::Store(error) => error.fmt(f),
            Self::Bind(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Cage(error) => error.fmt(f),
            Self::Sandbox(lacks) => {
                f.write_str("the sandbox is required, and this machine does not hold it:")?;
                lacks.iter().try_for_each(|lack| write!(f, "\n- {lack}"))
            }
            Self::Io(error) => error.fmt(f),
            Self::StorageFailed => f.write_str("storage failed; nothing more was accepted"),
            Self::Backup(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Config(error) => Some(error),
            Self::Fault(error) => Some(error),
            Self::Roster(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::RosterFile(_, error) | Self::Bind(_, error) | Self::Io(error) => Some(error),
            Self::Backup(error) => Some(error),
            Self::Cage(error) => Some(error),
            Self::NewServer(_) | Self::Sandbox(_) | Self::StorageFailed => None,
        }
    }
}

impl From<ConfigError> for ServeError {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<Fault> for ServeError {
    fn from(error: Fault) -> Self {
        Self::Fault(error)
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<CageError> for ServeError {
    fn from(error: CageError) -> Self {
        Self::Cage(error)
    }
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
