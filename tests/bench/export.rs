//! A large bag exported and verified, against `sha256sum` of the same bytes.
//!
//! `cargo bench --bench export -- [--mib 1024] [--rounds 5]`
//!
//! Each round exports one submission with one file of that size, once for a body that gets the file alone and once for
//! one that gets the sealed parcel too, verifies the bag, and sums up all of its files with coreutils: by turns, in one
//! run, from the page cache as the step before has left it. Ratios are what counts. Needs five times the size on disk.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::path::Path;
use std::time::Instant;

use common::bench::{argument, median};
use common::content::Content;
use common::files_in;
use common::process::command;
use common::site::{Site, path_text};
use common::source::Visit;

fn main() {
    let mib: u64 = argument("--mib").unwrap_or(1024);
    let rounds: usize = argument("--rounds").unwrap_or(5);

    let site = Site::configured(|_| {});
    let server = site.start();
    let mut visit = Visit::to("en", &server.form("en")).with("account", "words");
    for (name, value) in [("consent-c2", "yes"), ("consent-c4", "anonymous")] {
        visit.fields.retain(|(known, _)| known != name);
        visit = visit.and(name, value);
    }
    let visit = visit.file("video.mp4", Content::Drawn { seed: 7, len: mib << 20 });
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();

    println!("{mib} MiB, {rounds} rounds by turns, after one that is not counted; seconds, and ratios to sha256sum");
    println!("{:<28} {:>8} {:>8} {:>10} {:>14} {:>14}", "", "MiB", "export", "verify", "export/sum", "verify/sum");
    for (what, body, more) in
        [("the file (icc)", "icc", &["--reviewed", "file:1"][..]), ("with its parcel (partner)", "partner", &[])]
    {
        let (mut exports, mut verifies, mut sums, mut all) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for round in 0..=rounds {
            let out = site.folder.path().join("out");
            let begun = Instant::now();
            site.reviewer.done(&[&["export", &id, "--for", body, "--to", path_text(&out)], more].concat());
            let export = begun.elapsed().as_secs_f64();
            let bag = out.join(&id);
            let begun = Instant::now();
            site.reviewer.done(&["verify", path_text(&bag)]);
            let verify = begun.elapsed().as_secs_f64();
            let (sum, bytes) = summed(&bag);
            all = bytes;
            if round > 0 {
                exports.push(export);
                verifies.push(verify);
                sums.push(sum);
            }
            fs::remove_dir_all(&out).unwrap();
            rustix::fs::sync();
        }
        let ratio = |own: &[f64]| median(&own.iter().zip(&sums).map(|(own, sum)| own / sum).collect::<Vec<_>>());
        println!(
            "{what:<28} {:>8} {:>8.2} {:>10.2} {:>14.2} {:>14.2}   sha256sum {:.2} s",
            all >> 20,
            median(&exports),
            median(&verifies),
            ratio(&exports),
            ratio(&verifies),
            median(&sums),
        );
    }
}

/// How long coreutils takes to sum up all files of a bag, and how many bytes those are.
fn summed(bag: &Path) -> (f64, u64) {
    let files = files_in(bag);
    let bytes = files.iter().map(|path| path.metadata().unwrap().len()).sum();
    let begun = Instant::now();
    assert!(command("sha256sum").args(&files).output().expect("coreutils are there").status.success());
    (begun.elapsed().as_secs_f64(), bytes)
}
