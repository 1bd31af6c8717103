//! Answers of which a form makes nothing, kept as they were typed: for when nobody can be asked any more, and dates of other
//! calendars, of which nobody need be asked.
//!
//! Words are sealed before the first file is read. A form that went back by then would take everything behind it along:
//! files that travel for hours, and the words too where the connection breaks.

use super::answers::{Answer, Answered, Answers, Exactness, TextLimits, date, exactness, understand};
use super::definition::{FieldKind, Form, Input};
use super::typed::{COUNT_HOW, Typed};

/// As long as they are: all of a form's text together has a bound of its own.
const WHOLE: TextLimits = TextLimits { line_chars: usize::MAX, text_chars: usize::MAX };

/// What stands for a part of a date that was left empty.
const EMPTY: &str = "?";

impl Form {
    /// Understands what can be understood, and keeps the words and numbers of the rest as they were typed.
    ///
    /// What was chosen though nothing of it is offered is passed over: no page of ours sends it.
    pub fn understand_all(&self, typed: &Typed, limits: TextLimits) -> Answers<'_> {
        let all = self.inputs().filter_map(|input| {
            let answer = understand(&input, typed, limits).unwrap_or_else(|_| as_typed(&input, typed))?;
            Some(Answered { input, answer })
        });
        Answers::of_all(all.collect())
    }
}

fn as_typed(input: &Input<'_>, typed: &Typed) -> Option<Answer> {
    let name = input.name();
    let said = typed.first(&name);
    match &input.field.kind {
        FieldKind::Files | FieldKind::Choice(_) => None,
        FieldKind::Choices(options) => {
            let offered = options.values.iter().filter(|option| typed.has(&name, option));
            let chosen: Vec<String> = offered.cloned().collect();
            (!chosen.is_empty()).then_some(Answer::Choices(chosen))
        }
        FieldKind::Line(_) | FieldKind::Text(_) => (!said.trim().is_empty()).then(|| Answer::Text(said.to_owned())),
        FieldKind::Count => {
            let how = exactness(typed.first(&input.part(COUNT_HOW))).unwrap_or(Exactness::Unstated);
            (!said.trim().is_empty()).then(|| Answer::Uncounted(said.to_owned(), how))
        }
        // Too many words may stand beside numbers that make sense.
        FieldKind::Date => date(input, typed, WHOLE).unwrap_or_else(|_| Some(date_as_typed(input, typed))),
    }
}

/// The words of a date, and its numbers behind them in brackets: `in the rain (15-16 / 7 / 2024)`.
pub(super) fn date_as_typed(input: &Input<'_>, typed: &Typed) -> Answer {
    let moment = |parts: [&str; 3]| {
        let parts = parts.map(|part| typed.first(&input.part(part)).trim().to_owned());
        let all = parts.each_ref().map(|part| if part.is_empty() { EMPTY } else { part }).join(" / ");
        parts.iter().any(|part| !part.is_empty()).then_some(all)
    };
    let numbers = match (moment(["day", "month", "year"]), moment(["until-day", "until-month", "until-year"])) {
        (from, None) => from.unwrap_or_default(),
        (from, Some(until)) => format!("{} – {until}", from.as_deref().unwrap_or(EMPTY)),
    };
    let said = typed.first(&input.name());
    let words = if said.trim().is_empty() { numbers } else { format!("{said} ({numbers})") };
    Answer::Date { edtf: None, about: typed.has(&input.part("about"), "yes"), words }
}
