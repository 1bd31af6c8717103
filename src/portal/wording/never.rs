//! The rules that say what no text says: a list for each language, in `never/`, with texts that break it.
//!
//! A line of a list is a phrase of whole words; `*` at an end stands for any ending or beginning, and in a language that
//! puts no spaces between words each is looked for anywhere. Behind `>` stands a text that the phrases above it find, and
//! behind `=` one that may be said. Everybody who speaks the language can read these files, and mend them.

use super::{Lang, UNSPACED};

macro_rules! lists {
    ($($code:literal),*) => { [$(($code, include_str!(concat!("never/", $code, ".txt")))),*] };
}

const LISTS: [(&str, &str); 12] = lists!["en", "es", "pt", "fr", "ar", "fa", "ru", "uk", "zh-hans", "my", "tr", "ht"];

/// Reasons, doubt, blame, duty, haste, praise, promises, tone.
const SECTIONS: usize = 8;

fn phrases(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '>', '=']))
}

/// A language's list, ready to be looked for.
pub(super) struct Never {
    code: &'static str,
    /// Each phrase as it is written, and as [`words_of`] would have it.
    phrases: Vec<(&'static str, String)>,
}

impl Never {
    pub(super) fn of(code: &str) -> Self {
        let (code, list) = LISTS.into_iter().find(|(of, _)| *of == code).unwrap();
        Self::made_of(code, phrases(list))
    }

    fn made_of(code: &'static str, phrases: impl Iterator<Item = &'static str>) -> Self {
        Self { code, phrases: phrases.map(|phrase| (phrase, looked_for(code, phrase))).collect() }
    }

    /// What a text says of what is never said.
    pub(super) fn said(&self, text: &str) -> Vec<&'static str> {
        let words = words_of(self.code, text);
        self.phrases.iter().filter(|(_, sought)| words.contains(sought)).map(|(phrase, _)| *phrase).collect()
    }
}

/// The text in small letters, each word between single spaces, and without what is only written for clearness.
pub(super) fn words_of(code: &str, text: &str) -> String {
    let small = match code {
        "tr" => text.replace('I', "ı").replace('İ', "i").to_lowercase(),
        "fr" => text.replace('’', " ").to_lowercase(),
        // Marks of vowels.
        "ar" => text.replace(|c| matches!(c, '\u{640}' | '\u{64b}'..='\u{652}'), ""),
        _ => text.to_lowercase(),
    };
    // Burmese marks that Unicode counts among no letters.
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\u{1037}' | '\u{1039}' | '\u{103a}');
    let split = small.split(|c| !in_word(c)).filter(|word| !word.is_empty());
    format!(" {} ", split.collect::<Vec<_>>().join(" "))
}

/// What the words of a text have where they have this phrase.
fn looked_for(code: &str, phrase: &str) -> String {
    let words = words_of(code, phrase);
    let spaced = UNSPACED.into_iter().all(|(unspaced, _)| unspaced != code);
    let begins = if spaced && !phrase.starts_with('*') { " " } else { "" };
    let ends = if spaced && !phrase.ends_with('*') { " " } else { "" };
    format!("{begins}{}{ends}", words.trim())
}

#[test]
fn every_language_has_a_list_of_what_is_never_said() {
    for (lang, (code, list)) in Lang::ALL.into_iter().zip(LISTS) {
        assert_eq!(lang.code(), code);
        assert_eq!(list.lines().filter(|line| line.starts_with("## ")).count(), SECTIONS + 1, "{code}");
        assert!(phrases(list).count() > 45, "{code}");
    }
}

#[test]
fn every_list_finds_what_breaks_it_and_nothing_else() {
    for (code, list) in LISTS {
        for section in list.split("## ").filter(|section| !section.is_empty()) {
            let title = section.lines().next().unwrap();
            let never = Never::made_of(code, phrases(section).skip(1));
            let breaking: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("> ")).collect();
            let fine: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("= ")).collect();
            assert!(breaking.is_empty() != fine.is_empty(), "{code}: {title}");
            for text in breaking {
                assert!(!never.said(text).is_empty(), "{code}: {title} does not find {text:?}");
            }
            for text in fine {
                assert_eq!(Never::of(code).said(text), Vec::<&str>::new(), "{code}: {text:?}");
            }
        }
    }
}
