//! Peak memory of the server under the largest uploads (invariant 8).
//!
//! `cargo bench --bench memory`: one file of 2 GiB, then eight of 512 MiB at once. Needs 7 GiB of disk.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use common::memory::{ALLOWED_KIB, Load, measure};

fn main() {
    for load in [Load { uploads: 1, mib: 2048 }, Load { uploads: 8, mib: 512 }] {
        let peak = measure(load);
        println!("{peak}");
        assert!(peak.growth_kib() <= ALLOWED_KIB, "more than is allowed");
    }
}
