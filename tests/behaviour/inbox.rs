//! Two hundred testimonies and a tired mind: lists that filter, sort and search, and what a reviewer notes.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::damage::copy;
use crate::common::eyes::{Eyes, marker};
use crate::common::reviewer::{Ran, Reviewer};
use crate::common::site::{Server, Site};
use crate::common::source::Visit;
use crate::common::trace::Trace;

fn tell(server: &Server, account: &str, files: &[(&str, &[u8])]) {
    let form = server.form("es");
    let mut visit = Visit::to("es", &form).with("account", account);
    for (name, content) in files {
        visit = visit.file(name, content.to_vec());
    }
    assert_eq!(server.tell(&visit).status, 200);
}

fn ids(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    let all: Vec<Value> = serde_json::from_slice(&ran.out).unwrap();
    all.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn list(reviewer: &Reviewer, filters: &[&str]) -> Vec<String> {
    ids(&reviewer.run(&[&["inbox", "--json"], filters].concat()))
}

/// The id of the one submission with these words.
fn with(reviewer: &Reviewer, words: &str) -> String {
    let mut found = list(reviewer, &["--text", words]);
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    found.remove(0)
}

fn typed(mut command: Command, text: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let code = output.status.code().unwrap();
    Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
}

#[test]
fn a_list_is_filtered_searched_and_marked_and_says_what_came_before() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let server = site.start();
    tell(&server, "Vi dos CAMIONETAS blancas junto a la cárcel.", &[("a.jpg", &[7; 1000]), ("b.jpg", &[8; 900])]);
    tell(&server, "La camioneta era azul, dijo Pérez.", &[("otra.jpg", &[7; 1000])]);
    tell(&server, "Nada de eso.\u{202e}", &[]);
    reviewer.pull();

    assert_eq!(list(reviewer, &["--text", "camioneta"]).len(), 2);
    let first = with(reviewer, "blancas CARCEL");
    let second = with(reviewer, "perez");
    let third = with(reviewer, "nada");
    assert!(list(reviewer, &["--text", "blancas perez"]).is_empty(), "all words must stand in one submission");
    assert_eq!(list(reviewer, &["--text", "otra.jpg"]), [second.as_str()]);
    let shown = reviewer.run(&["inbox", "--text", "perez"]);
    assert!(shown.text().contains("\"La camioneta era azul, dijo Pérez.\""), "{}", shown.text());
    assert!(!reviewer.run(&["inbox", "--text", "nada"]).text().contains('\u{202e}'));
    assert_eq!(reviewer.run(&["inbox", "--text", "  "]).code, 2);

    // The same file in two submissions; the second to be listed is the one that repeats.
    let repeated = list(reviewer, &["--repeated"]);
    assert_eq!(repeated.len(), 1);
    assert!([&first, &second].contains(&&repeated[0]));
    assert!(reviewer.run(&["inbox"]).text().contains("(the same file as in "));
    let figures: Value = serde_json::from_str(reviewer.run(&["report", "--json"]).text()).unwrap();
    assert_eq!((&figures["waiting"]["repeated"], &figures["waiting"]["unanswered"]), (&1.into(), &3.into()));

    // What was read is marked; what was not is found.
    assert_eq!(list(reviewer, &["--unread"]).len(), 3);
    reviewer.done(&["read", &first, "--no-record"]);
    assert_eq!(list(reviewer, &["--unread"]).len(), 3);
    reviewer.done(&["read", &first]);
    assert_eq!(list(reviewer, &["--unread"]).len(), 2);
    reviewer.done(&["mark", &first, &second, "--unread", "--status", "working"]);
    assert_eq!(list(reviewer, &["--unread"]).len(), 3);
    assert_eq!(list(reviewer, &["--status", "working"]).len(), 2);
    assert_eq!(list(reviewer, &["--status", "new", "--status", "closed"]), [third.as_str()]);
    assert_eq!(list(reviewer, &["--sort", "status"])[0], third);
    assert_eq!(list(reviewer, &["--sort", "status", "--reverse", "--limit", "1"]).len(), 1);

    // A reply that waits counts as an answer.
    assert_eq!(typed(reviewer.command(&["reply", &third, "--file", "-"]), "Gracias.").code, 0);
    assert!(!list(reviewer, &["--unanswered"]).contains(&third));
    assert!(reviewer.run(&["inbox", "--status", "answered"]).text().contains("1 reply waits for: amparo push"));
    reviewer.done(&["push"]);
    reviewer.pull();
    let today = amparo::seal::Clock::system().today();
    let text = reviewer.run(&["inbox", "--status", "answered"]);
    assert!(text.text().contains(&format!("answered on {today} by ")), "{}", text.text());
    assert_eq!(with(reviewer, "gracias"), third);
    server.stop();

    // Days and desks.
    let (today, later) = (today.to_string(), today.plus(1).to_string());
    assert_eq!(list(reviewer, &["--since", &today, "--until", &today, "--desk", "main"]).len(), 3);
    assert!(list(reviewer, &["--since", &later]).is_empty());
    assert!(list(reviewer, &["--desk", "other"]).is_empty());
    assert!(reviewer.run(&["inbox", "--desk", "other"]).err.contains("Of 3 submissions none fits."));

    // Notes are the reviewer's own: found by search, taken away by number.
    assert_eq!(typed(reviewer.command(&["note", &second, "--file", "-"]), "Llamar a la abogada\n").code, 0);
    assert_eq!(with(reviewer, "abogada"), second);
    let notes = reviewer.run(&["note", &second]);
    assert!(notes.text().starts_with(&format!("1. {today}\n    Llamar a la abogada")), "{}", notes.text());
    assert_eq!(reviewer.run(&["note", &second, "--remove", "2"]).code, 1);
    assert_eq!(typed(reviewer.command(&["note", &second, "--file", "-"]), " \n").code, 1);
    reviewer.done(&["note", &second, "--remove", "1"]);
    assert!(list(reviewer, &["--text", "abogada"]).is_empty());
}

