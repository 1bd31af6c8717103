//! What a fetch does with parcels that are here by half, with servers that break off, and behind a proxy.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use amparo::vault::{Broken, FetchCause, FetchOptions, Fetched, Progress, Remote, RemoteError, fetch};

use super::server::{ANA, BEA, Server, connect, run};

const QUICK: FetchOptions = FetchOptions { tries: 3, below: None, wait: Duration::from_millis(10) };

async fn fetch_all(remote: &mut Remote, vault: &Path) -> Fetched {
    let mut fetched = Fetched::default();
    fetch(remote, vault, &QUICK, &mut fetched, &mut |_| {}).await.unwrap();
    fetched
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_fetch_brings_everything_once_and_tells_how_far_it_is() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    let vault = home.path().join("vault/parcels");
    run(async {
        let mut remote = server.call(ANA).await.unwrap();
        let mut seen = Vec::<Progress>::new();
        let mut fetched = Fetched::default();
        fetch(&mut remote, &vault, &QUICK, &mut fetched, &mut |p| seen.push(*p)).await.unwrap();
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
    for (part, came) in [(bytes.clone(), 0), ([&bytes[..], b"more"].concat(), bytes.len() as u64)] {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{id}.part")), part).unwrap();
        run(async {
            let mut remote = server.call(BEA).await.unwrap();
            let fetched = fetch_all(&mut remote, home.path()).await;
            let other: u64 = fetched.new.iter().filter(|new| new.id != *id).map(|new| new.size).sum();
            assert_eq!(fetched.bytes, came + other);
            assert!(fetched.new.iter().any(|new| new.id == *id) && fetched.broken.is_empty());
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
        let mut before = Fetched::default();
        let ended = fetch(&mut remote, home.path(), &QUICK, &mut before, &mut |_| {}).await.unwrap_err();
        assert!(matches!(ended.cause, FetchCause::Remote(RemoteError::BrokenOff(_))), "{:?}", ended.cause);
        assert!(before.bytes > 200_000);
        assert_eq!(files_named(home.path(), "part"), 1);
        let mut remote = server.call(BEA).await.unwrap();
        let fetched = fetch_all(&mut remote, home.path()).await;
        let bytes: usize = server.kept("detentions").iter().map(|(_, b)| b.len()).sum();
        assert_eq!(fetched.bytes + before.bytes, bytes as u64);
        assert_eq!((ended.kept, fetched.new.len() + before.new.len()), (before.new.len(), 3));
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

#[test]
fn two_fetches_do_not_fill_one_folder() {
    let server = Server::start();
    let home = tempfile::tempdir().unwrap();
    run(async {
        let (mut one, mut two) = (server.call(ANA).await.unwrap(), server.call(ANA).await.unwrap());
        let held = fs::File::open(home.path()).unwrap();
        held.lock().unwrap();
        let busy = fetch(&mut one, home.path(), &QUICK, &mut Fetched::default(), &mut |_| {}).await.unwrap_err();
        assert!(matches!(busy.cause, FetchCause::Busy(_)), "{busy}");
        drop(held);
        assert_eq!(fetch_all(&mut two, home.path()).await.new.len(), server.all_kept());
    });
}
