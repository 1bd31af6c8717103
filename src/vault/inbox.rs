//! What is in the vault: parcels opened just far enough to group them into submissions.

mod conversation;
mod error;
pub(super) mod extract;
mod gather;
mod sealed;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use self::conversation::find_unanswered;
use self::gather::{AllGathered, Gathered, explain, gather};
use super::closed::{ClosedParcel, Us};
use super::consents::{Changes, Standing};
use super::facts::Facts;
use super::file::{Stamp, VaultFile};
use super::index::{Index, Seen};
use super::records::{Records, Status};
use crate::form::consent::Effective;
use crate::form::reply::Reply;
use crate::roster::Roster;
use crate::seal::{
    Day, DeskId, Digest, FormNonce, Identity, Mailbox, OpenError, OpenedParcel, ParcelId, ShortName, SubmissionId,
};

pub use self::conversation::{Answering, Conversation};
pub use self::error::InboxError;

/// The payload of a reply's desk copy.
pub(super) const REPLY_FILE: &str = "reply.json";

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
    /// What does not agree with the roster; empty when all is well.
    pub warnings: Vec<String>,
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
    #[serde(skip)]
    testimony_file: Option<PathBuf>,
    /// By day, then id.
    #[serde(skip)]
    reply_files: Vec<(Day, ParcelId, PathBuf, Option<ShortName>)>,
    #[serde(skip)]
    standing: Option<Standing>,
    #[serde(skip)]
    nonce: Option<FormNonce>,
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
    /// An earlier submission that has the very same file.
    pub same_as: Option<SubmissionId>,
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

/// Names in a row.
pub fn names(all: &[ShortName]) -> String {
    all.iter().map(ShortName::as_str).collect::<Vec<_>>().join(", ")
}

/// Every parcel file of a vault, in a fixed order.
pub fn files(vault: &Path) -> Result<Vec<VaultFile>, InboxError> {
    let mut found = Vec::new();
    for (desk_name, desk) in entries(vault)? {
        let Ok(desk_id) = desk_name.parse::<DeskId>() else { continue };
        for (day_name, day) in entries(&desk.path())? {
            let Ok(on) = day_name.parse::<Day>() else { continue };
            for (name, entry) in entries(&day.path())? {
                let Some(id) = name.strip_suffix(".age").and_then(|n| n.parse().ok()) else { continue };
                let path = entry.path();
                let stamp = match entry.metadata() {
                    // It was deleted meanwhile.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    other => Stamp::of(&other.map_err(|e| InboxError::Io(path.clone(), e))?),
                };
                found.push(VaultFile { path, desk: desk_id.clone(), day: on, id, stamp });
            }
        }
    }
    found.sort_by(|a, b| (a.day, &a.desk, a.id).cmp(&(b.day, &b.desk, b.id)));
    Ok(found)
}

/// What is in a folder, by name; nothing when it does not exist.
fn entries(folder: &Path) -> Result<Vec<(String, fs::DirEntry)>, InboxError> {
    let failed = |e| InboxError::Io(folder.to_owned(), e);
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    listing
        .map(|entry| {
            let entry = entry.map_err(failed)?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry))
        })
        .collect()
}

/// What a parcel tells that does not agree with where it lies, or with the rosters.
pub(super) fn disagreements(file: &VaultFile, facts: &Facts, rosters: &[Roster]) -> Vec<String> {
    let mut found = Vec::new();
    let day = facts.day;
    // A reply is sealed on the day it was written, and listed on the day it was sent.
    let on_its_day = if facts.is_reply() { day <= file.day } else { day == file.day };
    if facts.desk != file.desk || !on_its_day {
        found.push(format!(
            "a parcel says it is of desk {} and day {day}, but the server listed it elsewhere",
            facts.desk
        ));
    }
    let Some(roster) = rosters.iter().find(|roster| roster.reference() == facts.roster) else {
        found.push(format!("a parcel was sealed by roster {}, which is not known here", facts.roster.version));
        return found;
    };
    match roster.stanzas(&facts.desk) {
        Some((kind, count)) if facts.stanzas.are_exactly(kind, count) => {}
        _ => found.push("a parcel is sealed to others than the desk's recipients in its roster".to_owned()),
    }
    found
}

