//! Replies on their way: listed, thrown away, held back, interrupted.

use std::fs::{self, OpenOptions};
use std::time::Duration;

use amparo::roster::RosterText;
use amparo::seal::RecipientKind;
use rand_core::{OsRng, RngCore as _};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::common::damage::flipped;
use crate::common::process::Process;
use crate::common::reviewer::Reviewer;
use crate::common::site::{DESK, Server, Site, path_text};
use crate::common::source::Visit;
use crate::common::{files_in, wait_until};

/// A desk of two reviewers where one signature suffices for a withdrawal, and a source who told something.
struct Told {
    site: Site,
    ana: Reviewer,
    bea: Reviewer,
    server: Server,
    codename: String,
    id: String,
}

impl Told {
    fn new() -> Self {
        let rules = |desk: &mut amparo::roster::DeskEntry| {
            (desk.withdrawal_signatures, desk.withdrawal_grace_days) = (1, 0);
        };
        let site = Site::with_desk(RecipientKind::Hybrid, 2, |_| {}, rules);
        let (ana, bea) = (site.reviewer.clone(), site.reviewer(2));
        site.join(&bea);
        let server = site.start();
        let form = server.form("en");
        assert_eq!(server.tell(&Visit::to("en", &form).with("account", "words")).status, 200);
        ana.pull();
        bea.pull();
        let id = ana.the_submission()["id"].as_str().unwrap().to_owned();
        Self { site, ana, bea, server, codename: form.codename, id }
    }

    #[track_caller]
    fn writes(&self, reviewer: &Reviewer, text: &str) -> String {
        writes(&self.site, reviewer, &self.id, text)
    }

    /// How many replies the source finds.
    fn found(&self) -> usize {
        self.server.open_mailbox("en", &self.codename).body.matches("<article").count()
    }
}

#[track_caller]
fn writes(site: &Site, reviewer: &Reviewer, id: &str, text: &str) -> String {
    let file = site.folder.path().join("answer.txt");
    std::fs::write(&file, text).unwrap();
    let said = reviewer.done(&["reply", id, "--file", path_text(&file), "--json"]);
    serde_json::from_slice::<Value>(&said).unwrap()["parcel"].as_str().unwrap().to_owned()
}

fn listed(reviewer: &Reviewer) -> Vec<Value> {
    listed_with_code(reviewer, 0)
}

#[track_caller]
fn listed_with_code(reviewer: &Reviewer, code: i32) -> Vec<Value> {
    let ran = reviewer.run(&["outbox", "--json"]);
    assert_eq!(ran.code, code, "{ran:?}");
    serde_json::from_slice(&ran.out).unwrap()
}

#[test]
fn what_waits_is_listed_and_can_be_thrown_away() {
    let told = Told::new();
    assert_eq!(listed(&told.ana), Vec::<Value>::new());
    let first = told.writes(&told.ana, "The first.\u{1b}[2J");
    let second = told.writes(&told.ana, "The second.");
    let all = listed(&told.ana);
    assert_eq!(all.len(), 2);
    let of = |id: &str| all.iter().find(|one| one["parcel"] == id).unwrap();
    assert_eq!(of(&first)["text"], "The first.\u{1b}[2J");
    assert_eq!(of(&second)["submission"], told.id.as_str());
    assert_eq!(of(&second)["desk"], DESK);
    let list = told.ana.run(&["outbox"]);
    assert!(list.text().contains("The first.⟨U+001B⟩[2J") && list.text().contains(&second[..12]), "{list:?}");

    let ran = told.ana.run(&["outbox", "--drop", ""]);
    assert_eq!(ran.code, 2, "an empty beginning means none: {ran:?}");
    assert_eq!(told.ana.run(&["outbox", "--drop", "zzzz"]).code, 1);
    told.ana.done(&["outbox", "--drop", &first[..12]]);
    assert_eq!(listed(&told.ana).len(), 1);
    assert_eq!(told.ana.run(&["outbox", "--drop", ""]).code, 2, "nor the only one there is");
    assert_eq!(listed(&told.ana).len(), 1);
    told.ana.done(&["push"]);
    assert_eq!(listed(&told.ana), Vec::<Value>::new());
    let page = told.server.open_mailbox("en", &told.codename).body;
    assert!(page.contains("The second.") && !page.contains("The first."));
    assert_eq!(told.ana.run(&["outbox", "--drop", &second]).code, 1, "what was sent is not here");
    told.server.stop();
}

