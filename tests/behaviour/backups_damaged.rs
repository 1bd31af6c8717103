//! Backups of a disk with bad blocks, on media with others' files and bad blocks of their own, and what is told of it.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use amparo::roster::{NoteSigner, SignedRoster};
use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use serde_json::{Value, json};

use super::backups::{Kept, today};
use super::backups_refused::of_yesterday;
use crate::common::damage::truncated;
use crate::common::process::command;
use crate::common::reviewer::Ran;
use crate::common::site::path_text;
use crate::common::terminal::OnTerminal;
use crate::common::{AMPARO, everything_in, files_in, trace};

impl Kept {
    pub(super) fn arguments(&self) -> [String; 5] {
        let (config, stick) = (self.site.config_file(), self.stick.clone());
        ["backup", "--config", path_text(&config), "--to", path_text(&stick)].map(str::to_owned)
    }

    /// A backup whose first such call about a path fails.
    fn back_up_failing(&self, path: &Path, call: &str) -> (Ran, Value) {
        let trace = self.site.folder.path().join("trace");
        // A call that names what is in a folder says no more than its name.
        let paths = [path.to_owned(), path.file_name().unwrap().into()];
        let mut failing = trace::failing(&trace, AMPARO, &paths, call, "EIO", 1);
        let ran = ended(failing.args(self.arguments()).arg("--json"));
        assert!(fs::read_to_string(trace).unwrap().contains("(INJECTED)"), "{ran:?}");
        let said = serde_json::from_slice(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        (ran, said)
    }

    pub(super) fn replies(&self) -> Vec<PathBuf> {
        let replies = files_in(&self.site.data.join("mailboxes"));
        replies.into_iter().filter(|path| path.extension().is_some_and(|end| end == "age")).collect()
    }

    /// A reply to what was told last waits.
    pub(super) fn answered(&self) {
        let server = self.site.start();
        let ana = &self.both[0];
        ana.pull();
        let id = ana.inbox()[0]["id"].as_str().unwrap().to_owned();
        let words = self.site.folder.path().join("reply.txt");
        fs::write(&words, "we read you").unwrap();
        ana.done(&["reply", &id, "--file", path_text(&words)]);
        ana.done(&["push"]);
        server.stop();
        assert_eq!(self.replies().len(), 1);
    }
}

pub(super) fn ended(command: &mut std::process::Command) -> Ran {
    let output = command.output().unwrap();
    let code = output.status.code().expect("it ends by itself");
    Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
}

/// When something of a file was changed last, its times among it: seconds, and nanoseconds.
fn changed(path: &Path) -> (i64, i64) {
    let found = path.metadata().unwrap();
    (found.ctime(), found.ctime_nsec())
}

/// Every path below a folder with its content and time.
fn all_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
    let one = |path: PathBuf| {
        let time = path.symlink_metadata().unwrap().modified().unwrap();
        (path.clone(), fs::read(&path).unwrap_or_default(), time)
    };
    everything_in(folder).into_iter().map(one).collect()
}

#[test]
fn a_bad_block_in_one_parcel_keeps_no_other_out_of_the_backup() {
    for call in ["read", "openat"] {
        let kept = of_yesterday();
        let parcels = kept.site.parcels();
        let bad = parcels[0].strip_prefix(&kept.site.data).unwrap().to_str().unwrap();
        let (ran, said) = kept.back_up_failing(&parcels[0], call);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert_eq!((&said["damaged"], &said["parcels"]), (&json!([bad]), &json!(parcels.len() - 1)), "{said}");
        assert!(ran.err.contains(bad) && !ran.err.contains(path_text(&kept.stick)), "{}", ran.err);
        assert_eq!(kept.lists().len(), 1);
        assert!(files_in(&kept.stick).iter().all(|path| path.extension().is_none_or(|end| end != "part")));
        // As soon as it can be read again, it is there.
        kept.a_day_passes();
        assert_eq!(kept.backed_up()["new"], 1);
        // What the server has lost of it then, the copy makes good: also where a piece is left.
        kept.a_day_passes();
        truncated(&parcels[0]);
        kept.backed_up();
        let back = kept.is_destroyed_and_restored();
        assert_eq!((&back["parcels"], &back["damaged"]), (&json!(parcels.len()), &json!([])), "{back}");
    }
}

