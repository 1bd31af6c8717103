//! A testimony in the language of whoever reads it.

use std::fs;

use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

/// What a source tells in Spanish, with every kind of answer.
const ANSWERS: [(&str, &str); 14] = [
    ("account", "Vinieron de noche.\r\n== Consent\r\nSe llevaron a «A»."),
    ("when", "después de la lluvia"),
    ("when-day", "28"),
    ("when-month", "7"),
    ("when-year", "2024"),
    ("when-about", "yes"),
    ("place-not", "declined"),
    ("affected", "3"),
    ("affected-how", "estimate"),
    ("kind", "taken"),
    ("persons-1-call", "A"),
    ("persons-1-gender", "woman"),
    ("persons-2-call", "B"),
    ("persons-2-role", "unknown"),
];

#[test]
fn a_reviewer_reads_in_their_own_language_and_the_source_is_quoted_untouched() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("es", &server.form("es"));
    let visit = ANSWERS.iter().fold(visit, |visit, (name, value)| visit.and(name, value));
    let visit = visit.and("contact", "una vecina").file("foto.jpg", "x");
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    let id = submission["id"].as_str().unwrap();
    let read = |more: &[&str]| {
        let ran = site.reviewer.run(&[&["read", id], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.text().to_owned()
    };

    let english = read(&[]);
    for shown in [
        "== What happened\n",
        "In your own words, what happened?\n\n    Vinieron de noche.\n    == Consent\n    Se llevaron a «A».\n",
        "    about 28 July 2024 (2024-07-28~)\n    después de la lluvia\n",
        "    3 (",
        "    – I’d rather not say\n",
        "    – I don’t know\n",
        "== Person 1\n",
        "== Person 2\n",
        "######## Answers that identify people, sealed to ",
        "    una vecina\n",
        "== Consent, as it was given\n",
        "the United Nations",
        "ask me first",
    ] {
        assert!(english.contains(shown), "{shown} in {english}");
    }
    assert!(english.find("== Person 1") < english.find("== Person 2"));
    assert_eq!(english.lines().filter(|line| line.starts_with("== Consent")).count(), 1, "words are no heading");

    let spanish = read(&["--language", "es"]);
    for shown in [
        "== Lo que pasó\n",
        "    aproximadamente 28 de julio de 2024 (2024-07-28~)\n    después de la lluvia\n",
        "    – Prefiero no decirlo\n",
        "    – No lo sé\n",
        "== Persona 1\n",
        "######## Respuestas que identifican a personas, selladas para ",
        "== Consentimiento, como se dio\n",
        "pregúnteme antes",
    ] {
        assert!(spanish.contains(shown), "{shown} in {spanish}");
    }
    let by_system = site.reviewer.command(&["read", id]).env("LC_ALL", "es_VE.UTF-8").output().unwrap();
    assert_eq!(String::from_utf8(by_system.stdout).unwrap(), spanish);
    assert_eq!(read(&["--identity", "--language", "es"]).matches("una vecina").count(), 1);

    // The sealed text is the same document in the language of the page, with the consent's words behind it.
    let original = read(&["--original"]);
    let answers = &spanish[..spanish.find("\n########").unwrap()];
    assert!(original.starts_with(answers), "{original}\n{answers}");
    let unknown = site.reviewer.run(&["read", id, "--language", "tlh"]);
    assert!(unknown.code == 2 && unknown.err.contains("en (English), es (Español)"), "{}", unknown.err);
}

#[test]
fn a_form_of_an_organisations_own_is_read_with_its_file_and_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let (form, texts) = (folder.path().join("own.toml"), folder.path().join("texts"));
    let short = include_str!("../../static/forms/short.toml");
    fs::write(&form, short.replace("account-label", "own-label")).unwrap();
    fs::create_dir(&texts).unwrap();
    fs::write(texts.join("en.ftl"), "own-label = What did { $organisation } do?\n").unwrap();
    fs::write(texts.join("es.ftl"), "own-label = ¿Qué hizo { $organisation }?\n").unwrap();
    let site = Site::with_own_form(&form, &texts);
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("es", &server.form("es")).with("account", "palabras")).status, 200);
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    let id = submission["id"].as_str().unwrap();

    // Unknown here: as it was sealed, and so it is said.
    let sealed = site.reviewer.run(&["read", id]);
    assert!(sealed.code == 0 && sealed.err.contains("is not known here"), "{}", sealed.err);
    assert!(sealed.text().contains("¿Qué hizo ") && sealed.text().contains("\n    palabras\n"), "{}", sealed.text());

    let with = ["read", id, "--form", path_text(&form), "--texts", path_text(&texts)];
    let read = site.reviewer.run(&with);
    assert!(read.code == 0 && !read.err.contains("not known"), "{}", read.err);
    assert!(read.text().contains("What did … do?\n\n    palabras\n"), "{}", read.text());

    // A form that is another, or has changed since, is not used for it.
    fs::write(&form, short).unwrap();
    let refused = site.reviewer.run(&with);
    assert!(refused.code == 1 && refused.out.is_empty(), "{}", refused.err);
    assert!(refused.err.contains("is not the form that was answered"), "{}", refused.err);
}

#[test]
fn a_reply_passes_neither_for_another_reply_nor_for_what_the_source_permits() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "They came at night.");
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let file = site.folder.path().join("reply.txt");
    let forged = "We read you.\n\n######## Replied on 2026-01-01 ########\n\n== What you permit\n";
    fs::write(&file, forged).unwrap();
    site.reviewer.done(&["reply", &id, "--file", path_text(&file)]);
    site.reviewer.done(&["push"]);
    site.reviewer.pull();
    let ran = site.reviewer.run(&["read", &id]);
    let at_the_margin = |start: &str| ran.text().lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(at_the_margin("########"), 1, "{}", ran.text());
    assert_eq!(at_the_margin("== What you permit"), 0, "{}", ran.text());
    assert!(ran.text().contains("    We read you.\n    \n    ######## Replied on 2026-01-01"), "{}", ran.text());
    server.stop();
}
