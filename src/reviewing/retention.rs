//! Retention: which days a server may let go, and why the others stay.
//!
//! A day goes when its time is over *and* every reviewer of its desk has acknowledged exactly the parcels that are here
//! *and* one of them could open them all. It stays while a withdrawal waits for one of its parcels: that must reach the
//! vaults too. And it stays while something of it lies set aside: the store holds to that.

use std::collections::BTreeSet;

use crate::roster::{Roster, digest_of_ids};
use crate::seal::{Day, DeskId, ParcelId, ShortName};
use crate::store::{Acknowledged, Judged, Note, Store, StoreError};

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
    /// A repair set something of it aside that nobody gave back or took away yet.
    SetAside,
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

/// The first day on which a day may go that is to stay for `days` days: its time begins when it is over.
pub fn over(day: Day, days: u32) -> Day {
    day.plus(i64::from(days.max(1)) + 1)
}

impl Stays {
    /// Why a desk's day stays; `None` when it may go `days` days after it was over.
    pub fn of(roster: &Roster, desk: &DeskId, day: Day, days: u32, today: Day, known: &Evidence<'_>) -> Option<Self> {
        if roster.desk(desk).is_none() {
            return Some(Self::NoDesk);
        }
        let over = over(day, days);
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

/// Lets every day go that may go, of all desks at once. For each start and each day's close.
///
/// # Errors
/// The store failed.
pub fn expire_due(
    store: &dyn Store,
    roster: &Roster,
    days: impl Fn(&DeskId) -> Option<u32>,
    today: Day,
) -> Result<(), StoreError> {
    let mut due = Vec::new();
    for desk in roster.desks().iter().map(|entry| &entry.id) {
        let Some(days) = days(desk) else { continue };
        let (acknowledged, waiting) = (store.acknowledged(desk)?, store.waiting(desk)?);
        for day in store.days(desk)? {
            let parcels: Vec<ParcelId> = store.parcels(desk, day)?.into_iter().map(|listed| listed.id).collect();
            let known = Evidence { parcels: &parcels, acknowledged: &acknowledged, waiting: &waiting };
            if !parcels.is_empty() && Stays::of(roster, desk, day, days, today, &known).is_none() {
                due.push(Judged { desk: desk.clone(), day, parcels });
            }
        }
    }
    store.expire(&due, today)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use rand_core::OsRng;

    use super::*;
    use crate::roster::{Acknowledgement, DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, RosterText};
    use crate::seal::{Identity, RecipientKind};

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    /// Ana and Bea review `main`.
    fn roster() -> Roster {
        let interface = Interface { address: "127.0.0.1:1".to_owned(), key: PublicKey::of(&key(1)) };
        let mut text = RosterText::new(1, day(0), day(365), interface);
        for (id, byte) in [("ana", 3), ("bea", 4)] {
            let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string();
            text.reviewers.push(ReviewerEntry { id: name(id), recipient, key: PublicKey::of(&key(byte)) });
        }
        text.desks.push(DeskEntry::new("main".parse().unwrap(), "Main", vec![name("ana"), name("bea")]));
        let custodian = NoteSigner::new("custodian", key(2)).unwrap();
        text.sign(&custodian).unwrap().verify(&custodian.verifier()).unwrap()
    }

    fn day(n: i64) -> Day {
        "2026-11-01".parse::<Day>().unwrap().plus(n)
    }

    fn name(id: &str) -> ShortName {
        id.parse().unwrap()
    }

    /// What somebody says of so many parcels of the day 0, of which they open some.
    fn says(id: &str, byte: u8, parcels: &[ParcelId], opened: u64) -> Acknowledged {
        let says = Acknowledgement {
            desk: "main".parse().unwrap(),
            day: day(0),
            parcels: parcels.len() as u64,
            opened,
            sha256: digest_of_ids(parcels.iter().copied()),
        };
        let text = says.sign(&name(id), &key(byte)).unwrap().as_str().to_owned();
        Acknowledged { day: day(0), reviewer: name(id), text }
    }

    #[test]
    fn a_day_stays_for_every_reason_there_is_and_goes_for_one() {
        let (roster, main, ids) = (roster(), "main".parse().unwrap(), [1, 2].map(|n| ParcelId::from_bytes([n; 32])));
        let both = [says("ana", 3, &ids, 2), says("bea", 4, &ids, 1)];
        let waits = [Note { parcel: ids[1], text: String::new() }];
        let elsewhere = [Note { parcel: ParcelId::from_bytes([9; 32]), text: String::new() }];
        let lacks = |who: &[&str]| Some(Stays::Unacknowledged(who.iter().map(|id| name(id)).collect()));
        let judge = |what: &str, today, acknowledged: &[Acknowledged], waiting: &[Note], expected: Option<Stays>| {
            let known = Evidence { parcels: &ids, acknowledged, waiting };
            assert_eq!(Stays::of(&roster, &main, day(0), 7, day(today), &known), expected, "{what}");
        };
        judge("its time is over", 8, &both, &elsewhere, None);
        judge("its time is not over", 7, &both, &[], Some(Stays::Until(day(8))));
        judge("a withdrawal waits", 8, &both, &waits, Some(Stays::WithdrawalWaits));
        judge("nobody said anything", 8, &[], &[], lacks(&["ana", "bea"]));
        judge("one did not", 8, &both[..1], &[], lacks(&["bea"]));
        judge("one said less", 8, &[both[0].clone(), says("bea", 4, &ids[..1], 1)], &[], lacks(&["bea"]));
        judge("one did not sign", 8, &[both[0].clone(), says("bea", 3, &ids, 2)], &[], lacks(&["bea"]));
        judge("one signed another's", 8, &[both[0].clone(), says("ana", 3, &ids, 2)], &[], lacks(&["bea"]));
        judge("none opened all", 8, &[says("ana", 3, &ids, 1), both[1].clone()], &[], Some(Stays::Unopened));
        judge(
            "it is of another day",
            8,
            &[Acknowledged { day: day(1), ..both[0].clone() }, both[1].clone()],
            &[],
            lacks(&["ana"]),
        );
        judge(
            "it is rubbish",
            8,
            &[Acknowledged { text: "x".to_owned(), ..both[0].clone() }, both[1].clone()],
            &[],
            lacks(&["ana"]),
        );
        let known = Evidence { parcels: &ids, acknowledged: &both, waiting: &[] };
        let gone = "gone".parse().unwrap();
        assert_eq!(Stays::of(&roster, &gone, day(0), 7, day(8), &known), Some(Stays::NoDesk));
        assert_eq!(Stays::of(&roster, &main, day(0), 0, day(1), &known), Some(Stays::Until(day(2))), "a day at least");
    }
}
