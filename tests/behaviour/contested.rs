//! Parcels that a reviewer seals in a source's name: nothing inside tells who sealed one, and nobody takes it for the
//! source's without being told.

use std::fs;

use amparo::seal::{AttachmentTag, Digest, Kind, ParcelHead, RecipientKind, RosterRef};
use serde_json::{Value, json};

use crate::common::files_in;
use crate::common::rogue::{Genuine, Rogue};
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;

const FORGED: &str = "I saw nothing at all.";

/// A testimony with other words, whose id comes behind the genuine one's, so that it is read last.
fn forged_testimony(rogue: &Rogue, genuine: &Genuine) -> (String, Vec<u8>) {
    let changed = |(name, content): &(String, Vec<u8>)| {
        let text = String::from_utf8(content.clone()).unwrap();
        (name.clone(), text.replace("genuine words", FORGED).into_bytes())
    };
    let files: Vec<(String, Vec<u8>)> = genuine.files.iter().map(changed).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
    loop {
        let forged = rogue.seal(&genuine.head, genuine.day, &files, None);
        if forged.0 > genuine.id {
            return forged;
        }
    }
}

#[test]
fn what_a_reviewer_seals_in_a_sources_name_is_contested_and_leaves_with_nobody() {
    let site = Site::made(RecipientKind::Classic, 2, |_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "genuine words").and("consent-c2", "yes");
    assert_eq!(server.tell(&visit.file("photo.txt", "a picture")).status, 200);
    let (ana, bea) = (&site.reviewer, site.reviewer(2));
    site.join(&bea);
    ana.pull();
    bea.pull();
    let whole = ana.the_submission();
    assert_eq!((&whole["contested"], &whole["warnings"]), (&json!([]), &json!([])));
    let id = whole["id"].as_str().unwrap();

    let rogue = Rogue::of(&site, bea);
    let told = rogue.genuine(Kind::Testimony);
    let words = forged_testimony(&rogue, &told);
    let file = rogue.genuine(Kind::Attachment);
    let tag = AttachmentTag { n: 1, name: "photo.txt".to_owned(), type_claimed: String::new() };
    let planted = rogue.seal(&file.head, file.day, &[("photo.txt", b"planted")], Some(&tag));
    for parcel in [&words, &planted] {
        rogue.lay(parcel, told.day);
    }
    rogue.reviewer.done(&["push", "--missing"]);

    let pulled = ana.run(&["pull", "--json"]);
    assert_eq!(pulled.code, 3, "{}", pulled.err);
    let complaints: Value = serde_json::from_str(pulled.text()).unwrap();
    let complaints = complaints["complaints"].to_string();
    for contested in [&words.0, &planted.0, &told.id, &file.id] {
        assert!(complaints.contains(&contested[..16]), "{complaints}");
    }
    // It stays said for as long as it is so.
    let listed = ana.the_submission();
    assert_eq!(listed["contested"].as_array().unwrap().len(), 4);
    assert_eq!(listed["warnings"].as_array().unwrap().len(), 2, "{listed}");
    let read = ana.run(&["read", id]);
    assert!(read.text().contains("genuine words") && !read.text().contains(FORGED), "the source's list decides");
    assert!(read.err.starts_with("! contested: 2 testimonies say that they are of it:"), "{}", read.err);
    let other = ana.run(&["read", id, "--without", &told.id[..16]]);
    assert!(other.text().contains(FORGED), "whoever must judge can read both");

    let to = site.folder.path().join("files");
    let extracted = ana.run(&["extract", id, "--to", path_text(&to)]);
    assert_eq!(extracted.code, 0, "{}", extracted.err);
    assert!(extracted.err.contains("contested: 2 parcels say that they are its file 1"), "{}", extracted.err);
    assert_eq!(fs::read(to.join("1-photo.txt")).unwrap(), b"a picture");
    assert_eq!(fs::read(to.join(format!("1-{}-photo.txt", &planted.0[..16]))).unwrap(), b"planted");

    // Neither an answer nor an export goes by what may be somebody else's words.
    let answer = site.folder.path().join("answer.txt");
    fs::write(&answer, "thank you").unwrap();
    assert_eq!(ana.run(&["reply", id, "--file", path_text(&answer)]).code, 3);
    let out = site.folder.path().join("out");
    let export = |without: &[&str]| {
        let mut arguments = vec!["export", id, "--for", "partner", "--to", path_text(&out)];
        arguments.extend(without.iter().flat_map(|parcel| ["--without", *parcel]));
        ana.run(&arguments)
    };
    for without in [&[][..], &[words.0.as_str()]] {
        let refused = export(without);
        assert_eq!(refused.code, 3, "{}", refused.err);
        assert!(refused.err.contains("is contested, and was not exported"), "{}", refused.err);
        assert!(refused.err.contains(&planted.0[..16]) && refused.err.contains("--without PARCEL"), "{}", refused.err);
    }
    assert!(files_in(&out).is_empty());
    // The way out is for what is contested: nothing else of a source's is left out by it.
    let closing = rogue.genuine(Kind::Closing);
    let named = export(&[&closing.id]);
    let said = format!("no contested parcel's id begins with {}", closing.id);
    assert!(
        named.code == 1 && named.err.contains(&said),
        "as of whatever is named by an id that there is not: {named:?}"
    );
    let done = export(&[&words.0[..16], &planted.0]);
    assert_eq!(done.code, 0, "{}", done.err);
    let bag = out.join(id);
    assert!(fs::read_to_string(bag.join("data/testimony.txt")).unwrap().contains("genuine words"));
    assert_eq!(fs::read(bag.join("data/originals/1-photo.txt")).unwrap(), b"a picture");
    let parcels: Value = serde_json::from_slice(&fs::read(bag.join("data/parcels.json")).unwrap()).unwrap();
    let parcels = parcels["parcels"].as_array().unwrap();
    let left_out = |id: &str| parcels.iter().find(|parcel| parcel["id"] == id).cloned().unwrap();
    assert_eq!((&left_out(&words.0)["kind"], &left_out(&words.0)["here"]), (&json!("testimony"), &json!(false)));
    assert!(left_out(&planted.0)["why"].as_str().unwrap().starts_with("the reviewer left it out"));
    let stays = fs::read_to_string(out.join(format!("{id}.refused.json"))).unwrap();
    assert!(stays.contains(&format!("parcel:{}", words.0)) && stays.contains("left-out"), "{stays}");
    ana.done(&["verify", path_text(&bag), "--custodian", &site.custodian_key()]);

    // What was complained of is not called verified.
    let custody: Value = serde_json::from_slice(&ana.done(&["custody", id, "--json"])).unwrap();
    let events = custody["events"].as_array().unwrap();
    let result = |parcel: &str| {
        let is = |event: &&Value| event["act"] == "pulled" && event["out"][0]["sha256"] == parcel;
        events.iter().find(is).unwrap()["result"].clone()
    };
    assert_eq!([result(&words.0), result(&planted.0), result(&told.id)], ["doubted", "doubted", "verified"]);

    // A list of the rogue's own, which has the forged words: then neither list decides.
    let list = rogue.seal_list(&told, &[&words.0]);
    rogue.lay(&list, closing.day);
    rogue.reviewer.done(&["push", "--missing"]);
    let pulled = ana.run(&["pull"]);
    assert_eq!(pulled.code, 3, "{}", pulled.err);
    assert!(pulled.err.contains("2 closing parcels say that they are of it"), "{}", pulled.err);
    let again = site.folder.path().join("again");
    let all = ["--without", &words.0, "--without", &planted.0, "--without", &list.0];
    let arguments = ["export", id, "--for", "partner", "--to", path_text(&again)];
    assert_eq!(ana.run(&arguments).code, 3);
    ana.done(&[&arguments[..], &all].concat());
    server.stop();
}

