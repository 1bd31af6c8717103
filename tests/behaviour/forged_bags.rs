//! Bags that somebody with a good hand has changed: all lists fit, and the lie shows all the same.

use std::fs;
use std::path::{Path, PathBuf};

use amparo::form::permit::Body;
use amparo::seal::Kind;
use amparo::vault::Home;
use serde_json::Value;

use crate::bags::{EVERYTHING, Told, minimal, verify};
use crate::common::files_in;
use crate::common::forger::Forged;
use crate::common::site::path_text;

/// What only a bag of evidence holds.
const EVIDENCE: [&str; 7] = [
    "signature.note",
    "data/custody",
    "data/rosters",
    "data/parcels",
    "data/parcels.json",
    "data/icc-load.csv",
    "data/proofs",
];

/// A copy that says that it is for another body.
fn for_body(bag: &Path, body: &str, to: &Path) -> Forged {
    let forged = Forged::of(bag, to.join(body));
    let is_named = !["public", "statistics"].contains(&body);
    let line = |line: &str| match line.split_once(": ") {
        Some(("Amparo-Export-For", _)) => format!("Amparo-Export-For: {body}\n"),
        Some(("External-Identifier", _)) if !is_named => String::new(),
        _ => format!("{line}\n"),
    };
    forged.rewrite("bag-info.txt", |text| text.lines().map(line).collect());
    forged.rewrite("data/consent.json", |text| {
        let mut json: Value = serde_json::from_str(&text).unwrap();
        json["for"] = body.into();
        json["level"] = body.parse::<Body>().unwrap().level().as_str().into();
        format!("{json:#}\n")
    });
    forged
}

#[test]
fn a_bag_of_evidence_stripped_of_its_signature_does_not_pass_for_who_names_a_custodian() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let folder = told.folder().to_owned();
    let custodian = told.custodian();
    let before = minimal(&folder);
    let stripped: Vec<_> = ["public", "statistics", "care"]
        .into_iter()
        .map(|body| {
            let forged = for_body(&bag, body, &folder);
            forged.without(&EVIDENCE).rewrite("data/testimony.txt", |text| text.replace("noche", "día")).listed();
            forged.bag
        })
        .chain([before])
        .collect();
    for bag in stripped {
        let named = verify(&bag, &["--custodian", &custodian]);
        assert_eq!(named.code, 3, "{}: {}", bag.display(), named.text());
        assert!(named.text().contains("NOBODY SIGNED THIS BAG"), "{}", named.text());
        assert!(named.text().contains("FAILS    signature") && named.err.contains("signed"), "{}", named.text());
        // Who names nobody is told at once what it is worth.
        let nobody = verify(&bag, &[]);
        assert_eq!(nobody.code, 0, "{}: {}", bag.display(), nobody.text());
        assert!(nobody.text().contains("\nNOBODY SIGNED THIS BAG"), "{}", nobody.text());
        let json: Value = serde_json::from_str(verify(&bag, &["--json"]).text()).unwrap();
        assert_eq!(json["bag"]["unsigned"], true);
    }
    let whole = verify(&bag, &[]);
    assert!(!whole.text().contains("NOBODY"), "{}", whole.text());
}

#[test]
fn what_only_evidence_holds_has_no_place_in_a_bag_that_nobody_signs() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let care = for_body(&bag, "care", told.folder());
    care.without(&["signature.note"]).listed();
    let ran = verify(&care.bag, &[]);
    assert_eq!(ran.code, 3, "{}", ran.text());
    for name in ["custody/chain.txt", "rosters/00000001.note", "parcels.json", "icc-load.csv", "proofs/README.txt"] {
        assert!(
            ran.text().contains(&format!("data/{name} has no place in a bag that nobody signed")),
            "{}",
            ran.text()
        );
    }
}

