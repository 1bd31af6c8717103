//! The form's text, and whether it can be accepted.

use rand_core::OsRng;

use crate::seal::{Codename, FormNonce, WordList};

use super::Limits;
use super::limits::MAX_TEXT_BYTES;
use super::outcome::Problem;
use super::testimony::Answers;

/// The form's text, as it arrives.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) answers: Answers,
    codename: String,
    nonce: String,
    bytes: usize,
    too_long: bool,
}

impl Fields {
    /// Adds bytes to a field that is arriving, as many as a form may have in all.
    pub(super) fn gather(&mut self, value: &mut Vec<u8>, data: &[u8]) {
        let room = MAX_TEXT_BYTES.saturating_sub(self.bytes);
        self.too_long |= data.len() > room;
        let taken = &data[..data.len().min(room)];
        self.bytes += taken.len();
        value.extend_from_slice(taken);
    }

    /// Takes a field's text. Unknown fields are ignored; broken UTF-8 is mended, not refused.
    pub(super) fn set(&mut self, name: &str, value: Vec<u8>) {
        let text = match String::from_utf8(value) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        match name {
            "account" => self.answers.account = text,
            "when" => self.answers.when = text,
            "place" => self.answers.place = text,
            "consent" => self.answers.consent = text == "yes",
            "codename" => self.codename = text,
            "nonce" => self.nonce = text,
            _ => {}
        }
    }

    /// Why the form cannot be accepted as it is; empty when it can.
    pub(super) fn problems(&self, limits: &Limits, a_file_follows: bool) -> Vec<Problem> {
        let longer = |text: &str, most: usize| text.chars().count() > most;
        let answers = &self.answers;
        [
            (!answers.consent, Problem::Consent),
            (answers.is_empty() && !a_file_follows && !self.too_long, Problem::Nothing),
            (longer(&answers.when, limits.line_chars), Problem::WhenTooLong),
            (longer(&answers.place, limits.line_chars), Problem::PlaceTooLong),
            (longer(&answers.account, limits.account_chars), Problem::AccountTooLong),
            (self.too_long, Problem::TextTooLong),
        ]
        .into_iter()
        .filter_map(|(wrong, problem)| wrong.then_some(problem))
        .collect()
    }

    /// The form's codename, or a fresh one when it is mistaken; says which.
    pub(super) fn codename(&self, list: WordList) -> (Codename, bool) {
        match Codename::parse(&self.codename, list) {
            Ok(codename) => (codename, false),
            Err(_) => (Codename::generate(list, &mut OsRng), true),
        }
    }

    /// The form's nonce, or a fresh one when it is mistaken.
    pub(super) fn nonce(&self) -> FormNonce {
        self.nonce.parse().unwrap_or_else(|_| FormNonce::random(&mut OsRng))
    }
}
