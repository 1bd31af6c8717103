//! The mailbox: the question for the nine words, the replies, and what a source changes or takes back.

use askama::Template;

use zeroize::Zeroizing;

use crate::form::Typed;
use crate::seal::{Deleted, ShownReplies};

use super::super::desk::Desk;
use super::consent::LevelView;
use super::filler::{Filler, Untouched};
use super::{Frame, IN_MEMORY, Site};
use crate::texts::Lang;

/// Bytes that nine words never exceed.
const PADDED: usize = 128;

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
    /// Nothing: there was no room to look now.
    Busy,
    /// The same, and a change or a withdrawal came with it, which is not kept.
    NotStored,
}

/// What a codename opens. An unknown one opens an empty mailbox, by the same page.
pub struct MailboxPage<'a> {
    /// Nine words, one space between: for the forms on this page.
    pub codename: &'a str,
    /// The replies, oldest first, and what stands in for others.
    pub replies: &'a [Reply],
    /// Which these are: what is deleted is one of them, whatever comes meanwhile.
    pub shown: ShownReplies,
    /// What was chosen in the form that changes consent.
    pub typed: &'a Typed,
    /// What is to be looked at.
    pub problem: Option<MailboxProblem>,
    /// What was deleted just now, if that was asked.
    pub deleted: Option<Deleted>,
}

/// What keeps a change or a withdrawal from being accepted.
#[derive(Clone, PartialEq, Eq)]
pub enum MailboxProblem {
    /// These fields hold what is not offered.
    NotOffered(Vec<&'static str>),
    /// The box that asks whether the withdrawal is meant is not marked.
    WithdrawalNotMarked,
    /// The store failed; the change is not kept.
    NotStored,
    /// It failed while the change was being kept: some desks may have it.
    PerhapsStored,
    /// The disk has no room, perhaps for days; the change is not kept.
    Full,
}

/// A reviewer's reply, opened, or what was opened where a slot holds none.
pub struct Reply {
    /// A reviewer left it. What stands in for one is drawn as well, and then left away, so that it takes the same work.
    pub is_there: bool,
    /// It can be read; of what cannot, only that it is there is said.
    pub opens: bool,
    /// Its slot, from 1.
    pub n: usize,
    /// The desk's name for people, where the roster still has it.
    pub desk: Option<String>,
    /// The day it was left, as `2031-05-17`.
    pub day: String,
    /// Its words, line by line.
    pub lines: Vec<String>,
}

/// What became of a change that was sent from the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The new choices are stored.
    Consent,
    /// Everything was left as it is.
    Nothing,
    /// The withdrawal is stored.
    Withdrawal,
}

/// `GET /{lang}/2`, and `POST /{lang}/2` when the words need another look.
pub fn ask_codename(site: &Site, lang: Lang, asked: &CodenamePage<'_>) -> String {
    #[derive(Template)]
    #[template(path = "ask.html", config = ".askama.toml")]
    struct Ask<'a> {
        page: Frame<'a>,
        typed: &'a str,
        problem: Option<String>,
        filler: Filler,
    }
    let page = Frame::new(site, lang, "2");
    let problem = asked.problem.map(|problem| problem.line(&page));
    let filler = Untouched::default().field("action", "open".len()).field("codename", 0).filler();
    Ask { page, typed: asked.typed, problem, filler }.render().expect(IN_MEMORY)
}

/// `POST /{lang}/2`: the replies, or a calm word that there is none yet, and what can be changed.
pub fn mailbox(site: &Site, lang: Lang, mailbox: &MailboxPage<'_>) -> String {
    #[derive(Template)]
    #[template(path = "mailbox.html", config = ".askama.toml")]
    struct Mailbox<'a> {
        page: Frame<'a>,
        codename: &'a str,
        replies: Vec<String>,
        shown: String,
        done: Option<String>,
        desks: Vec<AddTo>,
        levels: Vec<LevelView>,
        no_death_penalty: bool,
        change_open: bool,
        not_marked: bool,
        not_stored: Option<String>,
        /// What to look at further down: where it leads, and what it says.
        look_at: Vec<LookAt>,
        /// For the forms that add, delete, change and withdraw.
        fillers: [Filler; 4],
    }
    let mut page = Frame::new(site, lang, "2");
    let desks = site.desks.iter().map(|desk| AddTo::new(site, lang, desk)).collect();
    // A language link would ask for the nine words again.
    page.offers_languages = false;
    let not_offered = match &mailbox.problem {
        Some(MailboxProblem::NotOffered(fields)) => fields.as_slice(),
        _ => &[],
    };
    let not_stored = match mailbox.problem {
        Some(MailboxProblem::NotStored) => Some(page.say("problem-not-stored")),
        Some(MailboxProblem::PerhapsStored) => Some(page.say("problem-perhaps-stored")),
        Some(MailboxProblem::Full) => Some(page.say("problem-full")),
        _ => None,
    };
    let mut look_at: Vec<LookAt> = not_offered.iter().map(|field| LookAt::level(&page, field)).collect();
    if mailbox.problem == Some(MailboxProblem::WithdrawalNotMarked) {
        look_at.push(LookAt { anchor: "meant", text: page.say("withdraw-box-missing") });
    }
    let codename = padded(mailbox.codename);
    let levels = LevelView::all(&page, mailbox.typed, true, not_offered);
    let of = |action: &str| of(action, &codename);
    let change = levels.iter().fold(of("consent"), |sent, level| sent.field(level.name, 0));
    let shown = mailbox.shown.to_string();
    let delete = of("delete").field("n", 1).field("shown", shown.len());
    let fillers = [of("add").field("n", 1), delete, change, of("withdraw").field("meant", 3)];
    let page = Mailbox {
        codename: &codename,
        fillers: fillers.map(Untouched::filler),
        replies: articles(&page, mailbox.replies),
        shown,
        done: mailbox.deleted.map(|deleted| page.say(deleted_key(deleted))),
        desks,
        levels,
        no_death_penalty: !mailbox.typed.first("consent-no-death-penalty").is_empty(),
        change_open: !mailbox.typed.is_empty(),
        not_marked: mailbox.problem == Some(MailboxProblem::WithdrawalNotMarked),
        not_stored,
        look_at,
        page,
    };
    page.render().expect(IN_MEMORY)
}

