//! What a store that grew costs: a start, a list, a testimony, and the close of a day.
//!
//! `cargo bench --bench scale -- [--submissions 100000]`
//!
//! Two and a half parcels a submission, over 300 days, are laid into the data folder by their names alone, with a hundred
//! bytes each: neither the store nor a list reads more of them than their names and lengths. Measured at a hundredth, a
//! tenth and all of them, with the program that ships. Needs root, and about 2 GiB of disk for 100,000.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use amparo::roster::Roster;
use amparo::roster::SignedRoster;
use amparo::seal::{Clock, Day, FormNonce, Kind, ParcelHead, ParcelId, Sealer, SubmissionId};
use amparo::store::{FileStore, Free, Room, Store as _};
use amparo::vault::{Home, Patience, Remote};
use common::bench::number;
use common::site::{Server, Site};
use common::source::Visit;
use rand_core::{OsRng, RngCore as _};
use zeroize::Zeroizing;

const DAYS: i64 = 300;
const TESTIMONIES: usize = 60;

fn main() {
    let all: usize = number().unwrap_or(100_000);
    let site = Site::configured(|_| {});
    let signed = SignedRoster::read(&site.roster_file()).expect("a roster");
    let roster = signed.verify(&site.custodian_key().parse().expect("a key")).expect("it verifies");
    let today = Clock::system().today();
    site.start().stop();
    let mut there = 0;
    println!("times in ms; memory in MiB");
    println!(
        "{:>11} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>10} {:>9} {:>9} {:>9} {:>9}",
        "submissions",
        "1st start",
        "start",
        "killed",
        "idle",
        "list",
        "at most",
        "testimony",
        "slowest",
        "close",
        "kept",
        "slowest"
    );
    for submissions in [all / 100, all / 10, all] {
        fill(&site, today, (there * 5 / 2)..(submissions * 5 / 2));
        there = submissions;
        let row = measure(&site, &roster, today);
        println!("{submissions:>11} {row}");
    }
}

/// Lays parcels into the data folder.
fn fill(site: &Site, today: Day, parcels: std::ops::Range<usize>) {
    for n in parcels {
        let day = today.plus(-1 - i64::try_from(n).expect("it is small") % DAYS);
        let folder = site.data.join(format!("parcels/main/{day}"));
        if n < 2 * usize::try_from(DAYS).expect("it is small") {
            fs::create_dir_all(&folder).expect("a folder");
        }
        let mut id = [0; 32];
        OsRng.fill_bytes(&mut id);
        fs::write(folder.join(format!("{}.age", ParcelId::from_bytes(id))), [0; 100]).expect("written");
    }
}

fn start(site: &Site) -> (Server, Duration) {
    let begun = Instant::now();
    let server = site.start();
    (server, begun.elapsed())
}

fn measure(site: &Site, roster: &Roster, today: Day) -> String {
    let (server, first) = start(site);
    server.stop();
    let (server, clean) = start(site);
    server.kill();
    let (server, killed) = start(site);
    let idle = server.status("VmRSS:");
    // What the start took at most is not what the list takes.
    fs::write(format!("/proc/{}/clear_refs", server.process.id()), "5").expect("root may");
    let begun = Instant::now();
    let listed = list_all(site, roster);
    let list = begun.elapsed();
    let most = server.status("VmHWM:");
    let times = testimonies(&server);
    server.stop();
    let (close, kept) = close_a_day(site, roster, today);
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    format!(
        "{:>9.0} {:>9.0} {:>9.0} {:>9} {:>9.0} {:>9} {:>10.1} {:>9.1} {:>9.0} {:>9.1} {:>9.1}   {listed} listed",
        ms(first),
        ms(clean),
        ms(killed),
        idle / 1024,
        ms(list),
        most / 1024,
        ms(times[TESTIMONIES / 2]),
        ms(times[TESTIMONIES - 1]),
        ms(close),
        ms(kept[kept.len() / 2]),
        ms(kept[kept.len() - 1]),
    )
}

/// The times of so many testimonies, sorted.
fn testimonies(server: &Server) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..TESTIMONIES)
        .map(|n| {
            let visit = Visit::to("en", &server.form("en")).with("account", &format!("words {n}"));
            let begun = Instant::now();
            assert_eq!(server.tell(&visit).status, 200);
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

/// Lists every day of the desk, as a pull does.
fn list_all(site: &Site, roster: &Roster) -> usize {
    let keys = Home::at(site.reviewer.home.clone()).keys(None).expect("keys");
    let interface = &roster.text().interface;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let remote = Remote::connect(&interface.address, interface.key, &keys.signing, None, Patience::default());
        let mut remote = remote.await.expect("a connection");
        let mut listed = 0;
        for desk in remote.days().await.expect("days").desks {
            for day in desk.days {
                listed += remote.day(&desk.desk, day).await.expect("a list").parcels.len();
            }
        }
        listed
    })
}

/// Closes a day while parcels are being kept; gives how long that took, and how long each of them, sorted.
fn close_a_day(site: &Site, roster: &Roster, today: Day) -> (Duration, Vec<Duration>) {
    let store = FileStore::open(&site.data, Free::default(), today).expect("a store");
    let desk = "main".parse().expect("a name");
    store.prepare([&desk], today).expect("prepared");
    let closed = AtomicBool::new(false);
    thread::scope(|scope| {
        let keeping = scope.spawn(|| {
            let mut times = Vec::new();
            while !closed.load(Ordering::Relaxed) || times.len() < 10 {
                let begun = Instant::now();
                keep_one(&store, roster, today.plus(1));
                times.push(begun.elapsed());
            }
            times.sort_unstable();
            times
        });
        let begun = Instant::now();
        store.close_days(today.plus(1)).expect("closed");
        let close = begun.elapsed();
        closed.store(true, Ordering::Relaxed);
        (close, keeping.join().expect("all are kept"))
    })
}

/// Seals a small parcel and keeps it.
fn keep_one(store: &FileStore, roster: &Roster, day: Day) {
    let head = ParcelHead {
        submission: SubmissionId::random(&mut OsRng),
        nonce: FormNonce::random(&mut OsRng),
        number: 0,
        kind: Kind::Closing,
        desk: "main".parse().expect("a name"),
        language: "es".to_owned().try_into().expect("a tag"),
        roster: roster.reference(),
        mailbox: None,
    };
    let recipients = roster.recipients(&head.desk).expect("a desk");
    let part = store.begin(&head.desk, Room::Words).expect("begun");
    let mut sealer = Sealer::begin(head, recipients, part).expect("begun");
    sealer.add_file("parcels.json", Zeroizing::new(b"{}".to_vec())).expect("added");
    let parcel = sealer.finish(day, None).expect("sealed");
    parcel.sink.keep(parcel.finished, day).expect("kept");
}
