//! Answers taken apart into items, and the items that leave put together again.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::form::{Edtf, Exactness, Field, FieldKind, Form, NotSaid};

/// Answers that leave, as they stood in the JSON.
#[derive(Default)]
pub struct Told {
    /// `answers`
    pub answers: Map<String, Value>,
    /// `not_said`
    pub not_said: Map<String, Value>,
}

impl Told {
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.not_said.is_empty()
    }

    /// Puts an item where it stood.
    pub(super) fn put(&mut self, piece: &Piece<'_>) {
        let place = &piece.place;
        let Some(into) = self.at(place) else { return };
        let Some(part) = place.part else {
            into.insert(place.id.to_owned(), piece.value.clone());
            return;
        };
        if let Some(whole) = into.entry(place.id).or_insert_with(|| json!({})).as_object_mut() {
            whole.insert(part.to_owned(), piece.value.clone());
            if let Some((mark, value)) = piece.beside {
                whole.insert(mark.to_owned(), value.clone());
            }
        }
    }

    /// The object that holds an item.
    fn at(&mut self, place: &Place<'_>) -> Option<&mut Map<String, Value>> {
        match place.repetition {
            None if place.said => Some(&mut self.answers),
            None => Some(&mut self.not_said),
            Some((group, n)) => {
                let own = repetition(&mut self.answers, group, n)?;
                if place.said { Some(own) } else { own.entry("not_said").or_insert_with(|| json!({})).as_object_mut() }
            }
        }
    }
}

/// The object of a group's repetition, made when it is not there.
fn repetition<'a>(answers: &'a mut Map<String, Value>, group: &str, n: u64) -> Option<&'a mut Map<String, Value>> {
    let all = answers.entry(group).or_insert_with(|| json!([])).as_array_mut()?;
    let at = all.iter().position(|own| own["n"] == n).unwrap_or_else(|| {
        all.push(json!({ "n": n }));
        all.len() - 1
    });
    all[at].as_object_mut()
}

/// A value in words, without a form.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        other => {
            let beside = other["how"].as_str().or((other["about"] == true).then_some("about"));
            let beside = beside.map(|beside| format!(" ({beside})")).unwrap_or_default();
            let count = other["count"].as_u64().map(|count| count.to_string());
            let said = count.or_else(|| other["words"].as_str().map(str::to_owned));
            said.map(|said| format!("{said}{beside}")).unwrap_or_default()
        }
    }
}

/// Where an item stands in the JSON.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The repeated group, and which repetition.
    pub(super) repetition: Option<(&'a str, u64)>,
    /// The field.
    pub(super) id: &'a str,
    /// The part of it: a date's numbers and words are items of their own.
    pub(super) part: Option<&'static str>,
    /// An answer; else a mark that there is none.
    pub(super) said: bool,
}

/// One item of the answers.
pub(super) struct Piece<'a> {
    pub(super) name: String,
    pub(super) place: Place<'a>,
    pub(super) value: &'a Value,
    /// The mark beside a date's or a count's words: no item of its own, it goes where they go.
    pub(super) beside: Option<(&'static str, &'a Value)>,
    /// Its form is known for certain, and holds no words of the source's own.
    pub(super) structured: bool,
}

impl Piece<'_> {
    /// It in words, without a form.
    pub(super) fn plain(&self) -> String {
        let beside = self.beside.map(|(mark, value)| format!(" ({})", value.as_str().unwrap_or(mark)));
        format!("{}{}", plain(self.value), beside.unwrap_or_default())
    }
}

/// Every item of `answers` and `not_said`, in their order.
pub(super) fn pieces<'a>(
    answers: &'a Map<String, Value>,
    not_said: &'a Map<String, Value>,
    form: Option<&Form>,
) -> Vec<Piece<'a>> {
    let mut found = Vec::new();
    for (id, value) in answers {
        match repetitions(value) {
            Some(all) => {
                for (n, own) in all {
                    let under = Some((id.as_str(), n));
                    for (id, value) in own.iter().filter(|(id, _)| *id != "n") {
                        if let ("not_said", Value::Object(marks)) = (id.as_str(), value) {
                            found.extend(marks.iter().map(|(id, value)| mark(under, id, value, form)));
                        } else {
                            found.extend(answer(under, id, value, form));
                        }
                    }
                }
            }
            None => found.extend(answer(None, id, value, form)),
        }
    }
    found.extend(not_said.iter().map(|(id, value)| mark(None, id, value, form)));
    found
}

