//! A disk that is nearly full: words before files, and the operator hears of it early.

use std::fs;
use std::process::Stdio;

use amparo::seal::RecipientKind;
use serde_json::Value;

use crate::common::AMPARO;
use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

/// A site whose disk has too little room for files, and enough for words.
fn nearly_full() -> Site {
    Site::made(RecipientKind::Classic, 1, |config| {
        config.insert("free_for_words_bytes".to_owned(), i64::MAX.into());
    })
}

fn told(site: &Site, what: &str) -> (Value, String) {
    let mut ran = command(AMPARO);
    let ran = ran.args([what, "--json", "--config", path_text(&site.config_file())]).stderr(Stdio::piped()).output();
    let ran = ran.unwrap();
    assert!(ran.status.success(), "{ran:?}");
    (serde_json::from_slice(&ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap())
}

#[test]
fn when_the_disk_is_nearly_full_words_are_taken_and_the_files_named_as_not_stored() {
    let site = nearly_full();
    let server = site.start();
    for (language, why) in [("en", "The server had no room for it."), ("es", "El servidor no tenía espacio para él.")]
    {
        let form = server.form(language);
        let visit = Visit::to(language, &form).with("account", "what I saw").file("photo.jpg", vec![7; 90_000]);
        let page = server.tell(&visit);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("photo.jpg") && page.body.contains(why), "{language}: {}", page.body);
        assert!(form.codename.split(' ').all(|word| page.body.contains(word)), "{language}: the nine words are there");
    }
    assert_eq!(site.kinds(), ["closing", "closing", "testimony", "testimony"]);
    site.reviewer.pull();
    for one in site.reviewer.inbox() {
        let testimony = site.reviewer.testimony(one["id"].as_str().unwrap());
        assert!(testimony.to_string().contains("what I saw"), "{testimony}");
        assert_eq!(one["complete"], true, "{one}");
    }
    // It goes on.
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "more")).status, 200);
    server.stop();
}

#[test]
fn who_looks_is_told_that_the_disk_is_nearly_full() {
    let site = nearly_full();
    site.start().stop();
    let (status, _) = told(&site, "status");
    assert_eq!((&status["disk_nearly_full"], &status["disk"]), (&true.into(), &"words-alone".into()), "{status}");
    let weak = |site| {
        let (checked, _) = told(site, "check");
        let all = checked["weaknesses"].as_array().expect("a list").clone();
        let what = all.into_iter().find(|weak| weak["about"] == "disk").map(|weak| weak["what"].to_string());
        (checked["disk"].clone(), what)
    };
    let (disk, what) = weak(&site);
    assert_eq!(disk, "words-alone");
    assert!(what.expect("it is told").contains("so full that files are refused"));

    let roomy = Site::made(RecipientKind::Classic, 1, |config| {
        config.insert("free_for_words_bytes".to_owned(), 0.into());
    });
    roomy.start().stop();
    let (status, _) = told(&roomy, "status");
    assert_eq!((&status["disk_nearly_full"], &status["disk"]), (&false.into(), &"enough".into()), "{status}");
    assert_eq!(weak(&roomy), ("enough".into(), None));
}

#[test]
fn a_parcel_that_the_disk_damaged_comes_back_from_a_reviewer() {
    let site = Site::made(RecipientKind::Classic, 1, |_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "what I saw")).status, 200);
    site.reviewer.pull();
    let path = site.parcels().remove(0);
    let whole = fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&path, damaged).unwrap();
    let id = path.file_stem().unwrap().to_str().unwrap();
    let nothing: Value = serde_json::from_slice(&site.reviewer.done(&["push", "--missing", "--json"])).unwrap();
    assert_eq!(nothing["given_back"].as_array().unwrap().len(), 0, "it is listed, so nothing is missing");
    let given: Value = serde_json::from_slice(&site.reviewer.done(&["push", "--parcel", id, "--json"])).unwrap();
    assert_eq!(given["given_back"], serde_json::json!([id]));
    assert_eq!(fs::read(&path).unwrap(), whole);
    let unknown = "ab".repeat(32);
    let ran = site.reviewer.run(&["push", "--parcel", &unknown]);
    assert!(ran.code == 1 && ran.err.contains("your vault does not hold the parcel"), "{ran:?}");
    server.stop();
}
