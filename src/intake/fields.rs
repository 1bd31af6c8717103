//! The form's fields as they arrive, and whether they can be accepted.

use std::collections::HashSet;

use rand_core::OsRng;

use crate::form::consent::Choices;
use crate::form::{Answers, Form, Typed};
use crate::seal::{Codename, FormNonce, WordList};

use super::Limits;
use super::limits::MAX_TEXT_BYTES;
use super::outcome::{Given, Problem};

/// The form's fields, as they arrive.
pub(super) struct Fields {
    names: HashSet<String>,
    pub(super) typed: Typed,
    codename: String,
    nonce: String,
    again: bool,
    bytes: usize,
    too_long: bool,
}

impl Fields {
    /// The fields of this form; what arrives under other names is dropped.
    pub(super) fn of(form: &Form) -> Self {
        let (typed, codename, nonce) = (Typed::default(), String::new(), String::new());
        Self { names: form.names(), typed, codename, nonce, again: false, bytes: 0, too_long: false }
    }

    /// Adds bytes to a field that is arriving, as many as a form may have in all.
    pub(super) fn gather(&mut self, value: &mut Vec<u8>, data: &[u8]) {
        let room = MAX_TEXT_BYTES.saturating_sub(self.bytes);
        self.too_long |= data.len() > room;
        let taken = &data[..data.len().min(room)];
        self.bytes += taken.len();
        value.extend_from_slice(taken);
    }

    /// Whether the form asks for a field of this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        ["codename", "nonce", "again"].contains(&name) || Choices::is_field(name) || self.names.contains(name)
    }

    /// Takes a field's bytes.
    pub(super) fn set(&mut self, name: &str, value: Vec<u8>) {
        match name {
            "codename" => self.codename = String::from_utf8_lossy(&value).into_owned(),
            "nonce" => self.nonce = String::from_utf8_lossy(&value).into_owned(),
            "again" => self.again = value == b"1",
            _ => self.typed.add(name, value),
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
