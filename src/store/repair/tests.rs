//! One damage at a time, and what a repair makes of it. Whole repairs: `tests/behaviour/damaged.rs`.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;
use crate::store::tombstones::ELSEWHERE;

const ID: &str = "abababababababababababababababababababababababababababababababab";
const RUBBISH: &str = "rubbish";
/// Signed by whoever could.
const GOOD: &str = "good";

struct Words;

impl Judge for Words {
    fn is_roster(&self, version: u64, note: &str) -> bool {
        version == 1 && note == GOOD
    }

    fn is_withdrawal(&self, desk: &DeskId, id: ParcelId, note: &str) -> bool {
        desk.as_str() == "main" && id.to_string() == ID && note == GOOD
    }

    fn is_acknowledgement(&self, desk: &DeskId, day: Day, reviewer: &ShortName, note: &str) -> bool {
        desk.as_str() == "main" && day == yesterday() && reviewer.as_str() == "ana" && note == GOOD
    }
}

fn yesterday() -> Day {
    "2026-11-24".parse().unwrap()
}

fn today() -> Day {
    yesterday().plus(1)
}

/// A data folder that a server left.
fn fresh() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o700)).unwrap();
    FileStore::open(root.path(), Free::default(), today()).unwrap().close(today()).unwrap();
    root
}

/// What somebody laid there.
#[derive(Clone, Copy, Debug)]
enum Laid<'a> {
    File(&'a str),
    Folder,
    Link,
    /// Of so many bytes, which take no room.
    Long(u64),
}

fn lay(root: &Path, path: &str, laid: Laid<'_>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    quarantine::remove_any(&path).unwrap();
    match laid {
        Laid::File(text) => fs::write(path, text).unwrap(),
        Laid::Folder => fs::create_dir(path).unwrap(),
        Laid::Link => symlink("elsewhere", path).unwrap(),
        Laid::Long(bytes) => fs::File::create(path).unwrap().set_len(bytes).unwrap(),
    }
}

/// What a repair did, by path, without what was set aside meanwhile.
fn mended(root: &Path) -> Vec<(String, Done, String)> {
    let mut repair = Repair::begin(root).unwrap();
    repair.run(&Words, &mut |_, _| ()).unwrap();
    let found = repair.into_found().into_iter();
    found.map(|it| (it.path.to_str().unwrap().to_owned(), it.done, it.damage)).collect()
}

/// What was done and why, if anything was.
type Expected<'a> = Option<(Done, &'a str)>;

