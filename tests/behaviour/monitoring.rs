//! What a monitor on the server's machine learns, and what it does not.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, wait_until};

/// A site whose server answers on `status.sock` in its folder.
fn site() -> Site {
    Site::configured(|config| {
        config.insert("status".into(), toml::toml! { socket = "status.sock" }.into());
    })
}

/// What the socket answers, head and body.
pub(super) fn asked(socket: &Path, request: &str) -> (String, String) {
    let mut stream = UnixStream::connect(socket).unwrap();
    stream.write_all(format!("{request} HTTP/1.1\r\nHost: status\r\n\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), body.to_owned())
}

#[test]
fn the_socket_tells_how_the_server_stands_as_openmetrics_and_nothing_of_todays_visits() {
    let site = site();
    let server = site.start();
    let socket = site.folder.path().join("status.sock");
    assert_eq!(socket.metadata().unwrap().permissions().mode() & 0o777, 0o660);
    let (head, before) = asked(&socket, "GET /metrics");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(head.contains("content-type: application/openmetrics-text; version=1.0.0; charset=utf-8"), "{head}");
    assert!(before.ends_with("\n# EOF\n"), "{before}");
    for line in ["amparo_parcels{desk=\"main\"} 0\n", "amparo_roster_version 1\n", "amparo_damaged_parcels 0\n"] {
        assert!(before.contains(line), "{line} in {before}");
    }
    // No backup yet: a family without a sample.
    assert!(!before.contains("\namparo_backup_until_seconds "), "{before}");
    // Whole GiB, midnights: nothing finer.
    let value = |name: &str| -> u64 {
        let line = before.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name} in {before}")).parse().unwrap()
    };
    assert_eq!(value("amparo_disk_free_bytes") % (1 << 30), 0);
    for name in ["amparo_counted_until_seconds", "amparo_roster_expires_seconds"] {
        assert_eq!(value(name) % 86_400, 0, "{name}");
    }

    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    wait_until("it is kept", || !site.parcels().is_empty());
    assert_eq!(asked(&socket, "GET /metrics").1, before, "a visit moves no figure");
    assert!(asked(&socket, "HEAD /metrics").0.starts_with("http/1.1 200"));
    assert!(asked(&socket, "GET /").0.starts_with("http/1.1 404"));
    assert!(asked(&socket, "DELETE /metrics").0.starts_with("http/1.1 405"));
    let said = server.stop().stderr;
    assert_eq!(said.lines().count(), 2, "start and stop: {said}");
    // The next start takes the socket over.
    let server = site.start();
    assert!(asked(&socket, "GET /metrics").1.ends_with("# EOF\n"));
    server.stop();
    // What lies there and is no socket is nobody's to take away, and keeps no source out.
    fs::remove_file(&socket).unwrap();
    fs::write(&socket, "").unwrap();
    let server = site.start();
    let said = server.process.stderr.line_with("amparo: no monitor is answered, and all else is served: ").unwrap();
    assert!(said.contains("status.sock: what lies there is no socket; mend that"), "{said}");
    assert_eq!(server.get("/en/").status, 200);
    server.stop();
    assert!(socket.is_file());
}

#[test]
fn every_family_of_the_figures_has_one_head_and_its_samples_behind_it() {
    let site = site();
    let server = site.start();
    let (_, text) = asked(&site.folder.path().join("status.sock"), "GET /metrics");
    let mut family = "";
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert_eq!(text.matches(&format!("# TYPE {name} ")).count(), 1, "{text}");
            assert!(["gauge", "info"].contains(&kind), "nothing is counted as it happens: {line}");
            family = name;
        } else if line != "# EOF" {
            let name = line.trim_start_matches("# UNIT ").trim_start_matches("# HELP ");
            assert!(name.starts_with(family), "{line} stands behind {family}");
        }
    }
    server.stop();
}

#[test]
fn a_socket_in_the_data_folder_is_refused() {
    let site = Site::configured(|config| {
        config.insert("status".into(), toml::toml! { socket = "data/status.sock" }.into());
    });
    assert!(site.refused().stderr.contains("sockets belong elsewhere"));
}

#[test]
fn status_says_by_words_and_by_json_whether_it_runs_and_how_old_its_backup_is() {
    let site = site();
    let server = site.start();
    let status = |json: bool| {
        let mut command = command(AMPARO);
        command.args(["status", "--config", path_text(&site.config_file())]);
        let output = if json { command.arg("--json") } else { &mut command }.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let told = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    let now = told(&status(true));
    assert_eq!((&now["running"], &now["roster_days_left"]), (&true.into(), &100.into()));
    assert_eq!((&now["last_backup"], &now["backup_lacks_days"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    assert!(status(false).contains(", 100 days left\nbackup: none: amparo backup\n"), "{}", status(false));
    // As a backup three days ago would have left it.
    let day = amparo::seal::Clock::system().today().plus(-4).to_string();
    fs::write(site.data.join("backed-up"), format!("{day}\n")).unwrap();
    assert_eq!(told(&status(true))["backup_lacks_days"], 3);
    assert!(status(false).contains(&format!("up to the end of {day}: it lacks 3 days\n")), "{}", status(false));
    let (_, text) = asked(&site.folder.path().join("status.sock"), "GET /metrics");
    assert!(text.contains("\namparo_backup_until_seconds "), "{text}");
    assert!(text.contains("\namparo_backup_incomplete 0\n"), "{text}");
    // As one would that could not copy everything, and one of a clock that was a year ahead.
    fs::write(site.data.join("backed-up"), format!("{day}\n{day} lacks /media/stick\n")).unwrap();
    assert_eq!(told(&status(true))["backup_is_incomplete"], true);
    assert!(status(false).contains("\n  ! something could not be copied into it: "), "{}", status(false));
    let (_, text) = asked(&site.folder.path().join("status.sock"), "GET /metrics");
    assert!(text.contains("\namparo_backup_incomplete 1\n"), "{text}");
    let ahead = amparo::seal::Clock::system().today().plus(365).to_string();
    fs::write(site.data.join("backed-up"), format!("{ahead}\n")).unwrap();
    assert!(
        status(false).contains(&format!("up to the end of {ahead}, by a clock that was ahead: ")),
        "{}",
        status(false)
    );
    // Whatever becomes of the file `lock`.
    fs::remove_file(site.data.join("lock")).unwrap();
    assert_eq!(told(&status(true))["running"], true);
    server.stop();
    assert_eq!(told(&status(true))["running"], false);
}
