//! A reviewer's folder: keys, the custodian they trust, rosters, and the vault.
//!
//! ```text
//! HOME/identity.age   the age identity, under a passphrase (identity.txt, without one, in a demo)
//!      signing.age    the Ed25519 key that calls the server, under the same passphrase
//!      server.toml    whose rosters are trusted
//!      rosters/N.note every roster that was accepted
//!      vault/DESK/YYYY-MM-DD/ID.age
//! ```

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::roster::{NoteVerifier, PublicKey, Roster, RosterError, SignedRoster};
use crate::seal::{
    ExposeSecret as _, Identity, PassphraseError, RecipientKind, RosterRef, SecretString, open_with_passphrase,
    seal_with_passphrase,
};

const IDENTITY: &str = "identity";
const SIGNING: &str = "signing";
const SERVER: &str = "server.toml";
const ROSTERS: &str = "rosters";
const VAULT: &str = "vault";

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
    custodian: String,
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
    /// Returns the age recipient and the public key for the roster.
    pub fn create_keys(
        &self,
        kind: RecipientKind,
        passphrase: Option<&SecretString>,
    ) -> Result<(String, PublicKey), HomeError> {
        self.make_folder()?;
        for name in [IDENTITY, SIGNING] {
            if let Some(path) = self.key_file(name) {
                return Err(HomeError::KeysExist(path));
            }
        }
        let identity = Identity::generate(kind, &mut OsRng);
        let signing = SigningKey::generate(&mut OsRng);
        let public = PublicKey::of(&signing);
        let secret =
            Zeroizing::new(format!("# public key: {public}\n{}\n", *Zeroizing::new(hex::encode(signing.as_bytes()))));
        self.write_key(IDENTITY, identity.to_file().expose_secret(), passphrase)?;
        self.write_key(SIGNING, &secret, passphrase)?;
        Ok((identity.to_recipient().to_string(), public))
    }

    /// True when the keys are under a passphrase.
    pub fn needs_passphrase(&self) -> Result<bool, HomeError> {
        let path = self.key_file(IDENTITY).ok_or_else(|| HomeError::NoKeys(self.root.clone()))?;
        Ok(path.extension().is_some_and(|e| e == "age"))
    }

    /// Opens the keys.
    pub fn keys(&self, passphrase: Option<&SecretString>) -> Result<ReviewerKeys, HomeError> {
        let (path, text) = self.read_key(IDENTITY, passphrase)?;
        let identity = Identity::from_file(&text).map_err(|_| HomeError::BadKey(path))?;
        let (path, text) = self.read_key(SIGNING, passphrase)?;
        let line = text.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
        let mut seed = Zeroizing::new([0; 32]);
        hex::decode_to_slice(line.trim(), &mut *seed).map_err(|_| HomeError::BadKey(path))?;
        Ok(ReviewerKeys { identity, signing: SigningKey::from_bytes(&seed) })
    }

    /// Trusts the custodian and their roster from now on.
    pub fn join(&self, signed: &SignedRoster, custodian: &NoteVerifier) -> Result<Roster, HomeError> {
        self.make_folder()?;
        let path = self.root.join(SERVER);
        if path.exists() && self.custodian()? != *custodian {
            return Err(HomeError::KeysExist(path));
        }
        let roster = signed.verify(custodian).map_err(HomeError::Roster)?;
        let server = ServerFile { custodian: custodian.to_string() };
        let text = toml::to_string(&server).map_err(|_| HomeError::BadServer(path.clone()))?;
        write_private(&path, text.as_bytes(), true)?;
        self.accept(signed)?;
        Ok(roster)
    }

    /// The custodian whose rosters are trusted.
    pub fn custodian(&self) -> Result<NoteVerifier, HomeError> {
        let path = self.root.join(SERVER);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(HomeError::NotJoined),
            Err(error) => return Err(HomeError::Io(path, error)),
        };
        let server: ServerFile = toml::from_str(&text).map_err(|_| HomeError::BadServer(path.clone()))?;
        server.custodian.parse().map_err(|_| HomeError::BadServer(path))
    }

    /// Every roster that was accepted, oldest first; each is verified again.
    pub fn rosters(&self) -> Result<Vec<Roster>, HomeError> {
        let custodian = self.custodian()?;
        let folder = self.root.join(ROSTERS);
        let mut rosters = Vec::new();
        for entry in fs::read_dir(&folder).map_err(|e| HomeError::Io(folder.clone(), e))? {
            let path = entry.map_err(|e| HomeError::Io(folder.clone(), e))?.path();
            if path.extension().is_some_and(|e| e == "note") {
                let text = fs::read_to_string(&path).map_err(|e| HomeError::Io(path, e))?;
                rosters.push(SignedRoster::new(text).verify(&custodian).map_err(HomeError::Roster)?);
            }
        }
        rosters.sort_by_key(|roster| roster.reference().version);
        if rosters.is_empty() { Err(HomeError::NotJoined) } else { Ok(rosters) }
    }

    /// Takes a roster that the server offers, when the custodian signed it and it is not an older one.
    ///
    /// Returns it when it is new.
    pub fn accept(&self, signed: &SignedRoster) -> Result<Option<Roster>, HomeError> {
        let roster = signed.verify(&self.custodian()?).map_err(HomeError::Roster)?;
        let RosterRef { version, digest } = roster.reference();
        let known = match self.rosters() {
            Ok(rosters) => rosters,
            Err(HomeError::NotJoined) => Vec::new(),
            Err(HomeError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        if let Some(newest) = known.last().map(Roster::reference) {
            if newest.version > version {
                return Err(HomeError::OlderRoster { offered: version, known: newest.version });
            }
            if newest.version == version {
                return if newest.digest == digest { Ok(None) } else { Err(HomeError::OtherRoster(version)) };
            }
        }
        let folder = self.root.join(ROSTERS);
        private_folder(&folder)?;
        write_private(&folder.join(format!("{version:08}.note")), signed.as_str().as_bytes(), true)?;
        Ok(Some(roster))
    }

    fn make_folder(&self) -> Result<(), HomeError> {
        private_folder(&self.root)
    }

    /// The file of a key, sealed or plain; `None` when there is neither.
    fn key_file(&self, name: &str) -> Option<PathBuf> {
        ["age", "txt"].into_iter().map(|e| self.root.join(name).with_extension(e)).find(|path| path.exists())
    }

    fn write_key(&self, name: &str, text: &str, passphrase: Option<&SecretString>) -> Result<(), HomeError> {
        let path = self.root.join(name);
        match passphrase {
            Some(passphrase) => {
                let path = path.with_extension("age");
                let sealed = seal_with_passphrase(text, passphrase.clone());
                write_private(&path, &sealed.map_err(|e| HomeError::Passphrase(path.clone(), e))?, false)
            }
            None => write_private(&path.with_extension("txt"), text.as_bytes(), false),
        }
    }

    fn read_key(
        &self,
        name: &str,
        passphrase: Option<&SecretString>,
    ) -> Result<(PathBuf, Zeroizing<String>), HomeError> {
        let path = self.key_file(name).ok_or_else(|| HomeError::NoKeys(self.root.clone()))?;
        let bytes = Zeroizing::new(fs::read(&path).map_err(|e| HomeError::Io(path.clone(), e))?);
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

fn private_folder(path: &Path) -> Result<(), HomeError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|e| HomeError::Io(path.to_owned(), e))
}

/// Writes a private file whole or not at all; an existing one only when `replace` says so.
fn write_private(path: &Path, content: &[u8], replace: bool) -> Result<(), HomeError> {
    if !replace && path.exists() {
        return Err(HomeError::KeysExist(path.to_owned()));
    }
    let part = path.with_extension("part");
    let write = || {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|e| HomeError::Io(path.to_owned(), e))
}
