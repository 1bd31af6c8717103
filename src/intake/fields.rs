//! The form's fields as they arrive, and whether they can be accepted.
//!
//! A page says what it asks: it may have stood open while the form changed. Then nothing is read as an answer to
//! another question, and nothing of it is lost.

use std::collections::HashSet;

use rand_core::OsRng;

use crate::form::consent::Choices;
use crate::form::{Answers, COUNT_HOW, FILLER, Form, NOT_SAID, NotSaid, Typed};
use crate::seal::{Codename, DeskId, FormNonce, WordList};

use super::Limits;
use super::limits::MAX_TEXT_BYTES;
use super::outcome::{Asked, Given, Problem};

/// The form's fields, as they arrive.
pub(super) struct Fields {
    names: HashSet<String>,
    pub(super) typed: Typed,
    /// Answers to questions that are gone, a line each.
    pub(super) aside: String,
    codename: String,
    nonce: String,
    again: bool,
    /// The source asks for the closed questions.
    pub(super) more: bool,
    desk: String,
    page: String,
    bytes: usize,
    too_long: bool,
}

/// Fields that every page of a form has, besides its questions.
const OWN: [&str; 8] = ["codename", "nonce", "again", "desk", "page", "progress", "more", "aside"];
/// Tells the visit by which its source can see how far it is.
pub(super) const PROGRESS: &str = "progress";

impl Fields {
    /// The fields of this form; what arrives under other names is dropped, unless the page is of before.
    pub(super) fn of(form: &Form) -> Self {
        Self {
            names: form.names(),
            typed: Typed::default(),
            aside: String::new(),
            codename: String::new(),
            nonce: String::new(),
            again: false,
            more: false,
            desk: String::new(),
            page: String::new(),
            bytes: 0,
            too_long: false,
        }
    }

    /// True when the page that is being sent asks something else than is asked now. It says so before its answers.
    pub(super) fn is_of_before(&self, asked: &Asked) -> bool {
        let says_nothing = self.desk.is_empty() && self.page.is_empty() && !asked.page.is_empty();
        !says_nothing && (self.desk != asked.desk.as_str() || self.page != asked.page)
    }

    /// The desk that the page was for, where it is not this one.
    pub(super) fn other_desk(&self, asked: &Asked) -> Option<DeskId> {
        self.desk.parse().ok().filter(|desk| *desk != asked.desk)
    }

    /// Adds bytes to a field that is arriving, as many as a form may have in all.
    pub(super) fn gather(&mut self, value: &mut Vec<u8>, data: &[u8]) {
        let room = MAX_TEXT_BYTES.saturating_sub(self.bytes);
        self.too_long |= data.len() > room;
        let taken = &data[..data.len().min(room)];
        self.bytes += taken.len();
        value.extend_from_slice(taken);
    }

    /// Whether a field of this name is read.
    pub(super) fn reads(&self, name: &str, asked: &Asked) -> bool {
        self.knows(name) || (name != FILLER && self.is_of_before(asked))
    }

    fn knows(&self, name: &str) -> bool {
        OWN.contains(&name) || Choices::is_field(name) || self.names.contains(name)
    }

    /// Takes a field's bytes.
    pub(super) fn set(&mut self, name: &str, value: Vec<u8>) {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        match name {
            "codename" => self.codename = text(&value),
            "nonce" => self.nonce = text(&value),
            "again" => self.again = value == b"1",
            "desk" => self.desk = text(&value),
            "page" => self.page = text(&value),
            "more" => self.more = true,
            "aside" => self.put_aside(&text(&value)),
            PROGRESS => {}
            name if self.knows(name) => self.typed.add(name, value),
            name if is_said(name, &value) => self.put_aside(&text(&value)),
            _ => {}
        }
    }

    fn put_aside(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.aside.push_str(text.trim());
            self.aside.push('\n');
        }
    }

    /// What was answered and permitted, or why the form cannot be accepted as it is.
    pub(super) fn understand<'f>(
        &self,
        form: &'f Form,
        limits: &Limits,
        a_file_follows: bool,
    ) -> Result<(Answers<'f>, Choices), Vec<Problem>> {
        let (choices, consent) = Choices::from_fields(self.typed.iter());
        let mut problems: Vec<Problem> = consent.into_iter().map(Problem::Consent).collect();
        let answers = match form.understand(&self.typed, limits.text()) {
            Ok(answers) => Some(answers),
            Err(mistakes) => {
                problems.extend(mistakes.into_iter().map(Problem::Answer));
                None
            }
        };
        if answers.as_ref().is_some_and(Answers::is_empty) && !a_file_follows && !self.too_long {
            problems.push(Problem::Nothing);
        }
        if self.too_long {
            problems.push(Problem::TextTooLong);
        }
        match answers {
            Some(answers) if problems.is_empty() => Ok((answers, choices)),
            _ => Err(problems),
        }
    }

    /// The form's codename, or a fresh one when it is mistaken; says which.
    pub(super) fn codename(&self, list: WordList) -> (Codename, Given) {
        match Codename::parse(&self.codename, list) {
            Ok(codename) if self.again => (codename, Given::Before),
            Ok(codename) => (codename, Given::WithTheForm),
            Err(_) => (Codename::generate(list, &mut OsRng), Given::Instead),
        }
    }

    /// The form's nonce, or a fresh one when it is mistaken.
    pub(super) fn nonce(&self) -> FormNonce {
        self.nonce.parse().unwrap_or_else(|_| FormNonce::random(&mut OsRng))
    }
}

/// True for what somebody said, in a field that the form has no more; not for a mark beside it.
fn is_said(name: &str, value: &[u8]) -> bool {
    let is_mark = [NOT_SAID, COUNT_HOW, "about"].iter().any(|part| name.ends_with(&format!("-{part}")));
    !is_mark && NotSaid::ALL.iter().all(|why| why.as_str().as_bytes() != value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_forms_text_together_has_a_bound() {
        let mut fields = Fields::of(&Form::shipped("guided").unwrap());
        let (mut first, mut second) = (Vec::new(), Vec::new());
        fields.gather(&mut first, &vec![b'a'; 600 << 10]);
        fields.gather(&mut second, &vec![b'b'; 424 << 10]);
        assert!(!fields.too_long);
        assert_eq!(first.len() + second.len(), 1 << 20);
        fields.gather(&mut second, b"");
        assert!(!fields.too_long);
        fields.gather(&mut second, b"one more");
        assert!(fields.too_long && second.len() == 424 << 10);
    }
}
