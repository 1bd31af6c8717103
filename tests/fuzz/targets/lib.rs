//! What every fuzz target is: a door of `amparo::fuzzing`, called with what libFuzzer makes up.

pub use libfuzzer_sys;

/// Makes a target of the door with this name.
#[macro_export]
macro_rules! target {
    ($door:ident) => {
        $crate::libfuzzer_sys::fuzz_target!(|data: &[u8]| amparo::fuzzing::$door(data));
    };
}
