//! What the server makes of stores that are slow, fail or give without end.

use std::fs;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use amparo::seal::{Day, Deleted, Deletion, Derivation, DeskId, Finished, ParcelId, SealedReply, SlotName};
use amparo::store::{Acknowledged, Judged, Listed, Note, Part, Room, Store, StoreError, StoredParcel};
use amparo::vault::RemoteError;

use super::server::{ANA, Server, day, desk, run};

/// What a store that is another one in some ways does like the one in it.
macro_rules! everything_else_as_it_is {
    () => {
        fn close_days(&self, today: Day) -> Result<(), StoreError> {
            self.0.close_days(today)
        }
        fn tick(&self, today: Day) -> Result<(), StoreError> {
            self.0.tick(today)
        }
        fn keep_waiting(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
            self.0.keep_waiting(desk, notes, today)
        }
        fn waiting(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
            self.0.waiting(desk)
        }
        fn withdraw(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError> {
            self.0.withdraw(desk, notes, today)
        }
        fn withdrawn(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
            self.0.withdrawn(desk)
        }
        fn withdrawn_elsewhere(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError> {
            self.0.withdrawn_elsewhere(desk)
        }
        fn keep_acknowledgement(&self, desk: &DeskId, note: &Acknowledged, today: Day) -> Result<(), StoreError> {
            self.0.keep_acknowledgement(desk, note, today)
        }
        fn acknowledged(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
            self.0.acknowledged(desk)
        }
        fn expire(&self, days: &[Judged], today: Day) -> Result<(), StoreError> {
            self.0.expire(days, today)
        }
        fn bring_back(
            &self,
            desk: &DeskId,
            part: Box<dyn Part>,
            finished: Finished,
            day: Day,
            today: Day,
        ) -> Result<bool, StoreError> {
            self.0.bring_back(desk, part, finished, day, today)
        }
        fn holds_whole(&self, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError> {
            self.0.holds_whole(desk, id)
        }
        fn check_room(&self, bytes: u64) -> Result<(), StoreError> {
            self.0.check_room(bytes)
        }
        fn expired(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError> {
            self.0.expired(desk)
        }
        fn filing_day(&self, desk: &DeskId, today: Day) -> Day {
            self.0.filing_day(desk, today)
        }
        fn is_withdrawn(&self, desk: &DeskId, id: ParcelId) -> bool {
            self.0.is_withdrawn(desk, id)
        }
        fn is_expired(&self, desk: &DeskId, day: Day) -> bool {
            self.0.is_expired(desk, day)
        }
        fn knows(&self, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError> {
            self.0.knows(desk, id)
        }
        fn keep_reply(&self, slots: &[SlotName], reply: &SealedReply, today: Day) -> Result<bool, StoreError> {
            self.0.keep_reply(slots, reply, today)
        }
        fn replies(&self, slots: &[SlotName]) -> Result<Vec<Option<SealedReply>>, StoreError> {
            self.0.replies(slots)
        }
        fn delete_replies(&self, slots: &[SlotName], asked: &Deletion, today: Day) -> Result<Deleted, StoreError> {
            self.0.delete_replies(slots, asked, today)
        }
        fn derivation(&self) -> &Derivation {
            self.0.derivation()
        }
    };
}

/// A store that says when it is to begin something, and does not before it is let go on.
pub(super) struct Slow(pub(super) Arc<dyn Store>, pub(super) Mutex<(mpsc::Sender<()>, mpsc::Receiver<()>)>);

impl Store for Slow {
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError> {
        let channels = self.1.lock().unwrap();
        channels.0.send(()).unwrap();
        channels.1.recv().unwrap();
        self.0.begin(desk, room)
    }
    fn days(&self, desk: &DeskId) -> Result<Vec<Day>, StoreError> {
        self.0.days(desk)
    }
    fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError> {
        self.0.parcels(desk, day)
    }
    fn open(&self, desk: &DeskId, id: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
        self.0.open(desk, id)
    }
    fn roster_versions(&self) -> Result<Vec<u64>, StoreError> {
        self.0.roster_versions()
    }
    fn roster(&self, version: u64) -> Result<Option<String>, StoreError> {
        self.0.roster(version)
    }
    everything_else_as_it_is!();
}

/// A store that cannot be read.
struct Failing(Arc<dyn Store>);

impl Store for Failing {
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError> {
        self.0.begin(desk, room)
    }
    fn days(&self, _: &DeskId) -> Result<Vec<Day>, StoreError> {
        Err(StoreError::Io("testing", std::io::Error::other("broken")))
    }
    fn parcels(&self, _: &DeskId, _: Day) -> Result<Vec<Listed>, StoreError> {
        Err(StoreError::Io("testing", std::io::Error::other("broken")))
    }
    fn open(&self, _: &DeskId, _: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
        Err(StoreError::Io("testing", std::io::Error::other("broken")))
    }
    fn roster_versions(&self) -> Result<Vec<u64>, StoreError> {
        Err(StoreError::Io("testing", std::io::Error::other("broken")))
    }
    fn roster(&self, _: u64) -> Result<Option<String>, StoreError> {
        Err(StoreError::Io("testing", std::io::Error::other("broken")))
    }
    everything_else_as_it_is!();
}

/// Half a gibibyte of zeros under whatever id is asked for.
struct Huge(Arc<dyn Store>);

const HUGE: u64 = 512 << 20;

impl Store for Huge {
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError> {
        self.0.begin(desk, room)
    }
    fn days(&self, desk: &DeskId) -> Result<Vec<Day>, StoreError> {
        self.0.days(desk)
    }
    fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError> {
        self.0.parcels(desk, day)
    }
    fn open(&self, _: &DeskId, _: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
        let file = tempfile::tempfile().unwrap();
        file.set_len(HUGE).unwrap();
        Ok(Some(StoredParcel { len: HUGE, content: Box::new(file) }))
    }
    fn roster_versions(&self) -> Result<Vec<u64>, StoreError> {
        self.0.roster_versions()
    }
    fn roster(&self, version: u64) -> Result<Option<String>, StoreError> {
        self.0.roster(version)
    }
    everything_else_as_it_is!();
}

#[test]
fn a_store_that_fails_is_said_to_be_unavailable_and_the_process_is_to_end() {
    let server = Server::start_with(|store| Arc::new(Failing(store)));
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        assert!(remote.roster().await.is_ok());
        let raised = tokio::time::timeout(Duration::from_millis(50), server.failure.raised()).await;
        assert!(raised.is_err(), "nothing has failed yet");
        assert!(matches!(remote.days().await, Err(RemoteError::Unavailable)));
        server.failure.raised().await;
        let list = remote.day(&desk("camps"), day("2026-11-24")).await;
        assert!(matches!(list, Err(RemoteError::Unavailable)));
        assert!(matches!(remote.parcel(server.video().0, 0).await, Err(RemoteError::Unavailable)));
        assert!(matches!(remote.rosters().await, Err(RemoteError::Unavailable)));
        assert!(matches!(remote.older_roster(1).await, Err(RemoteError::Unavailable)));
        server.failure.raised().await;
        assert!(remote.roster().await.is_ok());
    });
}

/// The most memory that this process ever had, in bytes.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
}

#[test]
fn memory_does_not_grow_with_a_parcel() {
    let server = Server::start_with(|store| Arc::new(Huge(store)));
    let before = peak_memory();
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let mut stream = remote.parcel(ParcelId::from_bytes([1; 32]), 5).await.unwrap();
        assert_eq!(stream.size(), HUGE);
        let mut came = 5;
        while let Some(piece) = stream.next().await.unwrap() {
            came += piece.len() as u64;
        }
        assert_eq!(came, HUGE);
    });
    // The other tests run in the same process.
    assert!(peak_memory() - before < 100 << 20, "server and client together");
}
