//! `init` and the custodian's first step: a server that is set up by its two commands.

use std::fs::{File, FileTimes};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::common::everything_in;
use crate::common::site::path_text;
use crate::common::tls::make_certificate;
use crate::environment::{Environment, json, matches_kept, ran};

const INIT: &str = "init --config etc/amparo.toml --data data --tor tor --socket run/portal.sock";

/// A server that is set up, and the roster that a custodian signed for it in one step.
fn place() -> (Environment, Value) {
    let place = Environment::new();
    let said = json(&place.done(&format!("{INIT} --organisation Casa --json")));
    place.keygen("ana", "");
    let (interface, key) = (said["interface"].as_str().expect("text"), said["server_key"].as_str().expect("text"));
    place.done(&format!(
        "roster new --dir custodian --interface {interface} --server-key {key} --passphrase-file passphrase \
         --desk main --title Testimonies --reviewer ana=ana.toml --sign"
    ));
    (place, said)
}

#[test]
fn two_commands_make_a_server_that_can_be_served() {
    let (place, said) = place();
    assert_eq!(said["portal"], format!("http://{}/", place.read("tor/portal/hostname").trim()));
    let taken =
        json(&place.done("init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey} --json"));
    assert_eq!((&taken["version"], &taken["started"]), (&1.into(), &false.into()));
    let checked = json(&place.done("check --config etc/amparo.toml --json"));
    assert_eq!(checked["desks"], serde_json::json!([{ "id": "main", "form": "guided" }]));
    let torrc = place.read("etc/torrc");
    let socket = place.path("run/portal.sock");
    assert!(torrc.contains(&format!("HiddenServicePort 80 unix:{}\n", socket.display())), "{torrc}");
    let config = place.read("etc/amparo.toml");
    assert!(config.contains(&format!("listen = \"unix:{}\"", socket.display())));
    // Both or neither: with one alone nobody is answered.
    assert!(torrc.contains("\nHiddenServiceExportCircuitID haproxy\n") && config.contains("\ncircuit_ids = true\n"));
    let weak = checked["weaknesses"].as_array().expect("a list");
    assert!(weak.iter().all(|one| !one["what"].to_string().contains("circuit")), "{weak:?}");
    let keys = ["tor/portal", "tor/reviewers"].map(|name| format!("\"{}\"", place.path(name).display()));
    assert!(config.contains(&format!("onion_keys = [{}]", keys.join(", "))), "{config}");
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
}

#[test]
fn what_comes_next_names_the_configuration_that_was_written() {
    let place = Environment::new();
    let mut odd = place.command("init --organisation Casa --data data2 --tor tor2 --socket run/portal2.sock --config");
    let odd = ran(odd.arg("it's ours/amparo.toml"));
    let told = [place.done(&format!("{INIT} --organisation Casa")), odd.text().to_owned()];
    let names = [path_text(&place.path("etc/amparo.toml")).to_owned()];
    let names = names.into_iter().chain([format!("'{}'", path_text(&place.path(r"it'\''s ours/amparo.toml")))]);
    for (told, name) in told.iter().zip(names) {
        let next = format!("amparo init --config {name} --roster roster.note --custodian KEY\n");
        assert!(told.ends_with(&next), "{told}");
    }
}

#[test]
fn a_later_roster_is_taken_in_the_same_way() {
    let (place, _) = place();
    let take = "init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey} --json";
    place.done(take);
    place.sign();
    assert_eq!(json(&place.done(take))["version"], 2);
    assert_eq!(place.read("etc/roster.note"), place.read("custodian/roster.note"));
}

#[test]
fn a_bare_file_name_is_one_of_this_folder() {
    let place = Environment::new();
    let init = "init --config amparo.toml --data data --tor tor --socket run/portal.sock --organisation Casa --json";
    let said = json(&place.done(init));
    assert_eq!(said["config"], path_text(&place.path("amparo.toml")));
    place.keygen("ana", "");
    let (interface, key) = (said["interface"].as_str().expect("text"), said["server_key"].as_str().expect("text"));
    place.done(&format!(
        "roster new --dir custodian --interface {interface} --server-key {key} --passphrase-file passphrase \
         --desk main --title Testimonies --reviewer ana=ana.toml --sign"
    ));
    place.done("init --config amparo.toml --roster custodian/roster.note --custodian {vkey}");
    assert_eq!(place.read("roster.note"), place.read("custodian/roster.note"));
    let checked = place.done("check --config amparo.toml");
    let run = path_text(&place.path("run")).to_owned();
    assert!(checked.contains(&format!("socket: {run} is not there")), "{checked}");
    std::fs::create_dir(&run).expect("a folder");
    let checked = place.done("check --config amparo.toml");
    assert!(!checked.contains("socket: "), "{checked}");
}

