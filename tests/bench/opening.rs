//! A large file extracted from its parcel, against `age -d` of the same parcel.
//!
//! `cargo bench --bench opening -- [--mib 1024] [--rounds 5]`
//!
//! Each round opens one parcel of a classic desk, by turns and from the page cache: by Debian's `age -d`, by the same
//! with its file synced to the disk, and by `amparo extract`, which also takes the file out of its ZIP, holds it
//! against its digest, looks what it is and syncs it. Ratios are what counts. Needs Debian's `age` and four times the
//! size on disk.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::time::Instant;

use amparo::seal::RecipientKind;
use common::bench::{argument, median};
use common::content::Content;
use common::process::command;
use common::site::{Site, path_text};
use common::source::Visit;

fn main() {
    let mib: u64 = argument("--mib").unwrap_or(1024);
    let rounds: usize = argument("--rounds").unwrap_or(5);

    let site = Site::made(RecipientKind::Classic, 1, |_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words");
    let visit = visit.file("video.mp4", Content::Drawn { seed: 7, len: mib << 20 });
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let parcels = site.parcels();
    let parcel = parcels.iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let identity = site.reviewer.home.join("identity.txt");
    let out = site.folder.path().join("out");

    let by_age = || {
        let file = out.join("zip");
        let mut age = command("age");
        age.arg("-d").arg("-i").arg(&identity).arg("-o").arg(&file).arg(parcel);
        assert!(age.status().expect("Debian's age is installed").success());
        file
    };
    let ways: [(&str, &dyn Fn()); 3] = [
        ("age -d", &|| drop(by_age())),
        ("age -d, synced", &|| fs::File::open(by_age()).unwrap().sync_all().unwrap()),
        ("amparo extract", &|| drop(site.reviewer.done(&["extract", &id, "--to", path_text(&out)]))),
    ];
    println!("{mib} MiB, {rounds} rounds by turns, after one that is not counted");
    let mut seconds = [const { Vec::new() }; 3];
    for round in 0..=rounds {
        for (at, (_, open)) in ways.iter().enumerate() {
            fs::create_dir(&out).unwrap();
            let begun = Instant::now();
            open();
            if round > 0 {
                seconds[at].push(begun.elapsed().as_secs_f64());
            }
            fs::remove_dir_all(&out).unwrap();
            rustix::fs::sync();
        }
    }
    println!("{:<16} {:>9} {:>18} {:>14}", "", "seconds", "MB/s", "of age -d");
    for (at, (name, _)) in ways.iter().enumerate() {
        let ratios: Vec<f64> = seconds[0].iter().zip(&seconds[at]).map(|(age, own)| age / own).collect();
        let took = median(&seconds[at]);
        let speed = f64::from(u32::try_from(mib).expect("a file of less than 4 PiB")) * 1.048_576 / took;
        println!("{name:<16} {took:>9.2} {speed:>18.0} {:>14.2}", median(&ratios));
    }
}
