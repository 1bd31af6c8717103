//! Answers for human eyes, as a document: made once, written as text here and as a page elsewhere.
//!
//! ```text
//! typed into a page ─▶ Answers ─┐
//!                               ├─▶ Document ─▶ testimony.txt, the terminal, a printed page
//! testimony.json ─────▶ Answers ┘
//! ```

mod answers;
mod consent;
mod dates;
#[cfg(any(test, fuzzing))]
pub(crate) mod keys;
#[cfg(test)]
pub(super) mod tests;

use zeroize::Zeroizing;

/// The words of the pages, in one language.
pub trait Wording {
    /// The text of a key; empty where there is none.
    fn say(&self, key: &str) -> String;
    /// The same, with a number `{ $n }` in it.
    fn say_number(&self, key: &str, n: u64) -> String;
    /// The same, with these values in it.
    fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String;
}

/// What was told, in the order of the form. Cannot be printed.
#[derive(Default)]
pub struct Document {
    /// Groups of the form with an answer; each repetition of a group is one.
    pub sections: Vec<Section>,
}

/// Answers that belong together.
pub struct Section {
    /// What they are about, in the reader's language.
    pub title: String,
    /// The questions that were answered.
    pub entries: Vec<Entry>,
}

/// A question and its answer.
pub struct Entry {
    /// The question, in the reader's language.
    pub question: String,
    /// The answer; several phrases where several things were chosen, or a date has words too.
    pub answer: Vec<Phrase>,
}

/// A piece of an answer. What was typed and what was chosen must not look alike.
#[derive(PartialEq, Eq)]
pub enum Phrase {
    /// What the source typed, as they typed it.
    Words(Zeroizing<String>),
    /// What they chose, or a date or count in numbers, in the reader's language.
    Chosen(String),
    /// They marked that there is no answer, and why, in the reader's language.
    NotSaid(String),
}

impl Phrase {
    /// Words of the source's own.
    pub fn words(text: &str) -> Self {
        Self::Words(Zeroizing::new(text.to_owned()))
    }

    /// The text of it, whatever it is.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Words(words) => words,
            Self::Chosen(text) | Self::NotSaid(text) => text,
        }
    }
}

impl Document {
    /// The document as plain text, `testimony.txt` (`docs/formats.md` §2.1).
    ///
    /// Answers are indented and headings are not, so that no answer can pass for a heading.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for section in &self.sections {
            if !out.is_empty() {
                out.push('\n');
            }
            section.write(&mut out);
        }
        out
    }
}

impl Section {
    /// The section alone, as text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push_str("== ");
        out.push_str(&self.title);
        out.push_str("\n\n");
        for entry in &self.entries {
            out.push_str(&entry.question);
            out.push_str("\n\n");
            for phrase in &entry.answer {
                phrase.write(out);
            }
            out.push('\n');
        }
    }
}

impl Phrase {
    fn write(&self, out: &mut String) {
        // A source who types the same words says something else than one who marks them.
        let mark = if matches!(self, Self::NotSaid(_)) { "– " } else { "" };
        for line in lines(self.as_str().trim_end()) {
            out.push_str("    ");
            out.push_str(mark);
            out.push_str(line);
            out.push('\n');
        }
    }
}

/// Where some viewer ends a line (Unicode 16, section 5.8; UAX 14): text that follows must not pass for a heading.
const LINE_ENDS: [char; 7] = ['\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The lines of a text, whoever shows it; CR LF ends one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split(LINE_ENDS))
}
