//! Small secrets under a passphrase: age files with an scrypt recipient, which any age can open.

use std::fmt;
use std::io::Read;

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use super::header::decryptor;
use super::own::seal_in_memory;

/// An identity file is a few kilobytes; what is longer is something else, and an error.
const MAX_SECRET_BYTES: u64 = 1 << 20;
/// The work of scrypt, as a power of two: what `age -p` takes, 256 MiB and about a second.
///
/// Fixed, because the age crate would measure the machine of the moment by one tiny run: a busy one would seal
/// too weakly, and could not open what it had sealed when it was quiet.
const WORK: u8 = 18;
/// The most work that is done to open a file; what `age` itself allows.
const MAX_WORK: u8 = 22;

/// A secret cannot be sealed or opened with a passphrase.
#[derive(Debug)]
pub enum PassphraseError {
    /// The passphrase does not fit, or the file is damaged.
    Open(age::DecryptError),
    /// It could not be sealed.
    Seal(std::io::Error),
    /// What is inside is no text.
    NotText,
    /// What is inside is longer than any secret.
    TooLong,
}

impl PassphraseError {
    /// True where another passphrase may open the file.
    pub const fn may_be_mistyped(&self) -> bool {
        match self {
            Self::Open(age::DecryptError::ExcessiveWork { .. }) | Self::Seal(_) | Self::NotText | Self::TooLong => {
                false
            }
            Self::Open(_) => true,
        }
    }
}

impl fmt::Display for PassphraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(age::DecryptError::ExcessiveWork { required, .. }) => {
                write!(f, "the file asks for more work (2^{required}) than is reasonable")
            }
            Self::Open(_) => f.write_str("the passphrase does not fit, or the file is damaged"),
            Self::Seal(error) => write!(f, "it could not be sealed: {error}"),
            Self::NotText => f.write_str("what is inside is no text"),
            Self::TooLong => write!(f, "what is inside is longer than {MAX_SECRET_BYTES} bytes, and no key"),
        }
    }
}

impl std::error::Error for PassphraseError {}

/// Seals a text with a passphrase; the result is a binary age file.
pub fn seal_with_passphrase(text: &str, passphrase: SecretString) -> Result<Vec<u8>, PassphraseError> {
    let mut recipient = age::scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(WORK);
    seal_in_memory(&recipient, text.as_bytes()).map_err(PassphraseError::Seal)
}

/// Opens what [`seal_with_passphrase`] made.
pub fn open_with_passphrase(sealed: &[u8], passphrase: SecretString) -> Result<Zeroizing<String>, PassphraseError> {
    let mut identity = age::scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MAX_WORK);
    let stream = decryptor(sealed)
        .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .map_err(PassphraseError::Open)?;
    let mut bytes = Zeroizing::new(Vec::new());
    stream
        .take(MAX_SECRET_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| PassphraseError::Open(age::DecryptError::Io(error)))?;
    if bytes.len() as u64 > MAX_SECRET_BYTES {
        return Err(PassphraseError::TooLong);
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| PassphraseError::NotText)?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_passphrase_whatever_the_machine_does_meanwhile() {
        let passphrase = || SecretString::from("correct horse battery".to_owned());
        let sealed = seal_with_passphrase("secret\n", passphrase()).unwrap();
        let header = String::from_utf8_lossy(&sealed[..100]).into_owned();
        let stanza = header.lines().nth(1).unwrap();
        assert!(stanza.starts_with("-> scrypt ") && stanza.ends_with(" 18"), "{stanza}");
        assert_eq!(*open_with_passphrase(&sealed, passphrase()).unwrap(), "secret\n");
        let other = open_with_passphrase(&sealed, SecretString::from("another".to_owned()));
        assert!(matches!(other, Err(PassphraseError::Open(_))));
    }

    #[test]
    fn what_is_longer_than_any_secret_is_an_error_and_not_cut_short() {
        let passphrase = || SecretString::from("correct horse battery".to_owned());
        for (bytes, is_read) in [(MAX_SECRET_BYTES, true), (MAX_SECRET_BYTES + 1, false)] {
            let sealed = seal_with_passphrase(&"a".repeat(bytes as usize), passphrase()).unwrap();
            match open_with_passphrase(&sealed, passphrase()) {
                Ok(text) => assert!(is_read && text.len() as u64 == bytes),
                Err(error) => assert!(!is_read && !error.may_be_mistyped(), "{error}"),
            }
        }
    }

    #[test]
    fn a_file_that_asks_for_endless_work_is_refused_at_once() {
        let sealed = seal_with_passphrase("secret\n", SecretString::from("correct horse".to_owned())).unwrap();
        let at = sealed.windows(4).position(|window| window == b" 18\n").unwrap();
        let mut endless = sealed;
        endless[at + 1..at + 3].copy_from_slice(b"63");
        let refused = open_with_passphrase(&endless, SecretString::from("correct horse".to_owned()));
        assert!(matches!(refused, Err(PassphraseError::Open(age::DecryptError::ExcessiveWork { .. }))));
    }
}
