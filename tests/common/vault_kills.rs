//! Commands of a reviewer that a kill ends at a random instant, and what must be true after each.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use amparo::seal::RecipientKind;
use rand_core::{OsRng, RngCore as _};
use serde_json::{Value, json};

use super::power::Disk;
use super::reviewer::Reviewer;
use super::site::{Server, Site, path_text};
use super::source::Visit;
use super::{everything_in, files_in};

/// So many submissions wait for the reviewer at a time: more than that, and the rounds wait for the pull alone.
const MOST_NEW: usize = 2;
/// A mailbox has sixteen slots.
const MOST_REPLIES: usize = 5;
/// What `push` says of a reply to what was withdrawn.
const OF_NOTHING: &str = "was taken out of the vault";
const LABELS: [&str; 4] = ["un:wgad", "un:wgeid", "rome:7-1-e", "rome:7-1-f"];
/// Those that nothing but a command of the reviewer's makes: a reply makes "answered".
const STATUS: [&str; 2] = ["working", "closed"];

/// What is known of a submission: what its source did, and what finished commands said.
#[derive(Default)]
struct Known {
    codename: String,
    /// Its id, once a pull that ended brought it.
    id: Option<String>,
    labels: BTreeSet<String>,
    notes: Vec<String>,
    status: Option<String>,
    replies: Vec<String>,
    /// How many acts of each kind ended.
    acts: BTreeMap<&'static str, usize>,
    asked_back: bool,
    /// Another place for each file and bag: nothing is overwritten.
    places: usize,
    /// A command for its removal ended.
    withdrawn: bool,
}

/// A reviewer whose commands are killed, and the server that they talk to.
pub(crate) struct Vault {
    site: Site,
    server: Option<Server>,
    /// Where the reviewer's folder lies, when its power is cut instead of a kill.
    disk: Option<Disk>,
    known: BTreeMap<String, Known>,
    /// How long each command took when it was last let end.
    took: BTreeMap<&'static str, Duration>,
    told: usize,
    /// Commands that ended, and that a kill ended.
    pub(crate) ended: usize,
    pub(crate) killed: usize,
    pub(crate) by_command: BTreeMap<&'static str, usize>,
}

/// What a command is to do.
#[derive(Clone)]
enum Deed {
    Pull,
    Read,
    Label(String),
    Note(String),
    Mark(String),
    Reply(String),
    Push,
    Extract,
    Export,
    HandOver,
    Withdraw,
}

fn below(limit: usize) -> usize {
    OsRng.next_u32() as usize % limit.max(1)
}

impl Vault {
    pub(crate) fn new() -> Self {
        let site = Site::with_desk(RecipientKind::Classic, 1, |_| {}, |desk| desk.withdrawal_grace_days = 0);
        let server = Some(site.start());
        let (known, took, by_command) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { site, server, disk: None, known, took, told: 0, ended: 0, killed: 0, by_command }
    }

    /// The same with the reviewer's folder on a disk of its own, whose power is cut.
    pub(crate) fn on_a_disk() -> std::io::Result<Self> {
        let mut this = Self::new();
        let disk = Disk::in_folder(this.site.folder.path())?;
        let moved = std::process::Command::new("cp").arg("-a").arg(&this.site.reviewer.home).arg(&disk.folder).status();
        assert!(moved.expect("it runs").success());
        let synced = std::process::Command::new("sync").arg("-f").arg(&disk.folder).status();
        assert!(synced.expect("it runs").success());
        this.site.reviewer = Reviewer::at(disk.folder.join("reviewer-1"));
        this.disk = Some(disk);
        Ok(this)
    }

    fn server(&self) -> &Server {
        self.server.as_ref().expect("it runs")
    }

    fn reviewer(&self) -> &Reviewer {
        &self.site.reviewer
    }

