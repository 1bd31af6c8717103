//! How a report says things in one language.

use fluent_bundle::{FluentArgs, FluentValue};

use super::figures::Count;
use super::span::Step;
use crate::seal::Day;
use crate::texts::{Lang, Texts, without_marks};

/// The texts of a language, with what a report needs of them.
#[derive(Clone, Copy)]
pub(super) struct Voice {
    pub(super) lang: Lang,
    texts: &'static Texts,
    /// Whether marks keep values apart where the text runs right to left.
    marks: bool,
}

impl Voice {
    pub(super) fn of(lang: Lang) -> Self {
        Self { lang, texts: Texts::of(lang), marks: true }
    }

    /// The same for a terminal, which would show such marks.
    pub(super) fn plain(lang: Lang) -> Self {
        Self { marks: false, ..Self::of(lang) }
    }

    pub(super) fn say(&self, key: &str) -> String {
        self.texts.get(key)
    }

    pub(super) fn with(
        &self,
        key: &str,
        values: impl IntoIterator<Item = (&'static str, FluentValue<'static>)>,
    ) -> String {
        let text = self.texts.with(key, &values.into_iter().collect::<FluentArgs<'_>>());
        self.marked(text)
    }

    fn marked(&self, text: String) -> String {
        if self.marks { text } else { without_marks(text) }
    }

    /// A text about a number: `count` picks the form, `number` is how it is written.
    pub(super) fn count(&self, key: &str, number: usize) -> String {
        self.with(key, [("count", number.into()), ("number", self.number(number).into())])
    }

    pub(super) fn number(&self, number: usize) -> String {
        self.texts.number(number as u64)
    }

    pub(super) fn size(&self, bytes: u64) -> String {
        self.marked(self.texts.size(bytes))
    }

    /// A day in words: "25 Nov 2026".
    pub(super) fn day(&self, day: Day) -> String {
        let (year, _, of_month) = day.parts();
        let values = [("number", of_month.to_string()), ("month", self.month(day)), ("year", year.to_string())];
        self.with("report-day", values.map(|(name, value)| (name, value.into())))
    }

    /// A column's name, in full.
    pub(super) fn column(&self, step: Step, from: Day) -> String {
        match step {
            Step::Day => self.day(from),
            Step::Week => self.with("report-week-of", [("day", self.day(from).into())]),
            Step::Month => self.with_year(from),
            Step::Year => from.parts().0.to_string(),
        }
    }

    /// A column's name where there is little room.
    pub(super) fn short(&self, step: Step, from: Day) -> String {
        match step {
            Step::Day | Step::Week => {
                let values = [("number", from.parts().2.to_string()), ("month", self.month(from))];
                self.with("report-day-short", values.map(|(name, value)| (name, value.into())))
            }
            Step::Month => self.with_year(from),
            Step::Year => from.parts().0.to_string(),
        }
    }

    /// What a sort is called: by its text, or its code where no text is known here.
    pub(super) fn called(&self, count: &Count) -> String {
        let text = count.text.as_deref().map(|key| self.say(key)).unwrap_or_default();
        if text.is_empty() { count.code.clone() } else { text }
    }

    fn with_year(&self, day: Day) -> String {
        let values = [("month", self.month(day)), ("year", day.parts().0.to_string())];
        self.with("report-month", values.map(|(name, value)| (name, value.into())))
    }

    fn month(&self, day: Day) -> String {
        let month = day.parts().1;
        self.say(&format!("report-month-{month}"))
    }
}
