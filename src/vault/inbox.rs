//! What is in the vault: parcels opened just far enough to group them into submissions.

mod gather;
mod sealed;

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use self::gather::{AllGathered, Gathered, explain, gather};
use super::closed::{ClosedParcel, Us};
use super::consents::{Changes, Standing};
use super::file::VaultFile;
use super::records::{RecordError, Records};
use crate::form::consent::Effective;
use crate::form::reply::Reply;
use crate::roster::Roster;
use crate::seal::{
    Day, DeskId, Digest, Identity, Kind, Mailbox, MailboxId, OpenError, OpenedParcel, ParcelId, ParcelInfo, ShortName,
    SubmissionId,
};

/// The payload of a reply's desk copy.
pub(super) const REPLY_FILE: &str = "reply.json";

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
    /// Answers that identify people, sealed apart; `None` when there are none.
    pub identity: Option<IdentityAnswers>,
    /// The files that are here.
    pub attachments: Vec<Attachment>,
    /// Files that the source sent and the server did not keep.
    pub not_kept: Vec<NotKept>,
    /// What does not agree with the roster; empty when all is well.
    pub warnings: Vec<String>,
    /// What the source permits, all changes counted; `None` where no record of it makes sense.
    pub consent: Option<Effective>,
    /// The reviewer's own labels.
    pub labels: Vec<String>,
    /// What the same source tells this desk under the same nine words has the same.
    pub conversation: Option<Conversation>,
    /// How many replies to it are here.
    pub replies: usize,
    #[serde(skip)]
    testimony_file: Option<PathBuf>,
    /// By day, then id.
    #[serde(skip)]
    reply_files: Vec<(Day, ParcelId, PathBuf)>,
    #[serde(skip)]
    mailbox: Option<Mailbox>,
    #[serde(skip)]
    standing: Option<Standing>,
}

/// What belongs together under one codename, without telling the mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Conversation(String);

impl Conversation {
    /// The first 8 bytes of SHA-256(label ‖ 00 ‖ mailbox id), in hex.
    fn of(mailbox: MailboxId) -> Self {
        let hash = Sha256::new().chain_update(b"amparo/v1/conversation\0").chain_update(mailbox.as_bytes());
        Self(hex::encode(&hash.finalize()[..8]))
    }
}

