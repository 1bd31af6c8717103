//! A data folder that a disk, a crash or a hand has damaged: what is whole stays readable, a start says what stands in
//! its way, and `amparo check --repair` mends what can be mended and deletes nothing.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use amparo::seal::{Clock, OpenedParcel, RecipientKind};
use serde_json::Value;

use crate::common::process::command;
use crate::common::reviewer::{Ran, Reviewer};
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, everything_in, files_in};

/// A server's folder with something of every kind in it, as a copy that each case begins with.
struct Place {
    site: Site,
    whole: tempfile::TempDir,
    /// The nine words of what has a reply.
    codename: String,
    /// The day that is over.
    day: String,
}

impl Place {
    fn made() -> Self {
        let two = |desk: &mut amparo::roster::DeskEntry| {
            (desk.withdrawal_signatures, desk.withdrawal_grace_days) = (2, 0);
        };
        let site = Site::with_desk(RecipientKind::Classic, 2, |_| {}, two);
        let both = [site.reviewer.clone(), site.reviewer(2)];
        site.join(&both[1]);
        let server = site.start();
        let visit = Visit::to("en", &server.form("en")).with("account", "kept").file("photo.jpg", vec![7; 90_000]);
        assert_eq!(server.tell(&visit).status, 200);
        server.stop();
        let day = Clock::system().today().plus(-4);
        site.moved_to(day, &[both[0].identity()]);
        // An older day has expired.
        for folder in ["expired", "expired/main", "expired/main/2026-01-01"] {
            let folder = site.data.join(folder);
            let _ = fs::create_dir(&folder);
            fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
        }
        for path in everything_in(&site.data.join("parcels")) {
            let mode = if path.is_dir() { 0o700 } else { 0o600 };
            fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
        }

        let server = site.start();
        let mut told = Vec::new();
        for account in ["gone", "going", "answered"] {
            let form = server.form("en");
            assert_eq!(server.tell(&Visit::to("en", &form).with("account", account)).status, 200);
            told.push(form.codename);
        }
        for codename in &told[..2] {
            let fields = [("action", "withdraw"), ("meant", "yes"), ("codename", codename)];
            assert_eq!(server.send_fields("/en/2", &fields).status, 200);
        }
        both.iter().for_each(|reviewer| drop(reviewer.pull()));
        let id = |account: &str| {
            let all = both[0].inbox().into_iter().map(|one| one["id"].as_str().unwrap().to_owned());
            all.into_iter().find(|id| both[0].testimony(id)["answers"]["account"] == account).unwrap()
        };
        let (gone, going, answered) = (id("gone"), id("going"), id("answered"));
        for (reviewer, id) in [(&both[0], &gone), (&both[1], &gone), (&both[0], &going)] {
            reviewer.done(&["withdraw", id]);
        }
        let mut reply = both[0].command(&["reply", &answered, "--file", "-"]);
        let mut reply = reply.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        reply.stdin.take().unwrap().write_all(b"thank you").unwrap();
        assert!(reply.wait().unwrap().success());
        both[0].done(&["push"]);
        server.stop();
        let whole = tempfile::tempdir().unwrap();
        copy(&site.data, &whole.path().join("data"));
        Self { site, whole, codename: told.remove(2), day: day.to_string() }
    }

    /// Puts the whole folder back.
    fn anew(&self) {
        let _ = fs::set_permissions(&self.site.data, Permissions::from_mode(0o700));
        fs::remove_dir_all(&self.site.data).unwrap();
        copy(&self.whole.path().join("data"), &self.site.data);
    }

    fn data(&self, path: &str) -> PathBuf {
        self.site.data.join(path)
    }

    /// The first file below a folder of the data folder.
    fn first(&self, path: &str) -> PathBuf {
        files_in(&self.data(path)).into_iter().find(|path| path.extension().is_some_and(|e| e != "part")).unwrap()
    }