#[test]
fn another_parcel_laid_in_the_place_of_one_is_not_read_under_its_name() {
    let site = Site::made(RecipientKind::Classic, 1, |_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "genuine words").and("consent-c2", "yes");
    assert_eq!(server.tell(&visit.file("photo.txt", "a picture")).status, 200);
    let ana = &site.reviewer;
    ana.pull();
    server.stop();
    let id = ana.the_submission()["id"].as_str().unwrap().to_owned();
    let rogue = Rogue::of(&site, ana.clone());
    let told = rogue.genuine(Kind::Testimony);
    let file = rogue.genuine(Kind::Attachment);
    let tag = AttachmentTag { n: 1, name: "photo.txt".to_owned(), type_claimed: String::new() };
    // The age crate adds a line of random length, or none.
    let as_long = |id: &str, seal: &dyn Fn() -> (String, Vec<u8>)| {
        let length = fs::metadata(rogue.file(id)).unwrap().len();
        std::iter::repeat_with(seal).map(|(_, bytes)| bytes).find(|bytes| bytes.len() as u64 == length).unwrap()
    };
    let words = as_long(&told.id, &|| forged_testimony(&rogue, &told));
    let planted = || rogue.seal(&file.head, file.day, &[("photo.txt", b"a pictorE")], Some(&tag));
    let planted = as_long(&file.id, &planted);

    // Whoever lays it there makes it look as old and as long: the index does not notice.
    let swap = |id: &str, with: Vec<u8>, looks_alike: bool| {
        let path = rogue.file(id);
        let before = fs::metadata(&path).unwrap();
        fs::write(&path, with).unwrap();
        if looks_alike {
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(before.modified().unwrap()).unwrap();
        }
        path
    };
    let out = site.folder.path().join("out");
    let doubted = |act: &str| {
        let custody: Value = serde_json::from_slice(&ana.done(&["custody", &id, "--json"])).unwrap();
        let last = custody["events"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["act"], &last["result"]), (&json!(act), &json!("doubted")), "{last}");
    };
    let photo = swap(&file.id, planted, true);
    for (command, act) in [("extract", "extracted"), ("export", "extracted")] {
        let mut arguments = vec![command, &id, "--to", path_text(&out)];
        if command == "export" {
            arguments.extend(["--for", "partner", "--reviewed", "file:1"]);
        }
        let ran = ana.run(&arguments);
        assert_eq!(ran.code, 3, "{command}: {}", ran.err);
        assert!(ran.err.contains(&format!("{} is not what it should be", photo.display())), "{}", ran.err);
        assert!(files_in(&out).is_empty(), "{command}");
        doubted(act);
    }
    let testimony = swap(&told.id, words.clone(), true);
    for arguments in
        [&["read", &id][..], &["read", &id, "--json"], &["export", &id, "--for", "partner", "--to", path_text(&out)]]
    {
        let ran = ana.run(arguments);
        assert_eq!(ran.code, 3, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(path_text(&testimony)) && ran.out.is_empty(), "{}", ran.err);
        doubted("opened");
    }
    // Where it looks younger it is looked at anew, and noted of no submission.
    swap(&told.id, words, false);
    let listed = ana.run(&["inbox", "--json"]);
    assert!(listed.err.contains(path_text(&testimony)) && listed.err.contains("it is damaged"), "{}", listed.err);
    assert_eq!(ana.the_submission()["testimony"], false);
    for arguments in [&["read", &id][..], &["export", &id, "--for", "partner", "--to", path_text(&out)]] {
        let ran = ana.run(arguments);
        assert_eq!(ran.code, 3, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("is damaged, and its testimony cannot be read"), "{}", ran.err);
    }
}

