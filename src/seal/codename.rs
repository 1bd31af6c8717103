//! Nine words: the source's only credential.
//!
//! 99 bits: 91 of entropy and 8 of checksum, most significant first, eleven to a word. The entropy is
//! held as a big-endian number in 12 bytes (the upper 5 bits are zero). The words come from a BIP-39
//! list; what the server does with a codename it does with the entropy, whatever the list.

use std::fmt;

use rand_core::{CryptoRng, RngCore};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::word_list::{WordList, plain};
use crate::harden::stack::forgetting;

/// How many words a codename has.
pub const WORDS: usize = 9;

const BITS_PER_WORD: u32 = 11;
const ENTROPY_BITS: u32 = 91;
const CHECKSUM_BITS: u32 = 8;
const CHECKSUM_LABEL: &[u8] = b"amparo/v1/codename-checksum";

/// A source's nine words. No `Debug` of what it holds; wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Codename {
    /// On the heap, so that moves leave no copy.
    entropy: Box<[u8; 12]>,
    #[zeroize(skip)]
    list: WordList,
}

/// Words that are no codename. Says nothing of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodenameError {
    /// There are not nine words, but so many.
    WordCount(usize),
    /// The word at this position, from 1, stands in no list.
    UnknownWord(usize),
    /// All words are listed, but they do not belong together.
    Checksum,
}

impl Codename {
    /// Draws a new one, to be shown in the words of `list`; draws again while one of them is unfit to be shown.
    ///
    /// What is left is more than 90 bits in each list (decision 0011).
    pub fn generate(list: WordList, rng: &mut (impl RngCore + CryptoRng)) -> Self {
        forgetting(|| {
            loop {
                let mut codename = Self { entropy: Box::default(), list };
                rng.fill_bytes(&mut *codename.entropy);
                codename.entropy[0] &= 0b111;
                if !codename.numbers().iter().any(|number| list.is_unfit(*number)) {
                    return codename;
                }
            }
        })
    }

    /// Reads nine words as typed: case, accents and spacing do not matter, and four letters of each suffice.
    ///
    /// `first` is the page's list; the others are tried after it.
    pub fn parse(typed: &str, first: WordList) -> Result<Self, CodenameError> {
        forgetting(|| Self::read(typed, first))
    }

    fn read(typed: &str, first: WordList) -> Result<Self, CodenameError> {
        let words = plain_words(typed);
        if words.len() != WORDS {
            return Err(CodenameError::WordCount(words.len()));
        }
        let others = WordList::ALL.into_iter().filter(|list| *list != first);
        // What is wrong is told by the list that has the most of the words: theirs, whatever the page's language is. Of two
        // that have as many it is the page's.
        let (mut most, mut told) = (0, CodenameError::UnknownWord(1));
        for list in std::iter::once(first).chain(others) {
            match Self::from_list(&words, list) {
                Ok(codename) => return Ok(codename),
                Err(error) => {
                    let known = words.iter().filter(|word| list.find(word).is_some()).count();
                    if known > most {
                        (most, told) = (known, error);
                    }
                }
            }
        }
        Err(told)
    }

    fn from_list(words: &[Zeroizing<String>], list: WordList) -> Result<Self, CodenameError> {
        let mut bits = Zeroizing::new(0u128);
        for (position, word) in words.iter().enumerate() {
            let number = list.find(word).ok_or(CodenameError::UnknownWord(position + 1))?;
            *bits = *bits << BITS_PER_WORD | u128::from(number);
        }
        let mut entropy = Box::<[u8; 12]>::default();
        entropy.copy_from_slice(&(*bits >> CHECKSUM_BITS).to_be_bytes()[4..]);
        let codename = Self { entropy, list };
        let checksum = u128::from(codename.checksum());
        if *bits & ((1 << CHECKSUM_BITS) - 1) == checksum { Ok(codename) } else { Err(CodenameError::Checksum) }
    }

    /// The words, separated by spaces, with their accents.
    pub fn words(&self) -> Zeroizing<String> {
        forgetting(|| self.written())
    }

