//! The words of a form in the language of whoever reads its answers.

use fluent_bundle::FluentArgs;

use crate::form::Wording;
use crate::texts::{Lang, OwnTexts};

/// The words of a form in one language, on a machine that serves no pages.
pub struct ReaderWords {
    lang: Lang,
    own: OwnTexts,
}

impl ReaderWords {
    /// The shipped words in a language, and before them an organisation's own.
    pub const fn new(lang: Lang, own: OwnTexts) -> Self {
        Self { lang, own }
    }

    fn with(&self, key: &str, values: &FluentArgs<'_>) -> String {
        self.own.say_away(self.lang, key, values)
    }
}

impl Wording for ReaderWords {
    fn say(&self, key: &str) -> String {
        self.with(key, &FluentArgs::new())
    }

    fn say_number(&self, key: &str, n: u64) -> String {
        self.with(key, &[("n", n)].into_iter().collect())
    }

    fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        self.with(key, &values.iter().map(|(name, value)| (*name, *value)).collect())
    }
}
