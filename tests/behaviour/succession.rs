//! Rosters of before: whose they may be once a successor has signed, and what becomes of a reviewer whose notes rot.

use std::fs;

use amparo::roster::{NoteSigner, PublicKey, ReviewerEntry, RosterText, SignedRoster, Withdrawal};
use amparo::seal::{Clock, Identity, Kind, ParcelHead, RecipientKind, ShortName, SubmissionId};
use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use serde_json::{Value, json};

use crate::bags::{EVERYTHING, Told};
use crate::common::process::{Process, command};
use crate::common::rogue::Rogue;
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, files_in};

/// Tells one testimony, and pulls it.
pub(super) fn told(site: &Site) {
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    site.reviewer.pull();
    server.stop();
}

/// Names the thief among those who read.
fn add_mallory(text: &mut RosterText, key: &SigningKey) {
    let recipient = Identity::generate(RecipientKind::Hybrid, &mut OsRng).to_recipient().to_string();
    let id: ShortName = "mallory".parse().unwrap();
    text.reviewers.push(ReviewerEntry { id: id.clone(), recipient, key: PublicKey::of(key) });
    text.desks[0].reviewers.push(id);
}

/// Puts tombstones by a desk of all that is in the first reviewer's vault onto the server's disk.
pub(super) fn bury(site: &Site, desk: &str, by: &str, key: &SigningKey) {
    for path in files_in(&site.reviewer.home.join("vault")) {
        bury_one(site, desk, path.file_stem().unwrap().to_str().unwrap(), by, key);
    }
}

/// The same of one parcel.
pub(super) fn bury_one(site: &Site, desk: &str, parcel: &str, by: &str, key: &SigningKey) {
    let folder = site.data.join(format!("withdrawn/{desk}"));
    fs::create_dir_all(&folder).unwrap();
    let says = Withdrawal {
        desk: desk.parse().unwrap(),
        parcel: parcel.parse().unwrap(),
        not_before: "1970-01-01".parse().unwrap(),
    };
    let note = says.sign(&by.parse().unwrap(), key).unwrap();
    fs::write(folder.join(format!("{parcel}.note")), note.as_str()).unwrap();
}

#[test]
fn what_a_former_custodians_key_signs_later_takes_nothing_out_of_a_vault() {
    let site = Site::configured(|_| {});
    let successor = NoteSigner::new("second", SigningKey::generate(&mut OsRng)).unwrap();
    let thiefs = SigningKey::generate(&mut OsRng);
    // Roster 1 names the successor; 3 is the thief's, by the stolen key, and never installed; 5 is the successor's.
    let by_old = |version: u64, change: &dyn Fn(&mut RosterText)| {
        site.sign_roster(|text| {
            text.version = version;
            text.successors = vec![successor.verifier()];
            change(text);
        });
        SignedRoster::read(&site.roster_file()).unwrap()
    };
    by_old(1, &|_| {});
    fs::remove_dir_all(site.reviewer.home.join("rosters")).unwrap();
    site.join(&site.reviewer);
    told(&site);
    let stolen = by_old(3, &|text| add_mallory(text, &thiefs));
    let mut text = by_old(5, &|_| {}).claim().unwrap();
    text.reviewers.retain(|reviewer| reviewer.id.as_str() != "mallory");
    text.desks[0].reviewers.truncate(1);
    fs::write(site.roster_file(), text.sign(&successor).unwrap().as_str()).unwrap();
    let key = successor.verifier().to_string();
    site.reviewer.done(&["join", path_text(&site.roster_file()), "--custodian", &key]);
    let config = fs::read_to_string(site.config_file()).unwrap();
    fs::write(site.config_file(), config.replace(&site.custodian_key(), &key)).unwrap();
    site.start().stop();

    fs::write(site.data.join("rosters/00000003.note"), stolen.as_str()).unwrap();
    bury(&site, DESK, "mallory", &thiefs);
    let server = site.start();
    assert_eq!(site.parcels().len(), 0, "who has the server can delete");
    let ran = site.reviewer.run(&["pull", "--json"]);
    server.stop();
    assert_eq!(ran.code, 3, "{ran:?}");
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&said["older_rosters"], &said["withdrawn_parcels"]), (&json!([]), &json!([])), "{said}");
    let complaints = said["complaints"].to_string();
    assert!(complaints.contains("roster 3: it is signed by custodian+"), "{complaints}");
    assert!(complaints.contains("whom another custodian followed after roster 1"), "{complaints}");
    assert_eq!(site.reviewer.the_submission()["complete"], true);
    assert!(!site.reviewer.home.join("rosters/00000003.note").exists());
}

