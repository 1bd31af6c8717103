//! Files and folders as the store finds them, and what it makes of their times.

use std::collections::HashSet;

use super::*;

#[test]
fn a_shuffled_list_holds_the_same_in_any_order() {
    let mut seen = HashSet::new();
    for _ in 0..2000 {
        let mut list = [0, 1, 2, 3];
        shuffle(&mut list);
        seen.insert(list);
        list.sort_unstable();
        assert_eq!(list, [0, 1, 2, 3]);
    }
    // One of the 24 orders is missing by chance once in 10^35 runs.
    assert_eq!(seen.len(), 24);
    // Every byte of what is drawn counts: in a long list the last places too.
    let mut long: Vec<usize> = (0..100_000).collect();
    shuffle(&mut long);
    let moved = long.iter().enumerate().filter(|(at, value)| at.abs_diff(**value) > 1000).count();
    assert!(moved > 90_000, "{moved} of 100,000 moved far");
}

fn pipe(path: &Path) {
    rustix::fs::mknodat(CWD, path, rustix::fs::FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn a_file_is_told_from_whatever_else_lies_in_its_place_and_nobody_waits_for_it() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::write(at("file"), "seven b").unwrap();
    fs::create_dir(at("folder")).unwrap();
    std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
    std::os::unix::fs::symlink(at("folder"), at("to-folder")).unwrap();
    pipe(&at("pipe"));

    assert_eq!(len_of_file(&at("file")).unwrap(), 7);
    assert!(matches!(len_of_file(&at("folder")), Err(StoreError::Stray(_))));
    assert!(matches!(len_of_file(&at("link")), Err(StoreError::NotPlain(_))));
    assert!(matches!(len_of_file(&at("pipe")), Err(StoreError::NotPlain(_))));
    assert!(matches!(len_of_file(&at("none")), Err(StoreError::Io(..))));

    assert_eq!(io::read_to_string(open_quietly(&at("file")).unwrap()).unwrap(), "seven b");
    assert_eq!(read_text(&at("file")).unwrap(), "seven b");
    // Nor does its time tell that it was read.
    set_day(&at("file"), "2001-01-01".parse().unwrap()).unwrap();
    io::read_to_string(open_quietly(&at("file")).unwrap()).unwrap();
    let times = at("file").metadata().unwrap();
    assert_eq!(times.accessed().unwrap(), times.modified().unwrap());
    for name in ["folder", "link", "pipe"] {
        let errors = [open_quietly(&at(name)).unwrap_err(), read_text(&at(name)).unwrap_err()];
        assert!(errors.iter().all(is_no_file), "{name}: {errors:?}");
        assert!(errors.iter().all(is_of_one_file), "{name}: {errors:?}");
    }
    let missing = open_quietly(&at("none")).unwrap_err();
    assert!(missing.kind() == io::ErrorKind::NotFound && !is_no_file(&missing) && !is_of_one_file(&missing));
    for of_all in [Errno::MFILE, Errno::NFILE, Errno::NOMEM, Errno::NOSPC] {
        assert!(!is_of_one_file(&of_all.into()), "{of_all}");
    }
    // With its path in its words an error is the same.
    for (errno, of_one) in [(Errno::IO, true), (Errno::LOOP, true), (Errno::MFILE, false)] {
        let named = named(&at("file"), errno.into());
        assert_eq!((is_of_one_file(&named), is_no_file(&named)), (of_one, errno == Errno::LOOP), "{named}");
        assert!(named.to_string().starts_with(at("file").to_str().unwrap()), "{named}");
    }

    assert!(is_folder(&at("folder")).unwrap());
    for name in ["file", "link", "to-folder", "pipe", "none", "file/below"] {
        assert!(!is_folder(&at(name)).unwrap(), "{name}");
    }
    // A name that is too long is no answer.
    assert!(is_folder(&at(&"n".repeat(300))).is_err());
    assert!(matches!(make_folder(&at("file")), Err(StoreError::Stray(_))));
    assert!(matches!(make_folder(&at("file").join("below")), Err(StoreError::Stray(_))));
}

#[test]
fn a_folder_is_listed_whatever_lies_in_it_and_nothing_else_is() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    for name in ["folder", "folder/one", "empty"] {
        fs::create_dir(at(name)).unwrap();
    }
    fs::write(at("folder/two"), "").unwrap();
    std::os::unix::fs::symlink(at("folder"), at("link")).unwrap();
    let long_ago = "2001-01-01".parse().unwrap();
    set_day(&at("folder"), long_ago).unwrap();
    let names = |listed: Vec<(String, PathBuf)>| {
        let mut names: Vec<String> = listed.into_iter().map(|(name, _)| name).collect();
        names.sort();
        names
    };
    assert_eq!(names(entries(&at("folder")).unwrap()), ["one", "two"]);
    assert_eq!(names(entries_of_root(&at("link")).unwrap()), ["one", "two"]);
    assert_eq!(
        at("folder").metadata().unwrap().accessed().unwrap(),
        at("folder").metadata().unwrap().modified().unwrap()
    );
    assert!(entries(&at("none")).unwrap().is_empty());
    assert!(matches!(entries(&at("link")), Err(StoreError::Stray(_))));
    assert!(matches!(entries(&at("folder/two")), Err(StoreError::Stray(_))));
    assert!(matches!(entries_of_root(&at("folder/two")), Err(StoreError::Stray(_))));
    for (name, nothing) in [("folder", false), ("empty", true), ("none", true)] {
        assert_eq!(holds_nothing(&at(name)).unwrap(), nothing, "{name}");
    }
}

#[test]
fn the_folders_of_days_that_are_over_keep_their_times_and_all_else_gets_its_days() {
    use std::os::unix::fs::MetadataExt as _;
    let root = tempfile::tempdir().unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let (over, today) = (day("2026-11-25"), day("2026-11-26"));
    let paths = [
        ("parcels/main/2026-11-25/a", None),
        ("parcels/main/2026-11-26/b", Some(today)),
        ("parcels/main/notes/c", Some(today)),
        ("parcels/2026-11-25/d", Some(over)),
        ("acknowledged/main/2026-11-25/e", Some(over)),
        ("derivation.toml", Some(today)),
    ];
    for (path, _) in paths {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    settle_open_days(root.path(), today).unwrap();
    for (path, expected) in paths {
        let found = root.path().join(path).metadata().unwrap();
        let is_set = expected.is_some_and(|day| found.mtime() == day.unix_midnight() && found.mtime_nsec() == 0);
        assert_eq!(is_set, expected.is_some(), "{path}");
    }
    settle_times(root.path(), today).unwrap();
    let found = root.path().join("parcels/main/2026-11-25/a").metadata().unwrap();
    assert_eq!(found.mtime(), over.unix_midnight());
}

#[test]
fn what_is_left_of_a_disk_counts_files_where_the_file_system_does() {
    let root = tempfile::tempdir().unwrap();
    let (left, disk) = (left(root.path()).unwrap(), rustix::fs::statvfs(root.path()).unwrap());
    assert_eq!(left.files.is_some(), disk.f_files != 0);
    assert!(left.files.is_none_or(|files| files <= disk.f_files));
    assert!(left.bytes > 0 && left.bytes <= disk.f_blocks * disk.f_frsize);
}

#[test]
fn any_index_of_a_list_is_drawn_and_no_other() {
    let drawn: HashSet<usize> = (0..2000).map(|_| random_below(5)).collect();
    assert_eq!(drawn, (0..5).collect());
    assert_eq!([random_below(1), random_below(0)], [0, 0]);
}
