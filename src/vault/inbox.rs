//! What is in the vault: parcels opened just far enough to group them into submissions.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::roster::Roster;
use crate::seal::{Day, DeskId, Digest, Identity, Kind, OpenError, OpenedParcel, ParcelId, ParcelInfo, SubmissionId};

/// A submission, as `inbox --json` shows it.
#[derive(Debug, Serialize)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// The desk that received it.
    pub desk: DeskId,
    /// The day of its testimony.
    pub day: Day,
    /// The language of the page.
    pub language: String,
    /// The closing parcel and all that it lists as kept is here and whole.
    pub complete: bool,
    /// Its testimony is here.
    pub testimony: bool,
    /// The files that are here.
    pub attachments: Vec<Attachment>,
    /// Files that the source sent and the server did not keep.
    pub not_kept: Vec<NotKept>,
    /// What does not agree with the roster; empty when all is well.
    pub warnings: Vec<String>,
    #[serde(skip)]
    testimony_file: Option<PathBuf>,
}

/// A file of a submission.
#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    /// Its place in the form.
    pub n: u32,
    /// Its name as sent: a stranger's text.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its content.
    pub sha256: Digest,
    /// The type that the browser claimed.
    pub type_claimed: String,
    /// The safe name that it has inside its parcel.
    #[serde(skip)]
    pub safe_name: String,
    #[serde(skip)]
    file: PathBuf,
}

/// A file that was sent and not kept.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct NotKept {
    /// Its place in the form.
    pub n: u32,
    /// Its name as sent.
    pub name: String,
    /// The reason.
    pub reason: String,
}

/// The whole vault, and what could not be read of it.
#[derive(Debug, Default)]
pub struct Inbox {
    /// By day, then id.
    pub submissions: Vec<Submission>,
    /// Parcels that cannot be opened, and why.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// The vault cannot be read, or what was asked for is not there.
#[derive(Debug)]
pub enum InboxError {
    /// A file or folder cannot be read.
    Io(PathBuf, io::Error),
    /// No submission's id begins so.
    NoSuch(String),
    /// Several do.
    Ambiguous(String, usize),
    /// The testimony's parcel is not here.
    NoTestimony,
    /// A parcel cannot be opened.
    Open(PathBuf, OpenError),
    /// A file exists already where an attachment would go.
    Exists(PathBuf),
}

impl fmt::Display for InboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoSuch(id) => write!(f, "no submission's id begins with {id}"),
            Self::Ambiguous(id, count) => write!(f, "{count} submissions' ids begin with {id}; give more of it"),
            Self::NoTestimony => f.write_str("the testimony of this submission is not in the vault"),
            Self::Open(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Exists(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
        }
    }
}

impl std::error::Error for InboxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Open(_, error) => Some(error),
            _ => None,
        }
    }
}

impl InboxError {
    /// True when what is there is not what it should be.
    pub const fn is_verification(&self) -> bool {
        matches!(self, Self::Open(..))
    }
}

/// A parcel's file in the vault.
#[derive(Clone, Debug)]
pub struct VaultFile {
    /// Where it lies.
    pub path: PathBuf,
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
}

/// Every parcel file of a vault, in a fixed order.
pub fn files(vault: &Path) -> Result<Vec<VaultFile>, InboxError> {
    let mut found = Vec::new();
    for (desk_name, desk_folder) in entries(vault)? {
        let Ok(desk) = desk_name.parse::<DeskId>() else { continue };
        for (day_name, day_folder) in entries(&desk_folder)? {
            let Ok(day) = day_name.parse::<Day>() else { continue };
            for (name, path) in entries(&day_folder)? {
                let Some(id) = name.strip_suffix(".age").and_then(|n| n.parse().ok()) else { continue };
                found.push(VaultFile { path, desk: desk.clone(), day, id });
            }
        }
    }
    found.sort_by(|a, b| (a.day, &a.desk, a.id).cmp(&(b.day, &b.desk, b.id)));
    Ok(found)
}

