//! What the source permits, for those who decide what leaves.

use std::fmt::Write as _;

use super::{Entry, Phrase, Section, Wording};
use crate::form::consent::{Choices, Effective, Level};

impl Section {
    /// What the source permits today, use by use; `None` where no record of it makes sense.
    pub fn of_consent(consent: Option<&Effective>, words: &dyn Wording) -> Self {
        let Some(consent) = consent else {
            return Self { title: words.say("reading-consent-none"), entries: Vec::new() };
        };
        let on = |key: &str, day: &dyn ToString| words.say_with(key, &[("day", &day.to_string())]);
        let title = match (consent.withdrawn(), consent.changed()) {
            (Some(day), _) => on("reading-consent-withdrawn", &day),
            (None, Some(day)) => on("reading-consent-changed", &day),
            (None, None) => words.say("reading-consent-given"),
        };
        let entry = |level: Level| Entry {
            question: format!("{level}  {}", words.say(&format!("reading-{}", level.as_str()))),
            answer: vec![Phrase::Chosen(words.say(&format!("reading-value-{}", consent.get(level).as_str())))],
        };
        let mut entries: Vec<Entry> = Level::OPTIONAL.into_iter().map(entry).collect();
        if consent.no_death_penalty() {
            let answer = vec![Phrase::Chosen(words.say("answer-yes"))];
            entries.push(Entry { question: words.say("reading-no-death-penalty"), answer });
        }
        Self { title, entries }
    }

    /// What was chosen on the form, use by use, in the words of its page.
    pub fn of_choices(choices: &Choices, words: &dyn Wording) -> Self {
        let entry = |question: &str, answer: &str| Entry {
            question: words.say(question),
            answer: vec![Phrase::Chosen(words.say(answer))],
        };
        let chosen = |level: Level| entry(level.field(), &format!("consent-value-{}", choices.get(level).as_str()));
        let mut entries: Vec<Entry> = Level::OPTIONAL.into_iter().map(chosen).collect();
        if choices.no_death_penalty() {
            entries.push(entry("consent-no-death-penalty", "answer-yes"));
        }
        Self { title: words.say("consent-levels-title"), entries }
    }

    /// The section as a table: a line for each entry.
    pub fn table(&self) -> String {
        let width = self.entries.iter().map(|entry| entry.question.chars().count()).max().unwrap_or_default();
        let mut table = format!("== {}\n\n", self.title);
        for entry in &self.entries {
            let mut answers = entry.answer.iter().map(Phrase::as_str);
            let _ = writeln!(table, "    {:<width$}  {}", entry.question, answers.next().unwrap_or_default());
        }
        table.push('\n');
        table
    }
}
