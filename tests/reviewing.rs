//! Reviewers and the server: the listener and the client that ship, over loopback.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "reviewing/giving.rs"]
mod giving;
#[path = "reviewing/replies.rs"]
mod replies;
#[path = "reviewing/withdrawals.rs"]
mod withdrawals;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use actix_server::{ServerBuilder, ServerHandle};
use amparo::link;
use amparo::reviewing::{self, Giving, Published, Reviewing, ReviewingLimits};
use amparo::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, RosterText};
use amparo::seal::{
    Clock, Day, Deletion, Derivation, DeskId, Finished, FormNonce, Identity, Kind, ParcelHead, ParcelId, RecipientKind,
    SealedReply, Sealer, SlotName, SubmissionId,
};
use amparo::store::{
    Acknowledged, FailureSignal, FileStore, Judged, Listed, Note, Part, Room, Store, StoreError, StoredParcel,
};
use amparo::vault::{
    Broken, FetchCause, FetchOptions, Fetched, Patience, Progress, Remote, RemoteError, converse, fetch,
};
use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use zeroize::Zeroizing;

/// Longer than anything here takes.
const LIMIT: Duration = Duration::from_secs(20);

fn key(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32])
}

const SERVER: u8 = 1;
const CUSTODIAN: u8 = 2;
/// Reviews both desks.
const ANA: u8 = 3;
/// Reviews detentions only.
const BEA: u8 = 4;
const STRANGER: u8 = 5;

