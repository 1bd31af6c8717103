//! A store that is full, or breaks, from a parcel on.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::seal::{
    Day, Deleted, Deletion, Derivation, DeskId, Finished, ParcelId, SealedChunk, SealedReply, SealedSink, SlotName,
};
use crate::store::{Acknowledged, FileStore, Judged, Kept, Listed, Note, Part, Room, Store, StoreError, StoredParcel};

const UNASKED: &str = "a visit and a mailbox ask for no more";

/// Begins parcels of another store, as many as it is told.
pub(super) struct Refusing {
    store: Arc<FileStore>,
    left: AtomicUsize,
    at: Mutex<(Stage, How)>,
}

/// Where the next parcel fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Begin,
    Write,
    Keep,
}

/// How it fails there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Full,
    Broken,
    Panics,
}

impl Refusing {
    /// One that refuses nothing yet.
    pub(super) fn over(store: Arc<FileStore>) -> Self {
        Self { store, left: AtomicUsize::new(usize::MAX), at: Mutex::new((Stage::Begin, How::Full)) }
    }

    /// Lets so many parcels through; the next ones find it so at this stage, a mailbox at any.
    pub(super) fn after(&self, parcels: usize, stage: Stage, how: How) {
        self.left.store(parcels, Ordering::Relaxed);
        *self.at.lock().unwrap() = (stage, how);
    }

    fn gives_mailboxes(&self) -> Result<(), StoreError> {
        let (_, how) = *self.at.lock().unwrap();
        if self.left.load(Ordering::Relaxed) > 0 { Ok(()) } else { Err(refusal(how)) }
    }
}

fn refusal(how: How) -> StoreError {
    match how {
        How::Full => StoreError::Full,
        How::Broken => StoreError::Io("a test", io::Error::other("broken")),
        How::Panics => panic!("a test"),
    }
}

/// A parcel that cannot be written, or not be kept.
struct Refused {
    part: Box<dyn Part>,
    stage: Stage,
    how: How,
}

impl SealedSink for Refused {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        match self.stage {
            Stage::Write => match refusal(self.how) {
                StoreError::Io(_, error) => Err(error),
                _ => Err(io::ErrorKind::StorageFull.into()),
            },
            _ => self.part.accept(chunk),
        }
    }
}

impl Part for Refused {
    fn keep(self: Box<Self>, _: Finished, _: Day) -> Result<Kept, StoreError> {
        Err(refusal(self.how))
    }
}

impl Store for Refusing {
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError> {
        let left = self.left.load(Ordering::Relaxed);
        let (stage, how) = *self.at.lock().unwrap();
        self.left.store(left.saturating_sub(1), Ordering::Relaxed);
        match stage {
            _ if left > 0 => self.store.begin(desk, room),
            Stage::Begin => Err(refusal(how)),
            Stage::Write | Stage::Keep => Ok(Box::new(Refused { part: self.store.begin(desk, room)?, stage, how })),
        }
    }

    fn filing_day(&self, desk: &DeskId, today: Day) -> Day {
        self.store.filing_day(desk, today)
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

    fn is_withdrawn(&self, _: &DeskId, _: ParcelId) -> bool {
        unreachable!("{UNASKED}")
    }

    fn is_expired(&self, _: &DeskId, _: Day) -> bool {
        unreachable!("{UNASKED}")
    }

    fn keep_reply(&self, slots: &[SlotName], reply: &SealedReply, today: Day) -> Result<bool, StoreError> {
        self.store.keep_reply(slots, reply, today)
    }

    fn replies(&self, slots: &[SlotName]) -> Result<Vec<Option<SealedReply>>, StoreError> {
        self.gives_mailboxes()?;
        self.store.replies(slots)
    }

    fn delete_replies(&self, slots: &[SlotName], asked: &Deletion, today: Day) -> Result<Deleted, StoreError> {
        self.store.delete_replies(slots, asked, today)
    }

    fn derivation(&self) -> &Derivation {
        unreachable!("{UNASKED}")
    }
}
