//! The pages a source meets. Each is a pure function of a typed context.
//!
//! No page sets a cookie, runs a script or names another site, and no title tells what it is about.
//! The templates stand in `static/pages/`, the texts in `static/texts/`; templates escape every value.
//! Contexts that hold what a source typed, or a codename, can be neither printed nor cloned.

use askama::Template;
use fluent_bundle::{FluentArgs, FluentValue};

use crate::form::Typed;
use crate::intake::{KeptFile, NotKept, NotKeptFile};

use super::texts::{Lang, Texts};

/// The one style sheet, served at `/style.css`.
pub const STYLE: &str = include_str!("../../static/style.css");

/// Writing to memory fails only if the machine has none left.
const IN_MEMORY: &str = "a page is written to memory";

/// What every page knows of the site it belongs to. Nothing here is about a visitor.
pub struct Site {
    /// Who receives the testimonies.
    pub organisation: String,
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
}

/// What one visit can hold, as the pages say it.
pub struct SiteLimits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all that one visit sends.
    pub visit_bytes: u64,
    /// Files in one visit.
    pub max_files: usize,
}

/// A field with words in it.
#[derive(Clone, Copy)]
pub enum Field {
    /// `account`
    Account,
    /// `when`
    When,
    /// `place`
    Place,
}

/// What keeps a form from being accepted. Unless it says otherwise, the typed words came back too.
pub enum Problem {
    /// The consent box is not marked.
    ConsentMissing,
    /// Neither words nor a file.
    NothingToldOrSent,
    /// The codename's checksum failed, so the form now carries a fresh one.
    CodenameReplaced,
    /// A returned form cannot choose files; these were chosen before. Their names, as sent.
    FilesMustBeChosenAgain(Vec<String>),
    /// A field holds more than `limit` characters.
    TooLong {
        /// The field.
        field: Field,
        /// Characters that fit.
        limit: usize,
    },
    /// The store failed; nothing was kept.
    NotStored,
    /// No room to work at this moment; nothing was kept.
    Busy,
    /// More than twice what a visit holds was announced; nothing was kept.
    VisitTooLarge,
    /// The multipart body is broken; nothing was kept.
    Malformed,
    /// Another site sent this form; it was not read, and this one is fresh and empty.
    SentFromElsewhere,
}

/// The form, fresh or come back.
pub struct FormPage<'a> {
    /// Nine words, one space between.
    pub codename: &'a str,
    /// Tells a page that is sent twice.
    pub nonce: &'a str,
    /// What stands in the fields.
    pub typed: &'a Typed,
    /// The reasons it came back; none on a fresh form.
    pub problems: &'a [Problem],
}

/// What a visit left behind. Made only from what is durable.
pub struct ConfirmationPage<'a> {
    /// Nine words, one space between.
    pub codename: &'a str,
    /// The form's codename was mistaken; these words are others than the form showed.
    pub codename_replaced: bool,
    /// Whether there were words; if so, they are stored.
    pub words_kept: bool,
    /// The files stored, in the order they arrived.
    pub kept: &'a [KeptFile],
    /// The files not stored.
    pub not_kept: &'a [NotKeptFile],
}

/// The question for the nine words.
#[derive(Default)]
pub struct CodenamePage<'a> {
    /// What was typed before; it comes back in the input and nowhere else.
    pub typed: &'a str,
    /// What is to be looked at.
    pub problem: Option<CodenameProblem>,
}

/// What can be said of a codename without knowing any.
#[derive(Clone, Copy)]
pub enum CodenameProblem {
    /// This many words, not nine.
    WordCount(usize),
    /// A word that no list has.
    UnknownWord {
        /// From 1 to 9.
        position: usize,
    },
    /// Listed words that do not fit together.
    Checksum,
}

/// What a codename opens. An unknown one opens an empty mailbox, by the same page.
pub struct MailboxPage<'a> {
    /// Nine words, one space between: for the forms on this page.
    pub codename: &'a str,
    /// The replies, oldest first.
    pub replies: &'a [Reply],
}

/// A reviewer's reply, opened.
pub struct Reply {
    /// The day it was left, as `2031-05-17`.
    pub day: String,
    /// Its words.
    pub text: String,
}

/// A page that says one thing and leads back to the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// No page has this address.
    NotFound,
    /// The address has a page, but not for this method.
    WrongMethod,
    /// The page stood open too long.
    Expired,
    /// No room to work at this moment.
    Busy,
    /// More than a visit holds; nothing was kept.
    TooLarge,
    /// What arrived cannot be read; nothing was kept.
    Malformed,
    /// Something of ours failed.
    Failed,
}

