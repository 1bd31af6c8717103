//! What the server's process may not do with what it holds in memory.

use std::io;

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit, getrlimit, nice, set_dumpable_behavior, setrlimit, umask};

/// No core dump, no reading by other processes of the same user, files for this user alone, as many
/// connections as the system allows.
pub fn prepare() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    umask(Mode::from_raw_mode(0o077));
    let files = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum })?;
    Ok(())
}

/// Lets the calling thread run when no other thread wants to.
pub fn step_back() {
    // On Linux the priority is a thread's own. Where it may not be lowered, it is as it was.
    let _ = nice(19);
}

/// From now on a panic writes nothing: its message could hold what a request brought.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}