#[test]
fn what_the_same_source_told_stands_together() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let server = site.start();
    let form = server.form("es");
    assert_eq!(server.tell(&Visit::to("es", &form).with("account", "lo primero")).status, 200);
    for words in ["otra persona", "una más", "y otra"] {
        tell(&server, words, &[]);
    }
    let fields = [("action", "add"), ("codename", form.codename.as_str()), ("n", "1")];
    let again = server.send_fields("/es/2", &fields).form();
    assert_eq!(server.tell(&Visit::to("es", &again).with("account", "lo segundo")).status, 200);
    reviewer.pull();
    server.stop();
    let text = reviewer.run(&["inbox"]).text().to_owned();
    let place = |words: &str| text.find(&with(reviewer, words)).unwrap();
    let (one, two) = (place("primero"), place("segundo"));
    let between = &text[one.min(two)..one.max(two)];
    assert_eq!(between.lines().filter(|line| line.contains("  main  ")).count(), 1, "{text}");
    assert!(text.contains("from the same source as the one above"));
    let json = reviewer.inbox();
    let key = |one: &Value| (one["day"].as_str().unwrap().to_owned(), one["id"].as_str().unwrap().to_owned());
    assert!(json.is_sorted_by_key(key), "for machines the order is by day, then id");
}

#[test]
fn small_parcels_come_first_and_what_lacks_them_is_incomplete_not_damaged() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let server = site.start();
    tell(&server, "con un vídeo", &[("v.mp4", &vec![7; 3 << 20])]);
    let pulled: Value = serde_json::from_slice(&reviewer.done(&["pull", "--below", "1MiB", "--json"])).unwrap();
    assert_eq!((&pulled["left"], &pulled["complaints"]), (&Value::from(1), &serde_json::json!([])));
    assert!(pulled["left_bytes"].as_u64().unwrap() > 3 << 20);
    assert_eq!(reviewer.the_submission()["complete"], false);
    assert_eq!(reviewer.the_submission()["missing"], 1);
    assert_eq!(list(reviewer, &["--incomplete"]).len(), 1);
    let ran = reviewer.run(&["inbox"]);
    assert!(ran.text().contains("incomplete: 1 of its parcels is not here") && ran.err.is_empty(), "{ran:?}");
    assert!(reviewer.run(&["pull", "--below", "500k"]).err.contains("Left on the server for its size: 1 parcel, "));
    reviewer.pull();
    server.stop();
    assert_eq!(reviewer.the_submission()["complete"], true);
    assert!(list(reviewer, &["--incomplete"]).is_empty());
    assert_eq!(reviewer.run(&["pull", "--below", "ten"]).code, 2);
}