    /// A command that a kill may end, and then everything that must be true.
    pub(crate) fn round(&mut self) {
        if self.known.values().filter(|one| one.id.is_none()).count() < MOST_NEW && below(3) == 0 {
            self.tell();
        }
        let (account, deed) = self.drawn();
        let ended = self.does(account.as_deref(), &deed);
        self.by_command.entry(deed.name()).and_modify(|n| *n += 1).or_insert(1);
        *if ended { &mut self.ended } else { &mut self.killed } += 1;
        if ended {
            self.is_done(account.as_deref(), &deed);
        }
        self.nothing_is_lost(account.as_deref(), &deed);
    }

    fn tell(&mut self) {
        self.told += 1;
        let (account, form) = (format!("story {}", self.told), self.server().form("en"));
        let visit = Visit::to("en", &form).with("account", &account).and("consent-c2", "yes");
        let visit = visit.file(format!("{account}.jpg"), vec![7; 20_000 + below(90_000)]);
        assert_eq!(self.server().tell(&visit).status, 200);
        self.known.insert(account, Known { codename: form.codename, ..Known::default() });
    }

    fn drawn(&mut self) -> (Option<String>, Deed) {
        let here = |known: &Known| known.id.is_some() && !known.withdrawn;
        let here: Vec<String> = self.known.iter().filter(|(_, one)| here(one)).map(|(name, _)| name.clone()).collect();
        if here.is_empty() {
            return (None, Deed::Pull);
        }
        let account = here[below(here.len())].clone();
        let n = OsRng.next_u32();
        if self.known[&account].asked_back {
            // Nothing else may be done with it any more.
            return (Some(account), Deed::Withdraw);
        }
        let deed = match below(14) {
            0..=3 => return (None, Deed::Pull),
            4 => Deed::Read,
            5 => Deed::Label(LABELS[below(LABELS.len())].to_owned()),
            6 => Deed::Note(format!("a note {n}")),
            7 => Deed::Mark(STATUS[below(STATUS.len())].to_owned()),
            8 | 9 if self.known[&account].replies.len() < MOST_REPLIES => Deed::Reply(format!("a reply {n}")),
            8..=10 => return (None, Deed::Push),
            11 => Deed::Extract,
            12 => {
                if below(2) == 0 || !self.known[&account].acts.contains_key("exported") {
                    Deed::Export
                } else {
                    Deed::HandOver
                }
            }
            _ if here.len() > 2 && below(2) == 0 => {
                self.ask_back(&account);
                Deed::Withdraw
            }
            _ => Deed::Export,
        };
        (Some(account), deed)
    }

    /// The source asks back what they told, and the reviewer hears of it.
    fn ask_back(&mut self, account: &str) {
        let one = self.known.get_mut(account).expect("it is known");
        if !std::mem::replace(&mut one.asked_back, true) {
            let fields = [("action", "withdraw"), ("meant", "yes"), ("codename", one.codename.as_str())];
            let page = self.server.as_ref().expect("it runs").send_fields("/en/2", &fields);
            assert_eq!(page.status, 200);
            self.pull_whole();
        }
    }

