//! The server's own key for the reviewer interface. Whoever steals it can pose as the server to
//! reviewers, and can open nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::harden::folder::{Folder, FolderError};
use crate::harden::private_file::{read_all, replace};
use crate::roster::PublicKey;
use crate::store::{ROSTERS, SERVER_KEY, StoreError};

const MAX_BYTES: u64 = 1024;

/// The path of the key in a data folder.
pub(super) fn path(data: &Path) -> PathBuf {
    data.join(SERVER_KEY)
}

/// Whether a server ever had this data folder open.
pub(super) fn was_served(data: &Path) -> bool {
    data.join(ROSTERS).is_dir()
}

/// Reads the key of a data folder, 64 digits of hex; `None` when it has none yet.
///
/// # Errors
/// It cannot be read, or does not make sense.
pub(super) fn load(data: &Path) -> Result<Option<SigningKey>, StoreError> {
    let failed = |e: io::Error| StoreError::Io("reading reviewing.key", e);
    // Root reads it too, for a backup: no link of the server's account leads to another file.
    let file = match Folder::open(data).and_then(|folder| folder.read(SERVER_KEY)) {
        Err(error) if error.is_missing() => return Ok(None),
        Err(FolderError::NotPlain(path)) => return Err(StoreError::NotPlain(path)),
        other => other.map_err(|error| failed(error.into()))?,
    };
    let text = match read_all(file, MAX_BYTES) {
        Err(error) if matches!(error.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::IsADirectory) => {
            return Err(StoreError::Damaged(path(data)));
        }
        other => other.map_err(failed)?,
    };
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_ascii(), &mut *bytes).map_err(|_| StoreError::Damaged(path(data)))?;
    Ok(Some(SigningKey::from_bytes(&bytes)))
}

/// Whether a data folder that no server ever had open has another key than this one, or none: so a folder looks whose disk is
/// not mounted, and a server of its own would begin in it. One whose key cannot be read is not judged.
pub(super) fn is_of_a_new_server(data: &Path, named: &PublicKey) -> bool {
    let is_another = |key: Option<SigningKey>| key.is_none_or(|key| PublicKey::of(&key) != *named);
    !was_served(data) && load(data).is_ok_and(is_another)
}

/// Reads the key of an open data folder, drawing it the first time.
///
/// # Errors
/// As [`load`]; or it is missing where a roster was served before, which names it.
pub(super) fn load_or_create(data: &Path) -> Result<SigningKey, StoreError> {
    if let Some(key) = load(data)? {
        return Ok(key);
    }
    let had_one = fs::read_dir(data.join(ROSTERS)).is_ok_and(|mut served| served.next().is_some());
    if had_one { Err(StoreError::Damaged(path(data))) } else { create(data) }
}

/// Draws the key of an open data folder.
pub(super) fn create(data: &Path) -> Result<SigningKey, StoreError> {
    let key = SigningKey::generate(&mut OsRng);
    let text = Zeroizing::new(hex::encode(key.as_bytes()) + "\n");
    replace(&path(data), text.as_bytes()).map_err(|e| StoreError::Io("writing reviewing.key", e))?;
    Ok(key)
}
