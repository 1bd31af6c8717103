//! Replies: written and sealed without a network, kept until the server has confirmed them.
//!
//! ```text
//! HOME/outbox/ID.age   age, to the reviewer's own recipient; ID is the desk parcel's.
//!                      Inside: DESK ‖ 20 ‖ TESTIMONY ‖ 0a ‖ what is posted to /reply/DESK;
//!                      TESTIMONY is the id of the parcel that is answered
//!             sending  empty, locked by the push that sends; taken away at its end
//! ```
//! Sealed once more because what is posted begins with the mailbox's id, which would tie a reviewer's disk to the
//! server's.

mod sending;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rand_core::OsRng;
use serde::Serialize;
use zeroize::{Zeroize as _, Zeroizing};

use super::facts::{REPLY_FILE, REPLY_TEXT_FILE};
use super::file::VaultFile;
use super::inbox::{Answering, InboxError, Submission};
use crate::form::reply::{BadReply, MAX_REPLY_TEXT_BYTES, Reply};
use crate::harden::private_file::{self, Locked};
use crate::link::wire::{MAX_REPLY_BODY_BYTES, ReplyBody};
use crate::roster::Roster;
use crate::seal::hybrid::HybridRecipient;
use crate::seal::{
    Day, DeskId, FormNonce, Identity, Kind, OpenError, OpenedParcel, ParcelHead, ParcelId, REPLY_NUMBER, SealError,
    SealedReply, Sealer, ShortName, SubmissionId,
};

pub use sending::Sending;

/// A posted body, and what an age file adds.
const MAX_BYTES: u64 = MAX_REPLY_BODY_BYTES as u64 + (64 << 10);

/// A reply cannot be written, read or sealed.
#[derive(Debug)]
pub enum OutboxError {
    /// Its text is none.
    Text(BadReply),
    /// There is no testimony with a mailbox to answer.
    NoMailbox,
    /// The testimony that is to be answered is here, and cannot be used.
    Testimony(InboxError),
    /// The newest roster does not know the desk any more.
    NoDesk(DeskId),
    /// It cannot be sealed.
    Seal(SealError),
    /// A file cannot be used.
    Io(PathBuf, io::Error),
    /// A file does not open.
    Open(PathBuf, OpenError),
    /// What is inside does not make sense.
    Content(PathBuf),
    /// A push is under way: what it has read, it sends.
    Busy,
}

impl fmt::Display for OutboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(BadReply::Empty) => f.write_str("there are no words in it"),
            Self::Text(BadReply::NotText) => f.write_str("it is no text in UTF-8"),
            Self::Text(BadReply::TooLong(bytes)) => write!(
                f,
                "it has {bytes} bytes, where each of & < > \" ' counts for five; a reply has at most {MAX_REPLY_TEXT_BYTES}"
            ),
            Self::NoMailbox => f.write_str("its testimony is not in the vault, so nothing says where replies go"),
            Self::Testimony(error) => error.fmt(f),
            Self::NoDesk(desk) => write!(f, "the newest roster has no desk {desk}"),
            Self::Seal(error) => error.fmt(f),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Open(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Content(path) => write!(f, "{} does not make sense", path.display()),
            Self::Busy => f.write_str("a push is under way"),
        }
    }
}

impl std::error::Error for OutboxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Testimony(error) => Some(error),
            Self::Seal(error) => Some(error),
            Self::Io(_, error) => Some(error),
            Self::Open(_, error) => Some(error),
            _ => None,
        }
    }
}

impl From<SealError> for OutboxError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

/// A reply that waits to be sent.
pub struct Queued {
    /// The desk that answers.
    pub desk: DeskId,
    /// The desk's copy.
    pub parcel: ParcelId,
    /// The parcel that is answered.
    pub testimony: ParcelId,
    /// What is posted.
    pub body: ReplyBody,
    path: PathBuf,
}

/// A file in the outbox that is no reply any more. It stands in the way of no other.
#[derive(Debug)]
pub struct Damaged {
    /// Its name in the folder.
    pub file: String,
    /// What is wrong with it.
    pub why: OutboxError,
}

