//! A server's folder: keys, roster and configuration, to be started as often as a test likes.

use std::ffi::OsString;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;

use amparo::roster::{DeskEntry, Interface, NoteSigner, ReviewerEntry, ReviewerPublic, RosterText, SignedRoster};
use amparo::seal::{Clock, RecipientKind};
use amparo::vault::Home;
use ed25519_dalek::SigningKey;
use rand_core::{OsRng, RngCore as _};
use rustix::process::Signal;
use tempfile::TempDir;

use super::process::{Ended, Process, command};
use super::reviewer::Reviewer;
use super::source::Source;
use super::{AMPARO, everything_in, files_in, trace};

/// What a server is started from.
pub(crate) struct Site {
    pub(crate) folder: TempDir,
    /// The arguments that start it.
    arguments: Vec<OsString>,
    /// Its data folder.
    pub(crate) data: PathBuf,
    pub(crate) reviewer: Reviewer,
    /// Whose roster it serves; a demo keeps that to itself.
    custodian: Option<NoteSigner>,
}

/// A server that runs.
pub(crate) struct Server {
    pub(crate) process: Process,
    pub(crate) source: Source,
}

/// The desk of every site here.
pub(crate) const DESK: &str = "main";
/// All that the pages speak.
pub(crate) const LANGUAGES: [&str; 12] = ["en", "es", "pt", "fr", "ar", "fa", "ru", "uk", "zh-hans", "my", "tr", "ht"];

