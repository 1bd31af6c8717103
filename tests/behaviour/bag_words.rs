//! What a bag says of itself, and in which language.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bags::{EVERYTHING, Told, verify};
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

/// Exports on a machine that speaks Spanish.
fn exported(told: &Told, body: &str, to: &str, more: &[&str]) -> PathBuf {
    let to = told.folder().join(to);
    let arguments = [&["export", &told.id, "--for", body, "--to", path_text(&to)], more].concat();
    let output = told.reviewer().command(&arguments).env("LC_ALL", "es_VE.UTF-8").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    PathBuf::from(String::from_utf8(output.stdout).unwrap().trim_end())
}

fn read(bag: &Path, name: &str) -> String {
    fs::read_to_string(bag.join(name)).unwrap_or_default()
}

#[test]
fn a_bag_of_evidence_says_what_it_is_in_the_reviewers_language_and_in_english() {
    let told = Told::with(&[("consent-c2", "yes"), ("consent-c1", "yes")], |visit| visit);
    let bag = exported(&told, "partner", "out", &[]);
    let (english, own) = (read(&bag, "README.txt"), read(&bag, "README.es.txt"));
    assert!(english.starts_with("Read this first\n") && own.starts_with("Lea esto primero\n"), "{english}{own}");
    assert!(read(&bag, "README.es.html").contains("<html lang=\"es\""));
    assert!(read(&bag, "README.html").contains("<html lang=\"en\""));
    // What is typed and compared is the same to the letter.
    let typed = |text: &str| -> Vec<String> {
        let (_, steps) = text.split_once("    sha256sum -c tagmanifest").unwrap();
        steps.lines().filter(|line| line.starts_with("    ")).map(str::to_owned).collect()
    };
    assert_eq!(typed(&english), typed(&own));
    assert!(typed(&own).len() > 10);
    // Neither what is opened nor what is compared lies where others read it or lay a file, and none of it stays.
    let steps = typed(&english).join("\n");
    assert!(!steps.contains("/tmp/"), "{steps}");
    for step in ["umask 077; dir=$(mktemp -d)", "rm -r \"$dir\"", "> \"$dir/text\""] {
        assert!(steps.contains(step), "{steps}");
    }
    // Whoever copies all that opens a parcel at once sees what is in it before it goes.
    let (_, opening) = english.split_once("    age -d -i key.txt").unwrap();
    let (opening, away) = opening.split_once("\n\n").unwrap();
    assert!(opening.ends_with("    echo \"$dir\"    # look into it") && !opening.contains("rm "), "{opening}");
    assert!(away.starts_with("    rm -r \"$dir\""), "{away}");
    let custodian = told.custodian();
    let holds = |bag: &Path| verify(bag, &["--custodian", &custodian]).code;
    assert_eq!(holds(&bag), 0);
    fs::write(bag.join("README.es.txt"), own.replace("anónimo", "conocido")).unwrap();
    assert_eq!(holds(&bag), 3, "a change shows in this one too");
    fs::remove_file(bag.join("README.es.txt")).unwrap();
    assert_eq!(holds(&bag), 3, "and that it is missing");
    // In English alone where that is asked for.
    let bag = exported(&told, "partner", "english", &["--language", "en"]);
    assert!(!bag.join("README.es.txt").exists());
    assert_eq!(holds(&bag), 0);
}

#[test]
fn what_is_counted_does_not_tell_how_a_reviewers_machine_is_set() {
    let told = Told::with(&[("consent-c1", "yes")], |visit| visit);
    let bag = exported(&told, "statistics", "out", &[]);
    assert!(!bag.join("README.es.txt").exists() && bag.join("README.txt").exists());
    let bag = exported(&told, "statistics", "asked", &["--language", "es"]);
    assert!(read(&bag, "README.es.txt").contains("Nadie ha firmado esta bolsa"));
    assert_eq!(verify(&bag, &[]).code, 0);
}

#[test]
fn a_bag_of_an_organisations_own_form_asks_in_the_words_of_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let docs = include_str!("../../docs/forms.md");
    let example = |kind: &str| {
        let (_, block) = docs.split_once(&format!("```{kind}\n")).unwrap();
        block.split_once("```").unwrap().0
    };
    let (form, texts) = (folder.path().join("form.toml"), folder.path().join("texts"));
    fs::write(&form, example("toml")).unwrap();
    fs::create_dir(&texts).unwrap();
    fs::write(texts.join("en.ftl"), example("ftl")).unwrap();
    let site = Site::with_own_form(&form, &texts);
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "They closed it.").and("well-state", "dry");
    let visit = EVERYTHING
        .iter()
        .chain(&[("consent-c1", "yes")])
        .fold(visit, |visit, (name, value)| visit.without(name).and(name, value));
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let export = |body: &str, name: &str, more: &[&str]| {
        let to = folder.path().join(name);
        let arguments = [&["export", &id, "--for", body, "--to", path_text(&to)], more].concat();
        let ran = site.reviewer.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        (PathBuf::from(ran.text().trim_end()), ran.err)
    };
    let (form, texts) = (path_text(&form), path_text(&texts));

    let (bag, said) = export("partner", "words", &["--form", form, "--texts", texts]);
    assert!(!said.contains("not known here") && !said.contains("none of this"), "{said}");
    let text = read(&bag, "data/testimony.txt");
    assert!(text.contains("== The well\n\nHow is the well now?\n\n    It is dry\n"), "{text}");
    let page = read(&bag, "data/testimony.html");
    for words in ["<h2>The well</h2>", ">How is the well now?<", ">It is dry<"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(verify(&bag, &["--custodian", &site.custodian_key()]).code, 0);
    // Without the texts that is said, and without the form it is a stranger's.
    let (bag, said) = export("partner", "ids", &["--form", form]);
    assert!(said.contains("of the form water are not known here") && said.contains("--texts DIR"), "{said}");
    assert!(!read(&bag, "data/testimony.txt").contains("The well"));

    // What is counted shows no question, and answers the form all the same.
    let (bag, said) = export("statistics", "counted", &["--form", form, "--texts", texts]);
    assert!(read(&bag, "data/statistics.json").contains("amparo/v1/statistics"));
    assert!(!said.contains("none of this"), "{said}");

    // Texts say nothing in a form of another's name.
    let shipped = folder.path().join("short.toml");
    fs::write(&shipped, include_str!("../../static/forms/short.toml")).unwrap();
    let (bag, said) = export("partner", "other", &["--form", path_text(&shipped), "--texts", texts]);
    assert!(said.contains("none of this answers the form that --form names (short "), "{said}");
    assert!(!read(&bag, "data/testimony.txt").contains("The well"));
}
