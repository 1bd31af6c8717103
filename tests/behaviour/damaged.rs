//! A data folder that a disk, a crash or a hand has damaged: what is whole stays readable, a start says what stands in
//! its way, and `amparo check --repair` mends what can be mended and deletes nothing.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::damage::Start::{Refuses, Runs};
use crate::common::damage::{
    Case, Place, Way, a_file, a_folder, a_link, a_pipe, all, below, emptied, flipped, gone, truncated, without, zeroed,
};
use crate::common::process::command;
use crate::common::site::{DESK, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, everything_in, files_in};

const STRAY: &str = "the data folder holds what the server did not make";
const ASIDE: Option<&str> = Some("set-aside");
const ANEW: Option<&str> = Some("made-anew");
const STAYS: Option<&str> = Some("stays");

#[test]
fn a_damaged_parcel_keeps_nobody_from_the_others_and_comes_back_from_a_reviewer() {
    let place = Place::made();
    let parcel = below(&place, &place.parcel("testimony"));
    let file = below(&place, &place.parcel("attachment"));
    let folder = format!("parcels/{DESK}/{}", place.day);
    let cases = [
        Case(parcel.clone(), "truncated", truncated, Runs(&["kept"]), ASIDE, 3),
        Case(parcel.clone(), "emptied", emptied, Runs(&["kept"]), ASIDE, 3),
        Case(parcel.clone(), "zeroed", zeroed, Runs(&["kept"]), ASIDE, 3),
        Case(parcel.clone(), "flipped", flipped, Runs(&["kept"]), ASIDE, 3),
        Case(file, "flipped", flipped, Runs(&[]), ASIDE, 3),
        Case(parcel.clone(), "gone", gone, Runs(&["kept"]), None, 0),
        Case(parcel.clone(), "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(parcel, "a link", a_link, Refuses(STRAY), ASIDE, 3),
        Case(format!("{folder}/stray"), "lies there", emptied, Refuses(STRAY), ASIDE, 3),
        Case(format!("parcels/{DESK}/stray"), "lies there", a_folder, Refuses(STRAY), ASIDE, 3),
        Case("parcels/Stray!".to_owned(), "lies there", a_folder, Refuses(STRAY), ASIDE, 3),
    ];
    for case in &cases {
        if case.1 == "gone" {
            place.anew();
            gone(&place.data(&case.0));
            assert_eq!(place.repaired().0, 0, "nothing tells that it was there");
            let server = place.site.start();
            assert_eq!(place.read().0, without("kept"));
            place.site.reviewer.done(&["push", "--missing"]);
            assert_eq!(place.read().0, all());
            server.stop();
        } else {
            place.goes(case);
        }
    }
}

#[test]
fn damaged_notes_replies_and_keys_are_told_and_a_repair_mends_what_it_can() {
    let place = Place::made();
    let note = |kind: &str| below(&place, &place.first(kind));
    let (waiting, tombstone, said) = (note("withdrawing"), note("withdrawn"), note("acknowledged"));
    let reply = files_in(&place.data("mailboxes")).into_iter().find(|p| p.extension().is_some_and(|e| e == "age"));
    let reply = below(&place, &reply.unwrap());
    let roster = "rosters/00000001.note".to_owned();
    let other = "is not the one that was served before";
    let is_missing = "is missing, or does not make sense";
    let key = "reviewing.key".to_owned();
    let derivation = "derivation.toml".to_owned();
    for case in [
        Case(waiting.clone(), "truncated", truncated, Runs(&[]), ASIDE, 3),
        Case(waiting.clone(), "flipped", flipped, Runs(&[]), ASIDE, 3),
        Case(waiting, "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(tombstone.clone(), "zeroed", zeroed, Runs(&[]), STAYS, 3),
        Case(tombstone, "a folder", a_folder, Refuses(STRAY), ANEW, 0),
        Case(said.clone(), "flipped", flipped, Runs(&[]), ASIDE, 3),
        Case(said, "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(format!("expired/{DESK}/2026-01-01"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(format!("withdrawn/{DESK}/stray.txt"), "lies there", emptied, Refuses(STRAY), ASIDE, 3),
        Case(reply.clone(), "truncated", truncated, Runs(&[]), ASIDE, 3),
        Case(reply.clone(), "zeroed", zeroed, Runs(&[]), ASIDE, 3),
        Case(reply, "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case("mailboxes/stray.txt".to_owned(), "lies there", emptied, Refuses(STRAY), ASIDE, 3),
        Case(roster.clone(), "truncated", truncated, Refuses(other), ASIDE, 3),
        Case(roster.clone(), "flipped", flipped, Refuses(other), ASIDE, 3),
        Case(roster.clone(), "a folder", a_folder, Refuses(other), ASIDE, 3),
        Case(roster, "a pipe", a_pipe, Refuses(other), ASIDE, 3),
        Case(derivation.clone(), "gone", gone, Refuses(is_missing), STAYS, 3),
        Case(derivation.clone(), "zeroed", zeroed, Refuses(is_missing), STAYS, 3),
        Case(derivation.clone(), "a folder", a_folder, Refuses(is_missing), STAYS, 3),
        Case(derivation.clone(), "a link", a_link, Refuses(STRAY), STAYS, 3),
        Case(derivation, "a pipe", a_pipe, Refuses(STRAY), STAYS, 3),
    ] {
        place.goes(&case);
    }
    // Another key serves sources; reviewers refuse it until the custodian has signed it.
    for way in [truncated as Way, emptied, zeroed, gone, a_folder] {
        place.anew();
        way(&place.data(&key));
        let told = place.site.refused().stderr;
        assert!(told.contains(is_missing) || told.contains(STRAY), "{told}");
        let (code, lines) = place.repaired();
        assert!(lines.contains(&(key.clone(), "made-anew".to_owned())), "{code} {lines:?}");
        let server = place.site.start();
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "more")).status, 200);
        assert_ne!(place.site.reviewer.run(&["pull"]).code, 0);
        server.stop();
    }
}

#[test]
fn a_damaged_reply_keeps_nobody_from_the_page_of_their_mailbox() {
    let place = Place::made();
    let reply = files_in(&place.data("mailboxes")).into_iter().find(|p| p.extension().is_some_and(|e| e == "age"));
    let reply = reply.unwrap();
    for way in [truncated as Way, zeroed, flipped] {
        place.anew();
        way(&reply);
        let server = place.site.start();
        let page = server.open_mailbox("en", &place.codename);
        assert!(page.status == 200 && !page.body.contains("thank you"), "{}", page.body);
        server.stop();
    }
    place.anew();
    let server = place.site.start();
    assert!(server.open_mailbox("en", &place.codename).body.contains("thank you"));
    server.stop();
}

#[test]
fn damaged_marks_folders_and_indexes_are_made_anew() {
    let place = Place::made();
    let at = str::to_owned;
    let foreign = "is not a data folder of Amparo";
    for case in [
        Case(format!("pool/{DESK}"), "gone", gone, Runs(&[]), None, 0),
        Case(format!("pool/{DESK}"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(format!("pool/{DESK}/stray"), "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(at("mailboxes/pool"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(at("backed-up"), "names a day", a_day, Runs(&[]), None, 0),
        Case(at("backed-up"), "makes no sense", zeroed_new, Runs(&[]), ASIDE, 3),
        Case(at("rosters"), "gone", gone, Runs(&[]), None, 0),
        Case(at("acknowledged"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(at("amparo-data"), "gone", gone, Refuses(foreign), ANEW, 0),
        Case(at("amparo-data"), "zeroed", zeroed, Refuses(foreign), ANEW, 0),
        Case(at("amparo-data"), "a folder", a_folder, Refuses(foreign), ANEW, 0),
        Case(at("amparo-data"), "a pipe", a_pipe, Refuses(foreign), ANEW, 0),
        Case(at("lock"), "gone", gone, Runs(&[]), None, 0),
        Case(at("lock"), "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(at("lock"), "a pipe", a_pipe, Refuses(STRAY), ASIDE, 3),
        Case(at("reserve"), "gone", gone, Runs(&[]), None, 0),
        Case(at("reserve"), "emptied", emptied, Runs(&[]), ANEW, 0),
        Case(at("reserve"), "a folder", a_folder, Runs(&[]), ASIDE, 3),
        Case(at("index"), "gone", gone, Runs(&[]), ANEW, 0),
        Case(at("index"), "a file", a_file, Runs(&[]), ANEW, 0),
        Case(at("index/db"), "flipped", flipped, Runs(&[]), None, 0),
        Case(at("index/db"), "truncated", truncated, Runs(&[]), None, 0),
        Case(at("index.sum"), "gone", gone, Runs(&[]), None, 0),
        Case(at("index.sum"), "a folder", a_folder, Runs(&[]), None, 0),
        Case(at("index.sum"), "a pipe", a_pipe, Runs(&[]), None, 0),
        Case(at("index.new"), "lies there", emptied, Runs(&[]), None, 0),
    ] {
        place.goes(&case);
    }
    // What is rebuilt, the table says.
    place.anew();
    gone(&place.data("index.sum"));
    assert!(place.repaired().1.contains(&(at("index"), at("made-anew"))));
}

/// What a backup leaves behind.
fn a_day(path: &Path) {
    fs::write(path, "2026-11-01\n").unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
}

fn zeroed_new(path: &Path) {
    fs::write(path, [0; 30]).unwrap();
}

#[test]
fn modes_are_put_right() {
    let place = Place::made();
    let parcel = place.parcel("testimony");
    let day = parcel.parent().unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    mode(&parcel, 0o644);
    mode(&place.data("reviewing.key"), 0o000);
    mode(day, 0o000);
    mode(&place.site.data, 0o755);
    let (code, lines) = place.repaired();
    assert_eq!(code, 0, "{lines:?}");
    let paths: BTreeSet<&str> =
        lines.iter().filter(|(_, done)| done == "put-right").map(|(at, _)| at.as_str()).collect();
    assert_eq!(paths, [".", &below(&place, &parcel), &below(&place, day), "reviewing.key"].into(), "{lines:?}");
    for path in everything_in(&place.site.data) {
        let mode = path.symlink_metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
    // Of many the number is told.
    for path in files_in(&place.data("parcels")) {
        mode(&path, 0o640);
    }
    let ran = place.repair(false);
    assert!(ran.code == 0 && ran.text().contains("(so of "), "{ran:?}");
}

#[test]
fn a_repair_keeps_its_hands_off_what_it_must_not_touch() {
    let place = Place::made();
    let server = place.site.start();
    let parcel = place.parcel("testimony");
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let mode_of = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    mode(&parcel, 0o644);
    let ran = place.repair(false);
    assert!(ran.code == 1 && ran.err.contains("another server uses the data folder"), "{ran:?}");
    assert_eq!(mode_of(&parcel), 0o644, "not while a server runs");
    server.stop();
    let foreign = tempfile::tempdir().unwrap();
    let letters = foreign.path().join("letters.txt");
    fs::write(&letters, "mine").unwrap();
    mode(&letters, 0o644);
    mode(foreign.path(), 0o755);
    let config = fs::read_to_string(place.site.config_file()).unwrap();
    let config = config.replace("data = \"data\"", &format!("data = \"{}\"", foreign.path().display()));
    let file = place.site.folder.path().join("other.toml");
    fs::write(&file, config).unwrap();
    let ran = command(AMPARO).args(["check", "--repair", "--config", path_text(&file)]).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(1) && said.contains("is not a data folder of Amparo"), "{said}");
    assert_eq!(files_in(foreign.path()).len(), 1);
    assert_eq!((mode_of(&letters), mode_of(foreign.path())), (0o644, 0o755));
    // Nor where the configuration does not make sense.
    let config = fs::read_to_string(place.site.config_file()).unwrap();
    fs::write(&file, config.replace("custodian = \"", "custodian = \"x")).unwrap();
    let ran = command(AMPARO).args(["check", "--repair", "--config", path_text(&file)]).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("custodian"), "{said}");
    assert_eq!((ran.status.code(), mode_of(&parcel)), (Some(1), 0o644), "{said}");
    // Root makes nothing in another account's folder.
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&place.site.data, Some(65_534), None).unwrap();
        let ran = place.repair(false);
        assert!(ran.code == 1 && ran.err.contains("sudo -u '#65534' amparo"), "{ran:?}");
    }
}

#[test]
fn no_repair_begins_beside_a_server_whatever_became_of_its_lock() {
    let place = Place::made();
    let lock = place.data("lock");
    for way in [gone as Way, a_folder, a_pipe] {
        place.anew();
        let server = place.site.start();
        way(&lock);
        let there = || lock.symlink_metadata().ok().map(|found| found.ino());
        let before = there();
        let ran = place.repair(false);
        assert!(ran.code == 1 && ran.err.contains("another server uses the data folder"), "{ran:?}");
        assert_eq!(there(), before, "nothing is made or set aside");
        server.stop();
    }
}

#[test]
fn what_is_withdrawn_goes_from_the_quarantine_too_and_check_tells_of_what_lies_there() {
    let place = Place::made();
    let ids = |kind: &str| {
        let is_it = |path: &PathBuf| place.site.reviewer.open(path).info().head.kind.as_str() == kind;
        place.site.parcels().into_iter().filter(is_it).collect::<Vec<_>>()
    };
    let account = |path: &PathBuf| {
        let json = place.site.reviewer.open(path).read_file("testimony.json").unwrap();
        serde_json::from_slice::<Value>(&json).unwrap()["answers"]["account"].as_str().unwrap().to_owned()
    };
    let going = ids("testimony").into_iter().find(|path| account(path) == "going").unwrap();
    flipped(&going);
    assert_eq!(place.repaired().0, 3);
    let aside = place.data("quarantine").join(below(&place, &going));
    assert!(aside.is_file() && !going.exists());
    let told = |place: &Place| {
        let ran = command(AMPARO).args(["check", "--config", path_text(&place.site.config_file())]).output().unwrap();
        String::from_utf8(ran.stdout).unwrap()
    };
    assert!(told(&place).contains("quarantine holds 1 file that a repair set aside"), "{}", told(&place));

    // The second signature removes it, as if it lay in its place.
    let server = place.site.start();
    let bea = place.site.reviewer(2);
    let all = bea.inbox().into_iter().map(|one| one["id"].as_str().unwrap().to_owned());
    let id = all.into_iter().find(|id| bea.testimony(id)["answers"]["account"] == "going").unwrap();
    bea.done(&["withdraw", &id]);
    assert!(!aside.exists());
    server.stop();
    // And a start removes what a kill left there.
    fs::create_dir_all(aside.parent().unwrap()).unwrap();
    fs::write(&aside, "half of it").unwrap();
    let expired = place.data(&format!("quarantine/parcels/{DESK}/2026-01-01"));
    fs::create_dir_all(&expired).unwrap();
    fs::write(expired.join("what it was is not known"), "half of it").unwrap();
    place.site.start().stop();
    assert!(!aside.exists() && !expired.exists(), "the day has expired");
    let tombstone = place.data(&format!("withdrawn/{DESK}/{}.note", going.file_stem().unwrap().to_str().unwrap()));
    assert!(tombstone.is_file());
    assert!(!told(&place).contains("quarantine"));
}

/// What a repair did but for the modes of what a test laid there.
fn but_modes((code, mut lines): (i32, Vec<(String, String)>)) -> (i32, Vec<(String, String)>) {
    lines.retain(|(_, done)| done != "put-right");
    (code, lines)
}

#[test]
fn what_stands_in_the_quarantines_own_way_is_set_aside_too() {
    let place = Place::made();
    let damaged = |place: &Place| {
        flipped(&place.parcel("testimony"));
        let (code, lines) = place.repaired();
        assert!(code == 3 && lines.iter().any(|(at, _)| at.starts_with("parcels/")), "{lines:?}");
        place.site.start().stop();
    };
    // A file in the place of all parcels is set aside; then a parcel is.
    let (parcels, kept) = (place.data("parcels"), place.data("kept"));
    fs::rename(&parcels, &kept).unwrap();
    fs::write(&parcels, "a file").unwrap();
    assert_eq!(but_modes(place.repaired()), (3, vec![("parcels".to_owned(), "set-aside".to_owned())]));
    fs::remove_dir_all(&parcels).unwrap();
    fs::rename(&kept, &parcels).unwrap();
    damaged(&place);
    // And one in the place of the quarantine.
    place.anew();
    fs::write(place.data("quarantine"), "a file").unwrap();
    place.site.start().stop();
    let ran = command(AMPARO).args(["check", "--config", path_text(&place.site.config_file())]).output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    damaged(&place);
    assert_eq!(fs::read(place.data("quarantine/quarantine")).unwrap(), b"a file");
}

#[test]
fn what_lies_in_the_place_of_a_parcel_that_is_gone_keeps_no_start_back() {
    let place = Place::made();
    let tombstone = place.first(&format!("withdrawn/{DESK}"));
    let name = format!("{}.age", tombstone.file_stem().unwrap().to_str().unwrap());
    for day in [place.day.as_str(), "2026-01-01"] {
        place.anew();
        let path = format!("parcels/{DESK}/{day}/{name}");
        fs::create_dir_all(place.data(&path)).unwrap();
        fs::write(place.data(&path).join("in it"), "somebody's").unwrap();
        let refused = place.site.refused().stderr;
        assert!(refused.contains("  mend "), "{refused}");
        assert_eq!(but_modes(place.repaired()), (3, vec![(path, "set-aside".to_owned())]));
        place.site.start().stop();
    }
}

#[test]
fn a_repair_that_fails_tells_what_it_did_and_does_not_call_the_rest_whole() {
    let place = Place::made();
    let parcel = place.parcel("testimony");
    flipped(&parcel);
    gone(&place.data("reviewing.key"));
    // No file can grow: parcels are read, and the key cannot be drawn.
    let failing = |more: &[&str]| {
        let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" check --repair \"$@\"";
        let config = place.site.config_file();
        command("sh").args(["-c", script, AMPARO, "--config", path_text(&config)]).args(more).output().unwrap()
    };
    let ran = failing(&[]);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (code, out, err) = (ran.status.code(), text(ran.stdout), text(ran.stderr));
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains(&format!("set aside  {}: ", below(&place, &parcel))), "{out}");
    assert!(err.contains("the repair was not done to its end") && err.contains("reviewing.key"), "{err}");
    for claim in ["is damaged", "whole", "no server from starting"] {
        assert!(!err.contains(claim) && !out.contains(claim), "{out}{err}");
    }
    assert!(!parcel.exists());
    let said: Value = serde_json::from_slice(&failing(&["--json"]).stdout).unwrap();
    assert!(said["failed"].as_str().unwrap().contains("reviewing.key"), "{said}");
    // Where files can grow again, what is left is done.
    assert_eq!(place.repaired().0, 0);
    place.site.start().stop();
}

#[test]
fn what_stays_damaged_is_not_said_to_start() {
    let place = Place::made();
    gone(&place.data("derivation.toml"));
    let ran = place.repair(false);
    assert!(ran.code == 3 && ran.err.contains("until then no server starts with this data folder"), "{ran:?}");
    assert!(!ran.err.contains("quarantine"), "nothing was set aside: {ran:?}");
    place.anew();
    flipped(&place.parcel("testimony"));
    let ran = place.repair(false);
    assert!(ran.code == 3 && ran.err.contains("the data folder keeps no server from starting"), "{ran:?}");
}

#[test]
fn who_signed_a_note_is_not_judged_while_a_roster_cannot_be_read() {
    let place = Place::made();
    let waiting = place.first("withdrawing");
    // Whoever signed it is not in the roster any more.
    place.site.sign_roster(|text| {
        let gone = text.reviewers.remove(0);
        text.desks[0].reviewers.retain(|id| *id != gone.id);
        text.desks[0].withdrawal_signatures = 1;
    });
    place.site.start().stop();
    assert_eq!(place.repaired(), (0, vec![]));
    let roster = place.data("rosters/00000001.note");
    let whole = fs::read(&roster).unwrap();
    truncated(&roster);
    let line = |at: &str, done: &str| (at.to_owned(), done.to_owned());
    let found = place.repaired();
    assert_eq!(found, (3, vec![line("rosters/00000001.note", "set-aside"), line("rosters", "stays")]));
    assert!(waiting.is_file());
    assert!(place.repair(false).text().contains("roster 1 cannot be read"), "as long as it is so");
    // With it, a note that nobody signed is known again.
    fs::write(&roster, whole).unwrap();
    fs::set_permissions(&roster, Permissions::from_mode(0o600)).unwrap();
    assert_eq!(place.repaired(), (0, vec![]));
    flipped(&waiting);
    assert_eq!(place.repaired(), (3, vec![line(&below(&place, &waiting), "set-aside")]));
}
