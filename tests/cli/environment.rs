//! A place to type commands in: an empty folder, an empty environment, no terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::process::command;
use crate::common::reviewer::Ran;
use crate::common::{AMPARO, site::path_text};

/// What a command printed with `--json`.
#[track_caller]
pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Files that every place has: a passphrase, another one, and one that is too short.
const FILES: [(&str, &str); 3] =
    [("passphrase", "correct horse battery\n"), ("other", "another long passphrase\n"), ("short", "too short\n")];

/// A folder to work in, and what `{vkey}` stands for in a command line.
pub(crate) struct Environment {
    folder: tempfile::TempDir,
}

impl Environment {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let made = Self { folder };
        for (name, content) in FILES {
            made.write(name, content);
        }
        made
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).expect("it is written");
    }

    /// Changes a file of text.
    #[track_caller]
    pub(crate) fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.write(name, &text.replace(from, to));
    }

    /// A command line, words apart by spaces; `{vkey}` is the public key in `custodian/`.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = command(AMPARO);
        command.current_dir(self.folder.path()).env("HOME", self.path("nobody"));
        for word in line.split_whitespace() {
            if word == "{vkey}" {
                command.arg(self.read("custodian/custodian.pub").trim());
            } else {
                command.arg(word);
            }
        }
        command
    }

    pub(crate) fn run(&self, line: &str) -> Ran {
        ran(&mut self.command(line))
    }

    /// Runs what must succeed, and gives what it prints.
    #[track_caller]
    pub(crate) fn done(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        ran.text().to_owned()
    }

    /// Runs what must be refused with this exit code, and gives what it says.
    #[track_caller]
    pub(crate) fn refused(&self, code: i32, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!(ran.code, code, "{line}: {} {}", ran.text(), ran.err);
        assert_eq!(ran.text(), "", "{line}: results go to stdout, and there is none");
        ran.err
    }

    /// What command lines that are refused say, as it stands on the screen.
    pub(crate) fn transcript(&self, lines: &[&str]) -> String {
        let told = lines.iter().map(|line| {
            let ran = self.run(line);
            assert_ne!(ran.code, 0, "{line} is to be refused: {}", ran.text());
            format!("$ amparo {line}\n{}{}(exit code {})\n\n", ran.text(), ran.err, ran.code)
        });
        told.collect()
    }

    /// Reviewers with a passphrase: the keys of `name`, and what they give the custodian in `name.toml`.
    pub(crate) fn keygen(&self, name: &str, options: &str) {
        let public = self.done(&format!("keygen --home {name} --passphrase-file passphrase {options}"));
        self.write(&format!("{name}.toml"), &public);
    }

    /// A custodian's folder with a reviewer `ana`, a desk `main`, and nothing signed.
    pub(crate) fn custodian(&self, interface: &str, server_key: &str) {
        self.done(&format!(
            "roster new --dir custodian --interface {interface} --server-key {server_key} --passphrase-file passphrase"
        ));
        self.done("roster add reviewer ana --from ana.toml --dir custodian");
        self.done("roster add desk main --title Main --reviewer ana --dir custodian");
    }

    #[track_caller]
    pub(crate) fn sign(&self) -> String {
        self.done("roster sign --dir custodian --passphrase-file passphrase")
    }
}

/// Runs a command to its end.
pub(crate) fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("it runs");
    let code = output.status.code().expect("it ends by itself");
    Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).expect("it prints UTF-8") }
}

/// Holds a text against the one that is kept in `tests/cli/`; `AMPARO_BLESS=1` keeps the new one.
#[track_caller]
pub(crate) fn matches_kept(name: &str, text: &str) {
    let path = kept_folder().join(name);
    if std::env::var_os("AMPARO_BLESS").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(&path, text).expect("it is written");
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let path = path_text(&path);
    assert_eq!(text, kept, "\n{path} says something else; if the new text is meant, run with AMPARO_BLESS=1");
}

pub(crate) fn kept_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")
}
