//! What a codename opens: the replies in its mailbox.
//!
//! The same slots are read and as many seals opened whatever lies in them, so that words that were never given out
//! cost what others cost (invariant 6).

use std::sync::Arc;

use crate::form::reply::Reply;
use crate::seal::Root;
use crate::store::{Store, StoreError};

use super::{Intake, IntakeError, Place};

/// A reply in its mailbox, or what stands in where a slot is empty.
pub struct OpenedReply {
    /// False for what stands in.
    pub is_there: bool,
    /// Its slot, from 0.
    pub slot: usize,
    /// What it says.
    pub reply: Reply,
}

impl Intake {
    /// Opens the replies to a codename, the oldest first, and what stands in for the others.
    pub async fn open_mailbox(&self, place: &Place, root: &Root) -> Result<Vec<OpenedReply>, IntakeError> {
        let (slots, key, decoy) = (root.mailbox_id().slots(), root.mailbox_key(), Arc::clone(&self.keys.decoy));
        let open = move |store: &dyn Store| {
            let mut opened = Vec::with_capacity(slots.len());
            for (slot, sealed) in store.replies(&slots)?.iter().enumerate() {
                let reply = key.open(sealed.as_ref(), &decoy).and_then(|json| Reply::read(&json));
                opened.extend(reply.map(|reply| OpenedReply { is_there: sealed.is_some(), slot, reply }));
            }
            opened.sort_by_key(|one| (one.reply.day, one.slot));
            Ok(opened)
        };
        self.with_store(place, open).await
    }

    /// Deletes the reply in this slot, or all of them.
    pub async fn delete_replies(&self, place: &Place, root: &Root, slot: Option<usize>) -> Result<(), IntakeError> {
        let (slots, today) = (root.mailbox_id().slots(), self.clock.today());
        let delete = move |store: &dyn Store| match slot {
            Some(slot) => store.delete_replies(slots.get(slot..=slot).unwrap_or_default(), today),
            None => store.delete_replies(&slots, today),
        };
        self.with_store(place, delete).await
    }

    async fn with_store<T: Send + 'static>(
        &self,
        place: &Place,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, IntakeError> {
        let store = Arc::clone(&self.store);
        let done = place.run(move || work(&*store)).await?;
        done.map_err(|error| {
            if error.is_failure() {
                self.failure.raise();
            }
            IntakeError::Store(error)
        })
    }
}
