//! A reviewer's commands on what strangers wrote, and a pull that is cut short.

use std::fs;

use amparo::seal::RecipientKind;
use rustix::process::Signal;

use crate::common::content::{Content, sha256_of};
use crate::common::process::Process;
use crate::common::reviewer::Ran;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{everything_in, files_in, wait_until};

/// Commands to a terminal, and characters that reorder or hide text.
const TRICKS: &str = "\u{1b}[2J\u{1b}]0;owned\u{7} \u{9b}31m \u{202e}gpj.exe\u{202c} \u{2066}x\u{2069} \u{200b}\u{feff} \
     \u{8}\u{8}\u{8} a\rb \u{7f} \u{85} \u{e0041}";

/// What a terminal must not be given.
fn harmful(text: &str) -> String {
    let invisible = "\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{feff}";
    let is_bidi = |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2060}'..='\u{206f}').contains(&c);
    let is_tag = |c: char| ('\u{e0000}'..='\u{e0fff}').contains(&c);
    let is_control = |c: char| c.is_control() && !"\n\t".contains(c);
    text.chars().filter(|c| is_control(*c) || invisible.contains(*c) || is_bidi(*c) || is_tag(*c)).collect()
}

#[test]
fn no_command_gives_a_terminal_what_a_stranger_wrote_for_it() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en"))
        .with("account", &format!("words {TRICKS} end"))
        .with("place", TRICKS)
        .file_of_type(format!("photo {}", TRICKS.replace('\r', "")), TRICKS.replace('\r', "").as_str(), "content");
    assert_eq!(server.tell(&visit).status, 200);
    let said = site.reviewer.run(&["pull"]);
    let submission = site.reviewer.the_submission();
    let id = submission["id"].as_str().unwrap();
    let out = site.folder.path().join("out");
    for arguments in [
        &["inbox"][..],
        &["inbox", "--json"],
        &["read", id],
        &["extract", id, "--to", path_text(&out)],
        &["extract", id, "--to", path_text(&out)],
        &["pull", "--json"],
    ] {
        let Ran { out, err, .. } = site.reviewer.run(arguments);
        assert_eq!(harmful(&String::from_utf8(out).unwrap()), "", "{arguments:?}");
        assert_eq!(harmful(&err), "", "{arguments:?}");
    }
    assert_eq!(harmful(&said.err), "");
    // Shown by name, not swallowed; and whole in what machines read.
    let read = String::from_utf8(site.reviewer.done(&["read", id])).unwrap();
    for shown in ["⟨U+001B⟩[2J", "⟨U+202E⟩gpj.exe", "⟨U+009B⟩31m", "words ", " end"] {
        assert!(read.contains(shown), "{shown} in {read}");
    }
    assert_eq!(site.reviewer.testimony(id)["answers"]["place"], TRICKS);
    assert_eq!(harmful(TRICKS).chars().count(), 17, "these eyes see");
}

#[test]
fn reading_commands_work_without_a_server_and_errors_say_what_to_do() {
    let site = Site::demo();
    let server = site.start();
    for n in 0..2 {
        let visit = Visit::to("en", &server.form("en")).with("account", &format!("visit {n}")).file("a.txt", "content");
        assert_eq!(server.tell(&visit).status, 200);
    }
    let reviewer = &site.reviewer;
    assert!(reviewer.done(&["inbox"]).is_empty());
    reviewer.pull();
    server.stop();
    let id = reviewer.inbox()[0]["id"].as_str().unwrap().to_owned();
    assert!(String::from_utf8(reviewer.done(&["read", &id])).unwrap().contains("visit "));

    let failed = |arguments: &[&str], part: &str| {
        let ran = reviewer.run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(part), "{arguments:?}: {}", ran.err);
        assert!(ran.out.is_empty());
    };
    failed(&["read", "zzzz"], "no submission's id begins with zzzz");
    for short in ["", &id[..3]] {
        let ran = reviewer.run(&["read", short]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains("give 4 characters of the id or more"), "{}", ran.err);
    }
    failed(&["pull"], "no connection to 127.0.0.1");
    let out = site.folder.path().join("out");
    reviewer.extract(&id, &out);
    failed(&["extract", &id, "--to", path_text(&out)], "exists already");
    let json = reviewer.run(&["read", "zzzz", "--json"]);
    let error: serde_json::Value = serde_json::from_str(&json.err).unwrap();
    assert_eq!(error["error"]["code"], 1);
    assert!(error["error"]["mend"].as_str().unwrap().contains("amparo inbox"));
}

#[test]
fn a_vault_that_was_tampered_with_is_told_and_read_as_far_as_it_holds() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("a.bin", vec![5; 300_000]);
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    server.stop();
    let vault = site.reviewer.home.join("vault");
    let largest = files_in(&vault).into_iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = fs::read(&largest).unwrap();
    bytes[150_000] ^= 1;
    fs::write(&largest, bytes).unwrap();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let out = site.folder.path().join("out");
    let ran = site.reviewer.run(&["extract", &id, "--to", path_text(&out)]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(files_in(&out), Vec::<std::path::PathBuf>::new(), "what does not verify is not left there");
    assert_eq!(site.reviewer.testimony(&id)["answers"]["account"], "words");
}

#[test]
fn extract_follows_no_link_out_of_its_folder_and_overwrites_nothing() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).file("a.txt", "from the source");
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let (out, mine) = (site.folder.path().join("out"), site.folder.path().join("mine.txt"));
    fs::create_dir(&out).unwrap();
    fs::write(&mine, "mine").unwrap();
    std::os::unix::fs::symlink(&mine, out.join("1-a.txt")).unwrap();
    assert_eq!(site.reviewer.run(&["extract", &id, "--to", path_text(&out)]).code, 1);
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
}

