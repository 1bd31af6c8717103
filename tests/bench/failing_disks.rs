//! Disks that fail and disks that are full, at each stage.
//!
//! `sudo cargo bench --bench failing_disks -- [N]`
//!
//! First strace lets the server's first to N-th write, sync, renaming, opening and setting of a time in the data folder
//! fail, in each of its threads. Then the data folder lies on a small ext4 that is filled to its last byte before the
//! words, before a file, in a file, before a reply, a start, another roster and a backup. Needs root, loop devices and
//! strace. Panics at the first loss; ends by itself and takes its folders away.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use amparo::seal::{Clock, Identity, RecipientKind};
use common::bench::number;
use common::power::Disk;
use common::process::command;
use common::site::{Site, path_text};
use common::source::Visit;
use common::{AMPARO, failing, wait_until};
use rand_core::OsRng;

/// A vault is read whole after each round, so that it must not grow for ever.
const ROUNDS_A_SITE: usize = 10;
const SMALL: u64 = 200 << 20;

fn main() {
    let most = number().unwrap_or(12);
    failing_calls(most);
    for stage in STAGES {
        (stage.1)(&Small::made());
        println!("full {}: nothing that was acknowledged is lost, and it goes on when there is room", stage.0);
    }
}

fn failing_calls(most: usize) {
    let mut site = Site::configured(|_| {});
    site.start().stop();
    let mut rounds = 0;
    let writing = ["pwrite64", "fsync"].into_iter().flat_map(|call| [(call, "EIO"), (call, "ENOSPC")]);
    let refused =
        [("pwrite64", "EINVAL"), ("rename", "EIO"), ("openat", "EIO"), ("openat", "EMFILE"), ("utimensat", "EIO")];
    for (call, error) in writing.chain(refused) {
        let (mut failed, mut acknowledged, mut ended, mut tried) = (0, 0, 0, 0);
        // While it starts, and when it runs.
        for n in (1..=most).flat_map(|n| [(n, false), (n, true)]) {
            rounds += 1;
            if rounds % ROUNDS_A_SITE == 0 {
                site = Site::configured(|_| {});
                site.start().stop();
            }
            let round = if n.1 { failing::round_while_it_runs } else { failing::round };
            let one = round(&site, call, error, n.0);
            tried += 1;
            failed += one.times;
            acknowledged += one.acknowledged;
            ended += usize::from(one.ended);
        }
        println!(
            "{call} {error}: {tried} rounds, {failed} calls failed, {ended} times the server ended; {acknowledged} visits \
             acknowledged, all whole"
        );
    }
}

/// A site whose data folder lies on a small disk, with a story of a day that is over.
struct Small {
    site: Site,
    disk: Disk,
}