#[test]
fn a_change_of_consent_of_a_day_to_come_or_by_no_known_roster_permits_nothing_more() {
    for ahead in [true, false] {
        let site = Site::made(RecipientKind::Classic, 2, |_| {});
        let server = site.start();
        let visit = Visit::to("en", &server.form("en")).with("account", "words").and("consent-c2", "no");
        assert_eq!(server.tell(&visit).status, 200);
        let (ana, bea) = (&site.reviewer, site.reviewer(2));
        site.join(&bea);
        ana.pull();
        bea.pull();
        let rogue = Rogue::of(&site, bea);
        let told = rogue.genuine(Kind::Testimony);
        let mut head = told.consent();
        if !ahead {
            head.roster = RosterRef { version: 9, digest: Digest::from_bytes([9; 32]) };
        }
        // On a testimony's own day the more careful value counts in any case.
        let day = if ahead { "2099-01-01".parse().unwrap() } else { told.day.plus(1) };
        let widens = rogue.seal_consent(&head, day, ("change", json!({ "c2": "yes" })));
        rogue.lay(&widens, told.day);
        rogue.reviewer.done(&["push", "--missing"]);
        let pulled = ana.run(&["pull"]);
        assert_eq!(pulled.code, 3, "{}", pulled.err);
        let why = if ahead { "is of 2099-01-01, which lies ahead" } else { "roster 9, which is not known here" };
        assert!(pulled.err.contains(why), "{}", pulled.err);

        let submission = ana.the_submission();
        let warnings = submission["warnings"].to_string();
        assert!(warnings.contains("permits nothing more") && warnings.contains(why), "{warnings}");
        assert_eq!(submission["consent"], Value::Null);
        let id = submission["id"].as_str().unwrap();
        assert!(ana.run(&["read", id]).err.contains("permits nothing more"));
        let out = site.folder.path().join("out");
        let export = ana.run(&["export", id, "--for", "partner", "--to", path_text(&out)]);
        assert_eq!(export.code, 1, "{}", export.err);
        assert!(export.err.contains("permits nothing more") && !out.exists(), "{}", export.err);
        let custody: Value = serde_json::from_slice(&ana.done(&["custody", id, "--json"])).unwrap();
        let events = custody["events"].as_array().unwrap();
        let pulled = events.iter().find(|event| event["out"][0]["sha256"] == json!(widens.0)).unwrap();
        assert_eq!((&pulled["out"][0]["what"], &pulled["result"]), (&json!("consent"), &json!("doubted")));
        server.stop();
    }
}

