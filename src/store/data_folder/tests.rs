//! What a data folder says of itself, and which of its files go into a copy.

use super::*;
use crate::store::{FileStore, Free};

#[test]
fn a_copys_paths_are_understood_and_none_leaves_the_folder() {
    let id = "ab".repeat(32);
    let parcel = Place::Parcel("main".parse().unwrap(), "2026-11-24".parse().unwrap(), id.parse().unwrap());
    assert_eq!(Place::of(&format!("parcels/main/2026-11-24/{id}.age")), Some(parcel));
    assert_eq!(Place::of(&format!("mailboxes/{id}.age")), Some(Place::Reply(id.parse().unwrap())));
    for small in ["derivation.toml", "rosters/00000001.note", "withdrawn/main/x.note", "config/forms/own.toml"] {
        assert_eq!(Place::of(small), Some(Place::Small), "{small}");
    }
    let other = [
        "",
        "/",
        "/etc/passwd",
        "..",
        "a/../b",
        "a//b",
        "./a",
        ".ssh/x",
        "a\\b",
        "a\0",
        "amparo-data",
        "lock",
        "index/db",
        "index.sum",
        "pool/main/x",
        "parcels/main",
        "parcels/main/2026-11-24/x.age",
        "mailboxes/pool/slots/x",
        "mailboxes/x.age",
        "a.part",
        "rosters/1.part",
    ];
    for path in other {
        assert_eq!(Place::of(path), None, "{path}");
    }
    for (path, holds_many) in [
        ("parcels", true),
        ("parcels/main", true),
        ("parcels/main/2026-11-24", true),
        ("parcels/main/x", false),
        ("parcels/../x", false),
        ("parcels/main/2026-11-24/x", false),
        ("mailboxes", true),
        ("mailboxes/pool", false),
        ("rosters", false),
        ("", false),
    ] {
        assert_eq!(is_folder_of_many(path), holds_many, "{path}");
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A data folder with nothing in it.
fn fresh() -> (tempfile::TempDir, DataFolder) {
    let root = tempfile::tempdir().unwrap();
    let today = day("2026-11-24");
    FileStore::open(root.path(), Free::default(), today).unwrap().close(today).unwrap();
    let data = DataFolder::at(root.path()).unwrap();
    (root, data)
}

#[test]
fn a_data_folder_is_known_by_its_mark_alone() {
    let (root, _) = fresh();
    for other in ["", "amparo", &format!("{MARKER_TEXT}x"), &MARKER_TEXT[1..]] {
        fs::write(root.path().join(MARKER), other).unwrap();
        assert!(matches!(DataFolder::at(root.path()), Err(StoreError::Foreign(_))), "{other:?}");
    }
    mark_restored(root.path()).unwrap();
    assert!(DataFolder::at(root.path()).is_ok());
    fs::remove_file(root.path().join(MARKER)).unwrap();
    assert!(matches!(DataFolder::at(root.path()), Err(StoreError::Foreign(_))));
}

#[test]
fn what_is_no_parcel_among_parcels_is_named() {
    let id = "ab".repeat(32);
    let (today, folder) = (day("2026-11-26"), "parcels/main/2026-11-25");
    for (path, is_folder) in [
        (format!("{folder}/{id}.age"), true),
        (format!("{folder}/notes"), true),
        (format!("{folder}/notes"), false),
        ("parcels/main/notes".to_owned(), true),
        ("parcels/Main Desk".to_owned(), true),
    ] {
        let (root, data) = fresh();
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if is_folder {
            fs::create_dir(&path).unwrap();
        } else {
            fs::write(&path, "").unwrap();
        }
        let refused = data.parcels_before(today);
        assert!(matches!(&refused, Err(StoreError::Stray(stray)) if *stray == path), "{refused:?}");
    }
    let (root, data) = fresh();
    fs::create_dir_all(root.path().join(folder)).unwrap();
    fs::write(root.path().join(format!("{folder}/{id}.age")), "seven b").unwrap();
    let expected =
        ParcelFile { desk: "main".parse().unwrap(), day: day("2026-11-25"), id: id.parse().unwrap(), len: 7 };
    assert_eq!(data.parcels_before(today).unwrap(), [expected]);
    assert!(data.parcels_before(day("2026-11-25")).unwrap().is_empty());
    assert_eq!(data.parcels(|of| of > day("2026-11-24")).unwrap().len(), 1);
    std::os::unix::fs::symlink("elsewhere", root.path().join(format!("{folder}/{}.age", "cd".repeat(32)))).unwrap();
    assert!(matches!(data.parcels_before(today), Err(StoreError::NotPlain(_))));
}

#[test]
fn replies_notes_that_wait_and_files_that_went_are_what_lies_there() {
    let (root, data) = fresh();
    let desk: DeskId = "main".parse().unwrap();
    let id = "ab".repeat(32);
    let replies = || data.replies(&mut Vec::new()).unwrap();
    assert_eq!((replies(), data.waiting(&desk).unwrap()), (Vec::new(), Vec::new()));
    fs::write(root.path().join(format!("mailboxes/{id}.age")), "sealed").unwrap();
    fs::write(root.path().join("mailboxes/notes"), "").unwrap();
    assert_eq!(replies(), [format!("mailboxes/{id}.age")]);
    fs::create_dir_all(root.path().join("withdrawing/main")).unwrap();
    fs::write(root.path().join(format!("withdrawing/main/{id}.note")), "please").unwrap();
    let note = Note { parcel: id.parse().unwrap(), text: "please".to_owned() };
    assert_eq!(data.waiting(&desk).unwrap(), [note]);
    assert!(data.open(&format!("mailboxes/{id}.age")).unwrap().is_some());
    assert!(data.open("mailboxes/went").unwrap().is_none() && data.open("nowhere/went").unwrap().is_none());
    std::os::unix::fs::symlink("elsewhere", root.path().join("link")).unwrap();
    assert!(data.open("link").is_err());
}

#[test]
fn what_stands_in_the_place_of_the_quarantine_holds_nothing() {
    let (root, data) = fresh();
    let (desk, today) = ("main".parse().unwrap(), day("2026-11-25"));
    let path = root.path().join(QUARANTINE);
    assert_eq!(data.set_aside().unwrap(), 0);
    fs::write(&path, "").unwrap();
    assert_eq!(data.set_aside().unwrap(), 0);
    assert!(!data.holds_aside(&desk, today, &[]).unwrap());
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(root.path().join(PARCELS), &path).unwrap();
    assert_eq!(data.set_aside().unwrap(), 0);
    fs::remove_file(&path).unwrap();
    fs::create_dir_all(path.join("parcels/main/2026-11-25")).unwrap();
    fs::write(path.join(format!("parcels/main/2026-11-25/{}.age", "ab".repeat(32))), "").unwrap();
    fs::write(path.join("lock"), "").unwrap();
    assert_eq!(data.set_aside().unwrap(), 2);
    assert!(data.holds_aside(&desk, today, &[]).unwrap());
    assert!(!data.holds_aside(&desk, today, &["ab".repeat(32).parse().unwrap()]).unwrap());
    assert!(!data.holds_aside(&desk, today.plus(1), &[]).unwrap());
}

#[test]
fn a_copy_without_a_salt_that_makes_sense_is_none() {
    let (root, data) = fresh();
    let whole = fs::read(root.path().join(DERIVATION)).unwrap();
    let other: (&str, &[u8]) = ("reviewing.key", &whole);
    data.check_copied_derivation([other, (DERIVATION, &whole)].into_iter()).unwrap();
    for copied in [vec![other], vec![other, (DERIVATION, &whole[1..])], vec![]] {
        let refused = data.check_copied_derivation(copied.into_iter());
        assert!(matches!(refused, Err(StoreError::Damaged(path)) if path.ends_with(DERIVATION)));
    }
}

#[test]
fn the_last_day_that_any_desk_let_go_is_known() {
    let (root, data) = fresh();
    assert_eq!(data.last_expired().unwrap(), None);
    for path in ["main/2026-11-20", "main/2026-11-23", "other/2026-11-22", "other/notes"] {
        fs::create_dir_all(root.path().join(EXPIRED).join(path)).unwrap();
    }
    assert_eq!(data.last_expired().unwrap(), Some(day("2026-11-23")));
}
