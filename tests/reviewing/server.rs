//! The server that these tests talk to, on loopback, and whoever talks to it.

use std::collections::BTreeMap;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use actix_server::{ServerBuilder, ServerHandle};
use amparo::link;
use amparo::reviewing::{self, Giving, Published, Reviewing, ReviewingLimits};
use amparo::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, RosterText};
use amparo::seal::{
    Clock, Day, DeskId, FormNonce, Identity, Kind, ParcelHead, ParcelId, RecipientKind, Sealer, SubmissionId,
};
use amparo::store::{FailureSignal, FileStore, Free, Room, Store};
use amparo::vault::{Patience, Remote, RemoteError, converse};
use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use zeroize::Zeroizing;

/// Longer than anything here takes.
pub(super) const LIMIT: Duration = Duration::from_secs(20);

pub(super) fn key(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32])
}

const SERVER: u8 = 1;
pub(super) const CUSTODIAN: u8 = 2;
/// Reviews both desks.
pub(super) const ANA: u8 = 3;
/// Reviews detentions only.
pub(super) const BEA: u8 = 4;
pub(super) const STRANGER: u8 = 5;

pub(super) fn desk(name: &str) -> DeskId {
    name.parse().unwrap()
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A roster of two desks, whose reviewers are `ana` and `bea`.
pub(super) fn published(detentions: &[&str], camps: &[&str]) -> Published {
    version(1, detentions, camps)
}

pub(super) fn version(version: u64, detentions: &[&str], camps: &[&str]) -> Published {
    let interface = Interface { address: "127.0.0.1:1".to_owned(), key: PublicKey::of(&key(SERVER)) };
    let mut text = RosterText::new(version, day("2026-11-01"), day("2027-11-01"), interface);
    for (name, title, reviewers) in [("detentions", "Detentions", detentions), ("camps", "Camps", camps)] {
        let reviewers = reviewers.iter().map(|r| r.parse().unwrap()).collect();
        text.desks.push(DeskEntry::new(desk(name), title, reviewers));
    }
    for (name, byte) in [("ana", ANA), ("bea", BEA)] {
        if detentions.contains(&name) || camps.contains(&name) {
            let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string();
            let key = PublicKey::of(&key(byte));
            text.reviewers.push(ReviewerEntry { id: name.parse().unwrap(), recipient, key });
        }
    }
    let custodian = NoteSigner::new("custodian", key(CUSTODIAN)).unwrap();
    Published::new(text.sign(&custodian).unwrap(), &custodian.verifier()).unwrap()
}

/// A server on a free port, until it is dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    handle: ServerHandle,
    thread: Option<thread::JoinHandle<()>>,
    pub(super) roster: Arc<RwLock<Arc<Published>>>,
    pub(super) folder: tempfile::TempDir,
    pub(super) store: Arc<FileStore>,
    pub(super) giving: Arc<Giving>,
    pub(super) failure: FailureSignal,
    /// Ids and ciphertexts, by desk.
    pub(super) kept: BTreeMap<DeskId, Vec<(ParcelId, Vec<u8>)>>,
}

impl Server {
    pub(super) fn start() -> Self {
        Self::start_with(|store| store)
    }

