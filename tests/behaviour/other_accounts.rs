//! Files in a data folder that another account owns, or that have a name elsewhere: a hand brought them back as root, or took
//! a snapshot. Only root can lay such files.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Output;

use base64::Engine as _;
use rustix::fs::{XattrFlags, setxattr};

use crate::backups_refused::{SERVERS, give, i_am_root};
use crate::common::damage::{Place, below};
use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::tls::make_certificate;
use crate::common::{AMPARO, everything_in};
use crate::monitoring;

/// What a command of the server's account says, and its exit code.
fn by_the_account(place: &Place, arguments: &[&str]) -> (i32, String) {
    by_the_account_of(&place.site, arguments)
}

fn by_the_account_of(site: &Site, arguments: &[&str]) -> (i32, String) {
    let mut run = command(AMPARO);
    run.args(arguments).args(["--config", path_text(&site.config_file())]).uid(SERVERS).gid(SERVERS);
    let Output { status, stdout, stderr } = run.output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

/// As root brings a file back.
fn is_roots(path: &Path) {
    chown(path, Some(0), Some(0)).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn what_root_brought_back_by_hand_stays_where_it_is_until_the_account_owns_it() {
    let place = Place::made();
    if !i_am_root() {
        return;
    }
    let parcel = below(&place, &place.parcel("testimony"));
    for path in [parcel.as_str(), "derivation.toml", "reviewing.key", "amparo-data", "rosters/00000001.note"] {
        place.anew();
        give(place.site.folder.path());
        // Modes of sled's files are put right, once.
        assert_eq!(by_the_account(&place, &["check", "--repair"]).0, 0);
        let whole = fs::read(place.data(path)).unwrap();
        is_roots(&place.data(path));
        let (code, told) = by_the_account(&place, &["check", "--repair"]);
        let mend = format!("sudo chown -R --reference={0} {0}", place.site.data.display());
        assert!(code == 1 && told.contains(&mend) && told.contains("belongs to another account"), "{path}: {told}");
        assert!(!told.contains("backup") && !told.contains("set aside"), "{path}: {told}");
        assert_eq!(fs::read(place.data(path)).unwrap(), whole, "{path}");
        assert!(!place.data("quarantine").exists(), "{path}");
        // What it says mends it.
        give(&place.site.data);
        assert_eq!(
            by_the_account(&place, &["check", "--repair"]),
            (0, "Nothing is damaged; every parcel was read.\n".to_owned())
        );
    }
}

#[test]
fn check_by_root_names_what_the_servers_account_could_not_read_and_goes_quiet_when_it_can() {
    let site = Site::configured(|config| {
        let form = toml::toml! {
            id = "main"
            form = "forms/ours.toml"
            texts = "texts"
        };
        config.insert("desk".to_owned(), vec![toml::Value::from(form)].into());
        config.insert("look".to_owned(), toml::toml! { mark = "mark.png" }.into());
        let clearnet = toml::toml! {
            listen = "127.0.0.1:8444"
            certificate = "tls/chain.pem"
            key = "tls/key.pem"
        };
        config.insert("clearnet".to_owned(), clearnet.into());
    });
    let folder = site.folder.path();
    for name in ["forms", "texts"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
    fs::write(folder.join("forms/ours.toml"), include_str!("../../static/forms/short.toml")).unwrap();
    fs::write(folder.join("texts/en.ftl"), "account-label = Words\n").unwrap();
    let mark = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    fs::write(folder.join("mark.png"), base64::engine::general_purpose::STANDARD.decode(mark).unwrap()).unwrap();
    make_certificate(&folder.join("tls"), 90);
    if !i_am_root() {
        return;
    }
    give(folder);
    let check = || {
        let checked = command(AMPARO).args(["check", "--config", path_text(&site.config_file())]).output().unwrap();
        assert!(checked.status.success(), "{checked:?}");
        String::from_utf8(checked.stdout).unwrap()
    };
    assert!(!check().contains("server's account"), "{}", check());
    let names = ["roster.note", "forms/ours.toml", "texts/en.ftl", "mark.png", "tls/chain.pem", "tls/key.pem"];
    for name in names.into_iter().chain(["amparo.toml", "forms", "texts", "tls"]) {
        let path = folder.join(name);
        let mode = path.metadata().unwrap().permissions();
        chown(&path, Some(0), Some(0)).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(if path.is_dir() { 0o700 } else { 0o600 })).unwrap();
        let told = check();
        let at = path.display();
        let (what, bits) = (format!("{at} is closed to it"), if path.is_dir() { "rx" } else { "r" });
        assert_eq!(told.matches(&what).count(), 1, "{name}: {told}");
        let mend = format!("chgrp {SERVERS} {at} && chmod g+{bits} {at}");
        assert!(told.contains(&mend), "{name}: {told}");
        // The account fails as it says, and what it says mends that.
        let ended = by_the_account_of(&site, &["check"]);
        // An account that may not enter a folder sees no texts and no mark in it.
        let says_why = ended.1.contains("let it read that") || ["texts", "texts/en.ftl", "mark.png"].contains(&name);
        let is_web = name.starts_with("tls");
        assert!(ended.0 == i32::from(!is_web) && says_why, "{name}: {}", ended.1);
        assert_eq!(told.contains("so that the open web stays closed"), is_web, "{name}: {told}");
        assert!(command("sh").args(["-c", &mend]).status().unwrap().success());
        assert!(!check().contains("server's account"), "{name}: {}", check());
        assert_eq!(by_the_account_of(&site, &["check"]).0, 0, "{name}");
        fs::set_permissions(&path, mode).unwrap();
        chown(&path, Some(SERVERS), Some(SERVERS)).unwrap();
    }
    // Who stands in an access list may read what owner, group and mode do not say.
    let key = folder.join("tls/key.pem");
    is_roots(&key);
    assert!(check().contains("server's account"), "{}", check());
    let status = by_the_account_of(&site, &["status"]).1;
    assert!(status.contains("certificate: you may not read it or its key"), "{status}");
    let entries: [(u16, u16, u32); 5] = [(1, 6, !0), (2, 4, SERVERS), (4, 0, !0), (16, 4, !0), (32, 0, !0)];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, may, id) in entries {
        list.extend([&tag.to_le_bytes()[..], &may.to_le_bytes(), &id.to_le_bytes()].concat());
    }
    // Where the file system has such lists.
    if setxattr(&key, "system.posix_acl_access", &list, XattrFlags::empty()).is_ok() {
        assert_eq!(by_the_account_of(&site, &["check"]).0, 0);
        assert!(!check().contains("server's account"), "{}", check());
    }
}

#[test]
fn a_server_that_root_starts_by_hand_leaves_nothing_that_the_account_could_not_use() {
    let site = Site::configured(|_| {});
    if !i_am_root() {
        return;
    }
    site.start().stop();
    give(site.folder.path());
    let before = everything_in(&site.data);
    let ended = site.refused();
    assert!(
        ended.status.code() == Some(1) && ended.stderr.contains(&format!("sudo -u '#{SERVERS}' amparo")),
        "{ended:?}"
    );
    assert_eq!(everything_in(&site.data), before);
}

#[test]
fn a_parcel_that_another_account_owns_or_that_has_a_name_elsewhere_is_counted_and_ends_no_start() {
    let place = Place::made();
    if !i_am_root() {
        return;
    }
    let config = fs::read_to_string(place.site.config_file()).unwrap();
    fs::write(place.site.config_file(), config + "\n[status]\nsocket = \"status.sock\"\n").unwrap();
    let snapshot = place.site.folder.path().join("snapshot.age");
    let count = |told: &str| told.lines().find_map(|line| line.strip_prefix("  main  ")).unwrap().to_owned();
    let mut counts = Vec::new();
    for way in [
        |_: &Path, _: &Path| {},
        |path: &Path, _: &Path| is_roots(path),
        |path: &Path, snapshot: &Path| {
            fs::hard_link(path, snapshot).unwrap();
        },
    ] {
        place.anew();
        give(place.site.folder.path());
        way(&place.parcel("testimony"), &snapshot);
        let server = place.site.start_by(|command| {
            command.uid(SERVERS).gid(SERVERS);
        });
        let (_, figures) = monitoring::asked(&place.site.folder.path().join("status.sock"), "GET /metrics");
        assert!(figures.contains("amparo_parcels{desk=\"main\"}"), "{figures}");
        server.stop();
        for arguments in [&["status"][..], &["retention"]] {
            let (code, told) = by_the_account(&place, arguments);
            assert_eq!(code, 0, "{arguments:?}: {told}");
            counts.extend((arguments[0] == "status").then(|| count(&told)));
        }
    }
    assert!(counts.len() == 3 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}
