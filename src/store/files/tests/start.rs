//! What a start makes, lists and clears away.

use super::*;
use crate::store::Acknowledged;

#[test]
fn what_visits_write_into_is_there_before_them_and_of_the_day() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    store.prepare([&desk("one")], day(0)).unwrap();
    assert!(!entries(&folder.path().join("pool/one")).unwrap().is_empty());
    assert!(folder.path().join(format!("parcels/one/{}", day(0))).is_dir());
    assert_eq!(times_finer_than_a_day(&folder.path().join("pool")), Vec::<PathBuf>::new());
    assert_eq!(times_finer_than_a_day(&folder.path().join("parcels")), Vec::<PathBuf>::new());
    keep(&store, &desk("one"), day(0));
    store.settle(day(0)).unwrap();
    assert_eq!(times_finer_than_a_day(&folder.path().join("parcels")), Vec::<PathBuf>::new());
}

#[test]
fn a_start_lists_days_that_are_over_by_the_index_and_the_others_as_they_grow() {
    let folder = tempfile::tempdir().unwrap();
    let one = desk("one");
    let store = open(folder.path(), day(0));
    let mut kept = [-1, 0].map(|of| vec![keep(&store, &one, day(of))]);
    drop(store);
    let store = open(folder.path(), day(0));
    for (of, kept) in [-1, 0].into_iter().zip(&mut kept) {
        kept.push(keep(&store, &one, day(of)));
        let mut expected: Vec<_> = kept.iter().map(|kept| Listed { id: kept.id(), len: kept.size() }).collect();
        expected.sort_unstable_by_key(|listed| listed.id);
        assert_eq!(store.parcels(&one, day(of)).unwrap(), expected);
    }
    let indexed = |of: i64| store.with_index(|index| index.parcels(&one, day(of))).unwrap().len();
    assert_eq!([indexed(-1), indexed(0)], [1, 0]);
}

#[test]
fn a_start_loses_no_parcel_of_which_the_folder_of_before_has_the_last_name() {
    let folder = tempfile::tempdir().unwrap();
    let (one, store) = (desk("one"), open(folder.path(), day(0)));
    let kept = [0, 1, 2, 3].map(|_| keep(&store, &one, day(0)));
    store.tick(day(0)).unwrap();
    drop(store);
    let path = |at: &str, of: usize| folder.path().join(format!("{at}/one/{}/{}", day(0), file_name(kept[of].id())));
    fs::remove_file(path("parcels", 0)).unwrap();
    // A damaged one was replaced by another file.
    fs::remove_file(path("parcels", 1)).unwrap();
    fs::copy(path("order", 1), path("parcels", 1)).unwrap();
    // One was set aside, and has its second name still.
    fs::create_dir_all(folder.path().join(format!("quarantine/parcels/one/{}", day(0)))).unwrap();
    fs::rename(path("parcels", 2), path("quarantine/parcels", 2)).unwrap();
    let store = open(folder.path(), day(0));
    let listed: BTreeSet<_> = store.parcels(&one, day(0)).unwrap().iter().map(|parcel| parcel.id).collect();
    assert_eq!(listed, [0, 1, 3].map(|n| kept[n].id()).into());
    assert!(entries(&folder.path().join("order")).unwrap().is_empty());
    // The folder itself is gone.
    drop(store);
    fs::create_dir(folder.path().join("order/one")).unwrap();
    let days = |at: &str| folder.path().join(format!("{at}/one/{}", day(0)));
    fs::rename(days("parcels"), days("order")).unwrap();
    assert_eq!(open(folder.path(), day(1)).parcels(&one, day(0)).unwrap().len(), 3);
    assert_eq!(times_finer_than_a_day(&folder.path().join("parcels")), Vec::<PathBuf>::new());
}

#[test]
fn a_start_takes_out_of_the_quarantine_what_is_gone_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (one, store) = (desk("one"), open(folder.path(), day(0)));
    let [gone, stays] = [1, 2].map(|byte| ParcelId::from_bytes([byte; 32]));
    let said = Acknowledged { day: day(-3), reviewer: "ana".parse().unwrap(), text: "whole".to_owned() };
    store.keep_acknowledgement(&one, &said, day(0)).unwrap();
    store.shared.acknowledgements.expire(&one, day(-3), day(0)).unwrap();
    store.tombstones.bury(&one, &[note(gone)], day(0)).unwrap();
    drop(store);
    let aside =
        |of: i64, id: ParcelId| folder.path().join(format!("quarantine/parcels/one/{}/{}", day(of), file_name(id)));
    let all = [(-3, stays, false), (-2, gone, false), (-2, stays, true)];
    for (of, id, _) in all {
        fs::create_dir_all(aside(of, id).parent().unwrap()).unwrap();
        fs::write(aside(of, id), "damaged").unwrap();
    }
    let _store = open(folder.path(), day(0));
    for (of, id, is_left) in all {
        assert_eq!(aside(of, id).exists(), is_left, "{of} {id}");
    }
}
