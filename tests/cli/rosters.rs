//! `roster` and `join`: a roster's life in the hands of custodian and reviewers.

use std::fs::{self, File};

use amparo::roster::{DeskEntry, PublicKey, ReviewerEntry, RosterText};
use amparo::seal::{Identity, RecipientKind, ShortName};
use ed25519_dalek::SigningKey;
use rand_core::OsRng;

use crate::common::process::Process;
use crate::environment::{Environment, json};

const SERVER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// A custodian, `ana` with a hybrid key at the desk `main`.
fn place() -> Environment {
    let place = Environment::new();
    place.keygen("ana", "");
    place.custodian("127.0.0.1:7001", SERVER_KEY);
    place
}

#[test]
fn the_next_command_names_the_custodians_folder() {
    let place = place();
    place.keygen("bea", "");
    let said = place.run("roster add reviewer bea --from bea.toml --dir custodian").err;
    assert!(said.contains("Next: amparo roster show --dir custodian, amparo roster sign --dir custodian\n"), "{said}");
    let new = format!("roster new --interface 127.0.0.1:7001 --server-key {SERVER_KEY} --passphrase-file passphrase");
    let said = place.run(&format!("{new} --dir second")).err;
    assert!(said.contains("--reviewer ID --dir second, amparo roster sign --dir second\n"), "{said}");
    let said = place.run(&new).err;
    assert!(said.ends_with("amparo roster sign\n"), "in the current folder none is named: {said}");
}

#[test]
fn a_roster_is_made_signed_shown_and_joined() {
    let place = place();
    let draft = json(&place.done("roster show --dir custodian --json"));
    assert_eq!((&draft["state"], &draft["version"], &draft["verified"]), (&"draft".into(), &0.into(), &false.into()));
    place.sign();

    let vkey = place.read("custodian/custodian.pub").trim().to_owned();
    let shown = json(&place.done("roster show custodian/roster.note --custodian {vkey} --json"));
    assert_eq!((&shown["state"], &shown["custodian"]), (&"verified".into(), &vkey.as_str().into()));
    assert_eq!((&shown["version"], &shown["standing"]), (&1.into(), &"valid".into()));
    assert_eq!(shown["desks"][0]["kind"], "mlkem768x25519");
    assert_eq!(shown["desks"][0]["reviewers"], serde_json::json!(["ana"]));
    let lines = place.done("roster show custodian/roster.note --dir custodian");
    assert!(lines.starts_with(&format!("roster 1, signed by {vkey}\nfingerprint  ")), "{lines}");
    let fingerprint = shown["reviewers"][0]["fingerprint"].as_str().expect("text");
    assert!(lines.contains(&format!("reviewer     ana  {fingerprint}\n")), "{lines}");

    let joined = json(&place.done("join custodian/roster.note --custodian {vkey} --home ana --json"));
    assert_eq!((&joined["version"], &joined["reviewer"]), (&1.into(), &"ana".into()));
    assert_eq!(joined["digest"], shown["digest"]);
    assert_eq!(place.read("ana/rosters/00000001.note"), place.read("custodian/roster.note"));
}

/// Starts commands while another one holds this folder, which then lets them go all at once; each must end well.
#[track_caller]
fn at_once(place: &Environment, folder: &str, lines: &[String]) {
    let folder = File::open(place.path(folder)).expect("a folder");
    folder.lock().expect("nobody holds it");
    let all: Vec<Process> = lines.iter().map(|line| Process::start(&mut place.command(line))).collect();
    drop(folder);
    for (line, process) in lines.iter().zip(all) {
        let ended = process.wait();
        assert!(ended.status.success(), "{line}: {ended:?}");
    }
}

#[test]
fn of_changes_at_once_none_is_lost() {
    const CHANGES: usize = 8;
    let place = place();
    let add = |n| format!("roster add desk desk-{n} --title Desk --reviewer ana --dir custodian");
    at_once(&place, "custodian", &(0..CHANGES).map(add).collect::<Vec<_>>());
    let draft = json(&place.done("roster show --dir custodian --json"));
    assert_eq!(draft["desks"].as_array().map(Vec::len), Some(CHANGES + 1), "{draft}");
}

#[test]
fn of_two_signatures_at_once_each_makes_a_roster() {
    let place = place();
    let sign = "roster sign --dir custodian --passphrase-file passphrase".to_owned();
    at_once(&place, "custodian", &[sign.clone(), sign]);
    assert!(place.path("custodian/signed/00000001.note").exists());
    assert_eq!(place.read("custodian/signed/00000002.note"), place.read("custodian/roster.note"));
}