#[test]
fn a_damaged_file_is_named_and_stands_in_no_replys_way() {
    let told = Told::new();
    told.writes(&told.ana, "The first.");
    let outbox = told.ana.home.join("outbox");
    let cut = "0".repeat(64) + ".age";
    for (name, bytes) in [(cut.as_str(), &b"age"[..]), ("copy of a reply.age", b"")] {
        std::fs::write(outbox.join(name), bytes).unwrap();
    }
    let ran = told.ana.run(&["outbox"]);
    assert_eq!(ran.code, 1, "something is left: {ran:?}");
    assert!(ran.text().contains("The first."), "{ran:?}");
    assert!(ran.err.contains(&cut) && ran.err.contains("copy of a reply.age"), "{}", ran.err);
    assert_eq!(listed_with_code(&told.ana, 1).len(), 1);

    let ran = told.ana.run(&["push", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let pushed: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((pushed["sent"].as_array().unwrap().len(), &pushed["waiting"]), (1, &json!([])));
    let damaged: Vec<&str> =
        pushed["damaged"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert_eq!(damaged, [cut.as_str(), "copy of a reply.age"]);
    assert!(ran.err.contains("--drop FILENAME"), "{}", ran.err);
    assert_eq!(told.found(), 1);

    // The first is no submission's name at all, as a desk's stands before the slash.
    for (other, code) in [("../server.toml", 2), ("0000", 1), ("copy", 1)] {
        assert_eq!(told.ana.run(&["outbox", "--drop", other]).code, code, "{other} names no file that waits");
    }
    told.ana.done(&["outbox", "--drop", &cut]);
    told.ana.done(&["outbox", "--drop", "copy of a reply.age"]);
    assert_eq!(listed(&told.ana), Vec::<Value>::new());
    assert_eq!(told.ana.run(&["push"]).code, 0);
    let second = told.writes(&told.ana, "The second.");
    told.ana.done(&["outbox", "--drop", &format!("{second}.age")]);
    assert_eq!(listed(&told.ana), Vec::<Value>::new());
    told.server.stop();
}

#[test]
fn a_withdrawal_takes_the_desks_copies_and_holds_back_what_waits() {
    let told = Told::new();
    let sent = told.writes(&told.ana, "Sent before.");
    told.ana.done(&["push"]);
    told.bea.pull();
    let waits = told.writes(&told.ana, "Written before, not sent.");
    let fields = [("action", "withdraw"), ("codename", told.codename.as_str()), ("meant", "yes")];
    assert_eq!(told.server.send_fields("/en/2", &fields).status, 200);
    told.ana.pull();
    told.bea.pull();
    told.bea.done(&["withdraw", &told.id]);
    // Bea has not heard of it yet, so what she sends now still goes.
    told.writes(&told.bea, "Not heard yet.");
    told.bea.done(&["push"]);
    for reviewer in [&told.ana, &told.bea] {
        reviewer.pull();
        assert_eq!(reviewer.inbox(), Vec::<Value>::new());
        let vault = files_in(&reviewer.home.join("vault"));
        assert!(!vault.iter().any(|path| path_text(path).contains(&sent)), "the desk's copy is gone");
    }
    let ran = told.ana.run(&["push"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("was taken out of the vault") && ran.err.contains(&waits), "{}", ran.err);
    assert!(ran.err.contains("throw each away") && !ran.err.contains("sends them again"), "{}", ran.err);
    assert_eq!(listed(&told.ana).len(), 1, "it can still be read");
    // The mailbox is the source's: what was sent before is still there.
    let page = told.server.open_mailbox("en", &told.codename).body;
    assert!(page.contains("Sent before.") && !page.contains("not sent"), "{page}");
    told.ana.done(&["outbox", "--drop", &waits]);
    assert_eq!(told.ana.run(&["push"]).code, 0);
    let file = told.site.folder.path().join("answer.txt");
    assert_eq!(told.ana.run(&["reply", &told.id, "--file", path_text(&file)]).code, 1);
    told.server.stop();
}

#[test]
fn a_reviewer_who_left_the_roster_sends_nothing_and_loses_nothing() {
    let told = Told::new();
    told.writes(&told.ana, "Written while still there.");
    let Told { site, ana, server, codename, .. } = told;
    server.stop();
    site.sign_roster(|text: &mut RosterText| {
        text.reviewers.retain(|reviewer| reviewer.id.as_str() != "reviewer-1");
        text.desks[0].reviewers.retain(|id| id.as_str() != "reviewer-1");
    });
    let server = site.start();
    let ran = ana.run(&["push"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(listed(&ana).len(), 1);
    assert_eq!(server.open_mailbox("en", &codename).body.matches("<article").count(), 0);
    server.stop();
}

#[test]
fn a_push_that_is_killed_at_any_moment_sends_each_reply_once() {
    const REPLIES: usize = 8;
    let told = Told::new();
    for n in 0..REPLIES {
        told.writes(&told.ana, &format!("Answer {n}."));
    }
    for _ in 0..12 {
        let push = Process::start(&mut told.ana.command(&["push"]));
        std::thread::sleep(Duration::from_millis(u64::from(OsRng.next_u32() % 120)));
        push.kill();
        assert!(told.found() + listed(&told.ana).len() >= REPLIES, "none is lost");
    }
    told.ana.done(&["push"]);
    assert_eq!((told.found(), listed(&told.ana).len()), (REPLIES, 0));
    told.bea.pull();
    assert_eq!(told.bea.the_submission()["replies"], REPLIES);
    let page = told.server.open_mailbox("en", &told.codename).body;
    for n in 0..REPLIES {
        assert_eq!(page.matches(&format!("Answer {n}.")).count(), 1);
    }
    told.server.stop();
}

#[test]
fn what_a_push_has_read_is_not_thrown_away_and_more_can_be_written_meanwhile() {
    let told = Told::new();
    let going = told.writes(&told.ana, "On its way.");
    told.server.signal(Signal::STOP);
    let push = Process::start(&mut told.ana.command(&["push"]));
    wait_until("it sends", || told.ana.home.join("outbox/sending").exists());
    let ran = told.ana.run(&["outbox", "--drop", &going]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("a push is under way") && ran.err.contains("wait until it has ended"), "{}", ran.err);
    let later = told.writes(&told.ana, "Written meanwhile.");
    assert_eq!(listed(&told.ana).len(), 2);
    told.server.signal(Signal::CONT);
    let ended = push.wait();
    assert!(ended.status.success(), "{ended:?}");
    let left = listed(&told.ana);
    assert_eq!((told.found(), left.len(), &left[0]["parcel"]), (1, 1, &json!(later)));
    assert_eq!(files_in(&told.ana.home.join("outbox")).len(), 1, "nothing but the reply is left");
    told.ana.done(&["outbox", "--drop", &later]);
    assert_eq!((told.found(), listed(&told.ana).len()), (1, 0));
    told.server.stop();
}

#[test]
fn of_pushes_at_once_one_sends_and_the_others_find_nothing_left() {
    let told = Told::new();
    for n in 0..3 {
        told.writes(&told.ana, &format!("Answer {n}."));
    }
    told.server.signal(Signal::STOP);
    let pushes = [(); 3].map(|()| Process::start(&mut told.ana.command(&["push", "--json"])));
    wait_until("two wait for the third", || {
        pushes.iter().filter(|push| push.stderr.so_far().contains("Another push is under way")).count() == 2
    });
    told.server.signal(Signal::CONT);
    let sent = pushes.map(|push| {
        let ended = push.wait();
        assert!(ended.status.success(), "{ended:?}");
        serde_json::from_str::<Value>(&ended.stdout).unwrap()["sent"].as_array().unwrap().len()
    });
    assert_eq!((sent.iter().max(), sent.iter().sum::<usize>()), (Some(&3), 3));
    assert_eq!((told.found(), listed(&told.ana).len()), (3, 0));
    told.server.stop();
}

#[test]
fn a_push_that_breaks_off_says_what_it_sent_before() {
    const REPLIES: usize = 16;
    let told = Told::new();
    for n in 0..REPLIES {
        told.writes(&told.ana, &format!("Answer {n}."));
    }
    let waiting = || {
        let files = files_in(&told.ana.home.join("outbox"));
        files.iter().filter(|path| path.extension().is_some_and(|it| it == "age")).count()
    };
    let push = Process::start(&mut told.ana.command(&["push", "--json"]));
    wait_until("some are sent", || waiting() < REPLIES);
    // It stands still before the server goes: on a busy machine it may have sent all otherwise.
    push.signal(Signal::STOP);
    told.server.signal(Signal::KILL);
    push.signal(Signal::CONT);
    let ended = push.wait();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    let pushed: Value = serde_json::from_str(&ended.stdout).unwrap();
    let (sent, left) = (pushed["sent"].as_array().unwrap().len(), pushed["waiting"].as_array().unwrap().len());
    assert!(sent > 0 && left > 0, "{pushed}");
    assert_eq!((sent + left, left), (REPLIES, listed(&told.ana).len()));
    assert!(ended.stderr.contains(&format!("{left} of the replies wait on")), "{}", ended.stderr);
}

#[test]
fn a_reply_that_goes_while_it_is_to_be_thrown_away_may_have_been_sent() {
    let told = Told::new();
    let id = told.writes(&told.ana, "Gone.");
    let outbox = told.ana.home.join("outbox");
    // It is read last, and keeps whoever reads it waiting.
    let last = outbox.join("zz.age");
    mknodat(CWD, &last, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let drop_it = Process::start(&mut told.ana.command(&["outbox", "--drop", &id]));
    let held = OpenOptions::new().write(true).open(&last).unwrap();
    fs::remove_file(outbox.join(format!("{id}.age"))).unwrap();
    drop(held);
    let ended = drop_it.wait();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stderr.contains("does not wait any more"), "{ended:?}");
    assert!(!ended.stderr.contains("is thrown away."), "{ended:?}");
    told.server.stop();
}

#[test]
fn a_testimony_that_is_damaged_is_not_said_to_be_missing_when_it_is_answered() {
    let told = Told::new();
    let vault = files_in(&told.ana.home.join("vault"));
    let testimony = vault.into_iter().find(|path| {
        let is_one = |path| told.ana.open(path).info().head.kind == amparo::seal::Kind::Testimony;
        told.ana.opens(path) && is_one(path)
    });
    let testimony = testimony.unwrap();
    // As a disk does it: nothing shows it but the bytes.
    let before = fs::metadata(&testimony).unwrap();
    flipped(&testimony);
    let file = OpenOptions::new().write(true).open(&testimony).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    let answer = told.site.folder.path().join("answer.txt");
    fs::write(&answer, "Thank you.").unwrap();
    let ran = told.ana.run(&["reply", &told.id, "--file", path_text(&answer)]);
    let said = format!("{} is not what it should be", testimony.display());
    assert!(ran.code == 3 && ran.err.contains(&said), "{ran:?}");
    assert!(!ran.err.contains("amparo pull"), "it is here already: {}", ran.err);
    assert_eq!(listed(&told.ana), Vec::<Value>::new());
    told.server.stop();
}

#[test]
fn an_outbox_that_cannot_be_read_is_told_by_what_lists_and_takes_nothing_else_away() {
    let told = Told::new();
    told.writes(&told.ana, "Thank you.");
    let said =
        |ran: &crate::common::reviewer::Ran| ran.err.contains("What you answered and did not send is not counted.");
    let before = told.ana.run(&["inbox"]);
    assert!(before.code == 0 && !said(&before), "{before:?}");
    let outbox = told.ana.home.join("outbox");
    fs::remove_dir_all(&outbox).unwrap();
    fs::write(&outbox, "").unwrap();
    for (command, shows) in [(&["inbox"][..], &told.id[..8]), (&["read", &told.id], "words")] {
        let ran = told.ana.run(command);
        assert!(ran.code == 0 && said(&ran) && ran.err.contains(path_text(&outbox)), "{command:?}: {ran:?}");
        assert!(ran.text().contains(shows), "{command:?}: {ran:?}");
    }
    told.server.stop();
}

#[test]
fn desks_that_answer_one_source_share_the_mailbox_and_hear_that_it_is_full() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", "to the first desk")).status, 200);
    let fields = [("action", "add"), ("codename", form.codename.as_str()), ("n", "2")];
    let again = server.send_fields("/en/2", &fields);
    let first_word = format!("<li>{}</li>", form.codename.split(' ').next().unwrap());
    assert!(again.body.contains("Your nine words stay the same") && !again.body.contains(&first_word));
    let visit = Visit::to("en", &again.form()).at_desk(2).and("again", "1").without("when").without("place");
    let confirmed = server.tell(&visit.with("account", "to the second desk"));
    assert_eq!(confirmed.status, 200);
    assert!(confirmed.body.contains("There is nothing new to remember."), "{}", confirmed.body);
    assert!(!confirmed.body.contains(&first_word));
    site.reviewer.pull();
    let inbox = site.reviewer.inbox();
    assert_eq!(inbox.len(), 2);
    assert_eq!(inbox[0]["conversation"], inbox[1]["conversation"]);
    let id = |desk: &str| inbox.iter().find(|one| one["desk"] == desk).unwrap()["id"].as_str().unwrap();
    let others = inbox.iter().find(|one| one["desk"] != DESK).unwrap()["desk"].as_str().unwrap();
    for n in 1..=16 {
        writes(&site, &site.reviewer, id(DESK), &format!("Answer {n}."));
    }
    site.reviewer.done(&["push"]);
    let file = site.folder.path().join("answer.txt");
    let ran = site.reviewer.run(&["reply", id(others), "--file", path_text(&file)]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.err.contains("may be full"), "our copies are not pulled yet: {}", ran.err);
    let ran = site.reviewer.run(&["push"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("mailbox is full"), "{}", ran.err);
    site.reviewer.pull();
    let ran = site.reviewer.run(&["reply", id(others), "--file", path_text(&file)]);
    assert!(ran.err.contains("may be full"), "{}", ran.err);
    // One deleted, one goes.
    assert_eq!(server.delete_replies("en", &form.codename, "3").status, 200);
    let pushed = site.reviewer.run(&["push", "--json"]);
    let pushed: Value = serde_json::from_slice(&pushed.out).unwrap();
    assert_eq!((pushed["sent"].as_array().unwrap().len(), pushed["waiting"].as_array().unwrap().len()), (1, 1));
    assert_ne!(pushed["sent"], json!([]));
    server.stop();
}
