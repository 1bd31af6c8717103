//! Acknowledgements of pulls, and what a server lets go when every reviewer holds it.

use std::fs;
use std::path::PathBuf;

use amparo::seal::{Clock, Day, RecipientKind};
use serde_json::{Value, json};

use crate::common::eyes::Eyes;
use crate::common::reviewer::Reviewer;
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, files_in, process::command};

fn days_ago(days: i64) -> Day {
    Clock::system().today().plus(-days)
}

/// A site with a desk of two, who both joined, and a story of four days ago.
fn site(retention: Option<u32>) -> (Site, [Reviewer; 2]) {
    let site = Site::made(RecipientKind::Hybrid, 2, |config| {
        if let Some(days) = retention {
            let days = i64::from(days);
            config.insert("retention".to_owned(), toml::toml! { days = days }.into());
        }
    });
    let both = [site.reviewer.clone(), site.reviewer(2)];
    site.join(&both[1]);
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "an old story").file("photo.jpg", vec![7; 90_000]);
    assert_eq!(server.tell(&visit).status, 200);
    server.stop();
    site.moved_to(days_ago(4), &[both[0].identity()]);
    (site, both)
}

fn acknowledged(site: &Site, kind: &str) -> Vec<String> {
    let root = site.data.join(kind);
    let below = |path: PathBuf| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    files_in(&root).into_iter().map(below).collect()
}

fn dry_run(site: &Site) -> Value {
    let ran = command(AMPARO).args(["retention", "--dry-run", "--json", "--config"]).arg(site.config_file()).output();
    let ran = ran.unwrap();
    assert!(ran.status.success(), "{ran:?}");
    serde_json::from_slice(&ran.stdout).unwrap()
}

#[test]
fn a_pull_acknowledges_each_closed_day_once_and_only_what_it_has_opened() {
    let (site, [ana, _]) = site(None);
    let server = site.start();
    let today = Visit::to("en", &server.form("en")).with("account", "of today");
    assert_eq!(server.tell(&today).status, 200);
    ana.done(&["pull", "--sealed"]);
    assert_eq!(acknowledged(&site, "acknowledged"), Vec::<String>::new(), "who opened nothing says nothing");
    let ran = ana.run(&["pull"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("The server knows now that you hold 1 more day whole."), "{}", ran.err);
    let day = days_ago(4);
    assert_eq!(acknowledged(&site, "acknowledged"), [format!("{DESK}/{day}/reviewer-1.note")], "today is not over");
    assert_eq!(ana.pull()["acknowledged_days"], 0);
    server.stop();
    let note = fs::read_to_string(files_in(&site.data.join("acknowledged")).remove(0)).unwrap();
    let count = fs::read_dir(site.data.join(format!("parcels/{DESK}/{day}"))).unwrap().count();
    let said = format!("amparo/v1/acknowledgement\ndesk {DESK}\nday {day}\nparcels {count}\nopened {count}\nsha256 ");
    assert!(note.starts_with(&said), "{note}");
}

#[test]
fn a_vault_that_lacks_or_damaged_something_acknowledges_nothing_of_that_day() {
    let (site, [ana, bea]) = site(None);
    let _server = site.start();
    ana.done(&["pull", "--sealed"]);
    let parcels = files_in(&ana.home.join("vault"));
    let mut bytes = fs::read(&parcels[0]).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&parcels[0], bytes).unwrap();
    ana.run(&["pull"]);
    assert_eq!(acknowledged(&site, "acknowledged"), Vec::<String>::new());
    // A failure to acknowledge takes nothing away from a pull, which says what it could not look at.
    fs::remove_dir_all(site.data.join("acknowledged")).unwrap();
    fs::write(site.data.join("acknowledged"), "not a folder").unwrap();
    let ran = bea.run(&["pull", "--json"]);
    assert!(
        ran.code == 1 && ran.err.contains("whether the server has still what you hold could not be looked at"),
        "{ran:?}"
    );
    let pulled: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&pulled["looked_for_missing"], &pulled["missing_on_server"]), (&json!(false), &json!([])));
    assert!(!pulled["not_acknowledged"].is_null(), "{pulled}");
    assert_eq!(bea.inbox().len(), 1);
}

