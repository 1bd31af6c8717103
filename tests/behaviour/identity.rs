//! Answers that identify people: sealed apart, for few, and seen to exist by the others.

use std::fs;

use amparo::seal::{Kind, RecipientKind, SubmissionId};
use serde_json::{Value, json};

use crate::common::content::sha256_of;
use crate::common::files_in;
use crate::common::rogue::Rogue;
use crate::common::sealed::{Sealed, is_padded};
use crate::common::site::{Server, Site, path_text};
use crate::common::source::{Answer, Visit};

const NAME: &str = "Yolanda Identificable Ñáñez";
const CONTACT: &str = "a teahouse by the old bridge";

/// What the whole form says of them.
fn asked(server: &Server) -> String {
    server.tell(&Visit::to("en", &server.form("en")).and("more", "1")).body
}

/// A visit that names somebody, and says how to reach the source.
fn tell(server: &Server, account: &str) -> Answer {
    let visit = Visit::to("en", &server.form("en"))
        .with("account", account)
        .and("persons-2-call", "A")
        .and("persons-2-real-name", NAME)
        .and("persons-2-born-not", "declined")
        .and("contact", CONTACT)
        .file("photo.jpg", "content");
    server.tell(&visit)
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("an array").iter().map(|text| text.as_str().expect("text")).collect()
}

#[test]
fn what_identifies_people_is_read_by_its_reviewers_and_seen_to_exist_by_the_others() {
    let site = Site::with_identity_apart(RecipientKind::Hybrid, |_| {});
    let server = site.start();
    assert_eq!(tell(&server, "for all of the desk").status, 200);

    // Who does not read it has it whole, is told so calmly, and finds nothing of it anywhere.
    let other = &site.reviewer;
    let pulled = other.pull();
    let submission = other.the_submission();
    let (id, parcel) = (submission["id"].as_str().unwrap(), submission["identity"]["parcel"].as_str().unwrap());
    assert_eq!(submission["identity"], json!({ "parcel": parcel, "readable": false }));
    assert_eq!((&submission["complete"], &submission["warnings"]), (&json!(true), &json!([])));
    let notes = texts(&pulled["notes"]);
    assert!(notes.len() == 1 && notes[0].contains(parcel) && notes[0].contains("others of the desk"), "{notes:?}");
    let told = other.testimony(id);
    assert_eq!(told["identity"], json!({ "parcel": parcel }));
    assert_eq!(told["answers"]["persons"], json!([{ "n": 2, "call": "A" }]));
    let said = String::from_utf8(other.done(&["read", id])).unwrap();
    assert!(said.contains("Answers that identify people exist. They are sealed to reviewer-2."), "{said}");
    for text in [told.to_string(), said, other.run(&["inbox"]).text().to_owned()] {
        assert!(!text.contains(NAME) && !text.contains(CONTACT), "{text}");
    }
    for arguments in [&["read", id, "--identity"][..], &["read", id, "--identity", "--json"]] {
        let refused = other.run(arguments);
        assert!(refused.code == 1 && refused.out.is_empty() && refused.err.contains("reviewer-2"), "{refused:?}");
    }
    let again = other.run(&["inbox"]);
    assert!(again.err.is_empty() && again.text().contains("answers that identify people, for others"), "{again:?}");

    // Who reads it gets the words and what identifies people, apart.
    let reader = site.reviewer(2);
    assert_eq!(reader.pull()["notes"], json!([]));
    let submission = reader.the_submission();
    assert_eq!(submission["identity"], json!({ "parcel": parcel, "readable": true }));
    assert_eq!((&submission["complete"], &submission["warnings"]), (&json!(true), &json!([])));
    assert_eq!(reader.testimony(id), told, "both have the same testimony");
    let identity: Value = serde_json::from_slice(&reader.done(&["read", id, "--identity", "--json"])).unwrap();
    assert_eq!((&identity["schema"], &identity["form"]), (&json!("amparo/v1/identity"), &told["form"]));
    let person = json!({ "n": 2, "real-name": NAME, "not_said": { "born": "declined" } });
    assert_eq!(identity["answers"], json!({ "persons": [person], "contact": CONTACT }));
    let said = String::from_utf8(reader.done(&["read", id])).unwrap();
    let (words, apart) = said.split_once("Answers that identify people, sealed to reviewer-2").expect("a heading");
    assert!(words.contains("for all of the desk") && !words.contains(NAME), "{said}");
    assert!(apart.contains(NAME) && apart.contains(CONTACT), "{said}");
    let alone = String::from_utf8(reader.done(&["read", id, "--identity"])).unwrap();
    assert!(alone.contains(NAME) && !alone.contains("for all of the desk"), "{alone}");
    server.stop();
}