/// The repetitions of a group by their numbers; `None` for what is no group's answer.
pub(super) fn repetitions(value: &Value) -> Option<Vec<(u64, &Map<String, Value>)>> {
    let all = value.as_array()?;
    if all.is_empty() {
        return None;
    }
    let mut seen = BTreeSet::new();
    all.iter().map(|own| Some((own["n"].as_u64().filter(|n| seen.insert(*n))?, own.as_object()?))).collect()
}

fn answer<'a>(under: Option<(&'a str, u64)>, id: &'a str, value: &'a Value, form: Option<&Form>) -> Vec<Piece<'a>> {
    let place = Place { repetition: under, id, part: None, said: true };
    let field = field(form, under, id);
    // A date's numbers and words may go different ways.
    match value.as_object().filter(|parts| has_own_words(parts)) {
        None => vec![piece(place, value, is_structured(value, field))],
        Some(parts) => {
            let asked = field.is_some_and(|field| field.kind == FieldKind::Date);
            let part = |part: &'static str, structured: bool| {
                parts.get(part).map(|value| piece(Place { part: Some(part), ..place }, value, structured))
            };
            let numbers = asked && parts.get("edtf").and_then(Value::as_str).is_some_and(Edtf::is_written);
            let beside = ["about", "how"].into_iter().find_map(|mark| Some((mark, parts.get(mark)?)));
            let words = part("words", false).map(|words| Piece { beside, ..words });
            [part("edtf", numbers), words].into_iter().flatten().collect()
        }
    }
}

/// Whether this has the parts of a date, or of a count in words, and nothing else. A mark stands beside words alone, and is
/// one that the form has: else it might say anything, unseen.
fn has_own_words(parts: &Map<String, Value>) -> bool {
    let marks: Vec<_> = parts.iter().filter(|(key, _)| *key != "edtf" && *key != "words").collect();
    let is_known = |(key, mark): &(&String, &Value)| match key.as_str() {
        "about" => **mark == true,
        "how" => Exactness::chosen(mark).is_some(),
        _ => false,
    };
    match marks[..] {
        [] => !parts.is_empty(),
        [ref mark] => is_known(mark) && parts.contains_key("words") && !parts.contains_key("edtf"),
        _ => false,
    }
}

fn mark<'a>(under: Option<(&'a str, u64)>, id: &'a str, value: &'a Value, form: Option<&Form>) -> Piece<'a> {
    let known = field(form, under, id).is_some() && NotSaid::ALL.into_iter().any(|why| value == why.as_str());
    piece(Place { repetition: under, id, part: None, said: false }, value, known)
}

fn piece<'a>(place: Place<'a>, value: &'a Value, structured: bool) -> Piece<'a> {
    let id = place.id;
    let mut name = match place.repetition {
        None => id.to_owned(),
        Some((group, n)) => format!("{group}:{n}:{id}"),
    };
    if place.part == Some("words") {
        name.push_str(":words");
    }
    Piece { name, place, value, beside: None, structured }
}

/// The field of a form that an answer belongs to.
pub(super) fn field<'a>(form: Option<&'a Form>, under: Option<(&str, u64)>, id: &str) -> Option<&'a Field> {
    let inputs = form?.inputs().filter(|input| input.field.id == id);
    let mut fitting = inputs.filter(|input| match under {
        None => input.n == 0,
        Some((group, n)) => input.group.id == group && u64::from(input.n) == n,
    });
    fitting.next().map(|input| input.field)
}

/// True when an answer is a choice from the form's list or a count.
pub(super) fn is_structured(value: &Value, field: Option<&Field>) -> bool {
    match field.map(|field| &field.kind) {
        Some(FieldKind::Choice(options)) => {
            value.as_str().is_some_and(|value| options.values.iter().any(|option| option == value))
        }
        Some(FieldKind::Choices(options)) => value.as_array().is_some_and(|all| {
            all.iter().all(|value| value.as_str().is_some_and(|v| options.values.iter().any(|option| option == v)))
        }),
        Some(FieldKind::Count) => is_count(value),
        _ => false,
    }
}

fn is_count(value: &Value) -> bool {
    value.as_object().is_some_and(|count| {
        count.get("count").is_some_and(Value::is_u64)
            && count.iter().all(|(key, value)| key == "count" || (key == "how" && Exactness::chosen(value).is_some()))
    })
}
