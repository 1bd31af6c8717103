//! Tombstones that a server which was taken over puts onto its disk, and what they take nothing of.

use std::fs;

use amparo::seal::{Kind, RecipientKind};
use amparo::vault::Home;
use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use serde_json::{Value, json};

use super::succession::{bury, bury_one, told};
use crate::common::files_in;
use crate::common::rogue::Rogue;
use crate::common::site::{DESK, Site};

#[test]
fn a_reviewer_who_was_removed_takes_nothing_out_of_a_vault_that_was_told_afterwards() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    site.sign_roster(|text| {
        text.desks[0].reviewers.truncate(1);
        text.reviewers.truncate(1);
    });
    told(&site);
    assert_eq!(files_in(&site.reviewer.home.join("rosters")).len(), 2, "the roster that names them is known");
    let removed = Home::at(site.reviewer(2).home).keys(None).unwrap().signing;
    bury(&site, DESK, "reviewer-2", &removed);
    let server = site.start();
    assert_eq!(site.parcels().len(), 0, "who has the server can delete");
    let ran = site.reviewer.run(&["pull"]);
    server.stop();
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("who stood in a roster when it came or later"), "{}", ran.err);
    assert_eq!(site.reviewer.the_submission()["complete"], true);
}

#[test]
fn a_tombstone_of_another_desk_or_of_nobody_hides_nothing_that_is_missing() {
    // Three desks of one reviewer, whose one signature suffices.
    let site = Site::demo();
    told(&site);
    let reviewer = &site.reviewer;
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    reviewer.done(&["label", &id, "--add", "un:wgad"]);
    let kept = || {
        let shown: Value = serde_json::from_slice(&reviewer.done(&["custody", &id, "--json"])).unwrap();
        let labels = reviewer.the_submission()["labels"].clone();
        (shown["events"].as_array().unwrap().len(), labels)
    };
    let before = kept();
    let home = Home::at(reviewer.home.clone());
    let keys = home.keys(None).unwrap();
    let rosters = home.rosters().unwrap();
    let named = rosters[0].text().reviewers[0].id.clone();
    bury(&site, "detentions", named.as_str(), &keys.signing);
    for path in site.parcels() {
        fs::remove_file(path).unwrap();
    }
    let server = site.start();
    let pulled = reviewer.pull_and_miss();
    let missing = pulled["missing_on_server"].as_array().unwrap().len();
    assert_eq!((missing, &pulled["withdrawn"]), (files_in(&reviewer.home.join("vault")).len(), &json!([])), "{pulled}");
    assert_eq!(kept(), before, "what is kept of it is of the desk that has it");
    server.stop();

    bury(&site, DESK, named.as_str(), &SigningKey::generate(&mut OsRng));
    let server = site.start();
    let pushed: Value = serde_json::from_slice(&reviewer.done(&["push", "--missing", "--json"])).unwrap();
    server.stop();
    let refused = pushed["not_taken_back"].as_array().unwrap().len();
    assert_eq!((refused, &pushed["given_back"]), (missing, &json!([])), "it is told, and not kept quiet: {pushed}");
}

#[test]
fn who_seals_a_testimony_again_and_withdraws_that_erases_nothing_of_what_was_done_with_the_genuine_one() {
    let site = Site::made(RecipientKind::Classic, 2, |_| {});
    told(&site);
    let (ana, bea) = (&site.reviewer, site.reviewer(2));
    let server = site.start();
    site.join(&bea);
    bea.pull();
    let id = ana.the_submission()["id"].as_str().unwrap().to_owned();
    ana.done(&["read", &id]);
    let chain = || -> Vec<Value> {
        let custody: Value = serde_json::from_slice(&ana.done(&["custody", &id, "--json"])).unwrap();
        custody["events"].as_array().unwrap().clone()
    };
    let before = chain();
    let rogue = Rogue::of(&site, bea);
    let told = rogue.genuine(Kind::Testimony);
    let files: Vec<(&str, &[u8])> = told.files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
    let again = rogue.seal(&told.head, told.day, &files, None);
    rogue.lay(&again, told.day);
    rogue.reviewer.done(&["push", "--missing"]);
    assert_eq!(ana.run(&["pull"]).code, 3, "it is contested");
    server.stop();

    let key = Home::at(rogue.reviewer.home.clone()).keys(None).unwrap().signing;
    bury_one(&site, DESK, &again.0, "reviewer-2", &key);
    let server = site.start();
    let ran = ana.run(&["pull"]);
    assert!(ran.code == 0 && ran.err.contains("1 parcel was withdrawn, and is gone from your vault."), "{ran:?}");
    // Every pull hears of the tombstone again.
    ana.pull();
    assert_eq!(ana.the_submission()["contested"], json!([]));
    ana.done(&["read", &id]);
    let after = chain();
    assert!(after.len() > before.len() && after.starts_with(&before), "{after:?}");
    server.stop();

    bury(&site, DESK, "reviewer-2", &key);
    let server = site.start();
    let ran = ana.run(&["pull"]);
    assert!(ran.err.contains("1 submission was withdrawn, and is gone from your vault."), "{}", ran.err);
    assert!(files_in(&ana.home.join("vault")).is_empty());
    let said = ana.run(&["custody", &id]);
    assert!(said.code != 0 && said.out.is_empty(), "of what is gone nothing stays noted: {said:?}");
    server.stop();
}

#[test]
fn a_damaged_copy_is_named_when_it_is_to_be_given_back_and_nobody_is_told_that_it_was_withdrawn() {
    let site = Site::demo();
    told(&site);
    for path in site.parcels() {
        fs::remove_file(path).unwrap();
    }
    let held = files_in(&site.reviewer.home.join("vault"));
    let mut bytes = fs::read(&held[0]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&held[0], bytes).unwrap();
    let server = site.start();
    let ran = site.reviewer.run(&["push", "--missing"]);
    server.stop();
    assert_eq!(ran.code, 3, "{ran:?}");
    let name = held[0].file_name().unwrap().to_str().unwrap();
    assert!(ran.err.contains(name) && !ran.err.contains("tombstone"), "{}", ran.err);
    assert_eq!(site.parcels().len(), held.len() - 1, "all others are given back");
}