#[test]
fn the_disk_does_not_tell_identity_parcels_from_others() {
    for kind in [RecipientKind::Hybrid, RecipientKind::Classic] {
        let site = Site::with_identity_apart(kind, |_| {});
        let server = site.start();
        assert_eq!(tell(&server, "words").status, 200);
        let visit = Visit::to("en", &server.form("en")).with("account", "nobody is named here");
        assert_eq!(server.tell(&visit).status, 200);
        server.stop();
        let parcels = site.parcels();
        assert!(parcels.len() >= 6, "two testimonies, two closings, a file, an identity parcel");
        for path in parcels {
            let sealed = Sealed::read(&path);
            assert_eq!(sealed.recipients(), [kind.stanza(); 2]);
            assert!(is_padded(sealed.plaintext));
            assert_eq!(path.file_stem().unwrap().to_str().unwrap(), sha256_of(&*sealed.bytes));
        }
    }
}

#[test]
fn the_closing_parcel_lists_the_identity_parcel_and_a_lost_one_leaves_the_submission_incomplete() {
    let site = Site::with_identity_apart(RecipientKind::Classic, |_| {});
    let server = site.start();
    assert_eq!(tell(&server, "words").status, 200);
    server.stop();
    let opened = site.parcels().into_iter().filter(|path| site.reviewer.opens(path));
    let mut closing = opened.map(|path| site.reviewer.open(&path)).find(|p| p.info().head.kind.as_str() == "closing");
    let list = closing.as_mut().expect("a closing parcel").read_file("parcels.json").unwrap();
    let list: Value = serde_json::from_slice(&list).unwrap();
    let kinds: Vec<_> =
        list["parcels"].as_array().unwrap().iter().map(|parcel| (&parcel["kind"], &parcel["number"])).collect();
    let expected =
        [(json!("identity"), json!(1_000_000)), (json!("testimony"), json!(0)), (json!("attachment"), json!(1))];
    assert_eq!(kinds, expected.each_ref().map(|(kind, number)| (kind, number)));

    let identity = list["parcels"][0]["id"].as_str().unwrap();
    let gone = site.parcels().into_iter().find(|path| path.to_str().unwrap().contains(identity)).unwrap();
    let kept = fs::read(&gone).unwrap();
    fs::remove_file(&gone).unwrap();
    let server = site.start();
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!((&submission["complete"], &submission["identity"]["parcel"]), (&json!(false), &json!(identity)));
    let said = String::from_utf8(site.reviewer.done(&["read", submission["id"].as_str().unwrap()])).unwrap();
    assert!(said.contains("sealed to reviewer-2, and not in the vault"), "{said}");
    server.stop();

    // It comes back, and is known by a testimony that came with an earlier pull.
    fs::write(&gone, kept).unwrap();
    let server = site.start();
    let pulled = site.reviewer.pull();
    assert_eq!((pulled["notes"].as_array().unwrap().len(), pulled["new"].as_array().unwrap().len()), (1, 1));
    assert_eq!(site.reviewer.the_submission()["complete"], true);
    server.stop();

    // In the vault, another file under its name does not pass for it.
    let mut changed = fs::read(&gone).unwrap();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let mut here = crate::common::files_in(&site.reviewer.home.join("vault")).into_iter();
    fs::write(here.find(|path| path.to_str().unwrap().contains(identity)).unwrap(), changed).unwrap();
    assert_eq!(site.reviewer.the_submission()["complete"], false);
}

#[test]
fn a_desk_that_names_nobody_lets_all_its_reviewers_read_it() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    site.join(&site.reviewer(2));
    let server = site.start();
    assert_eq!(tell(&server, "words").status, 200);
    for n in [1, 2] {
        let reviewer = site.reviewer(n);
        assert_eq!(reviewer.pull()["notes"], json!([]));
        let submission = reviewer.the_submission();
        assert_eq!(submission["identity"]["readable"], true);
        let read = reviewer.done(&["read", submission["id"].as_str().unwrap(), "--identity", "--json"]);
        assert!(String::from_utf8(read).unwrap().contains(NAME));
    }
    server.stop();
}

#[test]
fn without_answers_that_identify_people_there_is_no_identity_parcel() {
    let site = Site::with_identity_apart(RecipientKind::Classic, |_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["identity"], Value::Null);
    let id = submission["id"].as_str().unwrap();
    assert!(site.reviewer.testimony(id).get("identity").is_none());
    assert!(site.reviewer.run(&["read", id, "--identity"]).err.contains("no answers that identify people"));
    server.stop();
}

#[test]
fn who_joins_late_is_told_calmly_what_was_sealed_before() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let late = site.reviewer(2);
    let members = |names: &'static [&'static str]| {
        move |text: &mut amparo::roster::RosterText| {
            text.desks[0].reviewers = names.iter().map(|name| name.parse().expect("a name")).collect();
        }
    };
    site.sign_roster(members(&["reviewer-1"]));
    let server = site.start();
    assert_eq!(tell(&server, "before").status, 200);
    server.stop();
    site.sign_roster(members(&["reviewer-1", "reviewer-2"]));
    site.join(&late);
    let server = site.start();
    assert_eq!(tell(&server, "after").status, 200);

    let pulled = late.pull();
    let notes = texts(&pulled["notes"]);
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes.iter().all(|note| note.contains("sealed before this key stood in desk main")), "{notes:?}");
    assert_eq!(late.the_submission()["complete"], true);
    let inbox = late.run(&["inbox"]);
    assert!(inbox.err.contains("4 of the parcels were sealed before you stood in desk main"), "{inbox:?}");
    assert_eq!(site.reviewer.pull()["notes"], json!([]));
    assert_eq!(site.reviewer.inbox().len(), 2);
    server.stop();
}

