//! A reviewer's folder: keys, the custodian they trust, rosters, and the vault.
//!
//! ```text
//! HOME/identity.age   the age identity, under a passphrase (identity.txt, without one, in a demo)
//!      signing.age    the Ed25519 key that calls the server, under the same passphrase
//!      public.toml    both public keys, for the custodian
//!      new-keys/      both key files on the way to their place; moved there at the next use after a crash
//!      server.toml    whose rosters are trusted
//!      rosters/N.note every roster that was accepted
//!      vault/DESK/YYYY-MM-DD/ID.age
//! ```

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::harden::private_file;
use crate::roster::{NoteError, NoteVerifier, PublicKey, ReviewerPublic, Roster, RosterError, SignedRoster};
use crate::seal::{
    ExposeSecret as _, Identity, PassphraseError, RecipientKind, RosterRef, SecretString, open_with_passphrase,
    seal_with_passphrase,
};

const IDENTITY: &str = "identity";
const SIGNING: &str = "signing";
const PUBLIC: &str = "public.toml";
const NEW_KEYS: &str = "new-keys";
const SERVER: &str = "server.toml";
const ROSTERS: &str = "rosters";
const VAULT: &str = "vault";
/// More than any key file or `server.toml`.
const MAX_BYTES: u64 = 1 << 20;

/// Something about a reviewer's folder is wrong.
#[derive(Debug)]
pub enum HomeError {
    /// A file cannot be read or written.
    Io(PathBuf, io::Error),
    /// There are keys already.
    KeysExist(PathBuf),
    /// There are none yet.
    NoKeys(PathBuf),
    /// A key file does not hold what it should.
    BadKey(PathBuf),
    /// The passphrase does not fit.
    Passphrase(PathBuf, PassphraseError),
    /// No roster was joined yet.
    NotJoined,
    /// `server.toml` does not make sense.
    BadServer(PathBuf),
    /// Another custodian is trusted, and does not name this one as a successor.
    OtherCustodian(PathBuf),
    /// A roster is not to be trusted.
    Roster(RosterError),
    /// A roster with this version is known, and says something else.
    OtherRoster(u64),
    /// The server offers an older roster than the one that is known.
    OlderRoster {
        /// The version it offers.
        offered: u64,
        /// The newest that is known.
        known: u64,
    },
}

impl fmt::Display for HomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::KeysExist(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::NoKeys(path) => write!(f, "there are no keys in {}", path.display()),
            Self::BadKey(path) => write!(f, "{} does not hold a key", path.display()),
            Self::Passphrase(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NotJoined => f.write_str("no roster was joined yet"),
            Self::BadServer(path) => write!(f, "{} does not make sense", path.display()),
            Self::OtherCustodian(path) => write!(f, "{} names another custodian", path.display()),
            Self::Roster(error) => error.fmt(f),
            Self::OtherRoster(version) => {
                write!(f, "the custodian signed two different rosters with version {version}; ask which one holds")
            }
            Self::OlderRoster { offered, known } => write!(
                f,
                "the server offers roster {offered}, but {known} is known: it is rolled back or misled; tell the custodian"
            ),
        }
    }
}

impl std::error::Error for HomeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Passphrase(_, error) => Some(error),
            Self::Roster(error) => Some(error),
            _ => None,
        }
    }
}

/// `server.toml`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ServerFile {
    custodian: NoteVerifier,
    /// Earlier custodians, whose kept rosters still verify; nothing new is taken from them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<NoteVerifier>,
}

/// What became of a roster that was offered.
pub enum Accepted {
    /// It is the one that is known.
    Known,
    /// It is new, and signed by the custodian who is trusted.
    New(Box<Roster>),
    /// It is new, and signed by a successor whom the roster before it names: the custodian from now on.
    NewCustodian(Box<Roster>),
}

/// A reviewer's folder.
#[derive(Clone, Debug)]
pub struct Home {
    root: PathBuf,
}

/// A reviewer's opened keys.
pub struct ReviewerKeys {
    /// Opens parcels.
    pub identity: Identity,
    /// Calls the server.
    pub signing: SigningKey,
}

impl Home {
    /// The folder at `root`, whether it exists or not.
    pub const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Where pulled parcels lie.
    pub fn vault(&self) -> PathBuf {
        self.root.join(VAULT)
    }

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

