//! Reviewers and the server: the listener and the client that ship, over loopback.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "reviewing/fetching.rs"]
mod fetching;
#[path = "reviewing/giving.rs"]
mod giving;
#[path = "reviewing/replies.rs"]
mod replies;
#[path = "reviewing/server.rs"]
mod server;
#[path = "reviewing/stores.rs"]
mod stores;
#[path = "reviewing/withdrawals.rs"]
mod withdrawals;

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use amparo::roster::{NoteSigner, PublicKey};
use amparo::seal::ParcelId;
use amparo::store::Store as _;
use amparo::vault::{Patience, Remote, RemoteError};

use server::{ANA, BEA, CUSTODIAN, LIMIT, STRANGER, Server, connect, day, desk, key, published, run, version};

async fn read_whole(remote: &mut Remote, id: ParcelId, from: u64) -> Result<Vec<u8>, RemoteError> {
    let mut stream = remote.parcel(id, from).await?;
    let mut whole = Vec::new();
    while let Some(piece) = stream.next().await? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
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