#[test]
fn what_every_reviewer_holds_leaves_the_server_without_a_trace_and_stays_in_their_vaults() {
    let (site, [ana, bea]) = site(Some(2));
    let day = days_ago(4);
    let ids: Vec<String> =
        site.parcels().iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let pieces: Vec<String> =
        site.parcels().iter().map(|path| hex::encode(&fs::read(path).unwrap()[4000..4032])).collect();
    let server = site.start();
    ana.pull();
    server.stop();
    let said = dry_run(&site);
    assert_eq!((&said[0]["goes"], &said[0]["stays"]), (&json!(false), &json!("not acknowledged by reviewer-2")));
    let server = site.start();
    assert_eq!(site.parcels().len(), ids.len(), "not while one of them lacks it");
    bea.pull();
    server.stop();
    assert_eq!(dry_run(&site)[0]["goes"], true);
    let told = |days: &[&str]| {
        let ran = command(AMPARO).args(["retention", "--config"]).arg(site.config_file()).args(days).output().unwrap();
        String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap()
    };
    let (goes, would_go) = (told(&[]), told(&["--days", "3"]));
    assert!(goes.contains("  goes\n") && goes.contains(" go at the next close of a day, or start"), "{goes}");
    assert!(would_go.contains("  would go\n") && would_go.contains("With `retention.days = 3`"), "{would_go}");
    assert_eq!(site.parcels().len(), ids.len(), "a dry run changes nothing");

    site.start().stop();
    assert_eq!(site.parcels(), Vec::<PathBuf>::new());
    let notes = [format!("{DESK}/{day}/reviewer-1.note"), format!("{DESK}/{day}/reviewer-2.note")];
    assert_eq!((acknowledged(&site, "expired"), acknowledged(&site, "acknowledged").len()), (notes.to_vec(), 0));
    let markers: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(Eyes::for_markers(&markers).seen_below(&site.data), Vec::<String>::new());
    for path in files_in(&site.data) {
        let bytes = hex::encode(fs::read(&path).unwrap());
        let name = path.to_str().unwrap();
        assert!(ids.iter().all(|id| !bytes.contains(id.as_str()) && !name.contains(id.as_str())), "an id in {name}");
        assert!(pieces.iter().all(|piece| !bytes.contains(piece.as_str())), "ciphertext in {name}");
    }

    // Vaults keep it, nothing is said to be missing, and nothing comes back.
    let server = site.start();
    for reviewer in [&ana, &bea] {
        let pulled = reviewer.pull();
        assert_eq!((&pulled["missing_on_server"], &pulled["withdrawn_parcels"]), (&json!([]), &json!([])));
        assert_eq!(reviewer.the_submission()["complete"], true);
        let pushed: Value = serde_json::from_slice(&reviewer.done(&["push", "--missing", "--json"])).unwrap();
        assert_eq!(pushed["given_back"], json!([]));
    }
    server.stop();
    assert_eq!(site.parcels().len(), 0);
}

#[test]
fn a_day_does_not_expire_while_a_parcel_of_it_lies_set_aside_that_nobody_looked_at() {
    let (site, [ana, bea]) = site(Some(2));
    let day = days_ago(4);
    let is_photo = |path: &PathBuf| ana.open(path).info().head.kind.as_str() == "attachment";
    let photo = site.parcels().into_iter().find(is_photo).unwrap();
    let (name, bytes) = (photo.file_name().unwrap().to_owned(), fs::read(&photo).unwrap());
    fs::write(&photo, &bytes[..bytes.len() - 1]).unwrap();
    let ran = command(AMPARO).args(["check", "--repair", "--config"]).arg(site.config_file()).output().unwrap();
    assert_eq!(ran.status.code(), Some(3), "{ran:?}");
    let aside = site.data.join(format!("quarantine/parcels/{DESK}/{day}")).join(name);
    assert!(aside.is_file());
    let server = site.start();
    for reviewer in [&ana, &bea] {
        reviewer.run(&["pull"]);
    }
    server.stop();
    assert_eq!(acknowledged(&site, "acknowledged").len(), 2, "both hold all that the server lists");
    let said = dry_run(&site);
    assert_eq!(
        (&said[0]["goes"], &said[0]["stays"]),
        (&json!(false), &json!("something of it lies in the quarantine"))
    );
    site.start().stop();
    assert!(aside.is_file() && !site.parcels().is_empty());
    // Somebody looked at it, and took it away.
    fs::remove_file(&aside).unwrap();
    assert_eq!(dry_run(&site)[0]["goes"], true);
    site.start().stop();
    assert_eq!(site.parcels(), Vec::<PathBuf>::new());
}

