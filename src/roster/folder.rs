//! The custodian's folder, on an offline machine.
//!
//! ```text
//! DIR/custodian.age      the key that signs, under a passphrase; any age opens it
//!     custodian.pub      its public half, name+id+base64
//!     roster.toml        the draft
//!     roster.note        the roster that was signed last
//!     signed/N.note      every roster that was signed
//! ```

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::{CryptoRng, RngCore};
use zeroize::Zeroizing;

use super::{EditError, NoteError, NoteSigner, NoteVerifier, Roster, RosterError, RosterText};
use crate::harden::private_file::{self, Locked};
use crate::seal::{Day, PassphraseError, SecretString, open_with_passphrase, seal_with_passphrase};

const KEY: &str = "custodian.age";
const PUBLIC: &str = "custodian.pub";
const DRAFT: &str = "roster.toml";
const NOTE: &str = "roster.note";
const SIGNED: &str = "signed";
/// More than any key or draft; a note has the same limit.
const MAX_BYTES: u64 = 1 << 20;
/// What stands above a draft, for whoever opens it in an editor.
const DRAFT_HEAD: &str = "\
# The draft of a roster: nobody relies on it until it is signed (amparo roster sign).
# It may be edited here, or with `amparo roster add`, `set` and `remove`, which write it anew without further comments.
# `version` is that of the last signed one.

";

/// The custodian's folder.
#[derive(Clone, Debug)]
pub struct CustodianFolder {
    root: PathBuf,
}

/// A roster that was just signed.
pub struct Issued {
    /// The roster.
    pub roster: Roster,
    /// Where it lies.
    pub note: PathBuf,
    /// The earlier roster's day, when this machine's clock stands before it.
    pub clock_behind: Option<Day>,
}

/// Something about the custodian's folder is wrong.
#[derive(Debug)]
pub enum CustodianError {
    /// A file cannot be read or written.
    Io(PathBuf, io::Error),
    /// A file is there already.
    Exists(PathBuf),
    /// This is no custodian's folder: it has no such file.
    Missing(PathBuf),
    /// The signer's name cannot stand in a note.
    Name(NoteError),
    /// The key's file does not hold a key.
    BadKey(PathBuf),
    /// The passphrase does not fit.
    Passphrase(PathBuf, PassphraseError),
    /// The draft does not make sense.
    Draft(PathBuf, RosterError),
    /// An edit or a signature was refused.
    Edit(EditError),
}

