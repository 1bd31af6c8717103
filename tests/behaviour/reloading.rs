//! A server reads its roster, forms and texts again without an end to uploads, and ends without one either.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use amparo::roster::{DeskEntry, RosterText};
use amparo::seal::{Clock, RecipientKind};
use rustix::process::Signal;

use crate::common::sealed::Sealed;
use crate::common::site::{DESK, Server, Site};
use crate::common::source::{Upload, Visit};
use crate::common::wait_until;

const RELOADED: &str = "amparo: reloaded, ";
const NOT_RELOADED: &str = "amparo: not reloaded, ";

/// So many lines a server has said of reloads.
fn reloads(server: &Server, told: &str) -> usize {
    server.process.stderr.so_far().matches(told).count()
}

/// Lets a server read all of it again, and waits until it says what came of it.
#[track_caller]
fn reload(server: &Server, told: &str) -> String {
    let before = reloads(server, told);
    server.signal(Signal::HUP);
    wait_until(told, || reloads(server, told) > before);
    server.process.stderr.so_far().lines().rfind(|line| line.starts_with(told)).unwrap().to_owned()
}

/// An upload of one file of which all but the file has arrived, and its words are kept.
fn begun(site: &Site, server: &Server) -> Upload {
    let visit = Visit::to("en", &server.form("en")).with("account", "words").file("a", "content");
    let mut upload = server.begin(&visit);
    upload.send(visit.len_before_file(1)).unwrap();
    wait_until("the words are kept", || site.kinds() == ["testimony"]);
    upload
}

/// To how many reviewers each parcel is sealed that is none of `known`, cover parcels aside.
fn readers(site: &Site, known: &BTreeSet<PathBuf>) -> Vec<usize> {
    let new = site.parcels().into_iter().filter(|path| !known.contains(path));
    let told = new.filter(|path| site.reviewer.open(path).info().head.kind.as_str() != "cover");
    told.map(|path| Sealed::read(&path).recipients().len()).collect()
}

/// The first of a desk's two reviewers stays.
fn one_leaves(text: &mut RosterText) {
    text.desks[0].reviewers.pop();
    text.reviewers.pop();
}

#[test]
fn an_upload_under_way_is_sealed_to_the_roster_it_began_with_and_the_next_to_the_new_one() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let server = site.start();
    let mut upload = begun(&site, &server);
    site.sign_roster(one_leaves);
    assert!(reload(&server, RELOADED).contains("roster 2 is in use"));
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().status, 200);
    assert_eq!(readers(&site, &BTreeSet::new()), [2; 3]);
    let first: BTreeSet<PathBuf> = site.parcels().into_iter().collect();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "later")).status, 200);
    assert_eq!(readers(&site, &first), [1; 2]);
    // Reviewers get it with their next pull.
    site.reviewer.pull();
    assert_eq!(site.reviewer.inbox().len(), 2);
    let ended = server.stop();
    let told: Vec<&str> = ended.stderr.lines().filter(|line| line.contains("reload")).collect();
    assert_eq!(told.len(), 1, "{}", ended.stderr);
}

#[test]
fn a_roster_not_to_be_trusted_or_older_leaves_the_one_in_use() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let server = site.start();
    let first = fs::read_to_string(site.roster_file()).unwrap();
    site.sign_roster(one_leaves);
    let second = fs::read_to_string(site.roster_file()).unwrap();
    fs::write(site.roster_file(), second.replace("version = 2", "version = 3")).unwrap();
    assert!(reload(&server, NOT_RELOADED).contains("roster 1 stays in use: "));
    fs::remove_file(site.roster_file()).unwrap();
    assert!(reload(&server, NOT_RELOADED).contains("roster 1 stays in use: "));
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    assert_eq!(readers(&site, &BTreeSet::new()), [2; 2]);
    let known: BTreeSet<PathBuf> = site.parcels().into_iter().collect();

    fs::write(site.roster_file(), &second).unwrap();
    reload(&server, RELOADED);
    fs::write(site.roster_file(), &first).unwrap();
    let told = reload(&server, NOT_RELOADED);
    assert!(told.contains("roster 2 stays in use: ") && told.contains("older"), "{told}");
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    assert_eq!(readers(&site, &known), [1; 2]);
    // The next start would refuse it too.
    server.stop();
    assert!(site.refused().stderr.contains("older"));
}