#[test]
fn a_folder_that_the_servers_disk_does_not_list_keeps_nothing_else_out_of_the_backup() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(2);
    kept.answered();
    kept.backed_up();
    kept.a_day_passes();
    kept.told("two");
    kept.days_ago(1);
    let all = kept.site.parcels();
    let below = format!("parcels/main/{}", today().plus(-2));
    let (bad, good): (Vec<_>, Vec<_>) = all.iter().partition(|path| path.starts_with(kept.site.data.join(&below)));
    assert!(!bad.is_empty() && !good.is_empty(), "{all:?}");

    let (ran, said) = kept.back_up_failing(&kept.site.data.join(&below), "getdents64");
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!((&said["damaged"], &said["lacks"]), (&json!([below]), &json!([below])), "{said}");
    assert_eq!((&said["parcels"], &said["new"]), (&json!(good.len()), &json!(good.len())), "{said}");
    assert_eq!((&said["removed"], &said["only_in_backup"]), (&json!(0), &json!(0)), "{said}");
    assert!(ran.err.contains(&below), "{}", ran.err);
    // What an earlier run copied of it is there, and that something may be missing is said.
    let to = kept.site.folder.path().join("back");
    assert_eq!(kept.restore(&to, &[]).code, 3);
    let ran = kept.restore(&to, &["--incomplete"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&back["parcels"], &back["beyond"]), (&json!(good.len()), &json!(bad.len())), "{back}");
    assert_eq!((&back["missing"], &back["replies"]), (&json!([below]), &json!(1)), "{back}");

    // As soon as it can be listed again, a run of the same day makes the backup whole.
    let said = kept.backed_up();
    assert_eq!((&said["parcels"], &said["lacks"]), (&json!(all.len()), &json!([])), "{said}");
    // The same of replies: none leaves the backup because nobody saw it.
    kept.a_day_passes();
    let (ran, said) = kept.back_up_failing(&kept.site.data.join("mailboxes"), "getdents64");
    assert_eq!((ran.code, &said["damaged"]), (3, &json!(["mailboxes"])), "{ran:?}");
    assert_eq!((&said["removed"], &said["holds_replies"]), (&json!(0), &json!(true)), "{said}");
    kept.backed_up();
    assert_eq!(kept.is_destroyed_and_restored()["replies"], json!(1));
}

#[test]
fn a_backup_before_the_server_took_its_successors_roster_comes_back_with_the_successors_key() {
    let kept = of_yesterday();
    let successor = NoteSigner::new("second", SigningKey::generate(&mut OsRng)).unwrap();
    let mut text = SignedRoster::read(&kept.site.roster_file()).unwrap().claim().unwrap();
    text.version += 1;
    let version = text.version;
    // As `amparo init --roster` leaves it: the server that runs has not taken it yet.
    fs::write(kept.site.roster_file(), text.sign(&successor).unwrap().as_str()).unwrap();
    let config = fs::read_to_string(kept.site.config_file()).unwrap();
    let key = successor.verifier().to_string();
    fs::write(kept.site.config_file(), config.replace(&kept.site.custodian_key(), &key)).unwrap();
    let restored = || {
        fs::remove_dir_all(&kept.site.data).unwrap();
        let ran = kept.restore(&kept.site.data, &["--custodian", &key]);
        assert_eq!(ran.code, 0, "{ran:?}");
    };
    kept.backed_up();
    restored();
    kept.site.start().stop();
    // Nor does a roster that rotted on the disk make a backup that nobody can restore.
    kept.a_day_passes();
    let note = kept.site.data.join(format!("rosters/{version:08}.note"));
    fs::write(&note, "rotten").unwrap();
    kept.backed_up();
    restored();
    assert_eq!(fs::read(note).unwrap(), fs::read(kept.site.roster_file()).unwrap());
}

