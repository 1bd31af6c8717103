//! What is in the vault: parcels opened just far enough to group them into submissions.

mod against;
mod contested;
mod conversation;
mod error;
pub(super) mod extract;
mod gather;
mod lack;
mod leaving;
mod sealed;
mod submission;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use self::conversation::find_unanswered;
use self::gather::{AllGathered, Gathered, explain, gather, naming};
use super::beginning::Beginning;
use super::closed::{ClosedParcel, Us};
use super::consents::Changes;
use super::file::{Stamp, VaultFile};
use super::index::{Index, Seen};
use super::records::{Records, Status};
use crate::seal::{Day, DeskId, Digest, FormNonce, Identity, ShortName, SubmissionId};

pub use self::against::Against;
pub use self::contested::Contest;
pub(super) use self::contested::short;
pub use self::conversation::Answering;
pub use self::error::InboxError;
#[cfg(test)]
pub(super) use self::gather::tests::of_one_source;
pub use self::lack::Lack;
pub(super) use self::leaving::Leaving;
pub use self::submission::{Attachment, Conversation, IdentityAnswers, Submission};

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

/// How a parcel comes back that does not have the digest that it is named by: a pull takes what is not here.
const DAMAGED: &str = "; it is damaged: move that file out of the vault, then `amparo pull` fetches it again, where the \
                       server still has it";

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

impl Inbox {
    /// Groups the parcels of the vault. Those that `index` does not know are opened; `progress` is told the number done
    /// and of all.
    pub fn read(
        vault: &Path,
        index: &mut Index,
        identity: &Identity,
        against: &Against<'_>,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, InboxError> {
        let files = files(vault)?;
        let mut unreadable = index.catch_up(&files, identity, &mut progress);
        let mut damaged = HashSet::new();
        for (path, why) in &mut unreadable {
            let file = files.iter().find(|file| file.path == *path);
            // One that is as it was sealed would come again just so.
            if let Some(file) = file.filter(|file| matches!(file.has_digest(), Ok(false))) {
                why.push_str(DAMAGED);
                damaged.insert(file.id);
            }
        }
        let against = &against.knowing(index);
        let mut gathered = AllGathered::new();
        let mut changes = Changes::default();
        let mut not_ours = Vec::new();
        for file in &files {
            match index.seen(file) {
                Some(Seen::Open(facts)) => {
                    if let Err(error) = gather(file, facts, against, &mut gathered, &mut changes) {
                        unreadable.push((file.path.clone(), error.to_string()));
                    }
                }
                Some(Seen::Closed(stanzas)) => not_ours.push((file, stanzas)),
                Some(Seen::Broken(why)) => {
                    unreadable.push((file.path.clone(), format!("{}: {why}", file.path.display())));
                }
                None => {}
            }
        }
        changes.sort();
        let us = Us::new(identity, against.rosters);
        let naming = naming(&gathered);
        let mut closed = Vec::new();
        for (file, stanzas) in not_ours {
            match explain(file, stanzas, &us, &naming, &mut gathered) {
                Ok(why) => closed.push(ClosedParcel { file: file.clone(), why }),
                Err(why) => unreadable.push((file.path.clone(), format!("{}: {why}", file.path.display()))),
            }
        }
        let mut submissions: Vec<Submission> = gathered
            .into_values()
            .filter(Gathered::is_told)
            .map(|one| one.settle(against.rosters, &changes, &damaged))
            .collect();
        submissions.sort_by_key(|submission| (submission.day, submission.id));
        find_repeated(&mut submissions);
        find_in_two_desks(&mut submissions);
        find_unanswered(&mut submissions, &[]);
        let withdrawn = submissions.iter().filter(|one| one.withdrawn().is_some()).map(|one| (one.id, &one.desk));
        index.leave_no_words(withdrawn, &files, identity);
        Ok(Self { submissions, closed, unreadable })
    }

    /// Adds what the reviewer noted, and the replies that wait in their outbox.
    pub fn add_noted(&mut self, records: &Records, waiting: &[Answering]) {
        for one in &mut self.submissions {
            one.waiting = waiting.iter().filter(|reply| reply.is_to(one.id, &one.desk)).count();
            let answered = one.replies > 0 || one.waiting > 0;
            one.status = if answered { Status::Answered } else { Status::New };
            if let Some(record) = records.find(one.id, &one.desk) {
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

    /// The one submission whose id begins so.
    pub fn find(&self, beginning: &Beginning) -> Result<&Submission, InboxError> {
        let matching: Vec<&Submission> =
            self.submissions.iter().filter(|one| beginning.names(one.id, &one.desk)).collect();
        match matching[..] {
            [one] => Ok(one),
            [] => Err(InboxError::NoSuch(beginning.to_string())),
            _ => Err(InboxError::ambiguous(beginning, matching.iter().map(|one| (one.id, &one.desk)))),
        }
    }
}

/// Tells submissions of one id in several desks. One visit is to one desk, and its id is drawn at random.
fn find_in_two_desks(submissions: &mut [Submission]) {
    let mut desks = HashMap::<SubmissionId, Vec<DeskId>>::new();
    for one in &*submissions {
        desks.entry(one.id).or_default().push(one.desk.clone());
    }
    for one in submissions {
        one.also_in = desks[&one.id].iter().filter(|desk| **desk != one.desk).cloned().collect();
        one.warnings.extend(one.also_in.first().map(|_| one.in_two_desks()));
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
