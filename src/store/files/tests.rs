//! The store as its users see it, against a model: a map, with reopening as one of the moves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;

use proptest::prelude::*;
use rand_core::OsRng;

use super::*;
use crate::seal::{
    Clock, FormNonce, Identity, Kind, ParcelHead, Receiving, RecipientKind, Recipients, RosterRef, Sealed,
    SealedSink as _, Sealer, SubmissionId,
};
use crate::store::{Kept, Listed, Part, Store};
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

/// Seals a small parcel into `part`.
fn sealed(part: Box<dyn Part>, desk: &DeskId, day: Day) -> Sealed<Box<dyn Part>> {
    let head = ParcelHead {
        submission: SubmissionId::random(&mut OsRng),
        nonce: FormNonce::random(&mut OsRng),
        number: 0,
        kind: Kind::Testimony,
        desk: desk.clone(),
        language: "en".to_owned().try_into().unwrap(),
        roster: RosterRef { version: 1, digest: crate::seal::Digest::from_bytes([1; 32]) },
        mailbox: None,
    };
    let mut sealer = Sealer::begin(head, &recipients(), part).unwrap();
    sealer.add_file("testimony.txt", Zeroizing::new(b"words".to_vec())).unwrap();
    sealer.finish(day, None).unwrap()
}

fn keep(store: &FileStore, desk: &DeskId, day: Day) -> Kept {
    let Sealed { sink, finished, .. } = sealed(store.begin(desk, Room::Words).unwrap(), desk, day);
    sink.keep(finished, day).unwrap()
}

fn open(root: &Path, today: Day) -> FileStore {
    FileStore::open(root, 0, today).unwrap()
}

#[derive(Clone, Debug)]
enum Move {
    Keep(bool),
    GiveUp,
    /// Withdraws one that is kept, when there is one: the one at this place, counted round.
    Withdraw(usize),
    NextDay,
    /// The clock jumps, and the day's close follows.
    Jump(i64),
    Reopen {
        clean: bool,
        index: Damage,
    },
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    None,
    Gone,
    Flipped,
    Truncated,
}

fn a_move() -> impl Strategy<Value = Move> {
    let damage = prop::sample::select(vec![Damage::None, Damage::Gone, Damage::Flipped, Damage::Truncated]);
    prop_oneof![
        4 => any::<bool>().prop_map(Move::Keep),
        1 => Just(Move::GiveUp),
        2 => any::<usize>().prop_map(Move::Withdraw),
        2 => Just(Move::NextDay),
        1 => (-4..9_i64).prop_map(Move::Jump),
        2 => (any::<bool>(), damage).prop_map(|(clean, index)| Move::Reopen { clean, index }),
    ]
}

fn damage(root: &Path, how: Damage) {
    let db = root.join("index/db");
    match how {
        Damage::None => {}
        Damage::Gone => fs::remove_dir_all(root.join("index")).unwrap(),
        Damage::Flipped => {
            let mut bytes = fs::read(&db).unwrap();
            for at in (0..bytes.len()).step_by(97) {
                bytes[at] ^= 0x55;
            }
            fs::write(&db, bytes).unwrap();
        }
        Damage::Truncated => {
            let len = fs::metadata(&db).unwrap().len();
            OpenOptions::new().write(true).open(&db).unwrap().set_len(len / 2).unwrap();
        }
    }
}

fn note(parcel: ParcelId) -> Note {
    Note { parcel, text: format!("{parcel} is withdrawn\n") }
}

/// Withdraws one of what the model holds.
fn withdraw(store: &FileStore, model: &mut BTreeMap<(DeskId, Day), Vec<Listed>>, which: usize, today: Day) {
    let all: usize = model.values().map(Vec::len).sum();
    let mut places = model.iter().flat_map(|(key, list)| (0..list.len()).map(move |at| (key.clone(), at)));
    let Some((key, at)) = which.checked_rem(all).and_then(|which| places.nth(which)) else { return };
    drop(places);
    let list = model.get_mut(&key).unwrap();
    let id = list.remove(at).id;
    if list.is_empty() {
        model.remove(&key);
    }
    store.withdraw(&key.0, &[note(id)], today).unwrap();
    assert!(store.open(&key.0, id).unwrap().is_none(), "it is withdrawn");
    assert!(store.withdrawn(&key.0).unwrap().contains(&note(id)));
}