impl Site {
    /// `amparo demo`, in a folder that stays until the test ends.
    pub(crate) fn demo() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("demo");
        let arguments = ["demo", "--json", "--listen", "127.0.0.1:0", "--dir"].map(OsString::from);
        let arguments = arguments.into_iter().chain([dir.clone().into_os_string()]).collect();
        Self {
            folder,
            arguments,
            data: dir.join("server/data"),
            reviewer: Reviewer::at(dir.join("reviewer")),
            custodian: None,
        }
    }

    /// `amparo serve` with a configuration that `change` has changed.
    pub(crate) fn configured(change: impl FnOnce(&mut toml::Table)) -> Self {
        Self::made(RecipientKind::Hybrid, 1, change)
    }

    /// `amparo serve` whose desk asks an organisation's own form in its own words.
    pub(crate) fn with_own_form(form: &Path, texts: &Path) -> Self {
        Self::configured(|config| {
            let desk = toml::toml! {
                id = "main"
                form = (path_text(form).to_owned())
                texts = (path_text(texts).to_owned())
            };
            config.insert("desk".to_owned(), vec![toml::Value::Table(desk)].into());
        })
    }

    /// `amparo serve` whose pages speak every language.
    pub(crate) fn in_every_language() -> Self {
        let languages = LANGUAGES.map(toml::Value::from).to_vec();
        Self::configured(move |config| {
            config.insert("languages".into(), languages.into());
        })
    }

    /// `amparo serve` to which tor tells its circuits.
    pub(crate) fn with_circuits() -> Self {
        Self::configured(|config| {
            config["portal"].as_table_mut().expect("it is a table").insert("circuit_ids".to_owned(), true.into());
        })
    }

    /// `amparo serve` for a desk of so many reviewers; the first one's home is ours.
    pub(crate) fn made(kind: RecipientKind, reviewers: usize, change: impl FnOnce(&mut toml::Table)) -> Self {
        Self::with_desk(kind, reviewers, change, |_| {})
    }

    /// The same, with a desk of its own rules.
    pub(crate) fn with_desk(
        kind: RecipientKind,
        reviewers: usize,
        change: impl FnOnce(&mut toml::Table),
        desk: impl FnOnce(&mut DeskEntry),
    ) -> Self {
        Self::made_in(tempfile::tempdir().expect("a folder"), kind, reviewers, change, desk)
    }

    /// The same, in this folder.
    pub(crate) fn made_in(
        folder: TempDir,
        kind: RecipientKind,
        reviewers: usize,
        change: impl FnOnce(&mut toml::Table),
        desk: impl FnOnce(&mut DeskEntry),
    ) -> Self {
        let path = folder.path();
        // A loopback address of its own, so that the ports are free and stay so over restarts.
        let drawn = OsRng.next_u32().to_be_bytes();
        let address = Ipv4Addr::new(127, drawn[0] | 1, drawn[1], drawn[2] | 1);
        let (portal, reviewing) = (format!("{address}:8080"), format!("{address}:8443"));
        let custodian = NoteSigner::new("custodian", SigningKey::generate(&mut OsRng)).expect("a name");

        let mut config = toml::toml! {
            organisation = "Registro Ñ"
            data = "data"
            min_free_bytes = 1_000_000
            free_for_words_bytes = 0
            [roster]
            file = "roster.note"
            [portal]
            [reviewing]
        };
        let set = |config: &mut toml::Table, section: &str, key: &str, value: &str| {
            config[section].as_table_mut().expect("a section").insert(key.to_owned(), value.into());
        };
        set(&mut config, "roster", "custodian", &custodian.verifier().to_string());
        set(&mut config, "portal", "listen", &portal);
        set(&mut config, "reviewing", "listen", &reviewing);
        let config_file = path.join("amparo.toml");
        fs::write(&config_file, config.to_string()).expect("written");
        let printed = command(AMPARO).args(["serve", "--print-key", "--config"]).arg(&config_file).output();
        let printed = String::from_utf8(printed.expect("it runs").stdout).expect("text");
        let server_key = toml::from_str::<toml::Table>(&format!("key = '{}'", printed.trim())).expect("a key");

        change(&mut config);
        fs::write(&config_file, config.to_string()).expect("written");

        let today = Clock::system().today();
        let interface = Interface {
            address: reviewing,
            key: server_key["key"].clone().try_into().expect("the server prints its key"),
        };
        let mut text = RosterText::new(1, today, today.plus(100), interface);
        for n in 1..=reviewers {
            let home = Home::at(path.join(format!("reviewer-{n}")));
            let ReviewerPublic { recipient, key } = home.create_keys(kind, None).expect("keys");
            text.reviewers.push(ReviewerEntry { id: format!("reviewer-{n}").parse().expect("a name"), recipient, key });
        }
        let all = text.reviewers.iter().map(|r| r.id.clone()).collect();
        let mut main = DeskEntry::new(DESK.parse().expect("a name"), "Main", all);
        desk(&mut main);
        text.desks.push(main);
        let signed = text.sign(&custodian).expect("a roster");
        fs::write(path.join("roster.note"), signed.as_str()).expect("written");
        let reviewer = Reviewer::at(path.join("reviewer-1"));
        let arguments = vec!["serve".into(), "--config".into(), config_file.into()];
        let data = path.join("data");
        let site = Self { folder, arguments, data, reviewer, custodian: Some(custodian) };
        site.join(&site.reviewer);
        site
    }

    /// `amparo serve` for a desk of two reviewers, of whom the second alone reads what identifies people. Both joined.
    pub(crate) fn with_identity_apart(kind: RecipientKind, change: impl FnOnce(&mut toml::Table)) -> Self {
        let site = Self::made(kind, 2, change);
        site.sign_roster(|text| text.desks[0].identity_reviewers = vec!["reviewer-2".parse().expect("a name")]);
        site.join(&site.reviewer(2));
        site
    }

    /// A reviewer of the desk, from 1.
    pub(crate) fn reviewer(&self, n: usize) -> Reviewer {
        Reviewer::at(self.folder.path().join(format!("reviewer-{n}")))
    }

    /// The file of the roster that the next start serves.
    pub(crate) fn roster_file(&self) -> PathBuf {
        self.folder.path().join("roster.note")
    }

    /// Signs the next version of the roster, which the next start serves.
    pub(crate) fn sign_roster(&self, change: impl FnOnce(&mut RosterText)) {
        let custodian = self.custodian.as_ref().expect("no demo");
        let mut text = SignedRoster::read(&self.roster_file()).expect("it is there").claim().expect("a roster");
        text.version += 1;
        change(&mut text);
        fs::write(self.roster_file(), text.sign(custodian).expect("a roster").as_str()).expect("written");
    }

    /// The same without a look at the rules, as no program of ours signs it.
    pub(crate) fn sign_any_roster(&self, change: impl FnOnce(&mut RosterText)) {
        let custodian = self.custodian.as_ref().expect("no demo");
        let mut text = SignedRoster::read(&self.roster_file()).expect("it is there").claim().expect("a roster");
        text.version += 1;
        change(&mut text);
        let note = custodian.sign(&text.to_toml().expect("TOML")).expect("a note");
        fs::write(self.roster_file(), note).expect("written");
    }

    /// The custodian's public key.
    pub(crate) fn custodian_key(&self) -> String {
        self.custodian.as_ref().expect("no demo").verifier().to_string()
    }

    /// Lets a reviewer join with the roster that the next start serves.
    #[track_caller]
    pub(crate) fn join(&self, reviewer: &Reviewer) {
        reviewer.done(&["join", path_text(&self.roster_file()), "--custodian", &self.custodian_key()]);
    }

    /// Starts it and waits until it answers.
    pub(crate) fn start(&self) -> Server {
        self.begin(command(AMPARO).args(&self.arguments)).expect("it starts")
    }

    /// Starts it with a changed command.
    pub(crate) fn start_by(&self, change: impl FnOnce(&mut Command)) -> Server {
        let mut command = command(AMPARO);
        change(&mut command);
        self.begin(command.args(&self.arguments)).expect("it starts")
    }

    /// Starts it under the eyes of strace, which writes to `trace`.
    pub(crate) fn start_traced(&self, trace: &Path) -> Server {
        self.begin(trace::of(trace, AMPARO).args(&self.arguments)).expect("it starts")
    }

    /// Starts it where one of its calls on the data folder fails; it may not come far.
    pub(crate) fn start_failing(&self, trace: &Path, call: &str, error: &str, n: usize) -> Result<Server, Ended> {
        let paths = everything_in(&self.data);
        self.begin(trace::failing(trace, AMPARO, &paths, call, error, n).args(&self.arguments))
    }

    /// Starts it where it must refuse, and gives what it says.
    pub(crate) fn refused(&self) -> Ended {
        match self.begin(command(AMPARO).args(&self.arguments)) {
            Ok(_) => panic!("it started"),
            Err(ended) => ended,
        }
    }

    fn begin(&self, command: &mut Command) -> Result<Server, Ended> {
        let process = Process::start(command);
        let heard = if self.arguments[0] == "demo" {
            process.stdout.line_with("{")
        } else {
            process.stderr.line_with("amparo: serving on ")
        };
        let Ok(line) = heard else { return Err(process.wait()) };
        let url = line.split("http://").nth(1).expect("it says where it listens");
        let address = url[..url.find('/').expect("an address ends in a slash")].to_socket_addrs();
        let address: SocketAddr = address.expect("an address").next().expect("an address");
        Ok(Server { process, source: Source::at(address) })
    }

    /// The configuration file of a served site.
    pub(crate) fn config_file(&self) -> PathBuf {
        self.folder.path().join("amparo.toml")
    }

    /// The kinds of the parcels on the server's disk, sorted, without cover parcels.
    pub(crate) fn kinds(&self) -> Vec<String> {
        let kind = |path: PathBuf| self.reviewer.open(&path).info().head.kind.as_str().to_owned();
        let mut kinds: Vec<String> = self.parcels().into_iter().map(kind).filter(|kind| kind != "cover").collect();
        kinds.sort();
        kinds
    }

    /// How many bytes of parcels on their way lie on the disk.
    pub(crate) fn parts(&self) -> u64 {
        files_in(&self.data.join("pool")).iter().filter_map(|path| path.metadata().ok()).map(|m| m.len()).sum()
    }

    /// The parcels on the server's disk.
    pub(crate) fn parcels(&self) -> Vec<PathBuf> {
        let all = everything_in(&self.data.join("parcels")).into_iter();
        all.filter(|path| path.extension().is_some_and(|e| e == "age")).collect()
    }
}

