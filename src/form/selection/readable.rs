//! Answers that leave, for human eyes: each under the question that the page asked.

use serde_json::Value;

use super::pieces::{Piece, Told, field, pieces};
use crate::form::text::Wording;
use crate::form::{Field, FieldKind, Form, NotSaid};

/// An answer and its question.
pub struct Readable {
    /// What the question belongs to, where the one before belongs to something else.
    pub heading: Option<String>,
    /// The question as the page asked it; the item's name where the form is not known.
    pub question: String,
    /// The answer; what was chosen in the page's words.
    pub answer: String,
    /// It is written in the source's own words.
    pub own_words: bool,
}

impl Told {
    /// The answers in their order, with the questions of `form` in the language of `words`.
    pub fn readable(&self, form: Option<&Form>, words: &dyn Wording) -> Vec<Readable> {
        let mut under = None;
        let read = |piece: Piece<'_>| {
            let asked = field(form, piece.place.repetition, piece.place.id);
            let here = form.and_then(|form| title(form, &piece, words));
            let heading = here.clone().filter(|_| here != under);
            under = here;
            let question = asked.map(|field| words.say(&field.label)).filter(|label| !label.is_empty());
            let (answer, own_words) = answer(&piece, asked, words);
            Readable { heading, question: question.unwrap_or(piece.name), answer, own_words }
        };
        pieces(&self.answers, &self.not_said, form).into_iter().map(read).collect()
    }
}

/// The title of the group that an answer belongs to.
fn title(form: &Form, piece: &Piece<'_>, words: &dyn Wording) -> Option<String> {
    let named = |id: &str| form.groups.iter().find(|group| group.id == id);
    if let Some((group, n)) = piece.place.repetition {
        let group = named(group)?;
        return Some(group.each.as_ref().map_or_else(|| words.say(&group.title), |each| words.say_number(each, n)));
    }
    let holds = |field: &Field| field.id == piece.place.id;
    form.groups.iter().find(|group| group.fields.iter().any(holds)).map(|group| words.say(&group.title))
}

/// An answer in words, and whether they are the source's own.
fn answer(piece: &Piece<'_>, asked: Option<&Field>, words: &dyn Wording) -> (String, bool) {
    if !piece.place.said {
        let why = NotSaid::ALL.into_iter().find(|why| piece.value == why.as_str());
        return (why.map_or_else(|| plain(piece.value), |why| words.say(why.text_key())), false);
    }
    let option = |value: &str| match asked.map(|field| &field.kind) {
        Some(FieldKind::Choice(options) | FieldKind::Choices(options)) if piece.structured => {
            words.say(&options.text_key(value))
        }
        _ => value.to_owned(),
    };
    let said = match piece.value {
        Value::String(text) => option(text),
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(option).collect::<Vec<_>>().join("\n"),
        other => plain(other),
    };
    (said, !piece.structured)
}

/// A value that is no text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(_) if value["count"].is_u64() => {
            let how = value["how"].as_str().map(|how| format!(" ({how})")).unwrap_or_default();
            format!("{}{how}", value["count"])
        }
        other => other.to_string(),
    }
}
