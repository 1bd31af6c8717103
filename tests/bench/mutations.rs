//! Ten thousand random changes of bags: each must be seen, and no untouched bag may raise an alarm.
//!
//! `cargo bench --bench mutations -- [--count 10000] [--seed N]`
//!
//! Flips a bit, drops a file, swaps two lines, cuts a file short, swaps two files, adds a byte, adds a file: in a bag of
//! evidence, and for one change in five in one that is published. The suite does some hundred of them.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

use std::path::PathBuf;
use std::time::Instant;

use amparo::vault::Trust;
use common::bench::argument;
use common::mutations::all_are_seen;
use common::site::{Site, path_text};
use common::source::Visit;
use rand_core::{OsRng, RngCore as _};

fn main() {
    let count: usize = argument("--count").unwrap_or(10_000);
    let seed: u64 = argument("--seed").unwrap_or_else(|| OsRng.next_u64());

    let site = Site::configured(|_| {});
    let server = site.start();
    let mut visit = Visit::to("en", &server.form("en")).with("account", "words");
    for (name, value) in [("kind", "arrested"), ("consent-c2", "yes"), ("consent-c6", "anonymous")] {
        visit.fields.retain(|(known, _)| known != name);
        visit = visit.and(name, value);
    }
    assert_eq!(server.tell(&visit.file("a.jpg", "a picture").file("b.txt", "b")).status, 200);
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    site.reviewer.done(&["read", &id]);
    let trust = Trust { named: vec![site.custodian_key().parse().unwrap()], known: Vec::new() };
    // Nobody signs what is published, and whoever names a custodian is refused it.
    for (body, count, trust) in [("partner", count - count / 5, trust), ("public", count / 5, Trust::default())] {
        let out = site.folder.path().join(body);
        let export = ["export", &id, "--for", body, "--to", path_text(&out), "--reviewed", "lists"];
        let printed = site.reviewer.done(&export[..if body == "public" { 8 } else { 6 }]);
        let bag = PathBuf::from(String::from_utf8(printed).unwrap().trim_end());
        let begun = Instant::now();
        all_are_seen(&bag, &trust, count, seed);
        println!("{body}: {count} changes, all seen, no false alarm, in {:.0?} (seed {seed})", begun.elapsed());
    }
}
