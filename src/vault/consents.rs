//! What sources changed later: consent parcels, found by the mailbox that they and a testimony name.

use std::collections::HashMap;

use crate::form::consent::{Change, ChangeRecord, Consent, Effective};
use crate::seal::{Day, MailboxId, OpenError, ParcelId};

/// The consent of a submission, all changes counted.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What holds today; `None` where a record of it is missing or does not make sense: then nothing may leave.
    pub effective: Option<Effective>,
    /// What the testimony came with.
    pub given: Option<Consent>,
    /// The parcels of its changes, oldest first.
    pub changes: Vec<ParcelId>,
}

/// Every change that is in a vault, by mailbox.
#[derive(Default)]
pub(super) struct Changes(HashMap<MailboxId, Vec<Heard>>);

/// A change, as far as it can be read.
struct Heard {
    day: Day,
    parcel: ParcelId,
    /// `None` where it does not make sense: it may be anything, a withdrawal too.
    change: Option<Change>,
}

/// True when a record that is not quite one asks for a withdrawal: that is heard however it is said.
fn asks_back(json: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(json).is_ok_and(|record| record["withdraw"] == true)
}

impl Changes {
    /// Adds a consent parcel's `consent.json`.
    ///
    /// # Errors
    /// It does not make sense. It is kept in mind all the same, as a change that nobody knows.
    pub(super) fn add(&mut self, mailbox: MailboxId, day: Day, parcel: ParcelId, json: &[u8]) -> Result<(), OpenError> {
        let record: Option<ChangeRecord> = serde_json::from_slice(json).ok();
        let change = record.map(|record| record.change).or_else(|| asks_back(json).then_some(Change::Withdraw));
        let heard = self.0.entry(mailbox).or_default();
        heard.push(Heard { day, parcel, change });
        heard.sort_by_key(|heard| (heard.day, heard.parcel));
        if change.is_some() { Ok(()) } else { Err(OpenError::Content("consent.json does not make sense")) }
    }

    /// What holds for a submission whose testimony came with `given` on `day` and answers to `mailbox`.
    pub(super) fn standing(&self, mailbox: Option<MailboxId>, day: Day, given: Option<Consent>) -> Standing {
        let heard = mailbox.and_then(|mailbox| self.0.get(&mailbox)).map_or(&[][..], Vec::as_slice);
        let heard: Vec<&Heard> = heard.iter().filter(|heard| heard.day >= day).collect();
        let known: Option<Vec<(Day, &Change)>> =
            heard.iter().map(|heard| Some((heard.day, heard.change.as_ref()?))).collect();
        // Beside a withdrawal it does not matter what else was said.
        let withdrawn = heard.iter().any(|heard| heard.change == Some(Change::Withdraw));
        let known = known.or_else(|| {
            let said = heard.iter().filter_map(|heard| Some((heard.day, heard.change.as_ref()?)));
            withdrawn.then(|| said.collect())
        });
        let effective = given.as_ref().zip(known).map(|(given, known)| Effective::of(day, &given.choices, known));
        Standing { effective, given, changes: heard.iter().map(|heard| heard.parcel).collect() }
    }
}
