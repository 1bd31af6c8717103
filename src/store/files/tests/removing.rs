//! What is withdrawn, what expires, and what comes back.

use super::*;

#[test]
fn what_is_withdrawn_leaves_a_tombstone_of_its_day_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    store.prepare([&desk("one")], day(0)).unwrap();
    let kept = [0, 1, 2].map(|_| keep(&store, &desk("one"), day(0)));
    let old = keep(&store, &desk("one"), day(-5));
    store.close_days(day(1)).unwrap();
    let late = keep(&store, &desk("one"), day(1));
    store.keep_waiting(&desk("one"), &[note(kept[0].id()), note(late.id())], day(1)).unwrap();
    let waiting: BTreeSet<_> = store.waiting(&desk("one")).unwrap().into_iter().map(|n| n.parcel).collect();
    assert_eq!(waiting, BTreeSet::from([kept[0].id(), late.id()]));

    let notes: Vec<Note> = [kept[0], old, late].iter().map(|k| note(k.id())).collect();
    store.withdraw(&desk("one"), &notes, day(1)).unwrap();
    // What is not there leaves no tombstone, and what has one keeps it.
    let unknown = note(ParcelId::from_bytes([9; 32]));
    let other = Note { text: "another\n".to_owned(), ..notes[0].clone() };
    store.withdraw(&desk("one"), &[unknown, other.clone()], day(1)).unwrap();
    let mut expected = notes.clone();
    expected.sort_by_key(|note| note.parcel);
    assert_eq!(store.withdrawn(&desk("one")).unwrap(), expected);
    assert_eq!(store.withdrawn(&desk("two")).unwrap(), []);
    store.keep_waiting(&desk("one"), &[other], day(1)).unwrap();
    assert_eq!(store.waiting(&desk("one")).unwrap(), [], "nothing waits for what is done");
    assert_eq!(store.days(&desk("one")).unwrap(), [day(0)]);
    assert!(!folder.path().join(format!("parcels/one/{}", day(-5))).exists(), "an empty day tells something too");

    let sled = fs::read(folder.path().join("index/db")).unwrap();
    for note in &notes {
        let name = note.parcel.to_string();
        let found = entries_below(folder.path()).into_iter().filter(|path| path.to_str().unwrap().contains(&name));
        assert_eq!(found.collect::<Vec<_>>(), [folder.path().join(format!("withdrawn/one/{name}.note"))]);
        assert!(!sled.windows(32).any(|run| run == note.parcel.as_bytes()), "the index names what is withdrawn");
    }
    assert!(sled.windows(32).any(|run| run == kept[1].id().as_bytes()), "the eyes see what is in an index");
    store.close(day(1)).unwrap();
    assert_eq!(times_finer_than_a_day(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_start_finishes_a_withdrawal_that_was_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let kept = [0, 1, 2].map(|_| keep(&store, &desk("one"), day(0)));
    store.close_days(day(1)).unwrap();
    let late = keep(&store, &desk("one"), day(1));
    store.keep_waiting(&desk("one"), &[note(kept[0].id())], day(1)).unwrap();
    store.close(day(1)).unwrap();
    drop(store);
    // As a kill leaves it between the tombstones and the rest; one was about to be written.
    let withdrawn = folder.path().join("withdrawn/one");
    fs::create_dir(&withdrawn).unwrap();
    for id in [kept[0].id(), late.id()] {
        fs::write(withdrawn.join(format!("{id}.note")), note(id).text).unwrap();
    }
    fs::write(withdrawn.join(format!("{}.part", kept[1].id())), "half").unwrap();
    let store = open(folder.path(), day(1));
    let left: BTreeSet<_> = store.parcels(&desk("one"), day(0)).unwrap().into_iter().map(|l| l.id).collect();
    assert_eq!(left, BTreeSet::from([kept[1].id(), kept[2].id()]));
    assert_eq!(store.days(&desk("one")).unwrap(), [day(0)]);
    assert!(store.waiting(&desk("one")).unwrap().is_empty());
    assert_eq!(entries(&withdrawn).unwrap().len(), 2);
    for id in [kept[0].id(), late.id()] {
        assert!(store.open(&desk("one"), id).unwrap().is_none());
    }
}

#[test]
fn a_note_that_rotted_keeps_nobody_from_starting_or_signing_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let kept = keep(&store, &desk("one"), day(0));
    store.keep_waiting(&desk("one"), &[note(kept.id())], day(0)).unwrap();
    drop(store);
    fs::write(folder.path().join(format!("withdrawing/one/{}.note", kept.id())), b"\xff\xfe").unwrap();
    let store = open(folder.path(), day(1));
    let waiting = store.waiting(&desk("one")).unwrap();
    assert_eq!((waiting.len(), waiting[0].parcel), (1, kept.id()));
    store.keep_waiting(&desk("one"), &[note(kept.id())], day(1)).unwrap();
    assert_eq!(store.waiting(&desk("one")).unwrap(), [note(kept.id())]);
}