#[test]
fn a_pull_that_is_killed_goes_on_where_it_stopped() {
    let site = Site::demo();
    let server = site.start();
    let video = Content::Drawn { seed: 8, len: 200 << 20 };
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("video.mp4", video.clone());
    assert_eq!(server.tell(&visit).status, 200);
    let pull = Process::start(&mut site.reviewer.command(&["pull"]));
    let vault = site.reviewer.home.join("vault");
    let part = || {
        let parts = everything_in(&vault).into_iter().filter(|path| path.extension().is_some_and(|e| e == "part"));
        parts.filter_map(|path| path.metadata().ok()).map(|m| m.len()).max().unwrap_or(0)
    };
    wait_until("some of the video is here", || part() > 8 << 20);
    pull.signal(Signal::KILL);
    let ended = pull.wait();
    assert_eq!(ended.status.code(), None, "killed: {ended:?}");
    let before = part();
    assert!(before > 8 << 20 && before < video.len(), "{before}");
    // The server's side tells what is sent again: less than the whole.
    let sent = || server.io("wchar");
    let sent_before = sent();
    site.reviewer.pull();
    let sent_again = sent() - sent_before;
    assert!(sent_again < video.len() - before + (16 << 20), "{sent_again} bytes more, {before} were here");
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["complete"], true);
    let paths = site.reviewer.extract(submission["id"].as_str().unwrap(), &site.folder.path().join("out"));
    assert_eq!(sha256_of(fs::File::open(&paths[0]).unwrap()), video.sha256());
    assert_eq!(part(), 0, "no part is left");
}

#[test]
fn who_joins_late_gets_the_rosters_of_before_and_has_nothing_to_complain_of() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let tell = |words: &str| {
        let server = site.start();
        assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", words)).status, 200);
        server
    };
    tell("under the first roster").stop();
    site.sign_roster(|_| {});
    let server = tell("under the second");
    // The second reviewer stood in both, and joins with the second.
    let late = site.reviewer(2);
    site.join(&late);
    let rosters = || files_in(&late.home.join("rosters")).len();
    assert_eq!(rosters(), 1);
    assert_eq!(late.pull()["new"].as_array().unwrap().len(), 4, "two testimonies and two closings");
    assert_eq!(rosters(), 2);
    let inbox = late.inbox();
    assert_eq!(inbox.len(), 2);
    assert!(inbox.iter().all(|submission| submission["warnings"] == serde_json::json!([])), "{inbox:?}");
    server.stop();

    // A roster of before that the custodian did not sign so is told, and not kept.
    let first = site.data.join("rosters/00000001.note");
    let text = fs::read_to_string(&first).unwrap();
    fs::write(&first, text.replace("title = \"Main\"", "title = \"Mine\"")).unwrap();
    let _server = site.start();
    fs::remove_file(late.home.join("rosters/00000001.note")).unwrap();
    let told = late.run(&["pull", "--json"]);
    assert_eq!(told.code, 3, "{told:?}");
    assert!(
        told.text().contains("roster 1: the roster is not to be trusted: its signature does not fit its text"),
        "{told:?}"
    );
    assert_eq!(rosters(), 1);
}

#[test]
fn a_reviewer_is_told_that_the_roster_ends_and_that_it_ended() {
    let site = Site::made(RecipientKind::Classic, 1, |_| {});
    let reviewer = &site.reviewer;
    assert!(!reviewer.run(&["inbox"]).err.contains("Roster"), "it is valid for long");
    for (days, standing, said) in [(10, "ends-soon", "! Roster 2 ends on"), (-35, "ended", "! Roster 3 ended on")] {
        site.sign_roster(|text| {
            let today = amparo::seal::Clock::system().today();
            (text.issued, text.expires) = (today.plus(-100), today.plus(days));
        });
        let server = site.start();
        let pulled = reviewer.run(&["pull", "--json"]);
        server.stop();
        assert_eq!(pulled.code, 0, "{}", pulled.err);
        let told: serde_json::Value = serde_json::from_str(pulled.text()).unwrap();
        assert_eq!(told["roster"]["standing"], standing);
        for heard in [pulled.err, reviewer.run(&["inbox"]).err, reviewer.run(&["inbox", "--json"]).err] {
            assert!(heard.contains(said) && heard.contains("Ask the custodian for the next one"), "{heard}");
        }
    }
}

#[test]
fn a_pull_names_the_new_submissions_as_they_are_read() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let tell = |words: &str| {
        let visit = Visit::to("en", &server.form("en")).with("account", words);
        assert_eq!(server.tell(&visit).status, 200);
    };
    // In order of their days and ids; so many are named.
    for told in [&["first words"][..], &["second words", "third words"], &["one more"; 6]] {
        for words in told {
            tell(words);
        }
        let said = site.reviewer.run(&["pull"]);
        assert_eq!(said.code, 0, "{said:?}");
        let (_, named) = said.err.split_once("New submissions: ").expect("they are named");
        let (named, next) = named.split_once(".\n").expect("a line");
        let ids: Vec<&str> = named.trim_end_matches(" and others").split(", ").collect();
        assert_eq!((ids.len(), named.ends_with(" and others")), (told.len().min(5), told.len() > 5), "{named}");
        assert!(next.contains(&format!("Next: amparo inbox, or amparo read {}\n", ids[0])), "{next}");
        for id in ids {
            let read = site.reviewer.run(&["read", id]);
            assert!(told.iter().any(|words| read.text().contains(words)), "{read:?}");
        }
    }
    let said = site.reviewer.run(&["pull"]);
    server.stop();
    assert!(said.err.contains("Nothing new.") && !said.err.contains("New submissions"), "{said:?}");
}
