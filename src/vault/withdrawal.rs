//! Withdrawing what a source no longer wants known: finding it, signing for it, and losing it.
//!
//! [`Withdrawable::find`] gathers from the index all that a source sent to a desk under one codename up to the
//! day on which they asked for it back. [`Withdrawable::notes`] signs for its parcels, whatever the reason.
//! [`take_out`] deletes what tombstones name from the vault.

mod removed;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::beginning::Beginning;
use super::closed::{Closed, Us};
use super::facts::{self, Facts, Holds};
use super::file::VaultFile;
use super::inbox::{Against, Inbox, InboxError, files};
use super::index::{Index, Seen};
use crate::form::consent::{Change, ChangeRecord};
use crate::roster::{NoteError, SignedWithdrawal, Withdrawal};
use crate::seal::{Day, DeskId, Identity, MailboxId, ParcelId, RosterRef, ShortName, Stanzas, SubmissionId};
use ed25519_dalek::SigningKey;

pub use removed::TakenOut;
pub(super) use removed::{Buried, JudgedTombstones, WithdrawalRules, take_out};

/// What a withdrawal takes away: a source's submissions to a desk, and all that belongs to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawable {
    /// The desk.
    pub desk: DeskId,
    /// The submissions, of one codename; the one that was named among them.
    pub submissions: BTreeSet<SubmissionId>,
    /// Their parcels in this vault, opened or closed to this reviewer.
    pub parcels: BTreeSet<ParcelId>,
    /// Parcels that they name and that are not here: nobody signs for what they cannot look at.
    pub absent: BTreeSet<ParcelId>,
    /// Parcels that they name, and that are here and do not open: anybody can name a parcel, so nobody signs for these
    /// either.
    pub closed: BTreeSet<ParcelId>,
    /// The day on which the source asked for it; `None` when they did not.
    pub asked: Option<Day>,
}

/// What a vault holds of one desk.
#[derive(Default)]
struct Gathered<'a> {
    here: BTreeMap<ParcelId, Here<'a>>,
    submissions: BTreeMap<SubmissionId, Sent>,
    /// By which submissions' testimonies a parcel is named as the one that identifies people.
    identities: BTreeMap<ParcelId, BTreeSet<SubmissionId>>,
    consents: Vec<Said>,
}

/// How a parcel is here.
enum Here<'a> {
    Opened,
    /// It does not open. Of several places the one of the earliest day; with its stanzas, where it is whole.
    Closed(&'a VaultFile, Option<&'a Stanzas>),
}

/// A submission.
#[derive(Default)]
struct Sent {
    /// The testimony's day and mailbox; of each, where several say that they are of it.
    told: BTreeSet<(Day, Option<MailboxId>)>,
    /// Parcels that say they are of it.
    parcels: BTreeSet<ParcelId>,
    /// Parcels that those name.
    named: BTreeSet<ParcelId>,
    /// Those among them that testimonies name as the one that identifies people, and by which roster.
    identity: BTreeMap<ParcelId, RosterRef>,
}

/// What a source said later.
struct Said {
    mailbox: MailboxId,
    day: Day,
    parcel: ParcelId,
    withdraw: bool,
}

