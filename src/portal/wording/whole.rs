//! The rules that keep a language whole: every file has every text, none is left in English, each parses and is well
//! written, and a count has a word for every number.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;
use unicode_normalization::is_nfc;

use super::never::words_of;
use super::{COUNTS, Lang, all_texts, folder, say};

/// Words that only English has; none may be left in another language's texts.
const ENGLISH_ONLY: [&str; 23] = [
    "the", "you", "your", "and", "of", "is", "are", "was", "with", "this", "that", "for", "not", "we", "it", "they",
    "what", "when", "where", "from", "please", "here", "file",
];

/// The folders of texts, below `static/texts`.
const FOLDERS: [&str; 6] = ["", "forms", "consent", "reading", "report", "bag"];

/// Texts that may read as in English, and in which languages: units, names, and words that two languages share.
const SAME: [(&str, &str); 19] = [
    ("answer-no", "es"),
    ("access-no", "es"),
    ("permission-no", "es"),
    ("consent-value-no", "es"),
    ("reading-value-no", "es"),
    ("report-value-no", "es"),
    ("force-police", "fr"),
    ("language-dir", "es pt fr ru uk zh-hans my tr ht"),
    ("language-guc", "es pt fr ht"),
    ("language-qu", "es fr"),
    ("nav-label", "fr"),
    ("page-title", "fr"),
    ("report-month-3", "tr"),
    ("report-month-5", "tr"),
    ("size-bytes", "es pt"),
    ("size-gib", "es pt ar fa zh-hans my tr ht"),
    ("size-kib", "es pt ar fa zh-hans my tr ht"),
    ("size-mib", "es pt ar fa zh-hans my tr ht"),
    ("torture-papers-photos", "fr"),
];

/// Languages with letters of their own, and some of them.
const LETTERS: [(&str, std::ops::RangeInclusive<char>); 6] = [
    ("ar", '\u{621}'..='\u{64a}'),
    ("fa", '\u{621}'..='\u{6cc}'),
    ("ru", 'Ѐ'..='ӿ'),
    ("uk", 'Ѐ'..='ӿ'),
    ("zh-hans", '一'..='鿿'),
    ("my", 'က'..='ဩ'),
];

/// Texts without a word of their language: units.
const WITHOUT_LETTERS: [&str; 4] = ["language-dir", "size-gib", "size-kib", "size-mib"];

/// A file's texts as they are written, by their ids.
fn written(folder_name: &str, code: &str) -> BTreeMap<String, String> {
    let path = folder("static/texts").join(folder_name).join(format!("{code}.ftl"));
    let file = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(FluentResource::try_new(file.clone()).is_ok(), "{} does not parse", path.display());
    let mut texts = BTreeMap::<String, String>::new();
    let mut id = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some((begun, text)) =
            line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            begun.clone_into(&mut id);
            assert!(texts.insert(id.clone(), text.trim().to_owned()).is_none(), "{code}: {id} stands twice");
        } else if !line.trim().is_empty() {
            let text = texts.get_mut(&id).unwrap_or_else(|| panic!("{}: {line}", path.display()));
            text.push('\n');
            text.push_str(line.trim());
        }
    }
    texts
}

/// What is badly written in a text, whatever its language.
fn malformed(text: &str) -> Option<&'static str> {
    let count = |c: char| text.matches(c).count();
    let pairs = [('“', '”'), ('«', '»'), ('(', ')'), ('[', ']'), ('（', '）'), ('《', '》'), ('「', '」'), ('„', '“')];
    let unpaired =
        |(open, close): (char, char)| count(open) != count(close) && !(close == '”' && count('„') > 0) && open != '„';
    if text.contains(['{', '}', '$', '\u{fffd}']) {
        return Some("a value is not filled in");
    }
    if text.trim() != text || text.contains("  ") || text.lines().any(|line| line.trim() != line) {
        return Some("spaces");
    }
    if pairs.into_iter().any(unpaired) {
        return Some("a quotation or bracket is not closed");
    }
    if !is_nfc(text) {
        return Some("letters are not composed as Unicode wants them");
    }
    (text.contains(['"', '\'']) || text.contains("...")).then_some("marks of a typewriter")
}

#[test]
fn every_file_of_every_language_has_the_texts_of_the_english_one() {
    for name in FOLDERS {
        let files = fs::read_dir(folder("static/texts").join(name)).unwrap();
        let files = files.filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
        assert_eq!(files, Lang::ALL.len(), "static/texts/{name}");
        let english: BTreeSet<String> = written(name, "en").into_keys().collect();
        for lang in Lang::ALL {
            let texts = written(name, lang.code());
            for (id, text) in &texts {
                assert!(!text.is_empty(), "{}: {id} says nothing", lang.code());
            }
            let own: BTreeSet<String> = texts.into_keys().collect();
            let differing: Vec<&String> = own.symmetric_difference(&english).collect();
            assert!(differing.is_empty(), "static/texts/{name}/{}.ftl: {differing:?}", lang.code());
        }
    }
}

