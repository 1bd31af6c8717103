//! A process of ours: what it says, and how it ends.

use std::ffi::OsStr;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

use rustix::process::{Pid, Signal, kill_process};

use super::LIMIT;

/// A process that is ended by SIGTERM, and then SIGKILL, when it is dropped.
pub(crate) struct Process {
    child: Child,
    pub(crate) stdout: Heard,
    pub(crate) stderr: Heard,
}

/// What became of a process.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A command in an environment of its own.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().stdin(Stdio::null());
    for name in ["PATH", "TMPDIR", "AMPARO_MUTANT", "AMPARO_REACHED"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("LC_ALL", "C.UTF-8");
    command
}

/// Lets a program open so many files at most.
pub(crate) fn limit_files(limited: &mut Command, most: u64) {
    let program = limited.get_program().to_owned();
    *limited = command("sh");
    limited.args(["-c", &format!("ulimit -n {most}; exec \"$0\" \"$@\"")]).arg(program);
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let stdout = Heard::listen(child.stdout.take().expect("it is piped"));
        let stderr = Heard::listen(child.stderr.take().expect("it is piped"));
        Self { child, stdout, stderr }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.id().cast_signed()).expect("a process has an id");
        // It may have ended by itself meanwhile.
        let _ = kill_process(pid, signal);
    }

    /// Asks it to end, and waits.
    pub(crate) fn stop(self) -> Ended {
        self.signal(Signal::TERM);
        self.wait()
    }

    /// Ends it as a power cut would end it.
    pub(crate) fn kill(self) -> Ended {
        self.signal(Signal::KILL);
        self.wait()
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> Ended {
        let status = self.wait_at_most().expect("the process ends in time");
        Ended { status, stdout: self.stdout.to_the_end(), stderr: self.stderr.to_the_end() }
    }

    fn wait_at_most(&mut self) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < LIMIT {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return Some(status);
            }
            thread::sleep(std::time::Duration::from_millis(2));
        }
        None
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        self.signal(Signal::TERM);
        if self.wait_at_most().is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// What came out of a pipe so far.
#[derive(Clone)]
pub(crate) struct Heard(Arc<(Mutex<Said>, Condvar)>);

#[derive(Default)]
struct Said {
    bytes: Vec<u8>,
    ended: bool,
}

impl Heard {
    fn listen(mut pipe: impl Read + Send + 'static) -> Self {
        let heard = Self(Arc::default());
        let theirs = heard.clone();
        thread::spawn(move || {
            let mut piece = [0; 4096];
            loop {
                let len = pipe.read(&mut piece).unwrap_or(0);
                let mut said = theirs.0.0.lock().expect("no thread panics while it holds this");
                said.bytes.extend_from_slice(&piece[..len]);
                said.ended = len == 0;
                theirs.0.1.notify_all();
                if len == 0 {
                    return;
                }
            }
        });
        heard
    }

    /// The first whole line that holds `part`; all there is as the error, when it ends without.
    pub(crate) fn line_with(&self, part: &str) -> Result<String, String> {
        let begun = Instant::now();
        let mut said = self.0.0.lock().expect("no thread panics while it holds this");
        loop {
            let text = String::from_utf8_lossy(&said.bytes).into_owned();
            let whole = text.rfind('\n').map_or("", |end| &text[..end]);
            if let Some(line) = whole.lines().find(|line| line.contains(part)) {
                return Ok(line.to_owned());
            }
            let left = LIMIT.saturating_sub(begun.elapsed());
            if said.ended || left.is_zero() {
                return Err(text);
            }
            said = self.0.1.wait_timeout(said, left).expect("no thread panics while it holds this").0;
        }
    }

    /// All that was said by now.
    pub(crate) fn so_far(&self) -> String {
        let said = self.0.0.lock().expect("no thread panics while it holds this");
        String::from_utf8_lossy(&said.bytes).into_owned()
    }

    fn to_the_end(&self) -> String {
        let said = self.0.0.lock().expect("no thread panics while it holds this");
        let (said, timeout) = self.0.1.wait_timeout_while(said, LIMIT, |said| !said.ended).expect("as above");
        assert!(!timeout.timed_out(), "somebody holds the pipe open");
        String::from_utf8_lossy(&said.bytes).into_owned()
    }
}
