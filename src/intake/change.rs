//! A change of consent, or a withdrawal, that a source sends from the mailbox.

use std::sync::Arc;

use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::form::consent::ChangeRecord;
use crate::roster::Roster;
use crate::seal::{FormNonce, Kind, Mailbox, ParcelHead, Root, SubmissionId};

use super::parcel::keep_small;
use super::{Intake, IntakeError, worker};

/// The payload of a consent parcel.
const PAYLOAD: &str = "consent.json";

impl Intake {
    /// Seals a change to every desk, and keeps it; returns when all of it is synced.
    ///
    /// The server cannot know which desk was told by this codename, or whether any was. Each desk gets a
    /// parcel of its own, with its own submission id, and one that knows nothing of the mailbox passes it over.
    ///
    /// # Errors
    /// When a parcel is not kept. Others may be by then: the same change sent again does no harm.
    pub async fn receive_change(&self, roster: &Roster, root: &Root, record: &ChangeRecord) -> Result<(), IntakeError> {
        let json = serde_json::to_vec_pretty(record).map_err(|_| IntakeError::Worker)?;
        let json = Zeroizing::new(json);
        let recipient = root.mailbox_identity().to_recipient().to_string();
        let day = self.clock.today();
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
            let work = move || keep_small(&*store, head, &recipients, files, day).map(drop);
            let kept = worker::start(work).await.map_err(|_| IntakeError::Worker)?;
            if kept.as_ref().is_err_and(IntakeError::is_storage_failure) {
                self.failure.raise();
            }
            kept?;
        }
        Ok(())
    }
}
