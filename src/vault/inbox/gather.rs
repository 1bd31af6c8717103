//! Submissions while their parcels are gathered.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::path::PathBuf;

use serde::Deserialize;

use super::super::file::VaultFile;
use super::{Attachment, Conversation, IdentityAnswers, InboxError, NotKept, Submission, open};
use crate::form::consent::Consent;
use crate::roster::Roster;
use crate::seal::{DeskId, Identity, Kind, Mailbox, OpenError, OpenedParcel, ParcelId, RosterRef, SubmissionId};
use crate::vault::closed::{self, Closed, Us};
use crate::vault::consents::Changes;

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

/// What `testimony.json` says, as far as it is needed here.
#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    identity: Option<NamedParcel>,
    #[serde(default)]
    consent: serde_json::Value,
}

#[derive(Deserialize)]
struct NamedParcel {
    parcel: ParcelId,
}

/// A submission while its parcels are gathered.
pub(super) struct Gathered {
    submission: Submission,
    closing: Option<Closing>,
    here: HashSet<ParcelId>,
    /// Something of it is here that is no reply.
    is_told: bool,
    /// The identity parcel that the testimony names, and by which roster.
    named: Option<(ParcelId, RosterRef)>,
    /// The identity parcels that this key opens.
    identity: Vec<(ParcelId, PathBuf)>,
    /// Where replies to it go, and what it permits.
    mailbox: Option<Mailbox>,
    consent: Option<Consent>,
}

/// Submissions by id and desk.
pub(super) type AllGathered = BTreeMap<(SubmissionId, DeskId), Gathered>;

/// Opens one parcel and adds it to its submission.
pub(super) fn gather(
    file: &VaultFile,
    identity: &Identity,
    rosters: &[Roster],
    gathered: &mut AllGathered,
    changes: &mut Changes,
) -> Result<(), InboxError> {
    let (mut parcel, warnings) = open(file, identity, rosters)?;
    match parcel.info().head.kind {
        Kind::Cover => return Ok(()),
        Kind::Consent => return hear(file, &mut parcel, changes),
        _ => {}
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
            identity: None,
            attachments: Vec::new(),
            not_kept: Vec::new(),
            warnings: Vec::new(),
            consent: None,
            labels: Vec::new(),
            testimony_file: None,
            standing: None,
            conversation: None,
            replies: 0,
            reply_files: Vec::new(),
            mailbox: None,
        },
        closing: None,
        here: HashSet::new(),
        is_told: false,
        named: None,
        identity: Vec::new(),
        mailbox: None,
        consent: None,
    };
    let entry = gathered.entry(key).or_insert_with(new);
    let new = entry.here.insert(file.id);
    entry.is_told |= parcel.info().head.kind != Kind::Reply;
    for warning in warnings {
        if !entry.submission.warnings.contains(&warning) {
            entry.submission.warnings.push(warning);
        }
    }
    match parcel.info().head.kind {
        Kind::Testimony => {
            // A visit over midnight spans two days; the testimony's is the one shown. It is the sealed one: a server
            // that lists a parcel elsewhere must not move it behind what the source said later.
            entry.submission.day = parcel.info().day;
            entry.submission.testimony = true;
            entry.submission.testimony_file = Some(file.path.clone());
            let roster = parcel.info().head.roster;
            entry.mailbox.clone_from(&parcel.info().head.mailbox);
            let wrong = |e| InboxError::Open(file.path.clone(), e);
            let json = parcel.read_file("testimony.json").map_err(wrong)?;
            let told: Result<Told, _> = serde_json::from_slice(&json);
            let told = told.map_err(|_| wrong(OpenError::Content("testimony.json does not make sense")))?;
            entry.named = told.identity.map(|named| (named.parcel, roster));
            entry.consent = serde_json::from_value(told.consent).ok();
        }
        Kind::Identity => entry.identity.push((file.id, file.path.clone())),
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
        // One that the server lists under several days counts once.
        Kind::Reply if !new => {}
        Kind::Reply => {
            entry.submission.replies += 1;
            entry.submission.reply_files.push((parcel.info().day, file.id, file.path.clone()));
        }
        Kind::Consent | Kind::Cover => {}
        Kind::Closing => {
            let wrong = |e| InboxError::Open(file.path.clone(), e);
            let list = parcel.read_file("parcels.json").map_err(wrong)?;
            let closing = serde_json::from_slice(&list);
            entry.closing = Some(closing.map_err(|_| wrong(OpenError::Content("parcels.json does not make sense")))?);
        }
    }
    Ok(())
}

/// Reads what a source changed. It is no submission of its own, and shows where it belongs to one.
fn hear(file: &VaultFile, parcel: &mut OpenedParcel<File>, changes: &mut Changes) -> Result<(), InboxError> {
    let wrong = |e| InboxError::Open(file.path.clone(), e);
    let Some(mailbox) = parcel.info().head.mailbox.as_ref().map(|mailbox| mailbox.id) else {
        return Err(wrong(OpenError::Content("a change of consent names no mailbox")));
    };
    let json = parcel.read_file("consent.json").map_err(wrong)?;
    changes.add(mailbox, parcel.info().day, file.id, &json).map_err(wrong)
}

/// Why a parcel that does not open may be so; an identity parcel that a testimony names counts as here.
pub(super) fn explain(file: &VaultFile, us: &Us<'_>, gathered: &mut AllGathered) -> Result<Closed, String> {
    let what = "it is not sealed to this key";
    let stanzas = match closed::look_at(file) {
        Ok(Some(stanzas)) => stanzas,
        Ok(None) => return Err("it is not the parcel that it is named by".to_owned()),
        Err(error) => return Err(error.to_string()),
    };
    let named = |(key, one): &(&(SubmissionId, DeskId), &mut Gathered)| {
        key.1 == file.desk && one.named.is_some_and(|(parcel, _)| parcel == file.id)
    };
    let testimony = gathered.iter_mut().find(named).map(|(_, one)| one);
    let named_by = testimony.as_ref().and_then(|one| one.named).map(|(_, roster)| roster);
    let why = us.explain(file, &stanzas, named_by).map_err(|why| format!("{what}{why}"))?;
    if let Some(one) = testimony {
        one.here.insert(file.id);
    }
    Ok(why)
}

impl Gathered {
    /// False when nothing is here but replies: what they answered was withdrawn, or is not pulled yet.
    pub(super) const fn is_told(&self) -> bool {
        self.is_told
    }

    /// The submission as far as it is here.
    pub(super) fn settle(self, rosters: &[Roster], changes: &Changes) -> Submission {
        let Self { mut submission, closing, here, named, identity, mailbox, consent, is_told: _ } = self;
        if submission.testimony {
            let id = mailbox.as_ref().map(|mailbox| mailbox.id);
            let standing = changes.standing(id, submission.day, consent);
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
        submission.conversation = mailbox.as_ref().map(|mailbox| Conversation::of(mailbox.id));
        submission.mailbox = mailbox;
        if let Some(closing) = closing {
            submission.complete = closing.parcels.iter().all(|parcel| here.contains(&parcel.id));
            submission.not_kept = closing.not_kept;
        }
        submission
    }
}
