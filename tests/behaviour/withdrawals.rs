//! Withdrawals: what a source asks back leaves the server and every vault, when enough reviewers sign.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

use amparo::form::consent::{Change, ChangeRecord, Shown};
use amparo::roster::{DeskEntry, Roster, SignedRoster};
use amparo::seal::{Clock, FormNonce, Kind, ParcelHead, RecipientKind, Sealer, SubmissionId};
use amparo::vault::Home;
use rand_core::OsRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::backups_refused::i_am_root;
use crate::common::eyes::Eyes;
use crate::common::process::Process;
use crate::common::reviewer::Reviewer;
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;
use crate::common::trace::fail_in;
use crate::common::{everything_in, files_in, wait_until};

/// A site whose desk has two reviewers, and both of them.
pub(super) struct Desk {
    pub(super) site: Site,
    pub(super) both: [Reviewer; 2],
}

impl Desk {
    /// A desk of two signatures and no grace whose source asks back what they told: its id and parcels.
    fn asked_back() -> (Self, String, Vec<PathBuf>) {
        let desk = Self::new(|desk| (desk.withdrawal_signatures, desk.withdrawal_grace_days) = (2, 0));
        let id = desk.told();
        let parcels = desk.parcels_of(&id);
        desk.asks_back(&id);
        (desk, id, parcels)
    }

    pub(super) fn new(rules: impl FnOnce(&mut DeskEntry)) -> Self {
        let site = Site::with_desk(RecipientKind::Hybrid, 2, |_| {}, rules);
        let bea = Reviewer::at(site.folder.path().join("reviewer-2"));
        let roster = site.folder.path().join("roster.note");
        assert_eq!(bea.run(&["join", path_text(&roster), "--custodian", &custodian(&site)]).code, 0);
        let both = [site.reviewer.clone(), bea];
        Self { site, both }
    }

    /// Tells a story with two files, and another of somebody else; both reviewers have pulled. Gives the first's id.
    fn told(&self) -> String {
        let server = self.site.start();
        for (account, file) in [("take this back", "photo.jpg"), ("this stays", "stays.jpg")] {
            let visit = Visit::to("en", &server.form("en")).with("account", account);
            let visit = visit.file(file, vec![7; 90_000]).file("b.txt", "b");
            assert_eq!(server.tell(&visit).status, 200);
        }
        self.pull();
        server.stop();
        let ids = self.site.reviewer.inbox().into_iter().map(|s| s["id"].as_str().unwrap().to_owned());
        let mine = |id: &String| self.site.reviewer.testimony(id)["answers"]["account"] == "take this back";
        ids.into_iter().find(mine).expect("it was told")
    }

    fn pull(&self) -> [Value; 2] {
        self.both.each_ref().map(Reviewer::pull)
    }

    /// The parcels of a submission, in the server's folder.
    fn parcels_of(&self, id: &str) -> Vec<PathBuf> {
        let of = |path: &PathBuf| self.site.reviewer.open(path).info().head.submission.to_string() == id;
        self.site.parcels().into_iter().filter(of).collect()
    }

    /// Puts onto the server's disk what the source of a submission says of their consent, while no server runs.
    fn says(&self, id: &str, change: Change) {
        let shown = Shown { version: 1, language: "en".to_owned().try_into().unwrap(), text: "You decide.".to_owned() };
        self.writes(id, &serde_json::to_vec(&ChangeRecord { change, shown }).unwrap());
    }

    /// The same with any bytes.
    fn writes(&self, id: &str, consent: &[u8]) {
        let mut told = self.parcels_of(id).into_iter().filter_map(|path| {
            let head = self.site.reviewer.open(&path).info().head.clone();
            (head.kind == Kind::Testimony).then_some(head.mailbox)?
        });
        let today = Clock::system().today();
        let roster = roster(&self.site);
        let head = ParcelHead {
            submission: SubmissionId::random(&mut OsRng),
            nonce: FormNonce::random(&mut OsRng),
            number: 0,
            kind: Kind::Consent,
            desk: DESK.parse().unwrap(),
            language: "en".to_owned().try_into().unwrap(),
            roster: roster.reference(),
            mailbox: told.next(),
        };
        let recipients = roster.recipients(&DESK.parse().unwrap()).unwrap();
        let mut sealer = Sealer::begin(head, recipients, Vec::new()).unwrap();
        sealer.add_file("consent.json", Zeroizing::new(consent.to_vec())).unwrap();
        let parcel = sealer.finish(today, None).unwrap();
        let folder = self.site.data.join(format!("parcels/{DESK}/{today}"));
        fs::write(folder.join(format!("{}.age", parcel.finished.id())), parcel.sink).unwrap();
    }

