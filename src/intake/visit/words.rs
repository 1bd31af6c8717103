//! What was answered, into parcels: what identifies people apart, and before the testimony that names it.

use std::sync::Arc;

use rand_core::OsRng;

use super::{Stage, Visit, on_worker};
use crate::form::consent::Choices;
use crate::form::{Answers, Part};
use crate::intake::outcome::Problem;
use crate::intake::parcel::{SealedParcel, keep, seal_small};
use crate::intake::{IntakeError, testimony};
use crate::seal::{FormNonce, IDENTITY_NUMBER, Kind, Mailbox};

impl Visit<'_> {
    /// Seals and keeps the testimony, or finds out that the form must go back.
    pub(super) async fn keep_words(&mut self, a_file_follows: bool) -> Result<(), IntakeError> {
        if self.fields.is_of_before(&self.asked) {
            self.stage = Stage::Refused(vec![Problem::PageOfBefore]);
            return Ok(());
        }
        if self.fields.more {
            self.stage = Stage::Refused(Vec::new());
            return Ok(());
        }
        let form = Arc::clone(&self.asked.form);
        let (answers, choices) = match self.fields.understand(&form, &self.intake.limits, a_file_follows) {
            Ok(understood) => understood,
            Err(problems) => {
                self.stage = Stage::Refused(problems);
                return Ok(());
            }
        };
        let (codename, given) = self.fields.codename(self.words_list());
        let nonce = self.fields.nonce();
        let (codename, root) = self.intake.keys.for_testimony(codename).await?;
        let mailbox = Mailbox { id: root.mailbox_id(), recipient: root.mailbox_identity().to_recipient().to_string() };
        match self.keep_answers(&answers, choices, nonce, mailbox).await {
            Ok(()) => {
                let words = !answers.is_empty();
                self.stage = Stage::Kept { codename, given, nonce, words };
            }
            // What a full disk's page says, that nothing was kept, is not so of an identity parcel that has its name already.
            Err(error) if error.is_full() => {
                let problem = if self.parcels.is_empty() { Problem::Full } else { Problem::NotStored };
                self.stage = Stage::Refused(vec![problem]);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Keeps the identity parcel, if anything identifies people, and then the testimony.
    ///
    /// Both are sealed before the first is kept: a disk that fills up meanwhile leaves neither. Only a kill, or a store that
    /// breaks or is full between two renames, can leave an identity parcel that no testimony names.
    async fn keep_answers(
        &mut self,
        answers: &Answers<'_>,
        choices: Choices,
        nonce: FormNonce,
        mailbox: Mailbox,
    ) -> Result<(), IntakeError> {
        let today = self.intake.clock.today();
        let mut identity = None;
        if answers.has(Part::Identity) {
            let head = self.parcel_head(nonce, IDENTITY_NUMBER, Kind::Identity, None);
            let drawn = self.roster.identity_recipients(&self.asked.desk, &mut OsRng);
            let (store, recipients) = (Arc::clone(&self.intake.store), drawn.ok_or(IntakeError::Worker)?);
            let files = testimony::identity_files(&self.asked, answers);
            identity = Some(on_worker(move || seal_small(&*store, head, &recipients, files, today)).await?);
        }
        let head = self.parcel_head(nonce, 0, Kind::Testimony, Some(mailbox));
        let named = identity.as_ref().map(SealedParcel::id);
        let files = testimony::files(&self.asked, answers, choices, named);
        let (store, recipients) = (Arc::clone(&self.intake.store), self.recipients.clone());
        let kept = on_worker(move || {
            let testimony = seal_small(&*store, head, &recipients, files, today)?;
            let identity = identity.map(keep).transpose()?;
            Ok((identity, keep(testimony)))
        });
        let (identity, testimony) = kept.await?;
        if let Some(parcel) = identity {
            self.note(IDENTITY_NUMBER, Kind::Identity, None, parcel);
        }
        self.note(0, Kind::Testimony, None, testimony?);
        Ok(())
    }
}
