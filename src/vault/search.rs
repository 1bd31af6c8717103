//! Search in what sources told and the desk answered, over the index alone.
//!
//! Upper and lower case, accents and other combining marks make no difference, in any language: both sides are folded
//! (NFKD, lower case, without combining marks).

use std::collections::HashMap;

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use super::facts::Holds;
use super::index::Index;
use super::records::Records;
use super::words::Words;
use crate::seal::{DeskId, SubmissionId};

/// So many characters of a text are shown before and behind what was found.
const AROUND_CHARS: usize = 30;

/// Words that are looked for: at most 64, all of them must occur.
pub struct Query {
    words: Vec<Finder<'static>>,
}

/// What was found of a submission.
#[derive(Default)]
struct Found {
    /// A bit for each word that occurs.
    words: u64,
    /// A piece of the first text with one of them, on one line.
    excerpt: String,
}

impl Query {
    /// Looks for the words of this text; `None` when there is none, or more than 64.
    pub fn new(text: &str) -> Option<Self> {
        let words: Vec<_> = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        let words: Vec<_> = words.iter().map(|word| Finder::new(word.as_bytes()).into_owned()).collect();
        (1..=64).contains(&words.len()).then_some(Self { words })
    }

    /// The submissions in which all words occur, wherever in them, and a piece of text with one of them. It is a
    /// stranger's text.
    pub fn search(&self, index: &Index, records: &Records) -> HashMap<(SubmissionId, DeskId), String> {
        let mut found = HashMap::<(SubmissionId, DeskId), Found>::new();
        for facts in index.opened() {
            let (words, name) = match &facts.holds {
                Holds::Testimony { words, .. } | Holds::Identity { words } | Holds::Reply { words, .. } => {
                    (Some(words), None)
                }
                Holds::Attachment { name, .. } => (None, Some(name.as_str())),
                Holds::Closing(_) | Holds::Consent { .. } | Holds::Cover => continue,
            };
            let entry = found.entry((facts.submission, facts.desk.clone())).or_insert_with(|| {
                let mut own = Found::default();
                if let Some(record) = records.find(facts.submission, &facts.desk) {
                    for note in &record.notes {
                        self.look(&note.text, &mut own);
                    }
                }
                own
            });
            for text in words.into_iter().flat_map(Words::texts).chain(name) {
                self.look(text, entry);
            }
        }
        let all = u64::MAX >> (64 - self.words.len());
        found.into_iter().filter(|(_, found)| found.words == all).map(|(key, found)| (key, found.excerpt)).collect()
    }

    fn look(&self, text: &str, found: &mut Found) {
        let folded = fold(text);
        for (bit, word) in self.words.iter().enumerate() {
            let Some(at) = word.find(folded.as_bytes()) else { continue };
            found.words |= 1 << bit;
            if found.excerpt.is_empty() {
                found.excerpt = excerpt(text, folded[..at].chars().count());
            }
        }
    }
}

/// What makes no difference is taken away.
fn fold(text: &str) -> Zeroizing<String> {
    if text.is_ascii() {
        return Zeroizing::new(text.to_ascii_lowercase());
    }
    let mut folded = Zeroizing::new(String::with_capacity(text.len()));
    text.chars().for_each(|c| fold_char(c, |folding| folded.push(folding)));
    folded
}

fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    let folded = std::iter::once(c).nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c));
    // A sigma at the end of a word is a sigma.
    folded.map(|c| if c == 'ς' { 'σ' } else { c }).for_each(&mut push);
}

/// The piece of a text around the place that comes after so many folded characters.
fn excerpt(text: &str, folded_before: usize) -> String {
    let mut folded = 0;
    let at = text.chars().take_while(|c| {
        fold_char(*c, |_| folded += 1);
        folded <= folded_before
    });
    let at = at.count();
    let from = at.saturating_sub(AROUND_CHARS);
    let mut piece: String = text.chars().skip(from).take(at - from + 2 * AROUND_CHARS).collect();
    let more = text.chars().nth(at + 2 * AROUND_CHARS).is_some();
    piece = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{piece}{}", if from > 0 { "…" } else { "" }, if more { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_make_no_difference_in_any_language() {
        for (text, looked_for) in [
            ("Señor PÉREZ, en la cárcel", "senor perez CARCEL"),
            ("Они УВЕЗЛИ его; ёлка", "увезли елка"),
            ("سَجَّان في السِجن", "سجان السجن"),
            ("Ο ΑΔΕΛΦΟΣ", "αδελφος"),
            ("İstanbul", "istanbul"),
            ("ﬁnally", "finally"),
            ("監獄で", "監獄"),
            ("가족", "가족"),
        ] {
            let query = Query::new(looked_for).unwrap();
            let mut found = Found::default();
            query.look(text, &mut found);
            assert_eq!(found.words.count_ones() as usize, query.words.len(), "{text}");
        }
        let mut found = Found::default();
        Query::new("vans").unwrap().look("two v ans", &mut found);
        assert_eq!(found.words, 0);
        assert!(Query::new(" \u{301} ").is_none());
    }

    #[test]
    fn an_excerpt_shows_what_was_found() {
        let text = format!("{} Después llegó la CAMIONETA\n\nblanca {}", "ñandú ".repeat(50), "y más ".repeat(50));
        let mut found = Found::default();
        Query::new("camioneta").unwrap().look(&text, &mut found);
        assert!(found.excerpt.contains("llegó la CAMIONETA blanca y más"), "{}", found.excerpt);
        assert!(found.excerpt.starts_with('…') && found.excerpt.ends_with('…'));
        assert!(found.excerpt.chars().count() <= 3 * AROUND_CHARS + 2);
    }
}
