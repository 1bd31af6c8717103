//! `demo` and `serve`: what they start from, and what they refuse.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use crate::common::process::{Ended, Process, command};
use crate::common::site::{Site, path_text};
use crate::common::source::{Answer, Visit};
use crate::common::{AMPARO, everything_in, files_in};

fn demo(arguments: &[&str]) -> Process {
    Process::start(command(AMPARO).args(["demo", "--listen", "127.0.0.1:0"]).args(arguments))
}

#[test]
fn a_demo_says_one_line_of_json_and_leaves_nothing_behind() {
    let parent = tempfile::tempdir().unwrap();
    let process = Process::start(command(AMPARO).args(["demo", "--json"]).env("TMPDIR", parent.path()));
    let line = process.stdout.line_with("{").unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    let keys: Vec<&String> = said.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["portal", "reviewer_home", "server_dir"]);
    for key in ["reviewer_home", "server_dir"] {
        let folder = Path::new(said[key].as_str().unwrap());
        assert!(folder.is_dir() && folder.starts_with(parent.path()));
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o077, 0, "for this user alone");
    }
    let ended = process.stop();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(ended.stdout.lines().count(), 1);
    assert_eq!(everything_in(parent.path()).len(), 1, "the folder is gone");
}

#[test]
fn a_demo_prints_the_commands_that_read_what_arrives() {
    let folder = tempfile::tempdir().unwrap();
    let process = demo(&["--dir", path_text(&folder.path().join("d"))]);
    let last = process.stdout.line_with("Ctrl-C").unwrap();
    let said = process.stdout.so_far();
    for part in ["http://127.0.0.1:", "AMPARO_HOME=", " pull\n", " inbox\n", " read ID\n", " extract ID --to "] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!last.is_empty());
    assert!(process.stop().status.success());
}

#[test]
fn a_demos_folder_is_continued_and_what_was_told_before_is_still_there() {
    let site = Site::demo();
    for told in ["before", "after"] {
        let server = site.start();
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", told)).status, 200);
        site.reviewer.pull();
        server.stop();
    }
    assert_eq!(site.reviewer.inbox().len(), 2);
}

#[test]
fn a_folder_that_is_no_demos_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let ended = demo(&["--dir", path_text(folder.path())]).wait();
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stderr.contains("is not empty and is not a demo's folder"), "{ended:?}");
    assert_eq!((ended.stdout.as_str(), files_in(folder.path()).len()), ("", 1));
}

#[track_caller]
fn refused_because(ended: &Ended, parts: &[&str]) {
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert_eq!(ended.stdout, "");
    for part in parts {
        assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
    }
    assert!(!ended.stderr.contains("panicked") && ended.stderr.starts_with("amparo: "), "{}", ended.stderr);
}

#[test]
fn serve_refuses_a_foreign_data_folder_and_leaves_it_as_it_is() {
    let site = Site::configured(|_| {});
    fs::remove_dir_all(&site.data).unwrap();
    fs::create_dir(&site.data).unwrap();
    fs::write(site.data.join("holiday.jpg"), "not ours").unwrap();
    refused_because(&site.refused(), &["is not a data folder of Amparo", "data", "not empty"]);
    assert_eq!(files_in(&site.data), [site.data.join("holiday.jpg")]);
    fs::remove_file(site.data.join("holiday.jpg")).unwrap();
    fs::write(site.data.join("amparo-data"), "Amparo data folder, format 999\n").unwrap();
    refused_because(&site.refused(), &["is not a data folder of Amparo"]);
}

#[test]
fn serve_refuses_a_data_folder_that_another_server_uses() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let text = fs::read_to_string(site.config_file()).unwrap();
    let other = site.folder.path().join("other.toml");
    fs::write(&other, text.replace(":8080", ":8081").replace(":8443", ":8444")).unwrap();
    let refused = || {
        let ended = Process::start(command(AMPARO).args(["serve", "--config"]).arg(&other)).wait();
        refused_because(&ended, &["another server uses the data folder", "stop it first"]);
    };
    refused();
    // Nor does it help to take its file away.
    fs::remove_file(site.data.join("lock")).unwrap();
    refused();
    // And one whose address is taken.
    refused_because(&site.refused(), &["cannot listen on 127."]);
    assert_eq!(server.get("/en/").status, 200);
}

#[test]
fn serve_refuses_a_configuration_that_it_does_not_understand_and_names_the_place() {
    for (from, to, parts) in [
        ("organisation", "organization", &["amparo.toml", "organization", "line"][..]),
        ("data = \"data\"", "data = 7", &["amparo.toml", "data"]),
        ("[portal]", "[portal]\nlog = \"/var/log\"", &["unknown field `log`"]),
        ("[portal]", "[limits]\nfile_bytes = -1\n[portal]", &["file_bytes"]),
        ("[portal]", "[limits]\nfile_byts = 1\n[portal]", &["file_byts"]),
        ("data = \"data\"", "data = \"data\"\nlanguages = [\"en\", \"tlh\"]", &["languages", "tlh", "en, es"]),
        ("data = \"data\"", "data = \"data\"\nlanguages = []", &["languages"]),
        ("custodian+", "custodian-", &["roster.custodian", "name+id+base64"]),
        ("8443\"", "nonsense\"", &["cannot listen on 127."]),
        (
            "[portal]\nlisten = ",
            "[portal]\nlisten = \"unix:reviewer-1/../data/p.sock\" # ",
            &["`portal.listen`", "lies in the data folder"],
        ),
    ] {
        let site = Site::configured(|_| {});
        let text = fs::read_to_string(site.config_file()).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        fs::write(site.config_file(), text.replacen(from, to, 1)).unwrap();
        refused_because(&site.refused(), parts);
    }
    let ended = Process::start(command(AMPARO).args(["serve", "--config", "/nowhere/amparo.toml"])).wait();
    refused_because(&ended, &["/nowhere/amparo.toml", "cannot be read"]);
}

