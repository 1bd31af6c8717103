//! The form: what is permitted, what is asked, and what came back with it.

use askama::Template;

use crate::form::consent::{Choice, Choices, ConsentProblem, Wrong};
use crate::form::{FieldKind, Group, Mistake, Typed, Why};
use crate::seal::{FormNonce, ProgressNumber};

use super::super::desk::Desk;
use super::consent::{BEFORE, LevelView, page_mark};
use super::filler::{Filler, Untouched};
use super::mailbox::padded;
use super::problem::ProblemLine;
use super::questions::{self, Block, Control};
use super::{Frame, IN_MEMORY, Site};
use crate::texts::Lang;

/// What keeps a form from being accepted. Unless it says otherwise, all that was typed came back too.
pub enum Problem {
    /// An answer cannot stand as it is.
    Answer(Mistake),
    /// A field of consent cannot stand as it is, or the box is not marked.
    Consent(ConsentProblem),
    /// Neither words nor a file.
    NothingToldOrSent,
    /// The codename's checksum failed, so the form now carries a fresh one.
    CodenameReplaced,
    /// A returned form cannot choose files.
    FilesMustBeChosenAgain {
        /// Those that were chosen before, as sent.
        names: Vec<String>,
        /// More were chosen than a visit can bring.
        too_many: bool,
    },
    /// All of the text together is more than can come back; what was over is gone, from the field of this name on.
    TextTooLong(Option<String>),
    /// The page stood open while its questions, its consent or its desk changed.
    PageOfBefore,
    /// The desk that the page was for is gone: others read this form.
    DeskGone,
    /// The store failed; of what it holds nothing is said.
    NotStored,
    /// The disk has no room, perhaps for days; nothing was kept.
    Full,
    /// The multipart body is broken; nothing was kept.
    Malformed,
    /// Another site sent this form; it was not read, and this one is fresh and empty.
    SentFromElsewhere,
}

/// The form, fresh or come back.
pub struct FormPage<'a> {
    /// The desk that it is for, and what that asks.
    pub desk: &'a Desk,
    /// Nine words, one space between.
    pub codename: &'a str,
    /// The source brought these words, so that they need not be shown.
    pub again: bool,
    /// Tells a page that is sent twice.
    pub nonce: FormNonce,
    /// Its closed groups are on it too, where there are many: only an answer to POST has room for them.
    pub whole: bool,
    /// By which whoever sends it can see how far it is.
    pub number: ProgressNumber,
    /// Answers to questions that the form does not ask any more, a line each.
    pub aside: &'a str,
    /// What stands in the fields, those of consent too.
    pub typed: &'a Typed,
    /// The reasons it came back; none on a fresh form.
    pub problems: &'a [Problem],
}

/// `GET /{lang}/1`, and `POST /{lang}/1` when something is still to be looked at.
pub fn form(site: &Site, lang: Lang, form: &FormPage<'_>) -> String {
    let mut page = Frame::at_desk(site, lang, form.desk);
    // A language link would lose what was typed, or the words that were brought.
    page.offers_languages = form.problems.is_empty() && !form.again;
    page.is_written_on = true;
    let definition = &form.desk.form;
    let problems: Vec<ProblemLine<'_>> = form.problems.iter().map(|it| it.line(&page, form.desk)).collect();
    let consent_wrong: Vec<&str> = form.problems.iter().filter_map(Problem::level).collect();
    let levels = LevelView::all(&page, form.typed, false, &consent_wrong);
    let chose = |level: &LevelView| !["", "ask"].contains(&form.typed.first(level.name)) || level.problem.is_some();
    let no_death_penalty = !form.typed.first("consent-no-death-penalty").is_empty();
    let codename = padded(form.codename);
    let blocks = questions::blocks(&page, definition, form.whole, form.typed, &problems);
    let page = FormTemplate {
        title: page.say(&definition.title),
        lead: definition.lead.as_ref().map(|key| page.lines(key)).unwrap_or_default(),
        action: page.sends_to(&form.desk.path()),
        words: form.codename,
        codename: &codename,
        again: form.again,
        nonce: form.nonce,
        mark: page_mark(site, lang, form.desk),
        desk: form.desk.id.as_str(),
        progress: page.to(&format!("6/{}", form.number)),
        number: form.number,
        aside: form.aside,
        filler: untouched(form, codename.len(), &levels).filler(),
        typed: form.typed,
        levels_open: no_death_penalty || levels.iter().any(chose),
        levels,
        no_death_penalty,
        first_closed: questions::first_closed(&blocks),
        blocks,
        back: if form.problems.iter().any(Problem::cuts) { "problems-cut" } else { "problems-kept" },
        problems: &problems,
        page,
    };
    page.render().expect(IN_MEMORY)
}

/// The first page of a desk's form, with words as long as any.
pub fn first_page(site: &Site, lang: Lang, desk: &Desk) -> String {
    let (codename, typed) = (["wwwwwwww"; 9].join(" "), Typed::default());
    let page = FormPage {
        desk,
        codename: &codename,
        again: false,
        nonce: FormNonce::from_bytes([0; 16]),
        whole: false,
        number: ProgressNumber::from_bytes([0; 16]),
        aside: "",
        typed: &typed,
        problems: &[],
    };
    form(site, lang, &page)
}

#[derive(Template)]
#[template(path = "form.html", config = ".askama.toml")]
struct FormTemplate<'a> {
    page: Frame<'a>,
    title: String,
    lead: Vec<String>,
    action: String,
    words: &'a str,
    codename: &'a str,
    again: bool,
    nonce: FormNonce,
    mark: String,
    desk: &'a str,
    progress: String,
    number: ProgressNumber,
    aside: &'a str,
    filler: Filler,
    typed: &'a Typed,
    levels: Vec<LevelView>,
    levels_open: bool,
    no_death_penalty: bool,
    blocks: Vec<Block<'a>>,
    first_closed: usize,
    problems: &'a [ProblemLine<'a>],
    /// The key of what is said of the words that came back.
    back: &'static str,
}