    fn written(&self) -> Zeroizing<String> {
        let words = self.list.words();
        let mut text = Zeroizing::new(String::with_capacity(128));
        for number in *self.numbers() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.extend(words[usize::from(number)].nfc());
        }
        text
    }

    /// The words' numbers in the list.
    fn numbers(&self) -> Zeroizing<[u16; WORDS]> {
        let mut number = [0; 16];
        number[4..].copy_from_slice(&*self.entropy);
        let mut bits = Zeroizing::new(u128::from_be_bytes(number) << CHECKSUM_BITS | u128::from(self.checksum()));
        number.zeroize();
        let mut numbers = Zeroizing::new([0; WORDS]);
        for place in numbers.iter_mut().rev() {
            *place = (*bits & 0x7ff) as u16;
            *bits >>= BITS_PER_WORD;
        }
        numbers
    }

    /// The 91 bits of entropy as a big-endian number.
    pub(super) fn entropy(&self) -> &[u8; 12] {
        &self.entropy
    }

    fn checksum(&self) -> u8 {
        let mut hash = Sha256::new();
        hash.update(CHECKSUM_LABEL);
        hash.update([0]);
        hash.update(self.list.id());
        hash.update([0]);
        hash.update(*self.entropy);
        hash.finalize()[0]
    }
}

const _: () = assert!(ENTROPY_BITS + CHECKSUM_BITS == WORDS as u32 * BITS_PER_WORD);

/// Splits what was typed at everything that is no letter, in lower case and without accents. A Chinese character is a
/// word, with or without a space beside it.
fn plain_words(typed: &str) -> Vec<Zeroizing<String>> {
    plain(typed)
        .split(|c: char| !c.is_alphabetic())
        .flat_map(|word| word.split_inclusive(is_han))
        .filter(|word| !word.is_empty())
        .map(|word| Zeroizing::new(word.to_owned()))
        .collect()
}

/// Whether it is one of the characters that the Chinese list is made of (Unicode's CJK Unified Ideographs).
const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

impl fmt::Display for CodenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WordCount(count) => write!(f, "a codename has {WORDS} words, not {count}"),
            Self::UnknownWord(position) => write!(f, "word {position} is in no word list"),
            Self::Checksum => f.write_str("these words do not belong together; one of them is mistaken"),
        }
    }
}

