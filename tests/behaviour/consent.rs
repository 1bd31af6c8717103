//! What a source permits, obeyed: what leaves for whom, and what a reviewer notes for themselves.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::content::sha256_of;
use crate::common::files_in;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

/// Adds answers under these names.
fn answered(mut visit: Visit, fields: &[(&str, &str)]) -> Visit {
    for (name, value) in fields {
        visit.fields.retain(|(known, _)| known != name);
        visit.fields.push(((*name).to_owned(), value.as_bytes().to_vec()));
    }
    visit
}

/// Checks a bag by hand, as RFC 8493 §3 says: every file is listed, and has its digest.
fn is_valid_bag(bag: &Path) -> bool {
    let listed = |manifest: &str, folder: &Path| {
        let text = fs::read_to_string(bag.join(manifest)).unwrap();
        let mut names = Vec::new();
        for line in text.lines() {
            let (digest, name) = line.split_once("  ").unwrap();
            if sha256_of(fs::File::open(folder.join(name)).unwrap()) != digest {
                return None;
            }
            names.push(folder.join(name));
        }
        names.sort();
        Some(names)
    };
    let (Some(payload), Some(_)) = (listed("manifest-sha256.txt", bag), listed("tagmanifest-sha256.txt", bag)) else {
        return false;
    };
    let mut there = files_in(&bag.join("data"));
    there.sort();
    payload == there
}

const ANSWERS: [(&str, &str); 12] = [
    ("account", "They took Marisol at the corner."),
    ("kind", "arrested"),
    ("when-day", "28"),
    ("when-month", "7"),
    ("when-year", "2024"),
    ("when", "the day of the vote"),
    ("persons-1-call", "M"),
    ("persons-1-age", "adult-18-29"),
    ("persons-1-permission", "no"),
    ("persons-1-real-name", "Marisol Real"),
    ("contact", "the shop on the square"),
    ("support", "legal"),
];