/// Names and paths in a folder; none when it does not exist.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, InboxError> {
    let failed = |e| InboxError::Io(folder.to_owned(), e);
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    listing
        .map(|entry| {
            let entry = entry.map_err(failed)?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry.path()))
        })
        .collect()
}

/// Opens a parcel and holds what it says against where it lies and against the rosters.
///
/// Returns it with what does not agree.
pub fn open(
    file: &VaultFile,
    identity: &Identity,
    rosters: &[Roster],
) -> Result<(OpenedParcel<File>, Vec<String>), InboxError> {
    let content = File::open(&file.path).map_err(|e| InboxError::Io(file.path.clone(), e))?;
    let opened = OpenedParcel::open(content, identity);
    let parcel = opened.map_err(|e| InboxError::Open(file.path.clone(), e))?;
    let warnings = disagreements(file, &parcel, rosters);
    Ok((parcel, warnings))
}

fn disagreements(file: &VaultFile, parcel: &OpenedParcel<File>, rosters: &[Roster]) -> Vec<String> {
    let ParcelInfo { head, day, .. } = parcel.info();
    let mut found = Vec::new();
    if head.desk != file.desk || *day != file.day {
        found.push(format!(
            "a parcel says it is of desk {} and day {day}, but the server listed it elsewhere",
            head.desk
        ));
    }
    let Some(roster) = rosters.iter().find(|roster| roster.reference() == head.roster) else {
        found.push(format!("a parcel was sealed by roster {}, which is not known here", head.roster.version));
        return found;
    };
    match roster.stanzas(&head.desk) {
        Some((kind, count)) if parcel.stanzas().are_exactly(kind, count) => {}
        _ => found.push("a parcel is sealed to others than the desk's recipients in its roster".to_owned()),
    }
    found
}

/// What the closing parcel lists, as far as it is needed here.
#[derive(Deserialize)]
struct Closing {
    parcels: Vec<ClosingParcel>,
    not_kept: Vec<NotKept>,
}

#[derive(Deserialize)]
struct ClosingParcel {
    id: ParcelId,
}

/// A submission while its parcels are gathered.
struct Gathered {
    submission: Submission,
    closing: Option<Closing>,
    here: HashSet<ParcelId>,
}