#[test]
fn of_joins_at_once_each_trusts_the_newest_roster() {
    let place = place();
    place.sign();
    fs::create_dir(place.path("ana/rosters")).expect("a folder");
    let join = "join custodian/roster.note --custodian {vkey} --home ana".to_owned();
    at_once(&place, "ana/rosters", &vec![join; 12]);
    assert_eq!(place.read("ana/rosters/00000001.note"), place.read("custodian/roster.note"));
    assert_eq!(fs::read_dir(place.path("ana/rosters")).expect("a folder").count(), 1, "no part is left");
}

#[test]
fn a_signed_roster_without_a_key_is_shown_as_not_verified() {
    let place = place();
    place.sign();
    let ran = place.run("roster show custodian/roster.note");
    assert_eq!(ran.code, 0);
    assert!(ran.text().starts_with("roster 1, NOT VERIFIED\n"), "{}", ran.text());
    assert!(ran.err.contains("NOT VERIFIED"), "{}", ran.err);
    assert_eq!(json(&place.done("roster show custodian/roster.note --json"))["verified"], false);
}

#[test]
fn a_roster_with_one_byte_changed_is_refused_by_whoever_reads_it() {
    let place = place();
    place.sign();
    let note = fs::read(place.path("custodian/roster.note")).expect("a note");
    for at in [30, note.len() / 2, note.len() - 20] {
        let mut changed = note.clone();
        changed[at] ^= 1;
        fs::write(place.path("changed.note"), changed).expect("it is written");
        for line in ["join changed.note --home ana", "roster show changed.note"] {
            let said = place.refused(3, &format!("{line} --custodian {{vkey}}"));
            assert!(said.starts_with("amparo: the roster is not to be trusted\n"), "byte {at}: {said}");
        }
    }
    assert!(!place.path("ana/server.toml").exists(), "nobody is trusted by it");
}

#[test]
fn an_older_roster_is_refused_and_the_newer_one_stays() {
    let place = place();
    place.sign();
    fs::copy(place.path("custodian/roster.note"), place.path("first.note")).expect("a copy");
    place.sign();
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
    let said = place.refused(3, "join first.note --custodian {vkey} --home ana");
    assert!(said.contains("roster 1") && said.contains("2 is known"), "{said}");
    assert!(!place.path("ana/rosters/00000001.note").exists());
    assert!(place.path("custodian/signed/00000001.note").exists(), "the custodian keeps every one");
}

#[test]
fn the_two_kinds_of_keys_do_not_meet_at_a_desk() {
    let place = place();
    place.keygen("old", "--classic");
    place.done("roster add reviewer old --from old.toml --dir custodian");
    let draft = place.read("custodian/roster.toml");
    for line in ["add desk camps --title Camps --reviewer ana --reviewer old", "add member main old"] {
        let said = place.refused(1, &format!("roster {line} --dir custodian"));
        assert!(said.contains("hybrid (age1pq1…) and classic (age1…) recipients are mixed"), "{said}");
    }
    assert_eq!(place.read("custodian/roster.toml"), draft, "a refused step changes nothing");
    // What an editor wrote is refused when it is signed.
    place.replace("custodian/roster.toml", "[\"ana\"]", "[\"ana\", \"old\"]");
    let said = place.refused(1, "roster sign --dir custodian --passphrase-file passphrase");
    assert!(said.contains("recipients are mixed"), "{said}");
    assert!(!place.path("custodian/roster.note").exists());
    // Each at a desk of their own is well.
    place.replace("custodian/roster.toml", "[\"ana\", \"old\"]", "[\"ana\"]");
    place.done("roster add desk camps --title Camps --reviewer old --dir custodian");
    place.sign();
}

#[test]
fn a_desk_takes_no_more_reviewers_than_its_parcels_open_for() {
    let place = place();
    let mut draft = RosterText::from_draft(&place.read("custodian/roster.toml")).expect("a draft");
    let names: Vec<ShortName> = (0..1000).map(|n| format!("filler-{n}").parse().expect("a name")).collect();
    draft.reviewers.extend(names.iter().cloned().map(|id| {
        let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string();
        ReviewerEntry { id, recipient, key: PublicKey::of(&SigningKey::generate(&mut OsRng)) }
    }));
    draft.desks.push(DeskEntry::new("camps".parse().expect("a name"), "Camps", names[..999].to_vec()));
    place.write("custodian/roster.toml", &draft.to_toml().expect("TOML"));
    place.sign();
    let said = place.refused(1, "roster add member camps filler-999 --dir custodian");
    assert!(said.contains("desk camps: it has 1000 recipients"), "{said}");
    assert!(said.contains("mend  let fewer into it, and make another desk for the others"), "{said}");
    // What an editor wrote is not signed either.
    draft.desks[1].reviewers = names;
    place.write("custodian/roster.toml", &draft.to_toml().expect("TOML"));
    let said = place.refused(1, "roster sign --dir custodian --passphrase-file passphrase");
    assert!(said.contains("more than 999 of their kind"), "{said}");
}

