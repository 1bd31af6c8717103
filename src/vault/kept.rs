//! What a reviewer keeps for themselves: one sealed file for each thing, signed by their own key.
//!
//! ```text
//! HOME/NAME.age   age, to the reviewer's own recipient; inside:
//!     128 hex     Ed25519 over  "amparo/v1/kept" ‖ 00 ‖ NAME ‖ 00 ‖ SHA-256(all after the line end)
//!     0a
//!     JSON        padded with spaces, so that the whole plaintext has a Padmé size, 64 KiB at least
//! ```
//! The seal keeps it from being read. It is made with a *public* key, so whoever can write to the folder can make
//! another one: only the signature tells that it is the reviewer's own. An older one of theirs is theirs too.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::home::ReviewerKeys;
use crate::harden::private_file::{self, Locked};
use crate::seal::{OpenError, padded_len};

const LABEL: &[u8] = b"amparo/v1/kept\0";
/// The signature in hex, and a line end.
const HEAD_BYTES: usize = 129;
/// More than anything that is kept.
const MAX_BYTES: u64 = 2 << 30;

/// What was kept cannot be used.
#[derive(Debug)]
pub enum KeptError {
    /// Its file cannot be read or written.
    Io(PathBuf, io::Error),
    /// It does not open with this reviewer's key.
    Open(PathBuf, OpenError),
    /// This reviewer did not sign it.
    Foreign(PathBuf),
    /// What is inside does not make sense to this version.
    Content(PathBuf),
    /// An older version of Amparo wrote it.
    Older(PathBuf),
}

impl fmt::Display for KeptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Open(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Foreign(path) => write!(f, "{}: it is not signed by your key", path.display()),
            Self::Content(path) => write!(f, "{}: it does not make sense to this version", path.display()),
            Self::Older(path) => write!(f, "{}: it is of an older version", path.display()),
        }
    }
}

impl std::error::Error for KeptError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Open(_, error) => Some(error),
            Self::Foreign(_) | Self::Content(_) | Self::Older(_) => None,
        }
    }
}

/// Reads what was kept at `path` as `name`; `None` when there is nothing.
pub(super) fn read<T: DeserializeOwned>(path: &Path, name: &str, keys: &ReviewerKeys) -> Result<Option<T>, KeptError> {
    read_version(path, name, 0, keys)
}

/// The same of what counts its versions, of which this one is read and an older one is told.
pub(super) fn read_version<T: DeserializeOwned>(
    path: &Path,
    name: &str,
    version: u32,
    keys: &ReviewerKeys,
) -> Result<Option<T>, KeptError> {
    let sealed = match private_file::read(path, MAX_BYTES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|e| KeptError::Io(path.to_owned(), e))?,
    };
    let plain = keys.identity.open_own(&sealed).map_err(|e| KeptError::Open(path.to_owned(), e))?;
    drop(sealed);
    let foreign = || KeptError::Foreign(path.to_owned());
    let (head, body) = plain.split_at_checked(HEAD_BYTES).ok_or_else(foreign)?;
    let mut signature = [0; 64];
    hex::decode_to_slice(&head[..HEAD_BYTES - 1], &mut signature).map_err(|_| foreign())?;
    let signed = keys.signing.verifying_key().verify_strict(&message(name, body), &Signature::from_bytes(&signature));
    if signed.is_err() || head[HEAD_BYTES - 1] != b'\n' {
        return Err(foreign());
    }
    serde_json::from_slice(body).map(Some).map_err(|_| {
        let is_older = serde_json::from_slice::<Versioned>(body).is_ok_and(|kept| kept.version < version);
        if is_older { KeptError::Older(path.to_owned()) } else { KeptError::Content(path.to_owned()) }
    })
}

/// What every version begins with.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Waits until no other command changes what is kept in the folder of `path`.
pub(super) fn lock(path: &Path) -> Result<Locked, KeptError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_file::lock_folder(folder).map_err(|e| KeptError::Io(folder.to_owned(), e))
}

/// Keeps `content` at `path` as `name`, in place of what was there. After a crash there is the old one or the new one.
pub(super) fn replace(path: &Path, name: &str, content: &impl Serialize, keys: &ReviewerKeys) -> Result<(), KeptError> {
    let failed = |e| KeptError::Io(path.to_owned(), e);
    let sealed = seal(name, content, keys).map_err(failed)?;
    private_file::replace(path, &sealed).map_err(failed)
}

fn seal(name: &str, content: &impl Serialize, keys: &ReviewerKeys) -> io::Result<Vec<u8>> {
    let mut plain = Zeroizing::new(vec![b'\n'; HEAD_BYTES]);
    serde_json::to_writer(&mut *plain, content)?;
    let padded = padded_len(plain.len() as u64).map_err(io::Error::other)?;
    plain.resize(padded as usize, b' ');
    let (head, body) = plain.split_at_mut(HEAD_BYTES);
    let signature = keys.signing.sign(&message(name, body));
    hex::encode_to_slice(signature.to_bytes(), &mut head[..HEAD_BYTES - 1]).map_err(io::Error::other)?;
    keys.identity.seal_own(&plain)
}

/// What is signed.
fn message(name: &str, body: &[u8]) -> Vec<u8> {
    [LABEL, name.as_bytes(), b"\0", &Sha256::digest(body)].concat()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use ed25519_dalek::SigningKey;
    use rand_core::OsRng;

    use super::*;
    use crate::seal::{ExposeSecret as _, Identity};

    #[test]
    fn only_what_the_reviewer_signed_as_this_very_thing_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index.age");
        let ours = ReviewerKeys::drawn();
        assert!(read::<String>(&path, "index", &ours).unwrap().is_none());
        replace(&path, "index", &"a secret", &ours).unwrap();
        assert_eq!(read::<String>(&path, "index", &ours).unwrap().unwrap(), "a secret");

        // Our public key is known to whoever seals to us; our signing key is not.
        let identity = Identity::from_file(ours.identity.to_file().expose_secret()).unwrap();
        let forger = ReviewerKeys { identity, signing: SigningKey::generate(&mut OsRng) };
        let told = |what: Result<Option<String>, KeptError>| what.unwrap_err().to_string();
        fs::write(&path, seal("index", &"forged", &forger).unwrap()).unwrap();
        assert!(told(read(&path, "index", &ours)).ends_with("it is not signed by your key"));
        fs::write(&path, seal("records", &"a secret", &ours).unwrap()).unwrap();
        assert!(matches!(read::<String>(&path, "index", &ours), Err(KeptError::Foreign(_))), "it is another thing");
        for unsigned in [&b""[..], b"{}", &[b'a'; 300]] {
            fs::write(&path, ours.identity.seal_own(unsigned).unwrap()).unwrap();
            assert!(matches!(read::<String>(&path, "index", &ours), Err(KeptError::Foreign(_))));
        }
        fs::write(&path, b"age").unwrap();
        assert!(matches!(read::<String>(&path, "index", &ours), Err(KeptError::Open(..))));
        replace(&path, "index", &7, &ours).unwrap();
        assert!(matches!(read::<String>(&path, "index", &ours), Err(KeptError::Content(_))));
    }

    #[test]
    fn its_size_says_little() {
        let ours = ReviewerKeys::drawn();
        let sizes = ["a", &"a".repeat(60_000)].map(|text| seal("index", &text, &ours).unwrap().len());
        // An age header's grease differs in length; what is inside does not.
        assert!(sizes[0].abs_diff(sizes[1]) < 1000 && sizes[0] > 65_536);
    }
}
