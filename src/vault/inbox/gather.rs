//! Submissions while their parcels are gathered.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use super::disagreements;
use super::error::InboxError;
use super::submission::{Answer, Attachment, Conversation, IdentityAnswers, Submission};
use crate::roster::Roster;
use crate::seal::{DeskId, MailboxId, ParcelId, RosterRef, Stanzas, SubmissionId};
use crate::vault::closed::{Closed, Us};
use crate::vault::consents::{Changes, Given};
use crate::vault::facts::{Closing, Facts, Holds};
use crate::vault::file::VaultFile;

/// A submission while its parcels are gathered.
pub(super) struct Gathered<'a> {
    submission: Submission,
    closing: Option<&'a Closing>,
    here: HashSet<ParcelId>,
    /// Something of it is here that is no reply.
    is_told: bool,
    /// The identity parcel that the testimony names, and by which roster.
    named: Option<(ParcelId, RosterRef)>,
    /// The identity parcels that this key opens.
    identity: Vec<(ParcelId, PathBuf)>,
    /// Where replies to it go, and what it permits.
    mailbox: Option<MailboxId>,
    consent: Option<Given>,
}

/// Submissions by id and desk.
pub(super) type AllGathered<'a> = BTreeMap<(SubmissionId, DeskId), Gathered<'a>>;

/// Adds one parcel to its submission.
///
/// # Errors
/// Something of it makes no sense; what does is added all the same.
pub(super) fn gather<'a>(
    file: &VaultFile,
    facts: &'a Facts,
    rosters: &[Roster],
    gathered: &mut AllGathered<'a>,
    changes: &mut Changes,
) -> Result<(), InboxError> {
    let nonsense = facts.nonsense().map_or(Ok(()), |error| Err(InboxError::Open(file.path.clone(), error)));
    match &facts.holds {
        Holds::Cover => return Ok(()),
        // It is no submission of its own, and shows where it belongs to one.
        Holds::Consent { mailbox, change } => {
            if let Some(mailbox) = mailbox {
                changes.add(*mailbox, facts.day, file.id, *change);
            }
            return nonsense;
        }
        _ => {}
    }
    let entry = gathered
        .entry((facts.submission, facts.desk.clone()))
        .or_insert_with(|| Gathered::new(Submission::empty(file, facts)));
    let new = entry.here.insert(file.id);
    entry.is_told |= !facts.is_reply();
    let submission = &mut entry.submission;
    for warning in disagreements(file, facts, rosters) {
        if !submission.warnings.contains(&warning) {
            submission.warnings.push(warning);
        }
    }
    match &facts.holds {
        Holds::Testimony { mailbox, told, .. } => {
            // A visit over midnight spans two days; the testimony's is the one shown. It is the sealed one: a server
            // that lists a parcel elsewhere must not move it behind what the source said later.
            submission.day = facts.day;
            submission.testimony = true;
            submission.nonce = Some(facts.nonce);
            submission.testimony_file = Some(file.path.clone());
            entry.mailbox = *mailbox;
            let identity = told.as_ref().and_then(|told| told.identity);
            entry.named = identity.map(|parcel| (parcel, facts.roster));
            entry.consent = told.as_ref().and_then(|told| told.consent.clone());
        }
        // One that the server lists under several days, here and below, counts once.
        Holds::Identity { .. } if new => entry.identity.push((file.id, file.path.clone())),
        Holds::Attachment { n, name, size, sha256, type_claimed, safe_name } if new => {
            submission.attachments.push(Attachment {
                n: *n,
                name: name.clone(),
                size: *size,
                sha256: *sha256,
                type_claimed: type_claimed.clone(),
                same_as: None,
                safe_name: safe_name.clone(),
                file: file.path.clone(),
            });
        }
        Holds::Closing(closing) => entry.closing = closing.as_ref(),
        Holds::Reply { reviewer, .. } if new => {
            submission.reply_files.push((facts.day, file.id, file.path.clone(), reviewer.clone()));
        }
        Holds::Identity { .. }
        | Holds::Attachment { .. }
        | Holds::Reply { .. }
        | Holds::Consent { .. }
        | Holds::Cover => {}
    }
    nonsense
}

/// Why a parcel that does not open may be so; an identity parcel that a testimony names counts as here.
pub(super) fn explain(
    file: &VaultFile,
    stanzas: &Stanzas,
    us: &Us<'_>,
    gathered: &mut AllGathered<'_>,
) -> Result<Closed, String> {
    let named = |(key, one): &(&(SubmissionId, DeskId), &mut Gathered<'_>)| {
        key.1 == file.desk && one.named.is_some_and(|(parcel, _)| parcel == file.id)
    };
    let testimony = gathered.iter_mut().find(named).map(|(_, one)| one);
    let named_by = testimony.as_ref().and_then(|one| one.named).map(|(_, roster)| roster);
    let why = us.explain(file, stanzas, named_by).map_err(|why| format!("it is not sealed to this key{why}"))?;
    if let Some(one) = testimony {
        one.here.insert(file.id);
    }
    Ok(why)
}

impl Gathered<'_> {
    fn new(submission: Submission) -> Self {
        Self {
            submission,
            closing: None,
            here: HashSet::new(),
            is_told: false,
            named: None,
            identity: Vec::new(),
            mailbox: None,
            consent: None,
        }
    }

    /// False when nothing is here but replies: what they answered was withdrawn, or is not pulled yet.
    pub(super) const fn is_told(&self) -> bool {
        self.is_told
    }

    /// The submission as far as it is here.
    pub(super) fn settle(self, rosters: &[Roster], changes: &Changes) -> Submission {
        let Self { mut submission, closing, here, named, identity, mailbox, consent, is_told: _ } = self;
        if submission.testimony {
            let standing = changes.standing(mailbox, submission.day, consent);
            submission.consent = standing.effective;
            submission.standing = Some(standing);
        }
        if let Some(parcel) = named.map(|(parcel, _)| parcel).or_else(|| identity.first().map(|(id, _)| *id)) {
            let file = identity.iter().find(|(id, _)| *id == parcel).map(|(_, path)| path.clone());
            let roster = named.and_then(|(_, by)| rosters.iter().find(|roster| roster.reference() == by));
            submission.identity = Some(IdentityAnswers {
                parcel,
                readable: file.is_some(),
                here: here.contains(&parcel),
                readers: roster.map_or(&[][..], |roster| roster.identity_reviewers(&submission.desk)).to_vec(),
                file,
            });
        }
        if submission.testimony && identity.iter().any(|(id, _)| named.is_none_or(|(parcel, _)| parcel != *id)) {
            submission.warnings.push("an identity parcel is here that its testimony does not name".to_owned());
        }
        submission.attachments.sort_by_key(|a| a.n);
        submission.reply_files.sort();
        submission.replies = submission.reply_files.len();
        let answer = |(day, _, _, by): &(_, _, _, Option<_>)| Answer { day: *day, by: by.clone() };
        submission.answers = submission.reply_files.iter().map(answer).collect();
        submission.conversation = mailbox.map(Conversation::of);
        if let Some(closing) = closing {
            let missing = closing.parcels.iter().filter(|id| !here.contains(id)).count();
            submission.missing = Some(missing);
            submission.complete = missing == 0;
            submission.not_kept.clone_from(&closing.not_kept);
        }
        submission
    }
}
