//! What every page knows and has around it.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::form::Wording;
use crate::seal::WordList;

use super::super::desk::Desk;
use super::{Arc, Site};
use crate::texts::{Lang, Texts, without_marks};

/// What stands around every page, and the voice its texts speak with.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site,
    pub(super) lang: Lang,
    pub(super) texts: &'static Texts,
    /// The desk whose page it is: its operator's texts come first.
    desk: Option<&'a Desk>,
    /// The page's desk seals what identifies people to fewer reviewers than the rest.
    pub(super) few_read_identity: bool,
    /// The values that every text may use.
    facts: FluentArgs<'a>,
    /// The page's address after `/{lang}/`.
    pub(super) path: String,
    /// Whether the same page in another language can be asked for without losing anything.
    pub(super) offers_languages: bool,
    /// Whether something can be typed on it, or read, that leaving it would lose.
    pub(super) is_written_on: bool,
}

impl<'a> Frame<'a> {
    pub(super) fn new(site: &'a Site, lang: Lang, path: &str) -> Self {
        Self {
            site,
            lang,
            texts: Texts::of(lang),
            desk: None,
            few_read_identity: false,
            facts: site.facts(lang),
            path: path.to_owned(),
            offers_languages: true,
            is_written_on: false,
        }
    }

    /// The frame of a page that belongs to a desk.
    pub(super) fn at_desk(site: &'a Site, lang: Lang, desk: &'a Desk) -> Self {
        let few_read_identity = desk.few_read_identity;
        Self { desk: Some(desk), few_read_identity, ..Self::new(site, lang, &desk.path()) }
    }

    pub(super) fn say(&self, key: &str) -> String {
        self.with(key, &self.facts)
    }

    /// A text's lines: each is a paragraph or a hint of its own.
    pub(super) fn lines(&self, key: &str) -> Vec<String> {
        self.say(key).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    pub(super) fn say_with(&self, key: &str, name: &'static str, value: &str) -> String {
        self.say_also(key, name, value.into())
    }

    pub(super) fn say_of(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let facts = self.facts.iter().map(|(name, fact)| (name, fact.clone()));
        self.with(key, &facts.chain(values.iter().map(|(name, value)| (*name, (*value).into()))).collect())
    }

    pub(super) fn count(&self, key: &str, name: &'static str, count: usize) -> String {
        self.say_also(key, name, count.into())
    }

    fn say_also(&self, key: &str, name: &'static str, value: FluentValue<'_>) -> String {
        let facts = self.facts.iter().map(|(name, fact)| (name, fact.clone()));
        self.with(key, &facts.chain([(name, value)]).collect())
    }

    fn with(&self, key: &str, values: &FluentArgs<'_>) -> String {
        match self.desk {
            Some(desk) => desk.texts.say(self.lang, key, values),
            None => self.texts.with(key, values),
        }
    }

    /// The address of another page in this page's language; where that is offered no more, in the first that is.
    pub(super) fn to(&self, path: &str) -> String {
        let languages = &self.site.languages;
        let is_offered = languages.contains(&self.lang);
        let lang = if is_offered { self.lang } else { languages.first().copied().unwrap_or(self.lang) };
        format!("/{}/{path}", lang.code())
    }

    /// Where a form of this page is sent: what was begun in a language is answered in it, offered or not.
    pub(super) fn sends_to(&self, path: &str) -> String {
        format!("/{}/{path}", self.lang.code())
    }

    /// The language of the nine words that this page's language gives; all of their lists run from left to right.
    pub(super) fn words_lang(&self) -> &'static str {
        match WordList::of_language(self.lang.code()) {
            WordList::English => Lang::ALL[0].code(),
            _ => self.lang.code(),
        }
    }

    /// What a link to another page has: where something is being written, it opens beside it, and says so. Never the way
    /// out.
    pub(super) const fn aside(&self) -> &'static str {
        if self.is_written_on { r#" aria-describedby="new_tab" target="_blank" rel="noopener noreferrer""# } else { "" }
    }

    /// Where the forms begin: at the page's own desk, or where somebody chooses among several.
    pub(super) fn tell(&self) -> String {
        match self.desk {
            Some(desk) => self.to(&desk.path_before()),
            None if self.site.desks.len() > 1 => self.to("#desks"),
            None => self.to("5"),
        }
    }

    pub(super) fn exit(&self) -> &str {
        match self.site.quick_exit.as_str() {
            "" => "/exit",
            elsewhere => elsewhere,
        }
    }
}

impl Site {
    /// The values that every text may use.
    fn facts(&self, lang: Lang) -> FluentArgs<'_> {
        let texts = Texts::of(lang);
        let mut facts = FluentArgs::new();
        facts.set("organisation", self.organisation.as_str());
        facts.set("file-limit", texts.size(self.limits.file_bytes));
        facts.set("visit-limit", texts.size(self.limits.visit_bytes));
        facts.set("max-files", self.limits.max_files);
        facts.set("upload-hours", self.limits.upload_hours);
        facts
    }
}

/// The words of a desk's form in one language, as its page says them.
pub struct DeskWords {
    /// What the texts may name.
    pub site: Arc<Site>,
    /// The desk.
    pub desk: Arc<Desk>,
    /// The language.
    pub lang: Lang,
}

impl Wording for DeskWords {
    fn say(&self, key: &str) -> String {
        without_marks(Frame::at_desk(&self.site, self.lang, &self.desk).say(key))
    }

    fn say_number(&self, key: &str, n: u64) -> String {
        without_marks(Frame::at_desk(&self.site, self.lang, &self.desk).say_also(key, "n", n.into()))
    }

    fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        without_marks(Frame::at_desk(&self.site, self.lang, &self.desk).say_of(key, values))
    }
}