fn desk(name: &str) -> DeskId {
    name.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A roster of two desks, whose reviewers are `ana` and `bea`.
fn published(detentions: &[&str], camps: &[&str]) -> Published {
    version(1, detentions, camps)
}

fn version(version: u64, detentions: &[&str], camps: &[&str]) -> Published {
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
struct Server {
    address: SocketAddr,
    handle: ServerHandle,
    thread: Option<thread::JoinHandle<()>>,
    roster: Arc<RwLock<Arc<Published>>>,
    folder: tempfile::TempDir,
    store: Arc<FileStore>,
    giving: Arc<Giving>,
    failure: FailureSignal,
    /// Ids and ciphertexts, by desk.
    kept: BTreeMap<DeskId, Vec<(ParcelId, Vec<u8>)>>,
}

impl Server {
    fn start() -> Self {
        Self::start_with(|store| store)
    }

    fn start_with(wrap: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(FileStore::open(folder.path(), 0, day("2026-11-24")).unwrap());
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

    fn kept(&self, name: &str) -> &[(ParcelId, Vec<u8>)] {
        &self.kept[&desk(name)]
    }

    fn all_kept(&self) -> usize {
        self.kept.values().map(Vec::len).sum()
    }

    /// The largest parcel, which lies in detentions on the 24th.
    fn video(&self) -> &(ParcelId, Vec<u8>) {
        self.kept("detentions").iter().max_by_key(|(_, bytes)| bytes.len()).unwrap()
    }

    fn path_of(&self, desk: &str, on: &str, id: ParcelId) -> PathBuf {
        self.folder.path().join(format!("parcels/{desk}/{on}/{id}.age"))
    }

    async fn call(&self, as_whom: u8) -> Result<Remote, RemoteError> {
        connect(&self.address.to_string(), as_whom, None).await
    }

    /// Speaks raw HTTP as `ana` and returns all that comes until the server closes.
    fn say(&self, request: &str) -> String {
        self.say_as(ANA, request)
    }

    fn say_as(&self, whom: u8, request: &str) -> String {
        self.say_bytes(whom, request.as_bytes())
    }

    fn say_bytes(&self, whom: u8, request: &[u8]) -> String {
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

async fn connect(address: &str, as_whom: u8, socks: Option<SocketAddr>) -> Result<Remote, RemoteError> {
    let patience = Patience { connect: LIMIT, idle: LIMIT };
    Remote::connect(address, PublicKey::of(&key(SERVER)), &key(as_whom), socks, patience).await
}

/// Runs `talk`, which must end in time.
fn run<T>(talk: impl Future<Output = T>) -> T {
    converse(async { tokio::time::timeout(LIMIT, talk).await }).unwrap().unwrap()
}

const QUICK: FetchOptions = FetchOptions { since: None, tries: 3, below: None, wait: Duration::from_millis(10) };

async fn fetch_all(remote: &mut Remote, vault: &Path) -> Fetched {
    fetch(remote, vault, &QUICK, &mut |_| {}).await.unwrap()
}

async fn read_whole(remote: &mut Remote, id: ParcelId, from: u64) -> Result<Vec<u8>, RemoteError> {
    let mut stream = remote.parcel(id, from).await?;
    let mut whole = Vec::new();
    while let Some(piece) = stream.next().await? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_reviewer_gets_the_lists_the_roster_and_every_byte() {
    let server = Server::start();
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let note = server.roster.read().unwrap().note().as_str().to_owned();
        assert_eq!(remote.roster().await.unwrap().as_str(), note);
        let days = remote.days().await.unwrap();
        let named: Vec<_> = days.desks.iter().map(|d| (d.desk.as_str(), d.days.len())).collect();
        assert_eq!(named, [("detentions", 2), ("camps", 1)]);
        let list = remote.day(&desk("detentions"), day("2026-11-24")).await.unwrap();
        assert_eq!(list.parcels.len(), 2);
        for listed in list.parcels {
            let (_, bytes) = server.kept("detentions").iter().find(|(id, _)| *id == listed.id).unwrap();
            assert_eq!(listed.size, bytes.len() as u64);
            assert!(read_whole(&mut remote, listed.id, 0).await.unwrap() == *bytes);
            assert!(read_whole(&mut remote, listed.id, 1).await.unwrap() == bytes[1..]);
            assert!(read_whole(&mut remote, listed.id, listed.size - 1).await.unwrap() == bytes[bytes.len() - 1..]);
            let past = read_whole(&mut remote, listed.id, listed.size).await;
            assert!(matches!(past, Err(RemoteError::Nonsense(_))), "{past:?}");
        }
    });
}

#[test]
fn an_unknown_key_is_refused_in_the_handshake() {
    let server = Server::start();
    run(async {
        for pause in [0, 200] {
            let mut remote = server.call(STRANGER).await.unwrap();
            // Whether the refusal comes before or after the request, it is known for what it is.
            tokio::time::sleep(Duration::from_millis(pause)).await;
            let refused = remote.days().await;
            assert!(matches!(refused, Err(RemoteError::Refused)), "{refused:?}");
        }
    });
    assert_eq!(server.say_as(STRANGER, "GET /days HTTP/1.1\r\nhost: x\r\n\r\n"), "");
}

#[test]
fn a_server_with_another_key_is_not_talked_to() {
    let server = Server::start();
    run(async {
        let address = server.address.to_string();
        let other = PublicKey::of(&key(STRANGER));
        let met = Remote::connect(&address, other, &key(ANA), None, Patience::default()).await;
        assert!(matches!(met, Err(RemoteError::WrongServer(_))));
    });
}

#[test]
fn nobody_there_is_said_plainly() {
    let nowhere = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let met = run(connect(&nowhere.to_string(), ANA, None));
    let Err(error @ RemoteError::Unreachable(..)) = met else { panic!("connected to nothing") };
    assert!(error.to_string().contains("Connection refused"), "{error}");
    assert!(matches!(run(connect("x.onion:9000", ANA, Some(nowhere))), Err(RemoteError::Proxy(..))));
}

#[test]
fn a_reviewer_of_one_desk_cannot_tell_the_others_parcels_from_none() {
    let server = Server::start();
    run(async {
        let mut remote = server.call(BEA).await.unwrap();
        let days = remote.days().await.unwrap();
        assert_eq!(days.desks.len(), 1);
        let foreign = remote.day(&desk("camps"), day("2026-11-24")).await;
        assert!(matches!(foreign, Err(RemoteError::NotFound)));
        let foreign = remote.parcel(server.kept("camps")[0].0, 0).await;
        assert!(matches!(foreign, Err(RemoteError::NotFound)));
    });
    let foreign = server.kept("camps")[0].0;
    let none = ParcelId::from_bytes([7; 32]);
    let ask = |path: &str| server.say_as(BEA, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
    let foreign = [ask(&format!("/parcel/{foreign}")), ask("/day/camps/2026-11-24")];
    let none = [ask(&format!("/parcel/{none}")), ask("/day/nowhere/2026-11-24"), ask("/day/detentions/2020-01-01")];
    let without_date =
        |answer: &str| answer.lines().filter(|l| !l.starts_with("date: ")).collect::<Vec<_>>().join("\n");
    for answer in foreign.iter().chain(&none) {
        assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
        assert_eq!(without_date(answer), without_date(&none[0]));
    }
}

#[test]
fn a_roster_that_changes_is_obeyed_on_open_connections_too() {
    let server = Server::start();
    run(async {
        let mut remote = server.call(BEA).await.unwrap();
        assert_eq!(remote.days().await.unwrap().desks[0].desk, desk("detentions"));
        *server.roster.write().unwrap() = Arc::new(published(&["ana"], &["ana", "bea"]));
        assert_eq!(remote.days().await.unwrap().desks[0].desk, desk("camps"));
        let gone = remote.parcel(server.kept("detentions")[0].0, 0).await;
        assert!(matches!(gone, Err(RemoteError::NotFound)));
        *server.roster.write().unwrap() = Arc::new(published(&["ana"], &["ana"]));
        for _ in 0..2 {
            let refused = remote.days().await;
            assert!(matches!(refused, Err(RemoteError::Refused)), "{refused:?}");
        }
    });
}

#[test]
fn a_roster_that_was_served_stays_to_be_had() {
    let server = Server::start();
    let notes = [version(3, &["ana"], &["ana"]), version(7, &["ana", "bea"], &["ana"])];
    for published in notes {
        let version = published.roster().reference().version;
        server.store.keep_roster(version, published.note().as_str()).unwrap();
        *server.roster.write().unwrap() = Arc::new(published);
    }
    run(async {
        // Bea did not stand in the third.
        for whom in [ANA, BEA] {
            let mut remote = server.call(whom).await.unwrap();
            assert_eq!(remote.rosters().await.unwrap(), [3, 7]);
            let custodian = NoteSigner::new("custodian", key(CUSTODIAN)).unwrap().verifier();
            for version in [3, 7] {
                let roster = remote.older_roster(version).await.unwrap().verify(&custodian).unwrap();
                assert_eq!(roster.reference().version, version);
            }
            for never in [1, 4, 8, u64::MAX] {
                assert!(matches!(remote.older_roster(never).await, Err(RemoteError::NotFound)));
            }
        }
    });
}

#[test]
fn a_fetch_brings_everything_once_and_tells_how_far_it_is() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let vault = home.path().join("vault/parcels");
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let mut seen = Vec::<Progress>::new();
        let fetched = fetch(&mut remote, &vault, &QUICK, &mut |p| seen.push(*p)).await.unwrap();
        let bytes: usize = server.kept.values().flatten().map(|(_, b)| b.len()).sum();
        assert_eq!((fetched.new.len(), fetched.bytes, fetched.broken.len()), (server.all_kept(), bytes as u64, 0));
        assert!(seen.is_sorted_by_key(|p| (p.bytes_done, p.parcels_done)));
        let end = Progress { parcels_done: 4, parcels: 4, bytes_done: bytes as u64, bytes: bytes as u64 };
        assert_eq!(seen.last(), Some(&end));
        assert!(
            seen.contains(&Progress { parcels_done: 0, bytes_done: 0, ..end }),
            "the sums are known before the bytes"
        );
        for new in &fetched.new {
            let folder = vault.join(new.desk.as_str()).join(new.day.to_string());
            let path = folder.join(format!("{}.age", new.id));
            let (_, kept) = server.kept(new.desk.as_str()).iter().find(|(id, _)| *id == new.id).unwrap();
            assert!(fs::read(&path).unwrap() == *kept);
            assert_eq!((mode(&path), mode(&folder), mode(&vault)), (0o600, 0o700, 0o700));
        }
        let again = fetch_all(&mut remote, &vault).await;
        assert_eq!(again.listed.days.len(), 3);
        assert_eq!(again, Fetched { listed: again.listed.clone(), ..Fetched::default() });
        let since = FetchOptions { since: Some(day("2026-11-24")), ..QUICK };
        let other = home.path().join("other");
        let fetched = fetch(&mut remote, &other, &since, &mut |_| {}).await.unwrap();
        assert_eq!(fetched.new.len(), 3);
    });
}

#[test]
fn a_part_that_is_here_is_gone_on_with() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let (id, bytes) = server.video();
    let folder = home.path().join("detentions/2026-11-24");
    fs::create_dir_all(&folder).unwrap();
    let half = bytes.len() / 2 + 1;
    fs::write(folder.join(format!("{id}.part")), &bytes[..half]).unwrap();
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let fetched = fetch_all(&mut remote, home.path()).await;
        let all: usize = server.kept.values().flatten().map(|(_, b)| b.len()).sum();
        assert_eq!(fetched.bytes, (all - half) as u64);
    });
    assert!(fs::read(folder.join(format!("{id}.age"))).unwrap() == *bytes);
    assert!(!folder.join(format!("{id}.part")).exists());
}