impl Inbox {
    /// Groups the parcels of the vault. Those that `index` does not know are opened; `progress` is told the number done
    /// and of all.
    pub fn read(
        vault: &Path,
        index: &mut Index,
        identity: &Identity,
        rosters: &[Roster],
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, InboxError> {
        let files = files(vault)?;
        let mut unreadable = index.catch_up(&files, identity, &mut progress);
        let mut gathered = AllGathered::new();
        let mut changes = Changes::default();
        let mut not_ours = Vec::new();
        for file in &files {
            match index.seen(file) {
                Some(Seen::Open(facts)) => {
                    if let Err(error) = gather(file, facts, rosters, &mut gathered, &mut changes) {
                        unreadable.push((file.path.clone(), error.to_string()));
                    }
                }
                Some(Seen::Closed(stanzas)) => not_ours.push((file, stanzas)),
                None => {}
            }
        }
        changes.sort();
        let us = Us::new(identity, rosters);
        let mut closed = Vec::new();
        for (file, stanzas) in not_ours {
            match explain(file, stanzas, &us, &mut gathered) {
                Ok(why) => closed.push(ClosedParcel { file: file.clone(), why }),
                Err(why) => unreadable.push((file.path.clone(), format!("{}: {why}", file.path.display()))),
            }
        }
        let mut submissions: Vec<Submission> =
            gathered.into_values().filter(Gathered::is_told).map(|one| one.settle(rosters, &changes)).collect();
        submissions.sort_by_key(|submission| (submission.day, submission.id));
        find_repeated(&mut submissions);
        find_unanswered(&mut submissions, &[]);
        index.leave_no_words(submissions.iter().filter(|one| one.withdrawn().is_some()).map(|one| (one.id, &one.desk)));
        Ok(Self { submissions, closed, unreadable })
    }

    /// Adds what the reviewer noted, and the replies that wait in their outbox.
    pub fn add_noted(&mut self, records: &Records, waiting: &[Answering]) {
        for one in &mut self.submissions {
            one.waiting = waiting.iter().filter(|reply| reply.is_to(one.id, &one.desk)).count();
            let answered = one.replies > 0 || one.waiting > 0;
            one.status = if answered { Status::Answered } else { Status::New };
            if let Some(record) = records.find(one.id) {
                one.labels = record.labels.iter().cloned().collect();
                (one.notes, one.read) = (record.notes.len(), record.read);
                one.status = record.status.unwrap_or(one.status);
            }
        }
        find_unanswered(&mut self.submissions, waiting);
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
    /// One of which nothing is known yet but what this parcel says of it.
    fn empty(file: &VaultFile, facts: &Facts) -> Self {
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

    /// A file of the testimony's parcel.
    pub fn read_testimony(&self, name: &str, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, InboxError> {
        read_small(self.testimony_file.as_ref().ok_or(InboxError::NoTestimony)?, name, identity)
    }

    /// Where replies to it go; `None` where its testimony names no mailbox.
    pub fn mailbox(&self, identity: &Identity) -> Result<Option<Mailbox>, InboxError> {
        let path = self.testimony_file.as_ref().ok_or(InboxError::NoTestimony)?;
        let content = File::open(path).map_err(|e| InboxError::Io(path.clone(), e))?;
        let parcel = OpenedParcel::open(content, identity).map_err(|e| InboxError::Open(path.clone(), e))?;
        Ok(parcel.info().head.mailbox.clone())
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

/// Tells pages that were sent twice, and files that came before. The submissions stand in their order.
fn find_repeated(submissions: &mut [Submission]) {
    let mut pages = HashMap::<FormNonce, SubmissionId>::new();
    let mut files = HashMap::<Digest, SubmissionId>::new();
    for one in submissions {
        if let Some(nonce) = one.nonce {
            one.sent_twice = Some(*pages.entry(nonce).or_insert(one.id)).filter(|first| *first != one.id);
        }
        for file in &mut one.attachments {
            file.same_as = Some(*files.entry(file.sha256).or_insert(one.id)).filter(|first| *first != one.id);
        }
    }
}

fn read_small(path: &Path, name: &str, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, InboxError> {
    let content = File::open(path).map_err(|e| InboxError::Io(path.to_owned(), e))?;
    let wrong = |e| InboxError::Open(path.to_owned(), e);
    OpenedParcel::open(content, identity).and_then(|mut p| p.read_file(name)).map_err(wrong)
}
