//! A submission that is not here as a whole: what reads, extracts and exports it says so, and no bag tells of the rest.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::content::{Content, sha256_of};
use crate::common::eyes::{Eyes, marker};
use crate::common::files_in;
use crate::common::reviewer::Reviewer;
use crate::common::site::{Server, Site, path_text};
use crate::common::source::Visit;

/// A running site to which a small file and a video were told, and the name of the video.
fn told() -> (Site, Server, String) {
    let (site, video) = (Site::configured(|_| {}), marker());
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").and("consent-c2", "yes");
    let visit = visit.file("small.txt", "a note").file(format!("{video}.mp4"), vec![b'v'; 3 << 20]);
    assert_eq!(server.tell(&visit).status, 200);
    (site, server, video)
}

fn the_id(reviewer: &Reviewer) -> String {
    reviewer.the_submission()["id"].as_str().unwrap().to_owned()
}

fn exporting<'a>(id: &'a str, to: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    [&["export", id, "--for", "partner", "--to", path_text(to)], more].concat()
}

/// The digests of the parcels of this kind that custody names.
fn parcels(reviewer: &Reviewer, id: &str, what: &str) -> Vec<String> {
    let shown: Value = serde_json::from_slice(&reviewer.done(&["custody", id, "--json"])).unwrap();
    let events = shown["events"].as_array().unwrap().iter();
    let objects =
        events.flat_map(|event| event["in"].as_array().unwrap().iter().chain(event["out"].as_array().unwrap()));
    let found = objects.filter(|object| object["what"] == what);
    let found: Vec<String> = found.map(|object| object["sha256"].as_str().unwrap().to_owned()).collect();
    assert!(!found.is_empty(), "{shown}");
    found
}

fn in_the_vault(reviewer: &Reviewer, parcel: &str) -> PathBuf {
    let name = format!("{parcel}.age");
    files_in(&reviewer.home.join("vault")).into_iter().find(|path| path.ends_with(&name)).unwrap()
}