#[test]
fn a_roster_whose_desks_cannot_be_made_ready_is_not_kept_either() {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let server = site.start();
    let (pool, first) = (site.data.join("pool/second"), fs::read_to_string(site.roster_file()).unwrap());
    fs::write(&pool, "no folder").unwrap();
    site.sign_roster(|text| {
        let reviewers = text.desks[0].reviewers.clone();
        text.desks.push(DeskEntry::new("second".parse().unwrap(), "Second", reviewers));
    });
    let second = fs::read_to_string(site.roster_file()).unwrap();
    assert!(reload(&server, NOT_RELOADED).contains("roster 1 stays in use: "));
    let rosters = || fs::read_dir(site.data.join("rosters")).unwrap().count();
    assert_eq!(rosters(), 1, "what is not in use is not kept");
    server.stop();
    fs::remove_file(&pool).unwrap();
    // The one that was in use can be served again, and the other taken.
    fs::write(site.roster_file(), first).unwrap();
    let server = site.start();
    fs::write(site.roster_file(), second).unwrap();
    assert!(reload(&server, RELOADED).contains("roster 2 is in use"));
    assert_eq!(rosters(), 2);
    server.stop();
}

#[test]
fn forms_texts_and_the_organisations_name_are_read_again_and_the_rest_waits_for_a_start() {
    let site = Site::configured(|_| {});
    let texts = site.folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    let server = site.start();
    assert!(!server.get("/en/1").body.contains("Seen by the river"));
    let config = fs::read_to_string(site.config_file()).unwrap();
    let mut changed: toml::Table = config.parse().unwrap();
    changed.insert("organisation".into(), "Casa Nueva".into());
    changed.insert("limits".into(), toml::toml! { max_files = 3 }.into());
    changed.insert("timeouts".into(), toml::toml! { lifetime_secs = 7200 }.into());
    let mut desk = toml::toml! {
        form = "forms/ours.toml"
        texts = "texts"
    };
    desk.insert("id".into(), DESK.into());
    changed.insert("desk".into(), vec![toml::Value::from(desk)].into());
    fs::write(site.config_file(), changed.to_string()).unwrap();
    // The form is not there yet: nothing changes.
    assert!(reload(&server, NOT_RELOADED).contains("forms/ours.toml"));
    assert!(server.get("/en/").body.contains("Registro Ñ"));
    fs::create_dir(site.folder.path().join("forms")).unwrap();
    let form = include_str!("../../static/forms/short.toml").replace("\"account-label\"", "\"ours\"");
    fs::write(site.folder.path().join("forms/ours.toml"), form).unwrap();
    fs::write(texts.join("en.ftl"), "ours = Seen by the river\n").unwrap();
    let told = reload(&server, RELOADED);
    assert!(told.ends_with("; the change of limits, timeouts waits for a restart"), "{told}");
    assert!(server.get("/en/").body.contains("Casa Nueva"));
    let form = server.get("/en/1").body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(form.contains("Seen by the river"));
    // No page promises what is not held yet.
    assert!(form.contains("Sending can take 24 hours at most."), "{form}");
}

#[test]
fn a_sandbox_that_is_required_from_now_on_waits_for_a_start_and_is_named() {
    let site = Site::configured(|_| {});
    let (config, server) = (fs::read_to_string(site.config_file()).unwrap(), site.start());
    fs::write(site.config_file(), format!("sandbox = \"require\"\n{config}")).unwrap();
    let told = reload(&server, RELOADED);
    assert!(told.ends_with("; the change of sandbox waits for a restart"), "{told}");
    server.stop();
}

