//! A change of consent, or a withdrawal, that a source sends from the mailbox.

use std::sync::Arc;

use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::form::consent::ChangeRecord;
use crate::roster::Roster;
use crate::seal::{Day, FormNonce, Kind, Mailbox, ParcelHead, Root, SubmissionId};

use super::parcel::{SealedParcel, keep, seal_small};
use super::{Intake, IntakeError, worker};

/// The payload of a consent parcel.
const PAYLOAD: &str = "consent.json";

/// Why a change is not kept for every desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotChanged {
    /// The disk has no room; no desk has it.
    Full,
    /// Something failed; no desk has it.
    Failed,
    /// Something failed while it was being kept: some desks may have it, or all.
    Perhaps,
}

impl Intake {
    /// Seals a change to every desk, and keeps it; returns when all of it is synced.
    ///
    /// The server cannot know which desk was told by this codename, or whether any was. Each desk gets a
    /// parcel of its own, with its own submission id, and one that knows nothing of the mailbox passes it over.
    /// All are sealed before the first is kept: a disk that fills up meanwhile leaves none.
    ///
    /// # Errors
    /// When a parcel is not kept. The same change sent again does no harm.
    pub async fn receive_change(&self, roster: &Roster, root: &Root, record: &ChangeRecord) -> Result<(), NotChanged> {
        let sealed = self.seal_change(roster, root, record, self.clock.today()).await.map_err(|error| {
            self.raise_if_broken(&error);
            if error.is_full() { NotChanged::Full } else { NotChanged::Failed }
        })?;
        let work = move || {
            let mut first = true;
            for parcel in sealed {
                // A disk that is full says so before the parcel has its name; of what broke nobody can say how far it came.
                keep(parcel).map_err(|error| (error.is_full() && first, error))?;
                first = false;
            }
            Ok(())
        };
        worker::start(work).await.map_err(|_| NotChanged::Perhaps)?.map_err(|(is_none_kept, error)| {
            self.raise_if_broken(&error);
            if is_none_kept { NotChanged::Full } else { NotChanged::Perhaps }
        })
    }

    async fn seal_change(
        &self,
        roster: &Roster,
        root: &Root,
        record: &ChangeRecord,
        today: Day,
    ) -> Result<Vec<SealedParcel>, IntakeError> {
        let json = serde_json::to_vec_pretty(record).map_err(|_| IntakeError::Worker)?;
        let json = Zeroizing::new(json);
        let recipient = root.mailbox_identity().to_recipient().to_string();
        let mut sealed = Vec::new();
        for desk in roster.desks() {
            let head = ParcelHead {
                submission: SubmissionId::random(&mut OsRng),
                nonce: FormNonce::random(&mut OsRng),
                number: 0,
                kind: Kind::Consent,
                desk: desk.id.clone(),
                language: record.shown.language.clone(),
                roster: roster.reference(),
                mailbox: Some(Mailbox { id: root.mailbox_id(), recipient: recipient.clone() }),
            };
            let recipients = roster.recipients(&desk.id).ok_or(IntakeError::Worker)?.clone();
            let (store, files) = (Arc::clone(&self.store), vec![(PAYLOAD, json.clone())]);
            let work = move || seal_small(&*store, head, &recipients, files, today);
            sealed.push(worker::start(work).await.map_err(|_| IntakeError::Worker)??);
        }
        Ok(sealed)
    }

    /// Raises the signal of a store that broke.
    pub(super) fn raise_if_broken(&self, error: &IntakeError) {
        if error.is_storage_failure() {
            self.failure.raise();
        }
    }
}