#[test]
fn a_parcel_that_a_backup_brings_back_is_not_served_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let kept = keep(&store, &desk("one"), day(0));
    let path = folder.path().join(format!("parcels/one/{}/{}.age", day(0), kept.id()));
    let bytes = fs::read(&path).unwrap();
    store.withdraw(&desk("one"), &[note(kept.id())], day(0)).unwrap();
    drop(store);
    fs::write(&path, bytes).unwrap();
    let store = open(folder.path(), day(3));
    assert!(store.open(&desk("one"), kept.id()).unwrap().is_none());
    assert_eq!(store.days(&desk("one")).unwrap(), []);
    assert!(!path.exists());
}

/// A parcel's bytes on their way back, as a reviewer gives them.
pub(super) fn given(store: &FileStore, desk: &DeskId, bytes: &[u8]) -> (Box<dyn Part>, Finished) {
    let (mut part, mut receiving) = (store.begin(desk, Room::Files).unwrap(), Receiving::default());
    part.accept(&receiving.take(bytes.to_vec())).unwrap();
    (part, receiving.finish().unwrap())
}

#[test]
fn what_comes_back_while_its_day_expires_is_neither_lost_nor_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let (one, store) = (desk("one"), open(folder.path(), day(0)));
    let (stays, lost) = (keep(&store, &one, day(0)), keep(&store, &one, day(0)));
    store.close_days(day(5)).unwrap();
    let path = folder.path().join(format!("parcels/one/{}/{}.age", day(0), lost.id()));
    let bytes = fs::read(&path).unwrap();
    drop(store);
    fs::remove_file(&path).unwrap();
    let store = open(folder.path(), day(5));
    let note = Acknowledged { day: day(0), reviewer: "ana".parse().unwrap(), text: "whole".to_owned() };
    store.keep_acknowledgement(&one, &note, day(5)).unwrap();
    // Judged by what was here, and one comes back before it is done.
    let judged = |ids: &[ParcelId]| Judged { desk: one.clone(), day: day(0), parcels: ids.to_vec() };
    let (part, finished) = given(&store, &one, &bytes);
    assert!(store.bring_back(&one, part, finished, day(0), day(5)).unwrap());
    store.expire(&[judged(&[stays.id()])], day(5)).unwrap();
    assert!(!store.is_expired(&one, day(0)), "nobody may have acknowledged what came back");
    assert_eq!(store.parcels(&one, day(0)).unwrap().len(), 2);
    // And the other way round: it is on its way while the day goes.
    let (part, finished) = given(&store, &one, &bytes);
    store.expire(&[judged(&[stays.id(), lost.id()])], day(5)).unwrap();
    assert!(store.is_expired(&one, day(0)));
    assert!(!store.bring_back(&one, part, finished, day(0), day(5)).unwrap());
    assert!(!path.exists(), "nothing of an expired day comes back");
    assert!(entries_below(folder.path()).iter().all(|path| !path.to_str().unwrap().contains(&lost.id().to_string())));
}

