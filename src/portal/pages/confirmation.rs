//! The page that says what is stored.

use askama::Template;

use crate::intake::{KeptFile, NotKept, NotKeptFile};

use super::super::desk::Desk;
use super::{Frame, IN_MEMORY, Site};
use crate::texts::Lang;

/// What a visit left behind. Made only from what is durable.
pub struct ConfirmationPage<'a> {
    /// The desk that was told.
    pub desk: &'a Desk,
    /// Nine words, one space between.
    pub codename: &'a str,
    /// The form's codename was mistaken; these words are others than the form showed.
    pub codename_replaced: bool,
    /// The source brought these words, so that they need not be shown.
    pub again: bool,
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
        codename_replaced: bool,
        again: bool,
        words_kept: bool,
        kept: &'a [KeptFile],
        not_kept: &'a [NotKeptFile],
        unnamed: usize,
        listed: bool,
        cut_short: bool,
        /// Smaller files would have been kept: coming again with the same ones would not help.
        too_large: bool,
    }
    let mut page = Frame::at_desk(site, lang, visit.desk);
    // A language link would lead to a fresh form, with other words than these.
    page.offers_languages = false;
    let page = Confirmation {
        page,
        codename: visit.codename,
        codename_replaced: visit.codename_replaced,
        again: visit.again,
        words_kept: visit.words_kept,
        kept: visit.kept,
        not_kept: visit.not_kept,
        unnamed: visit.unnamed,
        listed: visit.listed,
        cut_short: visit.cut_short,
        too_large: visit.unnamed == 0 && visit.not_kept.iter().all(|file| file.reason == NotKept::TooLarge),
    };
    page.render().expect(IN_MEMORY)
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