/// The answers of a submission that identify people.
#[derive(Clone, Debug, Serialize)]
pub struct IdentityAnswers {
    /// The parcel that holds them.
    pub parcel: ParcelId,
    /// It is here, and this reviewer's key opens it.
    pub readable: bool,
    /// It is here.
    #[serde(skip)]
    pub here: bool,
    /// Who of the desk opens it, as the roster names them; nobody when the roster is not known here.
    #[serde(skip)]
    pub readers: Vec<ShortName>,
    #[serde(skip)]
    file: Option<PathBuf>,
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
    /// Parcels that are for others, as it should be.
    pub closed: Vec<ClosedParcel>,
    /// Parcels that should open and do not, and why.
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
    /// There are no answers that identify people.
    NoIdentity,
    /// There are, for others of the desk, who are named, or their parcel is not here.
    IdentityClosed(Vec<ShortName>),
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
            Self::NoIdentity => f.write_str("this submission has no answers that identify people"),
            Self::IdentityClosed(readers) if readers.is_empty() => {
                f.write_str("the answers that identify people are not sealed to this key, or not here")
            }
            Self::IdentityClosed(readers) => {
                write!(f, "the answers that identify people are sealed to {}", names(readers))
            }
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

/// Names in a row.
pub fn names(all: &[ShortName]) -> String {
    all.iter().map(ShortName::as_str).collect::<Vec<_>>().join(", ")
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
    // A reply is sealed on the day it was written, and listed on the day it was sent.
    let on_its_day = if head.kind == Kind::Reply { *day <= file.day } else { *day == file.day };
    if head.desk != file.desk || !on_its_day {
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

impl Inbox {
    /// Opens every parcel of the vault and groups them. `progress` is told the number done and of all.
    pub fn read(
        vault: &Path,
        identity: &Identity,
        rosters: &[Roster],
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, InboxError> {
        let files = files(vault)?;
        let mut gathered = AllGathered::new();
        let mut changes = Changes::default();
        let (mut unreadable, mut not_ours) = (Vec::new(), Vec::new());
        for (done, file) in files.iter().enumerate() {
            progress(done, files.len());
            match gather(file, identity, rosters, &mut gathered, &mut changes) {
                Ok(()) => {}
                Err(InboxError::Open(_, error)) if error.is_not_ours() => not_ours.push(file),
                Err(error) => unreadable.push((file.path.clone(), error.to_string())),
            }
        }
        progress(files.len(), files.len());
        let us = Us::new(identity, rosters);
        let mut closed = Vec::new();
        for file in not_ours {
            match explain(file, &us, &mut gathered) {
                Ok(why) => closed.push(ClosedParcel { file: file.clone(), why }),
                Err(why) => unreadable.push((file.path.clone(), format!("{}: {why}", file.path.display()))),
            }
        }
        let mut submissions: Vec<Submission> =
            gathered.into_values().filter(Gathered::is_told).map(|one| one.settle(rosters, &changes)).collect();
        submissions.sort_by_key(|submission| (submission.day, submission.id));
        Ok(Self { submissions, closed, unreadable })
    }

    /// Adds the labels that the reviewer set; says which of them cannot be read.
    pub fn add_labels(&mut self, records: &Records, identity: &Identity) -> Vec<RecordError> {
        let mut unreadable = Vec::new();
        for submission in &mut self.submissions {
            match records.read(submission.id, identity) {
                Ok(record) => submission.labels = record.into_iter().flat_map(|record| record.labels).collect(),
                Err(error) => unreadable.push(error),
            }
        }
        unreadable
    }

    /// How many replies to the same source, by all desks, are here; its mailbox is one.
    pub fn replies_in_the_conversation(&self, submission: &Submission) -> usize {
        let talks = submission.conversation.is_some();
        let same =
            |other: &&Submission| other.id == submission.id || (talks && other.conversation == submission.conversation);
        self.submissions.iter().filter(same).map(|other| other.replies).sum()
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

impl Submission {
    /// What the source permits and where it is recorded; `None` without a testimony.
    pub const fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
    }

    /// The day on which the source withdrew it.
    pub const fn withdrawn(&self) -> Option<Day> {
        match &self.consent {
            Some(consent) => consent.withdrawn(),
            None => None,
        }
    }

    /// The parcel of the testimony.
    pub fn testimony_parcel(&self) -> Option<ParcelId> {
        self.testimony_file.as_ref()?.file_stem()?.to_str()?.parse().ok()
    }

    /// A file of the testimony's parcel.
    pub fn read_testimony(&self, name: &str, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, InboxError> {
        read_small(self.testimony_file.as_ref().ok_or(InboxError::NoTestimony)?, name, identity)
    }

    /// Where replies to it go; `None` without a testimony.
    pub const fn mailbox(&self) -> Option<&Mailbox> {
        self.mailbox.as_ref()
    }

    /// The replies to it that are here, the oldest first.
    pub fn read_replies(&self, identity: &Identity) -> Result<Vec<Reply>, InboxError> {
        let read = |(_, _, path): &(Day, ParcelId, PathBuf)| {
            let json = read_small(path, REPLY_FILE, identity)?;
            let wrong = || InboxError::Open(path.clone(), OpenError::Content("reply.json does not make sense"));
            Reply::read(&json).ok_or_else(wrong)
        };
        self.reply_files.iter().map(read).collect()
    }

    /// A file of the identity parcel.
    pub fn read_identity(&self, name: &str, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, InboxError> {
        let answers = self.identity.as_ref().ok_or(InboxError::NoIdentity)?;
        let closed = || InboxError::IdentityClosed(answers.readers.clone());
        read_small(answers.file.as_ref().ok_or_else(closed)?, name, identity)
    }
}

fn read_small(path: &Path, name: &str, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, InboxError> {
    let content = File::open(path).map_err(|e| InboxError::Io(path.to_owned(), e))?;
    let wrong = |e| InboxError::Open(path.to_owned(), e);
    OpenedParcel::open(content, identity).and_then(|mut p| p.read_file(name)).map_err(wrong)
}

impl Attachment {
    /// Writes the file to `folder`, bit for bit, under its number and safe name; returns its path.
    ///
    /// Never outside the folder, never over an existing file; what does not verify is taken away again.
    pub fn extract(&self, folder: &Path, identity: &Identity) -> Result<PathBuf, InboxError> {
        let path = folder.join(format!("{}-{}", self.n, crate::seal::safe_file_name(&self.safe_name)));
        self.extract_to(&path, identity).map(|()| path)
    }

    /// The same, to a path of the caller's.
    pub(super) fn extract_to(&self, path: &Path, identity: &Identity) -> Result<(), InboxError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let content = File::open(&self.file).map_err(|e| InboxError::Io(self.file.clone(), e))?;
        let wrong = |e| InboxError::Open(self.file.clone(), e);
        let mut parcel = OpenedParcel::open(content, identity).map_err(wrong)?;
        let mut out = match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(InboxError::Exists(path.to_owned()));
            }
            other => other.map_err(|e| InboxError::Io(path.to_owned(), e))?,
        };
        let copied = parcel.copy_file(&self.safe_name, &mut out).map_err(wrong);
        let synced = copied.and_then(|()| out.sync_all().map_err(|e| InboxError::Io(path.to_owned(), e)));
        if synced.is_err() {
            // What is left of a file that does not verify must not be taken for evidence.
            let _ = fs::remove_file(path);
        }
        synced
    }
}
