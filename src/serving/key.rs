//! The server's own key for the reviewer interface. Whoever steals it can pose as the server to
//! reviewers, and can open nothing.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::harden::private_file::make_anew;

const FILE: &str = "reviewing.key";

/// The path of the key in a data folder.
pub(super) fn path(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// Reads the key of a data folder, 64 digits of hex; `None` when it has none yet.
pub(super) fn load(data: &Path) -> io::Result<Option<SigningKey>> {
    let text = match fs::read_to_string(path(data)) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), &mut *bytes)
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
