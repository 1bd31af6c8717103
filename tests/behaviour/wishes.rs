//! What somebody invents of a source's wishes: consent counts as it was sealed, and nothing is signed away by what may be
//! another's.

use std::fs;
use std::path::PathBuf;

use amparo::seal::{Kind, MailboxId, ParcelHead, RecipientKind, SubmissionId};
use serde_json::{Value, json};

use crate::common::files_in;
use crate::common::rogue::{Genuine, Rogue};
use crate::common::site::Site;
use crate::common::source::Visit;

/// A site with one testimony that forbids C2, pulled; and its reviewer, who lays what they seal into their own vault.
fn told_alone() -> (Site, Rogue, Genuine, String) {
    let site = Site::made(RecipientKind::Classic, 1, |_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "genuine words").and("consent-c2", "no");
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let rogue = Rogue::of(&site, site.reviewer.clone());
    let told = rogue.genuine(Kind::Testimony);
    (site, rogue, told, id)
}

#[test]
fn a_change_of_consent_that_a_server_lists_under_another_day_too_counts_as_it_was_sealed() {
    let (_site, rogue, told, _) = told_alone();
    let day = told.day.plus(1);
    let widens = rogue.seal_consent(&told.consent(), day, ("change", json!({ "c2": "yes" })));
    for listed in [told.day, day, day.plus(1)] {
        rogue.lay(&widens, listed);
    }
    let submission = rogue.reviewer.the_submission();
    assert_eq!((&submission["consent"]["c2"], &submission["warnings"]), (&json!("yes"), &json!([])), "{submission}");
}

#[test]
fn a_wish_that_a_forged_testimony_leads_to_anothers_submission_is_not_signed() {
    let (site, rogue, told, id) = told_alone();
    let ana = &rogue.reviewer;
    let mut forged = told.head.clone();
    forged.mailbox.as_mut().unwrap().id = MailboxId::from_bytes([9; 32]);
    let words = rogue.seal(&forged, told.day, &told.files(), None);
    let head = ParcelHead { mailbox: forged.mailbox, ..told.consent() };
    rogue.lay(&words, told.day);
    rogue.lay(&rogue.seal_consent(&head, told.day, ("withdraw", json!(true))), told.day);
    let server = site.start();
    let refused = ana.run(&["withdraw", &id]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.starts_with("! contested: 2 testimonies say that they are of it:"), "{}", refused.err);
    assert!(refused.err.contains("is contested, and was not withdrawn"), "{}", refused.err);
    let other = ana.run(&["withdraw", &id, "--without", &words.0]);
    assert!(other.code == 1 && other.err.contains("the source has not asked for it"), "{}", other.err);
    assert!(files_in(&site.data.join("withdrawing")).is_empty(), "nothing was signed");
    // When those words are gone, the source's are found again.
    let found = || String::from_utf8(ana.done(&["inbox", "--text", "genuine", "--json"])).unwrap();
    assert!(!found().contains(&id));
    fs::remove_file(rogue.file(&words.0)).unwrap();
    for _ in 0..2 {
        assert!(found().contains(&id));
    }
    rogue.lay(&words, told.day);

    // Where the source asks too, all that says it is of the submission goes.
    rogue.lay(&rogue.seal_consent(&told.consent(), told.day, ("withdraw", json!(true))), told.day);
    assert_eq!(ana.run(&["withdraw", &id]).code, 3);
    let signed = ana.done(&["withdraw", &id, "--without", &words.0, "--json"]);
    let signed: Value = serde_json::from_slice(&signed).unwrap();
    assert_eq!((&signed["submissions"], &signed["parcels"]), (&json!([id]), &json!(4)), "{signed}");
    server.stop();
}

