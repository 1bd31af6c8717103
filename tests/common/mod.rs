//! What the tests from outside have in common: a server's process, a source's browser, a reviewer's
//! command line, and eyes that look for what must not be there.

pub(crate) mod bench;
pub(crate) mod between;
pub(crate) mod cage;
pub(crate) mod content;
pub(crate) mod damage;
pub(crate) mod earlier;
pub(crate) mod eyes;
pub(crate) mod failing;
pub(crate) mod forger;
pub(crate) mod kills;
pub(crate) mod memory;
pub(crate) mod mutations;
pub(crate) mod page;
pub(crate) mod power;
pub(crate) mod process;
pub(crate) mod residue;
pub(crate) mod reviewer;
pub(crate) mod rogue;
pub(crate) mod sealed;
pub(crate) mod site;
pub(crate) mod source;
pub(crate) mod steady;
pub(crate) mod terminal;
pub(crate) mod tls;
pub(crate) mod trace;
pub(crate) mod vault_kills;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::statvfs;
use tempfile::TempDir;

/// The program that ships.
pub(crate) const AMPARO: &str = env!("CARGO_BIN_EXE_amparo");

/// Longer than anything waits here, on a busy machine.
pub(crate) const LIMIT: Duration = Duration::from_mins(1);

/// Waits until `holds`, and fails when it never does.
#[track_caller]
pub(crate) fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < LIMIT, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A folder in memory where there is room for one, for what lays a data folder anew again and again: a disk takes
/// seconds for its thousands of empty files.
pub(crate) fn folder_in_memory() -> TempDir {
    const ENOUGH: u64 = 1 << 30;
    let memory = Path::new("/dev/shm");
    let has_room = statvfs(memory).is_ok_and(|it| it.f_bavail * it.f_frsize >= ENOUGH);
    if has_room { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder")
}

/// Every file and folder below `folder`, with the folder itself, sorted.
pub(crate) fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        at += 1;
        if path.symlink_metadata().is_ok_and(|m| m.is_dir()) {
            // What a running server takes away meanwhile is not there.
            let Ok(entries) = path.read_dir() else { continue };
            found.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
        }
    }
    found.sort();
    found
}

/// Every file below `folder`.
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    everything_in(folder).into_iter().filter(|path| path.is_file()).collect()
}
