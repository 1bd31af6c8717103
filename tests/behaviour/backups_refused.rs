//! What a backup refuses, what it does not believe, and whose its files are.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::Path;

use serde_json::{Value, json};

use super::backups::{Kept, today};
use crate::common::process::command;
use crate::common::site::path_text;
use crate::common::{AMPARO, everything_in, files_in};

/// The account that the tests give a server, where they run as root; who is not root has one account for all.
pub(super) const SERVERS: u32 = 65534;

pub(super) fn i_am_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Gives a folder and all in it away, where that can be done.
pub(super) fn give(folder: &Path) {
    if i_am_root() {
        for path in everything_in(folder).iter().map(AsRef::as_ref).chain([folder]) {
            chown(path, Some(SERVERS), Some(SERVERS)).unwrap();
        }
    }
}

/// A site that told something yesterday.
pub(super) fn of_yesterday() -> Kept {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(1);
    kept
}

#[track_caller]
fn said(code: i32, ran: &crate::common::reviewer::Ran, why: &str) {
    assert_eq!(ran.code, code, "{ran:?}");
    assert!(ran.err.contains(why), "{why}: {}", ran.err);
    assert!(!ran.err.contains("    "), "a gap in the text: {}", ran.err);
}

#[test]
fn a_setting_whose_name_would_not_come_back_is_refused_before_anything_is_copied() {
    for name in ["onion/keys.part", "onion/.hidden/key", &format!("onion/{}", "n".repeat(120))] {
        let folder = Path::new(name).parent().unwrap().to_str().unwrap().to_owned();
        let kept = Kept::configured(|config| {
            let mut backup = toml::Table::new();
            backup.insert("onion_keys".to_owned(), vec![folder.clone()].into());
            config.insert("backup".to_owned(), backup.into());
        });
        let file = kept.site.folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "a key").unwrap();
        kept.site.start().stop();
        let ran = kept.back_up();
        said(1, &ran, "has a name that no backup brings back");
        assert_eq!(files_in(&kept.stick), Vec::<std::path::PathBuf>::new());
    }
}

#[test]
fn a_backup_without_the_salt_takes_no_good_one_away() {
    let kept = of_yesterday();
    kept.backed_up();
    kept.a_day_passes();
    let salt = kept.site.data.join("derivation.toml");
    let (whole, lists) = (fs::read(&salt).unwrap(), kept.lists());
    // A server that runs does not miss it.
    for damaged in [None, Some(&b"version = 9"[..]), Some(&[0xff])] {
        match damaged {
            Some(bytes) => fs::write(&salt, bytes).unwrap(),
            None => fs::remove_file(&salt).unwrap(),
        }
        said(1, &kept.back_up(), "derivation.toml is missing, or does not make sense");
        assert_eq!(kept.lists(), lists);
    }
    fs::write(&salt, whole).unwrap();
    kept.backed_up();
    assert!(kept.lists().len() > lists.len());
}

#[test]
fn a_backup_that_burns_with_the_server_is_told_until_there_is_another() {
    let kept = of_yesterday();
    let is_told = || {
        let ran = Kept::run(&["check", "--config", path_text(&kept.site.config_file())]);
        ran.text().contains("lies on the disk that it is a copy of")
            || ran.err.contains("lies on the disk that it is a copy of")
    };
    assert!(!is_told(), "there is none yet");
    kept.backed_up();
    assert!(is_told());
    let elsewhere = tempfile::tempdir_in("/dev/shm").expect("a Linux has /dev/shm");
    let (config, stick) = (kept.site.config_file(), elsewhere.path().join("stick"));
    let ran = Kept::run(&["backup", "--config", path_text(&config), "--to", path_text(&stick)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!is_told());
    // A stick that was used once and never again is no answer for ever.
    let noted = kept.site.data.join("backed-up");
    let (now, then) = (today().plus(-1).to_string(), today().plus(-20).to_string());
    let of_then = |line: &str| if line.contains("/dev/shm") { line.replace(&now, &then) } else { line.to_owned() };
    let text: Vec<String> = fs::read_to_string(&noted).unwrap().lines().map(of_then).collect();
    fs::write(&noted, text.join("\n") + "\n").unwrap();
    assert!(is_told());
}

#[test]
fn a_list_of_a_day_to_come_is_refused_with_a_way_out() {
    let kept = of_yesterday();
    kept.backed_up();
    let ahead = kept.stick.join(format!("{}.age", today().plus(300)));
    fs::rename(&kept.lists()[0], &ahead).unwrap();
    let ran = kept.back_up();
    said(1, &ran, "is of a day that is not over");
    assert!(ran.err.contains(&format!("move {} away", ahead.display())), "{}", ran.err);
    fs::remove_file(&ahead).unwrap();
    assert_eq!(kept.backed_up()["new"], 0, "no file was lost");
}

#[test]
fn an_older_list_is_restored_when_the_newest_is_damaged_and_somebody_says_so() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(2);
    let first = kept.backed_up();
    kept.a_day_passes();
    let older = kept.lists()[0].file_stem().unwrap().to_str().unwrap().to_owned();
    kept.told("two");
    kept.days_ago(1);
    let second = kept.backed_up();
    let newest = kept.lists().into_iter().max().unwrap();
    let bytes = fs::read(&newest).unwrap();
    fs::write(&newest, &bytes[..bytes.len() - 1000]).unwrap();
    let to = kept.site.folder.path().join("back");
    said(3, &kept.restore(&to, &[]), &format!("--day {older}"));
    said(1, &kept.restore(&to, &["--day", "2001-01-01"]), &format!("there are lists of {older}, "));
    assert!(!to.exists(), "nothing was written");
    let ran = kept.restore(&to, &["--day", &older]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&back["parcels"], &back["beyond"]), (&first["parcels"], &second["new"]), "{back}");
}

