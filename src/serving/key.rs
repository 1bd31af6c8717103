//! The server's own key for the reviewer interface. Whoever steals it can pose as the server to
//! reviewers, and can open nothing.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::harden::folder::Folder;
use crate::harden::private_file::{make_anew, read_all};

const FILE: &str = "reviewing.key";
const MAX_BYTES: u64 = 1024;

/// The path of the key in a data folder.
pub(super) fn path(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// Reads the key of a data folder, 64 digits of hex; `None` when it has none yet.
pub(super) fn load(data: &Path) -> io::Result<Option<SigningKey>> {
    // Root reads it too, for a backup: no link of the server's account leads to another file.
    let file = match Folder::open(data).and_then(|folder| folder.read(FILE)) {
        Err(error) if error.is_missing() => return Ok(None),
        other => other?,
    };
    let text = read_all(file, MAX_BYTES)?;
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_ascii(), &mut *bytes)
        .map_err(|_| io::Error::other("reviewing.key does not make sense"))?;
    Ok(Some(SigningKey::from_bytes(&bytes)))
}

/// Reads the key of an open data folder, drawing it the first time.
pub(super) fn load_or_create(data: &Path) -> io::Result<SigningKey> {
    if let Some(key) = load(data)? {
        return Ok(key);
    }
    let key = SigningKey::generate(&mut OsRng);
    let text = Zeroizing::new(hex::encode(key.as_bytes()) + "\n");
    let part = path(data).with_extension("part");
    let mut file = make_anew(&part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path(data))?;
    fs::File::open(data)?.sync_all()?;
    Ok(key)
}
