//! Who can help where somebody lives, as the operator names them. All of it is shown as text, and leads nowhere.

use crate::texts::Lang;

/// What all of it may take of a page, in bytes: every answer to GET has one size (decision 0037).
pub const MOST_SUPPORT_BYTES: usize = 20 << 10;

/// A text of the operator's: one for all languages, or one for each that they have.
#[derive(Clone, Default)]
pub struct Said {
    /// In its own language, whichever it is.
    pub for_all: Option<String>,
    /// In languages of the pages.
    pub each: Vec<(Lang, String)>,
}

impl Said {
    /// The text for a page in this language, and the language that it is in where that is known: the page's; else
    /// English; else any.
    pub fn on_page(&self, lang: Lang) -> Option<(&str, Option<Lang>)> {
        let wanted = [lang, Lang::ALL[0]].into_iter().find_map(|lang| self.each.iter().find(|(own, _)| *own == lang));
        match wanted.or(self.each.first()) {
            Some((own, text)) => Some((text, Some(*own))),
            None => self.for_all.as_deref().map(|text| (text, None)),
        }
    }
}

/// Somebody who can help.
#[derive(Clone)]
pub struct Contact {
    /// What they are called.
    pub name: String,
    /// What they do.
    pub about: Said,
    /// How to reach them: numbers, addresses.
    pub how: Vec<String>,
    /// The languages that they speak: codes of ours, or names.
    pub languages: Vec<String>,
}

/// Where some can help.
#[derive(Clone)]
pub struct Place {
    /// The country's code (ISO 3166-1 alpha-2), which stands in where no label is; `None` for everywhere.
    pub country: Option<String>,
    /// What pages call it.
    pub label: Said,
    /// Who can help there, in the operator's order.
    pub contacts: Vec<Contact>,
}
