//! The rules that every text of every language keeps, and the forms' own.
//!
//! They come from what trauma-informed practice asks (`docs/forms.md`). No test can tell whether a text is kind;
//! these find what is known to hurt.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentArgs;

use crate::form::Form;

use crate::texts::{Lang, Texts};

mod forms;

/// Longer sentences are hard to read under stress.
const LONGEST_SENTENCE: usize = 20;

/// What a text never says, as whole words; `*` stands for any ending.
///
/// In this order: questions for reasons, doubt, blame, duty, a push for more, praise.
const NEVER: [(&str, &[&str]); 2] = [
    (
        "en",
        &[
            "why",
            "how come",
            "what made you",
            "did you try",
            "did you not",
            "didn’t you",
            "were you wearing",
            "victim*",
            "alleged*",
            "allegation*",
            "supposed*",
            "claim*",
            "prove",
            "proof",
            "true",
            "truth*",
            "admit*",
            "confess*",
            "are you sure",
            "blame*",
            "fault*",
            "guilt*",
            "fail*",
            "mistake*",
            "wrong*",
            "incorrect*",
            "invalid*",
            "error*",
            "illegal*",
            "forgot*",
            "abort*",
            "must",
            "should",
            "required",
            "mandatory",
            "obligatory",
            "need to tell",
            "have to tell",
            "provide*",
            "as much detail",
            "in detail",
            "more detail*",
            "be specific",
            "be precise",
            "as possible",
            "hurry",
            "deadline*",
            "quickly",
            "collect evidence",
            "find witnesses",
            "well done",
            "great",
            "excellent",
            "perfect",
            "brave",
        ],
    ),
    (
        "es",
        &[
            "por qué",
            "a qué se debe",
            "trató de",
            "intentó",
            "acaso",
            "llevaba puesto",
            "víctima*",
            "presunt*",
            "supuest*",
            "alega*",
            "demuestr*",
            "verdad*",
            "confies*",
            "confes*",
            "admit*",
            "está seguro",
            "culpa*",
            "falló",
            "fallad*",
            "fracas*",
            "error*",
            "equivoc*",
            "incorrect*",
            "inválid*",
            "ilegal*",
            "olvidó",
            "debe",
            "deberá",
            "debería",
            "obligatori*",
            "requerid*",
            "proporcion*",
            "suministr*",
            "con detalle",
            "más detalle*",
            "detalladamente",
            "lo más posible",
            "cuanto antes",
            "plazo",
            "rápido",
            "reúna pruebas",
            "busque testigos",
            "muy bien",
            "excelente",
            "perfecto",
            "valiente",
            // Everyone is addressed as "usted".
            "tú",
            "tu",
            "tus",
            "te",
            "ti",
            "contigo",
            "vos",
            "vosotr*",
            "vuestr*",
        ],
    ),
];

