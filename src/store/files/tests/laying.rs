//! Which folders a store lays anew, and makes anew.

use super::*;

fn inode(root: &Path, desk: &DeskId, day: Day) -> u64 {
    root.join(format!("parcels/{desk}/{day}")).metadata().unwrap().ino()
}

#[test]
fn the_two_newest_folders_of_each_desk_are_laid_anew_and_none_of_a_day_to_come() {
    let folder = tempfile::tempdir().unwrap();
    let (desks, days) = ([desk("one"), desk("two")], [-2, -1, 0, 1]);
    let store = open(folder.path(), day(0));
    for desk in &desks {
        for of in days {
            keep(&store, desk, day(of));
        }
    }
    let all = || desks.each_ref().map(|desk| days.map(|of| inode(folder.path(), desk, day(of))));
    let before = all();
    store.tick(day(0)).unwrap();
    let laid = std::array::from_fn(|desk| std::array::from_fn(|n| all()[desk][n] != before[desk][n]));
    assert_eq!(laid, [[false, true, true, false]; 2]);
}

#[test]
fn a_folder_is_laid_anew_where_as_many_came_as_were_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let (one, store) = (desk("one"), open(folder.path(), day(0)));
    let kept = [0, 1, 2].map(|_| keep(&store, &one, day(0)));
    // One of three is a full one.
    let tick = || {
        store.forget_order(2, day(0)).unwrap();
        inode(folder.path(), &one, day(0))
    };
    let before = tick();
    assert_eq!(tick(), before);
    store.withdraw(&one, &[note(kept[0].id())], day(0)).unwrap();
    keep(&store, &one, day(0));
    assert_ne!(tick(), before);
}

#[test]
fn a_day_whose_folder_went_with_its_last_parcel_takes_another() {
    let folder = tempfile::tempdir().unwrap();
    let (one, store) = (desk("one"), open(folder.path(), day(0)));
    let gone = keep(&store, &one, day(-2));
    store.withdraw(&one, &[note(gone.id())], day(0)).unwrap();
    assert!(!folder.path().join(format!("parcels/one/{}", day(-2))).exists());
    let kept = keep(&store, &one, day(-2));
    assert!(store.open(&one, kept.id()).unwrap().is_some());
}
