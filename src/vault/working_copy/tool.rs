//! Another program at work: in a private folder, for a limited time, believed in nothing.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::fs::{Access, access};
use rustix::process::{self, Pid, WaitId, WaitIdOptions, kill_process_group, waitid};
use tokio::signal::unix::Signal;

use super::error::CopyError;
use crate::harden::cage;
use crate::harden::signals::any_of;

/// A tool that says more says it to nobody.
const MAX_SAID: u64 = 64 * 1024;
/// How often a tool is asked whether it is done.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// So much of what a tool said when it gave up is passed on.
const MAX_SHOWN: usize = 300;

/// What a tool said, and how it ended.
pub(super) struct Said {
    status: ExitStatus,
    out: String,
    err: String,
}

impl Said {
    /// What it said on its standard output, if it did what it was asked.
    pub(super) fn done(self, tool: &'static str) -> Result<String, CopyError> {
        if self.status.success() {
            return Ok(self.out);
        }
        let said: String = [self.out.trim(), self.err.trim()].join(" ").trim().chars().take(MAX_SHOWN).collect();
        Err(CopyError::GaveUp(tool, said.replace(['\n', '\r', '\t'], " ")))
    }
}

/// Runs a tool in the `in` of its room, with nothing of our environment but where programs are; `caged`, where it reaches
/// neither the network nor what else this user has.
pub(super) async fn run(
    room: &Path,
    (tool, package): (&'static str, &'static str),
    arguments: &[&str],
    caged: bool,
    limit: Duration,
    interrupts: &mut [Signal],
) -> Result<Said, CopyError> {
    let failed = |error| CopyError::Io(tool.into(), error);
    // The tools resolve names against their own folder; ours may be written from where we stand.
    let room = room.canonicalize().map_err(failed)?;
    let places = std::env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into());
    let program = program(&places, tool).ok_or(CopyError::NoTool(tool, package))?;
    let mut command = if caged { cage::tool::command(&program, &room) } else { Command::new(program) };
    command
        .args(arguments)
        .current_dir(room.join("in"))
        .env_clear()
        .env("PATH", places)
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", room.join("home"))
        .env("XDG_CACHE_HOME", room.join("home"))
        .env("TMPDIR", room.join("tmp"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // A group of its own: Ctrl-C comes to us, and we end the tool with all that it started.
        .process_group(0);
    let mut child = command.spawn().map_err(failed)?;
    let (out, err) = (heard(child.stdout.take()), heard(child.stderr.take()));
    let streams = [&out, &err];
    let why = tokio::select! {
        biased;
        () = any_of(interrupts) => CopyError::Interrupted,
        ended = ended(&mut child, &streams) => {
            let status = ended.map_err(failed)?;
            let said = |heard: JoinHandle<String>| heard.join().unwrap_or_default();
            return Ok(Said { status, out: said(out), err: said(err) });
        }
        () = tokio::time::sleep(limit) => CopyError::TooLong(tool, limit),
    };
    // It has not been waited for to its end, so the group is still its own.
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, process::Signal::KILL);
    }
    let _ = child.wait();
    Err(why)
}

/// The first program of this name in the folders of `places`.
fn program(places: &OsStr, name: &str) -> Option<PathBuf> {
    let mut candidates = std::env::split_paths(places).map(|folder| folder.join(name));
    candidates.find_map(|path| {
        let is_one = access(&path, Access::EXEC_OK).is_ok() && path.is_file();
        if is_one { std::path::absolute(path).ok() } else { None }
    })
}

/// Waits until a tool has closed what it speaks on, and then for its end.
async fn ended(child: &mut Child, heard: &[&JoinHandle<String>]) -> io::Result<ExitStatus> {
    while !heard.iter().all(|heard| heard.is_finished()) {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return child.wait() };
    // Its end is only looked at: until it is taken note of, its number, and so its group's, is nobody else's.
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    while waitid(WaitId::Pid(pid), look)?.is_none() {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    // What it started and left running.
    let _ = kill_process_group(pid, process::Signal::KILL);
    child.wait()
}

/// What is said on a stream, up to a limit; the rest is heard and forgotten, so that nobody waits for us.
fn heard(stream: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    thread::spawn(move || {
        let Some(mut stream) = stream else { return String::new() };
        let mut said = Vec::new();
        let _ = stream.by_ref().take(MAX_SAID).read_to_end(&mut said);
        let _ = io::copy(&mut stream, &mut io::sink());
        String::from_utf8_lossy(&said).into_owned()
    })
}
