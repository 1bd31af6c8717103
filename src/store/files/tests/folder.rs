//! Whose a data folder is, what its codenames' keys are drawn by, and what is held back of its disk.

use std::os::unix::fs::symlink;

use super::super::folder::{is_new, keep_reserve};
use super::super::removing::unlink;
use super::super::rosters;
use super::*;

#[test]
fn a_folder_is_new_ours_or_somebody_elses() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let refused = || matches!(is_new(root.path()), Err(StoreError::Foreign(path)) if path == root.path());
    assert!(is_new(root.path()).unwrap());
    // A first start that was cut short left its lock.
    fs::write(at(LOCK), "").unwrap();
    assert!(is_new(root.path()).unwrap());
    fs::write(at("notes"), "").unwrap();
    assert!(refused());
    fs::remove_file(at("notes")).unwrap();
    for mark in [&b"another program's"[..], b"\xff\xfe", b""] {
        fs::write(at(MARKER), mark).unwrap();
        assert!(refused(), "{mark:?}");
    }
    fs::write(at(MARKER), MARKER_TEXT).unwrap();
    fs::write(at("notes"), "").unwrap();
    assert!(!is_new(root.path()).unwrap());
    fs::rename(at(MARKER), at("mark")).unwrap();
    symlink(at("mark"), at(MARKER)).unwrap();
    assert!(refused(), "a link is no mark");
    fs::remove_file(at(MARKER)).unwrap();
    fs::create_dir(at(MARKER)).unwrap();
    assert!(refused());
}

#[test]
fn what_keys_are_derived_by_is_drawn_once_and_never_where_anything_was_kept() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join(DERIVATION);
    let drawn = load_derivation(root.path()).unwrap();
    assert_eq!(load_derivation(root.path()).unwrap(), drawn);
    fs::remove_file(&path).unwrap();
    assert_ne!(load_derivation(root.path()).unwrap(), drawn);

    let text = fs::read_to_string(&path).unwrap();
    fs::create_dir(root.path().join(PARCELS)).unwrap();
    let damaged = |it: Result<Derivation, StoreError>| matches!(it, Err(StoreError::Damaged(of)) if of == path);
    for damage in ["", "version = 1", &text.replace("passes = 2", "passes = 1"), &text[1..]] {
        fs::write(&path, damage).unwrap();
        assert!(damaged(load_derivation(root.path())), "{damage}");
    }
    fs::write(&path, b"\xff\xfe").unwrap();
    assert!(damaged(load_derivation(root.path())));
    fs::remove_file(&path).unwrap();
    assert!(damaged(load_derivation(root.path())), "there was one");
    assert!(!path.exists());
    fs::create_dir(&path).unwrap();
    assert!(damaged(load_derivation(root.path())));
    fs::remove_dir(&path).unwrap();
    fs::write(root.path().join("copy"), text).unwrap();
    symlink(root.path().join("copy"), &path).unwrap();
    assert!(matches!(load_derivation(root.path()), Err(StoreError::NotPlain(of)) if of == path));
}

#[test]
fn some_of_a_disk_is_held_back_where_there_is_room() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join(RESERVE);
    keep_reserve(root.path(), u64::MAX).unwrap();
    assert!(!path.exists(), "there is no room for it");
    keep_reserve(root.path(), 0).unwrap();
    let made = path.metadata().unwrap();
    assert!(made.len() == RESERVE_BYTES && made.mode() & 0o777 == 0o600);
    keep_reserve(root.path(), 0).unwrap();
    // It is given back where less is left than it has, and not where somebody asks for more.
    keep_reserve(root.path(), u64::MAX).unwrap();
    assert_eq!(path.metadata().unwrap().ino(), made.ino());
}

#[test]
fn of_a_day_what_is_gone_is_unlinked_and_the_folder_with_the_last_of_it() {
    let root = tempfile::tempdir().unwrap();
    let [one, other] = [1, 2].map(|byte| ParcelId::from_bytes([byte; 32]));
    let folder_of = |of: Day| root.path().join(of.to_string());
    let lay = |of: Day, ids: &[ParcelId]| {
        fs::create_dir_all(folder_of(of)).unwrap();
        for id in ids {
            fs::write(folder_of(of).join(file_name(*id)), "sealed").unwrap();
        }
    };
    let left = |of: Day| entries(&folder_of(of)).unwrap().len();
    let gone = |ids: &[ParcelId]| ids.iter().copied().collect();
    let today = day(0);
    lay(day(-2), &[one, other]);
    unlink(&folder_of(day(-2)), day(-2), today, &gone(&[])).unwrap();
    assert_eq!(left(day(-2)), 2);
    unlink(&folder_of(day(-2)), day(-2), today, &gone(&[one])).unwrap();
    assert_eq!(left(day(-2)), 1);
    assert_eq!(folder_of(day(-2)).metadata().unwrap().mtime(), day(-2).unix_midnight());
    unlink(&folder_of(day(-2)), day(-2), today, &gone(&[one])).unwrap();
    assert_eq!(left(day(-2)), 1);
    unlink(&folder_of(day(-2)), day(-2), today, &gone(&[one, other])).unwrap();
    assert!(!folder_of(day(-2)).exists());
    assert_eq!(root.path().metadata().unwrap().mtime(), today.unix_midnight());
    // A visit over midnight may still bring something for yesterday.
    for of in [day(-1), today] {
        lay(of, &[one]);
        unlink(&folder_of(of), of, today, &gone(&[one])).unwrap();
        assert!(folder_of(of).exists() && left(of) == 0);
    }
    // What bears a parcel's name and is none.
    fs::create_dir_all(folder_of(day(-3)).join(file_name(one))).unwrap();
    let refused = unlink(&folder_of(day(-3)), day(-3), today, &gone(&[one]));
    assert!(matches!(refused, Err(StoreError::Stray(path)) if path == folder_of(day(-3)).join(file_name(one))));
    unlink(&folder_of(day(-9)), day(-9), today, &gone(&[one])).unwrap();
}

#[test]
fn a_roster_that_cannot_be_read_is_nobodys_word() {
    let root = tempfile::tempdir().unwrap();
    let at = |version: u64| root.path().join(format!("{version:08}.note"));
    fs::write(at(1), b"some\xffthing").unwrap();
    fs::create_dir(at(2)).unwrap();
    symlink(at(1), at(3)).unwrap();
    let read = |version| rosters::read(root.path(), version).unwrap();
    assert_eq!(read(1).as_deref(), Some("some\u{fffd}thing"));
    assert_eq!([read(2), read(3)], [Some(String::new()), Some(String::new())]);
    assert_eq!(read(4), None);
    assert!(rosters::read(&root.path().join("n".repeat(300)), 1).is_err());
    assert_eq!(rosters::versions(root.path()).unwrap(), [1, 2, 3]);
}