#[test]
fn each_damage_is_told_and_answered_as_what_it_is() {
    use Done::{MadeAnew, SetAside, Stays};
    use Laid::{File, Folder, Link, Long};
    let [note, age] = [format!("{ID}.note"), format!("{ID}.age")];
    let id_line = format!("{ID}\n");
    let (half, no_end) = (format!("{ID}\n{RUBBISH}\n"), format!("{ID}\n{ID}"));
    let twice = format!("{ID}\n{ID}\n");
    // More than a megabyte of them, as a desk may come to have.
    let many = id_line.repeat(20_000);
    let day = yesterday().to_string();
    let is_no_such_note = "it is no such note, or nobody who could has signed it";
    // Where, what, and what becomes of it; what lies there afterwards.
    let cases: Vec<(String, Laid<'_>, Expected<'_>, Option<&str>)> = vec![
        (format!("withdrawn/main/{ELSEWHERE}"), File(&id_line), None, Some(&id_line)),
        (format!("withdrawn/main/{ELSEWHERE}"), File(""), None, Some("")),
        (format!("withdrawn/main/{ELSEWHERE}"), File(&many), None, Some(&many)),
        (
            format!("withdrawn/main/{ELSEWHERE}"),
            File(&half),
            Some((MadeAnew, "some of it does not make sense")),
            Some(&id_line),
        ),
        (
            format!("withdrawn/main/{ELSEWHERE}"),
            File(&no_end),
            Some((MadeAnew, "some of it does not make sense")),
            Some(&twice),
        ),
        (format!("withdrawn/main/{ELSEWHERE}"), Folder, Some((MadeAnew, "it is a folder")), Some("")),
        (
            format!("withdrawn/main/{ELSEWHERE}"),
            Long((64 << 20) + 1),
            Some((MadeAnew, "it is larger than any such file")),
            Some(""),
        ),
        (format!("withdrawing/main/{ELSEWHERE}"), File(&id_line), Some((SetAside, "it does not belong there")), None),
        (format!("withdrawing/main/{note}"), File(GOOD), None, Some(GOOD)),
        (format!("withdrawing/main/{note}"), File(RUBBISH), Some((SetAside, is_no_such_note)), None),
        (format!("withdrawn/main/{note}"), File(GOOD), None, Some(GOOD)),
        (format!("withdrawn/main/{note}"), File(RUBBISH), Some((Stays, is_no_such_note)), Some(RUBBISH)),
        (format!("withdrawn/main/{note}"), Folder, Some((MadeAnew, "it is a folder")), Some("")),
        (format!("withdrawn/main/{note}"), Link, Some((MadeAnew, "it is a link, or no plain file")), Some("")),
        ("withdrawn/main/x.part".to_owned(), File(""), None, Some("")),
        ("withdrawn/main/x.part".to_owned(), Folder, Some((SetAside, "it does not belong there")), None),
        ("withdrawn/Main Desk".to_owned(), Folder, Some((SetAside, "no desk has such a name")), None),
        ("withdrawn/main".to_owned(), File(""), Some((SetAside, "it is no folder")), None),
        (format!("acknowledged/main/{day}"), File(""), Some((SetAside, "it is no folder")), None),
        ("acknowledged/main/notes".to_owned(), Folder, Some((SetAside, "no day has such a name")), None),
        (format!("acknowledged/main/{day}/ana.note"), File(GOOD), None, Some(GOOD)),
        (format!("acknowledged/main/{day}/ana.note"), File(RUBBISH), Some((SetAside, is_no_such_note)), None),
        (format!("acknowledged/main/{day}/bea.note"), File(GOOD), Some((SetAside, is_no_such_note)), None),
        (format!("acknowledged/main/{day}/ana"), File(GOOD), Some((SetAside, "it does not belong there")), None),
        ("rosters/00000001.note".to_owned(), File(GOOD), None, Some(GOOD)),
        ("rosters/00000001.note".to_owned(), File(RUBBISH), Some((SetAside, is_no_such_note)), None),
        ("rosters/1.note".to_owned(), File(GOOD), Some((SetAside, "it does not belong there")), None),
        (format!("mailboxes/{age}"), File(RUBBISH), Some((SetAside, "it is no reply any more")), None),
        (format!("mailboxes/{age}"), Folder, Some((SetAside, "it is a folder")), None),
        ("mailboxes/notes".to_owned(), File(""), Some((SetAside, "it does not belong there")), None),
        ("pool/Main Desk".to_owned(), Folder, Some((SetAside, "it does not belong there")), None),
        ("pool/main/x".to_owned(), Folder, Some((SetAside, "it is no file")), None),
        ("mailboxes/pool/slots/x".to_owned(), Link, Some((SetAside, "it is no file")), None),
        ("order/x".to_owned(), File(""), Some((SetAside, "it is no folder")), None),
        ("order/main/x".to_owned(), Link, Some((SetAside, "it is no folder")), None),
        (format!("order/main/{day}/x"), File(""), Some((SetAside, "it does not belong there")), None),
        (format!("order/main/{day}/{age}"), Folder, Some((SetAside, "it does not belong there")), None),
        (format!("order/main/{day}/{age}"), File(RUBBISH), None, Some(RUBBISH)),
        (RESERVE.to_owned(), File("short"), Some((MadeAnew, "it is too short")), None),
        (RESERVE.to_owned(), Folder, Some((SetAside, "it is no file")), None),
        (BACKED_UP.to_owned(), File("2026-11-24\n/a\n"), None, Some("2026-11-24\n/a\n")),
        (BACKED_UP.to_owned(), File(RUBBISH), Some((SetAside, "it does not make sense")), None),
        (BACKED_UP.to_owned(), Folder, Some((SetAside, "it is a folder")), None),
        ("config.part".to_owned(), File(""), None, Some("")),
        ("config.part".to_owned(), Folder, Some((SetAside, "it is a folder")), None),
        (format!("parcels/main/{day}/{age}"), File(RUBBISH), Some((SetAside, "it is not what its name says")), None),
        (format!("parcels/main/{day}/{age}"), Folder, Some((SetAside, "it is a folder")), None),
        (format!("parcels/main/{day}/{age}"), Link, Some((SetAside, "it is a link, or no plain file")), None),
        (format!("parcels/main/{day}/notes"), File(""), Some((SetAside, "no parcel has such a name")), None),
        ("parcels/main/notes".to_owned(), Folder, Some((SetAside, "no day has such a name")), None),
        ("parcels/Main Desk".to_owned(), Folder, Some((SetAside, "no desk has such a name")), None),
        (DERIVATION.to_owned(), File(RUBBISH), Some((Stays, "it does not make sense")), Some(RUBBISH)),
        (MARKER.to_owned(), File(RUBBISH), Some((MadeAnew, "it does not make sense")), Some(MARKER_TEXT)),
        (LOCK.to_owned(), Folder, Some((SetAside, "it is a folder")), Some("")),
        (LOCK.to_owned(), Link, Some((SetAside, "it is a link, or no plain file")), Some("")),
        (QUARANTINE.to_owned(), File(""), Some((SetAside, "it is no folder")), None),
    ];
    for (path, laid, expected, after) in cases {
        let root = fresh();
        lay(root.path(), &path, laid);
        let found = mended(root.path());
        let expected = expected.map(|(done, damage)| (path.clone(), done, damage.to_owned()));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{path} {laid:?}");
        if let Some(after) = after {
            assert_eq!(fs::read_to_string(root.path().join(&path)).unwrap(), after, "{path} {laid:?}");
        }
        if found.iter().any(|(_, done, _)| *done == SetAside) && path != LOCK && path != QUARANTINE {
            assert!(root.path().join(&path).symlink_metadata().is_err(), "{path} {laid:?}");
            assert!(root.path().join(QUARANTINE).join(&path).symlink_metadata().is_ok(), "{path} {laid:?}");
        }
        // Nothing is left but what only people can mend.
        assert!(mended(root.path()).iter().all(|(_, done, _)| *done == Stays), "{path} {laid:?}");
    }
}