    /// The parcel of this kind of the day that is over.
    fn parcel(&self, kind: &str) -> PathBuf {
        let folder = self.data(&format!("parcels/{DESK}/{}", self.day));
        let is_it = |path: &PathBuf| self.site.reviewer.open(path).info().head.kind.as_str() == kind;
        files_in(&folder).into_iter().find(is_it).unwrap()
    }

    fn repair(&self, json: bool) -> Ran {
        let mut command = command(AMPARO);
        command.args(["check", "--repair", "--config", path_text(&self.site.config_file())]);
        if json {
            command.arg("--json");
        }
        let output = command.output().unwrap();
        let code = output.status.code().unwrap();
        Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
    }

    /// Repairs; gives the exit code, and of each line its path and what was done.
    fn repaired(&self) -> (i32, Vec<(String, String)>) {
        let ran = self.repair(true);
        let said: Value = serde_json::from_slice(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let lines = said["found"].as_array().unwrap().iter().map(|it| (text(&it["path"]), text(&it["done"])));
        (ran.code, lines.collect())
    }

    /// What a reviewer reads who has nothing yet, and what the pull said.
    fn read(&self) -> (BTreeSet<String>, Ran) {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        copy(&self.site.reviewer.home, &home);
        for name in ["vault", "custody", "outbox", "records"] {
            let _ = fs::remove_dir_all(home.join(name));
        }
        for name in ["index.age", "records.age", "custody.age"] {
            let _ = fs::remove_file(home.join(name));
        }
        let reviewer = Reviewer::at(home);
        let ran = reviewer.run(&["pull"]);
        let account = |path: PathBuf| {
            let json =
                OpenedParcel::open(File::open(path).ok()?, &reviewer.identity()).ok()?.read_file("testimony.json");
            let json: Value = serde_json::from_slice(&json.ok()?).ok()?;
            json["answers"]["account"].as_str().filter(|account| *account != "more").map(str::to_owned)
        };
        (files_in(&reviewer.home.join("vault")).into_iter().filter_map(account).collect(), ran)
    }
}

fn copy(from: &Path, to: &Path) {
    let done = command("cp").arg("-a").arg(from).arg(to).status().unwrap();
    assert!(done.success());
}

fn all() -> BTreeSet<String> {
    ["kept", "going", "answered"].map(str::to_owned).into()
}

fn without(account: &str) -> BTreeSet<String> {
    all().into_iter().filter(|known| known != account).collect()
}

type Way = fn(&Path);

fn truncated(path: &Path) {
    let file = OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(file.metadata().unwrap().len() / 2).unwrap();
}

fn emptied(path: &Path) {
    File::create(path).unwrap();
}

fn zeroed(path: &Path) {
    let len = path.metadata().unwrap().len();
    fs::write(path, vec![0; usize::try_from(len).unwrap()]).unwrap();
}

fn flipped(path: &Path) {
    let mut file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let at = SeekFrom::Start(file.metadata().unwrap().len() * 2 / 3);
    let mut byte = [0];
    file.seek(at).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(at).unwrap();
    file.write_all(&[byte[0] ^ 4]).unwrap();
}

fn a_folder(path: &Path) {
    let _ = fs::remove_file(path);
    fs::create_dir(path).unwrap();
    fs::write(path.join("in it"), "somebody's").unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(path.join("in it"), Permissions::from_mode(0o600)).unwrap();
}

fn a_link(path: &Path) {
    fs::remove_file(path).unwrap();
    symlink("/etc/hostname", path).unwrap();
}

fn gone(path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
}

fn a_file(path: &Path) {
    fs::remove_dir_all(path).unwrap();
    fs::write(path, "a file").unwrap();
}

/// What a start makes of a damage.
enum Start {
    /// The server runs, and everything but these accounts is read.
    Runs(&'static [&'static str]),
    /// It says this, with a remedy.
    Refuses(&'static str),
}
use Start::{Refuses, Runs};

/// A damage: where, how, what a start makes of it, what the repair says it did there, and its exit code.
struct Case(String, &'static str, Way, Start, Option<&'static str>, i32);

impl Place {
    /// Damages the folder, starts, repairs, and starts again.
    #[track_caller]
    fn goes(&self, Case(path, how, way, start, done, code): &Case) {
        let name = format!("{path} {how}");
        self.anew();
        way(&self.data(path));
        match start {
            Runs(unread) => {
                let server = self.site.start();
                let (read, ran) = self.read();
                let expected: BTreeSet<String> = all().into_iter().filter(|a| !unread.contains(&a.as_str())).collect();
                assert_eq!(read, expected, "{name}: {ran:?}");
                assert_eq!(
                    server.tell(&Visit::to("en", &server.form("en")).with("account", "more")).status,
                    200,
                    "{name}"
                );
                server.stop();
                self.anew();
                way(&self.data(path));
            }
            Refuses(says) => {
                let ended = self.site.refused();
                let told = &ended.stderr;
                assert!(
                    told.contains(says) && told.contains("  mend ") && !told.contains("panicked"),
                    "{name}: {told}"
                );
                assert!(matches!(ended.status.code(), Some(1 | 3)), "{name}: {told}");
            }
        }
        let before = contents(&self.site.data);
        let (ended, lines) = self.repaired();
        if let Some(done) = done {
            assert!(lines.iter().any(|(at, what)| at == path && what == done), "{name}: {lines:?}");
        } else {
            assert!(lines.iter().all(|(at, _)| at != path), "{name}: {lines:?}");
        }
        assert_eq!(ended, *code, "{name}: {lines:?}");
        // Nothing is deleted for being damaged: every content is still somewhere, but for what a start removes anyway.
        let after = contents(&self.site.data);
        for lost in before.difference(&after) {
            let passing = ["index", "pool/", "reserve", ".part"];
            assert!(passing.iter().any(|name| lost.0.contains(name)), "{name}: {} went", lost.0);
        }
        if *done == Some("stays") && matches!(start, Refuses(_)) {
            return;
        }
        let server = self.site.start();
        let unread = if path.starts_with("parcels/") && *done == Some("set-aside") && !path.contains("stray") {
            self.site.reviewer.done(&["push", "--missing"])
        } else {
            Vec::new()
        };
        let (read, ran) = self.read();
        assert_eq!(read, all(), "{name}: {ran:?} {}", String::from_utf8_lossy(&unread));
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "more")).status, 200, "{name}");
        server.stop();
        let (ended, lines) = self.repaired();
        let left = lines.iter().filter(|(_, done)| done != "stays").count();
        assert!(left == 0 && (ended == 0) == lines.is_empty(), "{name}: once is enough, but {ended}, {lines:?}");
    }
}