    /// Does something, killed within the time that it took when it was last let end; true when it ended before.
    fn does(&mut self, account: Option<&str>, deed: &Deed) -> bool {
        let usual = self.took.get(deed.name()).copied();
        let begun = Instant::now();
        let mut child = self.begin(account, deed);
        if let Some(usual) = usual {
            let part = u32::try_from(below(1150)).expect("it is small");
            thread::sleep(usual.mul_f64(f64::from(part) / 1000.0));
            match &self.disk {
                Some(disk) => disk.cut(),
                // It may have ended by itself.
                None => drop(child.kill()),
            }
        }
        let output = child.wait_with_output().expect("it ends");
        let mut ended = output.status.code();
        if let (Some(disk), Some(_)) = (&self.disk, usual) {
            disk.restore();
            // What it cannot write it says.
            ended = ended.filter(|code| *code == 0);
        }
        if ended == Some(0) {
            // The slowest of the last ones: what is killed too early tells little.
            let now = begun.elapsed();
            self.took.insert(deed.name(), usual.map_or(now, |usual| (usual + now) / 2));
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if matches!(deed, Deed::Push) && said.contains(OF_NOTHING) {
            ended = ended.map(|_| 0);
        }
        if matches!(deed, Deed::HandOver) && said.contains("bags of") {
            // Which of them, it asks: nothing was done.
            ended = None;
        }
        assert!(matches!(ended, None | Some(0)), "{} ended with {ended:?}: {said}", deed.name());
        ended.is_some()
    }

    fn begin(&self, account: Option<&str>, deed: &Deed) -> Child {
        let id = account.and_then(|account| self.known[account].id.clone()).unwrap_or_default();
        let to = self.out(deed.name(), account.unwrap_or_default());
        let to = path_text(&to);
        let arguments: Vec<&str> = match deed {
            Deed::Pull => vec!["pull"],
            Deed::Read => vec!["read", &id],
            Deed::Label(code) => vec!["label", &id, "--add", code],
            Deed::Note(_) => vec!["note", &id, "--file", "-"],
            Deed::Mark(status) => vec!["mark", &id, "--status", status],
            Deed::Reply(_) => vec!["reply", &id, "--file", "-"],
            Deed::Push => vec!["push"],
            Deed::Extract => vec!["extract", &id, "--to", to],
            Deed::Export => vec!["export", &id, "--for", "partner", "--to", to],
            Deed::HandOver => vec!["handed-over", &id, "--to", "Maria"],
            Deed::Withdraw => vec!["withdraw", &id],
        };
        // What was written before lies there; a new place is taken only by what was never finished.
        let mut command = self.reviewer().command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        if let Deed::Note(text) | Deed::Reply(text) = deed {
            let _ = stdin.write_all(text.as_bytes());
        }
        child
    }

    /// Where a command writes to for a submission: the same place until something whole lies there.
    fn out(&self, name: &str, account: &str) -> PathBuf {
        let place = self.known.get(account).map_or(0, |one| one.places);
        self.site.folder.path().join(format!("{name} {account} {place}"))
    }

    /// Notes what a command that ended said.
    fn is_done(&mut self, account: Option<&str>, deed: &Deed) {
        if matches!(deed, Deed::Pull) {
            return self.has_pulled();
        }
        let to = account.map(|account| self.out(deed.name(), account));
        let Some(one) = account.and_then(|account| self.known.get_mut(account)) else { return };
        let mut act = |name| *one.acts.entry(name).or_default() += 1;
        match deed {
            Deed::Read => act("opened"),
            Deed::Label(code) => {
                one.labels.insert(code.clone());
                *one.acts.entry("labelled").or_default() += 1;
            }
            Deed::Note(text) => one.notes.push(text.clone()),
            Deed::Mark(status) => one.status = Some(status.clone()),
            Deed::Reply(text) => one.replies.push(text.clone()),
            Deed::Extract => {
                act("extracted");
                assert_eq!(files_in(&to.expect("a place")).len(), 1, "the file is there, and no half of one");
            }
            Deed::Export => {
                act("exported");
                self.bags_hold(&to.expect("a place"), 1);
            }
            Deed::HandOver => act("handed-over"),
            Deed::Withdraw => one.withdrawn = true,
            Deed::Pull | Deed::Push => {}
        }
    }

    fn bags_hold(&self, folder: &Path, count: usize) {
        let entries = folder.read_dir().map(|entries| entries.filter_map(Result::ok).collect::<Vec<_>>());
        let bags: Vec<PathBuf> = entries.unwrap_or_default().into_iter().map(|entry| entry.path()).collect();
        let bags = bags.into_iter().filter(|path| path.is_dir());
        let whole: Vec<PathBuf> = bags.filter(|path| path.extension().is_none_or(|end| end != "part")).collect();
        assert!(whole.len() >= count, "{} holds no bag", folder.display());
        for bag in whole {
            self.reviewer().done(&["verify", path_text(&bag)]);
        }
        if count > 0 {
            let halves = everything_in(folder).into_iter().filter(|path| is_half(path)).collect::<Vec<_>>();
            assert_eq!(halves, Vec::<PathBuf>::new(), "what ended leaves no half");
        }
    }

    fn pull_whole(&mut self) {
        self.reviewer().pull();
        self.has_pulled();
    }

    /// What a pull that ended brought is here from then on.
    fn has_pulled(&mut self) {
        let inbox = self.reviewer().inbox();
        for one in self.known.values_mut().filter(|one| one.asked_back) {
            // The withdrawal that a kill ended was carried out.
            one.withdrawn |=
                inbox.iter().all(|shown| Some(shown["id"].as_str().unwrap_or_default()) != one.id.as_deref());
        }
        for one in inbox {
            let id = one["id"].as_str().expect("an id").to_owned();
            let name = one["attachments"][0]["name"].as_str().expect("each has a file").trim_end_matches(".jpg");
            self.known.get_mut(name).expect("somebody told it").id = Some(id);
        }
        let left: Vec<_> = self.known.iter().filter(|(_, one)| one.id.is_none() && !one.withdrawn).collect();
        assert!(left.is_empty(), "a pull that ended brought everything");
        self.known.retain(|_, one| !one.withdrawn);
        let halves = files_in(&self.reviewer().home.join("vault")).into_iter().filter(|path| is_half(path));
        assert_eq!(halves.collect::<Vec<_>>(), Vec::<PathBuf>::new(), "a pull that ended leaves no half");
    }

    /// Everything that finished commands said is there still; of the one that was killed all or nothing.
    fn nothing_is_lost(&mut self, account: Option<&str>, deed: &Deed) {
        let inbox = self.reviewer().inbox();
        let find = |id: &str| inbox.iter().find(|one| one["id"] == id);
        for (name, one) in &self.known {
            let Some(id) = &one.id else { continue };
            // A withdrawal that a kill ended may have been carried out already, or by half: what was noted of it goes first,
            // then one parcel after the other. The next pull takes the rest.
            if one.withdrawn || one.asked_back {
                continue;
            }
            let shown = find(id).unwrap_or_else(|| panic!("{name} is lost after {}", deed.name()));
            assert_eq!(shown["complete"], true, "{shown}");
            let may_have_more = account == Some(name.as_str());
            let labels: BTreeSet<String> = serde_json::from_value(shown["labels"].clone()).expect("a list");
            let more: Vec<_> = labels.difference(&one.labels).collect();
            assert!(labels.is_superset(&one.labels) && (more.is_empty() || may_have_more), "{name}: {labels:?}");
            if let (Some(status), false) = (&one.status, may_have_more) {
                assert_eq!(shown["status"], **status, "{name}");
            }
        }
        // The one that was worked on is looked at closely; what a kill half-said is known from here on.
        let Some(name) = account.filter(|name| self.known[*name].id.is_some()) else { return };
        let id = self.known[name].id.clone().expect("it is here");
        let Some(shown) = find(&id).cloned() else {
            self.known.get_mut(name).expect("it is known").withdrawn = true;
            return;
        };
        if self.known[name].asked_back {
            return;
        }
        let notes: Value = serde_json::from_slice(&self.reviewer().done(&["note", &id, "--json"])).expect("JSON");
        let notes = notes["notes"].as_array().expect("a list").iter();
        let notes: Vec<String> = notes.map(|note| note["text"].as_str().expect("text").to_owned()).collect();
        let ran = self.reviewer().run(&["custody", &id, "--json"]);
        // Nothing is recorded of what a pull brought that was killed: the first act says that it was found here.
        let nothing = json!({ "events": [], "wrong": [], "troubles": [] });
        let custody = serde_json::from_slice(&ran.out).unwrap_or(nothing);
        assert!(ran.code == 0 || self.known[name].acts.is_empty(), "{name}: {}", ran.err);
        assert_eq!((&custody["wrong"], &custody["troubles"]), (&json!([]), &json!([])), "{name}: the chain holds");
        let one = self.known.get_mut(name).expect("it is known");
        assert!(notes.starts_with(&one.notes) && notes.len() <= one.notes.len() + 1, "{name}: {notes:?}");
        for (act, least) in &one.acts {
            let events = custody["events"].as_array().expect("a list").iter();
            let count = events.filter(|event| event["act"] == *act).count();
            assert!(count >= *least, "{name}: {act} stands there {count} times, and ended {least} times");
        }
        one.notes = notes;
        one.labels = serde_json::from_value(shown["labels"].clone()).expect("a list");
        if let Deed::Mark(status) = deed
            && shown["status"] == **status
        {
            one.status = Some(status.clone());
        }
        if let Deed::Export = deed {
            self.bags_hold(&self.out("export", name), 0);
        }
        let written = ["extract", "export"].map(|deed| self.out(deed, name));
        let is_whole = |path: &PathBuf| path.extension().is_none_or(|end| end != "part" && end != "json");
        let is_taken = |place: PathBuf| {
            let listed =
                place.read_dir().map(|all| all.filter_map(Result::ok).map(|one| one.path()).collect::<Vec<_>>());
            listed.unwrap_or_default().iter().any(is_whole)
        };
        if written.into_iter().any(is_taken) {
            self.known.get_mut(name).expect("it is known").places += 1;
        }
    }

    /// Sends all that waits, but for replies to what was withdrawn meanwhile.
    fn push(&self) {
        let ran = self.reviewer().run(&["push"]);
        assert!(ran.code == 0 || ran.err.contains(OF_NOTHING), "{}", ran.err);
    }

    /// Lets every command end once more: replies arrive each once, withdrawals are carried out, no half is left anywhere.
    pub(crate) fn settle(&mut self) {
        self.pull_whole();
        self.push();
        let asked_back = self.known.iter().filter(|(_, one)| one.asked_back).map(|(name, _)| name.clone());
        for name in asked_back.collect::<Vec<_>>() {
            let output = self.begin(Some(&name), &Deed::Withdraw).wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            self.is_done(Some(&name), &Deed::Withdraw);
        }
        self.pull_whole();
        let names: Vec<String> = self.known.keys().cloned().collect();
        for name in names {
            let one = &self.known[&name];
            let id = one.id.clone().expect("all are here");
            let page = self.server().open_mailbox("en", &one.codename);
            for reply in &one.replies {
                assert_eq!(page.body.matches(reply.as_str()).count(), 1, "{name}: {reply}");
            }
            for deed in [Deed::Extract, Deed::Export] {
                let child = self.begin(Some(&name), &deed);
                let output = child.wait_with_output().expect("it ends");
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                self.is_done(Some(&name), &deed);
                self.known.get_mut(&name).expect("it is known").places += 1;
            }
            self.reviewer().done(&["label", &id, "--add", LABELS[0]]);
        }
        // All of them may be withdrawn by now.
        if let Some(name) = self.known.keys().next().cloned() {
            let reply = self.begin(Some(&name), &Deed::Reply("the last".to_owned()));
            let output = reply.wait_with_output().expect("it ends");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        self.push();
        let halves = files_in(&self.reviewer().home).into_iter().filter(|path| is_half(path));
        assert_eq!(halves.collect::<Vec<_>>(), Vec::<PathBuf>::new(), "the next commands take away what a kill left");
        self.server.take().expect("it runs").stop();
        self.server = Some(self.site.start());
    }
}

fn is_half(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "part")
}

impl Deed {
    const fn name(&self) -> &'static str {
        match self {
            Self::Pull => "pull",
            Self::Read => "read",
            Self::Label(_) => "label",
            Self::Note(_) => "note",
            Self::Mark(_) => "mark",
            Self::Reply(_) => "reply",
            Self::Push => "push",
            Self::Extract => "extract",
            Self::Export => "export",
            Self::HandOver => "handed-over",
            Self::Withdraw => "withdraw",
        }
    }
}
