//! What a repair set aside, as the store meets it.

use std::os::unix::fs::symlink;

use super::removing::given;
use super::*;
use crate::seal::{Deleted, Deletion, MAX_SEALED_REPLY_BYTES, MailboxId, ShownReplies};

/// A store with two parcels of a day that is over, of which the second lies damaged in the quarantine: both ids, where it
/// lies, and the bytes that it had.
fn one_set_aside(root: &Path) -> ([ParcelId; 2], PathBuf, Vec<u8>) {
    let store = open(root, day(0));
    let kept = [0, 1].map(|_| keep(&store, &desk("one"), day(0)).id());
    store.close(day(1)).unwrap();
    drop(store);
    let below = format!("parcels/one/{}/{}.age", day(0), kept[1]);
    let (path, aside) = (root.join(&below), root.join("quarantine").join(below));
    let bytes = fs::read(&path).unwrap();
    fs::create_dir_all(aside.parent().unwrap()).unwrap();
    fs::remove_file(path).unwrap();
    fs::write(&aside, &bytes[..bytes.len() - 1]).unwrap();
    (kept, aside, bytes)
}

#[test]
fn a_day_does_not_expire_while_a_damaged_parcel_of_it_lies_set_aside_that_nobody_gave_back() {
    let folder = tempfile::tempdir().unwrap();
    let ([whole, damaged], aside, bytes) = one_set_aside(folder.path());
    let (one, store) = (desk("one"), open(folder.path(), day(5)));
    let judged = |ids: &[ParcelId]| [Judged { desk: one.clone(), day: day(0), parcels: ids.to_vec() }];
    let note = Acknowledged { day: day(0), reviewer: "ana".parse().unwrap(), text: "whole".to_owned() };
    store.keep_acknowledgement(&one, &note, day(5)).unwrap();
    // All that the day's list names is acknowledged, and the list lacks one.
    store.expire(&judged(&[whole]), day(5)).unwrap();
    assert!(aside.is_file() && !store.is_expired(&one, day(0)), "it may be the only copy");
    assert_eq!(store.parcels(&one, day(0)).unwrap().len(), 1);
    // What no name tells the id of may be one too.
    let nameless = aside.with_file_name("what it was is not known");
    fs::rename(&aside, &nameless).unwrap();
    store.expire(&judged(&[whole]), day(5)).unwrap();
    assert!(nameless.is_file() && !store.is_expired(&one, day(0)));
    fs::rename(&nameless, &aside).unwrap();
    // Of another day nothing lies there.
    let other = keep(&store, &one, day(1)).id();
    let note = Acknowledged { day: day(1), ..note };
    store.keep_acknowledgement(&one, &note, day(5)).unwrap();
    store.expire(&[Judged { desk: one.clone(), day: day(1), parcels: vec![other] }], day(5)).unwrap();
    assert!(store.is_expired(&one, day(1)) && aside.is_file());

    let (part, finished) = given(&store, &one, &bytes);
    assert!(store.bring_back(&one, part, finished, day(0), day(5)).unwrap());
    assert!(!aside.exists());
    store.expire(&judged(&[whole, damaged]), day(5)).unwrap();
    assert!(store.is_expired(&one, day(0)));
}

#[test]
fn no_link_in_the_quarantine_is_followed() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ([_, damaged], aside, _) = one_set_aside(folder.path());
    // Somebody else's folder, laid out like one of ours.
    let theirs = outside.path().join(format!("one/{}/{damaged}.age", day(0)));
    fs::create_dir_all(theirs.parent().unwrap()).unwrap();
    fs::write(&theirs, "somebody's").unwrap();
    let times = || entries_below(outside.path()).into_iter().map(|at| at.metadata().unwrap().modified().unwrap());
    let before: Vec<_> = times().collect();
    let day_folder = aside.parent().unwrap();
    let one = day_folder.parent().unwrap();
    let parcels = one.parent().unwrap();
    let links = [
        (parcels, outside.path().to_owned()),
        (one, outside.path().join("one")),
        (day_folder, theirs.parent().unwrap().to_owned()),
    ];
    for (place, to) in links {
        fs::remove_dir_all(folder.path().join("quarantine")).unwrap();
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(to, place).unwrap();
        let store = open(folder.path(), day(5));
        assert!(!store.knows(&desk("one"), damaged).unwrap(), "it lies outside");
        // What is withdrawn goes from the quarantine, at once and at a start.
        let kept = keep(&store, &desk("one"), day(5)).id();
        store.withdraw(&desk("one"), &[note(kept), note(damaged)], day(5)).unwrap();
        store.close(day(5)).unwrap();
        drop(store);
        let tombstone = folder.path().join(format!("withdrawn/one/{damaged}.note"));
        fs::write(&tombstone, "gone").unwrap();
        open(folder.path(), day(6)).close(day(6)).unwrap();
        fs::remove_file(tombstone).unwrap();
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "somebody's");
        assert_eq!(times().collect::<Vec<_>>(), before, "their times are theirs");
        assert!(place.is_symlink());
    }
}

