//! Answers: what was typed, understood field by field.

use serde_json::{Map, Value, json};

use super::as_typed::date_as_typed;
use super::definition::{FieldKind, Form, Input, Options};
use super::edtf::{self, DateMistake, Edtf, Moment};
use super::typed::{COUNT_HOW, NOT_SAID, Typed};

/// How much may be typed where the form does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLimits {
    /// Characters of a line.
    pub line_chars: usize,
    /// Characters of a longer text.
    pub text_chars: usize,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaid {
    /// "I don't know."
    Unknown,
    /// "I'd rather not say."
    Declined,
}

impl NotSaid {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Unknown, Self::Declined];

    /// The word that is sent and sealed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Declined => "declined",
        }
    }

    /// The key of its text.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Unknown => "not-said-unknown",
            Self::Declined => "not-said-declined",
        }
    }
}

/// An answer to one question. Cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// As typed.
    Text(String),
    /// One of the question's options.
    Choice(String),
    /// Some of them, in their order.
    Choices(Vec<String>),
    /// A date in numbers, in words, or both.
    Date {
        /// In numbers.
        edtf: Option<Edtf>,
        /// "About then" is marked beside words alone; numbers hold the mark themselves.
        about: bool,
        /// In words.
        words: String,
    },
    /// How many; `None` when only exactness was chosen is no answer at all.
    Count(u64, Exactness),
    /// How many, as typed, where it makes no number and a file followed: nobody could be asked any more.
    Uncounted(String, Exactness),
    /// None, and why.
    NotSaid(NotSaid),
}

/// Whether a count is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// As far as the source knows.
    Unstated,
    /// Exact.
    Exact,
    /// An estimate.
    Estimate,
}

impl Exactness {
    /// What can be chosen.
    pub const CHOICES: [Self; 2] = [Self::Exact, Self::Estimate];

    /// The word that is sent and sealed; empty when nothing was chosen.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unstated => "",
            Self::Exact => "exact",
            Self::Estimate => "estimate",
        }
    }

    /// The choice that this is, as it is sealed.
    pub(super) fn chosen(value: &Value) -> Option<Self> {
        Self::CHOICES.into_iter().find(|how| value == how.as_str())
    }
}

/// An answer and its question.
#[derive(Clone)]
pub struct Answered<'a> {
    /// The question.
    pub input: Input<'a>,
    /// The answer.
    pub answer: Answer,
}

/// Which answers are meant: they are sealed to different people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What every reviewer of the desk may read.
    Open,
    /// What identifies people.
    Identity,
}

/// All that was answered, in the form's order.
pub struct Answers<'a> {
    all: Vec<Answered<'a>>,
}

/// What is wrong with what stands in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The name of the field on the page.
    pub name: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has more characters than this.
    TooLong(usize),
    /// It is none of what can be chosen.
    NotAnOption,
    /// It is no number.
    NotANumber,
    /// The calendar does not have it.
    NoSuchDay,
    /// The end lies before the beginning.
    EndBeforeStart,
    /// It did not arrive as text.
    Broken,
}

impl From<DateMistake> for Why {
    fn from(mistake: DateMistake) -> Self {
        match mistake {
            DateMistake::NotANumber => Self::NotANumber,
            DateMistake::NoSuchDay => Self::NoSuchDay,
            DateMistake::EndBeforeStart => Self::EndBeforeStart,
        }
    }
}

impl Form {
    /// Understands what was typed, or says of each field what is wrong with it.
    ///
    /// An answer counts before a mark that there is none.
    pub fn understand(&self, typed: &Typed, limits: TextLimits) -> Result<Answers<'_>, Vec<Mistake>> {
        let (mut all, mut mistakes) = (Vec::new(), Vec::new());
        for input in self.inputs() {
            let broken = input.names().iter().any(|name| typed.is_broken(name));
            let understood = if broken { Err(Why::Broken) } else { understand(&input, typed, limits) };
            match understood {
                Ok(Some(answer)) => all.push(Answered { input, answer }),
                Ok(None) => {}
                Err(why) => mistakes.push(Mistake { name: input.name(), why }),
            }
        }
        if mistakes.is_empty() { Ok(Answers { all }) } else { Err(mistakes) }
    }
}

