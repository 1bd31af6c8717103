//! Each question as the page asked it, and its answer.

use super::{Document, Entry, Phrase, Section, Wording};
use crate::form::answers::{Answer, Answered, Answers, Exactness, Part};
use crate::form::definition::{FieldKind, Input};

impl Answers<'_> {
    /// One part of the answers, in the order of the form.
    pub fn document(&self, part: Part, words: &dyn Wording) -> Document {
        let mut document = Document::default();
        let mut under: Option<(&str, u8)> = None;
        for Answered { input, answer } in self.of(part) {
            let here = (input.group.id.as_str(), input.n);
            if under != Some(here) {
                document.sections.push(Section { title: title(input, words), entries: Vec::new() });
                under = Some(here);
            }
            if let Some(section) = document.sections.last_mut() {
                let question = said_or(words.say(&input.field.label), &input.field.id);
                section.entries.push(Entry { question, answer: phrases(input, answer, words) });
            }
        }
        document
    }
}

/// The text; the name of what it is about where no language has one.
fn said_or(text: String, name: &str) -> String {
    if text.is_empty() { name.to_owned() } else { text }
}

fn title(input: &Input<'_>, words: &dyn Wording) -> String {
    match input.group.each.as_ref().filter(|_| input.n > 0) {
        Some(each) => said_or(words.say_number(each, input.n.into()), &format!("{} {}", input.group.id, input.n)),
        None => said_or(words.say(&input.group.title), &input.group.id),
    }
}

fn phrases(input: &Input<'_>, answer: &Answer, words: &dyn Wording) -> Vec<Phrase> {
    let option = |value: &String| match &input.field.kind {
        FieldKind::Choice(options) | FieldKind::Choices(options) => {
            Phrase::Chosen(said_or(words.say(&options.text_key(value)), value))
        }
        _ => Phrase::words(value),
    };
    match answer {
        Answer::Text(text) => vec![Phrase::words(text)],
        Answer::Choice(value) => vec![option(value)],
        Answer::Choices(values) => values.iter().map(option).collect(),
        Answer::Date { edtf, about, words: said } => {
            let date = edtf.map(|edtf| Phrase::Chosen(edtf.spoken(words)));
            let said = (!said.is_empty()).then(|| Phrase::words(said));
            let about = about.then(|| Phrase::Chosen(said_or(words.say("date-about"), "about")));
            date.into_iter().chain(said).chain(about).collect()
        }
        Answer::Count(count, how) => vec![Phrase::Chosen(match exactness(*how, words) {
            None => count.to_string(),
            Some(how) => format!("{count} ({how})"),
        })],
        Answer::Uncounted(said, how) => {
            [Phrase::words(said)].into_iter().chain(exactness(*how, words).map(Phrase::Chosen)).collect()
        }
        Answer::NotSaid(why) => vec![Phrase::NotSaid(said_or(words.say(why.text_key()), why.as_str()))],
    }
}

/// What was chosen beside a count, if anything was.
fn exactness(how: Exactness, words: &dyn Wording) -> Option<String> {
    let key = format!("count-{}", how.as_str());
    (how != Exactness::Unstated).then(|| said_or(words.say(&key), how.as_str()))
}
