//! Several desks on one portal, and what the mailbox takes for all of them.

use std::fs;

use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, everything_in};

#[test]
fn each_desk_has_its_address_and_its_form_and_no_other_has_one() {
    let site = Site::demo();
    let server = site.start();
    for (path, asks) in
        [("1", "name=\"when-day\""), ("1/2", "name=\"when-where\""), ("1/3", "name=\"desk\" value=\"detentions\"")]
    {
        let answer = server.get(&format!("/en/{path}"));
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains(asks) && answer.body.contains(&format!("action=\"/en/{path}\"")), "{path}");
        // The start leads to it by a page that says what may come.
        let before = path.replacen('1', "5", 1);
        assert!(server.get("/en/").body.contains(&format!("href=\"/en/{before}\"")), "{path}");
        let pause = server.get(&format!("/en/{before}"));
        assert_eq!((pause.status, pause.body.matches("class=\"button\"").count()), (200, 1), "{path}");
        assert!(pause.body.contains(&format!("<a class=\"button\" href=\"/en/{path}\">")), "{path}");
        assert!(pause.body.contains(&format!("href=\"/es/{before}\" lang=\"es\"")), "{path}");
        assert!(pause.body.contains("stop at any time") && pause.body.contains("“Leave this page”"));
        assert_eq!(server.send_fields(&format!("/en/{before}"), &[]).status, 405, "{path}");
    }
    for path in ["5/0", "5/4", "5/01", "5/main", "5/", "5/2/3"] {
        assert_eq!(server.get(&format!("/en/{path}")).status, 404, "{path}");
    }
    for path in ["1/0", "1/4", "1/01", "1/main", "1/", "1/2/3"] {
        assert_eq!(server.get(&format!("/en/{path}")).status, 404, "{path}");
    }
    // Nothing is lost of what somebody wrote on a page whose desk has another number by now.
    let lost = server.tell(&Visit::to("en", &server.form("en")).at_desk(4).with("account", "x"));
    assert_eq!((lost.status, lost.account()), (422, "x".to_owned()));
    assert_eq!(site.kinds(), Vec::<String>::new());
}

#[test]
fn a_demo_is_continued_with_its_desks_and_what_they_were_told() {
    let site = Site::demo();
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "before")).status, 200);
    server.stop();
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).at_desk(3).with("account", "after")).status, 200);
    site.reviewer.pull();
    let mut desks: Vec<_> = site.reviewer.inbox().into_iter().map(|s| s["desk"].as_str().unwrap().to_owned()).collect();
    desks.sort();
    assert_eq!(desks, ["detentions", "main"]);
}

#[test]
fn a_change_and_a_withdrawal_reach_every_desk_for_known_and_unknown_words_alike() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", "told")).status, 200);
    let unknown = server.form("en").codename;
    let ask = |codename: &str, fields: &[(&str, &str)]| {
        let all: Vec<_> = [("codename", codename)].into_iter().chain(fields.iter().copied()).collect();
        server.send_fields("/en/2", &all)
    };
    let change = [("action", "consent"), ("consent-c2", "no"), ("consent-c3", "")];
    let (known, other) = (ask(&form.codename, &change), ask(&unknown, &change));
    assert_eq!((known.status, other.status), (200, 200));
    assert_eq!(known.body.len(), other.body.len());
    assert!(known.body.contains("Your new choices are stored"));
    // Nothing chosen, nothing stored.
    let nothing = ask(&form.codename, &[("action", "consent"), ("consent-c2", "")]);
    assert!(nothing.status == 200 && nothing.body.contains("Nothing has changed"));
    // What is not offered comes back with what was chosen; an unmarked box asks again.
    let odd = ask(&form.codename, &[("action", "consent"), ("consent-c5", "yes"), ("consent-c1", "no")]);
    assert_eq!(odd.status, 422);
    assert!(odd.body.contains("id=\"consent-c5_problem\"") && odd.body.contains("<option value=\"no\" selected>"));
    assert_eq!(ask(&form.codename, &[("action", "withdraw")]).status, 422);
    assert_eq!(site.kinds().iter().filter(|kind| *kind == "consent").count(), 6, "two changes to three desks");
    let withdrawn = ask(&form.codename, &[("action", "withdraw"), ("meant", "yes")]);
    assert!(withdrawn.status == 200 && withdrawn.body.contains("Your withdrawal is stored"));
    assert_eq!(site.kinds().iter().filter(|kind| *kind == "consent").count(), 9);
    let elsewhere = server.with_header("Sec-Fetch-Site", "cross-site");
    let fields = [("codename", form.codename.as_str()), ("action", "withdraw"), ("meant", "yes")];
    assert_eq!(elsewhere.send_fields("/en/2", &fields).status, 403);
    assert_eq!(site.kinds().iter().filter(|kind| *kind == "consent").count(), 9);
    // No words in any address, and none on the disk.
    for page in [&known, &odd, &withdrawn] {
        let addresses = page.body.split("=\"/").skip(1).map(|rest| rest.split('"').next().unwrap());
        // A word may be an address of ours, as "exit" is; three of them are no accident.
        let told = |address: &str| form.codename.split(' ').filter(|word| address.contains(word)).count();
        assert!(addresses.into_iter().all(|address| told(address) < 3));
    }
    for path in everything_in(&site.data) {
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(form.codename.len()).any(|it| it == form.codename.as_bytes()), "{}", path.display());
        }
    }
}