#[test]
fn what_comes_up_when_a_forged_testimony_is_left_out_of_a_withdrawal_can_be_left_out_too() {
    let (site, rogue, told, id) = told_alone();
    let ana = &rogue.reviewer;
    let wish = |head: &ParcelHead| rogue.seal_consent(head, told.day, ("withdraw", json!(true)));
    // Forged words of an earlier day, which lead the wish to nobody's mailbox.
    let mut forged = told.head.clone();
    forged.mailbox.as_mut().unwrap().id = MailboxId::from_bytes([9; 32]);
    let words = rogue.seal(&forged, told.day.plus(-1), &told.files(), None);
    rogue.lay(&words, told.day.plus(-1));
    // What else the source told, and a list of the rogue's that lacks it.
    let head = ParcelHead { submission: SubmissionId::from_bytes([0; 16]), ..told.head.clone() };
    let second = Genuine { id: String::new(), head, day: told.day, files: told.files.clone() };
    let list = rogue.seal_list(&second, &[&told.id]);
    for parcel in [
        &rogue.seal(&second.head, told.day, &told.files(), None),
        &list,
        &wish(&ParcelHead { mailbox: forged.mailbox.clone(), ..told.consent() }),
        &wish(&told.consent()),
    ] {
        rogue.lay(parcel, told.day);
    }
    let server = site.start();
    let withdraw = ["withdraw", &id, "--json", "--without", &words.0];
    let refused = ana.run(&withdraw);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains(&format!("the closing parcel is {}", &list.0[..16])), "{}", refused.err);
    assert_eq!(ana.run(&[&withdraw[..], &["--without", "ffffffff"]].concat()).code, 1);
    let signed = ana.done(&[&withdraw[..], &["--without", &list.0]].concat());
    let signed: Value = serde_json::from_slice(&signed).unwrap();
    assert_eq!((signed["submissions"].as_array().unwrap().len(), &signed["parcels"]), (2, &json!(6)), "{signed}");
    assert_eq!(signed["stays"], json!([]), "both claim what goes");
    server.stop();
}

#[test]
fn who_joined_late_signs_for_nothing_of_before_that_a_planted_list_names() {
    let site = Site::made(RecipientKind::Classic, 2, |_| {});
    let late = site.reviewer(2);
    let tell = |members: &'static [&'static str]| {
        site.sign_roster(move |text| {
            text.desks[0].reviewers = members.iter().map(|name| name.parse().unwrap()).collect();
        });
        let server = site.start();
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
        server
    };
    tell(&["reviewer-1"]).stop();
    let server = tell(&["reviewer-1", "reviewer-2"]);
    site.join(&late);
    late.pull();
    let rogue = Rogue::of(&site, late.clone());
    let told = rogue.genuine(Kind::Testimony);
    let vault = files_in(&late.home.join("vault"));
    let id_of = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let all: Vec<String> = vault.iter().map(id_of).collect();
    let list = rogue.seal_list(&told, &all.iter().map(String::as_str).collect::<Vec<_>>());
    rogue.lay(&list, told.day);
    rogue.lay(&rogue.seal_consent(&told.consent(), told.day, ("withdraw", json!(true))), told.day);
    let submission = late.the_submission();
    let id = submission["id"].as_str().unwrap();
    let closed: Vec<String> = vault.iter().filter(|path| !late.opens(path)).map(id_of).collect();
    assert_eq!(closed.len(), 2, "words and their list, of before");
    let signed: Value = serde_json::from_slice(&late.done(&["withdraw", id, "--json"])).unwrap();
    assert_eq!((&signed["parcels"], &signed["closed"]), (&json!(4), &json!(2)), "{signed}");
    let waits = files_in(&site.data.join("withdrawing"));
    assert!(waits.iter().all(|note| !closed.contains(&id_of(note))) && !waits.is_empty(), "{waits:?}");
    let told = late.run(&["withdraw", id]);
    assert!(told.err.contains("2 more that it names do not open here."), "{}", told.err);
    server.stop();
}

#[test]
fn a_testimony_of_a_day_to_come_is_shown_with_a_warning() {
    let (_site, rogue, told, id) = told_alone();
    let day = "2099-01-01".parse().unwrap();
    let head = ParcelHead { submission: SubmissionId::from_bytes([0; 16]), ..told.head.clone() };
    rogue.lay(&rogue.seal(&head, day, &told.files(), None), day);
    for one in rogue.reviewer.inbox() {
        let is_told = one["warnings"].to_string().contains("is of 2099-01-01, which lies ahead");
        assert_eq!(is_told, one["id"] != json!(id), "{one}");
    }
}
