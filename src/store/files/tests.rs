//! The store as its users see it.

mod folder;
mod laying;
mod model;
mod quarantine;
mod reading;
mod removing;
mod start;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rand_core::OsRng;

use super::*;
use crate::seal::{
    Clock, FormNonce, Identity, Kind, ParcelHead, Plaintext, PlaintextBatch, Receiving, RecipientKind, Recipients,
    RosterRef, Sealed, SealedSink as _, Sealer, SubmissionId,
};
use crate::store::{Free, Kept, Listed, Part, Store, is_full};
use zeroize::Zeroizing;

fn day(n: i64) -> Day {
    Clock::from_fn(move || "2026-01-01".parse::<Day>().unwrap().plus(n)).today()
}

fn desk(name: &str) -> DeskId {
    name.parse().unwrap()
}

fn recipients() -> Recipients {
    Recipients::new(vec![Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient()]).unwrap()
}

fn head(kind: Kind, desk: &DeskId) -> ParcelHead {
    ParcelHead {
        submission: SubmissionId::random(&mut OsRng),
        nonce: FormNonce::random(&mut OsRng),
        number: u32::from(kind == Kind::Attachment),
        kind,
        desk: desk.clone(),
        language: "en".to_owned().try_into().unwrap(),
        roster: RosterRef { version: 1, digest: crate::seal::Digest::from_bytes([1; 32]) },
        mailbox: None,
    }
}

/// Seals a small parcel into `part`.
fn sealed(part: Box<dyn Part>, desk: &DeskId, day: Day) -> Sealed<Box<dyn Part>> {
    let mut sealer = Sealer::begin(head(Kind::Testimony, desk), &recipients(), part).unwrap();
    sealer.add_file("testimony.txt", Zeroizing::new(b"words".to_vec())).unwrap();
    sealer.finish(day, None).unwrap()
}

fn keep(store: &FileStore, desk: &DeskId, day: Day) -> Kept {
    let Sealed { sink, finished, .. } = sealed(store.begin(desk, Room::Words).unwrap(), desk, day);
    sink.keep(finished, day).unwrap()
}

fn open(root: &Path, today: Day) -> FileStore {
    FileStore::open(root, Free::default(), today).unwrap()
}
fn note(parcel: ParcelId) -> Note {
    Note { parcel, text: format!("{parcel} is withdrawn\n") }
}

/// Every file and folder below the data folder that is not as old as its day.
fn times_finer_than_a_day(root: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::MetadataExt;
    let fine = |path: &PathBuf| {
        let data = fs::symlink_metadata(path).unwrap();
        data.mtime() % 86_400 != 0 || data.mtime_nsec() != 0 || data.atime() % 86_400 != 0
    };
    entries_below(root).into_iter().filter(fine).collect()
}

/// A folder, and all that lies below it; listing moves no time.
fn entries_below(folder: &Path) -> Vec<PathBuf> {
    let mut paths = vec![folder.to_owned()];
    let mut at = 0;
    while let Some(path) = paths.get(at).cloned() {
        at += 1;
        paths.extend(entries(&path).unwrap_or_default().into_iter().map(|(_, path)| path));
    }
    paths
}

#[test]
fn a_foreign_folder_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letters.txt"), "mine").unwrap();
    let refused = FileStore::open(folder.path(), Free::default(), day(0)).err().unwrap();
    assert!(matches!(refused, StoreError::Foreign(_)));
    assert!(refused.to_string().contains("is not a data folder of Amparo"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_second_server_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let _first = open(folder.path(), day(0));
    assert!(matches!(FileStore::open(folder.path(), Free::default(), day(0)), Err(StoreError::InUse(_))));
}

#[test]
fn the_salt_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path(), day(0)).derivation().clone();
    assert_eq!(*open(folder.path(), day(1)).derivation(), first);
    fs::write(folder.path().join("derivation.toml"), "version = 9").unwrap();
    assert!(matches!(FileStore::open(folder.path(), Free::default(), day(1)), Err(StoreError::Damaged(_))));
}