#[test]
fn a_whole_part_needs_no_request_and_a_longer_one_is_begun_anew() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let (id, bytes) = server.video();
    let folder = home.path().join("detentions/2026-11-24");
    fs::create_dir_all(&folder).unwrap();
    let since = FetchOptions { since: Some(day("2026-11-24")), ..QUICK };
    for (part, came) in [(bytes.clone(), 0), ([&bytes[..], b"more"].concat(), bytes.len() as u64)] {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{id}.part")), part).unwrap();
        run(async {
            let mut remote = server.call(BEA).await.unwrap();
            let fetched = fetch(&mut remote, home.path(), &since, &mut |_| {}).await.unwrap();
            let other: u64 = fetched.new.iter().filter(|new| new.id != *id).map(|new| new.size).sum();
            assert_eq!(fetched.bytes, came + other);
            assert_eq!(fetched.new.len(), 2);
        });
        assert!(fs::read(folder.join(format!("{id}.age"))).unwrap() == *bytes);
    }
}

#[test]
fn a_part_that_was_changed_is_found_out_deleted_and_fetched_anew() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let (id, bytes) = server.video();
    let folder = home.path().join("detentions/2026-11-24");
    fs::create_dir_all(&folder).unwrap();
    let mut changed = bytes[..100_000].to_vec();
    changed[77] ^= 1;
    let part = folder.join(format!("{id}.part"));
    fs::write(&part, changed).unwrap();
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let fetched = fetch_all(&mut remote, home.path()).await;
        assert_eq!(fetched.new.len(), server.all_kept() - 1, "the others are here all the same");
        let broken: Vec<_> = fetched.broken.iter().map(|b| (b.id, b.why)).collect();
        assert_eq!(broken, [(*id, Broken::Digest)]);
        assert!(!part.exists() && !folder.join(format!("{id}.age")).exists());
        let again = fetch_all(&mut remote, home.path()).await;
        assert_eq!((again.new.len(), again.broken.len()), (1, 0));
    });
}