/// What the form sends while nothing is typed: its own fields, the box that must be marked, and every question.
fn untouched(form: &FormPage<'_>, codename: usize, levels: &[LevelView]) -> Untouched {
    let own = Untouched::default()
        .field("desk", form.desk.id.as_str().len())
        .field("page", 32)
        .field("codename", codename)
        .field("nonce", form.nonce.to_string().len())
        .field("progress", form.number.to_string().len())
        .field("again", 1)
        .field("consent", 3);
    let levels = levels.iter().fold(own, |sent, level| sent.field(level.name, Choice::default().as_str().len()));
    let inputs = questions::shown(&form.desk.form, form.whole).flat_map(Group::inputs);
    inputs.fold(levels, |sent, input| sent.input(&input))
}

impl FormTemplate<'_> {
    /// Whether any question was answered; what is permitted stands in fields of its own.
    fn told(&self) -> bool {
        let answers = |(name, value): (&str, &str)| !Choices::is_field(name) && !value.trim().is_empty();
        !self.aside.is_empty() || self.typed.iter().any(answers)
    }

    /// The problems to show beside something that is no question of the form.
    fn at(&self, beside: &str) -> Vec<&ProblemLine<'_>> {
        self.problems.iter().filter(|line| line.beside == beside).collect()
    }

    fn before(&self) -> impl Iterator<Item = String> {
        BEFORE.iter().map(|key| self.page.say(key))
    }
}

impl Problem {
    fn line<'a>(&'a self, page: &Frame<'_>, desk: &Desk) -> ProblemLine<'a> {
        if let Self::TextTooLong(Some(name)) = self
            && let Some(line) = cut_line(page, desk, name)
        {
            return line;
        }
        let (beside, key) = match self {
            Self::Answer(mistake) => return answer_line(page, desk, mistake),
            Self::Consent(ConsentProblem { field, wrong: Wrong::Required }) => (*field, "problem-consent"),
            Self::Consent(ConsentProblem { field, wrong: Wrong::NotOffered }) => (*field, "problem-not-an-option"),
            Self::NothingToldOrSent => ("account", "problem-nothing"),
            Self::CodenameReplaced => ("codename", "problem-codename"),
            Self::FilesMustBeChosenAgain { .. } => ("files", "problem-files"),
            Self::TextTooLong(_) => ("send", "problem-text-long"),
            Self::PageOfBefore => ("aside", "problem-page-of-before"),
            Self::DeskGone => ("aside", "problem-desk-gone"),
            Self::NotStored => ("send", "problem-not-stored"),
            Self::Full => ("send", "problem-full"),
            Self::Malformed => ("send", "problem-malformed"),
            Self::SentFromElsewhere => ("codename", "problem-elsewhere"),
        };
        let (names, too_many) = match self {
            Self::FilesMustBeChosenAgain { names, too_many } => (names.as_slice(), *too_many),
            _ => (&[][..], false),
        };
        let after = too_many.then(|| page.say("not-kept-too-many"));
        let question = self.level().map(|field| page.say(field));
        // A form need not have an account: then what is missing stands beside the button.
        let asks = |name: &str| name != "account" || desk.form.inputs().any(|input| input.name() == name);
        let beside = if asks(beside) { beside } else { "send" };
        let (anchor, beside) = (beside.to_owned(), beside.to_owned());
        ProblemLine { anchor, beside, question, text: page.say(key), names, after }
    }

    /// Whether what was typed may have come back without its end.
    const fn cuts(&self) -> bool {
        matches!(self, Self::TextTooLong(_) | Self::Malformed)
    }

    /// The field of consent with a value that is not offered.
    fn level(&self) -> Option<&'static str> {
        match self {
            Self::Consent(ConsentProblem { field, wrong: Wrong::NotOffered }) => Some(field),
            _ => None,
        }
    }
}

/// What is too long in all, at the first answer that lost its end.
fn cut_line<'a>(page: &Frame<'_>, desk: &Desk, name: &str) -> Option<ProblemLine<'a>> {
    let input = desk.form.inputs().find(|input| input.names().iter().any(|own| own == name))?;
    let (text, question) = (page.say("problem-text-long"), Some(questions::question(page, &input)));
    Some(ProblemLine { anchor: input.name(), beside: input.name(), question, text, names: &[], after: None })
}

fn answer_line<'a>(page: &Frame<'_>, desk: &Desk, mistake: &Mistake) -> ProblemLine<'a> {
    let text = match mistake.why {
        Why::TooLong(limit) => page.say_with("problem-too-long", "limit", &page.texts.number(limit as u64)),
        Why::NotAnOption => page.say("problem-not-an-option"),
        Why::NotANumber => page.say("problem-not-a-number"),
        Why::NoSuchDay => page.say("problem-no-such-day"),
        Why::EndBeforeStart => page.say("problem-end-before-start"),
        Why::Broken => page.say("problem-broken-text"),
    };
    let input = desk.form.inputs().find(|input| input.name() == mistake.name);
    let is_of_numbers = matches!(mistake.why, Why::NotANumber | Why::NoSuchDay | Why::EndBeforeStart);
    let anchor = match input {
        Some(input) if input.field.kind == FieldKind::Date && is_of_numbers => input.part("day"),
        Some(input) => input.name(),
        None => "send".to_owned(),
    };
    let question = input.map(|input| questions::question(page, &input));
    ProblemLine { anchor, beside: mistake.name.clone(), question, text, names: &[], after: None }
}
