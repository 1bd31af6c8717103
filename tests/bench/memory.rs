//! Peak memory of the server under the largest uploads (invariant 8).
//!
//! `cargo bench --bench memory`: one file of 2 GiB, then eight of 512 MiB at once, which have a bound, then 64 of 64 MiB,
//! which are told. Needs 7 GiB of disk.
//! `cargo bench --bench memory -- --uploads 64 --mib 256`: so many of that size.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use common::bench::argument;
use common::memory::{ALLOWED_KIB, Load, measure};

/// So many uploads at once have a bound.
const BOUNDED: u64 = 8;

fn main() {
    let asked = argument("--uploads").zip(argument("--mib")).map(|(uploads, mib)| vec![Load { uploads, mib }]);
    let all = [(1, 2048), (8, 512), (64, 64)].map(|(uploads, mib)| Load { uploads, mib }).to_vec();
    for load in asked.unwrap_or(all) {
        let peak = measure(load);
        println!("{peak}");
        assert!(load.uploads > BOUNDED || peak.growth_kib() <= ALLOWED_KIB, "more than is allowed");
    }
}
