//! Why something that a reviewer hands in is not taken.

use crate::store::StoreError;

/// Why what a reviewer hands in is not taken; nothing of it was done then.
#[derive(Debug)]
pub(super) enum NotTaken {
    /// It makes no sense, is not what its name says, or the caller did not sign it.
    Nonsense,
    /// The desk is none of the caller's, or the parcel is not to come back.
    Missing,
    /// The mailbox has no free slot.
    MailboxFull,
    /// The piece before is still being worked on.
    Busy,
    /// The store failed, or refuses.
    Store(StoreError),
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
