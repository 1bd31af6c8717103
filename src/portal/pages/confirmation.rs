//! The page that says what is stored.

use askama::Template;

use crate::intake::{Given, KeptFile, NotKept, NotKeptFile};

use super::super::desk::Desk;
use super::{Frame, IN_MEMORY, Site};
use crate::texts::Lang;

/// What a visit left behind. Made only from what is durable.
pub struct ConfirmationPage<'a> {
    /// The desk that was told.
    pub desk: &'a Desk,
    /// Nine words, one space between.
    pub codename: &'a str,
    /// How the source came to them.
    pub given: Given,
    /// Whether there were words; if so, they are stored.
    pub words_kept: bool,
    /// The files stored, in the order they arrived.
    pub kept: &'a [KeptFile],
    /// The files not stored.
    pub not_kept: &'a [NotKeptFile],
    /// How many more are not stored, past those that are named.
    pub unnamed: usize,
    /// The names of the files not stored are.
    pub listed: bool,
    /// The visit ended before the form did.
    pub cut_short: bool,
}

/// `POST /{lang}/1`, once everything it names is durable.
pub fn confirmation(site: &Site, lang: Lang, visit: &ConfirmationPage<'_>) -> String {
    #[derive(Template)]
    #[template(path = "confirmation.html", config = ".askama.toml")]
    struct Confirmation<'a> {
        page: Frame<'a>,
        codename: &'a str,
        /// The source brought these words, so that they need not be shown.
        again: bool,
        visit: &'a ConfirmationPage<'a>,
    }
    let mut page = Frame::at_desk(site, lang, visit.desk);
    // A language link would lead to a fresh form, with other words than these.
    page.offers_languages = false;
    let again = visit.given == Given::Before;
    // Nor is there a way back to these: the page cannot be asked for again.
    page.is_written_on = !again;
    Confirmation { page, codename: visit.codename, again, visit }.render().expect(IN_MEMORY)
}

impl ConfirmationPage<'_> {
    fn is_something(&self) -> bool {
        self.words_kept || !self.kept.is_empty()
    }

    /// Whether all that is not stored is known, and too large: the same again would be too large again.
    fn all_too_large(&self) -> bool {
        self.unnamed == 0 && !self.cut_short && self.not_kept.iter().all(|file| file.reason == NotKept::TooLarge)
    }

    /// Whether it must be said beside this file that it can be sent in parts, because others need not be.
    fn alone_too_large(&self, file: &NotKeptFile) -> bool {
        file.reason == NotKept::TooLarge && !self.all_too_large()
    }

    /// The key of what can be done about the files not stored.
    fn next(&self) -> &'static str {
        match self.given {
            _ if self.all_too_large() => "not-kept-smaller",
            Given::Before => "not-kept-next-again",
            Given::WithTheForm | Given::Instead => "not-kept-next",
        }
    }
}

impl NotKept {
    /// The key of its text.
    fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "not-kept-too-large",
            Self::VisitFull => "not-kept-visit-full",
            Self::TooMany => "not-kept-too-many",
            Self::ServerFull => "not-kept-server-full",
            Self::Broken => "not-kept-broken",
        }
    }
}