/// Every file's content, with one of the paths where it lies.
fn contents(folder: &Path) -> BTreeSet<Content> {
    let read = |path: PathBuf| Content(path.display().to_string(), fs::read(&path).unwrap_or_default());
    files_in(folder).into_iter().map(read).filter(|content| !content.1.is_empty()).collect()
}

/// Compared by what it is, not by where it lies.
struct Content(String, Vec<u8>);

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.1 == other.1
    }
}
impl Eq for Content {}
impl PartialOrd for Content {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Content {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.1.cmp(&other.1)
    }
}

fn below(place: &Place, path: &Path) -> String {
    path.strip_prefix(&place.site.data).unwrap().to_str().unwrap().to_owned()
}

const STRAY: &str = "the data folder holds what the server did not make";
const ASIDE: Option<&str> = Some("set-aside");
const ANEW: Option<&str> = Some("made-anew");
const STAYS: Option<&str> = Some("stays");

#[test]
fn a_damaged_parcel_keeps_nobody_from_the_others_and_comes_back_from_a_reviewer() {
    let place = Place::made();
    let parcel = below(&place, &place.parcel("testimony"));
    let file = below(&place, &place.parcel("attachment"));
    let folder = format!("parcels/{DESK}/{}", place.day);
    let cases = [
        Case(parcel.clone(), "truncated", truncated, Runs(&["kept"]), ASIDE, 3),
        Case(parcel.clone(), "emptied", emptied, Runs(&["kept"]), ASIDE, 3),
        Case(parcel.clone(), "zeroed", zeroed, Runs(&["kept"]), ASIDE, 3),
        Case(parcel.clone(), "flipped", flipped, Runs(&["kept"]), ASIDE, 3),
        Case(file, "flipped", flipped, Runs(&[]), ASIDE, 3),
        Case(parcel.clone(), "gone", gone, Runs(&["kept"]), None, 0),
        Case(parcel.clone(), "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(parcel, "a link", a_link, Refuses(STRAY), ASIDE, 3),
        Case(format!("{folder}/stray"), "lies there", emptied, Refuses(STRAY), ASIDE, 3),
        Case(format!("parcels/{DESK}/stray"), "lies there", a_folder, Refuses(STRAY), ASIDE, 3),
        Case("parcels/Stray!".to_owned(), "lies there", a_folder, Refuses(STRAY), ASIDE, 3),
    ];
    for case in &cases {
        if case.1 == "gone" {
            place.anew();
            gone(&place.data(&case.0));
            assert_eq!(place.repaired().0, 0, "nothing tells that it was there");
            let server = place.site.start();
            assert_eq!(place.read().0, without("kept"));
            place.site.reviewer.done(&["push", "--missing"]);
            assert_eq!(place.read().0, all());
            server.stop();
        } else {
            place.goes(case);
        }
    }
}

#[test]
fn damaged_notes_replies_and_keys_are_told_and_a_repair_mends_what_it_can() {
    let place = Place::made();
    let note = |kind: &str| below(&place, &place.first(kind));
    let (waiting, tombstone, said) = (note("withdrawing"), note("withdrawn"), note("acknowledged"));
    let reply = files_in(&place.data("mailboxes")).into_iter().find(|p| p.extension().is_some_and(|e| e == "age"));
    let reply = below(&place, &reply.unwrap());
    let roster = "rosters/00000001.note".to_owned();
    let other = "is not the one that was served before";
    let is_missing = "is missing, or does not make sense";
    let key = "reviewing.key".to_owned();
    let derivation = "derivation.toml".to_owned();
    for case in [
        Case(waiting.clone(), "truncated", truncated, Runs(&[]), ASIDE, 3),
        Case(waiting.clone(), "flipped", flipped, Runs(&[]), ASIDE, 3),
        Case(waiting, "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(tombstone.clone(), "zeroed", zeroed, Runs(&[]), STAYS, 3),
        Case(tombstone, "a folder", a_folder, Refuses(STRAY), ANEW, 0),
        Case(said.clone(), "flipped", flipped, Runs(&[]), ASIDE, 3),
        Case(said, "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(format!("expired/{DESK}/2026-01-01"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(format!("withdrawn/{DESK}/stray.txt"), "lies there", emptied, Refuses(STRAY), ASIDE, 3),
        Case(reply.clone(), "truncated", truncated, Runs(&[]), ASIDE, 3),
        Case(reply.clone(), "zeroed", zeroed, Runs(&[]), ASIDE, 3),
        Case(reply, "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case("mailboxes/stray.txt".to_owned(), "lies there", emptied, Refuses(STRAY), ASIDE, 3),
        Case(roster.clone(), "truncated", truncated, Refuses(other), ASIDE, 3),
        Case(roster.clone(), "flipped", flipped, Refuses(other), ASIDE, 3),
        Case(roster, "a folder", a_folder, Refuses(other), ASIDE, 3),
        Case(derivation.clone(), "gone", gone, Refuses(is_missing), STAYS, 3),
        Case(derivation.clone(), "zeroed", zeroed, Refuses(is_missing), STAYS, 3),
        Case(derivation, "a folder", a_folder, Refuses(is_missing), STAYS, 3),
    ] {
        place.goes(&case);
    }
    // Another key serves sources; reviewers refuse it until the custodian has signed it.
    for way in [truncated as Way, emptied, zeroed, gone, a_folder] {
        place.anew();
        way(&place.data(&key));
        let told = place.site.refused().stderr;
        assert!(told.contains(is_missing) || told.contains(STRAY), "{told}");
        let (code, lines) = place.repaired();
        assert!(lines.contains(&(key.clone(), "made-anew".to_owned())), "{code} {lines:?}");
        let server = place.site.start();
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "more")).status, 200);
        assert_ne!(place.site.reviewer.run(&["pull"]).code, 0);
        server.stop();
    }
}

#[test]
fn a_damaged_reply_keeps_nobody_from_the_page_of_their_mailbox() {
    let place = Place::made();
    let reply = files_in(&place.data("mailboxes")).into_iter().find(|p| p.extension().is_some_and(|e| e == "age"));
    let reply = reply.unwrap();
    for way in [truncated as Way, zeroed, flipped] {
        place.anew();
        way(&reply);
        let server = place.site.start();
        let page = server.open_mailbox("en", &place.codename);
        assert!(page.status == 200 && !page.body.contains("thank you"), "{}", page.body);
        server.stop();
    }
    place.anew();
    let server = place.site.start();
    assert!(server.open_mailbox("en", &place.codename).body.contains("thank you"));
    server.stop();
}

#[test]
fn damaged_marks_folders_and_indexes_are_made_anew() {
    let place = Place::made();
    let at = str::to_owned;
    let foreign = "is not a data folder of Amparo";
    for case in [
        Case(at("amparo-data"), "gone", gone, Refuses(foreign), ANEW, 0),
        Case(at("amparo-data"), "zeroed", zeroed, Refuses(foreign), ANEW, 0),
        Case(at("amparo-data"), "a folder", a_folder, Refuses(foreign), ANEW, 0),
        Case(at("lock"), "gone", gone, Runs(&[]), None, 0),
        Case(at("lock"), "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(at("reserve"), "gone", gone, Runs(&[]), None, 0),
        Case(at("reserve"), "emptied", emptied, Runs(&[]), ANEW, 0),
        Case(at("reserve"), "a folder", a_folder, Runs(&[]), ASIDE, 3),
        Case(at("index"), "gone", gone, Runs(&[]), ANEW, 0),
        Case(at("index"), "a file", a_file, Runs(&[]), ANEW, 0),
        Case(at("index/db"), "flipped", flipped, Runs(&[]), None, 0),
        Case(at("index/db"), "truncated", truncated, Runs(&[]), None, 0),
        Case(at("index.sum"), "gone", gone, Runs(&[]), None, 0),
        Case(at("index.sum"), "a folder", a_folder, Runs(&[]), None, 0),
        Case(at("index.new"), "lies there", emptied, Runs(&[]), None, 0),
        Case(format!("pool/{DESK}"), "gone", gone, Runs(&[]), None, 0),
        Case(format!("pool/{DESK}"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(format!("pool/{DESK}/stray"), "a folder", a_folder, Refuses(STRAY), ASIDE, 3),
        Case(at("mailboxes/pool"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
        Case(at("backed-up"), "makes no sense", zeroed_new, Runs(&[]), ASIDE, 3),
        Case(at("rosters"), "gone", gone, Runs(&[]), None, 0),
        Case(at("acknowledged"), "a file", a_file, Refuses(STRAY), ASIDE, 3),
    ] {
        place.goes(&case);
    }
    // What is rebuilt, the table says.
    place.anew();
    gone(&place.data("index.sum"));
    assert!(place.repaired().1.contains(&(at("index"), at("made-anew"))));
}

fn zeroed_new(path: &Path) {
    fs::write(path, [0; 30]).unwrap();
}

#[test]
fn modes_are_put_right() {
    let place = Place::made();
    let parcel = place.parcel("testimony");
    let day = parcel.parent().unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    mode(&parcel, 0o644);
    mode(&place.data("reviewing.key"), 0o000);
    mode(day, 0o000);
    mode(&place.site.data, 0o755);
    let (code, lines) = place.repaired();
    assert_eq!(code, 0, "{lines:?}");
    let paths: BTreeSet<&str> =
        lines.iter().filter(|(_, done)| done == "put-right").map(|(at, _)| at.as_str()).collect();
    assert_eq!(paths, [".", &below(&place, &parcel), &below(&place, day), "reviewing.key"].into(), "{lines:?}");
    for path in everything_in(&place.site.data) {
        let mode = path.symlink_metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
    // Of many the number is told.
    for path in files_in(&place.data("parcels")) {
        mode(&path, 0o640);
    }
    let ran = place.repair(false);
    assert!(ran.code == 0 && ran.text().contains("(so of "), "{ran:?}");
}

#[test]
fn a_repair_keeps_its_hands_off_what_it_must_not_touch() {
    let place = Place::made();
    let server = place.site.start();
    let ran = place.repair(false);
    assert!(ran.code == 1 && ran.err.contains("another server uses the data folder"), "{ran:?}");
    server.stop();
    let foreign = tempfile::tempdir().unwrap();
    fs::write(foreign.path().join("letters.txt"), "mine").unwrap();
    let config = fs::read_to_string(place.site.config_file()).unwrap();
    let config = config.replace("data = \"data\"", &format!("data = \"{}\"", foreign.path().display()));
    let file = place.site.folder.path().join("other.toml");
    fs::write(&file, config).unwrap();
    let ran = command(AMPARO).args(["check", "--repair", "--config", path_text(&file)]).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(1) && said.contains("is not a data folder of Amparo"), "{said}");
    assert_eq!(files_in(foreign.path()).len(), 1);
    // Root makes nothing in another account's folder.
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&place.site.data, Some(65_534), None).unwrap();
        let ran = place.repair(false);
        assert!(ran.code == 1 && ran.err.contains("sudo -u '#65534' amparo"), "{ran:?}");
    }
}

#[test]
fn what_is_withdrawn_goes_from_the_quarantine_too_and_check_tells_of_what_lies_there() {
    let place = Place::made();
    let ids = |kind: &str| {
        let is_it = |path: &PathBuf| place.site.reviewer.open(path).info().head.kind.as_str() == kind;
        place.site.parcels().into_iter().filter(is_it).collect::<Vec<_>>()
    };
    let account = |path: &PathBuf| {
        let json = place.site.reviewer.open(path).read_file("testimony.json").unwrap();
        serde_json::from_slice::<Value>(&json).unwrap()["answers"]["account"].as_str().unwrap().to_owned()
    };
    let going = ids("testimony").into_iter().find(|path| account(path) == "going").unwrap();
    flipped(&going);
    assert_eq!(place.repaired().0, 3);
    let aside = place.data("quarantine").join(below(&place, &going));
    assert!(aside.is_file() && !going.exists());
    let told = |place: &Place| {
        let ran = command(AMPARO).args(["check", "--config", path_text(&place.site.config_file())]).output().unwrap();
        String::from_utf8(ran.stdout).unwrap()
    };
    assert!(told(&place).contains("quarantine holds 1 file that a repair set aside"), "{}", told(&place));

    // The second signature removes it, as if it lay in its place.
    let server = place.site.start();
    let bea = place.site.reviewer(2);
    let all = bea.inbox().into_iter().map(|one| one["id"].as_str().unwrap().to_owned());
    let id = all.into_iter().find(|id| bea.testimony(id)["answers"]["account"] == "going").unwrap();
    bea.done(&["withdraw", &id]);
    assert!(!aside.exists());
    server.stop();
    // And a start removes what a kill left there.
    fs::create_dir_all(aside.parent().unwrap()).unwrap();
    fs::write(&aside, "half of it").unwrap();
    place.site.start().stop();
    assert!(!aside.exists());
    let tombstone = place.data(&format!("withdrawn/{DESK}/{}.note", going.file_stem().unwrap().to_str().unwrap()));
    assert!(tombstone.is_file());
    assert!(!told(&place).contains("quarantine"));
}