#[test]
fn what_was_set_aside_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let ([whole, damaged], aside, _) = one_set_aside(folder.path());
    let day_folder = aside.parent().unwrap();
    let one = day_folder.parent().unwrap();
    let parcels = one.parent().unwrap();
    let quarantine = parcels.parent().unwrap();
    for place in [quarantine, parcels, one, day_folder] {
        let _ = fs::remove_file(folder.path().join("quarantine.2"));
        fs::remove_dir_all(quarantine).unwrap();
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, "a file that was set aside").unwrap();
        let store = open(folder.path(), day(5));
        assert!(!store.knows(&desk("one"), damaged).unwrap());
        let other = keep(&store, &desk("one"), day(5)).id();
        store.withdraw(&desk("one"), &[note(other)], day(5)).unwrap();
        store.close(day(5)).unwrap();
        drop(store);
        // The next that is set aside finds its folder, and neither is lost.
        let mut repair = crate::store::Repair::begin(folder.path()).unwrap();
        let path = format!("parcels/one/{}/{whole}.age", day(0));
        let (from, bytes) = (folder.path().join(&path), fs::read(folder.path().join(&path)).unwrap());
        repair.set_aside(Path::new(&path), "it is damaged", "").unwrap();
        let there = quarantine.join(&path);
        assert_eq!(fs::read(&there).unwrap(), bytes);
        assert!(
            entries_below(folder.path())
                .iter()
                .any(|at| fs::read(at).is_ok_and(|content| content == b"a file that was set aside")),
            "{}",
            place.display()
        );
        fs::rename(there, from).unwrap();
        let _ = fs::remove_dir(quarantine);
        fs::create_dir_all(quarantine).unwrap();
    }
}

#[test]
fn a_deleted_reply_goes_from_the_quarantine_too_and_leaves_no_time_there() {
    let folder = tempfile::tempdir().unwrap();
    let slots = MailboxId::from_bytes([1; 32]).slots();
    let aside = folder.path().join("quarantine/mailboxes");
    let store = open(folder.path(), day(0));
    fs::create_dir_all(&aside).unwrap();
    let reply = SealedReply::stored(vec![7; MAX_SEALED_REPLY_BYTES]);
    assert!(store.keep_reply(&slots, &reply, day(0)).unwrap());
    for name in [format!("{}.age", slots[0]), format!("{}.age.2", slots[0]), format!("{}.age", slots[1])] {
        fs::write(aside.join(name), "half of it").unwrap();
    }
    store.close(day(0)).unwrap();
    let shown = ShownReplies::of(&store.replies(&slots).unwrap());
    assert_eq!(store.delete_replies(&slots, &Deletion { shown, slot: Some(0) }, day(0)).unwrap(), Deleted::All);
    let left = || -> Vec<String> { entries(&aside).unwrap().into_iter().map(|(name, _)| name).collect() };
    assert_eq!(left(), [format!("{}.age", slots[1])], "that of another slot stays");
    assert_eq!(times_finer_than_a_day(folder.path()), Vec::<PathBuf>::new());
    // Of all of them, also what a repair took out of its slot, of which no page shows anything.
    assert_eq!(store.delete_replies(&slots, &Deletion { shown, slot: None }, day(0)).unwrap(), Deleted::All);
    assert_eq!(left(), Vec::<String>::new());
    assert_eq!(times_finer_than_a_day(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_link_in_the_place_of_a_folder_of_ours_is_refused_and_the_data_folder_itself_may_be_one() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = folder.path().join("data");
    symlink(outside.path(), &root).unwrap();
    let store = open(&root, day(0));
    let kept = keep(&store, &desk("one"), day(0)).id();
    store.close(day(0)).unwrap();
    drop(store);
    assert_eq!(times_finer_than_a_day(outside.path()), Vec::<PathBuf>::new());
    let theirs = folder.path().join("theirs");
    for place in ["parcels", "parcels/one", "withdrawn", "mailboxes", "pool", "acknowledged"] {
        let whole = root.join(place);
        fs::rename(&whole, &theirs).unwrap();
        symlink(&theirs, &whole).unwrap();
        assert!(matches!(FileStore::open(&root, Free::default(), day(1)), Err(StoreError::Stray(_))), "{place}");
        fs::remove_file(&whole).unwrap();
        fs::rename(&theirs, &whole).unwrap();
    }
    assert!(open(&root, day(1)).knows(&desk("one"), kept).unwrap());
}

#[test]
fn of_two_repairs_that_find_a_folder_in_the_place_of_the_lock_one_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path(), day(0)));
    let lock = folder.path().join("lock");
    let begin = || crate::store::Repair::begin(folder.path());
    for _ in 0..50 {
        fs::remove_file(&lock).unwrap();
        fs::create_dir(&lock).unwrap();
        let both = std::thread::scope(|scope| [scope.spawn(begin), scope.spawn(begin)].map(|one| one.join().unwrap()));
        let going_on = both.iter().filter(|one| one.is_ok()).count();
        assert_eq!(going_on, 1);
        assert!(both.iter().filter_map(|one| one.as_ref().err()).all(|error| matches!(error, StoreError::InUse(_))));
        // Whatever lies in its place from then on.
        fs::remove_file(&lock).unwrap();
        assert!(matches!(begin(), Err(StoreError::InUse(_))) && !lock.exists());
        assert!(matches!(FileStore::open(folder.path(), Free::default(), day(0)), Err(StoreError::InUse(_))));
        drop(both);
        drop(begin().unwrap());
    }
}

#[test]
fn what_has_the_longest_of_names_is_set_aside_as_often_as_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path(), day(0)));
    let mut repair = crate::store::Repair::begin(folder.path()).unwrap();
    let path = Path::new("mailboxes").join("n".repeat(255));
    for n in 1..=11 {
        fs::write(folder.path().join(&path), [n]).unwrap();
        repair.set_aside(&path, "it does not belong there", "").unwrap();
    }
    let found = entries(&folder.path().join("quarantine/mailboxes")).unwrap().into_iter();
    let contents: BTreeSet<u8> = found.map(|(_, path)| fs::read(path).unwrap()[0]).collect();
    assert_eq!(contents, (1..=11).collect());
}
