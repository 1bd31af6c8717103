//! What a backup says of itself: every file in it, and the server's signature under that.
//!
//! ```text
//! amparo/v1/backup
//! day YYYY-MM-DD
//! custodian NAME+ID+BASE64
//! manifest SHA-256 of the manifest, in hex
//!
//! — server BASE64(key id (4 bytes) ‖ signature (64 bytes))
//! ```
//! The manifest has a line for each file: `SHA-256 in hex, two spaces, length, two spaces, path`, sorted by path.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use sha2::{Digest as _, Sha256};

use super::BackupError;
use crate::roster::{NoteSigner, NoteVerifier, PublicKey};
use crate::seal::{Day, Digest};

const PURPOSE: &str = "amparo/v1/backup";
/// The name that the server signs by.
const SIGNER: &str = "server";

/// A file of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) digest: Digest,
    pub(super) len: u64,
}

/// Every file of a backup, by its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(pub(super) BTreeMap<String, Entry>);

/// What the server signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// The last day that is in the backup whole.
    pub(super) day: Day,
    /// Whose rosters this server goes by.
    pub(super) custodian: NoteVerifier,
    /// Of the manifest.
    pub(super) manifest: Digest,
}

impl Manifest {
    pub(super) fn to_text(&self) -> String {
        let line = |(path, entry): (&String, &Entry)| format!("{}  {}  {path}\n", entry.digest, entry.len);
        self.0.iter().map(line).collect()
    }

    /// Reads a manifest; its order does not matter.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let line = |line: &str| {
            let (digest, rest) = line.split_once("  ")?;
            let (len, path) = rest.split_once("  ")?;
            Some((path.to_owned(), Entry { digest: digest.parse().ok()?, len: len.parse().ok()? }))
        };
        text.lines().map(line).collect::<Option<_>>().map(Self)
    }
}

impl Statement {
    pub(super) fn sign(&self, server: &SigningKey) -> Result<String, BackupError> {
        let text = format!("{PURPOSE}\nday {}\ncustodian {}\nmanifest {}\n", self.day, self.custodian, self.manifest);
        let signed = NoteSigner::new(SIGNER, server.clone()).and_then(|signer| signer.sign(&text));
        signed.map_err(BackupError::Signature)
    }

    /// Reads what is said, before it is known who said it.
    pub(super) fn claim(note: &str) -> Option<Self> {
        let mut lines = note.strip_prefix(PURPOSE)?.strip_prefix('\n')?.lines();
        Some(Self {
            day: lines.next()?.strip_prefix("day ")?.parse().ok()?,
            custodian: lines.next()?.strip_prefix("custodian ")?.parse().ok()?,
            manifest: lines.next()?.strip_prefix("manifest ")?.parse().ok()?,
        })
    }

    /// True when the server of this key has signed the note.
    pub(super) fn is_signed(note: &str, server: &PublicKey) -> bool {
        server.verifier(SIGNER).is_some_and(|verifier| verifier.verify(note).is_ok())
    }
}

pub(super) fn digest(bytes: &[u8]) -> Digest {
    Digest::from_bytes(Sha256::digest(bytes).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_a_statement_holds_for_its_server_alone() {
        let mut manifest = Manifest::default();
        for path in ["derivation.toml", "mailboxes/x.age", "config/with  two spaces"] {
            manifest.0.insert(path.to_owned(), Entry { digest: digest(path.as_bytes()), len: 7 });
        }
        assert_eq!(Manifest::from_text(&manifest.to_text()), Some(manifest.clone()));
        assert_eq!(Manifest::from_text("x  1  y\n"), None);
        let key = |byte| SigningKey::from_bytes(&[byte; 32]);
        let custodian = NoteSigner::new("custodian", key(2)).unwrap().verifier();
        let said = Statement {
            day: "2026-11-24".parse().unwrap(),
            custodian,
            manifest: digest(manifest.to_text().as_bytes()),
        };
        let note = said.sign(&key(1)).unwrap();
        assert_eq!(Statement::claim(&note), Some(said));
        assert!(Statement::is_signed(&note, &PublicKey::of(&key(1))));
        assert!(!Statement::is_signed(&note, &PublicKey::of(&key(3))));
        assert!(!Statement::is_signed(&note.replace("-24", "-25"), &PublicKey::of(&key(1))));
    }
}
