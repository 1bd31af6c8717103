//! The page that asks for nine words.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::common::site::Site;
use crate::common::source::{Answer, Visit};

fn problem(answer: &Answer) -> &str {
    assert_eq!(answer.status, 422);
    let (_, rest) = answer.body.split_once("id=\"ask-problem\"").expect("a problem is shown");
    rest.split_once("<p>").unwrap().1.split_once("</p>").unwrap().0
}

#[test]
fn every_form_brings_nine_fresh_words_in_its_language() {
    let site = Site::demo();
    let server = site.start();
    let mut seen = HashSet::new();
    for lang in ["en", "es", "pt", "fr", "zh-hans", "ar"] {
        for _ in 0..20 {
            let answer = server.get(&format!("/{lang}/1"));
            let form = answer.form();
            assert_eq!(answer.codename(), form.codename);
            assert_eq!(form.codename.split(' ').count(), 9);
            assert!(seen.insert(form.codename) && seen.insert(form.nonce));
        }
    }
}

#[test]
fn nine_words_open_the_empty_mailbox_however_they_are_typed() {
    let site = Site::demo();
    let server = site.start();
    for lang in ["en", "es", "pt", "fr", "zh-hans", "ar"] {
        let words = server.form(lang).codename;
        let bare: String = words.nfd().filter(|c| !('\u{300}'..'\u{370}').contains(c)).collect();
        let short: Vec<String> = bare.split(' ').map(|word| word.chars().take(4).collect()).collect();
        let typed = [
            words.clone(),
            words.to_uppercase(),
            bare.clone(),
            words.nfd().collect(),
            short.join(" "),
            words.replace(' ', "\r\n"),
            format!("  1. {}.", words.replace(' ', ", - ")),
        ];
        for typed in typed {
            let answer = server.open_mailbox(lang, &typed);
            assert_eq!(answer.status, 200, "{typed}");
        }
        // The words' own language is found from a page in another.
        assert_eq!(server.open_mailbox(if lang == "en" { "es" } else { "en" }, &words).status, 200);
    }
}

#[test]
fn an_unknown_codename_opens_the_same_page_as_a_known_one() {
    let site = Site::demo();
    let server = site.start();
    let known = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &known).with("account", "told")).status, 200);
    let unknown = server.form("en");
    let (of_known, of_unknown) =
        (server.open_mailbox("en", &known.codename), server.open_mailbox("en", &unknown.codename));
    assert_eq!(of_known.status, 200);
    // The same to the byte, but for the words that were typed, which each form of the page carries on.
    assert_eq!(of_known.body.len(), of_unknown.body.len());
    let without = |body: &str, codename: &str| body.replace(codename, "").split_whitespace().collect::<String>();
    assert_eq!(without(&of_known.body, &known.codename), without(&of_unknown.body, &unknown.codename));
    assert_eq!(of_known.headers, of_unknown.headers);
}

#[test]
fn a_wrong_count_an_unlisted_word_and_a_mixed_up_order_are_told_apart() {
    let site = Site::demo();
    let server = site.start();
    let words = server.form("es").codename;
    let list: Vec<&str> = words.split(' ').collect();
    assert_eq!(problem(&server.open_mailbox("es", "")), "Aún no hay palabras aquí. Necesitamos las nueve.");
    assert_eq!(problem(&server.open_mailbox("es", list[0])), "Aquí hay una palabra. Necesitamos las nueve.");
    let eight = server.open_mailbox("es", &list[..8].join(" "));
    assert_eq!(problem(&eight), "Aquí hay 8 palabras. Necesitamos exactamente nueve.");
    for position in 1..=9 {
        let mut unlisted = list.clone();
        unlisted[position - 1] = "xqxqxq";
        let answer = server.open_mailbox("es", &unlisted.join(" "));
        assert!(problem(&answer).starts_with(&format!("La palabra número {position} no está")), "{position}");
        assert!(answer.body.contains("xqxqxq"), "what was typed stays in the field");
    }
    // One of 256 passes the checksum by chance, so that one of several orders must not.
    let caught = (1..9).filter(|turn| {
        let mut turned = list.clone();
        turned.rotate_left(*turn);
        let answer = server.open_mailbox("es", &turned.join(" "));
        answer.status == 422 && problem(&answer).contains("juntas no coinciden")
    });
    assert!(caught.count() >= 6);
}

#[test]
fn what_is_typed_comes_back_harmless_and_a_huge_form_is_turned_away() {
    let site = Site::demo();
    let server = site.start();
    let answer = server.open_mailbox("en", "</textarea><script>alert(1)</script>");
    assert_eq!(answer.status, 422);
    assert!(!answer.body.contains("<script"));
    assert_eq!(server.open_mailbox("en", &"word ".repeat(100_000)).status, 400);
    assert_eq!(server.get("/en/2").status, 200);
}
