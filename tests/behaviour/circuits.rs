//! Where tor says on which circuit a connection comes: one that floods waits, others are served.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::process::limit_files;
use crate::common::site::{Server, Site};
use crate::common::source::{Source, Visit};
use crate::common::{files_in, wait_until};

/// A number that would be seen wherever it is written.
const FLOOD: u32 = 0xf100_d0d0;
const HONEST: u32 = 0x0a0b_0c0d;
/// More forms than one circuit sends at once.
const FORMS: usize = 16;
/// So many files one circuit sends at once.
const FILES: usize = 120;

fn tells(source: &Source, account: &str) {
    let form = source.form("es");
    let answer = source.tell(&Visit::to("es", &form).with("account", account));
    assert_eq!((answer.status, answer.codename()), (200, form.codename));
}

#[test]
fn a_testimony_goes_in_after_the_line_of_its_circuit() {
    let site = Site::with_circuits();
    let server = site.start();
    tells(&server.on_circuit(HONEST), "por un circuito");
    server.stop();
    assert_eq!(site.kinds(), ["closing", "testimony"]);
}

#[test]
fn a_connection_that_does_not_say_its_circuit_as_tor_does_is_closed_without_a_word() {
    let site = Site::with_circuits();
    let server = site.start();
    let request = "GET /es/ HTTP/1.1\r\nhost: x\r\n\r\n";
    for line in [
        "",
        "PROXY UNKNOWN\r\n",
        "PROXY TCP4 127.0.0.1 127.0.0.1 1 80\r\n",
        "PROXY TCP6 fc00:dead:beef:4dad::0:38 ::1 56 80\n",
        &format!("PROXY TCP6 fc00:dead:beef:4dad::0:38 ::1 56 80{}\r\n", " ".repeat(107)),
    ] {
        assert_eq!(server.send_raw(format!("{line}{request}").as_bytes()), b"", "{line:?}");
    }
    assert_eq!(server.on_circuit(HONEST).get("/es/").status, 200);
}

#[test]
fn without_the_key_no_line_is_awaited() {
    let site = Site::configured(|_| {});
    let server = site.start();
    tells(&server, "sin circuito");
}

/// Sends so many forms on one circuit, from as many connections, and counts those that are confirmed.
fn flood(server: &Server, confirmed: &AtomicUsize) {
    let source = server.on_circuit(FLOOD);
    let form = source.form("es");
    thread::scope(|scope| {
        for _ in 0..FORMS {
            scope.spawn(|| {
                let answer = source.tell(&Visit::to("es", &form).with("account", "otra vez"));
                assert_eq!(answer.status, 200, "what waits is not refused");
                confirmed.fetch_add(1, Ordering::SeqCst);
            });
        }
    });
}

#[test]
fn forms_of_a_circuit_that_floods_wait_and_are_confirmed_and_another_circuit_goes_before() {
    let site = Site::with_circuits();
    let server = site.start();
    let confirmed = AtomicUsize::new(0);
    let before = thread::scope(|scope| {
        scope.spawn(|| flood(&server, &confirmed));
        // What it may send at once is sent; the rest waits.
        wait_until("the flood has begun to wait", || confirmed.load(Ordering::SeqCst) >= 12);
        tells(&server.on_circuit(HONEST), "yo sola");
        confirmed.load(Ordering::SeqCst)
    });
    assert!(before < FORMS, "the flood was over before");
    assert_eq!(confirmed.load(Ordering::SeqCst), FORMS);
    server.stop();
    let testimonies = site.kinds().iter().filter(|kind| *kind == "testimony").count();
    assert_eq!(testimonies, FORMS + 1);
}

/// A form with so many small files.
fn with_files(source: &Source, count: usize) -> Visit {
    (1..=count).fold(Visit::to("es", &source.form("es")), |visit, n| visit.file(format!("{n}.jpg"), "x"))
}

