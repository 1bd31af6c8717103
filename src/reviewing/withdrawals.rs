//! Withdrawals: what reviewers sign, and what follows when enough of them have.
//!
//! Nothing is removed but by notes that the roster of the moment bears out, and each stays on the disk as the
//! tombstone of what it removed.

use std::collections::{HashMap, HashSet};

use super::not_taken::NotTaken;
use crate::link::wire::{MAX_NOTES, ParcelOutcome, Removal};
use crate::roster::{ReviewerEntry, Roster, SignedAcknowledgement, SignedWithdrawal};
use crate::seal::{Day, DeskId, ParcelId, ShortName};
use crate::store::{Note, Store, StoreError};

/// Notes of one desk that their sender has signed, by parcel, each parcel once.
pub(super) struct HandedIn<'a> {
    caller: &'a ShortName,
    desk: DeskId,
    notes: Vec<SignedWithdrawal>,
}

impl<'a> HandedIn<'a> {
    /// Holds every note against the roster: the caller is of the desk and has signed it, and its day is none that
    /// the desk's grace could not have brought.
    pub(super) fn check(
        notes: &[String],
        caller: &'a ReviewerEntry,
        roster: &Roster,
        today: Day,
    ) -> Result<Self, NotTaken> {
        if notes.is_empty() || notes.len() > MAX_NOTES {
            return Err(NotTaken::Nonsense);
        }
        let read = |note: &String| SignedWithdrawal::parse(note).map_err(|_| NotTaken::Nonsense);
        let notes = notes.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let desk = notes[0].says().desk.clone();
        let entry = roster.desk(&desk).filter(|entry| entry.reviewers.contains(&caller.id));
        let latest = today.plus(i64::from(entry.ok_or(NotTaken::Missing)?.withdrawal_grace_days));
        let fits = |note: &SignedWithdrawal| {
            note.says().desk == desk && note.says().not_before <= latest && roster.signers(note).contains(&caller.id)
        };
        let sorted = notes.is_sorted_by(|a, b| a.says().parcel < b.says().parcel);
        if sorted && notes.iter().all(fits) {
            Ok(Self { caller: &caller.id, desk, notes })
        } else {
            Err(NotTaken::Nonsense)
        }
    }

    /// Adds the signatures to those that are here, and removes what has enough of them and whose day has come.
    ///
    /// Called by one at a time: what is read here is written back.
    pub(super) fn act(&self, store: &dyn Store, roster: &Roster, today: Day) -> Result<Vec<ParcelOutcome>, NotTaken> {
        let waiting = store.waiting(&self.desk)?;
        let (mut to_keep, mut to_remove, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
        let mut beyond = Beyond::new(self, store, roster, &waiting);
        for note in &self.notes {
            let id = note.says().parcel;
            let (removal, signatures) = if store.is_withdrawn(&self.desk, id) {
                (Removal::Done, 0)
            } else if !store.knows(&self.desk, id)? && !beyond.take(id)? {
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
        let (takes_room, makes_room): (Vec<_>, Vec<_>) =
            to_remove.into_iter().partition(|note| beyond.added.contains(&note.parcel));
        store.withdraw(&self.desk, &makes_room, today)?;
        if !beyond.added.is_empty() {
            store.check_room(0)?;
        }
        store.withdraw(&self.desk, &takes_room, today)?;
        store.keep_waiting(&self.desk, &to_keep, today)?;
        Ok(outcomes)
    }
}

/// Notes for parcels that are not here: they may have expired, and vaults still hold them.
///
/// Each reviewer has signed at most as many of them as parcels expired, whether they wait or became tombstones: so a
/// stolen key cannot fill the disk with notes for nothing, nor use up what is its colleagues'.
struct Beyond<'a> {
    handed_in: &'a HandedIn<'a>,
    store: &'a dyn Store,
    roster: &'a Roster,
    waiting: &'a [Note],
    /// Counted when it is asked for the first time: mostly all parcels are here.
    count: Option<Count>,
    /// For what there is a note only now.
    added: HashSet<ParcelId>,
}

struct Count {
    /// How many more the caller may bring.
    left: usize,
    /// For what there is a note already.
    known: HashSet<ParcelId>,
}

impl<'a> Beyond<'a> {
    fn new(handed_in: &'a HandedIn<'a>, store: &'a dyn Store, roster: &'a Roster, waiting: &'a [Note]) -> Self {
        Self { handed_in, store, roster, waiting, count: None, added: HashSet::new() }
    }

    /// True when there may be a note for this parcel.
    fn take(&mut self, id: ParcelId) -> Result<bool, StoreError> {
        let mut count = self.count.take().map_or_else(|| self.counted(), Ok)?;
        let is_known = count.known.contains(&id);
        let may = is_known || count.left > 0;
        if may && !is_known {
            count.left -= 1;
            count.known.insert(id);
            self.added.insert(id);
        }
        self.count = Some(count);
        Ok(may)
    }

    fn counted(&self) -> Result<Count, StoreError> {
        let HandedIn { desk, caller, .. } = self.handed_in;
        let mut days = HashMap::new();
        for note in self.store.expired(desk)? {
            if let Ok(said) = SignedAcknowledgement::parse(&note.text) {
                days.insert(note.day, said.says().parcels);
            }
        }
        let expired = usize::try_from(days.values().sum::<u64>()).unwrap_or(usize::MAX);
        let mut notes = self.store.withdrawn_elsewhere(desk)?;
        for note in self.waiting {
            if !self.store.knows(desk, note.parcel)? {
                notes.push(note.clone());
            }
        }
        let is_theirs =
            |note: &&Note| read_waiting(note, desk).is_some_and(|signed| self.roster.signers(&signed).contains(caller));
        let theirs = notes.iter().filter(is_theirs).count();
        Ok(Count { left: expired.saturating_sub(theirs), known: notes.iter().map(|note| note.parcel).collect() })
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

/// A desk's tombstones as they are sent.
pub(super) fn tombstones(store: &dyn Store, desk: &DeskId) -> Result<Vec<String>, StoreError> {
    Ok(store.withdrawn(desk)?.into_iter().map(|note| note.text).collect())
}
