//! The word lists of codenames, and the words that are not shown.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use bip39::Language;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// Words of an alphabetic list differ in their first four letters.
const LETTERS: usize = 4;

const DOTLESS_I: char = 'ı';

/// A BIP-39 word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// English
    English,
    /// Spanish
    Spanish,
    /// Portuguese
    Portuguese,
    /// French
    French,
    /// Simplified Chinese, whose words are single characters
    SimplifiedChinese,
}

impl WordList {
    /// Every list, in the order in which an unmatched codename is tried.
    pub const ALL: [Self; 5] = [Self::English, Self::Spanish, Self::Portuguese, Self::French, Self::SimplifiedChinese];

    /// The list for a page's language; English words where it has none.
    pub fn of_language(code: &str) -> Self {
        Self::ALL.into_iter().find(|list| list.id() == code).unwrap_or(Self::English)
    }

    /// Its name in the checksum.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::French => "fr",
            Self::SimplifiedChinese => "zh-hans",
        }
    }

    pub(super) fn words(self) -> &'static [&'static str; 2048] {
        match self {
            Self::English => Language::English,
            Self::Spanish => Language::Spanish,
            Self::Portuguese => Language::Portuguese,
            Self::French => Language::French,
            Self::SimplifiedChinese => Language::SimplifiedChinese,
        }
        .word_list()
    }

    /// The number of a word as typed, already plain (see [`plain`]).
    pub(super) fn find(self, typed: &str) -> Option<u16> {
        static INDEX: OnceLock<[HashMap<String, u16>; WordList::ALL.len()]> = OnceLock::new();
        let index = INDEX.get_or_init(|| {
            WordList::ALL.map(|list| {
                let keys = list.words().iter().map(|word| first_letters(&plain(word)));
                keys.zip(0..).collect()
            })
        });
        let position = WordList::ALL.iter().position(|list| *list == self)?;
        index[position].get(&first_letters(typed)).copied()
    }

    /// Words that no new codename is shown with, in NFC: violence, politics, religion, insults.
    pub(super) fn unfit(self) -> impl Iterator<Item = &'static str> {
        let text = match self {
            Self::English => include_str!("../../static/words/en.txt"),
            Self::Spanish => include_str!("../../static/words/es.txt"),
            Self::Portuguese => include_str!("../../static/words/pt.txt"),
            Self::French => include_str!("../../static/words/fr.txt"),
            Self::SimplifiedChinese => include_str!("../../static/words/zh-hans.txt"),
        };
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
    }

    /// True for the number of such a word.
    pub(super) fn is_unfit(self, number: u16) -> bool {
        static UNFIT: OnceLock<[HashSet<u16>; WordList::ALL.len()]> = OnceLock::new();
        let unfit = UNFIT.get_or_init(|| {
            WordList::ALL.map(|list| list.unfit().filter_map(|word| list.find(&plain(word))).collect())
        });
        WordList::ALL.iter().zip(unfit).any(|(list, unfit)| *list == self && unfit.contains(&number))
    }
}

/// In lower case and without accents. A Turkish keyboard writes an i without its dot, and no list has that letter.
pub(super) fn plain(text: &str) -> Zeroizing<String> {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    Zeroizing::new(letters.map(|c| if c == DOTLESS_I { 'i' } else { c }).collect())
}

fn first_letters(word: &str) -> String {
    word.chars().take(LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_own_list_or_the_english_one() {
        for (code, list) in [("en", "en"), ("es", "es"), ("pt", "pt"), ("fr", "fr"), ("zh-hans", "zh-hans")] {
            assert_eq!(WordList::of_language(code).id(), list);
        }
        for other in ["ar", "", "zh", "EN"] {
            assert_eq!(WordList::of_language(other).id(), "en", "{other}");
        }
    }

    #[test]
    fn no_word_has_the_dotless_i_that_is_read_as_one_with_a_dot() {
        assert!(!WordList::ALL.into_iter().flat_map(WordList::words).any(|word| word.contains(DOTLESS_I)));
        assert_eq!(*plain("attıtude ATTITUDE ATTİTUDE"), "attitude attitude attitude");
        assert_eq!(WordList::English.find(&plain("attıtude")), WordList::English.find("attitude"));
    }

    #[test]
    fn four_letters_tell_every_word_of_a_list_apart() {
        for list in WordList::ALL {
            for (number, word) in list.words().iter().enumerate() {
                assert_eq!(list.find(&plain(word)).map(usize::from), Some(number), "{list:?} {word}");
            }
        }
    }

    #[test]
    fn every_unfit_word_stands_in_its_list_once() {
        for list in WordList::ALL {
            let mut seen = HashSet::new();
            for word in list.unfit() {
                let number = list.find(&plain(word)).unwrap_or_else(|| panic!("{list:?} lacks {word}"));
                let listed: String = list.words()[usize::from(number)].nfc().collect();
                assert_eq!(listed, word, "{list:?}");
                assert!(seen.insert(word) && list.is_unfit(number), "{list:?} {word}");
            }
            assert_eq!((0..2048).filter(|number| list.is_unfit(*number)).count(), seen.len());
            assert!(seen.len() > 100);
        }
    }
}
