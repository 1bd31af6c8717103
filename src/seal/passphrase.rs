//! Small secrets under a passphrase: age files with an scrypt recipient, which any age can open.

use std::fmt;
use std::io::{Read, Write};

use age::secrecy::SecretString;
use zeroize::Zeroizing;

/// An identity file is a few kilobytes; more than this is something else.
const MAX_SECRET_BYTES: u64 = 1 << 20;

/// A secret cannot be sealed or opened with a passphrase.
#[derive(Debug)]
pub enum PassphraseError {
    /// The passphrase does not fit, or the file is damaged.
    Open(age::DecryptError),
    /// It could not be sealed.
    Seal(std::io::Error),
    /// What is inside is no text.
    NotText,
}

impl fmt::Display for PassphraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(_) => f.write_str("the passphrase does not fit, or the file is damaged"),
            Self::Seal(error) => write!(f, "it could not be sealed: {error}"),
            Self::NotText => f.write_str("what is inside is no text"),
        }
    }
}

impl std::error::Error for PassphraseError {}

/// Seals a text with a passphrase; the result is a binary age file.
pub fn seal_with_passphrase(text: &str, passphrase: SecretString) -> Result<Vec<u8>, PassphraseError> {
    let mut sealed = Vec::new();
    let mut stream =
        age::Encryptor::with_user_passphrase(passphrase).wrap_output(&mut sealed).map_err(PassphraseError::Seal)?;
    stream.write_all(text.as_bytes()).map_err(PassphraseError::Seal)?;
    stream.finish().map_err(PassphraseError::Seal)?;
    Ok(sealed)
}

/// Opens what [`seal_with_passphrase`] made.
pub fn open_with_passphrase(sealed: &[u8], passphrase: SecretString) -> Result<Zeroizing<String>, PassphraseError> {
    let identity = age::scrypt::Identity::new(passphrase);
    let stream = age::Decryptor::new_buffered(sealed)
        .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .map_err(PassphraseError::Open)?;
    let mut bytes = Zeroizing::new(Vec::new());
    stream
        .take(MAX_SECRET_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| PassphraseError::Open(age::DecryptError::Io(error)))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| PassphraseError::NotText)?;
    Ok(Zeroizing::new(text.to_owned()))
}