#[test]
fn a_damaged_parcel_is_replaced_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let (one, store) = (desk("one"), open(folder.path(), day(0)));
    let kept = keep(&store, &one, day(0));
    let path = folder.path().join(format!("parcels/one/{}/{}.age", day(0), kept.id()));
    let bytes = fs::read(&path).unwrap();
    drop(store);
    for damaged in [&bytes[..bytes.len() - 9], &[&bytes[..bytes.len() - 1], &[!bytes[bytes.len() - 1]]].concat()] {
        fs::write(&path, damaged).unwrap();
        let store = open(folder.path(), day(2));
        store.scrub().unwrap();
        assert_eq!((store.damaged(), store.holds_whole(&one, kept.id()).unwrap()), (vec![kept.id()], false));
        // Whatever day they say it is of.
        let (part, finished) = given(&store, &one, &bytes);
        assert!(store.bring_back(&one, part, finished, day(1), day(2)).unwrap());
        assert!(store.holds_whole(&one, kept.id()).unwrap() && store.damaged().is_empty());
        assert_eq!(store.parcels(&one, day(0)).unwrap(), [Listed { id: kept.id(), len: bytes.len() as u64 }]);
        assert_eq!(store.days(&one).unwrap(), [day(0)]);
        drop(store);
    }
}

#[test]
fn what_expires_closes_the_day_with_it_and_the_index_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let mut judged = Vec::new();
    for name in ["one", "two"] {
        let (desk, note) =
            (desk(name), Acknowledged { day: day(0), reviewer: "ana".parse().unwrap(), text: "whole".to_owned() });
        let kept = keep(&store, &desk, day(0));
        keep(&store, &desk, day(4));
        store.keep_acknowledgement(&desk, &note, day(1)).unwrap();
        judged.push(Judged { desk, day: day(0), parcels: vec![kept.id()] });
    }
    store.expire(&judged, day(5)).unwrap();
    let inode = || fs::metadata(folder.path().join("index")).unwrap().ino();
    let written = inode();
    store.close_days(day(5)).unwrap();
    assert_eq!(inode(), written);
    for Judged { desk, .. } in &judged {
        assert_eq!((store.days(desk).unwrap(), store.parcels(desk, day(4)).unwrap().len()), (vec![day(4)], 1));
    }
}

#[test]
fn what_comes_on_a_day_that_was_let_go_is_filed_under_the_next_that_was_not() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two, store) = (desk("one"), desk("two"), open(folder.path(), day(0)));
    let last: Day = "9999-12-31".parse().unwrap();
    store.prepare([&one, &two], day(0)).unwrap();
    let late = sealed(store.begin(&one, Room::Words).unwrap(), &one, day(1));
    let id = late.finished.id().to_string();
    for gone in [day(0), day(1), day(3), last] {
        let note = Acknowledged { day: gone, reviewer: "ana".parse().unwrap(), text: "whole".to_owned() };
        store.keep_acknowledgement(&one, &note, day(9)).unwrap();
        store.expire(&[Judged { desk: one.clone(), day: gone, parcels: Vec::new() }], day(9)).unwrap();
        assert_ne!(store.filing_day(&one, day(0)), day(0), "be it one day that went, or several");
    }
    let filed = |desk: &DeskId, n: i64| store.filing_day(desk, day(n));
    assert_eq!([-1, 0, 1, 2, 3].map(|n| filed(&one, n)), [-1, 2, 2, 2, 4].map(day));
    assert_eq!([filed(&two, 0), store.filing_day(&one, last)], [day(0), last], "another desk, and the calendar's end");

    let refused = late.sink.keep(late.finished, day(1)).unwrap_err();
    assert_eq!(refused.to_string(), "keeping a parcel failed: its day has expired meanwhile");
    let names_it = |path: &PathBuf| path.to_str().unwrap().contains(&id);
    assert!(!entries_below(folder.path()).iter().any(names_it), "it would be hidden, and then deleted");

    // The clock stands on a day that went: what is filed is seen, and laid anew with the others, and a start leaves it.
    store.tick(day(0)).unwrap();
    let place = folder.path().join(format!("parcels/one/{}", day(2)));
    assert!(place.is_dir(), "a day's folder stands before its first parcel does");
    let kept = keep(&store, &one, filed(&one, 0));
    let born = place.metadata().unwrap().ino();
    store.tick(day(0)).unwrap();
    assert_ne!(place.metadata().unwrap().ino(), born);
    store.close(day(0)).unwrap();
    drop(store);
    for today in [0, 1, 5] {
        let store = open(folder.path(), day(today));
        assert_eq!(store.days(&one).unwrap(), [day(2)]);
        assert!(store.holds_whole(&one, kept.id()).unwrap());
        store.close(day(today)).unwrap();
    }
    // No file can be as old as the calendar's last day.
    assert_eq!(times_finer_than_a_day(&folder.path().join("parcels")), Vec::<PathBuf>::new());
}