#[test]
fn a_stop_lets_an_upload_under_way_end_and_does_not_wait_for_ever() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let mut upload = begun(&site, &server);
    server.signal(Signal::TERM);
    wait_until("nobody new is let in", || server.try_form("en").is_none());
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().status, 200);
    assert!(server.stop().stderr.contains("amparo: stopped"));
    assert_eq!(site.kinds(), ["attachment", "closing", "testimony"]);

    let site = Site::configured(|config| {
        config.insert("timeouts".into(), toml::toml! { stop_secs = 1 }.into());
    });
    let server = site.start();
    let upload = begun(&site, &server);
    assert!(server.stop().stderr.contains("amparo: stopped"), "with an upload that never ends");
    assert!(upload.answer().is_none_or(|answer| answer.status != 200));
    assert_eq!(site.kinds(), ["testimony"], "the words were kept, and nothing half");
}

/// The site's one desk asks this form from the next reload on.
fn ask(site: &Site, form: &str) {
    let folder = site.folder.path().join("forms");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("ours.toml"), form).unwrap();
    let mut config: toml::Table = fs::read_to_string(site.config_file()).unwrap().parse().unwrap();
    let mut desk = toml::toml! { form = "forms/ours.toml" };
    desk.insert("id".into(), DESK.into());
    config.insert("desk".into(), vec![toml::Value::from(desk)].into());
    fs::write(site.config_file(), config.to_string()).unwrap();
}

#[test]
fn a_page_that_stood_open_while_its_form_changed_comes_back_with_every_word() {
    let site = Site::configured(|_| {});
    fs::create_dir(site.folder.path().join("forms")).unwrap();
    let server = site.start();
    let before = server.form("en");
    // The place is asked no more, and the account under another name.
    let form = include_str!("../../static/forms/short.toml");
    ask(&site, form);
    reload(&server, RELOADED);
    let visit = Visit::by_the_page("en", &before).with("account", "what I saw").with("place", "by the river");
    let visit = visit.and("place-not", "declined").and("state", "Lara").file("photo.jpg", "x");
    let back = server.tell(&visit);
    assert_eq!(back.status, 422, "{}", back.body);
    assert!(back.body.contains("This page stood open while our questions changed"));
    assert_eq!(back.account(), "what I saw");
    assert_eq!(back.aside(), "by the river\nLara");
    assert_eq!(back.to_choose_again(), ["photo.jpg"]);
    assert_eq!(back.form().codename, before.codename);
    assert_eq!(site.kinds(), Vec::<String>::new(), "nothing was read as an answer to another question");
    // What is set aside comes back as often as the form does, and is sealed to nobody.
    let again = Visit::by_the_page("en", &back.form()).with("account", "what I saw").and("aside", &back.aside());
    let unmarked = server.tell(&again.clone().without("consent"));
    assert_eq!((unmarked.status, unmarked.aside()), (422, "by the river\nLara".to_owned()));
    assert_eq!(server.tell(&again).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let read = site.reviewer.run(&["read", &id]);
    assert!(read.text().contains("what I saw") && !read.text().contains("by the river"), "{}", read.text());
}

#[test]
fn a_page_whose_desk_is_gone_says_that_others_read_it_now_and_one_whose_desk_moved_keeps_its_questions() {
    let site = Site::configured(|config| {
        let desk = toml::toml! { id = "third"
        form = "short" };
        config.insert("desk".to_owned(), toml::Value::Array(vec![desk.into()]));
    });
    site.sign_roster(|text| {
        for id in ["second", "third"] {
            let reviewers = text.desks[0].reviewers.clone();
            text.desks.push(DeskEntry::new(id.parse().unwrap(), id, reviewers));
        }
    });
    let server = site.start();
    let (second, third) = (server.get("/en/1/2").form(), server.get("/en/1/3").form());
    site.sign_roster(|text| drop(text.desks.remove(1)));
    reload(&server, RELOADED);
    let gone = "The reviewers you wrote to are no longer here.";
    let of_before = "This page stood open while our questions changed.";

    let visit = Visit::by_the_page("en", &second).at_desk(2).with("account", "what I saw").with("place", "a river");
    let back = server.tell(&visit);
    assert!(back.status == 422 && back.body.contains(gone) && !back.body.contains(of_before), "{}", back.body);
    assert_eq!((back.account(), back.aside()), ("what I saw".to_owned(), "a river".to_owned()));
    assert!(!back.body.contains(" required checked"), "the box is marked anew, for whom it is now");
    assert_eq!(back.form().desk, "third");

    // The third is the second now: its own questions come back, at an address that is another's or nobody's.
    for desk in [1, 3] {
        let visit = Visit::by_the_page("en", &third).at_desk(desk).with("account", "x").and("when-where", "in spring");
        let back = server.tell(&visit);
        assert!(back.status == 422 && back.body.contains(of_before) && !back.body.contains(gone), "{}", back.body);
        assert_eq!((back.form().desk.as_str(), back.account().as_str(), back.aside().as_str()), ("third", "x", ""));
        assert!(back.body.contains("value=\"in spring\""), "{}", back.body);
    }
    assert_eq!(site.kinds(), Vec::<String>::new());
}

#[test]
fn a_page_whose_consent_says_something_else_by_now_is_looked_at_again() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let before = server.form("en");
    let config = fs::read_to_string(site.config_file()).unwrap();
    fs::write(site.config_file(), config.replace("Registro Ñ", "Casa Nueva")).unwrap();
    reload(&server, RELOADED);
    let visit = Visit::by_the_page("en", &before).with("account", "words");
    let back = server.tell(&visit);
    assert_eq!((back.status, back.account()), (422, "words".to_owned()));
    assert!(!back.body.contains(" required checked"), "the box is marked anew, for what stands there now");
    assert_eq!(server.tell(&Visit::by_the_page("en", &back.form()).with("account", "words")).status, 200);
}