#[test]
fn what_is_damaged_on_the_server_is_not_taken_for_a_parcel() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let (id, bytes) = server.video();
    let path = server.path_of("detentions", "2026-11-24", *id);
    let mut damaged = bytes.clone();
    damaged[300_000] ^= 0x80;
    fs::write(&path, damaged).unwrap();
    let (shorter, short_bytes) = &server.kept("camps")[0];
    fs::write(server.path_of("camps", "2026-11-24", *shorter), &short_bytes[1..]).unwrap();
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let fetched = fetch_all(&mut remote, home.path()).await;
        let broken: Vec<_> = fetched.broken.iter().map(|b| (b.id, b.why)).collect();
        assert_eq!(broken, [(*id, Broken::Digest), (*shorter, Broken::Length)]);
        assert_eq!(fetched.new.len(), server.all_kept() - 2);
    });
    assert_eq!(files_named(home.path(), "part"), 0);
    assert_eq!(files_named(home.path(), "age"), server.all_kept() - 2);
}

fn files_named(folder: &Path, extension: &str) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let count = |path: PathBuf| {
        if path.is_dir() {
            files_named(&path, extension)
        } else {
            usize::from(path.extension().is_some_and(|e| e == extension))
        }
    };
    entries.map(count).sum()
}

/// Passes connections on to `target`; the n-th one is cut after `cuts[n]` bytes towards the client.
fn cutting_proxy(target: SocketAddr, cuts: Vec<usize>, greet: fn(&mut TcpStream)) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    // Ends with the test's process.
    thread::spawn(move || {
        for (n, client) in listener.incoming().enumerate() {
            let mut client = client.unwrap();
            counter.fetch_add(1, Ordering::SeqCst);
            let mut left = cuts.get(n).copied().unwrap_or(usize::MAX);
            thread::spawn(move || {
                greet(&mut client);
                let mut server = TcpStream::connect(target).unwrap();
                let (mut from_client, mut to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                thread::spawn(move || {
                    let _ = std::io::copy(&mut from_client, &mut to_server);
                    let _ = to_server.shutdown(Shutdown::Both);
                });
                let mut buffer = [0; 8192];
                while left > 0 {
                    let Ok(n @ 1..) = server.read(&mut buffer) else { break };
                    let n = n.min(left);
                    left -= n;
                    if client.write_all(&buffer[..n]).is_err() {
                        break;
                    }
                }
                let _ = client.shutdown(Shutdown::Both);
                let _ = server.shutdown(Shutdown::Both);
            });
        }
    });
    (address, count)
}

