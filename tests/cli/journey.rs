//! A custodian, an operator and two reviewers, by commands alone.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use rand_core::{OsRng, RngCore as _};
use serde_json::Value;

use crate::common::process::{Process, command};
use crate::common::source::{Source, Visit};
use crate::environment::Environment;

const ACCOUNT: &str = "Se llevaron a mi hermano — a las tres.";

/// Commands for a reviewer's home, under its passphrase.
fn as_reviewer(place: &Environment, home: &str, line: &str) -> String {
    place.done(&format!("{line} --home {home} --passphrase-file passphrase"))
}

/// The operator's own configuration; `custodian` is empty until there is one.
fn configure(place: &Environment, portal: SocketAddr, reviewing: SocketAddr, custodian: &str) {
    place.write(
        "amparo.toml",
        &format!(
            "# Written by hand.\norganisation = \"Casa de la Memoria\"\ndata = \"data\"\nlanguages = [\"es\", \"en\"]\n\
             min_free_bytes = 1000000\nfree_for_words_bytes = 0\n\n[roster]\nfile = \"roster.note\"\n{custodian}\n[portal]\nlisten = \"{portal}\"\n\n\
             [reviewing]\nlisten = \"{reviewing}\"\n"
        ),
    );
}

fn serve(place: &Environment) -> Process {
    let process = Process::start(&mut place.command("serve --config amparo.toml"));
    process.stderr.line_with("amparo: serving on ").expect("it serves");
    process
}

/// The operator puts a signed roster where the configuration says.
fn install(place: &Environment, note: &str) {
    fs::copy(place.path(note), place.path("roster.note")).expect("a copy");
}

#[test]
fn a_testimony_reaches_two_reviewers_until_one_leaves() {
    let place = Environment::new();
    // A loopback address of its own, so that the ports are free and stay so over restarts.
    let drawn = OsRng.next_u32().to_be_bytes();
    let address = Ipv4Addr::new(127, drawn[0] | 1, drawn[1], drawn[2] | 1);
    let (portal, reviewing) = (SocketAddr::from((address, 8080)), SocketAddr::from((address, 8443)));

    // The operator's key, the custodian's draft, two reviewers, a signature.
    configure(&place, portal, reviewing, "");
    let server_key = place.done("serve --print-key --config amparo.toml");
    place.keygen("ana", "");
    place.keygen("bea", "");
    place.custodian(&reviewing.to_string(), server_key.trim());
    place.done("roster add reviewer bea --from bea.toml --desk main --dir custodian");
    place.sign();
    let vkey = place.read("custodian/custodian.pub").trim().to_owned();
    configure(&place, portal, reviewing, &format!("custodian = \"{vkey}\"\n"));
    install(&place, "custodian/roster.note");
    for home in ["ana", "bea"] {
        place.done(&format!("join roster.note --custodian {{vkey}} --home {home}"));
    }

    // A testimony with a file.
    let server = serve(&place);
    let source = Source::at(portal);
    let photo: Vec<u8> = (0..200_000_u32).map(|n| (n * 31 / 7) as u8).collect();
    let visit = Visit::to("es", &source.form("es")).with("account", ACCOUNT).file("foto.jpg", photo.clone());
    assert_eq!(source.tell(&visit).status, 200);

    // Both read it.
    as_reviewer(&place, "ana", "pull");
    let inbox: Value = serde_json::from_str(&as_reviewer(&place, "ana", "inbox --json")).expect("JSON");
    assert_eq!(inbox.as_array().map(Vec::len), Some(1), "{inbox}");
    assert_eq!((&inbox[0]["complete"], &inbox[0]["desk"]), (&true.into(), &"main".into()));
    let id = inbox[0]["id"].as_str().expect("an id").to_owned();
    assert!(as_reviewer(&place, "ana", &format!("read {id}")).contains(ACCOUNT));
    let paths = as_reviewer(&place, "ana", &format!("extract {id} --to files"));
    assert_eq!(fs::read(place.path(paths.trim())).expect("a file"), photo);
    as_reviewer(&place, "bea", "pull");
    assert!(as_reviewer(&place, "bea", &format!("read {}", &id[..8])).contains(ACCOUNT));
    assert!(server.stop().status.success());
    copy(&place.path("data"), &place.path("data-of-before"));

    // The custodian takes Bea out; the operator installs the new roster.
    place.done("roster remove reviewer bea --dir custodian");
    place.sign();
    install(&place, "custodian/roster.note");
    let server = serve(&place);
    let pulled = place.run("pull --home ana --passphrase-file passphrase");
    assert_eq!(pulled.code, 0, "{}", pulled.err);
    assert!(pulled.err.contains("Roster 2 is new; it is signed by your custodian."), "{}", pulled.err);
    let said = place.refused(1, "pull --home bea --passphrase-file passphrase");
    assert!(said.starts_with("amparo: the server does not know this reviewer\n"), "{said}");
    assert!(server.stop().status.success());

    // A server does not go back to the first roster; one that is brought back as a whole is noticed.
    install(&place, "custodian/signed/00000001.note");
    let said = place.refused(3, "serve --config amparo.toml");
    assert!(said.contains("roster 1 is older than roster 2, which was served before"), "{said}");
    fs::remove_dir_all(place.path("data")).expect("it is removed");
    fs::rename(place.path("data-of-before"), place.path("data")).expect("it comes back");
    let server = serve(&place);
    let said = place.run("pull --home ana --passphrase-file passphrase");
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("the server offers roster 1, but 2 is known"), "{}", said.err);
    assert!(server.stop().status.success());
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    let copied = command("cp").arg("-a").arg(from).arg(to).status().expect("it runs");
    assert!(copied.success());
}
