//! A desk as the pages know it: its form, its address, and the operator's own texts.

use std::sync::Arc;

use crate::form::{Form, TextKey};
use crate::seal::DeskId;
use crate::texts::{Lang, OwnTexts};

/// A desk that can be told something.
pub struct Desk {
    /// Its place in the roster, from 1.
    pub number: usize,
    /// Its name in the roster.
    pub id: DeskId,
    /// What it asks.
    pub form: Arc<Form>,
    /// The operator's own texts, looked up before the shipped ones.
    pub texts: OwnTexts,
    /// What identifies people is sealed to fewer reviewers than the rest.
    pub few_read_identity: bool,
}

impl Desk {
    /// The address of its form behind the language: the first desk's is `1`, the second's `1/2`.
    pub fn path(&self) -> String {
        match self.number {
            1 => "1".to_owned(),
            number => format!("1/{number}"),
        }
    }

    /// The address of the page before its form: the first desk's is `5`, the second's `5/2`.
    pub fn path_before(&self) -> String {
        match self.number {
            1 => "5".to_owned(),
            number => format!("5/{number}"),
        }
    }

    /// The texts of its form that a language lacks, with the lines of the form that ask for them.
    pub fn missing(&self, lang: Lang) -> Vec<(TextKey, usize)> {
        self.form.texts().into_iter().filter(|(key, _)| !self.texts.has(lang, key)).collect()
    }
}
