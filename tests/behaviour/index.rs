//! The sealed index of a vault: parcels are opened once, and nothing depends on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use amparo::vault::Home;
use ed25519_dalek::Signer as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::common::damage::spoil_parcels;
use crate::common::reviewer::Reviewer;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, files_in, trace};

/// A site that was told something with a file, and pulled from.
fn pulled() -> Site {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let visit =
        Visit::to("en", &form).with("account", "two white vans").and("kind", "taken").file("a.jpg", vec![7; 1000]);
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    server.stop();
    site
}

fn index(reviewer: &Reviewer) -> PathBuf {
    reviewer.home.join("index.age")
}

/// Every file of a home and what it holds.
fn holds(reviewer: &Reviewer) -> BTreeMap<PathBuf, Vec<u8>> {
    files_in(&reviewer.home).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn a_parcel_is_opened_once_and_what_is_gone_leaves_the_list() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let before = reviewer.inbox();
    assert_eq!(before.len(), 1);
    assert_eq!(before[0]["attachments"][0]["name"], "a.jpg");
    let report = reviewer.done(&["report", "--json", "--identifying"]);
    let counted: serde_json::Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(counted["kinds"]["marks"][0]["code"], "taken", "{counted}");
    spoil_parcels(&reviewer.home);
    assert_eq!(reviewer.done(&["report", "--json", "--identifying"]), report);
    let ran = reviewer.run(&["inbox", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(reviewer.inbox(), before);

    // One that was cut short is looked at again, and so is everything without an index.
    let cut = files_in(&reviewer.home.join("vault")).remove(0);
    fs::write(&cut, b"age").unwrap();
    let ran = reviewer.run(&["inbox"]);
    assert!(ran.err.contains(&format!("! {}: its seal is damaged", cut.display())), "{}", ran.err);
    fs::remove_file(index(reviewer)).unwrap();
    assert!(reviewer.inbox().is_empty());
    fs::remove_dir_all(reviewer.home.join("vault")).unwrap();
    assert!(reviewer.inbox().is_empty());
}

#[test]
fn an_index_that_is_damaged_or_another_ones_is_made_anew() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let before = reviewer.inbox();
    let own = fs::read(index(reviewer)).unwrap();
    let mut flipped = own.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let forged = reviewer.identity().seal_own(&own).unwrap();
    for (bad, why) in [(&flipped[..], "its seal is damaged"), (&forged[..], "not signed by your key"), (b"", "seal")] {
        fs::write(index(reviewer), bad).unwrap();
        let ran = reviewer.run(&["inbox", "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(why) && ran.err.contains("made anew"), "{}", ran.err);
        assert_eq!(serde_json::from_slice::<Vec<serde_json::Value>>(&ran.out).unwrap(), before);
        assert_eq!(reviewer.run(&["inbox"]).err, "", "it is told once");
    }
}

/// What `index.age` holds, opened: the signature's line, and JSON.
fn opened(reviewer: &Reviewer) -> (String, Value) {
    let plain = reviewer.identity().open_own(&fs::read(index(reviewer)).unwrap()).unwrap();
    let text = std::str::from_utf8(&plain).unwrap().to_owned();
    let (head, body) = text.split_once('\n').unwrap();
    (head.to_owned(), serde_json::from_str(body).unwrap())
}

/// Puts an index of the reviewer's own in the place of the one that is there.
fn keep(reviewer: &Reviewer, body: &str) {
    let message = [b"amparo/v1/kept\0index\0", &Sha256::digest(body)[..]].concat();
    let signing = Home::at(reviewer.home.clone()).keys(None).unwrap().signing;
    let plain = format!("{}\n{body}", hex::encode(signing.sign(&message).to_bytes()));
    fs::write(index(reviewer), reviewer.identity().seal_own(plain.as_bytes()).unwrap()).unwrap();
}

#[test]
fn an_index_of_an_older_version_is_made_anew_without_an_alarm() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let before = reviewer.inbox();
    let (_, mut body) = opened(reviewer);
    let path = index(reviewer);
    let version = body["version"].as_u64().unwrap();
    body["version"] = 1.into();
    for older in [body.to_string(), r#"{"version":1,"parcels":[{"of":"another form"}]}"#.to_owned()] {
        keep(reviewer, &older);
        let ran = reviewer.run(&["inbox", "--json"]);
        let said = format!("{}: it is of an older version, and made anew from the parcels.\n", path.display());
        assert_eq!((ran.code, &ran.err), (0, &said));
        assert_eq!(serde_json::from_slice::<Vec<Value>>(&ran.out).unwrap(), before);
        assert_eq!(reviewer.run(&["inbox"]).err, "", "it is told once");
    }
    // What only a later version understands is told as what it is.
    body["version"] = (version + 1).into();
    keep(reviewer, &body.to_string());
    let ran = reviewer.run(&["inbox"]);
    assert!(ran.err.contains("it does not make sense to this version. It is made anew"), "{}", ran.err);
}

#[test]
fn with_no_record_nothing_is_written_into_the_folder() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    fs::remove_file(index(reviewer)).unwrap();
    let before = holds(reviewer);
    for command in [&["inbox"][..], &["read", &id], &["label", &id]] {
        reviewer.done(&[command, &["--no-record"]].concat());
        assert!(holds(reviewer) == before, "{command:?} wrote something");
    }
    for command in [&["pull"][..], &["push"], &["label", &id, "--add", "un:wgad"], &["reply", &id, "--file", "-"]] {
        let ran = reviewer.run(&[command, &["--no-record"]].concat());
        assert_eq!(ran.code, 2, "{command:?}: {}", ran.err);
        assert!(ran.err.contains("--no-record"), "{}", ran.err);
    }
    assert!(holds(reviewer) == before);
    reviewer.done(&["inbox"]);
    assert!(index(reviewer).exists());
}

#[test]
fn a_folder_that_cannot_be_written_still_reads() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    fs::remove_file(index(reviewer)).unwrap();
    // Nobody can write a file where a folder is, root neither.
    fs::create_dir(reviewer.home.join("index.age.part")).unwrap();
    let ran = reviewer.run(&["read", &id]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.text().contains("two white vans"));
    assert!(ran.err.contains("index.age") && ran.err.contains("--no-record"), "{}", ran.err);
}

