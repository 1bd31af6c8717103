//! A reviewer at their command line.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use amparo::seal::{Identity, OpenedParcel};
use serde_json::Value;

use super::AMPARO;
use super::process::command;
use super::site::path_text;

/// A reviewer's home.
#[derive(Clone)]
pub(crate) struct Reviewer {
    pub(crate) home: PathBuf,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("it prints UTF-8")
    }
}

impl Reviewer {
    pub(crate) const fn at(home: PathBuf) -> Self {
        Self { home }
    }

    /// A command of this reviewer's.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(AMPARO);
        command.arg("--home").arg(&self.home).args(arguments);
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().expect("it runs");
        let code = output.status.code().expect("it ends by itself");
        Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).expect("it prints UTF-8") }
    }

    /// Runs a command that must succeed, and gives what it prints.
    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> Vec<u8> {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    /// Pulls; everything must verify.
    #[track_caller]
    pub(crate) fn pull(&self) -> Value {
        let pulled: Value = serde_json::from_slice(&self.done(&["pull", "--json"])).expect("JSON");
        assert_eq!(pulled["complaints"], serde_json::json!([]));
        assert_eq!(pulled["verified"], true);
        pulled
    }

    /// The submissions in the vault.
    #[track_caller]
    pub(crate) fn inbox(&self) -> Vec<Value> {
        serde_json::from_slice(&self.done(&["inbox", "--json"])).expect("a JSON array")
    }

    /// The one submission in the vault.
    #[track_caller]
    pub(crate) fn the_submission(&self) -> Value {
        let mut all = self.inbox();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// The testimony as JSON.
    #[track_caller]
    pub(crate) fn testimony(&self, id: &str) -> Value {
        serde_json::from_slice(&self.done(&["read", id, "--json"])).expect("JSON")
    }

    /// Extracts a submission's files and gives their paths, by number.
    #[track_caller]
    pub(crate) fn extract(&self, id: &str, to: &Path) -> Vec<PathBuf> {
        let printed = self.done(&["extract", id, "--to", path_text(to)]);
        String::from_utf8(printed).expect("paths of UTF-8").lines().map(PathBuf::from).collect()
    }

    /// The secret key of a home without a passphrase.
    pub(crate) fn identity(&self) -> Identity {
        let text = fs::read_to_string(self.home.join("identity.txt")).expect("a demo's reviewer has no passphrase");
        Identity::from_file(&text).expect("an identity")
    }

    /// Whether a parcel is sealed to us.
    pub(crate) fn opens(&self, parcel: &Path) -> bool {
        OpenedParcel::open(File::open(parcel).expect("it is there"), &self.identity()).is_ok()
    }

    /// Opens a parcel.
    #[track_caller]
    pub(crate) fn open(&self, parcel: &Path) -> OpenedParcel<File> {
        OpenedParcel::open(File::open(parcel).expect("it is there"), &self.identity()).expect("it is sealed to us")
    }
}