/// Words that only English has; none may be left in another language's texts.
const ENGLISH_ONLY: [&str; 23] = [
    "the", "you", "your", "and", "of", "is", "are", "was", "with", "this", "that", "for", "not", "we", "it", "they",
    "what", "when", "where", "from", "please", "here", "file",
];

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
    for name in ["file-limit", "visit-limit"] {
        values.set(name, "2 GiB");
    }
    for name in ["max-files", "count", "position", "bytes", "n"] {
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
fn all_texts(lang: Lang) -> Vec<(&'static str, String)> {
    let ids = lang.ids().into_iter().filter(|id| !id.starts_with(OF_A_BAG));
    ids.flat_map(|id| [0, 1, 2, 3, 9].map(|count| (id, say(lang, id, count)))).collect()
}

/// The text in lower case, each word between single spaces.
fn words_of(text: &str) -> String {
    let letters = text.to_lowercase();
    let split = letters.split(|c: char| !c.is_alphanumeric() && c != '’').filter(|word| !word.is_empty());
    format!(" {} ", split.collect::<Vec<_>>().join(" "))
}

/// Whether the words have this one, or one that begins so.
fn has(words: &str, never: &str) -> bool {
    match never.strip_suffix('*') {
        Some(beginning) => words.contains(&format!(" {beginning}")),
        None => words.contains(&format!(" {never} ")),
    }
}

/// What is wrong with a text by the rules that hold for all of them.
fn faults(code: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in text.split(['.', '?', '!', '\n']) {
        let length = sentence.split_whitespace().count();
        if length > LONGEST_SENTENCE {
            found.push(format!("{length} words: {}", sentence.trim()));
        }
    }
    let never = NEVER.into_iter().find(|(of, _)| *of == code).map_or(&[][..], |(_, never)| never);
    let words = words_of(text);
    found.extend(never.iter().filter(|never| has(&words, never)).map(|never| format!("says {never:?}")));
    if text.contains(['<', '>', '&']) {
        found.push("texts are plain".to_owned());
    }
    if text.contains('!') {
        found.push("nothing is shouted".to_owned());
    }
    if code == "es" && (text.matches('¿').count() != text.matches('?').count()) {
        found.push("a question opens with ¿".to_owned());
    }
    found
}

fn shipped() -> Vec<Form> {
    Form::shipped_names().filter_map(Form::shipped).collect()
}

#[test]
fn every_text_keeps_to_the_wording_rules() {
    let mut found = BTreeSet::new();
    for lang in Lang::ALL {
        for (id, text) in all_texts(lang) {
            assert!(!text.is_empty(), "{}: {id} says nothing", lang.code());
            found.extend(faults(lang.code(), &text).into_iter().map(|fault| format!("{}: {id}: {fault}", lang.code())));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_wording_rules_find_what_they_look_for() {
    for (code, text) in [
        ("en", "Why did you stay?"),
        ("en", "Did you try to leave?"),
        ("en", "The alleged act"),
        ("en", "The victim’s name"),
        ("en", "You must fill this in."),
        ("en", "You failed to answer."),
        ("en", "Please provide an answer"),
        ("en", "Tell it in detail."),
        ("en", "a b c d e f g h i j k l m n o p q r s t u"),
        ("en", "Thank you!"),
        ("en", "<b>bold</b>"),
        ("es", "¿Por qué se quedó?"),
        ("es", "El presunto autor"),
        ("es", "Las víctimas"),
        ("es", "Debe llenar esto"),
        ("es", "Cuéntanos lo que te pasó"),
        ("es", "Qué pasó?"),
    ] {
        assert!(!faults(code, text).is_empty(), "{text}");
    }
    for (code, text) in [("en", "Is anyone in danger now?"), ("es", "¿Qué vio u oyó usted? Puede deberse al tiempo.")]
    {
        assert_eq!(faults(code, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn no_english_is_left_in_another_language() {
    let english = Lang::ALL[0];
    for lang in Lang::ALL.into_iter().filter(|lang| *lang != english) {
        for (id, text) in all_texts(lang) {
            let words = words_of(&text);
            for word in ENGLISH_ONLY {
                assert!(!has(&words, word), "{}: {id} says {word:?}", lang.code());
            }
            // Units and words like "No" may be the same in both.
            let same = text == say(english, id, 9) && text.split_whitespace().count() > 2;
            assert!(!same, "{}: {id} is not translated", lang.code());
        }
    }
}

#[test]
fn a_text_asks_for_the_same_values_in_every_language() {
    let asked = |lang: Lang| {
        let mut values = BTreeMap::<&str, BTreeSet<&str>>::new();
        let mut id = "";
        for line in lang.file().lines().filter(|line| !line.starts_with('#')) {
            if let Some((begun, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                assert!(!values.contains_key(begun), "{}: {begun} stands twice", lang.code());
                id = begun;
            }
            let names = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next());
            values.entry(id).or_default().extend(names);
        }
        values
    };
    let english = asked(Lang::ALL[0]);
    for lang in Lang::ALL {
        for (id, values) in asked(lang) {
            // A language without a plural has no use for a number that only chooses among the forms of a word.
            let all: BTreeSet<&str> = values.iter().copied().chain(["count", "n", "bytes"]).collect();
            let known = values.is_subset(&english[id]) && english[id].is_subset(&all);
            assert!(known, "{}: {id}: {values:?} where English has {:?}", lang.code(), english[id]);
        }
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
