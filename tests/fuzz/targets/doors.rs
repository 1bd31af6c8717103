//! One program for every door of `amparo::fuzzing`, which `AMPARO_DOOR` names: linked once.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

static DOOR: OnceLock<fn(&[u8])> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let door = DOOR.get_or_init(|| {
        let name = std::env::var("AMPARO_DOOR").expect("AMPARO_DOOR names the door");
        let known = amparo::fuzzing::DOORS.iter().find(|(door, _)| *door == name);
        known.expect("a door of src/fuzzing.rs").1
    });
    door(data);
});