impl Withdrawable {
    /// Finds what would go with the submission whose id begins so, and whether its source asked for it.
    ///
    /// What `index` does not know is opened; `progress` is told the number done and of all.
    ///
    /// Of what this identity does not open, one parcel counts: the one with the answers that identify people, when it is
    /// for others of the desk by the rosters, came when this reviewer stood in the desk, and the testimonies of no other
    /// submission name it. A server can invent a submission that names what it likes, above all what came before this
    /// reviewer, and a wish to withdraw it. A wish covers what was sent until its day: what the same source sends afterwards
    /// stays.
    ///
    /// The parcels that `against` leaves out are taken for somebody else's: what they say decides nothing, and they go with
    /// the submission that they claim.
    pub fn find(
        vault: &Path,
        index: &mut Index,
        identity: &Identity,
        beginning: &Beginning,
        against: &Against<'_>,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Self, InboxError> {
        let files = files(vault)?;
        // What cannot be opened here, `pull` and `inbox` have complained of. What their sources took back leaves no words
        // in an index that is kept after this, whether it was made anew for this or not.
        Inbox::read(vault, index, identity, &Against::default(), &mut progress)?;
        let us = Us::new(identity, against.rosters);
        let mut desks = BTreeMap::<DeskId, Gathered<'_>>::new();
        for file in &files {
            let stanzas = match index.seen(file) {
                Some(Seen::Open(facts)) => {
                    // By the sealed desk, as in the inbox: a parcel that a server lists under another desk too is one all the same.
                    let into = desks.entry(facts.desk.clone()).or_default();
                    into.here.insert(file.id, Here::Opened);
                    gather(file, facts, identity, &against.without, into);
                    continue;
                }
                Some(Seen::Closed(stanzas)) => Some(stanzas),
                Some(Seen::Broken(_)) | None => None,
            };
            let into = desks.entry(file.desk.clone()).or_default();
            into.here.entry(file.id).or_insert(Here::Closed(file, stanzas));
        }
        let ids = desks.iter().flat_map(|(desk, all)| all.submissions.keys().map(move |id| (desk, *id)));
        let named: Vec<_> = ids.filter(|(desk, id)| beginning.names(*id, desk)).collect();
        match named[..] {
            [] => Err(InboxError::NoSuch(beginning.to_string())),
            [(desk, id)] => desks[desk].withdrawable(desk, id, &us),
            _ => Err(InboxError::ambiguous(beginning, named.iter().map(|(desk, id)| (*id, *desk)))),
        }
    }

    /// Signs, as `reviewer`, that all of it may be removed from `not_before` on: a note for each parcel, by id.
    pub fn notes(
        &self,
        not_before: Day,
        reviewer: &ShortName,
        key: &SigningKey,
    ) -> Result<Vec<SignedWithdrawal>, NoteError> {
        let note = |parcel: &ParcelId| Withdrawal { desk: self.desk.clone(), parcel: *parcel, not_before };
        self.parcels.iter().map(|parcel| note(parcel).sign(reviewer, key)).collect()
    }
}