#[test]
fn a_roster_on_stdin_that_is_no_text_is_refused_as_one_that_nobody_signed() {
    let (place, _) = place();
    let mut command = place.command("init --config etc/amparo.toml --roster - --custodian {vkey}");
    place.write("odd", "");
    std::fs::write(place.path("odd"), b"\xff\xfe").expect("written");
    let ran = ran(command.stdin(std::fs::File::open(place.path("odd")).expect("a file")));
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("it is not a signed note") && !ran.err.contains("disk"), "{}", ran.err);
}

#[test]
fn a_server_that_cannot_be_set_up_leaves_nothing_half_done() {
    let place = Environment::new();
    place.write("file", "not a folder");
    std::fs::create_dir_all(place.path("foreign")).expect("a folder");
    place.write("foreign/holiday.jpg", "not ours");
    std::fs::create_dir_all(place.path("odd/reviewers")).expect("a folder");
    place.write("odd/reviewers/hs_ed25519_public_key", "no key");
    let before = everything_in(&place.path(""));
    for (config, data, tor) in [
        ("file/amparo.toml", "data", "tor"),
        ("etc/amparo.toml", "file/data", "tor"),
        ("etc/amparo.toml", "data", "file"),
        ("etc/amparo.toml", "foreign", "tor"),
        ("etc/amparo.toml", "data", "odd"),
    ] {
        let line = format!("init --config {config} --data {data} --tor {tor} --socket s.sock --organisation Casa");
        place.refused(1, &line);
        assert_eq!(everything_in(&place.path("")), before, "{line}");
    }
}

#[test]
fn an_address_whose_secret_is_gone_is_not_printed_as_this_servers() {
    let place = Environment::new();
    place.done(&format!("{INIT} --organisation Casa"));
    let secret = place.path("tor/portal/hs_ed25519_secret_key");
    let kept = std::fs::read(&secret).expect("a key");
    std::fs::remove_file(&secret).expect("it is there");
    std::fs::remove_dir_all(place.path("etc")).expect("it is there");
    let before = everything_in(&place.path(""));
    let said = place.refused(1, &format!("{INIT} --organisation Casa"));
    let what = format!("{} has the public key of an address without its secret", place.path("tor/portal").display());
    assert!(said.contains(&what) && said.contains("from a backup"), "{said}");
    assert_eq!(everything_in(&place.path("")), before);
    // With what the backup had, the address is the one of before.
    let host = place.read("tor/portal/hostname");
    std::fs::write(&secret, kept).expect("written");
    let said = json(&place.done(&format!("{INIT} --organisation Casa --json")));
    assert_eq!(said["portal"], format!("http://{}/", host.trim()));
}

#[test]
fn a_roster_that_the_configuration_cannot_serve_is_not_taken_and_changes_nothing() {
    let (place, _) = place();
    let take = "init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}";
    place.done("roster add desk second --title Second --reviewer ana --dir custodian");
    place.sign();
    place.done(take);
    let config = place.read("etc/amparo.toml");
    place.write("etc/amparo.toml", &format!("{config}\n[[desk]]\nid = \"second\"\nform = \"short\"\n"));
    let before = (place.read("etc/amparo.toml"), place.read("etc/roster.note"));
    place.done("roster remove desk second --dir custodian");
    place.sign();
    let said = place.refused(1, take);
    assert!(said.contains("the roster was not taken") && said.contains("the roster has no desk \"second\""), "{said}");
    assert!(said.contains("or take the entry away"), "{said}");
    assert_eq!((place.read("etc/amparo.toml"), place.read("etc/roster.note")), before);
    place.done("check --config etc/amparo.toml");
    // What it says mends it.
    place.write("etc/amparo.toml", &config);
    place.done(take);
    let older = {
        place.write("older.note", &before.1);
        place.refused(3, "init --config etc/amparo.toml --roster older.note --custodian {vkey}")
    };
    assert!(older.contains("roster 2 is older than roster 3, which is in place"), "{older}");
}

