//! What of a store can be read, and what of it no longer.

use super::*;
use crate::store::Acknowledged;

#[test]
fn from_its_tombstone_or_its_days_end_on_a_parcel_is_not_served_though_it_lies_there() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (desk("one"), desk("two"));
    for closed in [false, true] {
        let store = open(&folder.path().join(closed.to_string()), day(0));
        let kept = [&one, &two].map(|desk| keep(&store, desk, day(0)));
        if closed {
            store.close_days(day(1)).unwrap();
        }
        let served = |desk: &DeskId, kept: Kept| {
            let opened = store.open(desk, kept.id()).unwrap().is_some();
            assert_eq!(store.knows(desk, kept.id()).unwrap(), opened);
            opened
        };
        assert!(served(&one, kept[0]) && served(&two, kept[1]));
        assert!(!served(&two, kept[0]), "another desk's");
        store.tombstones.bury(&one, &[note(kept[0].id())], day(1)).unwrap();
        assert!(!served(&one, kept[0]) && served(&two, kept[1]));
        let said = Acknowledged { day: day(0), reviewer: "ana".parse().unwrap(), text: "whole".to_owned() };
        store.keep_acknowledgement(&two, &said, day(1)).unwrap();
        store.shared.acknowledgements.expire(&two, day(0), day(1)).unwrap();
        assert!(!served(&two, kept[1]));
    }
}

#[test]
fn a_parcel_that_the_disk_does_not_give_is_known_as_damaged_and_one_that_went_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let one = desk("one");
    let kept = [0, 1, 2].map(|_| keep(&store, &one, day(0)));
    let path = |kept: Kept| folder.path().join(format!("parcels/one/{}/{}", day(0), file_name(kept.id())));
    fs::remove_file(path(kept[0])).unwrap();
    assert!(store.open(&one, kept[0].id()).unwrap().is_none());
    assert_eq!(store.damaged(), []);
    fs::remove_file(path(kept[1])).unwrap();
    fs::create_dir(path(kept[1])).unwrap();
    assert!(store.open(&one, kept[1].id()).unwrap().is_none());
    assert_eq!(store.damaged(), [kept[1].id()]);
    assert!(store.open(&one, kept[2].id()).unwrap().is_some());
    // It is not asked for again before the next round of reading.
    fs::remove_dir(path(kept[1])).unwrap();
    fs::write(path(kept[1]), "sealed").unwrap();
    assert!(store.open(&one, kept[1].id()).unwrap().is_none());
    store.scrub.forget(kept[1].id());
    assert!(store.open(&one, kept[1].id()).unwrap().is_some());
}

#[test]
fn what_reviewers_acknowledged_is_there_by_day_and_reviewer_and_the_last_counts() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let said = |of: i64, reviewer: &str, text: &str| Acknowledged {
        day: day(of),
        reviewer: reviewer.parse().unwrap(),
        text: text.to_owned(),
    };
    for note in [said(1, "bea", "b"), said(0, "bea", "a"), said(1, "ana", "c"), said(1, "bea", "d")] {
        store.keep_acknowledgement(&desk("one"), &note, day(2)).unwrap();
    }
    let expected = [said(0, "bea", "a"), said(1, "ana", "c"), said(1, "bea", "d")];
    assert_eq!(store.acknowledged(&desk("one")).unwrap(), expected);
    assert_eq!(store.acknowledged(&desk("two")).unwrap(), []);
    assert_eq!(store.expired(&desk("one")).unwrap(), []);
}

#[test]
fn a_roster_is_asked_about_as_it_would_be_kept_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    store.check_roster(7, "seven").unwrap();
    assert!(store.roster_versions().unwrap().is_empty());
    store.keep_roster(2, "two").unwrap();
    store.check_roster(2, "two").unwrap();
    store.check_roster(3, "three").unwrap();
    assert!(matches!(store.check_roster(2, "other"), Err(StoreError::OtherRoster(2))));
    assert!(matches!(store.check_roster(1, "one"), Err(StoreError::OlderRoster { offered: 1, newest: 2 })));
    assert_eq!(store.roster_versions().unwrap(), [2_u64]);
}
