//! `demo`: one at a time in a folder, and no folder left behind whatever ends it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, kill_process};

use crate::common::process::{Process, command};
use crate::common::site::{Site, path_text};
use crate::common::{AMPARO, everything_in, files_in, wait_until};

/// What a demo's server and reviewer stand on, apart from the parcels.
fn stands_on(site: &Site) -> BTreeMap<PathBuf, Vec<u8>> {
    let server = site.data.parent().expect("it lies in the server's folder");
    let mut files = vec![server.join("amparo.toml"), server.join("roster.note")];
    files.extend(files_in(&site.reviewer.home.join("rosters")));
    files.into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
}

/// Another demo is refused in the folder of a server that runs, which goes on.
#[track_caller]
fn refuses_another(site: &Site) {
    let before = stands_on(site);
    let ended = site.refused();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stderr.contains("another server uses the data folder"), "{}", ended.stderr);
    assert!(stands_on(site) == before, "it was changed");
    site.reviewer.pull();
}

#[test]
fn a_second_demo_in_a_folder_leaves_the_first_as_it_is() {
    let site = Site::demo();
    let server = site.start();
    refuses_another(&site);
    server.stop();
}

#[test]
fn a_demo_in_the_folder_of_a_server_that_runs_leaves_it_as_it_is() {
    let site = Site::demo();
    site.start().stop();
    let config = site.data.with_file_name("amparo.toml");
    let process = Process::start(command(AMPARO).args(["serve", "--config"]).arg(config));
    process.stderr.line_with("amparo: serving on ").expect("it starts");
    refuses_another(&site);
    assert!(process.stop().status.success());
}

#[test]
fn the_commands_that_a_demo_prints_run_as_they_stand() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("d q'x");
    let process = Process::start(command(AMPARO).arg("demo").arg("--dir").arg(&folder));
    let wanted = |what: &str| process.stdout.line_with(what).expect("it greets");
    let (home, inbox) = (wanted("export AMPARO_HOME="), wanted(" inbox"));
    assert!(inbox.contains(AMPARO), "{inbox}");
    let script = format!("{home}\n{inbox} --json\n");
    let output = command("sh").arg("-ec").arg(script).current_dir(parent.path()).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "[]\n", "{output:?}");
    assert!(process.stop().status.success());
}

fn demo_below(parent: &Path) -> Process {
    Process::start(command(AMPARO).args(["demo", "--json"]).env("TMPDIR", parent))
}

#[test]
fn a_demo_that_is_stopped_while_it_starts_leaves_nothing_behind() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let parent = tempfile::tempdir().expect("a folder");
        let process = demo_below(parent.path());
        wait_until("it makes its folder", || everything_in(parent.path()).len() > 1);
        process.signal(signal);
        let ended = process.wait();
        assert!(ended.status.success(), "{signal:?}: {ended:?}");
        assert_eq!(everything_in(parent.path()).len(), 1, "{signal:?}: the folder is gone");
    }
}

#[test]
fn a_demo_whose_terminal_is_closed_leaves_nothing_behind() {
    let parent = tempfile::tempdir().expect("a folder");
    let process = demo_below(parent.path());
    process.stdout.line_with("{").expect("it starts");
    process.signal(Signal::HUP);
    let ended = process.wait();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(everything_in(parent.path()).len(), 1, "the folder is gone");
}

/// A demo in a shell's background, where it is started with SIGINT ignored (POSIX, "Asynchronous Lists"), and its process id.
fn demo_behind_a_shell(parent: &Path, before: &str) -> (Process, Pid) {
    let script = format!("{before} \"$0\" demo --json & d=$!; trap 'kill $d' TERM; echo \"pid $d\" >&2; wait $d");
    let process = Process::start(command("sh").arg("-c").arg(script).arg(AMPARO).env("TMPDIR", parent));
    let line = process.stderr.line_with("pid ").expect("it is started");
    let id = line.trim_start_matches("pid ").parse().ok().and_then(Pid::from_raw).expect("an id");
    process.stdout.line_with("{").expect("it starts");
    (process, id)
}

#[test]
fn a_demo_that_a_script_runs_in_the_background_ends_by_an_interrupt() {
    for signal in [Signal::INT, Signal::TERM] {
        let parent = tempfile::tempdir().expect("a folder");
        let (process, id) = demo_behind_a_shell(parent.path(), "");
        kill_process(id, signal).expect("it runs");
        let ended = process.wait();
        assert!(ended.status.success(), "{signal:?}: {ended:?}");
        assert_eq!(everything_in(parent.path()).len(), 1, "{signal:?}: the folder is gone");
    }
}

#[test]
fn a_demo_that_is_to_outlive_its_terminal_does_and_ends_by_an_interrupt() {
    let parent = tempfile::tempdir().expect("a folder");
    let (process, id) = demo_behind_a_shell(parent.path(), "trap '' HUP;");
    let status = fs::read_to_string(format!("/proc/{}/status", id.as_raw_nonzero())).expect("it runs");
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).expect("the kernel tells");
    let ignored = u64::from_str_radix(ignored.trim(), 16).expect("a number");
    assert_eq!((ignored >> (Signal::HUP.as_raw() - 1)) & 1, 1, "{status}");
    kill_process(id, Signal::INT).expect("it runs");
    assert!(process.wait().status.success());
}

#[test]
fn no_socket_of_a_demo_lies_in_its_data_folder_whatever_way_leads_there() {
    let site = Site::demo();
    site.start().stop();
    let server = site.data.parent().expect("it lies in the server's folder");
    symlink(&site.data, server.join("linked")).expect("a link");
    for way in ["data", "linked", "../server/data"] {
        let socket = server.join(way).join("p.sock");
        let mut demo = command(AMPARO);
        demo.arg("demo").arg("--listen").arg(format!("unix:{}", path_text(&socket)));
        let ended = Process::start(demo.arg("--dir").arg(server.with_file_name(""))).wait();
        assert_eq!(ended.status.code(), Some(1), "{way}: {ended:?}");
        assert!(ended.stderr.contains("would lie in the demo's data folder"), "{}", ended.stderr);
        assert!(!socket.exists());
    }
}