/// The answer to one question.
pub(super) fn understand(input: &Input<'_>, typed: &Typed, limits: TextLimits) -> Result<Option<Answer>, Why> {
    let name = input.name();
    let said = typed.first(&name);
    let answer = match &input.field.kind {
        FieldKind::Files => None,
        FieldKind::Line(most) => text(said, most.unwrap_or(limits.line_chars))?.map(Answer::Text),
        FieldKind::Text(most) => text(said, most.unwrap_or(limits.text_chars))?.map(Answer::Text),
        FieldKind::Choice(options) => return choice(said, options, input.field.not_said),
        FieldKind::Choices(options) => choices(typed, &name, options)?,
        FieldKind::Date => date(input, typed, limits)?,
        FieldKind::Count => count(input, typed)?,
    };
    if answer.is_some() || !input.field.not_said {
        return Ok(answer);
    }
    not_said(typed, &input.part(NOT_SAID))
}

fn text(said: &str, most: usize) -> Result<Option<String>, Why> {
    if said.chars().count() > most {
        Err(Why::TooLong(most))
    } else if said.trim().is_empty() {
        Ok(None)
    } else {
        Ok(Some(said.to_owned()))
    }
}

fn choice(said: &str, options: &Options, not_said: bool) -> Result<Option<Answer>, Why> {
    let marked = NotSaid::ALL.into_iter().find(|why| not_said && why.as_str() == said);
    match (said, marked) {
        ("", _) => Ok(None),
        (_, Some(why)) => Ok(Some(Answer::NotSaid(why))),
        (value, None) if options.values.iter().any(|option| option == value) => {
            Ok(Some(Answer::Choice(value.to_owned())))
        }
        _ => Err(Why::NotAnOption),
    }
}

fn choices(typed: &Typed, name: &str, options: &Options) -> Result<Option<Answer>, Why> {
    if typed.all(name).any(|chosen| !options.values.iter().any(|option| option == chosen)) {
        return Err(Why::NotAnOption);
    }
    let chosen: Vec<String> = options.values.iter().filter(|option| typed.has(name, option)).cloned().collect();
    Ok((!chosen.is_empty()).then_some(Answer::Choices(chosen)))
}

pub(super) fn date(input: &Input<'_>, typed: &Typed, limits: TextLimits) -> Result<Option<Answer>, Why> {
    let words = text(typed.first(&input.name()), limits.line_chars)?.unwrap_or_default();
    let part = |part| input.part(part);
    // The numbers are the source's own words then, and make no date of ours.
    if ["year", "until-year"].iter().any(|year| edtf::is_year_of_another_calendar(typed.first(&part(year)))) {
        return Ok(Some(date_as_typed(input, typed)));
    }
    let moment =
        |day, month, year| Moment::read(typed.first(&part(day)), typed.first(&part(month)), typed.first(&part(year)));
    let from = moment("day", "month", "year")?;
    let until = moment("until-day", "until-month", "until-year")?;
    let marked = typed.has(&part("about"), "yes");
    let edtf = Edtf::new(from, until, marked)?;
    let about = marked && edtf.is_none();
    Ok((edtf.is_some() || !words.is_empty()).then_some(Answer::Date { edtf, about, words }))
}

fn count(input: &Input<'_>, typed: &Typed) -> Result<Option<Answer>, Why> {
    let how = exactness(typed.first(&input.part(COUNT_HOW))).ok_or(Why::NotAnOption)?;
    Ok(edtf::number(typed.first(&input.name()))?.map(|count| Answer::Count(count, how)))
}

/// What was chosen beside a count; `None` for what is not offered.
pub(super) fn exactness(chosen: &str) -> Option<Exactness> {
    let known = [Exactness::Unstated].into_iter().chain(Exactness::CHOICES);
    known.into_iter().find(|how| how.as_str() == chosen)
}

