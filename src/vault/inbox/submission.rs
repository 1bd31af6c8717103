//! A submission: what of it is here, and what its parcels say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::contested::Contest;
use super::error::InboxError;
use crate::form::consent::Effective;
use crate::form::reply::Reply;
use crate::seal::{
    Day, DeskId, Digest, FormNonce, Identity, Kind, Mailbox, MailboxId, OpenError, ParcelId, ShortName, SubmissionId,
};
use crate::vault::consents::Standing;
use crate::vault::facts::{Facts, NotKept, REPLY_FILE, open_itself};
use crate::vault::file::VaultFile;
use crate::vault::records::Status;

/// A submission, as `inbox --json` shows it.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of its own in the list")]
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
    /// What does not hold together, or does not agree with the roster; empty when all is well.
    pub warnings: Vec<String>,
    /// Parcels of which not all can be its own: nobody can tell by them alone which the source sent. Empty when all is well.
    pub contested: BTreeSet<ParcelId>,
    /// What the source permits, all changes counted; `None` where no record of it makes sense.
    pub consent: Option<Effective>,
    /// How many of the parcels that its closing parcel lists are not here; `None` without that list.
    pub missing: Option<usize>,
    /// Another submission that came with the very same page: it was sent twice.
    pub sent_twice: Option<SubmissionId>,
    /// The reviewer's own labels.
    pub labels: Vec<String>,
    /// How many notes the reviewer wrote on it.
    pub notes: usize,
    /// The reviewer read it.
    pub read: bool,
    /// How far the work is: what the reviewer says, else "answered" where it was, else "new".
    pub status: Status,
    /// What the same source tells this desk under the same nine words has the same.
    pub conversation: Option<Conversation>,
    /// How many replies to it are here.
    pub replies: usize,
    /// Those replies, the oldest first.
    pub answers: Vec<Answer>,
    /// How many replies wait in the own outbox.
    pub waiting: usize,
    /// It is the last word of its conversation with the desk, and has no reply, here or in the own outbox.
    pub unanswered: bool,
    /// Why they are contested.
    #[serde(skip)]
    pub contests: Vec<Contest>,
    /// Of testimonies that name an identity parcel together with its own, all; of very many `contested` has some.
    #[serde(skip)]
    pub(super) rivals: Vec<Arc<BTreeSet<ParcelId>>>,
    /// One of the parcels that its closing parcel lists lies here, and is not what it is named by.
    #[serde(skip)]
    pub damaged: bool,
    /// Parcels of it that do not hold together, or do not agree with where they lie or with the rosters.
    #[serde(skip)]
    pub doubted: BTreeSet<ParcelId>,
    /// Other desks that have a submission of the same id.
    #[serde(skip)]
    pub also_in: Vec<DeskId>,
    /// Parcels that the reviewer leaves out as not the source's, and of what kind they are.
    #[serde(skip)]
    pub left_out: BTreeMap<ParcelId, Kind>,
    #[serde(skip)]
    pub(super) testimony_file: Option<PathBuf>,
    /// By day, then id.
    #[serde(skip)]
    pub(super) reply_files: Vec<(Day, ParcelId, PathBuf, Option<ShortName>)>,
    #[serde(skip)]
    pub(super) standing: Option<Standing>,
    #[serde(skip)]
    pub(super) nonce: Option<FormNonce>,
}

/// That a source was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The day on which it was written.
    pub day: Day,
    /// Who of the desk wrote it; `None` where the reply does not say.
    pub by: Option<ShortName>,
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
    pub(super) file: Option<PathBuf>,
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
    /// An earlier submission that has the very same file.
    pub same_as: Option<SubmissionId>,
    /// The parcel that it came in.
    pub parcel: ParcelId,
    /// Another parcel says that it is the file of this number, and goes before.
    #[serde(skip)]
    pub is_another: bool,
    /// The safe name that it has inside its parcel.
    #[serde(skip)]
    pub safe_name: String,
    #[serde(skip)]
    pub(super) file: PathBuf,
}

/// What belongs together under one codename, without telling the mailbox.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Conversation(String);