#[test]
fn a_torrc_that_is_there_stays_as_it_is_or_nothing_is_made() {
    let place = Environment::new();
    let first = json(&place.done(&format!("{INIT} --organisation Casa --json")));
    let torrc = place.read("etc/torrc") + "UseBridges 1\n";
    place.write("etc/torrc", &torrc);
    std::fs::rename(place.path("etc/amparo.toml"), place.path("etc/amparo.toml.old")).expect("it is there");
    let said = place.done(&format!("{INIT} --organisation Casa"));
    assert!(said.contains("tor's configuration was there, and stays as it is"), "{said}");
    assert!(said.contains(first["portal"].as_str().expect("text")), "{said}");
    assert_eq!(place.read("etc/torrc"), torrc);
    // Another server in the same folder would take the first one's tor away.
    let before = everything_in(&place.path(""));
    for others in ["--tor tor2 --socket run/portal.sock", "--tor tor --socket run/portal2.sock"] {
        let line = format!("init --config etc/other.toml --data data2 {others} --organisation Casa");
        let said = place.refused(1, &line);
        assert!(said.contains("torrc exists already, and is not for this server"), "{said}");
        assert_eq!(everything_in(&place.path("")), before, "{line}");
    }
    assert_eq!(place.read("etc/torrc"), torrc);
}

#[test]
fn a_successor_whom_the_roster_in_place_names_may_follow_and_an_older_roster_never() {
    let (place, said) = place();
    let take = "init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}";
    place.done(take);
    let first = place.read("etc/roster.note");
    let (interface, key) = (said["interface"].as_str().expect("text"), said["server_key"].as_str().expect("text"));
    place.done(&format!(
        "roster new --dir next --interface {interface} --server-key {key} --passphrase-file passphrase \
         --desk main --title Testimonies --reviewer ana=ana.toml --sign"
    ));
    let next = place.read("next/custodian.pub");
    let next = next.trim();
    let follow = format!("init --config etc/amparo.toml --roster next/roster.note --custodian {next}");
    assert!(place.refused(3, &follow).contains("the configuration names another custodian"));
    place.done(&format!("roster add successor {next} --dir custodian"));
    place.sign();
    place.done(take);
    // The successor's first roster has the number 1, and 2 is in place.
    assert!(place.refused(3, &follow).contains("roster 1 is older than roster 2"));
    place.write("first.note", &first);
    let again = place.refused(3, "init --config etc/amparo.toml --roster first.note --custodian {vkey}");
    assert!(again.contains("roster 1 is older than roster 2"), "{again}");
    for _ in 0..2 {
        place.done("roster sign --dir next --passphrase-file passphrase");
    }
    place.done(&follow);
    assert!(place.read("etc/amparo.toml").contains(&format!("custodian = \"{next}\"")));
    assert_eq!(place.read("etc/roster.note"), place.read("next/roster.note"));
    place.done("check --config etc/amparo.toml");
}

#[test]
fn a_server_that_runs_is_asked_to_read_its_new_roster() {
    let (place, _) = place();
    std::fs::create_dir(place.path("bin")).expect("a folder");
    // Says what it was called with; `running` is there when the server runs, and a broken one does not.
    place.write(
        "bin/systemctl",
        "#!/bin/sh\ncd \"${0%/*}\"\necho \"$*\" >>called\n[ \"$1\" != enable ] || [ -e broken ] || : >running\n\
         [ \"$1\" != enable ] || [ ! -e no-tor ] || exit 1\n\
         case $*,$1 in *amparo-tor*,is-active) [ ! -e no-tor ] || exit 3;; esac\n\
         [ \"$1\" != is-active ] || [ -e running ]\n",
    );
    let program = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.path("bin/systemctl"), program).expect("it is ours");
    let start = || {
        place.write("bin/called", "");
        let take = "init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey} --start";
        let mut command = place.command(take);
        command.env("PATH", format!("{}:/usr/bin:/bin", place.path("bin").display()));
        let ran = ran(&mut command);
        (ran.code, place.read("bin/called"), ran.err)
    };
    // systemd calls it started as soon as the program is.
    place.write("bin/broken", "");
    let (code, _, said) = start();
    assert!(code == 1 && said.contains("the server was started, and ended"), "{said}");
    assert!(said.contains("journalctl -u amparo") && !said.contains("after every boot"), "{said}");
    assert!(said.contains("`sudo systemctl reset-failed amparo; sudo systemctl restart amparo`"), "{said}");
    std::fs::remove_file(place.path("bin/broken")).expect("it is there");
    // The server runs, and its tor does not: that one is named, with where it stands why.
    place.write("bin/no-tor", "");
    let (code, _, said) = start();
    assert!(code == 1 && said.contains("amparo-tor.service does not run; the roster is in place"), "{said}");
    assert!(said.contains("`journalctl -u amparo-tor.service` says why") && !said.contains("deploy/"), "{said}");
    for name in ["bin/no-tor", "bin/running"] {
        std::fs::remove_file(place.path(name)).expect("it is there");
    }
    let (code, called, said) = start();
    // systemd starts nothing any more that failed too often a moment ago.
    let services = "amparo.service amparo-tor.service";
    assert!(called.contains(&format!("reset-failed {services}\nenable --now {services}\n")), "{called}");
    assert!(code == 0 && said.contains("Started, now and after every boot"), "{said}");
    let (code, called, said) = start();
    assert!(called.ends_with("reload amparo.service\n"), "{called}");
    assert!(code == 0 && said.contains("was asked to take it"), "{said}");
}

