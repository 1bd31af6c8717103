//! Acknowledgements of pulls: taken when they say of a closed day what the server knows itself.

use super::not_taken::NotTaken;
use crate::link::wire::{AcknowledgedDay, MAX_NOTES};
use crate::roster::{Roster, SignedAcknowledgement, digest_of_ids};
use crate::seal::{Day, DeskId, ShortName};
use crate::store::{Acknowledged, Store, StoreError};

/// Keeps what a reviewer acknowledges, day by day of one desk; says of each whether it was kept. One of a day that has
/// other parcels by now, or is not over, is not kept: the reviewer pulls and acknowledges again.
pub(super) fn take(
    store: &dyn Store,
    notes: &[String],
    caller: &ShortName,
    roster: &Roster,
    today: Day,
) -> Result<Vec<AcknowledgedDay>, NotTaken> {
    if notes.is_empty() || notes.len() > MAX_NOTES {
        return Err(NotTaken::Nonsense);
    }
    let read = |note: &String| SignedAcknowledgement::parse(note).map_err(|_| NotTaken::Nonsense);
    let notes = notes.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let desk = notes[0].says().desk.clone();
    if !roster.desks_of(caller).any(|entry| entry.id == desk) {
        return Err(NotTaken::Missing);
    }
    let fits = |note: &SignedAcknowledgement| note.says().desk == desk && roster.has_acknowledged(caller, note);
    if !notes.is_sorted_by(|a, b| a.says().day < b.says().day) || !notes.iter().all(fits) {
        return Err(NotTaken::Nonsense);
    }
    let mut days = Vec::new();
    for note in notes {
        let says = note.says();
        let ids: Vec<_> = store.parcels(&desk, says.day)?.into_iter().map(|listed| listed.id).collect();
        let kept = says.day < today
            && !ids.is_empty()
            && says.parcels == ids.len() as u64
            && says.sha256 == digest_of_ids(ids.iter().copied());
        if kept {
            let note = Acknowledged { day: says.day, reviewer: caller.clone(), text: note.as_str().to_owned() };
            store.keep_acknowledgement(&desk, &note, today)?;
        }
        days.push(AcknowledgedDay { day: says.day, kept });
    }
    Ok(days)
}

/// The caller's own acknowledgements of a desk, as they are sent.
pub(super) fn own(store: &dyn Store, desk: &DeskId, caller: &ShortName) -> Result<Vec<String>, StoreError> {
    let all = store.acknowledged(desk)?.into_iter();
    Ok(all.filter(|note| note.reviewer == *caller).map(|note| note.text).collect())
}

/// By whose acknowledgements a desk's days expired, as they are sent.
pub(super) fn expired(store: &dyn Store, desk: &DeskId) -> Result<Vec<String>, StoreError> {
    Ok(store.expired(desk)?.into_iter().map(|note| note.text).collect())
}
