//! A data folder with something of every kind in it, ways to damage it, and what must be true before and after a repair.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use amparo::seal::{Clock, OpenedParcel, RecipientKind};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;
use tempfile::TempDir;

use super::process::command;
use super::reviewer::{Ran, Reviewer};
use super::site::{DESK, Site, path_text};
use super::source::Visit;
use super::{AMPARO, everything_in, files_in, folder_in_memory};

/// Makes every parcel unreadable without showing it: neither its length nor its time changes.
pub(crate) fn spoil_parcels(home: &Path) {
    for path in files_in(&home.join("vault")) {
        let before = fs::metadata(&path).unwrap();
        fs::write(&path, vec![0; before.len() as usize]).unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(before.modified().unwrap()).unwrap();
    }
}

/// A server's folder with something of every kind in it, as a copy that each case begins with.
pub(crate) struct Place {
    pub(crate) site: Site,
    whole: TempDir,
    /// The nine words of what has a reply.
    pub(crate) codename: String,
    /// The day that is over.
    pub(crate) day: String,
}

impl Place {
    pub(crate) fn made() -> Self {
        let two = |desk: &mut amparo::roster::DeskEntry| {
            (desk.withdrawal_signatures, desk.withdrawal_grace_days) = (2, 0);
        };
        let site = Site::made_in(folder_in_memory(), RecipientKind::Classic, 2, |_| {}, two);
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
        for reviewer in &both {
            reviewer.pull();
        }
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
        let whole = folder_in_memory();
        copy(&site.data, &whole.path().join("data"));
        Self { site, whole, codename: told.remove(2), day: day.to_string() }
    }

    /// Puts the whole folder back.
    pub(crate) fn anew(&self) {
        let _ = fs::set_permissions(&self.site.data, Permissions::from_mode(0o700));
        fs::remove_dir_all(&self.site.data).unwrap();
        copy(&self.whole.path().join("data"), &self.site.data);
    }

    pub(crate) fn data(&self, path: &str) -> PathBuf {
        self.site.data.join(path)
    }

    /// The first file below a folder of the data folder.
    pub(crate) fn first(&self, path: &str) -> PathBuf {
        files_in(&self.data(path)).into_iter().find(|path| path.extension().is_some_and(|e| e != "part")).unwrap()
    }

    /// The parcel of this kind of the day that is over.
    pub(crate) fn parcel(&self, kind: &str) -> PathBuf {
        let folder = self.data(&format!("parcels/{DESK}/{}", self.day));
        let is_it = |path: &PathBuf| self.site.reviewer.open(path).info().head.kind.as_str() == kind;
        files_in(&folder).into_iter().find(is_it).unwrap()
    }

    pub(crate) fn repair(&self, json: bool) -> Ran {
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
    pub(crate) fn repaired(&self) -> (i32, Vec<(String, String)>) {
        let ran = self.repair(true);
        let said: Value = serde_json::from_slice(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let lines = said["found"].as_array().unwrap().iter().map(|it| (text(&it["path"]), text(&it["done"])));
        (ran.code, lines.collect())
    }

    /// What a reviewer reads who has nothing yet, and what the pull said.
    pub(crate) fn read(&self) -> (BTreeSet<String>, Ran) {
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

pub(crate) fn copy(from: &Path, to: &Path) {
    let done = command("cp").arg("-a").arg(from).arg(to).status().unwrap();
    assert!(done.success());
}

pub(crate) fn all() -> BTreeSet<String> {
    ["kept", "going", "answered"].map(str::to_owned).into()
}

pub(crate) fn without(account: &str) -> BTreeSet<String> {
    all().into_iter().filter(|known| known != account).collect()
}

pub(crate) type Way = fn(&Path);

pub(crate) fn truncated(path: &Path) {
    let file = OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(file.metadata().unwrap().len() / 2).unwrap();
}

pub(crate) fn emptied(path: &Path) {
    File::create(path).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
}

pub(crate) fn zeroed(path: &Path) {
    let len = path.metadata().unwrap().len();
    fs::write(path, vec![0; usize::try_from(len).unwrap()]).unwrap();
}

pub(crate) fn flipped(path: &Path) {
    let mut file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let at = SeekFrom::Start(file.metadata().unwrap().len() * 2 / 3);
    let mut byte = [0];
    file.seek(at).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(at).unwrap();
    file.write_all(&[byte[0] ^ 4]).unwrap();
}

pub(crate) fn a_folder(path: &Path) {
    let _ = fs::remove_file(path);
    fs::create_dir(path).unwrap();
    fs::write(path.join("in it"), "somebody's").unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(path.join("in it"), Permissions::from_mode(0o600)).unwrap();
}

pub(crate) fn a_link(path: &Path) {
    fs::remove_file(path).unwrap();
    symlink("/etc/hostname", path).unwrap();
}

/// Nobody ever opens its other end.
pub(crate) fn a_pipe(path: &Path) {
    let _ = fs::remove_file(path);
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

pub(crate) fn gone(path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
}

pub(crate) fn a_file(path: &Path) {
    fs::remove_dir_all(path).unwrap();
    fs::write(path, "a file").unwrap();
}

/// What a start makes of a damage.
pub(crate) enum Start {
    /// The server runs, and everything but these accounts is read.
    Runs(&'static [&'static str]),
    /// It says this, with a remedy.
    Refuses(&'static str),
}
use Start::{Refuses, Runs};

/// A damage: where, how, what a start makes of it, what the repair says it did there, and its exit code.
pub(crate) struct Case(
    pub(crate) String,
    pub(crate) &'static str,
    pub(crate) Way,
    pub(crate) Start,
    pub(crate) Option<&'static str>,
    pub(crate) i32,
);

impl Place {
    /// Damages the folder, starts, repairs, and starts again.
    #[track_caller]
    pub(crate) fn goes(&self, Case(path, how, way, start, done, code): &Case) {
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
pub(crate) fn contents(folder: &Path) -> BTreeSet<Content> {
    let read = |path: PathBuf| Content(path.display().to_string(), fs::read(&path).unwrap_or_default());
    files_in(folder).into_iter().map(read).filter(|content| !content.1.is_empty()).collect()
}

/// Compared by what it is, not by where it lies.
pub(crate) struct Content(String, Vec<u8>);

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

pub(crate) fn below(place: &Place, path: &Path) -> String {
    path.strip_prefix(&place.site.data).unwrap().to_str().unwrap().to_owned()
}