impl Inbox {
    /// Opens every parcel of the vault and groups them. `progress` is told the number done and of all.
    pub fn read(
        vault: &Path,
        identity: &Identity,
        rosters: &[Roster],
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, InboxError> {
        let files = files(vault)?;
        let mut gathered = BTreeMap::<(SubmissionId, DeskId), Gathered>::new();
        let mut unreadable = Vec::new();
        for (done, file) in files.iter().enumerate() {
            progress(done, files.len());
            if let Err(error) = gather(file, identity, rosters, &mut gathered) {
                unreadable.push((file.path.clone(), error.to_string()));
            }
        }
        progress(files.len(), files.len());
        let mut submissions: Vec<Submission> = gathered.into_values().map(Gathered::settle).collect();
        submissions.sort_by_key(|submission| (submission.day, submission.id));
        Ok(Self { submissions, unreadable })
    }

    /// The one submission whose id begins with `prefix`.
    pub fn find(&self, prefix: &str) -> Result<&Submission, InboxError> {
        let mut matching = self.submissions.iter().filter(|s| s.id.to_string().starts_with(prefix));
        match (matching.next(), matching.count()) {
            (Some(one), 0) => Ok(one),
            (Some(_), others) => Err(InboxError::Ambiguous(prefix.to_owned(), others + 1)),
            (None, _) => Err(InboxError::NoSuch(prefix.to_owned())),
        }
    }
}

/// Opens one parcel and adds it to its submission.
fn gather(
    file: &VaultFile,
    identity: &Identity,
    rosters: &[Roster],
    gathered: &mut BTreeMap<(SubmissionId, DeskId), Gathered>,
) -> Result<(), InboxError> {
    let (mut parcel, warnings) = open(file, identity, rosters)?;
    if matches!(parcel.info().head.kind, Kind::Cover | Kind::Consent) {
        return Ok(());
    }
    let head = &parcel.info().head;
    let key = (head.submission, head.desk.clone());
    let new = || Gathered {
        submission: Submission {
            id: head.submission,
            desk: head.desk.clone(),
            day: file.day,
            language: head.language.as_str().to_owned(),
            complete: false,
            testimony: false,
            attachments: Vec::new(),
            not_kept: Vec::new(),
            warnings: Vec::new(),
            testimony_file: None,
        },
        closing: None,
        here: HashSet::new(),
    };
    let entry = gathered.entry(key).or_insert_with(new);
    entry.here.insert(file.id);
    for warning in warnings {
        if !entry.submission.warnings.contains(&warning) {
            entry.submission.warnings.push(warning);
        }
    }
    match parcel.info().head.kind {
        Kind::Testimony => {
            // A visit over midnight spans two days; the testimony's is the one shown.
            entry.submission.day = file.day;
            entry.submission.testimony = true;
            entry.submission.testimony_file = Some(file.path.clone());
        }
        Kind::Attachment => {
            if let (Some(tag), Some(payload)) = (parcel.attachment(), parcel.payload().next()) {
                entry.submission.attachments.push(Attachment {
                    n: tag.n,
                    name: tag.name.clone(),
                    size: payload.len,
                    sha256: payload.sha256,
                    type_claimed: tag.type_claimed.clone(),
                    safe_name: payload.name.clone(),
                    file: file.path.clone(),
                });
            }
        }
        Kind::Identity | Kind::Consent | Kind::Cover => {}
        Kind::Closing => {
            let wrong = |e| InboxError::Open(file.path.clone(), e);
            let list = parcel.read_file("parcels.json").map_err(wrong)?;
            let closing = serde_json::from_slice(&list);
            entry.closing = Some(closing.map_err(|_| wrong(OpenError::Content("parcels.json does not make sense")))?);
        }
    }
    Ok(())
}

impl Gathered {
    fn settle(self) -> Submission {
        let Self { mut submission, closing, here } = self;
        submission.attachments.sort_by_key(|a| a.n);
        if let Some(closing) = closing {
            submission.complete = closing.parcels.iter().all(|parcel| here.contains(&parcel.id));
            submission.not_kept = closing.not_kept;
        }
        submission
    }
}

impl Submission {
    /// A file of the testimony's parcel.
    pub fn read_testimony(&self, name: &str, identity: &Identity) -> Result<zeroize::Zeroizing<Vec<u8>>, InboxError> {
        let path = self.testimony_file.as_ref().ok_or(InboxError::NoTestimony)?;
        let content = File::open(path).map_err(|e| InboxError::Io(path.clone(), e))?;
        let wrong = |e| InboxError::Open(path.clone(), e);
        OpenedParcel::open(content, identity).and_then(|mut p| p.read_file(name)).map_err(wrong)
    }
}

impl Attachment {
    /// Writes the file to `folder`, bit for bit, under its number and safe name; returns its path.
    ///
    /// Never outside the folder, never over an existing file; what does not verify is taken away again.
    pub fn extract(&self, folder: &Path, identity: &Identity) -> Result<PathBuf, InboxError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let path = folder.join(format!("{}-{}", self.n, crate::seal::safe_file_name(&self.safe_name)));
        let content = File::open(&self.file).map_err(|e| InboxError::Io(self.file.clone(), e))?;
        let wrong = |e| InboxError::Open(self.file.clone(), e);
        let mut parcel = OpenedParcel::open(content, identity).map_err(wrong)?;
        let mut out = match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(InboxError::Exists(path)),
            other => other.map_err(|e| InboxError::Io(path.clone(), e))?,
        };
        let copied = parcel.copy_file(&self.safe_name, &mut out).map_err(wrong);
        let synced = copied.and_then(|()| out.sync_all().map_err(|e| InboxError::Io(path.clone(), e)));
        if synced.is_err() {
            // What is left of a file that does not verify must not be taken for evidence.
            let _ = fs::remove_file(&path);
        }
        synced.map(|()| path)
    }
}