#[test]
fn check_tells_what_is_weak_with_its_remedy_and_goes_quiet_when_it_is_mended() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    server.stop();
    let check = |more: &[&str]| {
        let mut command = command(AMPARO);
        let output = command.args(["check", "--config", path_text(&site.config_file())]).args(more).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let weak = |about: &str, part: &str| {
        let said: serde_json::Value = serde_json::from_str(&check(&["--json"])).unwrap();
        let all = said["weaknesses"].as_array().unwrap().clone();
        all.iter().any(|it| it["about"] == about && it["what"].as_str().unwrap().contains(part))
    };
    assert!(!weak("permissions", ""));
    fs::set_permissions(&site.data, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(weak("permissions", "data may be used by others (mode 755)"));
    let said = check(&[]);
    assert!(said.contains(&format!("\n      chmod 700 {}\n", site.data.display())), "{said}");
    fs::set_permissions(&site.data, fs::Permissions::from_mode(0o700)).unwrap();
    assert!(!weak("permissions", ""));
    // No recipient for backups; and a roster that ends in ten days.
    assert!(weak("backup", "no recipient") && !weak("roster", ""));
    site.sign_roster(|text| text.expires = text.issued.plus(10));
    assert!(weak("roster", "in 10 days"));
    // An interface that is reached without tor, whichever it is.
    assert!(!weak("tor", "without Tor"));
    let config = fs::read_to_string(site.config_file()).unwrap();
    for (section, whose) in [("[portal]", "sources' pages are"), ("[reviewing]", "the reviewers' interface is")] {
        let loopback = format!("{section}\nlisten = ");
        let open = config.replacen(&loopback, &format!("{loopback}\"0.0.0.0:0\" # "), 1);
        fs::write(site.config_file(), open).unwrap();
        assert!(weak("tor", &format!("{whose} served on 0.0.0.0:0, which others reach without Tor")), "{section}");
    }
    fs::write(site.config_file(), config).unwrap();
    // What is more than any disk has is never free.
    let config = fs::read_to_string(site.config_file()).unwrap();
    fs::write(site.config_file(), config.replace("min_free_bytes = 1000000", "min_free_bytes = 1000000000000000"))
        .unwrap();
    assert!(weak("disk", "nothing is taken"));
}

#[test]
fn serve_listens_on_a_unix_socket_for_tor_that_lies_outside_the_data_folder() {
    let inside = Site::configured(|config| config["portal"]["listen"] = "unix:data/socket".into());
    refused_because(&inside.refused(), &["data folder", "elsewhere"]);

    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("portal");
    let site = Site::configured(|config| config["portal"]["listen"] = format!("unix:{}", socket.display()).into());
    for _ in 0..2 {
        let process = Process::start(command(AMPARO).args(["serve", "--config"]).arg(site.config_file()));
        process.stderr.line_with("amparo: serving on unix:").unwrap();
        assert_eq!(socket.metadata().unwrap().permissions().mode() & 0o777, 0o660, "for tor's group");
        let mut stream = UnixStream::connect(&socket).unwrap();
        stream.write_all(b"GET /en/ HTTP/1.1\r\nHost: example.onion\r\n\r\n").unwrap();
        assert_eq!(Answer::read(&mut stream, "GET").unwrap().status, 200);
        drop(stream);
        // Killed, it leaves the socket behind; the next start takes it over.
        process.kill();
        assert!(socket.exists());
    }
}

#[test]
fn commands_tell_done_failed_wrong_usage_and_unverified_apart() {
    let code = |arguments: &[&str]| command(AMPARO).args(arguments).output().unwrap().status.code();
    for (expected, arguments) in [
        (0, &["--help"][..]),
        (0, &["--version"]),
        (0, &["read", "--help"]),
        (2, &[]),
        (2, &["nonsense"]),
        (2, &["read"]),
        (2, &["serve"]),
        (2, &["inbox", "--nonsense"]),
        (1, &["inbox", "--home", "/nowhere"]),
        (1, &["serve", "--config", "/nowhere"]),
    ] {
        assert_eq!(code(arguments), Some(expected), "{arguments:?}");
    }
}

#[test]
fn a_store_that_fails_under_a_reviewer_ends_the_process_with_one_fixed_line() {
    let site = Site::demo();
    let server = site.start();
    let parcels = site.data.join("parcels");
    fs::remove_dir_all(&parcels).unwrap();
    fs::write(&parcels, "no folder").unwrap();
    let pull = Process::start(&mut site.reviewer.command(&["pull"]));
    let ended = server.process.wait();
    pull.kill();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert_eq!(ended.stderr.matches("storage failed").count(), 1, "{ended:?}");
}

#[test]
fn the_about_page_shows_the_rosters_fingerprint_as_the_custodians_command_does() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let roster = site.roster_file();
    let shown =
        command(AMPARO).args(["roster", "show", path_text(&roster), "--custodian", &site.custodian_key()]).output();
    let shown = String::from_utf8(shown.unwrap().stdout).unwrap();
    let fingerprint = shown.lines().find_map(|line| line.strip_prefix("fingerprint  ")).unwrap();
    assert!(fingerprint.split(' ').map(str::len).eq([4; 16]), "{fingerprint}");
    assert!(server.get("/en/4").body.contains(&format!(">{fingerprint}<")));
}