#[test]
fn no_way_leads_into_the_data_folder_by_a_link() {
    let kept = of_yesterday();
    let link = kept.site.folder.path().join("link");
    symlink(&kept.site.data, &link).unwrap();
    for to in [link.join("new/folder"), link.join("new"), link.clone()] {
        let to = path_text(&to);
        let ran = Kept::run(&["backup", "--config", path_text(&kept.site.config_file()), "--to", to]);
        said(1, &ran, "lies in the data folder");
    }
    assert!(!kept.site.data.join("new").exists());
}

#[test]
fn what_nobody_signed_lets_nothing_go() {
    let kept = of_yesterday();
    let parcels = kept.site.parcels();
    kept.backed_up();
    kept.a_day_passes();
    let id = |n: usize| parcels[n].file_stem().unwrap().to_str().unwrap().to_owned();
    // Who holds the server names files, and empties it.
    let stones = kept.site.data.join("withdrawn/main");
    let expired = kept.site.data.join(format!("expired/main/{}", today().plus(-1)));
    for folder in [&stones, &expired] {
        fs::create_dir_all(folder).unwrap();
    }
    fs::write(stones.join(format!("{}.note", id(0))), "a tombstone").unwrap();
    fs::write(stones.join(format!("{}.note", id(1))), kept.tombstone(&parcels[0])).unwrap();
    fs::write(expired.join("reviewer-1.note"), "gone").unwrap();
    for path in &parcels {
        fs::remove_file(path).unwrap();
    }
    let taken = kept.backed_up();
    assert_eq!((&taken["removed"], &taken["only_in_backup"]), (&json!(0), &json!(parcels.len())), "{taken}");
    assert_eq!(taken["unbelieved"].as_array().unwrap().len(), 3, "{taken}");
    let back = kept.is_destroyed_and_restored();
    assert_eq!((&back["beyond"], back["unbelieved"].as_array().unwrap().len()), (&json!(parcels.len()), 3), "{back}");
    kept.site.start().stop();
    assert_eq!(kept.site.parcels(), parcels, "no start deletes by them");
}

#[test]
fn a_server_goes_on_after_a_backup_and_a_restore_by_root() {
    let kept = of_yesterday();
    give(&kept.site.data);
    kept.backed_up();
    let owner = |path: &Path| fs::symlink_metadata(path).unwrap().uid();
    let servers = owner(&kept.site.data);
    for path in everything_in(&kept.site.data) {
        assert_eq!(owner(&path), servers, "{}", path.display());
    }
    // An empty folder is there, as the package makes it.
    fs::remove_dir_all(&kept.site.data).unwrap();
    fs::create_dir(&kept.site.data).unwrap();
    give(&kept.site.data);
    let ran = kept.restore(&kept.site.data, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let restored = kept.site.data.join("restored");
    for path in everything_in(&kept.site.data) {
        let expected = if path.starts_with(&restored) { owner(&kept.stick) } else { servers };
        assert_eq!(owner(&path), expected, "{}", path.display());
    }
}

#[test]
fn another_accounts_files_of_old_runs_do_not_end_a_server() {
    let kept = of_yesterday();
    kept.backed_up();
    let root = kept.site.data.join("restored");
    fs::create_dir(&root).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o700)).unwrap();
    let others = [kept.site.data.join("backed-up"), root];
    if i_am_root() {
        // Root's own rights would hide it: here the others' files are another's, and the server is none of root's.
        give(kept.site.folder.path());
        for path in &others {
            chown(path, Some(0), Some(0)).unwrap();
        }
        let server = kept.site.start_by(|command| {
            command.uid(SERVERS).gid(SERVERS);
        });
        server.stop();
        assert_eq!(fs::metadata(&others[0]).unwrap().uid(), 0);
    } else {
        kept.site.start().stop();
    }
}