#[test]
fn others_files_and_bad_folders_on_a_medium_end_nothing_and_a_restore_changes_nothing_there() {
    let kept = of_yesterday();
    kept.backed_up();
    let files = kept.stick.join("files");
    let group = files_in(&files)[0].parent().unwrap().to_owned();
    for path in [files.join(".DS_Store"), files.join(".Trashes/501"), group.join("._x.age"), group.join("notes.part")] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "somebody's machine").unwrap();
    }
    let half = group.join(format!("{}.part", "0123".repeat(8)));
    fs::write(&half, "half").unwrap();
    let before = all_of(&kept.stick);

    // A folder that cannot be listed: what the list names of it is looked for all the same.
    let to = kept.site.folder.path().join("back");
    let trace = kept.site.folder.path().join("trace");
    let mut failing = trace::failing(&trace, AMPARO, std::slice::from_ref(&group), "getdents64", "EIO", 1);
    let (from, identity) = (path_text(&kept.stick), path_text(&kept.identity));
    failing.args(["restore", "--from", from, "--identity", identity, "--to", path_text(&to)]);
    let ran = ended(failing.arg("--json"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    let parcels = kept.site.parcels().len();
    assert_eq!((&back["unlisted"], &back["parcels"]), (&json!([group]), &json!(parcels)), "{back}");
    assert_eq!(kept.is_destroyed_and_restored()["unlisted"], json!([]));
    assert_eq!(all_of(&kept.stick), before);

    kept.a_day_passes();
    assert_eq!(kept.backed_up()["new"], 0);
    assert!(!half.exists() && group.join("notes.part").exists() && files.join(".DS_Store").exists());
}

#[test]
fn what_one_list_lacks_another_brings_into_the_same_folder() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(2);
    kept.backed_up();
    let (first, second) = {
        let files = files_in(&kept.stick.join("files"));
        (files[0].clone(), files[1].clone())
    };
    kept.a_day_passes();
    fs::write(kept.site.data.join("later.note"), "of the second list alone").unwrap();
    kept.told("two");
    kept.days_ago(1);
    kept.backed_up();
    let older = kept.lists()[0].file_stem().unwrap().to_str().unwrap().to_owned();
    fs::remove_dir_all(&kept.site.data).unwrap();

    let gone = fs::read(&first).unwrap();
    fs::remove_file(&first).unwrap();
    let ran = kept.restore(&kept.site.data, &[]);
    assert!(ran.code == 3 && ran.err.contains("into the same folder"), "{ran:?}");
    assert!(kept.site.data.join("later.note").exists());
    // Another server's is not mixed in.
    let other = Kept::new();
    other.backed_up();
    let ran = other.restore(&kept.site.data, &[]);
    assert!(ran.code == 1 && ran.err.contains("is not empty"), "{ran:?}");

    // A kill left halves of what the other list does not name, and the disk has a folder of its own.
    let day = kept.site.data.join("parcels/main/2001-01-01");
    fs::create_dir_all(&day).unwrap();
    fs::create_dir_all(kept.site.data.join("mailboxes")).unwrap();
    let half = format!("{}.part", "0".repeat(64));
    let halves = [day.join(&half), kept.site.data.join("mailboxes").join(&half)];
    for path in &halves {
        fs::write(path, "half").unwrap();
    }
    fs::create_dir(kept.site.data.join("lost+found")).unwrap();
    // The other copy has what was gone, and a bad block of its own.
    fs::write(&first, gone).unwrap();
    truncated(&second);
    let ran = kept.restore(&kept.site.data, &["--day", &older]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let back: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&back["restored"], &back["missing"], &back["damaged"]), (&json!(true), &json!([]), &json!([])));
    assert!(!kept.site.data.join("later.note").exists(), "it is of the later list alone");
    assert!(halves.iter().all(|path| !path.exists()) && kept.site.data.join("lost+found").exists());
    kept.site.start().stop();
    assert_eq!(kept.restore(&kept.site.data, &["--day", &older]).code, 1, "a data folder is never restored over");
}

