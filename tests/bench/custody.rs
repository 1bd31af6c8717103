//! How long it takes to record one act at the end of a long custody log, with what is kept of its chains' ends and
//! without it: then the whole log is read.
//!
//! `cargo bench --bench custody -- [--events 20000]`
//!
//! Ten events a command, as when a few files are extracted, on a tenth as many submissions as there are events.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::time::{Duration, Instant};

use amparo::seal::{Clock, DeskId, Kind, ParcelId, SubmissionId};
use amparo::vault::{Act, Home, Outcome};
use common::bench::number;
use common::site::Site;
use rand_core::OsRng;

const EVENTS_EACH: usize = 10;
const ROUNDS: usize = 7;

fn act(of: SubmissionId, desk: &DeskId) -> Act {
    let parcel = (ParcelId::random(&mut OsRng), 67_272);
    Act::pulled((of, desk), Kind::Attachment, parcel, Outcome::Verified).expect("it is no cover parcel")
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn main() {
    let events: usize = number().unwrap_or(20_000);
    let site = Site::configured(|_| {});
    let home = Home::at(site.reviewer.home.clone());
    let (keys, rosters) = (home.keys(None).expect("no passphrase"), home.rosters().expect("rosters"));
    let (custody, desk, today) = (home.custody(), "main".parse().expect("a name"), Clock::system().today());
    let submissions: Vec<SubmissionId> = (0..(events / 10).max(1)).map(|_| SubmissionId::random(&mut OsRng)).collect();
    for n in 0..events / EVENTS_EACH {
        let acts: Vec<Act> =
            (0..EVENTS_EACH).map(|k| act(submissions[(n * EVENTS_EACH + k) % submissions.len()], &desk)).collect();
        custody.append(&acts, today, &keys, &rosters).expect("recorded");
    }
    let ends = site.reviewer.home.join("custody.age");
    println!("{events} events, {} segments, custody.age: {} KiB", events / EVENTS_EACH, kib(&ends));
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for (forgotten, times) in [(false, &mut with), (true, &mut without)] {
            if forgotten {
                fs::remove_file(&ends).expect("it is there");
            }
            let one = [act(submissions[round % submissions.len()], &desk)];
            let begun = Instant::now();
            let troubles = custody.append(&one, today, &keys, &rosters).expect("recorded");
            times.push(begun.elapsed());
            assert!(troubles.is_empty(), "{troubles:?}");
        }
    }
    let (with, without) = (median(with), median(without));
    println!("one act, the whole log read: {without:.1} ms");
    println!("one act, by what is kept:    {with:.1} ms");
    println!("ratio: {:.1}", without / with);
}

fn kib(path: &std::path::Path) -> u64 {
    fs::metadata(path).map_or(0, |file| file.len() >> 10)
}
