//! The rules that every text of every language keeps, and the forms' own.
//!
//! They come from what trauma-informed practice asks (`docs/forms.md`). No test can tell whether a text is kind;
//! these find what is known to hurt.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fluent_bundle::FluentArgs;

use crate::form::Form;

use crate::texts::{Lang, Texts};

use never::Never;

mod advice;
mod forms;
mod never;
mod whole;

/// Longer sentences, in words, are hard to read under stress.
const LONGEST_SENTENCE: usize = 20;

/// Languages that put no spaces between words, and their longest sentence in characters.
///
/// Twenty English words come to about 35 Chinese characters, and to about 110 Burmese ones, signs of vowels and tones counted.
const UNSPACED: [(&str, usize); 2] = [("zh-hans", 40), ("my", 120)];

/// Numbers that together ask for every form that a number gives a word, in every language.
const COUNTS: [usize; 8] = [0, 1, 2, 3, 9, 11, 21, 100];

/// What has to be said before a source chooses what is permitted.
const BEFORE_CONSENT: [&str; 9] = [
    "consent-who",
    "consent-further",
    "consent-courts",
    "consent-contacts",
    "consent-change",
    "consent-undone",
    "consent-promise",
    "consent-ask-means",
    "consent-no-death-penalty",
];

fn folder(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files below a folder that end so, as text.
fn files(below: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder(below)];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(found.len() > 2, "{below}");
    found
}

/// A text of a language with every value that any text may ask for.
fn say(lang: Lang, key: &str, count: usize) -> String {
    let mut values = FluentArgs::new();
    values.set("organisation", "Collective");
    for name in ["file-limit", "visit-limit", "arrived", "whole"] {
        values.set(name, "2 GiB");
    }
    for name in ["max-files", "upload-hours", "count", "position", "bytes", "n"] {
        values.set(name, count);
    }
    for name in ["limit", "day", "version", "number", "month", "year", "date", "from", "until", "who", "desk", "size"] {
        values.set(name, "20");
    }
    Texts::of(lang).with(key, &values)
}

/// What a bag says of itself to a lawyer: it is to be exact first, and no source reads it (`vault::export::readme`).
const OF_A_BAG: &str = "bag-";

/// Every text of a language, in all the forms that numbers give it.
fn all_texts(lang: Lang) -> BTreeSet<(&'static str, String)> {
    let ids = lang.ids().into_iter().filter(|id| !id.starts_with(OF_A_BAG));
    ids.flat_map(|id| COUNTS.map(|count| (id, say(lang, id, count)))).collect()
}

/// What is wrong with a text by the rules that hold for all of them.
fn faults(code: &str, never: &Never, text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        text.split(['.', '?', '!', '\n', '؟', '。', '？', '！', '။']).filter_map(|it| too_long(code, it)).collect();
    found.extend(never.said(text).into_iter().map(|never| format!("says {never:?}")));
    if text.contains(['<', '>', '&']) {
        found.push("texts are plain".to_owned());
    }
    if text.contains(['!', '！']) {
        found.push("nothing is shouted".to_owned());
    }
    if code == "es" && (text.matches('¿').count() != text.matches('?').count()) {
        found.push("a question opens with ¿".to_owned());
    }
    found
}

/// What to say of a sentence that is too long for its language.
fn too_long(code: &str, sentence: &str) -> Option<String> {
    let sentence = sentence.trim();
    let (length, most, of) = match UNSPACED.into_iter().find(|(unspaced, _)| *unspaced == code) {
        Some((_, most)) => (sentence.chars().count(), most, "characters"),
        None => (sentence.split_whitespace().count(), LONGEST_SENTENCE, "words"),
    };
    (length > most).then(|| format!("{length} {of}: {sentence}"))
}

fn shipped() -> Vec<Form> {
    Form::shipped_names().filter_map(Form::shipped).collect()
}

#[test]
fn every_text_keeps_to_the_wording_rules() {
    let mut found = BTreeSet::new();
    for lang in Lang::ALL {
        let never = Never::of(lang.code());
        for (id, text) in all_texts(lang) {
            assert!(!text.is_empty(), "{}: {id} says nothing", lang.code());
            found.extend(
                faults(lang.code(), &never, &text).into_iter().map(|fault| format!("{}: {id}: {fault}", lang.code())),
            );
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_wording_rules_find_what_they_look_for() {
    for (code, text) in [
        ("en", "a b c d e f g h i j k l m n o p q r s t u"),
        ("my", &"က".repeat(121)),
        ("zh-hans", &"字".repeat(41)),
        ("ar", "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق؟"),
        ("en", "Thank you!"),
        ("zh-hans", "谢谢您！"),
        ("en", "<b>bold</b>"),
        ("es", "Qué pasó?"),
    ] {
        assert!(!faults(code, &Never::of(code), text).is_empty(), "{text}");
    }
    for (code, text) in [("zh-hans", "字".repeat(40)), ("my", "က".repeat(120)), ("ar", "أ ب. ".repeat(20))] {
        assert_eq!(faults(code, &Never::of(code), &text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn every_text_is_used_and_every_text_asked_for_exists() {
    let templates = files("static", ".html");
    let sources: Vec<String> =
        files("src", ".rs").into_iter().filter(|source| !source.starts_with("//! The rules that ")).collect();
    let quoted: BTreeSet<&str> = templates.iter().chain(&sources).flat_map(|file| file.split('"')).collect();
    // What is put together: format!("consent-value-{value}").
    let made: Vec<(&str, &str)> = quoted
        .iter()
        .filter_map(|text| Some((text.split_once('{')?.0, text.rsplit_once('}')?.1)))
        .filter(|(before, _)| before.len() > 3)
        .collect();
    let mut asked: BTreeSet<String> = shipped().iter().flat_map(Form::text_keys).collect();
    // The start page describes a form more briefly than the form itself.
    asked.extend(shipped().iter().filter_map(|form| Some(format!("{}-lead", form.title.strip_suffix("-title")?))));
    let known = Lang::ALL[0].ids();
    for id in &known {
        let is_made = || made.iter().any(|(before, after)| id.starts_with(before) && id.ends_with(after));
        assert!(quoted.contains(id) || asked.contains(*id) || is_made(), "nothing says {id}");
    }
    for call in ["say(\"", "get(\"", "count(\"", "say_with(\"", "voice.with(\""] {
        for template in &templates {
            for asked in template.split(call).skip(1) {
                let key = asked.split('"').next().unwrap();
                assert!(known.contains(key), "no text {key}");
            }
        }
    }
}

#[test]
fn every_use_that_is_asked_for_is_explained() {
    for lang in Lang::ALL {
        let ids = lang.ids();
        let levels = (1..=7).flat_map(|level| [format!("consent-c{level}"), format!("consent-c{level}-hint")]);
        let values = ["no", "ask", "anonymous", "yes", "keep"].map(|value| format!("consent-value-{value}"));
        for key in levels.chain(values).chain(BEFORE_CONSENT.map(str::to_owned)) {
            assert!(ids.contains(key.as_str()), "{}: {key}", lang.code());
        }
        // What two words mean is explained by these very words.
        for value in ["ask", "anonymous"] {
            let meant = say(lang, &format!("consent-value-{value}"), 1);
            let meant = meant.rsplit(", ").next().unwrap().to_lowercase();
            let explained = say(lang, &format!("consent-{value}-means"), 1).to_lowercase();
            assert!(explained.contains(&meant), "{}: {meant}", lang.code());
        }
    }
}