#[test]
fn a_list_that_somebody_seals_where_none_came_is_contested_like_what_it_lacks_and_can_be_left_out() {
    let site = Site::made(RecipientKind::Classic, 2, |_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "genuine words").and("consent-c2", "yes");
    assert_eq!(server.tell(&visit.file("photo.txt", "a picture")).status, 200);
    server.stop();
    let (ana, bea) = (&site.reviewer, site.reviewer(2));
    // A visit that broke off, or a server that holds back the list.
    let is_list = |path: &std::path::PathBuf| ana.open(path).info().head.kind == Kind::Closing;
    fs::remove_file(site.parcels().into_iter().find(is_list).unwrap()).unwrap();
    let server = site.start();
    site.join(&bea);
    ana.pull();
    bea.pull();
    let id = ana.the_submission()["id"].as_str().unwrap().to_owned();
    let rogue = Rogue::of(&site, bea);
    let (told, file) = (rogue.genuine(Kind::Testimony), rogue.genuine(Kind::Attachment));
    let list = rogue.seal_list(&told, &[&told.id]);
    rogue.lay(&list, told.day);
    rogue.reviewer.done(&["push", "--missing"]);
    // What it puts in question came before it, and is complained of all the same.
    let pulled = ana.run(&["pull"]);
    assert_eq!(pulled.code, 3, "{}", pulled.err);
    let why = format!(
        "1 parcel is here that its closing parcel does not list: {}; the closing parcel is {}",
        &file.id[..16],
        &list.0[..16]
    );
    assert!(pulled.err.contains(&why), "{}", pulled.err);
    server.stop();

    let export = |to: &str, without: &[&str]| {
        let to = site.folder.path().join(to);
        let mut arguments = vec!["export", &id, "--for", "partner", "--to", path_text(&to)];
        arguments.extend(without.iter().flat_map(|parcel| ["--without", *parcel]));
        (ana.run(&arguments), to.join(&id))
    };
    assert_eq!(export("none", &[]).0.code, 3);
    let (done, bag) = export("genuine", &[&list.0]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(fs::read(bag.join("data/originals/1-photo.txt")).unwrap(), b"a picture");
    // Who leaves out what may be the source's is held to it: the bag does not say that it is not.
    let (done, bag) = export("wrong", &[&file.id]);
    assert_eq!(done.code, 0, "{}", done.err);
    let parcels: Value = serde_json::from_slice(&fs::read(bag.join("data/parcels.json")).unwrap()).unwrap();
    let parcels = parcels["parcels"].as_array().unwrap();
    let why = &parcels.iter().find(|parcel| parcel["id"] == json!(file.id)).unwrap()["why"];
    assert!(why.as_str().unwrap().ends_with("and they took this for not the source's"), "{why}");

    // One that lacks the testimony keeps nobody from an answer.
    let own = Rogue::of(&site, ana.clone());
    fs::remove_file(own.file(&list.0)).unwrap();
    let list = own.seal_list(&told, &[&file.id]);
    own.lay(&list, told.day);
    let answer = site.folder.path().join("answer.txt");
    fs::write(&answer, "thank you").unwrap();
    let reply = ["reply", &id, "--file", path_text(&answer)];
    assert_eq!(ana.run(&reply).code, 3);
    ana.done(&[&reply[..], &["--without", &list.0]].concat());

    // Forged words with a list of their own: that shows when the words are left out, and goes with them.
    fs::remove_file(own.file(&list.0)).unwrap();
    let words = forged_testimony(&own, &told);
    let list = own.seal_list(&told, &[&words.0, &file.id]);
    own.lay(&words, told.day);
    own.lay(&list, told.day);
    let (refused, _) = export("refused", &[&words.0]);
    assert!(refused.code == 3 && refused.err.contains(&list.0[..16]), "{}", refused.err);
    assert_eq!(export("neither", &[&words.0, "ffffffff"]).0.code, 1);
    let (done, bag) = export("both", &[&list.0, &words.0]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(fs::read_to_string(bag.join("data/testimony.txt")).unwrap().contains("genuine words"));
}

#[test]
fn a_submission_whose_id_another_desk_has_too_is_named_with_its_desk() {
    let site = Site::demo();
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "genuine words")).status, 200);
    let ana = &site.reviewer;
    ana.pull();
    server.stop();
    let id = ana.the_submission()["id"].as_str().unwrap().to_owned();
    let rogue = Rogue::at_home(ana.clone());
    let told = rogue.genuine(Kind::Testimony);
    let head = ParcelHead { desk: "detentions".parse().unwrap(), ..told.head.clone() };
    let (parcel, bytes) = rogue.seal(&head, told.day, &told.files(), None);
    let folder = site.data.join(format!("parcels/detentions/{}", told.day));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{parcel}.age")), bytes).unwrap();

    let server = site.start();
    let pulled = ana.run(&["pull"]);
    server.stop();
    assert_eq!(pulled.code, 3, "{}", pulled.err);
    assert!(pulled.err.contains("has a submission of the same id, which no visit makes"), "{}", pulled.err);
    let [genuine, other] = [DESK, "detentions"].map(|desk| format!("{desk}/{id}"));
    for command in ["read", "custody", "withdraw"] {
        let unclear = ana.run(&[command, &id]);
        assert_eq!(unclear.code, 1, "{command}: {}", unclear.err);
        assert!(unclear.err.contains(&genuine) && unclear.err.contains(&other), "{command}: {}", unclear.err);
    }
    assert!(ana.run(&["read", &id]).err.contains("several desks have a submission of this id"));
    let to = site.folder.path().join("files");
    for arguments in [
        &["read", &genuine][..],
        &["read", &other],
        &["extract", &genuine, "--to", path_text(&to)],
        &["label", &genuine, "--add", "un:wgad"],
        &["mark", &genuine, "--status", "working"],
        &["note", &genuine],
        &["custody", &genuine[..genuine.len() - 20]],
    ] {
        ana.done(arguments);
    }
    let listed = ana.inbox();
    assert!(listed.iter().all(|one| one["warnings"].to_string().contains("which no visit makes")));
    // What is noted of the one is not noted of the other, which somebody gave its id.
    let noted = |desk: &str| {
        let one = listed.iter().find(|one| one["desk"] == desk).unwrap();
        (one["labels"].clone(), one["status"].clone())
    };
    assert_eq!(noted(DESK), (json!(["un:wgad"]), json!("working")));
    assert_eq!(noted("detentions"), (json!([]), json!("new")));
}
