//! What sources changed later: consent parcels, found by the mailbox that they and a testimony name.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::form::consent::{Change, ChangeRecord, Choices, Consent, Effective};
use crate::seal::{Day, Digest, LanguageTag, MailboxId, ParcelId};

/// What a testimony came with: the choices, and which text stood beside them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// What was chosen.
    pub choices: Choices,
    /// The version of the text.
    pub version: u32,
    /// The language it was in.
    pub language: LanguageTag,
    /// The text's SHA-256.
    pub text_sha256: Digest,
}

impl From<Consent> for Given {
    fn from(Consent { choices, shown }: Consent) -> Self {
        let text_sha256 = shown.sha256();
        Self { choices, version: shown.version, language: shown.language, text_sha256 }
    }
}

/// The consent of a submission, all changes counted.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What holds today; `None` where a record of it is missing or does not make sense: then nothing may leave.
    pub effective: Option<Effective>,
    /// What the testimony came with.
    pub given: Option<Given>,
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

/// What `consent.json` says; `None` where it does not make sense.
pub(super) fn heard(json: &[u8]) -> Option<Change> {
    let record: Option<ChangeRecord> = serde_json::from_slice(json).ok();
    record.map(|record| record.change).or_else(|| asks_back(json).then_some(Change::Withdraw))
}

/// True when a record that is not quite one asks for a withdrawal: that is heard however it is said.
fn asks_back(json: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(json).is_ok_and(|record| record["withdraw"] == true)
}

impl Changes {
    /// Adds what a consent parcel says; one that makes no sense is kept in mind as a change that nobody knows.
    pub(super) fn add(&mut self, mailbox: MailboxId, day: Day, parcel: ParcelId, change: Option<Change>) {
        self.0.entry(mailbox).or_default().push(Heard { day, parcel, change });
    }

    /// To be called when all are added.
    pub(super) fn sort(&mut self) {
        for heard in self.0.values_mut() {
            heard.sort_by_key(|heard| (heard.day, heard.parcel));
            // One that the server lists under several days is said once.
            heard.dedup_by_key(|heard| heard.parcel);
        }
    }

    /// What holds for a submission whose testimony came with `given` on `day` and answers to `mailbox`.
    pub(super) fn standing(&self, mailbox: Option<MailboxId>, day: Day, given: Option<Given>) -> Standing {
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
