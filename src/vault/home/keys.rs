//! A reviewer's keys, under a passphrase or plain.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use zeroize::Zeroizing;

use super::{Home, HomeError, MAX_BYTES, private_folder};
use crate::harden::private_file;
use crate::roster::{PublicKey, ReviewerPublic};
use crate::seal::{
    ExposeSecret as _, Identity, RecipientKind, SecretString, open_with_passphrase, seal_with_passphrase,
};

const IDENTITY: &str = "identity";
const SIGNING: &str = "signing";
const PUBLIC: &str = "public.toml";
const NEW_KEYS: &str = "new-keys";

/// A reviewer's opened keys.
pub struct ReviewerKeys {
    /// Opens parcels.
    pub identity: Identity,
    /// Calls the server.
    pub signing: SigningKey,
}

#[cfg(test)]
impl ReviewerKeys {
    /// Keys that lie nowhere.
    pub(in crate::vault) fn drawn() -> Self {
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        Self { identity, signing: SigningKey::generate(&mut OsRng) }
    }
}

impl Home {
    /// Draws new keys; without a passphrase they are kept as plain text, for a demo.
    ///
    /// Returns the public keys for the roster.
    pub fn create_keys(
        &self,
        kind: RecipientKind,
        passphrase: Option<&SecretString>,
    ) -> Result<ReviewerPublic, HomeError> {
        self.check_no_keys()?;
        self.make_folder()?;
        let identity = Identity::generate(kind, &mut OsRng);
        let signing = SigningKey::generate(&mut OsRng);
        let public = ReviewerPublic { recipient: identity.to_recipient().to_string(), key: PublicKey::of(&signing) };
        let path = self.root.join(PUBLIC);
        let text = toml::to_string(&public).map_err(|_| HomeError::BadKey(path.clone()))?;
        private_file::replace(&path, text.as_bytes()).map_err(|e| HomeError::Io(path, e))?;
        self.put_keys(identity.to_file().expose_secret(), &signing_file(&signing), passphrase)?;
        Ok(public)
    }

    /// Refuses a folder with keys; asked before a passphrase is.
    pub fn check_no_keys(&self) -> Result<(), HomeError> {
        self.finish_keys()?;
        match [IDENTITY, SIGNING].into_iter().find_map(|name| self.key_file(name)) {
            Some(path) => Err(HomeError::KeysExist(path)),
            None => Ok(()),
        }
    }

    /// The public keys; `None` in a folder without them.
    pub fn public(&self) -> Result<Option<ReviewerPublic>, HomeError> {
        let path = self.root.join(PUBLIC);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(HomeError::Io(path, error)),
        };
        toml::from_str(&text).map(Some).map_err(|_| HomeError::BadKey(path))
    }

    /// Puts both keys under a new passphrase, whether they had one or were plain text.
    ///
    /// After a crash both files are the old ones or both the new ones.
    pub fn change_passphrase(&self, keys: &ReviewerKeys, new: &SecretString) -> Result<(), HomeError> {
        self.finish_keys()?;
        self.put_keys(keys.identity.to_file().expose_secret(), &signing_file(&keys.signing), Some(new))
    }

    /// True when the keys are under a passphrase.
    pub fn needs_passphrase(&self) -> Result<bool, HomeError> {
        self.finish_keys()?;
        let path = self.key_file(IDENTITY).ok_or_else(|| HomeError::NoKeys(self.root.clone()))?;
        Ok(path.extension().is_some_and(|e| e == "age"))
    }

    /// Opens the keys.
    pub fn keys(&self, passphrase: Option<&SecretString>) -> Result<ReviewerKeys, HomeError> {
        self.finish_keys()?;
        let (path, text) = self.read_key(IDENTITY, passphrase)?;
        let identity = Identity::from_file(&text).map_err(|_| HomeError::BadKey(path))?;
        let (path, text) = self.read_key(SIGNING, passphrase)?;
        let line = text.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
        let mut seed = Zeroizing::new([0; 32]);
        hex::decode_to_slice(line.trim(), &mut *seed).map_err(|_| HomeError::BadKey(path))?;
        Ok(ReviewerKeys { identity, signing: SigningKey::from_bytes(&seed) })
    }

    /// The file of a key, sealed or plain; `None` when there is neither.
    fn key_file(&self, name: &str) -> Option<PathBuf> {
        ["age", "txt"].into_iter().map(|e| self.root.join(name).with_extension(e)).find(|path| path.exists())
    }

    /// Puts both key files into place together: they are written into a folder of their own, whose new name
    /// makes them hold, and moved from there.
    fn put_keys(&self, identity: &str, signing: &str, passphrase: Option<&SecretString>) -> Result<(), HomeError> {
        let ready = self.root.join(NEW_KEYS);
        let part = ready.with_extension("part");
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| HomeError::Io(path, error)
        };
        // What a crash left here was never in use.
        match fs::remove_dir_all(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(HomeError::Io(part, error)),
            _ => {}
        }
        private_folder(&part)?;
        for (name, text) in [(IDENTITY, identity), (SIGNING, signing)] {
            let path = part.join(name);
            if let Some(passphrase) = passphrase {
                let path = path.with_extension("age");
                let sealed = seal_with_passphrase(text, passphrase.clone());
                let sealed = sealed.map_err(|error| HomeError::Passphrase(path.clone(), error))?;
                private_file::write_new(&path, &sealed).map_err(failed(&path))?;
            } else {
                let path = path.with_extension("txt");
                private_file::write_new(&path, text.as_bytes()).map_err(failed(&path))?;
            }
        }
        fs::rename(&part, &ready).map_err(failed(&ready))?;
        private_file::sync_folder(&self.root).map_err(failed(&self.root))?;
        self.finish_keys()
    }

    /// Moves new key files to their place, now or after a crash; does nothing where there are none.
    fn finish_keys(&self) -> Result<(), HomeError> {
        let ready = self.root.join(NEW_KEYS);
        if !ready.is_dir() {
            return Ok(());
        }
        let finish = || {
            for entry in fs::read_dir(&ready)? {
                let entry = entry?;
                fs::rename(entry.path(), self.root.join(entry.file_name()))?;
            }
            for name in [IDENTITY, SIGNING].map(|name| self.root.join(name)) {
                let plain = name.with_extension("txt");
                if name.with_extension("age").exists() && plain.exists() {
                    fs::remove_file(plain)?;
                }
            }
            private_file::sync_folder(&self.root)?;
            fs::remove_dir(&ready)?;
            private_file::sync_folder(&self.root)
        };
        finish().map_err(|error| HomeError::Io(ready.clone(), error))
    }

    fn read_key(
        &self,
        name: &str,
        passphrase: Option<&SecretString>,
    ) -> Result<(PathBuf, Zeroizing<String>), HomeError> {
        let path = self.key_file(name).ok_or_else(|| HomeError::NoKeys(self.root.clone()))?;
        let bytes = private_file::read(&path, MAX_BYTES).map_err(|e| HomeError::Io(path.clone(), e))?;
        let text = if path.extension().is_some_and(|e| e == "age") {
            let passphrase = passphrase.cloned().unwrap_or_else(|| SecretString::from(String::new()));
            open_with_passphrase(&bytes, passphrase).map_err(|e| HomeError::Passphrase(path.clone(), e))?
        } else {
            let text = std::str::from_utf8(&bytes).map_err(|_| HomeError::BadKey(path.clone()))?;
            Zeroizing::new(text.to_owned())
        };
        Ok((path, text))
    }
}