fn check(store: &FileStore, model: &BTreeMap<(DeskId, Day), Vec<Listed>>) {
    for desk in [desk("one"), desk("two")] {
        let days: Vec<Day> = model.keys().filter(|(d, _)| *d == desk).map(|(_, day)| *day).collect();
        assert_eq!(store.days(&desk).unwrap(), days);
        for day in days {
            let mut expected = model[&(desk.clone(), day)].clone();
            expected.sort_by_key(|l| l.id);
            assert_eq!(store.parcels(&desk, day).unwrap(), expected);
            for listed in expected {
                let mut found = store.open(&desk, listed.id).unwrap().expect("a listed parcel opens");
                let mut content = Vec::new();
                found.content.read_to_end(&mut content).unwrap();
                assert_eq!((found.len, content.len() as u64), (listed.len, listed.len));
                let other = if desk.as_str() == "one" { "two" } else { "one" }.parse().unwrap();
                assert!(store.open(&other, listed.id).unwrap().is_none(), "a parcel shows at another desk");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn a_store_holds_what_was_kept_whatever_happens_to_its_index(moves in prop::collection::vec(a_move(), 1..24)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("data");
        let mut today = day(0);
        let mut store = open(&root, today);
        let mut model = BTreeMap::<(DeskId, Day), Vec<Listed>>::new();
        for step in moves {
            match step {
                Move::Keep(first) => {
                    let desk = desk(if first { "one" } else { "two" });
                    let kept = keep(&store, &desk, today);
                    model.entry((desk, today)).or_default().push(Listed { id: kept.id(), len: kept.size() });
                }
                Move::GiveUp => drop(sealed(store.begin(&desk("one"), Room::Words).unwrap(), &desk("one"), today)),
                Move::Withdraw(which) => withdraw(&store, &mut model, which, today),
                Move::NextDay => {
                    today = today.plus(1);
                    store.close_days(today).unwrap();
                }
                Move::Jump(days) => {
                    today = today.plus(days);
                    store.close_days(today).unwrap();
                }
                Move::Reopen { clean, index } => {
                    if clean {
                        store.close(today).unwrap();
                    }
                    drop(store);
                    damage(&root, index);
                    store = open(&root, today);
                }
            }
            check(&store, &model);
        }
    }
}

#[test]
fn a_clock_that_jumps_over_closes_and_back_hides_nothing_and_takes_what_was_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("data");
    let (store, one) = (open(&root, day(10)), desk("one"));
    let mut model = BTreeMap::<(DeskId, Day), Vec<Listed>>::new();
    let mut holds = |kept: Kept, day| {
        model.entry((desk("one"), day)).or_default().push(Listed { id: kept.id(), len: kept.size() });
        model.clone()
    };
    // Begun before the jump, kept after it.
    let late = sealed(store.begin(&one, Room::Words).unwrap(), &one, day(10));
    check(&store, &holds(keep(&store, &one, day(10)), day(10)));
    store.close_days(day(15)).unwrap();
    check(&store, &holds(late.sink.keep(late.finished, day(10)).unwrap(), day(10)));
    check(&store, &holds(keep(&store, &one, day(15)), day(15)));
    store.close_days(day(16)).unwrap();
    // Back before both, where something is kept and closed again.
    check(&store, &holds(keep(&store, &one, day(8)), day(8)));
    store.close_days(day(9)).unwrap();
    let all = holds(keep(&store, &one, day(9)), day(9));
    check(&store, &all);
    store.close(day(9)).unwrap();
    drop(store);
    for n in [9, 3, 30] {
        let store = open(&root, day(n));
        check(&store, &all);
        store.close(day(n)).unwrap();
    }
}

#[test]
fn a_foreign_folder_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letters.txt"), "mine").unwrap();
    let refused = FileStore::open(folder.path(), 0, day(0)).err().unwrap();
    assert!(matches!(refused, StoreError::Foreign(_)));
    assert!(refused.to_string().contains("is not a data folder of Amparo"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_second_server_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let _first = open(folder.path(), day(0));
    assert!(matches!(FileStore::open(folder.path(), 0, day(0)), Err(StoreError::InUse(_))));
}

#[test]
fn the_salt_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path(), day(0)).derivation().clone();
    assert_eq!(*open(folder.path(), day(1)).derivation(), first);
    fs::write(folder.path().join("derivation.toml"), "version = 9").unwrap();
    assert!(matches!(FileStore::open(folder.path(), 0, day(1)), Err(StoreError::Damaged(_))));
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
    assert_eq!(fs::read_dir(&pool).unwrap().count(), 256);
}

#[test]
fn a_full_disk_refuses_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path(), u64::MAX, day(0)).unwrap();
    assert!(matches!(store.begin(&desk("one"), Room::Words), Err(StoreError::Full)));
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
fn a_roster_is_never_rolled_back_or_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), day(0));
    store.keep_roster(2, "two").unwrap();
    store.keep_roster(2, "two").unwrap();
    assert!(matches!(store.keep_roster(2, "other"), Err(StoreError::OtherRoster(2))));
    assert!(matches!(store.keep_roster(1, "one"), Err(StoreError::OlderRoster { offered: 1, newest: 2 })));
    store.keep_roster(3, "three").unwrap();
}

/// Every file and folder below the data folder that is not as old as its day.
fn times_finer_than_a_day(root: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::MetadataExt;
    let (mut paths, mut fine) = (vec![root.to_owned()], Vec::new());
    let mut at = 0;
    while let Some(path) = paths.get(at).cloned() {
        at += 1;
        let data = fs::symlink_metadata(&path).unwrap();
        if data.mtime() % 86_400 != 0 || data.mtime_nsec() != 0 || data.atime() % 86_400 != 0 {
            fine.push(path.clone());
        }
        paths.extend(entries(&path).unwrap_or_default().into_iter().map(|(_, path)| path));
    }
    fine
}

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
fn given(store: &FileStore, desk: &DeskId, bytes: &[u8]) -> (Box<dyn Part>, Finished) {
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
fn words_have_room_where_files_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path(), Free { least: 0, for_words: u64::MAX }, day(0)).unwrap();
    assert!(matches!(store.begin(&desk("one"), Room::Files), Err(StoreError::Full)));
    assert!(matches!(store.check_room(1), Err(StoreError::Full)));
    keep(&store, &desk("one"), day(0));
}
