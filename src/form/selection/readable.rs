//! Answers that leave, for human eyes.

use serde_json::{Value, json};

use super::pieces::{Told, pieces};
use crate::form::{Document, Entry, Form, Part, Phrase, Section, Wording};

/// What stands above answers whose questions are not known here.
const UNKNOWN_FORM: &str = "Answers, under the names of their questions";

impl Told {
    /// The answers under the questions of their form, in the language of `words`; under the items' names where the form
    /// is not known.
    pub fn document(&self, part: Part, form: Option<&Form>, words: &dyn Wording) -> Document {
        if let Some(form) = form {
            let told = json!({ "answers": self.answers, "not_said": self.not_said });
            return form.read_back(part, &told).document(words);
        }
        let entries = pieces(&self.answers, &self.not_said, None).into_iter().map(|piece| {
            let answer = match piece.value {
                Value::Array(all) => all.iter().filter_map(Value::as_str).map(Phrase::words).collect(),
                _ => vec![Phrase::words(&piece.plain())],
            };
            Entry { question: piece.name, answer }
        });
        Document { sections: vec![Section { title: UNKNOWN_FORM.to_owned(), entries: entries.collect() }] }
    }
}
