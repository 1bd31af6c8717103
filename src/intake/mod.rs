//! Intake: the one place of the server where plaintext passes, from the form's stream into sealed parcels.
//!
//! Words first: the testimony is sealed, synced and committed as soon as consent and its fields have
//! arrived, before the first attachment; each attachment as soon as it is whole.

mod batches;
mod behind;
mod change;
mod cover;
mod fields;
mod flow;
mod keys;
mod limits;
mod mailbox;
pub mod multipart;
mod outcome;
mod parcel;
mod testimony;
#[cfg(test)]
mod tests;
mod under_way;
mod visit;
mod worker;

use std::fmt;

use crate::seal::SealError;
use crate::store::{StoreError, is_full};

pub use batches::Batches;
pub use behind::Place;
pub use change::NotChanged;
pub use cover::draw_moments;
pub use keys::Keys;
pub use limits::{Limits, MAX_CHOICE_BYTES, TextShare};
pub use mailbox::{OpenedMailbox, OpenedReply};
pub use multipart::MultipartError;
pub use outcome::{Asked, Given, KeptFile, NotKept, NotKeptFile, Outcome, Problem, Received, Returned};
pub use under_way::{HowFar, UnderWay};
pub use visit::{BodyHead, Intake};

/// A visit could not be received.
#[derive(Debug)]
pub enum IntakeError {
    /// The stream is no form.
    Form(MultipartError),
    /// The stream ended before anything of it was kept, or could be given back.
    Broken,
    /// A parcel could not be sealed.
    Seal(SealError),
    /// The store failed, or refuses.
    Store(StoreError),
    /// A worker thread failed.
    Worker,
}

impl IntakeError {
    /// True when the disk is too full to begin another parcel, and nothing else is wrong.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Store(StoreError::Full) => true,
            Self::Seal(SealError::Io(error)) => is_full(error),
            _ => false,
        }
    }

    /// True when the store is broken and the process should end, so that its supervisor restarts it.
    pub fn is_storage_failure(&self) -> bool {
        match self {
            Self::Store(error) => error.is_failure(),
            Self::Seal(SealError::Io(_)) => !self.is_full(),
            _ => false,
        }
    }

    /// The failure of the store that the process should end by, where this is one.
    pub fn into_storage_failure(self) -> Option<StoreError> {
        match self {
            error if !error.is_storage_failure() => None,
            Self::Store(error) => Some(error),
            Self::Seal(SealError::Io(error)) => Some(StoreError::Io("writing a parcel", error)),
            _ => None,
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => error.fmt(f),
            Self::Broken => f.write_str("the connection broke"),
            Self::Seal(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
            Self::Worker => f.write_str("a worker thread failed"),
        }
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Form(error) => Some(error),
            Self::Seal(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Broken | Self::Worker => None,
        }
    }
}

impl From<MultipartError> for IntakeError {
    fn from(error: MultipartError) -> Self {
        Self::Form(error)
    }
}

impl From<SealError> for IntakeError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<StoreError> for IntakeError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
