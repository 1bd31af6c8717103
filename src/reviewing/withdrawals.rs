//! Withdrawals: what reviewers sign, and what follows when enough of them have.
//!
//! Nothing is removed but by notes that the roster of the moment bears out, and each stays on the disk as the
//! tombstone of what it removed.

use std::collections::{HashMap, HashSet};

use super::not_taken::NotTaken;
use crate::link::wire::{MAX_NOTES, ParcelOutcome, Removal};
use crate::roster::{DeskEntry, ReviewerEntry, Roster, SignedAcknowledgement, SignedWithdrawal};
use crate::seal::{Day, DeskId, ParcelId};
use crate::store::{Note, Store, StoreError};

/// Notes of one desk that their sender has signed, by parcel, each parcel once.
pub(super) struct HandedIn {
    desk: DeskId,
    notes: Vec<SignedWithdrawal>,
}

impl HandedIn {
    /// Holds every note against the roster: the caller is of the desk and has signed it, and its day is none that
    /// the desk's grace could not have brought.
    pub(super) fn check(
        notes: &[String],
        caller: &ReviewerEntry,
        roster: &Roster,
        today: Day,
    ) -> Result<Self, NotTaken> {
        if notes.is_empty() || notes.len() > MAX_NOTES {
            return Err(NotTaken::Nonsense);
        }
        let read = |note: &String| SignedWithdrawal::parse(note).map_err(|_| NotTaken::Nonsense);
        let notes = notes.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let desk = notes[0].says().desk.clone();
        let entry = desk_of(roster, &desk).filter(|entry| entry.reviewers.contains(&caller.id));
        let latest = today.plus(i64::from(entry.ok_or(NotTaken::Missing)?.withdrawal_grace_days));
        let fits = |note: &SignedWithdrawal| {
            note.says().desk == desk && note.says().not_before <= latest && roster.signers(note).contains(&caller.id)
        };
        let sorted = notes.is_sorted_by(|a, b| a.says().parcel < b.says().parcel);
        if sorted && notes.iter().all(fits) { Ok(Self { desk, notes }) } else { Err(NotTaken::Nonsense) }
    }

    /// Adds the signatures to those that are here, and removes what has enough of them and whose day has come.
    ///
    /// Called by one at a time: what is read here is written back.
    pub(super) fn act(self, store: &dyn Store, roster: &Roster, today: Day) -> Result<Vec<ParcelOutcome>, NotTaken> {
        let (waiting, withdrawn) = (store.waiting(&self.desk)?, store.withdrawn(&self.desk)?);
        let (mut to_keep, mut to_remove, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
        let mut beyond = Beyond::of(store, &self.desk, &waiting)?;
        for note in &self.notes {
            let id = note.says().parcel;
            let (removal, signatures) = if withdrawn.iter().any(|tombstone| tombstone.parcel == id) {
                (Removal::Done, 0)
            } else if store.open(&self.desk, id)?.is_none() && !beyond.take(id) {
                (Removal::Missing, 0)
            } else if let Some(merged) = merged(note, waiting.iter().find(|w| w.parcel == id), roster) {
                let signatures = u32::try_from(roster.signers(&merged).len()).unwrap_or(u32::MAX);
                if is_due(&merged, roster, today) {
                    to_remove.push(to_note(&merged));
                    (Removal::Done, signatures)
                } else {
                    to_keep.push(to_note(&merged));
                    (Removal::Waiting, signatures)
                }
            } else {
                (Removal::OtherDay, 0)
            };
            outcomes.push(ParcelOutcome { id, removal, signatures });
        }
        // What makes room goes first.
        store.withdraw(&self.desk, &to_remove, today)?;
        if beyond.added > 0 {
            store.check_room(0)?;
        }
        store.keep_waiting(&self.desk, &to_keep, today)?;
        Ok(outcomes)
    }
}

/// Notes for parcels that are not here: they may have expired, and vaults still hold them.
///
/// There are no more of them than parcels that expired, so that a stolen key cannot fill the disk with notes for nothing.
struct Beyond {
    /// How many more may come.
    left: usize,
    /// For whom there is one already.
    known: HashSet<ParcelId>,
    /// How many came now.
    added: usize,
}

impl Beyond {
    fn of(store: &dyn Store, desk: &DeskId, waiting: &[Note]) -> Result<Self, StoreError> {
        let mut days = HashMap::new();
        for note in store.expired(desk)? {
            if let Ok(said) = SignedAcknowledgement::parse(&note.text) {
                days.insert(note.day, said.says().parcels);
            }
        }
        let mut known = HashSet::new();
        for note in waiting {
            if store.open(desk, note.parcel)?.is_none() {
                known.insert(note.parcel);
            }
        }
        let expired = usize::try_from(days.values().sum::<u64>()).unwrap_or(usize::MAX);
        Ok(Self { left: expired.saturating_sub(known.len()), known, added: 0 })
    }

    /// True when there may be a note for this parcel.
    fn take(&mut self, id: ParcelId) -> bool {
        if self.known.contains(&id) {
            return true;
        }
        let may = self.left > 0;
        if may {
            self.left -= 1;
            self.added += 1;
            self.known.insert(id);
        }
        may
    }
}

/// Removes what waited for its day, which has come. For each start and each day's close.
///
/// What the roster of the moment does not bear out any more, because a reviewer has left, goes on waiting.
///
/// # Errors
/// The store failed.
pub fn remove_due(store: &dyn Store, roster: &Roster, today: Day) -> Result<(), StoreError> {
    for desk in roster.desks() {
        let signed = store.waiting(&desk.id)?.into_iter().filter_map(|note| read_waiting(&note, &desk.id));
        let due: Vec<Note> = signed.filter(|note| is_due(note, roster, today)).map(|note| to_note(&note)).collect();
        store.withdraw(&desk.id, &due, today)?;
    }
    Ok(())
}

/// One note of the signatures that hold, of what is handed in and what waits; `None` when others have signed
/// another day.
fn merged(note: &SignedWithdrawal, waiting: Option<&Note>, roster: &Roster) -> Option<SignedWithdrawal> {
    let waiting = waiting.and_then(|waiting| read_waiting(waiting, &note.says().desk));
    let Some(waiting) = waiting else { return roster.merge(note, note) };
    roster.merge(note, &waiting).or_else(|| {
        // Who signs another day takes their own word back, and nobody else's.
        let all_ours = roster.signers(&waiting).iter().all(|id| roster.signers(note).contains(id));
        if all_ours { roster.merge(note, note) } else { None }
    })
}

/// A note that waits, when it is of the parcel that it is named by.
fn read_waiting(note: &Note, desk: &DeskId) -> Option<SignedWithdrawal> {
    let signed = SignedWithdrawal::parse(&note.text).ok()?;
    (signed.says().parcel == note.parcel && signed.says().desk == *desk).then_some(signed)
}

fn is_due(note: &SignedWithdrawal, roster: &Roster, today: Day) -> bool {
    note.says().not_before <= today && roster.is_enough(note)
}

fn to_note(signed: &SignedWithdrawal) -> Note {
    Note { parcel: signed.says().parcel, text: signed.as_str().to_owned() }
}

fn desk_of<'a>(roster: &'a Roster, desk: &DeskId) -> Option<&'a DeskEntry> {
    roster.desks().iter().find(|entry| entry.id == *desk)
}

/// A desk's tombstones as they are sent.
pub(super) fn tombstones(store: &dyn Store, desk: &DeskId) -> Result<Vec<String>, StoreError> {
    Ok(store.withdrawn(desk)?.into_iter().map(|note| note.text).collect())
}