    pub(super) fn asks_back(&self, id: &str) {
        self.says(id, Change::Withdraw);
    }
}

fn custodian(site: &Site) -> String {
    let config: toml::Table = toml::from_str(&fs::read_to_string(site.config_file()).unwrap()).unwrap();
    config["roster"]["custodian"].as_str().unwrap().to_owned()
}

fn roster(site: &Site) -> Roster {
    let note = SignedRoster::new(fs::read_to_string(site.folder.path().join("roster.note")).unwrap());
    note.verify(&custodian(site).parse().unwrap()).unwrap()
}

fn names(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

pub(super) fn signs(reviewer: &Reviewer, id: &str) -> Value {
    serde_json::from_slice(&reviewer.done(&["withdraw", id, "--json"])).unwrap()
}

#[test]
fn what_a_source_asks_back_leaves_the_server_and_both_vaults_when_two_have_signed() {
    let desk = Desk::new(|desk| (desk.withdrawal_signatures, desk.withdrawal_grace_days) = (2, 0));
    let id = desk.told();
    let parcels = desk.parcels_of(&id);
    assert_eq!(parcels.len(), 4, "words, two files and the closing parcel");
    let before = desk.site.parcels().len();
    desk.asks_back(&id);
    let server = desk.site.start();
    desk.pull();

    // One alone does nothing.
    let signed = signs(&desk.both[0], &id);
    assert_eq!((&signed["signatures"], &signed["needed"], &signed["removed"]), (&1.into(), &2.into(), &0.into()));
    assert_eq!(signed["waiting"], 5, "the source's wish goes too: {signed}");
    assert_eq!(signs(&desk.both[0], &id), signed, "signing twice is signing once");
    assert!(parcels.iter().all(|path| path.exists()));
    assert_eq!(desk.pull().map(|pulled| pulled["withdrawn"].clone()), [json!([]), json!([])]);

    // The second one's signature removes it.
    let signed = signs(&desk.both[1], &id[..8]);
    assert_eq!((&signed["removed"], &signed["waiting"]), (&5.into(), &0.into()), "{signed}");
    let stays = desk.site.parcels();
    assert_eq!(stays.len(), before - 4);
    assert!(parcels.iter().all(|path| !path.exists()));
    assert_eq!(signs(&desk.both[0], &id)["removed"], 5, "who signs afterwards hears that it is done");

    // Both vaults lose it.
    for reviewer in &desk.both {
        let ran = reviewer.run(&["pull"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains("1 submission was withdrawn, and is gone from your vault."), "{}", ran.err);
        let left = reviewer.the_submission();
        assert_ne!(left["id"], id.as_str());
        assert_eq!(left["complete"], true);
        let vault = files_in(&reviewer.home.join("vault"));
        assert!(names(&vault).iter().all(|name| !names(&parcels).contains(name)));
        assert_eq!(reviewer.pull()["withdrawn"], json!([]), "it is said once");
    }
    server.stop();

    // The tombstones say which desk, parcel, day and who signed, and nothing else.
    let tombstones = files_in(&desk.site.data.join("withdrawn"));
    assert_eq!(tombstones.len(), 5);
    let today = Clock::system().today();
    for path in &tombstones {
        let note = fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = note.lines().collect();
        let parcel = path.file_stem().unwrap().to_str().unwrap();
        let said = [
            "amparo/v1/withdrawal",
            &format!("desk {DESK}"),
            &format!("parcel {parcel}"),
            &format!("not_before {today}"),
            "",
        ];
        assert_eq!(lines[..5], said);
        assert!(
            lines.len() == 7
                && lines[5].starts_with("\u{2014} reviewer-1 ")
                && lines[6].starts_with("\u{2014} reviewer-2 ")
        );
    }
    assert_eq!(files_in(&desk.site.data.join("withdrawing")), Vec::<PathBuf>::new());
    assert_eq!(Eyes::for_markers(&[&id]).seen_below(&desk.site.data), Vec::<String>::new());
    let elsewhere =
        everything_in(&desk.site.data).into_iter().filter(|path| !path.starts_with(desk.site.data.join("withdrawn")));
    let elsewhere: Vec<PathBuf> = elsewhere.filter(|path| path.is_file()).collect();
    assert!(names(&elsewhere).iter().all(|name| !names(&parcels).contains(name)));

    // The index is built anew without it, and a file that a backup brings back is not served.
    fs::remove_dir_all(desk.site.data.join("index")).unwrap();
    fs::write(&parcels[0], "brought back").unwrap();
    let server = desk.site.start();
    assert!(!parcels[0].exists());
    desk.pull();
    assert_eq!(desk.site.reviewer.inbox().len(), 1);
    server.stop();
}

#[test]
fn a_testimony_that_its_source_asked_back_is_exported_for_nobody_and_loses_its_labels() {
    let desk = Desk::new(|desk| desk.withdrawal_grace_days = 0);
    let id = desk.told();
    let reviewer = &desk.both[0];
    reviewer.done(&["label", &id, "--add", "un:wgad"]);
    let keys = amparo::vault::Home::at(reviewer.home.clone());
    let noted = || {
        let records = keys.records().read(&keys.keys(None).unwrap()).unwrap();
        records.of(id.parse().unwrap(), &DESK.parse().unwrap()).labels.len()
    };
    assert_eq!(noted(), 1);
    desk.writes(&id, b"{ \"schema\": \"amparo/v1/consent\", \"change\": \"no sense\" }");
    let server = desk.site.start();
    reviewer.run(&["pull"]);
    let shown = || reviewer.inbox().into_iter().find(|one| one["id"] == id.as_str()).unwrap();
    assert_eq!(shown()["consent"], Value::Null, "what cannot be read may be anything");
    server.stop();
    desk.asks_back(&id);
    let server = desk.site.start();
    reviewer.run(&["pull"]);
    let list = String::from_utf8(reviewer.done(&["inbox"])).unwrap();
    server.stop();
    // The record that makes no sense is still there, and the wish is known all the same.
    let today = Clock::system().today().to_string();
    assert_eq!(shown()["consent"]["withdrawn"], today.as_str());
    assert!(list.contains(&format!("withdrawn by the source on {today}")), "{list}");
    let to = desk.site.folder.path().join("out");
    let ran = reviewer.run(&["export", &id, "--for", "partner", "--to", path_text(&to)]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(!to.exists());
    let answer = desk.site.folder.path().join("answer.txt");
    fs::write(&answer, "We read you.").unwrap();
    for asked in [&["extract", &id, "--to", path_text(&to)][..], &["reply", &id, "--file", path_text(&answer)]] {
        let ran = reviewer.run(asked);
        assert!(ran.err.contains(&format!("! The source took it back on {today}")), "{ran:?}");
    }

    let server = desk.site.start();
    signs(reviewer, &id);
    // Whether what comes is opened or not.
    reviewer.run(&["pull", "--sealed"]);
    server.stop();
    assert_eq!(noted(), 0, "of what is gone nothing stays noted");
}

#[test]
fn nothing_is_withdrawn_that_no_source_asked_for() {
    let desk = Desk::new(|desk| desk.withdrawal_grace_days = 0);
    let id = desk.told();
    desk.says(&id, Change::Levels { values: [None; 8], no_death_penalty: true });
    let server = desk.site.start();
    desk.pull();
    let ran = desk.both[0].run(&["withdraw", &id]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("the source has not asked for it"), "{}", ran.err);
    assert_eq!(desk.both[0].run(&["withdraw", "zzzz"]).code, 1);
    assert_eq!(desk.both[0].run(&["withdraw", ""]).code, 2, "nothing is the beginning of the only one there is");
    assert!(!desk.site.data.join("withdrawing").join(DESK).exists());
    assert_eq!(desk.parcels_of(&id).len(), 4);
    server.stop();
}

#[test]
fn a_withdrawal_waits_for_the_end_of_its_grace() {
    let desk = Desk::new(|_| {});
    let id = desk.told();
    desk.asks_back(&id);
    let server = desk.site.start();
    desk.pull();
    let ends = Clock::system().today().plus(7).to_string();
    let ran = desk.both[0].run(&["withdraw", &id]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains(&format!("Enough have signed. The server removes them on {ends}.")), "{}", ran.err);
    server.stop();
    // Not at a start either, before its day.
    let server = desk.site.start();
    assert_eq!(desk.parcels_of(&id).len(), 4);
    assert_eq!(files_in(&desk.site.data.join("withdrawing")).len(), 5);
    assert_eq!(desk.pull().map(|pulled| pulled["withdrawn_parcels"].clone()), [json!([]), json!([])]);
    server.stop();
}

#[test]
fn a_kill_between_the_signature_and_the_removal_loses_neither() {
    let (desk, id, parcels) = Desk::asked_back();
    let server = desk.site.start();
    desk.pull();
    signs(&desk.both[0], &id);
    server.kill();
    assert_eq!(files_in(&desk.site.data.join("withdrawing")).len(), 5, "what was signed is there");
    let server = desk.site.start();
    // Killed as soon as the first tombstone stands.
    let second = Process::start(&mut desk.both[1].command(&["withdraw", &id]));
    wait_until("something is withdrawn", || desk.site.data.join("withdrawn").join(DESK).exists());
    server.kill();
    second.wait();
    // Whatever was done until then: who signs again finishes it, and nothing is served half.
    let server = desk.site.start();
    let buried = names(&files_in(&desk.site.data.join("withdrawn")));
    assert!(names(&desk.site.parcels()).iter().all(|id| !buried.contains(id)), "what has a tombstone is gone");
    let signed = signs(&desk.both[1], &id);
    assert_eq!((&signed["removed"], &signed["waiting"]), (&5.into(), &0.into()), "{signed}");
    assert!(parcels.iter().all(|path| !path.exists()));
    desk.pull();
    assert_eq!(desk.both[1].inbox().len(), 1);
    server.stop();
}

#[test]
fn of_what_is_withdrawn_no_word_is_in_the_index_whoever_makes_it_anew() {
    let (desk, id, _) = Desk::asked_back();
    let server = desk.site.start();
    desk.pull();
    let [ana, bea] = &desk.both;
    let index = ana.home.join("index.age");
    let holds = |words: &str| {
        let plain = ana.identity().open_own(&fs::read(&index).unwrap()).unwrap();
        String::from_utf8_lossy(&plain).contains(words)
    };
    assert!(!holds("take this back") && holds("this stays"));
    // It was lost; the command that signs is the first to look into the parcels again.
    fs::remove_file(&index).unwrap();
    signs(ana, &id);
    assert!(holds("this stays") && holds("photo.jpg"), "the index is there");
    assert!(!holds("take this back"), "and what waits to be deleted has no words in it");
    // When it is deleted, nothing of it is left: no word, no file's name, no id.
    signs(bea, &id);
    desk.pull();
    assert!(holds("this stays") && holds("stays.jpg"));
    for gone in ["take this back", "photo.jpg", id.as_str()] {
        assert!(!holds(gone), "{gone}");
    }
    server.stop();
}

#[test]
fn damaged_notes_of_the_reviewers_end_no_pull_and_are_told_at_its_end() {
    let (desk, id, parcels) = Desk::asked_back();
    let server = desk.site.start();
    desk.pull();
    let [ana, bea] = &desk.both;
    ana.done(&["label", &id, "--add", "un:wgad"]);
    for reviewer in &desk.both {
        signs(reviewer, &id);
    }
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "of later")).status, 200);
    let records = ana.home.join("records.age");
    let whole = fs::read(&records).unwrap();
    fs::write(&records, &whole[..whole.len() - 1]).unwrap();

    let ran = ana.run(&["pull"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    for said in ["New parcels: 2", "records.age does not open", "bring it back from a copy", "5 withdrawn parcels stay"]
    {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    let accounts = || -> Vec<Value> {
        let ids = ana.inbox().into_iter().map(|one| one["id"].as_str().unwrap().to_owned());
        ids.map(|id| ana.testimony(&id)["answers"]["account"].clone()).collect()
    };
    assert!(accounts().contains(&json!("of later")), "what came is here, verified and listed");
    let vault = |name: &String| names(&files_in(&ana.home.join("vault"))).contains(name);
    assert!(names(&parcels).iter().all(vault), "nothing goes whose notes would stay");

    fs::write(&records, whole).unwrap();
    let ran = ana.run(&["pull"]);
    assert!(ran.code == 0 && ran.err.contains("1 submission was withdrawn, and is gone from your vault."), "{ran:?}");
    assert!(!names(&parcels).iter().any(vault));
    assert_eq!(bea.pull()["withdrawn_and_left"], json!([]));
    server.stop();
}

#[test]
fn a_tombstone_that_nobody_signed_takes_nothing_out_of_a_vault() {
    let (desk, id, parcels) = Desk::asked_back();
    let server = desk.site.start();
    desk.pull();
    // The server takes one signature for enough.
    signs(&desk.both[0], &id);
    server.stop();
    let (waits, stone) = (desk.site.data.join("withdrawing").join(DESK), desk.site.data.join("withdrawn").join(DESK));
    fs::rename(&waits, &stone).unwrap();
    let server = desk.site.start();
    assert!(parcels.iter().all(|path| !path.exists()), "who has the disk can delete");
    for reviewer in &desk.both {
        let ran = reviewer.run(&["pull"]);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(ran.err.contains("it stays in your vault"), "{}", ran.err);
        assert_eq!(reviewer.testimony(&id)["answers"]["account"], "take this back");
    }
    server.stop();
}

#[test]
fn a_note_that_is_typed_while_a_pull_takes_its_submission_out_is_not_kept() {
    let (desk, id, _) = Desk::asked_back();
    let server = desk.site.start();
    desk.pull();
    let ana = &desk.both[0];
    for reviewer in &desk.both {
        signs(reviewer, &id);
    }
    let mut command = ana.command(&["note", &id, "--file", "-"]);
    let mut typing = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut keys = typing.stdin.take().unwrap();
    keys.write_all(b"what they said ").unwrap();
    // It has found the submission when it reads.
    wait_until("the note is read", || rustix::io::ioctl_fionread(&keys).unwrap() == 0);
    assert_eq!(ana.run(&["pull"]).code, 0);
    keys.write_all(b"and more").unwrap();
    drop(keys);
    let ended = typing.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    let home = Home::at(ana.home.clone());
    let noted = home.records().read(&home.keys(None).unwrap()).unwrap();
    assert!(noted.of(id.parse().unwrap(), &DESK.parse().unwrap()).notes.is_empty());
    server.stop();
}

#[test]
fn a_disk_that_is_full_where_a_reviewer_acknowledges_or_a_note_waits_ends_no_server() {
    // The server lets nobody else look at it.
    if !i_am_root() {
        return;
    }
    let desk = Desk::new(|_| {});
    let (site, [ana, bea]) = (&desk.site, &desk.both);
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "take this back")).status, 200);
    server.stop();
    let day = Clock::system().today().plus(-4);
    site.moved_to(day, &[ana.identity(), bea.identity()]);
    let told = site.parcels().into_iter().map(|path| ana.open(&path).info().head.clone());
    let id = told.filter(|head| head.kind == Kind::Testimony).map(|head| head.submission.to_string()).next().unwrap();
    desk.asks_back(&id);
    let names = names(&site.parcels());

    let server = site.start();
    let trace = site.folder.path().join("trace");
    let full = |call: &str, paths: &[PathBuf], arguments: &[&str]| {
        let tracer = fail_in(server.process.id(), &trace, paths, call, "ENOSPC", 1);
        let ran = ana.run(arguments);
        tracer.stop();
        assert!(fs::read_to_string(&trace).unwrap().contains("(INJECTED)"), "{call} in {paths:?}: {ran:?}");
        assert_eq!(server.get("/en/").status, 200, "{call} in {paths:?} ended it");
        ran
    };
    // The folder of a day finds no room, and then its note.
    let of_day = site.data.join(format!("acknowledged/{DESK}/{day}"));
    for (call, path) in [("mkdir", of_day.clone()), ("openat", of_day.join("reviewer-1.part"))] {
        full(call, &[path], &["pull"]);
    }
    assert_eq!(ana.pull()["acknowledged_days"], 1, "what had no room is taken when there is some");

    let waiting = site.data.join("withdrawing").join(DESK);
    let parts = names.iter().map(|name| waiting.join(format!("{name}.part"))).collect();
    for (call, paths) in [("mkdir", vec![waiting.clone()]), ("openat", parts)] {
        let ran = full(call, &paths, &["withdraw", &id]);
        assert_eq!(ran.code, 1, "{ran:?}");
    }
    assert_eq!(signs(ana, &id)["waiting"], 3, "the words, the closing parcel, and the source's wish");
    server.stop();
}
