//! A desk as the pages know it: its form, its address, and the operator's own texts.

use std::sync::Arc;

use fluent_bundle::FluentArgs;

use crate::form::{Form, TextKey};
use crate::seal::DeskId;

use crate::texts::{Lang, Texts};

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

/// Texts that an operator adds, or says otherwise, for one desk.
#[derive(Default)]
pub struct OwnTexts(Vec<(Lang, Texts)>);

/// A language's file of an operator cannot be read; says at which line.
#[derive(Debug)]
pub struct BadTexts {
    /// The first line that does not parse, from 1.
    pub line: usize,
}

impl OwnTexts {
    /// Adds a language's Fluent file.
    pub fn add(&mut self, lang: Lang, file: String) -> Result<(), BadTexts> {
        let texts = Texts::of_operator(lang, file).map_err(|line| BadTexts { line })?;
        self.0.push((lang, texts));
        Ok(())
    }

    fn find(&self, lang: Lang, key: &str, values: &FluentArgs<'_>) -> Option<String> {
        self.0.iter().filter(|(own, _)| *own == lang).find_map(|(_, texts)| texts.lookup(key, values))
    }

    /// The text in a language: the operator's, the shipped one; else the same in English, or in any language.
    pub(super) fn say(&self, lang: Lang, key: &str, values: &FluentArgs<'_>) -> String {
        let in_language = |lang| self.find(lang, key, values).or_else(|| Texts::of(lang).lookup(key, values));
        let in_any = || self.0.iter().find_map(|(_, texts)| texts.lookup(key, values));
        in_language(lang).or_else(|| in_language(Lang::ALL[0])).or_else(in_any).unwrap_or_default()
    }

    fn has(&self, lang: Lang, key: &str) -> bool {
        self.0.iter().any(|(own, texts)| *own == lang && texts.has(key)) || Texts::of(lang).has(key)
    }
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