#[test]
fn files_of_a_circuit_that_floods_wait_and_another_circuit_goes_before() {
    let site = Site::with_circuits();
    let server = site.start();
    let begun = Instant::now();
    let mut flood = server.on_circuit(FLOOD).begin(&with_files(&server.on_circuit(FLOOD), 1000));
    flood.send(u64::MAX).unwrap();
    wait_until("what it may send at once is kept", || site.parcels().len() > FILES);
    let honest = server.on_circuit(HONEST);
    let answer = honest.tell(&with_files(&honest, 30));
    assert_eq!((answer.status, answer.kept().len()), (200, 30));
    // Four a second, the honest form's own, words and closings, and what nobody sent.
    let most = FILES + usize::try_from(begun.elapsed().as_millis() / 250).unwrap() + 30 + 20;
    let parcels = site.parcels().len();
    assert!(parcels <= most.min(1000), "{parcels} parcels, {most} at the most");
    server.kill();
}

#[test]
fn files_that_wait_for_their_turn_keep_their_place_and_are_all_confirmed() {
    let site = Site::with_circuits();
    let server = site.start_by(|command| limit_files(command, 200));
    let source = server.on_circuit(FLOOD);
    let mut upload = source.begin(&with_files(&source, FILES + 20));
    upload.send(u64::MAX).unwrap();
    wait_until("the rest waits", || site.parcels().len() > FILES);
    let silent: Vec<_> = (0..300).map(|_| TcpStream::connect(server.address()).unwrap()).collect();
    assert_eq!(upload.answer().unwrap().kept().len(), FILES + 20);
    drop(silent);
    server.stop();
    let files = site.kinds().iter().filter(|kind| *kind == "attachment").count();
    assert_eq!(files, FILES + 20);
}

#[test]
fn guesses_of_a_circuit_that_floods_wait_and_another_circuit_opens_its_mailbox() {
    let site = Site::with_circuits();
    let server = site.start();
    let codename = server.on_circuit(HONEST).form("en").codename;
    let answered = AtomicUsize::new(0);
    let before = thread::scope(|scope| {
        for _ in 0..FORMS {
            scope.spawn(|| {
                assert_eq!(server.on_circuit(FLOOD).open_mailbox("en", &codename).status, 200);
                answered.fetch_add(1, Ordering::SeqCst);
            });
        }
        wait_until("the flood has begun to wait", || answered.load(Ordering::SeqCst) >= 12);
        assert_eq!(server.on_circuit(HONEST).open_mailbox("en", &codename).status, 200);
        answered.load(Ordering::SeqCst)
    });
    assert!(before < FORMS, "the flood was over before");
}

/// True when the server has ended a connection on which nothing is awaited.
pub(super) fn is_gone(silent: &TcpStream) -> bool {
    silent.set_nonblocking(true).unwrap();
    !matches!(silent.peek(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
}

#[test]
fn whoever_comes_when_silent_connections_hold_every_place_gets_one_and_an_upload_keeps_its_own() {
    let site = Site::configured(|_| {});
    // Half of them are for all else, and a place has four, which leaves 25.
    let server = site.start_by(|command| limit_files(command, 200));
    let visit = Visit::to("es", &server.form("es")).with("account", "antes").file("v.mp4", vec![7; 6_000_000]);
    let mut upload = server.begin(&visit);
    upload.send(4_000_000).unwrap();
    wait_until("it has arrived", || site.parts() >= 500_000);
    let silent: Vec<_> = (0..300).map(|_| TcpStream::connect(server.address()).unwrap()).collect();
    // All have come: as many as there are places behind somebody, before a byte of theirs is read, would push them out.
    wait_until("all but 25 of them are gone", || silent.iter().filter(|one| is_gone(one)).count() >= 275);
    for _ in 0..3 {
        tells(&server, "pese a todo");
    }
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().kept(), ["v.mp4"]);
    drop(silent);
    server.stop();
}

#[test]
fn a_form_that_waits_for_its_turn_keeps_its_place_when_silent_connections_take_all_others() {
    let site = Site::with_circuits();
    let server = site.start_by(|command| limit_files(command, 200));
    let answered = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..FORMS {
            let (source, answered) = (server.on_circuit(FLOOD), &answered);
            let visit = Visit::to("es", &server.on_circuit(HONEST).form("es")).with("account", "espera");
            scope.spawn(move || {
                assert_eq!(source.tell(&visit).status, 200);
                answered.fetch_add(1, Ordering::SeqCst);
            });
        }
        wait_until("some wait for their turn", || answered.load(Ordering::SeqCst) >= 12);
        let silent: Vec<_> = (0..300).map(|_| TcpStream::connect(server.address()).unwrap()).collect();
        wait_until("all are confirmed", || answered.load(Ordering::SeqCst) == FORMS);
        drop(silent);
    });
}