/// A path of ours as text.
pub(crate) fn path_text(path: &Path) -> &str {
    path.to_str().expect("our paths are text")
}

/// The processor time that a process has used, in seconds.
pub(crate) fn cpu_seconds(process: &str) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
    let fields = stat.rsplit(')').next().expect("a stat line").split_whitespace();
    let ticks: u32 = fields.skip(11).take(2).map(|ticks| ticks.parse::<u32>().expect("a number")).sum();
    let per_second = u32::try_from(rustix::param::clock_ticks_per_second()).expect("a small number");
    f64::from(ticks) / f64::from(per_second)
}

impl Server {
    /// Ends it by SIGTERM; it must end well.
    #[track_caller]
    pub(crate) fn stop(self) -> Ended {
        let ended = self.process.stop();
        assert!(ended.status.success(), "{ended:?}");
        ended
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(self) -> Ended {
        self.process.kill()
    }

    /// Ends it by a signal of another's choice, without waiting.
    pub(crate) fn signal(&self, signal: Signal) {
        self.process.signal(signal);
    }

    /// A line of its `/proc/PID/io`, in bytes.
    pub(crate) fn io(&self, name: &str) -> u64 {
        let io = fs::read_to_string(format!("/proc/{}/io", self.process.id())).expect("it runs");
        let line = io.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.and_then(|n| n.parse().ok()).expect("a number")
    }

    /// The processor time that it has used, in seconds.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        cpu_seconds(&self.process.id().to_string())
    }

    /// A line of its `/proc/PID/status`, in its unit.
    pub(crate) fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("it runs");
        let line = status.lines().find(|line| line.starts_with(name)).expect("the kernel tells it");
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
    }
}

impl Deref for Server {
    type Target = Source;

    fn deref(&self) -> &Source {
        &self.source
    }
}
