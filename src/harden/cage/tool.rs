//! Other people's programs in a cage: they reach the folder they work in and what is installed, and no network.
//!
//! The cage is for one program and its children, so it is built between start and program: our own program is started
//! anew, confines itself and becomes the tool ([`become_tool`]). That needs nothing that has to be installed.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::{Signal, set_parent_process_death_signal};

use super::{CageError, files, filter};

/// What our program is started with to become a tool.
const WORD: &str = "in-a-cage";
/// What a tool may read and run: what is installed, and how it is set up. No home, no `/var`, no `/tmp`, no `/run`.
const INSTALLED: [&str; 9] =
    ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/nix/store", "/sys/devices/system/cpu"];
/// What programs ask of the kernel before they begin. Not `/proc` itself: it tells of every other program.
const ASKED: [&str; 7] =
    ["/proc/cpuinfo", "/proc/filesystems", "/proc/meminfo", "/proc/stat", "/dev/random", "/dev/urandom", "/dev/zero"];
const NOTHING: &str = "/dev/null";

/// Whether this kernel holds a tool to it.
pub fn is_held() -> bool {
    files::are_held()
}

/// A command that runs `program`, an absolute path, where it reaches `room` and no other folder of the user's.
pub fn command(program: &Path, room: &Path) -> Command {
    // This very program, also after an update has put another in its place.
    let mut command = Command::new("/proc/self/exe");
    command.args([OsStr::new(WORD), room.as_os_str(), program.as_os_str()]);
    command
}

/// Becomes the tool, in a process that [`command`] has started; `None` in every other. Returns only what kept it from
/// becoming one. To be called first.
pub fn become_tool() -> Option<CageError> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next()? != WORD {
        return None;
    }
    let (Some(room), Some(program)) = (arguments.next(), arguments.next()) else {
        return Some(CageError::System("a tool needs a folder and a program".to_owned()));
    };
    let (room, program) = (PathBuf::from(room), PathBuf::from(program));
    // Where a link leads. What is not there is told as that, and not as a sandbox that cannot be set up.
    let real = match program.canonicalize() {
        Ok(real) => real,
        Err(error) => return Some(CageError::Run(program, error)),
    };
    let refused = confine(&room, &real).err();
    Some(refused.unwrap_or_else(|| {
        let why = Command::new(&program).args(arguments).exec();
        CageError::Run(program, why)
    }))
}

fn confine(room: &Path, real: &Path) -> Result<(), CageError> {
    let there =
        |paths: &[&str]| -> Vec<PathBuf> { paths.iter().map(PathBuf::from).filter(|path| path.exists()).collect() };
    let mut installed = there(&INSTALLED);
    // The program. Not its folder, which may be a home.
    installed.push(real.to_owned());
    rustix::thread::set_no_new_privs(true).map_err(io::Error::from)?;
    // Who is killed ends no tool any more: a hostile file's must not go on by itself.
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(io::Error::from)?;
    files::confine_tool(room, &installed, &there(&ASKED), Path::new(NOTHING))?;
    filter::confine_tool()
}