#[test]
fn what_root_makes_for_a_server_belongs_to_the_accounts_whose_folders_it_lies_in() {
    let (place, _) = place();
    let data = place.path("data");
    let lines = [
        "serve --print-key --config etc/amparo.toml",
        "init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}",
    ];
    for line in lines {
        // An empty folder of the server's account takes the place of the one before, whose salt is lost.
        std::fs::remove_dir_all(&data).expect("it is ours");
        std::fs::create_dir(&data).expect("a folder");
        let is_given = std::os::unix::fs::chown(&data, Some(65_534), Some(65_534)).is_ok();
        let ran = ran(&mut place.command(line));
        assert!(ran.code == 0 || ran.err.contains("the roster names the key of another server"), "{}", ran.err);
        let made = everything_in(&data);
        assert!(made.iter().any(|path| path.ends_with("reviewing.key")), "{made:?}");
        // Only root can give files away.
        if !is_given {
            continue;
        }
        let all_are_given = || {
            for path in &made {
                let found = path.symlink_metadata().expect("it is there");
                assert_eq!((found.uid(), found.mtime() % 86_400), (65_534, 0), "{}", path.display());
            }
        };
        all_are_given();
        let at = |path: &Path, time: SystemTime| {
            let times = FileTimes::new().set_accessed(time).set_modified(time);
            File::open(path).and_then(|file| file.set_times(times)).expect("root may");
        };
        // Who began it was interrupted before anything was given, and had its time set.
        for name in ["reviewing.key", "amparo-data"] {
            std::os::unix::fs::chown(data.join(name), Some(0), Some(0)).expect("root may");
            at(&data.join(name), UNIX_EPOCH + Duration::from_secs(1_700_000_123));
        }
        // To list it, as this test did, moves what the next run is to leave.
        let folders: Vec<&Path> =
            made.iter().map(AsRef::as_ref).filter(|path: &&Path| path.is_dir()).chain([&*data]).collect();
        for folder in &folders {
            at(folder, UNIX_EPOCH + Duration::from_hours(24));
        }
        let again = self::ran(&mut place.command(line));
        assert_eq!(again.code, ran.code, "{}", again.err);
        let looked_at = || {
            for folder in &folders {
                assert_eq!(folder.metadata().expect("it is there").atime() % 86_400, 0, "{}", folder.display());
            }
        };
        looked_at();
        all_are_given();
        // Where a server ran, nothing is settled, and a look at all of it leaves no moment either.
        std::fs::create_dir(data.join("rosters")).expect("a folder");
        at(&data, UNIX_EPOCH + Duration::from_hours(24));
        assert_eq!(self::ran(&mut place.command(line)).code, ran.code);
        looked_at();
    }
}

#[test]
fn who_is_no_member_of_the_data_folders_group_prints_the_key_all_the_same() {
    let (place, _) = place();
    let data = place.path("data");
    std::fs::remove_dir_all(&data).expect("it is ours");
    std::fs::create_dir(&data).expect("a folder");
    // Only root can make such a folder.
    if std::os::unix::fs::chown(&data, Some(65_534), Some(0)).is_err() {
        return;
    }
    std::os::unix::fs::chown(place.path(""), Some(65_534), Some(65_534)).expect("root may");
    for path in everything_in(&place.path("etc")).iter().chain([&place.path("etc")]) {
        std::os::unix::fs::chown(path, Some(65_534), Some(65_534)).expect("root may");
    }
    let mut command = place.command("serve --print-key --config etc/amparo.toml");
    let ran = ran(command.uid(65_534).gid(65_534));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(data.join("reviewing.key").metadata().expect("it is there").uid(), 65_534);
}

