//! `server.toml`: whose rosters are trusted, and up to which one those of before.

use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::harden::private_file;
use crate::roster::{NoteError, NoteVerifier, Roster, RosterError, SignedRoster};
use crate::vault::home::HomeError;

const SERVER: &str = "server.toml";

/// `server.toml`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServerFile {
    pub(super) custodian: NoteVerifier,
    /// Earlier custodians, the first one first, whose rosters of then still verify.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<Former>,
}

/// A custodian whom another has followed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(from = "FormerEntry")]
pub(super) struct Former {
    pub(super) key: NoteVerifier,
    /// The last roster of theirs that was known when another followed; `None` only where an earlier version of this
    /// program did not note it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<u64>,
}

/// How a former custodian may be written.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum FormerEntry {
    Noted {
        key: NoteVerifier,
        #[serde(default)]
        until: Option<u64>,
    },
    /// As earlier versions of this program did.
    Bare(NoteVerifier),
}

impl From<FormerEntry> for Former {
    fn from(entry: FormerEntry) -> Self {
        match entry {
            FormerEntry::Noted { key, until } => Self { key, until },
            FormerEntry::Bare(key) => Self { key, until: None },
        }
    }
}

impl ServerFile {
    /// The file in this home.
    pub(super) fn path(home: &Path) -> PathBuf {
        home.join(SERVER)
    }

    /// Reads it.
    pub(super) fn read(home: &Path) -> Result<Self, HomeError> {
        let path = Self::path(home);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(HomeError::NotJoined),
            Err(error) => return Err(HomeError::Io(path, error)),
        };
        toml::from_str(&text).map_err(|_| HomeError::BadServer(path))
    }

    /// Writes it, whole or not at all.
    pub(super) fn write(&self, home: &Path) -> Result<(), HomeError> {
        let path = Self::path(home);
        let text = toml::to_string(self).map_err(|_| HomeError::BadServer(path.clone()))?;
        private_file::replace(&path, text.as_bytes()).map_err(|e| HomeError::Io(path, e))
    }

    /// Verifies a roster by the key of a custodian in whose time its version can be; says how many came before whoever
    /// it is.
    pub(super) fn verify(&self, signed: &SignedRoster) -> Result<(usize, Roster), HomeError> {
        let mut why = HomeError::Roster(RosterError::Note(NoteError::Unsigned));
        // The newest custodian first: whoever signed together with an earlier one counts as the later. Who took over again
        // stands here twice.
        let newest = std::iter::once((self.former.len(), &self.custodian));
        let former = self.former.iter().map(|former| &former.key).enumerate().rev();
        for (custodian, key) in newest.chain(former) {
            match signed.verify(key) {
                Ok(roster) => match self.may_have_signed(custodian, roster.reference().version) {
                    Ok(()) => return Ok((custodian, roster)),
                    Err(error) => why = error,
                },
                Err(RosterError::Note(NoteError::Unsigned)) => {}
                Err(error) => return Err(HomeError::Roster(error)),
            }
        }
        Err(why)
    }

    /// The versions of the rosters that can be of the time of the custodian who came after so many: a former one's key may
    /// be in anybody's hands.
    pub(super) fn versions(&self, custodian: usize) -> RangeInclusive<u64> {
        let until = |of: usize| self.former.get(of).and_then(|former| former.until);
        let first = custodian.checked_sub(1).and_then(until).map_or(0, |before| before.saturating_add(1));
        first..=until(custodian).unwrap_or(u64::MAX)
    }

    /// Whether a roster of this version can be of the time of that custodian.
    fn may_have_signed(&self, custodian: usize, version: u64) -> Result<(), HomeError> {
        let versions = self.versions(custodian);
        match self.former.get(custodian) {
            _ if version < *versions.start() => Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned))),
            Some(former) if version > *versions.end() => {
                Err(HomeError::AfterSuccession { version, by: former.key.to_string(), until: *versions.end() })
            }
            _ => Ok(()),
        }
    }
}
