//! Answers read back from what was sealed of them.

use serde_json::{Map, Value};

use super::answers::{Answer, Answered, Answers, Exactness, NotSaid, Part};
use super::definition::{FieldKind, Form, Input};
use super::document::{Document, Entry, Phrase, Section, Wording};
use super::edtf::Edtf;

/// Answers as they were sealed, and what stands beside them that their form does not ask. Cannot be printed.
pub struct ReadBack<'a> {
    /// What the form asks.
    pub answers: Answers<'a>,
    part: Part,
    /// What it does not, or asks otherwise: its name, and its JSON.
    rest: Vec<(String, String)>,
}

impl Form {
    /// True when a testimony or an identity file answers this very form.
    pub fn is_answered_by(&self, sealed: &Value) -> bool {
        sealed["form"]["sha256"] == self.digest().to_string()
    }

    /// Reads `testimony.json` or `identity.json` back. Nothing of its answers is lost, whoever wrote it.
    pub fn read_back(&self, part: Part, sealed: &Value) -> ReadBack<'_> {
        let object = |name: &str| sealed[name].as_object().cloned().unwrap_or_default();
        let (mut answers, mut not_said) = (object("answers"), object("not_said"));
        let mut all = Vec::new();
        for input in self.inputs().filter(|input| input.field.identity == (part == Part::Identity)) {
            if let Some(answer) = take(&input, &mut answers, &mut not_said) {
                all.push(Answered { input, answer });
            }
        }
        let mut rest = Vec::new();
        for (id, value) in answers.iter().filter(|(_, value)| !is_emptied(value)) {
            rest.push((quoted(id), value.to_string()));
        }
        rest.extend(not_said.iter().map(|(id, value)| (quoted(id), value.to_string())));
        ReadBack { answers: Answers::of_all(all), part, rest }
    }
}

impl ReadBack<'_> {
    /// All of it for human eyes.
    pub fn document(&self, words: &dyn Wording) -> Document {
        let mut document = self.answers.document(self.part, words);
        if !self.rest.is_empty() {
            let entry =
                |(name, json): &(String, String)| Entry { question: name.clone(), answer: vec![Phrase::words(json)] };
            let entries = self.rest.iter().map(entry).collect();
            document.sections.push(Section { title: words.say("reading-unasked"), entries });
        }
        document
    }
}

/// A name as JSON writes it: on one line, so that none can pass for a heading. The ends of lines that JSON leaves as they
/// are become spaces.
fn quoted(name: &str) -> String {
    Value::from(name.replace(['\u{85}', '\u{2028}', '\u{2029}'], " ")).to_string()
}

/// True for a repeated group of which all was taken but the numbers.
fn is_emptied(value: &Value) -> bool {
    value.as_array().is_some_and(|all| {
        !all.is_empty() && all.iter().all(|own| own.as_object().is_some_and(|own| own.keys().all(|key| key == "n")))
    })
}

/// Takes the answer to a question out of what was sealed, if it is one.
fn take(input: &Input<'_>, answers: &mut Map<String, Value>, not_said: &mut Map<String, Value>) -> Option<Answer> {
    let id = input.field.id.as_str();
    if input.n == 0 {
        return take_from(input, id, answers).or_else(|| take_mark(input, id, not_said));
    }
    let all = answers.get_mut(&input.group.id)?.as_array_mut()?;
    let own = all.iter_mut().find(|own| own["n"] == input.n)?.as_object_mut()?;
    take_from(input, id, own).or_else(|| {
        let marks = own.get_mut("not_said")?.as_object_mut()?;
        let mark = take_mark(input, id, marks);
        if marks.is_empty() {
            own.shift_remove("not_said");
        }
        mark
    })
}

fn take_from(input: &Input<'_>, id: &str, from: &mut Map<String, Value>) -> Option<Answer> {
    let answer = understood(&input.field.kind, from.get(id)?)?;
    from.shift_remove(id);
    Some(answer)
}

fn take_mark(input: &Input<'_>, id: &str, from: &mut Map<String, Value>) -> Option<Answer> {
    let mark = from.get(id)?;
    let why = NotSaid::ALL.into_iter().find(|why| input.field.not_said && mark == why.as_str())?;
    from.shift_remove(id);
    Some(Answer::NotSaid(why))
}

/// The answer that a value is to a question of this kind.
fn understood(kind: &FieldKind, value: &Value) -> Option<Answer> {
    let option = |known: &[String], value: &Value| known.iter().find(|known| value == known.as_str()).cloned();
    match kind {
        FieldKind::Files => None,
        FieldKind::Line(_) | FieldKind::Text(_) => value.as_str().map(|text| Answer::Text(text.to_owned())),
        FieldKind::Choice(options) => option(&options.values, value).map(Answer::Choice),
        FieldKind::Choices(options) => {
            let all: Option<Vec<String>> =
                value.as_array()?.iter().map(|value| option(&options.values, value)).collect();
            all.filter(|all| !all.is_empty()).map(Answer::Choices)
        }
        FieldKind::Date => date(value.as_object()?),
        FieldKind::Count => count(value.as_object()?),
    }
}

fn date(value: &Map<String, Value>) -> Option<Answer> {
    if value.is_empty() || value.keys().any(|key| !["edtf", "words", "about"].contains(&key.as_str())) {
        return None;
    }
    let edtf = value.get("edtf").map(|edtf| edtf.as_str().and_then(Edtf::parse));
    let words = value.get("words").map(Value::as_str);
    // A mark beside numbers stands in them.
    let about = value.get("about").map(|about| *about == true && edtf.is_none() && words.is_some());
    match (edtf, words, about) {
        (Some(None), ..) | (_, Some(None), _) | (.., Some(false)) => None,
        (edtf, words, about) => Some(Answer::Date {
            edtf: edtf.flatten(),
            about: about.is_some(),
            words: words.flatten().unwrap_or_default().to_owned(),
        }),
    }
}

fn count(value: &Map<String, Value>) -> Option<Answer> {
    let how = match value.get("how") {
        None => Exactness::Unstated,
        Some(how) => Exactness::chosen(how)?,
    };
    let known = value.len() - usize::from(value.contains_key("how"));
    match (value.get("count"), value.get("words")) {
        (Some(count), None) if known == 1 => count.as_u64().map(|count| Answer::Count(count, how)),
        (None, Some(words)) if known == 1 => words.as_str().map(|words| Answer::Uncounted(words.to_owned(), how)),
        _ => None,
    }
}