#[test]
fn a_parcel_that_lies_under_two_days_is_opened_once_in_each_and_counts_once() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let before = reviewer.the_submission();
    let parcels = files_in(&reviewer.home.join("vault"));
    let elsewhere = parcels[0].parent().unwrap().with_file_name("2020-02-02");
    fs::create_dir(&elsewhere).unwrap();
    for parcel in &parcels {
        fs::copy(parcel, elsewhere.join(parcel.file_name().unwrap())).unwrap();
    }
    let told = reviewer.the_submission();
    for part in ["attachments", "identity", "complete", "missing", "consent", "replies", "day"] {
        assert_eq!(told[part], before[part], "{part}");
    }
    assert_eq!(told["warnings"].as_array().unwrap().len(), 1, "that it is listed elsewhere is told: {told}");
    let report: Value = serde_json::from_slice(&reviewer.done(&["report", "--json"])).unwrap();
    assert_eq!(report["waiting"]["doubtful"], 0, "and puts nothing in doubt: {report}");
    // Neither of the two puts the other out of the index.
    spoil_parcels(&reviewer.home);
    let ran = reviewer.run(&["inbox", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(reviewer.the_submission(), told);
}

#[test]
fn a_read_that_fails_once_is_no_verdict_on_a_parcel() {
    let site = pulled();
    let reviewer = &site.reviewer;
    let before = reviewer.the_submission();
    let id = before["id"].as_str().unwrap();
    assert_eq!(before["warnings"], json!([]));
    let parcels = files_in(&reviewer.home.join("vault"));
    let (trace, to) = (site.folder.path().join("trace"), site.folder.path().join("files"));
    // Whichever read it is, until all of them succeed.
    let told_of_read = |arguments: &[&str], n: usize| {
        let mut failing = trace::failing(&trace, AMPARO, &parcels, "read", "EIO", n);
        let ran = failing.args(reviewer.command(arguments).get_args()).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        let (told, done) = (said.contains("Input/output error"), ran.status.success());
        assert!(done || told, "{said}");
        (told, done)
    };
    let mut reads = 0;
    loop {
        fs::remove_file(index(reviewer)).unwrap();
        let (told, done) = told_of_read(&["inbox", "--json"], 1 + reads);
        assert!(done);
        assert_eq!(reviewer.the_submission(), before, "after read {reads} it is looked at again");
        if !told {
            break;
        }
        reads += 1;
    }
    assert!(reads > 10, "{reads}");
    // Some reads are of what is only looked at beside, and stop nothing.
    let extracts = |n: &usize| told_of_read(&["extract", id, "--to", path_text(&to.join(n.to_string()))], *n).0;
    let failed = (1..=reads).filter(extracts).count();
    assert!(failed > 1, "{failed}");
    let custody: Value = serde_json::from_slice(&reviewer.done(&["custody", id, "--json"])).unwrap();
    assert!(!custody.to_string().contains("doubted"), "{custody}");
}
