//! No way out: from here on the kernel refuses the process what a server of testimonies never does.
//!
//! Landlock leaves it its data folder, and its configuration to read. seccomp leaves it the system calls
//! of [`calls`], each with its reason. What was opened before stays open: listeners, standard error.
//! Memory is kept out of swap. What a kernel cannot do is said, and left to whoever starts the server.
//! (Decision 0023; `docs/system-calls.md` is the list.)

mod files;
mod filter;
mod swap;

pub mod calls;
pub mod tool;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What stays within reach.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Folders in which everything may be read, written, made, renamed and removed.
    pub read_write: Vec<PathBuf>,
    /// Files, or folders with all that is below them, that may be read.
    pub read_only: Vec<PathBuf>,
    /// Folders in which empty folders may be removed.
    pub remove_folders: Vec<PathBuf>,
}

/// What this machine does not give, and so does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The kernel has no Landlock, or was started without it.
    Landlock,
    /// The kernel's Landlock is of an early version, which cannot refuse all that a later one can.
    OldLandlock,
    /// Threads were running before, which Landlock does not reach.
    EarlierThreads(usize),
    /// The kernel has no seccomp filters.
    Seccomp(String),
    /// The memory cannot be locked, and the machine swaps to these.
    Swap(Vec<String>),
}

impl Lack {
    /// Whether a server that must have its sandbox can do without.
    pub const fn is_grave(&self) -> bool {
        !matches!(self, Self::OldLandlock)
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Landlock => f.write_str(
                "this kernel has no Landlock: whoever breaks in reaches every file of this user; \
                 take Linux 5.13 or later, with landlock among its security modules (lsm=)",
            ),
            Self::OldLandlock => f.write_str(
                "this kernel's Landlock is an early one: seccomp alone keeps the server off the network; \
                 Linux 6.12 or later does it twice",
            ),
            Self::EarlierThreads(count) => {
                write!(f, "{count} threads were running before the sandbox: Landlock does not hold for them")
            }
            Self::Seccomp(why) => write!(
                f,
                "system calls cannot be filtered ({why}): whoever breaks in can call out; \
                 take a kernel with CONFIG_SECCOMP_FILTER"
            ),
            Self::Swap(devices) => write!(
                f,
                "memory may be written to {}: let the process lock it (LimitMEMLOCK=infinity), or end swapping (swapoff -a)",
                devices.join(", ")
            ),
        }
    }
}

/// The cage cannot be built: a path is not there, or the kernel answers as none should.
#[derive(Debug)]
pub enum CageError {
    /// What should stay within reach cannot be opened.
    Path(PathBuf, String),
    /// The system refused a step.
    System(String),
    /// A tool cannot be run, whatever confines it.
    Run(PathBuf, io::Error),
}

impl fmt::Display for CageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path, why) => write!(f, "{} cannot be opened for the sandbox: {why}", path.display()),
            Self::System(why) => write!(f, "the sandbox cannot be set up: {why}"),
            Self::Run(program, why) => write!(f, "{} cannot be run: {why}", program.display()),
        }
    }
}

impl std::error::Error for CageError {}

impl From<io::Error> for CageError {
    fn from(error: io::Error) -> Self {
        Self::System(error.to_string())
    }
}

/// What this kernel can hold a process to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel {
    /// Landlock, of any version.
    pub landlock: bool,
    /// Landlock of Linux 6.12 or later.
    pub whole_landlock: bool,
    /// Filters of system calls.
    pub seccomp: bool,
}

/// Looks at what this kernel can hold a process to; changes nothing.
pub fn kernel() -> Kernel {
    let seccomp = Path::new("/proc/sys/kernel/seccomp/actions_avail").exists();
    Kernel { landlock: files::are_held(), whole_landlock: files::are_held_whole(), seccomp }
}

/// The devices and files that this machine's memory may be written to.
pub fn swaps() -> Vec<String> {
    swap::on_disks()
}

/// Confines the process for the rest of its life, and says what this machine does not hold it to.
///
/// To be called while there is one thread. Threads that are started later are confined like it.
///
/// # Errors
/// What is within reach is not there, or the kernel refuses what it says that it can.
pub fn confine(reach: &Reach) -> Result<Vec<Lack>, CageError> {
    let mut lacks = Vec::new();
    lacks.extend(swap::keep_out()?);
    rustix::thread::set_no_new_privs(true).map_err(io::Error::from)?;
    lacks.extend(files::confine(reach)?);
    lacks.extend(filter::confine()?);
    Ok(lacks)
}