impl std::error::Error for CodenameError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand_core::{OsRng, RngCore};
    use unicode_normalization::char::is_combining_mark;

    fn of(entropy: [u8; 12], list: WordList) -> Codename {
        Codename { entropy: Box::new(entropy), list }
    }

    fn any_entropy() -> impl Strategy<Value = [u8; 12]> {
        any::<[u8; 12]>().prop_map(|mut e| {
            e[0] &= 0b111;
            e
        })
    }

    fn any_list() -> impl Strategy<Value = WordList> {
        (0..WordList::ALL.len()).prop_map(|i| WordList::ALL[i])
    }

    #[test]
    fn no_new_codename_has_a_word_that_is_unfit_and_all_of_them_are_read() {
        let mut with_unfit = 0;
        for list in WordList::ALL {
            for _ in 0..2000 {
                let drawn = Codename::generate(list, &mut OsRng);
                let words = drawn.words();
                for word in words.split(' ') {
                    assert!(!list.unfit().any(|unfit| unfit == word), "{list:?} {word}");
                }
                assert_eq!(Codename::parse(&words, list).unwrap().entropy, drawn.entropy);
            }
            // Drawn without looking, some have one, and are read as well.
            for _ in 0..100 {
                let mut entropy = [0; 12];
                OsRng.fill_bytes(&mut entropy);
                entropy[0] &= 0b111;
                let old = of(entropy, list);
                with_unfit += usize::from(old.words().split(' ').any(|word| list.unfit().any(|unfit| unfit == word)));
                assert_eq!(Codename::parse(&old.words(), list).unwrap().entropy, Box::new(entropy));
            }
        }
        assert!(with_unfit > 50, "{with_unfit} of 500: these eyes see");
    }

    /// Of all rows of nine fit words one in 2^8 has a fitting checksum: so many codenames can be drawn.
    #[test]
    fn more_than_ninety_bits_are_left() {
        for list in WordList::ALL {
            let fit = 2048 - u32::try_from(list.unfit().count()).unwrap();
            let rows = u128::from(fit).pow(WORDS as u32);
            assert!(rows > 1 << (90 + CHECKSUM_BITS), "{list:?}: {rows} rows of words");
            let bits = f64::from(fit).log2() * 9.0 - f64::from(CHECKSUM_BITS);
            println!("{list:?}: {} unfit, {rows} rows of fit words, {bits:.3} bits", list.unfit().count());
        }
    }

    #[test]
    fn a_wrong_count_and_an_unlisted_word_are_named() {
        let count = |text: &str| Codename::parse(text, WordList::English).err();
        assert_eq!(count(""), Some(CodenameError::WordCount(0)));
        assert_eq!(count("one two three"), Some(CodenameError::WordCount(3)));
        let words = "abandon abandon abandon xqxqxq abandon abandon abandon abandon abandon";
        assert_eq!(count(words), Some(CodenameError::UnknownWord(4)));
        assert_eq!(count("q w x z q w x z q"), Some(CodenameError::UnknownWord(1)));
    }

    #[test]
    fn the_mistaken_word_is_named_on_a_page_of_another_language_too() {
        for list in WordList::ALL {
            let words = Codename::generate(list, &mut OsRng).words();
            let mut words: Vec<&str> = words.split(' ').collect();
            words[5] = if list == WordList::SimplifiedChinese { "\u{9fff}" } else { "xqxqxq" };
            for page in WordList::ALL {
                let told = Codename::parse(&words.join(" "), page).err();
                assert_eq!(told, Some(CodenameError::UnknownWord(6)), "{list:?} words, {page:?} page");
            }
        }
    }

    #[test]
    fn where_two_lists_know_as_many_of_the_words_the_one_of_the_page_tells_which_is_mistaken() {
        let (english, french) = (WordList::English, WordList::French);
        let knows = |list: WordList, word: &str| list.find(&plain(word)).is_some();
        let known_by = |lists: &[WordList]| {
            let all = lists[0].words().iter().copied();
            let words: Vec<&str> = all
                .filter(|word| WordList::ALL.iter().all(|list| knows(*list, word) == lists.contains(list)))
                .collect();
            assert!(words.len() >= 7, "{lists:?}: {words:?}");
            words
        };
        let mut words = known_by(&[english, french])[..7].to_vec();
        words.extend([known_by(&[english])[0], known_by(&[french])[0]]);
        for (page, mistaken) in [(english, 9), (french, 8)] {
            assert_eq!(Codename::parse(&words.join(" "), page).err(), Some(CodenameError::UnknownWord(mistaken)));
        }
        // The page's list says nothing of words that another knows more of.
        words[8] = known_by(&[english])[1];
        assert_eq!(Codename::parse(&words.join(" "), french).err(), Some(CodenameError::Checksum));
    }

    proptest! {
        #[test]
        fn a_codename_reads_back_however_it_is_typed(entropy in any_entropy(), list in any_list(), page in any_list()) {
            let words = of(entropy, list).words();
            let upper = words.to_uppercase();
            let dashed = words.replace(' ', " - ");
            let bare: String = words.nfkd().filter(|c| !is_combining_mark(*c)).collect();
            let short: Vec<String> = bare.split(' ').map(|w| w.chars().take(4).collect()).collect();
            for typed in [words.as_str(), &upper, &dashed, &bare, &short.join("  ")] {
                let read = Codename::parse(typed, list).unwrap();
                prop_assert_eq!(*read.entropy, entropy);
            }
            // From a page in another language: the same, but where two lists share all nine words.
            if let Ok(read) = Codename::parse(&words, page) {
                prop_assert!(*read.entropy == entropy || read.list == page);
            }
        }

        #[test]
        fn chinese_words_need_no_spaces_between_them(entropy in any_entropy()) {
            let words = of(entropy, WordList::SimplifiedChinese).words().replace(' ', "");
            prop_assert_eq!(words.chars().count(), WORDS);
            let read = Codename::parse(&words, WordList::SimplifiedChinese).unwrap();
            prop_assert_eq!(*read.entropy, entropy);
        }

        #[test]
        fn a_mistaken_word_is_noticed_nearly_always(entropy in any_entropy(), position in 0..WORDS, other in 0..2048usize) {
            let words = of(entropy, WordList::English).words();
            let mut list: Vec<&str> = words.split(' ').collect();
            let mistaken = WordList::English.words()[other];
            prop_assume!(list[position] != mistaken);
            list[position] = mistaken;
            // One in 256 passes the checksum, and is another codename then.
            if let Ok(read) = Codename::parse(&list.join(" "), WordList::English) {
                prop_assert!(*read.entropy != entropy);
            }
        }
    }
}