#[test]
fn what_was_left_half_written_is_gone_after_a_start() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path(), day(0)));
    let pool = folder.path().join(POOL).join("one");
    fs::create_dir(&pool).unwrap();
    fs::write(pool.join("abc"), "half").unwrap();
    drop(open(folder.path(), day(0)));
    assert!(!pool.join("abc").exists());
    assert_eq!(fs::read_dir(&pool).unwrap().count(), 1024);
}

#[test]
fn a_full_disk_refuses_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path(), Free { least: u64::MAX, for_words: 0 }, day(0)).unwrap();
    assert!(matches!(store.begin(&desk("one"), Room::Words), Err(StoreError::Full)));
}

#[test]
fn a_file_under_way_ends_where_a_disk_fills_beneath_it_and_leaves_nothing() {
    const ROOM: u64 = 6 << 20;
    // In memory, where next to nobody else writes meanwhile.
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    let least = left(folder.path()).unwrap().bytes - ROOM;
    let store = FileStore::open(folder.path(), Free { least, for_words: 0 }, day(0)).unwrap();
    let files = || entries_below(&folder.path().join("pool")).len();
    let part = store.begin(&desk("one"), Room::Files).unwrap();
    let meanwhile = files();
    let mut sealer = Sealer::begin(head(Kind::Attachment, &desk("one")), &recipients(), part).unwrap();
    sealer.begin_file("video.mp4").unwrap();
    let (mut sealing, mut sink) = sealer.split();
    let mut written = 0;
    let error = loop {
        let mut batch = PlaintextBatch::with_capacity(sealing.to_next_chunk());
        batch.fill(Plaintext::new(vec![7; batch.capacity()].into()));
        let chunk = sealing.write_batch(batch).unwrap();
        written += chunk.as_bytes().len() as u64;
        match sink.accept(&chunk) {
            Ok(()) => assert!(written < 2 * ROOM, "there is an end to it"),
            Err(error) => break error,
        }
    };
    assert!(is_full(&error), "{error}");
    // It may go too far by what is written between two looks, and by nothing that was said to be there.
    assert!((ROOM - (1 << 20)..=ROOM + (1 << 20) + (128 << 10)).contains(&written), "{written}");
    drop((sealing, sink));
    assert_eq!(files(), meanwhile - 1);
}

#[test]
fn a_scrub_finds_the_parcel_that_the_disk_has_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let kept = [0, 1, 2].map(|_| keep(&store, &desk("one"), day(0)));
    store.scrub().unwrap();
    assert_eq!(store.damaged(), []);
    let path = folder.path().join(format!("parcels/one/{}/{}.age", day(0), kept[1].id()));
    let mut bytes = fs::read(&path).unwrap();
    bytes[5000] ^= 1;
    fs::write(&path, bytes).unwrap();
    store.scrub().unwrap();
    assert_eq!(store.damaged(), [kept[1].id()]);
}

/// What the file system shows of arrival, after a tick: nothing.
#[test]
fn times_and_inodes_tell_no_order_of_arrival() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    store.prepare([&desk("one")], day(0)).unwrap();
    let kept: Vec<Kept> = (0..24).map(|_| keep(&store, &desk("one"), day(0))).collect();
    let look = || -> Vec<fs::Metadata> {
        let path = |k: &Kept| folder.path().join(format!("parcels/one/{}/{}.age", day(0), k.id()));
        kept.iter().map(|k| fs::metadata(path(k)).unwrap()).collect()
    };
    let changed = |m: &fs::Metadata| (m.ctime(), m.ctime_nsec());
    let first_arrival = look().iter().map(changed).min().unwrap();
    let last_arrival = look().iter().map(changed).max().unwrap();
    store.tick(day(0)).unwrap();
    let found = look();
    let midnight = day(0).unix_midnight();
    assert!(found.iter().all(|m| (m.mtime(), m.mtime_nsec(), m.atime(), m.atime_nsec()) == (midnight, 0, midnight, 0)));
    // 24! orders: that a random one is sorted does not happen.
    assert!(!found.is_sorted_by_key(MetadataExt::ino), "inode numbers follow arrival");
    assert!(found.iter().all(|m| changed(m) >= last_arrival), "a change time is left from an arrival");
    assert!(!found.is_sorted_by(|a, b| changed(a) < changed(b)), "change times follow arrival");
    let last = found.iter().map(|m| m.created().unwrap()).max().unwrap();
    let born = last.duration_since(std::time::UNIX_EPOCH).unwrap();
    assert!(
        (born.as_secs().cast_signed(), i64::from(born.subsec_nanos())) <= first_arrival,
        "a file is as young as its parcel"
    );
}

