//! `keygen` and `passwd`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use amparo::roster::PublicKey;
use amparo::seal::{RecipientKind, SecretString};
use amparo::vault::{Home, HomeError, ReviewerKeys};
use serde_json::Value;

use crate::common::AMPARO;
use crate::common::process::command;
use crate::common::site::path_text;
use crate::common::terminal::OnTerminal;
use crate::environment::Environment;

const PASSPHRASE: &str = "correct horse battery";
const OTHER: &str = "another long passphrase";

fn open(place: &Environment, home: &str, passphrase: &str) -> Result<ReviewerKeys, HomeError> {
    Home::at(place.path(home)).keys(Some(&SecretString::from(passphrase.to_owned())))
}

/// Every file of a home with what it holds.
fn files(place: &Environment, home: &str) -> Vec<(String, Vec<u8>)> {
    let entries = place.path(home).read_dir().expect("a home").map(|entry| entry.expect("an entry"));
    let files = entries.map(|e| (e.file_name().into_string().expect("text"), fs::read(e.path()).expect("a file")));
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

#[test]
fn keys_open_with_their_passphrase_and_fit_what_was_printed() {
    let place = Environment::new();
    let printed = place.done("keygen --json --home ana --passphrase-file passphrase");
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    let keys = open(&place, "ana", PASSPHRASE).expect("they open");
    assert_eq!(printed["recipient"], keys.identity.to_recipient().to_string());
    assert_eq!(printed["key"], PublicKey::of(&keys.signing).to_string());
    assert!(printed["recipient"].as_str().is_some_and(|text| text.starts_with("age1pq1")));
    assert!(matches!(open(&place, "ana", OTHER), Err(HomeError::Passphrase(..))));

    let names: Vec<_> = files(&place, "ana").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["identity.age", "public.toml", "signing.age"]);
    for name in names {
        let mode = fs::metadata(place.path("ana").join(&name)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_short_passphrase_is_refused_and_nothing_is_written() {
    let place = Environment::new();
    let said = place.refused(1, "keygen --home ana --passphrase-file short");
    assert!(said.contains("fewer than 12 characters"), "{said}");
    assert!(!place.path("ana").exists());
}

#[test]
fn keys_are_never_overwritten() {
    let place = Environment::new();
    place.keygen("ana", "--classic");
    let before = files(&place, "ana");
    let said = place.refused(1, "keygen --home ana --passphrase-file passphrase");
    assert!(said.contains("ana/identity.age exists already"), "{said}");
    assert_eq!(files(&place, "ana"), before);
}

#[test]
fn passwd_changes_both_keys_or_neither() {
    let place = Environment::new();
    place.keygen("ana", "--classic");
    let before = files(&place, "ana");
    place.refused(1, "passwd --home ana --passphrase-file other --new-passphrase-file passphrase");
    place.refused(1, "passwd --home ana --passphrase-file passphrase --new-passphrase-file short");
    assert_eq!(files(&place, "ana"), before, "what was refused changed nothing");

    let key = PublicKey::of(&open(&place, "ana", PASSPHRASE).expect("it opens").signing);
    place.done("passwd --home ana --passphrase-file passphrase --new-passphrase-file other");
    assert!(matches!(open(&place, "ana", PASSPHRASE), Err(HomeError::Passphrase(..))));
    assert_eq!(PublicKey::of(&open(&place, "ana", OTHER).expect("it opens").signing), key);
    assert_eq!(files(&place, "ana").len(), before.len(), "nothing else is left");
}

#[test]
fn passwd_gives_plain_keys_their_first_passphrase() {
    let place = Environment::new();
    let public = Home::at(place.path("ana")).create_keys(RecipientKind::Hybrid, None).expect("keys");
    let secret = place.read("ana/identity.txt");
    let secret = secret.lines().find(|line| line.starts_with("AGE-SECRET-KEY")).expect("a secret");
    let said = place.done("passwd --json --home ana --new-passphrase-file passphrase");
    assert_eq!(serde_json::from_str::<Value>(&said).expect("JSON")["first"], true);
    let keys = open(&place, "ana", PASSPHRASE).expect("they open");
    assert_eq!(keys.identity.to_recipient().to_string(), public.recipient);
    for (name, content) in files(&place, "ana") {
        assert!(!name.contains(".txt"), "{name}");
        assert!(!String::from_utf8_lossy(&content).contains(secret), "{name}");
    }
}

#[test]
fn without_a_terminal_the_passphrase_must_come_from_a_file() {
    let place = Environment::new();
    let mut detached = command("setsid");
    detached.args(["--wait", AMPARO, "keygen", "--home", "ana"]).current_dir(place.path("."));
    let ran = crate::environment::ran(&mut detached);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("give --passphrase-file FILE"), "{}", ran.err);
}

/// `keygen` on a terminal, between two looks at the terminal's modes.
fn keygen_on_a_terminal(place: &Environment) -> OnTerminal {
    let line = format!(
        "cd {}; stty -a >before; {AMPARO} keygen --home ana; echo \"it ended with $?\"; stty -a >after",
        path_text(&place.path("."))
    );
    let mut shell = command("sh");
    shell.args(["-c", &line]);
    OnTerminal::start(&shell, &place.path("pid"))
}

#[test]
fn a_passphrase_is_typed_twice_and_never_shown() {
    let place = Environment::new();
    let mut terminal = keygen_on_a_terminal(&place);
    terminal.sees("New passphrase: ");
    terminal.types("correct horse batteryñ\u{7f}\r");
    terminal.sees("The same again: ");
    terminal.types(&format!("{PASSPHRASE}\r"));
    let shown = terminal.ends().stdout;
    assert!(shown.contains("it ended with 0") && !shown.contains("horse"), "{shown}");
    let asked = "New passphrase: \r\nThe same again: \r\nDeriving a key from the passphrase …\r\n";
    assert!(shown.contains(asked), "{shown:?}");
    assert_eq!(place.read("before"), place.read("after"));
    open(&place, "ana", PASSPHRASE).expect("they open");
}

#[test]
fn ctrl_c_at_a_passphrase_ends_the_command_and_leaves_the_terminal_as_it_was() {
    for typed in ["\u{3}", "correct horse\u{3}"] {
        let place = Environment::new();
        let mut terminal = keygen_on_a_terminal(&place);
        terminal.sees("New passphrase: ");
        terminal.types(typed);
        let shown = terminal.ends().stdout;
        assert!(shown.contains("New passphrase: \r\nit ended with 130"), "{shown:?}");
        assert_eq!(place.read("before"), place.read("after"));
        assert!(!place.path("ana").exists());
    }
}
