//! Connections that are there and say nothing: they keep no reviewer out, and no stop waiting.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use amparo::roster::SignedRoster;
use rustix::process::Signal;

use crate::common::site::Site;
use crate::common::source::{Answer, Visit};
use crate::common::wait_until;

use super::circuits::{SetAtTheEnd, is_gone};

const CIRCUIT: u32 = 0x0a0b_0c0d;

/// Where reviewers call.
fn reviewers_door(site: &Site) -> SocketAddr {
    let roster = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap();
    roster.interface.address.parse().unwrap()
}

#[test]
fn silent_connections_that_come_again_and_again_keep_no_reviewer_out() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let visit = Visit::to("es", &server.form("es")).with("account", "pese a todo").file("a.bin", vec![7; 300_000]);
    assert_eq!(server.tell(&visit).status, 200);
    let door = reviewers_door(&site);
    let (came_again, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let _over = SetAtTheEnd(&over);
        // More together than handshakes have places.
        for _ in 0..4 {
            scope.spawn(|| {
                let mut silent: Vec<_> = (0..80).filter_map(|_| TcpStream::connect(door).ok()).collect();
                while !over.load(Ordering::SeqCst) {
                    for gone in silent.iter_mut().filter(|one| is_gone(one)) {
                        let Ok(new) = TcpStream::connect(door) else { continue };
                        *gone = new;
                        came_again.fetch_add(1, Ordering::SeqCst);
                    }
                    // Hundreds a second, as Tor may bring: who comes a hundred times as often meets nobody's hello in time.
                    thread::sleep(Duration::from_millis(100));
                }
            });
        }
        wait_until("they take each other's places", || came_again.load(Ordering::SeqCst) > 100);
        for _ in 0..3 {
            site.reviewer.pull();
        }
    });
    assert_eq!(site.reviewer.the_submission()["attachments"].as_array().unwrap().len(), 1);
    server.stop();
}

/// As long as a test's patience allows.
const STOP: Duration = Duration::from_secs(50);

#[test]
fn a_stop_waits_for_the_upload_under_way_and_for_nobody_who_has_asked_nothing() {
    let site = Site::configured(|config| {
        config["portal"].as_table_mut().unwrap().insert("circuit_ids".to_owned(), true.into());
        config.insert("timeouts".into(), toml::toml! { stop_secs = 50 }.into());
    });
    let server = site.start();
    let source = server.on_circuit(CIRCUIT);
    let visit = Visit::to("en", &source.form("en")).with("account", "words").file("a", "content");
    let mut upload = source.begin(&visit);
    upload.send(visit.len_before_file(1)).unwrap();
    wait_until("the words are kept", || site.kinds() == ["testimony"]);
    // Kept for a next request; not yet asked anything; not yet said which circuit; and before the reviewers' door.
    let mut kept = source.try_connect().unwrap();
    kept.write_all(b"GET /en/ HTTP/1.1\r\nHost: example.onion\r\n\r\n").unwrap();
    assert_eq!(Answer::read(&mut kept, "GET").unwrap().status, 200);
    let at_the_door = TcpStream::connect(reviewers_door(&site)).unwrap();
    let idle = [kept, source.try_connect().unwrap(), server.try_connect().unwrap(), at_the_door];
    assert!(!idle.iter().any(is_gone));

    let begun = Instant::now();
    server.signal(Signal::TERM);
    wait_until("all of them are ended", || idle.iter().all(is_gone));
    wait_until("nobody new is let in", || source.try_form("en").is_none());
    upload.send(u64::MAX).unwrap();
    let answer = upload.answer().unwrap();
    assert_eq!(answer.kept(), ["a"]);
    assert_eq!(answer.header("connection"), Some("close"));
    assert!(server.stop().stderr.contains("amparo: stopped"));
    assert!(begun.elapsed() < STOP, "it had so long for the upload, and needed no more than that");
    assert_eq!(site.kinds(), ["attachment", "closing", "testimony"]);
}
