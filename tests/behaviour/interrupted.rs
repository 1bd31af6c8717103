//! Ctrl-C and a request to end while plaintext is written: no half of it stays, and what is whole is recorded.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::Signal;
use serde_json::Value;

use crate::common::content::{Content, sha256_of};
use crate::common::process::{Ended, Process};
use crate::common::reviewer::Reviewer;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{everything_in, files_in, wait_until};

/// Long enough that nobody misses how it is copied.
const LARGE_BYTES: u64 = 120 << 20;

/// A site with a submission of a large file between two small ones, pulled, and its id.
fn told() -> (Site, String) {
    let site = Site::configured(|_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").and("consent-c2", "yes");
    let visit = visit.file("first.txt", "first").file("large.mp4", Content::Drawn { seed: 7, len: LARGE_BYTES });
    assert_eq!(server.tell(&visit.file("last.txt", "last")).status, 200);
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    (site, id)
}

/// Starts a command and sends it a signal once some of `half` is written. Where that came too late, once more: `command`
/// is told how often it was asked before.
fn interrupted(signal: Signal, half: impl Fn(u32) -> PathBuf, command: impl Fn(u32) -> Command) -> (u32, Ended) {
    for n in 0..5 {
        let process = Process::start(&mut command(n));
        let id = process.id();
        let is_running = || fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
        wait_until("it writes", || half(n).metadata().is_ok_and(|found| found.len() > 0) || !is_running());
        process.signal(signal);
        let ended = process.wait();
        if ended.status.code() != Some(0) {
            return (n, ended);
        }
    }
    panic!("it always ended before")
}

/// The digests that events of this kind made.
fn made(reviewer: &Reviewer, id: &str, act: &str) -> Vec<String> {
    let shown: Value = serde_json::from_slice(&reviewer.done(&["custody", id, "--json"])).unwrap();
    let events = shown["events"].as_array().unwrap().iter().filter(|event| event["act"] == act);
    events.map(|event| event["out"][0]["sha256"].as_str().unwrap().to_owned()).collect()
}

/// Each file of a folder, and nothing else, is recorded as extracted in the events behind the first `before`.
#[track_caller]
fn all_are_recorded(reviewer: &Reviewer, id: &str, before: usize, folder: &Path) {
    let files = files_in(folder);
    assert!(everything_in(folder).len() == 1 + files.len() && files.iter().all(|path| !is_half(path)), "{files:?}");
    let there: Vec<String> = files.iter().map(|path| sha256_of(File::open(path).unwrap())).collect();
    assert_eq!(made(reviewer, id, "extracted")[before..], there);
    assert!(!there.is_empty(), "the first was finished");
}

fn is_half(path: &Path) -> bool {
    path_text(path.file_name().unwrap().as_ref()).starts_with('.')
}

#[test]
fn an_interrupted_extract_leaves_no_half_of_a_file_and_each_whole_one_is_recorded() {
    let (site, id) = told();
    let reviewer = &site.reviewer;
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let before = made(reviewer, &id, "extracted").len();
        let to = |n: u32| site.folder.path().join(format!("{signal:?} {n}"));
        let half = |n: u32| to(n).join(".2-large.mp4.part");
        let command = |n: u32| reviewer.command(&["extract", &id, "--to", path_text(&to(n))]);
        let (n, ended) = interrupted(signal, half, command);
        // Those that ended before wrote and recorded all three.
        let before = before + 3 * n as usize;
        if signal == Signal::KILL {
            assert_eq!(ended.status.code(), None);
            // Whatever was half then, the next command takes away; what was whole is recorded already.
            assert_eq!(made(reviewer, &id, "extracted")[before..], [Content::from("first").sha256()]);
            continue;
        }
        assert_eq!(ended.status.code(), Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("amparo: interrupted\n") && ended.stderr.contains("--file"), "{}", ended.stderr);
        assert!(ended.stdout.contains("1-first.txt"), "what is there is told: {}", ended.stdout);
        assert!(!ended.stdout.contains("3-last.txt") && !to(n).join("3-last.txt").exists());
        all_are_recorded(reviewer, &id, before, &to(n));
    }
}

#[test]
fn an_interrupted_export_leaves_nothing_of_a_bag() {
    let (site, id) = told();
    let reviewer = &site.reviewer;
    for signal in [Signal::INT, Signal::TERM] {
        let before = made(reviewer, &id, "exported").len();
        let to = |n: u32| site.folder.path().join(format!("{signal:?} {n}"));
        let half = |n: u32| to(n).join(format!("{id}.part/data/originals/2-large.mp4"));
        let command = |n: u32| reviewer.command(&["export", &id, "--for", "partner", "--to", path_text(&to(n))]);
        let (n, ended) = interrupted(signal, half, command);
        assert_eq!(ended.status.code(), Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("amparo: interrupted\n") && ended.stdout.is_empty(), "{}", ended.stderr);
        assert_eq!(everything_in(&to(n)), [to(n)]);
        assert_eq!(made(reviewer, &id, "exported").len(), before + n as usize);
    }
    // Asked again it writes all of it, to the same place.
    let to = site.folder.path().join(format!("{:?} 0", Signal::INT));
    reviewer.done(&["export", &id, "--for", "partner", "--to", path_text(&to)]);
    assert!(to.join(&id).join("signature.note").is_file());
}

#[test]
fn who_waits_for_a_folder_can_be_interrupted() {
    let (site, id) = told();
    let to = site.folder.path().join("files");
    fs::create_dir(&to).unwrap();
    let other = File::open(&to).unwrap();
    other.lock().unwrap();
    for arguments in [&["extract", &id][..], &["export", &id, "--for", "partner"]] {
        let arguments = [arguments, &["--to", path_text(&to)]].concat();
        let process = Process::start(&mut site.reviewer.command(&arguments));
        let id = process.id().to_string();
        let waits = |line: &str| line.contains("->") && line.split_whitespace().any(|word| word == id);
        wait_until("it waits", || fs::read_to_string("/proc/locks").unwrap().lines().any(waits));
        process.signal(Signal::INT);
        assert_eq!(process.wait().status.code(), Some(1), "{arguments:?}");
    }
    assert_eq!(everything_in(&to), [to]);
}

#[test]
fn a_folder_whose_name_is_no_utf_8_is_told_to_a_machine_too() {
    let (site, id) = told();
    let odd = |name: &[u8]| site.folder.path().join(OsStr::from_bytes(name));
    let run = |arguments: &[&str], to: &Path| {
        let output = site.reviewer.command(arguments).arg("--to").arg(to).arg("--json").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let extracted = run(&["extract", &id, "--file", "1"], &odd(b"files\xff"));
    assert!(extracted[0]["path"].as_str().unwrap().ends_with("files\u{fffd}/1-first.txt"), "{extracted}");
    assert_eq!(files_in(&odd(b"files\xff")).len(), 1);
    let exported = run(&["export", &id, "--for", "partner"], &odd(b"out\xff"));
    assert!(exported[0]["bag"].as_str().unwrap().ends_with(&format!("out\u{fffd}/{id}")), "{exported}");
}
