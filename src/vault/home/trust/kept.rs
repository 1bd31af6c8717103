//! The rosters that lie in a home, each verified again.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::server_file::ServerFile;
use crate::roster::{Roster, SignedRoster};
use crate::vault::home::HomeError;

/// A kept roster, and how many custodians came before the one who signed it.
pub(super) struct Known {
    custodian: usize,
    pub(super) roster: Roster,
    pub(super) signed: SignedRoster,
}

/// A note among the kept rosters that counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: String,
    /// The version that it is named by.
    pub(super) version: Option<u64>,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.why)
    }
}

impl From<LeftOut> for HomeError {
    fn from(lost: LeftOut) -> Self {
        Self::LostRoster(lost.path, lost.why)
    }
}

/// All that lies there.
pub(super) struct Kept {
    /// Whose rosters they are; of every former custodian it says which was the last.
    pub(super) server: ServerFile,
    /// Oldest first; none yet where none was accepted.
    pub(super) known: Vec<Known>,
    pub(super) left_out: Vec<LeftOut>,
    /// What is newer than all that are known, and does not hold: it was the newest.
    pub(super) lost: Option<LeftOut>,
}

impl Kept {
    pub(super) fn read(folder: &Path, mut server: ServerFile) -> Result<Self, HomeError> {
        let (mut known, mut left_out) = (Vec::new(), Vec::new());
        let failed = |e| HomeError::Io(folder.to_owned(), e);
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            other => Some(other.map_err(failed)?),
        };
        for entry in entries.into_iter().flatten() {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_none_or(|e| e != "note") {
                continue;
            }
            let version = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
            match Known::read(&path, version, &server) {
                Ok(one) => known.push(one),
                Err(why) => left_out.push(LeftOut { path, why, version }),
            }
        }
        known.sort_by_key(Known::version);
        for (of, former) in server.former.iter_mut().enumerate() {
            let last = || known.iter().filter(|known| known.custodian == of).map(Known::version).max();
            former.until = former.until.or_else(last).or(Some(0));
        }
        let newest = known.last().map_or(0, Known::version);
        let newer = |one: &&LeftOut| one.version.is_some_and(|version| version > newest);
        let lost = left_out.iter().filter(newer).max_by_key(|one| one.version).cloned();
        Ok(Self { server, known, left_out, lost })
    }

    /// The same, where the newest is not lost.
    pub(super) fn whole(mut self) -> Result<Self, HomeError> {
        self.lost.take().map_or(Ok(self), |lost| Err(lost.into()))
    }

    pub(super) fn newest(&self) -> Option<&Roster> {
        self.known.last().map(|known| &known.roster)
    }
}

impl Known {
    fn read(path: &Path, named: Option<u64>, server: &ServerFile) -> Result<Self, String> {
        let signed = SignedRoster::read(path).map_err(|e| e.to_string())?;
        let (custodian, roster) = server.verify(&signed).map_err(|e| e.to_string())?;
        let version = roster.reference().version;
        if named != Some(version) {
            return Err(format!("it is roster {version}, which is not what its name says"));
        }
        Ok(Self { custodian, roster, signed })
    }

    pub(super) fn version(&self) -> u64 {
        self.roster.reference().version
    }
}