/// What the file of a signing key holds: a comment with the public key, then the seed in hex.
fn signing_file(signing: &SigningKey) -> Zeroizing<String> {
    let seed = Zeroizing::new(hex::encode(signing.as_bytes()));
    Zeroizing::new(format!("# public key: {}\n{}\n", PublicKey::of(signing), *seed))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old long passphrase";
    const NEW: &str = "a new long passphrase";

    fn passphrase(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        (folder, home)
    }

    #[test]
    fn a_broken_change_of_the_passphrase_is_finished_at_the_next_use() {
        let (_folder, home) = home();
        let public = home.create_keys(RecipientKind::Classic, None).unwrap();
        let keys = home.keys(None).unwrap();
        // As it stands when the power goes: both new files are ready, and one was moved.
        let (_other, ready) = self::home();
        ready.create_keys(RecipientKind::Classic, None).unwrap();
        ready.change_passphrase(&keys, &passphrase(NEW)).unwrap();
        let new_keys = home.path().join(NEW_KEYS);
        fs::create_dir(&new_keys).unwrap();
        fs::copy(ready.path().join("identity.age"), home.path().join("identity.age")).unwrap();
        fs::copy(ready.path().join("signing.age"), new_keys.join("signing.age")).unwrap();

        assert!(home.needs_passphrase().unwrap());
        let opened = home.keys(Some(&passphrase(NEW))).unwrap();
        assert_eq!(PublicKey::of(&opened.signing), public.key);
        assert_eq!(opened.identity.to_recipient().to_string(), public.recipient);
        for gone in ["identity.txt", "signing.txt", NEW_KEYS] {
            assert!(!home.path().join(gone).exists(), "{gone}");
        }
    }

    #[test]
    fn a_change_that_did_not_get_ready_leaves_the_old_passphrase() {
        let (_folder, home) = home();
        home.create_keys(RecipientKind::Classic, Some(&passphrase(OLD))).unwrap();
        let part = home.path().join("new-keys.part");
        fs::create_dir(&part).unwrap();
        fs::write(part.join("identity.age"), "half").unwrap();
        let keys = home.keys(Some(&passphrase(OLD))).unwrap();
        home.change_passphrase(&keys, &passphrase(NEW)).unwrap();
        assert!(matches!(home.keys(Some(&passphrase(OLD))), Err(HomeError::Passphrase(..))));
        home.keys(Some(&passphrase(NEW))).unwrap();
        assert!(!part.exists());
    }
}
