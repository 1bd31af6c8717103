//! What may be wrong with a reviewer's folder.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::roster::RosterError;
use crate::seal::PassphraseError;

/// Something about a reviewer's folder is wrong.
#[derive(Debug)]
pub enum HomeError {
    /// A file cannot be read or written.
    Io(PathBuf, io::Error),
    /// There are keys already.
    KeysExist(PathBuf),
    /// There are none yet.
    NoKeys(PathBuf),
    /// A key file does not hold what it should.
    BadKey(PathBuf),
    /// The passphrase does not fit.
    Passphrase(PathBuf, PassphraseError),
    /// No roster was joined yet.
    NotJoined,
    /// `server.toml` does not make sense.
    BadServer(PathBuf),
    /// Another custodian is trusted, and does not name this one as a successor.
    OtherCustodian(PathBuf),
    /// A roster is not to be trusted.
    Roster(RosterError),
    /// A roster with this version is known, and says something else.
    OtherRoster(u64),
    /// What was given as the roster with this version is another one.
    NotThatRoster(u64),
    /// A roster is signed by a former custodian, and later than the last one that was known when another followed.
    AfterSuccession {
        /// Its version.
        version: u64,
        /// Whose key has signed it.
        by: String,
        /// Their last one that was known then.
        until: u64,
    },
    /// The newest roster is damaged, so who reads and where the server is are not known any more.
    LostRoster(PathBuf, String),
    /// The server offers an older roster than the one that is known.
    OlderRoster {
        /// The version it offers.
        offered: u64,
        /// The newest that is known.
        known: u64,
    },
}

impl fmt::Display for HomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::KeysExist(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::NoKeys(path) => write!(f, "there are no keys in {}", path.display()),
            Self::BadKey(path) => write!(f, "{} does not hold a key", path.display()),
            Self::Passphrase(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NotJoined => f.write_str("no roster was joined yet"),
            Self::BadServer(path) => write!(f, "{} does not make sense", path.display()),
            Self::OtherCustodian(path) => write!(f, "{} names another custodian", path.display()),
            Self::Roster(error) => error.fmt(f),
            Self::OtherRoster(version) => {
                write!(f, "the custodian signed two different rosters with version {version}")
            }
            Self::NotThatRoster(version) => {
                write!(f, "what the server gives as roster {version} is another one; tell the operator")
            }
            Self::AfterSuccession { version, by, until } => write!(
                f,
                "it is signed by {by}, whom another custodian followed after roster {until}: whoever has the former key may \
                 have made roster {version} since, and it counts for nothing here; ask your custodian by voice whether it is \
                 theirs: if it is, write {version} for `until` beside that key in server.toml, and pull again; if it is \
                 not, whoever has that key has the server too"
            ),
            Self::LostRoster(path, why) => write!(f, "the newest roster, {}, is lost: {why}", path.display()),
            Self::OlderRoster { offered, known } => {
                write!(f, "the server offers roster {offered}, but {known} is known: it is rolled back or misled")
            }
        }
    }
}

impl std::error::Error for HomeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Passphrase(_, error) => Some(error),
            Self::Roster(error) => Some(error),
            _ => None,
        }
    }
}