impl Gathered<'_> {
    fn withdrawable(&self, desk: &DeskId, id: SubmissionId, us: &Us<'_>) -> Result<Withdrawable, InboxError> {
        let named = &self.submissions[&id];
        // Of several testimonies that say they are of it, one whose source asks for it back is heard.
        let asks =
            |(day, mailbox): &&(Day, Option<MailboxId>)| mailbox.is_some_and(|own| self.asked(own, *day).is_some());
        let told = named.told.iter().find(asks).or_else(|| named.told.first());
        let (told_on, mailbox) = *told.ok_or(InboxError::NoTestimony)?;
        let mut all = Withdrawable {
            desk: desk.clone(),
            submissions: BTreeSet::from([id]),
            parcels: BTreeSet::new(),
            absent: BTreeSet::new(),
            closed: BTreeSet::new(),
            asked: None,
        };
        self.add(id, us, &mut all);
        let Some(mailbox) = mailbox else { return Ok(all) };
        all.asked = self.asked(mailbox, told_on);
        let Some(asked) = all.asked else { return Ok(all) };
        let mut stays = false;
        for (id, sent) in &self.submissions {
            let is_theirs = |(day, own): &(Day, Option<MailboxId>)| *own == Some(mailbox) && *day <= asked;
            // A testimony that somebody else sealed to lead a wish to another's submission does not take that along.
            if !sent.told.is_empty() && sent.told.iter().all(is_theirs) {
                all.submissions.insert(*id);
                self.add(*id, us, &mut all);
            } else if sent.told.iter().any(|(_, own)| *own == Some(mailbox)) {
                stays = true;
            }
        }
        // What was said about something that goes has no use; about something that stays, it has.
        let said = self.consents.iter().filter(|said| said.mailbox == mailbox);
        all.parcels.extend(said.filter(|said| !stays || said.day <= asked).map(|said| said.parcel));
        Ok(all)
    }

    /// The day of the first wish for this mailbox: all reviewers must come to the same, however much more one of them has
    /// pulled.
    fn asked(&self, mailbox: MailboxId, told_on: Day) -> Option<Day> {
        let wishes =
            self.consents.iter().filter(|said| said.mailbox == mailbox && said.withdraw && said.day >= told_on);
        wishes.map(|said| said.day).min()
    }

    /// Adds the parcels of a submission.
    fn add(&self, id: SubmissionId, us: &Us<'_>, all: &mut Withdrawable) {
        let sent = &self.submissions[&id];
        all.parcels.extend(&sent.parcels);
        for parcel in &sent.named {
            let into = match self.here.get(parcel) {
                None => &mut all.absent,
                Some(Here::Opened) => continue,
                Some(Here::Closed(file, Some(stanzas))) if self.is_tied(sent, (file, stanzas), us) => &mut all.parcels,
                Some(Here::Closed(..)) => &mut all.closed,
            };
            into.insert(*parcel);
        }
    }

    /// Whether a parcel that does not open is this submission's by more than a name: it is as the roster of the testimony has
    /// it, and of a time whose testimonies open here, of which no other submission's names it.
    fn is_tied(&self, sent: &Sent, (file, stanzas): (&VaultFile, &Stanzas), us: &Us<'_>) -> bool {
        let Some(by) = sent.identity.get(&file.id) else { return false };
        let is_named_once = self.identities.get(&file.id).is_some_and(|submissions| submissions.len() == 1);
        is_named_once
            && us.stood_in_the_desk(file, stanzas)
            && matches!(us.explain(file, stanzas, Some(*by)), Ok(Closed::Identity))
    }
}

/// Notes what a parcel says of itself and of others.
fn gather(file: &VaultFile, facts: &Facts, identity: &Identity, without: &BTreeSet<ParcelId>, into: &mut Gathered<'_>) {
    match &facts.holds {
        Holds::Cover => return,
        Holds::Consent { mailbox, change } => {
            // The sealed day, as for what holds: where the server lists a parcel moves no wish.
            let (day, parcel) = (facts.day, file.id);
            let withdraw = *change == Some(Change::Withdraw) && is_wish(file, identity);
            into.consents.extend(mailbox.map(|mailbox| Said { mailbox, day, parcel, withdraw }));
            return;
        }
        _ => {}
    }
    let sent = into.submissions.entry(facts.submission).or_default();
    sent.parcels.insert(file.id);
    if without.contains(&file.id) {
        return;
    }
    match &facts.holds {
        Holds::Testimony { told, mailbox, .. } => {
            sent.told.insert((facts.day, *mailbox));
            if let Some(parcel) = told.as_ref().and_then(|told| told.identity) {
                sent.named.insert(parcel);
                sent.identity.insert(parcel, facts.roster);
                into.identities.entry(parcel).or_default().insert(facts.submission);
            }
        }
        Holds::Closing(Some(closing)) => sent.named.extend(&closing.parcels),
        _ => {}
    }
}

/// Whether a source asks here for all of it back, in so many words. What nearly says so is heard where something may
/// leave (`consents`); what is signed away for good is read once more from its parcel.
fn is_wish(file: &VaultFile, identity: &Identity) -> bool {
    let said =
        facts::open_itself(&file.path, identity).ok().and_then(|mut parcel| parcel.read_file("consent.json").ok());
    let record = said.and_then(|json| serde_json::from_slice::<ChangeRecord>(&json).ok());
    record.is_some_and(|record| record.change == Change::Withdraw)
}

#[cfg(test)]
mod tests;