#[test]
fn what_the_vaults_disk_has_no_room_for_is_said_once_and_doubted_by_nobody() {
    let site = Site::demo();
    let server = site.start();
    tell(&server, "cabe", &[]);
    server.stop();
    // Files with nothing in them, as large as a parcel may be, beside what came.
    let day_folder = site.parcels()[0].parent().unwrap().to_owned();
    for digit in ["a", "b", "c"] {
        let large = fs::File::create(day_folder.join(format!("{}.age", digit.repeat(64)))).unwrap();
        large.set_len((1 << 40) - 1).unwrap();
    }
    // A vault in memory, of which no machine has as much.
    let memory = tempfile::tempdir_in("/dev/shm").unwrap();
    let home = memory.path().join("home");
    copy(&site.reviewer.home, &home);
    let reviewer = Reviewer::at(home);
    let server = site.start();
    let ran = reviewer.run(&["pull", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.err.matches("no room").count(), 1, "{}", ran.err);
    let pulled: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!((&pulled["no_room"], &pulled["complaints"]), (&Value::from(3), &serde_json::json!([])));
    assert_eq!(pulled["no_room_bytes"], 3 * ((1_u64 << 40) - 1));
    assert_eq!(reviewer.the_submission()["complete"], true);
    let ran = reviewer.run(&["pull"]);
    assert!(ran.code == 1 && ran.err.contains("has no room for 3 parcels, 3.") && !ran.err.contains("Nothing new"));
    assert!(!ran.err.contains("custodian"), "{}", ran.err);
    server.stop();
}

#[test]
fn colours_are_for_a_terminal_and_say_nothing_that_is_not_there_without_them() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let server = site.start();
    tell(&server, "== palabras\nrojas", &[("v.mp4", &vec![7; 3 << 20])]);
    reviewer.done(&["pull", "--below", "1MiB"]);
    server.stop();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let ran = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = reviewer.command(arguments);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(environment.iter().copied());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let forced = ("CLICOLOR_FORCE", "1");
    for arguments in [&["inbox"][..], &["read", &id, "--no-record"]] {
        let (plain, coloured) = (ran(arguments, &[]), ran(arguments, &[forced]));
        assert!(!plain.contains('\u{1b}'), "a pipe is no terminal: {plain}");
        assert_eq!(ran(arguments, &[forced, ("NO_COLOR", "1")]), plain);
        assert!(coloured.contains('\u{1b}'), "{coloured}");
        let bare: String = coloured
            .split('\u{1b}')
            .enumerate()
            .map(|(at, text)| match at {
                0 => text,
                _ => text.split_once('m').expect("a style ends").1,
            })
            .collect();
        assert_eq!(bare, plain);
        let json = [arguments, &["--json"]].concat();
        assert_eq!(ran(&json, &[forced]), ran(&json, &[]));
    }
    let list = ran(&["inbox"], &[forced]);
    assert!(list.contains("\u{1b}[1mnew\u{1b}[0m"), "{list:?}");
    assert!(list.contains("\u{1b}[33mincomplete: 1 of its parcels is not here"), "{list:?}");
    reviewer.done(&["mark", &id, "--status", "closed"]);
    assert!(ran(&["inbox"], &[forced]).contains("\u{1b}[2mclosed\u{1b}[0m"));
    let read = ran(&["read", &id, "--no-record"], &[forced]);
    assert!(read.contains("\u{1b}[1m== "), "a heading stands out: {read:?}");
    assert!(read.contains("    == palabras\n"), "and no source's word does: {read:?}");
}