    /// Trusts the custodian and their roster from now on.
    ///
    /// Where another custodian is trusted already, only a successor named in the newest roster can follow.
    pub fn join(&self, signed: &SignedRoster, custodian: &NoteVerifier) -> Result<Roster, HomeError> {
        let roster = signed.verify(custodian).map_err(HomeError::Roster)?;
        self.make_folder()?;
        match self.server() {
            Ok(server) if server.custodian == *custodian => {}
            Ok(_) => {
                let known = self.known()?;
                if !known.last().is_some_and(|newest| newest.text().successors.contains(custodian)) {
                    return Err(HomeError::OtherCustodian(self.root.join(SERVER)));
                }
            }
            Err(HomeError::NotJoined) => {
                self.write_server(&ServerFile { custodian: custodian.clone(), former: Vec::new() })?;
            }
            Err(error) => return Err(error),
        }
        self.accept(signed)?;
        Ok(roster)
    }

    /// The custodian whose rosters are trusted.
    pub fn custodian(&self) -> Result<NoteVerifier, HomeError> {
        Ok(self.server()?.custodian)
    }

    /// Every roster that was accepted, oldest first; each is verified again.
    pub fn rosters(&self) -> Result<Vec<Roster>, HomeError> {
        let rosters = self.known()?;
        if rosters.is_empty() { Err(HomeError::NotJoined) } else { Ok(rosters) }
    }

    /// Takes a roster that the server offers, when it is not an older one and signed by the custodian, or by
    /// a successor whom the newest roster names.
    pub fn accept(&self, signed: &SignedRoster) -> Result<Accepted, HomeError> {
        let server = self.server()?;
        let known = self.known()?;
        let newest = known.last();
        let (roster, successor) = match signed.verify(&server.custodian) {
            Ok(roster) => (roster, None),
            Err(error @ RosterError::Note(NoteError::Unsigned)) => {
                let named = newest.map_or(&[][..], |newest| &newest.text().successors);
                let by_successor = named.iter().find_map(|key| Some((signed.verify(key).ok()?, Some(key.clone()))));
                by_successor.ok_or(HomeError::Roster(error))?
            }
            Err(error) => return Err(HomeError::Roster(error)),
        };
        let RosterRef { version, digest } = roster.reference();
        if let Some(newest) = newest.map(Roster::reference) {
            if newest.version > version {
                return Err(HomeError::OlderRoster { offered: version, known: newest.version });
            }
            if newest.version == version {
                return if newest.digest == digest {
                    Ok(Accepted::Known)
                } else {
                    Err(HomeError::OtherRoster(version))
                };
            }
        }
        if let Some(custodian) = &successor {
            let mut former = server.former;
            former.push(server.custodian);
            self.write_server(&ServerFile { custodian: custodian.clone(), former })?;
        }
        let folder = self.root.join(ROSTERS);
        private_folder(&folder)?;
        let path = folder.join(format!("{version:08}.note"));
        private_file::replace(&path, signed.as_str().as_bytes()).map_err(|e| HomeError::Io(path, e))?;
        let roster = Box::new(roster);
        Ok(match successor {
            None => Accepted::New(roster),
            Some(_) => Accepted::NewCustodian(roster),
        })
    }

