//! Which mutant is on in this process, and which were come by: woven into a copy of the program, and in no other.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

/// What is said in the environment: the mutant that is on, and the file of those that were come by.
const ON: &std::ffi::CStr = c"AMPARO_MUTANT";
const REACHED: &std::ffi::CStr = c"AMPARO_REACHED";

/// As many bytes as there are mutants, and some.
const MOST: usize = 1 << 16;

static mut MUTANT: usize = 0;
static mut SEEN: *mut u8 = null_mut();

// SAFETY: as POSIX has them.
unsafe extern "C" {
    fn getenv(name: *const c_char) -> *const c_char;
    fn atol(text: *const c_char) -> c_long;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn ftruncate(file: c_int, length: c_long) -> c_int;
    fn mmap(at: *mut c_void, length: usize, may: c_int, flags: c_int, file: c_int, offset: c_long) -> *mut c_void;
    fn close(file: c_int) -> c_int;
}

/// Before `main`: later the program may have given up every right to open a file.
// SAFETY: what the linker calls there takes no argument that is looked at, and gives nothing back.
#[used]
#[unsafe(link_section = ".init_array")]
static BEGIN: extern "C" fn() = begin;

extern "C" fn begin() {
    // SAFETY: no other thread runs yet; the strings end in NUL, and the file is as long as what is mapped of it.
    unsafe {
        let on = getenv(ON.as_ptr());
        if !on.is_null() {
            MUTANT = atol(on) as usize;
        }
        let path = getenv(REACHED.as_ptr());
        if path.is_null() {
            return;
        }
        // O_RDWR | O_CREAT | O_CLOEXEC
        let file = open(path, 0o2 | 0o100 | 0o2_000_000, 0o600 as c_int);
        if file < 0 {
            return;
        }
        if ftruncate(file, MOST as c_long) == 0 {
            // PROT_READ | PROT_WRITE, MAP_SHARED
            let map = mmap(null_mut(), MOST, 1 | 2, 1, file, 0);
            if map as isize != -1 {
                SEEN = map.cast();
            }
        }
        close(file);
    }
}

/// Whether this mutant is on.
pub fn on(mutant: usize) -> bool {
    // SAFETY: both are written before there is a second thread; each byte of the map is only ever set to 1.
    unsafe {
        if !SEEN.is_null() && mutant < MOST {
            SEEN.add(mutant).write_volatile(1);
        }
        MUTANT == mutant
    }
}