#[test]
fn what_no_page_would_send_comes_back_to_be_looked_at_with_everything_else() {
    let site = Site::demo();
    let server = site.start();
    let told = || Visit::to("en", &server.form("en")).with("account", "words").and("state", "kept too");
    let long = "x".repeat(1_000_000);
    let mut broken = told();
    broken.fields.push(("unit".to_owned(), b"caf\x8d negro".to_vec()));
    for (visit, problem) in [
        (told().and("country", &long), "country"),
        (told().and("when-day", "<b>").and("when-month", "13"), "when-day"),
        (told().and("affected", "many"), "affected"),
        (told().and("link", "burned"), "link"),
        (told().and("kind", "burned"), "kind"),
        (told().and("consent-c4", "yes"), "consent-c4"),
        (broken, "unit"),
    ] {
        let answer = server.tell(&visit);
        assert_eq!((answer.status, answer.problems()), (422, vec![problem]));
        assert_eq!(answer.account(), "words");
        assert!(answer.body.contains("value=\"kept too\""), "{problem}");
        assert!(!answer.body.contains("<b>"));
    }
    assert_eq!(site.kinds(), Vec::<String>::new());
    // Persons that the form does not ask for, and fields that it does not know, cost nothing.
    let many = (0..10_000).fold(told(), |visit, n| visit.and(&format!("persons-{n}-call"), "A").and("nothing", "?"));
    assert_eq!(server.tell(&Visit { fields: many.fields[..15_000].to_vec(), ..many }).status, 200);
}

#[test]
fn a_desk_that_cannot_be_served_is_refused_with_file_line_and_remedy_by_check_and_by_serve() {
    let desk = |id: &str, key: &str, value: &str| {
        let mut entry = toml::Table::new();
        entry.insert("id".to_owned(), id.into());
        entry.insert(key.to_owned(), value.into());
        entry
    };
    for (entry, why, mend) in [
        (desk("nobody", "form", "short"), "the roster has no desk \"nobody\"", "the roster's desks are: main"),
        (desk("main", "form", "shorter"), "there is no form \"shorter\"", "name one of guided, short, detention"),
        (desk("main", "form", "missing.toml"), "missing.toml: it cannot be read", "TOML file"),
        (desk("main", "texts", "no-texts"), "no-texts has no texts", "put en.ftl or es.ftl there"),
    ] {
        let site = Site::configured(|config| drop(config.insert("desk".to_owned(), vec![entry].into())));
        let file = site.config_file();
        let output = command(AMPARO).args(["check", "--config", path_text(&file)]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(why) && said.contains(mend), "{said}");
        if !why.contains("missing.toml") {
            assert!(said.contains("amparo.toml, line "), "{said}");
        }
        assert!(format!("{:?}", site.refused()).contains(&why.replace('"', "\\\"")), "{why}");
    }
}