#[test]
fn a_successor_follows_even_a_thiefs_roster_where_operator_and_reviewers_take_it_away_by_hand() {
    let site = Site::configured(|_| {});
    let successor = NoteSigner::new("second", SigningKey::generate(&mut OsRng)).unwrap();
    let thiefs = SigningKey::generate(&mut OsRng);
    site.sign_roster(|text| text.successors = vec![successor.verifier()]);
    let good = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap();
    site.join(&site.reviewer);
    told(&site);
    // The thief's, by the stolen key, names no successor; it is served, and pulled.
    site.sign_roster(|text| {
        text.successors.clear();
        add_mallory(text, &thiefs);
    });
    told(&site);
    let home = &site.reviewer.home;
    assert!(home.join("rosters/00000003.note").exists());

    let key = successor.verifier().to_string();
    let signed = |version| {
        let file = site.folder.path().join("successors.note");
        let mut text = good.clone();
        text.version = version;
        fs::write(&file, text.sign(&successor).unwrap().as_str()).unwrap();
        path_text(&file).to_owned()
    };
    let take = |roster: &str| {
        let config = site.config_file();
        Process::start(command(AMPARO).args(["init", "--roster", roster, "--custodian", &key, "--config"]).arg(config))
            .wait()
    };
    let ran = take(&signed(4));
    assert_eq!(ran.status.code(), Some(3), "{ran:?}");
    assert!(ran.stderr.contains("the configuration names another custodian"), "{ran:?}");
    let config = fs::read_to_string(site.config_file()).unwrap();
    fs::write(site.config_file(), config.replace(&site.custodian_key(), &key)).unwrap();
    // Not above the thief's, it would not be served.
    let ran = take(&signed(3));
    assert_eq!(ran.status.code(), Some(3), "{ran:?}");
    assert!(ran.stderr.contains("another roster 3 was served before"), "{ran:?}");
    assert!(take(&signed(4)).status.success());

    let join = || site.reviewer.run(&["join", &signed(4), "--custodian", &key]);
    let ran = join();
    assert!(ran.code == 3 && ran.err.contains("this folder trusts another custodian"), "{ran:?}");
    fs::rename(home.join("rosters/00000003.note"), home.join("thiefs.note")).unwrap();
    assert_eq!(join().code, 0);
    // Who stands in the thief's roster decides nothing, whatever the server has of it.
    bury(&site, DESK, "mallory", &thiefs);
    let server = site.start();
    let ran = site.reviewer.run(&["pull", "--json"]);
    server.stop();
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((ran.code, &said["withdrawn_parcels"]), (3, &json!([])), "{said}");
    assert!(said["complaints"].to_string().contains("whom another custodian followed after roster 2"), "{said}");
    assert_eq!(site.reviewer.inbox().len(), 2);
    assert!(!home.join("rosters/00000003.note").exists());
}