#[test]
fn a_status_tells_days_and_counts_and_whether_the_server_runs() {
    let (site, _) = site(None);
    let status = || -> Value {
        let ran = command(AMPARO).args(["status", "--json", "--config"]).arg(site.config_file()).output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        serde_json::from_slice(&ran.stdout).unwrap()
    };
    let before = status();
    assert_eq!((&before["running"], &before["last_backup"]), (&json!(false), &Value::Null));
    assert_eq!(before["day"], days_ago(1).to_string());
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "of today")).status, 200);
    let during = status();
    assert_eq!(during["running"], true);
    assert_eq!(during["parcels"], before["parcels"], "today is not counted");
    server.stop();
}

#[test]
fn nothing_expires_on_a_word_that_a_reviewer_did_not_sign_or_without_a_configuration() {
    let (site, [ana, bea]) = site(Some(2));
    let day = days_ago(4);
    let server = site.start();
    ana.pull();
    bea.pull();
    server.stop();
    let note = site.data.join(format!("acknowledged/{DESK}/{day}/reviewer-2.note"));
    let signed = fs::read_to_string(&note).unwrap();
    let parcels = site.parcels().len();
    let ana_signed = fs::read_to_string(note.with_file_name("reviewer-1.note")).unwrap();
    for forged in [ana_signed, signed.replace("opened", "opened "), String::new()] {
        fs::write(&note, forged).unwrap();
        site.start().stop();
        assert_eq!(site.parcels().len(), parcels);
    }
    fs::write(&note, &signed).unwrap();
    // One parcel more than they acknowledged.
    let late = site.parcels().remove(0);
    let copy = late.with_file_name(format!("{}.age", "ab".repeat(32)));
    fs::copy(&late, &copy).unwrap();
    site.start().stop();
    assert_eq!(site.parcels().len(), parcels + 1);
    fs::remove_file(&copy).unwrap();
    // A reviewer who joined since must hold it too.
    site.sign_roster(|text| text.desks[0].reviewers.truncate(1));
    site.start().stop();
    assert_eq!(site.parcels().len(), 0, "who left is not asked any more");
    assert!(path_text(&note).contains("reviewer-2"));
}

#[test]
fn what_arrives_while_the_clock_stands_on_a_day_that_was_let_go_is_kept_and_served_and_survives_a_start() {
    let (site, [ana, bea]) = site(Some(2));
    let server = site.start();
    ana.pull();
    bea.pull();
    server.stop();
    site.start().stop();
    let expired = |day: Day| site.data.join(format!("expired/{DESK}/{day}"));
    // To the server it is as if its clock had been set back: today is a day that it let go, and one to come too.
    fs::rename(expired(days_ago(4)), expired(days_ago(-7))).unwrap();
    let ran = command(AMPARO).args(["check", "--config"]).arg(site.config_file()).output().unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(said.contains(&format!("the day that was let go last is {}", days_ago(-7))), "{said}");
    fs::rename(expired(days_ago(-7)), expired(days_ago(0))).unwrap();

    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "a new story").file("photo.jpg", vec![8; 90_000]);
    assert_eq!(server.tell(&visit).status, 200);
    for reviewer in [&ana, &bea] {
        reviewer.pull();
        let inbox = reviewer.inbox();
        let new: Vec<&Value> = inbox.iter().filter(|one| one["day"] == days_ago(-1).to_string()).collect();
        assert!(new.len() == 1 && new[0]["complete"] == true, "{inbox:?}");
        let answer = site.folder.path().join("answer.txt");
        fs::write(&answer, "We read it.").unwrap();
        reviewer.done(&["reply", new[0]["id"].as_str().unwrap(), "--file", path_text(&answer)]);
        reviewer.done(&["push"]);
    }
    ana.pull();
    server.stop();
    let (kept, kinds) = (site.parcels(), site.kinds());
    assert!(kept.len() >= 5, "words, a file, their list and two replies: {kept:?}");
    site.start().stop();
    // A cover parcel may fall due meanwhile.
    let now = site.parcels();
    assert!(kept.iter().all(|parcel| now.contains(parcel)), "the next start deletes nothing of it: {kept:?} {now:?}");
    assert_eq!(site.kinds(), kinds, "and nothing else comes");
}