#[test]
fn a_desk_has_reviewers_whom_the_roster_knows_and_never_none() {
    let place = place();
    let said = place.refused(1, "roster add desk camps --title Camps --reviewer dora --dir custodian");
    assert!(said.contains("desk camps names reviewer dora, whom the roster does not list"), "{said}");
    let said = place.refused(1, "roster remove reviewer ana --dir custodian");
    assert!(said.contains("desk main would be left without a reviewer"), "{said}");
    place.keygen("bea", "");
    place.done("roster add reviewer bea --from bea.toml --desk main --dir custodian");
    place.done("roster remove reviewer ana --dir custodian");
    let shown = json(&place.done("roster show --dir custodian --json"));
    assert_eq!(shown["desks"][0]["reviewers"], serde_json::json!(["bea"]));
    assert_eq!(shown["reviewers"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_named_of_a_desk_is_changed_and_all_else_stays() {
    let place = place();
    place.keygen("bea", "");
    place.done("roster add reviewer bea --from bea.toml --desk main --dir custodian");
    let desk = || json(&place.done("roster show --dir custodian --json"))["desks"][0].clone();
    let mut expected = desk();
    for (options, key, value) in [
        ("--title Detentions", "title", "Detentions".into()),
        ("--identity-reviewer bea", "identity_reviewers", serde_json::json!(["bea"])),
        ("--identity-reviewer ana", "identity_reviewers", serde_json::json!(["ana"])),
        ("--withdrawal-signatures 2", "withdrawal_signatures", 2.into()),
        ("--withdrawal-grace-days 14", "withdrawal_grace_days", 14.into()),
        ("--all-identity-reviewers", "identity_reviewers", serde_json::json!([])),
    ] {
        let said = place.run(&format!("roster set desk main {options} --dir custodian"));
        assert!(said.code == 0 && said.err.contains("Next: amparo roster show --dir custodian"), "{said:?}");
        expected[key] = value;
        assert_eq!(desk(), expected, "{options}");
    }
    for (code, options, says) in [
        (2, "main", "--withdrawal-signatures"),
        (2, "main --all-identity-reviewers --identity-reviewer ana", "cannot be used with"),
        (1, "camps --title Camps", "there is no desk camps"),
        (1, "main --identity-reviewer dora", "desk main names reviewer dora, whom the roster does not list"),
        (1, "main --title Other --withdrawal-signatures 3", "withdrawal signatures must be at least 1"),
        (1, "main --withdrawal-grace-days 91", "no more than 90"),
    ] {
        let said = place.refused(code, &format!("roster set desk {options} --dir custodian"));
        assert!(said.contains(says), "{options}: {said}");
        assert_eq!(desk(), expected, "a refused step changes nothing");
    }
}

#[test]
fn a_reviewer_follows_a_named_successor() {
    let place = place();
    place.done(&format!(
        "roster new --dir second --name second --interface 127.0.0.1:7001 --server-key {SERVER_KEY} --passphrase-file passphrase"
    ));
    let second = place.read("second/custodian.pub").trim().to_owned();
    place.sign();
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
    // The successor goes on from the same draft.
    fs::copy(place.path("custodian/roster.toml"), place.path("second/roster.toml")).expect("a copy");
    place.done("roster sign --dir second --passphrase-file passphrase");
    let follow = format!("join second/roster.note --custodian {second} --home ana");
    let said = place.refused(3, &follow);
    assert!(said.starts_with("amparo: this folder trusts another custodian\n"), "{said}");

    place.done(&format!("roster add successor {second} --dir custodian"));
    place.sign();
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
    fs::copy(place.path("custodian/roster.toml"), place.path("second/roster.toml")).expect("a copy");
    place.done("roster sign --dir second --passphrase-file passphrase");
    place.done(&follow);
    place.sign();
    place.refused(3, "join custodian/roster.note --custodian {vkey} --home ana");
}
