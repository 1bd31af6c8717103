//! A store that is full, or breaks, from a parcel on.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::seal::{Day, Derivation, DeskId, Finished, ParcelId, SealedReply, SlotName};
use crate::store::{Acknowledged, FileStore, Judged, Listed, Note, Part, Room, Store, StoreError, StoredParcel};

const UNASKED: &str = "a visit asks for no more than to begin a parcel";

/// Begins parcels of another store, as many as it is told.
pub(super) struct Refusing {
    store: Arc<FileStore>,
    left: AtomicUsize,
    breaks: AtomicBool,
}

impl Refusing {
    /// One that refuses nothing yet.
    pub(super) fn over(store: Arc<FileStore>) -> Self {
        Self { store, left: AtomicUsize::new(usize::MAX), breaks: AtomicBool::new(false) }
    }

    /// Lets so many parcels begin; the next ones find it full, or broken.
    pub(super) fn after(&self, parcels: usize, breaks: bool) {
        self.left.store(parcels, Ordering::Relaxed);
        self.breaks.store(breaks, Ordering::Relaxed);
    }
}

impl Store for Refusing {
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            let broken = || StoreError::Io("a test", io::Error::other("broken"));
            return Err(if self.breaks.load(Ordering::Relaxed) { broken() } else { StoreError::Full });
        }
        self.left.store(left - 1, Ordering::Relaxed);
        self.store.begin(desk, room)
    }

    fn days(&self, _: &DeskId) -> Result<Vec<Day>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn parcels(&self, _: &DeskId, _: Day) -> Result<Vec<Listed>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn open(&self, _: &DeskId, _: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn knows(&self, _: &DeskId, _: ParcelId) -> Result<bool, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn roster_versions(&self) -> Result<Vec<u64>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn roster(&self, _: u64) -> Result<Option<String>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn close_days(&self, _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn tick(&self, _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn keep_waiting(&self, _: &DeskId, _: &[Note], _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn waiting(&self, _: &DeskId) -> Result<Vec<Note>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn withdraw(&self, _: &DeskId, _: &[Note], _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn withdrawn(&self, _: &DeskId) -> Result<Vec<Note>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn withdrawn_elsewhere(&self, _: &DeskId) -> Result<Vec<Note>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn keep_acknowledgement(&self, _: &DeskId, _: &Acknowledged, _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn acknowledged(&self, _: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn expire(&self, _: &[Judged], _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn expired(&self, _: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn bring_back(&self, _: &DeskId, _: Box<dyn Part>, _: Finished, _: Day, _: Day) -> Result<bool, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn holds_whole(&self, _: &DeskId, _: ParcelId) -> Result<bool, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn check_room(&self, _: u64) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn is_expired(&self, _: &DeskId, _: Day) -> bool {
        unreachable!("{UNASKED}")
    }

    fn keep_reply(&self, _: &[SlotName], _: &SealedReply, _: Day) -> Result<bool, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn replies(&self, _: &[SlotName]) -> Result<Vec<Option<SealedReply>>, StoreError> {
        unreachable!("{UNASKED}")
    }

    fn delete_replies(&self, _: &[SlotName], _: Day) -> Result<(), StoreError> {
        unreachable!("{UNASKED}")
    }

    fn derivation(&self) -> &Derivation {
        unreachable!("{UNASKED}")
    }
}