/// What every form sends that goes on from a mailbox.
fn of(action: &str, codename: &str) -> Untouched {
    Untouched::default().field("action", action.len()).field("codename", codename.len())
}

/// Every reply as it stands in the page.
fn articles(page: &Frame<'_>, replies: &[Reply]) -> Vec<String> {
    #[derive(Template)]
    #[template(path = "reply.html", config = ".askama.toml")]
    struct Article<'a> {
        page: &'a Frame<'a>,
        reply: &'a Reply,
    }
    let mut shown = Vec::with_capacity(replies.len());
    for reply in replies {
        let article = std::hint::black_box(Article { page, reply }.render().expect(IN_MEMORY));
        if reply.is_there {
            shown.push(article);
        }
    }
    shown
}

/// What is to be looked at in one of the page's closed parts.
struct LookAt {
    anchor: &'static str,
    text: String,
}

impl LookAt {
    fn level(page: &Frame<'_>, field: &'static str) -> Self {
        Self { anchor: field, text: format!("{} {}", page.say(field), page.say("problem-not-an-option")) }
    }
}

/// The key of what is said when something was to be deleted.
const fn deleted_key(deleted: Deleted) -> &'static str {
    match deleted {
        Deleted::All => "mailbox-deleted",
        Deleted::Some => "mailbox-deleted-some",
        Deleted::None => "mailbox-deleted-none",
    }
}

/// A desk that more can be told to.
struct AddTo {
    number: usize,
    title: String,
}

impl AddTo {
    fn new(site: &Site, lang: Lang, desk: &Desk) -> Self {
        let page = Frame::at_desk(site, lang, desk);
        Self { number: desk.number, title: page.say(&desk.form.title) }
    }
}

/// `POST /{lang}/2` with a change, once it is durable.
pub fn changed(site: &Site, lang: Lang, codename: &str, what: Changed) -> String {
    #[derive(Template)]
    #[template(path = "changed.html", config = ".askama.toml")]
    struct ChangedTemplate<'a> {
        page: Frame<'a>,
        codename: &'a str,
        title: String,
        lines: Vec<String>,
        filler: Filler,
    }
    let mut page = Frame::new(site, lang, "2");
    page.offers_languages = false;
    let (title, lines): (_, &[&str]) = match what {
        Changed::Consent => ("change-done-title", &["change-done", "change-careful", "change-undone"]),
        Changed::Nothing => ("change-none-title", &["change-none"]),
        Changed::Withdrawal => (
            "withdraw-done-title",
            &["withdraw-done", "withdraw-done-then", "withdraw-done-mailbox", "withdraw-done-same"],
        ),
    };
    let (title, lines) = (page.say(title), lines.iter().map(|key| page.say(key)).collect());
    let codename = padded(codename);
    let filler = of("open", &codename).filler();
    ChangedTemplate { page, codename: &codename, title, lines, filler }.render().expect(IN_MEMORY)
}

/// The words with spaces behind them, which the reading of them drops: so that a page's size does not tell
/// how long they are.
pub(super) fn padded(codename: &str) -> Zeroizing<String> {
    let mut padded = Zeroizing::new(String::with_capacity(PADDED.max(codename.len())));
    padded.push_str(codename);
    while padded.len() < PADDED {
        padded.push(' ');
    }
    padded
}

impl CodenameProblem {
    fn line(self, page: &Frame<'_>) -> String {
        match self {
            Self::WordCount(count) => page.count("ask-problem-count", "count", count),
            Self::UnknownWord { position } => page.count("ask-problem-word", "position", position),
            Self::Checksum => page.say("ask-problem-checksum"),
            Self::Busy => page.say("notice-busy"),
            Self::NotStored => page.say("problem-not-stored"),
        }
    }
}
