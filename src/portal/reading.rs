//! The words of a form in the language of whoever reads its answers.

use fluent_bundle::FluentArgs;

use crate::form::Wording;

use super::desk::OwnTexts;
use crate::texts::{Lang, without_marks};

/// The values that texts may use, and that only the server knows.
const UNKNOWN_HERE: [&str; 5] = ["organisation", "file-limit", "visit-limit", "max-files", "upload-hours"];

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
        let mut all: FluentArgs<'_> = UNKNOWN_HERE.into_iter().map(|name| (name, "…")).collect();
        for (name, value) in values.iter() {
            all.set(name, value.clone());
        }
        without_marks(self.own.say(self.lang, key, &all))
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