#[test]
fn a_conversation_waits_for_an_answer_once_and_by_its_last_word() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let server = site.start();
    let form = server.form("es");
    assert_eq!(server.tell(&Visit::to("es", &form).with("account", "primero")).status, 200);
    let fields = [("action", "add"), ("codename", form.codename.as_str()), ("n", "1")];
    let again = server.send_fields("/es/2", &fields).form();
    assert_eq!(server.tell(&Visit::to("es", &again).with("account", "luego")).status, 200);
    tell(&server, "otra persona", &[]);
    reviewer.pull();
    server.stop();
    let alone = with(reviewer, "otra");
    // What waits, but for the other source's; the report counts the same.
    let waits = |count: usize| {
        let mut all = list(reviewer, &["--unanswered"]);
        assert_eq!(all.len(), count);
        let report: Value = serde_json::from_slice(&reviewer.done(&["report", "--json"])).unwrap();
        assert_eq!(report["waiting"]["unanswered"], count);
        all.retain(|id| *id != alone);
        all.pop()
    };
    let last = waits(2).expect("the conversation waits once");
    assert_eq!(typed(reviewer.command(&["reply", &last, "--file", "-"]), "Gracias.").code, 0);
    let other = waits(2).expect("what else was told on that day may have come after the reply");
    assert_ne!(other, last);
    assert_eq!(typed(reviewer.command(&["reply", &other, "--file", "-"]), "Gracias.").code, 0);
    assert_eq!(waits(1), None);
}

#[test]
fn reading_listing_and_searching_write_no_plaintext() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let marker = marker();
    let eyes = Eyes::for_markers(&[&marker]);
    let server = site.start();
    tell(&server, &format!("oí {marker} dos veces"), &[(&format!("{marker}.jpg"), marker.as_bytes())]);
    reviewer.done(&["pull", "--sealed"]);
    server.stop();
    let trace_file = site.folder.path().join("trace");
    // Results go to the pipe that stands for the terminal; what was asked for stands in the command line.
    let is_meant = |fault: &String| fault.contains(" to \"pipe:") || fault.contains(" in execve ");
    let watched = |arguments: &[&str]| {
        let mut strace = crate::common::trace::of(&trace_file, crate::common::AMPARO);
        strace.arg("--home").arg(&reviewer.home).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = strace.spawn().unwrap();
        let id = child.id();
        let ran = child.wait_with_output().unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        let trace = Trace::finished(&trace_file, id);
        let faults: Vec<String> = trace.faults(&eyes).into_iter().filter(|fault| !is_meant(fault)).collect();
        assert_eq!(faults, Vec::<String>::new(), "{arguments:?}");
        trace.touched().iter().any(|path| path.ends_with("index.age") || path.ends_with("records.age"))
    };
    assert!(watched(&["inbox"]), "the index is written, sealed");
    let id = with(reviewer, &marker);
    assert!(watched(&["read", &id]), "the mark is written, sealed");
    watched(&["inbox", "--text", &marker]);
    let note = reviewer.command(&["note", &id, "--file", "-"]);
    assert_eq!(typed(note, &marker).code, 0);
    for path in crate::common::files_in(&reviewer.home) {
        assert_eq!(eyes.seen_in(&fs::read(&path).unwrap()), None, "{}", path.display());
    }
}

#[test]
fn a_kill_in_the_midst_of_writing_leaves_the_old_files_or_the_new_ones() {
    let site = Site::demo();
    let reviewer = &site.reviewer;
    let server = site.start();
    tell(&server, "palabras", &[]);
    reviewer.pull();
    server.stop();
    let id = reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    reviewer.done(&["label", &id, "--add", "un:wgad"]);
    for round in 0..12 {
        fs::remove_file(reviewer.home.join("index.age")).unwrap();
        let status = if round % 2 == 0 { "working" } else { "closed" };
        let mut child = reviewer.command(&["mark", &id, "--status", status]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let part = reviewer.home.join(if round % 3 == 0 { "index.age.part" } else { "records.age.part" });
        // At the moment that its part appears, or at the end.
        while !part.exists() && child.try_wait().unwrap().is_none() {}
        let _ = child.kill();
        child.wait().unwrap();
        let ran = reviewer.run(&["inbox", "--json"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "round {round}");
        let all: Vec<Value> = serde_json::from_slice(&ran.out).unwrap();
        assert_eq!(all[0]["labels"], serde_json::json!(["un:wgad"]), "round {round}");
    }
}