impl Conversation {
    /// The first 8 bytes of SHA-256(label ‖ 00 ‖ mailbox id), in hex.
    pub(super) fn of(mailbox: MailboxId) -> Self {
        let hash = Sha256::new().chain_update(b"amparo/v1/conversation\0").chain_update(mailbox.as_bytes());
        Self(hex::encode(&hash.finalize()[..8]))
    }
}

impl Submission {
    /// One of which nothing is known yet but what this parcel says of it.
    pub(super) fn empty(file: &VaultFile, facts: &Facts) -> Self {
        Self {
            id: facts.submission,
            desk: facts.desk.clone(),
            day: file.day,
            language: facts.language.as_str().to_owned(),
            complete: false,
            testimony: false,
            identity: None,
            attachments: Vec::new(),
            not_kept: Vec::new(),
            warnings: Vec::new(),
            contested: BTreeSet::new(),
            contests: Vec::new(),
            rivals: Vec::new(),
            damaged: false,
            doubted: BTreeSet::new(),
            also_in: Vec::new(),
            left_out: BTreeMap::new(),
            consent: None,
            missing: None,
            sent_twice: None,
            labels: Vec::new(),
            notes: 0,
            read: false,
            status: Status::New,
            conversation: None,
            replies: 0,
            answers: Vec::new(),
            waiting: 0,
            unanswered: false,
            testimony_file: None,
            reply_files: Vec::new(),
            standing: None,
            nonce: None,
        }
    }

    /// The closing parcel and all that it lists as kept is here, or its source took it back.
    pub const fn lacks_nothing(&self) -> bool {
        self.complete || self.withdrawn().is_some()
    }

    /// Whether a parcel of it lies in the vault still: a pull may have taken it out since it was found.
    pub fn is_still_here(&self) -> bool {
        let files = self.testimony_file.iter().chain(self.attachments.iter().map(|file| &file.file));
        let mut files = files.chain(self.identity.iter().filter_map(|identity| identity.file.as_ref())).peekable();
        files.peek().is_none() || files.any(|file| file.exists())
    }

    /// That other desks have a submission of the same id.
    pub fn in_two_desks(&self) -> String {
        let desks: Vec<&str> = self.also_in.iter().map(DeskId::as_str).collect();
        format!(
            "desk {} has a submission of the same id, which no visit makes: somebody sealed one of them with the other's",
            desks.join(", ")
        )
    }

    /// It is, or has a file that is, here in an earlier submission already.
    pub fn is_repeated(&self) -> bool {
        self.sent_twice.is_some() || self.attachments.iter().any(|file| file.same_as.is_some())
    }

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

    /// The parcels that can be left out as not the source's: all that are contested.
    pub fn can_be_left_out(&self) -> impl Iterator<Item = ParcelId> + '_ {
        self.contested.iter().chain(self.rivals.iter().flat_map(|all| all.iter())).copied()
    }

    /// Something of it does not hold, is contested, or is somebody's who gave it another's id. That a newer roster was issued
    /// before it came is no doubt: it may have been installed later.
    pub fn is_in_doubt(&self) -> bool {
        let changes = self.standing.as_ref().is_some_and(|standing| !standing.doubts.is_empty());
        !self.doubted.is_empty() || !self.contested.is_empty() || !self.also_in.is_empty() || changes
    }

    /// Its testimony may be somebody else's.
    pub fn testimony_is_contested(&self) -> bool {
        self.testimony_parcel().is_some_and(|told| self.contested.contains(&told))
    }

    /// A file of the testimony's parcel.
    pub fn read_testimony(&self, name: &str, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, InboxError> {
        read_small(self.testimony_file.as_ref().ok_or(InboxError::NoTestimony)?, name, identity)
    }

    /// Where replies to it go; `None` where its testimony names no mailbox.
    pub fn mailbox(&self, identity: &Identity) -> Result<Option<Mailbox>, InboxError> {
        let path = self.testimony_file.as_ref().ok_or(InboxError::NoTestimony)?;
        Ok(open_itself(path, identity)?.info().head.mailbox.clone())
    }

    /// The replies to it that are here, the oldest first.
    pub fn read_replies(&self, identity: &Identity) -> Result<Vec<Reply>, InboxError> {
        let read = |(_, _, path, _): &(Day, ParcelId, PathBuf, _)| {
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
    open_itself(path, identity)?.read_file(name).map_err(|e| InboxError::opening(path, e))
}