type Stage = (&'static str, fn(&Small));
const STAGES: [Stage; 7] = [
    ("before the words", |small| small.words()),
    ("before a file", |small| small.file(0)),
    ("in the middle of a file", |small| small.file(5 << 20)),
    ("before a reply", |small| small.reply()),
    ("before a start that makes the index anew", |small| small.start()),
    ("before another roster", |small| small.roster()),
    ("where a backup goes", |small| small.backup()),
];

impl Small {
    fn made() -> Self {
        let site = Site::made(RecipientKind::Hybrid, 1, |config| {
            config.insert("min_free_bytes".to_owned(), 0.into());
        });
        let disk = Disk::of_size(site.folder.path(), SMALL).expect("root, mkfs.ext4 and loop devices are here");
        let moved = Command::new("mv").arg(&site.data).arg(&disk.folder).status();
        assert!(moved.expect("it runs").success());
        symlink(disk.folder.join("data"), &site.data).expect("a link");
        let server = site.start();
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "before")).status, 200);
        server.stop();
        site.moved_to(Clock::system().today().plus(-4), &[site.reviewer.identity()]);
        Self { site, disk }
    }

    /// To the last byte.
    fn fill(&self) {
        let path = self.disk.folder.join("ballast");
        let mut file = OpenOptions::new().create(true).append(true).open(path).expect("it opens");
        for piece in [1 << 20, 4096, 1] {
            while file.write_all(&vec![7; piece]).is_ok() {}
        }
        let _ = file.sync_all();
    }

    fn make_room(&self) {
        fs::remove_file(self.disk.folder.join("ballast")).expect("it is there");
        File::open(&self.disk.folder).and_then(|folder| folder.sync_all()).expect("synced");
    }

    /// Every account that a reviewer reads.
    fn read(&self) -> Vec<String> {
        let server = self.site.start();
        self.site.reviewer.pull();
        server.stop();
        let all = self.site.reviewer.inbox().into_iter().map(|one| one["id"].as_str().expect("an id").to_owned());
        let account = |id: String| {
            self.site.reviewer.testimony(&id)["answers"]["account"].as_str().unwrap_or_default().to_owned()
        };
        let mut all: Vec<String> = all.map(account).collect();
        all.sort();
        all
    }

    fn words(&self) {
        let server = self.site.start();
        let form = server.form("en");
        self.fill();
        let page = server.tell(&Visit::to("en", &form).with("account", "what I saw"));
        assert!(page.status == 422 && page.body.contains("what I saw"), "{}", page.status);
        self.make_room();
        // Whether it ended for its supervisor or not: started again it takes them.
        server.process.stop();
        let server = self.site.start();
        assert_eq!(server.tell(&Visit::to("en", &form).with("account", "what I saw")).status, 200);
        server.stop();
        assert_eq!(self.read(), ["before", "what I saw"]);
    }

    fn file(&self, sent: u64) {
        let server = self.site.start();
        let visit = Visit::to("en", &server.form("en")).with("account", "with a file").file("video", vec![9; 10 << 20]);
        let before = self.site.parcels().len();
        let mut upload = server.begin(&visit);
        upload.send(visit.len_before_file(1)).expect("it is taken");
        wait_until("the words are kept", || self.site.parcels().len() > before);
        if sent > 0 {
            upload.send(sent).expect("it is taken");
            wait_until("some of the file is on the disk", || self.site.parts() > sent / 2);
        }
        self.fill();
        let _ = upload.send(u64::MAX);
        let answer = upload.answer();
        let said = answer.map(|answer| (answer.status, answer.kept().len()));
        assert!(!matches!(said, Some((200, 1))), "a file is said to be kept that is not");
        self.make_room();
        server.process.stop();
        assert_eq!(self.read(), ["before", "with a file"], "the words were kept before the file");
        println!("  the page said {said:?} (status, files kept)");
    }

    fn reply(&self) {
        let server = self.site.start();
        let form = server.form("en");
        assert_eq!(server.tell(&Visit::to("en", &form).with("account", "asked")).status, 200);
        self.site.reviewer.pull();
        let all = self.site.reviewer.inbox().into_iter().map(|one| one["id"].as_str().expect("an id").to_owned());
        let is_it = |id: &String| self.site.reviewer.testimony(id)["answers"]["account"] == "asked";
        let id = all.into_iter().find(is_it).expect("it is here");
        let mut writing = self.site.reviewer.command(&["reply", &id, "--file", "-"]);
        let mut writing = writing.stdin(Stdio::piped()).spawn().expect("it starts");
        writing.stdin.take().expect("it is piped").write_all(b"an answer").expect("it is taken");
        assert!(writing.wait().expect("it ends").success());
        self.fill();
        let ran = self.site.reviewer.run(&["push"]);
        assert_ne!(ran.code, 0, "{ran:?}");
        self.make_room();
        server.process.stop();
        let server = self.site.start();
        self.site.reviewer.done(&["push"]);
        let page = server.open_mailbox("en", &form.codename);
        assert_eq!(page.body.matches("an answer").count(), 1, "it arrives once");
        server.stop();
        assert_eq!(self.read(), ["asked", "before"]);
    }

    fn start(&self) {
        self.site.start().kill();
        self.fill();
        // The reserve is what it is for.
        let server = self.site.start();
        self.site.reviewer.pull();
        assert_eq!(server.get("/en/1").status, 200);
        server.stop();
        self.make_room();
        assert_eq!(self.read(), ["before"]);
    }

    fn roster(&self) {
        self.site.sign_roster(|_| {});
        self.fill();
        // A little room is there for the start, or it says that there is none.
        let rosters = || fs::read_dir(self.site.data.join("rosters")).expect("a folder").count();
        let mut started = command(AMPARO);
        let child = started.args(["serve", "--config", path_text(&self.site.config_file())]);
        let child = common::process::Process::start(child);
        let heard = child.stderr.line_with("amparo: ");
        let ended = child.stop();
        println!("  it said {heard:?}");
        assert!(!ended.stderr.contains("panicked"), "{ended:?}");
        let served = ended.status.success();
        assert!(rosters() == 2 || !served, "what is served is kept");
        self.make_room();
        assert_eq!(self.read(), ["before"]);
        assert_eq!(rosters(), 2, "both are kept, and no half");
    }

    fn backup(&self) {
        let identity = Identity::generate(RecipientKind::Hybrid, &mut OsRng);
        self.site.sign_roster(|text| text.backup = Some(identity.to_recipient().to_string()));
        let server = self.site.start();
        let to = self.disk.folder.join("backup");
        let back_up = || {
            let mut backup = command(AMPARO);
            let config = self.site.config_file();
            backup.args(["backup", "--config", path_text(&config), "--to", path_text(&to)]).output().expect("it runs")
        };
        fs::create_dir(&to).expect("a folder");
        self.fill();
        let ran = back_up();
        assert_eq!(ran.status.code(), Some(1), "{ran:?}");
        self.make_room();
        let ran = back_up();
        assert!(ran.status.success(), "{ran:?}");
        server.process.stop();
        assert_eq!(self.read(), ["before"]);
    }
}
