//! What the server's process may not do with what it holds in memory, and what it has to do with.

use std::fs;
use std::io;

use rustix::fs::Mode;
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setpriority_process, setrlimit, umask,
};

use super::room::MOST_AT_WORK;

/// More threads than the server can have: 512 for housekeeping, some twenty for each processor.
const MOST_THREADS: u64 = 4096;

/// As many places for connections of sources as there are, where the system allows them.
const MOST_CONNECTIONS: u64 = 8192;
/// The files of each place: a socket and the parcel that is written for it, of as many as can have one.
const FILES_EACH: u64 = 2 * MOST_AT_WORK as u64;
/// Open files besides: the index, reviewers, the open web.
const OTHER_FILES: u64 = 4096;
/// What the limit of open files should be.
pub const ENOUGH_FILES: u64 = MOST_CONNECTIONS * FILES_EACH + OTHER_FILES;

/// No core dump, no reading by other processes of the same user, files for this user alone, as many
/// connections as the system allows, no end of threads, and nothing of whoever started it but the three
/// standard streams.
///
/// The first thing that a server does: what it has opened by then is closed.
pub fn prepare() -> io::Result<()> {
    close_inherited();
    keep_little_memory();
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    files_for_this_user();
    let files = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum })?;
    let threads = getrlimit(Resource::Nproc).maximum.map_or(MOST_THREADS, |most| most.min(MOST_THREADS));
    setrlimit(Resource::Nproc, Rlimit { current: Some(threads), maximum: Some(threads) })?;
    Ok(())
}

/// How many places there are for connections of sources: what the limit of open files leaves beside all else.
pub fn connections() -> usize {
    let files = most_files();
    let left = (files - OTHER_FILES.min(files / 2)) / FILES_EACH;
    usize::try_from(left.min(MOST_CONNECTIONS)).unwrap_or(usize::MAX)
}

/// How many files this process could have open at most.
pub fn most_files() -> u64 {
    getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX)
}

/// From now on what the process makes is for its own user alone.
pub fn files_for_this_user() {
    umask(Mode::from_raw_mode(0o077));
}

/// Lets the calling thread run when no other thread wants to.
pub fn step_back() {
    // On Linux the priority is a thread's own. Where it may not be lowered, it is as it was.
    let _ = setpriority_process(None, 19);
}

/// From now on all threads take memory from one heap, and what is large is the system's again as soon as it is freed.
///
/// Otherwise glibc gives every thread a heap, which keeps what it once held; and it learns from what is freed to take more and
/// more from them, up to the 19 MiB of a derivation (mallopt(3), `M_ARENA_MAX` and `M_MMAP_THRESHOLD`; docs/performance.md, "Memory").
fn keep_little_memory() {
    /// Above the 128 KiB of the stack's read buffers: fetched from the system each time, they cost as much as sealing does.
    #[cfg(target_env = "gnu")]
    const LARGE_BYTES: i32 = 256 << 10;
    #[cfg(target_env = "gnu")]
    #[expect(unsafe_code, reason = "mallopt(3) has no safe wrapper")]
    // SAFETY: it takes numbers alone, and there is no other thread yet.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BYTES);
    }
}

/// Closes every descriptor after the standard streams. A folder or a socket that a shell left open would be
/// a way out that no sandbox closes.
fn close_inherited() {
    let open: Vec<i32> = match fs::read_dir("/proc/self/fd") {
        Ok(entries) => entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect(),
        // Without /proc, what can be inherited in practice.
        Err(_) => (0..1024).collect(),
    };
    for descriptor in open.into_iter().filter(|descriptor| *descriptor > 2) {
        #[expect(unsafe_code, reason = "descriptors that nobody here owns can be closed by number alone")]
        // SAFETY: called before the process has opened anything; the listing above is closed by now. A number
        // that is not open is no harm.
        unsafe {
            rustix::io::close(descriptor);
        }
    }
}

/// From now on a panic writes nothing: its message could hold what a request brought.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}