#[test]
fn a_store_without_room_and_one_that_breaks_keep_nothing_and_give_the_form_back() {
    let full = Site::with_identity_apart(RecipientKind::Classic, |config| {
        config.insert("min_free_bytes".to_owned(), i64::MAX.into());
    });
    let server = full.start();
    let answer = tell(&server, "my words");
    assert_eq!(answer.status, 422);
    assert_eq!(answer.account(), "my words");
    server.stop();
    assert_eq!(full.parcels(), Vec::<std::path::PathBuf>::new());

    let broken = Site::with_identity_apart(RecipientKind::Classic, |_| {});
    let server = broken.start();
    let parcels = broken.data.join("parcels");
    fs::remove_dir_all(&parcels).unwrap();
    fs::write(&parcels, "no folder").unwrap();
    let answer = tell(&server, "my words");
    assert_eq!(answer.status, 422);
    assert_eq!(answer.account(), "my words");
    assert_eq!(server.process.wait().status.code(), Some(1), "its supervisor starts it again");
}

#[test]
fn the_page_says_that_few_read_it_only_where_the_roster_names_fewer() {
    for (few, site) in [(true, Site::with_identity_apart(RecipientKind::Classic, |_| {})), (false, Site::demo())] {
        let server = site.start();
        let page = asked(&server);
        assert_eq!(page.contains("Only for a few reviewers"), few);
        assert_eq!(page.contains("Only the few reviewers who need it can open it."), few);
        assert_eq!(page.contains("This is sealed apart. Our reviewers can open it."), !few);
        server.stop();
    }
}

#[test]
fn who_names_anothers_identity_parcel_takes_it_from_nobody_and_both_submissions_are_contested() {
    let site = Site::with_identity_apart(RecipientKind::Classic, |_| {});
    let server = site.start();
    assert_eq!(tell(&server, "words").status, 200);
    let (ana, bea) = (&site.reviewer, site.reviewer(2));
    ana.pull();
    bea.pull();
    let submission = ana.the_submission();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (id, named) = (text(&submission["id"]), text(&submission["identity"]["parcel"]));
    let rogue = Rogue::of(&site, bea);
    let told = rogue.genuine(Kind::Testimony);
    let mut head = told.head.clone();
    head.submission = SubmissionId::from_bytes([0; 16]);
    let invented = rogue.seal(&head, told.day, &told.files(), None);
    rogue.lay(&invented, told.day);
    rogue.reviewer.done(&["push", "--missing"]);
    let pulled = ana.run(&["pull"]);
    server.stop();
    assert_eq!(pulled.code, 3, "{}", pulled.err);
    let why = "contested: 2 testimonies, not all of this submission, name one identity parcel:";
    assert_eq!(pulled.err.matches(why).count(), 2, "{}", pulled.err);

    let theirs = ana.inbox().into_iter().find(|one| one["id"] == json!(id)).unwrap();
    assert_eq!((&theirs["missing"], &theirs["complete"]), (&json!(0), &json!(true)), "{theirs}");
    let out = site.folder.path().join("out");
    let export = ["export", &id, "--for", "partner", "--to", path_text(&out)];
    assert_eq!(ana.run(&export).code, 3);
    let without = ana.run(&[&export[..], &["--without", &invented.0]].concat());
    assert!(!without.err.contains("contested") && !without.err.contains("not in your vault"), "{}", without.err);

    // Without the invented one the parcel goes with its own submission, and what was left out is told to stay.
    let wish = rogue.seal_consent(&told.consent(), told.day, ("withdraw", json!(true)));
    Rogue::of(&site, ana.clone()).lay(&wish, told.day);
    let server = site.start();
    assert_eq!(ana.run(&["withdraw", &id]).code, 3);
    let withdraw = ["withdraw", &id, "--without", &invented.0];
    let said = ana.run(&withdraw);
    let stays = format!("Parcel {} is of another submission: it stays, and you did not sign for it.", invented.0);
    assert!(said.code == 0 && said.err.contains(&stays), "{}", said.err);
    let signed: Value = serde_json::from_slice(&ana.done(&[&withdraw[..], &["--json"]].concat())).unwrap();
    assert_eq!((&signed["parcels"], &signed["stays"]), (&json!(5), &json!([invented.0])), "{signed}");
    assert!(files_in(&site.data.join("withdrawing")).iter().any(|note| note.ends_with(format!("{named}.note"))));
    server.stop();

    // Who opens it sees whose it is.
    let theirs = rogue.reviewer.inbox().into_iter().find(|one| one["id"] == json!(id)).unwrap();
    assert_eq!(theirs["contested"], json!([]));
}
