//! A reviewer's folder: keys, the custodian they trust, rosters, and the vault.
//!
//! ```text
//! HOME/identity.age   the age identity, under a passphrase (identity.txt, without one, in a demo)
//!      signing.age    the Ed25519 key that calls the server, under the same passphrase
//!      public.toml    both public keys, for the custodian
//!      new-keys/      both key files on the way to their place; moved there at the next use after a crash
//!      server.toml    whose rosters are trusted, and up to which one a former custodian's
//!      rosters/N.note every roster that was accepted
//!      vault/DESK/YYYY-MM-DD/ID.age
//!      outbox/ID.age  replies that wait to be sent, sealed to their own key
//!      custody/N.age  what the reviewer did with evidence, sealed to their own key
//!      custody.age    where each chain of that log ends, sealed and signed as index.age is
//!      index.age      what the parcels in the vault told, sealed to their own key and signed by it
//!      expired        days that the server let go, as this home has heard of them
//!      served         since when the server is known to use which roster
//!      records.age    what the reviewer noted of submissions, likewise
//! ```

mod errors;
mod keys;
mod trust;

use std::path::{Path, PathBuf};

use super::custody::Custody;
use super::index::{self, IndexFile};
use super::outbox::Outbox;
use super::records::RecordsFile;
use crate::harden::private_file;

pub use errors::HomeError;
pub use keys::ReviewerKeys;
pub use trust::{Accepted, Custodian, LeftOut};

const VAULT: &str = "vault";
const OUTBOX: &str = "outbox";
const CUSTODY: &str = "custody";
/// More than any key file or `server.toml`.
const MAX_BYTES: u64 = 1 << 20;

/// A reviewer's folder.
#[derive(Clone, Debug)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The folder at `root`, whether it exists or not.
    pub const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// What the reviewer noted of submissions.
    pub fn records(&self) -> RecordsFile {
        RecordsFile::of(&self.root)
    }

    /// What the parcels in the vault told.
    pub fn index(&self) -> IndexFile {
        IndexFile::at(index::path(&self.root))
    }

    /// Replies that wait to be sent.
    pub fn outbox(&self) -> Outbox {
        Outbox::at(self.root.join(OUTBOX))
    }

    /// The log of what the reviewer did with evidence.
    pub fn custody(&self) -> Custody {
        Custody::at(self.root.join(CUSTODY))
    }

    /// Where pulled parcels lie.
    pub fn vault(&self) -> PathBuf {
        self.root.join(VAULT)
    }

    fn make_folder(&self) -> Result<(), HomeError> {
        private_folder(&self.root)
    }
}

fn private_folder(path: &Path) -> Result<(), HomeError> {
    private_file::make_folder(path).map_err(|e| HomeError::Io(path.to_owned(), e))
}
