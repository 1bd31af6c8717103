//! What one visit may bring, and what all visits of a moment may hold together.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::form::TextLimits;

/// Limits that the operator sets and the page prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// All of a visit's parcels together, in padded bytes.
    pub visit_bytes: u64,
    /// The number of files in one visit.
    pub max_files: u32,
    /// The longest testimony, in characters.
    pub account_chars: usize,
    /// The longest short answer, in characters.
    pub line_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 4 << 30, visit_bytes: 8 << 30, max_files: 1000, account_chars: 100_000, line_chars: 500 }
    }
}

impl Limits {
    /// How many bytes of a visit are read before its page is sent and the connection ends: twice what it may hold, so that what
    /// exceeds a limit may be among what does not. Who announces more than that is not read to the end anyway, and hears of it
    /// when the limit itself is reached.
    pub(super) const fn read_of(&self, announced: Option<u64>) -> u64 {
        let most = self.visit_bytes.saturating_mul(2);
        match announced {
            Some(bytes) if bytes > most => self.visit_bytes,
            _ => most,
        }
    }

    /// The same, with no file larger than fits into a visit beside some words: its padding adds up to 3.2 % of it. A page that
    /// says more would have it sent again and again, each time to a visit that is full.
    #[must_use]
    pub fn with_files_that_fit(self) -> Self {
        Self { file_bytes: self.file_bytes.min(self.visit_bytes - self.visit_bytes / 8), ..self }
    }

    /// What a form's fields may hold where the form does not say.
    pub const fn text(&self) -> TextLimits {
        TextLimits { line_chars: self.line_chars, text_chars: self.account_chars }
    }
}

/// All of a form's text together: what comes back with a form that was not accepted is held in memory.
pub(super) const MAX_TEXT_BYTES: usize = 1 << 20;
/// So much of it every visit may have, however many there are: some ten thousand words in Latin letters, half as many in others.
const OWN_TEXT_BYTES: usize = 64 << 10;
/// What is beyond that, of all visits together that come by one way, the onion service or the open web. HTML makes up to five times as much of it, which stays in memory as
/// long as nobody reads it.
const SHARED_TEXT_BYTES: usize = 32 << 20;
/// It is taken in pieces of this size.
const PIECE_BYTES: usize = 16 << 10;

/// The longest that a choice may be, where the longest that is offered has a few dozen bytes.
pub const MAX_CHOICE_BYTES: usize = 256;

/// A file's name is kept whole in its parcel up to this, where there is room; file systems end names at 255 characters.
pub(super) const MAX_NAME_BYTES: usize = 1024;

/// Room for the text of all visits beyond what each has of its own.
pub(super) struct TextRoom(Arc<Semaphore>);

impl Default for TextRoom {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(SHARED_TEXT_BYTES / PIECE_BYTES)))
    }
}

impl TextRoom {
    /// A visit's own part, which grows as far as there is room.
    pub(super) fn share(&self) -> TextShare {
        TextShare { of: Arc::clone(&self.0), taken: None, bytes: OWN_TEXT_BYTES, used: 0 }
    }
}

/// A visit's room for text. Whoever holds the text holds this, to the last byte of the page that it goes back with.
pub struct TextShare {
    of: Arc<Semaphore>,
    /// Given back when it is dropped.
    taken: Option<OwnedSemaphorePermit>,
    bytes: usize,
    used: usize,
}

impl TextShare {
    /// Uses room for so many bytes more; gives how many of them it is enough for.
    pub(super) fn take(&mut self, bytes: usize) -> usize {
        let wanted = self.used.saturating_add(bytes).min(MAX_TEXT_BYTES);
        while self.bytes < wanted {
            // Nobody stands in line for it: who waits would hold what they have.
            let Ok(piece) = Arc::clone(&self.of).try_acquire_owned() else { break };
            match &mut self.taken {
                Some(taken) => taken.merge(piece),
                None => self.taken = Some(piece),
            }
            self.bytes += PIECE_BYTES;
        }
        let enough = bytes.min(self.bytes - self.used);
        self.used += enough;
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visit_has_its_first_text_and_what_all_share_is_given_back_at_the_end() {
        let room = TextRoom::default();
        let mut visits = Vec::new();
        let mut shared = 0;
        while shared < 32 << 20 {
            let mut visit = room.share();
            let taken = visit.take(MAX_TEXT_BYTES);
            assert!(taken >= 64 << 10);
            shared += taken - (64 << 10);
            visits.push(visit);
        }
        assert_eq!(shared, 32 << 20);
        assert_eq!(visits.last_mut().unwrap().take(1), 0);
        // Whoever comes now has what every visit has, and no more.
        let mut late = room.share();
        assert_eq!((late.take(OWN_TEXT_BYTES - 1), late.take(10), late.take(10)), (OWN_TEXT_BYTES - 1, 1, 0));
        visits.remove(0);
        assert_eq!(late.take(MAX_TEXT_BYTES), MAX_TEXT_BYTES - OWN_TEXT_BYTES, "one that ended left as much");
        drop((late, visits));
        assert_eq!(room.0.available_permits(), SHARED_TEXT_BYTES / PIECE_BYTES);
    }

    #[test]
    fn a_visit_takes_no_more_than_it_needs_and_never_more_than_a_form_may_have() {
        let room = TextRoom::default();
        let left = || room.0.available_permits() * PIECE_BYTES;
        let mut visit = room.share();
        assert_eq!((visit.take(OWN_TEXT_BYTES), left()), (OWN_TEXT_BYTES, SHARED_TEXT_BYTES));
        assert_eq!((visit.take(1), left()), (1, SHARED_TEXT_BYTES - PIECE_BYTES));
        assert_eq!((visit.take(PIECE_BYTES - 1), left()), (PIECE_BYTES - 1, SHARED_TEXT_BYTES - PIECE_BYTES));
        assert_eq!(visit.take(usize::MAX), MAX_TEXT_BYTES - OWN_TEXT_BYTES - PIECE_BYTES);
        assert_eq!(left(), SHARED_TEXT_BYTES - (MAX_TEXT_BYTES - OWN_TEXT_BYTES));
    }
}