#[test]
fn everybody_begins_anew_with_another_custodian_as_the_guide_has_it() {
    let site = Site::configured(|_| {});
    let (path, config) = (site.folder.path(), site.config_file());
    told(&site);
    site.sign_roster(|text| add_mallory(text, &SigningKey::generate(&mut OsRng)));
    told(&site);
    let interface = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap().interface;
    fs::write(path.join("passphrase"), "correct horse battery\n").unwrap();
    let run = |arguments: &[&str]| {
        let mut process = command(AMPARO);
        process.current_dir(path).args(arguments).args(["--passphrase-file", "passphrase"]);
        Process::start(&mut process).wait()
    };
    let done = |arguments: &[&str]| {
        let ran = run(arguments);
        assert!(ran.status.success(), "{ran:?}");
        ran.stdout
    };
    fs::write(path.join("ana.toml"), done(&["keygen", "--home", "NEW"])).unwrap();
    let (address, key) = (interface.address.as_str(), interface.key.to_string());
    done(&[
        "roster",
        "new",
        "--dir",
        "anew",
        "--interface",
        address,
        "--server-key",
        &key,
        "--desk",
        DESK,
        "--reviewer",
        "ana=ana.toml",
        "--sign",
    ]);
    let key = fs::read_to_string(path.join("anew/custodian.pub")).unwrap().trim().to_owned();
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace(&site.custodian_key(), &key)).unwrap();
    let init = ["init", "--roster", "anew/roster.note", "--custodian", &key, "--config", path_text(&config)];
    let take = || Process::start(command(AMPARO).current_dir(path).args(init)).wait();
    let ran = take();
    assert_eq!(ran.status.code(), Some(3), "{ran:?}");
    assert!(ran.stderr.contains("roster 1 is older than roster 2, which was served before"), "{ran:?}");
    assert!(ran.stderr.contains("writes 2 for `version` into roster.toml, and signs"), "{ran:?}");
    let draft = fs::read_to_string(path.join("anew/roster.toml")).unwrap();
    fs::write(path.join("anew/roster.toml"), draft.replace("\nversion = 1\n", "\nversion = 2\n")).unwrap();
    done(&["roster", "sign", "--dir", "anew"]);
    assert!(take().status.success());

    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "to the new key")).status, 200);
    // The way of here, and not by tor.
    assert_eq!(run(&["join", "--home", "NEW", "anew/roster.note", "--custodian", &key]).status.code(), Some(0));
    done(&["pull", "--home", "NEW"]);
    server.stop();
    let listed: Value = serde_json::from_str(&done(&["inbox", "--home", "NEW", "--json"])).unwrap();
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(site.reviewer.inbox().len(), 2, "the old home reads what it holds");
}

#[test]
fn what_a_start_would_refuse_of_the_data_folder_init_and_check_refuse_too() {
    let site = Site::configured(|_| {});
    let (config, key) = (site.config_file(), site.custodian_key());
    let run = |arguments: &[&str]| Process::start(command(AMPARO).args(arguments).arg("--config").arg(&config)).wait();
    let first = fs::read_to_string(site.roster_file()).unwrap();
    site.start().stop();
    site.sign_roster(|_| {});
    site.start().stop();
    assert!(run(&["check"]).status.success());
    site.sign_roster(|text| {
        text.version = 2;
        text.desks[0].title = "Another".to_owned();
    });
    let other = fs::read_to_string(site.roster_file()).unwrap();
    let offered = site.folder.path().join("offered.note");
    for (note, says) in [
        (&first, "roster 1 is older than roster 2, which was served before"),
        (&other, "another roster 2 was served before"),
    ] {
        fs::write(site.roster_file(), note).unwrap();
        fs::write(&offered, note).unwrap();
        let (started, checked) = (site.refused(), run(&["check"]));
        // None is in place that init could hold it against.
        fs::remove_file(site.roster_file()).unwrap();
        let taken = run(&["init", "--roster", path_text(&offered), "--custodian", &key]);
        for ran in [started, checked, taken] {
            assert!(ran.status.code() == Some(3) && ran.stderr.contains(says), "{ran:?}");
        }
        assert!(!site.roster_file().exists(), "nothing was changed");
    }
    // A folder that is another's.
    fs::create_dir(site.folder.path().join("photos")).unwrap();
    fs::write(site.folder.path().join("photos/1.jpg"), "").unwrap();
    fs::write(site.roster_file(), &first).unwrap();
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace("data = \"data\"", "data = \"photos\"")).unwrap();
    for ran in [site.refused(), run(&["check"])] {
        assert_eq!(ran.status.code(), Some(1), "{ran:?}");
        assert!(ran.stderr.contains("photos is not a data folder of Amparo"), "{ran:?}");
    }
    // One that a start would make, as where the disk of the old one is not mounted; and one of which the key alone was drawn.
    fs::write(&config, text.replace("data = \"data\"", "data = \"new\"")).unwrap();
    for has_key in [false, true] {
        if has_key {
            assert!(run(&["serve", "--print-key"]).status.success());
        }
        for ran in [site.refused(), run(&["check"])] {
            assert_eq!(ran.status.code(), Some(3), "{ran:?}");
            assert!(
                ran.stderr.contains("new, and the roster names the key of one") && ran.stderr.contains("is mounted")
            );
        }
        assert!(has_key || !site.folder.path().join("new").exists(), "no server begins in it");
    }
}

