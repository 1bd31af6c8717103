//! What a codename opens: the replies in its mailbox.
//!
//! The same slots are read and as many seals opened whatever lies in them, so that words that were never given out
//! cost what others cost (invariant 6).

use std::sync::Arc;

use crate::form::reply::Reply;
use crate::seal::Root;
use crate::store::{Store, StoreError};

use super::{Intake, IntakeError, worker};

/// A reply in its mailbox.
pub struct OpenedReply {
    /// Its slot, from 0.
    pub slot: usize,
    /// What it says.
    pub reply: Reply,
}

impl Intake {
    /// Opens the replies to a codename, the oldest first.
    pub async fn open_mailbox(&self, root: &Root) -> Result<Vec<OpenedReply>, IntakeError> {
        let (slots, key, decoy) = (root.mailbox_id().slots(), root.mailbox_key(), Arc::clone(&self.keys.decoy));
        let open = move |store: &dyn Store| {
            let mut opened = Vec::with_capacity(slots.len());
            for (slot, sealed) in store.replies(&slots)?.iter().enumerate() {
                let reply = key.open(sealed.as_ref(), &decoy).and_then(|json| Reply::read(&json));
                opened.extend(reply.map(|reply| OpenedReply { slot, reply }));
            }
            opened.sort_by_key(|one| (one.reply.day, one.slot));
            Ok(opened)
        };
        self.with_store(open).await
    }

    /// Deletes the reply in this slot, or all of them.
    pub async fn delete_replies(&self, root: &Root, slot: Option<usize>) -> Result<(), IntakeError> {
        let (slots, today) = (root.mailbox_id().slots(), self.clock.today());
        let delete = move |store: &dyn Store| match slot {
            Some(slot) => store.delete_replies(slots.get(slot..=slot).unwrap_or_default(), today),
            None => store.delete_replies(&slots, today),
        };
        self.with_store(delete).await
    }

    async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, IntakeError> {
        let store = Arc::clone(&self.store);
        let done = worker::start(move || work(&*store)).await.map_err(|_| IntakeError::Worker)?;
        done.map_err(|error| {
            if error.is_failure() {
                self.failure.raise();
            }
            IntakeError::Store(error)
        })
    }
}
