//! Parcels that reviewers give back: a server that was restored may lack what their vaults hold.
//!
//! A parcel comes in pieces, and is kept only when its bytes have the digest that it was announced by. What was
//! withdrawn or has expired is not taken back.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use super::not_taken::NotTaken;
use crate::link::wire::Given;
use crate::roster::PublicKey;
use crate::seal::{Day, DeskId, ParcelId, Receiving};
use crate::store::{Part, Store, StoreError};

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

/// The parcels that are on their way: one for each reviewer at most, so that nobody fills the pool.
#[derive(Default)]
pub(super) struct Giving(Mutex<HashMap<PublicKey, UnderWay>>);

impl Giving {
    /// Takes the next piece of a parcel. One that begins elsewhere than the last one ended is not written: the answer
    /// says how much is here, and the reviewer goes on from there.
    pub(super) fn take(
        &self,
        store: &dyn Store,
        caller: PublicKey,
        piece: &Piece,
        today: Day,
    ) -> Result<Given, NotTaken> {
        let Piece { desk, day, id, at, size, bytes } = piece;
        if *day > today || store.is_expired(desk, *day) {
            return Err(NotTaken::Missing);
        }
        if store.open(desk, *id)?.is_some() {
            return Ok(Given { have: *size, kept: true });
        }
        if store.withdrawn(desk)?.iter().any(|tombstone| tombstone.parcel == *id) {
            return Err(NotTaken::Missing);
        }
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_this = |on: &UnderWay| on.desk == *desk && on.day == *day && on.id == *id;
        let mut on = if let Some(on) = under_way.remove(&caller).filter(is_this) {
            on
        } else {
            let part = store.begin(desk)?;
            UnderWay { desk: desk.clone(), day: *day, id: *id, receiving: Receiving::default(), part }
        };
        if on.receiving.len() != *at || bytes.is_empty() {
            let have = on.receiving.len();
            under_way.insert(caller, on);
            return Ok(Given { have, kept: false });
        }
        let chunk = on.receiving.take(bytes.clone());
        on.part.accept(&chunk).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Io("writing a parcel that a reviewer gives back", error),
        })?;
        let have = on.receiving.len();
        if have < *size {
            under_way.insert(caller, on);
            return Ok(Given { have, kept: false });
        }
        let finished = on.receiving.finish().map_err(|_| NotTaken::Nonsense)?;
        if have != *size || finished.id() != *id {
            return Err(NotTaken::Nonsense);
        }
        on.part.keep(finished, *day)?;
        Ok(Given { have, kept: true })
    }
}