    /// Every roster that was accepted, oldest first; none yet where none was.
    fn known(&self) -> Result<Vec<Roster>, HomeError> {
        let server = self.server()?;
        let folder = self.root.join(ROSTERS);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(HomeError::Io(folder, error)),
        };
        let mut rosters = Vec::new();
        for entry in entries {
            let path = entry.map_err(|e| HomeError::Io(folder.clone(), e))?.path();
            if path.extension().is_some_and(|e| e == "note") {
                let signed = SignedRoster::read(&path).map_err(|e| HomeError::Io(path, e))?;
                rosters.push(server.verify_kept(&signed).map_err(HomeError::Roster)?);
            }
        }
        rosters.sort_by_key(|roster| roster.reference().version);
        Ok(rosters)
    }

    fn server(&self) -> Result<ServerFile, HomeError> {
        let path = self.root.join(SERVER);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(HomeError::NotJoined),
            Err(error) => return Err(HomeError::Io(path, error)),
        };
        toml::from_str(&text).map_err(|_| HomeError::BadServer(path))
    }

    fn write_server(&self, server: &ServerFile) -> Result<(), HomeError> {
        let path = self.root.join(SERVER);
        let text = toml::to_string(server).map_err(|_| HomeError::BadServer(path.clone()))?;
        private_file::replace(&path, text.as_bytes()).map_err(|e| HomeError::Io(path, e))
    }

    fn make_folder(&self) -> Result<(), HomeError> {
        private_folder(&self.root)
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

impl ServerFile {
    /// Verifies a roster that was accepted once, by the custodian of then.
    fn verify_kept(&self, signed: &SignedRoster) -> Result<Roster, RosterError> {
        let mut verified = signed.verify(&self.custodian);
        for former in &self.former {
            if !matches!(verified, Err(RosterError::Note(NoteError::Unsigned))) {
                break;
            }
            verified = signed.verify(former);
        }
        verified
    }
}

/// What the file of a signing key holds: a comment with the public key, then the seed in hex.
fn signing_file(signing: &SigningKey) -> Zeroizing<String> {
    let seed = Zeroizing::new(hex::encode(signing.as_bytes()));
    Zeroizing::new(format!("# public key: {}\n{}\n", PublicKey::of(signing), *seed))
}

fn private_folder(path: &Path) -> Result<(), HomeError> {
    private_file::make_folder(path).map_err(|e| HomeError::Io(path.to_owned(), e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::{DeskEntry, Interface, NoteSigner, ReviewerEntry, RosterText};
    use crate::seal::Day;

    const OLD: &str = "an old long passphrase";
    const NEW: &str = "a new long passphrase";

    fn passphrase(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn custodian(byte: u8) -> NoteSigner {
        NoteSigner::new("custodian", key(byte)).unwrap()
    }

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        (folder, home)
    }

    /// A roster that the custodian `by` signed, and that names `successors`.
    fn roster(version: u64, by: u8, successors: &[u8]) -> SignedRoster {
        let day: Day = "2026-11-24".parse().unwrap();
        let interface = Interface { address: "127.0.0.1:7001".to_owned(), key: PublicKey::of(&key(9)) };
        let mut text = RosterText::new(version, day, day, interface);
        let recipient = age_recipient();
        let id: crate::seal::ShortName = "ana".parse().unwrap();
        text.reviewers.push(ReviewerEntry { id: id.clone(), recipient, key: PublicKey::of(&key(8)) });
        text.desks.push(DeskEntry::new("main".parse().unwrap(), "Main", vec![id]));
        text.successors = successors.iter().map(|byte| custodian(*byte).verifier()).collect();
        text.sign(&custodian(by)).unwrap()
    }

    /// The same one each time, so that equal rosters have equal digests.
    fn age_recipient() -> String {
        static ONE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
            Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string()
        });
        ONE.clone()
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

    #[test]
    fn only_a_successor_whom_the_newest_roster_names_follows_the_custodian() {
        let (_folder, home) = home();
        home.join(&roster(1, 1, &[2]), &custodian(1).verifier()).unwrap();
        let stranger = home.accept(&roster(2, 3, &[]));
        assert!(matches!(stranger, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))));
        // A successor signs nothing but what comes after.
        assert!(matches!(home.accept(&roster(1, 2, &[])), Err(HomeError::OtherRoster(1))));
        assert!(matches!(home.accept(&roster(1, 2, &[2])), Ok(Accepted::Known)));
        assert_eq!(home.custodian().unwrap(), custodian(1).verifier());

        assert!(matches!(home.accept(&roster(2, 2, &[3])), Ok(Accepted::NewCustodian(_))));
        assert_eq!(home.custodian().unwrap(), custodian(2).verifier());
        assert_eq!(home.rosters().unwrap().len(), 2, "what the former custodian signed still verifies");
        let former = home.accept(&roster(3, 1, &[]));
        assert!(matches!(former, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))));
        assert!(matches!(home.accept(&roster(3, 2, &[])), Ok(Accepted::New(_))));
        // Roster 3 names nobody any more.
        assert!(home.accept(&roster(4, 3, &[])).is_err());
    }

    #[test]
    fn joining_again_follows_a_named_successor_and_nobody_else() {
        let (_folder, home) = home();
        home.join(&roster(1, 1, &[2]), &custodian(1).verifier()).unwrap();
        let other = home.join(&roster(2, 3, &[]), &custodian(3).verifier());
        assert!(matches!(other, Err(HomeError::OtherCustodian(_))));
        home.join(&roster(2, 2, &[]), &custodian(2).verifier()).unwrap();
        assert_eq!(home.custodian().unwrap(), custodian(2).verifier());
        let back = home.join(&roster(3, 1, &[]), &custodian(1).verifier());
        assert!(matches!(back, Err(HomeError::OtherCustodian(_))));
    }

    #[test]
    fn an_older_or_a_contradicting_roster_is_refused() {
        let (_folder, home) = home();
        home.join(&roster(2, 1, &[]), &custodian(1).verifier()).unwrap();
        assert!(matches!(home.accept(&roster(2, 1, &[])), Ok(Accepted::Known)));
        assert!(matches!(home.accept(&roster(2, 1, &[2])), Err(HomeError::OtherRoster(2))));
        let older = home.accept(&roster(1, 1, &[]));
        assert!(matches!(older, Err(HomeError::OlderRoster { offered: 1, known: 2 })));
    }
}
