//! Parcels that reviewers give back: a server that was restored may lack what their vaults hold.
//!
//! A parcel comes in pieces, and is kept only when its bytes have the digest that it was announced by. What was
//! withdrawn or has expired is not taken back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use super::not_taken::NotTaken;
use crate::link::wire::Given;
use crate::roster::{PublicKey, Roster};
use crate::seal::{Day, DeskId, FLOOR_BYTES, ParcelId, Receiving};
use crate::store::{Part, Room, Store, StoreError};

/// A piece of a parcel.
pub(super) struct Piece {
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
    /// Where in the parcel it begins.
    pub(super) at: u64,
    /// Bytes of the whole parcel.
    pub(super) size: u64,
    pub(super) bytes: Vec<u8>,
}

/// A parcel on its way.
struct UnderWay {
    desk: DeskId,
    day: Day,
    id: ParcelId,
    receiving: Receiving,
    part: Box<dyn Part>,
}

/// One reviewer's place.
#[derive(Default)]
struct Place {
    on: Option<UnderWay>,
    /// Nothing came since the last tick.
    idle: bool,
}

/// The parcels that are on their way: one for each reviewer at most, so that nobody fills the pool, and nobody waits for
/// another. A place is held while a piece is written.
#[derive(Default)]
pub struct Giving(Mutex<HashMap<PublicKey, Arc<Mutex<Place>>>>);

impl Giving {
    /// Gives up what nobody went on with since the last tick, and what is not for the reviewers of this roster.
    pub fn tick(&self, roster: &Roster) {
        self.keep_only(roster);
        self.places().retain(|_, place| {
            if let Ok(mut place) = place.try_lock() {
                let on = place.on.take().filter(|_| !place.idle);
                *place = Place { on, idle: true };
                if place.on.is_some() {
                    return true;
                }
            }
            // A piece is being written, or about to be.
            Arc::strong_count(place) > 1
        });
    }

    /// Gives up what is on its way from who is no reviewer of this roster.
    pub fn keep_only(&self, roster: &Roster) {
        self.places().retain(|key, _| roster.reviewer_by_key(key).is_some());
    }

    fn places(&self) -> MutexGuard<'_, HashMap<PublicKey, Arc<Mutex<Place>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next piece of a parcel. One that begins elsewhere than the last one ended is not written: the answer
    /// says how much is here, and the reviewer goes on from there.
    ///
    /// What the server has already is read and held against its id first: a damaged one is taken again. What was on its
    /// way before is given up for another.
    pub(super) fn take(
        &self,
        store: &dyn Store,
        caller: PublicKey,
        piece: Piece,
        today: Day,
    ) -> Result<Given, NotTaken> {
        let place = Arc::clone(self.places().entry(caller).or_default());
        let mut place = match place.try_lock() {
            Ok(place) => place,
            // What they sent before is still being read or written: no thread waits for that.
            Err(TryLockError::WouldBlock) => return Err(NotTaken::Busy),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        };
        place.idle = false;
        let Piece { desk, day, id, at, size, bytes } = piece;
        let is_this = |on: &UnderWay| on.desk == desk && on.day == day && on.id == id;
        let mut on = match place.on.take().filter(is_this) {
            Some(on) => on,
            None if day > today || store.is_expired(&desk, day) => return Err(NotTaken::Missing),
            None if store.is_withdrawn(&desk, id) => return Err(NotTaken::Missing),
            None if store.holds_whole(&desk, id)? => return Ok(Given { have: size, kept: true }),
            // Every parcel's plaintext has so much at least; a smaller one would take an inode for nothing.
            None if size < FLOOR_BYTES => return Err(NotTaken::Nonsense),
            None => {
                // A stolen key must not close the portal: words have their room before what comes back.
                store.check_room(size)?;
                let part = store.begin(&desk, Room::Files)?;
                UnderWay { desk: desk.clone(), day, id, receiving: Receiving::default(), part }
            }
        };
        let have = on.receiving.len();
        if have != at || bytes.is_empty() {
            place.on = Some(on);
            return Ok(Given { have, kept: false });
        }
        let have = have + bytes.len() as u64;
        if have > size {
            return Err(NotTaken::Nonsense);
        }
        let chunk = on.receiving.take(bytes);
        let failed = |e| StoreError::Io("writing a parcel that a reviewer gives back", e).or_full();
        on.part.accept(&chunk).map_err(failed)?;
        if have < size {
            place.on = Some(on);
            return Ok(Given { have, kept: false });
        }
        let finished = on.receiving.finish().map_err(|_| NotTaken::Nonsense)?;
        if finished.id() != id {
            return Err(NotTaken::Nonsense);
        }
        if store.bring_back(&desk, on.part, finished, day, today)? {
            Ok(Given { have, kept: true })
        } else {
            Err(NotTaken::Missing)
        }
    }
}