#[test]
fn a_reply_that_rots_takes_no_good_copy_out_of_the_backup_and_one_that_was_deleted_goes_at_once() {
    let kept = of_yesterday();
    kept.answered();
    let copies = |kept: &Kept| files_in(&kept.stick.join("files")).len();
    kept.backed_up();
    let all = copies(&kept);
    let reply = kept.replies().remove(0);
    let good = fs::read(&reply).unwrap();
    let path = reply.strip_prefix(&kept.site.data).unwrap().to_str().unwrap();
    truncated(&reply);
    // Whatever the days: its copy stays, and a list that names it.
    for _ in 0..3 {
        kept.a_day_passes();
        let ran = kept.back_up();
        assert!(ran.code == 3 && !ran.err.contains(path) && ran.err.contains("a reply in mailboxes/"), "{ran:?}");
        let said: Value = serde_json::from_slice(&ran.out).unwrap();
        assert_eq!((&said["damaged"], &said["holds_replies"]), (&json!([path]), &json!(true)), "{said}");
        assert_eq!((&said["new"], &said["removed"]), (&json!(0), &json!(0)), "{said}");
    }
    kept.a_day_passes();
    let ran = ended(command(AMPARO).args(kept.arguments()));
    assert!(ran.code == 3 && ran.err.starts_with("The backup holds what could be copied up to the end of "), "{ran:?}");
    assert!(!ran.err.contains("everything"), "{ran:?}");
    let mended = ["check", "--repair", "--config", path_text(&kept.site.config_file())].map(str::to_owned);
    assert_eq!(ended(command(AMPARO).args(mended)).code, 3);
    kept.a_day_passes();
    assert_eq!(kept.backed_up()["holds_replies"], true, "it lies in the quarantine");
    assert_eq!((copies(&kept), kept.lists().len()), (all, 6));
    // What a repair set aside is in no backup, and none says that it were.
    kept.a_day_passes();
    let ran = ended(command(AMPARO).args(kept.arguments()));
    assert!(ran.code == 0 && !ran.err.contains("everything"), "{ran:?}");
    assert!(ran.err.contains("but what a repair set aside"), "{ran:?}");
    let older = kept.lists()[0].file_stem().unwrap().to_str().unwrap().to_owned();
    let to = kept.site.folder.path().join("back");
    let ran = kept.restore(&to, &["--day", &older]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(fs::read(to.join(path)).unwrap(), good);

    // Nothing is held any more: the reply is gone as if its source had deleted it.
    fs::remove_dir_all(kept.site.data.join("quarantine")).unwrap();
    kept.a_day_passes();
    let said = kept.backed_up();
    assert_eq!((&said["removed"], &said["holds_replies"]), (&json!(1), &json!(false)), "{said}");
    assert_eq!((copies(&kept), kept.lists().len()), (all - 1, 2));
}

#[test]
fn neither_a_shelf_nor_a_journal_tells_which_run_brought_what() {
    let kept = of_yesterday();
    kept.backed_up();
    kept.a_day_passes();
    kept.answered();
    let clock = kept.site.folder.path().join("clock");
    fs::write(&clock, "").unwrap();
    let began = changed(&clock);
    let ran = ended(command(AMPARO).args(kept.arguments()));
    let day = today().plus(-1);
    assert_eq!(
        (ran.code, &*ran.out, &*ran.err),
        (0, &b""[..], format!("The backup holds everything up to the end of {day}.\n").as_str())
    );
    for path in everything_in(&kept.stick) {
        let found = path.metadata().unwrap();
        assert_eq!((found.mtime(), found.mtime_nsec()), (today().unix_midnight(), 0), "{}", path.display());
        assert!(changed(&path) >= began, "{}", path.display());
    }
    // Whoever sits there is told.
    kept.a_day_passes();
    let mut program = command(AMPARO);
    program.args(kept.arguments());
    let ended = OnTerminal::start(&program, &kept.site.folder.path().join("pid")).ends();
    assert!(ended.stdout.contains("New: 0 files"), "{ended:?}");
}
