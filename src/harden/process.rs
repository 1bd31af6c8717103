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
/// The same on the open web: what is flooded there leaves the onion service its connections.
const MOST_ON_THE_OPEN_WEB: u64 = 1024;
/// The files of each place: a socket and the parcel that is written for it, of as many as can have one.
const FILES_EACH: u64 = 2 * MOST_AT_WORK as u64;
/// The same on the open web, and one who still shakes hands: there are never more of these than places.
const FILES_EACH_ON_THE_OPEN_WEB: u64 = FILES_EACH + 1;
/// Open files besides: the index, reviewers, the few large files that are open twice to go past the page cache.
const OTHER_FILES: u64 = 4096;
/// Where the limit of open files is small, the open web gets one part in so many of what sources may have.
const SHARE_OF_THE_OPEN_WEB: u64 = 4;

/// How many places there are for connections of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// For those who come by the onion service.
    pub onion: usize,
    /// For those who come by the open web; none where it is not served.
    pub open_web: usize,
}

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

impl Places {
    /// What a limit of open files leaves beside all else.
    pub fn within(files: u64, with_the_open_web: bool) -> Self {
        let left = files - OTHER_FILES.min(files / 2);
        let share = left / SHARE_OF_THE_OPEN_WEB / FILES_EACH_ON_THE_OPEN_WEB;
        let open_web = if with_the_open_web { share.min(MOST_ON_THE_OPEN_WEB) } else { 0 };
        let onion = (left - open_web * FILES_EACH_ON_THE_OPEN_WEB) / FILES_EACH;
        let count = |places: u64| usize::try_from(places).unwrap_or(usize::MAX);
        Self { onion: count(onion.min(MOST_CONNECTIONS)), open_web: count(open_web) }
    }
}

/// What the limit of open files should be, so that there are as many places as there can be.
pub const fn enough_files(with_the_open_web: bool) -> u64 {
    let open_web = if with_the_open_web { MOST_ON_THE_OPEN_WEB * FILES_EACH_ON_THE_OPEN_WEB } else { 0 };
    MOST_CONNECTIONS * FILES_EACH + open_web + OTHER_FILES
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_together_need_no_more_files_than_may_be_open() {
        // What a small machine gives, what the packaged unit does, and everything between.
        let limits = (0..70_000).step_by(7).chain([1024, 4096, 20_000, 65_536, 1 << 20, u64::MAX]);
        for (files, with_the_open_web) in limits.flat_map(|files| [(files, false), (files, true)]) {
            let Places { onion, open_web } = Places::within(files, with_the_open_web);
            let needed = onion as u64 * FILES_EACH + open_web as u64 * FILES_EACH_ON_THE_OPEN_WEB;
            assert!(needed <= files - OTHER_FILES.min(files / 2), "{files}: {onion} and {open_web}");
            assert!(open_web == 0 || (with_the_open_web && open_web < onion), "{files}: {onion} and {open_web}");
        }
    }

    #[test]
    fn the_open_web_takes_places_where_it_is_served_and_only_where_files_are_few_from_the_onion_service() {
        let places = |files, with| {
            let Places { onion, open_web } = Places::within(files, with);
            (onion, open_web)
        };
        assert_eq!([places(20_000, false), places(20_000, true)], [(3976, 0), (2982, 795)]);
        // As many as there can be, and one file fewer.
        assert_eq!([places(36_864, false), places(41_984, true)], [(8192, 0), (8192, 1024)]);
        assert_eq!([places(36_863, false), places(41_983, true)], [(8191, 0), (8191, 1024)]);
        assert_eq!([enough_files(false), enough_files(true)], [36_864, 41_984]);
        assert_eq!(places(65_536, true), (8192, 1024), "the packaged unit's limit");
    }
}
