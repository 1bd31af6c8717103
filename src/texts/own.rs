//! An operator's own texts, before the shipped ones.

use fluent_bundle::FluentArgs;

use super::{Lang, Texts, without_marks};

/// The values that texts may use, and that only the server knows.
const UNKNOWN_AWAY: [&str; 5] = ["organisation", "file-limit", "visit-limit", "max-files", "upload-hours"];

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
    /// No texts at all.
    pub fn none() -> &'static Self {
        static NONE: OwnTexts = OwnTexts(Vec::new());
        &NONE
    }

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
    pub fn say(&self, lang: Lang, key: &str, values: &FluentArgs<'_>) -> String {
        let in_language = |lang| self.find(lang, key, values).or_else(|| Texts::of(lang).lookup(key, values));
        let in_any = || self.0.iter().find_map(|(_, texts)| texts.lookup(key, values));
        in_language(lang).or_else(|| in_language(Lang::ALL[0])).or_else(in_any).unwrap_or_default()
    }

    /// The same on a machine that serves no pages: what only the server knows is "…", and no marks stand in it.
    pub fn say_away(&self, lang: Lang, key: &str, values: &FluentArgs<'_>) -> String {
        let mut all: FluentArgs<'_> = UNKNOWN_AWAY.into_iter().map(|name| (name, "…")).collect();
        for (name, value) in values.iter() {
            all.set(name, value.clone());
        }
        without_marks(self.say(lang, key, &all))
    }

    /// True when a language has a text of this key, the operator's or the shipped one.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.0.iter().any(|(own, texts)| *own == lang && texts.has(key)) || Texts::of(lang).has(key)
    }
}
