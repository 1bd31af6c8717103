//! What a command says when it cannot do what it was asked, in one table: what happened, why, how to
//! mend it, and the exit code.

mod reviewer;
mod roster;
mod server;

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::output::{Painted, palette, talk};
use crate::harden::cage::CageError;
use crate::seal::PassphraseError;

const FAILED: u8 = 1;
const USAGE: u8 = 2;
const UNVERIFIED: u8 = 3;

/// A command could not do what it was asked: what happened, why, how to mend it, and its exit code.
#[derive(Debug)]
pub struct CommandError {
    pub(super) what: String,
    pub(super) why: String,
    mend: String,
    code: u8,
}

impl CommandError {
    /// Something failed (exit code 1).
    pub fn failed(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), mend: String::new(), code: FAILED }
    }

    /// The command line does not make sense (exit code 2).
    pub fn usage(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), mend: String::new(), code: USAGE }
    }

    /// Something is not what it should be (exit code 3).
    pub fn unverified(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), mend: String::new(), code: UNVERIFIED }
    }

    /// Something that cannot happen unless Amparo itself is wrong (exit code 1).
    pub(super) fn own_mistake(why: impl Display) -> Self {
        Self::failed("Amparo made a mistake").because(why).mend("please report it, without the names of your files")
    }

    /// What happened, in a few words.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// The exit code: a higher one is graver.
    pub(super) const fn code(&self) -> u8 {
        self.code
    }

    /// Says by another word what happened.
    #[must_use]
    pub fn instead(mut self, what: &str) -> Self {
        what.clone_into(&mut self.what);
        self
    }

    /// Says why.
    #[must_use]
    pub fn because(mut self, why: impl Display) -> Self {
        self.why = why.to_string();
        self
    }

    /// Says something more behind the reason.
    #[must_use]
    pub(super) fn and(mut self, more: &str) -> Self {
        let parts = [self.why.as_str(), more];
        self.why = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn mend(mut self, how: &str) -> Self {
        how.clone_into(&mut self.mend);
        self
    }

    /// Says what to do when it is mended.
    #[must_use]
    pub(super) fn then(mut self, next: &str) -> Self {
        self.mend.push_str(", then ");
        self.mend.push_str(next);
        self
    }

    /// The same on one line, for a command that goes on.
    pub(super) fn line(&self) -> String {
        let parts = [&self.what, &self.why, &self.mend];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// Tells it and gives the exit code.
    pub(super) fn report(&self, json: bool) -> ExitCode {
        if json {
            let error = json!({ "what": self.what, "why": self.why, "mend": self.mend, "code": self.code });
            talk(&json!({ "error": error }).to_string());
        } else {
            Painted::default().with(palette::ERROR, "amparo:").and(&format!(" {}", self.what)).talk();
            for (name, text) in [("why", &self.why), ("mend", &self.mend)] {
                if !text.is_empty() {
                    let text = text.trim_end().replace('\n', "\n        ");
                    Painted::default().with(palette::HEADING, &format!("  {name:<5} ")).and(&text).talk();
                }
            }
        }
        ExitCode::from(self.code)
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::failed("the system refused")
            .because(error)
            .mend("see that the disk has room and that the files are yours, then try again")
    }
}

const TRY_AGAIN: &str = "try the passphrase again; without it nothing opens the file";
const NO_KEY: &str =
    "no passphrase makes a key of it: name the file that holds the key, or bring that back from a copy";
/// How the rest of what was asked for is written where a command was interrupted: nothing is overwritten.
pub(super) const REST: &str =
    "what was finished before is there; for the rest name its files with --file, or another folder";
const ROOM: &str = "see that the disk has room and that the folder is yours to write";

/// What a process says that was to become another program, and could not.
pub(super) fn no_tool(error: CageError) -> CommandError {
    match error {
        CageError::Run(program, why) => CommandError::failed(format!("{} cannot be run", program.display()))
            .because(why)
            .mend(
                "install the system's own, below /usr: what a tool in a home is run by, it does not reach when it is confined",
            ),
        error => CommandError::failed("the tool cannot be confined, so it did not run").because(error).mend(
            "use --working-copy where the kernel has Landlock (Linux 5.13 or later)",
        ),
    }
}

/// What was named by the beginning of an id is none of those that there are, or one of several: `one` as "reply", `more` as
/// "replies".
pub(super) fn not_one(count: usize, one: &str, more: &str, beginning: &impl Display, mend: &str) -> CommandError {
    CommandError::failed(match count {
        0 => format!("no {one}'s id begins with {beginning}"),
        _ => format!("{count} {more}' ids begin with {beginning}"),
    })
    .mend(mend)
}

/// A file or folder cannot be used.
fn unusable(path: &Path, why: impl Display) -> CommandError {
    CommandError::failed(format!("{} cannot be used", path.display())).because(why).mend(ROOM)
}

/// What was to be made is there; `option` names another place.
fn exists(path: &Path, option: &str) -> CommandError {
    CommandError::failed(format!("{} exists already", path.display()))
        .because("nothing is overwritten")
        .mend(&format!("name another folder with {option}"))
}

pub(super) fn passphrase(path: &impl Display, why: &PassphraseError) -> CommandError {
    CommandError::failed(format!("{path} was not opened")).because(why).mend(if why.may_be_mistyped() {
        TRY_AGAIN
    } else {
        NO_KEY
    })
}
