//! What a process told the kernel, by strace.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::eyes::Eyes;
use super::process::{Process, command};
use super::wait_until;

/// Every call that can bring bytes or names to a disk, or to a memory that others see.
const CALLS: &str = "trace=open,openat,openat2,creat,write,writev,pwrite64,pwritev,pwritev2,sendfile,splice,tee,\
     vmsplice,copy_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,mkdir,mkdirat,\
     mmap,memfd_create,io_uring_setup,shmget,shmat,msgsnd,mq_timedsend,setxattr,lsetxattr,fsetxattr,truncate,ftruncate,\
     fallocate,unlink,unlinkat,execve,swapon,ptrace,process_vm_writev";

/// Calls that a server has no business with: each could carry plaintext past what is looked at here.
const NEVER: [&str; 15] = [
    "sendfile",
    "splice",
    "tee",
    "vmsplice",
    "copy_file_range",
    "memfd_create",
    "io_uring_setup",
    "shmget",
    "shmat",
    "msgsnd",
    "mq_timedsend",
    "swapon",
    "ptrace",
    "process_vm_writev",
    "creat",
];

/// The program under strace. Its process id is the program's own; the tracer is its child.
pub(crate) fn of(trace: &Path, program: &str) -> Command {
    let mut command = command("strace");
    command.args(["-D", "-f", "-y", "-xx", "-s", "4194304", "-e", CALLS, "-o"]);
    command.arg(trace).arg(program);
    command
}

/// The program under strace, which lets its `n`-th call of this name in each thread fail where it is about one of these
/// files or folders.
pub(crate) fn failing(trace: &Path, program: &str, paths: &[PathBuf], call: &str, error: &str, n: usize) -> Command {
    injecting(trace, program, paths, call, &format!("{call}:error={error}:when={n}"))
}

/// The same with every such call.
pub(crate) fn always_failing(trace: &Path, program: &str, paths: &[PathBuf], call: &str, error: &str) -> Command {
    injecting(trace, program, paths, call, &format!("{call}:error={error}"))
}

fn injecting(trace: &Path, program: &str, paths: &[PathBuf], call: &str, what: &str) -> Command {
    let mut command = command("strace");
    command.args(["-D", "-f", "-qq", "-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={what}"), "-o"]).arg(trace);
    for path in paths {
        command.arg("-P").arg(path);
    }
    command.arg(program);
    command
}

/// Lets the `n`-th call of this name in each thread of a process that runs fail, where it is about one of these files or
/// folders; gives the tracer when it has the process. Needs root: the process lets nobody else look at it.
pub(crate) fn fail_in(id: u32, trace: &Path, paths: &[PathBuf], call: &str, error: &str, n: usize) -> Process {
    let mut command = command("strace");
    command.args(["-f", "-e", &format!("trace={call}"), "-p", &id.to_string()]);
    command.args(["-e", &format!("inject={call}:error={error}:when={n}"), "-o"]).arg(trace);
    for path in paths {
        command.arg("-P").arg(path);
    }
    let tracer = Process::start(&mut command);
    tracer.stderr.line_with("attached").expect("strace may look at it");
    tracer
}

/// The program under strace, with the names of all its calls.
pub(crate) fn of_all(trace: &Path, program: &str) -> Command {
    let mut command = command("strace");
    command.args(["-D", "-f", "-s", "0", "-o"]);
    command.arg(trace).arg(program);
    command
}

/// The names of the calls that the process `id` and its threads made after the last filter was in force.
pub(crate) fn made_in_the_cage(path: &Path, id: u32) -> BTreeSet<String> {
    let trace = Trace::finished(path, id);
    let last = trace.calls.iter().rposition(|call| call.name == "seccomp").expect("a filter is set");
    trace.calls[last + 1..].iter().map(|call| call.name.clone()).collect()
}

/// A finished trace.
pub(crate) struct Trace {
    calls: Vec<Call>,
}

/// A call: its name, its first descriptor's target, its strings, and the whole line.
struct Call {
    name: String,
    target: Option<String>,
    strings: Vec<Vec<u8>>,
    line: String,
}

impl Trace {
    /// Reads a trace when its tracer has seen the process `id` end.
    pub(crate) fn finished(path: &Path, id: u32) -> Self {
        let ends = [format!("{id} +++ exited"), format!("{id} +++ killed")];
        let whole = || fs::read_to_string(path).unwrap_or_default();
        let ended = |text: &str| {
            // Process ids are padded to a width of five.
            text.lines().rev().take(200).any(|line| {
                let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                ends.iter().any(|end| line.starts_with(end))
            })
        };
        wait_until("strace has seen the end", || ended(&whole()));
        Self { calls: whole().lines().filter_map(Call::parse).collect() }
    }