fn not_said(typed: &Typed, name: &str) -> Result<Option<Answer>, Why> {
    let mut marked = None;
    for said in typed.all(name).filter(|said| !said.is_empty()) {
        // Of both, the one that asks for more respect counts.
        let why = NotSaid::ALL.into_iter().find(|why| why.as_str() == said).ok_or(Why::NotAnOption)?;
        if marked != Some(NotSaid::Declined) {
            marked = Some(why);
        }
    }
    Ok(marked.map(Answer::NotSaid))
}

impl<'a> Answers<'a> {
    /// Answers in the form's order, whether their form makes sense of all of them or not.
    pub(super) const fn of_all(all: Vec<Answered<'a>>) -> Self {
        Self { all }
    }

    /// True when nothing was told; a mark that there is no answer tells nothing.
    pub fn is_empty(&self) -> bool {
        self.all.iter().all(|answered| matches!(answered.answer, Answer::NotSaid(_)))
    }

    /// The answers of one part, in the form's order.
    pub fn of(&self, part: Part) -> impl Iterator<Item = &Answered<'a>> {
        self.all.iter().filter(move |answered| answered.input.field.identity == (part == Part::Identity))
    }

    /// True when the part holds anything.
    pub fn has(&self, part: Part) -> bool {
        self.of(part).next().is_some()
    }

    /// A part's `answers` and `not_said`, as JSON objects (`docs/formats.md` §2.1).
    pub fn json(&self, part: Part) -> (Map<String, Value>, Map<String, Value>) {
        let (mut answers, mut not_said) = (Map::new(), Map::new());
        let mut repeated: Option<Repetition<'_>> = None;
        for Answered { input, answer } in self.of(part) {
            let id = &input.field.id;
            if input.n == 0 {
                put(&mut answers, &mut not_said, id, answer);
                continue;
            }
            if let Some(before) = repeated.take_if(|at| (at.group, at.n) != (&input.group.id, input.n)) {
                before.settle(&mut answers);
            }
            let own = repeated.get_or_insert_with(|| Repetition::new(&input.group.id, input.n));
            put(&mut own.answers, &mut own.not_said, id, answer);
        }
        if let Some(last) = repeated {
            last.settle(&mut answers);
        }
        (answers, not_said)
    }
}

/// The answers of one repetition of a group.
struct Repetition<'a> {
    group: &'a str,
    n: u8,
    answers: Map<String, Value>,
    not_said: Map<String, Value>,
}

impl<'a> Repetition<'a> {
    fn new(group: &'a str, n: u8) -> Self {
        Self { group, n, answers: Map::from_iter([("n".to_owned(), n.into())]), not_said: Map::new() }
    }

    /// Adds it to its group's array.
    fn settle(mut self, answers: &mut Map<String, Value>) {
        if !self.not_said.is_empty() {
            self.answers.insert("not_said".to_owned(), self.not_said.into());
        }
        if let Value::Array(all) = answers.entry(self.group).or_insert_with(|| json!([])) {
            all.push(self.answers.into());
        }
    }
}

fn put(answers: &mut Map<String, Value>, not_said: &mut Map<String, Value>, id: &str, answer: &Answer) {
    let value = match answer {
        Answer::NotSaid(why) => {
            not_said.insert(id.to_owned(), why.as_str().into());
            return;
        }
        Answer::Text(text) | Answer::Choice(text) => text.as_str().into(),
        Answer::Choices(chosen) => chosen.as_slice().into(),
        Answer::Date { edtf, about, words } => {
            let mut date = Map::new();
            if let Some(edtf) = edtf {
                date.insert("edtf".to_owned(), edtf.to_string().into());
            }
            if !words.is_empty() {
                date.insert("words".to_owned(), words.as_str().into());
            }
            if *about {
                date.insert("about".to_owned(), true.into());
            }
            date.into()
        }
        Answer::Count(count, Exactness::Unstated) => json!({ "count": count }),
        Answer::Count(count, how) => json!({ "count": count, "how": how.as_str() }),
        Answer::Uncounted(words, Exactness::Unstated) => json!({ "words": words }),
        Answer::Uncounted(words, how) => json!({ "words": words, "how": how.as_str() }),
    };
    answers.insert(id.to_owned(), value);
}