    pub(super) fn start_with(wrap: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::open(folder.path(), Free::default(), day("2026-11-24")).unwrap());
        let roster = published(&["ana", "bea"], &["ana"]);
        let mut kept = BTreeMap::<_, Vec<_>>::new();
        for (desk_name, on, len) in [
            ("detentions", "2026-11-23", 1000),
            ("detentions", "2026-11-24", 700_000),
            ("detentions", "2026-11-24", 10),
            ("camps", "2026-11-24", 3000),
        ] {
            let id = keep(&*store, &roster, desk_name, day(on), len);
            let path = folder.path().join(format!("parcels/{desk_name}/{on}/{id}.age"));
            kept.entry(desk(desk_name)).or_default().push((id, fs::read(path).unwrap()));
        }
        let roster = Arc::new(RwLock::new(Arc::new(roster)));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let current = Arc::clone(&roster);
        let failure = FailureSignal::default();
        let giving = Arc::new(Giving::default());
        let reviewing = Reviewing {
            store: wrap(Arc::clone(&store) as Arc<dyn Store>),
            roster: Arc::new(move || Arc::clone(&current.read().unwrap())),
            clock: Clock::from_fn(|| day("2026-11-24")),
            key: key(SERVER),
            giving: Arc::clone(&giving),
            limits: ReviewingLimits {
                keep_alive: Duration::from_secs(2),
                goodbye_time: Duration::from_secs(1),
                handshake_time: Duration::from_secs(5),
                ..ReviewingLimits::default()
            },
            failure: failure.clone(),
        };
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || {
            actix_rt::System::new().block_on(async {
                let builder = ServerBuilder::new().workers(1).disable_signals().shutdown_timeout(1);
                let server = reviewing::listen(builder, listener, reviewing).unwrap().run();
                sender.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        let handle = receiver.recv().unwrap();
        Self { address, handle, thread: Some(thread), roster, folder, store, giving, failure, kept }
    }

    pub(super) fn kept(&self, name: &str) -> &[(ParcelId, Vec<u8>)] {
        &self.kept[&desk(name)]
    }

    pub(super) fn all_kept(&self) -> usize {
        self.kept.values().map(Vec::len).sum()
    }

    /// The largest parcel, which lies in detentions on the 24th.
    pub(super) fn video(&self) -> &(ParcelId, Vec<u8>) {
        self.kept("detentions").iter().max_by_key(|(_, bytes)| bytes.len()).unwrap()
    }

    pub(super) fn path_of(&self, desk: &str, on: &str, id: ParcelId) -> PathBuf {
        self.folder.path().join(format!("parcels/{desk}/{on}/{id}.age"))
    }

    pub(super) async fn call(&self, as_whom: u8) -> Result<Remote, RemoteError> {
        connect(&self.address.to_string(), as_whom, None).await
    }

    /// Speaks raw HTTP as `ana` and returns all that comes until the server closes.
    pub(super) fn say(&self, request: &str) -> String {
        self.say_as(ANA, request)
    }

    pub(super) fn say_as(&self, whom: u8, request: &str) -> String {
        self.say_bytes(whom, request.as_bytes())
    }

    pub(super) fn say_bytes(&self, whom: u8, request: &[u8]) -> String {
        let config = link::client_config(&key(whom), key(SERVER).verifying_key().to_bytes()).unwrap();
        let talk = async {
            let socket = tokio::net::TcpStream::connect(self.address).await.unwrap();
            let mut stream = link::connect(&config, socket).await.unwrap();
            // It may have heard enough before the end.
            let _ = stream.write_all(request).await;
            let mut answer = Vec::new();
            // The end may come without a goodbye.
            let _ = stream.read_to_end(&mut answer).await;
            String::from_utf8_lossy(&answer).into_owned()
        };
        run(talk)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// Seals and keeps a parcel whose payload is `len` bytes.
fn keep(store: &dyn Store, roster: &Published, desk_name: &str, on: Day, len: usize) -> ParcelId {
    let desk = desk(desk_name);
    let head = ParcelHead {
        submission: SubmissionId::random(&mut OsRng),
        nonce: FormNonce::random(&mut OsRng),
        number: 0,
        kind: Kind::Testimony,
        desk: desk.clone(),
        language: "en".to_owned().try_into().unwrap(),
        roster: roster.roster().reference(),
        mailbox: None,
    };
    let recipients = roster.roster().recipients(&desk).unwrap();
    let mut sealer = Sealer::begin(head, recipients, store.begin(&desk, Room::Words).unwrap()).unwrap();
    sealer.add_file("testimony.txt", Zeroizing::new(vec![b'x'; len])).unwrap();
    let whole = sealer.finish(on, None).unwrap();
    whole.sink.keep(whole.finished, on).unwrap().id()
}

pub(super) async fn connect(address: &str, as_whom: u8, socks: Option<SocketAddr>) -> Result<Remote, RemoteError> {
    let patience = Patience { connect: LIMIT, idle: LIMIT };
    Remote::connect(address, PublicKey::of(&key(SERVER)), &key(as_whom), socks, patience).await
}

/// Runs `talk`, which must end in time.
pub(super) fn run<T>(talk: impl Future<Output = T>) -> T {
    converse(async { tokio::time::timeout(LIMIT, talk).await }).unwrap().unwrap()
}