/// The replies that wait to be sent.
#[derive(Clone, Debug)]
pub struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    /// The replies in this folder, whether it exists or not.
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Seals a reply to the source of `submission` and to its desk as `roster` names it, and keeps it to be sent.
    pub fn write(
        &self,
        submission: &Submission,
        text: &[u8],
        (roster, reviewer): (&Roster, &ShortName),
        day: Day,
        identity: &Identity,
    ) -> Result<ParcelId, OutboxError> {
        let desk = &submission.desk;
        let mut reply = Reply::new(desk.clone(), day, text).map_err(OutboxError::Text)?;
        let mailbox = match submission.mailbox(identity) {
            Err(InboxError::NoTestimony) | Ok(None) => return Err(OutboxError::NoMailbox),
            Err(error) => return Err(OutboxError::Testimony(error)),
            Ok(Some(mailbox)) => mailbox,
        };
        let recipient: HybridRecipient =
            mailbox.recipient.parse().map_err(|_| senseless(submission, "its mailbox makes no sense"))?;
        let padded = reply.to_padded().ok_or(OutboxError::Text(BadReply::TooLong(usize::MAX)))?;
        let for_source = SealedReply::seal(&padded, &recipient).map_err(SealError::Io)?;
        // Who of the desk wrote it, the desk may know.
        reply.reviewer = Some(reviewer.clone());
        let (parcel, copy) = seal_copy(submission, &reply, roster, day)?;
        let body = ReplyBody { mailbox: mailbox.id, reply: for_source, parcel: copy };
        let testimony = submission.testimony_parcel().ok_or(OutboxError::NoMailbox)?;
        let posted = [format!("{desk} {testimony}\n").as_bytes(), &body.to_bytes()].concat();
        let path = self.folder.join(format!("{parcel}.age"));
        let failed = |e| OutboxError::Io(path.clone(), e);
        let sealed = identity.seal_own(&posted).map_err(failed)?;
        private_file::make_folder(&self.folder).map_err(failed)?;
        let _alone = self.without_halves()?;
        private_file::replace(&path, &sealed).map_err(failed)?;
        Ok(parcel)
    }

    /// Takes away what a kill left half-written, while nobody else writes: no later file has its name.
    fn without_halves(&self) -> Result<Locked, OutboxError> {
        let failed = |e| OutboxError::Io(self.folder.clone(), e);
        let alone = private_file::lock_folder(&self.folder).map_err(failed)?;
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == "part") {
                fs::remove_file(&path).map_err(|e| OutboxError::Io(path, e))?;
            }
        }
        Ok(alone)
    }

    /// The files that wait, in the order of their names. A file that was being written at a crash is none.
    pub fn waiting(&self) -> Result<Vec<PathBuf>, OutboxError> {
        let failed = |e| OutboxError::Io(self.folder.clone(), e);
        let listing = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(failed)?,
        };
        let mut paths = Vec::new();
        for entry in listing {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == "age") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    /// What they answer, as far as the desk's copies open; the others `push` tells of.
    pub fn answers(&self, identity: &Identity) -> Result<Vec<Answering>, OutboxError> {
        let answers = |path: &PathBuf| {
            let queued = Self::open(path, identity).ok()?;
            let parcel = OpenedParcel::open(io::Cursor::new(&queued.body.parcel), identity).ok()?;
            let info = parcel.info();
            Some(Answering { submission: info.head.submission, desk: info.head.desk.clone(), day: info.day })
        };
        Ok(self.waiting()?.iter().filter_map(answers).collect())
    }

    /// Opens one of them.
    pub fn open(path: &Path, identity: &Identity) -> Result<Queued, OutboxError> {
        let sealed = private_file::read(path, MAX_BYTES).map_err(|e| OutboxError::Io(path.to_owned(), e))?;
        let posted = identity.open_own(&sealed).map_err(|e| OutboxError::Open(path.to_owned(), e))?;
        let queued = || {
            let at = posted.iter().position(|byte| *byte == b'\n')?;
            let (desk, testimony) = std::str::from_utf8(&posted[..at]).ok()?.split_once(' ')?;
            let (desk, testimony) = (desk.parse().ok()?, testimony.parse().ok()?);
            let parcel = path.file_stem()?.to_str()?.parse().ok()?;
            Some(Queued {
                desk,
                parcel,
                testimony,
                body: ReplyBody::from_bytes(&posted[at + 1..])?,
                path: path.to_owned(),
            })
        };
        queued().ok_or_else(|| OutboxError::Content(path.to_owned()))
    }
}

impl Outbox {
    /// All that waits, ready to be sent for as long as the right to do so is held, and what cannot be.
    pub fn queued(&self, identity: &Identity, _alone: &Sending) -> Result<(Vec<Queued>, Vec<Damaged>), OutboxError> {
        drop(self.without_halves()?);
        self.each(|path| Self::open(path, identity))
    }

    /// All that waits, opened as far as a reviewer wants to know it, the oldest first; and what does not open.
    pub fn list(&self, identity: &Identity) -> Result<(Vec<Waiting>, Vec<Damaged>), OutboxError> {
        let (mut all, damaged) = self.each(|path| Self::open(path, identity)?.about(identity))?;
        all.sort_by_key(|one: &Waiting| (one.day, one.parcel));
        Ok((all, damaged))
    }

