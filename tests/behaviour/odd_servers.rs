//! A server that answers with more than was asked for, or less.

use std::fs;

use amparo::link::wire::MAX_LIST_BYTES;
use amparo::roster::DeskEntry;
use amparo::seal::{Clock, RecipientKind};
use serde_json::{Value, json};

use crate::common::between::{Between, Instead};
use crate::common::files_in;
use crate::common::process::Process;
use crate::common::site::{DESK, Server, Site};
use crate::common::source::Visit;

/// What a list is said to be that goes on after its end.
const TOO_LONG: &str = "a list or roster is longer than one can be";

/// A site of two desks, of which a story at the first is in its reviewer's vault.
fn two_desks() -> Site {
    let site = Site::made(RecipientKind::Hybrid, 1, |_| {});
    site.sign_roster(|text| {
        let reviewers = text.desks[0].reviewers.clone();
        text.desks.push(DeskEntry::new("second".parse().unwrap(), "Second", reviewers));
    });
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "before")).status, 200);
    site.reviewer.pull();
    server.stop();
    site
}

fn tell_the_second(server: &Server) {
    let second = server.get("/en/1/2").form();
    let visit = Visit::to("en", &second).at_desk(2).with("account", "at the other desk");
    assert_eq!(server.tell(&visit).status, 200);
}

