//! What a pull says of what the vault holds: acknowledged to the server, let go by it, or no longer there.

use serde_json::{Value, json};

use super::CommandError;
use super::output::{how_many, talk};
use crate::vault::{Held, LetGo, NewlyExpired, ServersLists};

/// The error where the server lacks what it should have, or nobody could look.
pub(super) fn lacks(held: &Held<CommandError>) -> Result<(), CommandError> {
    if !held.missing.is_empty() {
        return Err(CommandError::unverified(format!(
            "{} no longer on the server, and nobody let any go",
            how_many(held.missing.len(), "parcel of your vault is", "parcels of your vault are")
        ))
        .mend("if it was restored from a backup, give them back: amparo push --missing; if not, tell the custodian"));
    }
    if held.looked {
        return Ok(());
    }
    Err(CommandError::failed("whether the server has still what you hold could not be looked at")
        .because(why_not(held).unwrap_or_default())
        .mend("all else was pulled; pull again, and where it stays so ask the operator"))
}

/// Why nothing could be acknowledged.
pub(super) fn why_not(held: &Held<CommandError>) -> Option<String> {
    held.failed.as_ref().map(CommandError::line)
}

/// Says what the server knows now.
pub(super) fn tell_of_held(held: &Held<CommandError>) {
    if let Some(error) = held.failed.as_ref().filter(|_| held.looked) {
        let what = error.what();
        talk(&format!("What you hold could not be acknowledged this time; the next pull does it. ({what})"));
    }
    if held.acknowledged > 0 {
        let days = how_many(held.acknowledged, "more day", "more days");
        talk(&format!("The server knows now that you hold {days} whole."));
    }
}

/// Says which days the server let go.
pub(super) fn tell_of_expired(new: &[NewlyExpired]) {
    if !new.is_empty() {
        let parcels: usize = new.iter().map(|day| day.parcels).sum();
        talk(&format!(
            "The server has let go of {}, {}, by the word of all reviewers that they hold them. Your \
             vault keeps them. Where no retention is meant to be on, tell the custodian: somebody has the server.",
            how_many(new.len(), "day", "days"),
            how_many(parcels, "parcel", "parcels")
        ));
    }
}

/// The same, for machines.
pub(super) fn expired_json(let_go: &LetGo) -> Value {
    let_go.new.iter().map(|new| json!({ "desk": new.desk, "day": new.day, "parcels": new.parcels })).collect()
}

/// The error that names the days whose lists could not be read; all others were looked at.
pub(super) fn all_lists_read(listed: &ServersLists) -> Result<(), CommandError> {
    let days = unread_days(listed);
    if days.is_empty() {
        return Ok(());
    }
    Err(CommandError::failed(format!("{} of the server's days could not be listed", days.len()))
        .because(days.join("\n"))
        .mend("no other day was left out; ask the operator whether the server is flooded, or its version another one"))
}

pub(super) fn unread_days(listed: &ServersLists) -> Vec<String> {
    listed.unread.iter().map(|((desk, day), why)| format!("{desk}, {day}: {why}")).collect()
}