#[test]
fn who_could_only_leave_files_that_the_server_cannot_use_is_sent_to_root() {
    let kept = of_yesterday();
    if i_am_root() {
        for path in everything_in(kept.site.folder.path()).iter().map(AsRef::as_ref).chain([kept.site.folder.path()]) {
            let mode = if path.is_dir() { 0o755 } else { 0o644 };
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
        let mut backup = command(AMPARO);
        let stick = kept.site.folder.path().join("their-stick");
        let backup =
            backup.args(["backup", "--config", path_text(&kept.site.config_file()), "--to", path_text(&stick)]);
        let output = backup.uid(SERVERS).gid(SERVERS).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && told.contains("belongs to another account"), "{told}");
        assert!(told.contains("as root"), "{told}");
        assert!(!stick.exists());
    }
    kept.backed_up();
}

#[test]
fn every_other_refusal_says_what_to_do() {
    let kept = Kept::new();
    let (data, folder) = (kept.site.data.clone(), kept.site.folder.path().to_owned());
    // It has a key, because its roster names it; without it, it never ran.
    let key = data.join("reviewing.key");
    let bytes = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    said(1, &kept.back_up(), "has no key of the server yet");
    fs::write(&key, "11".repeat(32)).unwrap();
    said(1, &kept.back_up(), "names another server's key");
    fs::write(&key, bytes).unwrap();
    kept.told("one");
    kept.days_ago(1);

    fs::create_dir_all(&kept.stick).unwrap();
    let busy = File::open(&kept.stick).unwrap();
    busy.lock().unwrap();
    said(1, &kept.back_up(), "another backup or restore uses");
    drop(busy);
    let to = folder.join("back");
    said(1, &kept.restore(&to, &[]), "there is no backup in");
    kept.backed_up();

    fs::create_dir(&to).unwrap();
    fs::write(to.join("letter.txt"), "dear").unwrap();
    said(1, &kept.restore(&to, &[]), "is not empty");
    fs::remove_dir_all(&to).unwrap();
    let other = Kept::new().site.custodian_key();
    said(3, &kept.restore(&to, &["--custodian", &other]), "rosters are not to be trusted");
    for list in kept.lists() {
        fs::remove_file(list).unwrap();
    }
    said(1, &kept.restore(&to, &[]), "there is no backup in");
    assert!(!to.exists(), "nothing was written");
}

#[test]
fn root_reads_nothing_for_a_backup_by_a_link_or_a_second_name() {
    let kept = Kept::configured(|config| {
        config.insert("backup".to_owned(), toml::toml! { onion_keys = ["onion"] }.into());
    });
    kept.told("one");
    kept.days_ago(1);
    let (data, folder) = (kept.site.data.clone(), kept.site.folder.path().to_owned());
    let secret = folder.join("secret");
    fs::write(&secret, "what the server's account may not read").unwrap();
    fs::create_dir_all(folder.join("onion")).unwrap();
    fs::write(folder.join("onion/hs_ed25519_secret_key"), "a key").unwrap();
    let elsewhere = folder.join("elsewhere");
    fs::create_dir_all(elsewhere.join("main")).unwrap();
    let parcel = kept.site.parcels().remove(0);
    let day = parcel.parent().unwrap().to_owned();
    let roster = data.join("rosters/00000009.note");
    let laid: [(&Path, &Path, &str); 5] = [
        (&roster, &secret, "the data folder holds what the server did not make"),
        (&parcel, &secret, "the data folder holds what the server did not make"),
        (&day, &elsewhere, "the data folder holds what the server did not make"),
        (&data.join("reviewing.key"), &secret, "is a link"),
        (&folder.join("onion/hostname"), &secret, "could lead root elsewhere"),
    ];
    for (path, to, why) in laid {
        let before = path.with_file_name("aside");
        let was_there = fs::rename(path, &before).is_ok();
        let aside = folder.join("aside");
        if was_there {
            fs::rename(&before, &aside).unwrap();
        }
        symlink(to, path).unwrap();
        let ran = kept.back_up();
        assert!(ran.code != 0 && ran.err.contains(why), "{ran:?}");
        assert!(ran.err.contains(path_text(path)), "it is named: {}", ran.err);
        fs::remove_file(path).unwrap();
        if was_there {
            fs::rename(&aside, path).unwrap();
        }
    }
    fs::hard_link(&secret, &roster).unwrap();
    said(3, &kept.back_up(), "has a second name");
    fs::remove_file(&roster).unwrap();
    assert_eq!(kept.lists(), Vec::<std::path::PathBuf>::new());
    kept.backed_up();
}