#[test]
fn the_table_of_custody_says_what_the_signed_notes_say_and_nothing_else() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let key = Home::at(told.reviewer().home.clone()).keys(None).unwrap().signing;
    let custodian = told.custodian();
    let verified = |n: usize, change: &dyn Fn(String) -> String| {
        let forged = Forged::of(&bag, told.folder().join(format!("table-{n}")));
        forged.rewrite("data/custody/chain.txt", change).listed().signed(&key);
        verify(&forged.bag, &["--custodian", &custodian])
    };
    let chain = fs::read_to_string(bag.join("data/custody/chain.txt")).unwrap();
    let line = chain.lines().find(|line| line.starts_with("0000 ")).unwrap();
    let day = line.split_whitespace().nth(2).unwrap();
    let lies: [&dyn Fn(String) -> String; 5] = [
        &|text| text.replacen(day, "2001-01-01", 1),
        &|text| text.replacen("pulled ", "opened ", 1),
        &|text| text.replacen("reviewer-1", "somebody-else", 1),
        &|text| text.replacen("end ", "# Verified by the court.\nend ", 1),
        &|text| text.replacen("0000  ", "0000   ", 1),
    ];
    for (n, lie) in lies.into_iter().enumerate() {
        let ran = verified(n, lie);
        assert_eq!(ran.code, 3, "{n}: {}", ran.text());
        assert!(ran.text().contains("chain.txt says something else than the signed notes"), "{n}: {}", ran.text());
        assert!(ran.text().contains("holds    signature"), "the forger can sign: {}", ran.text());
    }
    // Signed anew without a change, it holds: it is the table that is refused.
    let again = Forged::of(&bag, told.folder().join("again"));
    again.listed().signed(&key);
    assert_eq!(verify(&again.bag, &["--custodian", &custodian]).code, 0);
}

#[test]
fn what_a_bag_says_of_itself_is_an_id_and_a_day_or_is_not_said_again() {
    let told = Told::with(&[("consent-c1", "yes"), ("consent-c7", "yes")], |visit| visit);
    let bag = told.export("care", &["--reviewed", "account"]);
    let day = "Bagging-Date: ";
    for (n, (label, said, expected)) in [
        (day, "yesterday, by the court", "on which day"),
        (day, "2026-02-30", "on which day"),
        (day, "2026-1-3", "on which day"),
        ("External-Identifier: ", "the very one that you asked for", "is no id"),
        ("External-Identifier: ", "ABCDEF0123456789ABCDEF0123456789", "is no id"),
    ]
    .into_iter()
    .enumerate()
    {
        let forged = Forged::of(&bag, told.folder().join(format!("info-{n}")));
        let line = |line: &str| {
            let value = if line.starts_with(label) { said } else { line.split_once(": ").unwrap().1 };
            format!("{}: {value}\n", line.split_once(": ").unwrap().0)
        };
        forged.rewrite("bag-info.txt", |text| text.lines().map(line).collect()).listed();
        let ran = verify(&forged.bag, &[]);
        assert_eq!(ran.code, 3, "{said}: {}", ran.text());
        assert!(ran.text().contains("FAILS    structure") && ran.text().contains(expected), "{said}: {}", ran.text());
        assert!(!ran.text().contains(said), "{said}: {}", ran.text());
    }
    assert_eq!(verify(&bag, &[]).code, 0, "{}", path_text(&bag));
}

#[test]
fn a_form_that_was_not_answered_puts_its_questions_into_no_bag() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let other = told.folder().join("other.toml");
    let shipped = include_str!("../../static/forms/guided.toml");
    let wrong =
        shipped.replace("\"account-label\"", "\"persons-title\"").replace("\"contact-label\"", "\"kind-label\"");
    assert_ne!(wrong, shipped);
    fs::write(&other, wrong).unwrap();
    let export = |name: &str, more: &[&str]| {
        let to = told.folder().join(name);
        let ran =
            told.reviewer().run(&[&["export", &told.id, "--for", "partner", "--to", path_text(&to)], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let read = |file: &str| fs::read_to_string(to.join(&told.id).join("data").join(file)).unwrap();
        (ran.err, read("testimony.txt") + &read("testimony.html") + &read("identity.txt") + &read("identity.html"))
    };
    let (said, without) = export("without", &[]);
    assert!(!said.contains("--form"), "{said}");
    let (said, with) = export("with", &["--form", path_text(&other)]);
    assert_eq!(with, without, "the questions are those that were asked");
    assert!(said.contains("! none of this answers the form that --form names (guided "), "{said}");
    // The very form that was answered is no other.
    let same = told.folder().join("same.toml");
    fs::write(&same, shipped).unwrap();
    let (said, same) = export("same", &["--form", path_text(&same)]);
    assert_eq!(same, without);
    assert!(!said.contains("none of this"), "{said}");
    // Of what cannot be looked at nobody knows.
    let reviewer = told.reviewer();
    let is_told = |path: &PathBuf| reviewer.open(path).info().head.kind == Kind::Testimony;
    let words = files_in(&reviewer.home.join("vault")).into_iter().find(is_told).unwrap();
    fs::write(&words, [&fs::read(&words).unwrap()[..], b"x"].concat()).unwrap();
    let to = told.folder().join("damaged");
    let arguments = ["export", &told.id, "--for", "partner", "--to", path_text(&to), "--form", path_text(&other)];
    let ran = reviewer.run(&arguments);
    assert!(ran.code == 3 && !ran.err.contains("none of this"), "{}", ran.err);
}
