//! What a reviewer did with evidence is recorded, and nobody else reads it.

use std::collections::BTreeSet;
use std::fs;

use amparo::seal::{Clock, Day, RecipientKind};
use serde_json::{Value, json};

use crate::common::eyes::{Eyes, marker};
use crate::common::reviewer::Reviewer;
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, files_in, trace};

/// The events of the one submission, from `custody --json`.
fn events(reviewer: &Reviewer, id: &str) -> Vec<Value> {
    let shown: Value = serde_json::from_slice(&reviewer.done(&["custody", id, "--json"])).unwrap();
    assert_eq!((&shown["wrong"], &shown["troubles"]), (&json!([]), &json!([])));
    shown["events"].as_array().unwrap().clone()
}

/// What was done, in order.
fn acts(reviewer: &Reviewer, id: &str) -> Vec<String> {
    events(reviewer, id).iter().map(|event| event["act"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_act_on_evidence_is_an_event_and_tells_nothing_that_a_source_typed() {
    let site = Site::demo();
    let server = site.start();
    let (words, name) = (marker(), marker());
    let visit = Visit::to("en", &server.form("en"));
    let visit = visit.with("account", &words).and("persons-1-real-name", &words).and("consent-c2", "yes");
    let visit = visit.and("persons-1-permission", "yes").file(format!("{name}.jpg"), "a picture");
    assert_eq!(server.tell(&visit).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    assert_eq!(acts(reviewer, &id), ["pulled"; 4], "testimony, identity, file, closing");

    let out = site.folder.path().join("out");
    reviewer.done(&["read", &id]);
    reviewer.done(&["read", &id, "--identity", "--json"]);
    reviewer.extract(&id, &site.folder.path().join("files"));
    reviewer.done(&["label", &id, "--add", "un:wgad"]);
    reviewer.done(&["label", &id]);
    reviewer.done(&["export", &id, "--for", "partner", "--to", path_text(&out)]);
    reviewer.done(&["handed-over", &id, "--to", "Maria, lawyer", "--note", "on a stick"]);
    let done = acts(reviewer, &id);
    let expected = ["opened", "identity-opened", "identity-opened", "extracted", "labelled", "exported", "handed-over"];
    assert_eq!(done[4..], expected);

    let all = events(reviewer, &id);
    let bag = fs::File::open(out.join(&id).join("tagmanifest-sha256.txt")).unwrap();
    let bag = crate::common::content::sha256_of(bag);
    assert_eq!((&all[9]["out"][0]["sha256"], &all[10]["in"][0]["sha256"]), (&json!(bag), &json!(bag)));
    assert_eq!(all[9]["for"], json!({ "body": "partner", "level": "c2", "value": "yes" }));
    assert_eq!((&all[10]["to"], &all[10]["remark"]), (&json!("Maria, lawyer"), &json!("on a stick")));
    let file = crate::common::content::Content::from("a picture").sha256();
    assert_eq!(all[7]["out"], json!([{ "what": "file", "sha256": file, "bytes": 9 }]));

    let notes = String::from_utf8(reviewer.done(&["custody", &id, "--notes"])).unwrap();
    assert_eq!(notes.matches("amparo/v1/custody\n").count(), 11);
    assert_eq!(Eyes::for_markers(&[&words, &name]).seen_in(notes.as_bytes()), None);
    assert!(!notes.contains("wgad") && !notes.contains(':'), "no label, no hour");
    let eyes = Eyes::for_markers(&["amparo/v1/custody", "Maria, lawyer"]);
    assert_eq!(eyes.seen_below(&reviewer.home.join("custody")), [""; 0], "the log is sealed");
}

#[test]
fn of_a_withdrawn_submission_the_log_keeps_nothing() {
    let site = Site::with_desk(RecipientKind::Classic, 1, |_| {}, |desk| desk.withdrawal_grace_days = 0);
    let server = site.start();
    let form = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", "words")).status, 200);
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "others")).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    let ids: Vec<String> = reviewer.inbox().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    for id in &ids {
        reviewer.done(&["read", id]);
    }
    let fields = [("codename", form.codename.as_str()), ("action", "withdraw"), ("meant", "yes")];
    assert_eq!(server.send_fields("/en/2", &fields).status, 200);
    reviewer.pull();
    let gone = reviewer.inbox().into_iter().find(|one| !one["consent"]["withdrawn"].is_null()).unwrap();
    let gone = gone["id"].as_str().unwrap();
    reviewer.done(&["withdraw", gone]);
    reviewer.pull();
    let stays = ids.iter().find(|id| *id != gone).unwrap();
    assert_eq!(acts(reviewer, stays), ["pulled", "pulled", "opened"]);
    let asked = reviewer.run(&["custody", gone]);
    assert_eq!(asked.code, 1);
    assert!(asked.err.contains("nothing is recorded"), "{}", asked.err);
}

#[test]
fn a_log_with_a_hole_is_told_and_stops_nothing() {
    let site = Site::demo();
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    reviewer.done(&["read", &id]);
    reviewer.done(&["read", &id]);
    fs::remove_file(reviewer.home.join("custody/00000002.age")).unwrap();
    let read = reviewer.run(&["read", &id]);
    assert_eq!(read.code, 0);
    assert!(read.err.contains("segment 2 of the custody log is missing") && read.text().contains("words"));
    let shown = reviewer.run(&["custody", &id]);
    assert_eq!(shown.code, 3);
    assert!(shown.err.contains("where event 2 should be stands event 3"), "{}", shown.err);
}

#[test]
fn what_cannot_be_recorded_is_done_and_told_and_the_command_does_not_end_as_if_it_were_recorded() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").and("persons-1-real-name", "a name");
    assert_eq!(server.tell(&visit.file("a.txt", "a note")).status, 200);
    let reviewer = &site.reviewer;
    let unrecorded = |arguments: &[&str]| {
        let ran = reviewer.run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.err);
        for said in ["this was done, and not recorded in the custody log", "custody: ", "then "] {
            assert!(ran.err.contains(said), "{said} of {arguments:?}: {}", ran.err);
        }
        ran
    };
    // Where the log's folder should be lies something else.
    let log = reviewer.home.join("custody");
    fs::write(&log, "").unwrap();
    let pulled: Value = serde_json::from_slice(&unrecorded(&["pull", "--json"]).out).unwrap();
    // A cover parcel may have fallen due.
    let covers = site.parcels().len() - site.kinds().len();
    assert_eq!((pulled["new"].as_array().unwrap().len(), &pulled["complaints"]), (4 + covers, &json!([])));
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let read = unrecorded(&["read", &id]);
    assert!(read.text().contains("words") && read.text().contains("a name"), "{}", read.text());
    let testimony: Value = serde_json::from_slice(&unrecorded(&["read", &id, "--json"]).out).unwrap();
    assert_eq!(testimony["answers"]["account"], "words");
    assert!(unrecorded(&["read", &id, "--identity"]).text().contains("a name"));
    let identity = unrecorded(&["read", &id, "--identity", "--json"]);
    assert!(serde_json::from_slice::<Value>(&identity.out).is_ok(), "{}", identity.text());
    assert!(unrecorded(&["label", &id, "--add", "un:wgad"]).text().contains("un:wgad"));
    assert_eq!(reviewer.the_submission()["labels"], json!(["un:wgad"]));
    let files = site.folder.path().join("files");
    let path = files.join("1-a.txt");
    assert_eq!(unrecorded(&["extract", &id, "--to", path_text(&files)]).text(), format!("{}\n", path_text(&path)));
    assert_eq!(fs::read_to_string(path).unwrap(), "a note");
    // Where nothing was to be recorded, nothing is missing.
    assert_eq!(reviewer.run(&["read", &id, "--no-record"]).code, 0);
    assert_eq!(reviewer.run(&["label", &id]).code, 0);

    // Done once more it is recorded.
    fs::remove_file(&log).unwrap();
    reviewer.done(&["read", &id]);
    reviewer.done(&["label", &id, "--add", "un:wgad"]);
    assert_eq!(acts(reviewer, &id), ["found", "opened", "found", "identity-opened", "labelled"]);
}