/// Brings words again and again until it is over, each time on a new connection, and counts who waits for an answer.
fn asks_on(source: &Source, waiting: &AtomicUsize, over: &AtomicBool) {
    while !over.load(Ordering::SeqCst) {
        let Ok(mut stream) = source.try_connect() else { continue };
        // Its turn comes before its body is looked at.
        if stream.write_all(b"POST /en/2 HTTP/1.1\r\nHost: example.onion\r\nContent-Length: 0\r\n\r\n").is_err() {
            continue;
        }
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        waiting.fetch_add(1, Ordering::SeqCst);
        let mut waits = || matches!(stream.read(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock);
        while waits() && !over.load(Ordering::SeqCst) {}
        waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Set when this is dropped, so that a test that fails ends too.
pub(super) struct SetAtTheEnd<'a>(pub(super) &'a AtomicBool);

impl Drop for SetAtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn more_requests_than_places_that_wait_for_their_turn_end_no_upload_that_moves_and_keep_nobody_out() {
    let site = Site::with_circuits();
    // Half of them are for all else, and a place has four, which leaves 64.
    let server = site.start_by(|command| limit_files(command, 512));
    let honest = server.on_circuit(HONEST);
    let visit = Visit::to("es", &honest.form("es")).with("account", "antes").file("v.mp4", vec![7; 3_000_000]);
    let mut upload = honest.begin(&visit);
    upload.send(100_000).unwrap();
    let (waiting, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let _over = SetAtTheEnd(&over);
        // Six circuits, each with as many connections as are served at once.
        for n in 0..96 {
            let (source, waiting, over) = (server.on_circuit(FLOOD + n / 16), &waiting, &over);
            scope.spawn(move || asks_on(&source, waiting, over));
        }
        wait_until("more wait than there are places", || waiting.load(Ordering::SeqCst) > 80);
        for _ in 0..100 {
            upload.send(20_000).expect("it keeps its place");
            thread::sleep(Duration::from_millis(30));
        }
        tells(&server.on_circuit(HONEST + 1), "pese a todo");
        assert!(waiting.load(Ordering::SeqCst) > 64, "the flood went on all the while");
        upload.send(u64::MAX).unwrap();
        assert_eq!(upload.answer().unwrap().kept(), ["v.mp4"]);
    });
    // What waits would have its time.
    server.kill();
}

#[test]
fn uploads_at_every_place_leave_files_enough_for_the_server_to_go_on() {
    let site = Site::configured(|_| {});
    let server = site.start_by(|command| limit_files(command, 200));
    let form = server.form("es");
    // More than there are places, so that some of them lose theirs again.
    let uploads: Vec<_> = (0..160)
        .filter_map(|_| {
            let mut upload = server.try_begin(&Visit::to("es", &form).file("v.mp4", vec![7; 400_000]))?;
            upload.send(200_000).ok()?;
            Some(upload)
        })
        .collect();
    wait_until("files have begun", || site.parts() > 0);
    for _ in 0..3 {
        tells(&server, "pese a todo");
    }
    drop(uploads);
    server.stop();
}

#[test]
fn a_circuits_number_reaches_no_file_and_is_not_said() {
    let site = Site::with_circuits();
    let server = site.start();
    tells(&server.on_circuit(FLOOD), "algo");
    let ended = server.stop();
    let traces = [&b"f100:d0d0"[..], b"f100d0d0", b"dead:beef", &FLOOD.to_be_bytes(), &FLOOD.to_le_bytes()];
    let said = [ended.stdout.into_bytes(), ended.stderr.into_bytes()].into_iter();
    let files = files_in(&site.data).into_iter().map(|path| std::fs::read(path).unwrap());
    for bytes in said.chain(files) {
        for trace in traces {
            assert!(memchr::memmem::find(&bytes, trace).is_none(), "{trace:?}");
        }
    }
}
