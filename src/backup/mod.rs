//! Backups: what a server keeps, copied beside it, sealed to a key that is not on it, and brought back from there.
//!
//! A backup is made and brought back by processes of their own, mostly root's. Everything in it is an age file to the recipient that
//! the roster names, around a tar: without Amparo, `age -d` and `tar` bring it back too. What is in it is as of the
//! last day's end, so that two backups tell no time finer than a day.

mod copying;
mod errors;
mod gone;
mod inside;
mod manifest;
mod part;
mod restoring;
mod sealing;
mod shelf;
mod taking;
mod tar;
mod target;

pub use errors::BackupError;
pub use restoring::{Restore, Restored};
pub use shelf::not_its_owners;
pub use taking::{Taken, Taking};
pub use target::UNDECIDED;

use crate::seal::{BlindNames, Day, DeskId, ParcelId, Recipient};
use shelf::Blind;

/// Where the server's signature stands in a list.
const STATEMENT: &str = "backup.note";
/// The list of every file.
const MANIFEST: &str = "manifest";
/// The paths of what the run could not copy.
const LACKS: &str = "lacks";
/// What brings a list to its size.
const PADDING: &str = "padding";
/// What is not of the data folder lies below this in a backup.
pub const SETTINGS: &str = "config";

/// How many bytes are copied at a time.
const PIECE: usize = 128 * 1024;

/// A server's names on a shelf.
struct Names(BlindNames);

impl Names {
    fn of(server_key: &[u8; 32]) -> Self {
        Self(BlindNames::of(server_key, "amparo/v1/backup-names"))
    }

    /// What tells this server's shelf from another's.
    fn server(&self) -> String {
        self.0.name("server")
    }

    /// What tells to whom a shelf's files are sealed, to nobody but the server.
    fn recipient(&self, recipient: &Recipient) -> String {
        self.0.name(&format!("recipient {recipient}"))
    }

    fn day(&self, desk: &DeskId, day: Day) -> String {
        self.0.name(&format!("day {desk} {day}"))
    }

    fn parcel(&self, desk: &DeskId, day: Day, id: ParcelId) -> Blind {
        Blind { group: self.day(desk, day), name: self.parcel_name(desk, id) }
    }

    /// The day is not in it: a tombstone does not know it.
    fn parcel_name(&self, desk: &DeskId, id: ParcelId) -> String {
        self.0.name(&format!("parcel {desk} {id}"))
    }

    fn replies(&self) -> String {
        self.0.name("replies")
    }

    /// A slot may hold another reply tomorrow, so its content is in it.
    fn reply(&self, path: &str, digest: crate::seal::Digest) -> Blind {
        Blind { group: self.replies(), name: self.0.name(&format!("reply {path} {digest}")) }
    }
}

/// The paths in an archive, and what a list says; for `crate::fuzzing`.
#[cfg(any(test, fuzzing))]
pub(crate) fn names_in(mut archive: &[u8]) -> std::io::Result<Vec<String>> {
    let _ = std::str::from_utf8(archive)
        .map(|text| (manifest::Statement::claim(text), manifest::Manifest::from_text(text)));
    let mut names = Vec::new();
    while let Some((name, len)) = tar::next(&mut archive)? {
        let len = usize::try_from(len).map_err(|_| std::io::ErrorKind::InvalidData)?;
        archive = archive.get(len..).ok_or(std::io::ErrorKind::UnexpectedEof)?;
        tar::skip_padding(&mut archive, len as u64)?;
        names.push(name);
    }
    Ok(names)
}
