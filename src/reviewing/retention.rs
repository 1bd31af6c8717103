//! Retention: which days a server may let go, and why the others stay.
//!
//! A day goes when its time is over *and* every reviewer of its desk has acknowledged exactly the parcels that are here
//! *and* one of them could open them all. It stays while a withdrawal waits for one of its parcels: that must reach the
//! vaults too.

use std::collections::BTreeSet;

use crate::roster::{Roster, digest_of_ids};
use crate::seal::{Day, DeskId, ParcelId, ShortName};
use crate::store::{Acknowledged, Note, Store, StoreError};

/// Why a day stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stays {
    /// No time is set for its desk.
    Off,
    /// Its time is not over; goes at the close of this day at the earliest.
    Until(Day),
    /// These reviewers have not acknowledged what it holds.
    Unacknowledged(Vec<ShortName>),
    /// All have acknowledged, and none could open all of it.
    Unopened,
    /// A withdrawal waits for one of its parcels.
    WithdrawalWaits,
    /// The roster has no such desk any more, so nobody answers for it.
    NoDesk,
}

/// A desk's day, as far as retention looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetainedDay {
    /// The desk.
    pub desk: DeskId,
    /// The day.
    pub day: Day,
    /// How many parcels it has.
    pub parcels: usize,
    /// Bytes of them.
    pub bytes: u64,
    /// Why it stays; `None` when it may go.
    pub stays: Option<Stays>,
}

/// What is known of a desk's day when it is judged.
pub struct Evidence<'a> {
    /// The parcels that are here.
    pub parcels: &'a [ParcelId],
    /// What reviewers of the desk acknowledged, of this day and others.
    pub acknowledged: &'a [Acknowledged],
    /// Withdrawals that wait.
    pub waiting: &'a [Note],
}

impl Stays {
    /// Why a desk's day stays; `None` when it may go `days` days after it was over.
    pub fn of(roster: &Roster, desk: &DeskId, day: Day, days: u32, today: Day, known: &Evidence<'_>) -> Option<Self> {
        if !roster.desks().iter().any(|entry| entry.id == *desk) {
            return Some(Self::NoDesk);
        }
        // A day's time begins when it is over.
        let over = day.plus(i64::from(days.max(1)) + 1);
        if today < over {
            return Some(Self::Until(over));
        }
        let here: BTreeSet<&ParcelId> = known.parcels.iter().collect();
        if known.waiting.iter().any(|note| here.contains(&note.parcel)) {
            return Some(Self::WithdrawalWaits);
        }
        let sha256 = digest_of_ids(known.parcels.iter().copied());
        let note = |reviewer: &ShortName| {
            let mut notes = known.acknowledged.iter().filter(|note| note.day == day && note.reviewer == *reviewer);
            notes.next().map(|note| note.text.as_str())
        };
        let (mut lacking, mut opened_all) = (Vec::new(), false);
        for (reviewer, says) in roster.acknowledgements(desk, day, note).unwrap_or_default() {
            match says.filter(|says| says.sha256 == sha256) {
                Some(says) => opened_all |= says.opened == known.parcels.len() as u64,
                None => lacking.push(reviewer),
            }
        }
        if !lacking.is_empty() {
            return Some(Self::Unacknowledged(lacking));
        }
        if opened_all { None } else { Some(Self::Unopened) }
    }
}

/// Lets every day go that may go. For each start and each day's close.
///
/// # Errors
/// The store failed.
pub fn expire_due(
    store: &dyn Store,
    roster: &Roster,
    days: impl Fn(&DeskId) -> Option<u32>,
    today: Day,
) -> Result<(), StoreError> {
    for desk in roster.desks().iter().map(|entry| &entry.id) {
        let Some(days) = days(desk) else { continue };
        let (acknowledged, waiting) = (store.acknowledged(desk)?, store.waiting(desk)?);
        let mut due = Vec::new();
        for day in store.days(desk)? {
            let parcels: Vec<ParcelId> = store.parcels(desk, day)?.into_iter().map(|listed| listed.id).collect();
            let known = Evidence { parcels: &parcels, acknowledged: &acknowledged, waiting: &waiting };
            if !parcels.is_empty() && Stays::of(roster, desk, day, days, today, &known).is_none() {
                due.push(day);
            }
        }
        store.expire(desk, &due, today)?;
    }
    Ok(())
}
