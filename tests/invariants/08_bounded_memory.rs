//! Invariant 8: memory does not grow with the size of an upload, and little with their number.
//!
//! The full sizes, 2 GiB and eight of 512 MiB: `cargo bench --bench memory`.

use crate::common::memory::{ALLOWED_KIB, Load, measure};

#[test]
fn one_large_upload_and_eight_at_once_stay_within_128_mib_of_idle() {
    // Eight uploads come to far more than is allowed, if they were held in memory.
    for load in [Load { uploads: 1, mib: 512 }, Load { uploads: 8, mib: 64 }] {
        let peak = measure(load);
        eprintln!("{peak}");
        assert!(peak.growth_kib() <= ALLOWED_KIB, "{peak}");
    }
}