#[test]
fn who_missed_the_roster_that_names_a_successor_follows_by_those_that_the_server_kept() {
    let site = Site::configured(|_| {});
    let home = &site.reviewer.home;
    told(&site);
    let (successor, thiefs) =
        (NoteSigner::new("second", SigningKey::generate(&mut OsRng)).unwrap(), SigningKey::generate(&mut OsRng));
    // Rosters 2 and 3 are served while the reviewer is away; 3 names the successor.
    site.sign_roster(|_| {});
    site.start().stop();
    site.sign_roster(|text| text.successors = vec![successor.verifier()]);
    let mut text = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap();
    site.start().stop();
    // 4 is a thief's, by the former key; 5 the successor's.
    site.sign_roster(|text| {
        text.successors.clear();
        add_mallory(text, &thiefs);
    });
    fs::copy(site.roster_file(), site.data.join("rosters/00000004.note")).unwrap();
    text.version = 5;
    fs::write(site.roster_file(), text.sign(&successor).unwrap().as_str()).unwrap();
    let (config, key) = (fs::read_to_string(site.config_file()).unwrap(), successor.verifier().to_string());
    fs::write(site.config_file(), config.replace(&site.custodian_key(), &key)).unwrap();

    let server = site.start();
    let ran = site.reviewer.run(&["join", path_text(&site.roster_file()), "--custodian", &key]);
    assert!(ran.code == 3 && ran.err.contains("pull first: a roster between may name the successor"), "{ran:?}");
    let ran = site.reviewer.run(&["pull", "--json"]);
    server.stop();
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    for says in [
        "Roster 2 is new; it is signed by your custodian.".to_owned(),
        "Roster 3 is new; it is signed by your custodian.".to_owned(),
        format!("Roster 5 is new, and so is who signed it: {key}, whom roster 3 names as successor."),
    ] {
        assert!(ran.err.contains(&says), "{says}: {}", ran.err);
    }
    assert_eq!((&said["roster"]["version"], &said["older_rosters"]), (&json!(5), &json!([])), "{said}");
    // The thief's is no step on the way, and is told.
    let complaints = said["complaints"].as_array().unwrap();
    assert!(ran.code == 3 && complaints.len() == 1, "{said}");
    assert!(complaints[0].to_string().contains("whom another custodian followed after roster 3"), "{said}");
    assert!(!home.join("rosters/00000004.note").exists());
    assert!(fs::read_to_string(home.join("server.toml")).unwrap().contains("until = 3"));
}

#[test]
fn a_former_custodians_rosters_count_in_a_bag_up_to_the_last_one_of_theirs() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let (site, bag) = (told.site(), told.export("partner", &[]));
    let successor = NoteSigner::new("second", SigningKey::generate(&mut OsRng)).unwrap();
    site.sign_roster(|text| text.successors = vec![successor.verifier()]);
    site.join(&site.reviewer);
    let mut text = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap();
    text.version += 1;
    fs::write(site.roster_file(), text.sign(&successor).unwrap().as_str()).unwrap();
    let key = successor.verifier().to_string();
    site.reviewer.done(&["join", path_text(&site.roster_file()), "--custodian", &key]);
    let verified = || String::from_utf8(site.reviewer.done(&["verify", path_text(&bag)])).unwrap();
    let said = verified();
    assert!(said.contains(&format!("signed by {}", site.custodian_key())) && !said.contains("COMPARE"), "{said}");

    // As if another had followed before that roster: whoever has the former key could have signed it.
    let file = site.reviewer.home.join("server.toml");
    let server = fs::read_to_string(&file).unwrap();
    assert!(server.contains("until = 2"), "{server}");
    fs::write(&file, server.replace("until = 2", "until = 0")).unwrap();
    let said = verified();
    assert!(said.contains("COMPARE") && !said.contains("FAILS"), "{said}");
}