/// What `check` says of backups, and what `status` says at all.
fn told_of_backups(kept: &Kept) -> (String, String) {
    let config = kept.site.config_file();
    let told = |what: &[&str]| {
        let output = command(AMPARO).args(what).args(["--config", path_text(&config)]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let checked: Value = serde_json::from_str(&told(&["check", "--json"])).unwrap();
    let weak = checked["weaknesses"].as_array().unwrap().iter().filter(|weak| weak["about"] == "backup");
    (weak.map(ToString::to_string).collect(), told(&["status"]))
}

#[test]
fn what_root_writes_into_anothers_backup_belongs_to_the_other_who_goes_on_with_it() {
    let kept = of_yesterday();
    fs::create_dir_all(&kept.stick).unwrap();
    if !i_am_root() {
        kept.backed_up();
        assert!(!told_of_backups(&kept).1.contains("the timer's account"));
        return;
    }
    give(kept.site.folder.path());
    kept.backed_up();
    let files = everything_in(&kept.stick);
    assert!(files.len() > 5, "{files:?}");
    for path in &files {
        assert_eq!(fs::symlink_metadata(path).unwrap().uid(), SERVERS, "{}", path.display());
    }
    assert!(!told_of_backups(&kept).1.contains("the timer's account"));

    // What a run of before left, which wrote as root: it is told, with the remedy, and the next run by root mends it.
    let group = files.iter().find(|path| path.parent().unwrap().ends_with("files")).unwrap();
    chown(group, Some(0), Some(0)).unwrap();
    let (weak, status) = told_of_backups(&kept);
    assert!(weak.contains(path_text(group)) && weak.contains("chown -R --reference="), "{weak}");
    let not_theirs = |path: &Path| format!("{} is not for the timer's account to write", path.display());
    assert!(status.contains(&not_theirs(group)), "{status}");
    kept.backed_up();
    assert_eq!(fs::symlink_metadata(group).unwrap().uid(), SERVERS);
    assert!(!told_of_backups(&kept).1.contains("the timer's account"));

    // A stick's new folder is root's, and what root began there too: the timer cannot go on.
    for path in everything_in(&kept.stick).iter().chain([&kept.stick]) {
        chown(path, Some(0), Some(0)).unwrap();
    }
    let (weak, status) = told_of_backups(&kept);
    let mend = format!("chown -R --reference={} {}", kept.site.data.display(), kept.stick.display());
    assert!(weak.contains("the timer, which runs as the server's account") && weak.contains(&mend), "{weak}");
    assert!(status.contains(&not_theirs(&kept.stick)), "{status}");
    give(&kept.stick);
    assert!(!told_of_backups(&kept).1.contains("the timer's account"));
    // All of it lies on one disk here, and that is said; a folder that is not there may be a stick.
    assert!(weak.contains(&format!("{} lies on the disk that it is a copy of", kept.stick.display())), "{weak}");
    let noted = kept.site.data.join("backed-up");
    fs::write(&noted, fs::read_to_string(&noted).unwrap() + "/media/a-stick-elsewhere\n").unwrap();
    assert!(!told_of_backups(&kept).0.contains("that it is a copy of"));

    // The timer's account goes on where root was.
    kept.a_day_passes();
    for path in kept.lists() {
        chown(path, Some(SERVERS), Some(SERVERS)).unwrap();
    }
    let mut backup = command(AMPARO);
    let backup =
        backup.args(["backup", "--config", path_text(&kept.site.config_file()), "--to", path_text(&kept.stick)]);
    let output = backup.uid(SERVERS).gid(SERVERS).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(kept.lists().len(), 2);
}

#[test]
fn a_link_in_a_backup_leads_root_nowhere() {
    let kept = of_yesterday();
    kept.backed_up();
    kept.a_day_passes();
    let elsewhere = kept.site.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("x.part"), "a file of somebody's").unwrap();
    fs::rename(kept.stick.join("files"), kept.stick.join("files-of-before")).unwrap();
    symlink(&elsewhere, kept.stick.join("files")).unwrap();
    said(3, &kept.back_up(), "could lead root elsewhere");
    assert_eq!(files_in(&elsewhere), [elsewhere.join("x.part")], "nothing was written there, and nothing deleted");
}