#[test]
fn no_english_is_left_in_another_language() {
    let english = Lang::ALL[0];
    let mut found = Vec::new();
    for lang in Lang::ALL.into_iter().filter(|lang| *lang != english) {
        let letters = LETTERS.into_iter().find(|(code, _)| *code == lang.code()).map(|(_, letters)| letters);
        for (id, text) in all_texts(lang).into_iter().filter(|(_, text)| text.contains(char::is_alphabetic)) {
            let words = words_of("en", &text);
            let said = ENGLISH_ONLY.into_iter().filter(|word| words.contains(&format!(" {word} ")));
            found.extend(said.map(|word| format!("{}: {id} says {word:?}", lang.code())));
            let same = COUNTS.iter().any(|count| text == say(english, id, *count));
            let may_be =
                SAME.into_iter().any(|(of, codes)| of == id && codes.split(' ').any(|code| code == lang.code()));
            if same && !may_be {
                found.push(format!("{}: {id} is not translated", lang.code()));
            }
            if letters.as_ref().is_some_and(|own| !text.contains(|c| own.contains(&c)))
                && !WITHOUT_LETTERS.contains(&id)
            {
                found.push(format!("{}: {id} has no letter of its language", lang.code()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
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
fn every_text_is_well_written() {
    let mut found = Vec::new();
    for lang in Lang::ALL {
        // A mark between digits may be a space.
        for (id, text) in all_texts(lang).into_iter().filter(|(id, _)| !id.starts_with("number-")) {
            found.extend(malformed(&text).map(|fault| format!("{}: {id}: {fault}: {text:?}", lang.code())));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    for broken in ["{ $day }", " a", "a  b", "“a", "a)", "e\u{301}", "\"a\"", "a..."] {
        assert!(malformed(broken).is_some(), "{broken:?}");
    }
}

/// The names of the forms that numbers ask for in a language, each with the numbers, as Fluent chooses them.
fn plurals(lang: Lang) -> BTreeMap<String, Vec<u64>> {
    let names = ["zero", "one", "two", "few", "many"].map(|name| format!("[{name}] {name}\n"));
    let text = format!("n = {{ $n ->\n{}*[other] other\n}}\n", names.concat());
    let locale: LanguageIdentifier = lang.code().parse().unwrap();
    let mut bundle = fluent_bundle::FluentBundle::new(vec![locale]);
    bundle.add_resource(FluentResource::try_new(text).unwrap()).unwrap();
    let pattern = bundle.get_message("n").unwrap().value().unwrap();
    let mut found = BTreeMap::<String, Vec<u64>>::new();
    for number in (0..=200).chain([1000, 1_000_000]) {
        let mut values = FluentArgs::new();
        values.set("n", number);
        let name = bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned();
        found.entry(name).or_default().push(number);
    }
    found
}

/// The variants of a text that chooses by a number, as they are named.
fn variants(text: &str) -> BTreeSet<&str> {
    let named = text.lines().filter_map(|line| line.trim_start_matches('*').strip_prefix('[')?.split_once(']'));
    named.map(|(name, _)| name).collect()
}

/// A form that no variant of the text names, neither by its name nor number for number.
fn without_a_form(text: &str, plurals: &BTreeMap<String, Vec<u64>>) -> Option<String> {
    let named = variants(text);
    let numbered = |number: &u64| named.contains(number.to_string().as_str());
    let missing =
        plurals.iter().find(|(name, numbers)| !named.contains(name.as_str()) && !numbers.iter().all(numbered));
    missing.map(|(name, _)| name.clone())
}

#[test]
fn a_count_has_a_word_for_every_number() {
    let mut counted = 0;
    let mut found = Vec::new();
    for lang in Lang::ALL {
        let plurals = plurals(lang);
        for (id, english) in FOLDERS.into_iter().flat_map(|name| written(name, "en")) {
            // A text that English puts in one form only has no words that follow a number.
            if !variants(&english).contains("one") {
                continue;
            }
            let text = FOLDERS.into_iter().find_map(|name| written(name, lang.code()).remove(&id)).unwrap();
            let shown = text.lines().filter(|line| !line.ends_with("->")).any(|line| line.contains("{ $"));
            if shown {
                found.extend(without_a_form(&text, &plurals).map(|form| format!("{}: {id} lacks {form}", lang.code())));
                counted += 1;
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(counted > 100, "{counted}");
}

#[test]
fn the_forms_of_numbers_are_those_of_the_unicode_tables() {
    let names = |code: &str| plurals(Lang::parse(code).unwrap()).into_keys().collect::<Vec<_>>();
    assert_eq!(names("ar"), ["few", "many", "one", "other", "two", "zero"]);
    for code in ["ru", "uk"] {
        assert_eq!(names(code), ["few", "many", "one"]);
    }
    for code in ["en", "tr", "fa", "pt"] {
        assert_eq!(names(code), ["one", "other"]);
    }
    for code in ["zh-hans", "my"] {
        assert_eq!(names(code), ["other"]);
    }
    let text = "{ $n ->\n[0] a\n[one] b\n[2] c\n[few] d\n*[other] { $n }\n}";
    assert_eq!(without_a_form(text, &plurals(Lang::parse("ar").unwrap())), Some("many".to_owned()));
}
