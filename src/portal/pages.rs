//! The pages a source meets. Each is a pure function of a typed context.
//!
//! No page sets a cookie, runs a script or names another site, and no title tells what it is about.
//! The templates stand in `static/pages/`, the texts in `static/texts/`; templates escape every value.
//! Contexts that hold what a source typed, or a codename, can be neither printed nor cloned.

mod confirmation;
mod consent;
mod filler;
mod form;
mod frame;
mod mailbox;
mod pause;
mod problem;
mod progress;
mod questions;
mod safety;
#[cfg(test)]
mod samples;
mod style;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use askama::Template;

use super::desk::Desk;
use super::look::Look;
use super::support::Place;
use crate::texts::{Lang, Texts};

use frame::Frame;

pub use confirmation::{ConfirmationPage, confirmation};
pub use consent::{CONSENT_VERSION, change_text, consent_text, page_mark, withdraw_text};
pub use form::{FormPage, Problem, first_page, form};
pub use frame::DeskWords;
pub use mailbox::{
    Changed, CodenamePage, CodenameProblem, MailboxPage, MailboxProblem, Reply, ask_codename, changed, mailbox,
};
pub use pause::pause;
pub use progress::progress;
pub use safety::{safety, support_bytes};
pub use style::Style;

/// Writing to memory fails only if the machine has none left.
const IN_MEMORY: &str = "a page is written to memory";

/// What every page knows of the site it belongs to. Nothing here is about a visitor.
#[derive(Clone)]
pub struct Site {
    /// Who receives the testimonies.
    pub organisation: String,
    /// The operator's own mark and colours.
    pub look: Look,
    /// The languages on offer, the first one for visitors who have chosen none.
    pub languages: Vec<Lang>,
    /// What one visit can hold.
    pub limits: SiteLimits,
    /// The software's version.
    pub version: &'static str,
    /// The roster's digest in groups of four digits, as the custodian's command prints it.
    pub roster_fingerprint: String,
    /// Where the quick exit leads; empty for the blank page at `/exit`.
    pub quick_exit: String,
    /// Where somebody can help, and who.
    pub support: Vec<Place>,
    /// Who can be told something, and what each asks; one at least.
    pub desks: Vec<Arc<Desk>>,
    /// What is different where the site is met on the open web; `None` as an onion service.
    pub open_web: Option<OpenWeb>,
    /// What stands in every page as its style sheet: ours, and the look's colours behind it.
    pub style: Style,
}

/// The site on the open web, where whoever carries a connection sees that it leads here.
#[derive(Clone)]
pub struct OpenWeb {
    /// The host of the site's onion service.
    pub onion: Option<String>,
    /// For how many days browsers are told to come by HTTPS alone; 0 tells them nothing.
    pub hsts_days: u32,
}

/// What one visit can hold, as the pages say it.
#[derive(Clone, Copy)]
pub struct SiteLimits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all that one visit sends.
    pub visit_bytes: u64,
    /// Files in one visit.
    pub max_files: usize,
    /// For so many whole hours one visit can send.
    pub upload_hours: u64,
}

/// A page that says one thing and leads back to the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// No page has this address.
    NotFound,
    /// The address has a page, but not for this method.
    WrongMethod,
    /// What arrived cannot be read; nothing was kept.
    Malformed,
    /// Something of ours failed.
    Failed,
}

/// `GET /` and `GET /{lang}/`: what this is, who reads it, how to stay safe, and where there are several
/// desks, the choice among them.
pub fn landing(site: &Site, lang: Lang) -> String {
    #[derive(Template)]
    #[template(path = "landing.html", config = ".askama.toml")]
    struct Landing<'a> {
        page: Frame<'a>,
        desks: Vec<OfferedDesk>,
    }
    let several = site.desks.iter().filter(|_| site.desks.len() > 1);
    let desks = several.map(|desk| OfferedDesk::of(site, lang, desk)).collect();
    Landing { page: Frame::new(site, lang, ""), desks }.render().expect(IN_MEMORY)
}

/// A desk as the start page offers it.
struct OfferedDesk {
    path: String,
    title: String,
    lead: String,
}

impl OfferedDesk {
    fn of(site: &Site, lang: Lang, desk: &Desk) -> Self {
        let page = Frame::at_desk(site, lang, desk);
        // A form called `x-title` may be described in fewer words by `x-lead` than by its own lead.
        let short = desk.form.title.strip_suffix("-title").map(|name| page.say(&format!("{name}-lead")));
        let lead = short.filter(|lead| !lead.is_empty());
        let lead = lead.or_else(|| desk.form.lead.as_ref().map(|key| page.say(key)));
        Self { path: desk.path_before(), title: page.say(&desk.form.title), lead: lead.unwrap_or_default() }
    }
}

/// `GET /{lang}/4`: languages, limits, version, roster fingerprint.
pub fn about(site: &Site, lang: Lang) -> String {
    #[derive(Template)]
    #[template(path = "about.html", config = ".askama.toml")]
    struct About<'a> {
        page: Frame<'a>,
    }
    let page = Frame::new(site, lang, "4");
    About { page }.render().expect(IN_MEMORY)
}

/// `GET /exit`: an all but empty page that says nothing of where the visitor was.
///
/// One address for all, so it has its line in every language of the site.
pub fn exit(site: &Site) -> String {
    #[derive(Template)]
    #[template(path = "exit.html", config = ".askama.toml")]
    struct Exit<'a> {
        lang: Lang,
        title: String,
        style: &'a Style,
        hints: Vec<(Lang, String)>,
    }
    let lang = site.languages.first().copied().unwrap_or(Lang::ALL[0]);
    let hint = |&lang: &Lang| (lang, Texts::of(lang).get("exit-hint"));
    let (title, hints) = (Texts::of(lang).get("page-title"), site.languages.iter().map(hint).collect());
    Exit { lang, title, style: &site.style, hints }.render().expect(IN_MEMORY)
}

/// Any address without a page.
pub fn not_found(site: &Site, lang: Lang) -> String {
    notice(site, lang, Notice::NotFound)
}

/// A request that leads to no other page.
pub fn notice(site: &Site, lang: Lang, notice: Notice) -> String {
    #[derive(Template)]
    #[template(path = "notice.html", config = ".askama.toml")]
    struct NoticeTemplate<'a> {
        page: Frame<'a>,
        title: String,
        text: String,
    }
    let page = Frame::new(site, lang, "");
    let (title, text) = notice.keys();
    NoticeTemplate { title: page.say(title), text: page.say(text), page }.render().expect(IN_MEMORY)
}

impl Notice {
    /// The keys of its title and its text.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("notice-not-found-title", "notice-not-found"),
            Self::WrongMethod => ("notice-wrong-method-title", "notice-wrong-method"),
            Self::Malformed => ("notice-malformed-title", "notice-malformed"),
            Self::Failed => ("notice-failed-title", "notice-failed"),
        }
    }
}