#[test]
fn a_roster_of_before_that_rots_is_named_and_fetched_again_and_the_newest_is_joined_again() {
    let site = Site::configured(|_| {});
    told(&site);
    site.sign_roster(|_| {});
    let server = site.start();
    site.reviewer.pull();
    let note = |version| site.reviewer.home.join(format!("rosters/0000000{version}.note"));
    fs::write(note(1), "rotten").unwrap();
    let ran = site.reviewer.run(&["inbox", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains(&format!("! {}: ", note(1).display())), "{}", ran.err);
    let ran = site.reviewer.run(&["pull", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(serde_json::from_slice::<Value>(&ran.out).unwrap()["older_rosters"], json!([1]));
    assert!(
        ran.err.contains("Rosters of before that are new here, signed by the custodian of then: 1."),
        "{}",
        ran.err
    );
    assert_eq!(site.reviewer.run(&["inbox"]).err.matches("rosters/").count(), 0, "it is whole again");

    fs::write(note(2), "rotten").unwrap();
    for command in ["inbox", "pull"] {
        let ran = site.reviewer.run(&[command]);
        assert_eq!(ran.code, 1, "{ran:?}");
        let what = format!("{}, the newest roster, cannot be used", note(2).display());
        assert!(ran.err.contains(&what) && ran.err.contains("amparo join ROSTER"), "{}", ran.err);
    }
    site.join(&site.reviewer);
    site.reviewer.pull();
    server.stop();
}

#[test]
fn no_parcel_puts_in_doubt_what_older_rosters_sealed_and_the_servers_own_word_does() {
    let site = Site::made(RecipientKind::Classic, 2, |_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").and("consent-c2", "yes");
    assert_eq!(server.tell(&visit).status, 200);
    let (ana, bea) = (&site.reviewer, site.reviewer(2));
    site.join(&bea);
    ana.pull();
    bea.pull();
    server.stop();
    site.sign_roster(|_| {});
    let server = site.start();
    bea.pull();
    // By the newest roster, under a day of before: as a server seals whose clock stands wrong, or anybody who wants to.
    let rogue = Rogue::at_home(bea);
    let (told, today) = (rogue.genuine(Kind::Testimony), Clock::system().today());
    let of = today.plus(-10);
    let head = ParcelHead { submission: SubmissionId::random(&mut OsRng), roster: rogue.roster, ..told.head.clone() };
    rogue.lay(&rogue.seal(&head, of, &told.files(), None), of);
    rogue.reviewer.done(&["push", "--missing"]);
    ana.pull();
    server.stop();
    let listed = ana.inbox();
    assert_eq!((listed.len(), &listed[1]["warnings"]), (2, &json!([])), "{listed:?}");
    assert!(
        listed[0]["warnings"].to_string().contains("before roster 2 was issued by which it was sealed"),
        "{listed:?}"
    );
    let out = site.folder.path().join("out");
    let id = listed[1]["id"].as_str().unwrap();
    ana.done(&["export", id, "--for", "partner", "--to", path_text(&out)]);

    // What the server itself said when it was asked for the roster counts.
    let said = ana.home.join("served");
    assert_eq!(fs::read_to_string(&said).unwrap(), format!("1 {today}\n2 {today}\n"));
    fs::write(&said, format!("2 {}\n", today.plus(-5))).unwrap();
    let warnings = ana.inbox()[1]["warnings"].to_string();
    assert!(warnings.contains("sealed by roster 1, though the server used roster 2"), "{warnings}");
    assert_eq!(ana.run(&["export", id, "--for", "partner", "--to", path_text(&out.join("again"))]).code, 3);
}

#[test]
fn a_roster_that_may_have_been_installed_later_is_told_and_no_doubt_in_a_report() {
    let site = Site::configured(|_| {});
    told(&site);
    site.sign_roster(|text| text.issued = Clock::system().today().plus(-5));
    site.join(&site.reviewer);
    let listed = site.reviewer.the_submission();
    assert!(listed["warnings"].to_string().contains("though roster 2 was issued on"), "{listed}");
    let report: Value = serde_json::from_slice(&site.reviewer.done(&["report", "--json"])).unwrap();
    assert_eq!(report["waiting"]["doubtful"], 0, "{report}");
}