    fn each<T>(
        &self,
        mut open: impl FnMut(&Path) -> Result<T, OutboxError>,
    ) -> Result<(Vec<T>, Vec<Damaged>), OutboxError> {
        let (mut all, mut damaged) = (Vec::new(), Vec::new());
        for path in self.waiting()? {
            match open(&path) {
                Ok(one) => all.push(one),
                // Sent, or thrown away, since it was listed.
                Err(OutboxError::Io(_, error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(why) => damaged.push(Damaged { file: file_name(&path), why }),
            }
        }
        Ok((all, damaged))
    }

    /// Throws a file away that waits, a reply or a damaged one; false when none of them is called so any more.
    ///
    /// # Errors
    /// [`OutboxError::Busy`] while a push is under way: it may have read the file, and sends it all the same.
    pub fn drop_file(&self, name: &str) -> Result<bool, OutboxError> {
        if self.waiting()?.is_empty() {
            return Ok(false);
        }
        let _alone = self.try_sending()?;
        // Looked for among what is there, so that a name reaches no other folder.
        let Some(path) = self.waiting()?.into_iter().find(|path| file_name(path) == name) else { return Ok(false) };
        let deleted = fs::remove_file(&path).and_then(|()| private_file::sync_folder(&self.folder));
        deleted.map(|()| true).map_err(|e| OutboxError::Io(path, e))
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A reply that waits, as its writer's desk knows it. Its words are wiped when it is dropped.
#[derive(Serialize)]
pub struct Waiting {
    /// The desk's copy.
    pub parcel: ParcelId,
    /// What it answers.
    pub submission: SubmissionId,
    /// The desk that answers.
    pub desk: DeskId,
    /// The day on which it was written.
    pub day: Day,
    /// Its words.
    pub text: String,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl Waiting {
    /// The file that it lies in.
    pub fn file(&self) -> String {
        format!("{}.age", self.parcel)
    }
}

impl Queued {
    /// Whether what it answers still lies in this vault: a withdrawal takes it out.
    pub fn is_wanted(&self, vault: &[VaultFile]) -> bool {
        vault.iter().any(|file| *file.desk() == self.desk && file.id() == self.testimony)
    }

    /// Opens the desk's copy.
    fn about(&self, identity: &Identity) -> Result<Waiting, OutboxError> {
        let wrong = |e| OutboxError::Open(self.path.clone(), e);
        let mut copy = OpenedParcel::open(io::Cursor::new(&self.body.parcel), identity).map_err(wrong)?;
        let submission = copy.info().head.submission;
        let json = copy.read_file(REPLY_FILE).map_err(wrong)?;
        let mut reply = Reply::read(&json).ok_or_else(|| OutboxError::Content(self.path.clone()))?;
        let text = std::mem::take(&mut reply.text);
        Ok(Waiting { parcel: self.parcel, submission, desk: self.desk.clone(), day: reply.day, text })
    }

    /// Deletes what the server has confirmed.
    pub fn forget_sent(self) -> Result<(), OutboxError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let deleted = match fs::remove_file(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        };
        deleted.and_then(|()| private_file::sync_folder(folder)).map_err(|e| OutboxError::Io(self.path.clone(), e))
    }
}

/// The testimony says something that nobody can answer by.
fn senseless(submission: &Submission, what: &'static str) -> OutboxError {
    let path = submission.testimony_file().unwrap_or(Path::new("")).to_owned();
    OutboxError::Testimony(InboxError::Open(path, OpenError::Content(what)))
}

/// Seals the desk's copy.
fn seal_copy(
    submission: &Submission,
    reply: &Reply,
    roster: &Roster,
    day: Day,
) -> Result<(ParcelId, Vec<u8>), OutboxError> {
    let recipients = roster.recipients(&submission.desk).ok_or_else(|| OutboxError::NoDesk(submission.desk.clone()))?;
    let head = ParcelHead {
        submission: submission.id,
        nonce: FormNonce::random(&mut OsRng),
        number: REPLY_NUMBER,
        kind: Kind::Reply,
        desk: submission.desk.clone(),
        language: submission
            .language
            .clone()
            .try_into()
            .map_err(|_| senseless(submission, "its language makes no sense"))?,
        roster: roster.reference(),
        mailbox: None,
    };
    let json = serde_json::to_vec_pretty(reply).map_err(|e| SealError::Io(e.into()))?;
    let mut sealer = Sealer::begin(head, recipients, Vec::new())?;
    sealer.add_file(REPLY_FILE, Zeroizing::new(json))?;
    sealer.add_file(REPLY_TEXT_FILE, Zeroizing::new(reply.text.clone().into_bytes()))?;
    let parcel = sealer.finish(day, None)?;
    Ok((parcel.finished.id(), parcel.sink))
}
