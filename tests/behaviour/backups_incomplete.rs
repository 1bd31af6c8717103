//! Backups into which something could not be copied: nobody takes them for whole, and the next run tries again.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::backups::Kept;
use super::backups_damaged::ended;
use super::backups_refused::of_yesterday;
use crate::common::damage::truncated;
use crate::common::process::command;
use crate::common::site::path_text;
use crate::common::source::Visit;
use crate::common::{AMPARO, trace};

#[test]
fn a_parcel_that_the_medium_is_too_small_for_is_named_and_the_others_are_copied() {
    let kept = Kept::new();
    let server = kept.site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("big.bin", vec![1; 3_000_000]);
    assert_eq!(server.tell(&visit).status, 200);
    server.stop();
    kept.days_ago(1);
    let large = kept.site.parcels().into_iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let large = large.strip_prefix(&kept.site.data).unwrap().to_str().unwrap().to_owned();
    let limited = |more: &[&str]| {
        let mut limited = command("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 2500; exec \"$0\" \"$@\"", AMPARO]).args(kept.arguments());
        ended(limited.args(more))
    };
    let ran = limited(&["--json"]);
    assert!(ran.code == 1 && ran.err.contains("FAT32") && ran.err.contains(&large), "{ran:?}");
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&said["too_large"], &said["damaged"]), (&json!([large]), &json!([])), "{said}");
    assert_eq!((said["parcels"].as_u64(), kept.lists().len()), (Some(kept.site.parcels().len() as u64 - 1), 1));
    // Nobody takes that for a whole one: neither a second run of the day, nor who looks, nor a restore.
    let ran = limited(&[]);
    assert!(ran.code == 1 && ran.err.starts_with("The backup holds what could be copied up to the end of "), "{ran:?}");
    let config = kept.site.config_file();
    let told = |what: &str| Kept::run(&[what, "--config", path_text(&config), "--json"]).text().to_owned();
    let is_told = || told("check").contains("is without what could not be copied");
    assert!(is_told() && told("status").contains("\"backup_is_incomplete\":true"), "{}", told("status"));
    let to = kept.site.folder.path().join("back");
    let ran = kept.restore(&to, &[]);
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((ran.code, &back["missing"], &back["restored"]), (3, &json!([large]), &json!(false)), "{back}");

    kept.a_day_passes();
    limited(&[]);
    let older = kept.lists()[0].file_stem().unwrap().to_str().unwrap().to_owned();
    let said = kept.backed_up();
    assert_eq!(
        (&said["new"], &said["was_there"]),
        (&json!(1), &json!(false)),
        "a larger medium takes it on the same day"
    );
    assert!(!is_told());
    assert_eq!(kept.backed_up()["was_there"], true);
    // By the older list too, which lacks it, it comes back.
    let ran = kept.restore(&to, &["--day", &older]);
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((ran.code, &back["missing"], &back["beyond"]), (0, &json!([]), &json!(1)), "{back}");
}

#[test]
fn what_was_damaged_when_a_backup_was_made_is_missing_from_it_by_name() {
    let kept = of_yesterday();
    kept.answered();
    let (parcel, reply) = (kept.site.parcels().remove(0), kept.replies().remove(0));
    for path in [&parcel, &reply] {
        truncated(path);
    }
    let ran = kept.back_up();
    assert_eq!(ran.code, 3, "{ran:?}");
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    let paths = |all: &[&PathBuf]| -> Vec<String> {
        let below = all.iter().map(|path| path.strip_prefix(&kept.site.data).unwrap());
        below.map(|path| path.to_str().unwrap().to_owned()).collect()
    };
    let both = json!(paths(&[&reply, &parcel]));
    assert_eq!(said["lacks"], both, "{said}");
    let to = kept.site.folder.path().join("back");
    let ran = kept.restore(&to, &["--incomplete"]);
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((ran.code, &back["missing"], &back["restored"]), (3, &both, &json!(true)), "{back}");
    assert!(!to.join("lacks").exists());
    // What of it others may hold, and what nobody does.
    let said = ran.err.replace('\n', " ");
    assert!(said.contains("reviewers may hold the parcels: ask each to run amparo push --missing"), "{said}");
    assert!(said.contains("no reviewer holds the replies: another copy of the backup, or an older list"), "{said}");
}