#[test]
fn parcels_come_and_are_listed_while_their_folder_is_laid_anew_and_what_is_withdrawn_has_no_second_name() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let names = |at: &str| -> usize { entries(&folder.path().join(at)).unwrap().len() };
    let kept: Vec<Kept> = std::thread::scope(|scope| {
        let keeping = scope.spawn(|| (0..200).map(|_| keep(&store, &desk("one"), day(0))).collect());
        while !keeping.is_finished() {
            store.tick(day(0)).unwrap();
            if names("parcels/one") > 0 && !store.parcels(&desk("one"), day(0)).unwrap().is_empty() {
                assert_eq!(store.days(&desk("one")).unwrap(), [day(0)]);
            }
        }
        keeping.join().unwrap()
    });
    // Nothing may have come since the last tick: one more does.
    keep(&store, &desk("one"), day(0));
    store.tick(day(0)).unwrap();
    assert_eq!(names(&format!("parcels/one/{}", day(0))), 201);
    assert_eq!(names("order"), 1);
    let note = crate::store::Note { parcel: kept[0].id(), text: "signed".to_owned() };
    store.withdraw(&desk("one"), &[note], day(0)).unwrap();
    assert_eq!((names("order"), names(&format!("parcels/one/{}", day(0)))), (0, 200));
    store.tick(day(0)).unwrap();
    store.close(day(0)).unwrap();
    drop(store);
    assert_eq!((names("order"), times_finer_than_a_day(folder.path())), (0, Vec::new()));
    assert_eq!(open(folder.path(), day(0)).parcels(&desk("one"), day(0)).unwrap().len(), 200);
}

#[test]
fn the_times_of_a_day_that_no_close_settled_are_settled_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    let kept = keep(&store, &desk("one"), day(0));
    // As a server leaves them that was killed before the day's close.
    let parcel = folder.path().join(format!("parcels/one/{}/{}.age", day(0), kept.id()));
    let minute =
        std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::try_from(day(0).unix_midnight()).unwrap() + 61);
    fs::File::open(&parcel).unwrap().set_modified(minute).unwrap();
    drop(store);
    let store = open(folder.path(), day(1));
    assert_eq!(times_finer_than_a_day(folder.path()), std::slice::from_ref(&parcel));
    store.settle(day(1)).unwrap();
    assert_eq!(times_finer_than_a_day(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn the_index_is_written_when_a_day_is_over_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    keep(&store, &desk("main"), day(0));
    let written = || fs::metadata(folder.path().join("index")).unwrap().ino();
    let before = written();
    store.close_days(day(0)).unwrap();
    assert_eq!(written(), before, "its day is not over");
    store.close_days(day(1)).unwrap();
    assert_ne!(written(), before);
}

#[test]
fn a_roster_is_never_rolled_back_or_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    store.keep_roster(2, "two").unwrap();
    store.keep_roster(2, "two").unwrap();
    assert!(matches!(store.keep_roster(2, "other"), Err(StoreError::OtherRoster(2))));
    assert!(matches!(store.keep_roster(1, "one"), Err(StoreError::OlderRoster { offered: 1, newest: 2 })));
    store.keep_roster(3, "three").unwrap();
}
#[test]
fn words_have_room_where_files_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path(), Free { least: 0, for_words: u64::MAX }, day(0)).unwrap();
    assert!(matches!(store.begin(&desk("one"), Room::Files), Err(StoreError::Full)));
    assert!(matches!(store.check_room(1), Err(StoreError::Full)));
    keep(&store, &desk("one"), day(0));
}