/// `GET /` and `GET /{lang}/`: what this is, who reads it, how to stay safe.
pub fn landing(site: &Site, lang: Lang) -> String {
    #[derive(Template)]
    #[template(path = "landing.html", config = ".askama.toml")]
    struct Landing<'a> {
        page: Frame<'a>,
    }
    let page = Frame::new(site, lang, "");
    Landing { page }.render().expect(IN_MEMORY)
}

/// `GET /{lang}/1`, and `POST /{lang}/1` when something is still to be looked at.
pub fn form(site: &Site, lang: Lang, form: &FormPage<'_>) -> String {
    let mut page = Frame::new(site, lang, "1");
    // A language link would lose what was typed.
    page.offers_languages = form.problems.is_empty();
    let problems = form.problems.iter().map(|it| it.line(&page)).collect();
    FormTemplate { page, codename: form.codename, nonce: form.nonce, typed: form.typed, problems }
        .render()
        .expect(IN_MEMORY)
}

/// The version of [`consent_text`]; it grows with every change of meaning.
pub const CONSENT_VERSION: u32 = 1;

/// What the form's consent says, as it stands on the page: it is sealed beside the answer.
pub fn consent_text(site: &Site, lang: Lang) -> String {
    let page = Frame::new(site, lang, "1");
    let keys =
        ["consent-who", "consent-further", "consent-courts", "consent-undone", "consent-promise", "consent-label"];
    keys.map(|key| page.say(key)).join("\n")
}

/// `POST /{lang}/1`, once everything it names is durable.
pub fn confirmation(site: &Site, lang: Lang, visit: &ConfirmationPage<'_>) -> String {
    #[derive(Template)]
    #[template(path = "confirmation.html", config = ".askama.toml")]
    struct Confirmation<'a> {
        page: Frame<'a>,
        codename: &'a str,
        codename_replaced: bool,
        words_kept: bool,
        kept: &'a [KeptFile],
        not_kept: &'a [NotKeptFile],
    }
    let mut page = Frame::new(site, lang, "1");
    // A language link would lead to a fresh form, with other words than these.
    page.offers_languages = false;
    Confirmation {
        page,
        codename: visit.codename,
        codename_replaced: visit.codename_replaced,
        words_kept: visit.words_kept,
        kept: visit.kept,
        not_kept: visit.not_kept,
    }
    .render()
    .expect(IN_MEMORY)
}

/// `GET /{lang}/2`, and `POST /{lang}/2` when the words need another look.
pub fn ask_codename(site: &Site, lang: Lang, asked: &CodenamePage<'_>) -> String {
    #[derive(Template)]
    #[template(path = "ask.html", config = ".askama.toml")]
    struct Ask<'a> {
        page: Frame<'a>,
        typed: &'a str,
        problem: Option<String>,
    }
    let page = Frame::new(site, lang, "2");
    let problem = asked.problem.map(|problem| problem.line(&page));
    Ask { page, typed: asked.typed, problem }.render().expect(IN_MEMORY)
}

/// `POST /{lang}/2`: the replies, or a calm word that there is none yet.
pub fn mailbox(site: &Site, lang: Lang, mailbox: &MailboxPage<'_>) -> String {
    #[derive(Template)]
    #[template(path = "mailbox.html", config = ".askama.toml")]
    struct Mailbox<'a> {
        page: Frame<'a>,
        replies: &'a [Reply],
    }
    Mailbox { page: Frame::new(site, lang, "2"), replies: mailbox.replies }.render().expect(IN_MEMORY)
}

/// `GET /{lang}/3`: how to stay safe, and what the server can see.
pub fn safety(site: &Site, lang: Lang) -> String {
    #[derive(Template)]
    #[template(path = "safety.html", config = ".askama.toml")]
    struct Safety<'a> {
        page: Frame<'a>,
    }
    let page = Frame::new(site, lang, "3");
    Safety { page }.render().expect(IN_MEMORY)
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
    struct Exit {
        lang: Lang,
        title: String,
        hints: Vec<(Lang, String)>,
    }
    let lang = site.languages.first().copied().unwrap_or(Lang::ALL[0]);
    let hint = |&lang: &Lang| (lang, Texts::of(lang).get("exit-hint"));
    Exit { lang, title: Texts::of(lang).get("page-title"), hints: site.languages.iter().map(hint).collect() }
        .render()
        .expect(IN_MEMORY)
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

/// What stands around every page, and the voice its texts speak with.
struct Frame<'a> {
    site: &'a Site,
    lang: Lang,
    texts: &'static Texts,
    /// The values that every text may use.
    facts: FluentArgs<'a>,
    /// The page's address after `/{lang}/`.
    path: &'static str,
    /// Whether the same page in another language can be asked for without losing anything.
    offers_languages: bool,
}

