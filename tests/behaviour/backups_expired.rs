//! What leaves a backup by the word of all reviewers that they hold a day, and what only seems to.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::backups::{Kept, today};
use crate::common::damage::truncated;
use crate::common::files_in;
use crate::common::site::path_text;

/// A site of four days ago that both reviewers pulled, and a backup of it from yesterday.
fn acknowledged(retention: bool) -> (Kept, PathBuf) {
    let kept = Kept::configured(|config| {
        if retention {
            config.insert("retention".to_owned(), toml::toml! { days = 2 }.into());
        }
    });
    kept.told("one");
    kept.days_ago(4);
    let server = kept.site.start();
    kept.both[0].pull();
    server.stop();
    kept.backed_up();
    kept.a_day_passes();
    let server = kept.site.start();
    kept.both[1].pull();
    server.stop();
    let day = format!("main/{}", today().plus(-4));
    (kept, day.into())
}

#[test]
fn acknowledgements_alone_empty_no_backup_and_what_goes_by_them_is_told_once() {
    // Both have signed that they hold the day: a server that is taken over has all it needs to pretend that it expired.
    let (kept, day) = acknowledged(false);
    let parcels = kept.site.parcels();
    let expired = kept.site.data.join("expired").join(&day);
    fs::create_dir_all(expired.parent().unwrap()).unwrap();
    fs::rename(kept.site.data.join("acknowledged").join(&day), &expired).unwrap();
    fs::remove_dir_all(kept.site.data.join("parcels").join(&day)).unwrap();
    let taken = kept.backed_up();
    assert_eq!((&taken["removed"], &taken["only_in_backup"]), (&json!(0), &json!(parcels.len())), "{taken}");

    let pull = |n: usize| {
        let ran = kept.both[n].run(&["pull", "--json"]);
        let said: Value = serde_json::from_slice(&ran.out).unwrap();
        let missing = said["missing_on_server"].as_array().unwrap().len();
        assert_eq!(ran.code, if missing > 0 { 3 } else { 0 }, "{ran:?}");
        (said["expired_days"].clone(), missing, ran.err)
    };
    let server = kept.site.start();
    let (days, missing, err) = pull(0);
    let told = json!([{ "desk": "main", "day": today().plus(-4), "parcels": parcels.len() }]);
    assert_eq!((days, missing), (told, 0));
    assert!(err.contains("The server has let go of 1 day, "), "{err}");
    let (days, missing, err) = pull(0);
    assert_eq!((days, missing), (json!([]), 0), "it is told once");
    assert!(!err.contains("let go"), "{err}");
    // One word is not the word of all.
    fs::remove_file(expired.join("reviewer-1.note")).unwrap();
    let (days, missing, _) = pull(1);
    assert_eq!((days, missing), (json!([]), parcels.len()));
    server.stop();

    let back = kept.is_destroyed_and_restored();
    assert_eq!((&back["beyond"], back["unbelieved"].as_array().unwrap().len()), (&json!(parcels.len()), 2), "{back}");
    kept.site.start().stop();
    assert_eq!(kept.site.parcels(), parcels, "no start deletes by them");
}

#[test]
fn what_the_operator_lets_expire_leaves_the_backup_too() {
    let (kept, _) = acknowledged(true);
    let parcels = kept.site.parcels().len();
    kept.site.start().stop();
    assert_eq!(kept.site.parcels().len(), 0);
    let taken = kept.backed_up();
    assert_eq!((&taken["removed"], &taken["only_in_backup"]), (&json!(parcels), &json!(0)), "{taken}");
    let back = kept.is_destroyed_and_restored();
    assert_eq!((&back["parcels"], &back["beyond"], &back["unbelieved"]), (&json!(0), &json!(0), &json!([])), "{back}");
}

#[test]
fn what_one_attempt_of_a_restore_believed_goes_when_the_next_sees_less_of_the_medium() {
    let (kept, day) = acknowledged(true);
    kept.site.start().stop();
    kept.told("two");
    kept.days_ago(1);
    kept.backed_up();
    let files = kept.stick.join("files");
    truncated(&files_in(&files)[0]);
    fs::remove_dir_all(&kept.site.data).unwrap();
    let folder = kept.site.data.join("expired").join(&day);
    let restored = || {
        let ran = kept.restore(&kept.site.data, &[]);
        assert_eq!(ran.code, 3, "{ran:?}");
        let said: Value = serde_json::from_slice(&ran.out).unwrap();
        let count = |what: &str| said[what].as_array().unwrap().len();
        (count("unbelieved"), count("undecided"), folder.exists())
    };
    assert_eq!(restored(), (0, 0, true));
    // That attempt was killed while it wrote a note.
    fs::rename(folder.join("reviewer-2.note"), folder.join("reviewer-2.note.part")).unwrap();
    // Not even its folders can be listed now: the day may be in one of them.
    let elsewhere = kept.site.folder.path().join("files");
    fs::rename(&files, &elsewhere).unwrap();
    symlink(&elsewhere, &files).unwrap();
    assert_eq!(restored(), (0, 2, false), "by an empty folder alone a server would let the day go");
    assert_eq!(files_in(&kept.site.data.join("restored/undecided/expired").join(&day)).len(), 2);
    // Whoever restores is told why, and when the notes may go back.
    let [from, identity, to] = [&kept.stick, &kept.identity, &kept.site.data].map(|path| path_text(path));
    let ran = Kept::run(&["restore", "--from", from, "--identity", identity, "--to", to]);
    let said = ran.err.replace('\n', " ");
    assert!(said.contains("2 notes of what was withdrawn or let go lie in "), "{said}");
    assert!(said.contains("amparo push --missing can bring it back") && !said.contains("has signed"), "{said}");
    // No folder is named that is not there.
    assert!(said.contains(&format!("chown -R --reference={to} {to}/expired")), "{said}");
    assert!(!said.contains("/withdrawn"), "{said}");
    // With all of the medium to be seen again, they hold.
    fs::remove_file(&files).unwrap();
    fs::rename(&elsewhere, &files).unwrap();
    assert_eq!(restored(), (0, 0, true));
    assert!(!kept.site.data.join("restored/undecided").exists());
}