impl fmt::Display for CustodianError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Exists(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::Missing(path) => write!(f, "there is no {}", path.display()),
            Self::Name(_) => f.write_str("a signer's name is one word without '+'"),
            Self::BadKey(path) => write!(f, "{} does not hold a custodian's key", path.display()),
            Self::Passphrase(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Draft(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Edit(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CustodianError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Name(error) => Some(error),
            Self::Passphrase(_, error) => Some(error),
            Self::Draft(_, error) => Some(error),
            Self::Edit(error) => Some(error),
            Self::Exists(_) | Self::Missing(_) | Self::BadKey(_) => None,
        }
    }
}

impl From<EditError> for CustodianError {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl CustodianFolder {
    /// The folder at `root`, whether it exists or not.
    pub const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Where the draft lies.
    pub fn draft_path(&self) -> PathBuf {
        self.root.join(DRAFT)
    }

    /// Refuses a folder that would be overwritten by [`Self::create`]; asked before a passphrase is.
    pub fn check_new(&self) -> Result<(), CustodianError> {
        let there = [KEY, PUBLIC, DRAFT, NOTE, SIGNED].map(|name| self.root.join(name));
        match there.into_iter().find(|path| path.symlink_metadata().is_ok()) {
            Some(path) => Err(CustodianError::Exists(path)),
            None => Ok(()),
        }
    }

    /// Draws a custodian's key and writes a draft without desks. Returns the public key.
    pub fn create(
        &self,
        name: &str,
        draft: &RosterText,
        passphrase: SecretString,
        rng: &mut (impl RngCore + CryptoRng),
    ) -> Result<NoteVerifier, CustodianError> {
        self.check_new()?;
        let signer = NoteSigner::new(name, SigningKey::generate(rng)).map_err(CustodianError::Name)?;
        let verifier = signer.verifier();
        let draft = draft_text(draft).map_err(|error| CustodianError::Draft(self.draft_path(), error))?;
        let secret = Zeroizing::new(format!("# public key: {verifier}\n{}\n", *signer.to_secret()));
        let path = self.root.join(KEY);
        let sealed = seal_with_passphrase(&secret, passphrase)
            .map_err(|error| CustodianError::Passphrase(path.clone(), error))?;
        private_file::make_folder(&self.root).map_err(|error| CustodianError::Io(self.root.clone(), error))?;
        let _alone = self.alone()?;
        // Another command may have made it while the key was sealed.
        self.check_new()?;
        self.write_new(KEY, &sealed)?;
        self.write_new(PUBLIC, format!("{verifier}\n").as_bytes())?;
        self.write_new(DRAFT, draft.as_bytes())?;
        Ok(verifier)
    }

    /// The custodian's public key.
    pub fn verifier(&self) -> Result<NoteVerifier, CustodianError> {
        let path = self.root.join(PUBLIC);
        let text = self.read(PUBLIC)?;
        text.trim().parse().map_err(|_| CustodianError::BadKey(path))
    }

    /// Opens the custodian's key.
    pub fn signer(&self, passphrase: SecretString) -> Result<NoteSigner, CustodianError> {
        let path = self.root.join(KEY);
        let sealed = private_file::read(&path, MAX_BYTES).map_err(|error| missing_or_io(&path, error))?;
        let text =
            open_with_passphrase(&sealed, passphrase).map_err(|e| CustodianError::Passphrase(path.clone(), e))?;
        let line = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
        NoteSigner::from_secret(line).map_err(|_| CustodianError::BadKey(path))
    }

    /// Reads the draft; whatever rule it breaks is told.
    pub fn draft(&self) -> Result<RosterText, CustodianError> {
        let text = self.read(DRAFT)?;
        RosterText::from_draft(&text).map_err(|error| CustodianError::Draft(self.draft_path(), error))
    }

    /// Makes one change to the draft; when it is refused, the draft stays as it was.
    pub fn edit(
        &self,
        change: impl FnOnce(&mut RosterText) -> Result<(), EditError>,
    ) -> Result<RosterText, CustodianError> {
        let _alone = self.alone()?;
        let mut draft = self.draft()?;
        change(&mut draft)?;
        self.write_draft(&draft)?;
        Ok(draft)
    }

    /// Signs the draft as the next version, and keeps it with the earlier ones.
    ///
    /// The versions count on from the draft's and from every roster in `signed/`, so that a draft brought
    /// back from a copy cannot lead to a second roster of the same version.
    pub fn sign(&self, custodian: &NoteSigner, today: Day, expires: Option<Day>) -> Result<Issued, CustodianError> {
        let _alone = self.alone()?;
        let draft = self.draft()?;
        let version = self.newest_signed()?.max(draft.version).saturating_add(1);
        let text = draft.to_issue(version, today, expires)?;
        let broken = |error| CustodianError::Draft(self.draft_path(), error);
        let signed = text.sign(custodian).map_err(broken)?;
        let roster = signed.verify(&custodian.verifier()).map_err(broken)?;
        let folder = self.root.join(SIGNED);
        private_file::make_folder(&folder).map_err(|error| CustodianError::Io(folder, error))?;
        self.write_new(&format!("{SIGNED}/{version:08}.note"), signed.as_str().as_bytes())?;
        let note = self.root.join(NOTE);
        private_file::replace(&note, signed.as_str().as_bytes())
            .map_err(|error| CustodianError::Io(note.clone(), error))?;
        self.write_draft(&text)?;
        let clock_behind = (draft.version > 0 && today < draft.issued).then_some(draft.issued);
        Ok(Issued { roster, note, clock_behind })
    }

    /// Waits until no other command changes the folder: of two that read one draft, one change would be lost.
    fn alone(&self) -> Result<Locked, CustodianError> {
        private_file::lock_folder(&self.root).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => CustodianError::Missing(self.draft_path()),
            _ => CustodianError::Io(self.root.clone(), error),
        })
    }

    /// The version of the newest roster in `signed/`, 0 without one; file names alone are read.
    fn newest_signed(&self) -> Result<u64, CustodianError> {
        let folder = self.root.join(SIGNED);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(CustodianError::Io(folder, error)),
        };
        let mut newest = 0;
        for entry in entries {
            let name = entry.map_err(|error| CustodianError::Io(folder.clone(), error))?.file_name();
            let version = name.to_str().and_then(|name| name.strip_suffix(".note")).and_then(|n| n.parse().ok());
            newest = newest.max(version.unwrap_or(0));
        }
        Ok(newest)
    }

    fn write_draft(&self, draft: &RosterText) -> Result<(), CustodianError> {
        let path = self.draft_path();
        let text = draft_text(draft).map_err(|error| CustodianError::Draft(path.clone(), error))?;
        private_file::replace(&path, text.as_bytes()).map_err(|error| CustodianError::Io(path, error))
    }

    fn write_new(&self, name: &str, content: &[u8]) -> Result<(), CustodianError> {
        let path = self.root.join(name);
        private_file::write_new(&path, content).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => CustodianError::Exists(path),
            _ => CustodianError::Io(path, error),
        })
    }

    fn read(&self, name: &str) -> Result<String, CustodianError> {
        let path = self.root.join(name);
        let bytes = private_file::read(&path, MAX_BYTES).map_err(|error| missing_or_io(&path, error))?;
        String::from_utf8(bytes.to_vec())
            .map_err(|_| CustodianError::Io(path, io::Error::new(io::ErrorKind::InvalidData, "it is not text")))
    }
}

fn draft_text(draft: &RosterText) -> Result<String, RosterError> {
    Ok(DRAFT_HEAD.to_owned() + &draft.to_toml()?)
}

fn missing_or_io(path: &Path, error: io::Error) -> CustodianError {
    match error.kind() {
        io::ErrorKind::NotFound => CustodianError::Missing(path.to_owned()),
        _ => CustodianError::Io(path.to_owned(), error),
    }
}