#[test]
fn keys_of_an_onion_service_that_are_lost_keep_nothing_else_out_of_the_backup() {
    let kept = Kept::configured(|config| {
        config.insert("backup".to_owned(), toml::toml! { onion_keys = ["onion/portal"] }.into());
    });
    kept.told("one");
    kept.days_ago(1);
    let keys = kept.site.folder.path().join("onion/portal");
    let key = "config/onion/portal/hs_ed25519_secret_key";
    fs::create_dir_all(&keys).unwrap();
    fs::write(keys.join("hs_ed25519_secret_key"), "a key").unwrap();
    kept.backed_up();
    fs::remove_dir_all(&keys).unwrap();
    kept.told("two");
    kept.days_ago(1);
    for day in 1..=3 {
        kept.a_day_passes();
        for _ in 0..2 {
            let ran = kept.back_up();
            assert!(ran.code == 3 && ran.err.contains(key), "{ran:?}");
            let said: Value = serde_json::from_slice(&ran.out).unwrap();
            let parcels = kept.site.parcels().len();
            assert_eq!(
                (&said["missing"], &said["lacks"], &said["parcels"]),
                (&json!([key]), &json!([key]), &json!(parcels))
            );
            assert_eq!(said["was_there"], false, "it tries again");
        }
        assert_eq!(kept.lists().len(), day + 1, "the list that has it stays");
        // A folder without a key is none either.
        fs::create_dir_all(&keys).unwrap();
        fs::write(keys.join("hostname"), "a.onion").unwrap();
    }
    let oldest = kept.lists()[0].file_stem().unwrap().to_str().unwrap().to_owned();
    let ran = kept.restore(&kept.site.folder.path().join("without"), &["--incomplete"]);
    assert!(ran.code == 3 && !ran.err.contains("push --missing"), "no reviewer holds a key: {ran:?}");
    assert!(ran.err.contains("no reviewer holds the keys of onion services"), "{ran:?}");
    let to = kept.site.folder.path().join("back");
    let ran = kept.restore(&to, &["--day", &oldest]);
    assert_eq!(ran.code, 0, "{ran:?}");
    fs::copy(to.join("restored/onion/portal/hs_ed25519_secret_key"), keys.join("hs_ed25519_secret_key")).unwrap();
    assert_eq!((&kept.backed_up()["was_there"], kept.lists().len()), (&json!(false), 2));
    assert_eq!(kept.backed_up()["was_there"], true);
}

#[test]
fn a_backup_off_a_disk_that_takes_nothing_more_is_one() {
    let kept = of_yesterday();
    let trace = kept.site.folder.path().join("trace");
    let part = kept.site.data.join("backed-up.part");
    let mut failing = trace::failing(&trace, AMPARO, &[part], "openat", "EROFS", 1);
    let ran = ended(failing.args(kept.arguments()));
    assert!(fs::read_to_string(trace).unwrap().contains("(INJECTED)"), "{ran:?}");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.starts_with("The backup holds everything up to the end of "), "{ran:?}");
    assert!(ran.err.contains("the data folder could not be told of it"), "{ran:?}");
    assert!(!kept.site.data.join("backed-up").exists());
    assert_eq!(kept.backed_up()["was_there"], true);
    assert!(kept.site.data.join("backed-up").exists(), "the next run tells it");
}

#[test]
fn a_form_whose_name_is_misspelt_keeps_nothing_out_of_the_backup() {
    let kept = of_yesterday();
    let config = fs::read_to_string(kept.site.config_file()).unwrap();
    fs::write(kept.site.config_file(), config + "\n[[desk]]\nid = \"main\"\nform = \"gided\"\n").unwrap();
    assert!(kept.site.refused().stderr.contains("there is no form \"gided\""));
    assert_eq!(kept.backed_up()["parcels"], json!(kept.site.parcels().len()));
}
