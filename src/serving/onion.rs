//! The keys of our onion services, drawn before tor ever runs, so that their addresses can stand in a roster.

use std::io;
use std::path::Path;

use ed25519_dalek::hazmat::ExpandedSecretKey;
use ed25519_dalek::{SigningKey, VerifyingKey};
use rand_core::{CryptoRng, RngCore};
use sha2::{Digest as _, Sha512};
use zeroize::Zeroizing;

use crate::harden::private_file;
use crate::roster::onion_host;

/// What tor's files begin with, 32 bytes each (tor: `src/lib/crypt_ops/crypto_format.c`, `src/feature/hs/hs_service.c`).
const SECRET_HEAD: &[u8; 32] = b"== ed25519v1-secret: type0 ==\0\0\0";
const PUBLIC_HEAD: &[u8; 32] = b"== ed25519v1-public: type0 ==\0\0\0";
pub(super) const SECRET: &str = "hs_ed25519_secret_key";
const PUBLIC: &str = "hs_ed25519_public_key";
const HOSTNAME: &str = "hostname";
/// No file of tor's here is longer.
const MAX_BYTES: u64 = 1024;

/// Reads the host name of the onion service whose folder this is, drawing its key the first time.
///
/// A secret without its public key is completed and never drawn anew: it is the address.
///
/// # Errors
/// The folder cannot be used, or holds a key that tor did not write or we did not.
pub(super) fn host(folder: &Path, random: &mut (impl RngCore + CryptoRng)) -> io::Result<String> {
    match known(folder)? {
        Some(public) => {
            if is_missing(&folder.join(PUBLIC)) {
                complete(folder, &public)?;
            }
            Ok(onion_host(&public))
        }
        None => draw(folder, random),
    }
}

/// The same, where it has a key already; changes nothing.
pub(super) fn known_host(folder: &Path) -> io::Result<Option<String>> {
    Ok(known(folder)?.map(|public| onion_host(&public)))
}

/// The public key of a folder that has one, or the secret that it follows from.
fn known(folder: &Path) -> io::Result<Option<[u8; 32]>> {
    let found = |name| match private_file::read(&folder.join(name), MAX_BYTES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    };
    if let Some(file) = found(PUBLIC)? {
        let key = file.strip_prefix(PUBLIC_HEAD).and_then(|key| key.try_into().ok());
        return key.map(Some).ok_or_else(|| io::Error::other("its public key does not make sense"));
    }
    let Some(file) = found(SECRET)? else { return Ok(None) };
    let secret = file.strip_prefix(SECRET_HEAD).and_then(|key| ExpandedSecretKey::from_slice(key).ok());
    let secret = secret.ok_or_else(|| io::Error::other("its secret key does not make sense"))?;
    Ok(Some(VerifyingKey::from(&secret).to_bytes()))
}

/// Whether a service's folder, or its secret key, is not there. Where we may not look, it may be.
pub(super) fn is_lost(folder: &Path) -> bool {
    is_missing(&folder.join(SECRET))
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn draw(folder: &Path, random: &mut (impl RngCore + CryptoRng)) -> io::Result<String> {
    private_file::make_folder(folder)?;
    let key = SigningKey::generate(random);
    let public = key.verifying_key().to_bytes();
    private_file::replace(&folder.join(SECRET), &[&SECRET_HEAD[..], &*expanded(&key)].concat())?;
    complete(folder, &public)?;
    Ok(onion_host(&public))
}

/// Writes what follows from the secret; the public key last: with it the three are whole.
fn complete(folder: &Path, public: &[u8; 32]) -> io::Result<()> {
    private_file::replace(&folder.join(HOSTNAME), format!("{}\n", onion_host(public)).as_bytes())?;
    private_file::replace(&folder.join(PUBLIC), &[&PUBLIC_HEAD[..], public].concat())
}

/// The secret as tor keeps it: the scalar, clamped, and what nonces are drawn from (RFC 8032, §5.1.5).
fn expanded(key: &SigningKey) -> Zeroizing<[u8; 64]> {
    let mut bytes = Zeroizing::new([0; 64]);
    bytes.copy_from_slice(&Sha512::digest(key.as_bytes()));
    bytes[0] &= 0b1111_1000;
    bytes[31] &= 0b0011_1111;
    bytes[31] |= 0b0100_0000;
    bytes
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rand_core::OsRng;

    use super::*;

    #[test]
    fn a_key_is_drawn_once_and_its_address_stays() {
        let folder = tempfile::tempdir().unwrap();
        let service = folder.path().join("portal");
        let host = super::host(&service, &mut OsRng).unwrap();
        assert_eq!(super::host(&service, &mut OsRng).unwrap(), host);
        assert_eq!(fs::read_to_string(service.join(HOSTNAME)).unwrap(), format!("{host}\n"));
        assert_eq!(fs::read(service.join(SECRET)).unwrap().len(), 96);
        fs::write(service.join(PUBLIC), "rubbish").unwrap();
        assert!(super::host(&service, &mut OsRng).is_err());
    }

    #[test]
    fn a_secret_without_its_public_key_keeps_its_address_and_is_never_drawn_anew() {
        let folder = tempfile::tempdir().unwrap();
        let service = folder.path().join("portal");
        let host = super::host(&service, &mut OsRng).unwrap();
        let (secret, public) = (fs::read(service.join(SECRET)).unwrap(), fs::read(service.join(PUBLIC)).unwrap());
        for name in [PUBLIC, HOSTNAME] {
            fs::remove_file(service.join(name)).unwrap();
        }
        assert_eq!(known_host(&service).unwrap(), Some(host.clone()));
        assert!(is_missing(&service.join(PUBLIC)), "looking changes nothing");
        assert_eq!(super::host(&service, &mut OsRng).unwrap(), host);
        assert_eq!(fs::read(service.join(SECRET)).unwrap(), secret);
        assert_eq!(fs::read(service.join(PUBLIC)).unwrap(), public);
        assert_eq!(fs::read_to_string(service.join(HOSTNAME)).unwrap(), format!("{host}\n"));
        // One that does not make sense is left to whoever can tell what became of it.
        fs::remove_file(service.join(PUBLIC)).unwrap();
        fs::write(service.join(SECRET), &secret[..95]).unwrap();
        assert!(super::host(&service, &mut OsRng).is_err());
        assert_eq!(fs::read(service.join(SECRET)).unwrap(), secret[..95]);
    }

    #[test]
    fn the_expanded_secret_is_that_of_the_public_key() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let scalar: [u8; 32] = super::expanded(&key)[..32].try_into().unwrap();
        // The same point in the other form of its curve (RFC 7748, §4.1).
        let point = x25519_dalek::x25519(scalar, x25519_dalek::X25519_BASEPOINT_BYTES);
        assert_eq!(point, key.verifying_key().to_montgomery().to_bytes());
    }
}
