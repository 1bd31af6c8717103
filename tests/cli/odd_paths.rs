//! Folders whose names are no UTF-8: every command works there, and what it writes for a machine is JSON all the same.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::site::Site;
use crate::common::source::Visit;
use crate::environment::{Environment, ran};

const SERVER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// A name of Latin-1, as an old stick has it.
fn odd() -> PathBuf {
    PathBuf::from(OsString::from_vec(b"ni\xf1ez".to_vec()))
}

/// Runs a command with `option` naming a path, which must succeed, and gives its JSON.
#[track_caller]
fn said(mut command: Command, option: &str, path: &Path) -> Value {
    let ran = ran(command.args(["--json", option]).arg(path));
    assert_eq!(ran.code, 0, "{command:?}: {}", ran.err);
    serde_json::from_slice(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.text()))
}

#[test]
fn keys_and_rosters_are_made_in_a_folder_whose_name_is_no_utf_8() {
    let place = Environment::new();
    let keygen = said(place.command("keygen --passphrase-file passphrase"), "--home", &odd());
    assert_eq!(keygen["home"], "ni\u{fffd}ez");
    assert!(place.path(".").join(odd()).join("identity.age").exists());
    let passwd = "passwd --passphrase-file passphrase --new-passphrase-file other";
    assert_eq!(said(place.command(passwd), "--home", &odd())["home"], "ni\u{fffd}ez");

    place.write("ana.toml", &toml::to_string(&keygen_public(&keygen)).expect("TOML"));
    let custodian = odd().join("custodian");
    let new = format!("roster new --interface 127.0.0.1:1 --server-key {SERVER_KEY} --passphrase-file passphrase");
    let draft = "ni\u{fffd}ez/custodian/roster.toml";
    assert_eq!(said(place.command(&new), "--dir", &custodian)["draft"], draft);
    for step in ["add reviewer ana --from ana.toml", "add desk main --title Main --reviewer ana"] {
        assert_eq!(said(place.command(&format!("roster {step}")), "--dir", &custodian)["draft"], draft);
    }
    let signed = said(place.command("roster sign --passphrase-file passphrase"), "--dir", &custodian);
    assert_eq!(signed["note"], "ni\u{fffd}ez/custodian/roster.note");
    let first = format!("{new} --desk main --reviewer ana=ana.toml --sign");
    assert_eq!(said(place.command(&first), "--dir", &odd().join("2"))["draft"], "ni\u{fffd}ez/2/roster.toml");
}

/// What the custodian is given.
fn keygen_public(said: &Value) -> toml::Table {
    let text = |name: &str| toml::Value::from(said[name].as_str().expect("text"));
    ["recipient", "key"].map(|name| (name.to_owned(), text(name))).into_iter().collect()
}

#[test]
fn a_server_is_set_up_and_mended_in_a_folder_whose_name_is_no_utf_8() {
    let place = Environment::new();
    let config = odd().join("amparo.toml");
    let init = place.command("init --organisation Casa --data data --tor tor --socket run/portal.sock");
    let init = said(init, "--config", &config);
    assert_eq!(
        init["config"],
        format!("{}/ni\u{fffd}ez/amparo.toml", place.path("").display().to_string().trim_end_matches('/'))
    );
    place.keygen("ana", "");
    let (interface, key) = (init["interface"].as_str().expect("text"), init["server_key"].as_str().expect("text"));
    place.done(&format!(
        "roster new --dir custodian --interface {interface} --server-key {key} --passphrase-file passphrase \
         --desk main --title Testimonies --reviewer ana=ana.toml --sign"
    ));
    said(place.command("init --roster custodian/roster.note --custodian {vkey}"), "--config", &config);
    said(place.command("check"), "--config", &config);
    said(place.command("status"), "--config", &config);
    // What lies there has such a name too.
    std::fs::create_dir_all(place.path("data/parcels")).expect("a folder");
    std::fs::write(place.path("data/parcels").join(odd()), "no parcel").expect("written");
    let mut repair = place.command("check --repair --json --config");
    let repaired = ran(repair.arg(&config));
    let found: Value = serde_json::from_slice(&repaired.out).unwrap_or_else(|_| panic!("no JSON: {}", repaired.err));
    assert_eq!(found["found"][0]["path"], "parcels/ni\u{fffd}ez", "{found}");
}

#[test]
fn files_are_extracted_to_a_folder_whose_name_is_no_utf_8() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("es", &server.form("es")).with("account", "words").file("a.txt", "a file");
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().expect("an id").to_owned();
    let to = site.folder.path().join(odd());
    let extracted = said(site.reviewer.command(&["extract", &id]), "--to", &to);
    let path = extracted[0]["path"].as_str().expect("a path");
    assert!(path.contains("/ni\u{fffd}ez/"), "{path}");
    assert_eq!(to.read_dir().expect("a folder").count(), 1);
    server.stop();
}
