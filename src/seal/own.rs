//! What is sealed in memory: age files to one recipient, which any age can open; among them what a reviewer keeps for
//! themselves.

use std::io::{self, Read as _, Write as _};

use zeroize::Zeroizing;

use super::header::decryptor;
use super::opened::OpenError;
use super::recipients::Identity;

impl Identity {
    /// Seals to the own public key; the result is a binary age file.
    pub fn seal_own(&self, plaintext: &[u8]) -> io::Result<Vec<u8>> {
        seal_in_memory(self.to_recipient().as_age(), plaintext)
    }

    /// Opens what [`Self::seal_own`] made.
    pub fn open_own(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let mut stream = decryptor(sealed)?.decrypt(std::iter::once(self.as_age()))?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(sealed.len()));
        stream.read_to_end(&mut bytes).map_err(|error| OpenError::Age(error.into()))?;
        Ok(bytes)
    }
}

/// Seals to one recipient what is in memory; the result is a binary age file.
pub(super) fn seal_in_memory(recipient: &dyn age::Recipient, plaintext: &[u8]) -> io::Result<Vec<u8>> {
    // Room for age's header and tags, so that what is long is not copied about.
    let mut sealed = Vec::with_capacity(plaintext.len() + plaintext.len() / 4096 + (8 << 10));
    let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient));
    let mut stream = encryptor.map_err(io::Error::other)?.wrap_output(&mut sealed)?;
    stream.write_all(plaintext)?;
    stream.finish()?;
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::RecipientKind;
    use rand_core::OsRng;

    #[test]
    fn what_a_reviewer_keeps_opens_for_them_alone() {
        for kind in [RecipientKind::Hybrid, RecipientKind::Classic] {
            let identity = Identity::generate(kind, &mut OsRng);
            let sealed = identity.seal_own(b"a label").unwrap();
            assert_eq!(**identity.open_own(&sealed).unwrap(), *b"a label");
            assert!(Identity::generate(kind, &mut OsRng).open_own(&sealed).is_err());
            let mut damaged = sealed.clone();
            *damaged.last_mut().unwrap() ^= 1;
            assert!(identity.open_own(&damaged).is_err());
        }
    }
}