#[test]
fn what_was_not_pulled_is_missed_by_whoever_reads_extracts_or_exports_and_told_in_no_bag() {
    let (site, server, video) = told();
    let reviewer = &site.reviewer;
    reviewer.done(&["pull", "--below", "100k"]);
    let id = the_id(reviewer);
    let missing = format!("1 of the parcels of submission {id} is not here");
    let to = |name: &str| site.folder.path().join(name);

    let read = reviewer.run(&["read", &id]);
    assert!(read.code == 0 && read.err.contains(&format!("! {missing}; `amparo pull` fetches")), "{read:?}");

    let files = to("files");
    let ran = reviewer.run(&["extract", &id, "--to", path_text(&files), "--json"]);
    let written: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((written.as_array().unwrap().len(), &written[0]["name"]), (1, &json!("small.txt")));
    let error: Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!((ran.code, &error["error"]["what"]), (1, &json!(missing)));
    assert!(error["error"]["mend"].as_str().unwrap().contains("`amparo pull`"), "{error}");
    assert_eq!(files_in(&files), [files.join("1-small.txt")]);
    // Who names what is here has all that they asked for.
    let ran = reviewer.run(&["extract", &id, "--to", path_text(&to("named")), "--file", "1"]);
    assert!(ran.code == 0 && !ran.err.contains("not here"), "{ran:?}");

    let out = to("out");
    let refused = reviewer.run(&exporting(&id, &out, &[]));
    assert!(refused.code == 1 && refused.text().is_empty() && !out.exists(), "{refused:?}");
    for said in [missing.as_str(), "the bag would leave them out without a word", "`amparo pull`", "--incomplete"] {
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
    }
    let told: Value = serde_json::from_slice(&reviewer.run(&exporting(&id, &out, &["--json"])).out).unwrap();
    assert!(told[0]["bag"].is_null() && told[0]["error"].as_str().unwrap().contains(&missing), "{told}");

    let ran = reviewer.run(&exporting(&id, &out, &["--incomplete"]));
    assert!(ran.code == 0 && ran.err.contains("  parcels: 1 of its parcels is not here\n"), "{ran:?}");
    let bag = out.join(&id);
    let list: Value = serde_json::from_slice(&fs::read(bag.with_extension("refused.json")).unwrap()).unwrap();
    let away = json!({ "item": "parcels", "code": "not-here", "why": "1 of its parcels is not here" });
    assert_eq!(list["refused"].as_array().unwrap().last(), Some(&away));
    // The source may keep back what is not here: nothing in the bag tells that there is more, nor how much.
    let chain = fs::read_to_string(bag.join("data/custody/chain.txt")).unwrap();
    assert!(chain.contains("withheld"), "{chain}");
    let names =
        parcels(reviewer, &id, "closing").into_iter().chain([video, Content::from(vec![b'v'; 3 << 20]).sha256()]);
    let names: Vec<String> = names.collect();
    let eyes = Eyes::for_markers(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(eyes.seen_below(&bag), [""; 0]);
    let held = reviewer.run(&["verify", path_text(&bag), "--custodian", &site.custodian_key()]);
    assert_eq!(held.code, 0, "{}", held.text());

    // With all of it here there is nothing to say.
    reviewer.pull();
    server.stop();
    let ran = reviewer.run(&exporting(&id, &to("whole"), &[]));
    assert!(ran.code == 0 && !ran.err.contains("not here"), "{ran:?}");
    assert_eq!(reviewer.extract(&id, &to("all")).len(), 2);
    assert!(!reviewer.run(&["read", &id]).err.contains("not here"));
}

#[test]
fn where_the_list_of_all_that_belongs_to_it_is_not_here_it_is_said_and_stops_nothing() {
    let (site, server, _) = told();
    let reviewer = &site.reviewer;
    reviewer.pull();
    server.stop();
    let id = the_id(reviewer);
    let closing = parcels(reviewer, &id, "closing");
    fs::remove_file(in_the_vault(reviewer, &closing[0])).unwrap();
    let said =
        format!("! The list of the parcels of submission {id} is not here, so nobody can tell whether all of it is");
    let to = |name: &str| site.folder.path().join(name);
    let (files, out) = (to("files"), to("out"));
    for arguments in [&["read", &id][..], &["extract", &id, "--to", path_text(&files)], &exporting(&id, &out, &[])] {
        let ran = reviewer.run(arguments);
        assert_eq!((ran.code, ran.err.matches(&said).count()), (0, 1), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(files_in(&files).len(), 2);
    // Its length tells how many files there were, and nobody knows whether all of them leave.
    assert_eq!(Eyes::for_markers(&[&closing[0]]).seen_below(&out.join(&id)), [""; 0]);
}

#[test]
fn a_parcel_that_was_damaged_in_the_vault_is_missed_and_comes_back_by_a_pull() {
    let (site, server, _) = told();
    let reviewer = &site.reviewer;
    reviewer.pull();
    let id = the_id(reviewer);
    let video = parcels(reviewer, &id, "attachment");
    let video =
        video.iter().map(|parcel| in_the_vault(reviewer, parcel)).max_by_key(|path| path.metadata().unwrap().len());
    let video = video.unwrap();
    let mut bytes = fs::read(&video).unwrap();
    bytes[100] ^= 1;
    fs::write(&video, bytes).unwrap();
    let out = site.folder.path().join("out");
    let ran = reviewer.run(&exporting(&id, &out, &[]));
    assert!(ran.code == 3 && !out.exists() && ran.err.contains("is not here"), "{ran:?}");
    let line = ran.err.lines().find(|line| line.contains(path_text(&video))).unwrap();
    assert!(line.starts_with("! ") && line.contains("move that file out of the vault, then `amparo pull`"), "{line}");
    // A pull alone does not look at what is here.
    assert_eq!(reviewer.pull()["new"], json!([]));
    fs::rename(&video, site.folder.path().join("damaged")).unwrap();
    assert_eq!(reviewer.pull()["new"].as_array().unwrap().len(), 1);
    server.stop();
    assert_eq!(path_text(video.file_stem().unwrap().as_ref()), sha256_of(fs::File::open(&video).unwrap()));
    let ran = reviewer.run(&exporting(&id, &out, &[]));
    assert!(ran.code == 0 && !ran.err.contains("! "), "{ran:?}");
}