#[test]
fn check_holds_the_onion_address_of_the_open_web_against_tors_own() {
    let (place, _) = place();
    place.done("init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}");
    make_certificate(&place.path("etc/tls"), 30);
    let host = |service: &str| place.read(&format!("tor/{service}/hostname")).trim().to_owned();
    let (ours, other) = (host("portal"), host("reviewers"));
    let config = place.read("etc/amparo.toml");
    let check = |onion: &str| {
        let web = "listen = \"127.0.0.1:8444\"\ncertificate = \"tls/chain.pem\"\nkey = \"tls/key.pem\"";
        place.write("etc/amparo.toml", &format!("{config}\n[clearnet]\n{web}\nonion = \"{onion}\"\n"));
        place.done("check --config etc/amparo.toml")
    };
    assert!(!check(&ours).contains("pages on the open web"), "{}", check(&ours));
    let said = check(&other);
    assert!(said.contains(&format!("pages on the open web send sources to {other}")), "{said}");
    assert!(said.contains(&format!("onion = \"{ours}\" below [clearnet]")), "{said}");
}

#[test]
fn check_says_where_the_keys_of_an_address_are_gone_or_are_not_those_that_reviewers_know() {
    let (place, _) = place();
    place.done("init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}");
    let check = || place.done("check --config etc/amparo.toml");
    let (named, other) = (place.read("tor/reviewers/hostname"), place.read("tor/portal/hostname"));
    assert!(!check().contains("has no key") && !check().contains("sends reviewers to"), "{}", check());
    for service in ["portal", "reviewers"] {
        let (folder, kept) = (place.path(&format!("tor/{service}")), place.path("kept"));
        std::fs::rename(&folder, &kept).expect("it is there");
        assert!(check().contains(&format!("tor: {} has no key", folder.display())), "{}", check());
        std::fs::rename(&kept, &folder).expect("it is there");
    }
    std::fs::rename(place.path("tor/reviewers"), place.path("kept")).expect("it is there");
    std::fs::rename(place.path("tor/portal"), place.path("tor/reviewers")).expect("it is there");
    let said = check();
    let told = format!(
        "the roster sends reviewers to {}:443, and this server's onion service is {}:443",
        named.trim(),
        other.trim()
    );
    assert!(said.contains(&told), "{said}");
}

#[test]
fn what_an_operator_added_to_the_configuration_stays() {
    let (place, _) = place();
    place.replace("etc/amparo.toml", "custodian = \"\"", "custodian = ''  # ours\n# [more]");
    place.done("init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}");
    let vkey = place.read("custodian/custodian.pub");
    assert!(place.read("etc/amparo.toml").contains(&format!("custodian = \"{}\"  # ours\n# [more]", vkey.trim())));
}

#[test]
fn a_name_with_marks_of_toml_is_kept_as_it_is_typed() {
    let place = Environment::new();
    let name = "Casa \"Ñ\" {data} \\ 'x'";
    let mut command = place.command(INIT);
    command.args(["--organisation", name]);
    assert!(command.status().expect("it runs").success());
    let config: toml::Table = place.read("etc/amparo.toml").parse().expect("TOML");
    assert_eq!(config["organisation"].as_str(), Some(name));
}

#[test]
fn about_setting_up() {
    let (place, _) = place();
    place.write("etc/broken.toml", "organisation = \"Casa\"\n");
    // Another custodian's roster, and one for another server.
    place.done(
        "roster new --dir other-custodian --interface 127.0.0.1:7001 --passphrase-file passphrase --server-key \
         d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a --desk main --reviewer ana=ana.toml --sign",
    );
    let other = place.read("other-custodian/custodian.pub");
    let other = other.trim();
    let told = place.transcript(&[
        "init --config new/amparo.toml",
        "init --config new/amparo.toml --organisation Casa --language xx",
        "init --config new/amparo.toml --organisation Casa --quick-exit javascript:1",
        "init --config etc/amparo.toml --organisation Casa",
        "init --config etc/amparo.toml --roster custodian/roster.note",
        "init --config etc/amparo.toml --roster missing.note --custodian {vkey}",
        "init --config etc/amparo.toml --roster ana.toml --custodian {vkey}",
        "init --config etc/broken.toml --roster custodian/roster.note --custodian {vkey}",
        "roster new --interface 127.0.0.1:1 --server-key 00 --desk main",
        "roster new --dir third --interface 127.0.0.1:7001 --passphrase-file passphrase --server-key \
         d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a --desk main --reviewer ana=passphrase",
    ]);
    matches_kept("errors/setting-up.txt", &told);
    let refused = place
        .refused(3, &format!("init --config etc/amparo.toml --roster other-custodian/roster.note --custodian {other}"));
    assert!(refused.contains("the roster names the key of another server"), "{refused}");
    place.done("init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}");
    let refused = place
        .refused(3, &format!("init --config etc/amparo.toml --roster other-custodian/roster.note --custodian {other}"));
    assert!(refused.contains("the configuration names another custodian"), "{refused}");
    assert!(!place.path("new").exists() && !place.path("third").exists(), "nothing was made");
}