#[test]
fn a_download_that_is_cut_goes_on_where_it_was() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let (address, connections) = cutting_proxy(server.address, vec![300_000, 200_000], |_| {});
    run(async {
        let mut remote = connect(&address.to_string(), BEA, None).await.unwrap();
        let fetched = fetch_all(&mut remote, home.path()).await;
        let bytes: usize = server.kept("detentions").iter().map(|(_, b)| b.len()).sum();
        assert_eq!((fetched.new.len(), fetched.broken.len()), (3, 0));
        assert_eq!(fetched.bytes, bytes as u64, "no byte is fetched twice");
    });
    assert_eq!(connections.load(Ordering::SeqCst), 3);
}

#[test]
fn a_server_that_always_breaks_off_ends_the_fetch_and_what_came_is_kept() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let (address, _) = cutting_proxy(server.address, vec![150_000; 3].into_iter().chain([3000; 100]).collect(), |_| {});
    run(async {
        let mut remote = connect(&address.to_string(), BEA, None).await.unwrap();
        let ended = fetch(&mut remote, home.path(), &QUICK, &mut |_| {}).await.unwrap_err();
        assert!(matches!(ended.cause, FetchCause::Remote(RemoteError::BrokenOff(_))), "{:?}", ended.cause);
        assert!(ended.fetched.bytes > 200_000);
        assert_eq!(files_named(home.path(), "part"), 1);
        let mut remote = server.call(BEA).await.unwrap();
        let fetched = fetch_all(&mut remote, home.path()).await;
        let bytes: usize = server.kept("detentions").iter().map(|(_, b)| b.len()).sum();
        assert_eq!(fetched.bytes + ended.fetched.bytes, bytes as u64);
        assert_eq!(fetched.new.len() + ended.fetched.new.len(), 3);
    });
}

