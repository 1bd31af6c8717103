//! A command on a terminal of 24 rows and 80 columns, and somebody who types there.

use std::io::{PipeWriter, Write as _, pipe};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::process::{Ended, Process, command};
use super::site::path_text;
use super::wait_until;

/// A command on a terminal of its own. util-linux's `script` makes the terminal.
pub(crate) struct OnTerminal {
    process: Process,
    keys: PipeWriter,
}

impl OnTerminal {
    /// Starts a command; the file `pid` gets its process id.
    pub(crate) fn start(program: &Command, pid: &Path) -> Self {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
        let words = std::iter::once(program.get_program()).chain(program.get_args());
        let words: Vec<String> = words.map(|word| quoted(word.to_str().expect("UTF-8"))).collect();
        let line = format!("stty rows 24 cols 80; echo $$ > {}; exec {}", quoted(path_text(pid)), words.join(" "));
        let (theirs, keys) = pipe().expect("a pipe");
        let mut script = command("script");
        script.args(["--quiet", "--return", "--flush", "--command", &line, "/dev/null"]).stdin(theirs);
        // Its own group, so that no signal of the terminal that runs the tests reaches it.
        script.env("SHELL", "/bin/sh").env("TERM", "vt100").process_group(0);
        Self { process: Process::start(&mut script), keys }
    }

    /// Waits until this stands on the terminal.
    #[track_caller]
    pub(crate) fn sees(&self, what: &str) {
        wait_until(&format!("the terminal shows {what:?}: {}", self.shown()), || self.shown().contains(what));
    }

    /// Everything that was ever drawn.
    pub(crate) fn shown(&self) -> String {
        self.process.stdout.so_far()
    }

    pub(crate) fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal is there");
    }

    /// Waits for the command's end.
    pub(crate) fn ends(self) -> Ended {
        let ended = self.process.wait();
        drop(self.keys);
        ended
    }
}