#[test]
fn a_day_that_has_expired_by_its_name_has_expired_whatever_bears_it() {
    let root = fresh();
    let path = format!("expired/main/{}", yesterday());
    lay(root.path(), &path, Laid::File(""));
    assert_eq!(mended(root.path()), [(path.clone(), Done::SetAside, "it is no folder".to_owned())]);
    assert!(root.path().join(path).is_dir());
}

#[test]
fn what_is_gone_is_left_to_the_start_and_what_bears_its_name_is_not() {
    for gone in [format!("withdrawn/main/{ID}.note"), format!("expired/main/{}/ana.note", yesterday())] {
        let path = format!("parcels/main/{}/{ID}.age", yesterday());
        let root = fresh();
        lay(root.path(), &gone, Laid::File(GOOD));
        lay(root.path(), &path, Laid::File(RUBBISH));
        assert_eq!(mended(root.path()), [], "{gone}");
        lay(root.path(), &path, Laid::Folder);
        assert_eq!(mended(root.path()), [(path, Done::SetAside, "it is no file, and its parcel is gone".to_owned())]);
    }
}

#[test]
fn wrong_modes_are_put_right_and_many_of_them_told_in_one_line() {
    // sled's files have the modes that this test's umask gives them.
    let fresh = || {
        let root = fresh();
        Repair::begin(root.path()).unwrap().modes().unwrap();
        root
    };
    for (count, told) in [(0, 0), (1, 1), (5, 5), (6, 1)] {
        let root = fresh();
        for n in 0..count {
            let path = root.path().join(format!("rosters/{n}"));
            fs::write(&path, "").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
        }
        let mut repair = Repair::begin(root.path()).unwrap();
        repair.modes().unwrap();
        let found = repair.into_found();
        let wrong: Vec<_> = found.iter().filter(|it| it.path.starts_with("rosters")).collect();
        assert_eq!(wrong.len(), told, "{found:?}");
        for said in ["(so of 6 in all)", " in all)"] {
            assert!(wrong.iter().all(|it| it.done == Done::PutRight && it.damage.contains(said) == (count == 6)));
        }
        for n in 0..count {
            let mode = root.path().join(format!("rosters/{n}")).metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    let root = fresh();
    fs::set_permissions(root.path().join("rosters"), fs::Permissions::from_mode(0o755)).unwrap();
    let mut repair = Repair::begin(root.path()).unwrap();
    repair.modes().unwrap();
    assert!(repair.into_found().iter().any(|it| it.path == Path::new("rosters") && it.done == Done::PutRight));
    assert_eq!(root.path().join("rosters").metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn a_start_is_kept_by_what_does_not_belong_among_folders_of_before_until_a_repair() {
    let day = yesterday();
    for (path, laid) in [
        ("order/x".to_owned(), Laid::File("")),
        ("order/main/x".to_owned(), Laid::File("")),
        (format!("order/main/{day}/x"), Laid::Link),
        (format!("order/main/{day}/{ID}.age"), Laid::Folder),
    ] {
        let root = fresh();
        lay(root.path(), &path, laid);
        let refused = FileStore::open(root.path(), Free::default(), today()).err();
        assert!(matches!(&refused, Some(StoreError::Stray(stray)) if stray.ends_with(&path)), "{refused:?}");
        let mut repair = Repair::begin(root.path()).unwrap();
        repair.run(&Words, &mut |_, _| ()).unwrap();
        assert!(repair.finish(Free::default(), today()).unwrap(), "{path}");
        drop(FileStore::open(root.path(), Free::default(), today()).unwrap());
    }
}

#[test]
fn a_repair_of_no_folder_is_refused() {
    let root = tempfile::tempdir().unwrap();
    for path in [root.path().to_owned(), root.path().join("none")] {
        assert!(matches!(Repair::begin(&path), Err(StoreError::Foreign(_))));
    }
}

#[test]
fn a_folder_is_ours_by_its_mark_or_by_all_else() {
    let today = "2026-11-25".parse().unwrap();
    let fresh = || {
        let root = tempfile::tempdir().unwrap();
        FileStore::open(root.path(), Free::default(), today).unwrap().close(today).unwrap();
        root
    };
    let root = fresh();
    assert!(is_ours(root.path()));
    fs::write(root.path().join(MARKER), "rotten").unwrap();
    assert!(is_ours(root.path()), "only the mark can be damaged");
    fs::remove_file(root.path().join(MARKER)).unwrap();
    assert!(is_ours(root.path()));
    for missing in [DERIVATION, PARCELS, MAILBOXES, LOCK] {
        let root = fresh();
        fs::remove_file(root.path().join(MARKER)).unwrap();
        quarantine::remove_any(&root.path().join(missing)).unwrap();
        assert!(!is_ours(root.path()), "{missing}");
    }
    let root = fresh();
    fs::remove_file(root.path().join(MARKER)).unwrap();
    fs::write(root.path().join(DERIVATION), "version = 2").unwrap();
    assert!(!is_ours(root.path()));
    assert!(!is_ours(tempfile::tempdir().unwrap().path()));
}