impl<'a> Frame<'a> {
    fn new(site: &'a Site, lang: Lang, path: &'static str) -> Self {
        let texts = Texts::of(lang);
        let mut facts = FluentArgs::new();
        facts.set("organisation", site.organisation.as_str());
        facts.set("file-limit", texts.size(site.limits.file_bytes));
        facts.set("visit-limit", texts.size(site.limits.visit_bytes));
        facts.set("max-files", site.limits.max_files);
        Self { site, lang, texts, facts, path, offers_languages: true }
    }

    fn say(&self, key: &str) -> String {
        self.texts.with(key, &self.facts)
    }

    fn say_with(&self, key: &str, name: &'static str, value: &str) -> String {
        self.say_also(key, name, value.into())
    }

    fn count(&self, key: &str, name: &'static str, count: usize) -> String {
        self.say_also(key, name, count.into())
    }

    fn say_also(&self, key: &str, name: &'static str, value: FluentValue<'_>) -> String {
        let facts = self.facts.iter().map(|(name, fact)| (name, fact.clone()));
        let values = facts.chain([(name, value)]).collect();
        self.texts.with(key, &values)
    }

    /// The address of another page in this page's language.
    fn to(&self, path: &str) -> String {
        format!("/{}/{path}", self.lang.code())
    }

    fn exit(&self) -> &str {
        match self.site.quick_exit.as_str() {
            "" => "/exit",
            elsewhere => elsewhere,
        }
    }
}

#[derive(Template)]
#[template(path = "form.html", config = ".askama.toml")]
struct FormTemplate<'a> {
    page: Frame<'a>,
    codename: &'a str,
    nonce: &'a str,
    typed: &'a Typed,
    problems: Vec<ProblemLine<'a>>,
}

impl FormTemplate<'_> {
    /// The problems to show beside one field.
    fn at(&self, anchor: &str) -> Vec<&ProblemLine<'_>> {
        let beside = |line: &&ProblemLine<'_>| line.anchor == anchor;
        self.problems.iter().filter(beside).collect()
    }

    /// Whether something typed came back.
    fn keeps_words(&self) -> bool {
        !self.typed.is_empty()
    }
}

/// A problem as the form shows it: in the summary, and beside what it is about.
struct ProblemLine<'a> {
    /// The id of the field, or of the button where no field is meant.
    anchor: &'static str,
    /// The key of the question that it is about, where the text alone would not tell.
    question: Option<&'static str>,
    text: String,
    /// File names to list.
    names: &'a [String],
}

impl Problem {
    fn line<'a>(&'a self, page: &Frame<'_>) -> ProblemLine<'a> {
        let limited = |key, limit: usize| {
            let limit = page.texts.number(limit as u64);
            page.say_with(key, "limit", &limit)
        };
        let (anchor, text) = match self {
            Self::ConsentMissing => ("consent", page.say("problem-consent")),
            Self::NothingToldOrSent => ("account", page.say("problem-nothing")),
            Self::CodenameReplaced => ("codename", page.say("problem-codename")),
            Self::FilesMustBeChosenAgain(_) => ("files", page.say("problem-files")),
            Self::TooLong { field, limit } => match field {
                Field::Account => ("account", limited("problem-account-long", *limit)),
                Field::When => ("when", limited("problem-when-long", *limit)),
                Field::Place => ("place", limited("problem-place-long", *limit)),
            },
            Self::NotStored => ("send", page.say("problem-not-stored")),
            Self::Busy => ("send", page.say("problem-busy")),
            Self::VisitTooLarge => ("files", page.say("problem-visit-large")),
            Self::Malformed => ("send", page.say("problem-malformed")),
            Self::SentFromElsewhere => ("codename", page.say("problem-elsewhere")),
        };
        let names = match self {
            Self::FilesMustBeChosenAgain(names) => names.as_slice(),
            _ => &[],
        };
        let question = match self {
            Self::TooLong { field: Field::Account, .. } => Some("account-label"),
            Self::TooLong { field: Field::When, .. } => Some("when-label"),
            Self::TooLong { field: Field::Place, .. } => Some("place-label"),
            _ => None,
        };
        ProblemLine { anchor, question, text, names }
    }
}

impl CodenameProblem {
    fn line(self, page: &Frame<'_>) -> String {
        match self {
            Self::WordCount(count) => page.count("ask-problem-count", "count", count),
            Self::UnknownWord { position } => page.count("ask-problem-word", "position", position),
            Self::Checksum => page.say("ask-problem-checksum"),
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

impl Notice {
    /// The keys of its title and its text.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("notice-not-found-title", "notice-not-found"),
            Self::WrongMethod => ("notice-wrong-method-title", "notice-wrong-method"),
            Self::Expired => ("notice-expired-title", "notice-expired"),
            Self::Busy => ("notice-busy-title", "notice-busy"),
            Self::TooLarge => ("notice-too-large-title", "notice-too-large"),
            Self::Malformed => ("notice-malformed-title", "notice-malformed"),
            Self::Failed => ("notice-failed-title", "notice-failed"),
        }
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