#[test]
fn a_connection_that_the_server_closed_is_made_anew() {
    let server = Server::start();
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        remote.days().await.unwrap();
        // Past the keep-alive of two seconds.
        tokio::time::sleep(Duration::from_secs(4)).await;
        remote.days().await.unwrap();
        // A stream that is left unread does not hold up the next request.
        drop(remote.parcel(server.video().0, 0).await.unwrap());
        remote.days().await.unwrap();
    });
}

/// Plays Tor's SOCKS port: asks for a name and password, takes a host by name, says yes.
fn greet_as_socks(client: &mut TcpStream) {
    let mut take = |n: usize| {
        let mut bytes = vec![0; n];
        client.read_exact(&mut bytes).unwrap();
        bytes
    };
    let methods = take(2)[1];
    assert!(take(methods.into()).contains(&2));
    client.write_all(&[5, 2]).unwrap();
    let mut take = |n: usize| {
        let mut bytes = vec![0; n];
        client.read_exact(&mut bytes).unwrap();
        bytes
    };
    let user = take(2)[1];
    take(user.into());
    let password = take(1)[0];
    take(password.into());
    client.write_all(&[1, 0]).unwrap();
    let mut head = [0; 5];
    client.read_exact(&mut head).unwrap();
    assert_eq!(head[..4], [5, 1, 0, 3], "a connection to a host by name");
    let mut host = vec![0; usize::from(head[4]) + 2];
    client.read_exact(&mut host).unwrap();
    assert!(host.starts_with(b"abcdef.onion"));
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
}

#[test]
fn an_onion_address_is_reached_by_name_through_the_proxy() {
    let server = Server::start();
    let (proxy, connections) = cutting_proxy(server.address, Vec::new(), greet_as_socks);
    run(async {
        let mut remote = connect("abcdef.onion:9000", ANA, Some(proxy)).await.unwrap();
        assert_eq!(remote.days().await.unwrap().desks.len(), 2);
    });
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

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
        fn delete_replies(&self, slots: &[SlotName], asked: &Deletion, today: Day) -> Result<bool, StoreError> {
            self.0.delete_replies(slots, asked, today)
        }
        fn derivation(&self) -> &Derivation {
            self.0.derivation()
        }
    };
}

/// A store that says when it is to begin something, and does not before it is let go on.
struct Slow(Arc<dyn Store>, Mutex<(mpsc::Sender<()>, mpsc::Receiver<()>)>);

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

