//! The store against a model: a map, with reopening and a clock that jumps among the moves.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Read as _;

use proptest::prelude::*;

use super::*;

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
