//! Memory that never reaches a disk: locked where the process may, or on a machine that does not swap.

use std::fs;
use std::io;
use std::path::Path;

use rustix::io::Errno;
use rustix::mm::{MlockAllFlags, mlockall};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CapabilitySet, capabilities};

use super::Lack;

/// Locks all memory, now and later; where that is not allowed, looks whether there is swap.
///
/// Locked within a limit, the process would find no memory one day: so without a limit, or not at all.
pub(super) fn keep_out() -> io::Result<Option<Lack>> {
    let limit = getrlimit(Resource::Memlock);
    let unlimited = limit.maximum.is_none();
    if unlimited {
        setrlimit(Resource::Memlock, Rlimit { current: None, maximum: None })?;
    }
    let may = unlimited || capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::IPC_LOCK));
    if may {
        // Only what is used: stacks and arenas are reserved larger than they are.
        match mlockall(MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT) {
            Ok(()) => return Ok(None),
            Err(Errno::NOMEM | Errno::PERM | Errno::INVAL | Errno::NOSYS) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let devices = on_disks();
    Ok((!devices.is_empty()).then_some(Lack::Swap(devices)))
}

/// What memory may be written to on this machine.
pub(super) fn on_disks() -> Vec<String> {
    devices(&fs::read_to_string("/proc/swaps").unwrap_or_default(), backed)
}

/// The devices and files of `/proc/swaps` whose content can reach a disk.
fn devices(swaps: &str, backed: impl Fn(&str) -> bool) -> Vec<String> {
    let names = swaps.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| name.strip_prefix("/dev/zram").is_none_or(|n| backed(&format!("zram{n}"))))
        .map(str::to_owned)
        .collect()
}

/// Whether compressed memory may be written on to a disk behind it.
fn backed(device: &str) -> bool {
    let behind = fs::read_to_string(Path::new("/sys/block").join(device).join("backing_dev"));
    behind.is_ok_and(|text| text.trim() != "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swap_is_what_can_reach_a_disk_and_compressed_memory_is_none() {
        let head = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
        assert_eq!(devices(head, |_| true), Vec::<String>::new());
        assert_eq!(devices("", |_| true), Vec::<String>::new());
        let swaps = format!("{head}/dev/dm-1 partition 8 0 -2\n/dev/zram0 partition 8 0 100\n/swap.img file 1 0 -3\n");
        assert_eq!(devices(&swaps, |_| false), ["/dev/dm-1", "/swap.img"]);
        assert_eq!(devices(&swaps, |device| device == "zram0").len(), 3);
    }
}