#[test]
fn a_start_that_is_refused_for_a_form_leaves_the_data_folder_as_it_was() {
    let site = Site::configured(|config| {
        let desk = toml::toml! { id = "main"
        form = "missing.toml" };
        config.insert("desk".to_owned(), toml::Value::Array(vec![desk.into()]));
    });
    let before = everything_in(&site.data);
    let refused = site.refused();
    assert!(refused.stderr.contains("missing.toml"), "{}", refused.stderr);
    assert_eq!(everything_in(&site.data), before);
}

#[test]
fn what_follows_a_small_forms_end_is_not_read_for_ever() {
    let site = Site::demo();
    let server = site.start();
    let codename = server.form("en").codename;
    let boundary = "b";
    let form = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"codename\"\r\n\r\n{codename}\r\n--{boundary}--\r\n"
    );
    for (more, status) in [(1_000, "200"), (200_000, "400")] {
        let head = format!(
            "POST /en/2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; \
             boundary={boundary}\r\nContent-Length: {}\r\n\r\n",
            form.len() + more
        );
        let answer = server.send_raw(&[head.as_bytes(), form.as_bytes(), "x".repeat(more).as_bytes()].concat());
        assert!(answer.starts_with(format!("HTTP/1.1 {status} ").as_bytes()), "{more}");
    }
}

#[test]
fn check_tells_which_texts_a_language_lacks_and_where_they_are_asked_for() {
    let entry = toml::toml! {
        id = "main"
        form = "own.toml"
        texts = "texts"
    };
    let site = Site::configured(|config| drop(config.insert("desk".to_owned(), vec![entry].into())));
    let folder = site.folder.path();
    let form = fs::read_to_string("static/forms/short.toml").unwrap().replace("whenwhere-words-label", "own-label");
    let line = 1 + form[..form.find("id = \"when-where\"").unwrap()].matches('\n').count();
    fs::write(folder.join("own.toml"), form).unwrap();
    fs::create_dir(folder.join("texts")).unwrap();
    fs::write(folder.join("texts/es.ftl"), "own-label = ¿Cuándo y dónde fue?\n").unwrap();
    let check = |more: &[&str]| {
        let mut checked = command(AMPARO);
        checked.args(["check", "--config", path_text(&site.config_file())]).args(more);
        let output = checked.output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (said, warned) = check(&[]);
    assert!(said.contains("main  short"), "{said}");
    assert!(warned.contains(&format!("own.toml, line {line}: no text \"own-label\" in English")), "{warned}");
    assert_eq!(warned.lines().count(), 1);
    let json: serde_json::Value = serde_json::from_str(&check(&["--json"]).0).unwrap();
    assert_eq!(json["warnings"][0]["line"], line);
    let server = site.start();
    assert!(server.get("/es/1").body.contains("¿Cuándo y dónde fue?"));
    let alone = command(AMPARO).args(["check", "--form", path_text(&folder.join("own.toml"))]).output().unwrap();
    assert!(String::from_utf8(alone.stdout).unwrap().contains("when-where"));
    fs::write(folder.join("texts/es.ftl"), "fine = sí\n\n= nada\n").unwrap();
    let broken = command(AMPARO).args(["check", "--config", path_text(&site.config_file())]).output().unwrap();
    assert!(String::from_utf8(broken.stderr).unwrap().contains("es.ftl, line 3: the text does not parse"));
}

#[test]
fn check_tells_of_a_first_page_that_is_larger_than_an_answer() {
    let entry = toml::toml! {
        id = "main"
        form = "own.toml"
    };
    let site = Site::configured(|config| drop(config.insert("desk".to_owned(), vec![entry].into())));
    // The guided form with everything open.
    let form = fs::read_to_string("static/forms/guided.toml").unwrap().replace("fold = true", "");
    fs::write(site.folder.path().join("own.toml"), form).unwrap();
    let checked = command(AMPARO).args(["check", "--config", path_text(&site.config_file())]).output().unwrap();
    let warned = String::from_utf8(checked.stderr).unwrap();
    assert_eq!(checked.status.code(), Some(0));
    assert!(warned.contains("own.toml, line 1: its first page has ") && warned.contains("`fold = true`"), "{warned}");
    let answer = site.start().get("/en/1");
    assert_eq!((answer.head_bytes + answer.body.len()) % (64 << 10), 0);
}
