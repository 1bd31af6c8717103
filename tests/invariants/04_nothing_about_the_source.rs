//! Invariant 4: no address, agent, header, cookie or circuit is stored or logged, nor a time finer than a day.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::common::eyes::{Eyes, marker};
use crate::common::site::{Server, Site};
use crate::common::source::{Source, Visit};

const DAY_SECONDS: i64 = 86_400;

/// How many files and folders there are below `folder`, and what tells a time finer than a day.
///
/// Each is looked at before it is listed: listing a folder is reading it.
fn times_below(folder: &Path) -> (usize, Vec<String>) {
    let (mut paths, mut fine) = (vec![folder.to_owned()], Vec::new());
    let mut at = 0;
    while let Some(path) = paths.get(at).cloned() {
        at += 1;
        let data = path.symlink_metadata().unwrap();
        for (what, seconds, nanoseconds) in
            [("modified", data.mtime(), data.mtime_nsec()), ("read", data.atime(), data.atime_nsec())]
        {
            if seconds % DAY_SECONDS != 0 || nanoseconds != 0 {
                fine.push(format!("{} was {what} at {seconds}.{nanoseconds:09}", path.display()));
            }
        }
        if data.is_dir() {
            paths.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    (paths.len(), fine)
}

/// Visits of every kind: kept, returned, broken off, and a mailbox.
fn visit_in_every_way(source: &Source) {
    let form = source.form("en");
    let visit = Visit::to("en", &form).with("account", "words").file("a.jpg", vec![7; 200_000]).file("b.jpg", "b");
    assert_eq!(source.tell(&visit).kept().len(), 2);
    assert_eq!(source.tell(&visit.clone().without("consent")).status, 422);
    assert_eq!(source.open_mailbox("en", &form.codename).status, 200);
    let mut broken = source.begin(&visit);
    broken.send(150_000).unwrap();
}

#[test]
fn after_a_stop_every_file_and_folder_tells_a_day_and_nothing_finer() {
    let site = Site::configured(|_| {});
    let server = site.start();
    visit_in_every_way(&server);
    site.reviewer.pull();
    server.stop();
    let (count, fine) = times_below(&site.data);
    assert!(count > 10, "there is something to look at");
    assert_eq!(fine, Vec::<String>::new());
}

#[test]
fn a_parcel_tells_its_day_and_nothing_finer_from_the_moment_it_is_kept() {
    let site = Site::configured(|_| {});
    let server = site.start();
    visit_in_every_way(&server);
    // Reading must not move the access time either.
    site.reviewer.pull();
    let (count, fine) = times_below(&site.data.join("parcels"));
    assert!(count > 4);
    assert_eq!(fine, Vec::<String>::new());
    drop(server);
}

#[test]
fn the_eyes_for_times_see_a_time_finer_than_a_day() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!times_below(folder.path()).1.is_empty());
}

/// Requests that no browser makes, with this word in every place that has room for one.
fn hostile(word: &str) -> Vec<Vec<u8>> {
    [
        format!("{word}\r\n\r\n"),
        format!("GET /{word} HTTP/1.1\r\nHost: {word}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{word}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", word.repeat(10_000)),
        format!("GET {} HTTP/1.1\r\nHost: a\r\n\r\n", "/".repeat(100_000) + word),
        format!("POST /en/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{word}\r\n{word}"),
        format!("POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: {word}\r\nContent-Length: 24\r\n\r\n{word}"),
        format!("POST /en/2 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary={word}\r\n\r\n"),
        format!("DELETE /en/1 HTTP/1.1\r\nHost: {word}\r\n\r\n"),
        format!("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{word}"),
        format!("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: {word}\r\nConnection: upgrade\r\n\r\n"),
        format!("GET http://{word}/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    ]
    .map(String::into_bytes)
    .to_vec()
}

/// A server that was asked to say all it can.
fn talkative(site: &Site) -> Server {
    site.start_by(|command| {
        command.envs([("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full"), ("ACTIX_LOG", "trace")]);
    })
}

#[test]
fn nothing_of_a_request_is_stored_or_said_and_requests_meet_silence() {
    let site = Site::with_circuits();
    let server = talkative(&site);
    let said_at_start = (server.process.stdout.so_far(), server.process.stderr.so_far());
    let word = marker();
    let source = server
        .on_circuit(0xf100_d0d0)
        .with_header("User-Agent", &format!("Mozilla/5.0 ({word})"))
        .with_header("Cookie", &format!("session={word}; id={word}"))
        .with_header("X-Forwarded-For", "203.0.113.77, 2001:db8::7:77")
        .with_header("Forwarded", &format!("for=203.0.113.77;by={word}"))
        .with_header("Accept-Language", &word)
        .with_header("Referer", &format!("http://{word}/"))
        .with_header("X-Tor-Circuit", &word);
    visit_in_every_way(&source);
    let form = source.form("en");
    let visit = Visit::to("en", &form).with("account", "told").file("c.jpg", "content");
    let mut upload = source.begin(&visit);
    let port = upload.port().to_string();
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().status, 200);
    for request in hostile(&word) {
        source.send_raw(&request);
    }
    assert_eq!(source.get("/en/").status, 200, "the server lives");
    let said_at_end = (server.process.stdout.so_far(), server.process.stderr.so_far());
    assert_eq!(said_at_end, said_at_start, "requests meet silence");

    let ended = server.stop();
    assert_eq!(ended.stderr.strip_prefix(&said_at_start.1), Some("amparo: stopped\n"));
    let eyes =
        Eyes::for_markers(&[&word, "203.0.113.77", "2001:db8::7:77", &format!(":{port}"), "Mozilla", "f100:d0d0"]);
    assert_eq!(eyes.seen_below(&site.data), Vec::<String>::new());
    assert_eq!(eyes.seen_in(ended.stderr.as_bytes()), None);
    // Not even inside the seal.
    for parcel in site.parcels() {
        let mut opened = site.reviewer.open(&parcel);
        let names: Vec<String> = opened.payload().map(|file| file.name.clone()).collect();
        for name in names {
            assert_eq!(eyes.seen_in(&opened.read_file(&name).unwrap()), None, "{name}");
        }
        assert_eq!(eyes.seen_in(format!("{:?}{:?}", opened.info(), opened.attachment()).as_bytes()), None);
    }
}