#[test]
fn every_answer_has_its_length_its_type_and_is_never_stored() {
    let server = Server::start();
    let id = server.video().0;
    let absurd = format!("GET /{} HTTP/1.1\r\n", "../".repeat(1000));
    let paths = [
        ("GET /days HTTP/1.1\r\n", 200, None),
        ("GET /roster HTTP/1.1\r\n", 200, None),
        ("GET /rosters HTTP/1.1\r\n", 200, None),
        ("GET /roster/1 HTTP/1.1\r\n", 404, Some(0)),
        ("GET /day/detentions/2026-11-24 HTTP/1.1\r\n", 200, None),
        (&format!("GET /parcel/{id} HTTP/1.1\r\n"), 200, None),
        (&format!("GET /parcel/{id} HTTP/1.1\r\nrange: bytes=65536-\r\n"), 206, None),
        (&format!("GET /parcel/{id} HTTP/1.1\r\nrange: bytes=99999999-\r\n"), 416, Some(0)),
        (&format!("GET /parcel/{id} HTTP/1.1\r\nrange: bytes=-5\r\n"), 416, Some(0)),
        (&format!("GET /parcel/{id} HTTP/1.1\r\nrange: bytes=1-2,5-9\r\n"), 416, Some(0)),
        (&format!("GET /parcel/{id} HTTP/1.1\r\nrange: lots\r\n"), 416, Some(0)),
        (&format!("HEAD /parcel/{id} HTTP/1.1\r\n"), 405, Some(0)),
        ("HEAD /days HTTP/1.1\r\n", 405, Some(0)),
        ("POST /days HTTP/1.1\r\ncontent-length: 5\r\n", 405, Some(0)),
        ("POST /days HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 99999999999\r\n", 405, Some(0)),
        ("DELETE /roster HTTP/1.1\r\n", 405, Some(0)),
        ("OPTIONS * HTTP/1.1\r\n", 405, Some(0)),
        ("BREW /days HTTP/1.1\r\n", 405, Some(0)),
        ("GET / HTTP/1.1\r\n", 404, Some(0)),
        ("GET /days/ HTTP/1.1\r\n", 404, Some(0)),
        ("GET /parcel/../../lock HTTP/1.1\r\n", 404, Some(0)),
        ("GET /day/%2e%2e/2026-11-24 HTTP/1.1\r\n", 404, Some(0)),
        (&absurd, 404, Some(0)),
    ];
    for (request, status, len) in paths {
        let answer = server.say(&format!("{request}host: x\r\nconnection: close\r\n\r\n"));
        let answer = answer.strip_prefix("HTTP/1.1 100 Continue\r\n\r\n").unwrap_or(&answer);
        let shown = &answer[..answer.floor_char_boundary(600.min(answer.len()))];
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {shown}");
        let head = answer.split("\r\n\r\n").next().unwrap().to_ascii_lowercase();
        let header = |name: &str| head.lines().find_map(|l| l.strip_prefix(&format!("{name}: ")));
        let said: u64 = header("content-length").unwrap_or_else(|| panic!("{request}: {shown}")).parse().unwrap();
        assert!(len.is_none_or(|len| len == said), "{request}: {shown}");
        assert_eq!(header("cache-control"), Some("no-store"), "{request}");
        assert!(header("content-type").is_some(), "{request}");
        assert_eq!((header("server"), header("transfer-encoding"), header("set-cookie")), (None, None, None));
        if status == 206 {
            let all = server.video().1.len();
            assert_eq!(header("content-range"), Some(format!("bytes 65536-{}/{all}", all - 1).as_str()));
        }
    }
}

#[test]
fn what_is_not_http_or_not_tls_ends_the_connection() {
    let server = Server::start();
    for garbage in
        ["\u{0}\u{1}\u{2}\r\n\r\n".to_owned(), "GET\r\n\r\n".to_owned(), format!("GET /{}", "x".repeat(300_000))]
    {
        let answer = server.say(&garbage);
        assert!(answer.len() < 1000 && (answer.is_empty() || answer.starts_with("HTTP/1.1 4")), "{answer}");
    }
    let mut plain = TcpStream::connect(server.address).unwrap();
    plain.set_read_timeout(Some(LIMIT)).unwrap();
    plain.write_all(b"GET /days HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    plain.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "at most an alert");
    run(async { server.call(ANA).await.unwrap().days().await.unwrap() });
    assert!(server.store.days(&desk("camps")).is_ok());
}

#[test]
fn a_silent_handshake_ends_and_holds_nobody_up() {
    let server = Server::start();
    let silent: Vec<_> = (0..20).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    run(async { server.call(ANA).await.unwrap().days().await.unwrap() });
    for mut stream in silent {
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        assert_eq!(stream.read(&mut [0; 1]).unwrap(), 0, "closed without a word");
    }
}

#[test]
fn two_fetches_do_not_fill_one_folder() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    run(async {
        let (mut one, mut two) = (server.call(ANA).await.unwrap(), server.call(ANA).await.unwrap());
        let held = fs::File::open(home.path()).unwrap();
        held.lock().unwrap();
        let busy = fetch(&mut one, home.path(), &QUICK, &mut |_| {}).await.unwrap_err();
        assert!(matches!(busy.cause, FetchCause::Busy(_)), "{busy}");
        drop(held);
        assert_eq!(fetch_all(&mut two, home.path()).await.new.len(), server.all_kept());
    });
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
