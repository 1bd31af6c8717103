//! What a codename opens: the replies in its mailbox.
//!
//! The same slots are read and as many seals opened whatever lies in them, so that words that were never given out
//! cost what others cost (invariant 6).

use std::sync::Arc;

use crate::form::reply::Reply;
use crate::seal::{Deleted, Deletion, Root, ShownReplies};
use crate::store::{Store, StoreError};

use super::{Intake, IntakeError, Place};

/// A reply in its mailbox, or what stands in where a slot is empty.
pub struct OpenedReply {
    /// False for what stands in.
    pub is_there: bool,
    /// False for what is no reply to this mailbox: it is shown all the same, so that it can be deleted.
    pub opens: bool,
    /// Its slot, from 0.
    pub slot: usize,
    /// What it says, or what stands in.
    pub reply: Reply,
}

/// A mailbox as a page shows it.
pub struct OpenedMailbox {
    /// The replies, the oldest first, what does not open, and what stands in for the others.
    pub replies: Vec<OpenedReply>,
    /// Which these are.
    pub shown: ShownReplies,
}

impl Intake {
    /// Opens what lies in the mailbox of a codename.
    pub async fn open_mailbox(&self, place: &Place, root: &Root) -> Result<OpenedMailbox, IntakeError> {
        let (slots, key, decoy) = (root.mailbox_id().slots(), root.mailbox_key(), Arc::clone(&self.keys.decoy));
        let open = move |store: &dyn Store| {
            let mut replies = Vec::with_capacity(slots.len());
            let there = store.replies(&slots)?;
            let read = |sealed| key.open(sealed, &decoy).and_then(|json| Reply::read(&json));
            for (slot, sealed) in there.iter().enumerate() {
                let opened = read(sealed.as_ref());
                let opens = opened.is_some();
                let reply = opened.or_else(|| read(None));
                replies.extend(reply.map(|reply| OpenedReply { is_there: sealed.is_some(), opens, slot, reply }));
            }
            replies.sort_by_key(|one| (!one.opens, one.reply.day, one.slot));
            Ok(OpenedMailbox { replies, shown: ShownReplies::of(&there) })
        };
        self.with_store(place, open).await
    }

    /// Deletes the replies that are meant, where they still lie; says whether all, some or none of what was shown went.
    pub async fn delete_replies(&self, place: &Place, root: &Root, asked: Deletion) -> Result<Deleted, IntakeError> {
        let (slots, today) = (root.mailbox_id().slots(), self.clock.today());
        self.with_store(place, move |store: &dyn Store| store.delete_replies(&slots, &asked, today)).await
    }

    async fn with_store<T: Send + 'static>(
        &self,
        place: &Place,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, IntakeError> {
        let store = Arc::clone(&self.store);
        let done = place.run(move || work(&*store)).await?;
        done.map_err(IntakeError::Store).inspect_err(|error| self.raise_if_broken(error))
    }
}
