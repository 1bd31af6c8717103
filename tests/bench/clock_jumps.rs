//! A clock that jumps over the day's close and back while uploads are under way, under the real binary.
//!
//! `cargo bench --bench clock_jumps`
//!
//! Needs Debian's `libfaketime`. The server looks at the clock once a minute, so this takes some minutes. Panics at a loss;
//! ends by itself and takes its folders away.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use amparo::seal::Clock;
use common::site::{DESK, Server, Site};
use common::source::Visit;

const LIBRARY: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
/// Over one close, over many, back before all of them, forward again twice, and back to a day that was let go meanwhile.
const JUMPS: [&str; 6] = ["+1d", "+9d", "-3d", "+2d", "+3d", "-3d"];

fn main() {
    assert!(Path::new(LIBRARY).exists(), "apt install libfaketime");
    let site = Site::configured(|config| {
        config.insert("retention".to_owned(), toml::toml! { days = 1 }.into());
    });
    // Within the server's own reach: it is read again after the cage is shut.
    let clock = site.data.join("clock");
    fs::write(&clock, "+0d").expect("written");
    let server = site.start_by(|command| {
        command.env("LD_PRELOAD", LIBRARY).env("FAKETIME_TIMESTAMP_FILE", &clock);
        command.env("DONT_FAKE_MONOTONIC", "1").env("FAKETIME_CACHE_DURATION", "1");
    });
    let mut told = 1;
    tell(&server, told);
    for jump in JUMPS {
        let closed = |server: &Server| server.process.stderr.so_far().matches("is closed").count();
        let before = closed(&server);
        let visit = Visit::to("en", &server.form("en")).with("account", "under way").file("video", vec![9; 3 << 20]);
        let mut upload = server.begin(&visit);
        upload.send(visit.len() / 2).expect("it is taken");
        fs::write(&clock, jump).expect("written");
        let begun = Instant::now();
        while closed(&server) == before {
            assert!(
                begun.elapsed() < Duration::from_mins(3),
                "the clock was looked at: {}",
                server.process.stderr.so_far()
            );
            thread::sleep(Duration::from_millis(200));
        }
        upload.send(u64::MAX).expect("it is taken");
        let page = upload.answer().expect("an answer");
        assert!(page.status == 200 && page.kept().len() == 1, "{jump}: {}", page.status);
        told += 2;
        tell(&server, told);
        // What is here is listed, whatever day it is.
        let ran = site.reviewer.run(&["pull"]);
        let here = site.reviewer.inbox();
        assert!(here.len() == told && here.iter().all(|one| one["complete"] == true), "{jump}: {} {ran:?}", here.len());
        println!("{jump}: {told} submissions, all whole; pull ended with {}", ran.code);
    }
    let where_it_stands = site.data.join(format!("expired/{DESK}/{}", Clock::system().today().plus(-3)));
    assert!(where_it_stands.is_dir(), "the last jump is to a day that was let go");
    server.stop();
    let server = site.start();
    assert_eq!(site.reviewer.run(&["pull"]).code, 0);
    assert_eq!(site.reviewer.inbox().len(), told);
    server.stop();
    println!("{} jumps of the clock: {told} submissions, none lost", JUMPS.len());
}

fn tell(server: &Server, n: usize) {
    let visit = Visit::to("en", &server.form("en")).with("account", &format!("story {n}"));
    assert_eq!(server.tell(&visit).status, 200);
}