    /// How many bytes were written to anything but sockets.
    pub(crate) fn written(&self) -> u64 {
        let calls = self.calls.iter().filter(|call| call.name.contains("write") && !call.is_to_socket());
        calls.flat_map(|call| &call.strings).map(|string| string.len() as u64).sum()
    }

    /// Every path that was opened for writing, made, renamed or unlinked.
    pub(crate) fn touched(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.calls.iter().flat_map(Call::touched).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// The names of the age files below a folder that were opened, or asked for, as often as they were.
    pub(crate) fn opened_in(&self, folder: &str) -> Vec<String> {
        let opens = self.calls.iter().filter(|call| call.name.starts_with("open"));
        let paths = opens.flat_map(|call| &call.strings).map(|path| String::from_utf8_lossy(path).into_owned());
        let inside = |path: &String| path.contains(&format!("/{folder}/"));
        paths
            .filter(inside)
            .filter_map(|path| Some(path.strip_suffix(".age")?.rsplit('/').next()?.to_owned()))
            .collect()
    }

    /// What must not be: a marker in a name, or in anything written but to a socket; calls that have no
    /// business here; shared memory over a file.
    pub(crate) fn faults(&self, eyes: &Eyes) -> Vec<String> {
        let mut faults = Vec::new();
        let mut tails = HashMap::<&str, Vec<u8>>::new();
        for call in &self.calls {
            let shown = &call.line[..call.line.len().min(200)];
            if NEVER.contains(&call.name.as_str()) {
                faults.push(format!("a call without business here: {shown}"));
            }
            if call.name == "mmap" && ["MAP_SHARED", "PROT_WRITE"].iter().all(|flag| call.line.contains(flag)) {
                faults.push(format!("memory shared for writing: {shown}"));
            }
            if call.is_to_socket() {
                continue;
            }
            let target = call.target.as_deref().unwrap_or_default();
            // A marker may be cut by two calls.
            let tail = tails.entry(target).or_default();
            for string in &call.strings {
                tail.extend_from_slice(string);
            }
            if let Some(how) = eyes.seen_in(tail) {
                faults.push(format!("{how} in {} to {target:?}", call.name));
                tail.clear();
            }
            let old = tail.len().saturating_sub(eyes.longest());
            tail.drain(..old);
        }
        faults
    }
}

impl Call {
    fn parse(line: &str) -> Option<Self> {
        let text = line.split_once(' ')?.1.trim_start();
        let (name, arguments) = text.split_once('(')?;
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            // A resumed call's arguments stood where it began; signals and exits have none.
            return None;
        }
        let first = arguments.split(", ").next().unwrap_or_default();
        let target = first
            .split_once('<')
            .map(|(_, target)| String::from_utf8_lossy(&unescaped(target.trim_end_matches([')', '>']))).into_owned());
        let strings = arguments.split('"').skip(1).step_by(2).map(unescaped).collect();
        Some(Self { name: name.to_owned(), target, strings, line: text.to_owned() })
    }

    fn is_to_socket(&self) -> bool {
        self.target.as_deref().is_some_and(|target| target.starts_with("socket:"))
    }

    fn touched(&self) -> Vec<PathBuf> {
        let writes = match self.name.as_str() {
            "open" | "openat" | "openat2" => {
                ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE", "O_TRUNC"].iter().any(|flag| self.line.contains(flag))
            }
            name => ["rename", "link", "mknod", "mkdir", "unlink", "creat", "truncate", "xattr"]
                .iter()
                .any(|part| name.contains(part)),
        };
        if !writes {
            return Vec::new();
        }
        if self.strings.is_empty() {
            // By descriptor.
            return self.target.iter().map(PathBuf::from).collect();
        }
        let folder = self.target.as_deref().unwrap_or("/nowhere");
        let path = |bytes: &Vec<u8>| Path::new(folder).join(String::from_utf8_lossy(bytes).as_ref());
        self.strings.iter().map(path).collect()
    }
}

/// `\x61` and the like, as `-xx` writes every byte of a string.
fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len() / 4), 0);
    while at < bytes.len() {
        let digits = bytes[at..].strip_prefix(b"\\x").and_then(|rest| rest.get(..2));
        let byte = digits.and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 4 } else { 1 };
    }
    out
}
