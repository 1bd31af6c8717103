//! The conversation: a source who comes back with nine words finds what reviewers answered, and tells more.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use amparo::seal::RecipientKind;
use serde_json::Value;

use crate::common::eyes::{Eyes, marker};
use crate::common::files_in;
use crate::common::reviewer::Reviewer;
use crate::common::site::{Server, Site, path_text};
use crate::common::source::{Form, Visit};

/// A site whose desk has two reviewers, who both joined.
fn site_of_two() -> (Site, [Reviewer; 2]) {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let second = site.reviewer(2);
    site.join(&second);
    let both = [site.reviewer.clone(), second];
    (site, both)
}

fn told(server: &Server, lang: &str, account: &str) -> String {
    let form = server.form(lang);
    assert_eq!(server.tell(&Visit::to(lang, &form).with("account", account)).status, 200);
    form.codename
}

#[track_caller]
fn writes(reviewer: &Reviewer, id: &str, text: &str) -> String {
    let mut command = reviewer.command(&["reply", id, "--file", "-", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    said["parcel"].as_str().unwrap().to_owned()
}

#[track_caller]
fn pushes(reviewer: &Reviewer) -> usize {
    let pushed: Value = serde_json::from_slice(&reviewer.done(&["push", "--json"])).unwrap();
    assert_eq!(pushed["waiting"], serde_json::json!([]));
    pushed["sent"].as_array().unwrap().len()
}

fn mailboxes(site: &Site) -> Vec<std::path::PathBuf> {
    let all = files_in(&site.data.join("mailboxes")).into_iter();
    all.filter(|path| path.extension().is_some_and(|extension| extension == "age")).collect()
}

#[test]
fn three_rounds_of_question_and_answer() {
    let (site, [ana, bea]) = site_of_two();
    let server = site.start();
    let codename = told(&server, "es", "Vi dos camionetas.");
    ana.pull();
    let first = ana.the_submission()["id"].as_str().unwrap().to_owned();

    // The first round: written without a server, with an eye on what lies on the reviewer's disk.
    let marker = marker();
    let eyes = Eyes::for_markers(&[&marker]);
    let question = format!("¿De qué color eran? {marker}");
    let parcel = writes(&ana, &first, &question);
    for path in files_in(&ana.home) {
        assert_eq!(eyes.seen_in(&fs::read(&path).unwrap()), None, "{}", path.display());
    }
    assert_eq!(pushes(&ana), 1);
    assert_eq!(pushes(&ana), 0, "once is enough");
    let page = server.open_mailbox("es", &codename);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("¿De qué color eran?") && page.body.contains("<bdi>Main</bdi>"), "{}", page.body);
    let today = amparo::seal::Clock::system().today().to_string();
    assert!(page.body.contains(&format!("Dejada el {today}")));
    // The other page's language and list open the same mailbox.
    assert!(server.open_mailbox("en", &codename).body.contains(marker.as_str()));

    // The second: the source tells more under the same words, the other reviewer sees both and answers.
    let fields = [("action", "add"), ("codename", codename.as_str()), ("n", "1")];
    let form: Form = server.send_fields("/es/2", &fields).form();
    assert_eq!(form.codename, codename);
    let visit = Visit::to("es", &form).with("account", "Eran blancas.").file("foto.jpg", vec![7; 1000]);
    assert_eq!(server.tell(&visit).status, 200);
    bea.pull();
    let inbox = bea.inbox();
    assert_eq!(inbox.len(), 2);
    assert!(inbox[0]["conversation"].is_string());
    assert_eq!(inbox[0]["conversation"], inbox[1]["conversation"]);
    let of = |id: &str| inbox.iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(of(&first)["replies"], 1);
    let second = inbox.iter().find(|one| one["id"] != first.as_str()).unwrap()["id"].as_str().unwrap();
    assert_eq!(of(second)["replies"], 0);
    let read = bea.run(&["read", &first]);
    assert!(read.text().contains(&question) && read.text().contains("by reviewer-1"), "{}", read.text());
    assert!(read.err.contains(second), "{}", read.err);
    assert!(bea.home.join(format!("vault/main/{today}/{parcel}.age")).exists());
    writes(&bea, second, "Gracias. \u{202e}¿Y la placa?\u{1b}[2J");
    writes(&bea, &first, "\u{feff}Segunda\u{200b} de hoy.\r\n\r\nOtra línea.");
    assert_eq!(pushes(&bea), 2);
    let page = server.open_mailbox("es", &codename).body;
    assert_eq!(page.matches("<article").count(), 3);
    assert!(page.contains("¿Y la placa?") && !page.contains(['\u{202e}', '\u{1b}']));
    // What shows nothing leaves no mark, as a terminal's command does, and a text browser ends lines too.
    assert!(page.contains("Segunda de hoy.<br><br>Otra línea.</p>"), "{page}");
    assert_eq!(page.matches('\u{fffd}').count(), 1);
    ana.pull();
    let read = ana.run(&["read", second]);
    assert!(read.text().contains("¿Y la placa?") && !read.text().contains(['\u{202e}', '\u{1b}']), "{}", read.text());

    // The third: one is deleted, by a restart too; then all.
    let send = |server: &Server, which: &str| server.delete_replies("en", &codename, which);
    let page = send(&server, "1");
    assert!(page.body.contains("It is deleted.") && !page.body.contains(marker.as_str()));
    for nonsense in ["0", "17", "-1", "x", ""] {
        assert_eq!(send(&server, nonsense).body.matches("<article").count(), 2, "{nonsense}");
    }
    server.kill();
    assert_eq!(mailboxes(&site).len(), 2);
    let server = site.start();
    assert_eq!(server.open_mailbox("es", &codename).body.matches("<article").count(), 2);
    assert_eq!(send(&server, "all").body.matches("<article").count(), 0);
    assert_eq!(mailboxes(&site).len(), 0);
    // The desk keeps its copies.
    bea.pull();
    assert!(bea.run(&["read", &first]).text().contains(&question));
    server.stop();
}

#[test]
fn a_push_that_a_kill_breaks_off_is_made_good_and_nothing_arrives_twice() {
    let (site, [ana, bea]) = site_of_two();
    let server = site.start();
    let codename = told(&server, "en", "words");
    ana.pull();
    let id = ana.the_submission()["id"].as_str().unwrap().to_owned();
    server.stop();
    writes(&ana, &id, "One answer.");
    let waiting = files_in(&ana.home.join("outbox"));
    assert_eq!(waiting.len(), 1);
    let ran = ana.run(&["push"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(files_in(&ana.home.join("outbox")), waiting, "it waits on");
    // Sent, and killed before the reviewer heard of it.
    let copy = fs::read(&waiting[0]).unwrap();
    let server = site.start();
    assert_eq!(pushes(&ana), 1);
    server.kill();
    fs::write(&waiting[0], &copy).unwrap();
    // The desk's copy is lost, as by a kill between the two files.
    let server = site.start();
    assert_eq!(pushes(&ana), 1);
    assert_eq!(server.open_mailbox("en", &codename).body.matches("<article").count(), 1);
    server.kill();
    let parcel = waiting[0].file_stem().unwrap().to_str().unwrap();
    let path = site.parcels().into_iter().find(|path| path_text(path).contains(parcel)).unwrap();
    fs::remove_file(path).unwrap();
    fs::write(&waiting[0], &copy).unwrap();
    let server = site.start();
    assert_eq!(pushes(&ana), 1);
    assert_eq!(server.open_mailbox("en", &codename).body.matches("<article").count(), 1);
    bea.pull();
    assert_eq!(bea.the_submission()["replies"], 1);
    server.stop();
}

#[test]
fn a_full_mailbox_takes_no_more_until_something_is_deleted() {
    let site = Site::demo();
    let server = site.start();
    let codename = told(&server, "en", "words");
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    for n in 1..=17 {
        writes(&site.reviewer, &id, &format!("Answer {n}."));
    }
    let ran = site.reviewer.run(&["push"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("mailbox is full"), "{}", ran.err);
    let page = server.open_mailbox("en", &codename).body;
    assert_eq!(page.matches("<article").count(), 16);
    let told = "<p class=\"notice\" role=\"status\">";
    let left = server.delete_shown("en", &codename, "5", &page).body;
    assert!(left.matches("<article").count() == 15 && left.contains(told));
    assert_eq!(pushes(&site.reviewer), 1);
    assert_eq!(server.open_mailbox("en", &codename).body.matches("<article").count(), 16);

    // The page of before, sent once more: in the place of the fifth lies one that nobody has read.
    for nonsense in ["", "<input name=\"shown\" value=\"zz\">"] {
        assert_eq!(server.delete_shown("en", &codename, "all", nonsense).body.matches("<article").count(), 16);
    }
    let unread = (1..=17).map(|n| format!("Answer {n}.")).find(|answer| !page.contains(answer)).unwrap();
    for (which, left, said) in
        [("5", 16, "Nothing was deleted now."), ("all", 1, "What this page had shown is deleted. Something newer")]
    {
        let page = server.delete_shown("en", &codename, which, &page).body;
        assert!(page.contains(&unread) && page.contains(&format!("{told}{said}")), "{which}: {page}");
        assert_eq!(page.matches("<article").count(), left, "{which}");
    }
    server.stop();
}

#[test]
fn a_mailbox_full_of_what_does_not_open_says_so_and_its_source_makes_room() {
    let site = Site::demo();
    let server = site.start();
    let codename = told(&server, "en", "words");
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    for n in 1..=16 {
        writes(&site.reviewer, &id, &format!("Answer {n}."));
    }
    assert_eq!(pushes(&site.reviewer), 16);
    for path in mailboxes(&site) {
        fs::write(path, vec![b'x'; 6000]).unwrap();
    }
    writes(&site.reviewer, &id, "The next answer.");
    let ran = site.reviewer.run(&["push"]);
    assert!(ran.code == 1 && ran.err.contains("mailbox is full"), "{ran:?}");
    let unopened = "A reply is here, but it cannot be opened.";
    let page = server.open_mailbox("en", &codename).body;
    assert_eq!(page.matches(unopened).count(), 16);
    assert!(!page.contains("There is no reply yet."));
    assert_eq!(server.delete_shown("en", &codename, "5", &page).body.matches(unopened).count(), 15);
    assert!(server.delete_shown("en", &codename, "all", &page).body.contains("There is no reply yet."));
    assert_eq!(pushes(&site.reviewer), 1);
    assert!(server.open_mailbox("en", &codename).body.contains("The next answer."));
    server.stop();
}

#[test]
fn what_is_no_reply_is_not_written() {
    let site = Site::demo();
    let server = site.start();
    told(&server, "en", "words");
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let file = site.folder.path().join("answer.txt");
    for (text, why) in [(b" \n".to_vec(), "no words"), (vec![b'a'; 3601], "has at most 3600"), (vec![0xff], "UTF-8")] {
        fs::write(&file, text).unwrap();
        let ran = site.reviewer.run(&["reply", &id, "--file", path_text(&file)]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(why), "{}", ran.err);
    }
    assert_eq!(site.reviewer.run(&["reply", "zzzz", "--file", path_text(&file)]).code, 1);
    assert!(!site.reviewer.home.join("outbox").exists());
    server.stop();
}

#[test]
fn mailboxes_are_worked_for_by_threads_of_the_lowest_priority() {
    let site = Site::demo();
    let server = site.start();
    let codename = told(&server, "en", "words");
    assert_eq!(server.open_mailbox("en", &codename).status, 200);
    let threads = fs::read_dir(format!("/proc/{}/task", server.process.id())).unwrap();
    // After the name in brackets, the nineteenth field of the whole line (proc_pid_stat(5)).
    let nice =
        |stat: String| stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(16)?.parse::<i32>().ok());
    let nice: Vec<_> =
        threads.filter_map(|one| nice(fs::read_to_string(one.unwrap().path().join("stat")).ok()?)).collect();
    let processors = std::thread::available_parallelism().unwrap().get();
    assert_eq!(nice.iter().filter(|nice| **nice == 19).count(), (processors / 2).max(1), "{nice:?}");
    assert!(nice.contains(&0), "{nice:?}");
    server.stop();
}

#[test]
fn what_the_same_words_tell_on_the_day_of_a_withdrawal_goes_with_it_as_the_page_says() {
    let site = Site::with_desk(RecipientKind::Classic, 1, |_| {}, |desk| desk.withdrawal_grace_days = 0);
    let server = site.start();
    let form = server.form("en");
    let tell =
        |form: &Form, account| assert_eq!(server.tell(&Visit::to("en", form).with("account", account)).status, 200);
    tell(&form, "take this back");
    let fields = [("action", "withdraw"), ("codename", form.codename.as_str()), ("meant", "yes")];
    let unmarked = server.send_fields("/en/2", &fields[..2]);
    assert_eq!(unmarked.status, 422, "the box asks whether it is meant");
    let done = server.send_fields("/en/2", &fields);
    assert!(done.body.contains("With these nine words, tell again only from the day after tomorrow."), "{}", done.body);
    let add = server.open_mailbox("en", &form.codename);
    assert!(add.body.contains("If you withdrew today or yesterday, what you add here may be withdrawn too."));
    // Told again at once: by the same words, and by new ones, as the page says.
    tell(&Form { codename: form.codename.clone(), ..server.form("en") }, "told again");
    tell(&server.form("en"), "by new words");
    site.reviewer.pull();
    let ids = site.reviewer.inbox().into_iter().map(|s| s["id"].as_str().unwrap().to_owned());
    let told = |id: &String| site.reviewer.testimony(id)["answers"]["account"].as_str().unwrap().to_owned();
    let id = ids.into_iter().find(|id| told(id) == "take this back").expect("it was told");
    site.reviewer.done(&["withdraw", &id]);
    site.reviewer.pull();
    let left = site.reviewer.inbox().into_iter().map(|s| s["id"].as_str().unwrap().to_owned());
    assert_eq!(left.map(|id| told(&id)).collect::<Vec<_>>(), ["by new words"]);
}

#[test]
fn what_no_page_of_a_mailbox_asks_for_is_not_answered_with_the_mailbox() {
    let (site, _) = site_of_two();
    let server = site.start();
    let codename = told(&server, "en", "words");
    let never_given_out = server.form("en").codename;
    let ask = |codename: &str, actions: &[&str]| {
        let actions = actions.iter().map(|action| ("action", *action));
        server.send_fields("/en/2", &[("codename", codename)].into_iter().chain(actions).collect::<Vec<_>>())
    };
    for actions in [&["receipts"][..], &["Delete"], &["open", "rekey"], &["rekey", "open"], &["\u{0}"]] {
        for codename in [&codename, &never_given_out] {
            let answer = ask(codename, actions);
            assert_eq!(answer.status, 400, "{actions:?}");
            assert!(answer.body.contains("This did not arrive whole") && !answer.body.contains(codename.as_str()));
        }
    }
    // Where a browser names none, the mailbox opens as ever.
    for actions in [&[][..], &[""], &["open"]] {
        assert_eq!(ask(&codename, actions).status, 200, "{actions:?}");
    }
}