#[test]
fn an_export_holds_what_is_permitted_for_that_body_and_nothing_else() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("es", &server.form("es"));
    let visit = answered(visit, &ANSWERS);
    let visit = answered(visit, &[("consent-c1", "yes"), ("consent-c2", "yes"), ("consent-c4", "anonymous")]);
    let visit = answered(visit, &[("consent-c3", "no")]).file("marisol.jpg", "a picture");
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.run(&["pull"]);
    let submission = site.reviewer.the_submission();
    let id = submission["id"].as_str().unwrap();
    assert_eq!(submission["consent"]["c1"], "yes");
    assert_eq!(submission["consent"]["c5"], "ask");
    assert_eq!(submission["consent"]["withdrawn"], Value::Null);
    let read = String::from_utf8(site.reviewer.done(&["read", id])).unwrap();
    assert!(read.contains("== Consent, as it was given\n") && read.contains("the United Nations"), "{read}");

    let out = |name: &str| site.folder.path().join(name);
    let export = |body: &str, more: &[&str]| {
        let to = out(body);
        let mut arguments = vec!["export", id, "--json", "--for", body, "--to", path_text(&to)];
        arguments.extend(more);
        site.reviewer.run(&arguments)
    };
    // No and "ask me first": nothing leaves, nothing is written, and the reason is said.
    for (body, reason) in [("un", "no"), ("icc-identified", "ask"), ("public", "ask"), ("care", "ask")] {
        let ran = export(body, &[]);
        assert_eq!(ran.code, 1, "{body}: {}", ran.err);
        assert!(!out(body).exists(), "nothing is written");
        let told: Value = serde_json::from_str(ran.text()).unwrap();
        assert_eq!(told[0]["bag"], Value::Null);
        let codes: Vec<&str> =
            told[0]["refused"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
        assert!(codes.contains(&reason), "{body}: {codes:?}");
    }

    // To a court, identity withheld: lists and dates, and what the reviewer looked at.
    let ran = export("icc", &[]);
    assert_eq!((ran.code, out("icc").exists()), (1, false), "nobody has looked at anything: {}", ran.err);
    let told: Value = serde_json::from_str(ran.text()).unwrap();
    let why = |item: &str| {
        let mut all = told[0]["refused"].as_array().unwrap().iter();
        all.find(|one| one["item"] == item).unwrap()["code"].clone()
    };
    assert_eq!(
        [why("kind"), why("when"), why("account")],
        ["lists-not-reviewed", "lists-not-reviewed", "not-reviewed"]
    );
    let ran = export("icc", &["--reviewed", "file:1", "--reviewed", "lists"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let bag = out("icc").join(id);
    assert!(is_valid_bag(&bag));
    let json: Value = serde_json::from_slice(&fs::read(bag.join("data/testimony.json")).unwrap()).unwrap();
    assert_eq!(json["answers"]["kind"], json!(["arrested"]));
    assert_eq!(json["answers"]["when"], json!({ "edtf": "2024-07-28" }));
    assert_eq!(json["answers"]["persons"], Value::Null);
    assert_eq!(fs::read(bag.join("data/originals/file-1")).unwrap(), b"a picture");
    let everything = all_bytes(&bag);
    for kept_back in ["Marisol", "marisol", "the shop", "the day of the vote"] {
        assert!(!contains(&everything, kept_back), "{kept_back}");
    }
    let refused = fs::read_to_string(out("icc").join(format!("{id}.refused.json"))).unwrap();
    assert!(refused.contains("\"account\"") && refused.contains("person-refused") && !refused.contains("Marisol"));
    // What is changed afterwards shows.
    fs::write(bag.join("data/originals/file-1"), "another").unwrap();
    assert!(!is_valid_bag(&bag));

    // To a partner: all but the person who said no, and what may speak of them until it is looked at.
    let ran = export("partner", &["--reviewed", "account"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let everything = all_bytes(&out("partner").join(id));
    assert!(contains(&everything, "They took Marisol"));
    assert!(!contains(&everything, "Marisol Real") && !contains(&everything, "a picture"));
    assert!(!contains(&everything, "legal"), "what help they want is for those who may contact them");

    // Statistics: coded facts alone, and the reviewer's labels.
    site.reviewer.done(&["label", id, "--add", "un:wgad"]);
    let told: Value = serde_json::from_str(export("statistics", &[]).text()).unwrap();
    let bag = Path::new(told[0]["bag"].as_str().unwrap());
    let facts = fs::read(bag.join("data/statistics.json")).unwrap();
    let facts: Value = serde_json::from_slice(&facts).unwrap();
    assert_eq!((&facts["answers"], &facts["labels"]), (&json!({ "kind": ["arrested"] }), &json!(["un:wgad"])));

    // Nothing is overwritten, and what is no item is not passed over.
    assert_eq!(export("icc", &[]).code, 1);
    assert_eq!(export("partner", &["--reviewed", "acount"]).code, 2);
}

/// All that stands in a folder's files, and their names.
fn all_bytes(folder: &Path) -> Vec<u8> {
    let all = files_in(folder).into_iter();
    all.flat_map(|path| [path_text(&path).as_bytes(), &fs::read(&path).unwrap()].concat()).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

#[test]
fn who_allows_more_on_the_day_of_telling_hears_that_it_counts_from_a_later_day_on() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", "words")).status, 200);
    let change = [("action", "consent"), ("codename", form.codename.as_str()), ("consent-c3", "yes")];
    let done = server.send_fields("/en/2", &change);
    assert!(done.body.contains("Your new choices are stored"), "{}", done.body);
    assert!(done.body.contains("To allow more than on that day, choose again on a later day."), "{}", done.body);
    site.reviewer.pull();
    assert_eq!(site.reviewer.the_submission()["consent"]["c3"], "ask");
}

#[test]
fn an_export_validates_with_the_library_of_congresss_tool() {
    let site = Site::demo();
    let server = site.start();
    let visit = answered(Visit::to("en", &server.form("en")), &[("account", "words"), ("consent-c2", "yes")]);
    assert_eq!(server.tell(&visit.file("fotografía 1.jpg", "a picture")).status, 200);
    site.reviewer.run(&["pull"]);
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let out = site.folder.path().join("out");
    site.reviewer.done(&["export", &id, "--for", "partner", "--to", path_text(&out)]);
    let bag = out.join(&id);
    assert_eq!(fs::read(bag.join("data/originals/1-fotografía 1.jpg")).unwrap(), b"a picture");
    let tool = crate::invariant_12::tool("AMPARO_VENV", "target/venv", "bin/bagit.py");
    let validates = || Command::new(&tool).args(["--validate", path_text(&bag)]).output().unwrap().status.success();
    assert!(validates());
    fs::write(bag.join("data/testimony.txt"), "other words").unwrap();
    assert!(!validates(), "the tool sees it");
}

#[test]
fn labels_are_the_reviewers_own_and_sealed() {
    let site = Site::demo();
    let server = site.start();
    let visit = answered(Visit::to("en", &server.form("en")), &[("account", "words"), ("kind", "arrested")]);
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.run(&["pull"]);
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["labels"], json!([]), "nothing is set by itself");
    let id = submission["id"].as_str().unwrap();

    let label = |arguments: &[&str]| -> Value {
        let arguments = [&["label", id, "--json"], arguments].concat();
        serde_json::from_slice(&site.reviewer.done(&arguments)).unwrap()
    };
    assert_eq!(label(&[])["suggested"], json!(["un:wgad", "rome:7-1-e"]));
    assert_eq!(label(&["--add", "rome:7-1-e", "--add", "un:wgad"])["labels"], json!(["rome:7-1-e", "un:wgad"]));
    let kept = fs::read(site.reviewer.home.join("records.age")).unwrap();
    assert!(contains(&kept, "age-encryption.org") && !contains(&kept, "wgad"));
    let listed = |code: &str| -> Vec<Value> {
        serde_json::from_slice(&site.reviewer.done(&["inbox", "--json", "--label", code])).unwrap()
    };
    assert_eq!(listed("un:wgad").len(), 1);
    assert_eq!(listed("un:torture").len(), 0);
    assert_eq!(label(&["--remove", "rome:7-1-e"])["labels"], json!(["un:wgad"]));
    assert_eq!(label(&["--remove", "un:wgad"])["suggested"], json!(["un:wgad", "rome:7-1-e"]));

    let unknown = site.reviewer.run(&["label", id, "--add", "rome:99"]);
    assert_eq!(unknown.code, 2);
    assert!(String::from_utf8(site.reviewer.done(&["label", "--list"])).unwrap().contains("checked by a lawyer"));
}
