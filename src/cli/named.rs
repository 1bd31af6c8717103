//! Whether the newest roster names a reviewer for a desk: what is written to a source or signed for them is in its name.

use super::CommandError;
use crate::roster::{DeskEntry, PublicKey, ReviewerEntry, Roster};
use crate::seal::DeskId;
use crate::vault::ReviewerKeys;

pub(super) const ASK: &str = "ask the desk's reviewers, or the custodian";

/// The owner of these keys, and the desk that they are to act for; else the error that says what was not `done`.
pub(super) fn named<'a>(
    roster: &'a Roster,
    keys: &ReviewerKeys,
    desk: &DeskId,
    done: &str,
) -> Result<(&'a ReviewerEntry, &'a DeskEntry), CommandError> {
    roster.reviewer_of(desk, &PublicKey::of(&keys.signing)).ok_or_else(|| {
        CommandError::failed(format!("nothing was {done}"))
            .because(format!("the newest roster does not name you for desk {desk}"))
            .mend(ASK)
    })
}