#[test]
fn a_file_that_is_out_is_recorded_even_where_its_path_can_be_printed_nowhere() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words");
    assert_eq!(server.tell(&visit.file("a.txt", "a note").file("b.txt", "another")).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    for (to, more) in [("lines", &[][..]), ("json", &["--json"])] {
        let to = site.folder.path().join(to);
        let before = acts(reviewer, &id).iter().filter(|act| *act == "extracted").count();
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let arguments = [&["extract", &id, "--to", path_text(&to)], more].concat();
        let output = reviewer.command(&arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let recorded = acts(reviewer, &id).iter().filter(|act| *act == "extracted").count() - before;
        assert_eq!(recorded, files_in(&to).len(), "{more:?}");
        assert!(recorded > 0, "a file is out");
    }
}

#[test]
fn nothing_is_said_to_be_recorded_in_a_folder_that_may_not_be_there_after_a_crash() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words");
    assert_eq!(server.tell(&visit.file("a.txt", "a note")).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    // Who made the log's folder may have been ended before the folder above it reached the disk: the first that comes to
    // the log after that brings it there, before anything else.
    let (to, trace) = (site.folder.path().join("files"), site.folder.path().join("trace"));
    let home = std::slice::from_ref(&reviewer.home);
    let mut failing = trace::failing(&trace, AMPARO, home, "fsync", "EIO", 1);
    let plain = reviewer.command(&["extract", &id, "--to", path_text(&to)]);
    let output = failing.args(plain.get_args()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    assert!(err.contains("not recorded in the custody log") && err.contains("Input/output error"), "{err}");
    assert!(!acts(reviewer, &id).contains(&"extracted".to_owned()));
}

#[test]
fn what_is_doubted_stays_so_when_it_is_read_and_exported_and_whoever_verifies_the_bag_hears_of_it() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").and("consent-c2", "yes");
    assert_eq!(server.tell(&visit).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    server.stop();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    // As from a server that lists all of it under another day.
    let today = Clock::system().today();
    let of = |day: Day| reviewer.home.join(format!("vault/{DESK}/{day}"));
    fs::rename(of(today), of(today.plus(-1))).unwrap();
    reviewer.done(&["read", &id]);
    let opened = events(reviewer, &id).pop().unwrap();
    assert_eq!((&opened["act"], &opened["result"]), (&json!("opened"), &json!("doubted")));
    let out = site.folder.path().join("out");
    let export =
        |more: &[&str]| reviewer.run(&[&["export", &id, "--for", "partner", "--to", path_text(&out)], more].concat());
    let refused = export(&[]);
    assert!(
        refused.code == 3 && refused.err.contains("2 parcels that are doubted, and was not exported"),
        "{}",
        refused.err
    );
    assert!(files_in(&out).is_empty());
    assert_eq!(export(&["--doubtful"]).code, 0);
    let verified = reviewer.run(&["verify", path_text(&out.join(&id)), "--custodian", &site.custodian_key()]);
    let said = format!("{}{}", verified.text(), verified.err);
    assert_eq!(verified.code, 0, "{said}");
    assert!(said.contains("the reviewer's software doubted what these acts had: "), "{said}");
}

#[test]
fn what_no_pull_of_ours_fetched_is_found_and_not_pulled() {
    let site = Site::made(RecipientKind::Classic, 2, |_| {});
    let server = site.start();
    let tell = || {
        let visit = Visit::to("en", &server.form("en")).with("account", "words");
        assert_eq!(server.tell(&visit.file("a.txt", "a note")).status, 200);
    };
    tell();
    let (ana, bea) = (site.reviewer(2), &site.reviewer);
    site.join(&ana);
    ana.pull();
    // Brought on a stick, all of it.
    let vault = ana.home.join("vault");
    for path in files_in(&vault) {
        let to = bea.home.join("vault").join(path.strip_prefix(&vault).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(path, to).unwrap();
    }
    tell();
    bea.pull();
    // Made anew, the index knows of nothing; the log does.
    fs::remove_file(bea.home.join("index.age")).unwrap();
    bea.pull();
    server.stop();
    let all = bea.inbox().into_iter().map(|one| one["id"].as_str().unwrap().to_owned());
    let came: BTreeSet<Vec<String>> = all.map(|id| acts(bea, &id)).collect();
    assert_eq!(came, BTreeSet::from([vec!["found".to_owned(); 3], vec!["pulled".to_owned(); 3]]));
    let first = ana.the_submission();
    let id = first["id"].as_str().unwrap();
    let events = events(bea, id);
    assert!(events.iter().all(|event| event["result"] == "verified" && event["out"] == json!([])), "{events:?}");
    assert_eq!((&events[0]["in"][0]["what"], acts(&ana, id)), (&json!("testimony"), vec!["pulled".to_owned(); 3]));
}