#[test]
fn a_day_whose_list_is_too_long_is_named_and_all_others_are_pulled() {
    let site = two_desks();
    let between = Between::before(&site);
    let server = site.start();
    tell_the_second(&server);
    let today = Clock::system().today();
    between.answers(&format!("GET /day/{DESK}/{today} "), Instead::Bytes(MAX_LIST_BYTES + 1));
    let ran = site.reviewer.run(&["pull", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let unread = format!("{DESK}, {today}: {TOO_LONG}");
    assert!(ran.err.contains(&unread), "{}", ran.err);
    let pulled: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(pulled["unread_days"], json!([unread]));
    assert_eq!(pulled["complaints"], json!([]));
    assert_eq!(pulled["missing_on_server"], json!([]), "of what is not listed nothing is known");
    let given = site.reviewer.run(&["push", "--missing"]);
    assert_eq!(given.code, 1, "{given:?}");
    assert!(given.err.contains(&unread) && !given.err.contains("lacks nothing"), "{}", given.err);
    let mut desks: Vec<_> = site.reviewer.inbox().into_iter().map(|s| s["desk"].as_str().unwrap().to_owned()).collect();
    desks.sort();
    assert_eq!(desks, [DESK, "second"]);
    server.stop();
}

#[test]
fn a_server_that_sends_without_end_is_left_at_the_bound_of_what_was_asked_for() {
    let site = Site::configured(|_| {});
    let between = Between::before(&site);
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("photo.jpg", vec![7; 90_000]);
    assert_eq!(server.tell(&visit).status, 200);
    // Without these nothing goes on.
    for asked in ["GET /roster ", "GET /days "] {
        between.answers(asked, Instead::Endless(None));
        let ran = site.reviewer.run(&["pull"]);
        assert!(ran.code == 1 && ran.err.contains(TOO_LONG), "{asked}: {ran:?}");
    }
    // A parcel alone, of the length that is listed as it is announced.
    is_left_for_its_length(&site, &between, |len| Instead::Endless(Some(len)));
    server.stop();
}

#[test]
fn a_parcel_that_ends_before_its_announced_length_is_left_and_all_others_are_pulled() {
    let site = Site::configured(|_| {});
    let between = Between::before(&site);
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("photo.jpg", vec![7; 90_000]);
    assert_eq!(server.tell(&visit).status, 200);
    is_left_for_its_length(&site, &between, Instead::Nothing);
    server.stop();
}

/// Of one parcel comes something else than its listed length: that is complained of, nothing of it is kept, and all others
/// are pulled. The next pull takes it as it should be.
fn is_left_for_its_length(site: &Site, between: &Between, instead: impl Fn(u64) -> Instead) {
    let all = site.parcels();
    let (parcel, day) = (all[0].file_stem().unwrap().to_str().unwrap(), Clock::system().today());
    between.answers(&format!("GET /parcel/{parcel} "), instead(all[0].metadata().unwrap().len()));
    let ran = site.reviewer.run(&["pull", "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let pulled: Value = serde_json::from_slice(&ran.out).unwrap();
    let said = "its length is not the one the server's list gives; tell the operator";
    assert_eq!(pulled["complaints"], json!([format!("parcel {parcel} of {day}: {said}")]));
    // A cover parcel may have come meanwhile.
    assert!(pulled["new"].as_array().unwrap().len() >= all.len() - 1, "the others came: {pulled}");
    let vault = files_in(&site.reviewer.home.join("vault"));
    assert!(vault.iter().all(|path| !path.to_str().unwrap().contains(parcel)), "nothing of it is kept: {vault:?}");
    between.only_passes_on();
    let pulled = site.reviewer.pull();
    assert!(pulled["new"].as_array().unwrap().contains(&json!(parcel)), "{pulled}");
    assert_eq!(site.reviewer.the_submission()["complete"], true);
}

#[test]
fn where_one_desk_does_not_tell_what_expired_what_is_missing_at_another_is_not_denied() {
    let site = two_desks();
    let held = files_in(&site.reviewer.home.join(format!("vault/{DESK}"))).remove(0);
    let lost = held.file_stem().unwrap().to_str().unwrap();
    let there = site.parcels().into_iter().find(|path| path.file_stem() == held.file_stem()).unwrap();
    fs::remove_file(there).unwrap();
    let between = Between::before(&site);
    let server = site.start();
    tell_the_second(&server);
    between.answers("GET /expired/second ", Instead::Endless(None));
    let ran = site.reviewer.run(&["pull", "--json"]);
    let not_looked = "whether the server has still what you hold could not be looked at";
    assert!(ran.code == 1 && ran.err.contains(not_looked) && ran.err.contains(TOO_LONG), "{ran:?}");
    let pulled: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&pulled["looked_for_missing"], &pulled["missing_on_server"]), (&json!(false), &json!([])));
    assert!(!pulled["new"].as_array().unwrap().is_empty(), "all else was pulled: {pulled}");
    let given = site.reviewer.run(&["push", "--missing"]);
    assert!(given.code == 1 && given.err.contains(TOO_LONG) && !given.err.contains("lacks nothing"), "{given:?}");
    between.only_passes_on();
    assert_eq!(site.reviewer.pull_and_miss()["missing_on_server"], json!([lost]));
    server.stop();
}

#[test]
fn a_list_that_breaks_off_is_asked_for_again_by_a_pull_and_by_a_push_of_what_is_missing() {
    let site = Site::configured(|_| {});
    let between = Between::before(&site);
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    for command in [&["pull"][..], &["push", "--missing"]] {
        between.answers(&format!("GET /day/{DESK}/{} ", Clock::system().today()), Instead::Beginning);
        site.reviewer.done(command);
        assert!(between.passes_all_on(), "{command:?} asked for it");
    }
    server.stop();
}

#[test]
fn what_a_pull_fetched_before_it_broke_off_was_pulled_and_custody_says_so() {
    let site = Site::configured(|_| {});
    let between = Between::before(&site);
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("a.txt", "a note");
    assert_eq!(server.tell(&visit).status, 200);
    // What is asked for when all parcels are here.
    between.answers(&format!("GET /withdrawn/{DESK} "), Instead::Endless(None));
    let ran = site.reviewer.run(&["pull"]);
    assert!(ran.code == 1 && ran.err.contains(TOO_LONG), "{ran:?}");
    between.only_passes_on();
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let custody: Value = serde_json::from_slice(&site.reviewer.done(&["custody", &id, "--json"])).unwrap();
    let acts: Vec<_> = custody["events"].as_array().unwrap().iter().map(|event| event["act"].clone()).collect();
    assert!(acts.len() == 3 && acts.iter().all(|act| act == "pulled"), "{custody}");
}

#[test]
fn what_became_of_a_servers_roster_is_told_before_a_parcel_comes_and_where_the_pull_breaks_off() {
    let site = Site::configured(|_| {});
    site.sign_roster(|_| {});
    let between = Between::before(&site);
    let server = site.start();
    // Whoever keeps silent until the reviewer has had enough hides no roster, and so no successor of the custodian's.
    between.answers("GET /days ", Instead::Silence);
    let pull = Process::start(&mut site.reviewer.command(&["pull"]));
    pull.stderr.line_with("Roster 2 is new; it is signed by your custodian.").unwrap();
    drop(pull);
    // Nor by ending it that the roster is an older one.
    site.sign_roster(|_| {});
    site.join(&site.reviewer);
    for sealed in [&["pull"][..], &["pull", "--sealed"]] {
        between.answers("GET /days ", Instead::Bytes(1));
        let ran = site.reviewer.run(sealed);
        assert!(ran.code == 3 && ran.err.contains("the pull broke off: "), "{ran:?}");
        assert!(ran.err.contains("the server offers roster 2, but 3 is known"), "{ran:?}");
    }
    server.stop();
}