#[test]
fn what_was_written_in_a_language_that_is_offered_no_more_arrives_in_it() {
    let site = Site::in_every_language();
    let server = site.start();
    let (before, codename) = (server.form("ht"), server.form("ht").codename);
    let config = fs::read_to_string(site.config_file()).unwrap();
    let mut changed: toml::Table = config.parse().unwrap();
    changed.insert("languages".into(), vec![toml::Value::from("en")].into());
    fs::write(site.config_file(), changed.to_string()).unwrap();
    reload(&server, RELOADED);
    assert_eq!(server.get("/ht/1").status, 404);
    let visit = Visit::by_the_page("ht", &before).with("account", "sa mwen wè");
    // A mistake comes back with its words, and is sent again.
    let back = server.tell(&visit.clone().without("consent"));
    assert_eq!((back.status, back.account()), (422, "sa mwen wè".to_owned()));
    let page = server.tell(&visit);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("lang=\"ht\""), "{}", page.body);
    let mailbox = server.send_fields("/ht/2", &[("action", "open"), ("codename", &codename)]);
    assert_eq!(mailbox.status, 200);
    // Its links lead to pages that there are, and its forms go on in it.
    for answer in [&back, &page, &mailbox] {
        let links: Vec<&str> =
            answer.body.split("href=\"/").skip(1).map(|rest| &rest[..rest.find(['"', '#']).unwrap()]).collect();
        assert!(links.contains(&"en/3"), "{links:?}");
        for link in links {
            assert_eq!(server.get(&format!("/{link}")).status, 200, "{link}");
        }
    }
    assert!(back.body.contains("action=\"/ht/1\"") && mailbox.body.contains("action=\"/ht/2\""));
    assert_eq!(server.send_fields("/xx/2", &[("action", "open"), ("codename", &codename)]).status, 404);
    site.reviewer.pull();
    assert_eq!(site.reviewer.the_submission()["language"], "ht");
}

#[test]
fn a_roster_that_ended_long_ago_turns_no_source_away_and_the_operator_hears_of_it_at_starts_and_reloads() {
    let site = Site::configured(|_| {});
    let today = Clock::system().today();
    let ended = |days: i64| {
        site.sign_roster(|text| (text.issued, text.expires) = (today.plus(-500), today.plus(-days)));
        format!("amparo: the roster ended on {}; intake goes on", today.plus(-days))
    };
    let said = ended(400);
    let server = site.start();
    server.process.stderr.line_with(&said).unwrap();
    let tell = || server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status;
    assert_eq!(tell(), 200);
    let said = ended(399);
    reload(&server, RELOADED);
    server.process.stderr.line_with(&said).unwrap();
    assert_eq!(tell(), 200);
}
